"""Settings: the limits of the gate, which the user can make stricter and never looser."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from hinge_desktop.settings import Settings
from hinge_desktop.training.thresholds import THRESHOLDS
from hinge_desktop.ui.fields import WholeNumber
from hinge_desktop.ui.settings_section import SettingsSection
from hinge_desktop.ui.widgets import Words

_STRICTEST_STAY, _STRICTEST_EFFORT, _STRICTEST_DAYS = 1, 3, 10
"""How strict the settings let one be; pain and the morning go down to nothing."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("LimitsSection", text)


class LimitsSection(SettingsSection):
    """Pain, the next morning, effort, and how many good days open a step."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            _tr("When a step opens"),
            _tr("Conventions, not medical limits. They can only be made stricter than Hinge's own, never looser."),
            parent,
        )
        self._lines = QGridLayout()
        self._lines.setHorizontalSpacing(14)
        self._lines.setVerticalSpacing(10)
        self._lines.setColumnStretch(0, 1)
        self.column.addLayout(self._lines)
        own = THRESHOLDS
        self.go = self._limit(_tr("Pain that is quiet enough to go on, at most"), (0, own.go_most), own.go_most)
        self.stay = self._limit(
            _tr("Pain that keeps the step, at most"), (_STRICTEST_STAY, own.stay_most), own.stay_most
        )
        self.morning = self._limit(
            _tr("The next morning, above your usual pain by at most"), (0, own.morning_rise), own.morning_rise
        )
        self.effort = self._limit(
            _tr("Effort that is comfortable, at most"), (_STRICTEST_EFFORT, own.effort_most), own.effort_most
        )
        self.days = self._limit(
            _tr("Good days that open the next step"), (own.good_days, _STRICTEST_DAYS), own.good_days
        )

    def _limit(self, name: str, bounds: tuple[int, int], own: int) -> WholeNumber:
        """One line: what it is, Hinge's own number, and the number that holds."""
        box = WholeNumber(bounds, parent=self)
        box.setAccessibleName(name)
        box.valueChanged.connect(self._changed)
        self._input(box)
        hint = _tr("Hinge's own: {number}").format(number=own)
        box.setAccessibleDescription(hint)
        line = self._lines.rowCount()
        said = QVBoxLayout()
        said.setSpacing(0)
        label = Words(name, "body", self)
        label.setBuddy(box)
        said.addWidget(label)
        said.addWidget(Words(hint, "small", self))
        self._lines.addLayout(said, line, 0)
        self._lines.addWidget(box, line, 1)
        return box

    def _show(self, settings: Settings) -> None:
        self.go.setValue(settings.go_most)
        self.stay.setValue(settings.stay_most)
        self.morning.setValue(settings.morning_rise)
        self.effort.setValue(settings.effort_most)
        self.days.setValue(settings.good_days)

    def _changed(self) -> None:
        go, stay = self.go.value(), self.stay.value()
        if stay < go:  # what keeps a step is never less than what lets one go on: the other one follows
            go, stay = (stay, stay) if self.sender() is self.stay else (go, go)
        settings = replace(
            self._settings,
            go_most=go,
            stay_most=stay,
            morning_rise=self.morning.value(),
            effort_most=self.effort.value(),
            good_days=self.days.value(),
        )
        self._tell(settings)
        self.show_settings(settings)
