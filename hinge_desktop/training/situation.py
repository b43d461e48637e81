"""One day on the ladder as the rows of the gate's table look at it."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from hinge_desktop.training.outcome import Finding
from hinge_desktop.training.standing import FIRST_STEP, Standing, easier_step, next_step


class Situation:
    """One day on the ladder, each value worked out when a row asks for it.

    Attributes:
        standing: where the history leads to.
        skipped: the steps that the user was told not to do.
        opted_in: the opt-in steps that the user chose; without that one stands on the step before them.
        step: the current step.
    """

    def __init__(self, standing: Standing, today: date, skipped: frozenset[int], opted_in: frozenset[int]) -> None:
        self.standing, self.today, self.skipped, self.opted_in = standing, today, skipped, opted_in
        self.limits = standing.limits
        self.opt_in = frozenset(self.limits.opt_in_steps)
        self.step = self._wished()

    def _wished(self) -> int:
        """The current step, or the one before the first opt-in step on the way there that was not chosen."""
        step, unwished = self.standing.step, self.opt_in - self.opted_in
        barred = [one for one in unwished if one <= step and (one == step or one not in self.skipped)]
        return (easier_step(min(barred), unwished) or FIRST_STEP) if barred else step

    @cached_property
    def legs_rest(self) -> bool:
        """The opt-in steps rest because the legs were not quiet."""
        return not self.standing.legs_quiet(self.today) or (self.step in self.opt_in and self.standing.legs_since)

    @cached_property
    def easier(self) -> int | None:
        """The step before that is open."""
        return easier_step(self.step, self.skipped | (self.opt_in if self.legs_rest else self.opt_in - self.opted_in))

    @cached_property
    def gentlest(self) -> int | None:
        """Where nothing easier is left: the first one after it. Never an opt-in step."""
        return next_step(self.step, self.skipped | self.opt_in)

    @cached_property
    def target(self) -> int | None:
        """The step that comes next."""
        return next_step(self.step, self.skipped)

    @cached_property
    def needed(self) -> int:
        """Good days that open it."""
        return self.limits.good_days_opt_in if self.target in self.opt_in else self.limits.good_days

    @cached_property
    def good(self) -> int:
        """Good days of the window."""
        return len(self.standing.good_days(self.step, self.today))

    @cached_property
    def due(self) -> tuple[Finding, ...]:
        """What asks for a step back."""
        found = [one for each in self.standing.back_day(self.step) for one in each.findings(self.step)]
        return tuple(one for one in found if one.row.action == "step_back")

    @cached_property
    def against(self) -> dict[str, str]:
        """Row of a session -> its sentence: what asks for a step back, else what the last day says against going on."""
        last = [one for each in self.standing.last_day for one in each.findings(self.step)]
        told: dict[str, str] = {}
        for one in self.due or last:
            told.setdefault(one.row.id, one.reason)
        return told

    @cached_property
    def done(self) -> bool:
        """There were good days enough for the last step, now or at any time since it was reached."""
        if self.good >= self.needed:
            return True
        good, window = self.standing.good_days(self.step, self.today, all_of_them=True), self.limits.window_days
        return any((last - first).days < window for last, first in zip(good, good[self.needed - 1 :], strict=False))
