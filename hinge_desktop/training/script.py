"""The script: what is said, shown and sounded at each event of a session, and when. One record for all of them.

A line is never longer than its room, the time until the next line is due. Of several ways to say something the longest
that fits is taken; a word without room stays on the screen alone. A count is said whatever happens: words make way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hinge_desktop.training import announce
from hinge_desktop.training.events import (
    BlockKind,
    BlockStarted,
    CountdownTicked,
    Event,
    HoldHalved,
    Moment,
    Paused,
    PhaseStarted,
    PlannedSet,
    RepCompleted,
    RestEnding,
    Resumed,
    SessionCompleted,
    SessionPlan,
    SetCompleted,
    SpeedChanged,
    SpeedRefused,
)
from hinge_desktop.training.lines import NEVER, TONES, Line, Lines
from hinge_desktop.training.pulse import Pulse
from hinge_desktop.training.spoken import many, seconds_text, spoken_s
from hinge_desktop.units import Units

__all__ = ["TONES", "Line", "Script"]

CUED_REPS = 2
"""So many repetitions say their cues in the first set of an exercise; in later ones the first does."""
HALF_FROM_REPS = 6
"""Half of the repetitions is told in sets of at least so many."""
TICK_ROOM_S = 1.0
HALF = ("Half way",)
LAST_REP = ("Last repetition", "Last one")
LAST_HOLD = ("Last hold",)
LAST_SET = ("Last set",)
"""Said once, in the longest form that fits."""
OVER = "All sets done. Well done."


class Script:
    """Follows one session. Give it every event, in order.

    Args:
        plan: what is done.
        rate: of the voice, -0.5 to 0.5.
        units: of the loads that are named.
        things: exercise id -> kinds of what is held, worn or leant on.
    """

    def __init__(
        self,
        plan: SessionPlan,
        *,
        rate: float = 0.0,
        units: Units = "metric",
        things: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        self.plan = plan
        self._units, self._things = units, things or {}
        self._lines = Lines(rate)
        self._pulse = Pulse()
        self._kind: BlockKind | None = None  # None between two blocks
        self._set = self._first_rep = 0
        self._speed = 1.0
        self._remark: tuple[str, ...] = ()
        self._led_in = False

    @property
    def rate(self) -> float:
        """Of the voice; it may be set at any time."""
        return self._lines.rate

    @rate.setter
    def rate(self, rate: float) -> None:
        self._lines.rate = rate

    def line_for(self, event: Event) -> Line | None:
        """What is due at an event; None where nothing is."""
        self._lines.at_s = event.at_s
        match event:
            case BlockStarted():
                return self._block(event)
            case PhaseStarted():
                return self._phase(event)
            case RepCompleted():
                return self._count(event)
            case CountdownTicked():
                return self._tick(event)
            case SetCompleted() | SessionCompleted():
                return self._over(event)
            case HoldHalved() | RestEnding():
                return self._soon(event)
            case Paused():
                self._pulse.hold(event.at_s)
                return self._lines.now(event.reason or "Paused", "pause")
            case Resumed():
                return self._go_on()
            case SpeedChanged():
                return self._speed_changed(event.factor)
            case SpeedRefused():
                return self._lines.asked((event.reason, "The tempo stays"), self._marks(), event.reason)

    # -- what no event tells --------------------------------------------------------------------

    def rest_changed(self, moment: Moment) -> Line | None:
        """What is left of a rest that was made longer or shorter; None while its length is the known one."""
        if moment.kind is not BlockKind.REST or self._kind is not BlockKind.REST or moment.block_left_s <= 0:
            return None
        if not self._pulse.lengthened(moment.block_elapsed_s + moment.block_left_s):
            return None
        self._look(moment)
        left = f"{seconds_text(moment.block_left_s)} left"
        return self._lines.asked((left,), self._marks(), left)

    def cue_again(self, cue: str, moment: Moment | None = None) -> Line:
        """A cue that was asked for once more; ``moment`` tells how far the block is."""
        if moment is not None:
            self._look(moment)
        return self._lines.asked((cue,), self._marks(), cue)

    def stopped(self, why: str) -> Line:
        """The session ended before its last set: ``why`` is "pain" or "left"."""
        return self._lines.now("Stopped. Take your time." if why == "pain" else "Session ended.", "end")

    def aside(self, text: str, *, urgent: bool = False) -> Line:
        """Something beside the session, for instance a question of the page after it."""
        return self._lines.now(text) if urgent else self._lines.line((text,))

    def _look(self, moment: Moment) -> None:
        if moment.kind is self._kind and moment.running:
            self._lines.at_s = max(self._lines.at_s, self._pulse.clock(moment.block_elapsed_s))

    # -- blocks ---------------------------------------------------------------------------------

    def _block(self, event: BlockStarted) -> Line:
        before, self._kind, self._set = self._kind, event.kind, event.set_index
        self._first_rep, self._remark = event.reps_done, ()
        plan, index, done, lines = self.plan, event.set_index, event.reps_done, self._lines
        stale = lines.speaking and not lines.keeping
        if stale:
            lines.cut()
        if event.kind is BlockKind.WORK:
            return self._work(event, before, stale)
        if event.kind is BlockKind.GET_READY:
            self._pulse.stretch(event.at_s, plan.get_ready_s, ending=False)
            texts = announce.get_ready(plan, index, done, self._units, self._things)
            return lines.line(texts, self._marks(), sign=texts[0], urgent=True)
        self._pulse.stretch(event.at_s, plan.rests_s[index - 1], ending=True)
        texts = announce.rest(plan, index, done, self._units, self._things)
        tone = "switch" if plan.switches_side(index) else ""
        return lines.line(texts, self._marks(), tone, sign=texts[0], urgent=stale)

    def _work(self, event: BlockStarted, before: BlockKind | None, stale: bool) -> Line:
        plan, one = self.plan, self.plan.sets[event.set_index]
        self._pulse.cycle(event.at_s, one, event.reps_done, self._rate_of(one))
        last = plan.last_of_exercise(event.set_index)
        self._remark = LAST_SET if last else ()
        sign, texts = ("♪ Go · last set" if last else "♪ Go"), list[str]()
        if one.manual:
            texts += announce.own_pace(one, event.reps_done)
        elif before is None and event.set_index:
            texts += announce.at_once(plan, event.set_index)
        sign = f"{sign} · {texts[0]}" if texts else sign
        return self._lines.line(texts, self._marks()[:1], "last_set" if last else "go", sign=sign, urgent=stale)

    def _rate_of(self, one: PlannedSet) -> float:
        return 1.0 if one.ballistic or one.hold or one.manual else self._speed

    def _go_on(self) -> Line | None:
        self._pulse.go(self._lines.at_s)
        led_in, self._led_in = self._led_in, False
        if self._kind is None:
            return None
        return self._lines.now("Go", "go") if led_in else self._lines.now("Going on")

    def _over(self, event: SetCompleted | SessionCompleted) -> Line:
        self._pulse.hold(event.at_s)
        self._kind = None
        if isinstance(event, SetCompleted):
            sign = self._lines.caption(f"♪ {event.reps_done} of {event.reps} done", instead=True)
            return Line("", event.at_s, 0.0, "end", sign)
        return self._lines.line((OVER,), tone="done") if self._lines.keeping else self._lines.now(OVER, "done")

    def _soon(self, event: HoldHalved | RestEnding) -> Line:
        if isinstance(event, HoldHalved):
            return self._lines.line(HALF, self._marks()[:1], "half", sign=HALF[0])
        left = many(round(event.left_s), "second")
        texts = () if self._lines.speaking else (left,)
        return self._lines.line(texts, self._marks()[:1], "soon", sign=left)

    # -- inside a set ---------------------------------------------------------------------------

    def _phase(self, event: PhaseStarted) -> Line | None:
        one = self.plan.sets[event.set_index]
        begin, seconds = _span(one, event.name)
        self._pulse.put(event.at_s, event.rep * one.cycle_s + begin, self._rate_of(one))
        until = min(event.at_s + seconds / self._rate_of(one), self._marks()[0])
        word = f"{event.word}. {seconds_text(one.cycle_s)}" if one.hold else event.word
        remarks = [f"{word}. {remark}" for remark in self._remark]
        cued = _cued(word, event.cue) if self._says_cues(event) else ()
        line = self._lines.line((*remarks, *cued, word, event.word), (until,))
        if line.text in remarks:
            self._remark = ()
        return line if line.text else None

    def _says_cues(self, event: PhaseStarted) -> bool:
        name = self.plan.sets[event.set_index].exercise_id
        seen = any(one.exercise_id == name for one in self.plan.sets[: event.set_index])
        return bool(event.cue) and event.rep - self._first_rep < (1 if seen else CUED_REPS)

    def _count(self, event: RepCompleted) -> Line | None:
        one = self.plan.sets[event.set_index]
        if one.manual and event.rep < event.reps:
            return None  # all of a manual set are counted at one instant; the last number is the sum
        count = f"Hold {event.rep} done" if one.hold else str(event.rep)
        half = event.reps >= HALF_FROM_REPS and (event.rep - 1) * 2 < event.reps <= event.rep * 2 and not one.hold
        last = event.reps > 1 and event.rep == event.reps - 1
        waiting = self._remark if self._remark == LAST_SET else ()  # any other remark would come too late
        news = HALF if half else (LAST_HOLD if one.hold else LAST_REP) if last else ()
        # What no phase has room for is said with the number, instead of the words that follow it.
        beside = next((remark for remark in (waiting, news) if not self._held_by_a_phase(one, remark)), ())
        remarks = [f"{count}. {remark}" for remark in beside]
        tone, told = ("half", " · half way") if half else ("last", " · one more") if last else ("rep", "")
        sign = f"♪ {event.rep} of {event.reps}{told}"
        # The numbers within a hold make way for that of the hold; words do it anyway.
        untils = self._marks()[:1] if not one.hold else self._marks() if event.rep < event.reps else NEVER
        line = self._lines.number((*remarks, count, str(event.rep)), untils, tone, sign)
        self._remark = () if line.text in remarks and beside == news else news
        return line

    def _held_by_a_phase(self, one: PlannedSet, remark: tuple[str, ...]) -> bool:
        """Some phase of a repetition leaves room for its word and the shortest form of ``remark``."""
        if one.hold or not remark:
            return True
        used = 0.0
        phases = [(name, seconds) for name, seconds in one.phases if seconds > 0]
        for name, seconds in (*phases[-1:], *phases):  # the last one first, for the count at its end
            text = f"{one.words.get(name, name)}. {remark[-1]}"
            if spoken_s(text, self.rate) <= seconds / self._rate_of(one) - used:
                return True
            used = spoken_s(str(one.reps), self.rate) if name == one.counts_after else 0.0
        return False

    def _tick(self, event: CountdownTicked) -> Line:
        leads_in = self._kind is BlockKind.WORK and not event.ends_hold
        self._led_in = leads_in and event.left == 1
        sign = f"♪ {event.left}"
        if self._lines.speaking and not leads_in:
            return self._lines.unsaid(TICK_ROOM_S, "tick", sign)
        return self._lines.number((str(event.left),), (event.at_s + TICK_ROOM_S,), "tick", sign)

    def _speed_changed(self, factor: float) -> Line:
        self._speed = factor
        if self._kind is BlockKind.WORK:
            self._pulse.speed(self._lines.at_s, self._rate_of(self.plan.sets[self._set]))
        text = "Tempo as planned" if factor == 1 else f"Tempo {round(factor * 100)} percent"
        return self._lines.asked((text,), self._marks(), text)

    def _marks(self) -> tuple[float, ...]:
        return self._pulse.marks(self._lines.at_s)


def _span(one: PlannedSet, name: str) -> tuple[float, float]:
    """Where a phase begins in a repetition, and how long it is. Seconds at the planned tempo."""
    begin = 0.0
    for phase, seconds in one.phases:
        if phase == name and seconds > 0:
            return begin, seconds
        begin += seconds
    return begin, 0.0


def _cued(word: str, cue: str) -> tuple[str, ...]:
    """A cue behind its word, then its first half alone; a cue that begins with the word needs no other."""
    first = cue.split(",")[0]
    halves = (cue, first) if first != cue and " " in first else (cue,)
    return tuple(half if half.lower().startswith(word.lower()) else f"{word}. {half}" for half in halves)
