"""What hides what. Parts are ordered by structure, not by mean depth: nothing flickers while it moves.

Seen from the side: far arm, far leg, trunk, head, near leg, near arm. A hand that passes between
the legs takes its forearm, and what it holds, behind the near leg; a far hand in front of the
trunk comes before it. An arm whose elbow is inside the knee goes behind the near leg as a whole.
What hangs between the legs or before them is behind the near leg wherever that leg is the nearer of the two.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from hinge_desktop.body.figure import Figure, Placed
from hinge_desktop.body.things import CARRIED, thing_of
from hinge_desktop.stage.projection import View

Array = NDArray[np.float64]

FAR_ARM, FAR_LEG, BEHIND, TRUNK, HEAD, BETWEEN, NEAR_LEG, BEFORE, NEAR_ARM, OUTSIDE = range(0, 100, 10)
"""Planes from far to near."""

_FRONTAL = 0.35
_GRIP_M = 0.075
_INSIDE_M = 0.10
_THIGH_M = 0.07
_IN_FRONT_M = 0.03
_TURNED_M = 0.01
_INSIDE_LEG_M = 0.02
_BEFORE_LEG_M = -0.055
_WIDE_M = 0.22
_WAIST = 0.1
_CUPPED_M = 0.06
_SEEN = 0.05
_RIM_M = 0.13
_BELOW_RIM = 0.13
_SKIN_M = 0.06


@dataclass(frozen=True, slots=True)
class Order:
    """Planes of one figure from one view.

    Attributes:
        near: the side towards the viewer, ``l`` or ``r``; ``far`` the other one.
        legs, upper_arms, forearms: plane by side.
        held: plane of what the hands hold, just behind the nearer forearm.
            What is narrow enough to hang between the legs has ``hung`` to ask first.
        frontal: seen from the front, where neither side is the far one.
    """

    near: str
    far: str
    frontal: bool
    legs: Mapping[str, float]
    upper_arms: Mapping[str, float]
    forearms: Mapping[str, float]
    held: float

    @classmethod
    def of(cls, figure: Figure, view: View) -> Order:
        """Decide the planes."""
        lateral = figure.points["hip_r"] - figure.points["hip_l"]
        facing = float(lateral @ view.toward) / (float(np.linalg.norm(lateral)) + 1e-12)
        near, far = ("r", "l") if facing >= -1e-6 else ("l", "r")
        frontal = abs(facing) < _FRONTAL
        forearms = {side: _forearm(figure, view, side, frontal or side == near) for side in "lr"}
        if frontal:
            forearms |= {side: FAR_ARM + 1 for side in "lr" if _on_the_back(figure, figure.points[f"hand_{side}"])}
        inside = (
            not frontal
            and forearms[near] == BETWEEN + 5
            and _before_leg(figure, view, near, figure.points[f"elbow_{near}"]) < _INSIDE_LEG_M * figure.scale
        )
        held = min(max(forearms.values()), NEAR_ARM) - 2
        return cls(
            near=near,
            far=far,
            frontal=frontal,
            legs={near: FAR_LEG + 1 if frontal else NEAR_LEG, far: FAR_LEG},
            upper_arms={near: BETWEEN + 4 if inside else NEAR_ARM, far: NEAR_ARM - 1 if frontal else FAR_ARM},
            forearms=forearms,
            held=held,
        )


def hung(figure: Figure, placed: Placed, view: View, order: Order) -> float:
    """Plane of something carried: behind the near leg where that leg is nearer to the viewer.

    Whether the near arm is before the leg does not matter: a bell falls past the thigh behind it, and hangs
    from hands that are before it.
    """
    if order.frontal or _holds_wide(figure):
        return order.held
    middle = np.mean([placed.points[name] for name in _MIDDLES[placed.kind] if name in placed.points], axis=0)
    inside = _before_leg(figure, view, order.near, middle) < _BEFORE_LEG_M * figure.scale
    return min(order.held, BETWEEN + 3) if inside else order.held


_MIDDLES = {
    "kettlebell": ("ball",),
    "dumbbell": ("near", "far"),
    "backpack": ("middle",),
    "bin": ("bottom", "top"),
    "cushion": ("back", "front"),
}


def grips(figure: Figure, side: str) -> bool:
    """Whether a hand closes around something it holds; on what it presses or carries flat it stays open."""
    hand = figure.points[f"hand_{side}"]
    return any(_distance(placed, hand) < _GRIP_M * figure.scale for placed in figure.implements)


def cups(figure: Figure, side: str) -> bool:
    """Whether the fingers of a hand bend round what it presses or carries flat."""
    hand, reach = figure.points[f"hand_{side}"], _CUPPED_M * figure.scale
    held = (point for placed in figure.implements for point in _held_at(placed))
    return any(float(np.linalg.norm(point - hand)) < reach for point in held)


def embraced(figure: Figure, view: View) -> Placed | None:
    """What both hands meet round, held to the chest, where its front is seen."""
    hands, reach = [figure.points[f"hand_{side}"] for side in "lr"], _CUPPED_M * figure.scale
    for placed in figure.implements:
        points = placed.points
        if "front" in points and all(float(np.linalg.norm(points["front"] - hand)) < reach for hand in hands):
            out = points["front"] - (points["middle"] if "middle" in points else points["back"])
            return placed if float(out @ view.toward) > _SEEN * float(np.linalg.norm(out)) else None
    return None


def _held_at(placed: Placed) -> tuple[Array, ...]:
    """Where hands hold a thing that has no handle: its front, its ends, or right and left below its rim."""
    points = placed.points
    if placed.kind == "bin":
        aside = np.array([0.0, 0.0, _RIM_M])
        grip = points["top"] + _BELOW_RIM * (points["bottom"] - points["top"])
        return grip - aside, grip + aside
    return tuple(points[name] for name in ("front", "near", "far") if name in points)


def behind_trunk(figure: Figure, view: View, point: Array) -> bool:
    """Whether a point is hidden by the trunk.

    What lies along the back is, as soon as the back is turned away at all: an end that reaches past the
    hips would else come before the trunk and behind the near hip, as if it went through.
    """
    return _ahead_of_spine(figure, view, point) < -_TURNED_M * figure.scale


def _forearm(figure: Figure, view: View, side: str, near: bool) -> float:
    hand = figure.points[f"hand_{side}"]
    ahead = _ahead_of_spine(figure, view, hand)
    if near and not _holds_wide(figure) and _between_legs(figure, hand):
        return BETWEEN + 5
    if near:
        return NEAR_ARM + 1 if ahead > -_IN_FRONT_M * 4 * figure.scale else FAR_ARM + 1
    return BETWEEN if ahead > _IN_FRONT_M * figure.scale else FAR_ARM + 1


def _on_the_back(figure: Figure, hand: Array) -> bool:
    """Whether a hand lies on the back or behind the neck, where the trunk hides it from the front."""
    base, top = figure.points["pelvis"], figure.points["c7"]
    line, lateral = top - base, figure.points["shoulder_r"] - figure.points["shoulder_l"]
    behind = np.cross(lateral, line)
    behind = behind / (float(np.linalg.norm(behind)) + 1e-12)
    share = float((hand - base) @ line / (line @ line + 1e-12))
    return share > _WAIST and float((hand - base) @ behind) > _SKIN_M * figure.scale


def _holds_wide(figure: Figure) -> bool:
    """Whether the hands hold what does not fit between the legs."""
    things = (thing_of(placed.kind, placed.look) for placed in figure.implements if placed.kind in CARRIED)
    return any(thing is not None and thing.size_m[1] > _WIDE_M for thing in things)


def _between_legs(figure: Figure, hand: Array) -> bool:
    points, scale = figure.points, figure.scale
    pelvis = points["pelvis"]
    lateral = points["hip_r"] - points["hip_l"]
    lateral = lateral / (np.linalg.norm(lateral) + 1e-12)
    if abs(float((hand - pelvis) @ lateral)) > _INSIDE_M * scale or hand[1] > pelvis[1]:
        return False
    knees = (points["knee_l"] + points["knee_r"]) / 2
    thigh = pelvis - knees
    forward = np.cross(thigh / (np.linalg.norm(thigh) + 1e-12), lateral)
    return float((hand - (pelvis + knees) / 2) @ forward) < _THIGH_M * scale


def _before_leg(figure: Figure, view: View, side: str, place: Array) -> float:
    """By how many metres a place is nearer to the viewer than a leg's bones at that place of the picture."""
    points = figure.points
    joints = [points[f"{joint}_{side}"] for joint in ("hip", "knee", "ankle")]
    nearest = min(
        (_nearest(view, place, one, other) for one, other in pairwise(joints)),
        key=lambda point: float(np.linalg.norm(view.screen @ (point - place))),
    )
    return float((place - nearest) @ view.toward)


