"""From angles to joints: the legs from the ground up, the trunk on the pelvis, the arms to what they hold.

Everything is placed as for the right side; the left form of a one-sided exercise is its mirror image.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hinge_desktop.body.anthropometry import Body
from hinge_desktop.body.footing import ASIDE, SIDES, Footing, feet, mirrored
from hinge_desktop.body.grip import arms
from hinge_desktop.body.legs import Legs, knee_direction, standing_legs, sunk
from hinge_desktop.body.movement import Grip
from hinge_desktop.body.pose import Pose, bend_between, forward_of, inclination_of, sagittal
from hinge_desktop.body.reach import middle_joint
from hinge_desktop.body.things import Thing

Array = NDArray[np.float64]
Points = Mapping[str, Array]

LUMBAR_SHARE_AT_L5S1 = 0.55
"""Part of the lumbar flexion that happens at L5/S1, the rest at T12/L1 (our choice)."""

_RELAXED_FOOT = np.radians(10.0)
"""A foot that hangs points this much down."""
_TRUNK_FOLLOWS = 0.7
"""The trunk goes along with a pelvis that lists or turns by this part."""


@dataclass(frozen=True, slots=True)
class Hold:
    """What the hands do, and with what; ``thing`` is None for what weighs nothing."""

    grip: Grip
    thing: Thing | None = None


def place(body: Body, footing: Footing, hold: Hold, pose: Pose) -> dict[str, Array]:
    """Every named point of the motion file, each (n, 3), and ``handle``, ``ball`` where a thing is held."""
    if footing.mirrored:
        return mirrored(place_right(body, footing.mirror(), hold, pose)[0])
    return place_right(body, footing, hold, pose)[0]


def place_right(body: Body, footing: Footing, hold: Hold, pose: Pose) -> tuple[dict[str, Array], Legs | None]:
    """The points of the right form, and the legs that stand; None when kneeling or seated."""
    frames = len(pose["knee_flexion"])
    still = np.stack([*footing.points.values()])[:, None]
    points = dict(zip(footing.points, np.broadcast_to(still, (len(still), frames, 3)), strict=True))
    if not footing.kneeling:
        points |= feet(body, footing, pose["foot_pitch"])
    up, forward, right = _axes(pose["pelvic_tilt"], pose["pelvic_list"], pose["pelvic_rotation"])
    hips = {side: sign * body.length("hip_half_width") * right for side, sign in SIDES}
    legs = None
    if footing.leans:
        assert pose.leg_inclination is not None, "a standing pose carries the inclination of its legs"
        legs = standing_legs(body, footing, pose, points, hips)
        points["pelvis"] = legs.pelvis(pose.leg_inclination, pose.side_inclination)
        points |= legs.placed(points["pelvis"])
        if footing.support == "one-foot":
            points |= _free_leg(body, pose, points["hip_l"])
    else:
        points["pelvis"] = _resting_pelvis(body, footing, pose, points)
        points |= {f"hip_{side}": points["pelvis"] + hip for side, hip in hips.items()}
        if footing.support == "seat":
            points |= {f"knee_{side}": _bent_knee(body, footing, pose, points, side, sign) for side, sign in SIDES}
    points |= _trunk(body, pose, points["pelvis"], (up, forward))
    return points | arms(body, hold.grip, hold.thing, pose, points), legs


def _axes(tilt: Array, listed: Array, turned: Array) -> tuple[Array, Array, Array]:
    """(n, 3) up, forward and right of a segment: tilted, then listed, then turned."""
    if not (listed.any() or turned.any()):
        return sagittal(tilt), forward_of(tilt), np.broadcast_to(ASIDE, (len(tilt), 3))
    level = np.stack([np.sin(turned), np.zeros_like(turned), np.cos(turned)], axis=-1)
    right = np.cos(listed)[:, None] * level + np.sin(listed)[:, None] * np.array([0.0, 1.0, 0.0])
    ahead = np.stack([np.cos(turned), np.zeros_like(turned), -np.sin(turned)], axis=-1)
    up = np.sin(tilt)[:, None] * ahead + np.cos(tilt)[:, None] * np.array([0.0, 1.0, 0.0])
    up = up - np.sum(up * right, axis=-1, keepdims=True) * right
    up = up / np.linalg.norm(up, axis=-1, keepdims=True)
    return up, np.cross(up, right), right


def _resting_pelvis(body: Body, footing: Footing, pose: Pose, points: Points) -> Array:
    if footing.support == "seat":
        return np.asarray(points["seat"] + np.array([0.0, body.skin("ischium"), 0.0]))
    return _pelvis_from_knees(body, footing, pose)


def _pelvis_from_knees(body: Body, footing: Footing, pose: Pose) -> Array:
    knee, ankle = footing.points["knee_r"], footing.points["ankle_r"]
    sideways = abs(knee[2]) - body.length("hip_half_width")
    rise = np.sqrt(body.length("thigh") ** 2 - sideways**2) - sunk(body, pose)
    shank = float(inclination_of(ankle, knee))
    return np.asarray(np.array([knee[0], knee[1], 0.0]) + rise[:, None] * sagittal(shank - pose["knee_flexion"]))


def _bent_knee(body: Body, footing: Footing, pose: Pose, points: Points, side: str, sign: float) -> Array:
    towards = knee_direction(footing, pose, side, sign)
    hip, ankle = points[f"hip_{side}"], points[f"ankle_{side}"]
    return middle_joint(hip, ankle, body.length("thigh"), body.length("shank"), towards)


def _free_leg(body: Body, pose: Pose, hip: Array) -> dict[str, Array]:
    """The leg that does not stand, from the hip down; its foot hangs relaxed."""
    thigh = pose["free_thigh_inclination"]
    shank = thigh + pose["free_knee_flexion"]
    knee = hip - body.length("thigh") * sagittal(thigh)
    ankle = knee - body.length("shank") * sagittal(shank)
    foot = shank + _RELAXED_FOOT
    heel = ankle - body.length("heel_to_ankle") * forward_of(foot) - body.length("ankle_height") * sagittal(foot)
    toe = heel + body.length("foot") * forward_of(foot)
    return {"knee_l": knee, "ankle_l": ankle, "heel_l": heel, "toe_l": toe}


def _trunk(body: Body, pose: Pose, pelvis: Array, pelvis_axes: tuple[Array, Array]) -> dict[str, Array]:
    tilt = pose["pelvic_tilt"]
    listed, turned = (_TRUNK_FOLLOWS * pose[angle] for angle in ("pelvic_list", "pelvic_rotation"))
    lumbar_up, _, _ = _axes(tilt + LUMBAR_SHARE_AT_L5S1 * pose["lumbar_flexion"], listed, turned)
    thorax_up, thorax_forward, aside = _axes(tilt + pose["lumbar_flexion"], listed, turned)
    head_up, head_forward, _ = _axes(tilt + pose["lumbar_flexion"] + pose["neck_flexion"], listed, turned)
    up, forward = pelvis_axes
    skin = body.skin("back")
    l5s1 = pelvis + body.length("pelvis") * up
    t12l1 = l5s1 + body.length("lumbar") * lumbar_up
    c7 = t12l1 + body.length("thorax") * thorax_up
    middle = t12l1 + body.length("shoulder_height") * thorax_up
    half, round_ = body.length("shoulder_half_width"), pose["shoulder_protraction"][:, None]
    middle = middle + half * np.sin(round_) * thorax_forward
    across = half * np.cos(round_) * aside
    behind_hip = np.array([-body.skin("buttock"), 0.0, 0.0])
    return {
        "l5s1": l5s1,
        "t12l1": t12l1,
        "c7": c7,
        "shoulder_l": middle - across,
        "shoulder_r": middle + across,
        "head_top": c7 + body.length("head_neck") * head_up,
        "head_back": c7 + 0.55 * body.length("head_neck") * head_up - skin * head_forward,
        "t_spine_back": t12l1 + 0.5 * body.length("thorax") * thorax_up - skin * thorax_forward,
        "sacrum_back": l5s1 - skin * forward,
        "buttock_back": pelvis + behind_hip,
    }


def joint_angles(points: Points, pose: Pose) -> dict[str, Array]:
    """The angles of the motion file from the placed points, (n,) radians."""
    tilt = pose["pelvic_tilt"]
    thorax = tilt + pose["lumbar_flexion"]
    hip, shoulder = points["pelvis"], (points["shoulder_l"] + points["shoulder_r"]) / 2
    angles: dict[str, Array] = {
        "pelvic_tilt": tilt,
        "lumbar_flexion": pose["lumbar_flexion"],
        "neck_flexion": pose["neck_flexion"],
        "trunk_inclination": inclination_of(hip, shoulder),
    }
    for side, _ in SIDES:
        shank = inclination_of(points[f"ankle_{side}"], points[f"knee_{side}"])
        sole = points[f"toe_{side}"] - points[f"heel_{side}"]
        pitch = np.arctan2(sole[..., 1], np.hypot(sole[..., 0], sole[..., 2]) * np.sign(sole[..., 0]))
        pitch = np.where(pitch > np.pi / 2, pitch - 2 * np.pi, pitch)
        thigh = inclination_of(points[f"knee_{side}"], points[f"hip_{side}"])
        upper_arm = points[f"elbow_{side}"] - points[f"shoulder_{side}"]
        angles |= {
            f"shank_inclination_{side}": shank,
            f"ankle_dorsiflexion_{side}": shank + pitch,
            f"knee_flexion_{side}": bend_between(
                points[f"hip_{side}"] - points[f"knee_{side}"], points[f"knee_{side}"] - points[f"ankle_{side}"]
            ),
            f"hip_flexion_{side}": tilt - thigh,
            f"shoulder_flexion_{side}": _forward_turn(np.arctan2(upper_arm[..., 0], -upper_arm[..., 1]) + thorax),
            f"elbow_flexion_{side}": bend_between(upper_arm, points[f"wrist_{side}"] - points[f"elbow_{side}"]),
        }
    return angles


def _forward_turn(angle: Array) -> Array:
    """Arms are lifted forward, past overhead too: from a quarter turn behind to three quarters in front."""
    return np.asarray(np.mod(angle + np.pi / 2, 2 * np.pi) - np.pi / 2)
