"""The coach on a clock of the test's own: signals, the gap guard, the keys' wishes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from pytestqt.qtbot import QtBot

from hinge_desktop.coach import Coach
from hinge_desktop.frame_pace import FRAME_MS, WATCH_MS
from hinge_desktop.training.events import BlockKind, HoldHalved, PlannedSet, RepCompleted, SessionPlan

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


class SlowPage(QObject):
    """Takes its time to paint each moment."""

    def __init__(self, coach: Coach, clock: Clock, frame_s: float) -> None:
        super().__init__(coach)
        self.frame_s, self.frames = frame_s, 0
        self._clock = clock
        coach.moment_changed.connect(self._ask)

    def _ask(self, _moment: object) -> None:
        QCoreApplication.postEvent(self, QEvent(QEvent.Type.User), Qt.EventPriority.LowEventPriority.value)

    def customEvent(self, event: QEvent) -> None:
        self.frames += 1
        self._clock.move(self.frame_s)


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


OWN_PACE = PlannedSet("m", "M", 0.0, 4, SLOW, "concentric", "3-1-2-1", manual=True)
HELD = PlannedSet("h", "H", 0.0, 2, (("hold", 20.0),), "hold", "20")


def kind_of(coach: Coach) -> BlockKind:
    assert coach.moment is not None
    return coach.moment.kind


def test_a_set_at_ones_own_pace_counts_when_it_is_said_to_be_done(coach: Coach, clock: Clock) -> None:
    heard = Heard(coach)
    coach.start(SessionPlan("m", 1, (OWN_PACE, DRILL), (10.0,), 5.0))
    coach.done()  # nothing to be done with yet
    run(coach, clock, 5.0)
    assert coach.moment is not None
    assert (coach.moment.manual, coach.moment.phase, coach.moment.block_left_s) == (True, "", 0.0)
    run(coach, clock, 1200.0, 1.0)
    assert (heard.reps, heard.pauses) == ([], [])  # twenty minutes are long, but no gap: it is watched
    coach.done()
    assert heard.reps == [1, 2, 3, 4]
    assert kind_of(coach) is BlockKind.REST


def test_a_sleep_in_a_set_at_ones_own_pace_is_a_gap_and_goes_on_without_a_countdown(coach: Coach, clock: Clock) -> None:
    durations: list[float] = []
    heard = Heard(coach)
    coach.happened.connect(lambda event: durations.append(getattr(event, "duration_s", 0.0)))
    coach.start(SessionPlan("m", 1, (OWN_PACE,), (), 5.0))
    run(coach, clock, 9.0)
    clock.move(3600.0)
    coach.tick()
    assert len(heard.pauses) == 1
    coach.act()
    assert heard.resumes == 1
    run(coach, clock, 4.0)
    coach.act()
    assert (heard.reps, heard.done) == ([1, 2, 3, 4], 1)
    assert sum(durations[-6:-2]) == pytest.approx(8.0)  # what was slept is not worked


def test_one_button_does_what_comes_next(coach: Coach, clock: Clock) -> None:
    """Get ready, a set by the clock, rest, a set at one's own pace: nothing but the one button."""
    heard = Heard(coach)
    coach.act()  # nothing runs
    coach.start(SessionPlan("a", 1, (DRILL, OWN_PACE), (30.0,), 5.0))
    coach.act()
    assert kind_of(coach) is BlockKind.WORK
    run(coach, clock, 2.0)
    coach.act()
    assert not coach.running
    coach.act()
    assert coach.running
    run(coach, clock, 23.0)
    assert kind_of(coach) is BlockKind.REST
    coach.act()
    run(coach, clock, 2.0)
    coach.act()
    assert heard.reps == [1, 2, 3, 1, 2, 3, 4]
    assert (heard.done, heard.pauses) == (1, [""])


def test_a_late_press_for_the_rest_does_not_finish_the_set_behind_it(coach: Coach, clock: Clock) -> None:
    heard = Heard(coach)
    coach.start(SessionPlan("m", 1, (OWN_PACE, OWN_PACE), (10.0,), 5.0))
    run(coach, clock, 4.5)
    clock.move(0.75)  # the rest ends between the last look and the press
    coach.act()
    assert kind_of(coach) is BlockKind.WORK
    clock.move(0.5)
    coach.act()
    assert heard.reps == []
    clock.move(1.0)
    coach.act()
    assert heard.reps == [1, 2, 3, 4]


def test_the_button_after_a_sleep_does_not_undo_the_pause(coach: Coach, clock: Clock) -> None:
    coach.start(PLAN)
    run(coach, clock, 7.0)
    clock.move(3600.0)
    coach.act()
    assert not coach.running


def test_a_hold_shows_and_tells_its_seconds(coach: Coach, clock: Clock) -> None:
    heard = Heard(coach)
    told: list[object] = []
    coach.happened.connect(told.append)
    coach.start(SessionPlan("h", 1, (HELD,), (), 5.0))
    run(coach, clock, 5.0)
    shown = []
    for _ in range(40):
        assert coach.moment is not None
        shown.append(coach.moment.number)
        run(coach, clock, 1.0)
    assert shown == [*range(20, 0, -1)] * 2
    assert heard.counts == [3, 2, 1] * 3
    assert [event.left_s for event in told if isinstance(event, HoldHalved)] == [10.0, 10.0]
    assert heard.reps == [1, 2]


def test_no_frame_is_begun_when_a_boundary_is_due_before_it_would_be_painted(coach: Coach, clock: Clock) -> None:
    shown: list[float] = []
    slow = SlowPage(coach, clock, frame_s=0.03)
    coach.moment_changed.connect(lambda _moment: shown.append(round(clock.steady - 1000.0, 3)))
    coach.set_painting(True)
    coach.start(PLAN)
    QCoreApplication.sendPostedEvents()  # the first frame is painted, and measured
    clock.move(1.92)
    coach.tick()
    QCoreApplication.sendPostedEvents()
    assert (slow.frames, shown) == (2, [0.0, 1.95])
    clock.move(0.005)
    coach.tick()  # at 1.985 a frame would still be painted when the countdown's 3 is due, at 2.0
    clock.move(0.02)
    coach.tick()
    assert shown == [0.0, 1.95, 2.005]


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
