"""What a day's session is made of: a drill to warm up, the main step, and one easier or related movement.

The companions and the doses are conventions of ours; what is asked before anything else (the pelvic tilt) is C3, the
single-leg hinge after the ladder E8. Nothing here is above the user's gate.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from hinge_desktop.curriculum.exercise import Exercise
from hinge_desktop.curriculum.kit import Fitting, fit
from hinge_desktop.curriculum.ladder import Curriculum
from hinge_desktop.training.dose import AS_WRITTEN, DoseChoice
from hinge_desktop.training.events import Role
from hinge_desktop.training.gate import AFTER_THE_LADDER, LAST_STEP, Decision
from hinge_desktop.training.outcome import step_practised
from hinge_desktop.training.plan import Task, gentler, task_of
from hinge_desktop.training.records import History
from hinge_desktop.training.selftest import TILT_DRILL, Routing

WARM_UP_REPS = 6
LOADED_FROM = 5
"""Exercises beside the ladder are done with weight from the step on that brings the first free weight."""
SEATED = "seated-hip-hinge"
"""What step 1 is for who cannot kneel."""
WALL_DRILL = "butt-tap"
NEEDS_NOTHING = "ready-position"
KEPT_FROM = 3
"""The steps from here on take turns once the ladder is done; the first two live on as warm-ups."""


@dataclass(frozen=True, slots=True)
class Companions:
    """What goes with a step: a drill before it, and an easier or a related movement after it."""

    warm_up: str
    after: str
    role: Role


COMPANIONS: Mapping[int, Companions] = {
    1: Companions(TILT_DRILL, SEATED, "easier"),
    2: Companions("hero-squat", "doorway-hinge", "related"),
    3: Companions("butt-tap", "ribs-and-back-hinge", "easier"),
    4: Companions("three-point-contact-hinge", "sit-to-stand", "related"),
    5: Companions("ribs-and-back-hinge", "bin-pick-up", "related"),
    6: Companions("three-point-contact-hinge", "weighted-hip-hinge", "easier"),
    7: Companions("butt-tap", "sit-to-stand", "related"),
    8: Companions("doorway-hinge", "ready-position", "related"),
    9: Companions("three-point-contact-hinge", "banded-pull-through", "easier"),
    10: Companions("three-point-contact-hinge", "weighted-hip-hinge", "easier"),
}
_AROUND: tuple[Role, ...] = ("warm-up", "easier", "related")
"""What stands around the main one: one set of each, and the warm-up is short, too."""
_KEEPS_GOING = "Until then this keeps you going."
_WHY: Mapping[Role, str] = {
    "warm-up": "To wake the hips, without weight.",
    "easier": "An easier one to end with.",
    "related": "The same hinge in another place.",
}


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What else decides about a day.

    Attributes:
        kit: what there is at home, None before anybody asked. doses, loads_kg: what was chosen, by exercise id.
        load_locked: the safety questions allow no weight. seated_first: step 1 is done on a chair.
        flare_up: a shorter, easier day. manual: sets have no clock. skipped: steps the user was told not to do.
        routing: what the self-tests change.
        last_done: step -> the day it was last practised.
    """

    kit: frozenset[str] | None = None
    doses: Mapping[str, DoseChoice] = field(default_factory=dict)
    loads_kg: Mapping[str, float] = field(default_factory=dict)
    load_locked: bool = False
    seated_first: bool = False
    flare_up: bool = False
    manual: bool = False
    skipped: frozenset[int] = frozenset()
    routing: Routing = field(default_factory=Routing)
    last_done: Mapping[int, date] = field(default_factory=dict)

    @property
    def empty_handed(self) -> bool:
        """Everything is done without weight."""
        return self.load_locked or self.flare_up


def last_done(history: History) -> dict[int, date]:
    """Step -> the last day on which it was practised, whatever stood in for its own exercise."""
    days: dict[int, date] = {}
    for one in history.sessions:
        step = step_practised(one)
        if step is not None:
            days[step] = max(one.local_day, days.get(step, one.local_day))
    return days


