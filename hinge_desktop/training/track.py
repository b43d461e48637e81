"""A stretch of time with marks on it: the one place where clock time becomes place and place becomes events.

The place on a track is computed from an anchor, never added up tick by tick: ``place = anchor + (now - since) * rate``.
Anchors move only when the user does something, so however often anyone looks, the marks are
crossed at the same instants, to the last bit.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from hinge_desktop.training.events import PlannedSet

COUNTDOWN = (3, 2, 1)
HALVED_FROM_S = 15.0
"""Half of a hold is told where the hold is at least this long."""
ENDING_FROM_S, ENDING_S = 20.0, 10.0
"""A rest of at least the first is told to end when the second is left of it."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happens at ``place`` (seconds along the track).

    ``tick``: ``left`` whole seconds until the block, or the hold, is over; ``half``: of a hold; ``ending``: of a rest.
    """

    place: float
    what: Literal["tick", "phase", "count", "half", "ending", "end"]
    rep: int = 0
    phase: int = 0  # index into the phases of the set
    left: int = 0


class Track:
    """Where a block is. ``rate`` is seconds of track per second of clock; held until :meth:`run`.

    A track without marks has no end: its place moves on until somebody leaves it.
    """

    def __init__(self, marks: Sequence[Mark], place: float = 0.0, rate: float = 1.0) -> None:
        self._marks = tuple(marks)
        self._next = 0
        self._anchor = place
        self._floor = place
        self._since: float | None = None
        self.rate = rate

    @property
    def end(self) -> float:
        """Place of the last mark; infinite without marks."""
        return self._marks[-1].place if self._marks else math.inf

    def run(self, now: float) -> None:
        """Let the place move from now on."""
        self._since = now

    def hold(self, now: float) -> None:
        """Keep the place as it is now."""
        self._anchor, self._since = self.place(now), None

    def place(self, now: float) -> float:
        """The place at ``now``: never before a mark that was crossed, never past one that was not."""
        place = self._anchor
        if self._since is not None:
            place += (now - self._since) * self.rate
        ceiling = self._marks[self._next].place if self._next < len(self._marks) else self.end
        return max(self._floor, min(place, ceiling))

    def due(self) -> float | None:
        """Clock time of the next mark; None while held or at the end."""
        if self._since is None or self._next >= len(self._marks):
            return None
        return self._since + max(0.0, self._marks[self._next].place - self._anchor) / self.rate

    def cross(self) -> Mark:
        """Take the next mark."""
        mark = self._marks[self._next]
        self._next += 1
        self._floor = mark.place
        return mark


def countdown(length_s: float) -> tuple[Mark, ...]:
    """Marks of a block that ends after ``length_s`` with 3-2-1."""
    ticks = (Mark(length_s - left, "tick", left=left) for left in COUNTDOWN)
    return (*(mark for mark in ticks if mark.place >= 0.0), Mark(length_s, "end"))


def rest(length_s: float, place: float = 0.0) -> tuple[Mark, ...]:
    """Marks of a rest of ``length_s``, whose first ``place`` seconds are over; what would lie in them is left out."""
    ending = (Mark(length_s - ENDING_S, "ending"),) if length_s >= ENDING_FROM_S else ()
    return tuple(mark for mark in (*ending, *countdown(length_s)) if mark.place >= place)


def repetitions(planned: PlannedSet, first: int) -> tuple[Mark, ...]:
    """Marks of a set from repetition ``first`` (0-based) on; the track's place 0 is the set's beginning.

    The set ends when its last cycle closes, not at its last count: the swing is still in the air
    when it counts, and a drill stands tall for its last phase. A hold is counted down in it.
    """
    counting = [name for name, _ in planned.phases].index(planned.counts_after)
    marks: list[Mark] = []
    for rep in range(first, planned.reps):
        start, end, within = rep * planned.cycle_s, (rep + 1) * planned.cycle_s, 0.0
        for index, (_, seconds) in enumerate(planned.phases):
            # Rounding must not carry a place past the cycle's end, nor leave the last one short of it.
            if seconds > 0:
                marks.append(Mark(min(start + within, end), "phase", rep, index))
            if planned.hold:
                marks += _within_hold(end, seconds, rep)
            within += seconds
            if index == counting:
                closes = not any(later for _, later in planned.phases[index + 1 :])
                marks.append(Mark(end if closes else min(start + within, end), "count", rep, index))
    return (*marks, Mark(planned.reps * planned.cycle_s, "end"))


def _within_hold(end: float, seconds: float, rep: int) -> Iterator[Mark]:
    """Half of a long hold, and 3-2-1 before each ends; a number at its very beginning would drown its word."""
    if seconds >= HALVED_FROM_S:
        yield Mark(end - seconds / 2, "half", rep)
    yield from (Mark(end - left, "tick", rep, left=left) for left in COUNTDOWN if left < seconds)
