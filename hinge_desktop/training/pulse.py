"""When the next number is due, told from events alone: so the script knows how much time there is to speak."""

from __future__ import annotations

import math

from hinge_desktop.training.events import PlannedSet
from hinge_desktop.training.track import COUNTDOWN, ENDING_FROM_S, ENDING_S, HALVED_FROM_S

_NEAR_S = 1e-6
"""A mark this near is the one that has just been crossed."""


class Pulse:
    """Marks along a block, and where the block is. Places are seconds of the block, clocks those of the events."""

    def __init__(self) -> None:
        self._at = self._place = 0.0
        self._rate = 1.0
        self._running = False
        self._cycle = math.inf
        self._length = math.inf
        self._marks: tuple[float, ...] = ()

    def stretch(self, at: float, length_s: float, *, ending: bool) -> None:
        """A block that is counted down: get ready, or with ``ending`` a rest that is told to end."""
        self.put(at, 0.0, 1.0)
        self._cycle, self._length = math.inf, length_s
        last = (ENDING_S,) if ending and length_s >= ENDING_FROM_S else ()
        self._marks = tuple(length_s - left for left in (*last, *COUNTDOWN, 0.0) if left <= length_s)

    def lengthened(self, length_s: float) -> bool:
        """Take over another length of the stretch under way; whether it is another one."""
        if abs(length_s - self._length) < 0.01:
            return False
        at, place, running = self._at, self._place, self._running
        self.stretch(at, length_s, ending=True)
        self._place, self._running = place, running
        return True

    def cycle(self, at: float, one: PlannedSet, reps_done: int, rate: float) -> None:
        """The repetitions of a set: counts, and in a hold its numbers. A manual set has none."""
        self.put(at, reps_done * one.cycle_s, rate)
        self._cycle = self._length = one.cycle_s
        if one.manual:
            self._marks = ()
        elif one.hold:
            half = (one.cycle_s / 2,) if one.cycle_s >= HALVED_FROM_S else ()
            ticks = tuple(one.cycle_s - left for left in COUNTDOWN if left < one.cycle_s)
            self._marks = (*half, *ticks, one.cycle_s)
        else:
            last = [name for name, _ in one.phases].index(one.counts_after)
            self._marks = (math.fsum(seconds for _, seconds in one.phases[: last + 1]),)

    def put(self, at: float, place: float, rate: float) -> None:
        """It is at ``place`` and moves."""
        self._at, self._place, self._rate, self._running = at, place, rate, True

    def hold(self, at: float) -> None:
        """It stands still."""
        self._at, self._place, self._running = at, self._now(at), False

    def go(self, at: float) -> None:
        """It moves on."""
        self._at, self._running = at, True

    def speed(self, at: float, rate: float) -> None:
        """It moves at another rate."""
        self._at, self._place, self._rate = at, self._now(at), rate

    def _now(self, at: float) -> float:
        return self._place + (at - self._at) * self._rate if self._running else self._place

    def clock(self, place: float) -> float:
        """When it is at ``place``, if nothing changes."""
        return self._at + (place - self._place) / self._rate

    def marks(self, at: float) -> tuple[float, ...]:
        """Clock times of the next marks, the nearest first; infinity alone where nothing is due."""
        now = self._now(at)
        if not self._running or not self._marks:
            return (math.inf,)
        base = 0.0 if math.isinf(self._cycle) else math.floor((now + _NEAR_S) / self._cycle) * self._cycle
        laps = (base,) if math.isinf(self._cycle) else (base, base + self._cycle)
        due = tuple(lap + mark for lap in laps for mark in self._marks if lap + mark > now + _NEAR_S)
        return tuple(self.clock(place) for place in due) or (math.inf,)
