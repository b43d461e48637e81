"""The table twin of a chart: the same values as words, for who reads or hears better than looks; and as CSV."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QDate, QLocale, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from hinge_desktop.ui.theme import current_theme

Cell = str | int | float | date | None
_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_ROWS = 10
_MEASURED = 15
"""Rows that decide how wide a column is; all of ten years would take half a second."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a chart tells: one row for each mark, in the order of the marks.

    Attributes:
        columns: the heads; the first is the day or the name.
        rows: a value for each column.
        says: what stands under the heading.
        empty: what is said instead of a chart; empty when there is something to draw.
    """

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    says: str = ""
    empty: str = ""

    def sentence(self, index: int) -> str:
        """The values of a mark as they are shown beside it and announced."""
        if not 0 <= index < len(self.rows):
            return ""
        first, *rest = self.rows[index]
        told = (f"{name} {text(value)}" for name, value in zip(self.columns[1:], rest, strict=True))
        return f"{text(first)}: {', '.join(told)}"

    def csv(self) -> str:
        """The same with days as 2026-11-02 and a full stop in numbers, whatever the language."""
        into = StringIO()
        writer = csv.writer(into, lineterminator="\r\n")
        writer.writerow(self.columns)
        writer.writerows([_plain(value) for value in row] for row in self.rows)
        return into.getvalue()


def text(value: Cell) -> str:
    """A value as it is read here."""
    if value is None:
        return "–"
    if isinstance(value, date):
        return QLocale().toString(QDate(value.year, value.month, value.day), "d MMM yyyy")
    if isinstance(value, float):
        return QLocale().toString(value, "f", 1) if value % 1 else QLocale().toString(round(value))
    return value if isinstance(value, str) else QLocale().toString(value)


def _plain(value: Cell) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return f"{round(value, 3):g}" if abs(value) < 1e5 else f"{value:.1f}"
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@"):
        return f"'{value}"  # a spreadsheet would take it for a formula
    return "" if value is None else str(value)


class RowsModel(QAbstractTableModel):
    """Rows of values, turned into words when they are looked at."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns: tuple[str, ...] = ()
        self._rows: Sequence[Any] = ()
        self._cells: Callable[[Any], tuple[Cell, ...]] = tuple

    def show_rows(
        self, columns: tuple[str, ...], rows: Sequence[Any], cells: Callable[[Any], tuple[Cell, ...]] = tuple
    ) -> None:
        """Show these; ``cells`` makes the values of a row when it is looked at."""
        self.beginResetModel()
        self._columns, self._rows, self._cells = columns, rows, cells
        self.endResetModel()

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A value as words."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return text(self._cells(self._rows[index.row()])[index.column()])
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The heads of the columns."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section]
        return None


class RowsTable(QTableView):
    """A quiet table whose rows are chosen as a whole; ten at a time, the rest scrolls."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = RowsModel(self)
        self.setModel(self.rows)
        self.setAccessibleName(name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setResizeContentsPrecision(_MEASURED)
        header.setStretchLastSection(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)

    def show_rows(
        self, columns: tuple[str, ...], rows: Sequence[Any], cells: Callable[[Any], tuple[Cell, ...]] = tuple
    ) -> None:
        """Show these; ``cells`` makes the values of a row when it is looked at."""
        self.rows.show_rows(columns, rows, cells)
        self.fit()

    def fit(self) -> None:
        """Columns as wide as their words, and no more than ten rows high."""
        line = current_theme().px(34)
        self.verticalHeader().setDefaultSectionSize(line)
        self.resizeColumnsToContents()
        header = self.horizontalHeader()
        for column in range(header.count() - 1):
            header.resizeSection(column, header.sectionSize(column) + current_theme().px(18))
        rows = min(_ROWS, max(1, self.rows.rowCount()))
        self.setFixedHeight(header.sizeHint().height() + rows * line + 6)
