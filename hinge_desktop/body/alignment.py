"""Form metrics of how a body stands: balance, feet, knees, pelvis, shoulders. See ``metrics``."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from hinge_desktop.body.anthropometry import REFERENCE_STATURE_M
from hinge_desktop.body.recording import NotRecorded, Recording

Array = NDArray[np.float64]

_MID_FOOT_M = 0.055


def balance_m(rec: Recording) -> float:
    """M6: the ground's reaction in front of the supporting ankles, at stature 1.75 m, where furthest from mid-foot."""
    if rec.ground is None:
        raise NotRecorded("ground reaction")
    ahead = rec.ground[:, 0] - rec.of_both("ankle", rec.legs)[:, 0]
    ahead = ahead * (REFERENCE_STATURE_M / (rec.stature_m or REFERENCE_STATURE_M))
    return float(ahead[np.argmax(np.abs(ahead - _MID_FOOT_M))])


def heel_lift_m(rec: Recording) -> float:
    """M14: highest rise of a supporting heel."""
    return _rise(rec, "heel")


def toe_lift_m(rec: Recording) -> float:
    """M14: highest rise of supporting toes."""
    return _rise(rec, "toe")


def knee_track_m(rec: Recording) -> float:
    """M15: how far a knee lies inside the plane of hip, ankle and foot; the larger of the legs that stand."""
    return max(_inside(rec, side) for side in rec.legs)


def pelvis_level_deg(rec: Recording) -> float:
    """List or rotation of the pelvis against standing, whichever is larger; rotation against the line of the feet."""
    list_, turned = _hip_line(rec.points, len(rec.legs) == 2)
    if rec.quiet is not None:
        rest = _hip_line({name: point[None] for name, point in rec.quiet.items()}, len(rec.legs) == 2)
        list_, turned = list_ - rest[0][0], turned - rest[1][0]
    elif not rec.hold:
        list_, turned = list_ - list_[rec.standing_at], turned - turned[rec.standing_at]
    return float(np.degrees(max(np.max(np.abs(list_)), np.max(np.abs(turned)))))


def shoulder_forward_deg(rec: Recording) -> float:
    """How far the shoulders come forward round the rib cage: their middle before the line T12/L1 to C7."""
    low, high = rec.point("t12l1"), rec.point("c7")
    left, right = rec.point("shoulder_l"), rec.point("shoulder_r")
    up = (high - low) / np.linalg.norm(high - low, axis=1, keepdims=True)
    offset = (left + right) / 2 - low
    across = (right - left) / np.linalg.norm(right - left, axis=1, keepdims=True)
    ahead = np.sum(offset * np.cross(up, across), axis=1)
    angle = np.arctan2(ahead, np.linalg.norm(right - left, axis=1) / 2)
    if not rec.closed:
        angle = angle - angle[rec.standing_at]
    return float(np.degrees(np.max(angle)))


def pelvic_range_deg(rec: Recording) -> float:
    """How far the pelvis tilts backwards from standing."""
    return float(np.degrees(np.max(-rec.change("pelvic_tilt"))))


def doorway_m(rec: Recording) -> float:
    """How far the middle of the hips has passed the doorway's edge, backwards, at the deepest instant."""
    if rec.doorway_x is None:
        raise NotRecorded("doorway")
    hips = rec.points["pelvis"] if "pelvis" in rec.points else rec.of_both("hip")
    return float(rec.doorway_x - hips[rec.deepest_at, 0])


def free_leg_deg(rec: Recording) -> float:
    """The free leg's thigh against the line of the trunk at the deepest instant."""
    free = [side for side in "lr" if side not in rec.legs]
    if len(free) != 1:
        raise NotRecorded("free leg")
    thigh, trunk = rec.angle(f"thigh_inclination_{free[0]}"), rec.angle("trunk_inclination")
    return float(np.degrees(abs(thigh[rec.deepest_at] - trunk[rec.deepest_at])))


def _rise(rec: Recording, name: str) -> float:
    risen = []
    for one in (f"{name}_{side}" for side in rec.legs):
        if one in rec.points:
            height = rec.points[one][:, 1]
            lowest = [float(np.min(height))] + ([float(rec.quiet[one][1])] if rec.quiet and one in rec.quiet else [])
            risen.append(float(np.max(height)) - min(lowest))
    if not risen:
        raise NotRecorded(name)
    return max(risen)


def _inside(rec: Recording, side: str) -> float:
    hip, knee, ankle = (rec.point(f"{name}_{side}") for name in ("hip", "knee", "ankle"))
    foot = rec.point(f"toe_{side}") - rec.point(f"heel_{side}")
    normal = np.cross(hip - ankle, foot)  # to the person's left
    normal = normal / np.linalg.norm(normal, axis=1, keepdims=True)
    inward = 1.0 if side == "r" else -1.0
    return float(np.max(inward * np.sum((knee - ankle) * normal, axis=1)))


def _hip_line(points: Mapping[str, Array], both_feet: bool) -> tuple[Array, Array]:
    """List and rotation of the line between the hips, (n,) radians."""
    try:
        hips = points["hip_r"] - points["hip_l"]
        feet = points["ankle_r"] - points["ankle_l"] if both_feet else np.array([0.0, 0.0, 1.0])
    except KeyError as missing:
        raise NotRecorded(str(missing)) from None
    turned = np.arctan2(hips[..., 0], hips[..., 2]) - np.arctan2(feet[..., 0], feet[..., 2])
    return np.arctan2(hips[..., 1], np.hypot(hips[..., 0], hips[..., 2])), np.asarray(turned)
