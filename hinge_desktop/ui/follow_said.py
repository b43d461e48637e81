"""The visible twin of every sound: one line below the figure, large in the far view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from hinge_desktop.ui.follow_controls import set_text
from hinge_desktop.ui.ring import BigWord
from hinge_desktop.ui.widgets import Words

if TYPE_CHECKING:
    from hinge_desktop.training.script import Line


class Said(QObject):
    """Keeps the line of both views. Without a line the far view shows what it is given instead, as a name."""

    def __init__(self, near: Words, far: BigWord, parent: QObject) -> None:
        super().__init__(parent)
        self._near, self._far = near, far
        self._instead = ""
        self._heard: tuple[bool, bool] | None = None

    def show(self, text: str) -> None:
        """Show a line; an empty one shows nothing."""
        set_text(self._near, text)
        self._far.show_words(text or self._instead, "text")

    def show_instead(self, text: str) -> None:
        """What the far view says while nothing is said."""
        if text != self._instead:
            self._instead = text
            self.show(self._near.text())

    def show_line(self, line: Line) -> None:
        """A line of the script is due."""
        self.show(line.caption or line.text)

    def show_sound(self, on: bool, voice: bool) -> None:
        """What can be heard now; a change is said. The first call only tells the state."""
        before, self._heard = self._heard, (on, voice)
        if before is None:
            return
        if on != before[0]:
            self.show(self.tr("Sound on") if on else self.tr("Sound off"))
        elif voice != before[1]:
            self.show(self.tr("Voice on") if voice else self.tr("Voice off"))
