"""From an exercise to the sets of a session.

The times come from the solved motion, so that figure, voice and counter agree by construction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hinge_desktop.body.motion import PhaseSpan
from hinge_desktop.curriculum.exercise import Exercise
from hinge_desktop.training.events import NATURAL, PlannedSet, SessionPlan

GET_READY_S = 10.0
FLARE_UP_SETS = 2
"""A flare-up day has at most this many sets, half of the repetitions, and no weight."""


def plan_session(
    exercise: Exercise,
    *,
    motion_phases: Sequence[PhaseSpan],
    load_kg: float | None = None,
    load_locked: bool = False,
    sets: int | None = None,
    reps: int | None = None,
    rest_s: float | None = None,
    get_ready_s: float = GET_READY_S,
    flare_up_day: bool = False,
) -> SessionPlan:
    """Plan one exercise. What is None comes from the exercise's own dose.

    Args:
        motion_phases: the phases of the motion that will be shown, ``Motion.phases``.
        load_locked: the safety questions allow no weight; it wins over ``load_kg``.
        flare_up_day: shorter, fewer, unloaded.

    Raises:
        OptionError: a value is outside what can be done.
    """
    dose = exercise.dose
    count = dose.sets if sets is None else sets
    each = dose.reps if reps is None else reps
    load = dose.load_kg if load_kg is None else load_kg
    if flare_up_day:
        count, each = min(count, FLARE_UP_SETS), halved(each)
    one = PlannedSet(
        exercise_id=exercise.id,
        name=exercise.name,
        load_kg=0.0 if load_locked or flare_up_day else load,
        reps=each,
        phases=tuple((span.name, span.end_s - span.start_s) for span in motion_phases),
        counts_after=exercise.movement.counts_after,
        tempo_text=tempo_text(exercise, motion_phases),
        words=exercise.coaching.words,
        cues=exercise.coaching.cues,
    )
    rest = dose.rest_s if rest_s is None else rest_s
    return SessionPlan(exercise.id, exercise.step, (one,) * count, (rest,) * (count - 1), get_ready_s)


def tempo_text(exercise: Exercise, motion_phases: Sequence[PhaseSpan]) -> str:
    """``"3-1-2-1"`` as it will be shown and timed, ``"natural"`` when ballistic."""
    if exercise.movement.pattern == "ballistic":
        return NATURAL
    return "-".join(f"{round(span.end_s - span.start_s, 2):g}" for span in motion_phases)


def halved(reps: int) -> int:
    """Half of the repetitions, rounded up."""
    return (reps + 1) // 2


def ease(plan: SessionPlan, set_index: int, reps_done: int) -> SessionPlan:
    """The same session made easier from (``set_index``, ``reps_done``) on: half of what is left, unloaded.

    Sets keep their places, so it goes on with ``Session(ease(...), resume_at=(set_index, reps_done))``.
    """
    sets = list(plan.sets)
    for index in range(set_index, len(sets)):
        done = reps_done if index == set_index else 0
        sets[index] = replace(sets[index], reps=max(1, done + halved(sets[index].reps - done)), load_kg=0.0)
    return replace(plan, sets=tuple(sets))
