"""What holds on one day, worked out from history and settings. It decides nothing: the rules live in training."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from hinge_desktop.body.anthropometry import Body
from hinge_desktop.curriculum.exercise import Exercise
from hinge_desktop.curriculum.kit import Fitting, at_home, fit
from hinge_desktop.curriculum.ladder import Curriculum
from hinge_desktop.motions import body_of
from hinge_desktop.settings import Settings
from hinge_desktop.training import day as days
from hinge_desktop.training.day import Circumstances, Day, Form, plan_day, practice_form
from hinge_desktop.training.gate import Decision, decide
from hinge_desktop.training.records import History, SessionRecord
from hinge_desktop.training.screening import Screening
from hinge_desktop.training.selftest import route
from hinge_desktop.training.standing import skipped_on
from hinge_desktop.training.tour import TourDay, tour_day


@dataclass(frozen=True)
class Agenda:
    """What holds today. What is worked out from it is worked out once.

    Attributes:
        history: everything so far. ``ready``: it has been read.
        screening: what the safety answers allow.
        unfinished: a session that may go on.
        flare_up: the user wished for a flare-up day.
    """

    history: History
    settings: Settings
    screening: Screening
    today: date
    ready: bool
    unfinished: SessionRecord | None
    flare_up: bool
    curriculum: Curriculum

    @cached_property
    def decision(self) -> Decision:
        """What the gate advises."""
        opted_in = frozenset(self.settings.opted_in)
        return decide(self.history, self.today, opted_in=opted_in, limits=self.settings.limits)

    @cached_property
    def circumstances(self) -> Circumstances:
        """What else decides about the day."""
        settings = self.settings
        return Circumstances(
            kit=at_home(settings.kit, settings.kit_told),
            doses=dict(settings.doses),
            loads_kg=dict(settings.loads_kg),
            load_locked=self.screening.load_locked,
            seated_first=self.screening.seated_first,
            flare_up=self.flare_up,
            manual=settings.manual,
            skipped=self.skipped,
            routing=route(self.history.tests, self.today, self.body),
            last_done=days.last_done(self.history),
        )

    @cached_property
    def day(self) -> Day:
        """The exercises of today."""
        return plan_day(self.curriculum, self.decision, self.circumstances)

    @cached_property
    def skipped(self) -> frozenset[int]:
        """Steps the user was told not to do."""
        return skipped_on(self.history.skips, self.today)

    @cached_property
    def tour_day(self) -> TourDay | None:
        """Where the ten-day tour is; None when it is not wanted."""
        return tour_day(self.history.tours, self.today) if self.settings.tour else None

    @property
    def easier_step(self) -> int | None:
        """The step before the advised one that may be done; None where there is none."""
        below = [step for step in range(1, self.decision.step) if step not in self.skipped]
        return below[-1] if below else None

    def fitting(self, exercise: Exercise) -> Fitting:
        """What becomes of an exercise with what there is at home."""
        return fit(exercise, self.circumstances.kit)

    def form_of(self, exercise: Exercise) -> Form:
        """How an exercise may be practised now."""
        chosen, now = frozenset(self.settings.opted_in), self.circumstances
        return practice_form(exercise, self.decision.step, opted_in=chosen, empty_handed=now.empty_handed)

    @property
    def body(self) -> Body:
        """The user's body."""
        return body_of(self.settings)

    def load_for(self, exercise: Exercise) -> float:
        """Kilograms to take today; none while load is locked or on a flare-up day."""
        return 0.0 if self.circumstances.empty_handed else self.settings.load_for(exercise.id, exercise.dose.load_kg)

    def exercise_of_step(self, step: int) -> Exercise:
        """The exercise that is practised at a step (1 to 10): the ladder's, or step 1 on the edge of a chair."""
        return days.exercise_of_step(self.curriculum, step, seated_first=self.screening.seated_first)

    def step_of(self, exercise: Exercise) -> int | None:
        """The step that practising an exercise counts for; None beside the ladder."""
        return 1 if exercise.id == days.SEATED and self.screening.seated_first else exercise.step
