"""The whole session as one bar: a block for each set and each rest, the check-in at its end."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from hinge_desktop.ui.theme import current_theme


@dataclass(frozen=True, slots=True)
class Block:
    """One stretch of the session. ``weight`` is its share of the length, ``rest`` paints it paler and lower."""

    label: str
    weight: float
    rest: bool = False


class SessionBar(QWidget):
    """Paints the blocks of a session and how far it has come."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._blocks: tuple[Block, ...] = ()
        self._current, self._share = -1, 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Session"))

    def sizeHint(self) -> QSize:
        """As high as a bar and a line of words."""
        return QSize(320, self._bar_px() + ceil(QFontMetricsF(self.font()).height()) + 10)

    def minimumSizeHint(self) -> QSize:
        """The same height, and not much width."""
        return QSize(160, self.sizeHint().height())

    def show_blocks(self, blocks: tuple[Block, ...]) -> None:
        """Show these blocks, none of them begun."""
        self._blocks = blocks
        self._current, self._share = -1, 0.0
        self.updateGeometry()
        self.update()

    def show_place(self, block: int, share: float) -> None:
        """Fill every block before ``block``, and ``block`` to ``share`` (0..1)."""
        if (block, share) != (self._current, self._share):
            if block != self._current and 0 <= block < len(self._blocks):
                self.setAccessibleDescription(self._blocks[block].label)
            self._current, self._share = block, share
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Bars, and a word below each that has room for it."""
        if not self._blocks:
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            gap = 8.0
            room = self.width() - gap * (len(self._blocks) - 1)
            total = sum(block.weight for block in self._blocks) or 1.0
            left = 0.0
            for index, block in enumerate(self._blocks):
                width = max(room * block.weight / total, 4.0)
                self._paint_block(painter, index, QRectF(left, 0, width, self._bar_px()))
                left += width + gap

    def _paint_block(self, painter: QPainter, index: int, rect: QRectF) -> None:
        block, palette = self._blocks[index], current_theme().palette
        bar = rect.adjusted(0, rect.height() * 0.22, 0, -rect.height() * 0.22) if block.rest else QRectF(rect)
        radius = bar.height() / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.track))
        painter.drawRoundedRect(bar, radius, radius)
        share = 1.0 if index < self._current else (self._share if index == self._current else 0.0)
        if share > 0:
            now = index == self._current
            colour = QColor(palette.accent if now and not block.rest else palette.teal)
            if block.rest and not now:
                colour.setAlphaF(0.45)
            painter.setBrush(colour)
            bar.setWidth(max(bar.width() * share, bar.height()))
            painter.drawRoundedRect(bar, radius, radius)
        font = QFont(self.font())
        font.setWeight(QFont.Weight.Bold if index == self._current else QFont.Weight.Normal)
        metrics = QFontMetricsF(font)
        last = index == len(self._blocks) - 1  # it ends with the bar, and may reach a little below the one before
        over = rect.width() * 0.35 if last else 6.0
        if metrics.horizontalAdvance(block.label) <= rect.width() + over:
            painter.setFont(font)
            painter.setPen(QColor(palette.text if index == self._current else palette.muted))
            line = QRectF(rect.left(), rect.bottom() + 6, rect.width() + over, metrics.height() + 2)
            tight = last and metrics.horizontalAdvance(block.label) > rect.width()
            if tight:
                line.moveRight(rect.right())
            side = Qt.AlignmentFlag.AlignRight if tight else Qt.AlignmentFlag.AlignLeft
            painter.drawText(line, side | Qt.AlignmentFlag.AlignTop, block.label)

    def _bar_px(self) -> int:
        return max(10, round(QFontMetricsF(self.font()).height() * 0.72))
