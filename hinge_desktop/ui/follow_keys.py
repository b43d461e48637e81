"""The keys of the Follow-along page. They act whatever has the focus there."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, SignalInstance
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from hinge_desktop.ui.keys import sequences

Doing = Callable[[], None] | SignalInstance


class PageKeys(QObject):
    """Shortcuts of one page, window-wide while it is visible."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self._shortcuts: list[QShortcut] = []

    def bind(self, actions: Mapping[str, tuple[Doing, ...]]) -> None:
        """Bind actions of the key table. One doing serves all keys of its action, several serve one key each."""
        for action, doings in actions.items():
            for index, keys in enumerate(sequences(action)):
                self.bind_key(keys, doings[index] if len(doings) > 1 else doings[0])

    def bind_key(self, keys: str, doing: Doing) -> None:
        """Bind one key that the table does not list."""
        shortcut = QShortcut(QKeySequence(keys), self._page)
        shortcut.setAutoRepeat(False)  # a key held down too long would start and pause many times
        shortcut.activated.connect(doing)
        self._shortcuts.append(shortcut)

    def set_enabled(self, enabled: bool) -> None:
        """Give the keys to a question, or take them back."""
        for shortcut in self._shortcuts:
            shortcut.setEnabled(enabled)
