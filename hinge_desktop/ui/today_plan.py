"""Today's plan as a list: one line for each exercise, and what is to be said of the one that is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from hinge_desktop.ui.theme import current_theme
from hinge_desktop.ui.today_state import TodayExercise
from hinge_desktop.ui.widgets import Words

_BETWEEN = "  ·  "
_ONE_LINE_PX = 400
"""A line as wide as this holds role, name and dose side by side."""


class PlanLine(QPushButton):
    """One exercise: what it is there for, its name, how much. The main one is set stronger."""

    def __init__(self, exercise: TodayExercise, main: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.exercise = exercise
        self.setProperty("kind", "nav")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        said = (exercise.name, exercise.dose, exercise.held, exercise.side)
        self.setAccessibleName(f"{exercise.role}: {', '.join(filter(None, said))}")
        self._role = Words(exercise.role, "eyebrow" if main else "small", self)
        self._name = Words(exercise.name, "strong" if main else "body", self)
        self._dose = Words(exercise.dose.partition(_BETWEEN)[0], "small", self)
        for words in (self._role, self._name, self._dose):
            words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(12, 6, 12, 6)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(0)
        self._wide: bool | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.lay_out(wide=True)

    def lay_out(self, *, wide: bool) -> None:
        """Side by side, or the name above the rest."""
        if wide == self._wide:
            return
        self._wide = wide
        for words in (self._role, self._name, self._dose):
            self._grid.removeWidget(words)
        if wide:
            self._grid.addWidget(self._role, 0, 0)
            self._grid.addWidget(self._name, 0, 1)
            self._grid.addWidget(self._dose, 0, 2)
        else:
            self._grid.addWidget(self._name, 0, 0, 1, 3)
            self._grid.addWidget(self._role, 1, 0)
            self._grid.addWidget(self._dose, 1, 1, 1, 2)
        self._grid.setColumnMinimumWidth(0, current_theme().px(96) if wide else 0)
        self._grid.setColumnStretch(0, 0)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 1)
        self._dose.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)

    def sizeHint(self) -> QSize:
        """What its words need."""
        return self._grid.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """What its words need at the least."""
        return self._grid.minimumSize()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses, as Space does; up and down are the list's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
            return
        super().keyPressEvent(event)


class PlanList(QWidget):
    """The lines, and what there is to know about the chosen one.

    Signals:
        exercise_chosen(str): another line was chosen; its exercise's id.
    """

    exercise_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[PlanLine] = []
        self._shown: tuple[TodayExercise, ...] = ()
        self._main_id = self._chosen_id = ""
        self._wide = True
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        column.addLayout(self._rows)
        self.detail = Words("", "small", self)
        self.detail.setContentsMargins(12, 2, 12, 2)
        column.addWidget(self.detail)
        self.setAccessibleName(self.tr("Today's plan"))

    @property
    def lines(self) -> Sequence[PlanLine]:
        """The lines in their order."""
        return tuple(self._lines)

    @property
    def chosen_id(self) -> str:
        """The exercise that is chosen: the main one until another is."""
        return self._chosen_id or self._main_id

    def show_exercises(self, exercises: Sequence[TodayExercise], main_id: str) -> None:
        """Show another plan. What was chosen stays chosen while the same main step is shown and it is still there."""
        ids = {one.exercise_id for one in exercises}
        if main_id != self._main_id or self._chosen_id not in ids:
            self._chosen_id = main_id
        self._main_id = main_id
        if tuple(exercises) != self._shown:
            self._shown = tuple(exercises)
            self._build()
        self.setVisible(bool(exercises))
        self._mark()

    def choose(self, exercise_id: str) -> None:
        """Choose a line, silently."""
        self._chosen_id = exercise_id
        self._mark()

    def arrange(self, room_px: int) -> None:
        """One line each where there is room: ``room_px`` is how wide the list is going to be.

        The page tells it beforehand: to find out in the list's own resizing comes too late for the height of the page.
        """
        self._wide = room_px >= current_theme().px(_ONE_LINE_PX)
        for line in self._lines:
            line.lay_out(wide=self._wide)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down go from line to line."""
        way = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        at = next((index for index, line in enumerate(self._lines) if line.hasFocus()), -1)
        if way is None or at < 0 or not 0 <= at + way < len(self._lines):
            super().keyPressEvent(event)
            return
        self._lines[at + way].setFocus(Qt.FocusReason.OtherFocusReason)
        self._lines[at + way].click()

    def _build(self) -> None:
        focused = any(line.hasFocus() for line in self._lines)
        for line in self._lines:
            self._rows.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = [PlanLine(one, one.exercise_id == self._main_id, self) for one in self._shown]
        for line in self._lines:
            line.lay_out(wide=self._wide)
            line.clicked.connect(self._line_clicked)
            self._rows.addWidget(line)
            line.show()
        if focused and self._lines:
            self._lines[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _line_clicked(self) -> None:
        line = self.sender()
        if isinstance(line, PlanLine):
            changed = line.exercise.exercise_id != self._chosen_id
            self.choose(line.exercise.exercise_id)
            if changed:
                self.exercise_chosen.emit(self._chosen_id)

    def _mark(self) -> None:
        """The chosen line is marked, and the words below are about it."""
        chosen = None
        for line in self._lines:
            on = line.exercise.exercise_id == self._chosen_id
            line.setChecked(on)
            chosen = line.exercise if on else chosen
        self.detail.show_text(_detail(chosen, chosen.exercise_id == self._main_id) if chosen else "")


def _detail(exercise: TodayExercise, main: bool) -> str:
    """How much, what is held, the sides, why it is there and the note, a line for each kind of thing.

    How much of the main one stands large beside the list.
    """
    how = _BETWEEN.join(filter(None, ("" if main else exercise.dose, exercise.held, exercise.side)))
    note = f"“{exercise.note}”" if exercise.note else ""
    return "\n".join(filter(None, (how, exercise.why, note)))
