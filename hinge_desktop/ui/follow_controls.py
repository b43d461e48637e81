"""The foot of the Follow-along page: what one may press while it runs, and the answer to leaving."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from hinge_desktop.training.events import BlockKind, Moment
from hinge_desktop.ui.follow_words import time_left
from hinge_desktop.ui.theme import current_theme
from hinge_desktop.ui.widgets import Button, Words

LARGE_TEXT = 1.4
"""From this text scale on, words give way to signs where a row would grow out of the window."""


class Buttons(QWidget):
    """Pause, skip, the length of a rest, stop for pain; and the time left."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = _row(self)
        self.pause = Button(self.tr("Pause"), "primary", self, key="Space")
        self.next = Button(self.tr("Skip"), "secondary", self, key="→")
        self.shorter = Button(self.tr("15 s less"), "secondary", self, key="−")
        self.longer = Button(self.tr("15 s more"), "secondary", self, key="+")
        self.pain = Button(self.tr("It hurts"), "secondary", self, key="X")
        self.left = Words("", "heading", self, wrap=False)
        for button in (self.pause, self.next, self.shorter, self.longer, self.pain):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.left)
        self.shorter.hide()
        self.longer.hide()

    def show_moment(self, moment: Moment) -> None:
        """Offer what may be done now."""
        paused = not moment.running and moment.kind is not BlockKind.DONE
        self.pause.set_text(self.tr("Go on") if paused else self.tr("Pause"))
        resting = moment.kind is BlockKind.REST
        large = current_theme().text_scale > LARGE_TEXT
        for button, words, key in (
            (self.shorter, self.tr("15 s less"), "−"),
            (self.longer, self.tr("15 s more"), "+"),
        ):
            button.key = "" if large else key
            button.set_text(f"{key}15" if large else words)
            button.setAccessibleName(words)
            show_if(button, resting)
        set_text(self.left, time_left(moment))
        show_if(self.left, not (large and resting))


class Leaving(QWidget):
    """Whether to leave, with the two answers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = _row(self)
        row.addWidget(Words(self.tr("Leave this session? What you did is kept."), "heading", self), 1)
        self.leave = Button(self.tr("Leave"), "primary", self, key="Y")
        self.stay = Button(self.tr("Keep going"), "secondary", self, key="Esc")
        row.addWidget(self.leave)
        row.addWidget(self.stay)


def set_text(label: Words, text: str) -> None:
    """Set a text that may be the same; this comes at every frame."""
    if label.text() != text:
        label.setText(text)


def show_if(widget: QWidget, shown: bool) -> None:
    """Show or hide what may be so already; this comes at every frame."""
    if widget.isHidden() == shown:
        widget.setVisible(shown)


def _row(widget: QWidget) -> QHBoxLayout:
    row = QHBoxLayout(widget)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(10)
    return row
