"""The values of the Progress page, from hand-made histories."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hinge_desktop.training.outcome import Outcome
from hinge_desktop.training.progress import beside_the_ladder, interrupted, staircase, week_start
from hinge_desktop.training.records import Answers, Ending, Felt, History, SessionRecord, SetRecord
from hinge_desktop.training.thresholds import Thresholds

MONDAY = date(2026, 11, 2)


def session(
    day: date = MONDAY,
    *,
    step: int | None = 5,
    worst: int | None = 2,
    reps: int = 8,
    planned: int = 8,
    felt: frozenset[Felt] = frozenset({Felt.HAMSTRINGS}),
    ending: Ending = Ending.DONE,
    morning: int | None = None,
) -> SessionRecord:
    started = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    one = SetRecord(0, "weighted-hip-hinge", planned, reps, 8.0, "3-1-1-1", started, 60.0, True)
    answers = Answers(1, worst, 1, 5, felt, True, False)
    return SessionRecord(
        f"{day}-{step}", day, started, 60, "weighted-hip-hinge", step, 1, (one,), answers, ending, None, morning
    )


def test_nothing_done_gives_nothing_to_draw() -> None:
    empty = History()
    assert staircase(empty) == ()


def test_each_session_stands_on_its_own_day_and_step() -> None:
    points = staircase(History((session(), session(MONDAY + timedelta(days=2), step=6))))
    assert [(point.day, point.step) for point in points] == [(MONDAY, 5), (MONDAY + timedelta(days=2), 6)]


def test_two_sessions_of_one_day_are_told_apart() -> None:
    assert [point.order for point in staircase(History((session(), session())))] == [0, 1]


def test_outcomes_follow_the_three_limits() -> None:
    outcomes = [staircase(History((session(worst=worst),)))[0].outcome for worst in (3, 4, 5, 6)]
    assert outcomes == [Outcome.GOOD, Outcome.STAY, Outcome.STAY, Outcome.STEP_BACK]


def test_stricter_limits_show_on_the_staircase() -> None:
    (point,) = staircase(History((session(worst=3),)), Thresholds(go_most=1, stay_most=2))
    assert (point.outcome, point.reason) == (
        Outcome.STEP_BACK,
        "Pain at its worst was 3; from 3 on, an easier step comes first.",
    )


def test_what_was_only_looked_at_stands_beside_the_staircase() -> None:
    looked = session(step=3)
    looked = replace(looked, sets=(replace(looked.sets[0], role="tour"),))
    assert staircase(History((looked,))) == ()
    assert [one.uuid for one in beside_the_ladder(History((looked,)))] == [looked.uuid]


def test_days_stand_in_order_whatever_the_order_they_come_in() -> None:
    later, earlier = session(MONDAY + timedelta(days=3)), session()
    assert [point.day for point in staircase(History((later, earlier)))] == [MONDAY, MONDAY + timedelta(days=3)]


def test_every_point_says_why() -> None:
    history = History((session(), session(worst=4), session(worst=None), session(reps=3), session(worst=9)))
    assert all(point.reason.endswith(".") for point in staircase(history))


def test_felt_in_the_lower_back_twice_running_steps_back() -> None:
    back = frozenset({Felt.LOWER_BACK})
    points = staircase(History((session(felt=back), session(MONDAY + timedelta(days=1), felt=back))))
    assert [point.outcome for point in points] == [Outcome.STAY, Outcome.STEP_BACK]


def test_sessions_beside_the_ladder_and_open_ones_have_no_stair() -> None:
    history = History((session(step=None), session(ending=Ending.OPEN)))
    assert staircase(history) == ()
    assert [(one.interrupted, one.step) for one in (*beside_the_ladder(history), *interrupted(history))] == [
        (False, None),
        (True, history.sessions[1].step),
    ]


def test_weeks_begin_on_the_day_the_locale_says() -> None:
    sunday = MONDAY - timedelta(days=1)
    assert week_start(sunday, 0) == MONDAY - timedelta(days=7)
    assert week_start(sunday, 6) == sunday
