"""How a made-up session goes: amounts that grow with time, and each repetition as the clock would have counted it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from random import Random

from hinge_desktop.curriculum.exercise import Exercise
from hinge_desktop.curriculum.ladder import Curriculum
from hinge_desktop.training.dose import DoseChoice
from hinge_desktop.training.events import PlannedSet, SessionPlan
from hinge_desktop.training.records import SetRecord

MOST_SETS, MOST_REPS = 9, 12
"""What the amounts grow to in the end."""
HEAVIER_AFTER = 6
"""So many whole sessions with one load come before the next."""
_HEAVIEST = 0.7  # of the loads of an exercise
_LATE_MS = 12  # how much later than planned a count may be


def doses_after(curriculum: Curriculum, growth: float) -> Mapping[str, DoseChoice]:
    """The amounts when they have grown so far (0: each exercise's own, 1: the most)."""
    return {name: _grown(exercise, growth) for name, exercise in curriculum.exercises.items()}


def _grown(exercise: Exercise, growth: float) -> DoseChoice:
    dose = exercise.dose
    if dose.hold_s is not None or not growth:
        return DoseChoice()
    sets = round(dose.sets + (max(MOST_SETS, dose.sets) - dose.sets) * growth)
    reps = round(dose.reps + (max(MOST_REPS, dose.reps) - dose.reps) * growth)
    return DoseChoice(sets=sets, reps=reps)


def loads_after(curriculum: Curriculum, times: Mapping[str, int]) -> Mapping[str, float]:
    """The load of each exercise after so many whole sessions with it."""
    found = {}
    for name, exercise in curriculum.exercises.items():
        loads = [one for one in exercise.dose.loads_kg if one >= exercise.dose.load_kg]
        if loads:
            heaviest = max(0, round(_HEAVIEST * len(loads)) - 1)
            found[name] = loads[min(heaviest, times.get(name, 0) // HEAVIER_AFTER)]
    return found


def practised(
    plan: SessionPlan, begins: datetime, dice: Random, *, stops: bool = False
) -> tuple[tuple[SetRecord, ...], tuple[tuple[int, ...], ...]]:
    """The sets as they were done, and the milliseconds of each repetition.

    One that ``stops`` ends somewhere on the way, in the middle of a set.
    """
    last = dice.randrange(len(plan.sets)) if stops else len(plan.sets) - 1
    at = begins + timedelta(seconds=plan.get_ready_s)
    sets, lasted = [], []
    for index, one in enumerate(plan.sets[: last + 1]):
        count = dice.randrange(one.reps) if stops and index == last else one.reps
        reps = _repetitions(one, count, dice)
        sets.append(_as_done(index, one, reps, at, finished=count == one.reps))
        lasted.append(reps)
        if index < last:
            at += timedelta(milliseconds=sum(reps)) + timedelta(seconds=plan.rests_s[index])
    return tuple(sets), tuple(lasted)


def _repetitions(one: PlannedSet, count: int, dice: Random) -> tuple[int, ...]:
    """A set begins with its first phase and counts when the repetition is there, so the first one is shorter."""
    names = [name for name, _ in one.phases]
    first = sum(seconds for _, seconds in one.phases[: names.index(one.counts_after) + 1])
    planned = [first, *[one.cycle_s] * (count - 1)][:count]
    return tuple(round(seconds * 1000) + dice.randrange(_LATE_MS) for seconds in planned)


def _as_done(index: int, one: PlannedSet, reps: tuple[int, ...], at: datetime, *, finished: bool) -> SetRecord:
    return SetRecord(
        position=index,
        exercise_id=one.exercise_id,
        planned_reps=one.reps,
        done_reps=len(reps),
        load_kg=one.load_kg,
        tempo=one.tempo_text,
        started_utc=at,
        duration_s=sum(reps) / 1000,
        finished=finished,
        role=one.role,
        side=one.side,
        look=one.look,
    )
