"""From angles to joints: the legs from the ground up, the trunk on the pelvis, the arms to what they hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hinge_desktop.body.anthropometry import Body
from hinge_desktop.body.grip import arms
from hinge_desktop.body.movement import Grip, Stance
from hinge_desktop.body.pose import Pose, bend_between, forward_of, inclination_of, sagittal
from hinge_desktop.body.reach import chain_length, middle_joint

Array = NDArray[np.float64]
Points = Mapping[str, Array]

LUMBAR_SHARE_AT_L5S1 = 0.55
"""Part of the lumbar flexion that happens at L5/S1, the rest at T12/L1 (our choice)."""

_SIDES = (("l", -1.0), ("r", 1.0))


@dataclass(frozen=True)
class Footing:
    """Where a body of a given size rests on the floor.

    Attributes:
        points: points that never move (heel, toe, ankle; kneeling also the knees), each (3,).
        bearing: names of the points that bear weight, in the order of the outline's halves.
    """

    points: Mapping[str, Array]
    bearing: tuple[str, ...]
    kneeling: bool

    @property
    def reach_x(self) -> tuple[float, float]:
        """Rear and front end of the base of support."""
        xs = [float(self.points[name][0]) for name in self.bearing]
        return min(xs), max(xs)


def plant(body: Body, stance: Stance) -> Footing:
    """Feet flat, or knees and insteps down; the origin is midway between the rear and front contacts."""
    half = max(stance.width_m * body.scale / 2, body.length("hip_half_width"))
    return _plant_knees(body, half) if stance.support == "knees" else _plant_feet(body, half, stance.toe_out)


def _plant_feet(body: Body, half: float, toe_out: float) -> Footing:
    rear = body.length("heel_to_ankle") * np.cos(toe_out)
    front = (body.length("foot") - body.length("heel_to_ankle")) * np.cos(toe_out)
    ankle_x = (rear - front) / 2
    points: dict[str, Array] = {}
    for side, sign in _SIDES:
        ahead = np.array([np.cos(toe_out), 0.0, sign * np.sin(toe_out)])
        under = np.array([ankle_x, 0.0, sign * half])
        points[f"ankle_{side}"] = under + np.array([0.0, body.length("ankle_height"), 0.0])
        points[f"heel_{side}"] = under - body.length("heel_to_ankle") * ahead
        points[f"toe_{side}"] = points[f"heel_{side}"] + body.length("foot") * ahead
    return Footing(points, ("heel_l", "heel_r", "toe_l", "toe_r"), kneeling=False)


def _plant_knees(body: Body, half: float) -> Footing:
    """Shanks along the floor, insteps down: the sole looks back and up."""
    instep, foot = body.skin("instep"), body.length("foot")
    fall = body.skin("knee") - instep
    run = np.sqrt(body.length("shank") ** 2 - fall**2)
    # The sole-side tip of the toes comes to the floor when the foot droops by this much below its shank.
    droop = _droop(instep, body.length("ankle_height"), foot - body.length("heel_to_ankle"))
    back = np.array([-np.cos(droop), -np.sin(droop), 0.0])
    up = np.array([-np.sin(droop), np.cos(droop), 0.0])
    span = run + (foot - body.length("heel_to_ankle")) * np.cos(droop) + body.length("ankle_height") * np.sin(droop)
    points: dict[str, Array] = {}
    for side, sign in _SIDES:
        knee = np.array([span / 2, body.skin("knee"), sign * half])
        ankle = np.array([span / 2 - run, instep, sign * half])
        points[f"knee_{side}"], points[f"ankle_{side}"] = knee, ankle
        points[f"heel_{side}"] = ankle + body.length("ankle_height") * up - body.length("heel_to_ankle") * back
        points[f"toe_{side}"] = points[f"heel_{side}"] + foot * back
    return Footing(points, ("knee_l", "knee_r", "toe_l", "toe_r"), kneeling=True)


def _droop(instep: float, sole: float, forefoot: float) -> float:
    """Angle at which the toes' tip rests on the floor: instep + sole cos - forefoot sin = 0."""
    reach = np.hypot(sole, forefoot)
    return float(np.arcsin(min(instep / reach, 1.0)) + np.arctan2(sole, forefoot))


