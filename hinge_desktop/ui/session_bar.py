"""The whole session as one bar: a block for each set and each rest, the check-in at its end."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from hinge_desktop.ui.theme import current_theme

_LEAST_LETTERS = 6
"""A name cut shorter than this, dots included, tells nothing and is left out."""


_BETWEEN = 10.0
"""Pixels between two names."""


@dataclass(frozen=True, slots=True)
class Block:
    """One stretch of the session. ``weight`` is its share of the length, ``rest`` paints it paler and lower.

    ``group``: blocks of one exercise share its name below them; empty gives each block its own.
    """

    label: str
    weight: float
    rest: bool = False
    group: str = ""


class SessionBar(QWidget):
    """Paints the blocks of a session and how far it has come."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._blocks: tuple[Block, ...] = ()
        self._current, self._share = -1, 0.0
        self._far_px = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Session"))

    def sizeHint(self) -> QSize:
        """As high as a bar and a line of words; in the far view without words."""
        words = 0 if self._far_px else ceil(QFontMetricsF(self.font()).height()) + 10
        return QSize(320, self._bar_px() + words)

    def minimumSizeHint(self) -> QSize:
        """The same height, and not much width."""
        return QSize(160, self.sizeHint().height())

    def set_far(self, height_px: int) -> None:
        """Only the bar, so high; 0 is the near view, with words."""
        if height_px != self._far_px:
            self._far_px = height_px
            self.updateGeometry()
            self.update()

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
                place = self.tr("{number} of {blocks}").format(number=block + 1, blocks=len(self._blocks))
                name = self.tr("Session: {block}, {place}").format(block=self._told(block), place=place)
                self.setAccessibleName(name)
                self.setAccessibleDescription(self._told(block))
            self._current, self._share = block, share
            self.update()

    def _told(self, index: int) -> str:
        """A block in full: what it is, of which exercise."""
        block = self._blocks[index]
        return f"{block.group}, {block.label}" if block.group and block.group != block.label else block.label

    # -- painting -------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Bars, and a word below each that has room for it."""
        if not self._blocks:
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            places = self._places()
            for index, place in enumerate(places):
                self._paint_bar(painter, index, place)
            if self._far_px:
                return
            labels = self._labels(places)
            room = self.width() + 0.0
            for label, place, current in reversed(labels):  # the last ends with the bar, and those before it give way
                room = self._paint_label(painter, label, place, current=current, room=room)

    def _places(self) -> list[QRectF]:
        gap = 8.0 if len(self._blocks) <= 12 else 4.0
        room = self.width() - gap * (len(self._blocks) - 1)
        total = sum(block.weight for block in self._blocks) or 1.0
        places: list[QRectF] = []
        left = 0.0
        for block in self._blocks:
            width = max(room * block.weight / total, 4.0)
            places.append(QRectF(left, 0, width, self._bar_px()))
            left += width + gap
        return places

    def _labels(self, places: list[QRectF]) -> list[tuple[str, QRectF, bool]]:
        """(words, the bars they stand below, under way) of each block, or of each exercise."""
        labels: list[tuple[str, QRectF, bool]] = []
        groups: list[str] = []
        for index, (block, place) in enumerate(zip(self._blocks, places, strict=True)):
            current = index == self._current
            if block.group and groups and groups[-1] == block.group:
                words, so_far, was = labels[-1]
                labels[-1] = (words, so_far.united(place), was or current)
            else:
                labels.append((block.group or block.label, QRectF(place), current))
                groups.append(block.group)
        return labels

    def _paint_bar(self, painter: QPainter, index: int, rect: QRectF) -> None:
        block, palette = self._blocks[index], current_theme().palette
        bar = rect.adjusted(0, rect.height() * 0.22, 0, -rect.height() * 0.22) if block.rest else QRectF(rect)
        radius = min(bar.height(), bar.width()) / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.track))
        painter.drawRoundedRect(bar, radius, radius)
        share = 1.0 if index < self._current else (self._share if index == self._current else 0.0)
        if share <= 0:
            return
        now = index == self._current
        colour = QColor(palette.accent if now and not block.rest else palette.teal)
        if block.rest and not now:
            colour.setAlphaF(0.45)
        painter.setBrush(colour)
        bar.setWidth(min(bar.width(), max(bar.width() * share, bar.height())))
        painter.drawRoundedRect(bar, radius, radius)

    def _paint_label(self, painter: QPainter, label: str, rect: QRectF, *, current: bool, room: float) -> float:
        """Write a name below its bars, ``room`` being where the next one begins; where this one does."""
        palette, font = current_theme().palette, QFont(self.font())
        font.setWeight(QFont.Weight.Bold if current else QFont.Weight.Normal)
        metrics = QFontMetricsF(font)
        last = room >= self.width()
        left, wide = rect.left(), metrics.horizontalAdvance(label)
        if last and wide > rect.width():
            left = max(rect.left() - rect.width() * 0.5, self.width() - wide)  # it may reach below the one before
        most = min(room, rect.right() + 6.0) - left
        if wide > most:
            label = metrics.elidedText(label, Qt.TextElideMode.ElideRight, most)
            if len(label) < _LEAST_LETTERS:
                return room
        painter.setFont(font)
        painter.setPen(QColor(palette.text if current else palette.muted))
        line = QRectF(left, rect.bottom() + 6, most, metrics.height() + 2)
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, label)
        return left - _BETWEEN

    def _bar_px(self) -> int:
        return self._far_px or max(10, round(QFontMetricsF(self.font()).height() * 0.72))
