"""The cards of what was told and tested: where it was felt, effort, self-tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QWidget

from hinge_desktop.training.charted import felt_shares, spreads, tests_of
from hinge_desktop.training.selftest_kinds import KINDS, SelfTestKind
from hinge_desktop.ui.chart_card import ChartCard, Shown
from hinge_desktop.ui.chart_table import Content, text
from hinge_desktop.ui.felt_names import felt_name
from hinge_desktop.ui.progress_words import bar_of, nothing_here, period_head, period_text
from hinge_desktop.ui.selftest_words import value_text

if TYPE_CHECKING:
    from hinge_desktop.ui.charts.plot import Chart


class FeltCard(ChartCard):
    """The share of the sessions in which each place was named."""

    height_px = 230

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Where you felt it"), parent)

    def compose(self, shown: Shown) -> Content:
        """A row for each of the six places."""
        self._shares = felt_shares(shown.read, shown.days)
        columns = (self.tr("Place"), self.tr("share in %"), self.tr("sessions"))
        rows = tuple((felt_name(one.place), one.percent, one.sessions) for one in self._shares)
        told = self._shares[0].told if self._shares else 0
        says = self.tr("Share of the {told} sessions that told it; more than one place may be named.")
        if told == 1:
            says = self.tr("One session told it so far; shares begin to speak with a few more.")
        empty = nothing_here() if shown.read.felt else self.tr("Not told yet; the card after a session asks for it.")
        return Content(columns, rows, says.format(told=told), "" if rows else empty)

    def sentence(self, index: int) -> str:
        """The place and how many sessions named it."""
        if not 0 <= index < len(self._shares):
            return ""
        one = self._shares[index]
        said = self.tr("{place}: {sessions} of {told} sessions, {percent} %")
        return said.format(
            place=felt_name(one.place), sessions=one.sessions, told=one.told, percent=text(round(one.percent, 1))
        )

    def make_chart(self) -> Chart:
        """Lying bars."""
        from hinge_desktop.ui.charts.bars import ShareChart  # here: pyqtgraph takes three times the first frame

        return ShareChart(self.title, self)

    def draw(self) -> None:
        """Draw the shares."""
        from hinge_desktop.ui.charts.bars import ShareChart  # here: see make_chart

        assert isinstance(self.chart, ShareChart)
        names = [felt_name(one.place) for one in self._shares]
        self.chart.show_shares(names, [one.percent for one in self._shares])


class EffortCard(ChartCard):
    """The span of effort of each day."""

    height_px = 170

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Effort"), parent)

    def compose(self, shown: Shown) -> Content:
        """Least and most of each day, week or month that told any."""
        days = shown.days.by_bars
        self._spans = spreads(shown.read.efforts, days)
        columns = (period_head(days), self.tr("least"), self.tr("middle"), self.tr("most"))
        rows = tuple((period_text(one.start, days), one.least, one.middle, one.most) for one in self._spans)
        says = self.tr("0 nothing at all, 10 all you had; below the dashed line is comfortable.")
        empty = nothing_here() if shown.read.efforts else self.tr("Not told yet; the card after a session asks for it.")
        return Content(columns, rows, " ".join(filter(None, (says, bar_of(days)))), "" if rows else empty)

    def make_chart(self) -> Chart:
        """Spans from 0 to 10."""
        from hinge_desktop.ui.charts.spans import SpanChart  # here: pyqtgraph takes three times the first frame

        return SpanChart(self.title, self)

    def draw(self) -> None:
        """Draw the spans."""
        from hinge_desktop.ui.charts.spans import SpanChart  # here: see make_chart

        assert isinstance(self.chart, SpanChart)
        assert self.shown is not None
        self.chart.show_spans(self._spans, self.shown.days, (self.shown.limits.effort_most, 10))


class TestsCard(ChartCard):
    """The results of one self-test over time."""

    __test__ = False  # its name is no test of the suite

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Self-tests"), parent)

    def build_head(self) -> None:
        """Which of the five."""
        self.kind = QComboBox(self.head)
        self.kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.kind.setAccessibleName(self.tr("Self-test"))
        for kind in KINDS.values():
            self.kind.addItem(kind.name, kind.id)
        self._chosen_by_user = False
        self.kind.activated.connect(self._on_chosen)
        self.head.add(self.kind)

    @Slot()
    def _on_chosen(self) -> None:
        self._chosen_by_user = True
        self.redraw()

    def compose(self, shown: Shown) -> Content:
        """A row for each result."""
        if not self._chosen_by_user and shown.read.tests and shown.read.tests[-1].test_id in KINDS:
            self.kind.setCurrentIndex(list(KINDS).index(shown.read.tests[-1].test_id))
        kind = self._kind
        self._results = tests_of(shown.read, kind.id, shown.days)
        columns = (self.tr("Day"), self.tr("Result"), self.tr("Value"), self.tr("Meaning"))
        rows = tuple(
            (
                one.local_day,
                value_text(kind, one.value),
                one.value,
                self.tr("passed") if one.passed else self.tr("not yet"),
            )
            for one in self._results
        )
        says = self.tr("{purpose} A filled circle passed, an open square is for later; the dashed line is the goal.")
        anything = any(one.test_id == kind.id for one in shown.read.tests)
        empty = nothing_here() if anything else self.tr("No result yet; Today offers a self-test when one is due.")
        return Content(columns, rows, says.format(purpose=kind.looks_at), "" if rows else empty)

    def sentence(self, index: int) -> str:
        """The day, the result and what it means."""
        if not 0 <= index < len(self.content.rows):
            return ""
        day, result, _value, meaning = self.content.rows[index]
        return f"{text(day)}: {result}, {meaning}"

    @property
    def _kind(self) -> SelfTestKind:
        return KINDS[str(self.kind.currentData())]

    def make_chart(self) -> Chart:
        """Dots over time."""
        from hinge_desktop.ui.charts.dots import DotChart  # here: pyqtgraph takes three times the first frame

        return DotChart(self.title, self)

    def draw(self) -> None:
        """Draw the results."""
        from hinge_desktop.ui.charts.dots import DotChart  # here: see make_chart

        assert isinstance(self.chart, DotChart)
        assert self.shown is not None
        kind = self._kind
        dots = [(float(one.local_day.toordinal()), one.value, one.passed) for one in self._results]
        ticks = [(value, _tick(kind, value)) for value in kind.answers if kind.form != "count" or value % 2 == 0]
        self.chart.show_dots(dots, self.shown.days, ticks, kind.pass_value, max(kind.answers))


def _tick(kind: SelfTestKind, value: float) -> str:
    """A value as short as an axis needs it."""
    if kind.form == "count":
        return str(round(value))
    if kind.form == "feet":
        return f"{value:g}" if value % 0.5 == 0 else ""
    return value_text(kind, value)