@dataclass(frozen=True, slots=True)
class Day:
    """A day's exercises in order, and what was said about their things.

    Attributes:
        step: the step the session counts for; None where it moves nothing.
        main: the main one of ``tasks``.
        watch: the main step is there to be watched, for want of a thing; then ``tasks`` has an easier one instead.
        kit_sentences: one for each change for want of a thing.
    """

    tasks: tuple[Task, ...]
    step: int | None
    kit_sentences: tuple[str, ...] = ()
    watch: str = ""

    @property
    def main(self) -> Task:
        """The main exercise."""
        return next(task for task in self.tasks if task.role == "main")


def plan_day(curriculum: Curriculum, decision: Decision, now: Circumstances) -> Day:
    """Two to four exercises for the step that the gate advises. Nothing twice."""
    planner = _Planner(curriculum, now)
    step = _kept_step(curriculum, decision, planner) if decision.maintenance else decision.step
    if now.routing.tilt_first:
        planner.add(TILT_DRILL, "main", now.routing.tilt_why)
        planner.add(_of_step(curriculum, 1, now).id, "easier", _WHY["easier"])
        return planner.day(None)
    companions = COMPANIONS[step]
    main, watch, why = _of_step(curriculum, step, now), "", ""
    if not planner.can(main):
        watch, why = main.id, _KEEPS_GOING
        step, main = _nearest_below(curriculum, step, planner)
    elif step != decision.step:
        why = "One of your ten steps, to keep it."
    planner.reserve(main)
    for name, drill_why in _warm_ups(companions, now):
        if planner.add(name, "warm-up", drill_why):
            break
    planner.add(main.id, "main", why)
    if not now.flare_up:  # that day is short, too
        planner.add(companions.after, companions.role, _WHY[companions.role])
        if decision.maintenance:
            planner.add(AFTER_THE_LADDER, "related", "After the ten steps: the same hinge on one leg.")
    return planner.day(step or None, watch)


def _nearest_below(curriculum: Curriculum, step: int, planner: _Planner) -> tuple[int, Exercise]:
    """The highest step below that can be done; 0 and a hinge that needs nothing where there is none."""
    for one in range(step - 1, 0, -1):
        exercise = _of_step(curriculum, one, planner.now)
        if planner.can(exercise):
            return one, exercise
    return 0, curriculum.exercise(NEEDS_NOTHING)


def exercise_of_step(curriculum: Curriculum, step: int, *, seated_first: bool) -> Exercise:
    """The exercise that is practised at a step (1 to 10): the ladder's, or step 1 on the edge of a chair."""
    return curriculum.exercise(SEATED) if step == 1 and seated_first else curriculum.steps[step - 1]


def practice_form(
    exercise: Exercise, step: int, *, opted_in: frozenset[int] = frozenset(), empty_handed: bool = False
) -> Form:
    """How an exercise may be practised by somebody on ``step``: above the gate without weight, or only to be watched.

    A swing or a clean has no unloaded form, so it is to be watched while everything is done ``empty_handed``;
    ``opted_in`` are the optional steps that were chosen.
    """
    own = exercise.step
    if needs_weight(exercise):
        needed = own or LAST_STEP
        return "full" if step >= needed and needed in opted_in and not empty_handed else "watch"
    if own is not None:
        return "full" if own <= step else "unloaded"
    return "full" if step >= LOADED_FROM or not exercise.dose.load_kg else "unloaded"


Form = Literal["full", "unloaded", "watch"]


def needs_weight(exercise: Exercise) -> bool:
    """A bell in flight is what leads the hips: with empty hands nothing of it is left to practise."""
    return exercise.movement.pattern == "ballistic"


def task_alone(exercise: Exercise, role: Role, form: Form, now: Circumstances) -> Task:
    """One exercise by itself, in the form that the gate allows (``full`` or ``unloaded``)."""
    fitting = fit(exercise, now.kit)
    if fitting.exercise_id != exercise.id or not fitting.possible:  # it was asked for, so nothing stands in
        fitting = Fitting(exercise.id)
    task = _task(exercise, fitting, role, "", now)
    return task if form == "full" else replace(task, load_kg=0.0)


