"""The panels beside the figure, one at a time: the record, what drifts, how it is set up, what works."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hinge_desktop.ui.library_drift import DriftPanel
from hinge_desktop.ui.library_effort import EffortPanel
from hinge_desktop.ui.library_setup import SetupPanel
from hinge_desktop.ui.record_card import RecordCard
from hinge_desktop.ui.widgets import Choices

PanelName = Literal["about", "drift", "setup", "effort"]


class Panels(QWidget):
    """One of four, chosen above them.

    Signals:
        opened(): another one is shown.
    """

    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.tabs = Choices(
            (
                ("about", self.tr("About")),
                ("drift", self.tr("What can drift")),
                ("setup", self.tr("Set it up")),
                ("effort", self.tr("What works")),
            ),
            self.tr("Beside the figure"),
            self,
        )
        self.tabs.changed.connect(self._chosen)
        self.record, self.drift = RecordCard(self), DriftPanel(self)
        self.setup, self.effort = SetupPanel(self), EffortPanel(self)
        self._panels: dict[PanelName, QWidget] = {
            "about": self.record,
            "drift": self.drift,
            "setup": self.setup,
            "effort": self.effort,
        }
        column.addWidget(self.tabs)
        for panel in self._panels.values():
            column.addWidget(panel)
        column.addStretch(1)
        self.open("about")

    def open(self, name: PanelName) -> None:
        """Show this one."""
        self.tabs.set_chosen((name,))
        for one, panel in self._panels.items():
            panel.setVisible(one == name)
        self.opened.emit()

    def _chosen(self, _chosen: frozenset[str]) -> None:
        self.open(next(name for name in self._panels if name == self.tabs.choice))
