"""The finish card for who does not look: each question is said when it has the focus, and each answer when given."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QAbstractButton, QWidget

from hinge_desktop.ui.scales import NumberScale
from hinge_desktop.ui.widgets import Choices


class SpokenQuestions(QObject):
    """Watches the focus of the questions.

    Signals:
        spoken_requested(str): what is to be said now.
    """

    spoken_requested = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._questions: list[tuple[QWidget, str]] = []
        self._asked: QWidget | None = None

    def add(self, widget: QWidget, question: str) -> None:
        """A question, and the widget that takes its answer; a row of choices is one question."""
        self._questions.append((widget, question))
        for one in (widget, *widget.findChildren(QAbstractButton)):
            one.installEventFilter(self)
        if isinstance(widget, NumberScale):
            widget.answered.connect(self._number_given)
        elif isinstance(widget, Choices):
            widget.changed.connect(self._choice_given)

    def begin(self, before: str, first: QWidget) -> None:
        """Say what stands above the questions, and the first of them."""
        self._asked, question = first, next(words for widget, words in self._questions if widget is first)
        self.spoken_requested.emit(f"{before} {question}".strip())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The focus came to a question that was not the last one asked."""
        if event.type() == QEvent.Type.FocusIn:
            for widget, question in self._questions:
                inside = isinstance(watched, QWidget) and (watched is widget or widget.isAncestorOf(watched))
                if inside and self._asked is not widget:
                    self._asked = widget
                    self.spoken_requested.emit(question)
        return super().eventFilter(watched, event)

    def _number_given(self, number: int) -> None:
        if number >= 0:
            self.spoken_requested.emit(str(number))

    def _choice_given(self, _chosen: frozenset[str]) -> None:
        sender = self.sender()
        if isinstance(sender, Choices):
            words = _chosen_words(sender)
            self.spoken_requested.emit(words or self.tr("Nothing chosen"))


def sentences(*parts: str) -> str:
    """Parts that are said one after the other."""
    return " ".join(part if part.endswith((".", "!", "?")) else f"{part}." for part in parts if part)


def _chosen_words(choices: Choices) -> str:
    buttons: Sequence[QAbstractButton] = choices.findChildren(QAbstractButton)
    return ", ".join(_without_number(one.text()) for one in buttons if one.isChecked())


def _without_number(text: str) -> str:
    """``1  buttocks`` without its key."""
    return text.split("  ", 1)[-1]
