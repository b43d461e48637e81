"""From what is to be done to the sets of a session.

The times come from the solved motion, so that figure, voice and counter agree by construction.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from hinge_desktop.body.motion import PhaseSpan
from hinge_desktop.curriculum.exercise import Exercise
from hinge_desktop.errors import OptionError
from hinge_desktop.training.dose import AS_WRITTEN, DoseChoice, dose_of, durations_s
from hinge_desktop.training.events import NATURAL, SWITCH_S, PlannedSet, Role, SessionPlan, Side

GET_READY_S = 10.0
CHANGE_S = 45.0
"""From one exercise to the next: to rest, to put things away and to fetch others. A convention of ours."""
FLARE_UP_SETS = 2
"""A flare-up day has at most this many sets of an exercise, half of the repetitions, and no weight."""
LEAST_HOLD_S = 5.0


@dataclass(frozen=True, slots=True)
class Task:
    """One exercise of a day: how much, with what, and why it is there.

    Attributes:
        sets: on each side, where there are sides.
        durations_s: seconds of each phase, as a motion takes them; None when ballistic.
        look, wall_m, note, manual: as in :class:`PlannedSet`.
        why: one sentence for the user, or empty.
    """

    exercise: Exercise
    role: Role
    sets: int
    reps: int
    rest_s: float
    load_kg: float = 0.0
    durations_s: tuple[float, ...] | None = None
    look: str = ""
    wall_m: float | None = None
    manual: bool = False
    note: str = ""
    therapist: bool = False
    why: str = ""

    def __post_init__(self) -> None:
        if self.sets < 1 or self.reps < 1:
            raise OptionError(
                f"{self.exercise.id} needs at least 1 set and 1 repetition, not {self.sets} and {self.reps}."
            )

    @property
    def sides(self) -> tuple[Side, ...]:
        """The sides on which each set is done; one empty side where there are none."""
        return ("right", "left") if self.exercise.movement.one_sided else ("",)

    @property
    def shown_look(self) -> str:
        """The look that is drawn: with the weight goes what stands in for it; a broomstick weighs nothing."""
        return self.look if self.load_kg or not self.exercise.dose.load_kg else ""

    @property
    def hold(self) -> bool:
        """It is held and not repeated."""
        return self.exercise.dose.hold_s is not None


def task_of(
    exercise: Exercise,
    role: Role = "main",
    choice: DoseChoice = AS_WRITTEN,
    *,
    load_kg: float | None = None,
    manual: bool = False,
    look: str = "",
    wall_m: float | None = None,
    why: str = "",
) -> Task:
    """An exercise at its own dose, or what was chosen instead. ``load_kg``: None takes the dose's own."""
    dose = dose_of(exercise, choice)
    return Task(
        exercise,
        role,
        dose.sets,
        dose.reps,
        dose.rest_s,
        dose.load_kg if load_kg is None else load_kg,
        durations_s(dose),
        look,
        wall_m,
        manual,
        choice.note,
        choice.therapist,
        why,
    )


def gentler(task: Task) -> Task:
    """The same on a flare-up day: fewer sets, half of the repetitions or of the hold, no weight."""
    halves = replace(task, sets=min(task.sets, FLARE_UP_SETS), load_kg=0.0)
    if not task.hold or task.durations_s is None:
        return replace(halves, reps=halved(task.reps))
    return replace(halves, durations_s=(_half_hold(task.durations_s[0]),))


PhasesOf = Callable[[Task, Side], Sequence[PhaseSpan]]
"""The phases of the motion that will be shown, ``Motion.phases``."""


def plan_session(
    tasks: Sequence[Task], phases_of: PhasesOf, *, step: int | None = None, get_ready_s: float = GET_READY_S
) -> SessionPlan:
    """Plan the exercises one after the other; the main one gives the session its name.

    Raises:
        OptionError: a value is outside what can be done, or there is nothing to do.
    """
    if not tasks:
        raise OptionError("A session needs at least one exercise.")
    main = next((one for one in tasks if one.role == "main"), tasks[0])
    sets: list[PlannedSet] = []
    rests: list[float] = []
    for task in tasks:
        for turn in range(task.sets * len(task.sides)):
            if sets:
                rests.append(_rest_before(task, turn))
            side = task.sides[turn % len(task.sides)]
            sets.append(_planned(task, side, phases_of(task, side)))
    return SessionPlan(main.exercise.id, step, tuple(sets), tuple(rests), get_ready_s)


def _rest_before(task: Task, turn: int) -> float:
    """Before the first set things are changed, before the other side only the stance."""
    if turn == 0:
        return CHANGE_S
    return SWITCH_S if turn % len(task.sides) else task.rest_s


def _planned(task: Task, side: Side, spans: Sequence[PhaseSpan]) -> PlannedSet:
    exercise = task.exercise
    return PlannedSet(
        exercise_id=exercise.id,
        name=exercise.name,
        load_kg=task.load_kg,
        reps=task.reps,
        phases=tuple((span.name, span.end_s - span.start_s) for span in spans),
        counts_after=exercise.movement.counts_after,
        tempo_text=tempo_text(exercise, spans),
        words=exercise.coaching.words,
        cues=exercise.coaching.cues,
        role=task.role,
        side=side,
        look=task.shown_look,
        wall_m=task.wall_m,
        manual=task.manual,
        note=task.note,
    )


def tempo_text(exercise: Exercise, motion_phases: Sequence[PhaseSpan]) -> str:
    """``"3-1-2-1"`` as it will be shown and timed, ``"natural"`` when ballistic, ``"hold 20"`` in a hold."""
    if exercise.movement.pattern == "ballistic":
        return NATURAL
    seconds = "-".join(f"{round(span.end_s - span.start_s, 2):g}" for span in motion_phases)
    return f"hold {seconds}" if exercise.dose.hold_s is not None else seconds


def halved(reps: int) -> int:
    """Half of the repetitions, rounded up."""
    return (reps + 1) // 2


def _half_hold(seconds: float) -> float:
    return min(seconds, max(LEAST_HOLD_S, round(seconds / 2)))


def put_down(plan: SessionPlan, set_index: int) -> SessionPlan:
    """The same session without weight from ``set_index`` on.

    Raises:
        OptionError: a swing or a clean is among what is left, and has no form without weight.
    """
    left = plan.sets[set_index:]
    if any(one.ballistic for one in left):
        raise OptionError("What is left of that session needs a weight, and for now everything is without.")
    emptied = tuple(replace(one, load_kg=0.0, look=_empty_handed(one)) for one in left)
    return replace(plan, sets=(*plan.sets[:set_index], *emptied))


def ease(plan: SessionPlan, set_index: int, reps_done: int) -> SessionPlan:
    """The same session made easier from (``set_index``, ``reps_done``) on: half of what is left, unloaded.

    Sets keep their places, so it goes on with ``Session(ease(...), resume_at=(set_index, reps_done))``.
    """
    sets = list(plan.sets)
    for index in range(set_index, len(sets)):
        done = reps_done if index == set_index else 0
        one = sets[index]
        sets[index] = replace(one, reps=max(1, done + halved(one.reps - done)), load_kg=0.0, look=_empty_handed(one))
        if one.hold:
            seconds = _half_hold(one.cycle_s)
            sets[index] = replace(sets[index], phases=(("hold", seconds),), tempo_text=f"hold {seconds:g}")
    return replace(plan, sets=tuple(sets))


def _empty_handed(one: PlannedSet) -> str:
    """Where the weight is put down, what took its place is, too; a broomstick weighs nothing and stays."""
    return "" if one.load_kg else one.look
