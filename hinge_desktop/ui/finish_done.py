"""What was done, as the finish card tells it. Pure: numbers in, sentences out."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication


@dataclass(frozen=True, slots=True)
class DonePart:
    """What was done of one exercise: ``reps`` of ``planned``, or holds, and ``seconds`` under tension."""

    name: str
    reps: int
    planned: int
    seconds: float
    hold: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """What was done.

    Attributes:
        name: of the main exercise.
        reps, planned: repetitions counted and planned.
        sets: finished sets.
        seconds: time under tension.
        stopped: ``pain``, ``left`` or empty.
        parts: each exercise by itself, in their order.
    """

    name: str
    reps: int
    planned: int
    sets: int
    seconds: float
    stopped: str = ""
    parts: tuple[DonePart, ...] = ()


def _words(text: str) -> str:
    return QCoreApplication.translate("FinishPage", text)


def title_of(done: Done) -> str:
    """The largest words of the card."""
    titles = {"pain": _words("Stopped, and that is fine"), "left": _words("Kept what you did")}
    return titles.get(done.stopped, _words("Well done"))


def summary_of(done: Done) -> str:
    """The whole session in one line."""
    several = len(done.parts) > 1
    name = _words("{count} exercises").format(count=len(done.parts)) if several else done.name
    return _words("{name}: {reps} in {sets}, {time} of work").format(
        name=name,
        reps=_counted(done.reps, done.planned, hold=not several and any(part.hold for part in done.parts)),
        sets=_words("1 set") if done.sets == 1 else _words("{sets} sets").format(sets=done.sets),
        time=_clock(done.seconds),
    )


def part_of(part: DonePart) -> str:
    """One exercise of several."""
    return _words("{name}: {reps}, {time}").format(
        name=part.name, reps=_counted(part.reps, part.planned, hold=part.hold), time=_clock(part.seconds)
    )


def _counted(reps: int, planned: int, *, hold: bool) -> str:
    if hold:
        of = _words("{reps} of 1 hold") if planned == 1 else _words("{reps} of {planned} holds")
    else:
        of = _words("{reps} of 1 repetition") if planned == 1 else _words("{reps} of {planned} repetitions")
    return of.format(reps=reps, planned=planned)


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02d}"
