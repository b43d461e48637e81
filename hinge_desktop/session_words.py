"""A session and the words around it, for its editor; and what a change of it would do to the advice."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication

from hinge_desktop.agenda import Agenda
from hinge_desktop.training.gate import Decision
from hinge_desktop.training.records import SessionRecord, SetRecord
from hinge_desktop.ui.day_names import day_text
from hinge_desktop.ui.session_editor import EditableSession


def _tr(text: str) -> str:
    return QCoreApplication.translate("Editing", text)


def editable(agenda: Agenda, session: SessionRecord) -> EditableSession:
    """The session, what was practised in it, and what to call its sets."""
    title = _exercise_name(agenda, session.main_exercise_id)
    if session.step is not None:
        title = _tr("Step {step}, {exercise}").format(step=session.step, exercise=title)
    title = _tr("{exercise}, {day}").format(exercise=title, day=day_text(session.local_day))
    names = tuple(_set_name(agenda, number, one) for number, one in enumerate(session.sets, start=1))
    return EditableSession(session, title, names, agenda.today, agenda.settings.units)


def decision_with(agenda: Agenda, record: SessionRecord) -> Decision:
    """What the gate would advise if that session were as given."""
    sessions = tuple(record if one.uuid == record.uuid else one for one in agenda.history.sessions)
    return replace(agenda, history=replace(agenda.history, sessions=sessions)).decision


def effect(now: Decision, then: Decision) -> str:
    """What would follow from a change: the advice as it is, and as it would be."""
    if (now.step, now.reason) == (then.step, then.reason):
        return _tr("What Hinge advises stays the same.")
    if now.step == then.step:
        return _tr("Hinge still advises step {step}. {reason}").format(step=then.step, reason=then.reason)
    words = _tr("With this, Hinge advises step {then} instead of step {now}. {reason}")
    return words.format(then=then.step, now=now.step, reason=then.reason)


def new_advice(before: Decision | None, now: Decision) -> tuple[str, ...]:
    """One sentence when another step is advised than before, else none."""
    if before is None or before.step == now.step:
        return ()
    words = _tr("Hinge now advises step {now} instead of step {then}.")
    return (words.format(now=now.step, then=before.step),)


def _set_name(agenda: Agenda, number: int, one: SetRecord) -> str:
    words = _tr("Set {number}, {exercise}").format(number=number, exercise=_exercise_name(agenda, one.exercise_id))
    side = {"left": _tr("left"), "right": _tr("right")}.get(one.side, "")
    return f"{words}, {side}" if side else words


def _exercise_name(agenda: Agenda, exercise_id: str) -> str:
    """Its name; of one's own exercise that is not there any more, its id."""
    found = agenda.curriculum.exercises.get(exercise_id)
    return exercise_id if found is None else found.name
