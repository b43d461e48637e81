"""The words beside the figure: what to keep in mind while working, and the four lines to look at before a set."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from hinge_desktop.curriculum.exercise import Coaching, Exercise
from hinge_desktop.curriculum.review import review_card
from hinge_desktop.ui.widgets import Card, Role, Words


class WordsCard(Card):
    """Where it is felt, what to keep, how to breathe."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap_px=6)
        self._feel_title = Words(self.tr("Feel for"), "eyebrow", self)
        self._feel = Words("", "strong", self)
        self._note = Words("", "small", self)
        self._keep_title = Words(self.tr("Keep"), "eyebrow", self)
        self._keep = tuple(Words("", "body", self) for _ in range(3))
        self._breathing = Words("", "muted", self)
        for widget in (self._feel_title, self._feel, self._note):
            self.add(widget)
        self.column.addSpacing(6)
        for widget in (self._keep_title, *self._keep):
            self.add(widget)
        self.column.addSpacing(6)
        self.add(self._breathing)
        self.column.addStretch(1)

    def set_brief(self, brief: bool) -> None:
        """``brief``: only what to feel and what to keep."""
        self._note.setVisible(not brief and bool(self._note.text()))
        self._breathing.setVisible(not brief and bool(self._breathing.text()))

    def set_feel(self, shown: bool) -> None:
        """Where it is felt, or only what to keep."""
        self._feel.setVisible(shown)

    def set_tight(self, tight: bool) -> None:
        """Less air around the words, in a low window."""
        tighten(self, tight=tight)

    def set_small(self, small: bool) -> None:
        """Smaller words, where very large ones share their place with the figure."""
        role: Role = "small" if small else "body"
        for label in self._keep:
            label.set_role(role)
        for title in (self._feel_title, self._keep_title):
            title.setVisible(not small)

    def show_coaching(self, coaching: Coaching) -> None:
        """Show the words of one exercise; the first sentence of *feel* stands out."""
        first, _, rest = coaching.feel.partition(". ")
        self._feel.setText(first.rstrip("."))
        self._note.show_text(rest)
        for label, text in zip(self._keep, (*coaching.keep, "", "", ""), strict=False):
            label.show_text(f"•  {text}" if text else "")
        self._breathing.show_text(coaching.breathing)


class ReviewCard(Card):
    """Four lines from the floor up, and what a therapist wrote beside the set."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap_px=8)
        self._title = Words(self.tr("Before you start"), "eyebrow", self)
        self._parts = tuple(Words("", "teal", self, wrap=False) for _ in range(4))
        self._lines = tuple(Words("", "body", self) for _ in range(4))
        self._grid = QGridLayout()
        self._grid.setColumnStretch(1, 1)
        self._grid.setHorizontalSpacing(10)
        for row, pair in enumerate(zip(self._parts, self._lines, strict=True)):
            for column, label in enumerate(pair):
                self._grid.addWidget(label, row, column, Qt.AlignmentFlag.AlignTop)
        self._note_title = Words(self.tr("Your note"), "eyebrow", self)
        self._note = Words("", "strong", self)
        self.add(self._title)
        self.column.addLayout(self._grid)
        self.column.addSpacing(6)
        for widget in (self._note_title, self._note):
            self.add(widget)
        self.column.addStretch(1)

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines shown, the note last when there is one."""
        note = (self._note.text(),) if self._note.text() else ()
        lines = zip(self._parts, self._lines, strict=True)
        return (*(f"{part.text()}: {line.text()}" for part, line in lines), *note)

    def set_tight(self, tight: bool) -> None:
        """Less air around the words, in a low window."""
        tighten(self, tight=tight)
        self._grid.setVerticalSpacing(3 if tight else 8)

    def show_exercise(self, exercise: Exercise, note: str) -> None:
        """Show the lines of one exercise; ``note`` may be empty."""
        for part, label, line in zip(self._parts, self._lines, review_card(exercise), strict=True):
            part.setText(line.part)
            label.setText(line.text)
            label.setAccessibleName(self.tr("{part}: {text}").format(part=line.part, text=line.text))
        self._note_title.setVisible(bool(note))
        self._note.show_text(note)


def tighten(card: Card, *, tight: bool) -> None:
    """Less air around the words of a card."""
    side, gap = (14, 3) if tight else (22, 6)
    card.column.setContentsMargins(side, side, side, side)
    card.column.setSpacing(gap)
