"""The first two cards of Progress: the staircase, and the pain beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QWidget

from hinge_desktop.training.charted import MEANINGFUL_RISE, spreads, stairs, usuals
from hinge_desktop.training.outcome import Outcome
from hinge_desktop.training.progress import StairPoint
from hinge_desktop.training.ranges import Grain
from hinge_desktop.ui.chart_card import ChartCard, Shown
from hinge_desktop.ui.chart_table import Content, text
from hinge_desktop.ui.progress_words import bar_of, nothing_here, outcome_word, period_head, period_text
from hinge_desktop.ui.theme import current_theme
from hinge_desktop.ui.widgets import Words

if TYPE_CHECKING:
    from hinge_desktop.ui.charts.plot import Chart
    from hinge_desktop.ui.charts.stairs import Staircase

_ROLES = {Outcome.GOOD: "good", Outcome.STAY: "stay", Outcome.STEP_BACK: "back"}


class OutcomeMark(QWidget):
    """The shape and colour of an outcome, for the legend."""

    def __init__(self, outcome: Outcome, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._outcome = outcome
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        """As large as a letter."""
        side = current_theme().px(15)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Circle, square or triangle."""
        box = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(current_theme().colour(_ROLES[self._outcome])))
            if self._outcome is Outcome.GOOD:
                painter.drawEllipse(box)
            elif self._outcome is Outcome.STAY:
                painter.drawRect(box)
            else:
                corners = [box.topLeft(), box.topRight(), QPointF(box.center().x(), box.bottom())]
                painter.drawPolygon(QPolygonF(corners))


class StairsCard(ChartCard):
    """The steps against the days, and why each session came out as it did.

    Signals:
        session_chosen(str uuid): its mark was chosen.
    """

    session_chosen = Signal(str)

    height_px = 300

    def __init__(self, parent: QWidget | None = None) -> None:
        self.points: tuple[StairPoint, ...] = ()
        super().__init__(self.tr("The ten steps"), parent)

    def build_head(self) -> None:
        """The legend: every shape with its word."""
        for outcome in Outcome:
            legend = QWidget(self.head)
            pair = QHBoxLayout(legend)
            pair.setContentsMargins(0, 0, 0, 0)
            pair.setSpacing(8)
            pair.addWidget(OutcomeMark(outcome, legend))
            pair.addWidget(Words(outcome_word(outcome), "small", legend, wrap=False))
            self.head.add(legend)

    def compose(self, shown: Shown) -> Content:
        """One row for each session, or for the one that stands for its week or month."""
        self.points = stairs(shown.read, shown.days)
        columns = (
            self.tr("Day"),
            self.tr("Step"),
            self.tr("Outcome"),
            self.tr("Pain"),
            self.tr("Repetitions"),
            self.tr("Minutes"),
            self.tr("Why"),
        )
        rows = tuple(
            (one.day, one.step, outcome_word(one.outcome), one.pain, one.reps, one.minutes, one.reason)
            for one in self.points
        )
        empty = "" if rows else nothing_here()
        if not shown.read.points:
            empty = self.tr("No session of a step yet; the first one begins the staircase.")
        return Content(columns, rows, self._says(shown), empty)

    def _says(self, shown: Shown) -> str:
        keys = self.tr("Left and right choose a session, plus and minus zoom, Home shows everything.")
        if len(self.points) == 1:
            one = self.tr("One session here, on step {step}. The next one draws a line.")
            return one.format(step=self.points[0].step)
        if shown.days.grain is Grain.DAY:
            return keys
        of_many = {
            Grain.WEEK: self.tr("Each mark is a week, and stands for the last session on its highest step."),
            Grain.MONTH: self.tr("Each mark is a month, and stands for the last session on its highest step."),
        }
        return f"{of_many[shown.days.grain]} {keys}"

    def make_chart(self) -> Chart:
        """The staircase."""
        from hinge_desktop.ui.charts.stairs import Staircase  # here: pyqtgraph takes three times the first frame

        return Staircase(self.tr("Staircase of the ten steps"), self)

    def draw(self) -> None:
        """Draw the points."""
        assert self.staircase is not None
        assert self.shown is not None
        self.staircase.show_points(self.points, self.shown.days)

    @property
    def staircase(self) -> Staircase | None:
        """The chart, None until it was first drawn."""
        return cast("Staircase | None", self.chart)

    @Slot(int, bool)
    def _on_mark(self, index: int, by_key: bool) -> None:
        super()._on_mark(index, by_key)
        self.session_chosen.emit(self.points[index].uuid)

    def choose(self, uuid: str) -> None:
        """Choose the mark of this session, if it has one here."""
        index = next((index for index, one in enumerate(self.points) if one.uuid == uuid), -1)
        if self.chart is not None and index >= 0:
            self.chart.select(index)

    def sentence(self, index: int) -> str:
        """The day, the step, the outcome and the reason."""
        if not 0 <= index < len(self.points):
            return ""
        one = self.points[index]
        return self.tr("{day}, step {step}: {outcome}. {reason}").format(
            day=text(one.day), step=one.step, outcome=outcome_word(one.outcome), reason=one.reason
        )


class PainCard(ChartCard):
    """The span of pain of each day, the mornings after, and a band around the usual."""

    height_px = 170

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Pain"), parent)

    def compose(self, shown: Shown) -> Content:
        """Least, most and the next morning of each day, week or month with any."""
        days = shown.days.by_bars
        self._spans = spreads(shown.read.pains, days)
        self._mornings = spreads(shown.read.mornings, days)
        morning = {one.start: one.middle for one in self._mornings}
        columns = (period_head(days), self.tr("least"), self.tr("middle"), self.tr("most"), self.tr("next morning"))
        rows = tuple(
            (period_text(one.start, days), one.least, one.middle, one.most, morning.get(one.start))
            for one in self._spans
        )
        says = self.tr(
            "0 none, 10 the most you can imagine. Bars span what you told; a diamond is the next morning; below the "
            "dashed line is quiet. The soft band reaches {rise} points either side of your usual: inside it, little "
            "has changed."
        ).format(rise=MEANINGFUL_RISE)
        says = " ".join(filter(None, (says, bar_of(days))))
        empty = nothing_here() if shown.read.pains else self.tr("No pain numbers told yet; they are asked each time.")
        return Content(columns, rows, says, "" if rows else empty)

    def make_chart(self) -> Chart:
        """The ribbon."""
        from hinge_desktop.ui.charts.spans import SpanChart  # here: pyqtgraph takes three times the first frame

        return SpanChart(self.tr("Pain of each day"), self)

    def draw(self) -> None:
        """Draw the spans, the dots and the band."""
        from hinge_desktop.ui.charts.spans import SpanChart  # here: see make_chart

        assert isinstance(self.chart, SpanChart)
        assert self.shown is not None
        limits = self.shown.limits
        usual = usuals(self.shown.read, self.shown.days)
        self.chart.show_spans(self._spans, self.shown.days, (limits.go_most, limits.stay_most), self._mornings, usual)
