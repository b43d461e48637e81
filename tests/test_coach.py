"""The coach on a clock of the test's own: signals, the gap guard, the keys' wishes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from hinge_desktop.coach import Coach
from hinge_desktop.frame_pace import FRAME_MS, WATCH_MS
from hinge_desktop.training.events import BlockKind, PlannedSet, RepCompleted, SessionPlan

SLOW = (("eccentric", 3.0), ("hold", 1.0), ("concentric", 2.0), ("top", 1.0))
SWING = (("drive", 0.5), ("float", 0.2), ("fall", 0.3), ("backswing", 0.4))
DRILL = PlannedSet("a", "A", 0.0, 3, SLOW, "concentric", "3-1-2-1", cues={"eccentric": "Send the hips back"})
PLAN = SessionPlan("a", 1, (DRILL, DRILL), (10.0,), 5.0)


class Clock:
    """Two clocks that a test moves."""

    def __init__(self) -> None:
        self.steady, self.wall = 1000.0, 1_700_000_000.0

    def now(self) -> float:
        return self.steady

    def time(self) -> float:
        return self.wall

    def move(self, seconds: float, wall: float | None = None) -> None:
        self.steady += seconds
        self.wall += seconds if wall is None else wall


class Heard(QObject):
    """Writes down what a coach says."""

    def __init__(self, coach: Coach) -> None:
        super().__init__(coach)
        self.reps: list[int] = []
        self.counts: list[int] = []
        self.pauses: list[str] = []
        self.stops: list[str] = []
        self.cues: list[str] = []
        self.notices: list[str] = []
        self.done = self.resumes = self.sets = 0
        coach.rep_completed.connect(self.on_rep)
        coach.countdown.connect(self.counts.append)
        coach.paused.connect(self.pauses.append)
        coach.session_stopped.connect(self.stops.append)
        coach.cue_requested.connect(self.cues.append)
        coach.notice.connect(self.notices.append)
        coach.resumed.connect(self.on_resumed)
        coach.set_completed.connect(self.on_set)
        coach.session_completed.connect(self.on_done)

    def on_rep(self, event: RepCompleted) -> None:
        self.reps.append(event.rep)

    def on_resumed(self) -> None:
        self.resumes += 1

    def on_set(self, event: object) -> None:
        self.sets += 1

    def on_done(self) -> None:
        self.done += 1


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def coach(qtbot: QtBot, clock: Clock) -> Iterator[Coach]:
    parent = QObject()
    coach = Coach(parent, clock=clock.now, wall=clock.time)
    yield coach
    coach.leave()
    parent.deleteLater()


def run(coach: Coach, clock: Clock, seconds: float, step: float = 0.25) -> None:
    for _ in range(round(seconds / step)):
        clock.move(step)
        coach.tick()


@pytest.mark.parametrize("step", [0.016, 0.25, 1.9])
def test_a_whole_session_counts_what_was_planned(coach: Coach, clock: Clock, step: float) -> None:
    heard = Heard(coach)
    coach.start(PLAN)
    run(coach, clock, 60.0, step)
    assert heard.reps == [1, 2, 3, 1, 2, 3]
    assert heard.counts == [3, 2, 1, 3, 2, 1]
    assert (heard.sets, heard.done, coach.active) == (2, 1, False)


def test_a_stalled_window_within_the_guard_loses_nothing(coach: Coach, clock: Clock) -> None:
    quick = PlannedSet("a", "A", 0.0, 8, (("eccentric", 0.1), ("concentric", 0.1)), "concentric", "0.1-0.1")
    heard = Heard(coach)
    coach.start(SessionPlan("a", 1, (quick,), (), 3.0))
    run(coach, clock, 3.0)
    clock.move(1.99)
    coach.tick()
    assert heard.reps == list(range(1, 9))


@pytest.mark.parametrize(("steady", "wall"), [(28_800.0, 28_800.0), (0.016, 28_800.0), (2.1, 2.1), (0.5, -600.0)])
def test_a_sleeping_computer_pauses_at_the_last_look(coach: Coach, clock: Clock, steady: float, wall: float) -> None:
    heard = Heard(coach)
    coach.start(PLAN)
    run(coach, clock, 7.5)
    before = coach.moment
    clock.move(steady, wall)
    coach.tick()
    assert heard.pauses == ["Paused while the computer slept."]
    assert heard.reps == []
    assert before is not None
    assert coach.moment is not None
    assert coach.moment.time_in_rep_s == before.time_in_rep_s
    coach.toggle()
    assert coach.moment.resuming_in_s == 3.0
    run(coach, clock, 60.0)
    assert heard.reps == [1, 2, 3, 1, 2, 3]
    assert heard.resumes == 1


def test_a_long_pause_is_no_gap(coach: Coach, clock: Clock) -> None:
    heard = Heard(coach)
    coach.start(PLAN)
    run(coach, clock, 7.0)
    coach.pause()
    clock.move(600.0)
    coach.tick()
    coach.resume()
    run(coach, clock, 60.0)
    assert heard.pauses == [""]
    assert heard.reps == [1, 2, 3, 1, 2, 3]


def test_space_after_a_sleep_does_not_undo_the_pause(coach: Coach, clock: Clock) -> None:
    coach.start(PLAN)
    run(coach, clock, 7.0)
    clock.move(3600.0)
    coach.toggle()
    assert not coach.running


def test_stop_for_pain_tells_where_it_was(coach: Coach, clock: Clock) -> None:
    heard = Heard(coach)
    coach.start(PLAN)
    run(coach, clock, 12.0)
    coach.stop_for_pain()
    assert (heard.stops, coach.position, coach.active) == (["pain"], (0, 1), False)
    coach.start(PLAN, coach.position)
    run(coach, clock, 60.0)
    assert heard.reps == [1, 2, 3, 1, 2, 3]


def test_leaving_ends_it_once(coach: Coach, clock: Clock) -> None:
    heard = Heard(coach)
    coach.start(PLAN)
    coach.leave()
    coach.leave()
    coach.tick()
    assert heard.stops == ["left"]


def test_the_cue_is_said_again_on_request(coach: Coach, clock: Clock) -> None:
    heard = Heard(coach)
    coach.repeat_cue()
    coach.start(PLAN)
    run(coach, clock, 6.0)
    coach.repeat_cue()
    assert heard.cues == ["Send the hips back"]


def test_next_previous_rest_and_tempo(coach: Coach, clock: Clock) -> None:
    coach.start(PLAN)
    coach.skip()
    assert coach.moment is not None
    assert coach.moment.kind is BlockKind.WORK
    run(coach, clock, 1.0)
    coach.set_speed(0.5)
    assert coach.moment.speed == 0.5
    coach.skip()
    coach.change_rest(15)
    assert coach.moment.block_left_s == pytest.approx(25.0)
    coach.back()
    assert coach.moment.set_index == 0


def test_a_swing_says_why_its_tempo_stays(coach: Coach) -> None:
    heard = Heard(coach)
    bell = PlannedSet("s", "S", 12.0, 5, SWING, "float", "natural")
    coach.start(SessionPlan("s", 9, (bell,), (), 3.0))
    coach.set_speed(0.5)
    assert len(heard.notices) == 1


def test_it_looks_once_a_frame_only_while_painted(coach: Coach, clock: Clock) -> None:
    timer = coach.findChild(QTimer)
    assert timer is not None
    coach.start(PLAN)
    assert timer.interval() == WATCH_MS
    coach.set_painting(True)
    assert timer.interval() == FRAME_MS
    coach.set_painting(False)
    clock.move(1.9)
    coach.tick()
    assert 100 <= timer.interval() <= 101
    coach.pause()
    assert not timer.isActive()


def test_on_the_real_clock_it_runs_by_itself(qtbot: QtBot) -> None:
    parent = QObject()
    coach = Coach(parent)
    quick = PlannedSet("a", "A", 0.0, 3, (("eccentric", 0.02), ("concentric", 0.02)), "concentric", "0-0")
    heard = Heard(coach)
    coach.start(SessionPlan("a", 1, (quick,), (), 3.0))
    with qtbot.waitSignal(coach.session_completed, timeout=3000):
        coach.skip()
    assert heard.reps == [1, 2, 3]
    parent.deleteLater()
