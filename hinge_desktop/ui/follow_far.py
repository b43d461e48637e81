"""The far view and the whole screen: which of the two is on."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget


class FarView(QObject):
    """Knows whether the simple form is on; the page shows it.

    Signals:
        changed(bool): it is on, or off.
    """

    changed = Signal(bool)

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self.on = False

    @Slot()
    def toggle(self) -> None:
        """The far view in the window as it is."""
        self._show(not self.on, full=False)

    @Slot()
    def toggle_full(self) -> None:
        """The far view on the whole screen, and back from it."""
        full = not self._page.window().isFullScreen()
        self._show(full, full=full)

    @Slot()
    def leave_screen(self) -> None:
        """Give the screen back; the form stays."""
        self._fill_screen(False)

    def _show(self, on: bool, *, full: bool) -> None:
        changed, self.on = on != self.on, on
        self._fill_screen(full)
        if changed:
            self.changed.emit(on)

    def _fill_screen(self, full: bool) -> None:
        window = self._page.window()
        if window.isFullScreen() != full:
            window.setWindowState(window.windowState() ^ Qt.WindowState.WindowFullScreen)
