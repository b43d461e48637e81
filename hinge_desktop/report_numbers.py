"""The numbers of the page for a therapist: counted from the history, in a range of days. No window, no file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from operator import attrgetter
from statistics import median

from hinge_desktop.training.outcome import is_practice, step_practised
from hinge_desktop.training.progress import StairPoint, minutes_under_tension, staircase
from hinge_desktop.training.records import (
    Ending,
    Felt,
    History,
    OverruleRecord,
    ScreeningRecord,
    SelfTestRecord,
    SessionRecord,
)
from hinge_desktop.training.selftest_kinds import KINDS
from hinge_desktop.training.standing import skipped_on, when
from hinge_desktop.training.thresholds import THRESHOLDS, Thresholds


@dataclass(frozen=True, slots=True)
class Told:
    """Answers on a scale from 0 to 10, each with its day, oldest first. Of none every number is None."""

    answers: tuple[tuple[date, int], ...] = ()

    def __bool__(self) -> bool:
        """Something was told."""
        return bool(self.answers)

    @property
    def values(self) -> tuple[int, ...]:
        """The answers alone."""
        return tuple(value for _, value in self.answers)

    @property
    def least(self) -> int | None:
        """The lowest."""
        return min(self.values, default=None)

    @property
    def middle(self) -> float | None:
        """The median."""
        return median(self.values) if self.answers else None

    @property
    def most(self) -> int | None:
        """The highest."""
        return max(self.values, default=None)

    @property
    def newest(self) -> int | None:
        """The last one."""
        return self.values[-1] if self.answers else None

    def between(self, low: int, high: int) -> int:
        """How many answers lie between the two, both among them."""
        return sum(low <= value <= high for value in self.values)


@dataclass(frozen=True, slots=True)
class StepDays:
    """When a step was practised: its first and last day, on how many days, in how many sessions."""

    step: int
    first: date
    last: date
    days: int
    sessions: int


@dataclass(frozen=True, slots=True)
class Share:
    """So many of those that were told."""

    yes: int
    told: int


@dataclass(frozen=True, slots=True)
class TestedDays:
    """One self-test: how often it was done, its first and its newest result."""

    times: int
    first: SelfTestRecord
    newest: SelfTestRecord


@dataclass(frozen=True, slots=True)
class Numbers:
    """Everything that is counted, from ``first`` to ``last``, both among them.

    Attributes:
        sessions, days, reps, minutes: practice with at least one counted repetition; minutes under tension.
        beside: those of them in which no step of the ladder was practised.
        flare_ups, stopped: sessions on flare-up days; sessions that were stopped for pain.
        earlier: days of practice before ``first``.
        steps: the steps since the very first day, whatever ``first`` is.
        on_step: the newest practice of each step, also since the very first day.
        stairs: what the drawing shows.
        pain_before, pain_worst, pain_after, next_morning, effort: of every session, practised or not.
        felt: place -> sessions that named it; ``felt_told``: sessions that named any.
        looked, legs: "it looked like the figure" and "a leg tingled or was numb", of those who answered.
        tests: of each test that was done. ``moments``: kind -> how often.
        screening: the last answering of the safety questions up to ``last``. left_out: steps told not to do, then.
        notes: day and words, newest first.
    """

    first: date
    last: date
    sessions: int
    days: int
    reps: int
    minutes: float
    beside: int
    flare_ups: int
    stopped: int
    earlier: tuple[date, ...]
    steps: tuple[StepDays, ...]
    on_step: dict[int, SessionRecord]
    stairs: tuple[StairPoint, ...]
    pain_before: Told
    pain_worst: Told
    pain_after: Told
    next_morning: Told
    effort: Told
    felt: tuple[tuple[Felt, int], ...]
    felt_told: int
    looked: Share
    legs: Share
    tests: tuple[TestedDays, ...]
    moments: tuple[tuple[str, int], ...]
    overrules: tuple[OverruleRecord, ...]
    screening: ScreeningRecord | None
    left_out: tuple[int, ...]
    notes: tuple[tuple[date, str], ...]

    @property
    def moments_in_all(self) -> int:
        """All hinge moments."""
        return sum(count for _, count in self.moments)

    @property
    def scales(self) -> tuple[Told, ...]:
        """Everything that was told on a scale."""
        return self.pain_before, self.pain_worst, self.pain_after, self.next_morning, self.effort


def count(history: History, today: date, weeks: int | None = None, limits: Thresholds = THRESHOLDS) -> Numbers:
    """Count the last ``weeks`` weeks up to and with ``today``; None is everything there is.

    The range begins no earlier than the first day of which anything is kept. What carries a later day than ``today``
    (the clock was set back) is left out.
    """
    first = _first_day(history, today)
    if weeks is not None:
        first = max(first, today - timedelta(days=7 * weeks - 1))
    past = sorted((one for one in history.sessions if one.local_day <= today), key=when)
    told = [one for one in past if one.local_day >= first]
    practised = [one for one in past if is_practice(one) and one.done_reps > 0]
    done = [one for one in practised if one.local_day >= first]
    felt = Counter(place for one in told for place in one.answers.felt)
    return Numbers(
        first=first,
        last=today,
        sessions=len(done),
        days=len({one.local_day for one in done}),
        reps=sum(one.done_reps for one in done),
        minutes=sum(minutes_under_tension(one) for one in done),
        beside=sum(step_practised(one) is None for one in done),
        flare_ups=sum(one.flare_up_day for one in done),
        stopped=sum(one.ending is Ending.PAIN for one in told),
        earlier=tuple(sorted({one.local_day for one in practised if one.local_day < first})),
        steps=_steps(practised),
        on_step={step: one for one in practised if (step := step_practised(one)) is not None},
        stairs=tuple(one for one in staircase(history, limits) if first <= one.day <= today),
        pain_before=_scale((one, one.answers.pain_before) for one in told),
        pain_worst=_scale((one, one.answers.pain_worst) for one in told),
        pain_after=_scale((one, one.answers.pain_after) for one in told),
        next_morning=_scale((one, one.next_morning_pain) for one in told),
        effort=_scale((one, one.answers.effort) for one in told),
        felt=tuple((place, felt[place]) for place in Felt if felt[place]),
        felt_told=sum(bool(one.answers.felt) for one in told),
        looked=_share(one.answers.looked_like_figure for one in told),
        legs=_share(one.answers.leg_symptoms for one in told),
        tests=_tests([one for one in history.tests if first <= one.local_day <= today]),
        moments=_most_first(one.kind for one in history.moments if first <= one.local_day <= today),
        overrules=tuple(one for one in history.overrules if first <= one.local_day <= today),
        screening=max(
            (one for one in history.screenings if one.local_day <= today), key=attrgetter("answered_utc"), default=None
        ),
        left_out=tuple(sorted(skipped_on(history.skips, today))),
        notes=tuple((one.local_day, one.answers.note.strip()) for one in reversed(told) if one.answers.note.strip()),
    )


def _newest(screenings: Iterable[ScreeningRecord]) -> ScreeningRecord | None:
    return max(screenings, key=attrgetter("answered_utc"), default=None)


def _first_day(history: History, today: date) -> date:
    practised = {one.local_day for one in history.sessions}
    days = practised | {one.local_day for one in history.tests} | {one.local_day for one in history.moments}
    return min((day for day in days if day <= today), default=today)


def _scale(values: Iterable[tuple[SessionRecord, int | None]]) -> Told:
    return Told(tuple((one.local_day, value) for one, value in values if value is not None))


def _share(values: Iterable[bool | None]) -> Share:
    told = [value for value in values if value is not None]
    return Share(sum(told), len(told))


def _steps(done: list[SessionRecord]) -> tuple[StepDays, ...]:
    days_of: dict[int, list[date]] = {}
    for one in done:
        step = step_practised(one)
        if step is not None:
            days_of.setdefault(step, []).append(one.local_day)
    return tuple(
        StepDays(step, min(days), max(days), len(set(days)), len(days)) for step, days in sorted(days_of.items())
    )


def _tests(tests: list[SelfTestRecord]) -> tuple[TestedDays, ...]:
    in_order = sorted(tests, key=attrgetter("done_utc"))
    of_kind = ([one for one in in_order if one.test_id == test_id] for test_id in KINDS)
    return tuple(TestedDays(len(done), done[0], done[-1]) for done in of_kind if done)


def _most_first(kinds: Iterable[str]) -> tuple[tuple[str, int], ...]:
    counted = Counter(kinds)
    return tuple(sorted(counted.items(), key=lambda one: (-one[1], one[0])))
