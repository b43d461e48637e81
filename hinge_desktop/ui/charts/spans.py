"""Spans of a number from 0 to 10: the pain of a day with its mornings and the band of the usual, and effort."""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from hinge_desktop.training.charted import MEANINGFUL_RISE, Spread
from hinge_desktop.training.digested import Usual
from hinge_desktop.training.ranges import Stretch
from hinge_desktop.ui.charts.plot import Chart
from hinge_desktop.ui.theme import current_theme

_HALF = 0.35  # a span of one number alone is still a bar
_WIDE = 0.62  # of the days it stands for
_NOTCH = 0.3
_BAND_ALPHA = 0.22
_MANY = 60
"""From so many mornings on they are drawn smaller."""


class SpanChart(Chart):
    """A bar from the least to the most of each day, week or month; a dashed line where a limit lies."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._spans: tuple[Spread, ...] = ()
        self._limits: tuple[int, int] = (10, 10)
        self._mornings: tuple[Spread, ...] = ()
        self._usuals: tuple[Usual, ...] = ()
        self._range: Stretch | None = None
        self.getAxis("left").setTicks([[(0, "0"), (5, "5"), (10, "10")]])
        self._low, self._high = pg.PlotCurveItem(), pg.PlotCurveItem()
        self._band = pg.FillBetweenItem(self._low, self._high)
        self._bars = pg.BarGraphItem(x=[], height=[], width=1.0)
        self._notches = pg.BarGraphItem(x=[], height=[], width=1.0)
        self._dots = pg.ScatterPlotItem()
        self._limit = pg.InfiniteLine(angle=0, movable=False)
        for item in (self._low, self._high, self._band, self._bars, self._notches, self._dots, self._limit):
            self.addItem(item, ignoreBounds=True)

    def show_spans(
        self,
        spans: tuple[Spread, ...],
        shown: Stretch,
        limits: tuple[int, int],
        mornings: tuple[Spread, ...] = (),
        usuals: tuple[Usual, ...] = (),
    ) -> None:
        """Show these. ``limits``: up to the first a bar is quiet, up to the second in between."""
        self._spans, self._limits, self._mornings, self._usuals = spans, limits, mornings, usuals
        self._range = shown
        self.place([_middle(span) for span in spans])
        self.refresh()
        self.frame(shown.first.toordinal(), shown.last.toordinal(), -0.8, 10.8)

    def refresh(self) -> None:
        """Paint again, for other values or another theme."""
        super().refresh()
        theme = current_theme()
        self._limit.setPen(pg.mkPen(theme.colour("muted"), width=1, style=Qt.PenStyle.DashLine))
        self._limit.setValue(self._limits[0] + 0.5)
        self._bars.setOpts(
            x=[_middle(span) for span in self._spans],
            y0=[span.least - _HALF for span in self._spans],
            height=[span.most - span.least + 2 * _HALF for span in self._spans],
            width=[_WIDE * ((span.last - span.start).days + 1) for span in self._spans],
            brushes=[pg.mkBrush(theme.colour(self._role(span))) for span in self._spans],
            pen=pg.mkPen(None),
        )
        many = [span for span in self._spans if span.last > span.start]
        self._notches.setOpts(
            x=[_middle(span) for span in many],
            y0=[span.middle - _NOTCH / 2 for span in many],
            height=[_NOTCH for _ in many],
            width=[_WIDE * ((span.last - span.start).days + 1) for span in many],
            brush=pg.mkBrush(theme.colour("card")),
            pen=pg.mkPen(None),
        )
        self._dots.setData(
            x=[_middle(span) for span in self._mornings],
            y=[span.middle for span in self._mornings],
            symbol="d",
            size=theme.px(9 if len(self._mornings) < _MANY else 6),
            brush=pg.mkBrush(theme.colour("card")),
            pen=pg.mkPen(theme.colour("text"), width=1),
        )
        self._show_band(theme.colour("teal"))

    def _show_band(self, colour: QColor) -> None:
        xs, lows, highs = self._band_line()
        none = pg.mkPen(None)
        self._low.setData(xs, lows, pen=none)
        self._high.setData(xs, highs, pen=none)
        colour.setAlphaF(_BAND_ALPHA)
        self._band.setBrush(pg.mkBrush(colour))
        self._band.setVisible(bool(xs))

    def _band_line(self) -> tuple[list[float], list[float], list[float]]:
        """A step at each day: the usual holds from one session to the next."""
        xs: list[float] = []
        pains: list[int] = []
        for usual in self._usuals:
            if pains and pains[-1] != usual.pain:
                xs.append(usual.day.toordinal() - 0.5)
                pains.append(pains[-1])
            xs.append(usual.day.toordinal() - 0.5)
            pains.append(usual.pain)
        if xs and self._range is not None:
            xs.append(self._range.last.toordinal() + 0.5)
            pains.append(pains[-1])
        lows = [max(-_HALF, pain - MEANINGFUL_RISE - _HALF) for pain in pains]
        return xs, lows, [min(10 + _HALF, pain + MEANINGFUL_RISE + _HALF) for pain in pains]

    def _role(self, span: Spread) -> str:
        quiet, stay = self._limits
        telling = span.middle if span.last > span.start else span.most
        return "good" if telling <= quiet else "stay" if telling <= stay else "back"


def _middle(span: Spread) -> float:
    return (span.start.toordinal() + span.last.toordinal()) / 2
