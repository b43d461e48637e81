"""The self-test: drives the real window by key events alone, on a clock of its own, and keeps pictures of it.

It needs no display. What it leaves: each screen light and dark, a contact sheet of each movement, and the
``history.db`` of the session it went through. The pictures of two runs are the same.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from hinge_desktop.app import App, Clocks, build
from hinge_desktop.errors import OptionError
from hinge_desktop.motions import body_of
from hinge_desktop.paths import Places
from hinge_desktop.settings import Settings
from hinge_desktop.tour_clock import TourClock
from hinge_desktop.tour_library import look_closely
from hinge_desktop.tour_opening import first_steps, look_at_dose, look_at_self_tests
from hinge_desktop.tour_own import look_at_help, look_at_my_data, look_at_session
from hinge_desktop.tour_place import HISTORY, begin_looking, make_room, write_list
from hinge_desktop.tour_sheets import sheets
from hinge_desktop.training.events import BlockKind
from hinge_desktop.ui.theme import apply_theme, make_theme

WIDTH, HEIGHT = 1280, 800
TICK_S = 0.25
"""Simulated seconds between two looks; far below the guard that takes a gap for a sleeping computer."""
PATIENCE_S = 30.0
MOST_TABS = 60
SILENT = Settings(sound=False, voice=False, theme="light", keep_awake=False)

Key = Qt.Key


class Tour:
    """One way through the program. ``folder`` receives the pictures, ``files`` names them."""

    def __init__(self, folder: Path, scratch: Path, settings: Settings = SILENT) -> None:
        self.folder, self.files = folder, []  # type: tuple[Path, list[Path]]
        self.clock = TourClock()
        places = Places(folder / HISTORY, scratch / "settings.toml", scratch / "log")
        self.app: App = build(settings, places, Clocks(self.clock.steady, self.clock.wall))
        self.window = self.app.window
        self._ready = False
        self._theme = settings.theme
        self.app.keeper.ready.connect(self._on_ready)

    def go(self) -> None:
        """From the first page to one's own data."""
        self.begin()
        first_steps(self)
        self._look_around()
        self._practise()
        self._check_in()
        self.look_at_progress()
        look_at_help(self)
        look_at_session(self)
        look_at_my_data(self)
        self._draw_sheets()

    def begin(self) -> None:
        """Open the window, and wait for the history."""
        self.window.resize(WIDTH, HEIGHT)
        self.app.open()
        self.window.activateWindow()
        self._wait(self._is_ready, "the history to open")

    def close(self) -> None:
        """Write and close the history, and let the window go."""
        self.app.close()
        self.window.hold_open(False)
        self.window.close()
        self.window.deleteLater()
        self.app.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    # -- the way --------------------------------------------------------------------------------

    def _look_around(self) -> None:
        for number, page in ((Key.Key_4, "settings"), (Key.Key_2, "library"), (Key.Key_3, "progress")):
            self.key(number, Qt.KeyboardModifier.ControlModifier)
            self.expect(page)
            self.picture("progress-empty" if page == "progress" else page)
            if page == "library":
                look_closely(self)
        self.key(Key.Key_1, Qt.KeyboardModifier.ControlModifier)
        self.expect("today")
        self.picture("today")
        look_at_dose(self)

    def _practise(self) -> None:
        self.app.today.focus_start()
        self.keys(Key.Key_Backtab, Key.Key_1, Key.Key_Tab, Key.Key_Space)
        self.expect("follow")
        self._live(3.0)
        self.picture("get-ready")
        self._until(BlockKind.WORK)
        self._live(6.0)
        self.picture("warm-up")
        self._until(BlockKind.REST)
        self._live(10.0)
        self.key(Key.Key_G)
        self.picture("rest-what-drifts")
        self.key(Key.Key_G)
        self._until(BlockKind.WORK)
        self._live(12.0)
        self.picture("work")
        self.key(Key.Key_F)
        self.picture("work-far-view")
        self.key(Key.Key_F)
        self.key(Key.Key_Space)
        self.picture("paused")
        self.key(Key.Key_Space)
        self._live(4.0)
        self.key(Key.Key_Escape)
        self.picture("leaving-asks")
        self.key(Key.Key_Escape)
        self._live(4.0)
        self.key(Key.Key_X)
        self.keys(Key.Key_2, Key.Key_N)
        self.picture("it-hurts")
        self.key(Key.Key_Return)
        self._until(BlockKind.REST)
        self._live(6.0)
        self.picture("rest")
        self._until_finished()

    def _check_in(self) -> None:
        self.expect("finish")
        for answer in (
            (Key.Key_2,), (Key.Key_1,), (Key.Key_4,), (Key.Key_1, Key.Key_2), (Key.Key_Y,), (Key.Key_N,),
        ):  # fmt: skip
            self.keys(*answer, Key.Key_Return)
        self._settle()
        self.picture("finish")
        self.key(Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        self.expect("today")
        self.picture("today-after")
        look_at_self_tests(self)

    def look_at_progress(self) -> None:
        """The page of charts, once all of them are drawn."""
        self.key(Key.Key_3, Qt.KeyboardModifier.ControlModifier)
        self._wait(self._is_drawn, "the session to be kept and drawn")
        self.expect("progress")
        self.picture("progress")

    def _draw_sheets(self) -> None:
        for name, sheet in sheets(self.app.curriculum, body_of(self.app.settings)):
            self._keep(sheet.save, f"sheet-{name}.png")

    # -- hands and eyes -------------------------------------------------------------------------

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key, as the window system would: it goes to whatever has the focus."""
        handle = self._front.windowHandle()
        assert handle is not None
        QTest.keyClick(handle, key, modifiers)
        QApplication.processEvents()

    @property
    def _front(self) -> QWidget:
        """What keys go to: the window, or what lies over or beside it."""
        return QApplication.activeModalWidget() or QApplication.activeWindow() or self.window

    def keys(self, *keys: Qt.Key) -> None:
        """Press several keys, one after the other."""
        for key in keys:
            self.key(key)

    def tab_to(self, words: str) -> None:
        """Go by Tab to what is called so."""
        for _ in range(MOST_TABS):
            focused = QApplication.focusWidget()
            if focused and QAccessible.queryAccessibleInterface(focused).text(QAccessible.Text.Name) == words:
                return
            self.key(Key.Key_Tab)
        raise RuntimeError(f"the tour could not reach {words!r} by Tab")

    def picture(self, name: str) -> None:
        """Keep the window as it looks now, or what lies over it, light and dark."""
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        window = self._front
        number = 1 + sum(1 for path in self.files if path.name.startswith("screen-")) // 2
        for theme in (self._theme, other_of(self._theme)):  # to change it is what takes longest: once for each picture
            if theme != self._theme:
                self._theme = theme
                apply_theme(application, make_theme(theme))
                QApplication.processEvents()
            self._keep(window.grab().save, f"screen-{number:02}-{name}-{theme}.png")

    def _keep(self, save: Callable[[str], bool], name: str) -> None:
        path = self.folder / name
        if not save(str(path)):
            raise OptionError(f"{path} could not be written.")
        self.files.append(path)

    def expect(self, page: str) -> None:
        """The page that has to be shown now."""
        if self.window.page != page:
            raise RuntimeError(f"the tour expected the page {page!r} and stands on {self.window.page!r}")

    # -- time -----------------------------------------------------------------------------------

    def _live(self, seconds: float) -> None:
        """Let simulated time pass."""
        for _ in range(round(seconds / TICK_S)):
            self._pass()
        QApplication.processEvents()

    def _pass(self) -> None:
        self.clock.now_s += TICK_S
        self.app.coach.tick()

    def _until(self, kind: BlockKind) -> None:
        """Live until a block of this kind is under way."""
        for _ in range(round(3600 / TICK_S)):
            moment = self.app.coach.moment
            if moment is not None and moment.kind is kind:
                return
            self._pass()
        raise RuntimeError(f"an hour passed without {kind.value}")

    def _until_finished(self) -> None:
        for _ in range(round(3600 / TICK_S)):
            if self.window.page == "finish":
                return
            self._pass()
        raise RuntimeError("an hour passed and the session was not over")

    def _settle(self) -> None:
        """What was told is on the disk, and the pages know it."""
        self._wait(self._is_kept, "the answers to be kept")

    def _wait(self, is_so: Callable[[], bool], what: str) -> None:
        """Real time: only the history's thread is waited for."""
        until = time.monotonic() + PATIENCE_S
        while not is_so():
            if time.monotonic() > until:
                raise RuntimeError(f"the tour waited too long for {what}")
            QApplication.processEvents()
            time.sleep(0.005)

    def _is_drawn(self) -> bool:
        return self._is_kept() and self.app.journey.progress is not None and self.app.journey.progress.settled

    def _on_ready(self) -> None:
        self._ready = True

    def _is_ready(self) -> bool:
        return self._ready

    def _is_kept(self) -> bool:
        return any(one.answers.leg_symptoms is False for one in self.app.history.sessions[-1:])


def other_of(theme: str) -> str:
    """Dark where it is light."""
    return "dark" if theme == "light" else "light"


def run(out_dir: Path) -> int:
    """Make the tour into ``out_dir``, print the files one a line; the exit code.

    Raises:
        OptionError: the folder cannot be written, or holds a history that no tour made.
    """
    folder = out_dir.expanduser().resolve()
    make_room(folder)
    begin_looking()
    with TemporaryDirectory() as scratch:
        tour = Tour(folder, Path(scratch))
        try:
            tour.go()
        finally:
            tour.close()
    files = [*tour.files, folder / HISTORY]
    write_list(folder, (path.name for path in files))
    for path in files:
        print(path)
    return 0
