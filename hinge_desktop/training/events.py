"""What a session is made of and what happens in it: the plan and the events, all frozen."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from hinge_desktop.errors import OptionError

# Who reads events reads moments too, and finds both here.
from hinge_desktop.training.moment import BlockKind as BlockKind
from hinge_desktop.training.moment import Moment as Moment

GET_READY_S = (3.0, 30.0)
"""Allowed length of the get-ready block."""
NATURAL = "natural"
"""The tempo text of a ballistic set: a pendulum keeps its own period."""
SWITCH_S = 10.0
"""Time to change sides."""
Role = Literal["warm-up", "main", "easier", "related", "tour", "test"]
ROLES: tuple[Role, ...] = get_args(Role)
"""Why an exercise is part of a session."""
Side = Literal["", "left", "right"]


@dataclass(frozen=True, slots=True)
class PlannedSet:
    """One set to do. Raises :class:`OptionError` when it could not be counted.

    Attributes:
        phases: (name, seconds) of one repetition, in order, as the motion was solved.
        counts_after: name of the phase at whose end the repetition counts.
        tempo_text: ``"3-1-2-1"``, or ``"natural"`` when ballistic.
        words: phase name -> the one word shown and spoken.
        cues: phase name -> a short cue.
        role: why it is part of the session.
        side: the working hand or standing leg, empty where there are no sides.
        look: what is held instead of the exercise's own implement, one of ``movement.LOOKS``; empty leaves it.
        wall_m: distance of the wall behind the heels in metres; None leaves the exercise's own.
        manual: no clock: the user says when the set is done, at a pace of their own.
        note: what a therapist wrote beside it.
    """

    exercise_id: str
    name: str
    load_kg: float
    reps: int
    phases: tuple[tuple[str, float], ...]
    counts_after: str
    tempo_text: str
    words: Mapping[str, str] = field(default_factory=dict)
    cues: Mapping[str, str] = field(default_factory=dict)
    role: Role = "main"
    side: Side = ""
    look: str = ""
    wall_m: float | None = None
    manual: bool = False
    note: str = ""

    def __post_init__(self) -> None:
        if self.reps < 1:
            raise OptionError(f"A set of {self.exercise_id} needs at least 1 repetition, not {self.reps}.")
        if not all(math.isfinite(seconds) and seconds >= 0 for _, seconds in self.phases) or self.cycle_s <= 0:
            raise OptionError(f"The phases of {self.exercise_id} last 0 seconds together; allowed: more.")
        if self.counts_after not in (name for name, _ in self.phases):
            raise OptionError(f"{self.exercise_id} counts after {self.counts_after!r}, which is none of its phases.")

    @property
    def cycle_s(self) -> float:
        """Length of one repetition at the planned tempo."""
        return math.fsum(seconds for _, seconds in self.phases)

    @property
    def ballistic(self) -> bool:
        """The movement has a period of its own; its speed is not ours to set."""
        return self.tempo_text == NATURAL

    @property
    def hold(self) -> bool:
        """One repetition is one hold: it is shown and spoken in seconds."""
        return tuple(name for name, _ in self.phases) == ("hold",)


@dataclass(frozen=True, slots=True)
class SessionPlan:
    """The sets of one session and the rests between them (one fewer than sets)."""

    main_exercise_id: str
    step: int | None
    sets: tuple[PlannedSet, ...]
    rests_s: tuple[float, ...]
    get_ready_s: float

    def __post_init__(self) -> None:
        low, high = GET_READY_S
        if not self.sets:
            raise OptionError("A session needs at least one set.")
        if len(self.rests_s) != len(self.sets) - 1:
            raise OptionError(f"{len(self.sets)} sets need {len(self.sets) - 1} rests, not {len(self.rests_s)}.")
        if not all(math.isfinite(rest) and rest >= 0 for rest in self.rests_s):
            raise OptionError("A rest is shorter than nothing; allowed: 0 seconds or more.")
        if not low <= self.get_ready_s <= high:
            raise OptionError(f"Get ready lasts {self.get_ready_s:g} seconds; allowed: {low:g} to {high:g}.")

    def switches_side(self, index: int) -> bool:
        """Set ``index`` is the one before it with the other side, at once: what lies between is no rest."""
        if index < 1 or self.rests_s[index - 1] > SWITCH_S:
            return False
        before, now = self.sets[index - 1], self.sets[index]
        return before.exercise_id == now.exercise_id and {before.side, now.side} == {"left", "right"}

    def last_of_exercise(self, index: int) -> bool:
        """No later set of the same exercise follows set ``index``, and one came before it."""
        name = self.sets[index].exercise_id
        same = [at for at, one in enumerate(self.sets) if one.exercise_id == name]
        return len(same) > 1 and same[-1] == index


@dataclass(frozen=True, slots=True)
class BlockStarted:
    """A block began. ``reps_done`` > 0: the set is taken up again where it was left.

    ``at_s`` is here and below the instant of the event itself, on the clock given to the session.
    """

    kind: BlockKind
    set_index: int
    at_s: float
    reps_done: int = 0


@dataclass(frozen=True, slots=True)
class PhaseStarted:
    """A phase of a repetition (``rep`` 0-based) began."""

    name: str
    set_index: int
    rep: int
    at_s: float
    word: str = ""
    cue: str = ""


@dataclass(frozen=True, slots=True)
class RepCompleted:
    """Repetition ``rep`` (1-based) of ``reps`` counted; ``duration_s`` since the last count, pauses left out."""

    set_index: int
    rep: int
    reps: int
    at_s: float
    duration_s: float = 0.0


@dataclass(frozen=True, slots=True)
class CountdownTicked:
    """``left`` whole seconds (3, 2, 1) until work begins or goes on; with ``ends_hold`` until a hold is over."""

    left: int
    at_s: float = 0.0
    ends_hold: bool = False


@dataclass(frozen=True, slots=True)
class HoldHalved:
    """Half of hold ``rep`` (0-based) is over, ``left_s`` seconds of it are left; told of long holds only."""

    set_index: int
    rep: int
    left_s: float
    at_s: float


@dataclass(frozen=True, slots=True)
class RestEnding:
    """``left_s`` seconds of the rest before set ``set_index`` are left; told of long rests only.

    A rest made longer after that tells it again.
    """

    set_index: int
    left_s: float
    at_s: float


@dataclass(frozen=True, slots=True)
class SetCompleted:
    """A set ended: whole, or left early by *next* (``reps_done`` < ``reps``).

    ``duration_s``: from its beginning to its last counted repetition, pauses left out.
    """

    set_index: int
    at_s: float
    reps_done: int = 0
    reps: int = 0
    duration_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Paused:
    """The clock stands still; ``reason`` may be empty (the user's own wish)."""

    reason: str
    at_s: float


@dataclass(frozen=True, slots=True)
class Resumed:
    """The clock runs again (mid-set: after the countdown)."""

    at_s: float


@dataclass(frozen=True, slots=True)
class SpeedChanged:
    """Slow sets now run at ``factor`` of the planned tempo."""

    factor: float
    at_s: float


@dataclass(frozen=True, slots=True)
class SpeedRefused:
    """The speed stays; ``reason`` is one plain sentence."""

    reason: str
    at_s: float


@dataclass(frozen=True, slots=True)
class SessionCompleted:
    """The last set ended."""

    at_s: float


Event = (
    BlockStarted
    | PhaseStarted
    | RepCompleted
    | CountdownTicked
    | HoldHalved
    | RestEnding
    | SetCompleted
    | Paused
    | Resumed
    | SpeedChanged
    | SpeedRefused
    | SessionCompleted
)
