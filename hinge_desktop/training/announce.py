"""What is said of a set before it begins, in parts of which the least needed are left out where time is short."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hinge_desktop.body.movement import LOOKS
from hinge_desktop.training.events import PlannedSet, SessionPlan
from hinge_desktop.training.spoken import many, seconds_text
from hinge_desktop.units import Units, lb_from_kg

SHORT_NOTE = 90
"""A note of more letters is left to be read."""
_PLACES = {"wall": "At a wall", "doorway": "In a doorway"}
_SPELT = {"pvc-pipe": "PVC pipe"}


@dataclass(frozen=True, slots=True)
class Part:
    """One sentence. Those of the highest ``rank`` are left out first; 0 is always said."""

    rank: int
    text: str


def variants(parts: Sequence[Part]) -> tuple[str, ...]:
    """The parts as one text, longest first, down to what must be said."""
    kept = [part for part in parts if part.text]
    ranks = sorted({part.rank for part in kept}, reverse=True)
    return tuple(". ".join(part.text for part in kept if part.rank <= rank) for rank in ranks)


def get_ready(
    plan: SessionPlan, index: int, done: int, units: Units, things: Mapping[str, Sequence[str]]
) -> tuple[str, ...]:
    """Variants of the first announcement of a session, or of a set gone back to. ``done`` repetitions are counted."""
    return variants((Part(4, "Get ready"), *_what(plan, index, done, units, things, named=True)))


def rest(
    plan: SessionPlan, index: int, done: int, units: Units, things: Mapping[str, Sequence[str]]
) -> tuple[str, ...]:
    """Variants of what is said when the rest before set ``index`` begins, or the change of sides."""
    seconds = seconds_text(plan.rests_s[index - 1])
    if plan.switches_side(index):
        dose = Part(2, _dose(plan, index))
        return variants((Part(0, f"Switch sides: {plan.sets[index].side}"), Part(1, seconds), dose))
    return variants((Part(0, f"Rest {seconds}"), *_what(plan, index, done, units, things, named=False)))


def at_once(plan: SessionPlan, index: int) -> tuple[str, ...]:
    """Variants for a set that begins without any rest before it."""
    one, before = plan.sets[index], plan.sets[index - 1]
    if plan.switches_side(index):
        return (f"Switch sides: {one.side}",)
    dose = _dose(plan, index)
    if one.exercise_id == before.exercise_id:
        return (dose,)
    return (f"Next: {one.name}. {dose}", f"Next: {one.name}", one.name)


def own_pace(one: PlannedSet, done: int) -> tuple[str, ...]:
    """Variants for a set without a clock."""
    left = one.reps - done
    what = f"hold {seconds_text(one.cycle_s)}" if one.hold and left == 1 else many(left, _thing(one))
    return (f"At your own pace: {what}. Tap when done", f"At your own pace: {what}", "At your own pace")


def _thing(one: PlannedSet) -> str:
    return "hold" if one.hold else "repetition"


def _what(
    plan: SessionPlan, index: int, done: int, units: Units, things: Mapping[str, Sequence[str]], *, named: bool
) -> tuple[Part, ...]:
    """Name, dose, side, what is held and the note of set ``index``. ``named``: the name comes before all else."""
    one = plan.sets[index]
    first = len(_alike(plan, index)) == 1 or _alike(plan, index)[0] == index
    return (
        Part(0, one.name) if named else Part(1 if first else 3, f"Next: {one.name}"),
        Part(1 if named else 2, _dose(plan, index)),
        Part(1, f"{one.side} side".capitalize() if one.side else ""),
        Part(2, f"{done} {'is' if done == 1 else 'are'} done" if done else ""),
        Part(3, _with(one, units, things.get(one.exercise_id, ())) if first or named else ""),
        Part(5, f"Note: {one.note.strip().rstrip('.')}" if 0 < len(one.note.strip()) <= SHORT_NOTE else ""),
    )


def _alike(plan: SessionPlan, index: int) -> list[int]:
    """The sets of the same exercise, for the same reason and on the same side."""
    one = plan.sets[index]
    kind = (one.exercise_id, one.role, one.side)
    return [at for at, other in enumerate(plan.sets) if (other.exercise_id, other.role, other.side) == kind]


def _dose(plan: SessionPlan, index: int) -> str:
    """ "3 sets of 8 repetitions" before the first of them, then "Set 2 of 3, 8 repetitions"."""
    one, alike = plan.sets[index], _alike(plan, index)
    number, sets = alike.index(index) + 1, len(alike)
    each = many(one.reps, _thing(one)) + (f" of {seconds_text(one.cycle_s)}" if one.hold else "")
    if one.hold and one.reps == 1:
        each = f"hold {seconds_text(one.cycle_s)}"
    both = " on each side" if _other_side(plan, one) and number == 1 and one.side != _side_before(plan, index) else ""
    if sets == 1:
        return each[0].upper() + each[1:] + both
    if number == 1 and len({(plan.sets[at].reps, plan.sets[at].cycle_s) for at in alike}) == 1:
        if one.hold and one.reps == 1:
            return f"{many(sets, 'hold')} of {seconds_text(one.cycle_s)}{both}"
        return f"{many(sets, 'set')} of {each}{both}"
    return f"Set {number} of {sets}, {each}"


def _other_side(plan: SessionPlan, one: PlannedSet) -> bool:
    return any(
        (other.exercise_id, other.role) == (one.exercise_id, one.role) and {other.side, one.side} == {"left", "right"}
        for other in plan.sets
    )


def _side_before(plan: SessionPlan, index: int) -> str:
    """The side that the same exercise began with, when this set is not its first; it needs no "each side" again."""
    one = plan.sets[index]
    same = [other for other in plan.sets[:index] if other.exercise_id == one.exercise_id]
    return one.side if same else ""


def _with(one: PlannedSet, units: Units, kinds: Sequence[str]) -> str:
    """ "With a kettlebell, 8 kilograms": what is held or leant on, the user's own thing instead of the usual one."""
    usual = next((kind for kind, looks in LOOKS.items() if one.look in looks and kind in kinds), "")
    things = [one.look if kind == usual and one.look else kind for kind in dict.fromkeys(kinds)]
    if one.look and one.look not in things:
        things.insert(0, one.look)
    named = [_PLACES.get(thing) or f"With a {_SPELT.get(thing, thing.replace('-', ' '))}" for thing in things]
    load = _load(one.load_kg, units)
    return ", ".join((*named[:1], *(one[0].lower() + one[1:] for one in named[1:]), *((load,) if load else ())))


def _load(kilograms: float, units: Units) -> str:
    if kilograms <= 0:
        return ""
    return many(round(lb_from_kg(kilograms)), "pound") if units == "imperial" else many(kilograms, "kilogram")
