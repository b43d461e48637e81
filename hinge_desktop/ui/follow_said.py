"""The visible twin of every sound: one line below the figure, large in the far view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from hinge_desktop.training.events import BlockStarted, RepCompleted
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
        self.prompted = False

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
        """A line of the script is due. From now on the events that it comes from need no words of their own."""
        self.prompted = True
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

    # -- the coach's events, where no script tells them -----------------------------------------

    @Slot(object)
    def on_rep_completed(self, rep: RepCompleted) -> None:
        """The visible twin of the beep."""
        self._show_event(self.tr("♪  {rep} of {reps}").format(rep=rep.rep, reps=rep.reps))

    @Slot(int)
    def on_countdown(self, left: int) -> None:
        """The visible twin of 3, 2, 1."""
        self._show_event(self.tr("♪  {left}").format(left=left))

    @Slot(object)
    def on_block_started(self, _block: BlockStarted) -> None:
        """What was said of the block before is over; a 1 of the countdown would read as the first repetition."""
        self._show_event("")

    @Slot()
    def on_resumed(self) -> None:
        """So are the reason of a pause and the countdown out of it."""
        self._show_event("")

    @Slot(str)
    def on_cue(self, text: str) -> None:
        """The visible twin of the voice."""
        self._show_event(self.tr("“{words}”").format(words=text) if text else "")

    def _show_event(self, text: str) -> None:
        if not self.prompted:
            self.show(text)
