"""A session under way: time and wishes go in, what happened comes out as events.

Whether a long silence means that the computer slept is not decided here (see ``coach``).
"""

from __future__ import annotations

from hinge_desktop.training.course import UNPAUSE_S as UNPAUSE_S
from hinge_desktop.training.course import Course
from hinge_desktop.training.events import Event, Paused, PlannedSet, SpeedChanged, SpeedRefused

# Callers that run a session find here what they build it from and hear of it.
from hinge_desktop.training.events import RepCompleted as RepCompleted
from hinge_desktop.training.events import SessionPlan as SessionPlan
from hinge_desktop.training.moment import BlockKind as BlockKind
from hinge_desktop.training.track import Track, countdown, rest

SPEED = (0.5, 1.5)
REST_MAX_S = 900.0
_BACK_GRACE_S = 1.0
"""*Back* this early in a repetition means the set before, as on a music player."""

NATURAL_PERIOD = "This movement keeps its own rhythm, so its speed stays as it is."
HELD_SECONDS = "A hold is counted in seconds, so there is no tempo to change."
OWN_PACE = "This set goes at your own pace, so there is no tempo to change."


class Session(Course):
    """A course that also does what the user asks.

    Every wish takes the clock's ``now`` and returns the events up to and with itself.
    """

    def pause(self, now: float, reason: str = "") -> tuple[Event, ...]:
        """Stand still at ``now``."""
        out = list(self.advance(now))
        if self._running:
            self._hold_block(self._seen)
            self._running, self._paused, self._lead = False, True, None
            out.append(Paused(reason, self._seen))
        return tuple(out)

    def resume(self, now: float) -> tuple[Event, ...]:
        """Go on; in the middle of a set that the clock leads after 3, 2, 1.

        A slow repetition goes on where it stood. A ballistic one begins again: nobody can take up
        a bell in mid-air, so it is hiked anew (an already counted one is not repeated).
        """
        if self._running or self.finished or not self._started:
            return self.advance(now)
        self._seen = now = max(now, self._seen)
        out: list[Event] = []
        if self._kind is not BlockKind.WORK or self._manual:
            self._go_on(now, out)
        else:
            if self._planned.ballistic and self._tally.left(self._set):
                self._begin_again()
            self._lead_in(now)
        return (*out, *self.advance(now))

    def _lead_in(self, now: float) -> None:
        self._running = True
        self._lead = Track(countdown(UNPAUSE_S))
        self._lead.run(now)

    def _begin_again(self) -> None:
        """Take the repetition in progress from its beginning."""
        self._block = self._work_track(self._set)
        self._rep, self._phase = self._tally.done(self._set), 0
        self._tally.forget_begun(self._set)

    def done(self, now: float) -> tuple[Event, ...]:
        """The user says that a manual set is done: all that is left of it counts now. Nothing elsewhere."""
        out = list(self.advance(now))
        if self._manual:
            self._count(self._tally.left(self._set), self._seen, out)
            self._close_set(self._seen, out)
        return (*out, *self.advance(self._seen))

    def set_speed(self, now: float, factor: float) -> tuple[Event, ...]:
        """Run slow sets at ``factor`` (0.5 to 1.5) of their tempo; a set without a tempo says why it has none."""
        out = list(self.advance(now))
        if not self._started or self.finished:
            return tuple(out)
        if refusal := _refusal(self._planned):
            return (*out, SpeedRefused(refusal, self._seen))
        low, high = SPEED
        self._speed = min(high, max(low, factor))
        if self._kind is BlockKind.WORK:
            leads = self._running and self._lead is None
            self._hold_block(self._seen)
            self._block.rate = self._speed
            if leads:
                self._run_block(self._seen)
        return (*out, SpeedChanged(self._speed, self._seen))

    def change_rest(self, now: float, seconds: float) -> tuple[Event, ...]:
        """Make the rest or the change of sides under way longer or shorter; nothing elsewhere.

        Shorter than what has passed of it means that it is over.
        """
        out = list(self.advance(now))
        if self._kind is BlockKind.REST:
            place, end = self._block.place(self._seen), self._block.end
            length = min(max(REST_MAX_S, end), max(place, end + seconds))
            if length != end:
                self._block = Track(rest(length, place), place)
                if self._running:
                    self._run_block(self._seen)
        return (*out, *self.advance(self._seen))

    def skip(self, now: float) -> tuple[Event, ...]:
        """Next: get ready and rest end at once; a set is left with the repetitions it has."""
        out = list(self.advance(now))
        if not self._started or self.finished:
            return tuple(out)
        if self._kind is BlockKind.WORK:
            self._close_set(self._seen, out)
        else:
            self._work(self._set, self._seen, out)
        return (*out, *self.advance(self._seen))

    def back(self, now: float) -> tuple[Event, ...]:
        """Previous: the repetition begins again; at its very beginning, the nearest earlier set with some left.

        What was counted stays counted and is never asked for twice.
        """
        out = list(self.advance(now))
        if not self._started or self.finished:
            return tuple(out)
        working, now = self._kind is BlockKind.WORK, self._seen
        earlier = self._tally.open_before(self._set)
        if earlier is not None and (not working or self._fresh(now)):
            self._hold_block(now)
            self._get_ready(earlier, now, out)
        elif working and self._tally.left(self._set):
            self._hold_block(now)
            self._begin_again()
            if self._manual:
                self._go_on(now, out)
            else:
                self._lead_in(now)
        return (*out, *self.advance(now))

    def _fresh(self, now: float) -> bool:
        """The repetition under way has hardly begun."""
        begun_at = 0.0 if self._manual else self._tally.done(self._set) * self._planned.cycle_s
        return self._block.place(now) - begun_at <= _BACK_GRACE_S


def _refusal(planned: PlannedSet) -> str:
    """Why this set has no tempo to change; empty where it has one."""
    if planned.manual:
        return OWN_PACE
    if planned.hold:
        return HELD_SECONDS
    return NATURAL_PERIOD if planned.ballistic else ""
