"""Where somebody stands on the ladder, replayed from the history alone.

One begins at step 1. Practising the step that the gate advises moves there; so does choosing another step. Practice
on any other step moves nothing, but its pain counts. What was edited or deleted later is replayed as it is now.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hinge_desktop.training.outcome import Finding, Judgement, Outcome, happened, judge_all, step_practised
from hinge_desktop.training.records import Felt, OverruleRecord, SessionRecord, SkipRecord
from hinge_desktop.training.thresholds import Thresholds

FIRST_STEP, LAST_STEP = 1, 10
STEPS = range(FIRST_STEP, LAST_STEP + 1)


@dataclass(frozen=True, slots=True)
class Practice:
    """A session that counts for the gate. ``step``: the one practised, None beside the ladder or only looked at."""

    session: SessionRecord
    judgement: Judgement
    step: int | None

    @property
    def day(self) -> date:
        """The day as the user saw it."""
        return self.session.local_day

    @property
    def legs(self) -> bool:
        """Symptoms of the legs were told."""
        return bool(self.session.answers.leg_symptoms) or Felt.BELOW_KNEE in self.session.answers.felt

    def findings(self, step: int) -> tuple[Finding, ...]:
        """What speaks against going on from ``step``: pain wherever it was, how well it was done only on the step."""
        found = self.judgement.findings
        return found if self.step == step else tuple(one for one in found if one.row.anywhere)


def when(session: SessionRecord) -> tuple[date, datetime]:
    """The order of sessions."""
    return session.local_day, session.started_utc


def practices(sessions: Iterable[SessionRecord], today: date, limits: Thresholds) -> list[Practice]:
    """What was practised up to today, oldest first. Days after today (the clock was set back) wait for their day."""
    past = sorted((one for one in sessions if one.local_day <= today), key=when)
    judged = zip(past, judge_all(past, limits), strict=True)
    return [Practice(one, judgement, step_practised(one)) for one, judgement in judged if happened(one, limits)]


def next_step(step: int, skipped: frozenset[int]) -> int | None:
    """The step after ``step`` that the user may do; None at the end."""
    return next((one for one in range(step + 1, LAST_STEP + 1) if one not in skipped), None)


def easier_step(step: int, closed: frozenset[int]) -> int | None:
    """The step before ``step`` that is not closed; None where there is none."""
    return next((one for one in range(step - 1, FIRST_STEP - 1, -1) if one not in closed), None)


def skipped_at(skips: Sequence[SkipRecord], instant: datetime) -> frozenset[int]:
    """The steps that the user was told not to do, as it was said by an instant. ``skips``: in order."""
    said = {one.step: one.skip for one in skips if one.decided_utc <= instant}
    return frozenset(step for step, skip in said.items() if skip)


def skipped_on(skips: Sequence[SkipRecord], today: date) -> frozenset[int]:
    """The same at the end of a day. A skip told by a clock that ran ahead holds, until something else is said."""
    said = {one.step: one.skip for one in sorted(skips, key=decided) if one.local_day <= today}
    ahead = {one.step for one in skips if one.local_day > today and one.skip and one.step not in said}
    return frozenset(step for step, skip in said.items() if skip) | ahead


def decided(one: SkipRecord | OverruleRecord) -> datetime:
    """The order of choices."""
    return one.decided_utc


def _first(one: tuple[date, int]) -> int:
    return one[1]


class Standing:
    """Where one stands after the practices seen so far, and the little of them that the gate asks for again.

    Attributes:
        step: the current step.
        entered: place in ``seen`` of the first practice since the step was reached.
        seen: the practices so far, oldest first.
    """

    def __init__(self, limits: Thresholds) -> None:
        self.limits = limits
        self.step = FIRST_STEP
        self.entered = 0
        self.seen: list[Practice] = []
        self._days: list[tuple[date, int]] = []  # each day and the place of its first practice
        self._since = {FIRST_STEP: 0}  # from which place on a step's good days count
        self._last_on: dict[int, int] = {}
        self._last_back = self._last_legs = -1

    # -- what happens -----------------------------------------------------------------------------

    def add(self, one: Practice) -> None:
        """One more practice; it moves nothing by itself."""
        place = len(self.seen)
        if not self._days or self._days[-1][0] != one.day:
            self._days.append((one.day, place))
        self.seen.append(one)
        if one.step is not None:
            self._last_on[one.step] = place
        if one.judgement.outcome is Outcome.STEP_BACK:
            self._last_back = place
        if one.legs:
            self._last_legs = place

    def move(self, step: int) -> None:
        """The next practice is the first on another step.

        Going up the count begins there. Going down it takes up what counted there before: a step back has
        emptied it, a step that the user was told not to do has not.
        """
        now = len(self.seen)
        since = now if step > self.step else self._since.get(step, self._since[self.step])
        self._stand(step, {one: place for one, place in self._since.items() if one < step} | {step: since})

    def overrule(self, one: OverruleRecord, skipped: frozenset[int]) -> None:
        """The user chose another step; the count begins afresh there.

        Choosing more opens no step that the user was told not to do, and no opt-in step while the legs are
        not quiet; choosing less then leads to the step before those.
        """
        step = one.chosen_step
        if step not in STEPS or step == one.advised_step:
            return
        closed = step in self.limits.opt_in_steps and not self.legs_quiet(one.local_day)
        if step > self.step and (closed or step in skipped):
            return
        if closed:
            step = easier_step(step, frozenset(self.limits.opt_in_steps)) or FIRST_STEP
        self._stand(step, {step: len(self.seen)})

    def _stand(self, step: int, since: dict[int, int]) -> None:
        self.step, self.entered, self._since = step, len(self.seen), since

    # -- what the gate asks -----------------------------------------------------------------------

    def legs_quiet(self, today: date) -> bool:
        """No symptoms of the legs were told in the days before an opt-in step."""
        if self._last_legs < 0:
            return True
        return self.seen[self._last_legs].day <= today - timedelta(days=self.limits.leg_free_days)

    @property
    def legs_since(self) -> bool:
        """Symptoms of the legs were told since the current step was reached."""
        return self._last_legs >= self.entered

    @property
    def last_day(self) -> list[Practice]:
        """The practices of the last day since the step was reached; none if there was none."""
        return self._of_day(self._days[-1][1]) if len(self.seen) > self.entered else []

    def practised(self, step: int) -> bool:
        """The step was practised since it was reached."""
        return self._last_on.get(step, -1) >= self.since(step)

    def since(self, step: int) -> int:
        """The place from which the good days of a step count."""
        return self._since.get(step, self._since[self.step])

    def back_day(self, step: int) -> list[Practice]:
        """The practices of the day that asks for a step back. It asks until ``step`` is practised on a later day."""
        back = self._last_back
        if back < self.entered:
            return []
        own = self._last_on.get(step, -1)
        return self._of_day(back) if own < self.entered or self.seen[own].day <= self.seen[back].day else []

    def _of_day(self, place: int) -> list[Practice]:
        index = bisect_right(self._days, place, key=_first) - 1
        first, later = self._days[index][1], self._days[index + 1 : index + 2]
        return self.seen[max(self.entered, first) : later[0][1] if later else len(self.seen)]

    def good_days(self, step: int, today: date, *, all_of_them: bool = False) -> list[date]:
        """The good days of a step before today, newest first, none from before the last one that asked for a step back.

        Those of the window only, unless ``all_of_them``.
        """
        since, end = self.since(step), len(self.seen)
        if not self.practised(step):
            return []
        after = date.min if all_of_them else today - timedelta(days=self.limits.window_days)
        if self._last_back >= 0:
            after = max(after, self.seen[self._last_back].day)
        good: list[date] = []
        for day, first in reversed(self._days):
            if day <= after or end <= since:
                break
            if day < today and self._is_good(step, first, end) and self._morning_told(first, end):
                good.append(day)
            end = first
        return good

    def counts_tomorrow(self, step: int, today: date) -> bool:
        """Today is a good day so far; only the next morning is not known yet."""
        if not self._days or self._days[-1][0] != today:
            return False
        return self._is_good(step, self._days[-1][1], len(self.seen))

    def _is_good(self, step: int, first: int, end: int) -> bool:
        """Every practice of a day speaks for it, and one at least was on the step since that was reached."""
        since, day = self.since(step), self.seen[first:end]
        own = any(one.step == step for one in self.seen[max(first, since) : end])
        return own and not any(one.findings(step) for one in day)

    def morning_open(self, today: date) -> bool:
        """The morning after the last day has come, and nothing was said of it."""
        day, first = self._days[-1]
        return day < today and not self._morning_told(first, len(self.seen))

    def _morning_told(self, first: int, end: int) -> bool:
        # It is one and the same morning for all sessions of a day.
        return any(one.session.next_morning_pain is not None for one in self.seen[first:end])
