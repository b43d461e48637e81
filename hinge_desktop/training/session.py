"""A session under way: time goes in as elapsed seconds, what happened comes out as events.

Ticks carry no meaning here. ``advance(now)`` returns every event whose instant lies between the
last look and ``now``; however time is sliced, the events and their instants are the same.
Whether a long silence means that the computer slept is not decided here (see ``coach``).
"""

from __future__ import annotations

from hinge_desktop.errors import OptionError
from hinge_desktop.training.events import (
    BlockKind,
    BlockStarted,
    CountdownTicked,
    Event,
    Moment,
    Paused,
    PhaseStarted,
    PlannedSet,
    RepCompleted,
    Resumed,
    SessionCompleted,
    SessionPlan,
    SetCompleted,
    SpeedChanged,
    SpeedRefused,
)
from hinge_desktop.training.track import Mark, Track, countdown, repetitions

__all__ = [
    "BlockKind",
    "BlockStarted",
    "CountdownTicked",
    "Event",
    "Moment",
    "Paused",
    "PhaseStarted",
    "PlannedSet",
    "RepCompleted",
    "Resumed",
    "Session",
    "SessionCompleted",
    "SessionPlan",
    "SetCompleted",
    "SpeedChanged",
    "SpeedRefused",
]

SPEED = (0.5, 1.5)
UNPAUSE_S = 3.0
REST_MAX_S = 900.0
_BACK_GRACE_S = 1.0
"""*Back* this early in a repetition means the set before, as on a music player."""

NATURAL_PERIOD = "This movement keeps its own rhythm, so its speed stays as it is."


