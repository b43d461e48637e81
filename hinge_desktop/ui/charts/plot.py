"""What all charts share: an axis of days, marks that are chosen by mouse and key, a zoom that cannot get lost."""

from __future__ import annotations

import math
import os
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import date

os.environ["PYQTGRAPH_QT_LIB"] = "PySide6"

import pyqtgraph as pg
from pyqtgraph.GraphicsScene.mouseEvents import MouseClickEvent
from PySide6.QtCore import QDate, QLocale, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QWidget

from hinge_desktop.ui.theme import Theme, current_theme

_DAY_STEPS = (1, 2, 7, 14)
_MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120)
_MONTH_DAYS = 30.4
_AXIS_PX = 40
_LEAST_DAYS = 13
_ZOOM = 0.6


class DayAxis(pg.AxisItem):  # type: ignore[misc]
    """Dates below ordinals of local days: no time zone and no clock change can move them."""

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[float, list[float]]]:
        """Whole days, or first days of months, as many as have room."""
        room = max(2.0, size / (95.0 * current_theme().text_scale))
        days = next((days for days in _DAY_STEPS if (high - low) / days <= room), None)
        if days is not None:
            first = int(-(-low // days)) * days
            return [(float(days), [float(day) for day in range(first, int(high) + 1, days)])]
        months = next((some for some in _MONTH_STEPS if (high - low) / (some * _MONTH_DAYS) <= room), _MONTH_STEPS[-1])
        return [(months * _MONTH_DAYS, _month_starts(low, high, months))]

    def tickStrings(self, values: Sequence[float], _scale: float, spacing: float) -> list[str]:
        """Day and month; month and year where ticks are far apart."""
        form = "MMM yyyy" if spacing >= _MONTH_DAYS else "d MMM"
        return [QLocale().toString(_qdate(int(value)), form) for value in values]


class ValueAxis(pg.AxisItem):  # type: ignore[misc]
    """Whole numbers, as many as have room: half a repetition is none."""

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[float, list[float]]]:
        """Multiples of 1, 2 or 5 times a power of ten."""
        room = max(2.0, size / (34.0 * current_theme().text_scale))
        least = max(1.0, (high - low) / room)
        power = 10.0 ** math.floor(math.log10(least))
        step = next(times * power for times in (1, 2, 5, 10) if times * power >= least)
        return [(step, [number * step for number in range(math.ceil(low / step), math.floor(high / step) + 1)])]


class Chart(pg.PlotWidget):  # type: ignore[misc]
    """A plot of marks from left to right.

    Left and right choose a mark, as the mouse does; plus and minus zoom, and Home shows everything again. The wheel
    scrolls the page, and zooms with Ctrl. There is one for the life of a page.

    Signals:
        mark_chosen(int, bool): index of the mark under the pointer or chosen by key; whether a key chose it.
        zoomed(bool): whether less than everything is shown now.
        copy_asked(), save_asked(), table_asked(): Ctrl+C, Ctrl+S, T.
    """

    mark_chosen = Signal(int, bool)
    zoomed = Signal(bool)
    copy_asked = Signal()
    save_asked = Signal()
    table_asked = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, axisItems={"bottom": DayAxis("bottom"), "left": ValueAxis("left")})
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMenuEnabled(False)
        # pyqtgraph leaves its menu an orphan window; without the flag it would lie open on the chart.
        self.getPlotItem().ctrlMenu.setParent(self, Qt.WindowType.Popup)
        self.hideButtons()
        self.setMouseEnabled(x=True, y=False)
        self._all: tuple[float, float, float, float] = (0.0, 1.0, 0.0, 1.0)
        self._xs: list[float] = []
        self._chosen = -1
        self._cursor = pg.InfiniteLine(angle=90, movable=False)
        self._cursor.setVisible(False)
        self._cursor.setZValue(5)
        self.addItem(self._cursor, ignoreBounds=True)
        self._was_zoomed = False
        self.scene().sigMouseMoved.connect(self._on_mouse)
        self.scene().sigMouseClicked.connect(self._on_click)
        self.getPlotItem().getViewBox().sigXRangeChanged.connect(self._on_range)

    def sizeHint(self) -> QSize:
        """Its card says how high it is."""
        return QSize(300, 100)

    # -- marks ----------------------------------------------------------------------------------

    @property
    def selected(self) -> int:
        """Index of the chosen mark, -1 for none."""
        return self._chosen

    def place(self, xs: Sequence[float]) -> None:
        """Where the marks stand, from left to right; the last one is chosen."""
        self._xs = list(xs)
        self._chosen = len(self._xs) - 1
        self._show_chosen()

    def select(self, index: int, *, by_key: bool = False) -> None:
        """Choose the mark ``index`` and tell."""
        if 0 <= index < len(self._xs) and (index != self._chosen or by_key):
            self._chosen = index
            self._show_chosen()
            self._reveal(self._xs[index])
            self.mark_chosen.emit(index, by_key)

    def nearest(self, at: QPointF) -> int:
        """Index of the mark nearest to a point of the plot; -1 when there is none."""
        after = bisect_left(self._xs, at.x())
        near = [index for index in (after - 1, after) if 0 <= index < len(self._xs)]
        return min(near, key=lambda index: abs(self._xs[index] - at.x()), default=-1)

    def _show_chosen(self) -> None:
        self._cursor.setVisible(0 <= self._chosen < len(self._xs))
        if self._cursor.isVisible():
            self._cursor.setValue(self._xs[self._chosen])

    def _reveal(self, x: float) -> None:
        """Bring a chosen mark into the part that is zoomed into."""
        low, high = self.viewRange()[0]
        if not low <= x <= high:
            self.setXRange(x - (high - low) / 2, x + (high - low) / 2, padding=0)

    def _on_mouse(self, at: QPointF) -> None:
        box = self.getPlotItem().getViewBox()
        if box.sceneBoundingRect().contains(at):
            self.select(self.nearest(box.mapSceneToView(at)))

    def _on_click(self, event: MouseClickEvent) -> None:
        """A tap, where no pointer moves, chooses as well; a second one shows everything."""
        self._on_mouse(event.scenePos())
        if event.double():
            self.show_all()

    # -- zoom -----------------------------------------------------------------------------------

    def frame(self, first: float, last: float, low: float, high: float) -> None:
        """What Home shows and zoom cannot leave."""
        if last - first < _LEAST_DAYS:
            middle = (first + last) / 2
            first, last = middle - _LEAST_DAYS / 2, middle + _LEAST_DAYS / 2
        edge = 0.5 + (last - first) * 0.02
        self.frame_exactly(first - edge, last + edge, low, high)

    def frame_exactly(self, first: float, last: float, low: float, high: float) -> None:
        """The same without room at the sides."""
        self._all = (first, last, low, high)
        self.setLimits(xMin=first, xMax=last, yMin=low, yMax=high, minXRange=min(5.0, last - first))
        self.show_all()
        self._on_range()  # the same range may be everything now

    @property
    def is_zoomed(self) -> bool:
        """Whether less than everything is shown."""
        low, high = self.viewRange()[0]
        return bool(high - low < (self._all[1] - self._all[0]) * 0.999)

    def _on_range(self, *_: object) -> None:
        if self.is_zoomed != self._was_zoomed:
            self._was_zoomed = self.is_zoomed
            self.zoomed.emit(self._was_zoomed)

    def show_all(self) -> None:
        """Show everything."""
        first, last, low, high = self._all
        self.setRange(xRange=(first, last), yRange=(low, high), padding=0)

    def zoom(self, factor: float) -> None:
        """Show ``factor`` of what is shown, around the chosen mark."""
        low, high = self.viewRange()[0]
        middle = self._xs[self._chosen] if 0 <= self._chosen < len(self._xs) else (low + high) / 2
        half = (high - low) * factor / 2
        self.setXRange(middle - half, middle + half, padding=0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the page; with Ctrl zoom."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
        else:
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home, left, right, plus, minus; copy, save, table."""
        key = event.key()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            by = 1 if key == Qt.Key.Key_Right else -1
            self.select(min(len(self._xs) - 1, max(0, self._chosen + by)), by_key=True)
        elif key == Qt.Key.Key_Home:
            self.show_all()
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self.zoom(1 / _ZOOM if key == Qt.Key.Key_Minus else _ZOOM)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_asked.emit()
        elif event.matches(QKeySequence.StandardKey.Save):
            self.save_asked.emit()
        elif key == Qt.Key.Key_T and not event.modifiers():
            self.table_asked.emit()
        else:
            event.ignore()  # the page scrolls

    # -- look -----------------------------------------------------------------------------------

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

    def paint_into(self, painter: QPainter, box: QRectF) -> None:
        """Paint the chart for a file: marks as shapes and not as the pixels that the screen has of them."""
        shapes = [item for item in self.scene().items() if hasattr(item, "setExportMode")]
        for item in shapes:
            item.setExportMode(True, {"antialias": True})
        self.render(painter, box, self.viewport().rect())
        for item in shapes:
            item.setExportMode(False)

    def refresh(self) -> None:
        """Paint again, for other values or another theme."""
        self.dress(current_theme())

    def tick_words(self) -> Iterable[str]:
        """What may stand beside the left axis."""
        return ()

    def _words_px(self, theme: Theme) -> int:
        metrics = QFontMetrics(theme.font(_axis_role(theme, self)))
        return max((metrics.horizontalAdvance(words) for words in self.tick_words()), default=0) + theme.px(14)

    def dress(self, theme: Theme) -> None:
        """Colours and text of the axes."""
        self.setBackground(theme.colour("card"))
        self._cursor.setPen(pg.mkPen(theme.colour("focus"), width=1))
        for side in ("left", "bottom"):
            axis = self.getAxis(side)
            axis.setPen(pg.mkPen(theme.edge))
            axis.setTextPen(pg.mkPen(theme.colour("muted")))
            axis.setStyle(tickFont=theme.font(_axis_role(theme, self)), tickLength=0)
            axis.setZValue(-1000)  # its grid lies behind the marks
        self.getAxis("left").setWidth(max(theme.px(_AXIS_PX), self._words_px(theme)))
        self.getAxis("bottom").setHeight(theme.px(26))


def link_days(one: Chart, other: Chart) -> None:
    """Let both show the same days."""
    other.setXLink(one)


def _axis_role(theme: Theme, chart: QWidget) -> str:
    return "body" if theme.is_roomy(chart.window().size()) else "small"


def _month_starts(low: float, high: float, months: int) -> list[float]:
    at = date.fromordinal(max(1, int(low)))
    number = -(-(at.year * 12 + at.month - 1 + (at.day > 1)) // months) * months
    found: list[float] = []
    while (ordinal := date(number // 12, number % 12 + 1, 1).toordinal()) <= high:
        found.append(float(ordinal))
        number += months
    return found


def _qdate(ordinal: int) -> QDate:
    day = date.fromordinal(max(1, ordinal))
    return QDate(day.year, day.month, day.day)
