"""How much of an exercise: what its file says, or what the user or a therapist chose instead."""

from __future__ import annotations

from dataclasses import dataclass, replace

from hinge_desktop.curriculum.exercise import Exercise, Prescription, Tempo
from hinge_desktop.errors import OptionError

SETS = (1, 10)
REPS = (1, 50)
REST_S = (0.0, 600.0)
MOVING_S = (1.0, 10.0)
STILL_S = (0.0, 10.0)
HOLD_S = (3.0, 180.0)
LONGEST_NOTE = 500
"""Allowed numbers of sets and repetitions; seconds of rest, of a phase that moves, of one that stands still and of one
hold; letters of a note."""

_PHASES = (MOVING_S, STILL_S, MOVING_S, STILL_S)


def _whole(name: str, value: object, allowed: tuple[int, int]) -> None:
    if value is None:
        return
    if isinstance(value, bool) or not isinstance(value, int) or not allowed[0] <= value <= allowed[1]:
        raise OptionError(f"{name} is {value!r}; allowed: a whole number from {allowed[0]} to {allowed[1]}.")


def _seconds(name: str, value: object, allowed: tuple[float, float]) -> None:
    if value is None:
        return
    if isinstance(value, bool) or not isinstance(value, int | float) or not allowed[0] <= value <= allowed[1]:
        raise OptionError(f"{name} is {value!r}; allowed: {allowed[0]:g} to {allowed[1]:g} seconds.")


@dataclass(frozen=True, slots=True)
class DoseChoice:
    """What somebody chose instead of an exercise's own dose; None leaves that.

    Attributes:
        tempo: seconds of the four phases of a slow repetition. hold_s: seconds of one hold.
        note: what to mind, in the therapist's or the user's words.
        therapist: a therapist set it, so it is shown as theirs.

    Raises:
        OptionError: a value is outside what can be done; the sentence names it and what is allowed.
    """

    sets: int | None = None
    reps: int | None = None
    rest_s: float | None = None
    tempo: tuple[float, float, float, float] | None = None
    hold_s: float | None = None
    note: str = ""
    therapist: bool = False

    def __post_init__(self) -> None:
        _whole("sets", self.sets, SETS)
        _whole("repetitions", self.reps, REPS)
        _seconds("rest", self.rest_s, REST_S)
        _seconds("hold", self.hold_s, HOLD_S)
        if self.tempo is not None:
            object.__setattr__(self, "tempo", tuple(float(one) for one in self.tempo))
            if len(self.tempo) != 4:
                raise OptionError(f"A tempo has four numbers, not {len(self.tempo)}.")
            for name, one, allowed in zip(("way down", "pause", "way up", "top"), self.tempo, _PHASES, strict=True):
                _seconds(name, one, allowed)
        if len(self.note) > LONGEST_NOTE:
            raise OptionError(f"A note has at most {LONGEST_NOTE} letters, not {len(self.note)}.")

    def __bool__(self) -> bool:
        """Something was chosen."""
        return self != DoseChoice()


AS_WRITTEN = DoseChoice()


def dose_of(exercise: Exercise, choice: DoseChoice = AS_WRITTEN) -> Prescription:
    """The dose of an exercise with what was chosen; tempo and hold only where the movement has them."""
    dose = exercise.dose
    return replace(
        dose,
        sets=dose.sets if choice.sets is None else choice.sets,
        reps=dose.reps if choice.reps is None else choice.reps,
        rest_s=dose.rest_s if choice.rest_s is None else choice.rest_s,
        tempo=dose.tempo if choice.tempo is None or dose.tempo is None else Tempo(*choice.tempo),
        hold_s=dose.hold_s if choice.hold_s is None or dose.hold_s is None else choice.hold_s,
    )


def durations_s(dose: Prescription) -> tuple[float, ...] | None:
    """Seconds of each phase, as ``solve`` takes them; None when ballistic."""
    if dose.hold_s is not None:
        return (dose.hold_s,)
    return None if dose.tempo is None else dose.tempo.seconds
