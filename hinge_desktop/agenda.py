"""From the history to the words on Today and on the rail. Reads, decides nothing: the rules live in training."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from PySide6.QtCore import QCoreApplication, QLocale

from hinge_desktop.body.anthropometry import Body
from hinge_desktop.curriculum.exercise import Exercise
from hinge_desktop.curriculum.kit import Fitting, at_home, fit
from hinge_desktop.curriculum.ladder import Curriculum
from hinge_desktop.motions import body_of
from hinge_desktop.settings import Settings
from hinge_desktop.training import day as days
from hinge_desktop.training.day import Circumstances, Day, plan_day
from hinge_desktop.training.gate import Decision, awaiting_next_morning, decide
from hinge_desktop.training.plan import Task
from hinge_desktop.training.progress import week_start
from hinge_desktop.training.records import History, SessionRecord
from hinge_desktop.training.screening import Screening
from hinge_desktop.training.selftest import route
from hinge_desktop.training.tour import TourDay, tour_day
from hinge_desktop.ui.rail import StepRow, StepState
from hinge_desktop.ui.today import TodayState
from hinge_desktop.units import mass_text


@dataclass(frozen=True)
class Agenda:
    """What holds today. What is worked out from it is worked out once.

    Attributes:
        history: everything so far. ``ready``: it has been read.
        screening: what the safety answers allow.
        unfinished: a session that may go on.
        flare_up: the user wished for a flare-up day.
    """

    history: History
    settings: Settings
    screening: Screening
    today: date
    ready: bool
    unfinished: SessionRecord | None
    flare_up: bool
    curriculum: Curriculum

    @cached_property
    def decision(self) -> Decision:
        """What the gate advises."""
        opted_in = frozenset(self.settings.opted_in)
        return decide(self.history, self.today, opted_in=opted_in, limits=self.settings.limits)

    @cached_property
    def circumstances(self) -> Circumstances:
        """What else decides about the day."""
        settings = self.settings
        return Circumstances(
            kit=at_home(settings.kit, settings.kit_told),
            doses=dict(settings.doses),
            loads_kg=dict(settings.loads_kg),
            load_locked=self.screening.load_locked,
            seated_first=self.screening.seated_first,
            flare_up=self.flare_up,
            manual=settings.manual,
            skipped=self.skipped,
            routing=route(self.history.tests, self.today, self.body),
            last_done=days.last_done(self.history),
        )

    @cached_property
    def day(self) -> Day:
        """The exercises of today."""
        return plan_day(self.curriculum, self.decision, self.circumstances)

    @cached_property
    def skipped(self) -> frozenset[int]:
        """Steps the user was told not to do."""
        return days.skipped_steps(self.history, self.today)

    @cached_property
    def tour_day(self) -> TourDay | None:
        """Where the ten-day tour is; None when it is not wanted."""
        return tour_day(self.history.tours, self.today) if self.settings.tour else None

    def fitting(self, exercise: Exercise) -> Fitting:
        """What becomes of an exercise with what there is at home."""
        return fit(exercise, self.circumstances.kit)

    @property
    def body(self) -> Body:
        """The user's body."""
        return body_of(self.settings)

    def load_for(self, exercise: Exercise) -> float:
        """Kilograms to take today; none while load is locked or on a flare-up day."""
        locked = self.screening.load_locked or self.flare_up
        return 0.0 if locked else self.settings.load_for(exercise.id, exercise.dose.load_kg)

    def exercise_of_step(self, step: int) -> Exercise:
        """The exercise that is practised at a step (1 to 10): the ladder's, or step 1 on the edge of a chair."""
        return days.exercise_of_step(self.curriculum, step, seated_first=self.screening.seated_first)

    def step_of(self, exercise: Exercise) -> int | None:
        """The step that practising an exercise counts for; None beside the ladder."""
        return 1 if exercise.id == days.SEATED and self.screening.seated_first else exercise.step


def _tr(text: str) -> str:
    return QCoreApplication.translate("Agenda", text)


def step_rows(agenda: Agenda) -> tuple[StepRow, ...]:
    """The ladder of the rail."""
    decision = agenda.decision
    note = _tr("{good} of {needed} good days").format(good=decision.good_sessions, needed=decision.needed)
    rows = []
    for step in range(1, len(agenda.curriculum.steps) + 1):
        exercise = agenda.exercise_of_step(step)
        state: StepState = "done" if step < decision.step else "current" if step == decision.step else "ahead"
        shows_note = state == "current" and decision.step == decision.from_step and decision.good_sessions > 0
        rows.append(StepRow(step, exercise.id, exercise.name, state, note if shows_note else ""))
    return tuple(rows)


