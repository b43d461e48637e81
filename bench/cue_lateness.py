"""How late a boundary is handled by the real coach on the real clock, and against a bare timer, beside busy processes.

Run: ``python bench/cue_lateness.py [--rounds 5] [--busy 2]``. The Follow page is shown and painted at 1920x1080, the
libraries of the whole program are loaded, so Python's collector has as much to look through as there. In each round
the coach runs a set of very short phases for ten seconds, then a bare precise timer is set to the same instants for as
long, with nothing to paint. Late is the time between an event's own instant and the call that hears it as the last of
all. A cue is on time when the 99th percentile stays below 20 ms, and never adds up: the slope says how much later cues
become per minute of a set.
"""

from __future__ import annotations

import argparse
import math
import multiprocessing
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

ROUND_S = 10.0
LIMIT_MS = 20.0
SIZE = (1920, 1080)
PHASES = (("eccentric", 0.083), ("hold", 0.047), ("concentric", 0.071), ("top", 0.059))
"""Short and uneven, so that boundaries fall at every place of a frame: 15 a second."""
EXERCISE = "weighted-hip-hinge"


def spin() -> None:
    """Keep one core busy until the parent ends it."""
    while True:
        math.sqrt(2.0)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--rounds", type=int, default=5, help="rounds of ten seconds of each")
    parser.add_argument("--busy", type=int, default=2, help="busy processes beside it")
    wanted = parser.parse_args()
    start = multiprocessing.get_context("spawn")
    busy = [start.Process(target=spin, daemon=True) for _ in range(wanted.busy)]
    for one in busy:
        one.start()
    try:
        coach, bare = measure(wanted.rounds)
    finally:
        for one in busy:
            one.terminate()
    report(coach, bare, wanted.busy)
    return 0


Lateness = list[tuple[float, float]]
"""(seconds since the round began, milliseconds late) of each boundary."""


def measure(rounds: int) -> tuple[Lateness, Lateness]:
    """Lateness of the coach and of a bare timer, in turn."""
    from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, Qt, QTimer
    from PySide6.QtWidgets import QApplication

    import pyqtgraph  # noqa: F401 - the memory that the collector of the real program looks through
    import sqlalchemy.orm  # noqa: F401 - likewise
    from hinge_desktop.assets import exercise_texts
    from hinge_desktop.body.anthropometry import Body
    from hinge_desktop.body.motion import solve
    from hinge_desktop.coach import Coach
    from hinge_desktop.curriculum.ladder import build_curriculum
    from hinge_desktop.training.events import PhaseStarted, PlannedSet, SessionPlan
    from hinge_desktop.ui.follow import FollowPage

    class Bare(QObject):
        """One precise timer, set anew to each boundary."""

        def __init__(self, parent: QObject) -> None:
            super().__init__(parent)
            self.late: Lateness = []
            self._began, self._next = 0.0, 0
            self._timer = QTimer(self)
            self._timer.setTimerType(Qt.TimerType.PreciseTimer)
            self._timer.setSingleShot(True)
            self._timer.timeout.connect(self._boundary)

        def _due(self) -> float:
            cycle = math.fsum(seconds for _, seconds in PHASES)
            repetition, phase = divmod(self._next, len(PHASES))
            return self._began + repetition * cycle + math.fsum(seconds for _, seconds in PHASES[:phase])

        def begin(self) -> None:
            self._began, self._next = time.perf_counter(), 1
            self._set()

        def stop(self) -> None:
            self._timer.stop()

        def _set(self) -> None:
            self._timer.start(max(0, math.ceil((self._due() - time.perf_counter()) * 1000)))

        def _boundary(self) -> None:
            now = time.perf_counter()
            while self._due() <= now:
                self.late.append((self._due() - self._began, (now - self._due()) * 1000))
                self._next += 1
            self._set()

    class Ear(QObject):
        """Hears the coach as the last of all."""

        def __init__(self, coach: Coach) -> None:
            super().__init__(coach)
            self.late: Lateness = []
            self.began = 0.0
            coach.phase_started.connect(self._heard)

        def _heard(self, event: PhaseStarted) -> None:
            if event.at_s > self.began:
                self.late.append((event.at_s - self.began, (time.perf_counter() - event.at_s) * 1000))

    application = QApplication.instance() or QApplication(sys.argv[:1])
    exercise = build_curriculum(exercise_texts()).exercise(EXERCISE)
    motion = solve(exercise.movement, Body())
    one = PlannedSet(exercise.id, exercise.name, 12.0, 1000, PHASES, "concentric", "fast", exercise.coaching.words)
    plan = SessionPlan(exercise.id, 5, (one,), (), 3.0)
    root = QObject()
    page = FollowPage()
    page.resize(*SIZE)
    page.show_plan(plan, lambda _id: exercise, lambda _set: motion)
    coach, bare = Coach(root), Bare(root)
    connect_as_in_practice(coach, page)
    ear = Ear(coach)

    def wait(seconds: float) -> None:
        loop = QEventLoop()
        QTimer.singleShot(int(seconds * 1000), loop.quit)
        loop.exec()

    for _ in range(rounds):
        page.show()
        coach.set_painting(True)
        coach.start(plan)
        coach.skip()
        ear.began = time.perf_counter()
        wait(ROUND_S)
        coach.leave()
        page.hide()
        bare.begin()
        wait(ROUND_S)
        bare.stop()
    page.deleteLater()
    QCoreApplication.processEvents()
    del application
    return ear.late, bare.late


def connect_as_in_practice(coach: object, page: object) -> None:
    """What of the coach the page hears during a set, by name, so that the bench keeps to what exists."""
    for signal, slot in (
        ("moment_changed", "show_moment"),
        ("block_started", "on_block_started"),
        ("rep_completed", "on_rep_completed"),
        ("countdown", "on_countdown"),
    ):
        getattr(coach, signal).connect(getattr(page, slot))


def percentile(values: list[float], share: float) -> float:
    """The value that ``share`` of all do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, math.ceil(share * len(ordered)) - 1)]


def report(coach: Lateness, bare: Lateness, busy: int) -> None:
    """Print both, their ratio, and the slope."""
    load = "  ".join(f"{one:.2f}" for one in os.getloadavg()) if hasattr(os, "getloadavg") else "unknown"
    print(f"boundaries handled beside {busy} busy processes on {os.cpu_count()} cores, load {load}")
    lates = {"coach, page painted": coach, "bare precise timer": bare}
    middles = {}
    for name, late in lates.items():
        values = [ms for _, ms in late]
        at: Callable[[float], float] = lambda share, values=values: percentile(values, share)  # type: ignore[misc]  # noqa: E731
        slope = statistics.linear_regression([s for s, _ in late], values).slope * 60
        middles[name] = (at(0.5), at(0.95), at(0.99))
        print(
            f"{name:<20} {len(values):5} boundaries   p50 {at(0.5):6.2f}   p95 {at(0.95):6.2f}   p99 {at(0.99):6.2f}"
            f"   max {max(values):6.2f} ms   slope {slope:+.2f} ms a minute"
        )
    ratios = [mine / theirs for mine, theirs in zip(*middles.values(), strict=True)]
    print("ratio  " + "   ".join(f"p{n} {one:.1f}" for n, one in zip((50, 95, 99), ratios, strict=True)))
    good = middles["coach, page painted"][2] <= LIMIT_MS
    print(f"wanted: p99 of the coach at most {LIMIT_MS:g} ms: {'yes' if good else 'no'}")


if __name__ == "__main__":
    raise SystemExit(main())
