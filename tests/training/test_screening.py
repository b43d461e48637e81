"""The safety questions: what locks what, and when they come back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hinge_desktop.training.records import (
    Answers,
    Ending,
    History,
    ScreeningRecord,
    SessionRecord,
)
from hinge_desktop.training.screening import ASKED, QUESTIONS, Question, Tier, assess, in_force, is_due

DAY0 = date(2026, 3, 2)
ALL_NO = {question.id: False for question in QUESTIONS}


def screened(day: int, **yes: bool) -> ScreeningRecord:
    when = DAY0 + timedelta(days=day)
    found = {**ALL_NO, **{key.replace("_", "-"): value for key, value in yes.items()}}
    return ScreeningRecord(datetime.combine(when, time(9), UTC), when, tuple(found.items()))


def session(day: int, answers: Answers, morning: int | None = None) -> SessionRecord:
    when = DAY0 + timedelta(days=day)
    begun = datetime.combine(when, time(18), UTC)
    return SessionRecord(str(day), when, begun, 0, "x", 1, 1, (), answers, Ending.DONE, begun, morning)


def test_nothing_answered_keeps_load_locked_and_practice_open() -> None:
    found = in_force(History(), DAY0)
    assert (found.load_locked, found.practice_locked) == (True, False)
    assert is_due(History(), DAY0)


def test_all_no_opens_everything() -> None:
    found = assess(ALL_NO)
    assert (found.tier, found.load_locked, found.practice_locked) == (None, False, False)


def test_an_open_question_keeps_load_locked() -> None:
    assert assess(dict.fromkeys(list(ALL_NO)[1:], False)).load_locked


@pytest.mark.parametrize("asked", QUESTIONS, ids=[question.id for question in QUESTIONS])
def test_each_yes_has_its_tier_and_advice(asked: Question) -> None:
    found = assess({**ALL_NO, asked.id: True})
    assert found.tier is asked.tier
    assert found.advice
    assert found.practice_locked == (asked.tier is Tier.EMERGENCY)
    assert found.load_locked == (asked.id != "sore-knees")
    assert found.seated_first == (asked.id == "sore-knees")


def test_the_most_pressing_yes_decides() -> None:
    found = assess({**ALL_NO, "pregnant": True, "saddle": True})
    assert found.tier is Tier.EMERGENCY
    assert "emergency" in found.advice


def test_having_asked_opens_the_load_where_only_asking_was_due() -> None:
    before = assess({**ALL_NO, "pregnant": True, "told-not-to": True})
    after = assess({**ALL_NO, "pregnant": True, "told-not-to": True, ASKED: True})
    assert (before.load_locked, before.asking_opens) == (True, True)
    assert (after.load_locked, after.asking_opens, after.tier) == (False, False, Tier.ASK_FIRST)
    assert after.yes == ("pregnant", "told-not-to")


@given(st.fixed_dictionaries({question.id: st.booleans() for question in QUESTIONS}))
def test_having_asked_opens_nothing_else(answers: dict[str, bool]) -> None:
    """Whatever wants to be seen sooner stays locked, and an offer to say so is only made where saying so helps."""
    plain, asked = assess(answers), assess({**answers, ASKED: True})
    sooner = any(answers[question.id] for question in QUESTIONS if question.tier is not Tier.ASK_FIRST)
    assert asked.load_locked == sooner
    assert asked.practice_locked == plain.practice_locked
    assert plain.asking_opens == (plain.load_locked and not sooner)
    assert not assess({key: value for key, value in answers.items() if key != "heart"} | {ASKED: True}).asking_opens


def test_an_open_question_stays_locked_whatever_was_asked() -> None:
    answers = {**ALL_NO, "pregnant": True, ASKED: True}
    del answers["heart"]
    assert assess(answers).load_locked


def test_having_asked_holds_until_the_questions_come_back() -> None:
    asked = ScreeningRecord(
        datetime.combine(DAY0, time(9), UTC), DAY0, (*(ALL_NO | {"heart": True}).items(), (ASKED, True))
    )
    history = History(screenings=(asked,))
    assert not is_due(history, DAY0 + timedelta(days=29))
    assert not in_force(history, DAY0 + timedelta(days=29)).load_locked
    assert in_force(history, DAY0 + timedelta(days=30)).load_locked
    again = replace(history, screenings=(asked, screened(1, heart=True)))
    assert in_force(again, DAY0 + timedelta(days=2)).load_locked
    sore = session(1, Answers(pain_before=1, pain_worst=5))
    assert in_force(replace(history, sessions=(sore,)), DAY0 + timedelta(days=2)).load_locked


def test_it_comes_back_after_a_month_and_locks_load_until_answered() -> None:
    history = History(screenings=(screened(0),))
    assert not is_due(history, DAY0 + timedelta(days=29))
    assert is_due(history, DAY0 + timedelta(days=30))
    assert not in_force(history, DAY0 + timedelta(days=29)).load_locked
    assert in_force(history, DAY0 + timedelta(days=30)).load_locked


def test_an_emergency_answer_holds_until_it_is_answered_otherwise() -> None:
    history = History(screenings=(screened(0, saddle=True),))
    assert in_force(history, DAY0 + timedelta(days=90)).practice_locked
    again = replace(history, screenings=(*history.screenings, screened(1)))
    assert not in_force(again, DAY0 + timedelta(days=2)).practice_locked


@pytest.mark.parametrize(
    ("worst", "morning", "due"), [(3, None, False), (4, None, True), (2, 5, True), (1, 3, False), (None, None, False)]
)
def test_it_comes_back_after_a_jump_in_pain(worst: int | None, morning: int | None, due: bool) -> None:
    usual = session(-1, Answers(pain_before=1))
    now = session(1, Answers(pain_before=1, pain_worst=worst), morning)
    history = History((usual, now), (screened(0),))
    assert is_due(history, DAY0 + timedelta(days=2)) == due
    answered = replace(history, screenings=(screened(0), screened(2)))
    assert not is_due(answered, DAY0 + timedelta(days=2))


def test_words_are_without_blame() -> None:
    texts = [question.text for question in QUESTIONS]
    assert not [text for text in texts for word in ("fault", "wrong", "fail", "should have") if word in text.lower()]