class Session:
    """One session. Every command takes the clock's ``now`` and returns the events up to and with itself.

    Args:
        plan: what is to be done.
        resume_at: (set_index, reps_done) of a session that was cut off: earlier sets are done, the
            repetition in progress begins again. A set that was counted to its end is closed on start.

    Raises:
        OptionError: ``resume_at`` lies outside the plan.
    """

    def __init__(self, plan: SessionPlan, resume_at: tuple[int, int] | None = None) -> None:
        self.plan = plan
        first, reps_done = resume_at or (0, 0)
        if not 0 <= first <= len(plan.sets) or reps_done < 0:
            raise OptionError(
                f"A session of {len(plan.sets)} sets cannot go on at set {first}, repetition {reps_done}."
            )
        self._done = [one.reps if index < first else 0 for index, one in enumerate(plan.sets)]
        if first < len(plan.sets):
            self._done[first] = min(reps_done, plan.sets[first].reps)
        self._worked = [done * one.cycle_s for done, one in zip(self._done, plan.sets, strict=True)]
        self._counted = list(self._worked)
        self._kind, self._set = BlockKind.GET_READY, first
        self._rep, self._phase = 0, 0
        self._speed = 1.0
        self._seen = float("-inf")
        self._started = self._running = self._paused = False
        self._since: float | None = None
        self._block = Track(countdown(plan.get_ready_s))
        self._lead: Track | None = None

    # -- what it is now -------------------------------------------------------------------------

    @property
    def started(self) -> bool:
        """``start`` was called."""
        return self._started

    @property
    def finished(self) -> bool:
        """All sets are over."""
        return self._kind is BlockKind.DONE

    @property
    def running(self) -> bool:
        """The clock runs (also during the un-pause countdown)."""
        return self._running

    @property
    def position(self) -> tuple[int, int]:
        """(set_index, reps_done), as ``resume_at`` takes it."""
        return self._set, self._done[self._set] if self._set < len(self._done) else 0

    @property
    def next_due_s(self) -> float | None:
        """Clock time of the next event; None while paused or done."""
        if not self._running:
            return None
        return (self._lead or self._block).due()

    @property
    def moment(self) -> Moment:
        """The session as it was at the last look."""
        if self.finished or self._set >= len(self.plan.sets):
            last = len(self.plan.sets) - 1
            return Moment(
                BlockKind.DONE, last, 0, self._done[last], "", 0.0, 0.0, 0.0, 0.0, False,
                reps=self.plan.sets[last].reps, sets=last + 1,
            )  # fmt: skip
        planned, place, rate = self.plan.sets[self._set], self._block.place(self._seen), self._block.rate
        working = self._kind is BlockKind.WORK
        left = max(0.0, self._block.end - place) / rate
        in_rep = min(max(0.0, place - self._rep * planned.cycle_s), planned.cycle_s) if working else 0.0
        name = planned.phases[self._phase][0] if working else ""
        return Moment(
            kind=self._kind,
            set_index=self._set,
            rep=self._rep,
            reps_done=self._done[self._set],
            phase=name,
            time_in_rep_s=in_rep,
            block_elapsed_s=place,
            block_left_s=left,
            session_left_s=left + self._left_after(),
            running=self._running,
            preview_time_s=0.0 if working else place,
            resuming_in_s=0.0 if self._lead is None else max(0.0, UNPAUSE_S - self._lead.place(self._seen)),
            reps=planned.reps,
            sets=len(self.plan.sets),
            word=planned.words.get(name, name),
            phase_progress=self._phase_progress(planned, in_rep) if working else 0.0,
            speed=rate,
        )

    def _phase_progress(self, planned: PlannedSet, in_rep: float) -> float:
        begin = sum(seconds for _, seconds in planned.phases[: self._phase])
        length = planned.phases[self._phase][1]
        return min(1.0, max(0.0, (in_rep - begin) / length)) if length > 0 else 1.0

    def _left_after(self) -> float:
        """Seconds of all blocks behind the present one."""
        working = self._kind is BlockKind.WORK
        left = 0.0
        for index in range(self._set + working, len(self.plan.sets)):
            open_reps = self.plan.sets[index].reps - self._done[index]
            if open_reps:
                left += open_reps * self.plan.sets[index].cycle_s / self._rate(index)
                left += self.plan.rests_s[index - 1] if index > self._set else 0.0
        return left

    # -- time -----------------------------------------------------------------------------------

    def advance(self, now: float) -> tuple[Event, ...]:
        """Every event up to ``now``, in order. A clock that runs backwards changes nothing."""
        out: list[Event] = []
        while (due := self.next_due_s) is not None and due <= now:
            self._cross(due, out)
        self._seen = max(self._seen, now)
        return tuple(out)

    def _cross(self, at: float, out: list[Event]) -> None:
        if self._lead is not None:
            mark = self._lead.cross()
            if mark.what == "tick":
                out.append(CountdownTicked(mark.left, at))
            else:
                self._lead, self._paused = None, False
                self._run_block(at)
                out.append(Resumed(at))
            return
        mark = self._block.cross()
        if mark.what == "tick":
            out.append(CountdownTicked(mark.left, at))
        elif mark.what == "phase":
            self._begin_phase(mark, at, out)
        elif mark.what == "count":
            self._count(at, out)
        elif self._kind is BlockKind.WORK:
            self._close_set(at, out)
        else:
            self._work(self._set, at, out)

    def _begin_phase(self, mark: Mark, at: float, out: list[Event]) -> None:
        planned = self.plan.sets[self._set]
        self._rep, self._phase = mark.rep, mark.phase
        name = planned.phases[mark.phase][0]
        word, cue = planned.words.get(name, name), planned.cues.get(name, "")
        out.append(PhaseStarted(name, self._set, mark.rep, at, word, cue))

    def _count(self, at: float, out: list[Event]) -> None:
        now_worked = self._worked_at(at)
        self._done[self._set] += 1
        taken, self._counted[self._set] = now_worked - self._counted[self._set], now_worked
        out.append(RepCompleted(self._set, self._done[self._set], self.plan.sets[self._set].reps, at, taken))

    def _worked_at(self, at: float) -> float:
        """Seconds worked on the present set, pauses left out."""
        return self._worked[self._set] + (at - self._since if self._since is not None else 0.0)

    def _run_block(self, at: float) -> None:
        self._block.run(at)
        self._since = at

    def _hold_block(self, at: float) -> None:
        if self._kind is BlockKind.WORK and self._since is not None:
            self._worked[self._set] = self._worked_at(at)
        self._block.hold(at)
        self._since = None

    # -- blocks ---------------------------------------------------------------------------------

    def _enter(self, kind: BlockKind, index: int, track: Track, at: float, out: list[Event]) -> None:
        self._kind, self._set, self._block, self._lead = kind, index, track, None
        self._rep, self._phase = self._done[index], 0
        if self._paused:
            out.append(Resumed(at))
        self._running, self._paused = True, False
        self._run_block(at)
        out.append(BlockStarted(kind, index, at, self._done[index]))

    def _rate(self, index: int) -> float:
        return 1.0 if self.plan.sets[index].ballistic else self._speed

    def _work(self, index: int, at: float, out: list[Event]) -> None:
        planned, first = self.plan.sets[index], self._done[index]
        self._enter(BlockKind.WORK, index, self._reps_from(planned, first, index), at, out)

    def _reps_from(self, planned: PlannedSet, first: int, index: int) -> Track:
        return Track(repetitions(planned, first), first * planned.cycle_s, self._rate(index))

    def _close_set(self, at: float, out: list[Event]) -> None:
        """End the present set, whole or not, and go on to the next one that has repetitions to do."""
        self._hold_block(at)
        index, planned = self._set, self.plan.sets[self._set]
        out.append(SetCompleted(index, at, self._done[index], planned.reps, self._counted[index]))
        later = [i for i in range(index + 1, len(self.plan.sets)) if self._done[i] < self.plan.sets[i].reps]
        if not later:
            self._finish(at, out)
        elif self.plan.rests_s[later[0] - 1] > 0:
            self._enter(BlockKind.REST, later[0], Track(countdown(self.plan.rests_s[later[0] - 1])), at, out)
        else:
            self._work(later[0], at, out)

    def _finish(self, at: float, out: list[Event]) -> None:
        self._kind, self._running, self._lead = BlockKind.DONE, False, None
        out.append(SessionCompleted(at))

    # -- wishes ---------------------------------------------------------------------------------

    def start(self, now: float) -> tuple[Event, ...]:
        """Begin with get ready. A second start changes nothing."""
        if self._started:
            return self.advance(now)
        self._started, self._seen = True, now
        out: list[Event] = []
        if self._set >= len(self.plan.sets):
            self._finish(now, out)
            return tuple(out)
        if self._done[self._set] >= self.plan.sets[self._set].reps:
            index, planned = self._set, self.plan.sets[self._set]
            out.append(SetCompleted(index, now, planned.reps, planned.reps, self._counted[index]))
            if index + 1 == len(self.plan.sets):
                self._finish(now, out)
                return tuple(out)
            self._set = index + 1
        self._enter(BlockKind.GET_READY, self._set, Track(countdown(self.plan.get_ready_s)), now, out)
        return (*out, *self.advance(now))

    def pause(self, now: float, reason: str = "") -> tuple[Event, ...]:
        """Stand still at ``now``."""
        out = list(self.advance(now))
        if self._running:
            now = self._seen
            self._hold_block(now)
            self._running, self._paused, self._lead = False, True, None
            out.append(Paused(reason, now))
        return tuple(out)

    def resume(self, now: float) -> tuple[Event, ...]:
        """Go on; in the middle of a set after 3, 2, 1.

        A slow repetition goes on where it stood. A ballistic one begins again: nobody can take up
        a bell in mid-air, so it is hiked anew (an already counted one is not repeated).
        """
        if self._running or self.finished or not self._started:
            return self.advance(now)
        self._seen = now = max(now, self._seen)
        self._running = True
        if self._kind is not BlockKind.WORK:
            self._paused = False
            self._run_block(now)
            return (Resumed(now), *self.advance(now))
        planned = self.plan.sets[self._set]
        if planned.ballistic and self._done[self._set] < planned.reps:
            self._again_from(self._done[self._set])
        self._lead_in(now)
        return self.advance(now)

    def _lead_in(self, now: float) -> None:
        self._running = True
        self._lead = Track(countdown(UNPAUSE_S))
        self._lead.run(now)

    def _again_from(self, rep: int) -> None:
        planned = self.plan.sets[self._set]
        self._block = self._reps_from(planned, rep, self._set)
        self._rep, self._phase = rep, 0
        self._worked[self._set] = self._counted[self._set]  # what was begun and not counted is not practice

    def set_speed(self, now: float, factor: float) -> tuple[Event, ...]:
        """Run slow sets at ``factor`` (0.5 to 1.5) of their tempo; a ballistic set refuses, with a reason."""
        out = list(self.advance(now))
        if self.finished:
            return tuple(out)
        if self.plan.sets[self._set].ballistic:
            return (*out, SpeedRefused(NATURAL_PERIOD, self._seen))
        low, high = SPEED
        self._speed = min(high, max(low, factor))
        if self._kind is BlockKind.WORK:
            running = self._since is not None
            self._hold_block(self._seen)
            self._block.rate = self._speed
            if running:
                self._run_block(self._seen)
        return (*out, SpeedChanged(self._speed, self._seen))

    def change_rest(self, now: float, seconds: float) -> tuple[Event, ...]:
        """Make the rest under way longer or shorter; nothing outside a rest."""
        out = list(self.advance(now))
        if self._kind is BlockKind.REST:
            place = self._block.place(self._seen)
            length = min(REST_MAX_S, max(place, self._block.end + seconds))
            self._block = Track(countdown(length, place), place)
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
        earlier = [i for i in range(self._set) if self._done[i] < self.plan.sets[i].reps]
        working, now = self._kind is BlockKind.WORK, self._seen
        done = self._done[self._set]
        fresh = self._block.place(now) - done * self.plan.sets[self._set].cycle_s <= _BACK_GRACE_S
        if earlier and (fresh or not working):
            self._hold_block(now)
            self._enter(BlockKind.GET_READY, earlier[-1], Track(countdown(self.plan.get_ready_s)), now, out)
        elif working and done < self.plan.sets[self._set].reps:
            self._hold_block(now)
            self._again_from(done)
            self._lead_in(now)
        return (*out, *self.advance(now))
