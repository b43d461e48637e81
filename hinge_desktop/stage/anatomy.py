"""The flesh on a figure: ellipsoids set along its bones.

All measures are metres at a stature of 1.75 m and grow with ``figure.scale``. Fixed by the model
(its contacts lie on this skin): the back 0.105 behind the line of the spine at the sacrum, the
middle of the thorax and the head; the buttock 0.12 behind the hip; knee and instep 0.05 and 0.045.
The rest is drawn by eye after common proportions (Drillis & Contini; Winter 2009).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hinge_desktop.body.figure import Figure

Array = NDArray[np.float64]
Indices = NDArray[np.intp]

_SIDES = ("l", "r")

# Along the spine from the middle of the hips: distance, front, back, half width, half height.
_TRUNK = np.array(
    [
        (-0.050, 0.070, 0.085, 0.150, 0.045),
        (0.000, 0.098, 0.118, 0.168, 0.095),
        (0.100, 0.103, 0.105, 0.156, 0.045),
        (0.150, 0.102, 0.094, 0.145, 0.040),
        (0.195, 0.100, 0.087, 0.139, 0.040),
        (0.245, 0.101, 0.088, 0.139, 0.040),
        (0.295, 0.105, 0.094, 0.144, 0.040),
        (0.360, 0.113, 0.102, 0.154, 0.040),
        (0.430, 0.114, 0.105, 0.162, 0.040),
        (0.485, 0.094, 0.096, 0.150, 0.035),
        (0.530, 0.062, 0.076, 0.115, 0.030),
        (0.570, 0.040, 0.056, 0.062, 0.020),
    ]
)
_SPINE_KNOTS = np.array([0.0, 0.09975, 0.2835, 0.5775])
_SPINE_POINTS = ("pelvis", "l5s1", "t12l1", "c7")
_PELVIS_STATIONS = 3
# How much the skin of the back moves out for each radian of lumbar flexion, by station: the hollow fills,
# then bows, and the thorax follows a little.
_ROUNDING = np.array([0, 0, 0.010, 0.030, 0.042, 0.040, 0.030, 0.020, 0.010, 0, 0, 0])
_BELLY = np.array([0, 0, 0.0, -0.010, -0.018, -0.018, -0.012, 0, 0, 0, 0, 0])

# Bones: near end, far end. The frame of a bone: up towards its near end, forward, right.
_BONES: Mapping[str, tuple[str, str]] = {
    "head": ("head_top", "c7"),
    **{
        f"{bone}_{side}": (f"{near}_{side}", f"{far}_{side}")
        for side in _SIDES
        for bone, near, far in (
            ("thigh", "hip", "knee"),
            ("shank", "knee", "ankle"),
            ("foot", "toe", "heel"),
            ("upper_arm", "shoulder", "elbow"),
            ("forearm", "elbow", "wrist"),
            ("hand", "wrist", "hand"),
        )
    },
}

# Along a bone: share of its length, forward, right, then half axes forward, right, along.
_LIMBS: Mapping[str, tuple[tuple[float, ...], ...]] = {
    "thigh": (
        (0.00, -0.004, 0, 0.088, 0.084, 0.085),
        (0.22, 0.002, 0, 0.085, 0.082, 0.080),
        (0.50, 0.005, 0, 0.073, 0.071, 0.070),
        (0.80, 0.002, 0, 0.057, 0.056, 0.056),
        (1.00, 0.000, 0, 0.050, 0.050, 0.050),
    ),
    "shank": (
        (0.00, 0.000, 0, 0.050, 0.050, 0.050),
        (0.14, -0.006, 0, 0.050, 0.050, 0.050),
        (0.30, -0.012, 0, 0.0535, 0.052, 0.053),
        (0.50, -0.008, 0, 0.047, 0.046, 0.047),
        (0.78, -0.001, 0, 0.036, 0.036, 0.036),
        (0.97, 0.000, 0, 0.034, 0.033, 0.034),
    ),
    # From the toe back; "forward" is out of the sole.
    "foot": (
        (0.045, -0.014, 0, 0.0135, 0.030, 0.014),
        (0.26, -0.021, 0, 0.0205, 0.044, 0.024),
        (0.62, -0.036, 0, 0.034, 0.036, 0.030),
        (0.775, -0.072, 0, 0.030, 0.031, 0.036),
        (0.90, -0.031, 0, 0.0305, 0.033, 0.032),
    ),
    "upper_arm": (
        (0.00, 0, 0, 0.056, 0.052, 0.053),
        (0.22, 0.002, 0, 0.052, 0.049, 0.050),
        (0.55, 0.003, 0, 0.045, 0.043, 0.044),
        (1.00, 0, 0, 0.036, 0.036, 0.036),
    ),
    "forearm": (
        (0.00, 0, 0, 0.036, 0.036, 0.036),
        (0.25, 0, 0, 0.039, 0.039, 0.039),
        (0.60, 0, 0, 0.032, 0.032, 0.032),
        (1.00, 0, 0, 0.0245, 0.0245, 0.0245),
    ),
    # wrist, fist, knuckles; the open hand goes on to the fingertips
    "hand": (
        (0.00, 0, 0, 0.0245, 0.0245, 0.0245),
        (0.85, 0, 0, 0.036, 0.034, 0.034),
        (1.12, 0, 0, 0.034, 0.034, 0.030),
        (0.70, 0, 0, 0.030, 0.026, 0.034),
        (1.75, 0, 0, 0.018, 0.018, 0.018),
    ),
    # from the crown down to C7
    "head": (
        (0.407, -0.006, 0, 0.099, 0.077, 0.0925),  # 0 skull
        (0.47, 0.022, 0, 0.074, 0.067, 0.074),  # 1 face
        (0.74, 0.047, 0, 0.038, 0.046, 0.036),  # 2 jaw
        (0.815, 0.064, 0, 0.022, 0.026, 0.022),  # 3 chin
        (0.44, 0.084, 0, 0.012, 0.012, 0.014),  # 4 bridge of the nose
        (0.575, 0.100, 0, 0.0115, 0.013, 0.0115),  # 5 tip of the nose
        (0.375, -0.016, 0, 0.096, 0.082, 0.0875),  # 6 hair
        (0.66, -0.060, 0, 0.038, 0.052, 0.040),  # 7 nape
        (0.60, -0.006, 0, 0.052, 0.052, 0.050),  # 8 top of the neck
        (1.06, 0.000, 0, 0.060, 0.064, 0.040),  # 9 foot of the neck
        (0.53, -0.010, 0, 0.013, 0.080, 0.022),  # 10 ears
    ),
}

_CHAIN = {name: [(i, i + 1) for i in range(len(rows) - 1)] for name, rows in _LIMBS.items()}
_SKIN: Mapping[str, tuple[tuple[int, ...], ...]] = {
    "foot": ((0, 1, 2), (1, 2, 4), (2, 3, 4)),
    "hand": ((0, 1, 1), (1, 2, 2)),
    "open_hand": ((0, 3, 3), (3, 4, 4)),
    "face": ((1, 2, 3), (4, 5, 1)),
    "hair": ((6, 6, 7),),
    "neck": ((8, 9, 9),),
    "ear": ((10, 10, 10),),
    "knee": ((0, 1, 1), (1, 2, 2)),
    "elbow": ((0, 1, 1),),
}


@dataclass(frozen=True)
class Flesh:
    """Ellipsoids of a figure and the hulls each part is made of.

    Attributes:
        centres: (n, 3) metres.
        axes: (n, 3, 3) half axes as rows, metres.
        parts: name -> (m, 3) rows of ellipsoids that one stretch of skin encloses.
    """

    centres: Array
    axes: Array
    parts: Mapping[str, Indices]


def clothe(figure: Figure) -> Flesh:
    """The flesh of a figure."""
    lateral = _right_of(figure.points["hip_l"], figure.points["hip_r"])
    trunk_centres, trunk_axes = _trunk(figure, lateral)
    limb_centres, limb_axes = _limbs(figure, lateral)
    return Flesh(
        np.concatenate([trunk_centres, limb_centres]),
        np.concatenate([trunk_axes, limb_axes]),
        _PARTS,
    )


def _right_of(left: Array, right: Array) -> Array:
    line = right - left
    return np.asarray(line / (np.linalg.norm(line) + 1e-12))


def _spline_weights(knots: Array, at: Array) -> Array:
    """Rows that, applied to the knots' points, give a smooth curve at ``at`` (Hermite, finite differences)."""
    n = len(knots)
    slopes = np.zeros((n, n))
    step = np.diff(knots)
    for i in range(1, n - 1):
        before, after = step[i], step[i - 1]
        total = before + after
        slopes[i, i - 1] -= before / total / step[i - 1]
        slopes[i, i] += before / total / step[i - 1] - after / total / step[i]
        slopes[i, i + 1] += after / total / step[i]
    for i, j in ((0, 1), (n - 1, n - 2)):
        low, high = min(i, j), max(i, j)
        slopes[i, high], slopes[i, low] = 1 / (knots[high] - knots[low]), -1 / (knots[high] - knots[low])
    weights = np.zeros((len(at), n))
    for row, s in zip(weights, at, strict=True):
        k = int(np.clip(np.searchsorted(knots, s, side="right") - 1, 0, n - 2))
        h = knots[k + 1] - knots[k]
        u = float(np.clip((s - knots[k]) / h, 0.0, 1.0))
        row[k] += 1 - u * u * (3 - 2 * u)
        row[k + 1] += u * u * (3 - 2 * u)
        row += h * u * (1 - u) ** 2 * slopes[k] - h * u * u * (1 - u) * slopes[k + 1]
        row += (s - knots[k] - h * u) * slopes[k]
    return weights


