"""The five self-tests in a row: what the last one said, and when the next is due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QGridLayout, QSizePolicy, QWidget

from hinge_desktop.ui.theme import current_theme

_PADDING_PX = 10
_LEAST_PX = 104
_EASY_PX = 160
_SMALL = 0.87
_WRAPPED = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
_HIGHEST = _WIDEST = 10_000


@dataclass(frozen=True, slots=True)
class SelfTestRow:
    """One test of the list, in words that are ready to be shown. ``due``: it may be done again."""

    id: str
    name: str
    last: str
    when: str
    due: bool


class _Cell(QAbstractButton):
    """A test to press: its name, when it is due, its last result. Its words wrap."""

    def __init__(self, row: SelfTestRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = row
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.show_row(row)

    def show_row(self, row: SelfTestRow) -> None:
        """Say its last result and when it is due, to the eye and to a screen reader."""
        self._row = row
        self.setText(row.name)
        self.setAccessibleName(
            self.tr("{name}, {when}, last: {last}").format(name=row.name, when=row.when, last=row.last)
        )
        self.updateGeometry()
        self.update()

    def words_width(self) -> int:
        """Pixels of its name and of when it is due, each in one line."""
        first, second, _ = self._lines(_WIDEST)
        return max(QFontMetrics(font).horizontalAdvance(text) for text, font, _ in (first, second))

    def heightForWidth(self, width: int) -> int:
        """Height of its words at ``width`` pixels."""
        return self._lines(width)[-1][2].bottom() + 1 + _PADDING_PX

    def sizeHint(self) -> QSize:
        """As wide as the least; the row shares the rest."""
        width = current_theme().px(_LEAST_PX)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """See :meth:`sizeHint`."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The ground, then the words; the one that is shown is washed teal, a focus is a frame."""
        theme = current_theme()
        colours = theme.palette
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            focus, chosen = self.hasFocus(), self.isChecked()
            edge = QColor(colours.focus if focus else colours.teal if chosen or self.underMouse() else colours.border)
            painter.setPen(QPen(edge, 3 if focus else 1.4))
            painter.setBrush(QColor(colours.teal_soft if chosen else colours.card))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), 10, 10)
            inks = (
                colours.teal_text if chosen else colours.text,
                colours.teal_text if self._row.due else colours.muted,
                colours.muted,
            )
            for (text, font, place), ink in zip(self._lines(self.width()), inks, strict=True):
                painter.setFont(font)
                painter.setPen(QColor(ink))
                painter.drawText(place, _WRAPPED, text)

    def _lines(self, width: int) -> list[tuple[str, QFont, QRect]]:
        """What is written, how and where."""
        name, small = QFont(self.font()), QFont(self.font())
        name.setWeight(QFont.Weight.DemiBold)
        small.setPixelSize(max(9, round(QFontMetrics(self.font()).height() * 0.8 * _SMALL)))
        if self.font().pixelSize() > 0:
            small.setPixelSize(round(self.font().pixelSize() * _SMALL))
        due = QFont(small)
        due.setWeight(QFont.Weight.DemiBold if self._row.due else QFont.Weight.Normal)
        found: list[tuple[str, QFont, QRect]] = []
        y = _PADDING_PX
        for text, font in ((self._row.name, name), (self._row.when, due), (self._row.last, small)):
            room = QRect(_PADDING_PX, y, max(1, width - 2 * _PADDING_PX), _HIGHEST)
            place = QFontMetrics(font).boundingRect(room, int(_WRAPPED), text)
            place.setWidth(room.width())
            found.append((text, font, place))
            y = place.bottom() + 4
        return found


class SelfTestList(QWidget):
    """One test is chosen at a time; arrows move between them. As many stand in a line as have room.

    Signals:
        picked(str): id of the test that the user chose.
    """

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Self-tests"))
        self._cells: dict[str, _Cell] = {}
        self._placed = (0, False)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(self._clicked)

    @property
    def chosen(self) -> str:
        """Id of the chosen test; empty while none is."""
        return next((test_id for test_id, cell in self._cells.items() if cell.isChecked()), "")

    def show_rows(self, rows: Sequence[SelfTestRow]) -> None:
        """Show these; once they are there they say something new."""
        for row in rows:
            if row.id in self._cells:
                self._cells[row.id].show_row(row)
            else:
                self._cells[row.id] = _Cell(row, self)
                self._group.addButton(self._cells[row.id])
                self._placed = (0, False)
        self._place()

    def choose(self, test_id: str) -> None:
        """Mark a test as the one that is shown, silently."""
        self._cells[test_id].setChecked(True)

    def button(self, test_id: str) -> QAbstractButton:
        """The button of a test."""
        return self._cells[test_id]

    def minimumSizeHint(self) -> QSize:
        """One below the other, at the least."""
        return QSize(current_theme().px(_LEAST_PX), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width holds others in a line."""
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        """So does another text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_grid"):
            self._place()

    def _place(self) -> None:
        theme, gap = current_theme(), self._grid.spacing()
        least, room = theme.px(_LEAST_PX), self.width() + gap
        across = max(1, min(len(self._cells), room // (least + gap)))
        tight = room // across < theme.px(_EASY_PX)
        if (across, tight) == self._placed or not self._cells:
            return
        self._placed = (across, tight)
        shares = [0] * max(across, self._grid.columnCount())
        for index, cell in enumerate(self._cells.values()):
            column = index % across
            self._grid.addWidget(cell, index // across, column)
            # Where there is little room, who has more to say has more of it.
            shares[column] = max(shares[column], cell.words_width() if tight else 1)
        for column, share in enumerate(shares):
            self._grid.setColumnStretch(column, share)

    def _clicked(self) -> None:
        self.picked.emit(self.chosen)
