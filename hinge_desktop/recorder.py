"""Writes down what the coach tells: sessions, sets and repetitions, each as it happens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from PySide6.QtCore import QObject, Slot

from hinge_desktop.coach import Coach
from hinge_desktop.training.events import BlockKind, BlockStarted, RepCompleted, SessionPlan, SetCompleted
from hinge_desktop.training.plan_text import write_plan
from hinge_desktop.training.records import Answers, Ending, SessionStart, SetStart


class Notebook(Protocol):
    """What is written to: the history's keeper, or a list in a test."""

    def begin_session(self, start: SessionStart) -> None: ...
    def begin_set(self, uuid: str, start: SetStart, started_utc: datetime) -> None: ...
    def add_rep(self, uuid: str, position: int, number: int, duration_s: float, at_utc: datetime) -> None: ...
    def finish_set(self, uuid: str, position: int, duration_s: float) -> None: ...
    def finish_session(self, uuid: str, ending: Ending, answers: Answers, ended_utc: datetime) -> None: ...
    def note_answers(self, uuid: str, answers: Answers) -> None: ...
    def update_answers(self, uuid: str, answers: Answers) -> None: ...
    def change_plan(self, uuid: str, plan: str, planned_sets: int) -> None: ...


class Recorder(QObject):
    """Between the coach and the history; views never write.

    Attributes:
        uuid: the session being written, or the one written last; empty before the first.
        answers: what the user has said of it so far.
    """

    def __init__(
        self, coach: Coach, notebook: Notebook, utc_now: Callable[[], datetime], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._notebook, self._utc_now = notebook, utc_now
        self._coach = coach
        self.uuid = ""
        self.answers = Answers()
        self._open = False
        coach.block_started.connect(self._block_started)
        coach.rep_completed.connect(self._rep_completed)
        coach.set_completed.connect(self._set_completed)
        coach.session_completed.connect(self._session_completed)
        coach.session_stopped.connect(self._session_stopped)

    def begin(self, start: SessionStart) -> None:
        """A new session; call it before the coach starts."""
        self.uuid, self.answers, self._open = start.uuid, Answers(pain_before=start.pain_before), True
        self._notebook.begin_session(start)

    def go_on(self, uuid: str, answers: Answers) -> None:
        """The rest of a session that was interrupted, or is made easier."""
        self.uuid, self.answers, self._open = uuid, answers, True

    def replan(self, plan: SessionPlan) -> None:
        """What is left is done by another plan, also after an interruption."""
        self._notebook.change_plan(self.uuid, write_plan(plan), len(plan.sets))

    def tell(self, answers: Answers) -> None:
        """The user said something of the session; what was said before the session stays."""
        known = self.answers.pain_before
        before = known if answers.pain_before is None else answers.pain_before
        self.answers = replace(answers, pain_before=before)
        keep = self._notebook.note_answers if self._open else self._notebook.update_answers
        keep(self.uuid, self.answers)

    def close(self, ending: Ending) -> None:
        """The session ends here."""
        if self._open:
            self._open = False
            self._notebook.finish_session(self.uuid, ending, self.answers, self._utc_now())

    def _planned(self, index: int) -> SetStart:
        plan: SessionPlan | None = self._coach.plan
        assert plan is not None, "a set began without a plan"
        one = plan.sets[index]
        return SetStart(index, one.exercise_id, one.reps, one.load_kg, one.tempo_text, one.role, one.side, one.look)

    @Slot(object)
    def _block_started(self, event: BlockStarted) -> None:
        if event.kind is BlockKind.WORK and self._open:
            self._notebook.begin_set(self.uuid, self._planned(event.set_index), self._utc_now())

    @Slot(object)
    def _rep_completed(self, event: RepCompleted) -> None:
        if self._open:
            self._notebook.add_rep(self.uuid, event.set_index, event.rep, event.duration_s, self._utc_now())

    @Slot(object)
    def _set_completed(self, event: SetCompleted) -> None:
        if self._open:
            self._notebook.finish_set(self.uuid, event.set_index, event.duration_s)

    @Slot()
    def _session_completed(self) -> None:
        self.close(Ending.DONE)

    @Slot(str)
    def _session_stopped(self, why: str) -> None:
        if why == "left":
            self.close(Ending.LEFT)
