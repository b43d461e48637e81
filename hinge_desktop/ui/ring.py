"""The big number of the Follow-along page. Work, get ready and rest differ in shape, colour and word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from hinge_desktop.ui.theme import current_theme

WIDE_GLYPHS = 2
NARROW_PERCENT = 75
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
        far: the number as the far view shows it; empty is the same.
        said: what a screen reader says instead of number and caption; empty is the two.
    """

    kind: RingKind = "work"
    number: str = ""
    caption: str = ""
    share: float = 0.0
    tiles: int = 10
    far: str = ""
    said: str = ""


class CountRing(QWidget):
    """Paints one :class:`RingState`, as large as it is given.

    In the far view the shape is no circle but a frame close around the number, which is then as large as can be.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = RingState()
        self._far = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(120, 120)

    def sizeHint(self) -> QSize:
        """A comfortable size."""
        return QSize(240, 240)

    def set_far(self, far: bool) -> None:
        """The number alone, in its frame."""
        if far != self._far:
            self._far = far
            self.update()

    def show_state(self, state: RingState) -> None:
        """Show ``state``; its words are the accessible name."""
        if state != self._state:
            spoken = state.said or f"{state.number} {state.caption}".strip()
            if spoken != self.accessibleName():
                self.setAccessibleName(spoken)
            self._state = state
            self.update()

    @property
    def number_box(self) -> QRectF:
        """The ink of the number, in pixels of this widget."""
        font, baseline = self._number()
        return QFontMetricsF(font).tightBoundingRect(self._words).translated(baseline)

    @property
    def _words(self) -> str:
        return (self._state.far or self._state.number) if self._far else self._state.number

    @property
    def _stroke(self) -> float:
        return max(min(self.width(), self.height()) * (0.045 if self._far else 0.062), 6.0)

    @property
    def _frame(self) -> QRectF:
        """The middle line of the shape: a square, in the far view all there is."""
        width = self._stroke
        if self._far:
            return QRectF(self.rect()).adjusted(width, width, -width, -width)
        side = min(self.width(), self.height()) - width - 4
        square = QRectF(0, 0, side, side)
        square.moveCenter(QPointF(self.rect().center()) + QPointF(0.5, 0.5))
        return square

    def _number(self) -> tuple[QFont, QPointF]:
        """The font of the number, and where its baseline begins."""
        frame, words = self._frame, self._words
        if self._far:
            width = self._stroke
            font = _with_glyphs(self.font(), words, frame.width() - 3 * width, frame.height() - 4 * width)
            lift = 0.0
        else:
            font = _fitted(self.font(), words, frame.width() * 0.74, frame.width() * 0.46, QFont.Weight.Bold)
            lift = frame.height() * 0.06 if self._state.caption else 0.0
        metrics = QFontMetricsF(font)
        box, centre = metrics.tightBoundingRect(words), frame.center()
        left = centre.x() - (box.center().x() if self._far else metrics.horizontalAdvance(words) / 2)
        return font, QPointF(left, centre.y() - lift - box.center().y())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Shape, number, caption."""
        palette, kind = current_theme().palette, self._state.kind
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            frame, width = self._frame, self._stroke
            if kind == "ready":
                self._paint_tiles(painter, _rounded(frame), width)
            elif self._far:
                thin = width * 0.5 if kind == "rest" else width
                self._paint_outline(painter, _rounded(frame), thin, palette.accent if kind == "work" else palette.teal)
            elif kind == "rest":
                self._paint_arc(painter, frame, width * 0.72, palette.teal, 225, 270)
            else:
                colour = palette.accent if kind == "work" else palette.teal
                self._paint_arc(painter, frame, width, colour, 90, 360)
            self._paint_words(painter, frame)

    def _paint_arc(self, painter: QPainter, square: QRectF, width: float, colour: str, start: int, span: int) -> None:
        painter.setPen(_round_pen(current_theme().palette.track, width))
        painter.drawArc(square, start * 16, -span * 16)
        if self._state.share > 0.004:
            painter.setPen(_round_pen(colour, width))
            painter.drawArc(square, start * 16, -round(span * 16 * min(self._state.share, 1.0)))

    def _paint_outline(self, painter: QPainter, path: QPainterPath, width: float, colour: str) -> None:
        painter.setPen(_round_pen(current_theme().palette.track, width))
        painter.drawPath(path)
        if self._state.share > 0.004:
            painter.setPen(_round_pen(colour, width))
            painter.drawPath(_stretch(path, 0.0, min(self._state.share, 1.0), steps=80))

    def _paint_tiles(self, painter: QPainter, path: QPainterPath, width: float) -> None:
        """The shape cut into one tile a second, clockwise from the top."""
        tiles = max(1, self._state.tiles)
        lit = round(self._state.share * tiles)
        length = path.length()
        for tile in range(tiles):
            pen = QPen(current_theme().colour("teal" if tile >= tiles - lit else "track"), width)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            painter.setPen(pen)
            piece, gap = length / tiles, min(length / tiles * 0.2, width * 0.7)
            painter.drawPath(_stretch(path, (tile * piece + gap / 2) / length, ((tile + 1) * piece - gap / 2) / length))

    def _paint_words(self, painter: QPainter, frame: QRectF) -> None:
        state = self._state
        font, baseline = self._number()
        painter.setFont(font)
        painter.setPen(current_theme().colour("teal_text" if state.kind in ("ready", "rest") else "text"))
        painter.drawText(baseline, self._words)
        if self._far:
            return
        caption = _fitted(self.font(), state.caption, frame.width() * 0.7, frame.width() * 0.105, QFont.Weight.DemiBold)
        painter.setFont(caption)
        painter.setPen(QColor(current_theme().palette.muted))
        below = self.number_box.bottom() + frame.height() * 0.055
        low = QRectF(frame.left(), below, frame.width(), frame.height() * 0.17)
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
        """The line, centred; two lines where they can be larger."""
        with QPainter(self) as painter:
            wide, high = self.width() * 0.96, self.height() * 0.66
            text, font = self._text, _fitted(self.font(), self._text, wide, high, QFont.Weight.Bold)
            halves = _in_two(text)
            if halves:
                longer = max(halves, key=QFontMetricsF(font).horizontalAdvance)
                second = _fitted(self.font(), longer, wide, self.height() * 0.38, QFont.Weight.Bold)
                if second.pixelSize() > font.pixelSize():
                    text, font = "\n".join(halves), second
            painter.setFont(font)
            painter.setPen(current_theme().colour(self._role))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, text)


