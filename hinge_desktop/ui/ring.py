"""The big number of the Follow-along page. Work, get ready and rest differ in shape, colour and word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from hinge_desktop.ui.theme import current_theme

RingKind = Literal["work", "ready", "rest", "done"]


@dataclass(frozen=True, slots=True)
class RingState:
    """What the ring shows.

    Attributes:
        kind: ``work`` is an orange circle that fills; ``ready`` a teal square of tiles that go out one by one;
            ``rest`` a teal arch that empties; ``done`` a full teal circle.
        number: the one number.
        caption: the words below it.
        share: how much of the shape is filled, 0..1.
        tiles: of ``ready``, how many seconds it counts in all.
    """

    kind: RingKind = "work"
    number: str = ""
    caption: str = ""
    share: float = 0.0
    tiles: int = 10


class CountRing(QWidget):
    """Paints one :class:`RingState`, as large as it is given."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = RingState()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(120, 120)

    def sizeHint(self) -> QSize:
        """A comfortable size."""
        return QSize(240, 240)

    def show_state(self, state: RingState) -> None:
        """Show ``state``; its words are the accessible name."""
        if state != self._state:
            spoken = f"{state.number} {state.caption}".strip()
            if spoken != self.accessibleName():
                self.setAccessibleName(spoken)
            self._state = state
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Shape, number, caption."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            side = min(self.width(), self.height())
            width = max(side * 0.062, 6.0)
            square = QRectF(0, 0, side - width - 4, side - width - 4)
            square.moveCenter(QPointF(self.rect().center()) + QPointF(0.5, 0.5))
            if self._state.kind == "ready":
                self._paint_tiles(painter, square, width)
            elif self._state.kind == "rest":
                self._paint_arc(painter, square, width * 0.72, current_theme().palette.teal, 225, 270)
            else:
                colour = current_theme().palette.accent if self._state.kind == "work" else current_theme().palette.teal
                self._paint_arc(painter, square, width, colour, 90, 360)
            self._paint_words(painter, square)

    def _paint_arc(self, painter: QPainter, square: QRectF, width: float, colour: str, start: int, span: int) -> None:
        painter.setPen(_round_pen(current_theme().palette.track, width))
        painter.drawArc(square, start * 16, -span * 16)
        if self._state.share > 0.004:
            painter.setPen(_round_pen(colour, width))
            painter.drawArc(square, start * 16, -round(span * 16 * min(self._state.share, 1.0)))

    def _paint_tiles(self, painter: QPainter, square: QRectF, width: float) -> None:
        """A rounded square cut into one tile a second, clockwise from the top."""
        path = QPainterPath()
        radius = square.width() * 0.2
        path.moveTo(square.center().x(), square.top())
        path.lineTo(square.right() - radius, square.top())
        path.arcTo(QRectF(square.right() - 2 * radius, square.top(), 2 * radius, 2 * radius), 90, -90)
        path.lineTo(square.right(), square.bottom() - radius)
        path.arcTo(QRectF(square.right() - 2 * radius, square.bottom() - 2 * radius, 2 * radius, 2 * radius), 0, -90)
        path.lineTo(square.left() + radius, square.bottom())
        path.arcTo(QRectF(square.left(), square.bottom() - 2 * radius, 2 * radius, 2 * radius), 270, -90)
        path.lineTo(square.left(), square.top() + radius)
        path.arcTo(QRectF(square.left(), square.top(), 2 * radius, 2 * radius), 180, -90)
        path.closeSubpath()
        tiles = max(1, self._state.tiles)
        lit = round(self._state.share * tiles)
        length = path.length()
        for tile in range(tiles):
            pen = QPen(current_theme().colour("teal" if tile >= tiles - lit else "track"), width)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            painter.setPen(pen)
            piece, gap = length / tiles, min(length / tiles * 0.2, width * 0.7)
            painter.drawPath(_stretch(path, (tile * piece + gap / 2) / length, ((tile + 1) * piece - gap / 2) / length))

    def _paint_words(self, painter: QPainter, square: QRectF) -> None:
        state = self._state
        inner = square.width() * 0.74
        number = _fitted(self.font(), state.number, inner, square.width() * 0.46, QFont.Weight.Bold)
        caption = _fitted(self.font(), state.caption, inner * 0.94, square.width() * 0.105, QFont.Weight.DemiBold)
        centre = square.center()
        metrics = QFontMetricsF(number)
        middle = centre.y() - (square.height() * 0.06 if state.caption else 0.0)
        painter.setFont(number)
        painter.setPen(current_theme().colour("teal_text" if state.kind in ("ready", "rest") else "text"))
        box = metrics.tightBoundingRect(state.number)
        painter.drawText(
            QPointF(centre.x() - metrics.horizontalAdvance(state.number) / 2, middle - box.center().y()), state.number
        )
        painter.setFont(caption)
        painter.setPen(QColor(current_theme().palette.muted))
        below = middle + box.height() / 2 + square.height() * 0.055
        low = QRectF(square.left(), below, square.width(), square.height() * 0.17)
        painter.drawText(low, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, state.caption)


class BigWord(QWidget):
    """One line of words, as large as fits: it is read from three metres."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self._role = "", "accent_text"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        """About two lines of ordinary text high."""
        return QSize(200, round(QFontMetricsF(self.font()).height() * 2.3))

    def minimumSizeHint(self) -> QSize:
        """Never lower than a line and a half."""
        return QSize(80, round(QFontMetricsF(self.font()).height() * 1.5))

    def show_words(self, text: str, role: str) -> None:
        """Show ``text`` in the colour of a role of the palette."""
        if (text, role) != (self._text, self._role):
            self._text, self._role = text, role
            self.setAccessibleName(text)
            self.update()

    @property
    def words(self) -> str:
        """What stands there."""
        return self._text

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The line, centred."""
        with QPainter(self) as painter:
            wide, high = self.width() * 0.96, self.height() * 0.66
            painter.setFont(_fitted(self.font(), self._text, wide, high, QFont.Weight.Bold))
            painter.setPen(current_theme().colour(self._role))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._text)


def _round_pen(colour: str, width: float) -> QPen:
    pen = QPen(QColor(colour), width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    return pen


def _stretch(path: QPainterPath, begin: float, end: float) -> QPainterPath:
    """The part of ``path`` from ``begin`` to ``end``, shares of its length."""
    piece = QPainterPath(path.pointAtPercent(path.percentAtLength(begin * path.length())))
    steps = 10
    for step in range(1, steps + 1):
        at = (begin + (end - begin) * step / steps) * path.length()
        piece.lineTo(path.pointAtPercent(path.percentAtLength(at)))
    return piece


def _fitted(font: QFont, words: str, width: float, height: float, weight: QFont.Weight) -> QFont:
    """``font`` at ``height`` pixels, or smaller so that ``words`` fit in ``width``."""
    fitted = QFont(font)
    fitted.setWeight(weight)
    fitted.setPixelSize(max(8, round(height)))
    wide = QFontMetricsF(fitted).horizontalAdvance(words)
    if wide > width:
        fitted.setPixelSize(max(8, int(height * width / wide)))
    return fitted
