"""How late a boundary is handled by the real coach on the real clock, and against a bare timer, beside busy processes.

Run: ``python bench/cue_lateness.py [--rounds 3] [--busy 2]``. The Follow page is shown and painted at 1920x1080, and
the libraries of the whole program are loaded, so Python's collector has as much to look through as there. In each round
the coach runs a set of very short phases for ten seconds, then a bare precise timer is set to the same instants for as
long, with nothing to paint. Late is the time between an event's own instant and the call that hears it as the last of
all. A cue is on time when the 99th percentile stays below 20 ms, and lateness never adds up: the slope says how much
later cues become per minute of a set.
"""

from __future__ import annotations

import argparse
import math
import os
import statistics
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import pyqtgraph  # noqa: F401 - Python's collector looks through all that the program has loaded
import sqlalchemy.orm  # noqa: F401 - likewise
from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from hinge_desktop.assets import exercise_texts
from hinge_desktop.body.anthropometry import Body
from hinge_desktop.body.motion import solve
from hinge_desktop.coach import Coach
from hinge_desktop.curriculum.ladder import build_curriculum
from hinge_desktop.listening import Listening
from hinge_desktop.settings import Settings
from hinge_desktop.training.events import Moment, PhaseStarted, PlannedSet, SessionPlan
from hinge_desktop.ui.finish import FinishPage
from hinge_desktop.ui.follow import FollowPage

ROUND_S = 10.0
LIMIT_MS = 20.0
SIZE = (1920, 1080)
PHASES = (("eccentric", 0.233), ("hold", 0.107), ("concentric", 0.151), ("top", 0.189))
"""Twice as quick as the swing, and uneven, so that boundaries fall at every place of a frame: 6 a second."""
CYCLE_S = math.fsum(seconds for _, seconds in PHASES)
EXERCISE = "weighted-hip-hinge"
SHARES = (0.5, 0.95, 0.99)

Lateness = list[tuple[float, float]]
"""(seconds since the round began, milliseconds late) of each boundary."""


class Bare(QObject):
    """One precise timer, set anew to each boundary, and nothing else."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.late: Lateness = []
        self._began, self._next = 0.0, 0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._boundary)

    def begin(self) -> None:
        """The first boundary is the second phase's."""
        self._began, self._next = time.perf_counter(), 1
        self._set()

    def stop(self) -> None:
        """Until the next round."""
        self._timer.stop()

    def _due(self) -> float:
        repetition, phase = divmod(self._next, len(PHASES))
        return self._began + repetition * CYCLE_S + math.fsum(seconds for _, seconds in PHASES[:phase])

    def _set(self) -> None:
        self._timer.start(max(0, math.ceil((self._due() - time.perf_counter()) * 1000)))

    def _boundary(self) -> None:
        now = time.perf_counter()
        while self._due() <= now:
            self.late.append((self._due() - self._began, (now - self._due()) * 1000))
            self._next += 1
        self._set()


class Ear(QObject):
    """Hears the coach as the last of all, and counts its frames."""

    def __init__(self, coach: Coach) -> None:
        super().__init__(coach)
        self.late: Lateness = []
        self.still: list[float] = []
        self._began = self._frame = 0.0
        coach.phase_started.connect(self._heard)
        coach.moment_changed.connect(self._shown)

    def begin(self) -> None:
        """A round begins."""
        self._began = self._frame = time.perf_counter()

    def _heard(self, event: PhaseStarted) -> None:
        if event.at_s > self._began > 0:
            self.late.append((event.at_s - self._began, (time.perf_counter() - event.at_s) * 1000))

    def _shown(self, _moment: Moment) -> None:
        before, self._frame = self._frame, time.perf_counter()
        self.still.append(self._frame - before)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--rounds", type=int, default=3, help="rounds of ten seconds of each")
    parser.add_argument("--busy", type=int, default=2, help="busy processes beside it")
    wanted = parser.parse_args()
    busy = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(wanted.busy)]
    try:
        ear, bare = measure(wanted.rounds)
    finally:
        for one in busy:
            one.kill()
    report(ear, bare, wanted.busy)
    return 0