def place(body: Body, footing: Footing, grip: Grip, pose: Pose) -> dict[str, Array]:
    """Every named point of the motion file, each (n, 3), and ``handle``, ``ball`` where a bell is held."""
    points = {name: np.broadcast_to(point, (len(pose["knee_flexion"]), 3)) for name, point in footing.points.items()}
    pelvis = _pelvis_from_knees(body, footing, pose) if footing.kneeling else _pelvis_from_feet(body, footing, pose)
    points["pelvis"] = pelvis
    across = np.array([0.0, 0.0, body.length("hip_half_width")])
    for side, sign in _SIDES:
        points[f"hip_{side}"] = pelvis + sign * across
        if not footing.kneeling:
            ahead = footing.points[f"toe_{side}"] - footing.points[f"heel_{side}"]
            points[f"knee_{side}"] = middle_joint(
                points[f"hip_{side}"], points[f"ankle_{side}"], body.length("thigh"), body.length("shank"), ahead
            )
    points.update(_trunk(body, pose, pelvis))
    points.update(arms(body, grip, pose, points))
    return points


def _pelvis_from_feet(body: Body, footing: Footing, pose: Pose) -> Array:
    assert pose.leg_inclination is not None, "a standing pose carries the inclination of its legs"
    ankle = footing.points["ankle_r"]
    sideways = abs(ankle[2]) - body.length("hip_half_width")
    leg = chain_length(body.length("thigh"), body.length("shank"), pose["knee_flexion"])
    rise = np.sqrt(leg**2 - sideways**2)
    return np.asarray(np.array([ankle[0], ankle[1], 0.0]) + rise[:, None] * sagittal(pose.leg_inclination))


def _pelvis_from_knees(body: Body, footing: Footing, pose: Pose) -> Array:
    knee, ankle = footing.points["knee_r"], footing.points["ankle_r"]
    sideways = abs(knee[2]) - body.length("hip_half_width")
    rise = np.sqrt(body.length("thigh") ** 2 - sideways**2)
    shank = float(inclination_of(ankle, knee))
    return np.asarray(np.array([knee[0], knee[1], 0.0]) + rise * sagittal(shank - pose["knee_flexion"]))


def _trunk(body: Body, pose: Pose, pelvis: Array) -> dict[str, Array]:
    tilt = pose["pelvic_tilt"]
    lumbar = tilt + LUMBAR_SHARE_AT_L5S1 * pose["lumbar_flexion"]
    thorax = tilt + pose["lumbar_flexion"]
    head = thorax + pose["neck_flexion"]
    skin = body.skin("back")
    l5s1 = pelvis + body.length("pelvis") * sagittal(tilt)
    t12l1 = l5s1 + body.length("lumbar") * sagittal(lumbar)
    c7 = t12l1 + body.length("thorax") * sagittal(thorax)
    middle = t12l1 + body.length("shoulder_height") * sagittal(thorax)
    across = np.array([0.0, 0.0, body.length("shoulder_half_width")])
    behind_hip = np.array([-body.skin("buttock"), 0.0, 0.0])
    return {
        "l5s1": l5s1,
        "t12l1": t12l1,
        "c7": c7,
        "shoulder_l": middle - across,
        "shoulder_r": middle + across,
        "head_top": c7 + body.length("head_neck") * sagittal(head),
        "head_back": c7 + 0.55 * body.length("head_neck") * sagittal(head) - skin * forward_of(head),
        "t_spine_back": t12l1 + 0.5 * body.length("thorax") * sagittal(thorax) - skin * forward_of(thorax),
        "sacrum_back": l5s1 - skin * forward_of(tilt),
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
    for side, _ in _SIDES:
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
            f"shoulder_flexion_{side}": np.arctan2(upper_arm[..., 0], -upper_arm[..., 1]) + thorax,
            f"elbow_flexion_{side}": bend_between(upper_arm, points[f"wrist_{side}"] - points[f"elbow_{side}"]),
        }
    return angles
