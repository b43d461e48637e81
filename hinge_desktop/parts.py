"""Every part of the program, built and not yet connected."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, QSettings, Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from hinge_desktop.agenda import Agenda
from hinge_desktop.choices import Choices
from hinge_desktop.clocks import Clocks
from hinge_desktop.coach import Coach
from hinge_desktop.curriculum.ladder import Curriculum
from hinge_desktop.demonstration import Demonstration
from hinge_desktop.desk import Desk
from hinge_desktop.editing import Editing
from hinge_desktop.first_run import FirstRun
from hinge_desktop.journey import Journey, Pages
from hinge_desktop.keeper import HistoryKeeper
from hinge_desktop.listening import Listening
from hinge_desktop.my_data import MyData
from hinge_desktop.paths import Places
from hinge_desktop.practice import Practice
from hinge_desktop.recorder import Recorder
from hinge_desktop.reminded import Reminded
from hinge_desktop.safety import Safety
from hinge_desktop.self_report import SelfReport
from hinge_desktop.self_tests import PAGE as SELF_TESTS
from hinge_desktop.self_tests import SelfTests
from hinge_desktop.settings import Settings
from hinge_desktop.situation import Situation
from hinge_desktop.training.records import History
from hinge_desktop.tray import Tray
from hinge_desktop.ui import roles
from hinge_desktop.ui.file_asking import FileDialogs
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

_TITLE_BARS = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
"""Of a theme that is chosen; any other follows the system."""


class Parts(QObject):
    """The pages, the engine behind them and the controllers between, in a window that is given or their own."""

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
        self.memory = QSettings(str(places.window), QSettings.Format.IniFormat, self)
        self.apply_theme()
        roles.install(application())
        self.window = window or MainWindow(self.memory)
        self._build_pages()
        self._build_engine()
        self._build_controllers()

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
        places = self.places
        self.settings_page.show_places(str(places.history), str(places.settings.parent), str(places.log))

    def _build_engine(self) -> None:
        clocks = self.clocks
        self.coach = Coach(self, clock=clocks.steady, wall=clocks.wall)
        self.keeper = HistoryKeeper(self.places.history, self, utc_now=clocks.utc_now)
        self.recorder = Recorder(self.coach, self.keeper, clocks.utc_now, self)
        self.listening = Listening(self.coach, self.follow, self.finish, self.settings, self)

    def _build_controllers(self) -> None:
        situation, window = self.situation, self.window
        self.demonstration = Demonstration(self.library, situation.motions, self._agenda, self)
        self.safety = Safety(self.screening, window, situation, self.keeper, self)
        pages = Pages(self.today, self.follow, self.finish, self.library, self.settings_page)
        self.journey = Journey(window, pages, situation, self.safety, self.demonstration, self.memory, self)
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
        self.editing = Editing(window, situation, self.keeper, self)
        self.my_data = MyData(window, situation, self.keeper, FileDialogs(), self.places.history, self)
        self.self_report = SelfReport(self)
        self.awake = Awake(self, enabled=self.settings.keep_awake)
        self.tray = Tray(window, wall=self.clocks.wall, reminded=Reminded(self.memory))

    def _agenda(self) -> Agenda:
        return self.situation.agenda

    def apply_theme(self) -> None:
        """The look that the settings ask for."""
        settings = self.settings
        if sys.platform in ("win32", "darwin"):  # where it is the system that draws the title bar
            QGuiApplication.styleHints().setColorScheme(_TITLE_BARS.get(settings.theme, Qt.ColorScheme.Unknown))
        apply_theme(
            application(), make_theme(settings.theme, settings.text_scale, reduced_motion=settings.reduced_motion)
        )

    @Slot()
    def follow_desktop(self) -> None:
        """The desktop became light or dark; who chose to look like it does so at once."""
        if self.settings.theme == "system":
            self.apply_theme()


def application() -> QApplication:
    """The QApplication; there has to be one."""
    app = QApplication.instance()
    assert isinstance(app, QApplication), "there is no QApplication yet"
    return app
