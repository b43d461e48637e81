"""Where the clock of a session is at one look, and the moment that is shown of it. Pure: instant in, moment out."""

from __future__ import annotations

from dataclasses import dataclass

from hinge_desktop.training.events import PlannedSet, SessionPlan
from hinge_desktop.training.moment import BlockKind, Moment
from hinge_desktop.training.tally import Tally

_NEARLY_S = 1e-6
"""A hold is over when it is counted; the last rounding error before that still belongs to it."""


@dataclass(frozen=True, slots=True)
class Instant:
    """The state of a session's clock at one look.

    Attributes:
        kind, set_index, rep, phase: the block under way, the repetition (0-based) and the index of its phase.
        place_s, end_s: where the block's track is and ends, in the track's own seconds.
        speed: the factor that the user chose; :func:`rate_of` says what a set makes of it.
        lead_left_s: seconds left of the un-pause countdown, 0 when none runs.
    """

    kind: BlockKind
    set_index: int
    rep: int
    phase: int
    place_s: float
    end_s: float
    speed: float
    lead_left_s: float
    running: bool


def rate_of(planned: PlannedSet, speed: float) -> float:
    """Seconds of the motion per second of clock. A pendulum, a hold and one's own pace have no tempo to change."""
    return 1.0 if planned.ballistic or planned.hold or planned.manual else speed


def moment_of(plan: SessionPlan, tally: Tally, now: Instant) -> Moment:
    """All that is shown of a session at that instant."""
    if now.kind is BlockKind.DONE or now.set_index >= len(plan.sets):
        return _over(plan, tally)
    planned, working = plan.sets[now.set_index], now.kind is BlockKind.WORK
    manual = working and planned.manual
    timed = working and not manual
    rate = rate_of(planned, now.speed) if working else 1.0
    left = 0.0 if manual else max(0.0, now.end_s - now.place_s) / rate
    in_rep = _in_rep(planned, now, manual) if working else 0.0
    phase = planned.phases[now.phase][0] if timed else ""
    return Moment(
        kind=now.kind,
        set_index=now.set_index,
        rep=now.rep,
        reps_done=tally.done(now.set_index),
        phase=phase,
        time_in_rep_s=in_rep,
        block_elapsed_s=now.place_s,
        block_left_s=left,
        session_left_s=(_planned_left(planned, tally, now) if manual else left) + _left_after(plan, tally, now),
        running=now.running,
        preview_time_s=0.0 if working else now.place_s,
        resuming_in_s=now.lead_left_s,
        reps=planned.reps,
        sets=len(plan.sets),
        word=planned.words.get(phase, phase),
        phase_progress=_phase_progress(planned, now.phase, in_rep) if timed else 0.0,
        speed=rate,
        hold_left_s=max(_NEARLY_S, planned.cycle_s - in_rep) if timed and planned.hold else 0.0,
        manual=manual,
    )


def _over(plan: SessionPlan, tally: Tally) -> Moment:
    last = len(plan.sets) - 1
    return Moment(
        BlockKind.DONE, last, 0, tally.done(last), "", 0.0, 0.0, 0.0, 0.0, False,
        reps=plan.sets[last].reps, sets=last + 1,
    )  # fmt: skip


def _in_rep(planned: PlannedSet, now: Instant, manual: bool) -> float:
    if manual:
        return now.place_s % planned.cycle_s
    return min(max(0.0, now.place_s - now.rep * planned.cycle_s), planned.cycle_s)


def _phase_progress(planned: PlannedSet, phase: int, in_rep: float) -> float:
    begin = sum(seconds for _, seconds in planned.phases[:phase])
    length = planned.phases[phase][1]
    return min(1.0, max(0.0, (in_rep - begin) / length)) if length > 0 else 1.0


def _planned_left(planned: PlannedSet, tally: Tally, now: Instant) -> float:
    """What a manual set would still take at its planned tempo; nobody is late who takes longer."""
    return max(0.0, tally.left(now.set_index) * planned.cycle_s - now.place_s)


def _left_after(plan: SessionPlan, tally: Tally, now: Instant) -> float:
    """Seconds of all blocks behind the present one."""
    left = 0.0
    for index in range(now.set_index + (now.kind is BlockKind.WORK), len(plan.sets)):
        if tally.left(index):
            left += tally.left(index) * plan.sets[index].cycle_s / rate_of(plan.sets[index], now.speed)
            left += plan.rests_s[index - 1] if index > now.set_index else 0.0
    return left
