"""What ring and word show at any instant: the session's own numbers, in every kind of set."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hinge_desktop.training.events import BlockKind, Moment, PlannedSet, SessionPlan
from hinge_desktop.training.session import Session
from hinge_desktop.ui.follow_number import ring_of
from hinge_desktop.ui.follow_words import clock_text, place_of, session_blocks, word_of

PHASES = (("eccentric", 3.0), ("hold", 1.0), ("concentric", 2.0), ("top", 1.0))
WORDS = {name: name.title() for name, _ in PHASES}


def plain(reps: int, **more: object) -> PlannedSet:
    return PlannedSet("butt-tap", "Butt Tap", 0.0, reps, PHASES, "concentric", "3-1-2-1", WORDS, **more)  # type: ignore[arg-type]


def hold(reps: int, seconds: float, **more: object) -> PlannedSet:
    return PlannedSet(
        "ready-position", "Ready", 0.0, reps, (("hold", seconds),), "hold", "hold", WORDS, **more  # type: ignore[arg-type]
    )  # fmt: skip


SETS = st.one_of(
    st.builds(plain, st.integers(1, 5), side=st.sampled_from(("", "left", "right"))),
    st.builds(hold, st.integers(1, 3), st.sampled_from((5.0, 12.5, 20.0))),
)


@st.composite
def moments(draw: st.DrawFn) -> tuple[SessionPlan, Moment]:
    sets = tuple(draw(st.lists(SETS, min_size=1, max_size=4)))
    rests = tuple(draw(st.floats(1, 200)) for _ in sets[1:])
    plan = SessionPlan("butt-tap", 2, sets, rests, draw(st.sampled_from((3.0, 10.0))))
    session = Session(plan)
    session.start(0.0)
    now = draw(st.floats(0, 400))
    session.advance(now)
    if draw(st.booleans()):
        session.pause(now)
        if draw(st.booleans()):
            session.resume(now)
            session.advance(now + draw(st.floats(0, 2.9)))
    return plan, session.moment


@given(moments())
def test_the_number_is_the_moments_near_and_far(drawn: tuple[SessionPlan, Moment]) -> None:
    plan, moment = drawn
    ring = ring_of(moment, plan)
    assert 0.0 <= ring.share <= 1.0
    if moment.kind is BlockKind.DONE:
        assert ring.kind == "done"
        return
    shown = clock_text(moment.number) if moment.kind is BlockKind.REST else str(moment.number)
    ended_hold = plan.sets[moment.set_index].hold and moment.hold_left_s <= 0 and moment.kind is BlockKind.WORK
    if not ended_hold:
        assert ring.number == shown
        assert (ring.far or ring.number) == str(moment.number)
    if ring.kind == "ready":
        assert round(ring.share * ring.tiles) == moment.number  # one tile for each second that is left


@given(moments())
def test_there_is_always_one_word_and_a_place_on_the_bar(drawn: tuple[SessionPlan, Moment]) -> None:
    plan, moment = drawn
    assert word_of(moment, plan)[0]
    block, share = place_of(moment)
    assert 0 <= block < len(session_blocks(plan))
    assert 0.0 <= share <= 1.0


@pytest.mark.parametrize(
    ("planned", "said"),
    [
        (plain(8, manual=True), "8 reps to do"),
        (plain(1, manual=True), "1 rep to do"),
        (hold(1, 20.0, manual=True), "20 seconds to hold"),
    ],
)
def test_at_ones_own_pace_the_plan_is_shown(planned: PlannedSet, said: str) -> None:
    plan = SessionPlan("butt-tap", 2, (planned,), (), 3.0)
    session = Session(plan)
    session.start(0.0)
    session.advance(60.0)
    ring = ring_of(session.moment, plan)
    assert f"{ring.number} {ring.caption}" == said
    assert ring.share == 0.0
