"""What the parts of a movement have to say to each other before a body can perform it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from hinge_desktop.body.movement import HOLD_PHASES, ImplementKind, Movement
from hinge_desktop.curriculum.table import Table

GRIP_NEEDS: Mapping[str, tuple[ImplementKind, ...]] = {
    "dowel": ("dowel",),
    "two-hand-bell": ("kettlebell",),
    "two-hand-swing": ("kettlebell",),
    "one-hand-clean": ("kettlebell",),
    "band-between-legs": ("band",),
    "goatbag": ("kettlebell",),
    "goatbag-dumbbell": ("dumbbell",),
    "upper-back": ("kettlebell",),
    "hug": ("backpack", "cushion"),
    "bin": ("bin",),
}
"""What each grip holds: one of these."""

UNHELD: tuple[ImplementKind, ...] = ("wall", "chair", "doorway")
"""What stands there and asks no hand for anything."""

LOWERED: tuple[str, ...] = ("two-hand-bell", "two-hand-swing", "one-hand-clean", "bin")
"""Grips whose thing can be set down on the floor."""

TWO_HANDED = ("two-hand-bell", "two-hand-swing", "band-between-legs")
MOST_ELBOW_DEG = 130.0
"""Beyond it two hands no longer meet in front of the chest."""

LEAST_DESCENT_DEG = 10.0
"""Less is nothing to scale."""

BENT_KNEES_DEG: Mapping[str, tuple[float, str]] = {"knees": (80.0, "kneeling"), "seat": (60.0, "sitting")}
"""Least bend of the knees where the shank lies on the floor or the thigh on a chair, and what it is called."""

ONE_LEG_ANGLES = ("free_thigh_inclination", "free_knee_flexion")
DEEP_ANGLES: Mapping[str, tuple[str, ...]] = {
    "heels": ("pelvic_tilt", "knee_flexion"),
    "seat": ("pelvic_tilt", "knee_flexion"),
}
"""What has to descend for a depth; the pelvis always."""

_CLOSED_DEG = 1e-6


def check_movement(table: Table, movement: Movement) -> None:
    """Raise ContentError when the parts do not fit together."""
    _check_stillness(table, movement)
    _check_loop(table, movement)
    _check_equipment(table, movement)
    _check_reachable(table, movement)
    _check_held(table, movement)
    _check_depth(table, movement)
    _check_bent_knees(table, movement)
    _check_one_leg(table, movement)
    _check_elbows(table, movement)


def _angles(movement: Movement, angle: str) -> Iterator[float]:
    """Every value a recipe gives one angle."""
    if angle in movement.start:
        yield movement.start[angle]
    for phase in movement.phases:
        yield from (move.to for move in phase.moves if move.angle == angle)
    yield from (key.angles[angle] for key in movement.keys if angle in key.angles)


def _is_hold(movement: Movement) -> bool:
    return tuple(phase.name for phase in movement.phases) == HOLD_PHASES


def _check_stillness(table: Table, movement: Movement) -> None:
    """In a hold nothing moves: its pose is where it starts."""
    if _is_hold(movement) and movement.phases[0].moves:
        raise table.error("phases[0].moves", "a hold does not move", "no moves: start is the pose")


def _check_loop(table: Table, movement: Movement) -> None:
    """A repetition ends as it began, or the next one would jump."""
    last = {move.angle: move.to for phase in movement.phases for move in phase.moves}
    for angle, end in last.items():
        begin = movement.start.get(angle, 0.0)
        if abs(end - begin) > math.radians(_CLOSED_DEG):
            raise table.error(
                "phases",
                f"the loop does not close: {angle} starts at {math.degrees(begin):g} and ends at {math.degrees(end):g}",
                f"a last move of {angle} to {math.degrees(begin):g} degrees",
            )


def _check_equipment(table: Table, movement: Movement) -> None:
    """What is held, leant on or rested upon must be there."""
    kinds = [implement.kind for implement in movement.implements]
    needed = GRIP_NEEDS.get(movement.grip, ())
    if needed and not set(needed) & set(kinds):
        either = " or a ".join(needed)
        reason = f"the grip {movement.grip} needs a {either}"
        raise table.error("implements", reason, f"an implement of kind {' or '.join(needed)}")
    if movement.depth == "wall" and "wall" not in kinds:
        raise table.error("implements", "the depth wall needs a wall", "an implement of kind wall")
    for key, place in (("depth", movement.depth), ("support", movement.stance.support)):
        if place == "seat" and "chair" not in kinds:
            raise table.error("implements", f"the {key} seat needs a chair", "an implement of kind chair")


def _check_held(table: Table, movement: Movement) -> None:
    """What is there to be held is held, one thing in the hands; bands round the hips need no hands."""
    needed = GRIP_NEEDS.get(movement.grip, ())
    held: list[str] = []
    for index, implement in enumerate(movement.implements):
        if implement.applied_at == "pelvis" and movement.grip == "band-between-legs":
            raise table.error(f"implements[{index}].applied_at", "the grip holds the band in the hands", "hands")
        if implement.kind in UNHELD or implement.applied_at == "pelvis":
            continue
        if implement.kind not in needed:
            grips = ", ".join(grip for grip, kinds in GRIP_NEEDS.items() if implement.kind in kinds)
            raise table.error("grip", f"the grip {movement.grip} leaves the {implement.kind} alone", grips)
        if held:
            reason = f"the grip {movement.grip} holds the {held[0]} already"
            raise table.error(f"implements[{index}].kind", reason, f"one of {', '.join(needed)}")
        held.append(implement.kind)


def _check_reachable(table: Table, movement: Movement) -> None:
    """The end of the descent is one that this pattern, support and grip can come to."""
    depth, support = movement.depth, movement.stance.support
    if depth == "keyed":
        return
    if movement.pattern == "ballistic" and depth != "hamstrings":
        raise table.error("depth", f"{depth} does not belong to a ballistic movement", "keyed, hamstrings")
    if _is_hold(movement):
        raise table.error("depth", f"a hold has no way down that could end at {depth}", "keyed")
    if depth == "floor" and movement.grip not in LOWERED:
        reason = f"the floor cannot be reached with the grip {movement.grip}"
        raise table.error("depth", reason, f"a grip of {', '.join(LOWERED)}")
    if depth == "heels" and support != "knees":
        raise table.error("depth", "heels can be reached from the knees only", 'support = "knees" beside it')
    if depth == "seat" and support != "feet":
        raise table.error("depth", "a seat can be reached from the feet only", 'support = "feet" beside it')
    if depth in ("wall", "floor") and support in ("one-foot", "seat"):
        raise table.error("depth", f"{depth} does not go with the support {support}", "keyed, hamstrings")


def _check_depth(table: Table, movement: Movement) -> None:
    """A depth that the body finds itself scales the way down; so there has to be one, and it ends there."""
    if movement.pattern == "ballistic" or movement.depth == "keyed":
        return
    for angle in DEEP_ANGLES.get(movement.depth, ("pelvic_tilt",)):
        down = [move.to for move in movement.phases[0].moves if move.angle == angle]
        start = movement.start.get(angle, 0.0)
        if not down or down[-1] < max(start + math.radians(LEAST_DESCENT_DEG), *down):
            allowed = f"an eccentric that ends at its deepest, at least {LEAST_DESCENT_DEG:g} degrees beyond the start"
            raise table.error("phases[0]", f"the depth {movement.depth} needs a descent of {angle}", allowed)
    for index, move in enumerate(movement.phases[1].moves):
        if move.angle in ("pelvic_tilt", "knee_flexion"):
            reason = f"{move.angle} moves on although the depth {movement.depth} is reached"
            raise table.error(f"phases[1].moves[{index}]", reason, 'depth = "keyed", or no move')


def _check_bent_knees(table: Table, movement: Movement) -> None:
    """On the knees the shank lies on the floor, on a chair the thigh on its seat: the knee cannot be straight."""
    support = movement.stance.support
    if support != "feet" and movement.pattern == "ballistic":
        raise table.error("support", "a ballistic movement stands on its feet", "feet")
    if support not in BENT_KNEES_DEG:
        return
    least, called = BENT_KNEES_DEG[support]
    angles = (movement.start.get("knee_flexion", 0.0), *_angles(movement, "knee_flexion"))
    if min(angles) < math.radians(least):
        reason = f"{called} needs knees bent by {least:g} degrees or more throughout"
        raise table.error("support", reason, f"knee_flexion from {least:g}, in start and in moves, or feet")


def _check_one_leg(table: Table, movement: Movement) -> None:
    """Only who stands on one leg has a free one, and two different sides."""
    if movement.stance.support == "one-foot":
        if not movement.one_sided:
            raise table.error("one_sided", "standing on one foot has a left and a right form", "one_sided = true")
        return
    for angle in ONE_LEG_ANGLES:
        if any(True for _ in _angles(movement, angle)):
            raise table.error("support", f"no leg is free, and {angle} moves none", "one-foot")


def _check_elbows(table: Table, movement: Movement) -> None:
    """Both hands on one thing: folded right up, the arms are too short to meet."""
    if movement.grip not in TWO_HANDED:
        return
    if any(angle > math.radians(MOST_ELBOW_DEG) for angle in _angles(movement, "elbow_flexion")):
        reason = f"with the grip {movement.grip} the elbows cannot bend beyond {MOST_ELBOW_DEG:g} degrees"
        raise table.error("grip", reason, f"elbow_flexion up to {MOST_ELBOW_DEG:g}, or one-hand-clean")
