"""From what holds today to the words on Today and on the rail."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QCoreApplication, QLocale

from hinge_desktop.agenda import Agenda
from hinge_desktop.curriculum.exercise import Exercise
from hinge_desktop.settings import Settings
from hinge_desktop.training.events import Role
from hinge_desktop.training.gate import awaiting_next_morning
from hinge_desktop.training.moments import MOMENTS, tally
from hinge_desktop.training.plan import Task
from hinge_desktop.training.progress import week_start
from hinge_desktop.training.records import SessionRecord
from hinge_desktop.ui.library_setup import look_name
from hinge_desktop.ui.rail import StepRow, StepState
from hinge_desktop.ui.selftest_words import due_text
from hinge_desktop.ui.today_state import TodayExercise, TodayState, TourState
from hinge_desktop.units import mass_text


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
    decision, exercise, settings = agenda.decision, main.exercise, agenda.settings
    day = agenda.day
    return TodayState(
        exercise_id=exercise.id,
        name=exercise.name,
        summary=exercise.summary,
        eyebrow=_eyebrow(agenda, exercise),
        dose=dose_text(main, settings),
        minutes=minutes,
        reason=_reason(agenda, main) if agenda.ready else _tr("Opening your history…"),
        week=_week_text(agenda),
        days=_days(agenda),
        resume=_resume_text(agenda.unfinished),
        morning=_morning_text(agenda),
        opt_in_step=(decision.next_step or 0) if decision.opt_in_needed else 0,
        locked=agenda.screening.advice if agenda.screening.practice_locked else "",
        unloaded=agenda.screening.advice if agenda.ready and agenda.screening.load_locked else "",
        flare_up=agenda.flare_up,
        waiting=not agenda.ready,
        feel=exercise.coaching.feel.partition(". ")[0].rstrip(".") + ".",
        keep=exercise.coaching.keep,
        loads=_other_loads(agenda, main),
        exercises=tuple(_line(task, settings) for task in day.tasks) if agenda.ready else (),
        easier_step=_easier_step(agenda),
        tour=_tour_state(agenda) if agenda.ready else None,
        tests_due=_tests_due(agenda) if agenda.ready else "",
        moments=_moments_text(agenda),
        moment_kinds=tuple((one.kind, one.name) for one in MOMENTS) if settings.moments else (),
        kit_sentence=" ".join(day.kit_sentences),
        maintenance=_tr("You have come as far as you wish to go: now it is about keeping it.")
        if decision.maintenance and agenda.ready
        else "",
    )


def _eyebrow(agenda: Agenda, exercise: Exercise) -> str:
    step = agenda.step_of(exercise) or agenda.day.step
    return _tr("Step {step} of 10").format(step=step) if step else _tr("Before the ten steps")


def _reason(agenda: Agenda, main: Task) -> str:
    watch = agenda.day.watch
    if watch:
        name = agenda.curriculum.exercise(watch).name
        return _tr("{name} is here to watch for now. {why}").format(name=name, why=agenda.decision.reason)
    return main.why if main.why and main.role == "main" and agenda.day.step is None else agenda.decision.reason


def _line(task: Task, settings: Settings) -> TodayExercise:
    """One line of the plan."""
    return TodayExercise(
        exercise_id=task.exercise.id,
        name=task.exercise.name,
        role=role_name(task.role),
        dose=dose_text(task, settings),
        held=_tr("with: {thing}").format(thing=look_name(task.shown_look)) if task.shown_look else "",
        side=_tr("right, then left") if len(task.sides) > 1 else "",
        why=task.why,
        note=task.note,
    )


def role_name(role: Role) -> str:
    """What an exercise is there for, in the words of the window."""
    return {
        "warm-up": _tr("Warm-up"),
        "main": _tr("Main step"),
        "easier": _tr("Easier"),
        "related": _tr("Related"),
        "tour": _tr("Tour"),
        "test": _tr("Self-test"),
    }[role]


def _easier_step(agenda: Agenda) -> tuple[str, ...]:
    step = agenda.easier_step
    if step is None:
        return ()
    exercise = agenda.exercise_of_step(step)
    return exercise.id, exercise.name


def _tour_state(agenda: Agenda) -> TourState | None:
    day = agenda.tour_day
    if day is None:
        return None
    exercise = agenda.exercise_of_step(day.number)
    form = agenda.form_of(exercise)
    return TourState(
        day.number, exercise.id, exercise.name, exercise.summary, form == "watch", day.seen, full=form == "full"
    )


def _tests_due(agenda: Agenda) -> str:
    if agenda.screening.practice_locked:
        return ""
    return due_text(agenda.history.tests, agenda.today, agenda.curriculum.exercises, agenda.settings.get_ready_s)


def _moments_text(agenda: Agenda) -> str:
    if not agenda.settings.moments:
        return ""
    counted = tally(agenda.history.moments, agenda.today)
    return _tr("Hinge moments today: {count}").format(count=counted.today)


def dose_text(task: Task, settings: Settings) -> str:
    """Sets, repetitions or seconds, load, and how long a repetition takes with its tempo, in one line."""
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
        tempo = "-".join(f"{one:g}" for one in task.durations_s)
        parts.append(_tr("{seconds} s each ({tempo})").format(seconds=f"{sum(task.durations_s):g}", tempo=tempo))
    return "  ·  ".join(parts)


def _other_loads(agenda: Agenda, main: Task) -> tuple[tuple[str, float], ...]:
    """The next lighter and the next heavier bell, where weight is allowed and there is one."""
    dose = main.exercise.dose
    if not dose.loads_kg or agenda.circumstances.empty_handed:
        return ()
    now, loads = main.load_kg, (0.0, *sorted(dose.loads_kg))
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
    session = awaiting_next_morning(agenda.history, agenda.today, agenda.settings.limits)
    if session is None or session.local_day < agenda.today - timedelta(days=7):
        return ""
    day = QLocale().standaloneDayName(session.local_day.isoweekday(), QLocale.FormatType.LongFormat)
    return _tr("How was your back the morning after {day}'s session, 0 to 10?").format(day=day)
