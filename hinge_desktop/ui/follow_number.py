"""What the ring shows of a moment. Pure: moment and plan in, one shape and one number out."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from hinge_desktop.training.events import BlockKind, Moment, PlannedSet, SessionPlan
from hinge_desktop.ui.follow_words import clock_text, place_in_exercise
from hinge_desktop.ui.ring import RingState


def _words(text: str) -> str:
    return QCoreApplication.translate("Follow", text)


def ring_of(moment: Moment, plan: SessionPlan) -> RingState:
    """The shape, the number and the words of the ring."""
    if moment.kind is BlockKind.WORK:
        return _work(moment, plan)
    if moment.kind is BlockKind.GET_READY:
        tiles = max(1, round(plan.get_ready_s))
        return RingState("ready", str(moment.number), _seconds(moment.number), moment.number / tiles, tiles)
    if moment.kind is BlockKind.REST:
        words = _words("switch sides") if plan.switches_side(moment.set_index) else _words("rest")
        number = clock_text(moment.block_left_s)
        return RingState("rest", number, words, 1.0 - moment.block_progress, far=str(moment.number))
    return RingState("done", "✓", _words("done"), 1.0)


def _work(moment: Moment, plan: SessionPlan) -> RingState:
    planned = plan.sets[moment.set_index]
    if moment.resuming_in_s > 0:
        return RingState("ready", str(moment.number), _words("going on"), moment.number / 3, 3)
    if moment.manual:
        return _at_own_pace(planned)
    if planned.hold:
        return _hold(moment, plan)
    share = (moment.reps_done + _counted_share(moment, planned)) / max(1, moment.reps)
    caption = _words("of 1 rep") if moment.reps == 1 else _words("of {reps} reps").format(reps=moment.reps)
    return RingState("work", str(moment.reps_done), caption, min(1.0, share))


def _at_own_pace(planned: PlannedSet) -> RingState:
    """No clock and no count: what is planned, and nothing that fills."""
    if planned.hold:
        return RingState("work", f"{planned.cycle_s:g}", _words("seconds to hold"))
    return RingState("work", str(planned.reps), _words("rep to do") if planned.reps == 1 else _words("reps to do"))


def _hold(moment: Moment, plan: SessionPlan) -> RingState:
    """Seconds left; the shape fills by the hold. One hold a set counts its sets."""
    which, of = place_in_exercise(plan, moment.set_index) if moment.reps == 1 else (moment.rep + 1, moment.reps)
    caption = _words("hold {which} of {of}").format(which=which, of=of)
    over = moment.hold_left_s <= 0
    number = 0 if over else moment.number
    said = _words("{number} {seconds}, {hold}").format(number=number, seconds=_seconds(number), hold=caption)
    return RingState("work", str(number), caption, 1.0 if over else moment.phase_progress, said=said)


def _seconds(number: int) -> str:
    return _words("second") if number == 1 else _words("seconds")


def _counted_share(moment: Moment, planned: PlannedSet) -> float:
    """How far the repetition in progress is on its way to being counted; 0 once it was."""
    until = 0.0
    for name, seconds in planned.phases:
        until += seconds
        if name == planned.counts_after:
            break
    counted = moment.reps_done > moment.rep
    return 0.0 if counted or until <= 0 else min(1.0, moment.time_in_rep_s / until)
