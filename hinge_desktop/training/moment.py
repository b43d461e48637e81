"""One instant of a session, as it is shown: figure, number, word and bar read the same frozen value."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum


class BlockKind(Enum):
    """The stretches of a session."""

    GET_READY = "get ready"
    WORK = "work"
    REST = "rest"
    DONE = "done"


def _whole(seconds_left: float) -> int:
    """Seconds as a countdown shows them; a rounding error must not show 4 when 3 is being said."""
    return math.ceil(seconds_left - 1e-6)


@dataclass(frozen=True, slots=True)
class Moment:
    """All that the figure, the number, the word and the bar show at one instant.

    Attributes:
        set_index: the set under way; during get ready and rest the one that comes next.
        rep: 0-based repetition in progress.
        reps_done: counted repetitions of this set.
        reps: planned repetitions of this set.
        sets: sets of the session.
        phase: name of the phase, empty outside work and in a manual set.
        word: the word of that phase.
        time_in_rep_s: where the figure is, in the motion's own time, 0 up to the cycle, at any speed. In a manual set
            it goes round and round, to be looked at and not to be followed.
        preview_time_s: free-running seconds for the figure of what comes next (get ready and rest).
        phase_progress: 0..1 through the phase.
        block_elapsed_s: seconds of the block so far (work: at the planned tempo).
        block_left_s: seconds until the block ends, as they will pass at the present speed; 0 in a manual set.
        session_left_s: the same for the whole session, rests included; a manual set as long as it is planned.
        resuming_in_s: seconds of the un-pause countdown that are left, 0 when none runs.
        speed: factor on the planned tempo of this set (1 for ballistic, held and manual ones).
        running: the clock runs (also during the un-pause countdown).
        hold_left_s: seconds left of the hold in progress, 0 where nothing is held by the clock.
        manual: no clock ends this work block; the user says when it is done.
    """

    kind: BlockKind
    set_index: int
    rep: int
    reps_done: int
    phase: str
    time_in_rep_s: float
    block_elapsed_s: float
    block_left_s: float
    session_left_s: float
    running: bool
    preview_time_s: float = 0.0
    resuming_in_s: float = 0.0
    reps: int = 0
    sets: int = 0
    word: str = ""
    phase_progress: float = 0.0
    speed: float = 1.0
    hold_left_s: float = 0.0
    manual: bool = False

    @property
    def number(self) -> int:
        """The one number to show: counted repetitions while working, seconds left of a hold and of all else."""
        if self.resuming_in_s > 0:
            return _whole(self.resuming_in_s)
        if self.hold_left_s > 0:
            return max(1, _whole(self.hold_left_s))
        if self.kind is BlockKind.WORK:
            return self.reps_done
        return _whole(self.block_left_s)

    @property
    def block_progress(self) -> float:
        """0..1 through the block; 0 in a manual set, which has no clock to be through."""
        if self.manual:
            return 0.0
        whole = self.block_elapsed_s + self.block_left_s * self.speed
        return 1.0 if whole <= 0 else min(1.0, self.block_elapsed_s / whole)
