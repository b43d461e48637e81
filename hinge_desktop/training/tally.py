"""What was counted of each set, and how long was worked for it: exactly what the history will hold."""

from __future__ import annotations

from hinge_desktop.errors import OptionError
from hinge_desktop.training.events import SessionPlan


class Tally:
    """Repetitions and seconds of every set. Counted stays counted: no wish takes a repetition back.

    Args:
        plan: what is to be done.
        resume_at: (set_index, reps_done) of a session that was cut off; earlier sets are done.

    Raises:
        OptionError: ``resume_at`` lies outside the plan.
    """

    def __init__(self, plan: SessionPlan, resume_at: tuple[int, int]) -> None:
        first, reps_done = resume_at
        if not 0 <= first <= len(plan.sets) or reps_done < 0:
            raise OptionError(
                f"A session of {len(plan.sets)} sets cannot go on at set {first}, repetition {reps_done}."
            )
        self._reps = tuple(one.reps for one in plan.sets)
        self._done = [one.reps if index < first else 0 for index, one in enumerate(plan.sets)]
        if first < len(plan.sets):
            self._done[first] = min(reps_done, plan.sets[first].reps)
        self._worked = [done * one.cycle_s for done, one in zip(self._done, plan.sets, strict=True)]
        self._counted = list(self._worked)
        self._since: float | None = None

    # -- repetitions ----------------------------------------------------------------------------

    def done(self, index: int) -> int:
        """Counted repetitions of set ``index``; 0 behind the last set."""
        return self._done[index] if index < len(self._done) else 0

    def left(self, index: int) -> int:
        """Repetitions of set ``index`` that are still to do."""
        return self._reps[index] - self._done[index]

    def next_open(self, index: int) -> int | None:
        """The first set from ``index`` on with something left to do."""
        return next((at for at in range(index, len(self._reps)) if self.left(at)), None)

    def open_before(self, index: int) -> int | None:
        """The nearest set before ``index`` with something left to do."""
        return next((at for at in range(index - 1, -1, -1) if self.left(at)), None)

    # -- seconds --------------------------------------------------------------------------------

    def run(self, now: float) -> None:
        """Work begins or goes on."""
        self._since = now

    def hold(self, index: int, now: float) -> None:
        """Work on set ``index`` stands still: what passes from now on is not worked."""
        self._worked[index] = self._worked_at(index, now)
        self._since = None

    def _worked_at(self, index: int, now: float) -> float:
        return self._worked[index] + (now - self._since if self._since is not None else 0.0)

    def forget_begun(self, index: int) -> None:
        """What was begun and not counted is not practice."""
        self._worked[index] = self._counted[index]

    def counted_s(self, index: int) -> float:
        """Seconds from the beginning of set ``index`` to its last count, pauses left out."""
        return self._counted[index]

    def count(self, index: int, now: float, reps: int = 1) -> tuple[tuple[int, float], ...]:
        """Count ``reps`` repetitions at ``now``: the number (1-based) and the seconds of each, shared equally."""
        worked = self._worked_at(index, now)
        each = (worked - self._counted[index]) / max(1, reps)
        first = self._done[index] + 1
        self._done[index] += reps
        self._counted[index] = worked
        return tuple((number, each) for number in range(first, first + reps))
