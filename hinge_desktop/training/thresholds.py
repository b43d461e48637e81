"""Every number of the gate, in one place. Conventions of ours: shown to the user, and only ever made stricter."""

from __future__ import annotations

from dataclasses import dataclass, fields

from hinge_desktop.errors import OptionError

_LESS_IS_STRICTER = frozenset(
    {"go_most", "stay_most", "effort_most", "morning_rise", "window_days", "jump_rise", "screening_days"}
)
_MORE_IS_STRICTER = frozenset({"good_days", "good_days_opt_in", "leg_free_days"})


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

    Raises:
        OptionError: a limit is looser than the convention; the sentence names it and what is allowed.
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

    def __post_init__(self) -> None:
        for one in fields(self):
            value, convention = getattr(self, one.name), one.default
            if one.name in _LESS_IS_STRICTER and not 0 <= value <= convention:
                raise OptionError(f"{one.name} is {value}; allowed: 0 to {convention}, lower is stricter.")
            if one.name in _MORE_IS_STRICTER and value < convention:
                raise OptionError(f"{one.name} is {value}; allowed: {convention} or more, more is stricter.")
            if one.name == "usual_of" and value != convention:
                raise OptionError(f"usual_of is {value}; allowed: {convention} only.")
        if not {9, 10} <= set(self.opt_in_steps):
            raise OptionError(f"opt_in_steps is {self.opt_in_steps}; allowed: 9 and 10, and more.")
        if self.stay_most < self.go_most:
            raise OptionError(f"stay_most is {self.stay_most}; allowed: not below go_most, which is {self.go_most}.")
        if max(self.good_days, self.good_days_opt_in) > self.window_days:
            raise OptionError(f"window_days is {self.window_days}; allowed: room for all the good days that are asked.")


THRESHOLDS = Thresholds()
