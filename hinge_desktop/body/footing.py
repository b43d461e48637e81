"""What a body rests on: two feet, one foot, knees and insteps, or a chair's edge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from hinge_desktop.body.anthropometry import Body
from hinge_desktop.body.movement import Side, Stance, Support
from hinge_desktop.body.things import CHAIR_SEAT_M

Array = NDArray[np.float64]

SIDES = (("l", -1.0), ("r", 1.0))
FOOT = ("heel", "toe", "ankle", "ball", "heel_pad")
"""Points of a foot, without their side."""
ASIDE = np.array([0.0, 0.0, 1.0])
_BALL = 0.71
"""The ball of the foot, as a part of the way from heel to toe (our choice)."""


@dataclass(frozen=True)
class Footing:
    """Where a body of a given size rests.

    Attributes:
        points: points that rest on something (heel, toe, ankle; kneeling also the knees; seated ``seat``), each (3,).
        bearing: names of the points that bear weight.
        mirrored: the left form; ``points`` and ``bearing`` then are those of the mirror image.
    """

    points: Mapping[str, Array]
    bearing: tuple[str, ...]
    support: Support = "feet"
    mirrored: bool = False

    @property
    def kneeling(self) -> bool:
        """Whether knees and insteps bear the weight."""
        return self.support == "knees"

    @property
    def leans(self) -> bool:
        """Whether the legs are free to lean, so that balance has to be found."""
        return self.support in ("feet", "one-foot")

    @property
    def standing_ankle(self) -> Array:
        """(3,) an ankle that bears weight."""
        return self.points["ankle_l" if self.support == "one-foot" and self.mirrored else "ankle_r"]

    @property
    def reach_x(self) -> tuple[float, float]:
        """Rear and front end of the base of support."""
        xs = [float(self.points[name][0]) for name in self.bearing]
        return min(xs), max(xs)

    def mirror(self) -> Footing:
        """The other side's."""
        bearing = tuple(_swapped(name) for name in self.bearing)
        return replace(self, points=mirrored(self.points), bearing=bearing, mirrored=not self.mirrored)


def mirrored(points: Mapping[str, Array]) -> dict[str, Array]:
    """Left and right exchanged; its own inverse."""
    return {_swapped(name): point * [1.0, 1.0, -1.0] for name, point in points.items()}


def _swapped(name: str) -> str:
    if name.endswith("_l"):
        return name[:-1] + "r"
    return name[:-1] + "l" if name.endswith("_r") else name


def plant(body: Body, stance: Stance, side: Side = "right") -> Footing:
    """Where the body rests; the origin is on the floor midway between the rear and front contacts.

    Args:
        side: on one foot, the one that stands; one-sided exercises on two feet are mirrored with it.
    """
    half = max(stance.width_m * body.scale / 2, body.length("hip_half_width"))
    if stance.support == "knees":
        footing = _plant_knees(body, half)
    elif stance.support == "one-foot":
        footing = _plant_one_foot(body)
    else:
        footing = _plant_feet(body, half, stance.toe_out)
        if stance.support == "seat":
            footing = _seated(body, footing)
    return footing.mirror() if side == "left" else footing


def _plant_feet(body: Body, half: float, toe_out: float) -> Footing:
    rear = body.length("heel_to_ankle") * np.cos(toe_out)
    front = (body.length("foot") - body.length("heel_to_ankle")) * np.cos(toe_out)
    points: dict[str, Array] = {}
    for side, sign in SIDES:
        points |= _foot(body, side, (rear - front) / 2, sign * half, sign * toe_out)
    return Footing(points, ("heel_l", "heel_r", "toe_l", "toe_r"))


def _plant_one_foot(body: Body) -> Footing:
    middle = body.length("foot") / 2
    points = _foot(body, "r", body.length("heel_to_ankle") - middle, 0.0, 0.0)
    return Footing(points, ("heel_r", "toe_r"), "one-foot")


def _foot(body: Body, side: str, x: float, z: float, turn: float) -> dict[str, Array]:
    ahead = np.array([np.cos(turn), 0.0, np.sin(turn)])
    under = np.array([x, 0.0, z])
    heel = under - body.length("heel_to_ankle") * ahead
    return {
        f"ankle_{side}": under + np.array([0.0, body.length("ankle_height"), 0.0]),
        f"heel_{side}": heel,
        f"toe_{side}": heel + body.length("foot") * ahead,
    }


def _seated(body: Body, feet_flat: Footing) -> Footing:
    """On the edge of a chair, shanks upright; the origin is midway between seat and toes."""
    ankle = feet_flat.points["ankle_r"]
    rise = CHAIR_SEAT_M + body.skin("ischium") - ankle[1] - body.length("shank")
    aside = abs(ankle[2]) - body.length("hip_half_width")
    seat = np.array([ankle[0] - np.sqrt(body.length("thigh") ** 2 - rise**2 - aside**2), CHAIR_SEAT_M, 0.0])
    points = {**feet_flat.points, "seat": seat}
    bearing = (*feet_flat.bearing, "seat")
    middle = sum(Footing(points, bearing).reach_x) / 2
    return Footing({name: point - [middle, 0.0, 0.0] for name, point in points.items()}, bearing, "seat")


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
    for side, sign in SIDES:
        knee = np.array([span / 2, body.skin("knee"), sign * half])
        ankle = np.array([span / 2 - run, instep, sign * half])
        points[f"knee_{side}"], points[f"ankle_{side}"] = knee, ankle
        points[f"heel_{side}"] = ankle + body.length("ankle_height") * up - body.length("heel_to_ankle") * back
        points[f"toe_{side}"] = points[f"heel_{side}"] + foot * back
    return Footing(points, ("knee_l", "knee_r", "toe_l", "toe_r"), "knees")


def _droop(instep: float, sole: float, forefoot: float) -> float:
    """Angle at which the toes' tip rests on the floor: instep + sole cos - forefoot sin = 0."""
    reach = np.hypot(sole, forefoot)
    return float(np.arcsin(min(instep / reach, 1.0)) + np.arctan2(sole, forefoot))


def feet(body: Body, footing: Footing, pitch: Array) -> dict[str, Array]:
    """Heels, toes and ankles of feet that stand flat, on their toes (``pitch`` > 0) or on their heels (< 0).

    Where ``pitch`` is not always 0, also the middle of what still bears: ``ball`` or ``heel_pad``, which stay.
    """
    if not np.any(pitch):
        return {}
    moved: dict[str, Array] = {}
    slope = pitch[:, None]
    for side in [name[-1] for name in footing.points if name.startswith("heel_")]:
        heel, toe = footing.points[f"heel_{side}"], footing.points[f"toe_{side}"]
        level = (toe - heel) / body.length("foot")
        plumb = np.array([0.0, 1.0, 0.0])
        ahead = np.cos(slope) * level - np.sin(slope) * plumb
        up = np.cos(slope) * plumb + np.sin(slope) * level
        rear = np.where(slope > 0, toe - body.length("foot") * ahead, heel)
        moved[f"heel_{side}"] = rear
        moved[f"toe_{side}"] = rear + body.length("foot") * ahead
        moved[f"ankle_{side}"] = rear + body.length("heel_to_ankle") * ahead + body.length("ankle_height") * up
        if np.any(pitch > 0):
            moved[f"ball_{side}"] = np.broadcast_to(heel + _BALL * (toe - heel), ahead.shape)
        if np.any(pitch < 0):
            pad = heel + body.length("heel_to_ankle") * level
            moved[f"heel_pad_{side}"] = np.broadcast_to(pad, ahead.shape)
    return moved
