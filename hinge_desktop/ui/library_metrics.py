"""What a drift does to the numbers an exercise is judged by: a bar, what is allowed, and a word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from hinge_desktop.body.movement import Bound
from hinge_desktop.ui.metric_names import bound_text, metric_name, metric_text
from hinge_desktop.ui.theme import current_theme
from hinge_desktop.ui.widgets import Words
from hinge_desktop.units import Units

_SLACK = 1e-9
_AIR = 0.12
"""Part of a bar that is left free at each of its ends."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One metric of the form as it is now.

    Attributes:
        metric: one of ``movement.METRICS``; its unit is part of its name.
        value: as the twin does it now. ``plain``, ``full``: without the drift and with all of it.
        bound: what it may be.
    """

    metric: str
    value: float
    plain: float
    full: float
    bound: Bound

    @property
    def drifts(self) -> bool:
        """Whether it has left its bounds."""
        return not self.bound.low - _SLACK <= self.value <= self.bound.high + _SLACK


class MetricRows(QWidget):
    """The readings below each other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        self._rows: list[MetricRow] = []

    @property
    def rows(self) -> tuple[MetricRow, ...]:
        """The rows shown."""
        return tuple(row for row in self._rows if not row.isHidden())

    @property
    def changes(self) -> str:
        """Those whose word has just become another one, in words."""
        return "; ".join(row.words for row in self.rows if row.turned)

    @property
    def words(self) -> str:
        """All of them in words, for screen readers."""
        return "; ".join(row.words for row in self.rows)

    def show_readings(self, readings: Sequence[Reading], units: Units = "metric") -> None:
        """Show these; the rows stay, so that nothing flickers while a slider moves."""
        while len(self._rows) < len(readings):
            row = MetricRow(self)
            self._rows.append(row)
            self._column.addWidget(row)
        for row, reading in zip(self._rows, readings, strict=False):
            row.show_reading(reading, units)
        for number, row in enumerate(self._rows):
            row.setVisible(number < len(readings))


class MetricRow(QWidget):
    """A name, a value with what it may be, the word, and a bar.

    Attributes:
        words: all of it in words. ``turned``: its word has just become another one.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self._name = Words("", "body", self)
        column.addWidget(self._name)
        line = QHBoxLayout()
        line.setSpacing(10)
        self._value = Words("", "strong", self, wrap=False)
        self._allowed = Words("", "small", self)
        self._word = Words("", "teal", self, wrap=False)
        line.addWidget(self._value)
        line.addWidget(self._allowed, 1)
        line.addWidget(self._word)
        column.addLayout(line)
        self._bar = BoundBar(self)
        column.addWidget(self._bar)
        self.words = ""
        self.turned = False

    @property
    def word(self) -> str:
        """``drifts`` or ``holds``, translated."""
        return self._word.text()

    def show_reading(self, reading: Reading, units: Units) -> None:
        """Show this value."""
        name, value = metric_name(reading.metric), metric_text(reading.metric, reading.value, units)
        allowed = bound_text(reading.metric, reading.bound, units)
        if reading.drifts and value in (_end(reading, units, low=True), _end(reading, units, low=False)):
            value = metric_text(reading.metric, reading.value, units, finer=True)
        before = (self._name.text(), self._word.text())
        self._name.setText(name)
        self._value.setText(value)
        self._allowed.setText(allowed)
        self._word.setText(self.tr("drifts") if reading.drifts else self.tr("holds"))
        self._word.set_role("accent" if reading.drifts else "teal")
        self.turned = before != (name, self._word.text())
        self._bar.show_reading(reading)
        self.words = self.tr("{metric}: {value}, allowed {bound}, {word}").format(
            metric=name, value=value, bound=allowed, word=self._word.text()
        )
        self.setAccessibleName(self.words)


class BoundBar(QWidget):
    """The way a metric can go: washed where it may be, a mark where it is; the words stand beside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reading: Reading | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_reading(self, reading: Reading) -> None:
        """Show this value."""
        self._reading = reading
        self.update()

    def sizeHint(self) -> QSize:
        """A thin line of a bar."""
        return QSize(120, current_theme().px(16))

    def minimumSizeHint(self) -> QSize:
        """It may be short, not thinner."""
        return QSize(60, current_theme().px(16))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Track, what is allowed, the mark."""
        reading = self._reading
        if reading is None:
            return
        theme, (low, high) = current_theme(), _scale(reading)
        track = QRectF(self.rect()).adjusted(0, self.height() * 0.34, 0, -self.height() * 0.34)

        def at(value: float) -> float:
            return track.left() + (min(max(value, low), high) - low) / (high - low) * track.width()

        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("track"))
            painter.drawRoundedRect(track, 3, 3)
            painter.setBrush(theme.colour("teal"))
            left, right = at(reading.bound.low), at(reading.bound.high)
            painter.drawRoundedRect(QRectF(left, track.top(), max(right - left, 3.0), track.height()), 3, 3)
            self._paint_mark(painter, at(reading.value), reading.drifts)

    def _paint_mark(self, painter: QPainter, x: float, drifts: bool) -> None:
        """A disc within, a lozenge outside: told apart by shape, too."""
        theme, half = current_theme(), self.height() / 2 - 1.5
        x = min(max(x, half + 1), self.width() - half - 1)
        painter.setBrush(theme.colour("accent_fill" if drifts else "card"))
        painter.setPen(QPen(theme.colour("accent_text" if drifts else "teal"), 2))
        painter.translate(x, self.height() / 2)
        if drifts:
            painter.rotate(45)
            half *= 0.72
            painter.drawRect(QRectF(-half, -half, 2 * half, 2 * half))
        else:
            painter.drawEllipse(QRectF(-half, -half, 2 * half, 2 * half))


def _scale(reading: Reading) -> tuple[float, float]:
    """What a bar reaches over: all that the drift can do, and the ends of what is allowed."""
    ends = (reading.plain, reading.full, reading.value, reading.bound.low, reading.bound.high)
    known = [value for value in ends if isfinite(value)] or [0.0]
    low, high = min(known), max(known)
    air = max(high - low, 1e-6) * _AIR
    return low - air, high + air


def _end(reading: Reading, units: Units, *, low: bool) -> str:
    """An end of what is allowed, in the same words as the value."""
    return metric_text(reading.metric, reading.bound.low if low else reading.bound.high, units)
