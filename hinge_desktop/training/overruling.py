"""Choosing another step than the gate's: what speaks against it, and what to write down when limits change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hinge_desktop.training.gate import current_step, decide, replay
from hinge_desktop.training.records import History
from hinge_desktop.training.standing import STEPS, skipped_on
from hinge_desktop.training.thresholds import THRESHOLDS, Thresholds


@dataclass(frozen=True, slots=True)
class Overruling:
    """What it means to choose a step.

    Attributes:
        allowed: it can be chosen; the gate would follow.
        harder: it is more than advised, so ``words`` come first.
        words: one or two plain sentences: why the gate advises otherwise, or why it cannot be chosen now.
    """

    allowed: bool
    harder: bool
    words: str


def overruling(
    history: History,
    today: date,
    step: int,
    *,
    opted_in: frozenset[int] = frozenset(),
    limits: Thresholds = THRESHOLDS,
) -> Overruling:
    """What to say before ``step`` is chosen instead of the advised one."""
    decision = decide(history, today, opted_in=opted_in, limits=limits)
    harder = step > decision.step
    if step not in STEPS or step == decision.step:
        return Overruling(False, harder, decision.reason)
    if step in skipped_on(history.skips, today):
        return Overruling(False, harder, f"You were told not to do step {step}.")
    if step in limits.opt_in_steps:
        if not replay(history, today, limits).legs_quiet(today):
            days = limits.leg_free_days
            return Overruling(False, harder, f"Step {step} waits until the legs have been quiet for {days} days.")
        if step not in opted_in:
            return Overruling(False, harder, f"Step {step} is optional: choose it in Settings first.")
    if not harder:
        return Overruling(True, harder, f"Step {step} it is, until the gate opens the next one.")
    words = f"The gate advises step {decision.step}. {decision.reason} Pain still counts on step {step}."
    return Overruling(True, harder, words)


def step_to_keep(history: History, today: date, before: Thresholds, now: Thresholds) -> int | None:
    """The step to write down as chosen when limits change, so that stricter ones throw nobody back; None mostly.

    The gate asks its limits of the whole history. Who asks more of the days to come has not undone the days before.
    """
    step = current_step(history, today, before)
    return step if current_step(history, today, now) < step else None
