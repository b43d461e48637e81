"""Hinge moments: asked for at most once an hour, within the hours, and counted once."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hinge_desktop.curriculum.sources import FACTS
from hinge_desktop.training.moments import (
    KINDS,
    LEAST,
    MOMENTS,
    Prompt,
    Tally,
    may_count,
    moment_of,
    next_moment,
    per_day,
    per_week,
    tally,
)
from hinge_desktop.training.records import MomentRecord

HERE = timezone(timedelta(hours=2))
NOON = datetime(2026, 6, 10, 12, 0, tzinfo=HERE)


def done(at: datetime, kind: str = "toilet", day: date | None = None) -> MomentRecord:
    return MomentRecord(at.astimezone(UTC), day or at.date(), kind)


def due(now: datetime, since: datetime, *moments: MomentRecord, every: int = 2, span: tuple[int, int] = (9, 20)) -> str:
    prompt = next_moment(now, moments, Prompt(since), every_h=every, from_h=span[0], until_h=span[1])
    return "" if prompt is None else f"{prompt.at:%d %H:%M}"


def test_every_moment_has_a_sentence_of_its_own_and_a_fact_it_rests_on() -> None:
    assert len({one.prompt for one in MOMENTS}) == len(MOMENTS) == len(set(KINDS))
    assert {one.fact for one in MOMENTS} <= set(FACTS)
    for one in MOMENTS:
        assert one.name[0].isupper()
        assert one.prompt.endswith(".")


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        (NOON, "10 14:00"),  # nobody is asked the moment they switch it on
        (NOON - timedelta(hours=1), "10 13:00"),
        (NOON - timedelta(hours=2), "10 12:00"),
        (NOON - timedelta(days=30), "10 12:00"),  # the computer was off: now, and only once
    ],
)
def test_a_prompt_comes_so_many_hours_after_the_last(since: datetime, expected: str) -> None:
    assert due(NOON, since) == expected


def test_who_has_just_done_one_is_not_asked_for_another() -> None:
    long_ago = NOON - timedelta(days=1)
    assert due(NOON, long_ago, done(NOON - timedelta(minutes=30))) == "10 13:30"
    assert due(NOON, long_ago, done(NOON + timedelta(hours=30))) == "10 12:00"  # a clock was set back since


@pytest.mark.parametrize(
    ("hour", "span", "expected"),
    [
        (8, (9, 20), "10 09:00"),
        (9, (9, 20), "10 09:00"),
        (19, (9, 20), "10 19:00"),
        (20, (9, 20), "11 09:00"),
        (23, (22, 2), "10 23:00"),  # over midnight
        (1, (22, 2), "10 01:00"),
        (2, (22, 2), "10 22:00"),
        (12, (22, 2), "10 22:00"),
        (12, (9, 9), ""),  # no room
    ],
)
def test_a_prompt_stays_within_the_hours(hour: int, span: tuple[int, int], expected: str) -> None:
    now = NOON.replace(hour=hour)
    assert due(now, now - timedelta(days=2), span=span) == expected


def test_the_kinds_come_round() -> None:
    last, asked = Prompt(NOON - timedelta(days=30)), []
    for hour in range(len(KINDS) + 1):
        prompt = next_moment(NOON + timedelta(days=hour), (), last, every_h=1, from_h=0, until_h=23)
        assert prompt is not None
        asked.append(prompt.kind)
        last = prompt
    assert asked == [*KINDS, KINDS[0]]


moments_of_a_day = st.lists(
    st.builds(done, st.datetimes(NOON.replace(tzinfo=None), timezones=st.just(HERE))), max_size=4
)


@given(
    gaps=st.lists(st.timedeltas(timedelta(seconds=1), timedelta(hours=9)), max_size=60),
    every=st.integers(0, 6),
    span=st.tuples(st.integers(0, 23), st.integers(0, 23)),
    offsets=st.lists(st.sampled_from([60, 120]), min_size=1, max_size=6),
    moments=moments_of_a_day,
)
def test_never_twice_in_an_hour_and_only_within_the_hours(
    gaps: list[timedelta], every: int, span: tuple[int, int], offsets: list[int], moments: list[MomentRecord]
) -> None:
    """Whenever somebody looks, and whatever the clocks of the country do in between."""
    at, last, shown = NOON, Prompt(NOON), []
    for index, gap in enumerate(gaps):
        at += gap
        now = at.astimezone(timezone(timedelta(minutes=offsets[index % len(offsets)])))
        prompt = next_moment(now, moments, last, every_h=every, from_h=span[0], until_h=span[1])
        if prompt is None:
            assert span[0] == span[1]
            continue
        assert prompt.at >= now
        inside = [(span[0] + hour) % 24 for hour in range((span[1] - span[0]) % 24)]
        assert prompt.at.hour in inside
        if prompt.at == now:
            shown.append(now)
            last = prompt
    assert all(later - earlier >= LEAST for earlier, later in pairwise(shown))


def test_one_prompt_is_counted_once_and_one_kind_once_in_an_hour() -> None:
    now = NOON.astimezone(UTC)
    assert may_count("toilet", now, ())
    assert not may_count("toilet", now, (done(now),))
    assert not may_count("toilet", now + timedelta(minutes=59), (done(now),))
    assert not may_count("toilet", now - timedelta(minutes=59), (done(now),))  # a clock was set back
    assert may_count("toilet", now + timedelta(minutes=60), (done(now),))
    assert may_count("sitting-down", now, (done(now),))
    with pytest.raises(KeyError):
        may_count("shrugging", now, ())


def test_moments_are_counted_by_day_and_by_week_from_monday() -> None:
    monday = date(2026, 6, 8)
    days = [monday - timedelta(days=1), monday, monday, monday + timedelta(days=6), monday + timedelta(days=7)]
    moments = [done(NOON, day=day) for day in days]
    assert tally(moments, monday) == Tally(today=2, week=3)
    assert tally((), monday) == Tally()
    assert per_day(moments) == {days[0]: 1, monday: 2, days[3]: 1, days[4]: 1}
    assert per_week(moments) == {monday - timedelta(days=7): 1, monday: 3, monday + timedelta(days=7): 1}


def test_a_moment_is_found_by_its_kind() -> None:
    assert [moment_of(kind) for kind in KINDS] == list(MOMENTS)
