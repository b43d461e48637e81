"""What the user decides: another step, an optional one, a dose, a weight, what is skipped, a day of the tour, a moment.

Everything that goes against advice, or stands beside practice, is kept in the history; the rest is a setting.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot

from hinge_desktop.keeper import HistoryKeeper
from hinge_desktop.settings import Settings
from hinge_desktop.situation import Situation
from hinge_desktop.training.dose import DoseChoice
from hinge_desktop.training.gate import awaiting_next_morning
from hinge_desktop.training.overruling import overruling, step_to_keep
from hinge_desktop.training.records import MomentRecord, OverruleRecord, SkipRecord, TourRecord
from hinge_desktop.training.tour import DAYS


class Choices(QObject):
    """Writes down what was decided.

    Signals:
        overruled(): another step than the advised one was chosen.
    """

    overruled = Signal()

    def __init__(self, situation: Situation, keeper: HistoryKeeper, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._situation, self._keeper = situation, keeper

    # -- the steps ------------------------------------------------------------------------------

    @Slot()
    def easier(self) -> None:
        """Towards caution at once: the step before, for as long as the gate keeps it."""
        step = self._situation.agenda.easier_step
        if step is not None:
            self._overrule(step)

    @Slot(str)
    def overrule(self, exercise_id: str) -> None:
        """Another step, after its reason was read."""
        step = self._situation.exercise(exercise_id).step
        if step is not None:
            self._overrule(step)

    def _overrule(self, step: int) -> None:
        agenda = self._situation.agenda
        choice = overruling(
            agenda.history,
            agenda.today,
            step,
            opted_in=frozenset(agenda.settings.opted_in),
            limits=agenda.settings.limits,
        )
        if choice.allowed:
            self._record(step, choice.words)
            self.overruled.emit()

    def _record(self, step: int, words: str, *, by_hand: bool = True) -> None:
        clocks, decision = self._situation.clocks, self._situation.agenda.decision
        record = OverruleRecord(clocks.utc_now(), clocks.today(), decision.step, step, words)
        self._keeper.add_overrule(record, by_hand=by_hand)

    @Slot(object)
    def settings_changed(self, before: Settings) -> None:
        """Stricter limits ask more of the days to come; they throw nobody back."""
        now = self._situation.settings
        history, today = self._situation.history, self._situation.clocks.today()
        step = step_to_keep(history, today, before.limits, now.limits) if before.limits != now.limits else None
        if step is not None:
            self._record(step, self.tr("Stricter limits, on the step that was reached."), by_hand=False)

    @Slot(int)
    def opt_in(self, step: int) -> None:
        """An optional step is wanted."""
        settings = self._situation.settings
        self._situation.change(replace(settings, opted_in=(*settings.opted_in, step)))

    @Slot(int, bool)
    def skip(self, step: int, skip: bool) -> None:
        """Somebody who treats the user said not to do a step, or that it is fine again."""
        clocks = self._situation.clocks
        self._keeper.add_skip(SkipRecord(clocks.utc_now(), clocks.today(), step, skip))

    # -- how much -------------------------------------------------------------------------------

    @Slot(str, object)
    def set_dose(self, exercise_id: str, choice: DoseChoice) -> None:
        """Another dose than the exercise's own."""
        self._situation.change(self._situation.settings.with_dose(exercise_id, choice))

    @Slot(str, float)
    def set_load(self, exercise_id: str, load_kg: float) -> None:
        """Another weight, kilograms."""
        self._situation.change(self._situation.settings.with_load(exercise_id, load_kg))

    @Slot(float)
    def set_todays_load(self, load_kg: float) -> None:
        """Another weight for today's main exercise, kilograms."""
        self.set_load(self._situation.agenda.day.main.exercise.id, load_kg)

    # -- beside practice ------------------------------------------------------------------------

    @Slot(int)
    def answer_morning(self, pain: int) -> None:
        """How the back was on the morning after the last session."""
        agenda = self._situation.agenda
        session = awaiting_next_morning(agenda.history, agenda.today, agenda.settings.limits)
        if session is not None:
            self._keeper.set_next_morning(session.uuid, pain)

    @Slot(str)
    def count_moment(self, kind: str) -> None:
        """A hinge in daily life was done."""
        clocks = self._situation.clocks
        self._keeper.add_moment(MomentRecord(clocks.utc_now(), clocks.today(), kind))

    @Slot()
    def see_tour_day(self) -> None:
        """Today's day of the tour was looked at. The tenth is the last."""
        clocks, day = self._situation.clocks, self._situation.agenda.tour_day
        if day is not None and not day.seen:
            self._keeper.add_tour_day(TourRecord(clocks.utc_now(), clocks.today(), day.number))
            if day.number == DAYS:
                self.end_tour()

    @Slot()
    def end_tour(self) -> None:
        """The tour is not wanted on Today."""
        self._situation.change(replace(self._situation.settings, tour=False))
