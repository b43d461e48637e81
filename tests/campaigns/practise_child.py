"""A program without a window that practises for ever, much faster than a person: what the kill campaign kills.

The coach, the recorder and the keeper are the real ones; only the clock runs ahead. An interrupted session is
taken up where it was left. Each repetition is told once it is on the disk: ``practise_child.py --tell-reps FD``.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

from PySide6.QtCore import QCoreApplication, QObject, Slot

from hinge_desktop import paths
from hinge_desktop.coach import Coach
from hinge_desktop.keeper import HistoryKeeper
from hinge_desktop.practice import position_of
from hinge_desktop.recorder import Recorder
from hinge_desktop.rep_teller import RepTeller
from hinge_desktop.training.events import PlannedSet, SessionPlan
from hinge_desktop.training.plan_text import write_plan
from hinge_desktop.training.records import Ending, SessionRecord, SessionStart

FASTER = 30.0
LOADED = PlannedSet(
    "weighted-hip-hinge",
    "Weighted Hip Hinge",
    12.0,
    10,
    (("eccentric", 1.0), ("concentric", 1.0)),
    "concentric",
    "1-0-1-0",
)
LEG = replace(LOADED, exercise_id="single-leg-hinge", name="Single Leg Hinge", load_kg=0.0, reps=6, role="related")
HOLD = replace(
    LOADED, exercise_id="ready-position", name="Ready Position", load_kg=0.0, reps=3, phases=(("hold", 4.0),),
    counts_after="hold", tempo_text="hold 4", role="easier",
)  # fmt: skip
PLAN = SessionPlan(
    LOADED.exercise_id,
    5,
    (LOADED, LOADED, replace(LEG, side="right"), replace(LEG, side="left"), HOLD),
    (3.0, 3.0, 2.0, 3.0),
    3.0,
)


def fast_clock() -> float:
    """Seconds that pass sooner than they should."""
    return time.perf_counter() * FASTER


def real_now() -> datetime:
    """The moment."""
    return datetime.now(UTC)


class Practice(QObject):
    """Joins coach, recorder and keeper as the program does."""

    def __init__(self, descriptor: int) -> None:
        super().__init__()
        self._keeper = HistoryKeeper(paths.history_file(), self)
        self._coach = Coach(self, clock=fast_clock, wall=fast_clock)
        self._recorder = Recorder(self._coach, self._keeper, real_now, self)
        RepTeller(self._keeper, descriptor, self)
        self._unfinished: SessionRecord | None = None
        self._keeper.unfinished_found.connect(self._take_up)
        self._keeper.ready.connect(self._begin)
        self._coach.session_completed.connect(self._begin)
        self._coach.paused.connect(self._go_on)
        self._coach.set_painting(True)
        self._keeper.open()

    @Slot(object)
    def _take_up(self, record: SessionRecord) -> None:
        self._unfinished = record

    @Slot()
    def _begin(self) -> None:
        record, self._unfinished = self._unfinished, None
        if record is None:
            now, sets = real_now(), len(PLAN.sets)
            self._recorder.begin(
                SessionStart(
                    str(uuid4()), now.date(), now, 0, PLAN.main_exercise_id, PLAN.step, sets, plan=write_plan(PLAN)
                )
            )
            self._coach.start(PLAN)
            return
        where = position_of(record)
        self._recorder.go_on(record.uuid, record.answers)
        if where[0] < len(PLAN.sets):
            self._coach.start(PLAN, where)
        else:
            self._recorder.close(Ending.DONE)
            self._begin()

    @Slot(str)
    def _go_on(self, _reason: str) -> None:
        self._coach.resume()  # a busy machine looks like a sleeping one to a fast clock


def main(kind: type[Practice] = Practice) -> int:
    """Practise until killed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--tell-reps", type=int, required=True, metavar="FD")
    application = QCoreApplication([])
    practice = kind(parser.parse_args().tell_reps)
    code = application.exec()
    del practice
    return code


if __name__ == "__main__":
    raise SystemExit(main())
