"""From the history to the words on Today and on the rail. Reads, decides nothing: the rules live in training."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QCoreApplication, QLocale

from hinge_desktop.curriculum.exercise import Exercise
from hinge_desktop.curriculum.ladder import Curriculum
from hinge_desktop.settings import Settings
from hinge_desktop.training.gate import Decision, awaiting_next_morning, decide
from hinge_desktop.training.plan import FLARE_UP_SETS, halved
from hinge_desktop.training.progress import week_start
from hinge_desktop.training.records import History, SessionRecord
from hinge_desktop.training.screening import Screening
from hinge_desktop.ui.rail import StepRow, StepState
from hinge_desktop.ui.today import TodayState
from hinge_desktop.units import mass_text


@dataclass(frozen=True, slots=True)
class Agenda:
    """What holds today.

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
    ready: bool = True
    unfinished: SessionRecord | None = None
    flare_up: bool = False

    @property
    def decision(self) -> Decision:
        """What the gate advises."""
        return decide(self.history, self.today, opted_in=frozenset(self.settings.opted_in))

    def load_for(self, exercise: Exercise) -> float:
        """Kilograms to take today; none while load is locked or on a flare-up day."""
        locked = self.screening.load_locked or self.flare_up
        return 0.0 if locked else self.settings.load_for(exercise.id, exercise.dose.load_kg)


SEATED = "seated-hip-hinge"
"""What step 1 is for who cannot kneel."""


def exercise_of_step(agenda: Agenda, curriculum: Curriculum, step: int) -> Exercise:
    """The exercise that is practised at a step (1 to 10): the ladder's, or step 1 on the edge of a chair."""
    return curriculum.exercise(SEATED) if step == 1 and agenda.screening.seated_first else curriculum.steps[step - 1]


def step_of(agenda: Agenda, exercise: Exercise) -> int | None:
    """The step that practising an exercise counts for; None beside the ladder."""
    return 1 if exercise.id == SEATED and agenda.screening.seated_first else exercise.step


def _tr(text: str) -> str:
    return QCoreApplication.translate("Agenda", text)


def step_rows(agenda: Agenda, curriculum: Curriculum) -> tuple[StepRow, ...]:
    """The ladder of the rail."""
    decision = agenda.decision
    note = _tr("{good} of {needed} good days").format(good=decision.good_sessions, needed=decision.needed)
    rows = []
    for step in range(1, len(curriculum.steps) + 1):
        exercise = exercise_of_step(agenda, curriculum, step)
        state: StepState = "done" if step < decision.step else "current" if step == decision.step else "ahead"
        shows_note = state == "current" and decision.step == decision.from_step and decision.good_sessions > 0
        rows.append(StepRow(step, exercise.id, exercise.name, state, note if shows_note else ""))
    return tuple(rows)


def today_state(agenda: Agenda, exercise: Exercise, minutes: int) -> TodayState:
    """The words of Today. ``minutes``: how long the planned session takes."""
    decision = agenda.decision
    days = _days(agenda)
    return TodayState(
        exercise_id=exercise.id,
        name=exercise.name,
        summary=exercise.summary,
        eyebrow=_tr("Step {step} of 10").format(step=exercise.step or decision.step),
        dose=dose_text(agenda, exercise),
        minutes=minutes,
        reason=decision.reason if agenda.ready else _tr("Opening your history…"),
        week=_week_text(agenda),
        days=days,
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


def dose_text(agenda: Agenda, exercise: Exercise) -> str:
    """Sets, repetitions, load and tempo in one line."""
    dose, load = exercise.dose, agenda.load_for(exercise)
    sets, reps = (min(dose.sets, FLARE_UP_SETS), halved(dose.reps)) if agenda.flare_up else (dose.sets, dose.reps)
    parts = [_tr("{sets} sets of {reps}").format(sets=sets, reps=reps)]
    if dose.load_kg:
        parts.append(mass_text(load, agenda.settings.units) if load else _tr("no weight"))
    if dose.tempo is not None:
        parts.append(_tr("tempo {tempo}").format(tempo=dose.tempo))
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
    days = [first + timedelta(days=index) for index in range(7)]
    return tuple(
        (names.standaloneDayName(day.isoweekday(), QLocale.FormatType.ShortFormat), day in practised) for day in days
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