def measure(rounds: int) -> tuple[Ear, Bare]:
    """Lateness of the coach and of a bare timer, in turn."""
    application = QApplication(sys.argv[:1])
    exercise = build_curriculum(exercise_texts()).exercise(EXERCISE)
    motion = solve(exercise.movement, Body())
    one = PlannedSet(exercise.id, exercise.name, 12.0, 1000, PHASES, "concentric", "fast", exercise.coaching.words)
    plan = SessionPlan(exercise.id, 5, (one,), (), 3.0)
    page = FollowPage()
    page.resize(*SIZE)
    page.show_plan(plan, lambda _id: exercise, lambda _set: motion)
    coach, bare = Coach(application), Bare(application)
    coach.moment_changed.connect(page.show_moment)
    listening = Listening(coach, page, FinishPage(page), Settings(sound=False, voice=False), application)
    ear = Ear(coach)
    coach.set_painting(True)
    for _ in range(rounds):
        page.show()
        coach.start(plan)
        coach.skip()
        ear.begin()
        wait(ROUND_S)
        coach.leave()
        page.hide()
        bare.begin()
        wait(ROUND_S)
        bare.stop()
    listening.close()
    page.close()
    return ear, bare


def wait(seconds: float) -> None:
    """Let Qt's event loop run."""
    loop = QEventLoop()
    QTimer.singleShot(int(seconds * 1000), loop.quit)
    loop.exec()


def percentile(values: list[float], share: float) -> float:
    """The value that ``share`` of all do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, math.ceil(share * len(ordered)) - 1)]


def slope(late: Lateness) -> float:
    """Milliseconds that cues come later per minute: the median of the slopes between the halves of each second.

    Theil and Sen's line, so that one stall does not bend it.
    """
    pairs = list(pairwise(sorted(late)[:: max(1, len(late) // 60)]))
    first, last = pairs[: len(pairs) // 2], pairs[len(pairs) // 2 :]
    rises = [
        (later[1] - earlier[1]) / (later[0] - earlier[0])
        for earlier, _ in first
        for later, _ in last
        if later[0] > earlier[0]
    ]
    return statistics.median(rises) * 60


def told(name: str, late: Lateness) -> tuple[float, ...]:
    """Print one line; the percentiles in milliseconds."""
    values = [ms for _, ms in late]
    cuts = tuple(percentile(values, share) for share in SHARES)
    words = "   ".join(f"p{share * 100:.0f} {cut:6.2f}" for share, cut in zip(SHARES, cuts, strict=True))
    print(
        f"{name:<19} {len(values):5} boundaries   {words}   max {max(values):6.2f} ms   {slope(late):+.2f} ms a minute"
    )
    return cuts


def report(ear: Ear, bare: Bare, busy: int) -> None:
    """Print both, their ratio, and what the frames had to give."""
    load = "  ".join(f"{one:.2f}" for one in os.getloadavg()) if hasattr(os, "getloadavg") else "unknown"
    print(f"boundaries handled beside {busy} busy processes on {os.cpu_count()} cores, load {load}")
    mine, theirs = told("coach, page painted", ear.late), told("bare precise timer", bare.late)
    print("ratio  " + "   ".join(f"p{s * 100:.0f} {a / b:.1f}" for s, a, b in zip(SHARES, mine, theirs, strict=True)))
    frames = [one for one in ear.still if one < ROUND_S / 2]
    print(f"frames {1 / statistics.mean(frames):.0f} a second, the longest stillness {max(frames) * 1000:.0f} ms")
    print(f"wanted: p99 of the coach at most {LIMIT_MS:g} ms: {'yes' if mine[-1] <= LIMIT_MS else 'no'}")


if __name__ == "__main__":
    raise SystemExit(main())
