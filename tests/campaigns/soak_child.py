"""The Follow page with its ring at a set that does not end, and beside it Progress, drawn anew every second.

    soak_child.py --seconds S [--lose N]

Each second it prints ``NONE TRUE FALSE KIB``: how often those three are referred to, and the memory it uses.
"""

from __future__ import annotations

import argparse
import ctypes
import gc
import itertools
import sys
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from hinge_desktop.assets import exercise_texts
from hinge_desktop.body.anthropometry import Body
from hinge_desktop.body.motion import solve
from hinge_desktop.coach import Coach
from hinge_desktop.curriculum.ladder import build_curriculum
from hinge_desktop.training.events import PlannedSet, SessionPlan
from hinge_desktop.training.records import History
from hinge_desktop.ui.follow import FollowPage
from hinge_desktop.ui.progress import ProgressPage
from tests.campaigns.lived import demo

PHASES = (("eccentric", 0.6), ("hold", 0.2), ("concentric", 0.5), ("top", 0.2))
EXERCISE = "weighted-hip-hinge"
REP_S = sum(seconds for _, seconds in PHASES)


class Soak(QObject):
    """Draws the charts anew, and counts."""

    def __init__(self, progress: ProgressPage, histories: tuple[History, History], lose: int, parent: QObject) -> None:
        super().__init__(parent)
        self._progress, self._lose = progress, lose
        self._histories = itertools.cycle(histories)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._second)
        self._timer.start(1000)

    @Slot()
    def _second(self) -> None:
        self._progress.show_history(next(self._histories))
        for _ in range(self._lose):
            ctypes.pythonapi.Py_DecRef(ctypes.py_object(None))
        gc.collect()
        counts = (sys.getrefcount(one) for one in (None, True, False))
        print(*counts, _memory_kib(), flush=True)


def _memory_kib() -> int:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmRSS:")[2].split()[0])


def main() -> int:
    """Be looked at for so many seconds."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, required=True)
    parser.add_argument("--lose", type=int, default=0, help="be worse: lose so many references each second")
    options = parser.parse_args()
    application = QApplication(sys.argv[:1])
    exercise = build_curriculum(exercise_texts()).exercise(EXERCISE)
    reps = 10 + round(options.seconds / REP_S)
    motion = solve(exercise.movement, Body())
    one = PlannedSet(exercise.id, exercise.name, 12.0, reps, PHASES, "concentric", "fast", exercise.coaching.words)
    plan = SessionPlan(exercise.id, 5, (one,), (), 3.0)
    page, progress = FollowPage(), ProgressPage()
    page.show_plan(plan, lambda _id: exercise, lambda _set: motion)
    coach = Coach(application)
    coach.moment_changed.connect(page.show_moment)
    coach.set_painting(True)
    whole = demo(365).history
    soak = Soak(progress, (whole, replace(whole, sessions=whole.sessions[:-1])), options.lose, application)
    page.show()
    progress.show()
    coach.start(plan)
    QTimer.singleShot(round(1000 * options.seconds), application.quit)
    code = application.exec()
    del soak
    coach.leave()
    page.close()
    progress.close()
    return code


if __name__ == "__main__":
    raise SystemExit(main())
