"""Reminders: on the chosen days, at the chosen time, at most one a day, whatever the clocks do."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hinge_desktop.training.records import Answers, Ending, SessionRecord, SetRecord
from hinge_desktop.training.reminders import LATE, next_reminder

HERE = timezone(timedelta(hours=2))
WEDNESDAY = date(2026, 6, 10)
ALL = range(7)


def session(day: date, reps: int = 5) -> SessionRecord:
    began = datetime.combine(day, time(7, 0), UTC)
    one = SetRecord(0, "butt-tap", 5, reps, 0.0, "3-1-2-1", began, 30.0, True)
    return SessionRecord("u", day, began, 120, "butt-tap", 2, 1, (one,), Answers(), Ending.DONE)


def at(clock: str, day: date = WEDNESDAY) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), HERE)


@pytest.mark.parametrize(
    ("clock", "days", "expected"),
    [
        ("09:00", ALL, at("18:00")),
        ("18:00", ALL, at("18:00")),
        ("18:30", ALL, at("18:30")),  # the computer was opened a little late
        ("20:00", ALL, at("20:00")),
        ("20:01", ALL, at("18:00", WEDNESDAY + timedelta(days=1))),  # too late: the day is let go
        ("09:00", (0,), at("18:00", WEDNESDAY + timedelta(days=5))),
        ("20:01", (2,), at("18:00", WEDNESDAY + timedelta(days=7))),
        ("09:00", (), None),
    ],
)
def test_the_next_reminder(clock: str, days: tuple[int, ...], expected: datetime | None) -> None:
    assert next_reminder(at(clock), days, "18:00", ()) == expected


def test_nobody_who_practised_is_reminded_that_day() -> None:
    tomorrow = at("18:00", WEDNESDAY + timedelta(days=1))
    assert next_reminder(at("18:00"), ALL, "18:00", (session(WEDNESDAY),)) == tomorrow
    assert next_reminder(at("18:00"), ALL, "18:00", (session(WEDNESDAY - timedelta(days=1)),)) == at("18:00")
    assert next_reminder(at("18:00"), ALL, "18:00", (session(WEDNESDAY, reps=0),)) == at("18:00")


def test_a_day_has_one_reminder() -> None:
    assert next_reminder(at("18:05"), ALL, "18:00", (), (WEDNESDAY,)) == at("18:00", WEDNESDAY + timedelta(days=1))


def test_days_that_passed_without_practice_change_nothing() -> None:
    long_ago = tuple(session(WEDNESDAY - timedelta(days=days)) for days in (20, 19, 9))
    assert next_reminder(at("09:00"), (2,), "18:00", long_ago) == next_reminder(at("09:00"), (2,), "18:00", ())


class Country(tzinfo):
    """Clocks that go forward from 2 to 3 on the 11th and back from 3 to 2 on the 13th."""

    FORWARD, BACK = datetime(2026, 6, 11, 1, tzinfo=UTC), datetime(2026, 6, 13, 1, tzinfo=UTC)

    def utcoffset(self, moment: datetime | None) -> timedelta:
        assert moment is not None
        wall = moment.replace(tzinfo=None)
        if wall < datetime(2026, 6, 11, 2 + moment.fold):  # noqa: DTZ001 - a clock on the wall
            return timedelta(hours=1)
        second = datetime(2026, 6, 13, 3) if not moment.fold else datetime(2026, 6, 13, 2)  # noqa: DTZ001
        return timedelta(hours=2 if wall < second else 1)

    def dst(self, moment: datetime | None) -> timedelta:
        return self.utcoffset(moment) - timedelta(hours=1)

    def tzname(self, moment: datetime | None) -> str:
        return "here"

    def fromutc(self, moment: datetime) -> datetime:
        instant = moment.replace(tzinfo=UTC)
        summer = self.FORWARD <= instant < self.BACK
        wall = moment + timedelta(hours=2 if summer else 1)
        return wall.replace(fold=int(self.BACK <= instant < self.BACK + timedelta(hours=1)))


@pytest.mark.parametrize("clock", ["02:30", "18:00", "00:00", "23:59"])
def test_clocks_that_are_put_forward_or_back_leave_one_reminder_a_day(clock: str) -> None:
    """Looked at when it is due and every ten minutes for a week: one reminder on each day, on time."""
    instant, reminded = datetime(2026, 6, 8, 12, tzinfo=UTC), []
    while instant < datetime(2026, 6, 15, 12, tzinfo=UTC):
        now = instant.astimezone(Country())
        due = next_reminder(now, ALL, clock, (), reminded)
        assert due is not None
        if due == now:
            reminded.append(now.date())
            wall = datetime.combine(now.date(), time.fromisoformat(clock), now.tzinfo)
            assert instant == wall.astimezone(UTC)
            due = now + timedelta(minutes=1)
        instant = min(instant + timedelta(minutes=10), due.astimezone(UTC))
    assert len(set(reminded)) == len(reminded)
    middle = [date(2026, 6, day) for day in range(9, 15)]
    assert [day for day in reminded if day in middle] == middle


@given(
    jumps=st.lists(st.timedeltas(timedelta(days=-3), timedelta(days=3)), max_size=80),
    days=st.sets(st.integers(0, 6)),
    clock=st.times().map(lambda one: f"{one:%H:%M}"),
    practised=st.sets(st.integers(-4, 12)),
    offsets=st.lists(st.sampled_from([-600, 0, 60, 120, 345]), min_size=1, max_size=5),
)
def test_at_most_one_a_day_and_only_on_chosen_days(
    jumps: list[timedelta], days: set[int], clock: str, practised: set[int], offsets: list[int]
) -> None:
    """For clocks that jump to and fro and travellers between zones."""
    sessions = [session(WEDNESDAY + timedelta(days=ahead)) for ahead in sorted(practised)]
    instant, reminded = at("12:00"), []
    for index, jump in enumerate(jumps):
        instant += jump
        now = instant.astimezone(timezone(timedelta(minutes=offsets[index % len(offsets)])))
        due = next_reminder(now, days, clock, sessions, reminded)
        if due is None:
            continue
        assert due >= now
        assert due.weekday() in days
        assert due.date() not in {one.local_day for one in sessions}
        if due == now:
            wall = datetime.combine(now.date(), time.fromisoformat(clock), now.tzinfo)
            assert timedelta(0) <= now - wall <= LATE
            reminded.append(now.date())
    assert len(set(reminded)) == len(reminded)
