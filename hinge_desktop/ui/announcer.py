"""Tells a screen reader what is said, when one is listening."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from hinge_desktop.training.script import Line


class Announcer(QObject):
    """Announces on behalf of a widget. Without a screen reader it costs one question."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget

    @Slot(object)
    def on_line(self, line: Line) -> None:
        """A line is due: what the voice says, the screen reader says too."""
        self.announce(line.text, urgent=line.urgent)

    def announce(self, text: str, *, urgent: bool = False) -> None:
        """Announce ``text``; an urgent one breaks off what is being read."""
        if not text or not QAccessible.isActive():
            return
        event = QAccessibleAnnouncementEvent(self._widget, text)
        if urgent:
            event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(event)
