"""What works: a bar for each group of muscles as the figure moves, and the effort of the back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QLocale, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from hinge_desktop.body.loads import Effort
from hinge_desktop.ui.theme import current_theme
from hinge_desktop.ui.widgets import Card, Rule, Words

Array = NDArray[np.float64]

BACK_FULL = 3.0
"""The bar of the back is full at this many times one's own unloaded hinge."""
_SHARES = ((0.08, "resting"), (0.35, "light"), (0.65, "moderate"))
"""Below which share of its strength a muscle's work is called so; more is strong. Chosen."""


@dataclass(frozen=True)
class Work:
    """How much is asked of the muscles over one repetition.

    Attributes:
        time_s: (n,) instants of it.
        muscles: name -> (n,) part of its strength in use, 0 to 1; a muscle that cannot be told is missing.
        back: (n,) effort of the back muscles; 1 is the most that one's own unloaded hinge asks. None: not known.
        compared: how the most of it compares, one of ``loads.Effort``.
        has_number: a number may stand beside these words.
    """

    time_s: Array
    muscles: Mapping[str, Array] = field(default_factory=dict)
    back: Array | None = None
    compared: Effort = "about the same as"
    has_number: bool = True


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
        self._work: Work | None = None
        self.add(Words(self.tr("What works"), "heading", self))
        hint = self.tr(
            "Worked out for your body from weight and speed, not measured: it compares instants, not people."
        )
        self._hint = Words(hint, "muted", self)
        self.add(self._hint)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self.column.addLayout(self._grid)
        self._rows: dict[str, tuple[Words, EffortBar]] = {}
        self.add(Rule(self))
        self._back_name = Words(
            self.tr("Effort of the back muscles compared with your own unloaded hinge"), "strong", self
        )
        self._back_bar = EffortBar(self._back_name.text(), self)
        self._back_words = Words("", "body", self)
        note = self.tr("For an instant only. No number: of quick movements the model does not know it well.")
        self._back_note = Words(note, "small", self)
        for widget in (self._back_name, self._back_bar, self._back_words, self._back_note):
            self.add(widget)

    # -- showing --------------------------------------------------------------------------------

    def show_work(self, work: Work | None, time_s: float) -> None:
        """Show the work of another repetition, which is at this instant."""
        self._work = work
        muscles = work.muscles if work is not None else {}
        for name in muscles:
            if name not in self._rows:
                self._add_bar(name)
        for name, (label, bar) in self._rows.items():
            label.setVisible(name in muscles)
            bar.setVisible(name in muscles)
            if name in muscles:
                most = float(np.max(muscles[name]))
                bar.show_most(most, self._said(most))
        self._show_back(work)
        self.show_time(time_s)

    def show_time(self, time_s: float) -> None:
        """The figure is at this instant of its repetition."""
        work = self._work
        if work is None or self.isHidden():
            return
        for name, values in work.muscles.items():
            self._rows[name][1].show_now(float(np.interp(time_s, work.time_s, values)))
        if work.back is not None:
            self._back_bar.show_now(float(np.interp(time_s, work.time_s, work.back)) / BACK_FULL)

    def _add_bar(self, muscle: str) -> None:
        row, name = len(self._rows), muscle_name(muscle)
        label, bar = Words(name, "body", self, wrap=False), EffortBar(name, self)
        self._rows[muscle] = label, bar
        self._grid.addWidget(label, row, 0)
        self._grid.addWidget(bar, row, 1)

    def _show_back(self, work: Work | None) -> None:
        back = work.back if work is not None else None
        for widget in (self._back_name, self._back_bar, self._back_words, self._back_note):
            widget.setVisible(back is not None)
        if work is None or back is None:
            return
        most = float(np.max(back))
        words = compared_words(work.compared)
        if work.has_number:
            times = QLocale().toString(most, "f", 1)
            words = self.tr("{words} ({times} times)").format(words=words, times=times)
        self._back_note.setVisible(not work.has_number)
        self._back_bar.show_most(most / BACK_FULL, words)
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


def compared_words(compared: Effort) -> str:
    """How the back's effort compares, as a whole phrase. Raises KeyError for anything else."""

    def words(text: str) -> str:
        return QCoreApplication.translate("Effort", text)

    return {
        "hardly any of": words("Hardly any of your own unloaded hinge"),
        "about half of": words("About half of your own unloaded hinge"),
        "a little less than": words("A little less than your own unloaded hinge"),
        "about the same as": words("About the same as your own unloaded hinge"),
        "a little more than": words("A little more than your own unloaded hinge"),
        "half as much again as": words("Half as much again as your own unloaded hinge"),
        "about twice": words("About twice your own unloaded hinge"),
        "about three times": words("About three times your own unloaded hinge"),
        "more than three times": words("More than three times your own unloaded hinge"),
    }[compared]
