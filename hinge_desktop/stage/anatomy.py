"""The shape of a person, as tables: ellipsoids along the spine and along each bone.

All measures are metres at a stature of 1.75 m. Fixed by the model, whose contacts lie on this skin:
the back 0.105 behind the line of the spine at the sacrum, the middle of the thorax and the head; the
buttock 0.12 behind the hip; knee and instep 0.05 and 0.045. The rest is drawn by eye after common
proportions (Drillis & Contini 1966; Winter 2009).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from hinge_desktop.stage.curve import smoothed
from hinge_desktop.stage.hull import Part, Plan

Array = NDArray[np.float64]
Indices = NDArray[np.intp]

_FINE = 5
"""Drawn ellipsoids for each one given in a table."""

SPINE_POINTS = ("pelvis", "l5s1", "t12l1", "c7")
SPINE_KNOTS_M = np.array([0.0, 0.09975, 0.2835, 0.5775])

_TRUNK = np.array(
    [  # up the spine, front, back, half width, half height; by a radian: back out and belly in by the lumbar
        # spine's flexion, upper back out and chest in by the shoulders' way forward
        (-0.045, 0.070, 0.090, 0.148, 0.050, 0.0, 0.0, 0.0, 0.0),
        (0.000, 0.095, 0.118, 0.166, 0.070, 0.0, 0.0, 0.0, 0.0),
        (0.050, 0.102, 0.117, 0.166, 0.050, 0.004, 0.0, 0.0, 0.0),
        (0.100, 0.103, 0.105, 0.156, 0.040, 0.020, 0.010, 0.0, 0.0),
        (0.190, 0.099, 0.085, 0.138, 0.035, 0.066, 0.036, 0.0, 0.0),
        (0.285, 0.105, 0.092, 0.143, 0.035, 0.064, 0.034, 0.010, 0.010),
        (0.360, 0.114, 0.102, 0.154, 0.035, 0.044, 0.010, 0.045, 0.050),
        (0.430, 0.113, 0.105, 0.160, 0.035, 0.024, 0.0, 0.085, 0.110),
        (0.485, 0.095, 0.097, 0.148, 0.035, 0.008, 0.0, 0.090, 0.110),
        (0.530, 0.066, 0.078, 0.112, 0.028, 0.0, 0.0, 0.060, 0.040),
        (0.572, 0.044, 0.058, 0.060, 0.014, 0.0, 0.0, 0.020, 0.0),
    ]
)
TRUNK = smoothed(_TRUNK, _FINE)
WAIST_M = 0.118
"""Up to here the trunk wears the colour of the legs."""

SHOULDER_CAP_M = 0.044

BONES: Mapping[str, tuple[str, str]] = {
    "head": ("head_top", "c7"),
    **{
        f"{bone}_{side}": (f"{near}_{side}", f"{far}_{side}")
        for side in ("l", "r")
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
"""Bones by their near and far end. The frame of a bone: up towards its near end, forward, right."""

_LIMBS: Mapping[str, tuple[tuple[float, ...], ...]] = {
    # share of the bone's length, forward, right, then half axes forward, right, along
    "thigh": (
        (0.00, -0.006, 0, 0.091, 0.086, 0.088),
        (0.20, 0.000, 0, 0.087, 0.084, 0.080),
        (0.50, 0.004, 0, 0.074, 0.072, 0.070),
        (0.80, 0.002, 0, 0.058, 0.057, 0.056),
        (1.00, 0.000, 0, 0.050, 0.050, 0.050),
    ),
    "shank": (
        (0.00, 0.000, 0, 0.050, 0.050, 0.050),
        (0.12, -0.004, 0, 0.049, 0.050, 0.049),
        (0.30, -0.011, 0, 0.053, 0.053, 0.050),
        (0.52, -0.008, 0, 0.046, 0.046, 0.045),
        (0.80, -0.001, 0, 0.035, 0.035, 0.035),
        (0.97, 0.000, 0, 0.034, 0.033, 0.034),
    ),
    # from the toe back; "forward" is out of the sole
    "foot": (
        (0.050, -0.0150, 0, 0.0150, 0.030, 0.016),
        (0.26, -0.0215, 0, 0.0215, 0.044, 0.026),
        (0.60, -0.041, 0, 0.036, 0.036, 0.030),
        (0.775, -0.074, 0, 0.030, 0.031, 0.037),
        (0.895, -0.031, 0, 0.031, 0.033, 0.033),
    ),
    "upper_arm": (
        (0.00, 0, 0, 0.057, 0.052, 0.054),
        (0.22, 0.002, 0, 0.052, 0.049, 0.050),
        (0.55, 0.003, 0, 0.044, 0.043, 0.044),
        (1.00, 0, 0, 0.036, 0.036, 0.036),
    ),
    "forearm": (
        (0.00, 0, 0, 0.036, 0.036, 0.036),
        (0.25, 0, 0, 0.0395, 0.0395, 0.039),
        (0.62, 0, 0, 0.031, 0.031, 0.031),
        (1.00, 0, 0, 0.0245, 0.0245, 0.0245),
    ),
    "hand": (
        (0.00, 0, 0, 0.0245, 0.0245, 0.0245),  # 0 wrist
        (0.80, 0, 0, 0.035, 0.033, 0.030),  # 1 fist
        (1.10, 0.003, 0, 0.033, 0.034, 0.028),  # 2 knuckles
        (0.85, 0.002, 0, 0.031, 0.028, 0.034),  # 3 palm
        (1.72, 0.000, 0, 0.016, 0.020, 0.018),  # 4 fingertips
        (0.45, 0.022, 0, 0.014, 0.014, 0.014),  # 5 root of the thumb
        (1.15, 0.040, 0, 0.0115, 0.0115, 0.0115),  # 6 its tip
        (1.22, 0.000, 0, 0.027, 0.026, 0.024),  # 7 knuckles of fingers bent round an edge
    ),
    # from the crown down to C7
    "head": (
        (0.407, -0.006, 0, 0.099, 0.077, 0.0925),  # 0 skull
        (0.36, 0.044, 0, 0.044, 0.058, 0.046),  # 1 forehead
        (0.52, 0.040, 0, 0.047, 0.060, 0.044),  # 2 cheeks
        (0.70, 0.004, 0, 0.022, 0.056, 0.026),  # 3 corners of the jaw
        (0.80, 0.062, 0, 0.024, 0.028, 0.024),  # 4 chin
        (0.47, 0.083, 0, 0.010, 0.012, 0.014),  # 5 bridge of the nose
        (0.595, 0.101, 0, 0.0105, 0.013, 0.0105),  # 6 tip of the nose
        (0.395, -0.014, 0, 0.097, 0.082, 0.0915),  # 7 hair
        (0.62, -0.062, 0, 0.034, 0.056, 0.034),  # 8 nape
        (0.62, -0.008, 0, 0.052, 0.052, 0.050),  # 9 top of the neck
        (1.06, -0.012, 0, 0.048, 0.064, 0.040),  # 10 foot of the neck
        (0.53, -0.008, 0.074, 0.0130, 0.008, 0.021),  # 11 right ear
        (0.74, 0.086, 0, 0.011, 0.020, 0.010),  # 12 lips
        (0.53, -0.008, -0.074, 0.0130, 0.008, 0.021),  # 13 left ear
    ),
}
_RESAMPLED = frozenset({"thigh", "shank", "upper_arm", "forearm"})

_SKINS: Mapping[str, Mapping[str, tuple[tuple[int, ...], ...]]] = {
    "foot": {"foot": ((0, 1, 2), (1, 2, 4), (2, 3, 4))},
    "hand": {
        "fist": ((0, 1), (1, 2)),
        "open_hand": ((0, 3), (3, 4), (3, 5), (5, 6)),
        "cupped_hand": ((0, 3), (3, 7), (3, 5), (5, 6)),
    },
    "head": {
        "face": ((1, 2, 3), (2, 3, 4), (5, 6, 2), (12, 2, 4)),
        "hair": ((7, 8),),
        "neck": ((9, 10),),
        "ear_r": ((11,),),
        "ear_l": ((13,),),
    },
}
"""Skin of parts that are more than a chain: part -> rows of ellipsoids that one stretch encloses."""

_JOINTS: Mapping[str, tuple[str, float]] = {
    "shank": ("knee", 0.3),
    "forearm": ("elbow", 0.3),
    "upper_arm": ("cubit", -0.7),
}
"""An end of a bone, drawn again over the joint so that the limb is of one piece: the share from the
near end, or negative from there to the far end."""


def _trunk_parts() -> dict[str, Part]:
    height, last = TRUNK[:, 0], len(TRUNK) - 1
    caps = (last + 1, last + 2)
    slopes = tuple((int(np.searchsorted(height, at)), *caps) for at in (0.47, 0.56))
    waist = int(np.searchsorted(height, WAIST_M))
    return {
        "trunk": Part(((0, last),), slopes),
        "pelvis": Part(((0, waist),)),
    }


def _limb_parts(family: str, side: str, first: int, table: Array) -> dict[str, Part]:
    last = first + len(table) - 1
    parts = {}
    if family in _RESAMPLED:
        parts[family + side] = Part(((first, last),))
    for skin, rows in _SKINS.get(family, {}).items():
        parts[skin + side] = Part(hulls=tuple(tuple(first + i for i in row) for row in rows))
    if family in _JOINTS:
        joint, share = _JOINTS[family]
        split = first + int(np.searchsorted(table[:, 0], abs(share)))
        parts[joint + side] = Part(((first, split) if share > 0 else (split, last),))
    return parts


def _number() -> tuple[Indices, Array, dict[str, Part]]:
    """Number every ellipsoid: first the trunk, then two shoulder caps, then the bones in order."""
    bone_of: list[int] = []
    tables: list[Array] = []
    parts = _trunk_parts()
    first = len(TRUNK) + 2
    for number, bone in enumerate(BONES):
        family = bone.removesuffix("_l").removesuffix("_r")
        table = np.array(_LIMBS[family])
        if family in _RESAMPLED:
            table = smoothed(table, _FINE)
        parts |= _limb_parts(family, bone.removeprefix(family), first, table)
        bone_of += [number] * len(table)
        tables.append(table)
        first += len(table)
    return np.array(bone_of), np.concatenate(tables), parts


BONE_OF, LIMBS, _PARTS = _number()
PLAN = Plan(_PARTS)
"""Bone of each ellipsoid of a limb, its measures, and the plan of the parts by name. Ellipsoids are numbered
through: trunk sections, two shoulder caps, limbs."""
TOES: Mapping[str, Indices] = {
    side: np.flatnonzero(np.equal(BONE_OF, list(BONES).index(f"foot_{side}")))[:2] for side in ("l", "r")
}
"""Ellipsoids of the toes by side, in the numbering of the limbs alone."""
