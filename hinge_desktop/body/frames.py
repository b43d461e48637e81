"""Segment frames from named points: which way every bone of a body points, and what it carries.

A frame is a rotation matrix whose columns are the segment's own axes in the room: x forward, y up and z to the
person's right when the body stands upright, as in OpenSim. Nothing here knows how the points came about.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from hinge_desktop.body.anthropometry import LENGTHS

Array = NDArray[np.float64]
Points = Mapping[str, Array]

SIDES = (("l", -1.0), ("r", 1.0))

_GIRDLE = LENGTHS["shoulder_height"] / LENGTHS["thorax"]
"""Where the shoulders' axis crosses the line T12/L1 to C7."""
_STRAIGHT = 1e-5
"""Sine of a bend below which a hinge's own axis is not to be seen in three points (3 micrometres at the hand)."""

_TRUNK = {
    "pelvis": ("", "pelvis"),
    "lumbar": ("pelvis", "l5s1"),
    "thorax": ("lumbar", "t12l1"),
    "head": ("thorax", "c7"),
}
_LIMBS = {
    "girdle": ("thorax", "girdle"),
    "upper_arm": ("girdle", "shoulder"),
    "forearm": ("upper_arm", "elbow"),
    "hand": ("forearm", "wrist"),
    "thigh": ("pelvis", "hip"),
    "shank": ("thigh", "knee"),
    "foot": ("shank", "ankle"),
}
_ENDS = {"hand": "hand", "heel": "foot", "toe": "foot"}
_SKIN = {
    "head_top": "head",
    "head_back": "head",
    "t_spine_back": "thorax",
    "sacrum_back": "pelvis",
}


def _segment_tree() -> Mapping[str, tuple[str, str]]:
    tree = dict(_TRUNK)
    for side, _ in SIDES:
        for name, (parent, joint) in _LIMBS.items():
            above = parent if parent in _TRUNK else f"{parent}_{side}"
            tree[f"{name}_{side}"] = (above, "shoulder_axis" if name == "girdle" else f"{joint}_{side}")
    return MappingProxyType(tree)


TREE = _segment_tree()
"""Segment -> (its parent, the point where it joins the parent), parents first; the pelvis's parent is "".

``girdle_{l,r}`` carries a shoulder round the thorax from ``shoulder_axis``, a point on the line T12/L1 to C7.
"""

CARRIED: Mapping[str, str] = MappingProxyType(
    {joint: parent for parent, joint in TREE.values() if parent}
    | _SKIN
    | {f"{name}_{side}": f"{segment}_{side}" for side, _ in SIDES for name, segment in _ENDS.items()}
)
"""Point -> the segment it is fixed to: the joints, and what ends or covers a segment. Missing are points of contact:
``buttock_back`` is the rearmost skin of the moment, and what stays on the floor under a lifted foot is no bone."""


def segment_frames(points: Points) -> dict[str, Array]:
    """Every segment's frame, (n, 3, 3).

    The hips' line and L5/S1 give the pelvis, the skin of the back thorax and head. The lumbar part shares the turn
    between its neighbours. Knee and elbow are hinges: their axis is the normal of the plane of the three joints. Where
    an elbow is straight, points do not say how the upper arm is turned, and its axis is carried over from the
    instants before and after.
    """
    frames = {
        "pelvis": _along_z(points["hip_r"] - points["hip_l"], points["l5s1"] - points["pelvis"]),
        "thorax": _facing_away(points, "t12l1", "c7", "t_spine_back"),
        "head": _facing_away(points, "c7", "head_top", "head_back"),
    }
    right = frames["pelvis"][..., 2] + frames["thorax"][..., 2]
    frames["lumbar"] = _along_y(points["t12l1"] - points["l5s1"], right)
    for side, sign in SIDES:
        frames |= _leg(points, frames["pelvis"], side)
        frames |= _arm(points, frames["thorax"], side, sign)
    return {name: frames[name] for name in TREE}


def shoulder_axis(points: Points) -> Array:
    """(n, 3) where the line between the shoulders crosses the thorax when they are not pulled forward."""
    return np.asarray(points["t12l1"] + _GIRDLE * (points["c7"] - points["t12l1"]))


