"""What each chart of the Progress page draws, worked out from the history. Pure: no window, no clock.

A history is read once (:func:`digest`); a range of days then picks and sums from that. Up to a year a mark is a day
or a week, above it a week or a month: ten years of days are more marks than a screen has columns.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from statistics import median_low
from typing import TypeVar

from hinge_desktop.curriculum.ladder import LADDER
from hinge_desktop.training.outcome import LOOKED_AT, usual_pain
from hinge_desktop.training.progress import StairPoint, staircase, told_pains
from hinge_desktop.training.ranges import Grain, Stretch
from hinge_desktop.training.records import Felt, History, MomentRecord, SelfTestRecord, SessionRecord
from hinge_desktop.training.standing import when
from hinge_desktop.training.thresholds import THRESHOLDS, Thresholds

MEANINGFUL_RISE = Thresholds().jump_rise
"""How far pain has to move before it means something: 2 of 10 in back pain (Childs 2005)."""

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Amount:
    """What was done in one day, week or month. ``days``: days with practice."""

    start: date
    last: date
    days: int = 0
    sessions: int = 0
    reps: int = 0
    minutes: float = 0.0


@dataclass(frozen=True, slots=True)
class StepAmount:
    """Work with one step in one day, week or month: the heaviest load, kg x repetitions, repetitions."""

    start: date
    last: date
    load_kg: float
    volume_kg: float
    reps: int


@dataclass(frozen=True, slots=True)
class Spread:
    """The least, the middle and the greatest of the numbers told in one day, week or month, 0..10."""

    start: date
    last: date
    least: int
    middle: int
    most: int


@dataclass(frozen=True, slots=True)
class Usual:
    """The usual pain as it was from ``day`` on."""

    day: date
    pain: int


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


@dataclass(frozen=True, slots=True)
class Digest:
    """A history read once; every tuple is oldest first.

    Attributes:
        first, last: days with anything in them; None in an empty history.
        points: the staircase.
        days: what was done on each day.
        steps: step -> its work of each day.
        pains, mornings, efforts: (day, number) as they were told.
        usuals: the usual pain at each session that told one.
        felt: (day, places) of each session that told any.
        trained: days with at least one repetition of practice.
    """

    first: date | None = None
    last: date | None = None
    points: tuple[StairPoint, ...] = ()
    days: tuple[Amount, ...] = ()
    steps: dict[int, tuple[StepAmount, ...]] = field(default_factory=dict)
    pains: tuple[tuple[date, int], ...] = ()
    mornings: tuple[tuple[date, int], ...] = ()
    efforts: tuple[tuple[date, int], ...] = ()
    usuals: tuple[Usual, ...] = ()
    felt: tuple[tuple[date, frozenset[Felt]], ...] = ()
    trained: tuple[date, ...] = ()
    tests: tuple[SelfTestRecord, ...] = ()
    moments: tuple[MomentRecord, ...] = ()


def digest(history: History, limits: Thresholds = THRESHOLDS) -> Digest:
    """Read a history once, judged by these limits."""
    sessions = sorted(history.sessions, key=when)
    days = [one.local_day for one in sessions]
    days += [one.local_day for one in history.tests]
    days += [one.local_day for one in history.moments]
    trained = {one.local_day for one in sessions for set_ in one.sets if set_.done_reps and set_.role not in LOOKED_AT}
    told = ((one.local_day, one.answers.effort) for one in sessions)
    mornings = ((one.local_day, one.next_morning_pain) for one in sessions)
    return Digest(
        first=min(days, default=None),
        last=max(days, default=None),
        points=staircase(history, limits),
        days=_days(sessions, trained),
        steps=_steps(sessions),
        pains=tuple((one.local_day, pain) for one in sessions for pain in told_pains(one)),
        mornings=tuple((day, pain) for day, pain in mornings if pain is not None),
        efforts=tuple((day, effort) for day, effort in told if effort is not None),
        usuals=_usuals(sessions, limits),
        felt=tuple((one.local_day, one.answers.felt) for one in sessions if one.answers.felt),
        trained=tuple(sorted(trained)),
        tests=history.tests,
        moments=history.moments,
    )


def _days(sessions: Iterable[SessionRecord], trained: set[date]) -> tuple[Amount, ...]:
    sums: dict[date, tuple[int, int, float]] = {}
    for one in sessions:
        count, reps, seconds = sums.get(one.local_day, (0, 0, 0.0))
        for set_ in one.sets:
            reps += set_.done_reps
            seconds += set_.duration_s
        sums[one.local_day] = (count + 1, reps, seconds)
    return tuple(
        Amount(day, day, int(day in trained), count, reps, seconds / 60.0)
        for day, (count, reps, seconds) in sorted(sums.items())
    )


def _steps(sessions: Iterable[SessionRecord]) -> dict[int, tuple[StepAmount, ...]]:
    step_of = {exercise: step for step, exercise in enumerate(LADDER, start=1)}
    sums: dict[tuple[int, date], tuple[float, float, int]] = {}
    for one in sessions:
        for set_ in one.sets:
            step = step_of.get(set_.exercise_id)
            if step is None or not set_.done_reps or set_.role in LOOKED_AT:
                continue
            load, volume, reps = sums.get((step, one.local_day), (0.0, 0.0, 0))
            volume += set_.load_kg * set_.done_reps
            sums[step, one.local_day] = (max(load, set_.load_kg), volume, reps + set_.done_reps)
    found: defaultdict[int, list[StepAmount]] = defaultdict(list)
    for (step, day), (load, volume, reps) in sorted(sums.items()):
        found[step].append(StepAmount(day, day, load, volume, reps))
    return {step: tuple(work) for step, work in found.items()}


def _usuals(sessions: Iterable[SessionRecord], limits: Thresholds) -> tuple[Usual, ...]:
    told: list[SessionRecord] = []
    found: list[Usual] = []
    for one in sessions:
        if one.answers.pain_before is None:
            continue
        usual = usual_pain(told, one, limits)
        told = [*told, one][-limits.usual_of :]
        if usual is not None:
            found.append(Usual(one.local_day, usual))
    return tuple(found)


# -- picked and summed for a range ------------------------------------------------------------------


def _grouped(
    items: Iterable[Item], day_of: Callable[[Item], date], shown: Stretch
) -> Iterable[tuple[date, list[Item]]]:
    """The items of the range by the first day of their day, week or month; ``items`` stand oldest first."""
    inside = (item for item in items if day_of(item) in shown)
    for start, group in groupby(inside, key=lambda item: shown.start_of(day_of(item))):
        yield start, list(group)


def stairs(read: Digest, shown: Stretch) -> tuple[StairPoint, ...]:
    """The staircase of the range. Above a year each week or month is its last session."""
    if shown.grain is Grain.DAY:
        return tuple(point for point in read.points if point.day in shown)
    return tuple(points[-1] for _, points in _grouped(read.points, lambda point: point.day, shown))


def amounts(read: Digest, shown: Stretch) -> tuple[Amount, ...]:
    """What was done in each week or month of the range, those without practice with zeros."""
    weeks = shown.by_weeks
    groups = dict(_grouped(read.days, lambda one: one.start, weeks))
    return tuple(_sum(start, weeks.last_of(start), groups.get(start, [])) for start in weeks.starts)


def _sum(start: date, last: date, days: list[Amount]) -> Amount:
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
        for start, days in _grouped(read.steps.get(step, ()), lambda one: one.start, shown)
    )


def spreads(told: Iterable[tuple[date, int]], shown: Stretch) -> tuple[Spread, ...]:
    """The span of the numbers told, in each day, week or month of the range that has some."""
    return tuple(
        Spread(start, shown.last_of(start), min(numbers), median_low(numbers), max(numbers))
        for start, group in _grouped(told, lambda one: one[0], shown)
        for numbers in ([number for _, number in group],)
    )


def usuals(read: Digest, shown: Stretch) -> tuple[Usual, ...]:
    """The usual pain, as it was last in each day, week or month of the range that has some."""
    return tuple(group[-1] for _, group in _grouped(read.usuals, lambda one: one.day, shown))


def felt_shares(read: Digest, shown: Stretch) -> tuple[FeltShare, ...]:
    """All six places; nothing when no session of the range told any."""
    told = [places for day, places in read.felt if day in shown]
    return tuple(FeltShare(place, sum(place in one for one in told), len(told)) for place in Felt) if told else ()


def tests_of(read: Digest, test_id: str, shown: Stretch) -> tuple[SelfTestRecord, ...]:
    """The results of one self-test in the range."""
    return tuple(one for one in read.tests if one.test_id == test_id and one.local_day in shown)


def moment_counts(read: Digest, shown: Stretch) -> tuple[Count, ...]:
    """Hinge moments of each week or month of the range; nothing when there are none at all."""
    weeks = shown.by_weeks
    inside = sorted(one.local_day for one in read.moments if one.local_day in shown)
    groups = {start: len(days) for start, days in _grouped(inside, lambda day: day, weeks)}
    return tuple(Count(start, weeks.last_of(start), groups.get(start, 0)) for start in weeks.starts) if groups else ()


def trained_days(read: Digest, shown: Stretch) -> tuple[tuple[Count, tuple[date, ...]], ...]:
    """The days with practice of each week or month of the range, those without any among them."""
    weeks = shown.by_weeks
    groups = dict(_grouped(read.trained, lambda day: day, weeks))
    found = ((start, tuple(groups.get(start, ()))) for start in weeks.starts)
    return tuple((Count(start, weeks.last_of(start), len(days)), days) for start, days in found)
