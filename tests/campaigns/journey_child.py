"""One whole day with Hinge, from the first start on: what the campaign of P14 watches from outside.

The program is the real one, with its usual settings; only its clocks run faster. Somebody is at its keys: the first
steps, the safety questions, a first hinge, the finish card. Meanwhile Hinge is started a second time. Then every page
is opened, and Help; a report is copied, the history is written to a file, and the window is closed. At last the
commands: export, table, backup, check, import, the page for a therapist, the doctor.

Prints one line for each station that was reached, ``at NAME``; the last is ``at the end``.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QProcess, Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from hinge_desktop import app as program
from hinge_desktop import cli, start
from hinge_desktop.paths import Places
from hinge_desktop.settings import Settings
from hinge_desktop.training.screening import QUESTIONS
from hinge_desktop.ui.pages import PAGES
from tests.campaigns.window_child import FastClocks

STATIONS = (
    "the first steps", "the safety questions", "the first hinge", "the finish card", "a second start",
    *PAGES, "Help", "My data", "a copied report", "a written history",
    "history export", "history export as a table", "history backup", "history check", "history import", "report",
    "doctor", "the end",
)  # fmt: skip
STEP_MS, TIMES, REPS = 20, 12.0, 1
_PATIENCE_S = 60.0

Key = Qt.Key
Way = Iterator[None]


def at(station: str) -> None:
    """Say so."""
    print("at", station, flush=True)


class Hands(QObject):
    """Goes the way, a step at a time."""

    def __init__(self, app: program.App, folder: Path) -> None:
        super().__init__(app)
        self._app, self._folder, self._saved, self._told = app, folder, 0, ""
        app.keeper.rep_saved.connect(self._count)
        app.keeper.told.connect(self._hear)
        self._began = time.monotonic()
        self._way = self._whole_way()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._step)
        self._timer.start(STEP_MS)

    @Slot()
    def _count(self) -> None:
        self._saved += 1

    @Slot(str)
    def _hear(self, sentence: str) -> None:
        self._told = sentence

    @Slot()
    def _step(self) -> None:
        if time.monotonic() - self._began > _PATIENCE_S:
            print(f"stuck on {self._app.window.page}: {self._app.window.banner.text}", file=sys.stderr, flush=True)
            os._exit(3)
        next(self._way, None)

    def _press(self, *keys: Qt.Key, control: bool = False) -> None:
        modifier = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
        for key in keys:
            window = QGuiApplication.focusWindow() or self._app.window.windowHandle()
            QTest.keyClick(window, key, modifier)

    def _until(self, is_so: Callable[[], object]) -> Way:
        while not is_so():
            yield

    def _on(self, page: str) -> bool:
        return self._app.window.page == page

    # -- the way --------------------------------------------------------------------------------

    def _whole_way(self) -> Way:
        yield from self._until(lambda: self._on("welcome"))
        at("the first steps")
        yield from self._first_steps()
        while self._saved < REPS:
            coach = self._app.coach
            if coach.active and coach.moment is not None and not coach.running:
                self._press(Key.Key_Space)  # a busy machine looks like a sleeping one to a fast clock
            yield
        at("the first hinge")
        self._press(Key.Key_Escape)
        yield
        self._press(Key.Key_Y)
        yield from self._until(lambda: self._on("finish"))
        at("the finish card")
        while self._on("finish"):
            self._press(Key.Key_1, Key.Key_Return)
            self._press(Key.Key_Return, control=True)
            yield
        yield from self._second_start()
        yield from self._pages()
        self._app.window.close()

    def _first_steps(self) -> Way:
        while not self._on("screening"):
            yield from self._forward()
        at("the safety questions")
        for _ in QUESTIONS:
            self._press(Key.Key_N)
            yield
        self._press(Key.Key_Return)
        yield from self._until(lambda: self._app.history.screenings)
        self._press(Key.Key_Return)
        yield from self._until(lambda: self._on("welcome"))
        while not self._on("follow"):
            yield from self._forward()

    def _forward(self) -> Way:
        """One key on a page of the first steps: an answer, the way to the button that leads on, and that button."""
        focus = QApplication.focusWidget()
        name = (focus.accessibleName() or getattr(focus, "text", str)()) if focus is not None else ""
        self._press(*((Key.Key_Return,) if name.startswith(("Next", "Start")) else (Key.Key_1, Key.Key_Tab)))
        yield

    def _second_start(self) -> Way:
        second = QProcess(self)
        second.start(sys.executable, ["-m", "hinge_desktop"])
        yield from self._until(lambda: second.state() is QProcess.ProcessState.NotRunning)
        if second.exitCode() == 0:
            at("a second start")

    def _pages(self) -> Way:
        for digit, page in enumerate(PAGES, start=1):
            yield from self._until(lambda: self._app.window.rail.isVisible())
            self._press(getattr(Key, f"Key_{digit}"), control=True)
            yield from self._until(lambda page=page: self._on(page))  # type: ignore[misc]
            at(page)
        self._press(Key.Key_F1)
        yield from self._until(lambda: self._app.window.help.isVisible())
        at("Help")
        self._app.window.help.close()
        yield
        self._app.my_data.open()
        yield from self._until(lambda: self._on("my-data"))
        at("My data")
        QGuiApplication.clipboard().clear()
        self._app.settings_page.report_requested.emit()
        yield from self._until(lambda: "SQLite" in QGuiApplication.clipboard().text())
        at("a copied report")
        self._told = ""
        self._app.keeper.export_to(self._folder / "from the window.json")
        yield from self._until(lambda: self._told)
        if (self._folder / "from the window.json").exists():
            at("a written history")


def commands(folder: Path) -> None:
    """What is done in a terminal, when the window is closed."""
    export, table, backup = (str(folder / name) for name in ("all.json", "sets.csv", "copy.sqlite"))
    for station, words in (
        ("history export", ["history", "export", "-o", export]),
        ("history export as a table", ["history", "export", "-o", table]),
        ("history backup", ["history", "backup", "-o", backup]),
        ("history check", ["history", "check"]),
        ("history import", ["history", "import", export]),
        ("report", ["report", "-o", str(folder / "page.pdf")]),
        ("doctor", ["doctor", "-o", str(folder / "doctor.txt")]),
    ):
        if cli.main(words) == 0:
            at(station)


def main() -> int:
    """Live the day; the exit code of the program."""
    build, clocks = program.build, FastClocks(time.time(), TIMES)
    folder = Places.usual().history.parents[1].with_name("handed out")
    folder.mkdir()

    def build_with_hands(settings: Settings, places: Places, **named: Any) -> program.App:
        app = build(settings, places, program.Clocks(clocks.steady, clocks.wall), **named)
        Hands(app, folder)
        return app

    program.build = build_with_hands  # type: ignore[assignment]
    code = start.run()
    if code == 0:
        commands(folder)
        at("the end")
    return code


if __name__ == "__main__":
    raise SystemExit(main())
