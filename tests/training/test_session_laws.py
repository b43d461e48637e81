"""What holds of every session: any mixture of movements, holds, sides and one's own pace, whatever is done to it."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from hinge_desktop.training.events import (
    BlockKind,
    BlockStarted,
    CountdownTicked,
    Event,
    HoldHalved,
    Moment,
    PhaseStarted,
    PlannedSet,
    RepCompleted,
    RestEnding,
    SessionPlan,
    SetCompleted,
)
from hinge_desktop.training.session import SPEED, Session

SLOW = ("eccentric", "hold", "concentric", "top")
SWING = (("drive", 0.5), ("float", 0.2), ("fall", 0.3), ("backswing", 0.4))
seconds = st.one_of(st.just(0.0), st.floats(0.05, 6.0))


@st.composite
def slow_sets(draw: st.DrawFn) -> PlannedSet:
    phases = tuple((name, draw(seconds)) for name in SLOW)
    if not any(length for _, length in phases):
        phases = (*phases[:-1], ("top", 1.0))
    return PlannedSet("drill", "Drill", 0.0, draw(st.integers(1, 5)), phases, draw(st.sampled_from(SLOW)), "slow")


swings = st.builds(PlannedSet, *(st.just(one) for one in ("swing", "Swing", 12.0)), st.integers(1, 6), st.just(SWING),
                   st.just("float"), st.just("natural"))  # fmt: skip
holds = st.builds(
    lambda reps, length: PlannedSet("ready", "Ready", 0.0, reps, (("hold", length),), "hold", f"{length:g}"),
    st.integers(1, 3),
    st.floats(1.0, 60.0),
)


@st.composite
def plans(draw: st.DrawFn) -> SessionPlan:
    """One to four exercises, some of both sides, some at one's own pace, rests of nothing up to a minute."""
    sets: list[PlannedSet] = []
    for number in range(draw(st.integers(1, 4))):
        one = draw(st.one_of(slow_sets(), swings, holds))
        one = replace(one, exercise_id=f"{one.exercise_id}-{number}", manual=draw(st.integers(0, 3)) == 0)
        both = draw(st.booleans())
        sets += [replace(one, side="right"), replace(one, side="left")] if both else [one]
    rests = tuple(draw(st.one_of(st.just(0.0), st.floats(0.01, 60.0))) for _ in sets[1:])
    return SessionPlan("drill-0", 2, tuple(sets), rests, draw(st.floats(3.0, 30.0)))


def counts(events: list[Event]) -> list[tuple[int, int]]:
    return [(event.set_index, event.rep) for event in events if isinstance(event, RepCompleted)]


def all_of(plan: SessionPlan, first: int = 0, done: int = 0) -> list[tuple[int, int]]:
    rest = [(index, rep + 1) for index in range(first, len(plan.sets)) for rep in range(plan.sets[index].reps)]
    return [one for one in rest if one[0] > first or one[1] > done]


@dataclass
class Runner:
    """A session, the clock it lives on, and all it said. A manual set is done after ``patience`` seconds."""

    session: Session
    now: float = 0.0
    heard: list[Event] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.heard += self.session.start(self.now)

    def wait(self, seconds: float) -> None:
        self.now += seconds
        self.heard += self.session.advance(self.now)

    def to_the_end(self, patience: float = 20.0) -> None:
        while not self.session.finished:
            if not self.session.running:
                self.heard += self.session.resume(self.now)
            due = self.session.next_due_s
            self.now = max(self.now, self.now + patience if due is None else due)
            self.heard += self.session.advance(self.now)
            if self.session.moment.manual and due is None:
                self.heard += self.session.done(self.now)


@settings(max_examples=50)
@given(plans(), st.lists(st.floats(0.001, 40.0), max_size=50))
def test_events_are_the_same_however_time_is_sliced(plan: SessionPlan, slices: list[float]) -> None:
    plan = replace(plan, sets=tuple(replace(one, manual=False) for one in plan.sets))
    at_once, sliced = Runner(Session(plan)), Runner(Session(plan))
    for step in slices:
        sliced.wait(step)
    for one in (at_once, sliced):
        one.now = 1e6
        one.wait(0.0)
    assert sliced.heard == at_once.heard
    assert counts(sliced.heard) == all_of(plan)
    assert [event.at_s for event in sliced.heard] == sorted(event.at_s for event in sliced.heard)