def _in_two(words: str) -> tuple[str, str] | None:
    """The words on two lines, about equally long; None for a single word."""
    spaces = [place for place, letter in enumerate(words) if letter == " "]
    if not spaces:
        return None
    middle = min(spaces, key=lambda place: abs(place - len(words) / 2))
    return words[:middle].strip(), words[middle:].strip()


def _round_pen(colour: str, width: float) -> QPen:
    pen = QPen(QColor(colour), width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    return pen


def _rounded(frame: QRectF) -> QPainterPath:
    """A rectangle with round corners, clockwise from the middle of its upper side."""
    path = QPainterPath()
    radius = min(frame.width(), frame.height()) * 0.2
    path.moveTo(frame.center().x(), frame.top())
    path.lineTo(frame.right() - radius, frame.top())
    path.arcTo(QRectF(frame.right() - 2 * radius, frame.top(), 2 * radius, 2 * radius), 90, -90)
    path.lineTo(frame.right(), frame.bottom() - radius)
    path.arcTo(QRectF(frame.right() - 2 * radius, frame.bottom() - 2 * radius, 2 * radius, 2 * radius), 0, -90)
    path.lineTo(frame.left() + radius, frame.bottom())
    path.arcTo(QRectF(frame.left(), frame.bottom() - 2 * radius, 2 * radius, 2 * radius), 270, -90)
    path.lineTo(frame.left(), frame.top() + radius)
    path.arcTo(QRectF(frame.left(), frame.top(), 2 * radius, 2 * radius), 180, -90)
    path.closeSubpath()
    return path


def _stretch(path: QPainterPath, begin: float, end: float, steps: int = 10) -> QPainterPath:
    """The part of ``path`` from ``begin`` to ``end``, shares of its length."""
    piece = QPainterPath(path.pointAtPercent(path.percentAtLength(begin * path.length())))
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


def _with_glyphs(font: QFont, words: str, width: float, height: float) -> QFont:
    """``font`` so large that the ink of ``words`` fills ``width`` or ``height``; narrower from the third glyph on.

    Three usual digits beside the figure of a small window are too low to be read from three metres.
    """
    probe = _fitted(font, words, 1e6, 200.0, QFont.Weight.Bold)
    if len(words) > WIDE_GLYPHS:
        probe.setStretch(NARROW_PERCENT)
    box = QFontMetricsF(probe).tightBoundingRect(words)
    grown = min(width / max(box.width(), 1.0), height / max(box.height(), 1.0))
    probe.setPixelSize(max(8, int(200.0 * grown)))
    return probe
