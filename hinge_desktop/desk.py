"""What is started from Today and from the Library, and the way through a practice from page to page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal, Slot

from hinge_desktop.curriculum.exercise import Exercise
from hinge_desktop.curriculum.kit import Fitting
from hinge_desktop.errors import OptionError
from hinge_desktop.practice import Practice, position_of
from hinge_desktop.situation import Situation
from hinge_desktop.training.day import task_alone
from hinge_desktop.training.dose import DoseChoice
from hinge_desktop.training.events import Role, SessionPlan
from hinge_desktop.training.plan import Task, put_down, task_of
from hinge_desktop.training.plan_text import read_plan
from hinge_desktop.training.records import SessionRecord

FIRST_HINGE_S = 60.0
"""The first hinge of the first run takes about a minute."""


class Desk(QObject):
    """Starts practice in every form there is, as far as the safety answers and the gate allow.

    Signals:
        told(str): one sentence for the window.
    """

    told = Signal(str)

    def __init__(self, situation: Situation, practice: Practice, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._situation, self._practice = situation, practice

    @Slot(object)
    def start_today(self, pain: int | None) -> None:
        """The day's exercises; ``pain`` is the pain now, None when it was left open."""
        if self._may_start:
            self._start(self._situation.agenda.day.tasks, self._situation.agenda.day.step, pain)

    @Slot(str)
    def practise(self, exercise_id: str) -> None:
        """One exercise alone, in the form that one's gate allows."""
        self._practise(exercise_id, "main")

    @Slot(str)
    def practise_on_tour(self, exercise_id: str) -> None:
        """A day of the tour: above one's gate without weight."""
        self._practise(exercise_id, "tour")

    def first_hinge(self, fitting: Fitting, pain: int | None) -> None:
        """The guided minute of the first run, without weight."""
        if self._may_start:
            exercise = self._situation.exercise(fitting.exercise_id)
            reps = max(1, round(FIRST_HINGE_S / exercise.movement.duration_s))
            choice = DoseChoice(sets=1, reps=reps)
            self._start([task_of(exercise, "tour", choice, load_kg=0.0, look=fitting.look)], None, pain)

    @Slot()
    def go_on(self) -> None:
        """Take the interrupted session up again."""
        session = self._situation.unfinished
        if session is None or self._practice.active:
            return
        if not self._situation.may_start:
            self.told.emit(self._situation.agenda.screening.advice)
            return
        try:
            plan = self._rest_of(session)
        except OptionError as error:
            self.told.emit(self.tr("{reason} All that was done is kept.").format(reason=error))
            self._situation.set_unfinished(None)
            return
        self._situation.set_unfinished(None)
        self._practice.go_on(plan, session)

    @Slot()
    def leave_it(self) -> None:
        """The interrupted session stays as it is."""
        self._situation.set_unfinished(None)

    # -- how ------------------------------------------------------------------------------------

    @property
    def _may_start(self) -> bool:
        return self._situation.may_start and not self._practice.active

    def _practise(self, exercise_id: str, role: Role) -> None:
        agenda = self._situation.agenda
        exercise = self._situation.exercise(exercise_id)
        form = agenda.form_of(exercise)
        if not self._may_start or form == "watch":
            return
        step = agenda.step_of(exercise) if role == "main" else None
        self._start([task_alone(exercise, role, form, agenda.circumstances)], step, None, ask_before=role == "main")

    def _start(self, tasks: Sequence[Task], step: int | None, pain: int | None, *, ask_before: bool = False) -> None:
        plan = self._situation.plan(tasks, step)
        self._situation.set_unfinished(None)
        self._practice.start(plan, pain, flare_up_day=self._situation.flare_up, ask_before=ask_before)

    def _rest_of(self, session: SessionRecord) -> SessionPlan:
        """The plan as far as it may and can be done now. Raises OptionError where it cannot."""
        plan = self._plan_of(session)
        if self._situation.agenda.circumstances.empty_handed:
            plan = put_down(plan, position_of(session)[0])
        for one in plan.sets:
            self._situation.motion_of(one)  # an exercise may have been changed since
        return plan

    def _plan_of(self, session: SessionRecord) -> SessionPlan:
        """The plan as it was written; from before plans were kept, the exercise at its own dose."""
        if session.plan:
            return read_plan(session.plan, self._exercise)
        last = session.sets[-1] if session.sets else None
        choice = DoseChoice(sets=session.planned_sets, reps=last.planned_reps if last else None)
        task = task_of(self._exercise(session.main_exercise_id), choice=choice, load_kg=last.load_kg if last else 0.0)
        return self._situation.plan([task], session.step)

    def _exercise(self, exercise_id: str) -> Exercise:
        if exercise_id not in self._situation.curriculum.exercises:
            words = self.tr("{name} is not among your exercises now, so that session cannot go on.")
            raise OptionError(words.format(name=exercise_id))
        return self._situation.exercise(exercise_id)