wishes = st.one_of(
    st.tuples(st.just("pause"), st.floats(0.0, 600.0)),
    st.tuples(st.just("speed"), st.floats(0.3, 2.0)),
    st.tuples(st.just("rest"), st.sampled_from([-15.0, 15.0])),
    st.tuples(st.sampled_from(["back", "crash", "done", "stand still"]), st.just(0.0)),
)


@settings(max_examples=60)
@given(plans(), st.lists(st.tuples(st.floats(0.0, 25.0), wishes), max_size=25))
def test_every_repetition_counts_once_whatever_happens(
    plan: SessionPlan, script: list[tuple[float, tuple[str, float]]]
) -> None:
    """Pauses, tempo, rests, back, done, a halted clock, and crashes with resumption: exactly N counts, in order."""
    run = Runner(Session(plan))
    for wait, (wish, value) in script:
        if wish != "stand still":
            run.wait(wait)
        if run.session.finished:
            break
        if wish == "pause":
            run.heard += run.session.pause(run.now)
            run.now += value
            run.heard += run.session.resume(run.now)
        elif wish == "speed":
            run.heard += run.session.set_speed(run.now, value)
        elif wish == "rest":
            run.heard += run.session.change_rest(run.now, value)
        elif wish == "back":
            run.heard += run.session.back(run.now)
        elif wish == "done":
            run.heard += run.session.done(run.now)
        elif wish == "crash":
            run = Runner(Session(plan, run.session.position), run.now, run.heard)
        assert counts(run.heard) == all_of(plan)[: len(counts(run.heard))]
    run.to_the_end()
    assert counts(run.heard) == all_of(plan)
    finished = [(one.set_index, one.reps_done) for one in run.heard if isinstance(one, SetCompleted)]
    assert sorted(set(finished)) == [(index, one.reps) for index, one in enumerate(plan.sets)]


@settings(max_examples=40)
@given(plans(), st.data())
def test_it_is_taken_up_at_any_place(plan: SessionPlan, data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(plan.sets) - 1))
    done = data.draw(st.integers(0, plan.sets[first].reps))
    run = Runner(Session(plan, (first, done)))
    run.to_the_end()
    assert counts(run.heard) == all_of(plan, first, done)


@settings(max_examples=40)
@given(plans(), st.floats(*SPEED), st.lists(st.floats(0.1, 20.0), max_size=6))
def test_the_number_shown_is_the_number_told_and_counted(plan: SessionPlan, speed: float, pauses: list[float]) -> None:
    """At each event, looked at in its own instant; the last of several in one instant is the one that stays."""
    run = Runner(Session(plan))
    run.heard += run.session.set_speed(0.0, speed)
    while not run.session.finished:
        due = run.session.next_due_s
        told = list(run.session.advance(run.now if due is None else due))
        run.now = run.now + 7.0 if due is None else due
        run.heard += told
        moment = run.session.moment
        assert (moment.set_index, moment.reps_done) == last_count(run, moment)
        for event in told:
            if isinstance(event, CountdownTicked):
                assert moment.number == event.left
            elif isinstance(event, RepCompleted) and event.set_index == moment.set_index:
                assert moment.reps_done == event.rep
                counting_up = moment.kind is BlockKind.WORK and not plan.sets[event.set_index].hold
                assert not counting_up or moment.number == event.rep
        if moment.manual:
            run.heard += run.session.done(run.now)
        elif pauses and moment.running:
            run.heard += run.session.pause(run.now)
            run.now += pauses.pop()
            run.heard += run.session.resume(run.now)
    assert counts(run.heard) == all_of(plan)


def last_count(run: Runner, moment: Moment) -> tuple[int, int]:
    """(the set that is shown, its repetitions that were told)."""
    return moment.set_index, sum(1 for index, _ in counts(run.heard) if index == moment.set_index)


