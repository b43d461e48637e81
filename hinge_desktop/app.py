"""The composition root: builds every part and connects them; ``start`` decides when.

First the window is painted. Only then the history is opened (SQLAlchemy), the sound prepared and, when its page is
first opened, the charts loaded (pyqtgraph): each takes longer than the first frame.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSettings, QTimer, Slot
from PySide6.QtWidgets import QApplication, QWidget

from hinge_desktop.agenda import Agenda
from hinge_desktop.choices import Choices
from hinge_desktop.clocks import Clocks
from hinge_desktop.coach import Coach
from hinge_desktop.curriculum.ladder import Curriculum
from hinge_desktop.demonstration import Demonstration
from hinge_desktop.desk import Desk
from hinge_desktop.first_run import FirstRun
from hinge_desktop.journey import Journey, Pages
from hinge_desktop.keeper import HistoryKeeper
from hinge_desktop.listening import Listening
from hinge_desktop.parting import leave_opening
from hinge_desktop.paths import Places
from hinge_desktop.practice import Practice
from hinge_desktop.recorder import Recorder
from hinge_desktop.reminded import Reminded
from hinge_desktop.safety import Safety
from hinge_desktop.self_tests import PAGE as SELF_TESTS
from hinge_desktop.self_tests import SelfTests
from hinge_desktop.settings import Settings
from hinge_desktop.situation import Situation
from hinge_desktop.training.records import History
from hinge_desktop.tray import Tray
from hinge_desktop.ui.finish import FinishPage
from hinge_desktop.ui.follow import FollowPage
from hinge_desktop.ui.library import LibraryPage
from hinge_desktop.ui.screening import ScreeningPage
from hinge_desktop.ui.selftest import SelfTestPage
from hinge_desktop.ui.settings_page import SettingsPage
from hinge_desktop.ui.theme import apply_theme, make_theme
from hinge_desktop.ui.today import TodayPage
from hinge_desktop.ui.window import MainWindow
from hinge_desktop.wake import Awake

__all__ = ["App", "Clocks", "build"]


class App(QObject):
    """The running program. :meth:`open` shows the window; the rest follows by itself after the first paint."""

    def __init__(
        self,
        settings: Settings,
        places: Places,
        clocks: Clocks | None = None,
        parent: QObject | None = None,
        *,
        window: MainWindow | None = None,
    ) -> None:
        super().__init__(parent)
        self.places, self.clocks = places, clocks or Clocks()
        self.situation = Situation(settings, places.settings, self.clocks, self)
        self._behind_first_paint = False
        self._memory = QSettings(str(places.window), QSettings.Format.IniFormat, self)
        self._apply_theme()
        self.window = window or MainWindow(self._memory)
        self._build_pages()
        self._build_engine()
        self._build_controllers()
        self._connect()
        self._show_settings()
        self._show_first_page()

    # -- what there is --------------------------------------------------------------------------

    @property
    def settings(self) -> Settings:
        """What the user chose."""
        return self.situation.settings

    @property
    def history(self) -> History:
        """The history as it was last read."""
        return self.situation.history

    @property
    def curriculum(self) -> Curriculum:
        """Everything there is to practise."""
        return self.situation.curriculum

    @property
    def agenda(self) -> Agenda:
        """What holds today."""
        return self.situation.agenda

    # -- building -------------------------------------------------------------------------------

    def _build_pages(self) -> None:
        if not self.window.furnished:
            self.window.furnish()
        steady = self.clocks.steady
        self.today = TodayPage(self.window, clock=steady)
        self.screening = ScreeningPage(self.window)
        self.follow = FollowPage(self.window)
        self.finish = FinishPage(self.window)
        self.library = LibraryPage(self.window, clock=steady)
        self.settings_page = SettingsPage(self.window)
        self.self_test_page = SelfTestPage(self.window, clock=steady)
        for name, page in (
            ("today", self.today),
            ("screening", self.screening),
            ("follow", self.follow),
            ("finish", self.finish),
            ("library", self.library),
            ("settings", self.settings_page),
            (SELF_TESTS, self.self_test_page),
            ("progress", QWidget(self.window)),  # until it is opened
        ):
            self.window.add_page(name, page)
        self.settings_page.show_settings(self.settings)
        self.settings_page.show_places(str(self.places.history), str(self.places.log))

    def _build_engine(self) -> None:
        clocks = self.clocks
        self.coach = Coach(self, clock=clocks.steady, wall=clocks.wall)
        self.keeper = HistoryKeeper(self.places.history, self, utc_now=clocks.utc_now)
        self.recorder = Recorder(self.coach, self.keeper, clocks.utc_now, self)
        self.listening = Listening(self.coach, self.follow, self.settings, self)

    def _build_controllers(self) -> None:
        situation, window = self.situation, self.window
        self.demonstration = Demonstration(self.library, situation.motions, self._situation, self)
        self.safety = Safety(self.screening, window, situation, self.keeper, self)
        pages = Pages(self.today, self.follow, self.finish, self.library, self.settings_page)
        self.journey = Journey(window, pages, situation, self.safety, self.demonstration, self._memory, self)
        self.practice = Practice(
            self.coach,
            self.recorder,
            self.follow,
            self.finish,
            show_plan=self.journey.show_plan,
            utc_now=self.clocks.utc_now,
            today=self.clocks.today,
            parent=self,
        )
        self.journey.follow_practice(self.practice)
        self.desk = Desk(situation, self.practice, self)
        self.choices = Choices(situation, self.keeper, self)
        self.first_run = FirstRun(
            window, situation, self.safety, self.desk, self.listening, self, clock=self.clocks.steady
        )
        self.self_tests = SelfTests(
            self.self_test_page,
            situation.motions,
            self._agenda,
            start_plan=self.practice.run_test,
            store=self.keeper.add_self_test,
            utc_now=self.clocks.utc_now,
            parent=self,
        )
        self.awake = Awake(self, enabled=self.settings.keep_awake)
        self.tray = Tray(window, wall=self.clocks.wall, reminded=Reminded(self._memory))

    def _agenda(self) -> Agenda:
        return self.situation.agenda

    def _situation(self) -> tuple[Curriculum, Agenda]:
        return self.situation.curriculum, self.situation.agenda

    # -- connecting -----------------------------------------------------------------------------

    def _connect(self) -> None:
        self._connect_history()
        self._connect_today()
        self._connect_other_pages()
        self._connect_first_run_and_tests()
        self._connect_comfort()

    def _connect_history(self) -> None:
        keeper, journey = self.keeper, self.journey
        keeper.history_changed.connect(journey.history_changed)
        keeper.unfinished_found.connect(journey.unfinished_found)
        keeper.ready.connect(journey.history_ready)
        keeper.ready.connect(self.listening.prepare)
        keeper.storage_failed.connect(journey.storage_failed)
        self.situation.settings_changed.connect(self._settings_changed)
        self.situation.refused.connect(self.window.tell)
        self.safety.answered.connect(journey.screening_answered)

    def _connect_today(self) -> None:
        today, desk, choices = self.today, self.desk, self.choices
        today.start_requested.connect(desk.start_today)
        today.resume_requested.connect(desk.go_on)
        today.resume_declined.connect(desk.leave_it)
        today.morning_answered.connect(choices.answer_morning)
        today.opt_in_requested.connect(choices.opt_in)
        today.load_requested.connect(choices.set_todays_load)
        today.flare_up_changed.connect(self.situation.set_flare_up)
        today.other_requested.connect(self.journey.look_at)
        today.screening_requested.connect(self.safety.ask)
        today.easier_requested.connect(choices.easier)
        today.exercise_chosen.connect(self.journey.show_task)
        today.tour_look_requested.connect(choices.see_tour_day)
        today.tour_look_requested.connect(self.journey.look_at)
        today.tour_practise_requested.connect(choices.see_tour_day)
        today.tour_practise_requested.connect(desk.practise_on_tour)
        today.tour_closed.connect(choices.end_tour)
        today.self_tests_requested.connect(self.self_tests.open)
        today.moment_requested.connect(choices.count_moment)
        desk.told.connect(self.window.tell)

    def _connect_other_pages(self) -> None:
        library, settings, window = self.library, self.settings_page, self.window
        library.practise_requested.connect(self.desk.practise)
        library.overrule_requested.connect(self.choices.overrule)
        library.settings_requested.connect(self.journey.open_body_settings)
        self.choices.overruled.connect(self.journey.open_today)
        settings.settings_changed.connect(self.situation.change)
        settings.screening_requested.connect(self.safety.ask)
        window.close_requested.connect(self.follow.ask_leave)
        self.listening.voice_toggled.connect(self.situation.toggle_voice)
        self.listening.sound_toggled.connect(self.situation.toggle_sound)
        self.listening.told.connect(window.tell)

    def _connect_first_run_and_tests(self) -> None:
        tests, practice, journey = self.self_tests, self.practice, self.journey
        self.first_run.closed.connect(journey.open_today)
        self.first_run.pain_told.connect(self.today.tell_pain)
        self.settings_page.welcome_requested.connect(self.first_run.begin)
        practice.test_finished.connect(tests.finished)
        practice.test_interrupted.connect(tests.interrupted)
        tests.page_requested.connect(self.window.open_page)
        tests.closed.connect(journey.open_today)
        self.situation.changed.connect(tests.refresh)

    def _connect_comfort(self) -> None:
        coach, awake, tray = self.coach, self.awake, self.tray
        coach.session_started.connect(awake.on_session_started)
        coach.session_started.connect(tray.on_session_started)
        coach.paused.connect(awake.on_paused)
        coach.resumed.connect(awake.on_resumed)
        coach.session_completed.connect(awake.on_session_completed)
        coach.session_stopped.connect(awake.on_session_stopped)
        for ended in (coach.session_completed, coach.session_stopped):
            ended.connect(tray.on_session_ended)
        self.keeper.history_changed.connect(tray.show_history)
        tray.open_requested.connect(self.window.bring_to_front)
        tray.start_requested.connect(self.journey.start_from_tray)
        tray.moment_done.connect(self.choices.count_moment)
        tray.quit_requested.connect(self._quit)
        tray.available_changed.connect(self.settings_page.show_tray)
        for teller in (awake.unavailable, tray.told, tray.unavailable):
            teller.connect(self.window.tell)

    # -- the first frame and what follows it ----------------------------------------------------

    def open(self) -> None:
        """Show the window."""
        # Of the application and not of the window: a window wholly covered by its children is never asked to paint.
        _application().installEventFilter(self)
        self.window.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Something has painted for the first time: load the rest behind it."""
        if event.type() == QEvent.Type.Paint and not self._behind_first_paint:
            self._behind_first_paint = True
            _application().removeEventFilter(self)
            QTimer.singleShot(0, self.keeper.open)
        return super().eventFilter(watched, event)

    def _show_first_page(self) -> None:
        """What was shown last, until the history says what is next; the first steps where nothing was."""
        known = self._memory.value("screened") == "yes"
        self.journey.refresh()
        if known:
            self.window.open_page("today")
        if known or self.settings.welcomed:
            self.safety.begin(known=known)
        else:
            self.first_run.begin()

    def stand_still(self, sentence: str) -> None:
        """A mistake happened: the running set stops, the sentence is shown, the window stays."""
        self.coach.pause()
        self.window.tell(sentence)

    def close(self) -> None:
        """Write what is waiting and let everything go."""
        self.coach.leave()
        self.keeper.close()
        self.listening.close()
        self.awake.close()
        self.tray.close()
        for stage in (self.today.stage, self.library.stage, self.self_test_page.shown.stage):
            stage.pause()
        self.first_run.close()
        leave_opening(self.window, self.today.stage, self._memory, self.places.opening)  # last: the rest is on the disk

    # -- settings -------------------------------------------------------------------------------

    @Slot(object)
    def _settings_changed(self, before: Settings) -> None:
        settings = self.settings
        self.settings_page.show_settings(settings)
        self._show_settings()
        look = (settings.theme, settings.text_scale, settings.reduced_motion)
        if look != (before.theme, before.text_scale, before.reduced_motion):
            self._apply_theme()
        if settings.own_exercises != before.own_exercises:
            self.journey.show_shelf()
        self.demonstration.answer()

    def _show_settings(self) -> None:
        """What is not shown on a page of its own."""
        settings = self.settings
        self.listening.show_settings(settings)
        self.awake.set_enabled(settings.keep_awake)
        self.tray.show_settings(settings)
        for page in (self.today, self.follow, self.finish):
            page.set_one_button(settings.one_button)
        self.follow.set_units(settings.units)
        self.follow.set_limits(settings.limits)

    @Slot()
    def _quit(self) -> None:
        """Quit from the tray: as closing the window does, which may ask first."""
        if self.window.close():
            _application().quit()

    def _apply_theme(self) -> None:
        settings = self.settings
        apply_theme(
            _application(), make_theme(settings.theme, settings.text_scale, reduced_motion=settings.reduced_motion)
        )


def _application() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication), "there is no QApplication yet"
    return app


def build(
    settings: Settings,
    places: Places,
    clocks: Clocks | None = None,
    parent: QObject | None = None,
    *,
    window: MainWindow | None = None,
) -> App:
    """Build the program without showing it, in a window that is already there or in its own. Needs a QApplication."""
    return App(settings, places, clocks, parent, window=window)
