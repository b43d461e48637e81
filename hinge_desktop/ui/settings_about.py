"""Settings: what Hinge is, whose work is in it, and the sheet for a report of a problem."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import QCoreApplication, Signal, qVersion
from PySide6.QtWidgets import QLineEdit, QWidget

from hinge_desktop import __version__
from hinge_desktop.settings import Settings
from hinge_desktop.ui.settings_section import SettingsSection

LICENCES = "THIRD-PARTY-LICENCES.txt"
"""A package brings it along, beside the program."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("AboutSection", text)


class AboutSection(SettingsSection):
    """The version, the licences, and a button.

    Signals:
        report_requested(): put on the clipboard what a report of a problem needs.
    """

    report_requested = Signal()

    def __init__(self, parent: QWidget | None = None, *, program: Path | None = None) -> None:
        """``program``: of a package; None finds out whether this is one."""
        super().__init__(_tr("About Hinge"), "", parent)
        self._small(_tr("Hinge {version}. Free software under the MIT licence.").format(version=__version__))
        built = _tr(
            "It is built with Qt {qt} and PySide6 {pyside}, under the GNU Lesser General Public License, version 3."
            " In the packages Qt's libraries are files of their own, and you may put others in their place."
        )
        self._small(built.format(qt=qVersion(), pyside=pyside_version))
        licences = _licences(program)
        if licences is not None:
            place = QLineEdit(str(licences), self)
            place.setReadOnly(True)
            place.setCursorPosition(0)
            self.add(self._field(_tr("The licences of all that is in it"), place))
        hint = _tr(
            "To tell somebody of a problem: versions, folders, counts and what did not work, as text to paste. It holds"
            " no name, no note, and nothing of what you practised or felt. Nothing is sent."
        )
        self.copy_report = self._button(_tr("Copy a report"))
        self.copy_report.setAccessibleDescription(hint)
        self.copy_report.clicked.connect(self.report_requested)
        self._small(hint)

    def show_looking(self, looking: bool) -> None:
        """Meanwhile the button waits."""
        self.copy_report.setEnabled(not looking)
        words = _tr("Hinge looks at itself…") if looking else _tr("Copy a report")
        self.copy_report.setText(words)

    def _show(self, settings: Settings) -> None:
        """Nothing here is a setting."""


def _licences(program: Path | None) -> Path | None:
    if program is None and getattr(sys, "frozen", False):
        program = Path(sys.executable)
    # Beside the program, and in a Mac's app in its resources.
    places = (program.parent, program.parent.parent / "Resources") if program is not None else ()
    return next((place / LICENCES for place in places if (place / LICENCES).is_file()), None)