@settings(max_examples=40)
@given(plans(), st.lists(st.floats(0.01, 9.0), min_size=10, max_size=60))
def test_what_is_shown_stays_within_its_bounds(plan: SessionPlan, slices: list[float]) -> None:
    run = Runner(Session(plan))
    for step in slices:
        run.wait(step)
        moment = run.session.moment
        one = plan.sets[moment.set_index]
        assert 0.0 <= moment.time_in_rep_s <= one.cycle_s
        assert 0.0 <= moment.phase_progress <= 1.0
        assert 0.0 <= moment.block_progress <= 1.0
        assert moment.session_left_s >= moment.block_left_s >= 0.0
        assert (moment.hold_left_s > 0) == (moment.kind is BlockKind.WORK and one.hold and not one.manual)
        assert moment.manual == (moment.kind is BlockKind.WORK and one.manual)
        assert moment.manual == (run.session.next_due_s is None and not run.session.finished)
        if moment.hold_left_s:
            assert moment.number == max(1, math.ceil(moment.hold_left_s - 1e-6))


@settings(max_examples=40)
@given(plans(), st.floats(0.5, 400.0))
def test_seconds_worked_are_shared_and_none_is_lost(plan: SessionPlan, patience: float) -> None:
    """The seconds of a set's repetitions add up to the set's own; a manual set's are equal and all that passed."""
    run = Runner(Session(plan))
    run.to_the_end(patience)
    for index, one in enumerate(plan.sets):
        each = [event.duration_s for event in run.heard if isinstance(event, RepCompleted) and event.set_index == index]
        (whole,) = [
            event.duration_s for event in run.heard if isinstance(event, SetCompleted) and event.set_index == index
        ]
        assert math.isclose(math.fsum(each), whole, abs_tol=1e-6)
        if one.manual:
            assert len(set(each)) == 1
            assert math.isclose(whole, patience, rel_tol=1e-6)


@settings(max_examples=40)
@given(plans())
def test_a_hold_is_told_as_it_is_held(plan: SessionPlan) -> None:
    run = Runner(Session(plan))
    run.to_the_end()
    for index, one in enumerate(plan.sets):
        if not one.hold or one.manual:
            continue
        begins = [e.at_s for e in run.heard if isinstance(e, PhaseStarted) and e.set_index == index]
        ends = [e.at_s for e in run.heard if isinstance(e, RepCompleted) and e.set_index == index]
        ticks = [e for e in run.heard if isinstance(e, CountdownTicked) and e.ends_hold]
        halves = [e for e in run.heard if isinstance(e, HoldHalved) and e.set_index == index]
        for begin, end in zip(begins, ends, strict=True):
            lefts = [e.left for e in ticks if begin - 1e-9 <= e.at_s < end - 1e-9]
            assert lefts == [left for left in (3, 2, 1) if left < one.cycle_s]
        assert len(halves) == (one.reps if one.cycle_s >= 15 else 0)


@settings(max_examples=40)
@given(plans(), st.lists(st.tuples(st.floats(0.0, 30.0), st.sampled_from([-15.0, 15.0])), max_size=6))
def test_a_rest_ends_when_it_says(plan: SessionPlan, changes: list[tuple[float, float]]) -> None:
    """However a rest is changed, what is told after the last change comes true when its work begins."""
    run = Runner(Session(plan))
    promised: list[float] = []
    while not run.session.finished:
        resting = run.session.moment.kind is BlockKind.REST
        if resting and changes:
            wait, change = changes.pop()
            run.wait(wait)
            run.heard += run.session.change_rest(run.now, change)
            promised = []
            continue
        due = run.session.next_due_s
        run.now = run.now + 5.0 if due is None else due
        told = run.session.advance(run.now)
        if run.session.moment.manual and due is None:
            told = run.session.done(run.now)
        for event in told:
            if resting and isinstance(event, CountdownTicked | RestEnding):
                promised.append(event.at_s + (event.left if isinstance(event, CountdownTicked) else event.left_s))
            elif isinstance(event, BlockStarted) and event.kind is BlockKind.WORK:
                assert all(math.isclose(one, event.at_s, abs_tol=1e-6) for one in promised)
                promised = []
