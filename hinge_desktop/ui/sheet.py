"""A dialogue over the window, in which F1 opens the manual as it does on every page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QWidget

from hinge_desktop.manual import HOME


class Sheet(QDialog):
    """Modal. Esc closes it. F1 opens the manual over it, at the page that fits, and Esc comes back from there."""

    FITTING = HOME
    """Where the manual tells about it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModal(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of every sheet."""
        if event.key() == Qt.Key.Key_F1:
            self._show_help()
        else:
            super().keyPressEvent(event)

    def _show_help(self) -> None:
        """In a window of the sheet's own: the one beside the main window takes no key while a sheet is open."""
        # Loaded here: few who open a sheet ask for the manual.
        from hinge_desktop.assets import manual_texts
        from hinge_desktop.manual import Manual
        from hinge_desktop.ui.help import HelpWindow

        help_ = self.findChild(HelpWindow) or HelpWindow(Manual(manual_texts()), self)
        help_.show_page(self.FITTING)