def today_state(agenda: Agenda, main: Task, minutes: int) -> TodayState:
    """The words of Today. ``main`` is what is large on it; ``minutes``: how long the planned session takes."""
    decision, exercise = agenda.decision, main.exercise
    return TodayState(
        exercise_id=exercise.id,
        name=exercise.name,
        summary=exercise.summary,
        eyebrow=_tr("Step {step} of 10").format(step=exercise.step or decision.step),
        dose=dose_text(main, agenda.settings),
        minutes=minutes,
        reason=decision.reason if agenda.ready else _tr("Opening your history…"),
        week=_week_text(agenda),
        days=_days(agenda),
        resume=_resume_text(agenda.unfinished),
        morning=_morning_text(agenda),
        opt_in_step=decision.from_step + 1 if decision.opt_in_needed else 0,
        locked=agenda.screening.advice if agenda.screening.practice_locked else "",
        unloaded=agenda.screening.advice if agenda.ready and agenda.screening.load_locked else "",
        flare_up=agenda.flare_up,
        waiting=not agenda.ready,
        feel=exercise.coaching.feel.partition(". ")[0].rstrip(".") + ".",
        keep=exercise.coaching.keep,
        loads=_other_loads(agenda, exercise),
    )


def dose_text(task: Task, settings: Settings) -> str:
    """Sets, repetitions or seconds, load and tempo in one line."""
    words = _tr("{sets} set of {reps}") if task.sets == 1 else _tr("{sets} sets of {reps}")
    number = task.reps
    if task.hold and task.durations_s:
        number = task.sets * task.reps
        words = _tr("{reps} hold of {seconds} s") if number == 1 else _tr("{reps} holds of {seconds} s")
    seconds = f"{task.durations_s[0]:g}" if task.durations_s else ""
    parts = [words.format(sets=task.sets, reps=number, seconds=seconds)]
    if len(task.sides) > 1:
        parts[0] = _tr("{dose} on each side").format(dose=parts[0])
    if task.exercise.dose.load_kg:
        parts.append(mass_text(task.load_kg, settings.units) if task.load_kg else _tr("no weight"))
    if task.manual:
        parts.append(_tr("at your own pace"))
    elif task.durations_s and not task.hold:
        parts.append(_tr("tempo {tempo}").format(tempo="-".join(f"{one:g}" for one in task.durations_s)))
    return "  ·  ".join(parts)


def _other_loads(agenda: Agenda, exercise: Exercise) -> tuple[tuple[str, float], ...]:
    """The next lighter and the next heavier bell, where weight is allowed and there is one."""
    if not exercise.dose.loads_kg or agenda.screening.load_locked or agenda.flare_up:
        return ()
    now, loads = agenda.load_for(exercise), (0.0, *sorted(exercise.dose.loads_kg))
    lighter, heavier = [load for load in loads if load < now], [load for load in loads if load > now]
    others = []
    if lighter:
        name = mass_text(lighter[-1], agenda.settings.units) if lighter[-1] else _tr("no weight")
        others.append((_tr("Lighter: {load}").format(load=name), lighter[-1]))
    if heavier:
        others.append((_tr("Heavier: {load}").format(load=mass_text(heavier[0], agenda.settings.units)), heavier[0]))
    return tuple(others)


def _first_day(agenda: Agenda) -> date:
    return week_start(agenda.today, QLocale().firstDayOfWeek().value - 1)


def _days(agenda: Agenda) -> tuple[tuple[str, bool], ...]:
    first, names = _first_day(agenda), QLocale()
    practised = {session.local_day for session in agenda.history.sessions if session.done_reps}
    week = [first + timedelta(days=index) for index in range(7)]
    return tuple(
        (names.standaloneDayName(day.isoweekday(), QLocale.FormatType.ShortFormat), day in practised) for day in week
    )


def _week_text(agenda: Agenda) -> str:
    first = _first_day(agenda)
    done = [session for session in agenda.history.sessions if session.local_day >= first and session.done_reps]
    if not done:
        return _tr("Nothing practised yet this week. Rest days are part of it.")
    reps = sum(session.done_reps for session in done)
    days = len({session.local_day for session in done})
    said = _tr("This week: practised on {days} day, {reps} repetitions.")
    if days > 1:
        said = _tr("This week: practised on {days} days, {reps} repetitions.")
    return said.format(days=days, reps=reps)


def _resume_text(session: SessionRecord | None) -> str:
    if session is None:
        return ""
    words = _tr("Your last session stopped in set {set} of {sets}, after {reps} repetitions in all. All of it is kept.")
    return words.format(set=max(1, len(session.sets)), sets=session.planned_sets, reps=session.done_reps)


def _morning_text(agenda: Agenda) -> str:
    session = awaiting_next_morning(agenda.history, agenda.today)
    if session is None or session.local_day < agenda.today - timedelta(days=7):
        return ""
    day = QLocale().standaloneDayName(session.local_day.isoweekday(), QLocale.FormatType.LongFormat)
    return _tr("How was your back the morning after {day}'s session, 0 to 10?").format(day=day)
