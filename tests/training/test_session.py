"""Time goes in, events come out: however it is sliced, paused, slowed or cut off."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hinge_desktop.errors import OptionError
from hinge_desktop.training.events import (
    BlockKind,
    BlockStarted,
    CountdownTicked,
    Event,
    Paused,
    PhaseStarted,
    PlannedSet,
    RepCompleted,
    Resumed,
    SessionCompleted,
    SessionPlan,
    SetCompleted,
    SpeedChanged,
    SpeedRefused,
)
from hinge_desktop.training.session import Session

SLOW = (("eccentric", 3.0), ("hold", 1.0), ("concentric", 2.0), ("top", 1.0))
SWING = (("drive", 0.5), ("float", 0.2), ("fall", 0.3), ("backswing", 0.4))
WORDS = {"eccentric": "Back", "hold": "Pause", "concentric": "Forward", "top": "Tall"}


def drill(reps: int = 3, phases: tuple[tuple[str, float], ...] = SLOW) -> PlannedSet:
    return PlannedSet("butt-tap", "Butt Tap", 0.0, reps, phases, "concentric", "3-1-2-1", WORDS)


def swing(reps: int = 4) -> PlannedSet:
    return PlannedSet("kettlebell-swing", "Kettlebell Swing", 12.0, reps, SWING, "float", "natural")


def planned(*sets: PlannedSet, rest_s: float = 10.0, get_ready_s: float = 5.0) -> SessionPlan:
    return SessionPlan("butt-tap", 2, sets, (rest_s,) * (len(sets) - 1), get_ready_s)


def started(plan: SessionPlan, resume_at: tuple[int, int] | None = None) -> tuple[Session, list[Event]]:
    session = Session(plan, resume_at)
    return session, list(session.start(0.0))


def counts(events: list[Event]) -> list[tuple[int, int]]:
    return [(event.set_index, event.rep) for event in events if isinstance(event, RepCompleted)]


def all_of(plan: SessionPlan) -> list[tuple[int, int]]:
    return [(index, rep + 1) for index, one in enumerate(plan.sets) for rep in range(one.reps)]


durations = st.floats(0.05, 8.0)


@st.composite
def plans(draw: st.DrawFn) -> SessionPlan:
    sets = []
    for _ in range(draw(st.integers(1, 3))):
        if draw(st.booleans()):
            phases = tuple((name, draw(durations)) for name, _ in SLOW)
            sets.append(drill(draw(st.integers(1, 5)), phases))
        else:
            sets.append(swing(draw(st.integers(1, 6))))
    return planned(*sets, rest_s=draw(st.floats(0.0, 60.0)), get_ready_s=draw(st.floats(3.0, 30.0)))


def test_a_set_runs_as_written() -> None:
    session, events = started(planned(drill(1)))
    events += session.advance(100.0)
    assert events == [
        BlockStarted(BlockKind.GET_READY, 0, 0.0),
        CountdownTicked(3, 2.0),
        CountdownTicked(2, 3.0),
        CountdownTicked(1, 4.0),
        BlockStarted(BlockKind.WORK, 0, 5.0),
        PhaseStarted("eccentric", 0, 0, 5.0, "Back"),
        PhaseStarted("hold", 0, 0, 8.0, "Pause"),
        PhaseStarted("concentric", 0, 0, 9.0, "Forward"),
        RepCompleted(0, 1, 1, 11.0, 6.0),
        PhaseStarted("top", 0, 0, 11.0, "Tall"),
        SetCompleted(0, 12.0, 1, 1, 6.0),
        SessionCompleted(12.0),
    ]


def test_the_swing_counts_at_the_top_and_the_set_ends_when_the_bell_is_back() -> None:
    session, events = started(planned(swing(2)))
    events += session.advance(100.0)
    assert [event.at_s for event in events if isinstance(event, RepCompleted)] == pytest.approx([5.7, 7.1])
    assert next(event.at_s for event in events if isinstance(event, SetCompleted)) == pytest.approx(7.8)


@settings(max_examples=60)
@given(plans(), st.lists(st.floats(0.001, 40.0), max_size=60))
def test_events_are_the_same_however_time_is_sliced(plan: SessionPlan, slices: list[float]) -> None:
    whole, at_once = started(plan)
    at_once += whole.advance(1e6)
    session, sliced = started(plan)
    now = 0.0
    for step in slices:
        now += step
        sliced += session.advance(now)
    sliced += session.advance(1e6)
    assert sliced == at_once
    assert counts(sliced) == all_of(plan)
    assert [event.at_s for event in sliced] == sorted(event.at_s for event in sliced)


wishes = st.one_of(
    st.tuples(st.just("pause"), st.floats(0.0, 600.0)),
    st.tuples(st.just("speed"), st.floats(0.3, 2.0)),
    st.tuples(st.just("rest"), st.sampled_from([-15.0, 15.0])),
    st.tuples(st.just("back"), st.just(0.0)),
    st.tuples(st.just("crash"), st.just(0.0)),
)


@settings(max_examples=80)
@given(plans(), st.lists(st.tuples(st.floats(0.0, 25.0), wishes), max_size=25))
def test_every_repetition_counts_once_whatever_happens(
    plan: SessionPlan, script: list[tuple[float, tuple[str, float]]]
) -> None:
    """Pause, tempo, rest, back, and a crash with resumption: exactly N counts, in order."""
    session, events = started(plan)
    now = 0.0
    for wait, (wish, value) in script:
        now += wait
        events += session.advance(now)
        if session.finished:
            break
        if wish == "pause":
            events += session.pause(now)
            now += value
            events += session.resume(now)
        elif wish == "speed":
            events += session.set_speed(now, value)
        elif wish == "rest":
            events += session.change_rest(now, value)
        elif wish == "back":
            events += session.back(now)
        else:
            session = Session(plan, session.position)
            events += session.start(now)
    events += session.advance(1e6)
    assert session.finished
    assert counts(events) == all_of(plan)


@settings(max_examples=40)
@given(plans(), st.lists(st.floats(0.01, 5.0), min_size=20, max_size=80), st.floats(0.5, 1.5))
def test_the_figure_and_the_number_read_the_same_event(plan: SessionPlan, slices: list[float], speed: float) -> None:
    """The repetition counts exactly when the figure has passed the end of its counting phase."""
    session, _ = started(plan)
    session.set_speed(0.0, speed)
    now = 0.0
    for step in slices:
        now += step
        session.advance(now)
        moment = session.moment
        if moment.kind is not BlockKind.WORK:
            assert moment.time_in_rep_s == 0.0
            continue
        one = plan.sets[moment.set_index]
        passed = 0.0
        for name, seconds in one.phases:
            passed += seconds
            if name == one.counts_after:
                break
        counted = moment.reps_done > moment.rep
        assert counted == (moment.time_in_rep_s >= passed - 1e-9)
        assert 0.0 <= moment.time_in_rep_s <= one.cycle_s
        assert 0.0 <= moment.phase_progress <= 1.0


def test_unpausing_in_the_middle_of_a_set_counts_three_two_one() -> None:
    session, _ = started(planned(drill()))
    session.advance(9.5)
    before = session.moment.time_in_rep_s
    assert session.pause(9.5) == (Paused("", 9.5),)
    assert session.advance(500.0) == ()
    events = [*session.resume(500.0), *session.advance(503.0)]
    assert events == [
        CountdownTicked(3, 500.0),
        CountdownTicked(2, 501.0),
        CountdownTicked(1, 502.0),
        Resumed(503.0),
    ]
    assert session.moment.time_in_rep_s == before == 4.5


def test_unpausing_a_rest_goes_on_at_once() -> None:
    session, _ = started(planned(drill(1), drill(1)))
    session.advance(14.0)
    session.pause(14.0)
    assert session.resume(60.0) == (Resumed(60.0),)
    assert session.moment.block_left_s == pytest.approx(8.0)


def test_a_swing_that_was_paused_is_hiked_anew() -> None:
    session, events = started(planned(swing(2)))
    events += session.advance(5.3)
    events += session.pause(5.3)
    events += session.resume(10.0)
    assert session.moment.time_in_rep_s == 0.0
    events += session.advance(13.1)
    assert session.moment.phase == "drive"
    events += session.advance(100.0)
    assert counts(events) == [(0, 1), (0, 2)]


def test_a_slow_set_runs_slower_from_where_it_is() -> None:
    session, _ = started(planned(drill(1)))
    session.advance(6.0)
    assert session.set_speed(6.0, 0.5) == (SpeedChanged(0.5, 6.0),)
    assert session.moment.time_in_rep_s == 1.0
    events = list(session.advance(100.0))
    assert next(event.at_s for event in events if isinstance(event, RepCompleted)) == pytest.approx(16.0)


def test_a_swing_refuses_another_speed_and_says_why() -> None:
    session, _ = started(planned(swing()))
    session.advance(6.0)
    (refused,) = session.set_speed(6.0, 0.5)
    assert isinstance(refused, SpeedRefused)
    assert "rhythm" in refused.reason
    assert session.moment.speed == 1.0


def test_rest_is_lengthened_shortened_and_skipped() -> None:
    session, events = started(planned(drill(1), drill(1), rest_s=30.0))
    session.advance(13.0)
    session.change_rest(13.0, 15.0)
    assert session.moment.block_left_s == pytest.approx(44.0)
    assert session.moment.set_index == 1
    session.change_rest(13.0, -15.0)
    assert session.moment.block_left_s == pytest.approx(29.0)
    events = list(session.skip(14.0))
    assert events[0] == BlockStarted(BlockKind.WORK, 1, 14.0)


def test_next_leaves_a_set_with_what_was_done_and_previous_takes_it_up_again() -> None:
    session, events = started(planned(drill(2), drill(1)))
    events += session.advance(11.5)
    left = session.skip(11.6)
    assert SetCompleted(0, 11.6, 1, 2, 6.0) in left
    events += left
    events += session.back(13.0)
    assert session.moment.kind is BlockKind.GET_READY
    assert session.moment.reps_done == 1
    events += session.advance(1000.0)
    assert counts(events) == [(0, 1), (0, 2), (1, 1)]


def test_back_begins_the_repetition_again_without_counting_twice() -> None:
    session, events = started(planned(drill(2)))
    events += session.advance(15.0)
    events += session.back(15.0)
    assert session.moment.time_in_rep_s == 0.0
    events += session.advance(1000.0)
    assert counts(events) == [(0, 1), (0, 2)]


@pytest.mark.parametrize(("resume_at", "left"), [((1, 2), [(1, 3)]), ((1, 0), [(1, 1), (1, 2), (1, 3)])])
def test_a_session_goes_on_after_a_crash_at_that_very_repetition(
    resume_at: tuple[int, int], left: list[tuple[int, int]]
) -> None:
    session, events = started(planned(drill(3), drill(3)), resume_at)
    assert session.moment.kind is BlockKind.GET_READY
    assert session.moment.reps_done == resume_at[1]
    events += session.advance(1000.0)
    assert counts(events) == left
    assert session.finished


def test_a_set_counted_to_its_end_before_the_crash_is_closed_first() -> None:
    session, events = started(planned(drill(3), drill(1)), (0, 3))
    assert isinstance(events[0], SetCompleted)
    assert session.moment.set_index == 1
    last, closing = started(planned(drill(3)), (0, 3))
    assert [type(event) for event in closing] == [SetCompleted, SessionCompleted]
    assert last.finished


def test_the_moment_before_work_shows_what_comes() -> None:
    session, _ = started(planned(drill(3), drill(3)))
    session.advance(2.5)
    moment = session.moment
    assert (moment.number, moment.preview_time_s, moment.time_in_rep_s) == (3, 2.5, 0.0)
    assert moment.session_left_s == pytest.approx(2.5 + 21 + 10 + 21)
    assert moment.block_progress == pytest.approx(0.5)


def test_a_clock_that_runs_backwards_changes_nothing() -> None:
    session, _ = started(planned(drill(3)))
    session.advance(12.0)
    before = session.moment
    assert session.advance(3.0) == ()
    assert session.moment == before


@pytest.mark.parametrize("resume_at", [(-1, 0), (5, 0), (0, -1)])
def test_a_place_outside_the_plan_is_refused(resume_at: tuple[int, int]) -> None:
    with pytest.raises(OptionError):
        Session(planned(drill()), resume_at)


def test_plans_that_cannot_be_counted_are_refused() -> None:
    with pytest.raises(OptionError, match="at least 1"):
        drill(0)
    with pytest.raises(OptionError, match="none of its phases"):
        PlannedSet("x", "X", 0.0, 1, SWING, "top", "natural")
    with pytest.raises(OptionError, match="3 to 30"):
        planned(drill(), get_ready_s=2.0)
    with pytest.raises(OptionError, match="rests"):
        SessionPlan("x", 1, (drill(), drill()), (), 10.0)