def _nearest(view: View, point: Array, one: Array, other: Array) -> Array:
    """The point of a bone that is nearest in the picture."""
    line, away = view.screen @ (other - one), view.screen @ (point - one)
    share = float(np.clip(away @ line / (line @ line + 1e-12), 0.0, 1.0))
    return np.asarray(one + share * (other - one))


def _ahead_of_spine(figure: Figure, view: View, point: Array) -> float:
    base, top = figure.points["pelvis"], figure.points["c7"]
    line = top - base
    share = float(np.clip((point - base) @ line / (line @ line + 1e-12), 0.0, 1.0))
    return float((point - base - share * line) @ view.toward)


def _distance(placed: Placed, hand: Array) -> float:
    """Metres from a hand to the part of an implement that hands close round; inf where there is none."""
    points = placed.points
    if placed.look == "child" or ("handle" not in points and placed.kind not in ("band", "dowel")):
        return float("inf")
    if placed.kind == "band":
        return float(np.linalg.norm(points["end"] - hand))
    if placed.kind == "dowel":
        low, high = points["bottom"], points["top"]
        share = float(np.clip((hand - low) @ (high - low) / ((high - low) @ (high - low) + 1e-12), 0.0, 1.0))
        return float(np.linalg.norm(hand - low - share * (high - low)))
    return float(np.linalg.norm(points["handle"] - hand))
