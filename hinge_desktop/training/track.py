"""A stretch of time with marks on it: the one place where clock time becomes place and place becomes events.

The place on a track is computed from an anchor, never added up tick by tick: ``place = anchor + (now - since) * rate``.
Anchors move only when the user does something, so however often anyone looks, the marks are
crossed at the same instants, to the last bit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from hinge_desktop.training.events import PlannedSet

COUNTDOWN = (3, 2, 1)


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happens at ``place`` (seconds along the track)."""

    place: float
    what: Literal["tick", "phase", "count", "end"]
    rep: int = 0
    phase: int = 0  # index into the phases of the set
    left: int = 0


class Track:
    """Where a block is. ``rate`` is seconds of track per second of clock; held until :meth:`run`."""

    def __init__(self, marks: Sequence[Mark], place: float = 0.0, rate: float = 1.0) -> None:
        self._marks = tuple(marks)
        self._next = 0
        self._anchor = place
        self._floor = place
        self._since: float | None = None
        self.rate = rate

    @property
    def end(self) -> float:
        """Place of the last mark."""
        return self._marks[-1].place

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


def countdown(length_s: float, place: float = 0.0) -> tuple[Mark, ...]:
    """Marks of a block that ends after ``length_s`` with 3-2-1; those before ``place`` are left out."""
    ticks = (Mark(length_s - left, "tick", left=left) for left in COUNTDOWN)
    return (*(mark for mark in ticks if mark.place >= place), Mark(length_s, "end"))


def repetitions(planned: PlannedSet, first: int) -> tuple[Mark, ...]:
    """Marks of a set from repetition ``first`` (0-based) on; the track's place 0 is the set's beginning.

    The set ends when its last cycle closes, not at its last count: the swing is still in the air
    when it counts, and a drill stands tall for its last phase.
    """
    cycle, marks = planned.cycle_s, []
    for rep in range(first, planned.reps):
        within = 0.0
        for index, (name, seconds) in enumerate(planned.phases):
            if seconds > 0:
                marks.append(Mark(rep * cycle + within, "phase", rep, index))
            within += seconds
            if name == planned.counts_after:
                closes = index == len(planned.phases) - 1
                marks.append(Mark((rep + 1) * cycle if closes else rep * cycle + within, "count", rep, index))
    return (*marks, Mark(planned.reps * cycle, "end"))
