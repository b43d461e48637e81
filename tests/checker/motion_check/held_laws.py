"""Laws of what the hands hold: they stay on it, it keeps its shape and has its weight, the dowel touches."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from .calculus import Array
from .findings import Finding, at_most, within
from .geometry import distance_to_line, length, spread
from .mechanics import weight_point
from .recorded import Implement, MotionFile

HOLD_M = 2e-3
GRIP_HALF_WIDTH_M = 0.10
SIDES_HALF_WIDTH_M = 0.20
SHAPE_M = 1e-3
DOWEL_GAP_M = 5e-3
DRIFTING_DOWEL_M = 1e-2
HANDLE_TO_BALL_M = (0.12, 0.24)
RIGID = ("kettlebell", "dowel", "dumbbell", "backpack", "bin", "cushion")
# Where the middle of the hands is: a point of the thing, or a line of it.
GRIPPED: Mapping[str, tuple[str, ...]] = {
    "kettlebell": ("handle",),
    "band": ("end",),
    "dumbbell": ("far",),
    "backpack": ("handle", "front"),
    "cushion": ("front",),
}
ALONG: Mapping[str, tuple[str, str]] = {"dowel": ("bottom", "top"), "bin": ("bottom", "top")}
CARRIED = ("kettlebell", "dumbbell", "backpack", "bin")


def held_findings(motion: MotionFile) -> list[Finding]:
    """Every law of this module that applies."""
    found = []
    if any(item.held_by for item in motion.implements):
        found += [hands(motion), shape(motion)]
    if motion.load_kg > 0.0 or carried(motion):
        found.append(bell_mass(motion))
    if motion.held("kettlebell"):
        found.append(bell_ball(motion))
    if motion.held("dowel"):
        found.append(dowel_gaps(motion))
    if any(contact.kind == "body" for contact in motion.contacts):
        found.append(hands_on_body(motion))
    return found


def carried(motion: MotionFile) -> tuple[Implement, ...]:
    """What the hands carry and has a weight."""
    return tuple(item for item in motion.implements if item.kind in CARRIED)


def hands(motion: MotionFile) -> Finding:
    """Hands stay within 2 mm of their place on what they hold, and what is carried is held."""
    gaps: list[tuple[float, str]] = []
    for item in motion.implements:
        unknown = [name for name in item.held_by if name not in motion.points]
        if unknown:
            gaps.append((float("nan"), f"{item.kind} held by {', '.join(unknown)}"))
        elif item.held_by:
            gaps += _grip(motion, item)
        elif item.kind in CARRIED:
            gaps.append((float("nan"), f"{item.kind} is held by nothing"))
    return at_most("hands", gaps, HOLD_M, "m")


def _grip(motion: MotionFile, item: Implement) -> list[tuple[float, str]]:
    holders = {name: motion.points[name] for name in item.held_by}
    if item.kind == "dowel":
        line = item.points["bottom"], item.points["top"]
        return [_worst(motion, f"{name} off the dowel", distance_to_line(p, *line)) for name, p in holders.items()]
    if item.kind in ALONG:
        return _on_the_sides(motion, item, holders)
    grip = next((item.points[name] for name in GRIPPED.get(item.kind, ()) if name in item.points), None)
    if grip is None:
        return [(float("nan"), f"{item.kind} has no place for the hands")]
    middle = np.mean(list(holders.values()), axis=0)
    found = [_worst(motion, f"{item.kind} grip from the hands' middle", length(middle, grip))]
    for name, path in holders.items():
        reach = length(path, grip)
        found.append((spread(reach), f"{name} slides on the {item.kind}"))
        found.append((float(np.max(reach)) - GRIP_HALF_WIDTH_M, f"{name} is not on the {item.kind}"))
    return found


def _on_the_sides(motion: MotionFile, item: Implement, holders: Mapping[str, Array]) -> list[tuple[float, str]]:
    """Hands pressed to the sides of a tall thing: always as high on it and as far from its axis, its axis between."""
    bottom, top = item.points["bottom"], item.points["top"]
    tall = length(bottom, top)
    axis = (top - bottom) / tall[:, None]
    found = []
    for name, path in holders.items():
        height, away = np.sum((path - bottom) * axis, axis=1), distance_to_line(path, bottom, top)
        found += [
            (spread(height), f"{name} slides up the {item.kind}"),
            (spread(away), f"{name} leaves the {item.kind}"),
        ]
        found.append((float(np.max(away)) - SIDES_HALF_WIDTH_M, f"{name} is not on the {item.kind}"))
        found.append((float(np.max(np.maximum(height - tall, -height))), f"{name} is above or below the {item.kind}"))
    middle = np.mean(list(holders.values()), axis=0)
    return [*found, _worst(motion, f"{item.kind} not between the hands", distance_to_line(middle, bottom, top))]


def _worst(motion: MotionFile, name: str, gaps: Array) -> tuple[float, str]:
    return float(np.max(gaps)), f"{name} {motion.when(np.argmax(gaps))}"


def shape(motion: MotionFile) -> Finding:
    """A rigid implement keeps the distances between its points."""
    spreads = []
    for item in motion.implements:
        names = sorted(item.points)
        if item.kind in RIGID:
            spreads += [
                (spread(length(item.points[a], item.points[b])), f"{item.kind} {a}-{b}")
                for i, a in enumerate(names)
                for b in names[i + 1 :]
            ]
    return at_most("implement-shape", spreads, SHAPE_M, "m")


def bell_mass(motion: MotionFile) -> Finding:
    """What is carried weighs the file's load, and has a place."""
    total = sum(item.mass_kg for item in motion.implements)
    missing = abs(total - motion.load_kg)
    placeless = [item.kind for item in motion.implements if item.mass_kg > 0.0 and not item.points]
    if placeless:
        return Finding("bell-mass", float("nan"), "a place for every weight", False, ", ".join(placeless))
    return at_most("bell-mass", [(missing, f"{total:g} kg carried, load {motion.load_kg:g}")], 1e-6, "kg amiss")


