"""Every row of the gate's table decides on some history, with the action of the table; the page says what it does."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from hinge_desktop.training.gate import TABLE
from hinge_desktop.training.outcome import words
from hinge_desktop.training.records import Answers, Ending, Felt, History
from hinge_desktop.training.thresholds import THRESHOLDS, Thresholds
from tests.conftest import load_script
from tests.training.told import BALLISTIC, LEGS, LOWER_BACK, QUIET, good, on, session, skip, standing_on


@dataclass(frozen=True)
class Case:
    """A small history on which a row decides, the day it is asked on and the step that comes out."""

    history: History
    day: int
    step: int
    opted_in: frozenset[int] = frozenset()


def after_three(answers: Answers = QUIET, *, done: int = 8, ending: Ending = Ending.DONE, flare: bool = False) -> Case:
    """Three good days that would open step 2, and then a session that speaks against it."""
    return Case(History((*good(0, 3), session(3, answers=answers, done=done, ending=ending, flare=flare))), 4, 1)


ALL = tuple(range(1, 11))
CASES: dict[str, Case] = {
    "none-left": Case(History(skips=skip(0, *ALL)), 1, 1),
    "told-not-to": Case(standing_on(4, skips=skip(1, 4)), 1, 3),
    "gentlest-left": Case(History(skips=skip(0, 1, 2)), 1, 3),
    "legs-first": Case(standing_on(9, session(1, 9, LEGS)), 2, 8, BALLISTIC),
    "easiest": Case(History((session(0, answers=replace(QUIET, pain_worst=6)),)), 1, 1),
    "pain-stop": Case(standing_on(2, session(1, 2, replace(QUIET, pain_after=6))), 2, 1),
    "morning-above-usual": Case(standing_on(2, session(1, 2, morning=3)), 2, 1),
    "back-twice": Case(standing_on(2, session(1, 2, LOWER_BACK), session(2, 2, LOWER_BACK)), 3, 1),
    "after-a-gap": Case(History(good(0, 3)), 2 + THRESHOLDS.window_days, 1),
    "pain-hold": after_three(replace(QUIET, pain_worst=4)),
    "below-knee": after_three(LEGS),
    "stopped-for-pain": after_three(ending=Ending.PAIN),
    "back-once": after_three(LOWER_BACK),
    "repetitions": after_three(done=7),
    "not-answered": after_three(replace(QUIET, effort=None)),
    "effort": after_three(replace(QUIET, effort=8)),
    "not-like-the-figure": after_three(replace(QUIET, looked_like_figure=False)),
    "felt-elsewhere": after_three(replace(QUIET, felt=frozenset({Felt.KNEES}))),
    "flare-up-day": after_three(flare=True),
    "morning-open": Case(History((*good(0, 3), session(3, morning=None))), 4, 1),
    "not-chosen": Case(standing_on(9, session(1, 9)), 2, 8),
    "first": Case(History(), 0, 1),
    "maintenance": Case(standing_on(10, *good(1, 3, 10)), 4, 10, BALLISTIC),
    "opt-in": Case(standing_on(8, *good(1, 4, 8)), 5, 8),
    "today": Case(History((session(0, morning=None),)), 0, 1),
    "collecting": Case(History((session(0),)), 1, 1),
    "leg-free": Case(standing_on(8, session(-9, answers=LEGS), *good(1, 4, 8)), 5, 8, BALLISTIC),
    "enough": Case(History(good(0, 3)), 3, 2),
}


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.id)
def test_each_row_decides_with_its_action(row: object) -> None:
    assert row in TABLE
    place = TABLE.index(row)  # type: ignore[arg-type]
    case = CASES[TABLE[place].id]
    decision = on(case.day, case.history, case.opted_in)
    assert decision.rows[0] == TABLE[place].id
    assert decision.action == TABLE[place].action
    assert decision.step == case.step
    assert decision.reason.endswith(".")


def test_there_is_no_case_without_a_row() -> None:
    assert set(CASES) == {row.id for row in TABLE}
    assert len({row.id for row in TABLE}) == len(TABLE)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.id)
def test_the_words_of_a_row_have_their_numbers(row: object) -> None:
    text = TABLE[TABLE.index(row)].when  # type: ignore[arg-type]
    assert "{" not in words(text)
    assert not any(letter.isdigit() for letter in text), "a number is written out that belongs to the limits"


def test_the_page_is_up_to_date() -> None:
    assert load_script("write_gate_table").main(["--check"]) == 0, "run python packaging/write_gate_table.py"


def test_stricter_limits_change_the_words_and_the_reasons() -> None:
    strict = Thresholds(go_most=1, stay_most=2, good_days=5, good_days_opt_in=6)
    row = next(row for row in TABLE if row.id == "pain-stop")
    assert words(row.when, strict).startswith("pain of 3 or more")
    assert "5 good days open step 2" in on(0, History(), limits=strict).reason
    hurt = standing_on(2, session(1, 2, replace(QUIET, pain_worst=3)))
    assert on(2, hurt).action == "stay"
    decision = on(2, hurt, limits=strict)
    assert (decision.action, decision.reason) == (
        "step_back",
        "Pain at its worst was 3; from 3 on, an easier step comes first.",
    )
