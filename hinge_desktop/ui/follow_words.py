"""What the Follow-along page says of a moment. Pure: moment and plan in, words and shares out."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QCoreApplication

from hinge_desktop.training.events import BlockKind, Moment, PlannedSet, SessionPlan
from hinge_desktop.ui.ring import RingState
from hinge_desktop.ui.session_bar import Block


def _words(text: str) -> str:
    return QCoreApplication.translate("Follow", text)


def session_blocks(plan: SessionPlan) -> tuple[Block, ...]:
    """The session as blocks, each as long as it is planned to last, the check-in last."""
    blocks: list[Block] = []
    for index, one in enumerate(plan.sets):
        if index:
            blocks.append(Block(_words("Rest"), max(plan.rests_s[index - 1], 1.0), rest=True))
        blocks.append(Block(_words("Set {number}").format(number=index + 1), one.reps * one.cycle_s))
    whole = sum(block.weight for block in blocks)
    return (*blocks, Block(_words("Check-in"), whole * 0.12))


def place_of(moment: Moment) -> tuple[int, float]:
    """(block, share done) on the bar."""
    if moment.kind is BlockKind.DONE:
        return 2 * moment.sets - 1, 0.0
    if moment.kind is BlockKind.GET_READY:
        return 2 * moment.set_index, moment.reps_done / moment.reps if moment.reps else 0.0
    block = 2 * moment.set_index - (moment.kind is BlockKind.REST)
    return block, moment.block_progress


def ring_of(moment: Moment, plan: SessionPlan) -> RingState:
    """The shape, the number and the words of the ring."""
    if moment.resuming_in_s > 0 and moment.kind is BlockKind.WORK:
        return RingState("ready", str(moment.number), _words("going on"), moment.number / 3, 3)
    if moment.kind is BlockKind.WORK:
        planned = plan.sets[moment.set_index]
        share = (moment.reps_done + _counted_share(moment, planned)) / max(1, moment.reps)
        caption = _words("of 1 rep") if moment.reps == 1 else _words("of {reps} reps").format(reps=moment.reps)
        return RingState("work", str(moment.reps_done), caption, min(1.0, share))
    if moment.kind is BlockKind.GET_READY:
        tiles = max(1, round(plan.get_ready_s))
        unit = _words("second") if moment.number == 1 else _words("seconds")
        return RingState("ready", str(moment.number), unit, moment.number / tiles, tiles)
    if moment.kind is BlockKind.REST:
        return RingState("rest", clock_text(moment.block_left_s), _words("rest"), 1.0 - moment.block_progress)
    return RingState("done", "✓", _words("done"), 1.0)


def _counted_share(moment: Moment, planned: PlannedSet) -> float:
    """How far the repetition in progress is on its way to being counted; 0 once it was."""
    until = 0.0
    for name, seconds in planned.phases:
        until += seconds
        if name == planned.counts_after:
            break
    counted = moment.reps_done > moment.rep
    return 0.0 if counted or until <= 0 else min(1.0, moment.time_in_rep_s / until)


def word_of(moment: Moment, planned: PlannedSet) -> tuple[str, str]:
    """The one word, with the seconds that are left of it, and its role in the palette."""
    if moment.kind is BlockKind.DONE:
        return _words("Done"), "teal_text"
    if not moment.running:
        return _words("Paused"), "teal_text"
    if moment.kind is BlockKind.REST:
        return _words("Rest"), "teal_text"
    if moment.kind is BlockKind.GET_READY or moment.resuming_in_s > 0:
        return _words("Get ready"), "teal_text"
    seconds = dict(planned.phases).get(moment.phase, 0.0)
    if seconds < 0.9:
        return moment.word, "accent_text"  # a number would only flicker
    left = ceil(seconds * (1.0 - moment.phase_progress) / max(moment.speed, 0.1) - 1e-6)
    return f"{moment.word}  {max(1, left)}", "accent_text"


def title_of(moment: Moment, planned: PlannedSet) -> str:
    """The exercise, said to be the next one while resting."""
    return _words("Next: {name}").format(name=planned.name) if moment.kind is BlockKind.REST else planned.name


def caption_of(moment: Moment, planned: PlannedSet) -> str:
    """The line below the title: which set, and the cue."""
    number = _words("Set {number} of {sets}").format(number=moment.set_index + 1, sets=moment.sets)
    if moment.kind is BlockKind.WORK:
        cue = planned.cues.get(moment.phase, "")
        return f"{number}  ·  {cue}" if cue else number
    reps = _words("1 repetition") if planned.reps == 1 else _words("{reps} repetitions").format(reps=planned.reps)
    tempo = "" if planned.ballistic else _words(", tempo {tempo}").format(tempo=planned.tempo_text)
    return f"{number}  ·  {reps}{tempo}"


def clock_text(seconds: float) -> str:
    """Seconds as m:ss."""
    whole = ceil(max(0.0, seconds) - 1e-6)
    return f"{whole // 60}:{whole % 60:02d}"


def time_left(moment: Moment) -> str:
    """What is left of the session."""
    return _words("{time} left").format(time=clock_text(moment.session_left_s))
