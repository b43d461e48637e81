"""A computer that sleeps pauses the session, wherever it stands: nothing is counted that nobody did."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hinge_desktop.coach import GAP_S, WATCH_MS, Coach
from hinge_desktop.training.events import BlockKind, Moment, PlannedSet, RepCompleted, SessionPlan

SLOW = (("eccentric", 3.0), ("hold", 1.0), ("concentric", 2.0), ("top", 1.0))
SWING = (("drive", 0.5), ("float", 0.2), ("fall", 0.3), ("backswing", 0.4))
REPS = PlannedSet("a", "A", 0.0, 3, SLOW, "concentric", "3-1-2-1")
HOLD = PlannedSet("b", "B", 0.0, 1, (("hold", 20.0),), "hold", "hold 20")
SWINGS = PlannedSet("c", "C", 8.0, 5, SWING, "float", "natural")
MANUAL = PlannedSet("d", "D", 0.0, 4, SLOW, "concentric", "3-1-2-1", manual=True)
SLEPT = "Paused while the computer slept."

SLEEPS = {
    "both clocks go on": (28_800.0, 28_800.0),
    "the steady clock sleeps too": (0.05, 28_800.0),
    "a nap just over the guard": (GAP_S + 0.1, GAP_S + 0.1),
    "the clock on the wall was set back meanwhile": (30.0, -600.0),
}
STAGES = {
    "get ready": (REPS, 2.0, BlockKind.GET_READY),
    "work": (REPS, 10.0, BlockKind.WORK),
    "a hold": (HOLD, 10.0, BlockKind.WORK),
    "a swing": (SWINGS, 7.0, BlockKind.WORK),
    "a set at one's own pace": (MANUAL, 10.0, BlockKind.WORK),
    "rest": (REPS, 30.0, BlockKind.REST),
}


class Clocks:
    def __init__(self) -> None:
        self.steady, self.wall = 1000.0, 1_700_000_000.0

    def now(self) -> float:
        return self.steady

    def time(self) -> float:
        return self.wall


class Session:
    """A session of two sets alike, on clocks of its own."""

    def __init__(self, planned: PlannedSet, parent: QObject) -> None:
        self.clocks = Clocks()
        self.coach = Coach(parent, clock=self.clocks.now, wall=self.clocks.time)
        self.reps: list[int] = []
        self.pauses: list[str] = []
        self.coach.rep_completed.connect(self.on_rep)
        self.coach.paused.connect(self.pauses.append)
        self.coach.start(SessionPlan(planned.exercise_id, 1, (planned, planned), (10.0,), 5.0))

    def on_rep(self, event: RepCompleted) -> None:
        self.reps.append(event.rep)

    @property
    def seen(self) -> Moment:
        moment = self.coach.moment
        assert moment is not None
        return moment

    @property
    def watched(self) -> bool:
        """The coach looks by itself before long."""
        (timer,) = self.coach.findChildren(QTimer)
        return timer.isActive() and timer.interval() <= WATCH_MS

    def run(self, seconds: float) -> None:
        for _ in range(round(seconds / 0.25)):
            self.sleep(0.25, 0.25)

    def sleep(self, steady: float, wall: float) -> None:
        self.clocks.steady += steady
        self.clocks.wall += wall
        self.coach.tick()

    def finish(self) -> None:
        """On to the end, the sets at one's own pace by saying so."""
        for _ in range(2):
            self.run(60.0)
            if self.coach.active:
                self.coach.done()
        self.run(60.0)


@pytest.fixture
def parent(qtbot: QtBot) -> Iterator[QObject]:
    parent = QObject()
    yield parent
    for coach in parent.findChildren(Coach):
        coach.leave()
    parent.deleteLater()


@pytest.mark.parametrize("sleep", SLEEPS.values(), ids=SLEEPS)
@pytest.mark.parametrize("stage", STAGES.values(), ids=STAGES)
def test_a_suspend_pauses_where_it_was_last_seen(
    parent: QObject, stage: tuple[PlannedSet, float, BlockKind], sleep: tuple[float, float]
) -> None:
    planned, seconds, kind = stage
    session = Session(planned, parent)
    session.run(seconds)
    before, counted = session.seen, list(session.reps)
    assert (before.kind, before.running, session.watched) == (kind, True, True)
    session.sleep(*sleep)
    after = session.seen
    assert session.pauses == [SLEPT]
    assert not after.running
    assert session.reps == counted
    assert (after.kind, after.set_index, after.reps_done, after.number) == (
        before.kind,
        before.set_index,
        before.reps_done,
        before.number,
    )
    assert after.block_left_s == pytest.approx(before.block_left_s)
    assert not session.watched
    session.run(600.0)  # nobody there yet: it stands still
    assert session.seen == after
    session.coach.toggle()
    session.finish()
    assert not session.coach.active
    assert session.reps == [*range(1, planned.reps + 1)] * 2
    assert session.pauses == [SLEPT]


def test_a_suspend_in_the_three_seconds_before_going_on_pauses_again(parent: QObject) -> None:
    session = Session(REPS, parent)
    session.run(10.0)
    session.coach.pause()
    session.coach.resume()
    session.run(1.5)
    assert session.seen.resuming_in_s == 1.5
    session.sleep(3600.0, 3600.0)
    assert session.pauses == ["", SLEPT]
    assert not session.seen.running
    session.coach.toggle()
    assert session.seen.resuming_in_s == 3.0
    session.finish()
    assert session.reps == [1, 2, 3, 1, 2, 3]


@given(
    planned=st.sampled_from([REPS, HOLD, SWINGS, MANUAL]),
    sleeps=st.lists(st.tuples(st.floats(0.0, 45.0), st.sampled_from(sorted(SLEEPS.values()))), max_size=6),
)
def test_whenever_it_sleeps_every_repetition_is_counted_once(
    qapp: QApplication, planned: PlannedSet, sleeps: list[tuple[float, tuple[float, float]]]
) -> None:
    parent = QObject()
    session = Session(planned, parent)
    for seconds, sleep in sleeps:
        session.run(seconds)
        running, pauses = session.coach.running, len(session.pauses)
        session.sleep(*sleep)
        assert len(session.pauses) == pauses + running
        session.coach.resume()
    session.finish()
    assert not session.coach.active
    assert session.reps == [*range(1, planned.reps + 1)] * 2
    parent.deleteLater()
