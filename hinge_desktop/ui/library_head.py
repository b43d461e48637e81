"""The head of the Library: which exercise, how it stands to one's step, and what can be done about it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hinge_desktop.curriculum.exercise import Exercise
from hinge_desktop.ui.library_shelf import ExerciseList
from hinge_desktop.ui.widgets import Button, FlowRow, Words


class LibraryHead(QWidget):
    """Name, advice and wishes.

    Towards a harder step the reason comes first: the first press shows it, the second one chooses.

    Signals:
        practise_requested(), overrule_requested(), dose_requested().
    """

    practise_requested = Signal()
    overrule_requested = Signal()
    dose_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._why, self._why_read = "", False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.name = Words("", "title", self)
        self.summary = Words("", "muted", self)
        self.advice = Words("", "accent", self)
        self.why = Words("", "strong", self)
        self.advice.hide()
        self.why.hide()
        for words in (self.name, self.summary, self.advice, self.why):
            column.addWidget(words)
        column.addSpacing(6)
        row = FlowRow(self, 12)
        self.exercises = ExerciseList(row)
        self.practise = Button(self.tr("Practise this"), "primary", row)
        self.overrule = Button("", "secondary", row)
        self.overrule.hide()
        self.dose = Button(self.tr("How much"), "secondary", row)
        for widget in (self.exercises, self.practise, self.overrule, self.dose):
            row.add(widget)
        column.addWidget(row)
        self.practise.clicked.connect(self.practise_requested)
        self.overrule.clicked.connect(self._press)
        self.dose.clicked.connect(self.dose_requested)

    def show_exercise(self, exercise: Exercise) -> None:
        """Another exercise: what was read of the one before is over."""
        self.exercises.show_chosen(exercise.id)
        self.name.setText(exercise.name)
        self.summary.setText(exercise.summary)
        self._forget()

    def show_advice(self, words: str, *, may_practise: bool, may_overrule: bool, why: str = "") -> None:
        """How the exercise stands to the user's step. ``why``: what is to be read before it is made the step."""
        self.advice.show_text(words)
        self.practise.setEnabled(may_practise)
        self.overrule.setVisible(may_overrule)
        if why != self._why or not may_overrule:
            self._why = why
            self._forget()

    def _press(self) -> None:
        if self._why and not self._why_read:
            self._why_read = True
            self.why.show_text(self._why)
            self.overrule.set_text(self.tr("I have read why: make it my step"))
            self.overrule.setAccessibleDescription(self._why)
        else:
            self._forget()
            self.overrule_requested.emit()

    def _forget(self) -> None:
        self._why_read = False
        self.why.show_text("")
        self.overrule.set_text(self.tr("Make this my step"))
        self.overrule.setAccessibleDescription("")
