"""What the parts of a movement have to say to each other before a body can perform it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from hinge_desktop.body.movement import ImplementKind, Movement
from hinge_desktop.curriculum.table import Table

GRIP_NEEDS: Mapping[str, ImplementKind] = {
    "dowel": "dowel",
    "two-hand-bell": "kettlebell",
    "two-hand-swing": "kettlebell",
    "one-hand-clean": "kettlebell",
    "band-between-legs": "band",
}
TWO_HANDED = ("two-hand-bell", "two-hand-swing", "band-between-legs")
MOST_ELBOW_DEG = 130.0
"""Beyond it two hands no longer meet in front of the chest."""

LEAST_DESCENT_DEG = 10.0
"""Less is nothing to scale."""

KNEELING_DEG = 80.0
_CLOSED_DEG = 1e-6


def check_movement(table: Table, movement: Movement) -> None:
    """Raise ContentError when the parts do not fit together."""
    _check_loop(table, movement)
    _check_equipment(table, movement)
    _check_depth(table, movement)
    _check_kneeling(table, movement)
    _check_elbows(table, movement)


def _angles(movement: Movement, angle: str) -> Iterator[float]:
    """Every value a recipe gives one angle."""
    if angle in movement.start:
        yield movement.start[angle]
    for phase in movement.phases:
        yield from (move.to for move in phase.moves if move.angle == angle)
    yield from (key.angles[angle] for key in movement.keys if angle in key.angles)


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
    needed = GRIP_NEEDS.get(movement.grip)
    if needed and needed not in kinds:
        raise table.error("implements", f"the grip {movement.grip} needs a {needed}", f"an implement of kind {needed}")
    if movement.depth == "wall" and "wall" not in kinds:
        raise table.error("implements", "the depth wall needs a wall", "an implement of kind wall")
    if movement.depth == "floor" and needed != "kettlebell":
        bells = ", ".join(grip for grip, kind in GRIP_NEEDS.items() if kind == "kettlebell")
        raise table.error("depth", f"the floor cannot be reached with the grip {movement.grip}", f"a grip of {bells}")
    if movement.depth == "heels" and movement.stance.support != "knees":
        raise table.error("depth", "heels can be reached from the knees only", 'support = "knees" beside it')
    _check_held(table, movement)


def _check_held(table: Table, movement: Movement) -> None:
    """What is there to be held is held: walls, and bands round the hips, need no hands."""
    for index, implement in enumerate(movement.implements):
        if implement.applied_at == "pelvis" and movement.grip == "band-between-legs":
            raise table.error(f"implements[{index}].applied_at", "the grip holds the band in the hands", "hands")
        if implement.kind == "wall" or implement.applied_at == "pelvis":
            continue
        grips = [grip for grip, kind in GRIP_NEEDS.items() if kind == implement.kind]
        if movement.grip not in grips:
            raise table.error("grip", f"the grip {movement.grip} leaves the {implement.kind} alone", ", ".join(grips))


def _check_depth(table: Table, movement: Movement) -> None:
    """A depth that the body finds itself scales the way down; so there has to be one, and it ends there."""
    if movement.pattern == "ballistic":
        if movement.depth not in ("keyed", "hamstrings"):
            raise table.error("depth", f"{movement.depth} does not belong to a ballistic movement", "keyed, hamstrings")
        return
    if movement.depth == "keyed":
        return
    needed = ("pelvic_tilt", "knee_flexion") if movement.depth == "heels" else ("pelvic_tilt",)
    for angle in needed:
        down = [move.to for move in movement.phases[0].moves if move.angle == angle]
        start = movement.start.get(angle, 0.0)
        if not down or down[-1] < max(start + math.radians(LEAST_DESCENT_DEG), *down):
            allowed = f"an eccentric that ends at its deepest, at least {LEAST_DESCENT_DEG:g} degrees beyond the start"
            raise table.error("phases[0]", f"the depth {movement.depth} needs a descent of {angle}", allowed)
    for index, move in enumerate(movement.phases[1].moves):
        if move.angle in ("pelvic_tilt", "knee_flexion"):
            reason = f"{move.angle} moves on although the depth {movement.depth} is reached"
            raise table.error(f"phases[1].moves[{index}]", reason, 'depth = "keyed", or no move')


def _check_kneeling(table: Table, movement: Movement) -> None:
    """On the knees the shank lies on the floor: the knee cannot be straight."""
    if movement.stance.support != "knees":
        return
    if movement.pattern == "ballistic":
        raise table.error("support", "a ballistic movement stands on its feet", "feet")
    angles = (movement.start.get("knee_flexion", 0.0), *_angles(movement, "knee_flexion"))
    if min(angles) < math.radians(KNEELING_DEG):
        reason = f"kneeling needs knees bent by {KNEELING_DEG:g} degrees or more throughout"
        raise table.error("support", reason, f"knee_flexion from {KNEELING_DEG:g}, in start and in moves, or feet")


def _check_elbows(table: Table, movement: Movement) -> None:
    """Both hands on one thing: folded right up, the arms are too short to meet."""
    if movement.grip not in TWO_HANDED:
        return
    if any(angle > math.radians(MOST_ELBOW_DEG) for angle in _angles(movement, "elbow_flexion")):
        reason = f"with the grip {movement.grip} the elbows cannot bend beyond {MOST_ELBOW_DEG:g} degrees"
        raise table.error("grip", reason, f"elbow_flexion up to {MOST_ELBOW_DEG:g}, or one-hand-clean")
