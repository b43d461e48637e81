"""What the charts draw, from hand-made histories, and laws that hold for any."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from hinge_desktop.training import charted
from hinge_desktop.training.digested import digest
from hinge_desktop.training.ranges import DAYS_OF, Grain, Stretch, stretch
from hinge_desktop.training.records import (
    Answers,
    Ending,
    Felt,
    History,
    MomentRecord,
    SelfTestRecord,
    SessionRecord,
    SetRecord,
)
from hinge_desktop.training.thresholds import Thresholds

MONDAY = date(2026, 11, 2)
MONTH = Stretch(MONDAY, MONDAY + timedelta(days=27))
LONG = Stretch(MONDAY, MONDAY + timedelta(days=699), Grain.WEEK)


def session(
    days: int = 0,
    *,
    reps: int = 8,
    load_kg: float = 8.0,
    exercise: str = "weighted-hip-hinge",
    step: int | None = 5,
    role: str = "main",
    worst: int | None = 2,
    morning: int | None = None,
    effort: int | None = 5,
    felt: frozenset[Felt] = frozenset({Felt.HAMSTRINGS}),
) -> SessionRecord:
    day = MONDAY + timedelta(days=days)
    started = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    one = SetRecord(0, exercise, reps, reps, load_kg, "3-1-1-1", started, 60.0, True, role)
    answers = Answers(1, worst, None, effort, felt, True, False)
    return SessionRecord(
        f"{days}-{step}-{worst}", day, started, 60, exercise, step, 1, (one,), answers, Ending.DONE, None, morning
    )


def test_nothing_done_gives_nothing_to_draw() -> None:
    read = digest(History())
    assert (read.first, read.last) == (None, None)
    assert charted.stairs(read, MONTH) == charted.felt_shares(read, MONTH) == charted.moment_counts(read, MONTH) == ()
    assert charted.spreads(read.pains, MONTH) == charted.usuals(read, MONTH) == ()
    assert sum(one.reps for one in charted.amounts(read, MONTH)) == 0


def test_a_week_without_practice_is_shown_empty() -> None:
    weeks = charted.amounts(digest(History((session(), session(15)))), MONTH)
    assert [week.reps for week in weeks] == [8, 0, 8, 0]
    assert weeks[0].minutes == 1.0


def test_what_was_only_looked_at_or_measured_is_no_practice() -> None:
    read = digest(History((session(), session(1, role="tour"), session(2, role="test"), session(3, reps=0))))
    week = charted.amounts(read, MONTH)[0]
    assert (week.days, week.sessions, week.reps) == (1, 1, 8)
    assert charted.trained_days(read, MONTH)[0][1] == (MONDAY,)
    assert [one.reps for one in charted.step_amounts(read, 5, MONTH)] == [8]


def test_practice_beside_the_ladder_counts_for_the_week_and_for_no_step() -> None:
    read = digest(History((session(exercise="sit-to-stand", step=None),)))
    assert charted.amounts(read, MONTH)[0].reps == 8
    assert read.steps == {}


def test_load_is_the_heaviest_and_volume_is_the_sum() -> None:
    read = digest(History((session(load_kg=8.0), session(load_kg=12.0), session(1, load_kg=10.0))))
    days = charted.step_amounts(read, 5, MONTH)
    assert [(one.load_kg, one.volume_kg, one.reps) for one in days] == [(12.0, 160.0, 16), (10.0, 80.0, 8)]
    (week,) = charted.step_amounts(read, 5, LONG)
    assert (week.load_kg, week.volume_kg, week.reps) == (12.0, 240.0, 24)


def test_the_pain_of_a_day_spans_all_that_was_told_of_it() -> None:
    read = digest(History((session(worst=2, morning=3), session(worst=6))))
    (day,) = charted.spreads(read.pains, MONTH)
    assert (day.least, day.middle, day.most) == (1, 2, 6)
    assert charted.spreads(read.mornings, MONTH)[0].middle == 3


def test_a_week_above_a_year_is_the_last_session_on_its_highest_step() -> None:
    of_week = (session(), session(1, step=6, worst=3), session(2, step=6, worst=4), session(3))
    (point,) = charted.stairs(digest(History(of_week)), LONG)
    assert (point.day, point.step, point.pain) == (MONDAY + timedelta(days=2), 6, 4)


def test_a_place_is_named_in_a_share_of_the_sessions_that_told_any() -> None:
    both = frozenset({Felt.BUTTOCKS, Felt.HAMSTRINGS})
    read = digest(History((session(), session(1, felt=both), session(2, felt=frozenset()))))
    shares = {one.place: one.percent for one in charted.felt_shares(read, MONTH)}
    assert (shares[Felt.HAMSTRINGS], shares[Felt.BUTTOCKS], shares[Felt.KNEES]) == (100.0, 50.0, 0.0)


def test_self_tests_and_moments_need_no_session() -> None:
    at = datetime(2026, 11, 4, 9, tzinfo=UTC)
    tests = (SelfTestRecord(at, at.date(), "dowel", 7.0, False), SelfTestRecord(at, at.date(), "toe-touch", 1.0, True))
    moments = (MomentRecord(at, at.date(), "toilet"), MomentRecord(at, at.date(), "sink"))
    read = digest(History(tests=tests, moments=moments))
    assert (read.first, read.last) == (at.date(), at.date())
    assert charted.tests_of(read, "dowel", MONTH) == tests[:1]
    assert [one.count for one in charted.moment_counts(read, MONTH)] == [2, 0, 0, 0]


def test_marks_are_days_or_weeks_up_to_a_year_and_then_weeks_and_months() -> None:
    today = date(2026, 11, 20)
    grains = {years: stretch("all", today - timedelta(days=365 * years), today).grain for years in (1, 2, 4)}
    assert grains == {1: Grain.DAY, 2: Grain.WEEK, 4: Grain.MONTH}
    bars = {choice: stretch(choice, date(2000, 1, 1), today).by_bars.grain for choice in DAYS_OF}
    assert bars == {"weeks": Grain.DAY, "months": Grain.DAY, "year": Grain.WEEK}


days_of_years = st.dates(date(2016, 1, 1), date(2026, 11, 20))
done = st.lists(st.tuples(st.integers(0, 1500), st.integers(0, 20), st.integers(0, 10)), max_size=12)


@given(st.sampled_from([*DAYS_OF, "all"]), days_of_years, days_of_years, st.integers(0, 6))
def test_a_range_is_cut_into_marks_without_gap_or_overlap(
    choice: str, first: date, today: date, first_weekday: int
) -> None:
    shown = stretch(choice, first, today, first_weekday)
    assert shown.first.weekday() == first_weekday
    assert shown.last == today
    for cut in (shown, shown.by_weeks, shown.by_bars):
        starts = cut.starts
        assert cut.start_of(shown.first) == starts[0] <= shown.first
        assert all(cut.last_of(one) + timedelta(days=1) == following for one, following in pairwise(starts))
        assert starts[-1] <= today <= cut.last_of(starts[-1])
        assert all(cut.start_of(day) == one for one in starts for day in (one, cut.last_of(one)))


@given(done, st.integers(0, 6), st.sampled_from([*DAYS_OF, "all"]))
def test_marks_lose_and_add_nothing(what: list[tuple[int, int, int]], first_weekday: int, choice: str) -> None:
    sessions = tuple(session(days, reps=reps, worst=worst) for days, reps, worst in what)
    read = digest(History(sessions))
    today = max((one.local_day for one in sessions), default=MONDAY)
    shown = stretch(choice, MONDAY, today, first_weekday)
    inside = [one for one in sessions if one.local_day in shown]
    weeks = charted.amounts(read, shown)
    assert sum(week.reps for week in weeks) == sum(one.done_reps for one in inside)
    assert sum(week.sessions for week in weeks) == sum(one.done_reps > 0 for one in inside)
    assert sum(week.days for week in weeks) == len({one.local_day for one in inside if one.done_reps})
    assert sum(one.reps for one in charted.step_amounts(read, 5, shown)) == sum(week.reps for week in weeks)
    spans = charted.spreads(read.pains, shown)
    assert {one.start for one in spans} == {shown.start_of(one.local_day) for one in inside}
    assert max((one.most for one in spans), default=0) == max(
        (max(1, one.answers.pain_worst or 0) for one in inside), default=0
    )


@given(done, done, st.data())
def test_reading_only_what_changed_comes_to_the_same(
    first: list[tuple[int, int, int]], more: list[tuple[int, int, int]], data: st.DataObject
) -> None:
    places = st.sampled_from([frozenset(), frozenset({Felt.LOWER_BACK}), frozenset({Felt.HAMSTRINGS})])
    lived = [
        session(days, reps=reps, worst=worst, felt=data.draw(places), morning=data.draw(st.none() | st.integers(0, 10)))
        for days, reps, worst in [*first, *more]
    ]
    lived = [replace(one, uuid=str(number)) for number, one in enumerate(lived)]
    before = digest(History(tuple(lived[: len(first)])))
    left = [one for one in lived if data.draw(st.integers(0, 5)) > 0]
    for index in range(len(left)):
        if data.draw(st.integers(0, 3)) == 0:
            left[index] = replace(left[index], next_morning_pain=data.draw(st.integers(0, 10)))
    now = History(tuple(left))
    assert digest(now, before=before) == digest(now)
    assert digest(now, Thresholds(go_most=1), before) == digest(now, Thresholds(go_most=1))


def test_a_session_more_is_read_without_the_years_before() -> None:
    years = tuple(session(2 * number) for number in range(400))
    before = digest(History(years))
    more = digest(History((*years, session(2000))), before=before)
    assert more == digest(History((*years, session(2000))))
    assert all(one is other for one, other in zip(before.points, more.points, strict=False))


@given(done)
def test_the_order_that_sessions_come_in_does_not_matter(what: list[tuple[int, int, int]]) -> None:
    sessions = [
        replace(session(days, reps=reps, worst=worst), uuid=str(number))
        for number, (days, reps, worst) in enumerate({days: (days, reps, worst) for days, reps, worst in what}.values())
    ]
    assert digest(History(tuple(sessions))) == digest(History(tuple(reversed(sessions))))
