"""What each chart of the Progress page draws in a range of days. Pure: no window, no clock.

Up to a year a mark is a session, a day or a week, above it a week or a month: ten years of days are more marks than a
screen has columns.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from operator import attrgetter, itemgetter
from statistics import median_low
from typing import TypeVar

from hinge_desktop.training.digested import Amount, Digest, StepAmount, Told, Usual
from hinge_desktop.training.progress import StairPoint
from hinge_desktop.training.ranges import Grain, Stretch
from hinge_desktop.training.records import Felt, SelfTestRecord
from hinge_desktop.training.thresholds import Thresholds

MEANINGFUL_RISE = Thresholds().jump_rise
"""How far pain has to move before it means something: 2 of 10 in back pain (Childs 2005)."""

Item = TypeVar("Item")

_day = attrgetter("day")
_start = attrgetter("start")
_test_day = attrgetter("local_day")
_first = itemgetter(0)


@dataclass(frozen=True, slots=True)
class Spread:
    """The least, the middle and the greatest of the numbers told in one day, week or month, 0..10."""

    start: date
    last: date
    least: int
    middle: int
    most: int


@dataclass(frozen=True, slots=True)
class FeltShare:
    """In how many of the sessions that told where it was felt this place was named."""

    place: Felt
    sessions: int
    told: int

    @property
    def percent(self) -> float:
        """0..100."""
        return 100.0 * self.sessions / self.told if self.told else 0.0


@dataclass(frozen=True, slots=True)
class Count:
    """How many there were in one day, week or month."""

    start: date
    last: date
    count: int


def _inside(items: Sequence[Item], day_of: Callable[[Item], date], shown: Stretch) -> Sequence[Item]:
    """The items of the range; they stand oldest first."""
    return items[bisect_left(items, shown.first, key=day_of) : bisect_right(items, shown.last, key=day_of)]


def _grouped(
    items: Sequence[Item], day_of: Callable[[Item], date], shown: Stretch
) -> Iterator[tuple[date, Sequence[Item]]]:
    """The items of the range by the first day of their day, week or month."""
    items = _inside(items, day_of, shown)
    at = 0
    while at < len(items):
        start = shown.start_of(day_of(items[at]))
        after = bisect_right(items, shown.last_of(start), at, key=day_of)
        yield start, items[at:after]
        at = after


def stairs(read: Digest, shown: Stretch) -> tuple[StairPoint, ...]:
    """The staircase of the range. Above a year each week or month is the last session on its highest step."""
    if shown.grain is Grain.DAY:
        return tuple(_inside(read.points, _day, shown))
    return tuple(max(reversed(group), key=attrgetter("step")) for _, group in _grouped(read.points, _day, shown))


def amounts(read: Digest, shown: Stretch) -> tuple[Amount, ...]:
    """What was practised in each week or month of the range, those without practice with zeros."""
    weeks = shown.by_weeks
    groups = dict(_grouped(read.days, _start, weeks))
    return tuple(_sum(start, weeks.last_of(start), groups.get(start, ())) for start in weeks.starts)


def _sum(start: date, last: date, days: Sequence[Amount]) -> Amount:
    return Amount(
        start,
        last,
        sum(one.days for one in days),
        sum(one.sessions for one in days),
        sum(one.reps for one in days),
        sum(one.minutes for one in days),
    )


def step_amounts(read: Digest, step: int, shown: Stretch) -> tuple[StepAmount, ...]:
    """Work with one step, in each day, week or month of the range that has some."""
    return tuple(
        StepAmount(
            start,
            shown.last_of(start),
            max(one.load_kg for one in days),
            sum(one.volume_kg for one in days),
            sum(one.reps for one in days),
        )
        for start, days in _grouped(read.steps.get(step, ()), _start, shown)
    )


def spreads(told: Sequence[Told], shown: Stretch) -> tuple[Spread, ...]:
    """The span of the numbers told, in each day, week or month of the range that has some."""
    found = []
    for start, group in _grouped(told, _first, shown):
        numbers = sorted(chain.from_iterable(of_day for _, of_day in group))
        found.append(Spread(start, shown.last_of(start), numbers[0], median_low(numbers), numbers[-1]))
    return tuple(found)


def usuals(read: Digest, shown: Stretch) -> tuple[Usual, ...]:
    """The usual pain, as it was last in each day, week or month of the range that has some."""
    return tuple(group[-1] for _, group in _grouped(read.usuals, _day, shown))


def felt_shares(read: Digest, shown: Stretch) -> tuple[FeltShare, ...]:
    """All six places; nothing when no session of the range told any."""
    told = Counter(places for _, places in _inside(read.felt, _first, shown))
    of_place = Counter(dict.fromkeys(Felt, 0))
    for places, sessions in told.items():
        for place in places:
            of_place[place] += sessions
    return tuple(FeltShare(place, of_place[place], told.total()) for place in Felt) if told else ()


def tests_of(read: Digest, test_id: str, shown: Stretch) -> tuple[SelfTestRecord, ...]:
    """The results of one self-test in the range."""
    return tuple(one for one in _inside(read.tests, _test_day, shown) if one.test_id == test_id)


def moment_counts(read: Digest, shown: Stretch) -> tuple[Count, ...]:
    """Hinge moments of each week or month of the range; nothing when there are none at all."""
    weeks = shown.by_weeks
    groups = {start: sum(count for _, count in group) for start, group in _grouped(read.moments, _first, weeks)}
    return tuple(Count(start, weeks.last_of(start), groups.get(start, 0)) for start in weeks.starts) if groups else ()


def trained_days(read: Digest, shown: Stretch) -> tuple[tuple[Count, tuple[date, ...]], ...]:
    """The days with practice of each week or month of the range, those without any among them."""
    weeks = shown.by_weeks
    groups = {start: tuple(one.start for one in group) for start, group in _grouped(read.days, _start, weeks)}
    found = ((start, groups.get(start, ())) for start in weeks.starts)
    return tuple((Count(start, weeks.last_of(start), len(days)), days) for start, days in found)
