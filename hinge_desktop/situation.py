"""What holds now: the settings, the history as far as it is known, the exercises, and what was wished for today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from hinge_desktop import assets
from hinge_desktop import settings as settings_file
from hinge_desktop.agenda import Agenda
from hinge_desktop.body.motion import Motion, PhaseSpan
from hinge_desktop.clocks import Clocks
from hinge_desktop.curriculum.exercise import Exercise
from hinge_desktop.curriculum.kit import Fitting
from hinge_desktop.curriculum.ladder import Curriculum, build_curriculum
from hinge_desktop.errors import HingeError
from hinge_desktop.motions import Motions, Wish
from hinge_desktop.own_exercises import read_own_texts
from hinge_desktop.settings import Settings
from hinge_desktop.training.events import PlannedSet, SessionPlan, Side
from hinge_desktop.training.plan import Task, plan_session
from hinge_desktop.training.records import Ending, History, ScreeningRecord, SessionRecord
from hinge_desktop.training.screening import UNANSWERED, in_force


class Situation(QObject):
    """The one place that knows; pages are shown what it says, and controllers change it.

    Attributes:
        settings, history, curriculum, motions: as they are now.
        ready: the history has been read, or cannot be.
        unfinished: a session that may go on. flare_up: today is to be shorter and easier.
        own_notices: what is to be said of the user's own exercise files.

    Signals:
        changed(): something on the pages may be different now.
        day_changed(): another day has begun.
        settings_changed(Settings): the settings as they were before.
        refused(str): one sentence: the settings could not be kept.
    """

    changed = Signal()
    day_changed = Signal()
    settings_changed = Signal(object)
    refused = Signal(str)

    def __init__(self, settings: Settings, settings_path: Path, clocks: Clocks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.settings, self.clocks = settings, clocks
        self.own_notices: tuple[str, ...] = ()
        self.curriculum = self._read_curriculum()
        self.motions = Motions(settings)
        self.history = History()
        self.ready = False
        self.unfinished: SessionRecord | None = None
        self.flare_up = False
        self._path = settings_path
        self._answered: tuple[ScreeningRecord, ...] = ()
        self._answered_now = False
        self._day = clocks.today()
        self._agenda: Agenda | None = None

    @property
    def agenda(self) -> Agenda:
        """Everything that a day is made of; worked out once for each change and day."""
        day = self.clocks.today()
        if self._agenda is None or self._agenda.today != day:
            self._agenda = self._work_out()
        return self._agenda

    def _work_out(self) -> Agenda:
        day = self.clocks.today()
        history = replace(self.history, screenings=self.history.screenings + self._answered)
        screening = in_force(history, day, self.settings.limits) if self.ready or self._answered else UNANSWERED
        return Agenda(
            history, self.settings, screening, day, self.ready, self.unfinished, self.flare_up, self.curriculum
        )

    @property
    def may_start(self) -> bool:
        """A session can be started."""
        return self.ready and not self.agenda.screening.practice_locked

    @property
    def answered_now(self) -> bool:
        """The safety questions were answered since the start."""
        return self._answered_now

    # -- what changes it ------------------------------------------------------------------------

    @Slot()
    def look_at_day(self) -> None:
        """Another day may have begun: what was wished for the day before is over, and everything is shown anew."""
        day = self.clocks.today()
        if day != self._day:
            self._day, self.flare_up = day, False
            self.touch()
            self.day_changed.emit()

    def touch(self) -> None:
        """Something changed: work it out anew, and say so."""
        self._agenda = None
        self.changed.emit()

    def set_history(self, history: History) -> None:
        """The history has changed. A session that is over or not there any more cannot go on; another goes on as it
        is now.
        """
        self.history = history
        kept = {record.answered_utc for record in history.screenings}
        self._answered = tuple(one for one in self._answered if one.answered_utc not in kept)
        if (was := self.unfinished) is not None:
            now = (one for one in history.sessions if one.uuid == was.uuid and one.ending is Ending.OPEN)
            self.unfinished = next((replace(one, plan=was.plan) for one in now), None)
        self.touch()

    def set_ready(self) -> None:
        """The history has been read."""
        self.ready = True
        self.touch()

    def set_unfinished(self, session: SessionRecord | None) -> None:
        """A session may go on, or not any more."""
        self.unfinished = session
        self.touch()

    @Slot(bool)
    def set_flare_up(self, wished: bool) -> None:
        """Today is to be shorter and easier, or not."""
        self.flare_up = wished
        self.touch()

    def add_screening(self, record: ScreeningRecord) -> None:
        """The safety questions were answered; it holds before the disk has it, and from then on as the disk has it."""
        self._answered, self._answered_now = (*self._answered, record), True
        self.touch()

    @Slot(object)
    def change(self, settings: Settings) -> None:
        """Other settings: they hold at once and are kept."""
        before, self.settings = self.settings, settings
        if settings.own_exercises != before.own_exercises:
            self.curriculum = self._read_curriculum()
            self.motions.forget()
        self.motions.show_settings(settings)
        self._agenda = None
        self.settings_changed.emit(before)
        self.changed.emit()
        try:
            settings_file.save(settings, self._path)
        except HingeError as error:
            self.refused.emit(str(error))

    @Slot()
    def toggle_voice(self) -> None:
        """The voice on or off."""
        self.change(replace(self.settings, voice=not self.settings.voice))

    @Slot()
    def toggle_sound(self) -> None:
        """Everything that can be heard on or off."""
        self.change(replace(self.settings, sound=not self.settings.sound))

    def _read_curriculum(self) -> Curriculum:
        folder = self.settings.own_exercises
        own, self.own_notices = read_own_texts(Path(folder).expanduser()) if folder else ({}, ())
        return build_curriculum(assets.exercise_texts(), own)

    # -- plans and their motions ----------------------------------------------------------------

    def plan(self, tasks: Sequence[Task], step: int | None) -> SessionPlan:
        """The sets of these tasks, timed by the motions of this body."""
        return plan_session(tasks, self._phases_of, step=step, get_ready_s=self.settings.get_ready_s)

    def motion_of(self, planned: PlannedSet) -> Motion:
        """The motion of a planned set as it will be shown."""
        return self.drift_of(planned, "")

    def drift_of(self, planned: PlannedSet, fault: str) -> Motion:
        """The same as it drifts. Raises OptionError for a drift that does not belong to the exercise."""
        durations = None if planned.ballistic else tuple(seconds for _, seconds in planned.phases)
        wish = Wish(planned.side or "right", planned.wall_m, look=planned.look, durations_s=durations, fault=fault)
        return self.motions.motion(self.exercise(planned.exercise_id), planned.load_kg, wish)

    def motion_of_task(self, task: Task, side: Side = "") -> Motion:
        """The motion of a task as it will be shown."""
        wish = Wish(side or task.sides[0] or "right", task.wall_m, look=task.shown_look, durations_s=task.durations_s)
        return self.motions.motion(task.exercise, task.load_kg, wish)

    def motion_of_fitting(self, fitting: Fitting) -> Motion:
        """The motion of an exercise with what there is at home."""
        exercise = self.exercise(fitting.exercise_id)
        load = exercise.dose.load_kg if fitting.most_kg is None else min(exercise.dose.load_kg, fitting.most_kg)
        return self.motions.motion(exercise, load, Wish(look=fitting.look if load or not exercise.dose.load_kg else ""))

    def _phases_of(self, task: Task, side: Side) -> Sequence[PhaseSpan]:
        return self.motion_of_task(task, side).phases

    def exercise(self, exercise_id: str) -> Exercise:
        """The exercise with this id. Raises OptionError that names the ids there are."""
        return self.curriculum.exercise(exercise_id)