_SPINE = _spline_weights(_SPINE_KNOTS, _TRUNK[:, 0])
_SPINE_SLOPE = _spline_weights(_SPINE_KNOTS, _TRUNK[:, 0] + 0.004) - _spline_weights(
    _SPINE_KNOTS, _TRUNK[:, 0] - 0.004
)
_SHOULDER_SHARE = np.clip((_TRUNK[:, 0] - 0.1) / 0.4, 0.0, 1.0)[:, None]


def _trunk(figure: Figure, lateral: Array) -> tuple[Array, Array]:
    """Twelve sections along the spine and the two points of the shoulders."""
    points, scale = figure.points, figure.scale
    spine = np.array([points[name] for name in _SPINE_POINTS])
    across = _right_of(points["shoulder_l"], points["shoulder_r"])
    up, forward, right = _frames(_SPINE_SLOPE @ spine, lateral + _SHOULDER_SHARE * (across - lateral))
    _, front, back, width, height = _TRUNK.T
    flexion = figure.angles.get("lumbar_flexion", 0.0)
    back = back + _ROUNDING * flexion
    front = front + _BELLY * max(flexion, 0.0)
    centres = _SPINE @ spine + (scale * (front - back) / 2)[:, None] * forward
    axes = scale * np.stack(
        [((front + back) / 2)[:, None] * forward, width[:, None] * right, height[:, None] * up], axis=1
    )
    caps = np.array([points["shoulder_l"], points["shoulder_r"]])
    cap_axes = np.broadcast_to(0.050 * scale * np.eye(3), (2, 3, 3))
    return np.concatenate([centres, caps]), np.concatenate([axes, cap_axes])


