"""What Today shows, in words that are ready to be shown."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TodayExercise:
    """One line of today's plan.

    Attributes:
        exercise_id, name: what is done.
        role: what it is there for, e.g. ``Warm-up``, ``Main step``, ``Easier``, ``Related``.
        dose: how much, e.g. ``1 set of 6  ·  8 kg``; its parts stand between dots, and the line shows the first.
        held: what is held or leant on, e.g. ``with a backpack``; empty when that needs no words.
        side: e.g. ``left, then right``; empty for both at once.
        why: why it is there; empty when its role says enough.
        note: what a therapist or the user noted for it.
    """

    exercise_id: str
    name: str
    role: str
    dose: str = ""
    held: str = ""
    side: str = ""
    why: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class TourState:
    """Where the ten-day tour stands.

    Attributes:
        day, days: e.g. 4 of 10.
        exercise_id, name: what that day shows.
        shows: what there is to see, one sentence.
        watch: it is there to be watched and has no easier form (the optional steps).
        seen: it was looked at already.
        full: it lies within one's step, so that it is practised as it is and not in an easier form.
    """

    day: int
    exercise_id: str
    name: str
    shows: str = ""
    watch: bool = False
    seen: bool = False
    days: int = 10
    full: bool = False


@dataclass(frozen=True, slots=True)
class TodayState:
    """Everything Today shows.

    Attributes:
        exercise_id, name, summary: the exercise advised.
        eyebrow: the line above its name, e.g. ``Step 5 of 10``.
        dose: e.g. ``3 sets of 8, 12 kg, 6.5 s each (3-1-1.5-1)``.
        minutes: about how long it takes, all exercises together.
        reason: why this and not another step; one sentence.
        week: practice of this week, one sentence; ``days`` (Monday first, or as the locale has it) with its label and
            whether something was done.
        resume: the offer to go on with an unfinished session; empty for none.
        morning: the question about the morning after the last session; empty for none.
        opt_in_step: the optional step that is open and not chosen, or 0.
        locked: why no session can be started; empty when it can.
        unloaded: why it is without weight; empty when it is not.
        flare_up: a flare-up day was chosen.
        feel: where it should be felt. keep: what to keep in mind, shown where there is room.
        loads: words and kilograms of a lighter and of a heavier bell, each where there is one to choose.
        waiting: the history is still being opened, so nothing can be started yet.
        exercises: all of today in its order, the advised one among them.
        easier_step: id and name of the easier step that may be had at once; empty for none.
        tour: the ten-day tour; None when it is not wished for.
        tests_due: the sentence that self-tests are due; empty when they are not.
        moments: the hinge moments of today, one sentence; empty when they are not counted. ``moment_kinds``: id and
            words of each kind that can be counted now.
        kit_sentence: what is different for want of a thing; empty for nothing.
        maintenance: what it means that the ladder is done; empty before.
    """

    exercise_id: str
    name: str
    summary: str
    eyebrow: str
    dose: str
    minutes: int
    reason: str
    week: str = ""
    days: tuple[tuple[str, bool], ...] = ()
    resume: str = ""
    morning: str = ""
    opt_in_step: int = 0
    locked: str = ""
    unloaded: str = ""
    flare_up: bool = False
    feel: str = ""
    keep: tuple[str, ...] = ()
    loads: tuple[tuple[str, float], ...] = ()
    waiting: bool = False
    exercises: tuple[TodayExercise, ...] = ()
    easier_step: tuple[str, ...] = ()
    tour: TourState | None = None
    tests_due: str = ""
    moments: str = ""
    moment_kinds: tuple[tuple[str, str], ...] = ()
    kit_sentence: str = ""
    maintenance: str = ""
