"""The five self-tests as a list: what the last one said, and when the next is due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from hinge_desktop.ui.widgets import Button, Card, Rule, Words


@dataclass(frozen=True, slots=True)
class SelfTestRow:
    """One line of the list, in words that are ready to be shown. ``due``: it may be done again."""

    id: str
    name: str
    last: str
    when: str
    due: bool


class _Row(QWidget):
    """A name to press, its last result, and when it is due."""

    def __init__(self, row: SelfTestRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(2)
        line = QHBoxLayout()
        line.setSpacing(8)
        self.button = Button(row.name, "nav", self)
        self.button.setCheckable(True)
        line.addWidget(self.button, 1)
        self._when = Words("", "tag", self)
        line.addWidget(self._when, 0, Qt.AlignmentFlag.AlignVCenter)
        self._last = Words("", "small", self)
        self._last.setIndent(14)
        column.addLayout(line)
        column.addWidget(self._last)
        self.show_row(row)

    def show_row(self, row: SelfTestRow) -> None:
        """Say its last result and when it is due, to the eye and to a screen reader."""
        self._when.setText(row.when)
        self._when.set_role("tag" if row.due else "day")
        self._last.setText(row.last)
        self.button.setAccessibleName(
            self.tr("{name}, {when}, last: {last}").format(name=row.name, when=row.when, last=row.last)
        )


class SelfTestList(Card):
    """One test is chosen at a time; arrows move between them.

    Signals:
        picked(str): id of the test that the user chose.
    """

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, padding_px=14, gap_px=4)
        self.setAccessibleName(self.tr("Self-tests"))
        self._rows: dict[str, _Row] = {}
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(self._clicked)
        self._end = QWidget(self)
        self.add(self._end, 1)

    @property
    def chosen(self) -> str:
        """Id of the chosen test; empty while none is."""
        return next((test_id for test_id, row in self._rows.items() if row.button.isChecked()), "")

    def show_rows(self, rows: Sequence[SelfTestRow]) -> None:
        """Show these; the first time they are built, afterwards they say something new."""
        for row in rows:
            if row.id in self._rows:
                self._rows[row.id].show_row(row)
                continue
            place = self.column.count() - 1
            if self._rows:
                self.column.insertWidget(place, Rule(self))
                place += 1
            self._rows[row.id] = _Row(row, self)
            self._group.addButton(self._rows[row.id].button)
            self.column.insertWidget(place, self._rows[row.id])

    def choose(self, test_id: str) -> None:
        """Mark a test as the one that is shown, silently."""
        self._rows[test_id].button.setChecked(True)

    def _clicked(self) -> None:
        self.picked.emit(self.chosen)