def _limbs(figure: Figure, lateral: Array) -> tuple[Array, Array]:
    near = np.array([figure.points[name] for name, _ in _BONES.values()])
    far = np.array([figure.points[name] for _, name in _BONES.values()])
    up, forward, right = (axis[_BONE_OF] for axis in _frames(near - far, np.broadcast_to(lateral, near.shape)))
    share, ahead, aside = _ROWS[:, 0:1], figure.scale * _ROWS[:, 1:2], figure.scale * _ROWS[:, 2:3]
    centres = near[_BONE_OF] + share * (far - near)[_BONE_OF] + ahead * forward + aside * right
    axes = figure.scale * _ROWS[:, 3:, None] * np.stack([forward, right, up], axis=1)
    return centres, axes


def _frames(along: Array, lateral: Array) -> tuple[Array, Array, Array]:
    """Unit vectors up, forward, right of bones; a bone that lies sideways gets some frame, never NaN."""
    up = along / (np.linalg.norm(along, axis=1, keepdims=True) + 1e-12)
    forward = np.cross(up, lateral)
    size = np.linalg.norm(forward, axis=1, keepdims=True)
    forward = np.where(size > 1e-3, forward, np.cross(up, [0.0, 1e-2, 1.0]) + 1e-9)
    forward = forward / np.linalg.norm(forward, axis=1, keepdims=True)
    return up, forward, np.cross(forward, up)


def _family(bone: str) -> str:
    return bone.removesuffix("_l").removesuffix("_r")


def _number_parts() -> tuple[Indices, Array, dict[str, Indices]]:
    """Bone of each limb ellipsoid, its measures, and the parts as rows of ellipsoids."""
    bone_of: list[int] = []
    rows: list[tuple[float, ...]] = []
    first = len(_TRUNK) + 2
    parts: dict[str, Indices] = {}
    for number, bone in enumerate(_BONES):
        family, start = _family(bone), first + len(rows)
        suffix = bone.removeprefix(family)
        rows += _LIMBS[family]
        bone_of += [number] * len(_LIMBS[family])
        skins = {"head": ("face", "hair", "neck", "ear"), "hand": ("hand", "open_hand")}.get(family, (family,))
        for skin in skins:
            links = _SKIN.get(skin) or tuple((i, j, j) for i, j in _CHAIN[family])
            parts[skin + suffix] = np.array(links) + start
        for joint, owner in (("knee", "shank"), ("elbow", "forearm")):
            if owner == family:
                parts[joint + suffix] = np.array(_SKIN[joint]) + start
    last = len(_TRUNK)
    parts["trunk"] = np.array(
        [(i, i + 1, i + 1) for i in range(1, last - 1)]
        + [(8, last, last + 1), (9, last, last + 1), (10, last, last + 1)]
    )
    parts["pelvis"] = np.array([(i, i + 1, i + 1) for i in range(_PELVIS_STATIONS - 1)])
    return np.array(bone_of), np.array(rows), parts


_BONE_OF, _ROWS, _PARTS = _number_parts()
