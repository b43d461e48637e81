"""Settings: the folder of one's own exercises, and where everything is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QWidget

from hinge_desktop.settings import Settings
from hinge_desktop.ui.settings_section import SettingsSection
from hinge_desktop.ui.widgets import Button, Words


def _tr(text: str) -> str:
    return QCoreApplication.translate("OwnSection", text)


class OwnSection(SettingsSection):
    """One's own files."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_tr("Your exercises and your files"), "", parent)
        place = QWidget(self)
        row = QHBoxLayout(place)
        row.setContentsMargins(0, 0, 0, 0)
        self.folder = QLineEdit(place)
        self.folder.setAccessibleName(_tr("Folder of your own exercises"))
        self.folder.setPlaceholderText(_tr("none"))
        self.folder.editingFinished.connect(self._changed)
        choose = Button(_tr("Choose…"), "secondary", place)
        choose.clicked.connect(self._choose_folder)
        row.addWidget(self.folder, 1)
        row.addWidget(choose)
        self.add(self._field(_tr("Folder of your own exercises"), place))
        self.data, self.choices, self.log = self._place(), self._place(), self._place()
        self.add(self._field(_tr("Your history is kept in"), self.data))
        self.add(self._field(_tr("Your settings are kept in"), self.choices))
        self.add(self._field(_tr("The log is kept in"), self.log))
        self._notices = Words("", "accent", self)
        self._notices.hide()
        self.add(self._notices)
        self._small(_tr("Nothing leaves this computer."))
        self._input(self.folder)

    def show_places(self, data: str, settings: str, log: str) -> None:
        """Say where the history, the settings and the log are kept."""
        self.data.setText(data)
        self.choices.setText(settings)
        self.log.setText(log)

    def show_notices(self, notices: Sequence[str]) -> None:
        """What is to be said of the user's own exercise files."""
        self._notices.show_text("\n".join(notices))

    def _show(self, settings: Settings) -> None:
        self.folder.setText(settings.own_exercises)

    def _place(self) -> QLineEdit:
        line = QLineEdit(self)
        line.setReadOnly(True)
        return line

    def _choose_folder(self) -> None:
        found = QFileDialog.getExistingDirectory(self, _tr("Folder of your own exercises"), self.folder.text())
        if found:
            self.folder.setText(found)
            self._changed()

    def _changed(self) -> None:
        self._tell(replace(self._settings, own_exercises=self.folder.text().strip()))
