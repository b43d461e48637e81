"""The gate: every row, and what no history may ever make it do."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hinge_desktop.training.gate import ROWS, Decision, awaiting_next_morning, current_step, decide
from hinge_desktop.training.records import (
    Answers,
    Ending,
    Felt,
    History,
    OverruleRecord,
    SessionRecord,
    SetRecord,
)

DAY0 = date(2026, 3, 2)
QUIET = Answers(1, 1, 1, 4, frozenset({Felt.HAMSTRINGS}), True, False)


def at(day: int, hour: int = 18) -> datetime:
    return datetime.combine(DAY0 + timedelta(days=day), time(hour), UTC)


def session(
    day: int,
    step: int | None = 1,
    answers: Answers = QUIET,
    *,
    morning: int | None = 1,
    done: int = 8,
    ending: Ending = Ending.DONE,
    hour: int = 18,
    flare: bool = False,
) -> SessionRecord:
    one = SetRecord(0, "some-exercise", 8, done, 0.0, "3-1-2-1", at(day, hour), 56.0, True)
    return SessionRecord(
        f"{day}-{hour}-{step}", DAY0 + timedelta(days=day), at(day, hour), 0, "some-exercise", step, 1, (one,),
        answers, ending, at(day, hour), morning, flare,
    )  # fmt: skip


def on(day: int, *sessions: SessionRecord, opted_in: frozenset[int] = frozenset()) -> Decision:
    return decide(History(sessions), DAY0 + timedelta(days=day), opted_in=opted_in)


def overrule(day: int, chosen: int, hour: int = 12) -> OverruleRecord:
    return OverruleRecord(at(day, hour), DAY0 + timedelta(days=day), 1, chosen, "because")


def test_it_starts_at_step_one() -> None:
    decision = on(0)
    assert (decision.action, decision.step, decision.rows) == ("start", 1, ("first",))
    assert "3 good days" in decision.reason


def test_three_good_days_open_the_next_step() -> None:
    assert on(2, session(0), session(1)).rows == ("collecting",)
    decision = on(3, session(0), session(1), session(2))
    assert (decision.action, decision.step, decision.from_step) == ("advance", 2, 1)
    assert (decision.good_sessions, decision.needed) == (3, 3)


def test_days_count_not_sessions() -> None:
    decision = on(2, session(0, hour=8), session(0, hour=12), session(0, hour=18), session(1))
    assert (decision.action, decision.good_sessions) == ("stay", 2)


def test_one_session_of_a_day_that_hurt_takes_the_day_out() -> None:
    hurt = replace(QUIET, pain_worst=4)
    decision = on(4, session(0), session(1, hour=8), session(1, answers=hurt), session(2), session(3))
    assert decision.action == "advance"
    assert on(3, session(0), session(1, hour=8), session(1, answers=hurt), session(2)).good_sessions == 2


def test_days_older_than_three_weeks_no_longer_count() -> None:
    days = (session(0), session(1), session(2))
    assert on(20, *days).action == "advance"
    assert on(21, *days).action == "stay"


def test_a_good_day_is_told_when_it_counts() -> None:
    assert on(0, session(0, morning=None)).reason == (
        "Today's session counts once tomorrow morning's answer is in: that makes it 1 of 3 good days for step 2."
    )
    poor = session(0, answers=replace(QUIET, effort=9), morning=None)
    assert "tomorrow" not in on(0, poor).reason


def test_today_counts_once_its_morning_after_is_known() -> None:
    days = (session(0), session(1), session(2, morning=None))
    assert on(2, *days).rows == ("collecting",)
    assert on(3, *days).rows == ("morning-open",)


@pytest.mark.parametrize(
    ("row", "last"),
    [
        ("pain-hold", session(3, answers=replace(QUIET, pain_after=4))),
        ("pain-hold", session(3, answers=replace(QUIET, pain_before=5))),
        ("pain-hold", session(3, answers=replace(QUIET, pain_before=3), morning=4)),
        ("below-knee", session(3, answers=replace(QUIET, felt=frozenset({Felt.HAMSTRINGS, Felt.BELOW_KNEE})))),
        ("below-knee", session(3, answers=replace(QUIET, leg_symptoms=True))),
        ("stopped-for-pain", session(3, ending=Ending.PAIN)),
        ("back-once", session(3, answers=replace(QUIET, felt=frozenset({Felt.HAMSTRINGS, Felt.LOWER_BACK})))),
        ("repetitions", session(3, done=7)),
        ("not-answered", session(3, answers=replace(QUIET, pain_worst=None))),
        ("not-answered", session(3, answers=replace(QUIET, effort=None))),
        ("not-answered", session(3, answers=replace(QUIET, felt=frozenset()))),
        ("not-answered", session(3, answers=replace(QUIET, looked_like_figure=None))),
        ("effort", session(3, answers=replace(QUIET, effort=8))),
        ("not-like-the-figure", session(3, answers=replace(QUIET, looked_like_figure=False))),
        ("felt-elsewhere", session(3, answers=replace(QUIET, felt=frozenset({Felt.NOWHERE})))),
        ("flare-up-day", session(3, flare=True)),
    ],
)
def test_the_last_day_makes_it_stay(row: str, last: SessionRecord) -> None:
    if row == "pain-hold" and last.next_morning_pain == 4:  # within one of a usual of 3, and still above the go line
        days = [session(day, answers=replace(QUIET, pain_before=3)) for day in range(3)]
    else:
        days = [session(day) for day in range(3)]
    decision = on(4, *days, last)
    assert (decision.action, decision.step) == ("stay", 1)
    assert decision.rows[0] == row
    assert decision.reason


@pytest.mark.parametrize(
    ("row", "last"),
    [
        ("pain-stop", [session(4, 2, replace(QUIET, pain_worst=6))]),
        ("pain-stop", [session(4, 2, morning=7)]),
        ("morning-above-usual", [session(4, 2, morning=3)]),
        ("back-twice", [session(day, 2, replace(QUIET, felt=frozenset({Felt.LOWER_BACK}))) for day in (4, 5)]),
    ],
)
def test_a_step_back_is_one_step_with_its_reason(row: str, last: list[SessionRecord]) -> None:
    decision = on(6, *(session(day) for day in range(3)), *last)
    assert (decision.action, decision.from_step, decision.step) == ("step_back", 2, 1)
    assert decision.rows[0] == row


def test_from_the_first_step_there_is_no_way_back() -> None:
    decision = on(1, session(0, answers=replace(QUIET, pain_worst=8)))
    assert (decision.action, decision.step) == ("stay", 1)
    assert decision.rows == ("pain-stop", "easiest")


def test_after_a_step_back_the_count_begins_anew() -> None:
    hurt = session(3, answers=replace(QUIET, pain_worst=7))
    days = [session(day) for day in range(3)]
    assert on(5, *days, hurt, session(4)).good_sessions == 1


def test_a_session_on_the_step_that_was_advised_moves_there() -> None:
    up = [*(session(day) for day in range(3)), session(3, 2)]
    assert on(4, *up).from_step == 2
    hurt = session(4, 2, replace(QUIET, pain_worst=6))
    assert on(5, *up, hurt).from_step == 2
    assert on(6, *up, hurt, session(5, 1)).from_step == 1


def test_practice_above_the_gate_moves_nothing_but_its_pain_counts() -> None:
    decision = on(2, session(0, 7), session(1, 2))
    assert decision.from_step == 1
    hurt = session(3, 7, replace(QUIET, pain_worst=5))
    assert on(4, *(session(day) for day in range(3)), hurt).rows == ("pain-hold",)


def test_an_overrule_is_remembered() -> None:
    history = History(tuple(session(day) for day in range(3)), overrules=(overrule(3, 4),))
    decision = decide(history, DAY0 + timedelta(days=3))
    assert (decision.action, decision.from_step, decision.step) == ("start", 4, 4)
    later = replace(history, sessions=(*history.sessions, session(4, 4)))
    assert current_step(later, DAY0 + timedelta(days=5)) == 4


@pytest.mark.parametrize("target", [9, 10])
def test_the_last_two_steps_want_four_days_quiet_legs_and_a_wish(target: int) -> None:
    step = target - 1
    history = History(tuple(session(day, step) for day in range(1, 4)), overrules=(overrule(0, step),))
    today = DAY0 + timedelta(days=6)
    assert decide(history, today, opted_in=frozenset({9, 10})).rows == ("collecting",)
    four = replace(history, sessions=(*history.sessions, session(4, step)))
    waiting = decide(four, today)
    assert (waiting.action, waiting.opt_in_needed, waiting.rows) == ("stay", True, ("opt-in",))
    assert decide(four, today, opted_in=frozenset({target})).step == target
    legs = session(-20, step, replace(QUIET, leg_symptoms=True))
    with_legs = replace(four, sessions=(legs, *four.sessions))
    assert decide(with_legs, today, opted_in=frozenset({target})).rows == ("leg-free",)


def test_at_the_last_step_everything_is_open() -> None:
    history = History((session(1, 10),), overrules=(overrule(0, 10),))
    assert decide(history, DAY0 + timedelta(days=2)).rows == ("top",)


def test_sessions_in_which_nothing_happened_are_passed_over() -> None:
    nothing = session(3, answers=Answers(pain_before=1), done=0, ending=Ending.LEFT, morning=None)
    assert on(4, *(session(day) for day in range(3)), nothing).action == "advance"


def test_the_morning_after_is_asked_for_the_latest_session_only() -> None:
    history = History((session(0, morning=None), session(1, morning=None)))
    asked = awaiting_next_morning(history, DAY0 + timedelta(days=2))
    assert asked is not None
    assert asked.local_day == DAY0 + timedelta(days=1)
    assert awaiting_next_morning(History((session(1, morning=None),)), DAY0 + timedelta(days=1)) is None
    assert awaiting_next_morning(History(), DAY0) is None


pains = st.one_of(st.none(), st.integers(0, 3), st.integers(0, 10))
felt = st.frozensets(st.sampled_from(Felt), max_size=2)
anything = st.builds(
    Answers, pains, pains, pains, st.one_of(st.none(), st.integers(0, 10)), felt,
    st.sampled_from([None, True, True, False]), st.sampled_from([None, False, False, True]),
)  # fmt: skip
answers = st.one_of(st.just(QUIET), st.just(QUIET), anything)


@st.composite
def histories(draw: st.DrawFn) -> History:
    sessions: list[SessionRecord] = []
    day, step = 0, 1
    for _ in range(draw(st.integers(0, 14))):
        day += draw(st.integers(0, 2))
        step = max(1, min(10, step + draw(st.sampled_from([0, 0, 0, 0, 1, -1, 3]))))
        sessions.append(
            session(
                day,
                draw(st.sampled_from([step, step, step, None])),
                draw(answers),
                morning=draw(st.one_of(st.just(1), st.just(1), pains)),
                done=draw(st.sampled_from([8, 8, 8, 5, 0])),
                hour=6 + len(sessions),
                ending=draw(st.sampled_from([Ending.DONE] * 4 + list(Ending))),
                flare=draw(st.sampled_from([False] * 5 + [True])),
            )
        )
    overrules = [overrule(draw(st.integers(0, 20)), draw(st.integers(1, 10))) for _ in range(draw(st.integers(0, 1)))]
    return History(tuple(sessions), overrules=tuple(overrules))


@settings(max_examples=300)
@given(histories(), st.integers(0, 40), st.frozensets(st.sampled_from([9, 10])))
def test_no_history_makes_it_advance_when_it_must_not(history: History, day: int, opted_in: frozenset[int]) -> None:
    today = DAY0 + timedelta(days=day)
    decision = decide(history, today, opted_in=opted_in)
    assert decision.reason.endswith(".")
    assert decision.reason.count(". ") == 0
    assert decision.rows
    assert set(decision.rows) <= set(ROWS)
    assert 1 <= decision.step <= 10
    assert abs(decision.step - decision.from_step) <= 1
    assert decision == decide(history, today, opted_in=opted_in)
    if decision.action != "advance":
        assert decision.step <= decision.from_step
        return
    assert decision.step == decision.from_step + 1
    assert decision.good_sessions >= decision.needed
    if decision.step >= 9:
        assert decision.step in opted_in
    real = [one for one in history.sessions if one.local_day <= today and one.done_reps]
    last_day = max(one.local_day for one in real)
    for one in real:
        if one.local_day != last_day:
            continue
        told = (one.answers.pain_before, one.answers.pain_worst, one.answers.pain_after, one.next_morning_pain)
        assert all(pain is None or pain <= 3 for pain in told)
        assert None not in told[:3]
        assert one.next_morning_pain is not None or one.local_day == today
        assert not one.answers.leg_symptoms
        assert Felt.BELOW_KNEE not in one.answers.felt


@settings(max_examples=60)
@given(histories())
def test_nobody_advances_twice_on_one_day(history: History) -> None:
    by_day: dict[date, set[int]] = {}
    for one in history.sessions:
        before = current_step(replace(history, overrules=()), one.local_day - timedelta(days=1))
        after = current_step(replace(history, overrules=()), one.local_day)
        by_day.setdefault(one.local_day, set()).update({before, after})
    assert all(max(steps) - min(steps) <= 1 for steps in by_day.values())
