"""Sheets of paper: what stands on them, how high it is, and how it becomes a PDF. Lengths are points of paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QPainter,
    QPalette,
    QPen,
    QTextDocument,
    QTextOption,
)

from hinge_desktop.stage.style import STYLES

PALETTE = STYLES["light"].palette
"""Paper is white, whatever the theme of the window."""

COLUMN_GAP_PT = 22.0
_CELL_GAP_PT = 12.0
_ROW_PT = 13.0


@dataclass(frozen=True, slots=True)
class Look:
    """How words look: size in whole points, weight, and the first or the second ink."""

    size_pt: int = 9
    bold: bool = False
    muted: bool = False

    @property
    def font(self) -> QFont:
        """The font of the program in this size."""
        font = QFont(QGuiApplication.font())
        font.setPixelSize(self.size_pt)
        font.setWeight(QFont.Weight.DemiBold if self.bold else QFont.Weight.Normal)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font

    @property
    def ink(self) -> QColor:
        """The colour."""
        return QColor(PALETTE.muted if self.muted else PALETTE.text)


TITLE_LOOK, HEAD, STRONG, BODY = Look(20, bold=True), Look(12, bold=True), Look(10, bold=True), Look()
LABEL, SMALL = Look(muted=True), Look(8, muted=True)


class Section(Protocol):
    """Something on the page."""

    def height(self, width: float) -> float:
        """How high it is when it is so wide; 0 is nothing to show."""

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        """Paint it there."""


class Text:
    """A paragraph that wraps. Its words are shown as they are: nothing in them is taken for mark-up."""

    def __init__(self, words: str, look: Look = BODY) -> None:
        self._look, self._empty = look, not words.strip()
        self._document = QTextDocument()
        self._document.setUndoRedoEnabled(False)
        self._document.setDefaultFont(look.font)
        self._document.setUseDesignMetrics(True)
        self._document.setDocumentMargin(0.0)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._document.setDefaultTextOption(option)
        self._document.setPlainText(words)

    def height(self, width: float) -> float:
        """As high as its lines."""
        if self._empty:
            return 0.0
        self._document.setTextWidth(width)
        return float(self._document.size().height())

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        """Paint the lines."""
        if self._empty:
            return
        self._document.setTextWidth(rect.width())
        context = QAbstractTextDocumentLayout.PaintContext()
        palette = QPalette(context.palette)
        palette.setColor(QPalette.ColorRole.Text, self._look.ink)
        context.palette = palette
        painter.save()
        painter.translate(rect.topLeft())
        self._document.documentLayout().draw(painter, context)
        painter.restore()


@dataclass(frozen=True)
class Drawing:
    """A drawing of one height."""

    points: float
    draw: Callable[[QPainter, QRectF], None]

    def height(self, width: float) -> float:
        """Its height."""
        return self.points

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        """Draw it, and leave the painter as it was."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.draw(painter, rect)
        painter.restore()


@dataclass(frozen=True)
class Stack:
    """Sections below each other that stay together. The first may be a heading."""

    parts: Sequence[Section]
    gap: float = 2.5

    def height(self, width: float) -> float:
        """All of them, and what parts them."""
        heights = [high for part in self.parts if (high := part.height(width))]
        return sum(heights) + self.gap * max(0, len(heights) - 1)

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        """From the top down."""
        top = rect.top()
        for part in self.parts:
            high = part.height(rect.width())
            if high:
                part.paint(painter, QRectF(rect.left(), top, rect.width(), high))
                top += high + self.gap


