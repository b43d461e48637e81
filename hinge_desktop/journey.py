"""The way from page to page: what is opened when, and what each page is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, Qt, Signal, Slot

from hinge_desktop.curriculum.ladder import LADDER
from hinge_desktop.curriculum.sources import FACTS
from hinge_desktop.demonstration import Demonstration
from hinge_desktop.practice import Practice
from hinge_desktop.safety import Safety
from hinge_desktop.situation import Situation
from hinge_desktop.today_words import step_rows, today_state
from hinge_desktop.training.day import SEATED
from hinge_desktop.training.events import SessionPlan
from hinge_desktop.training.plan import Task, task_of
from hinge_desktop.training.records import History, SessionRecord
from hinge_desktop.ui.dose import DoseDialog
from hinge_desktop.ui.finish import FinishPage
from hinge_desktop.ui.follow import FollowPage
from hinge_desktop.ui.library import LibraryPage
from hinge_desktop.ui.library_shelf import Shelf
from hinge_desktop.ui.settings_page import SettingsPage
from hinge_desktop.ui.today import TodayPage
from hinge_desktop.ui.window import MainWindow
from hinge_desktop.units import mass_text

if TYPE_CHECKING:
    from hinge_desktop.ui.progress import ProgressPage

_IN_PRACTICE = ("follow", "finish")
"""The pages of a practice that is not over before its finish card is."""


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages the journey leads through. Those with a controller of their own are opened by name."""

    today: TodayPage
    follow: FollowPage
    finish: FinishPage
    library: LibraryPage
    settings: SettingsPage


