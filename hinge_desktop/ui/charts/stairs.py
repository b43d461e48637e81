"""The staircase: steps against days, the outcome by colour and by shape."""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtWidgets import QWidget

from hinge_desktop.training.outcome import Outcome
from hinge_desktop.training.progress import StairPoint
from hinge_desktop.training.ranges import Stretch
from hinge_desktop.ui.charts.plot import Chart
from hinge_desktop.ui.theme import current_theme

SYMBOLS = {Outcome.GOOD: "o", Outcome.STAY: "s", Outcome.STEP_BACK: "t"}
"""Outcome -> shape: circle, square, triangle pointing down; never the colour alone."""
ROLES = {Outcome.GOOD: "good", Outcome.STAY: "stay", Outcome.STEP_BACK: "back"}
_SAME_DAY = 0.28  # sessions of one day stand beside each other, in days
_MANY = 60
"""From so many points on they are drawn smaller, and their line is quieter: steps that take turns go up and down."""


class Staircase(Chart):
    """The sessions of the ladder, or those that stand for a week or a month."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._points: tuple[StairPoint, ...] = ()
        self.getAxis("left").setTicks([[(step, str(step)) for step in range(1, 11)]])
        self._line = self.plot()
        self._halo = pg.ScatterPlotItem()
        self._marks = pg.ScatterPlotItem()
        for item in (self._halo, self._marks):
            self.addItem(item)

    def show_points(self, points: tuple[StairPoint, ...], shown: Stretch) -> None:
        """Show these sessions on the axis of that range, the last one chosen."""
        self._points = points
        self.place([_x(point) for point in points])
        self.refresh()
        self.frame(shown.first.toordinal(), shown.last.toordinal(), 0.4, 10.6)

    def refresh(self) -> None:
        """Paint again, for other values or another theme."""
        super().refresh()
        theme = current_theme()
        self.showGrid(x=False, y=True, alpha=0.18)
        xs, ys = [_x(point) for point in self._points], [point.step for point in self._points]
        # Width 1: antialiased lines of width 2 cost a hundred times as much.
        line = theme.colour("muted") if len(xs) < _MANY else theme.edge
        self._line.setData(xs, ys, pen=pg.mkPen(line, width=1), antialias=True)
        brushes = {outcome: pg.mkBrush(theme.colour(role)) for outcome, role in ROLES.items()}
        self._marks.setData(
            x=xs,
            y=ys,
            symbol=[SYMBOLS[point.outcome] for point in self._points],
            brush=[brushes[point.outcome] for point in self._points],
            size=theme.px(13 if len(xs) < _MANY else 9),
            pen=pg.mkPen(theme.colour("card"), width=1),
        )
        self._show_chosen()

    def _show_chosen(self) -> None:
        super()._show_chosen()
        if not 0 <= self._chosen < len(self._points):
            self._halo.setData([])
            return
        theme, point = current_theme(), self._points[self._chosen]
        pen = pg.mkPen(theme.colour("focus"), width=2)
        self._halo.setData(x=[_x(point)], y=[point.step], symbol="o", size=theme.px(23), brush=None, pen=pen)


def _x(point: StairPoint) -> float:
    return point.day.toordinal() + point.order * _SAME_DAY
