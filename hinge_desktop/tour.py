"""The self-test: drives the real window by key events alone, on a clock of its own, and keeps pictures of it.

It needs no display. What it leaves: each screen light and dark, a contact sheet of each movement, and the
``history.db`` of the session it went through. The pictures of two runs are the same.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QCoreApplication, QEvent, QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from hinge_desktop import assets
from hinge_desktop.app import App, Clocks, build
from hinge_desktop.errors import OptionError
from hinge_desktop.motions import body_of
from hinge_desktop.paths import Places
from hinge_desktop.settings import Settings
from hinge_desktop.tour_library import look_closely
from hinge_desktop.tour_sheets import sheets
from hinge_desktop.training.events import BlockKind
from hinge_desktop.training.screening import QUESTIONS
from hinge_desktop.ui.theme import apply_theme, make_theme

WIDTH, HEIGHT = 1280, 800
TICK_S = 0.25
"""Simulated seconds between two looks; far below the guard that takes a gap for a sleeping computer."""
PATIENCE_S = 30.0
LIST = "files.txt"
_FIRST_MORNING = (2026, 1, 5, 9, 0, 0)

Key = Qt.Key


class TourClock:
    """Steady seconds and the time of day, both moved by hand."""

    def __init__(self) -> None:
        self.now_s = 0.0
        self._began = time.mktime((*_FIRST_MORNING, 0, 0, -1))  # nine in the morning, wherever it runs

    def steady(self) -> float:
        """Seconds since the tour began."""
        return self.now_s

    def wall(self) -> float:
        """The time of day in seconds, the same morning in every run."""
        return self._began + self.now_s


class Tour:
    """One way through the program. ``folder`` receives the pictures, ``files`` names them."""

    def __init__(self, folder: Path, scratch: Path) -> None:
        self.folder, self.files = folder, []  # type: tuple[Path, list[Path]]
        self.clock = TourClock()
        places = Places(folder / "history.db", scratch / "settings.toml", scratch / "log")
        settings = Settings(sound=False, voice=False, theme="light")
        self.app: App = build(settings, places, Clocks(self.clock.steady, self.clock.wall))
        self.window = self.app.window
        self._ready = False
        self.app.keeper.ready.connect(self._on_ready)

    def go(self) -> None:
        """From the first page to the chart."""
        self.window.resize(WIDTH, HEIGHT)
        self.app.open()
        self.window.activateWindow()
        self._wait(self._is_ready, "the history to open")
        self._answer_safety()
        self._look_around()
        self._practise()
        self._check_in()
        self._look_at_progress()
        self._draw_sheets()

    def close(self) -> None:
        """Write and close the history, and let the window go."""
        self.app.close()
        self.window.hold_open(False)
        self.window.close()
        self.window.deleteLater()
        self.app.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    # -- the way --------------------------------------------------------------------------------

    def _answer_safety(self) -> None:
        self._expect("screening")
        self.picture("safety-questions")
        for _ in QUESTIONS:
            self.key(Key.Key_N)
        self.key(Key.Key_Space)
        self.picture("safety-advice")
        self.key(Key.Key_Space)
        self._expect("today")

    def _look_around(self) -> None:
        for number, page in ((Key.Key_4, "settings"), (Key.Key_2, "library"), (Key.Key_3, "progress")):
            self.key(number, Qt.KeyboardModifier.ControlModifier)
            self._expect(page)
            self.picture("progress-empty" if page == "progress" else page)
            if page == "library":
                look_closely(self)
        self.key(Key.Key_1, Qt.KeyboardModifier.ControlModifier)
        self._expect("today")
        self.picture("today")

    def _practise(self) -> None:
        self.app.today.focus_start()
        self.keys(Key.Key_Backtab, Key.Key_1, Key.Key_Tab, Key.Key_Space)
        self._expect("follow")
        self._live(3.0)
        self.picture("get-ready")
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
        self._expect("finish")
        for answer in (
            (Key.Key_2,), (Key.Key_1,), (Key.Key_4,), (Key.Key_1, Key.Key_2), (Key.Key_Y,), (Key.Key_N,),
        ):  # fmt: skip
            self.keys(*answer, Key.Key_Return)
        self._settle()
        self.picture("finish")
        self.key(Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        self._expect("today")
        self.picture("today-after")

    def _look_at_progress(self) -> None:
        self.key(Key.Key_3, Qt.KeyboardModifier.ControlModifier)
        self._wait(self._is_kept, "the session to be kept")
        self._expect("progress")
        self.picture("progress")

    def _draw_sheets(self) -> None:
        for name, sheet in sheets(self.app.curriculum, body_of(self.app.settings)):
            self._keep(sheet.save, f"sheet-{name}.png")

    # -- hands and eyes -------------------------------------------------------------------------

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key, as the window system would: it goes to whatever has the focus."""
        handle = self.window.windowHandle()
        assert handle is not None
        QTest.keyClick(handle, key, modifiers)
        QApplication.processEvents()

    def keys(self, *keys: Qt.Key) -> None:
        """Press several keys, one after the other."""
        for key in keys:
            self.key(key)

    def picture(self, name: str) -> None:
        """Keep the window as it looks now, light and dark."""
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        number = 1 + sum(1 for path in self.files if path.name.startswith("screen-")) // 2
        for theme in ("dark", "light"):  # the window stays light
            apply_theme(application, make_theme(theme))
            QApplication.processEvents()
            self._keep(self.window.grab().save, f"screen-{number:02}-{name}-{theme}.png")

    def _keep(self, save: Callable[[str], bool], name: str) -> None:
        path = self.folder / name
        if not save(str(path)):
            raise OptionError(f"{path} could not be written.")
        self.files.append(path)

    def _expect(self, page: str) -> None:
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

    def _on_ready(self) -> None:
        self._ready = True

    def _is_ready(self) -> bool:
        return self._ready

    def _is_kept(self) -> bool:
        sessions = self.app.history.sessions
        return bool(sessions) and sessions[-1].answers.leg_symptoms is False


def run(out_dir: Path) -> int:
    """Make the tour into ``out_dir``, print the files one a line; the exit code.

    Raises:
        OptionError: the folder cannot be written, or holds a history that no tour made.
    """
    folder = out_dir.expanduser().resolve()
    _make_room(folder)
    if QApplication.instance() is None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        QApplication(["hinge-desktop"]).setApplicationName("Hinge")
    QApplication.setCursorFlashTime(0)  # a picture must not depend on the instant it was taken
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    assets.load_fonts()
    with TemporaryDirectory() as scratch:
        tour = Tour(folder, Path(scratch))
        try:
            tour.go()
        finally:
            tour.close()
    files = [*tour.files, folder / "history.db"]
    (folder / LIST).write_text("".join(f"{path.name}\n" for path in files), encoding="utf-8")
    for path in files:
        print(path)
    return 0


def _make_room(folder: Path) -> None:
    """An empty place for the pictures and the history. Only what an earlier tour left is removed."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if (folder / "history.db").exists() and not (folder / LIST).exists():
            raise OptionError(f"{folder} holds a history.db that no tour made; choose another folder.")
        for name in ("history.db", "history.db-wal", "history.db-shm"):
            (folder / name).unlink(missing_ok=True)
        (folder / LIST).write_text("", encoding="utf-8")
    except OSError as error:
        raise OptionError(f"{folder} cannot be written: {error.strerror}.") from error
