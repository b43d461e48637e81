"""Told to end: the program does so at once, asks nothing, keeps all, and a practice can be gone on with."""

from __future__ import annotations

import ast
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QCloseEvent, QSessionManager
from pytestqt.qtbot import QtBot

from hinge_desktop.farewell import SIGNALS, Farewell
from hinge_desktop.history.backup import copies_of
from hinge_desktop.instance import SingleInstance
from hinge_desktop.paths import Places
from hinge_desktop.start import Start
from hinge_desktop.training.records import Ending
from hinge_desktop.ui.window import MainWindow
from tests.e2e.conftest import Sit, sit
from tests.e2e.desk import Desk, Key

__all__ = ["sit"]  # the fixture


@pytest.fixture
def farewell(qapp: object) -> Iterator[Farewell]:
    """It listens, also where whoever runs the tests in the background has the signals ignored."""
    names = (name for name in SIGNALS if hasattr(signal, name))
    before = {number: signal.signal(number, signal.SIG_DFL) for number in (getattr(signal, name) for name in names)}
    farewell = Farewell()
    farewell.listen()
    yield farewell
    farewell.close()
    farewell.deleteLater()
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.skipif(sys.platform == "win32", reason="there the desktop alone says so")
@pytest.mark.parametrize("name", SIGNALS)
def test_a_signal_is_heard_while_qt_waits(farewell: Farewell, qtbot: QtBot, name: str) -> None:
    number = getattr(signal, name)
    with qtbot.waitSignal(farewell.end_requested, timeout=20_000):
        os.kill(os.getpid(), number)
    behind = signal.getsignal(number)  # a second Ctrl+C does not wait; a terminal that goes away hangs up twice
    assert behind is (signal.SIG_DFL if name == "SIGINT" else signal.SIG_IGN)


class _Manager:
    """Stands for Qt's, which nobody but Qt can make."""

    hint = None

    def setRestartHint(self, hint: object) -> None:
        self.hint = hint


def test_the_desktop_is_asked_not_to_start_hinge_by_itself(farewell: Farewell, qtbot: QtBot) -> None:
    manager = _Manager()
    with qtbot.waitSignal(farewell.log_out_announced):
        farewell._on_log_out(manager)  # type: ignore[arg-type]
    assert manager.hint is QSessionManager.RestartHint.RestartNever


def test_at_log_out_a_held_window_asks_nothing_and_later_asks_again(qtbot: QtBot, tmp_path: Path, home: Path) -> None:
    window = MainWindow(QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))
    qtbot.addWidget(window)
    window.hold_open(True)
    window.show_unsaved("Not on the disk yet: 1.")
    start = Start(window, Places.usual(), SingleInstance(tmp_path), None)
    start.on_log_out()
    start._on_called_off()
    asked = QCloseEvent()
    with qtbot.waitSignal(window.close_requested):
        window.closeEvent(asked)
    assert not asked.isAccepted()
    start.on_log_out()
    assert window.close()
    assert QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat).value("window") is not None
    start.deleteLater()


def test_a_practice_that_was_broken_off_is_gone_on_with(sit: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    desk: Desk = sit()
    desk.answer_questions()
    desk.press(Key.Key_Space)
    desk.live_until(desk.counted(2))
    desk.press(Key.Key_X, Key.Key_5, Key.Key_N, Key.Key_Return)
    desk.wait_for_disk()
    desk.app.break_off()
    desk.app.close(breaks_off=True)
    monkeypatch.setattr(desk.app, "close", _nothing)  # it is closed
    assert copies_of(Places.usual().history)
    again = sit(passed_s=desk.now() + 600)
    assert again.app.today.state is not None
    assert "2" in again.app.today.state.resume
    session = again.app.history.sessions[-1]
    assert session.ending is Ending.OPEN
    assert session.answers.pain_worst == 5  # said in the middle of it, and no day to count as a good one


def _nothing() -> None:
    """Done already."""


def test_helper_programs_open_no_console_window(root: Path) -> None:
    """On Windows a console appears for each process that a program without one starts, unless it is told not to.

    Qt's QProcess says so by itself; ``subprocess`` has to be told, and nothing else starts anything.
    """
    for path in sorted((root / "hinge_desktop").rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text)) if "subprocess" in text or "import os" in text else ():
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            called = ast.unparse(node.func)
            assert not called.startswith(("os.system", "os.popen", "os.spawn")), f"{path.name}: {called}"
            if called.startswith("subprocess."):
                flags = {word.arg for word in node.keywords}
                assert "creationflags" in flags, f"{path.name}: {called}"


@pytest.mark.skipif(sys.platform == "win32", reason="there the desktop alone says so")
def test_who_is_told_to_end_while_the_program_loads_ends_quietly(home: Path, root: Path) -> None:
    """Python's own end may wait for an import that a thread has begun; nothing is open then."""
    hands = (
        "import os, signal, sys; from hinge_desktop import start;"
        "load = start.Start._import;"
        "start.Start._import = lambda one: (os.kill(os.getpid(), signal.SIGTERM), load(one));"
        "sys.exit(start.run())"
    )
    done = subprocess.run(
        [sys.executable, "-c", hands],
        cwd=root, env=os.environ | {"QT_QPA_PLATFORM": "offscreen"}, capture_output=True, text=True, timeout=60,
        check=False,
    )  # fmt: skip
    assert (done.returncode, "Traceback" in done.stderr) == (0, False)
    assert not Places.usual().history.exists()
