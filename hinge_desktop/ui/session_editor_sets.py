"""The sets of a session, to be counted and weighed anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QObject, QSignalBlocker, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from hinge_desktop.training.dose import REPS
from hinge_desktop.training.records import SetRecord
from hinge_desktop.ui.fields import Number, ScrollPast, Tick, WholeNumber
from hinge_desktop.ui.widgets import Card, Words
from hinge_desktop.units import Units, kg_from_lb, lb_from_kg

HEAVIEST_KG = 200.0


def _tr(text: str) -> str:
    return QCoreApplication.translate("SessionEditor", text)


class SetLine(QObject):
    """One set: kept or left out, repetitions done, weight. Its parts stand in the grid of all sets.

    Signals:
        changed(): by the user.
    """

    changed = Signal()

    def __init__(self, one: SetRecord, name: str, units: Units, past: ScrollPast, parent: QWidget) -> None:
        super().__init__(parent)
        self._set, self._units = one, units
        self.kept = Tick(name, parent)
        self.kept.setAccessibleName(_tr("{set}: keep it").format(set=name))
        held = one.tempo.startswith("hold")
        unit = _tr("holds") if held else _tr("repetitions")
        self.reps = WholeNumber((0, max(REPS[1], one.done_reps, one.planned_reps)), parent=parent)
        self.reps.setAccessibleName(_tr("{set}: {unit}").format(set=name, unit=unit))
        self.planned = Words(_tr("of {planned} {unit}").format(planned=one.planned_reps, unit=unit), "small", parent)
        suffix = _tr(" lb") if units == "imperial" else _tr(" kg")
        most = max(HEAVIEST_KG, one.load_kg)
        self.load = Number((0.0, self._shown(most)), 1, suffix, parent, step=1.0)
        self.load.setAccessibleName(_tr("{set}: weight").format(set=name))
        for box in (self.reps, self.load):
            past.watch(box)
            box.valueChanged.connect(self.changed)
        self.kept.toggled.connect(self._toggled)
        self.show_set(one)

    def show_set(self, one: SetRecord) -> None:
        """Show this set, silently."""
        self._set = one
        blockers = [QSignalBlocker(box) for box in (self.kept, self.reps, self.load)]
        self.kept.setChecked(True)
        self.reps.setValue(one.done_reps)
        self.load.setValue(self._shown(one.load_kg))
        del blockers
        self._show_kept()

    @property
    def parts(self) -> tuple[QWidget, ...]:
        """What stands beside each other in its line."""
        return self.kept, self.reps, self.planned, self.load

    @property
    def record(self) -> SetRecord | None:
        """The set as it stands here; None when it is left out."""
        if not self.kept.isChecked():
            return None
        same = self.load.value() == round(self._shown(self._set.load_kg), 1)  # a pound shown is a rounded one
        shown = kg_from_lb(self.load.value()) if self._units == "imperial" else self.load.value()
        return replace(self._set, done_reps=self.reps.value(), load_kg=self._set.load_kg if same else round(shown, 3))

    def _shown(self, load_kg: float) -> float:
        return lb_from_kg(load_kg) if self._units == "imperial" else load_kg

    def _toggled(self) -> None:
        self._show_kept()
        self.changed.emit()

    def _show_kept(self) -> None:
        for box in (self.reps, self.load, self.planned):
            box.setEnabled(self.kept.isChecked())


class SetFields(Card):
    """All sets, one below the other.

    Signals:
        changed(): by the user.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, padding_px=24, gap_px=10)
        self.lines: tuple[SetLine, ...] = ()
        self._past, self._narrow = ScrollPast(self), False
        self.add(Words(_tr("What was done"), "heading", self))
        self.hint = Words(_tr("Without its tick a set is left out. A set without repetitions stays."), "small", self)
        self.add(self.hint)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(8)
        self.column.addLayout(self._grid)

    def show_sets(self, sets: Sequence[SetRecord], names: Sequence[str], units: Units) -> None:
        """Show these; ``names`` has one for each."""
        for line in self.lines:
            for widget in line.parts:
                self._grid.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
            line.deleteLater()
        lines = []
        for one, name in zip(sets, names, strict=True):
            line = SetLine(one, name, units, self._past, self)
            line.changed.connect(self.changed)
            lines.append(line)
        self.lines = tuple(lines)
        self._lay_out()
        self.setVisible(bool(lines))

    def arrange(self, *, narrow: bool) -> None:
        """A set in one line; ``narrow``: its name in a line above its numbers."""
        if narrow != self._narrow:
            self._narrow = narrow
            self._lay_out()

    def _lay_out(self) -> None:
        last = 3
        for number, line in enumerate(self.lines):
            row = 2 * number
            name, *numbers = line.parts
            self._grid.addWidget(name, row, 0, 1, last + 1 if self._narrow else 1)
            for column, widget in enumerate(numbers):
                place = (row + 1, column) if self._narrow else (row, column + 1)
                self._grid.addWidget(widget, *place)
            for widget in line.parts:
                widget.show()
        self._grid.setColumnStretch(0, 0 if self._narrow else 1)
        self._grid.setColumnStretch(last, 1 if self._narrow else 0)

    @property
    def records(self) -> tuple[SetRecord, ...]:
        """The sets as they stand here, without those that are left out."""
        found = (line.record for line in self.lines)
        return tuple(one for one in found if one is not None)
