"""What an exercise is: its movement, its words and its dose, as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hinge_desktop.body.movement import Movement


@dataclass(frozen=True, slots=True)
class Tempo:
    """Seconds of the four phases of a slow repetition, written ``3-1-2-1``."""

    eccentric: float
    hold: float
    concentric: float
    top: float

    def __str__(self) -> str:
        return "-".join(f"{seconds:g}" for seconds in self.seconds)

    @property
    def seconds(self) -> tuple[float, float, float, float]:
        """The four durations in order."""
        return (self.eccentric, self.hold, self.concentric, self.top)


@dataclass(frozen=True, slots=True)
class Prescription:
    """How much: a convention of ours, editable, labelled as such.

    ``tempo`` is None when ballistic and in a hold; ``hold_s``, the seconds of one hold, is None elsewhere.
    """

    sets: int
    reps: int
    rest_s: float
    tempo: Tempo | None = None
    load_kg: float = 0.0
    loads_kg: tuple[float, ...] = ()
    hold_s: float | None = None


@dataclass(frozen=True, slots=True)
class Compensation:
    """A way the movement drifts, and what to try instead.

    ``fault``: one of ``movement.FAULTS`` when the figure can show it, with what it ``feels`` like; else both empty.
    """

    drift: str
    try_instead: str
    fault: str = ""
    feels: str = ""


@dataclass(frozen=True, slots=True)
class SelfTest:
    """What a test looks like when it passes, what it looks like when not yet, and the fault that shows the latter."""

    passes: str
    fails: str
    fails_as: str


@dataclass(frozen=True, slots=True)
class Record:
    """The teaching record of one exercise, in our own words.

    ``sources`` maps a field's name to the ids of the facts it restates.
    """

    purpose: str
    pain_from: int
    pain_to: int
    indications: tuple[str, ...]
    muscles: tuple[str, ...]
    compensations: tuple[Compensation, ...]
    instructions: tuple[str, ...]
    provider_tips: tuple[str, ...]
    rationale: str
    sources: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Coaching:
    """What is said and shown while it runs.

    ``words``: phase name -> the one word on screen and in the voice; ``cues``: phase name -> a short cue.
    ``keep``: up to three things to keep; ``feel``: where it should be felt; ``breathing``: one line.
    """

    words: Mapping[str, str]
    cues: Mapping[str, str]
    feel: str
    keep: tuple[str, ...]
    breathing: str


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise of the curriculum.

    ``step`` is 1..10 on the ladder, None beside it; ``test`` is there when it is a self-test; ``own`` says that the
    user wrote it.
    """

    id: str
    name: str
    step: int | None
    summary: str
    movement: Movement
    dose: Prescription
    coaching: Coaching
    record: Record
    test: SelfTest | None = None
    own: bool = False
