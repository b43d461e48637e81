"""Choosing another step: what is said before, and that the gate then does what was said."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hinge_desktop.training.gate import current_step
from hinge_desktop.training.overruling import overruling, step_to_keep
from hinge_desktop.training.records import History
from hinge_desktop.training.thresholds import THRESHOLDS, Thresholds
from tests.training.lives import events, live
from tests.training.told import BALLISTIC, LEGS, day_of, good, on, overrule, session, skip, standing_on


def test_an_easier_step_is_allowed_at_once() -> None:
    told = overruling(standing_on(4, session(1, 4)), day_of(2), 2)
    assert (told.allowed, told.harder) == (True, False)


def test_before_a_harder_one_the_reason_is_read() -> None:
    history = History(good(0, 2))
    told = overruling(history, day_of(2), 3)
    assert (told.allowed, told.harder) == (True, True)
    assert on(2, history).reason in told.words


@pytest.mark.parametrize(
    ("history", "step", "said"),
    [
        (History(skips=skip(0, 4)), 4, "told not to do step 4"),
        (standing_on(5, session(1, 5, LEGS)), 9, "quiet for 30 days"),
        (standing_on(5, session(1, 5)), 9, "choose it in Settings"),
    ],
)
def test_what_cannot_be_chosen_says_why(history: History, step: int, said: str) -> None:
    told = overruling(history, day_of(2), step)
    assert not told.allowed
    assert said in told.words


@given(
    st.sampled_from((1, 4, 8, 9, 10)),
    events(),
    st.sampled_from((BALLISTIC, frozenset[int]())),
    st.integers(1, 10),
)
def test_what_is_allowed_is_followed(start: int, told: list, opted_in: frozenset[int], step: int) -> None:  # type: ignore[type-arg]
    last = live(start, told, opted_in)[-1]
    today = day_of(last.day)
    if not overruling(last.history, today, step, opted_in=opted_in).allowed:
        return
    choice = overrule(last.day, step, hour=23, advised=last.decision.step)
    after = on(last.day, replace(last.history, overrules=(*last.history.overrules, choice)), opted_in)
    assert (after.step, after.action, after.good_sessions) == (step, "start", 0)


def test_stricter_limits_throw_nobody_back_when_the_step_is_written_down() -> None:
    history = History((*good(0, 3), *good(3, 2, 2)))
    strict = Thresholds(good_days=6, good_days_opt_in=6)
    assert current_step(history, day_of(6), strict) == 1
    kept = step_to_keep(history, day_of(6), THRESHOLDS, strict)
    assert kept == 2
    written = replace(history, overrules=(overrule(6, kept, advised=on(6, history, limits=strict).step),))
    assert on(6, written, limits=strict).step == 2
    assert step_to_keep(history, day_of(6), strict, THRESHOLDS) is None
