"""The coach: a clock drives a session and say what happens. QtCore only: no widgets, no storage."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from hinge_desktop.frame_pace import WATCH_MS as WATCH_MS  # how often the guard keeps watch
from hinge_desktop.frame_pace import FramePace
from hinge_desktop.training.events import (
    BlockKind,
    BlockStarted,
    CountdownTicked,
    Event,
    Moment,
    Paused,
    PhaseStarted,
    RepCompleted,
    Resumed,
    SessionCompleted,
    SessionPlan,
    SetCompleted,
    SpeedChanged,
    SpeedRefused,
)
from hinge_desktop.training.session import Session

GAP_S = 2.0
"""Nobody was watched for longer than this: the machine slept or stood still. The one guard of the program."""
LATE_PRESS_S = 1.0
"""The one button, pressed this soon after a manual set began, was meant for the rest before it."""

Clock = Callable[[], float]


class Coach(QObject):
    """Runs one session at a time.

    Signals (payloads are frozen values of ``training.events``):
        session_started(SessionPlan)
        moment_changed(Moment): after every look
        block_started(BlockStarted), phase_started(PhaseStarted), rep_completed(RepCompleted),
        set_completed(SetCompleted), countdown(int)
        paused(str): with the reason, empty when it was the user's own wish; resumed()
        speed_changed(float); notice(str): one plain sentence, e.g. why the speed stays
        cue_requested(str): a cue to say and show
        session_completed(); session_stopped(str): "pain" or "left"
        happened(event): every event of the session, whole, before the signal of its own kind

    ``clock`` gives steady seconds, ``wall`` the time of day in seconds: where a sleeping machine stops
    the one, the other moves on, and either difference is seen.
    """

    session_started = Signal(object)
    moment_changed = Signal(object)
    block_started = Signal(object)
    phase_started = Signal(object)
    rep_completed = Signal(object)
    countdown = Signal(int)
    set_completed = Signal(object)
    paused = Signal(str)
    resumed = Signal()
    speed_changed = Signal(float)
    notice = Signal(str)
    cue_requested = Signal(str)
    session_completed = Signal()
    session_stopped = Signal(str)
    happened = Signal(object)

    def __init__(
        self, parent: QObject | None = None, *, clock: Clock = time.perf_counter, wall: Clock = time.time
    ) -> None:
        super().__init__(parent)
        self._clock, self._wall = clock, wall
        self._session: Session | None = None
        self._active = False
        self._last, self._last_wall = 0.0, 0.0
        self._cue = ""
        self._pace = FramePace(clock, self)
        self._pace.look_due.connect(self.tick)

    # -- state ----------------------------------------------------------------------------------

    @property
    def plan(self) -> SessionPlan | None:
        """The plan of the session, also after it ended; None before the first."""
        return self._session.plan if self._session else None

    @property
    def moment(self) -> Moment | None:
        """The session at the last look."""
        return self._session.moment if self._session else None

    @property
    def position(self) -> tuple[int, int]:
        """(set_index, reps_done), for :meth:`start`'s ``resume_at``; (0, 0) without a session."""
        return self._session.position if self._session else (0, 0)

    @property
    def active(self) -> bool:
        """A session is under way, running or paused."""
        return self._active

    @property
    def running(self) -> bool:
        """The session's clock runs."""
        return self._active and self._session is not None and self._session.running

    # -- time -----------------------------------------------------------------------------------

    @Slot()
    def tick(self) -> None:
        """Look at the clock. Tests and the tour call it with clocks of their own."""
        if not self._active:
            return
        session = self._caught_up()
        if session and self._pace.frame_would_delay(self._last, session.next_due_s):
            self._schedule()
        else:
            self._answer(())

    def _caught_up(self) -> Session | None:
        """The session, brought up to the clock, or paused after a gap; None without one, or when that ended it."""
        session = self._session
        if session is None or not self._active:
            return None
        now, wall = self._clock(), self._wall()
        steady, moved = now - self._last, wall - self._last_wall
        slept = steady > GAP_S or abs(moved - steady) > GAP_S
        before, self._last, self._last_wall = self._last, now, wall
        if slept and session.running:
            self._tell(session.pause(before, self.tr("Paused while the computer slept.")))
        else:
            self._tell(session.advance(now))
        return session if self.active else None

    def _schedule(self) -> None:
        if self.running and self._session is not None:
            self._pace.look_at(self._session.next_due_s)
        else:
            self._pace.stop()

    @Slot(bool)
    def set_painting(self, painting: bool) -> None:
        """Look once a frame while the figure is visible, else only when something happens."""
        self._pace.set_painting(painting)
        self._schedule()

    # -- wishes ---------------------------------------------------------------------------------

    def start(self, plan: SessionPlan, resume_at: tuple[int, int] | None = None) -> None:
        """Begin a session with get ready. Raises OptionError when ``resume_at`` lies outside the plan."""
        self._session = Session(plan, resume_at)
        self._active = True
        self._cue = ""
        self._last, self._last_wall = self._clock(), self._wall()
        self.session_started.emit(plan)
        self._answer(self._session.start(self._last))

    @Slot()
    def pause(self) -> None:
        """Stand still."""
        if session := self._caught_up():
            self._answer(session.pause(self._last))

    @Slot()
    def resume(self) -> None:
        """Go on; in the middle of a set after 3, 2, 1."""
        if self._active and self._session is not None and not self._session.running:
            self._last, self._last_wall = self._clock(), self._wall()
            self._answer(self._session.resume(self._last))

    @Slot()
    def toggle(self) -> None:
        """Pause or go on (Space)."""
        (self.pause if self.running else self.resume)()

    @Slot()
    def skip(self) -> None:
        """Next."""
        if session := self._caught_up():
            self._answer(session.skip(self._last))

    @Slot()
    def done(self) -> None:
        """The manual set is done: all that is left of it counts now. Nothing elsewhere."""
        if session := self._caught_up():
            self._answer(session.done(self._last))

    @Slot()
    def act(self) -> None:
        """The one button: go on when paused, else to work when it is not yet time, else done, else pause.

        It answers what the user saw. Where the block changed under the finger, what was wished for has
        happened by itself; and a press right after a manual set began was meant for the rest before it.
        """
        seen = self.moment
        if seen is None or not self._active:
            return
        if not seen.running:
            self.resume()
        elif session := self._caught_up():
            now = session.moment
            same = now.running and (now.kind, now.set_index) == (seen.kind, seen.set_index)
            self._answer(self._act_on(session, now) if same else ())

    def _act_on(self, session: Session, now: Moment) -> tuple[Event, ...]:
        if now.kind is not BlockKind.WORK:
            return session.skip(self._last)
        if not now.manual:
            return session.pause(self._last)
        return session.done(self._last) if now.block_elapsed_s >= LATE_PRESS_S else ()

    @Slot()
    def back(self) -> None:
        """Previous."""
        if session := self._caught_up():
            self._answer(session.back(self._last))

    @Slot(float)
    def set_speed(self, factor: float) -> None:
        """Another tempo, 0.5 to 1.5 of the planned; a ballistic set says why not."""
        if session := self._caught_up():
            self._answer(session.set_speed(self._last, factor))

    @Slot(float)
    def change_rest(self, seconds: float) -> None:
        """Make this rest longer or shorter."""
        if session := self._caught_up():
            self._answer(session.change_rest(self._last, seconds))

    @Slot()
    def repeat_cue(self) -> None:
        """Say the last cue again."""
        if self._cue:
            self.cue_requested.emit(self._cue)

    @Slot()
    def stop_for_pain(self) -> None:
        """Stop at once (X). :attr:`position` tells where, should the rest be done in an easier form."""
        self._stop("pain")

    @Slot()
    def leave(self) -> None:
        """End the session before its end."""
        self._stop("left")

    def _stop(self, why: str) -> None:
        if session := self._caught_up():
            session.pause(self._last)
            self._active = False
            self._pace.stop()
            self.moment_changed.emit(session.moment)
            self.session_stopped.emit(why)

    def _answer(self, events: tuple[Event, ...]) -> None:
        """Tell what a wish brought about, show it, and set the timer anew."""
        self._tell(events)
        if self._session is not None:
            self._pace.frame_begins()
            self.moment_changed.emit(self._session.moment)
        self._schedule()

    # -- telling --------------------------------------------------------------------------------

    def _tell(self, events: tuple[Event, ...]) -> None:
        for event in events:
            self._tell_one(event)

    def _tell_one(self, event: Event) -> None:
        self.happened.emit(event)
        match event:
            case BlockStarted():
                self.block_started.emit(event)
            case PhaseStarted():
                self._cue = event.cue
                self.phase_started.emit(event)
            case RepCompleted():
                self.rep_completed.emit(event)
            case CountdownTicked():
                self.countdown.emit(event.left)
            case SetCompleted():
                self.set_completed.emit(event)
            case Paused():
                self.paused.emit(event.reason)
            case Resumed():
                self.resumed.emit()
            case SpeedChanged():
                self.speed_changed.emit(event.factor)
            case SpeedRefused():
                self.notice.emit(event.reason)
            case SessionCompleted():
                self._active = False
                self._pace.stop()
                self.session_completed.emit()
