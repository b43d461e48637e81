"""What is remembered of training: frozen records that the history stores and the pages read."""

from __future__ import annotations

from dataclasses import dataclass, field
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
    tempo: str  # "3-1-2-1", "natural" when ballistic, "hold 20" in a hold
    role: str = "main"  # one of ``events.ROLES``
    side: str = ""  # "left" or "right" where an exercise has sides
    look: str = ""  # what was held instead, one of ``movement.LOOKS``


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
    role: str = "main"
    side: str = ""
    look: str = ""


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
    plan: str = ""  # written by ``plan_text``, so that an interrupted session goes on as it was planned


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """One session as it was done. ``plan`` is there only of one that may go on; see :class:`SessionStart`."""

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
    plan: str = ""

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
    """The user chose another step than the gate's: an easier one at once, a harder one after reading why."""

    decided_utc: datetime
    local_day: date
    advised_step: int
    chosen_step: int
    reason_shown: str


@dataclass(frozen=True, slots=True)
class SkipRecord:
    """The user was told not to do a step (``skip``), or may do it again."""

    decided_utc: datetime
    local_day: date
    step: int
    skip: bool


@dataclass(frozen=True, slots=True)
class SelfTestRecord:
    """One self-test. ``value`` is in the test's own unit (see ``selftest``), ``passed`` what it means.

    ``uuid``: who it is in the history, to delete it by; empty before it is kept.
    """

    done_utc: datetime
    local_day: date
    test_id: str
    value: float
    passed: bool
    uuid: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class MomentRecord:
    """A hinge done in daily life, counted apart from practice. ``kind``: one of ``moments.KINDS``.

    ``uuid``: as of a self-test.
    """

    done_utc: datetime
    local_day: date
    kind: str
    uuid: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class TourRecord:
    """A day of the ten-day tour was looked at. ``tour_day``: 1 to 10; 1 again begins the tour anew."""

    seen_utc: datetime
    local_day: date
    tour_day: int


@dataclass(frozen=True, slots=True)
class Binned:
    """A session in the bin, as a list of them shows it."""

    uuid: str
    local_day: date
    step: int | None
    main_exercise_id: str
    deleted_utc: datetime


CHANGES = (
    *("edit", "delete", "put-back", "answers", "morning", "skip", "overrule"),
    *("self-test", "moment", "delete-self-test", "delete-moment"),
)
"""What can be taken back, by the word the journal has for it."""


@dataclass(frozen=True, slots=True)
class History:
    """Everything the pages and the rules read, oldest first. An immutable picture of the store."""

    sessions: tuple[SessionRecord, ...] = ()
    screenings: tuple[ScreeningRecord, ...] = ()
    overrules: tuple[OverruleRecord, ...] = ()
    skips: tuple[SkipRecord, ...] = ()
    tests: tuple[SelfTestRecord, ...] = ()
    moments: tuple[MomentRecord, ...] = ()
    tours: tuple[TourRecord, ...] = ()