@dataclass(frozen=True)
class Beside:
    """Two sections beside each other; ``share`` of the width for the left one. One alone has all of it."""

    left: Section
    right: Section
    share: float = 0.5

    def _widths(self, width: float) -> tuple[float, float]:
        one, other = self.left.height(width), self.right.height(width)
        if not one or not other:
            return (width, 0.0) if one else (0.0, width)
        left = (width - COLUMN_GAP_PT) * self.share
        return left, width - COLUMN_GAP_PT - left

    def height(self, width: float) -> float:
        """The higher one."""
        left, right = self._widths(width)
        return max(self.left.height(left) if left else 0.0, self.right.height(right) if right else 0.0)

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        """Both, from the same top on."""
        left, right = self._widths(rect.width())
        if left:
            self.left.paint(painter, QRectF(rect.left(), rect.top(), left, rect.height()))
        if right:
            self.right.paint(painter, QRectF(rect.right() - right, rect.top(), right, rect.height()))


Side = Literal["left", "right"]


@dataclass(frozen=True)
class Table:
    """Rows of short cells in one line each; the columns are as wide as what is in them.

    Attributes:
        sides: on which side of its column a cell stands, numbers on the right.
        head: what the columns are, in small letters above a line.
        wide: the column that gives way where there is little room, its words then cut with three dots.
    """

    sides: Sequence[Side]
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    wide: int = 0

    def height(self, width: float) -> float:
        """A line each, and one for the head."""
        return (len(self.rows) + 1) * _ROW_PT + 3.0 if self.rows else 0.0

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        """The head, a line, the rows."""
        places = self._places(rect)
        self._paint_row(painter, rect.top(), places, self.head, SMALL)
        painter.setPen(QPen(QColor(PALETTE.border), 0.6))
        y = rect.top() + _ROW_PT + 0.5
        painter.drawLine(QPointF(places[0][0], y), QPointF(sum(places[-1]), y))
        for number, row in enumerate(self.rows, 1):
            self._paint_row(painter, rect.top() + number * _ROW_PT + 2.0, places, row, BODY)

    def _paint_row(
        self, painter: QPainter, top: float, places: list[tuple[float, float]], cells: Sequence[str], look: Look
    ) -> None:
        for (left, wide), side, words in zip(places, self.sides, cells, strict=True):
            write(painter, QRectF(left, top, wide, _ROW_PT), words, look, side)

    def _places(self, rect: QRectF) -> list[tuple[float, float]]:
        """The left edge and the width of each column."""
        head, body = QFontMetricsF(SMALL.font), QFontMetricsF(BODY.font)
        widths = [
            max([head.horizontalAdvance(top), *(body.horizontalAdvance(row[at]) for row in self.rows)]) + 0.5
            for at, top in enumerate(self.head)
        ]
        over = sum(widths) + _CELL_GAP_PT * (len(widths) - 1) - rect.width()
        widths[self.wide] -= max(0.0, over)
        lefts = [rect.left() + sum(widths[:at]) + _CELL_GAP_PT * at for at in range(len(widths))]
        return list(zip(lefts, widths, strict=True))


@dataclass(frozen=True)
class Space:
    """Nothing, of some height."""

    points: float

    def height(self, width: float) -> float:
        """Its height."""
        return self.points

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        """Nothing."""


@dataclass(frozen=True)
class Line:
    """A thin line across the page."""

    room: float = 1.0

    def height(self, width: float) -> float:
        """Its room."""
        return self.room

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        """In the middle of its room."""
        painter.setPen(QPen(QColor(PALETTE.border), 0.8))
        painter.drawLine(QPointF(rect.left(), rect.center().y()), QPointF(rect.right(), rect.center().y()))


def write(
    painter: QPainter, rect: QRectF, words: str, look: Look = SMALL, side: Side | Literal["mid"] = "left"
) -> None:
    """A few words in one line; those that have no room end in three dots."""
    painter.setFont(look.font)
    painter.setPen(look.ink)
    shown = QFontMetricsF(look.font).elidedText(words, Qt.TextElideMode.ElideRight, rect.width() + 0.5)
    align = {"left": Qt.AlignmentFlag.AlignLeft, "right": Qt.AlignmentFlag.AlignRight}.get(
        side, Qt.AlignmentFlag.AlignHCenter
    )
    painter.drawText(rect, align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip, shown)
