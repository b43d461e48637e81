"""Bars: sums of weeks or months, and shares of sessions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pyqtgraph as pg
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QWidget

from hinge_desktop.training.ranges import Stretch
from hinge_desktop.ui.charts.plot import Chart
from hinge_desktop.ui.theme import Theme, current_theme

Bar = tuple[float, float, float]
"""Middle (ordinal of a day), width in days, value."""
_HEAD = 1.12
_THICK = 0.6
_LEAST_BARS = 6
"""One bar alone would be one broad block; it stands at the end of room for so many."""


class BarChart(Chart):
    """One bar for each day, week or month."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._shown: Sequence[Bar] = ()
        self._bars = pg.BarGraphItem(x=[], height=[], width=1.0)
        self.addItem(self._bars)

    def show_bars(self, bars: Sequence[Bar], shown: Stretch) -> None:
        """Show these on the axis of that range."""
        self._shown = bars
        self.place([middle for middle, _, _ in bars])
        self.refresh()
        most = max((value for _, _, value in bars), default=0.0) or 1.0
        first = min((middle - wide / 2 for middle, wide, _ in bars), default=float(shown.first.toordinal()))
        last = max((middle + wide / 2 for middle, wide, _ in bars), default=float(shown.last.toordinal()))
        least = last - _LEAST_BARS * max((wide for _, wide, _ in bars), default=1.0)
        first = min(first, least, shown.first.toordinal())
        self.frame(first, max(last, shown.last.toordinal()), 0.0, most * _HEAD)

    def tick_words(self) -> Iterable[str]:
        """The longest number; a tick below one has a decimal."""
        most = max((value for _, _, value in self._shown), default=0.0)
        return (f"{most * _HEAD:.0f}" if most > 10 else "0.0",)

    def refresh(self) -> None:
        """Paint again, for other values or another theme."""
        super().refresh()
        theme = current_theme()
        self.showGrid(x=False, y=True, alpha=0.18)
        self._bars.setOpts(
            x=[middle for middle, _, _ in self._shown],
            height=[value for _, _, value in self._shown],
            width=[wide * 0.78 for _, wide, _ in self._shown],
            brush=pg.mkBrush(theme.colour("teal")),
            pen=pg.mkPen(None),
        )


class ShareChart(Chart):
    """A lying bar in per cent for each of a few named things, the first at the top."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._names: Sequence[str] = ()
        self._percents: Sequence[float] = ()
        self.setAxisItems({"bottom": pg.AxisItem("bottom")})
        self.setMouseEnabled(x=False, y=False)
        self._bars = pg.BarGraphItem(x0=[], y=[], width=[], height=_THICK)
        self._ring = pg.BarGraphItem(x0=[], y=[], width=[], height=_THICK)
        self.addItem(self._bars)
        self.addItem(self._ring)

    def show_shares(self, names: Sequence[str], percents: Sequence[float]) -> None:
        """Show these, in per cent."""
        self._names, self._percents = names, percents
        self.place([float(index) for index in range(len(names))])
        self._chosen = max(range(len(names)), key=percents.__getitem__, default=-1)
        self.refresh()
        self.frame_exactly(0.0, 112.0, -len(names) + 0.4, 0.6)

    def refresh(self) -> None:
        """Paint again, for other values or another theme."""
        super().refresh()
        theme = current_theme()
        self._bars.setOpts(
            x0=[0.0 for _ in self._percents],
            y=[-float(index) for index in range(len(self._percents))],
            width=list(self._percents),
            height=_THICK,
            brush=pg.mkBrush(theme.colour("teal")),
            pen=pg.mkPen(None),
        )
        self._show_chosen()

    def tick_words(self) -> Iterable[str]:
        """The names."""
        return self._names

    def dress(self, theme: Theme) -> None:
        """The names are read, and so are the shares."""
        super().dress(theme)
        self.showGrid(x=True, y=False, alpha=0.18)
        axis = self.getAxis("left")
        axis.setTicks([[(-index, name) for index, name in enumerate(self._names)]])
        self.getAxis("bottom").setTicks([[(value, f"{value} %") for value in range(0, 101, 25)]])
        axis.setTextPen(pg.mkPen(theme.colour("text")))

    def nearest(self, at: QPointF) -> int:
        """The bar at this height."""
        return min(max(round(-at.y()), 0), len(self._names) - 1)

    def _reveal(self, x: float) -> None:
        """Everything is always in sight."""

    def _show_chosen(self) -> None:
        self._cursor.setVisible(False)
        inside = 0 <= self._chosen < len(self._percents)
        rows = [self._chosen] if inside else []
        self._ring.setOpts(
            x0=[0.0 for _ in rows],
            y=[-float(row) for row in rows],
            width=[self._percents[row] for row in rows],
            height=_THICK,
            brush=pg.mkBrush(None),
            pen=pg.mkPen(current_theme().colour("focus"), width=2),
        )
