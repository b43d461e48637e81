"""The fault twin: one thing that can drift, how far, what the numbers say to it, and what to try instead."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLocale, QSignalBlocker, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from hinge_desktop.curriculum.exercise import Compensation, Exercise
from hinge_desktop.ui.amount import Amount
from hinge_desktop.ui.fault_names import fault_name
from hinge_desktop.ui.library_metrics import MetricRows, Reading
from hinge_desktop.ui.widgets import Button, Card, Choices, FlowRow, Words
from hinge_desktop.units import Units

KEY = "G"
SEEN_FROM_THE_FRONT = frozenset({"knee-valgus", "asymmetry"})
"""What happens across the body; from the side there is nothing to see of it."""


def _percent(value: float) -> str:
    return f"{QLocale().toString(round(value))} %"


class DriftPanel(Card):
    """Chooses the twin.

    Signals:
        changed(): another twin is wanted, or none.
        slid(): it is to drift further or less; more of these follow while the slider moves.
    """

    changed = Signal()
    slid = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, padding_px=22, gap_px=12)
        self.setAccessibleName(self.tr("What can drift"))
        self._told: dict[str, Compensation] = {}
        self.add(Words(self.tr("What can drift"), "heading", self))
        self._none = Words(self.tr("Nothing is told of this exercise."), "muted", self)
        self.add(self._none)
        self._list = QComboBox(self)
        self._list.setAccessibleName(self.tr("What can drift"))
        self._list.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._list.setMinimumContentsLength(14)
        self._list.activated.connect(self._picked)
        self.add(self._list)
        self._switch = Button(self.tr("Show it"), "chip", self, key=KEY)
        self._switch.setCheckable(True)
        self._switch.toggled.connect(self._switched)
        switch_row = FlowRow(self)
        switch_row.add(self._switch)
        self.add(switch_row)
        self.add(self._build_twin())
        self._drift = Words("", "strong", self)
        self._feels = Words("", "body", self)
        self._instead = Words("", "body", self)
        for words in (self._drift, self._feels, self._instead):
            self.add(words)

    def _build_twin(self) -> QWidget:
        """What is there only while the twin is: its place, how far it goes, the numbers."""
        self._twin = QWidget(self)
        column = QVBoxLayout(self._twin)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.place = Choices(
            (("ghost", self.tr("As a ghost")), ("beside", self.tr("Side by side"))), self.tr("Place"), self._twin
        )
        self.place.set_chosen(("beside",))
        self.place.changed.connect(self._place_chosen)
        self._level = Amount(self.tr("How far"), (0.0, 100.0), 5.0, _percent, self._twin)
        self._level.set_value(100.0)
        self._level.changed.connect(self._level_moved)
        self.metrics = MetricRows(self._twin)
        self._silent = Words(self.tr("With this body no number tells it; look at the figure."), "muted", self._twin)
        self._silent.hide()
        for widget in (self.place, self._level, self.metrics, self._silent):
            column.addWidget(widget)
        self._twin.hide()
        return self._twin

    # -- what is chosen -------------------------------------------------------------------------

    @property
    def fault(self) -> str:
        """Id of what drifts; empty while the twin is off."""
        chosen = self._list.currentData()
        return chosen if self._switch.isChecked() and isinstance(chosen, str) else ""

    @property
    def level(self) -> float:
        """How far it drifts, 0 to 1."""
        return self._level.value / 100

    @property
    def beside(self) -> bool:
        """Side by side, not as a ghost."""
        return self.place.choice == "beside"

    def toggle(self) -> None:
        """Show the twin, or let it go; nothing where nothing can drift."""
        if self._list.count():
            self._switch.toggle()

    def let_go(self) -> None:
        """No twin, silently."""
        with QSignalBlocker(self._switch):
            self._switch.setChecked(False)
        self._twin.hide()

    # -- showing --------------------------------------------------------------------------------

    def show_exercise(self, exercise: Exercise) -> None:
        """Offer what can drift in this exercise; the twin is off."""
        self.let_go()
        self._told = {told.fault: told for told in exercise.record.compensations if told.fault}
        self._list.clear()
        for fault in exercise.movement.faults:
            self._list.addItem(fault_name(fault), fault)
        known = self._list.count() > 0
        self._none.setVisible(not known)
        self._list.setVisible(known)
        self._switch.setVisible(known)
        self._tell()

    def show_readings(self, readings: Sequence[Reading], units: Units) -> None:
        """Show what the numbers say to the twin."""
        self.metrics.show_readings(readings, units)
        self._silent.setVisible(not readings)
        self._level.slider.setAccessibleDescription(self.metrics.words)
        if words := self.metrics.changes:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._level.slider, words))

    def _picked(self, _index: int) -> None:
        self._tell()
        if self._switch.isChecked():
            self.changed.emit()
        else:
            self._switch.setChecked(True)

    def _switched(self, shown: bool) -> None:
        self._twin.setVisible(shown)
        self.changed.emit()

    def _place_chosen(self, _chosen: frozenset[str]) -> None:
        self.changed.emit()

    def _level_moved(self, _percent: float) -> None:
        self.slid.emit()

    def _tell(self) -> None:
        """What it feels like, and what to try instead."""
        told = self._told.get(str(self._list.currentData()))
        self._drift.show_text(told.drift if told else "")
        self._feels.show_text(self.tr("It feels like: {words}").format(words=told.feels) if told and told.feels else "")
        self._instead.show_text(self.tr("Try this instead: {hint}").format(hint=told.try_instead) if told else "")
