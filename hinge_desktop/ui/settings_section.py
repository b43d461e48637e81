"""What every section of Settings is: a card that shows some of the settings and tells whole new ones."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hinge_desktop.settings import Settings
from hinge_desktop.ui.fields import ScrollPast, Tick, field
from hinge_desktop.ui.widgets import Button, Card, FlowRow, Words


class SettingsSection(Card):
    """A heading and the fields below it.

    A section keeps the settings it was shown last: what it does not show goes on unchanged in what it tells.

    Signals:
        settings_changed(Settings): the user chose something else.
    """

    settings_changed = Signal(object)

    def __init__(self, title: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent, padding_px=24, gap_px=14)
        self._title, self._settings = title, Settings()
        self._inputs: list[QWidget] = []
        self._past = ScrollPast(self)
        self.add(Words(title, "heading", self))
        if hint:
            self.add(Words(hint, "muted", self))

    @property
    def title(self) -> str:
        """Its heading."""
        return self._title

    @property
    def settings(self) -> Settings:
        """What is shown."""
        return self._settings

    def show_settings(self, settings: Settings) -> None:
        """Show these, silently."""
        self._settings = settings
        blockers = [QSignalBlocker(one) for one in self._inputs]
        self._show(settings)
        del blockers

    def focus_first(self) -> None:
        """Go to the first thing that can be set."""
        for child in self.findChildren(QWidget):
            if child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.isEnabled() and child.isVisible():
                child.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def _show(self, settings: Settings) -> None:
        """Put the values into the fields. Their signals are blocked."""
        raise NotImplementedError

    def _tell(self, settings: Settings) -> None:
        if settings != self._settings:
            self._settings = settings
            self.settings_changed.emit(settings)

    # -- building -------------------------------------------------------------------------------

    def _input(self, *widgets: QWidget) -> None:
        """These are fields: silent while something is shown, and the wheel scrolls past them."""
        for widget in widgets:
            self._inputs.append(widget)
            self._past.watch(widget)

    def _field(self, name: str, widget: QWidget, hint: str = "") -> QWidget:
        return field(name, widget, self, hint)

    def _tick(self, text: str, hint: str = "") -> Tick:
        """A box to tick, and below its words what it means."""
        box = Tick(text, self)
        self._input(box)
        if not hint:
            self.add(box)
            return box
        box.setAccessibleDescription(hint)
        whole = QWidget(self)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        words = Words(hint, "small", whole)
        words.setContentsMargins(box.before_words, 0, 0, 0)
        column.addWidget(box)
        column.addWidget(words)
        self.add(whole)
        return box

    def _row(self, *widgets: QWidget, gap_px: int = 28) -> FlowRow:
        row = FlowRow(self, gap_px)
        for widget in widgets:
            row.add(widget)
        self.add(row)
        return row

    def _small(self, text: str) -> Words:
        words = Words(text, "small", self)
        self.add(words)
        return words

    def _button(self, text: str) -> Button:
        button = Button(text, "secondary", self)
        self.column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return button
