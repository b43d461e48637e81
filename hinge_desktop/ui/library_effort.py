"""What works: a bar for each group of muscles as the figure moves, and the effort of the back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QLocale, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from hinge_desktop.ui.theme import current_theme
from hinge_desktop.ui.widgets import Card, Rule, Words

Array = NDArray[np.float64]

BACK_FULL = 3.0
"""The bar of the back is full at this many times one's own unloaded hinge."""
_SHARES = ((0.08, "resting"), (0.35, "light"), (0.65, "moderate"))
"""From which share of the scale a muscle's work is called more than this."""


@dataclass(frozen=True)
class Effort:
    """How much is asked of the muscles over one repetition.

    Attributes:
        time_s: (n,) instants of it.
        muscles: name -> (n,) share of the scale, 0 to 1.
        back: effort of the back muscles over that of one's own unloaded hinge, both at their most.
        quick: the movement is too quick for the model to say a number for the back.
    """

    time_s: Array
    muscles: Mapping[str, Array] = field(default_factory=dict)
    back: float | None = None
    quick: bool = False


def muscle_name(muscle: str) -> str:
    """A group of muscles in the words of the window. Raises KeyError for anything else."""

    def words(text: str) -> str:
        return QCoreApplication.translate("Muscles", text)

    return {
        "glutes": words("Buttocks"),
        "hamstrings": words("Back of the thighs"),
        "erectors": words("Back muscles"),
        "abdominals": words("Belly muscles"),
        "quadriceps": words("Front of the thighs"),
        "calves": words("Calves"),
    }[muscle]


class EffortPanel(Card):
    """Six bars that move with the figure, and one for the back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, padding_px=22, gap_px=12)
        self.setAccessibleName(self.tr("What works"))
        self._effort: Effort | None = None
        self.add(Words(self.tr("What works"), "heading", self))
        self._hint = Words(
            self.tr("Worked out from the weight and the speed of your own body, not measured."), "muted", self
        )
        self.add(self._hint)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self.column.addLayout(self._grid)
        self._bars: dict[str, EffortBar] = {}
        self.add(Rule(self))
        self._back_name = Words(
            self.tr("Effort of the back muscles compared with your own unloaded hinge"), "strong", self
        )
        self._back_bar = EffortBar(self._back_name.text(), self)
        self._back_words = Words("", "body", self)
        for widget in (self._back_name, self._back_bar, self._back_words):
            self.add(widget)

    # -- showing --------------------------------------------------------------------------------

    def show_effort(self, effort: Effort | None) -> None:
        """Show the work of another repetition."""
        self._effort = effort
        muscles = effort.muscles if effort is not None else {}
        for name in muscles:
            if name not in self._bars:
                self._add_bar(name)
        for name, bar in self._bars.items():
            most = float(np.max(muscles[name])) if name in muscles else 0.0
            bar.show_most(most, self._said(most))
        self._show_back(effort)
        self.show_time(0.0)

    def show_time(self, time_s: float) -> None:
        """The figure is at this instant of its repetition."""
        if self._effort is None or not self.isVisible():
            return
        for name, values in self._effort.muscles.items():
            self._bars[name].show_now(float(np.interp(time_s, self._effort.time_s, values)))

    def _add_bar(self, muscle: str) -> None:
        row, name = len(self._bars), muscle_name(muscle)
        bar = self._bars[muscle] = EffortBar(name, self)
        self._grid.addWidget(Words(name, "body", self, wrap=False), row, 0)
        self._grid.addWidget(bar, row, 1)

    def _show_back(self, effort: Effort | None) -> None:
        known = effort is not None and (effort.quick or effort.back is not None)
        for widget in (self._back_name, self._back_bar, self._back_words):
            widget.setVisible(known)
        if effort is None or not known:
            return
        share = (effort.back or 0.0) / BACK_FULL
        self._back_bar.show_now(share)
        self._back_bar.setVisible(not effort.quick)
        if effort.quick:
            words = self.tr("High for an instant, as in anything quick. No number: the model does not know it well.")
        else:
            times = QLocale().toString(effort.back or 0.0, "f", 1)
            words = self.tr("{word}: {times} times as much").format(word=_compared(effort.back or 0.0), times=times)
        self._back_bar.show_most(share, words)
        self._back_words.setText(words)

    def _said(self, share: float) -> str:
        word = next((word for below, word in _SHARES if share < below), "strong")
        words = {
            "resting": self.tr("at rest"),
            "light": self.tr("light work at most"),
            "moderate": self.tr("moderate work at most"),
            "strong": self.tr("strong work at most"),
        }
        return words[word]


class EffortBar(QWidget):
    """How much now, and a mark at the most of the whole repetition."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._now = self._most = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_now(self, share: float) -> None:
        """Fill to this share of the bar."""
        if share != self._now:
            self._now = share
            self.update()

    def show_most(self, share: float, words: str) -> None:
        """Mark the most, and say it for screen readers."""
        self._most = share
        self.setAccessibleName(f"{self._name}: {words}")
        self.setToolTip(words)
        self.update()

    def sizeHint(self) -> QSize:
        """A bar of a line's height."""
        return QSize(110, current_theme().px(14))

    def minimumSizeHint(self) -> QSize:
        """It may be short, not thinner."""
        return QSize(48, current_theme().px(14))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Track, fill, mark."""
        theme, box = current_theme(), QRectF(self.rect()).adjusted(0, 1, 0, -1)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("track"))
            painter.drawRoundedRect(box, 4, 4)
            filled = QRectF(box.left(), box.top(), box.width() * min(max(self._now, 0.0), 1.0), box.height())
            painter.setBrush(theme.colour("teal"))
            painter.drawRoundedRect(filled, min(4.0, filled.width() / 2), 4)
            x = box.left() + box.width() * min(max(self._most, 0.0), 0.99)
            painter.setPen(QPen(theme.colour("text"), 2))
            painter.drawLine(round(x), round(box.top()), round(x), round(box.bottom()))


def _compared(times: float) -> str:
    """How the back's effort compares with one's own unloaded hinge, in words."""

    def words(text: str) -> str:
        return QCoreApplication.translate("EffortPanel", text)

    if times < 0.85:
        return words("Less")
    if times < 1.15:
        return words("About as much")
    return words("More") if times < 1.8 else words("Much more")
