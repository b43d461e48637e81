"""The charts of the Progress page. The only importer of pyqtgraph, and imported only when that page is opened:
pyqtgraph costs a third of a second that the first frame should not wait for."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import date

os.environ["PYQTGRAPH_QT_LIB"] = "PySide6"

import pyqtgraph as pg
from PySide6.QtCore import QDate, QLocale, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from hinge_desktop.training.outcome import Outcome
from hinge_desktop.training.progress import PainDay, StairPoint, Week
from hinge_desktop.ui.theme import Theme, current_theme

SYMBOLS = {Outcome.GOOD: "o", Outcome.STAY: "s", Outcome.STEP_BACK: "t"}
"""Outcome -> shape: circle, square, triangle pointing down; never the colour alone."""
ROLES = {Outcome.GOOD: "good", Outcome.STAY: "stay", Outcome.STEP_BACK: "back"}
_DAY_STEPS = (1, 2, 7, 14, 28, 91, 182, 364)
_SAME_DAY = 0.28  # sessions of one day stand beside each other, in days
_AXIS_PX = 34
LEAST_WEEKS = 6
"""A first week alone would be one broad block; it stands at the end of this many."""


class DayAxis(pg.AxisItem):  # type: ignore[misc]
    """Dates below ordinals of local days: no time zone and no clock change can move them."""

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[float, list[float]]]:
        """Whole days, as many as have room."""
        room = max(2.0, size / (95.0 * current_theme().text_scale))
        step = next((days for days in _DAY_STEPS if (high - low) / days <= room), _DAY_STEPS[-1])
        first = int(-(-low // step)) * step
        return [(float(step), [float(day) for day in range(first, int(high) + 1, step)])]

    def tickStrings(self, values: Sequence[float], _scale: float, spacing: float) -> list[str]:
        """Day and month; the year too where ticks are far apart."""
        form = "MMM yyyy" if spacing > 90 else "d MMM"
        return [QLocale().toString(_qdate(int(value)), form) for value in values]


class DayPlot(pg.PlotWidget):  # type: ignore[misc]
    """A plot over days that one cannot get lost in: Home shows everything again, zoom has ends.

    Signals:
        moved(int): Left (-1) or Right (+1) was pressed.
    """

    moved = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, axisItems={"bottom": DayAxis("bottom")})
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMenuEnabled(False)
        # pyqtgraph leaves its menu an orphan window; without the flag it would lie open on the chart.
        self.getPlotItem().ctrlMenu.setParent(self, Qt.WindowType.Popup)
        self.hideButtons()
        self.getAxis("left").setWidth(_AXIS_PX)
        self.setMouseEnabled(x=True, y=False)
        self._all: tuple[float, float, float, float] = (0.0, 1.0, 0.0, 1.0)

    def frame(self, first: float, last: float, low: float, high: float) -> None:
        """What Home shows and zoom cannot leave."""
        if last - first < 13:
            middle = (first + last) / 2
            first, last = middle - 6.5, middle + 6.5
        edge = 0.5 + (last - first) * 0.03
        self._all = (first - edge, last + edge, low, high)
        self.setLimits(xMin=self._all[0], xMax=self._all[1], yMin=low, yMax=high, minXRange=5)
        self.show_all()

    def show_all(self) -> None:
        """Show everything."""
        first, last, low, high = self._all
        self.setRange(xRange=(first, last), yRange=(low, high), padding=0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home, Left, Right."""
        if event.key() == Qt.Key.Key_Home:
            self.show_all()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.moved.emit(1 if event.key() == Qt.Key.Key_Right else -1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show it no more."""
        super().focusOutEvent(event)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The plot, and a ring around it while the keys are its own."""
        super().paintEvent(event)
        if self.hasFocus():
            with QPainter(self.viewport()) as painter:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(QPen(current_theme().colour("focus"), 3))
                painter.drawRoundedRect(QRectF(self.viewport().rect()).adjusted(1.5, 1.5, -1.5, -1.5), 8, 8)

    def dress(self, theme: Theme) -> None:
        """Colours and text of the axes."""
        self.setBackground(theme.colour("card"))
        for side in ("left", "bottom"):
            axis = self.getAxis(side)
            axis.setPen(pg.mkPen(theme.edge))
            axis.setTextPen(pg.mkPen(theme.colour("muted")))
            role = "body" if theme.is_roomy(self.window().size()) else "small"
            axis.setStyle(tickFont=theme.font(role), tickLength=0)
        self.getAxis("left").setWidth(theme.px(_AXIS_PX))
        self.getAxis("bottom").setHeight(theme.px(26))


class Staircase(DayPlot):
    """Steps against days; outcome by colour and by shape.

    Signals:
        point_selected(int): index of the point under the pointer or chosen by key.
    """

    point_selected = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._points: tuple[StairPoint, ...] = ()
        self._selected = -1
        self.getAxis("left").setTicks([[(step, str(step)) for step in range(1, 11)]])
        self._line = self.plot()
        self._halo = pg.ScatterPlotItem()
        self._marks = pg.ScatterPlotItem(hoverable=True)
        self._marks.sigHovered.connect(self._on_hovered)
        self._word = pg.TextItem(anchor=(0.5, 1.0))
        self._word.setVisible(False)
        self.addItem(self._word)
        self.addItem(self._halo)
        self.addItem(self._marks)
        self.moved.connect(self._on_moved)

    @property
    def selected(self) -> int:
        """Index of the selected point, -1 for none."""
        return self._selected

    def show_points(self, points: tuple[StairPoint, ...]) -> None:
        """Show these sessions, the last one selected."""
        self._points = points
        self._selected = len(points) - 1
        self.refresh()
        if points:
            self.frame(points[0].day.toordinal(), points[-1].day.toordinal(), 0.4, 10.6)

    def refresh(self) -> None:
        """Paint again, for other values or another theme."""
        theme = current_theme()
        self.dress(theme)
        self.showGrid(x=False, y=True, alpha=0.18)
        xs = [_x(point) for point in self._points]
        ys = [point.step for point in self._points]
        # Width 1: antialiased lines of width 2 cost a hundred times as much.
        self._line.setData(xs, ys, pen=pg.mkPen(theme.colour("muted"), width=1), antialias=True)
        size = theme.px(13)
        self._marks.setData(
            [
                {
                    "pos": (x, y),
                    "symbol": SYMBOLS[point.outcome],
                    "size": size,
                    "brush": pg.mkBrush(theme.colour(ROLES[point.outcome])),
                    "pen": pg.mkPen(theme.colour("card"), width=1),
                }
                for x, y, point in zip(xs, ys, self._points, strict=True)
            ]
        )
        self._show_word(theme)
        self._show_selected()

    def _show_word(self, theme: Theme) -> None:
        """A single point would look like a mistake: say what it is."""
        self._word.setVisible(len(self._points) == 1)
        if len(self._points) == 1:
            said = self.tr("Your first session, on step {step}.\nThe next one draws a line.")
            self._word.setText(said.format(step=self._points[0].step), color=theme.colour("text"))
            self._word.setFont(theme.font("body"))
            self._word.setPos(_x(self._points[0]), self._points[0].step + 0.75)

    def select(self, index: int) -> None:
        """Select the point ``index`` and tell."""
        if 0 <= index < len(self._points) and index != self._selected:
            self._selected = index
            self._show_selected()
            self.point_selected.emit(index)

    def _show_selected(self) -> None:
        theme = current_theme()
        if not 0 <= self._selected < len(self._points):
            self._halo.setData([])
            return
        point = self._points[self._selected]
        pen = pg.mkPen(theme.colour("focus"), width=2)
        self._halo.setData(
            [{"pos": (_x(point), point.step), "symbol": "o", "size": theme.px(23), "brush": None, "pen": pen}]
        )

    def _on_moved(self, by: int) -> None:
        self.select(min(len(self._points) - 1, max(0, self._selected + by)))

    def _on_hovered(self, _marks: object, spots: Sequence[pg.SpotItem], _event: object) -> None:
        if len(spots):
            self.select(spots[0].index())


class PainRibbon(DayPlot):
    """The span of pain of each day, 0 to 10, below the staircase and moving with it."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._days: tuple[PainDay, ...] = ()
        self.getAxis("left").setTicks([[(0, "0"), (5, "5"), (10, "10")]])
        self._bars: pg.BarGraphItem | None = None
        self._limit = pg.InfiniteLine(pos=3.5, angle=0, movable=False)
        self.addItem(self._limit)

    def show_days(self, days: tuple[PainDay, ...], first: date, last: date) -> None:
        """Show these days on the axis from ``first`` to ``last``."""
        self._days = days
        self.refresh()
        self.frame(first.toordinal(), last.toordinal(), -0.8, 10.8)

    def refresh(self) -> None:
        """Paint again, for other values or another theme."""
        theme = current_theme()
        self.dress(theme)
        self._limit.setPen(pg.mkPen(theme.colour("muted"), width=1, style=Qt.PenStyle.DashLine))
        if self._bars is not None:
            self.removeItem(self._bars)
            self._bars = None
        if self._days:
            brushes = [pg.mkBrush(theme.colour(_pain_role(day.most))) for day in self._days]
            self._bars = pg.BarGraphItem(
                x=[day.day.toordinal() for day in self._days],
                y0=[day.least - 0.35 for day in self._days],
                y1=[day.most + 0.35 for day in self._days],
                width=0.62,
                brushes=brushes,
                pen=pg.mkPen(None),
            )
            self.addItem(self._bars)


class WeekBars(DayPlot):
    """Repetitions or minutes of each week."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._weeks: tuple[Week, ...] = ()
        self._value: Callable[[Week], float] = _reps
        self._bars: pg.BarGraphItem | None = None

    def show_weeks(self, weeks: tuple[Week, ...], *, minutes: bool) -> None:
        """Show repetitions, or minutes of work."""
        self._weeks, self._value = weeks, _minutes if minutes else _reps
        self.refresh()
        if weeks:
            most = max(self._value(week) for week in weeks) or 1.0
            last = weeks[-1].start.toordinal() + 6
            self.frame(min(weeks[0].start.toordinal(), last - 7 * LEAST_WEEKS + 1), last, 0.0, most * 1.12)

    def refresh(self) -> None:
        """Paint again, for other values or another theme."""
        theme = current_theme()
        self.dress(theme)
        self.showGrid(x=False, y=True, alpha=0.18)
        if self._bars is not None:
            self.removeItem(self._bars)
            self._bars = None
        if self._weeks:
            self._bars = pg.BarGraphItem(
                x=[week.start.toordinal() + 3 for week in self._weeks],
                height=[self._value(week) for week in self._weeks],
                width=5.0,
                brush=pg.mkBrush(theme.colour("teal")),
                pen=pg.mkPen(None),
            )
            self.addItem(self._bars)


def link_days(one: DayPlot, other: DayPlot) -> None:
    """Let both show the same days."""
    other.setXLink(one)


def _qdate(ordinal: int) -> QDate:
    day = date.fromordinal(max(1, ordinal))
    return QDate(day.year, day.month, day.day)


def _x(point: StairPoint) -> float:
    return point.day.toordinal() + point.order * _SAME_DAY


def _pain_role(most: int) -> str:
    return "good" if most <= 3 else "stay" if most <= 5 else "back"


def _reps(week: Week) -> float:
    return float(week.reps)


def _minutes(week: Week) -> float:
    return week.minutes