class Journey(QObject):
    """Shows what holds now on every page, and opens them in their order.

    Attributes:
        progress: the page of charts once it was opened.

    Signals:
        dose_changed(str, DoseChoice), load_changed(str, float), skip_changed(int, bool): what was chosen of how much.
        session_edit_requested(str), session_delete_requested(str), report_requested(): wishes of the page of charts.
    """

    dose_changed = Signal(str, object)
    load_changed = Signal(str, float)
    skip_changed = Signal(int, bool)
    session_edit_requested = Signal(str)
    session_delete_requested = Signal(str)
    report_requested = Signal()

    def __init__(
        self,
        window: MainWindow,
        pages: Pages,
        situation: Situation,
        safety: Safety,
        demonstration: Demonstration,
        memory: QSettings,
        parent: QObject | None = None,
    ) -> None:
        """``memory`` keeps for the next start what was shown last."""
        super().__init__(parent)
        self._window, self._pages, self._situation = window, pages, situation
        self._safety, self._demonstration, self._memory = safety, demonstration, memory
        self.progress: ProgressPage | None = None
        situation.changed.connect(self.refresh)
        situation.day_changed.connect(self.day_changed)
        window.page_opened.connect(self._page_opened)
        window.step_chosen.connect(self.look_at)

    def follow_practice(self, practice: Practice) -> None:
        """Go with a practice from page to page."""
        practice.begun.connect(self._practice_begun)
        practice.ended.connect(self._practice_ended)
        practice.closed.connect(self._practice_closed)
        for broken_off in (practice.test_finished, practice.test_interrupted):
            broken_off.connect(self._test_over)

    # -- showing --------------------------------------------------------------------------------

    @Slot()
    def refresh(self) -> None:
        """Show what holds now on every page."""
        situation, pages = self._situation, self._pages
        agenda = situation.agenda
        day = agenda.day
        main, tasks = day.main, day.tasks
        if not situation.ready:  # what was shown last, until the history says what is next
            shown = str(self._memory.value("exercise"))
            exercise = situation.exercise(shown if shown in (*LADDER, SEATED) else LADDER[0])
            main = task_of(exercise, load_kg=agenda.load_for(exercise))
            tasks = (main,)
        plan = situation.plan(tasks, day.step)
        pages.today.show_today(today_state(agenda, main, _minutes(plan)))
        chosen = next((task for task in tasks if task.exercise.id == pages.today.chosen_id), main)
        self._show_figure(chosen)
        self._window.show_steps(step_rows(agenda))
        self._demonstration.advise(agenda)
        if self.progress is not None:
            settings = agenda.settings
            self.progress.show_history(agenda.history, settings.limits, today=agenda.today, units=settings.units)
        if situation.ready:
            self._memory.setValue("exercise", main.exercise.id)
        if self._window.page == "finish":
            self._show_decision()

    @Slot(str)
    def show_task(self, exercise_id: str) -> None:
        """Let Today's figure do another exercise of the plan."""
        for task in self._situation.agenda.day.tasks:
            if task.exercise.id == exercise_id:
                self._show_figure(task)

    def _show_figure(self, task: Task) -> None:
        situation, today = self._situation, self._pages.today
        motion = situation.motion_of_task(task)
        if today.stage.motion is not motion:
            load = mass_text(task.load_kg, situation.settings.units) if task.load_kg else ""
            today.show_motion(motion, task.exercise.name, load)

    def show_shelf(self) -> None:
        """The exercises there are, in the Library; what is to be said of the user's own, in Settings."""
        curriculum = self._situation.curriculum
        self._pages.library.show_shelf(Shelf(tuple(curriculum.exercises.values()), FACTS))
        self._pages.settings.show_notices((*self._situation.own_notices, *curriculum.notices))

    def _show_decision(self) -> None:
        agenda = self._situation.agenda
        self._pages.finish.show_decision(agenda.decision, agenda.exercise_of_step(agenda.decision.step).name)

    def show_plan(self, plan: SessionPlan) -> None:
        """A session on the follow page, with the motions of this body."""
        situation = self._situation
        self._pages.follow.show_plan(plan, situation.exercise, situation.motion_of, situation.drift_of)

    # -- the history tells ----------------------------------------------------------------------

    @Slot(object)
    def history_changed(self, history: History) -> None:
        """Something was written down."""
        self._situation.set_history(history)
        self._ask_if_due()

    @Slot()
    def day_changed(self) -> None:
        """Another day has begun while the window was open: how the back is now is asked anew."""
        self._pages.today.ask_pain_again()
        self._ask_if_due()

    def _ask_if_due(self) -> None:
        """The safety questions, unless something is practised or has just been."""
        if self._situation.ready and self._window.page not in _IN_PRACTICE:
            self._safety.ask_if_due()

    @Slot(object)
    def unfinished_found(self, session: SessionRecord) -> None:
        """A session was interrupted and may go on."""
        self._situation.set_unfinished(session)

    @Slot()
    def history_ready(self) -> None:
        """The history has been read."""
        self._memory.setValue("screened", "yes" if self._situation.history.screenings else "no")
        self._situation.set_ready()
        self._safety.ask_if_due()
        if self._window.page == "today":
            self._pages.today.focus_start()

    @Slot(str)
    def storage_failed(self, sentence: str) -> None:
        """The history cannot be used: practice goes on, and the banner says what is not kept."""
        self._window.tell(sentence)
        if not self._situation.ready:
            self.history_ready()

    @Slot()
    def screening_answered(self) -> None:
        """The next start need not begin with the questions."""
        self._memory.setValue("screened", "yes")

    # -- pages ----------------------------------------------------------------------------------

    @Slot()
    def open_today(self) -> None:
        """Today, with the focus on what is to be done first; nothing while no page can be opened."""
        self._window.open_page("today")

    @Slot()
    def start_from_tray(self) -> None:
        """Bring the window up, ready to start; what is under way there comes first."""
        self._window.bring_to_front()
        if self._window.page not in _IN_PRACTICE:
            self.open_today()

    @Slot(str)
    def look_at(self, exercise_id: str) -> None:
        """Open an exercise in the Library."""
        self._window.open_page("library")
        self._pages.library.show_exercise(exercise_id)

    @Slot(str)
    def change_dose(self, exercise_id: str) -> None:
        """How much of an exercise, over the window."""
        situation = self._situation
        agenda, exercise = situation.agenda, situation.exercise(exercise_id)
        locked = agenda.screening.advice if agenda.screening.load_locked else ""
        dialog = DoseDialog(
            exercise,
            agenda.settings.dose_for(exercise_id),
            agenda.settings.load_for(exercise_id, exercise.dose.load_kg),
            exercise.step in agenda.skipped,
            self._window,
            units=agenda.settings.units,
            load_locked=locked,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.dose_changed.connect(self.dose_changed)
        dialog.load_changed.connect(self.load_changed)
        dialog.skip_changed.connect(self.skip_changed)
        dialog.open()

    @Slot()
    def open_body_settings(self) -> None:
        """The body's numbers."""
        self._window.open_page("settings")
        self._pages.settings.focus_body()

    @Slot(str)
    def _page_opened(self, page: str) -> None:
        pages = self._pages
        if page == "today":
            pages.today.focus_start()
        if page == "library" and not pages.library.shown:
            pages.library.show_exercise(pages.today.state.exercise_id if pages.today.state else LADDER[0])
        if page == "progress" and self.progress is None:
            from hinge_desktop.ui.progress import ProgressPage  # here: the first frame does without it

            self.progress = progress = ProgressPage(self._window)
            progress.session_edit_requested.connect(self.session_edit_requested)
            progress.session_delete_requested.connect(self.session_delete_requested)
            progress.report_requested.connect(self.report_requested)
            self._window.replace_page("progress", self.progress)
            self.refresh()

    # -- a practice -----------------------------------------------------------------------------

    @Slot()
    def _practice_begun(self) -> None:
        self._window.hold_open(True)
        self._window.show_rail(False)
        self._window.open_page("follow")

    @Slot()
    def _practice_ended(self) -> None:
        self._window.hold_open(False)
        self._window.open_page("finish")
        self._show_decision()

    @Slot()
    def _test_over(self) -> None:
        self._window.hold_open(False)
        self._window.show_rail(True)

    @Slot()
    def _practice_closed(self) -> None:
        self._window.show_rail(True)
        self._pages.today.ask_pain_again()
        self._situation.set_flare_up(False)
        self.open_today()
        self._safety.ask_if_due()


def _minutes(plan: SessionPlan) -> int:
    work = sum(one.cycle_s * one.reps for one in plan.sets)
    return max(1, round((work + sum(plan.rests_s) + plan.get_ready_s) / 60))