def bone_offsets(points: Points, frames: Mapping[str, Array]) -> dict[str, Array]:
    """Point -> (3,) metres from the joint of the segment that carries it, in that segment's frame.

    Bones are rigid, so any instant would do; the mean is taken.
    """
    everything = {**points, "shoulder_axis": shoulder_axis(points)}
    offsets = {}
    for name, segment in CARRIED.items():
        away = everything[name] - everything[TREE[segment][1]]
        offsets[name] = np.einsum("nji,nj->ni", frames[segment], away).mean(axis=0)
    return offsets


def _facing_away(points: Points, low: str, high: str, behind: str) -> Array:
    """The frame of a segment that stands from one point up to another and has a third on its back."""
    up = points[high] - points[low]
    return _along_y(up, np.cross(up, points[behind] - points[low]))


def _leg(points: Points, pelvis: Array, side: str) -> dict[str, Array]:
    hip, knee, ankle = (points[f"{name}_{side}"] for name in ("hip", "knee", "ankle"))
    heel, toe = points[f"heel_{side}"], points[f"toe_{side}"]
    across = _hinge(ankle - knee, knee - hip, pelvis)
    return {
        f"thigh_{side}": _along_y(hip - knee, across),
        f"shank_{side}": _along_y(knee - ankle, across),
        f"foot_{side}": _along_x(toe - heel, ankle - heel),
    }


def _arm(points: Points, thorax: Array, side: str, sign: float) -> dict[str, Array]:
    shoulder, elbow, wrist, hand = (points[f"{name}_{side}"] for name in ("shoulder", "elbow", "wrist", "hand"))
    across = _hinge(elbow - shoulder, wrist - elbow, thorax)
    upper = _along_y(shoulder - elbow, across)
    forearm = _along_y(elbow - wrist, upper[..., 2])
    return {
        f"girdle_{side}": _along_z(sign * (shoulder - shoulder_axis(points)), thorax[..., 1]),
        f"upper_arm_{side}": upper,
        f"forearm_{side}": forearm,
        f"hand_{side}": _along_y(wrist - hand, forearm[..., 2]),
    }


def _hinge(first: Array, second: Array, above: Array) -> Array:
    """(n, 3) axis of a hinge between two bones, in the order in which a bend turns to the person's right."""
    normal = np.cross(first, second)
    sine = np.linalg.norm(normal, axis=-1) / (np.linalg.norm(first, axis=-1) * np.linalg.norm(second, axis=-1))
    seen = sine > _STRAIGHT
    if not seen.any():
        return _least_aligned(first, above)
    if seen.all():
        return normal
    # The frame above carries the axis along, so that a straight arm that swings is not twisted.
    local = np.einsum("nji,nj->ni", above, normal)
    local[seen] /= np.linalg.norm(local[seen], axis=-1, keepdims=True)
    when = np.arange(len(first), dtype=float)
    filled = np.stack([np.interp(when, when[seen], local[seen, axis]) for axis in range(3)], axis=-1)
    return np.asarray(np.einsum("nij,nj->ni", above, filled))


def _least_aligned(bone: Array, above: Array) -> Array:
    """The axis of the frame above that a bone never comes near: to the right, else forward."""
    straight = bone / np.linalg.norm(bone, axis=-1, keepdims=True)
    nearness = np.abs(np.einsum("nji,nj->ni", above, straight)).max(axis=0)
    axis = 2 if nearness[2] < 0.9 else int(np.argmin(nearness))
    return np.asarray(above[..., axis])


def _along_x(ahead: Array, upwards: Array) -> Array:
    x = _unit(ahead)
    z = _unit(np.cross(x, upwards))
    return np.stack([x, np.cross(z, x), z], axis=-1)


def _along_y(up: Array, right: Array) -> Array:
    y = _unit(up)
    x = _unit(np.cross(y, right))
    return np.stack([x, y, np.cross(x, y)], axis=-1)


def _along_z(right: Array, up: Array) -> Array:
    z = _unit(right)
    x = _unit(np.cross(up, z))
    return np.stack([x, np.cross(z, x), z], axis=-1)


def _unit(vector: Array) -> Array:
    return np.asarray(vector / np.linalg.norm(vector, axis=-1, keepdims=True))
