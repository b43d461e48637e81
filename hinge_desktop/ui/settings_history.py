"""Settings: the way to one's own data."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from hinge_desktop.settings import Settings
from hinge_desktop.ui.settings_section import SettingsSection


def _tr(text: str) -> str:
    return QCoreApplication.translate("HistorySection", text)


class HistorySection(SettingsSection):
    """One button: all else about the history has a page of its own, and is no setting.

    Signals:
        my_data_requested(): that page.
    """

    my_data_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        hint = _tr("Export and import, copies and the way back to them, the bin, a page for your therapist.")
        super().__init__(_tr("My data"), hint, parent)
        self.open_page = self._button(_tr("Open My data"))
        self.open_page.clicked.connect(self.my_data_requested)

    def _show(self, settings: Settings) -> None:
        """Nothing here is a setting."""
