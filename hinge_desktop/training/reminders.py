"""Reminders: on the weekdays and at the time the user chose, once a day, and never about a day that passed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime, time, timedelta

from hinge_desktop.training.records import SessionRecord

LATE = timedelta(hours=2)
"""Who opens the computer this long after the time is still reminded; later the day is let go."""


def next_reminder(
    now: datetime, days: Collection[int], at: str, sessions: Sequence[SessionRecord], reminded: Collection[date] = ()
) -> datetime | None:
    """When to remind next: ``now`` when it is due, else a later time; None where no day was chosen.

    Args:
        now: the user's local time, with its zone.
        days: weekdays, 0 is Monday.
        at: time of the day, hour:minute.
        sessions: what was practised: on such a day there is no reminder.
        reminded: local days on which a reminder was shown already.
    """
    practised = {one.local_day for one in sessions if one.done_reps > 0}
    today, clock = now.date(), time.fromisoformat(at)
    for ahead in range(8):  # the eighth day is today's weekday again
        day = today + timedelta(days=ahead)
        if day.weekday() not in days or day in practised or day in reminded:
            continue
        due = datetime.combine(day, clock, now.tzinfo)
        if ahead or _utc(now) <= _utc(due) + LATE:
            return max(now, due, key=_utc)
    return None


def _utc(at: datetime) -> datetime:
    return at.astimezone(UTC)  # two times of one zone compare by the clock on the wall, which may be set back
