"""The foot of the Follow-along page: the bar, what one may press while it runs, and the answer to leaving."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QWidget

from hinge_desktop.training.events import BlockKind, Moment
from hinge_desktop.ui.follow_words import time_left
from hinge_desktop.ui.scanning import Step
from hinge_desktop.ui.session_bar import SessionBar
from hinge_desktop.ui.theme import current_theme
from hinge_desktop.ui.widgets import Button, Card, Words

REST_STEP_S = 15.0
"""By so much a press makes a rest longer or shorter."""
LARGE_TEXT = 1.4
"""From this text scale on, words give way to signs where a row would grow out of the window."""


class Buttons(QWidget):
    """Pause or done, skip, the length of a rest, stop for pain; and the time left."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._less = self.tr("{seconds} s less").format(seconds=f"{REST_STEP_S:g}")
        self._more = self.tr("{seconds} s more").format(seconds=f"{REST_STEP_S:g}")
        row = _row(self)
        self.done = Button(self.tr("Done"), "big", self, key="Space")
        self.pause = Button(self.tr("Pause"), "primary", self, key="Space")
        self.next = Button(self.tr("Skip"), "secondary", self, key="→")
        self.shorter = Button(self._less, "secondary", self, key="−")
        self.longer = Button(self._more, "secondary", self, key="+")
        self.pain = Button(self.tr("It hurts"), "secondary", self, key="X")
        self.left = Words("", "heading", self, wrap=False)
        for button in (self.done, self.pause, self.next, self.shorter, self.longer, self.pain):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.left)
        for button in (self.done, self.shorter, self.longer):
            button.hide()

    def show_moment(self, moment: Moment) -> None:
        """Offer what may be done now."""
        paused = not moment.running and moment.kind is not BlockKind.DONE
        own_pace = waits_for_done(moment)
        _say(self.pause, self.tr("Go on") if paused else self.tr("Pause"))
        show_if(self.pause, not own_pace)
        show_if(self.done, own_pace)
        resting = moment.kind is BlockKind.REST
        large = current_theme().text_scale > LARGE_TEXT
        for button, words, key in (
            (self.shorter, self._less, "−"),
            (self.longer, self._more, "+"),
        ):
            button.key = "" if large else key
            _say(button, f"{key}{REST_STEP_S:g}" if large else words, words)
            show_if(button, resting)
        set_text(self.left, time_left(moment))
        show_if(self.left, not (large and (resting or own_pace)))


class Leaving(QWidget):
    """Whether to leave, with the two answers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = _row(self)
        self.question = self.tr("Leave this session? What you did is kept.")
        row.addWidget(Words(self.question, "heading", self), 1)
        self.leave = Button(self.tr("Leave"), "primary", self, key="Y")
        self.stay = Button(self.tr("Keep going"), "secondary", self, key="Esc")
        row.addWidget(self.leave)
        row.addWidget(self.stay)

    @property
    def steps(self) -> tuple[Step, ...]:
        """What is asked, for who answers with one button; staying comes first."""
        return (Step(self.question, (self.stay, self.leave)),)

    @property
    def said(self) -> str:
        """The question for who does not look."""
        return self.tr("{question} Y leaves, Escape keeps going.").format(question=self.question)


class Foot(Card):
    """The bar, and below it the buttons or the question of leaving."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, padding_px=20, gap_px=14)
        self.bar = SessionBar(self)
        self.add(self.bar)
        self.controls = QStackedWidget(self)
        self.controls.setStyleSheet("QStackedWidget { background: transparent; }")  # it lies on a card
        self.controls.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.buttons, self.leaving = Buttons(self.controls), Leaving(self.controls)
        self.controls.addWidget(self.buttons)
        self.controls.addWidget(self.leaving)
        self.add(self.controls)

    def ask_leaving(self, asked: bool) -> None:
        """The question in place of the buttons."""
        self.controls.setCurrentIndex(int(asked))

    def set_far(self, bar_px: int, *, asked: bool) -> None:
        """The bar alone, so high, and what is asked; 0 is the near view."""
        self.bar.set_far(bar_px)
        self.controls.setVisible(not bar_px or asked)
        side = 12 if bar_px else 20
        self.column.setContentsMargins(side, side, side, side)


def waits_for_done(moment: Moment) -> bool:
    """A set at one's own pace is under way: only the user knows when it is done."""
    return moment.manual and moment.running and moment.kind is BlockKind.WORK and moment.resuming_in_s <= 0


def set_text(label: Words, text: str) -> None:
    """Set a text that may be the same; this comes at every frame."""
    if label.text() != text:
        label.setText(text)


def show_if(widget: QWidget, shown: bool) -> None:
    """Show or hide what may be so already; this comes at every frame."""
    if widget.isHidden() == shown:
        widget.setVisible(shown)


def _say(button: Button, text: str, name: str = "") -> None:
    """Text and name of a button that may be the same."""
    if button.text() != text or button.accessibleName() != (name or text):
        button.set_text(text)
        button.setAccessibleName(name or text)


def _row(widget: QWidget) -> QHBoxLayout:
    row = QHBoxLayout(widget)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(10)
    return row
