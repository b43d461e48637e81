"""A history read once, into what happened on each day; the charts pick and sum from that. Pure: no window, no clock."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter, itemgetter
from typing import TypeVar

from hinge_desktop.curriculum.ladder import LADDER
from hinge_desktop.training.outcome import LOOKED_AT, usual_pain
from hinge_desktop.training.progress import StairPoint, staircase, told_pains
from hinge_desktop.training.records import Felt, History, SelfTestRecord, SessionRecord
from hinge_desktop.training.standing import when
from hinge_desktop.training.thresholds import THRESHOLDS, Thresholds

Item = TypeVar("Item")
_local_day, _day, _start, _first = attrgetter("local_day"), attrgetter("day"), attrgetter("start"), itemgetter(0)

Told = tuple[date, tuple[int, ...]]
"""A day and the numbers told on it, each 0..10."""


@dataclass(frozen=True, slots=True)
class Amount:
    """What was practised in one day, week or month. ``days``, ``sessions``: those with a repetition of it."""

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
class Usual:
    """The usual pain as it was from ``day`` on."""

    day: date
    pain: int


@dataclass(frozen=True, slots=True)
class Digest:
    """A history read once; every tuple is oldest first.

    Attributes:
        first, last: days with anything in them; None in an empty history.
        points: the staircase.
        days: what was practised on each day with any.
        steps: step -> its work of each day with any.
        pains, mornings, efforts: the numbers of each day that told any.
        usuals: the usual pain at each session that told one.
        felt: (day, places) of each session that told any.
        tests: results of self-tests.
        moments: (day, how many) of each day with hinge moments.
        sessions, limits: what was read, so that the next time only what has changed is.
    """

    first: date | None = None
    last: date | None = None
    points: tuple[StairPoint, ...] = ()
    days: tuple[Amount, ...] = ()
    steps: dict[int, tuple[StepAmount, ...]] = field(default_factory=dict)
    pains: tuple[Told, ...] = ()
    mornings: tuple[Told, ...] = ()
    efforts: tuple[Told, ...] = ()
    usuals: tuple[Usual, ...] = ()
    felt: tuple[tuple[date, frozenset[Felt]], ...] = ()
    tests: tuple[SelfTestRecord, ...] = ()
    moments: tuple[tuple[date, int], ...] = ()
    sessions: tuple[SessionRecord, ...] = ()
    limits: Thresholds = THRESHOLDS


def digest(history: History, limits: Thresholds = THRESHOLDS, before: Digest | None = None) -> Digest:
    """Read a history once, judged by these limits.

    Args:
        before: what was read the last time. Of the same sessions, only the days from the first change on are read.
    """
    before = before or Digest()
    sessions = tuple(sorted(history.sessions, key=when))
    since = _changed_since(before, sessions, limits)
    at = bisect_left(sessions, since, key=_local_day)
    fresh = sessions[at:]
    judged = sessions[_judged_with(sessions, at, limits) :]
    tests = tuple(sorted(history.tests, key=_local_day))
    moments = tuple(sorted(Counter(one.local_day for one in history.moments).items()))
    ends = [group[index] for group in (sessions, tests) if group for index in (0, -1)]
    days = [one.local_day for one in ends] + [day for day, _ in moments]
    days_of_work, steps = _work(fresh)
    earlier = {step: _until(before.steps.get(step, ()), _start, since) for step in range(1, len(LADDER) + 1)}
    steps = {step: (*known, *steps.get(step, ())) for step, known in earlier.items() if known or step in steps}
    points = tuple(point for point in staircase(History(judged), limits) if point.day >= since)
    usuals = tuple(usual for usual in _usuals(judged, limits) if usual.day >= since)
    pains = _told((one.local_day, told_pains(one)) for one in fresh)
    mornings = _told((one.local_day, _one(one.next_morning_pain)) for one in fresh)
    efforts = _told((one.local_day, _one(one.answers.effort)) for one in fresh)
    felt = tuple((one.local_day, one.answers.felt) for one in fresh if one.answers.felt)
    return Digest(
        first=min(days, default=None),
        last=max(days, default=None),
        points=_until(before.points, _day, since) + points,
        days=_until(before.days, _start, since) + days_of_work,
        steps=steps,
        pains=_until(before.pains, _first, since) + pains,
        mornings=_until(before.mornings, _first, since) + mornings,
        efforts=_until(before.efforts, _first, since) + efforts,
        usuals=_until(before.usuals, _day, since) + usuals,
        felt=_until(before.felt, _first, since) + felt,
        tests=tests,
        moments=moments,
        sessions=sessions,
        limits=limits,
    )


def _changed_since(before: Digest, sessions: tuple[SessionRecord, ...], limits: Thresholds) -> date:
    """The first day on which anything is another than it was. A record that did not change is the very same one."""
    if before.limits != limits:
        return date.min
    pairs = enumerate(zip(before.sessions, sessions, strict=False))
    shorter = min(len(before.sessions), len(sessions))
    same = next((index for index, (one, other) in pairs if one is not other), shorter)
    return min((group[same].local_day for group in (before.sessions, sessions) if same < len(group)), default=date.max)


def _judged_with(sessions: tuple[SessionRecord, ...], at: int, limits: Thresholds) -> int:
    """From which session on the gate has to look again to judge those from ``at`` on as it would judge them all.

    It remembers of those before the last few pains that make the usual one, and where it was felt the last time.
    """
    told, felt = 0, False
    while at > 0 and not (felt and told >= limits.usual_of):
        at -= 1
        told += sessions[at].answers.pain_before is not None
        felt = felt or bool(sessions[at].answers.felt)
    return at


def _until(known: tuple[Item, ...], day_of: Callable[[Item], date], since: date) -> tuple[Item, ...]:
    return known[: bisect_left(known, since, key=day_of)]


def _one(number: int | None) -> tuple[int, ...]:
    return () if number is None else (number,)


def _told(told: Iterable[Told]) -> tuple[Told, ...]:
    of_day: dict[date, tuple[int, ...]] = {}
    for day, numbers in told:
        if numbers:
            of_day[day] = of_day.get(day, ()) + numbers
    return tuple(of_day.items())


def _work(sessions: Iterable[SessionRecord]) -> tuple[tuple[Amount, ...], dict[int, tuple[StepAmount, ...]]]:
    """What was practised on each day, and of each step; sessions stand oldest first."""
    # Half a hundred thousand sets: what they hold is taken at once, and summed where it stands.
    held = attrgetter("done_reps", "role", "duration_s", "exercise_id", "load_kg")
    of_day: dict[date, list[float]] = {}
    of_exercise: defaultdict[str, dict[date, list[float]]] = defaultdict(dict)
    for one in sessions:
        day, reps, seconds = one.local_day, 0, 0.0
        for done, role, lasted, exercise, load in map(held, one.sets):
            if not done or role in LOOKED_AT:
                continue
            reps += done
            seconds += lasted
            work = of_exercise[exercise].get(day)
            if work is None:
                of_exercise[exercise][day] = [load, load * done, done]
                continue
            work[0] = max(work[0], load)
            work[1] += load * done
            work[2] += done
        if reps:
            sums = of_day.setdefault(day, [0, 0, 0.0])
            sums[0] += 1
            sums[1] += reps
            sums[2] += seconds
    days = tuple(Amount(day, day, 1, int(count), int(reps), s / 60.0) for day, (count, reps, s) in of_day.items())
    steps = {
        step: tuple(
            StepAmount(day, day, load, volume, int(done)) for day, (load, volume, done) in of_exercise[exercise].items()
        )
        for step, exercise in enumerate(LADDER, start=1)
        if exercise in of_exercise
    }
    return days, steps


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
