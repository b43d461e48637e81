"""A session as it runs by itself: blocks follow each other, their marks become events.

Ticks carry no meaning here. ``advance(now)`` returns every event whose instant lies between the
last look and ``now``; however time is sliced, the events and their instants are the same.
"""

from __future__ import annotations

from hinge_desktop.training.events import (
    BlockStarted,
    CountdownTicked,
    Event,
    HoldHalved,
    PhaseStarted,
    PlannedSet,
    RepCompleted,
    RestEnding,
    Resumed,
    SessionCompleted,
    SessionPlan,
    SetCompleted,
)
from hinge_desktop.training.instant import Instant, moment_of, rate_of
from hinge_desktop.training.moment import BlockKind, Moment
from hinge_desktop.training.tally import Tally
from hinge_desktop.training.track import Mark, Track, countdown, repetitions, rest

UNPAUSE_S = 3.0


class Course:
    """The course of one session, from get ready to its end, while nobody asks for anything else.

    Args:
        plan: what is to be done.
        resume_at: (set_index, reps_done) of a session that was cut off: earlier sets are done, the
            repetition in progress begins again. A set that was counted to its end is closed on start.

    Raises:
        OptionError: ``resume_at`` lies outside the plan.
    """

    def __init__(self, plan: SessionPlan, resume_at: tuple[int, int] | None = None) -> None:
        self.plan = plan
        self._tally = Tally(plan, resume_at or (0, 0))
        self._kind, self._set = BlockKind.GET_READY, resume_at[0] if resume_at else 0
        self._rep, self._phase = 0, 0
        self._speed = 1.0
        self._seen = float("-inf")
        self._started = self._running = self._paused = False
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
        return self._set, self._tally.done(self._set)

    @property
    def next_due_s(self) -> float | None:
        """Clock time of the next event; None while paused, done, or in a set that no clock ends."""
        if not self._running:
            return None
        return (self._lead or self._block).due()

    @property
    def moment(self) -> Moment:
        """The session as it was at the last look."""
        lead_left = 0.0 if self._lead is None else max(0.0, UNPAUSE_S - self._lead.place(self._seen))
        return moment_of(
            self.plan,
            self._tally,
            Instant(
                self._kind,
                self._set,
                self._rep,
                self._phase,
                self._block.place(self._seen),
                self._block.end,
                self._speed,
                lead_left,
                self._running,
            ),
        )

    @property
    def _planned(self) -> PlannedSet:
        return self.plan.sets[self._set]

    @property
    def _manual(self) -> bool:
        """A set at the user's own pace is under way."""
        return self._kind is BlockKind.WORK and self._planned.manual

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
            self._cross_lead(self._lead.cross(), at, out)
            return
        mark = self._block.cross()
        match mark.what:
            case "tick":
                out.append(CountdownTicked(mark.left, at, ends_hold=self._kind is BlockKind.WORK))
            case "phase":
                self._begin_phase(mark, at, out)
            case "count":
                self._count(1, at, out)
            case "half":
                out.append(HoldHalved(self._set, mark.rep, self._planned.cycle_s / 2, at))
            case "ending":
                out.append(RestEnding(self._set, self._block.end - mark.place, at))
            case "end" if self._kind is BlockKind.WORK:
                self._close_set(at, out)
            case "end":
                self._work(self._set, at, out)

    def _cross_lead(self, mark: Mark, at: float, out: list[Event]) -> None:
        if mark.what == "tick":
            out.append(CountdownTicked(mark.left, at))
        else:
            self._lead, self._paused = None, False
            self._run_block(at)
            out.append(Resumed(at))

    def _begin_phase(self, mark: Mark, at: float, out: list[Event]) -> None:
        self._rep, self._phase = mark.rep, mark.phase
        name = self._planned.phases[mark.phase][0]
        word, cue = self._planned.words.get(name, name), self._planned.cues.get(name, "")
        out.append(PhaseStarted(name, self._set, mark.rep, at, word, cue))

    def _count(self, reps: int, at: float, out: list[Event]) -> None:
        for number, seconds in self._tally.count(self._set, at, reps):
            out.append(RepCompleted(self._set, number, self._planned.reps, at, seconds))

    def _run_block(self, at: float) -> None:
        self._block.run(at)
        if self._kind is BlockKind.WORK:
            self._tally.run(at)

    def _hold_block(self, at: float) -> None:
        if self._kind is BlockKind.WORK:
            self._tally.hold(self._set, at)
        self._block.hold(at)

    # -- beginning ------------------------------------------------------------------------------

    def start(self, now: float) -> tuple[Event, ...]:
        """Begin with get ready. A second start changes nothing."""
        if self._started:
            return self.advance(now)
        self._started, self._seen = True, now
        out: list[Event] = []
        if self._set < len(self.plan.sets) and not self._tally.left(self._set):
            self._tell_set(now, out)
        index = self._tally.next_open(self._set)
        if index is None:
            self._finish(now, out)
        else:
            self._get_ready(index, now, out)
        return (*out, *self.advance(now))

    # -- blocks ---------------------------------------------------------------------------------

    def _enter(self, kind: BlockKind, index: int, track: Track, at: float, out: list[Event]) -> None:
        self._kind, self._set, self._block, self._lead = kind, index, track, None
        self._rep, self._phase = self._tally.done(index), 0
        self._go_on(at, out)
        out.append(BlockStarted(kind, index, at, self._tally.done(index)))

    def _go_on(self, at: float, out: list[Event]) -> None:
        """Let the block run, without a countdown."""
        if self._paused:
            out.append(Resumed(at))
        self._running, self._paused, self._lead = True, False, None
        self._run_block(at)

    def _work(self, index: int, at: float, out: list[Event]) -> None:
        self._tally.forget_begun(index)
        self._enter(BlockKind.WORK, index, self._work_track(index), at, out)

    def _work_track(self, index: int) -> Track:
        planned, done = self.plan.sets[index], self._tally.done(index)
        if planned.manual:
            return Track(())
        return Track(repetitions(planned, done), done * planned.cycle_s, rate_of(planned, self._speed))

    def _get_ready(self, index: int, at: float, out: list[Event]) -> None:
        self._enter(BlockKind.GET_READY, index, Track(countdown(self.plan.get_ready_s)), at, out)

    def _close_set(self, at: float, out: list[Event]) -> None:
        """End the present set, whole or not, and go on to the next one that has repetitions to do."""
        self._hold_block(at)
        self._tell_set(at, out)
        index = self._tally.next_open(self._set + 1)
        if index is None:
            self._finish(at, out)
        elif self.plan.rests_s[index - 1] > 0:
            self._enter(BlockKind.REST, index, Track(rest(self.plan.rests_s[index - 1])), at, out)
        else:
            self._work(index, at, out)

    def _tell_set(self, at: float, out: list[Event]) -> None:
        done, seconds = self._tally.done(self._set), self._tally.counted_s(self._set)
        out.append(SetCompleted(self._set, at, done, self._planned.reps, seconds))

    def _finish(self, at: float, out: list[Event]) -> None:
        self._kind, self._running, self._lead = BlockKind.DONE, False, None
        out.append(SessionCompleted(at))
