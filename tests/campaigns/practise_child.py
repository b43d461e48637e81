"""A program without a window that practises for ever, much faster than a person: what the kill campaign kills.

The coach, the session and the keeper are the real ones; only the clock runs ahead. An interrupted session is
taken up where it was left. Each repetition is told once it is on the disk: ``practise_child.py --tell-reps FD``.
"""

from __future__ import annotations

import argparse
import time
from datetime import UTC, datetime
from uuid import uuid4

from PySide6.QtCore import QCoreApplication, QObject, Slot

from hinge_desktop import paths
from hinge_desktop.coach import Coach
from hinge_desktop.keeper import HistoryKeeper, RepTeller
from hinge_desktop.training.events import BlockKind, BlockStarted, PlannedSet, RepCompleted, SessionPlan, SetCompleted
from hinge_desktop.training.records import Answers, Ending, SessionRecord, SessionStart, SetStart

FASTER = 30.0
SET = PlannedSet(
    "weighted-hip-hinge",
    "Weighted Hip Hinge",
    12.0,
    10,
    (("eccentric", 1.0), ("concentric", 1.0)),
    "concentric",
    "1-0-1-0",
)
PLAN = SessionPlan(SET.exercise_id, 5, (SET,) * 4, (3.0,) * 3, 3.0)


def fast_clock() -> float:
    """Seconds that pass sooner than they should."""
    return time.perf_counter() * FASTER


class Practice(QObject):
    """Joins coach and keeper as the program does."""

    def __init__(self, descriptor: int) -> None:
        super().__init__()
        self._uuid = ""
        self._keeper = HistoryKeeper(paths.history_file(), self)
        self._coach = Coach(self, clock=fast_clock, wall=fast_clock)
        RepTeller(self._keeper, descriptor, self)
        self._resume_at: tuple[int, int] | None = None
        self._keeper.unfinished_found.connect(self._take_up)
        self._keeper.ready.connect(self._begin)
        self._coach.block_started.connect(self._block)
        self._coach.rep_completed.connect(self._rep)
        self._coach.set_completed.connect(self._set)
        self._coach.session_completed.connect(self._finish)
        self._coach.paused.connect(self._go_on)
        self._coach.set_painting(True)
        self._keeper.open()

    @Slot(object)
    def _take_up(self, record: SessionRecord) -> None:
        self._uuid = record.uuid
        last = record.sets[-1] if record.sets else None
        if last is not None:
            self._resume_at = (last.position + 1, 0) if last.finished else (last.position, last.done_reps)

    @Slot()
    def _begin(self) -> None:
        if not self._uuid:
            self._uuid = str(uuid4())
            now = datetime.now(UTC)
            self._keeper.begin_session(
                SessionStart(self._uuid, now.date(), now, 0, PLAN.main_exercise_id, PLAN.step, len(PLAN.sets))
            )
        self._coach.start(PLAN, self._resume_at)

    @Slot(object)
    def _block(self, event: BlockStarted) -> None:
        if event.kind is BlockKind.WORK:
            start = SetStart(event.set_index, SET.exercise_id, SET.reps, SET.load_kg, SET.tempo_text)
            self._keeper.begin_set(self._uuid, start, datetime.now(UTC))

    @Slot(object)
    def _rep(self, event: RepCompleted) -> None:
        self._keeper.add_rep(self._uuid, event.set_index, event.rep, event.duration_s, datetime.now(UTC))

    @Slot(object)
    def _set(self, event: SetCompleted) -> None:
        self._keeper.finish_set(self._uuid, event.set_index, event.duration_s)

    @Slot()
    def _finish(self) -> None:
        self._keeper.finish_session(self._uuid, Ending.DONE, Answers(), datetime.now(UTC))
        self._uuid, self._resume_at = "", None
        self._begin()

    @Slot(str)
    def _go_on(self, _reason: str) -> None:
        self._coach.resume()  # a busy machine looks like a sleeping one to a fast clock


def main() -> int:
    """Practise until killed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--tell-reps", type=int, required=True, metavar="FD")
    application = QCoreApplication([])
    practice = Practice(parser.parse_args().tell_reps)
    code = application.exec()
    del practice
    return code


if __name__ == "__main__":
    raise SystemExit(main())
