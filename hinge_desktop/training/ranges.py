"""The days that a chart shows, and whether its marks are days, weeks or months. Pure: today is handed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from hinge_desktop.training.progress import week_start

DAYS_OF = {"weeks": 28, "months": 91, "year": 365}
"""Range -> days up to today; ``all`` is everything there is."""
DAILY_UP_TO = 366
"""Days of a range up to which a mark may stand for one day."""
DAILY_BARS_UP_TO = 98
"""Days of a range up to which a bar may stand for one day: in a year it would be two pixels wide."""
WEEKLY_UP_TO = 3 * 366
"""Days of a range up to which a mark may stand for one week."""


class Grain(Enum):
    """What one mark stands for."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Stretch:
    """The days that are shown, both ends among them. ``first_weekday``: 0 is Monday ... 6 is Sunday."""

    first: date
    last: date
    grain: Grain = Grain.DAY
    first_weekday: int = 0

    def __contains__(self, day: date) -> bool:
        """Whether ``day`` is shown."""
        return self.first <= day <= self.last

    @property
    def by_weeks(self) -> Stretch:
        """The same days with marks of a week at least, for what is summed."""
        return self if self.grain is not Grain.DAY else Stretch(self.first, self.last, Grain.WEEK, self.first_weekday)

    @property
    def by_bars(self) -> Stretch:
        """The same days with marks that are wide enough for a bar."""
        return self if (self.last - self.first).days < DAILY_BARS_UP_TO else self.by_weeks

    def start_of(self, day: date) -> date:
        """The first day of the day, week or month that ``day`` is in."""
        if self.grain is Grain.DAY:
            return day
        return week_start(day, self.first_weekday) if self.grain is Grain.WEEK else day.replace(day=1)

    def last_of(self, start: date) -> date:
        """The last day of the day, week or month that begins with ``start``."""
        if self.grain is Grain.MONTH:
            return (start + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        return start + timedelta(days=6 if self.grain is Grain.WEEK else 0)

    @property
    def starts(self) -> tuple[date, ...]:
        """The first day of every day, week or month that is shown, oldest first, without a gap."""
        found = [self.start_of(self.first)]
        while (following := self.last_of(found[-1]) + timedelta(days=1)) <= self.last:
            found.append(following)
        return tuple(found)


def stretch(choice: str, first: date, today: date, first_weekday: int = 0) -> Stretch:
    """The days of a range of :data:`DAYS_OF`, but none before ``first``; whole weeks at the beginning.

    Args:
        first: the first day with anything in it: a year that is empty but for its end would be hard to read.
    """
    if choice in DAYS_OF:
        first = max(first, today - timedelta(days=DAYS_OF[choice] - 1))
    first = week_start(min(first, today), first_weekday)
    days = (today - first).days + 1
    grain = Grain.DAY if days <= DAILY_UP_TO + 6 else Grain.WEEK if days <= WEEKLY_UP_TO else Grain.MONTH
    return Stretch(first, today, grain, first_weekday)
