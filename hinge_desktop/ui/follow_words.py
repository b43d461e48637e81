"""What the Follow-along page says of a moment. Pure: moment and plan in, words and shares out."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QCoreApplication

from hinge_desktop.curriculum.exercise import Exercise
from hinge_desktop.training.events import BlockKind, Moment, PlannedSet, SessionPlan
from hinge_desktop.ui.library_setup import look_name
from hinge_desktop.ui.session_bar import Block
from hinge_desktop.units import Units, mass_text


def _words(text: str) -> str:
    return QCoreApplication.translate("Follow", text)


# -- the plan -------------------------------------------------------------------------------------


def has_several(plan: SessionPlan) -> bool:
    """The session is made of more than one exercise."""
    return len({one.exercise_id for one in plan.sets}) > 1


def place_in_exercise(plan: SessionPlan, index: int) -> tuple[int, int]:
    """(which set, of how many) of its own exercise and side."""
    one = plan.sets[index]
    same = [at for at, other in enumerate(plan.sets) if (other.exercise_id, other.side) == (one.exercise_id, one.side)]
    return same.index(index) + 1, len(same)


def session_blocks(plan: SessionPlan) -> tuple[Block, ...]:
    """The session as blocks, each as long as it is planned to last, the check-in last."""
    blocks: list[Block] = []
    several = has_several(plan)
    for index, one in enumerate(plan.sets):
        group = one.name if several else ""
        if index:
            rest = _words("Switch") if plan.switches_side(index) else _words("Rest")
            blocks.append(Block(rest, max(plan.rests_s[index - 1], 1.0), rest=True, group=group))
        number = _words("Set {number}").format(number=place_in_exercise(plan, index)[0])
        blocks.append(Block(number, one.reps * one.cycle_s, group=group))
    whole = sum(block.weight for block in blocks)
    check_in = _words("Check-in")
    return (*blocks, Block(check_in, whole * 0.12, group=check_in if several else ""))


def place_of(moment: Moment) -> tuple[int, float]:
    """(block, share done) on the bar."""
    if moment.kind is BlockKind.DONE:
        return 2 * moment.sets - 1, 0.0
    if moment.kind is BlockKind.GET_READY:
        return 2 * moment.set_index, moment.reps_done / moment.reps if moment.reps else 0.0
    block = 2 * moment.set_index - (moment.kind is BlockKind.REST)
    return block, moment.block_progress


def role_name(role: str) -> str:
    """Why an exercise is part of the session, in the words of the window."""
    return {
        "warm-up": _words("Warm-up"),
        "main": _words("Main step"),
        "easier": _words("Easier"),
        "related": _words("Related"),
        "tour": _words("Tour"),
        "test": _words("Self-test"),
    }.get(role, "")


def role_of(moment: Moment, plan: SessionPlan) -> str:
    """The role to show; empty in a session that is nothing but the main step."""
    return role_name(plan.sets[moment.set_index].role) if len({one.role for one in plan.sets}) > 1 else ""


def side_name(side: str) -> str:
    """``left`` or ``right`` in the words of the window; empty without sides."""
    return {"left": _words("left"), "right": _words("right")}.get(side, "")


# -- what is held ---------------------------------------------------------------------------------


def held_name(planned: PlannedSet, exercise: Exercise) -> str:
    """What is in the hands; empty when they are empty."""
    if planned.look:
        return look_name(planned.look)
    names = {
        "dowel": _words("Stick"),
        "band": _words("Band"),
        "kettlebell": _words("Kettlebell"),
        "dumbbell": _words("Dumbbell"),
        "backpack": _words("Backpack"),
        "bin": _words("Bin"),
    }
    bare = planned.load_kg <= 0 and exercise.dose.load_kg > 0
    held = [names[spec.kind] for spec in exercise.movement.implements if spec.kind in names]
    return "" if bare or not held else held[0]


def load_text(planned: PlannedSet, units: Units) -> str:
    """What is written on the bell."""
    return mass_text(planned.load_kg, units) if planned.load_kg else ""


def dose_text(planned: PlannedSet) -> str:
    """How much of it: repetitions and tempo, or seconds."""
    if planned.hold:
        seconds = f"{planned.cycle_s:g}"
        one = planned.reps == 1
        text = _words("hold {seconds} s") if one else _words("{holds} holds of {seconds} s")
        return text.format(holds=planned.reps, seconds=seconds)
    reps = _words("1 repetition") if planned.reps == 1 else _words("{reps} repetitions").format(reps=planned.reps)
    if planned.ballistic or planned.manual:
        return reps
    return reps + _words(", tempo {tempo}").format(tempo=planned.tempo_text)


def next_text(planned: PlannedSet, exercise: Exercise, units: Units) -> str:
    """Dose, load, side and what is held, of the set that comes next."""
    side = side_name(planned.side)
    parts = (
        dose_text(planned),
        load_text(planned, units),
        held_name(planned, exercise),
        _words("{side} side").format(side=side) if side else "",
    )
    return "  ·  ".join(part for part in parts if part)


# -- the moment -----------------------------------------------------------------------------------


def word_of(moment: Moment, plan: SessionPlan) -> tuple[str, str]:
    """The one word, with the seconds that are left of it, and its role in the palette."""
    planned = plan.sets[moment.set_index]
    if moment.kind is BlockKind.DONE:
        return _words("Done"), "teal_text"
    if not moment.running:
        return _words("Paused"), "teal_text"
    if moment.kind is BlockKind.REST and plan.switches_side(moment.set_index):
        return _words("Switch: {side}").format(side=side_name(planned.side)), "accent_text"
    if moment.kind is BlockKind.REST:
        return _words("Rest"), "teal_text"
    if moment.kind is BlockKind.GET_READY or moment.resuming_in_s > 0:
        return _words("Get ready"), "teal_text"
    if moment.manual:
        return _words("At your own pace"), "accent_text"
    seconds = dict(planned.phases).get(moment.phase, 0.0)
    if seconds < 0.9 or planned.hold:
        return moment.word, "accent_text"  # a number would only flicker; in a hold it is the big one
    left = ceil(seconds * (1.0 - moment.phase_progress) / max(moment.speed, 0.1) - 1e-6)
    return f"{moment.word}  {max(1, left)}", "accent_text"


def title_of(kind: BlockKind, planned: PlannedSet) -> str:
    """The exercise and its side, said to be the next one while resting."""
    side = side_name(planned.side)
    name = _words("{name}, {side}").format(name=planned.name, side=side) if side else planned.name
    return _words("Next: {name}").format(name=name) if kind is BlockKind.REST else name


def caption_of(moment: Moment, plan: SessionPlan, exercise: Exercise, units: Units) -> str:
    """The line below the title: which set; the cue while working, else how much comes next and with what."""
    number, sets = place_in_exercise(plan, moment.set_index)
    planned = plan.sets[moment.set_index]
    which = _words("Set {number} of {sets}").format(number=number, sets=sets) if sets > 1 else ""
    working = moment.kind is BlockKind.WORK and not moment.manual
    more = planned.cues.get(moment.phase, "") if working else next_text(planned, exercise, units)
    pace = _words("at your own pace") if planned.manual and moment.kind is not BlockKind.WORK else ""
    return "  ·  ".join(part for part in (which, more, pace) if part)


def clock_text(seconds: float) -> str:
    """Seconds as m:ss."""
    whole = ceil(max(0.0, seconds) - 1e-6)
    return f"{whole // 60}:{whole % 60:02d}"


def time_left(moment: Moment) -> str:
    """What is left of the session."""
    return _words("{time} left").format(time=clock_text(moment.session_left_s))
