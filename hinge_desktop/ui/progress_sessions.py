"""Every session as a table, newest first: what was done, how it came out and why."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from hinge_desktop.training.progress import BesidePoint, StairPoint
from hinge_desktop.ui.chart_table import Cell, RowsTable
from hinge_desktop.ui.progress_words import exercise_name, outcome_word
from hinge_desktop.ui.widgets import Button, Card, FlowRow, Words

SessionRow = StairPoint | BesidePoint


class SessionsCard(Card):
    """The table of sessions, and what may be asked for one of them.

    Signals:
        session_chosen(str uuid): a row was chosen.
        edit_requested(str uuid): Enter, or its button.
        delete_requested(str uuid): Delete, or its button.
    """

    session_chosen = Signal(str)
    edit_requested = Signal(str)
    delete_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, padding_px=22, gap_px=8)
        self._rows: tuple[SessionRow, ...] = ()
        self.add(Words(self.tr("Sessions"), "heading", self))
        self.table = RowsTable(self.tr("Sessions, newest first"), self)
        self.table.selectionModel().currentRowChanged.connect(self._on_row)
        self.add(self.table)
        self.reason = Words("", "body", self)
        self.add(self.reason)
        self.tools = FlowRow(self, 8)
        self.edit = Button(self.tr("Change this session"), "secondary", self.tools, key=self.tr("Enter"))
        self.delete = Button(self.tr("Move to the bin"), "secondary", self.tools, key=self.tr("Del"))
        for button, wish in ((self.edit, self._ask_edit), (self.delete, self._ask_delete)):
            button.clicked.connect(wish)
            self.tools.add(button)
        self.add(self.tools)
        self.tools.hide()

    def offer(self, *, edit: bool, delete: bool) -> None:
        """Offer what somebody carries out; nothing is offered before."""
        self.edit.setVisible(edit)
        self.delete.setVisible(delete)
        self.tools.setVisible(edit or delete)
        self._enable()

    def show_rows(self, rows: tuple[SessionRow, ...]) -> None:
        """Show these, newest first."""
        chosen = self._chosen_uuid
        self._rows = rows
        columns = (
            self.tr("Day"), self.tr("Exercise"), self.tr("Outcome"), self.tr("Pain"),
            self.tr("Repetitions"), self.tr("Minutes"), self.tr("Why"),
        )  # fmt: skip
        self.table.show_rows(columns, rows, self._cells)
        self.reason.setText(self.tr("Choose a row to read its reason in full.") if rows else "")
        self.choose(chosen)
        self._enable()

    def _cells(self, one: SessionRow) -> tuple[Cell, ...]:
        step = "" if one.step is None else self.tr("Step {step}").format(step=one.step)
        if isinstance(one, StairPoint):
            exercise, outcome, reason = step, outcome_word(one.outcome), one.reason
        elif one.interrupted:
            exercise, outcome = step or exercise_name(one.exercise_id), self.tr("interrupted")
            reason = self.tr("It was interrupted and not gone on with. What was done and told in it counts.")
        else:
            exercise, outcome = exercise_name(one.exercise_id), self.tr("practice")
            reason = self.tr("Beside the ladder: it moves no step.")
        done = self.tr("{reps} of {planned}").format(reps=one.reps, planned=one.planned)
        return one.day, exercise, outcome, one.pain, done, one.minutes, reason

    def choose(self, uuid: str) -> None:
        """Choose the row of this session, silently; the empty text, or one that is not there, chooses none."""
        row = next((row for row, one in enumerate(self._rows) if one.uuid == uuid), -1)
        self.table.selectionModel().blockSignals(True)
        if row >= 0:
            self.table.selectRow(row)
        else:
            self.table.clearSelection()
            self.table.setCurrentIndex(self.table.rootIndex())
        self.table.selectionModel().blockSignals(False)
        self.table.viewport().update()
        self._enable()

    @property
    def _chosen_uuid(self) -> str:
        row = self.table.currentIndex().row()
        return self._rows[row].uuid if 0 <= row < len(self._rows) else ""

    @Slot()
    def _on_row(self, *_: object) -> None:
        uuid = self._chosen_uuid
        row = self.table.currentIndex().row()
        self.reason.setText(str(self._cells(self._rows[row])[-1]) if uuid else "")
        self._enable()
        if uuid:
            self.session_chosen.emit(uuid)

    def _enable(self) -> None:
        for button in (self.edit, self.delete):
            button.setEnabled(bool(self._chosen_uuid))

    @Slot()
    def _ask_delete(self) -> None:
        if self._chosen_uuid:
            self.delete_requested.emit(self._chosen_uuid)

    @Slot()
    def _ask_edit(self) -> None:
        if self._chosen_uuid:
            self.edit_requested.emit(self._chosen_uuid)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete and Enter, once they are offered; the table leaves them to its card."""
        button = None
        if event.matches(QKeySequence.StandardKey.Delete):
            button = self.delete
        elif event.matches(QKeySequence.StandardKey.InsertParagraphSeparator):
            button = self.edit
        if button is not None and button.isVisibleTo(self):
            button.click()
        else:
            super().keyPressEvent(event)
