"""Hinge with a long history, watched while Progress is opened; prints one line of JSON. See ``ten_years.py``.

With ``--bare`` the same is measured of a window that knows nothing but pyqtgraph: it opens a page of as many charts
with as many marks as Progress has in sight. A time is told twice: by the clock, and of the processor.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QEventLoop, QObject, QSettings
from PySide6.QtWidgets import QApplication, QPushButton, QStackedWidget, QTableView, QVBoxLayout, QWidget

PATIENCE_S = 60.0
IDLE_S = 2.0
SIZE = (1280, 900)
BARE_CHARTS, BARE_MARKS = 3, 122


class Stopwatch:
    """Milliseconds since it was made."""

    def __init__(self) -> None:
        self._began = time.perf_counter(), time.thread_time()

    def read(self) -> tuple[float, float]:
        """By the clock, and of the processor."""
        clock, processor = self._began
        return (time.perf_counter() - clock) * 1e3, (time.thread_time() - processor) * 1e3


class PaintWatch(QObject):
    """Reads a stopwatch when a widget is painted for the first time."""

    def __init__(self, widget: QWidget, taken: Stopwatch) -> None:
        super().__init__(widget)
        self._taken = taken
        self.painted: tuple[float, float] | None = None
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Nothing is kept from anybody."""
        if event.type() == QEvent.Type.Paint and self.painted is None:
            self.painted = self._taken.read()
        return False


def run_until(done: Callable[[], bool]) -> None:
    """Let the program run until then."""
    give_up = time.perf_counter() + PATIENCE_S
    while not done():
        if time.perf_counter() > give_up:
            raise SystemExit("it never came to rest")
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 5)
    QApplication.processEvents()


def idle() -> None:
    """As long as somebody needs to look at a page."""
    until = time.perf_counter() + IDLE_S
    run_until(lambda: time.perf_counter() > until)


def megabytes() -> float:
    """What the process holds in memory, where the system tells."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return float("nan")
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def timed(work: Callable[[], None]) -> tuple[float, float]:
    """Milliseconds, by the clock and of the processor."""
    watch = Stopwatch()
    work()
    return watch.read()


class Opening:
    """Progress opened in the real program, on the history that lies in ``HINGE_HOME``."""

    def __init__(self) -> None:
        from hinge_desktop.app import App
        from hinge_desktop.instance import SingleInstance
        from hinge_desktop.paths import Places
        from hinge_desktop.start import Start
        from hinge_desktop.ui.opening import Opening as First
        from hinge_desktop.ui.window import MainWindow

        places = Places.usual()
        first = First(None)
        window = MainWindow(QSettings(str(places.window), QSettings.Format.IniFormat), opening=first)
        window.resize(*SIZE)
        self.start = Start(window, places, SingleInstance(places.history.parent), None)
        first.painted.connect(self.start.on_painted)
        window.show()
        run_until(lambda: self.start.findChild(App) is not None)
        self.app = self.start.findChild(App)
        run_until(lambda: bool(self.app.history.sessions))
        idle()
        self.found: dict[str, Any] = {"idle_mb": megabytes(), "sessions": len(self.app.history.sessions)}

    def measure(self) -> dict[str, Any]:
        """The first opening, the next, one after a session more; redrawing and scrolling; and what it holds then."""
        self.open("first")
        self.found["opened_mb"] = megabytes()
        self.app.window.open_page("today")
        idle()
        self.open("later")
        self.app.window.open_page("today")
        idle()
        page = self.page
        newest = page._history.sessions[-1]
        one = replace(newest, uuid="one-more", started_utc=newest.started_utc + timedelta(hours=1))
        page.show_history(replace(page._history, sessions=(*page._history.sessions, one)), page._limits)
        self.open("after")
        self.found["redraw"] = {choice: self.redraw(choice) for choice in ("year", "all")}
        self.found["scroll"] = self.scroll()
        self.found["looked_through_mb"] = megabytes()
        self.app.close()
        return self.found

    @property
    def page(self) -> Any:
        """The page, once it is there."""
        return self.app.journey.progress

    def open(self, name: str) -> None:
        """From the wish to the frame, and to the last chart in sight."""
        taken = Stopwatch()
        self.app.window.open_page("progress")
        watch = PaintWatch(self.page.widget(), taken)
        run_until(lambda: watch.painted is not None and self.page.settled)
        self.found[name] = {"frame": watch.painted, "whole": taken.read()}

    def redraw(self, choice: str) -> dict[str, list[tuple[float, float]]]:
        """Each chart given its values and painted, again and again."""
        page = self.page
        page.range.button(choice).click()
        found = {}
        for card in page.cards:
            page.verticalScrollBar().setValue(card.y() - 20)
            run_until(lambda: page.settled)
            if card.content.empty:
                continue

            def again(card: Any = card) -> None:
                card.draw()
                card.chart.viewport().repaint()

            for _ in range(3):
                again()
            found[type(card).__name__.removesuffix("Card").lower()] = [timed(again) for _ in range(15)]
        return found

    def scroll(self) -> list[tuple[float, float]]:
        """The table of sessions, page by page to its end and back."""
        page, table = self.page, self.page.sessions.table
        bar = page.verticalScrollBar()
        bar.setValue(bar.maximum())
        run_until(lambda: page.settled)
        return scrolled(table)


def scrolled(table: QTableView) -> list[tuple[float, float]]:
    """Ten rows at a time, each time painted."""
    bar = table.verticalScrollBar()
    found = []
    for value in [*range(0, bar.maximum(), 10), *range(bar.maximum(), 0, -97)]:

        def move(value: int = value) -> None:
            bar.setValue(value)
            table.viewport().repaint()

        found.append(timed(move))
    return found


class Bare:
    """A window with a button, and pyqtgraph behind it."""

    def __init__(self) -> None:
        self.window = QWidget()
        self.window.resize(*SIZE)
        self.stack = QStackedWidget(self.window)
        QVBoxLayout(self.window).addWidget(self.stack)
        self.stack.addWidget(QPushButton("Charts"))
        self.window.show()
        idle()
        self.found: dict[str, Any] = {"idle_mb": megabytes()}

    def measure(self) -> dict[str, Any]:
        """From the wish to the last chart."""
        taken = Stopwatch()
        import pyqtgraph as pg

        page = QWidget()
        column = QVBoxLayout(page)
        plots = [pg.PlotWidget() for _ in range(BARE_CHARTS)]
        bars = [pg.BarGraphItem(x=range(BARE_MARKS), height=range(BARE_MARKS), width=0.8) for _ in plots]
        for plot, item in zip(plots, bars, strict=True):
            plot.addItem(item)
            column.addWidget(plot)
        self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        watch = PaintWatch(plots[-1].viewport(), taken)
        run_until(lambda: watch.painted is not None)
        self.found["first"] = taken.read()
        self.found["opened_mb"] = megabytes()

        def again() -> None:
            bars[0].setOpts(height=range(BARE_MARKS))
            plots[0].viewport().repaint()

        self.found["redraw"] = [timed(again) for _ in range(18)][3:]
        return self.found


if __name__ == "__main__":
    application = QApplication(sys.argv[:1])
    measured = (Bare() if "--bare" in sys.argv else Opening()).measure()
    print("measured " + json.dumps(measured), flush=True)
    os._exit(0)
