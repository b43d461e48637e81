"""Laws of what is held: hands stay on it, its shape stays, the bell has weight, the dowel touches."""

from __future__ import annotations

import numpy as np

from .calculus import Array
from .findings import Finding, at_most, within
from .geometry import angle_between_deg, distance_to_line, length, spread
from .ground_laws import BALL_RADIUS_M, THROUGH_M
from .mechanics import weight_point
from .reading import Implement, MotionFile

HOLD_M = 2e-3
GRIP_HALF_WIDTH_M = 0.10
SHAPE_M = 1e-3
DOWEL_GAP_M = 5e-3
BELL_HANG_DEG = 3.0
BELL_FOREARM_DEG = 10.0
HANDLE_TO_BALL_M = (0.12, 0.24)
LANDS_M = 5e-3


def held_findings(motion: MotionFile) -> list[Finding]:
    """Every law of this module that applies."""
    found = []
    if any(item.held_by for item in motion.implements):
        found += [hands(motion), shape(motion)]
    if motion.load_kg > 0.0 or motion.held("kettlebell"):
        found += [bell_mass(motion), bell_ball(motion)]
    if motion.held("kettlebell") and not motion.ballistic:
        found.append(bell_hangs(motion))
    if motion.exercise == "kettlebell-lift":
        found.append(bell_lands(motion))
    if motion.held("dowel"):
        found.append(dowel_gaps(motion))
    return found


def hands(motion: MotionFile) -> Finding:
    """Hands stay within 2 mm of what they hold."""
    gaps: list[tuple[float, str]] = []
    for item in motion.implements:
        unknown = [name for name in item.held_by if name not in motion.points]
        if unknown:
            gaps.append((float("nan"), f"{item.kind} held by {', '.join(unknown)}"))
        elif item.held_by:
            gaps += _grip(motion, item)
    return at_most("hands", gaps, HOLD_M, "m")


def _grip(motion: MotionFile, item: Implement) -> list[tuple[float, str]]:
    holders = {name: motion.points[name] for name in item.held_by}
    if item.kind == "dowel":
        line = item.points["bottom"], item.points["top"]
        return [_worst(motion, f"{name} off the dowel", distance_to_line(p, *line)) for name, p in holders.items()]
    grip = item.points.get("handle", item.points.get("end"))
    if grip is None:
        return [(float("nan"), f"{item.kind} has no handle")]
    middle = np.mean(list(holders.values()), axis=0)
    found = [_worst(motion, f"{item.kind} handle from the hands' middle", length(middle, grip))]
    for name, path in holders.items():
        reach = length(path, grip)
        found.append((spread(reach), f"{name} slides on the {item.kind}"))
        found.append((float(np.max(reach)) - GRIP_HALF_WIDTH_M, f"{name} is not on the {item.kind}"))
    return found


def _worst(motion: MotionFile, name: str, gaps: Array) -> tuple[float, str]:
    return float(np.max(gaps)), f"{name} {motion.when(np.argmax(gaps))}"


def shape(motion: MotionFile) -> Finding:
    """A rigid implement keeps the distances between its points."""
    spreads = []
    for item in motion.implements:
        names = sorted(item.points)
        if item.kind in ("kettlebell", "dowel", "dumbbell"):
            spreads += [
                (spread(length(item.points[a], item.points[b])), f"{item.kind} {a}-{b}")
                for i, a in enumerate(names)
                for b in names[i + 1 :]
            ]
    return at_most("implement-shape", spreads, SHAPE_M, "m")


def bell_mass(motion: MotionFile) -> Finding:
    """What is carried weighs the file's load."""
    carried = sum(item.mass_kg for item in motion.implements)
    missing = abs(carried - motion.load_kg)
    return at_most("bell-mass", [(missing, f"{carried:g} kg carried, load {motion.load_kg:g}")], 1e-6, "kg amiss")


def bell_ball(motion: MotionFile) -> Finding:
    """A kettlebell has a handle and a ball whose centre is a bell's length below the grip."""
    low, high = HANDLE_TO_BALL_M
    bells = motion.held("kettlebell")
    if not bells or any(not {"handle", "ball"} <= set(bell.points) for bell in bells):
        return Finding("bell-ball", float("nan"), "handle and ball", False, "no kettlebell with both")
    reach = float(np.median(length(bells[0].points["handle"], bells[0].points["ball"])))
    return within("bell-ball", reach, low, high, "m", "handle to ball")


def bell_hangs(motion: MotionFile) -> Finding:
    """In a slow drill the bell hangs straight down from the hands."""
    leans = []
    for bell in motion.held("kettlebell"):
        if {"handle", "ball"} <= set(bell.points):
            lean = angle_between_deg(bell.points["ball"] - bell.points["handle"], np.array([0.0, -1.0, 0.0]))
            leans.append(_worst(motion, "bell", lean))
    return at_most("bell-hangs", leans, BELL_HANG_DEG, "degrees")


def bell_lands(motion: MotionFile) -> Finding:
    """The lifted bell comes down to the floor or the block under it, and not into it."""
    ground = motion.held("block")[0].height_m if motion.held("block") else 0.0
    bells = [bell.points["ball"][:, 1] for bell in motion.held("kettlebell") if "ball" in bell.points]
    lowest = float(np.min(bells, initial=np.inf)) - BALL_RADIUS_M - ground
    return within("bell-lands", lowest, -THROUGH_M, LANDS_M, "m above", f"floor or block at {ground:.3f} m")


def dowel_gaps(motion: MotionFile) -> Finding:
    """Head, mid-back and sacrum stay on the dowel. Its line is its axis; ``radius_m``, if given, is its skin."""
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
    return at_most("dowel-gap", gaps, DOWEL_GAP_M, "m")


def bell_points(motion: MotionFile) -> Array | None:
    """The path of the heaviest thing carried, (n, 3)."""
    heavy = [item for item in motion.implements if item.mass_kg > 0.0 and item.points]
    return weight_point(max(heavy, key=lambda item: item.mass_kg)) if heavy else None
