"""Every number of the gate, in one place. Conventions of ours: shown to the user, and only ever made stricter."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The limits of the gate. Pain and effort are 0..10.

    Attributes:
        go_most: pain up to this is quiet enough to go on.
        stay_most: pain up to this keeps the step; more steps back.
        effort_most: effort up to this counts as comfortable.
        morning_rise: how far the next morning may lie above the usual pain.
        usual_of: answered sessions whose middle ``pain before`` is the usual pain.
        good_days: days with a good session that open the next step.
        good_days_opt_in: the same for the steps that are opt-in.
        window_days: how far back those days may lie.
        opt_in_steps: steps that nobody has to take.
        leg_free_days: days without leg symptoms before such a step.
        jump_rise: a rise of pain over the usual that brings the safety questions back: a change of 2
            is a meaningful one in back pain (Childs 2005).
        screening_days: how long the safety answers hold.
    """

    go_most: int = 3
    stay_most: int = 5
    effort_most: int = 7
    morning_rise: int = 1
    usual_of: int = 5
    good_days: int = 3
    good_days_opt_in: int = 4
    window_days: int = 21
    opt_in_steps: tuple[int, ...] = (9, 10)
    leg_free_days: int = 30
    jump_rise: int = 2
    screening_days: int = 30


THRESHOLDS = Thresholds()
