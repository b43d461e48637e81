"""Hinge moments: the hinges a day holds anyway, asked for now and then and counted apart from practice.

No number of sets makes the pattern one's own; doing it often, in daily life, does (fact E7). So Hinge may ask, if it
is asked to: within the hours that were chosen, and never twice in an hour.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from hinge_desktop.training.records import MomentRecord

LEAST = timedelta(hours=1)
"""Two prompts are never closer than this, and neither are two counts of one kind."""


@dataclass(frozen=True, slots=True)
class HingeMoment:
    """A hinge of daily life.

    Attributes:
        name: what a menu calls it.
        prompt: one sentence of our own.
        fact: id of what it rests on, see ``curriculum.sources.FACTS``.
    """

    kind: str
    name: str
    prompt: str
    fact: str


MOMENTS: tuple[HingeMoment, ...] = (
    HingeMoment(
        "sitting-down", "Sitting down", "The next time you sit down, let the hips go back first, then lower.", "B1"
    ),
    HingeMoment(
        "picking-up", "Picking something up", "Something on the floor? Hips back, back long, and reach for it.", "B5"
    ),
    HingeMoment(
        "ready-position",
        "The ready position",
        "Stand as if a ball were coming: hips back, knees soft, for three slow breaths.",
        "B4",
    ),
    HingeMoment(
        "standing-up", "Standing up", "The next time you stand up, fold forward at the hips, then stand tall.", "B1"
    ),
    HingeMoment("toilet", "The toilet", "The toilet counts too: hips back on the way down, tall on the way up.", "B1"),
    HingeMoment(
        "lifting-a-child",
        "Lifting a child",
        "A child wants up? Step close, let the hips go back, keep breathing and stand tall together.",
        "B5",
    ),
    HingeMoment(
        "carrying-a-bag",
        "A bag or a box",
        "Shopping to put away? Bring the bag close, fold at the hips, stand tall.",
        "B5",
    ),
    HingeMoment(
        "wash-basin", "At the wash basin", "At the wash basin, fold at the hips and let the back stay long.", "E7"
    ),
)
KINDS: tuple[str, ...] = tuple(one.kind for one in MOMENTS)
_OF_KIND = {one.kind: one for one in MOMENTS}


@dataclass(frozen=True, slots=True)
class Prompt:
    """A moment that is, or was, asked for; with an empty ``kind``: since when prompts may be."""

    at: datetime
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many moments were counted today and in this week, which begins on Monday."""

    today: int = 0
    week: int = 0


def moment_of(kind: str) -> HingeMoment:
    """The moment of that kind; KeyError where there is none."""
    return _OF_KIND[kind]


def next_moment(
    now: datetime, moments: Sequence[MomentRecord], last: Prompt, *, every_h: int, from_h: int, until_h: int
) -> Prompt | None:
    """The next prompt, at ``now`` or later; None where the hours leave no room.

    Args:
        now: the user's local time, with its zone.
        moments: what was counted; who has just done one is not asked for another.
        last: the last prompt, or since when they may be: switched on, or the end of a practice.
        every_h: hours between two prompts; never less than :data:`LEAST`.
        from_h, until_h: from the one o'clock until before the other; ``from_h`` after ``until_h`` spans
            midnight, the same hour twice is no room.
    """
    if from_h == until_h:
        return None
    every = max(LEAST, timedelta(hours=every_h))
    began = (_utc(last.at), *(_utc(one.done_utc) for one in moments if one.done_utc <= now))
    at = max(_utc(now), max(began) + every)
    return Prompt(_in_hours(at.astimezone(now.tzinfo), from_h, until_h), _after(last.kind))


def _utc(at: datetime) -> datetime:
    return at.astimezone(UTC)  # two times of one zone compare by the clock on the wall, which may be set back


def _after(kind: str) -> str:
    """The kinds come round one after the other."""
    return KINDS[(KINDS.index(kind) + 1) % len(KINDS)] if kind in KINDS else KINDS[0]


def _in_hours(at: datetime, from_h: int, until_h: int) -> datetime:
    """``at``, or the next time the hours begin."""
    inside = from_h <= at.hour < until_h if from_h < until_h else not until_h <= at.hour < from_h
    if inside:
        return at
    begins = at.replace(hour=from_h, minute=0, second=0, microsecond=0)
    return begins if begins > at else begins + timedelta(days=1)


def may_count(kind: str, now: datetime, moments: Iterable[MomentRecord]) -> bool:
    """Whether a moment counts now: one prompt is never counted twice, and one kind once in an hour."""
    moment_of(kind)
    return not any(one.kind == kind and abs(now - one.done_utc) < LEAST for one in moments)


def tally(moments: Iterable[MomentRecord], today: date) -> Tally:
    """What was counted today and in this week."""
    days, monday = [one.local_day for one in moments], week_of(today)
    return Tally(sum(day == today for day in days), sum(week_of(day) == monday for day in days))


def per_day(moments: Iterable[MomentRecord]) -> dict[date, int]:
    """Moments of each local day that has some, in order."""
    return dict(sorted(Counter(one.local_day for one in moments).items()))


def per_week(moments: Iterable[MomentRecord]) -> dict[date, int]:
    """Moments of each week that has some, by its Monday, in order."""
    return dict(sorted(Counter(week_of(one.local_day) for one in moments).items()))


def week_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())
