"""What is remembered of training: frozen records that the history stores and the pages read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, IntEnum


class Felt(IntEnum):
    """Where a set was felt; the numbers are the keys 1-6."""

    HAMSTRINGS = 1
    BUTTOCKS = 2
    LOWER_BACK = 3
    KNEES = 4
    BELOW_KNEE = 5
    NOWHERE = 6


class Ending(Enum):
    """How a session ended."""

    OPEN = "open"  # never closed: the program or the machine stopped
    DONE = "done"
    LEFT = "left"  # the user left before the last set
    PAIN = "pain"  # the user pressed X


@dataclass(frozen=True, slots=True)
class Answers:
    """What the user says of a session; None is "not answered". Pain and effort are 0..10."""

    pain_before: int | None = None
    pain_worst: int | None = None
    pain_after: int | None = None
    effort: int | None = None
    felt: frozenset[Felt] = frozenset()
    looked_like_figure: bool | None = None
    leg_symptoms: bool | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class SetStart:
    """What is known when a set begins. ``position`` counts the sets of a session from 0."""

    position: int
    exercise_id: str
    planned_reps: int
    load_kg: float
    tempo: str  # "3-1-2-1", or "natural" when ballistic


@dataclass(frozen=True, slots=True)
class SetRecord:
    """One set as it was done."""

    position: int
    exercise_id: str
    planned_reps: int
    done_reps: int
    load_kg: float
    tempo: str
    started_utc: datetime
    duration_s: float  # time under tension: first to last counted repetition's end, pauses left out
    finished: bool


@dataclass(frozen=True, slots=True)
class SessionStart:
    """What is known when a session begins. ``local_day`` is the day as the user saw it, never recomputed."""

    uuid: str
    local_day: date
    started_utc: datetime
    tz_offset_min: int
    main_exercise_id: str
    step: int | None
    planned_sets: int
    pain_before: int | None = None
    flare_up_day: bool = False


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """One session as it was done."""

    uuid: str
    local_day: date
    started_utc: datetime
    tz_offset_min: int
    main_exercise_id: str
    step: int | None
    planned_sets: int
    sets: tuple[SetRecord, ...]
    answers: Answers
    ending: Ending
    ended_utc: datetime | None = None
    next_morning_pain: int | None = None
    flare_up_day: bool = False

    @property
    def done_reps(self) -> int:
        """Counted repetitions of all sets."""
        return sum(one.done_reps for one in self.sets)

    @property
    def all_reps_done(self) -> bool:
        """Every planned repetition of every planned set was counted."""
        return len(self.sets) >= self.planned_sets and all(one.done_reps >= one.planned_reps for one in self.sets)


@dataclass(frozen=True, slots=True)
class ScreeningRecord:
    """One answering of the red-flag page. ``answers``: question id -> yes."""

    answered_utc: datetime
    local_day: date
    answers: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class OverruleRecord:
    """The user chose another step than the gate's, after reading why."""

    decided_utc: datetime
    local_day: date
    advised_step: int
    chosen_step: int
    reason_shown: str


@dataclass(frozen=True, slots=True)
class History:
    """Everything the pages and the rules read, oldest first. An immutable picture of the store."""

    sessions: tuple[SessionRecord, ...] = ()
    screenings: tuple[ScreeningRecord, ...] = ()
    overrules: tuple[OverruleRecord, ...] = ()