def bell_ball(motion: MotionFile) -> Finding:
    """A kettlebell has a handle and a ball whose centre is a bell's length below the grip."""
    low, high = HANDLE_TO_BALL_M
    bell = motion.held("kettlebell")[0]
    if not {"handle", "ball"} <= set(bell.points):
        return Finding("bell-ball", float("nan"), "handle and ball", False, "no kettlebell with both")
    reach = float(np.median(length(bell.points["handle"], bell.points["ball"])))
    return within("bell-ball", reach, low, 0.40 if bell.look else high, "m", "handle to ball")


def hands_on_body(motion: MotionFile) -> Finding:
    """A hand that rests on the body does not slide: it keeps its distances to a bone's points.

    Of pelvis, lumbar part and thorax the one it follows best.
    """
    bones = (("hip_l", "hip_r", "l5s1"), ("l5s1", "t12l1"), ("t12l1", "c7"))
    gaps = []
    for contact in motion.contacts:
        if contact.kind == "body":
            mask = motion.frames(contact.start_s, contact.end_s)
            path = motion.points[contact.name][mask]
            slides = [max(spread(length(path, motion.points[name][mask])) for name in bone) for bone in bones]
            gaps.append((min(slides), contact.name))
    return at_most("hands-on-body", gaps, 10 * HOLD_M if motion.drifting else 5 * HOLD_M, "m")


def dowel_gaps(motion: MotionFile) -> Finding:
    """Head, mid-back and sacrum stay on the dowel. Its line is its axis; ``radius_m``, if given, is its skin.

    A file that drifts declares a touch as long as the skin gives.
    """
    touches = [contact for contact in motion.contacts if contact.kind == "dowel"]
    dowel = motion.held("dowel")[0]
    if len({contact.name for contact in touches}) < 3 or not {"bottom", "top"} <= set(dowel.points):
        return Finding("dowel-gap", float("nan"), "3 contacts and a line", False, f"{len(touches)} declared")
    gaps = []
    for contact in touches:
        mask = motion.frames(contact.start_s, contact.end_s)
        away = distance_to_line(motion.points[contact.name], dowel.points["bottom"], dowel.points["top"])
        gap = np.abs(away - dowel.radius_m)[mask]
        gaps.append((float(np.max(gap, initial=0.0)), contact.name))
    return at_most("dowel-gap", gaps, DRIFTING_DOWEL_M if motion.drifting else DOWEL_GAP_M, "m")


def bell_points(motion: MotionFile) -> Array | None:
    """The path of the heaviest thing carried, (n, 3)."""
    heavy = [item for item in motion.implements if item.mass_kg > 0.0 and item.points]
    return weight_point(max(heavy, key=lambda item: item.mass_kg)) if heavy else None