def _of_step(curriculum: Curriculum, step: int, now: Circumstances) -> Exercise:
    return exercise_of_step(curriculum, step, seated_first=now.seated_first)


def _warm_ups(companions: Companions, now: Circumstances) -> list[tuple[str, str]]:
    """What the self-tests ask for comes first, then what goes with the step."""
    routed = [(one.exercise_id, one.why) for one in now.routing.warm_ups]
    usual = SEATED if companions.warm_up == "hero-squat" and now.seated_first else companions.warm_up
    return [*routed, (usual, _WHY["warm-up"]), ("doorway-hinge", _WHY["warm-up"])]


def _kept_step(curriculum: Curriculum, decision: Decision, planner: _Planner) -> int:
    """After the ladder the steps that can be done take turns, the one that rested longest first."""
    open_steps = range(KEPT_FROM, decision.step + 1)
    steps = [one for one in open_steps if planner.can(_of_step(curriculum, one, planner.now))] or [decision.step]

    def rested_since(step: int) -> tuple[date, int]:
        return planner.now.last_done.get(step, date.min), -step

    return min(steps, key=rested_since)


class _Planner:
    """Collects the tasks of one day."""

    def __init__(self, curriculum: Curriculum, now: Circumstances) -> None:
        self.now = now
        self._curriculum = curriculum
        self._tasks: list[Task] = []
        self._taken: set[str] = set()
        self._said: list[str] = []

    def reserve(self, exercise: Exercise) -> None:
        """Keep a place for the main one: whatever stands in for something else must not be it."""
        self._taken.add(self._fit(exercise).exercise_id)

    def can(self, exercise: Exercise) -> bool:
        """It can be practised with what there is, and with the weight that is allowed."""
        if exercise.step in self.now.skipped or (needs_weight(exercise) and self.now.empty_handed):
            return False
        return self._fit(exercise).possible

    def add(self, exercise_id: str, role: Role, why: str) -> bool:
        """Put an exercise into the day, unless it cannot be done, was advised against, or is there already."""
        wanted = self._curriculum.exercise(exercise_id)
        fitting = self._fit(wanted)
        if role != "main" and (fitting.exercise_id in self._taken or not self.can(wanted)):
            return False
        self._taken.add(fitting.exercise_id)
        if fitting.sentence:
            self._said.append(fitting.sentence)
        self._tasks.append(_task(self._curriculum.exercise(fitting.exercise_id), fitting, role, why, self.now))
        return True

    def day(self, step: int | None, watch: str = "") -> Day:
        """What was collected."""
        return Day(tuple(self._tasks), step, tuple(dict.fromkeys(self._said)), watch)

    def _fit(self, exercise: Exercise) -> Fitting:
        return fit(exercise, self.now.kit)


def _task(exercise: Exercise, fitting: Fitting, role: Role, why: str, now: Circumstances) -> Task:
    choice = now.doses.get(exercise.id, AS_WRITTEN)
    wall = now.routing.wall_m if exercise.id == WALL_DRILL else None
    load, look = _load(exercise, fitting, role, now), fitting.look
    task = task_of(
        exercise, role, choice, load_kg=load, manual=now.manual, look=look, wall_m=wall, why=why or fitting.sentence
    )
    if role in _AROUND:
        task = replace(task, sets=1, reps=min(task.reps, WARM_UP_REPS) if role == "warm-up" else task.reps)
    return gentler(task) if now.flare_up else task


def _load(exercise: Exercise, fitting: Fitting, role: Role, now: Circumstances) -> float:
    if now.empty_handed or role == "warm-up":
        return 0.0
    load = now.loads_kg.get(exercise.id, exercise.dose.load_kg)
    return load if fitting.most_kg is None else min(load, fitting.most_kg)
