"""Dots and squares: results of a self-test over time, and the days of a week on which there was practice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from hinge_desktop.training.ranges import Stretch
from hinge_desktop.ui.charts.plot import Chart
from hinge_desktop.ui.theme import current_theme

Dot = tuple[float, float, bool]
"""Day (ordinal), value, whether it passed."""


_MANY = 40
"""From so many dots on they are drawn smaller."""


class DotChart(Chart):
    """A filled circle for what passed, an open square for what did not yet; a dashed line where it passes."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._shown: Sequence[Dot] = ()
        self._goal = 0.0
        self._line = self.plot()
        self._marks = pg.ScatterPlotItem()
        self._limit = pg.InfiniteLine(angle=0, movable=False)
        self._ticks: Sequence[tuple[float, str]] = ()
        self.addItem(self._marks)
        self.addItem(self._limit, ignoreBounds=True)

    def show_dots(
        self, dots: Sequence[Dot], shown: Stretch, ticks: Sequence[tuple[float, str]], goal: float, most: float
    ) -> None:
        """Show these on the axis of that range. ``ticks``: values and how they are read; ``most``: the highest."""
        self._shown, self._goal, self._ticks = dots, goal, ticks
        self.getAxis("left").setTicks([list(ticks)])
        self.place([day for day, _, _ in dots])
        self.refresh()
        self.frame(shown.first.toordinal(), shown.last.toordinal(), -most * 0.15, most * 1.15)

    def refresh(self) -> None:
        """Paint again, for other values or another theme."""
        super().refresh()
        theme = current_theme()
        self.showGrid(x=False, y=True, alpha=0.18)
        self._limit.setPen(pg.mkPen(theme.colour("muted"), width=1, style=Qt.PenStyle.DashLine))
        self._limit.setValue(self._goal)
        xs, ys = [day for day, _, _ in self._shown], [value for _, value, _ in self._shown]
        self._line.setData(xs, ys, pen=pg.mkPen(theme.colour("muted"), width=1), antialias=True)
        filled, hollow = pg.mkBrush(theme.colour("teal")), pg.mkBrush(theme.colour("card"))
        self._marks.setData(
            x=xs,
            y=ys,
            symbol=["o" if passed else "s" for _, _, passed in self._shown],
            brush=[filled if passed else hollow for _, _, passed in self._shown],
            size=theme.px(12 if len(xs) < _MANY else 7),
            pen=pg.mkPen(theme.colour("teal"), width=2 if len(xs) < _MANY else 1),
        )

    def tick_words(self) -> Iterable[str]:
        """The values as they are read."""
        return (words for _, words in self._ticks)


class WeekGrid(Chart):
    """A column for each week, a row for each weekday, the first at the top; filled where there was practice."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._days: frozenset[date] = frozenset()
        self._counts: Sequence[tuple[float, float, float]] = ()
        self._last = date.min
        self._weekdays: Sequence[str] = ()
        self._starts: Sequence[date] = ()
        self._cells = pg.BarGraphItem(x=[], height=[], width=1.0)
        self._filled = pg.BarGraphItem(x=[], height=[], width=1.0)
        self.addItem(self._cells)
        self.addItem(self._filled)

    def show_weeks(self, starts: Sequence[date], days: Sequence[date], last: date, weekdays: Sequence[str]) -> None:
        """Show these weeks; ``weekdays``: names from the first day of the week on; days after ``last`` are left out."""
        self._starts, self._days, self._last, self._counts = starts, frozenset(days), last, ()
        self._weekdays = weekdays
        self.getAxis("left").setTicks([[(-row, name) for row, name in enumerate(weekdays)]])
        self.place([start.toordinal() + 3.0 for start in starts])
        self.refresh()
        first = starts[0].toordinal() if starts else last.toordinal()
        end = starts[-1].toordinal() + 6 if starts else last.toordinal()
        least = end - 7 * 12 + 1  # one week alone would be seven broad blocks; it stands at the end of twelve
        self.frame(min(first, least), end, -6.6, 0.6)

    def show_counts(self, counts: Sequence[tuple[float, float, float]]) -> None:
        """Show (middle, width, days) of weeks or months instead, where there are too many weeks for a grid."""
        self._counts, self._starts, self._days = counts, (), frozenset()
        self.getAxis("left").setTicks(None)
        self.place([middle for middle, _, _ in counts])
        self.refresh()
        most = max((value for _, _, value in counts), default=1.0)
        first = min((middle - wide / 2 for middle, wide, _ in counts), default=0.0)
        self.frame(first, max((middle + wide / 2 for middle, wide, _ in counts), default=1.0), 0.0, most * 1.12)

    def tick_words(self) -> Iterable[str]:
        """The names of the weekdays."""
        return self._weekdays

    def refresh(self) -> None:
        """Paint again, for other values or another theme."""
        super().refresh()
        theme = current_theme()
        if self._counts:
            self._cells.setOpts(x=[], y0=[], height=[], width=1.0)
            self._filled.setOpts(
                x=[middle for middle, _, _ in self._counts],
                y0=[0.0 for _ in self._counts],
                height=[value for _, _, value in self._counts],
                width=[wide * 0.78 for _, wide, _ in self._counts],
                brush=pg.mkBrush(theme.colour("teal")),
                pen=pg.mkPen(None),
            )
            return
        cells = [(start, row) for start in self._starts for row in range(7)]
        known = [(start, row) for start, row in cells if start.toordinal() + row <= self._last.toordinal()]
        filled = [(start, row) for start, row in known if date.fromordinal(start.toordinal() + row) in self._days]
        for item, shown, role, tall in ((self._cells, known, "track", 0.5), (self._filled, filled, "teal", 0.8)):
            item.setOpts(
                x=[start.toordinal() + 3.0 for start, _ in shown],
                y0=[-row - tall / 2 for _, row in shown],
                height=[tall for _ in shown],
                width=5.4 if role == "teal" else 3.6,
                brush=pg.mkBrush(theme.colour(role)),
                pen=pg.mkPen(None),
            )
