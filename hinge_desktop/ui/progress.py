"""The page one reads progress on: the staircase, pain, practice, answers and tests, and the same as tables."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QMetaMethod, QTimer, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from hinge_desktop.training.digested import Digest, digest
from hinge_desktop.training.progress import BesidePoint, StairPoint, beside_the_ladder, interrupted
from hinge_desktop.training.ranges import stretch
from hinge_desktop.training.records import History
from hinge_desktop.training.thresholds import THRESHOLDS, Thresholds
from hinge_desktop.ui.chart_card import ChartCard, Shown
from hinge_desktop.ui.progress_amounts import CalendarCard, LoadCard, MomentsCard, PracticeCard
from hinge_desktop.ui.progress_answers import EffortCard, FeltCard, TestsCard
from hinge_desktop.ui.progress_frame import NothingYet, RangeRow, summary
from hinge_desktop.ui.progress_ladder import PainCard, StairsCard
from hinge_desktop.ui.progress_sessions import SessionRow, SessionsCard
from hinge_desktop.ui.theme import Theme, current_theme
from hinge_desktop.ui.widgets import Button, FlowRow, ScrollPage, Words
from hinge_desktop.units import Units

if TYPE_CHECKING:
    from hinge_desktop.ui.charts.stairs import Staircase

_WIDE_PX = 1360
_FRAME_MS = 20
"""The page is painted before its first chart is made, which takes several frames."""


class ProgressPage(ScrollPage):
    """Shows a history. Its frame is painted first, then one chart after the other, and only what is in sight.

    Signals:
        session_edit_requested(str uuid): Enter on a row of the table, or its button.
        session_delete_requested(str uuid): Delete on a row, or its button.
        report_requested(): a page for the therapist.

    A wish is offered from when somebody is connected to it.
    """

    session_edit_requested = Signal(str)
    session_delete_requested = Signal(str)
    report_requested = Signal()
    _built = False  # while it is built it is asked to arrange itself already

    def __init__(self, parent: QWidget | None = None, *, first_weekday: int | None = None) -> None:
        super().__init__(parent, widest_px=1560)
        self.setAccessibleName(self.tr("Progress"))
        weekday = QLocale().firstDayOfWeek().value - 1 if first_weekday is None else first_weekday
        self._first_weekday = weekday
        self._history, self._limits = History(), THRESHOLDS
        self._today: date | None = None
        self._units: Units = "metric"
        self._read = Digest()
        self._known = True  # what was read is what there is
        self._linked = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._draw_next)
        self._worn: tuple[Theme, bool] | None = None
        self._build_head()
        self._range_row = RangeRow(self)
        self.range = self._range_row.range
        self.range.changed.connect(self._on_range)
        self.add(self._range_row)
        self._empty = NothingYet(self)
        self.add(self._empty, 4)
        self.stairs = StairsCard(self)
        self.pain, self.practice, self.calendar = PainCard(self), PracticeCard(self), CalendarCard(self)
        self.load, self.felt, self.effort = LoadCard(self), FeltCard(self), EffortCard(self)
        self.tests, self.moments = TestsCard(self), MomentsCard(self)
        self.cards: tuple[ChartCard, ...] = (
            self.stairs, self.pain, self.practice, self.calendar, self.load, self.felt, self.effort, self.tests,
            self.moments,
        )  # fmt: skip
        self._grid = QGridLayout()
        self._grid.setSpacing(self.column.spacing())
        for column in range(2):
            self._grid.setColumnStretch(column, 1)
        self.column.addLayout(self._grid)
        self._place(wide=False)
        self.sessions = SessionsCard(self)
        self.add(self.sessions)
        self.sessions.session_chosen.connect(self._on_session)
        self.stairs.session_chosen.connect(self._on_stair)
        self.sessions.edit_requested.connect(self.session_edit_requested)
        self.sessions.delete_requested.connect(self.session_delete_requested)
        self.column.addStretch(1)
        self.verticalScrollBar().valueChanged.connect(self._draw_soon)
        self._built = True
        self._show_parts()

    # -- building -------------------------------------------------------------------------------

    def _build_head(self) -> None:
        head = FlowRow(self, 20)
        head.add(Words(self.tr("Progress"), "title", head, wrap=False))
        self.report = Button(self.tr("A page for my therapist"), "secondary", head)
        self.report.clicked.connect(self.report_requested)
        self.report.hide()
        head.add(self.report)
        self.add(head)
        self.summary = Words("", "lead", self)
        self.add(self.summary)

    # -- what is shown --------------------------------------------------------------------------

    def show_history(
        self,
        history: History,
        limits: Thresholds = THRESHOLDS,
        *,
        today: date | None = None,
        units: Units = "metric",
    ) -> None:
        """Show this history, judged by these limits; nothing is worked out while the page is hidden.

        Args:
            today: where the ranges end; the newest day of the history when it is not given.
            units: of loads.
        """
        if _same(history, self._history) and (limits, today, units) == (self._limits, self._today, self._units):
            return
        self._history, self._limits, self._today, self._units = history, limits, today, units
        self._known = False
        self._show_parts()
        if self.isVisible():
            self._soon.start(0)

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what came while the page was hidden, after its frame was painted."""
        super().showEvent(event)
        self._soon.start(_FRAME_MS)

    def connectNotify(self, signal: QMetaMethod) -> None:
        """Offer what somebody carries out now."""
        super().connectNotify(signal)
        if self._built:
            self.sessions.offer(
                edit=self.isSignalConnected(QMetaMethod.fromSignal(self.session_edit_requested)),
                delete=self.isSignalConnected(QMetaMethod.fromSignal(self.session_delete_requested)),
            )
            self.report.setVisible(self.isSignalConnected(QMetaMethod.fromSignal(self.report_requested)))

    @Slot()
    def _draw_soon(self) -> None:
        if not self._soon.isActive():
            self._soon.start(0)

    @Slot()
    def _draw_next(self) -> None:
        """One thing at a time: in between the window answers."""
        if self._read_anew() or self._draw_one():
            self._soon.start(0)

    @Slot()
    def draw(self) -> None:
        """Work out what is new and draw what is in sight, now."""
        self._read_anew()
        while self._draw_one():
            pass

    def _draw_one(self) -> bool:
        drawn = any(card.draw_if_seen() for card in self.cards)  # any() asks no further than the first
        self._link()
        return drawn

    def _read_anew(self) -> bool:
        if self._known:
            return False
        self._known = True
        self._read = digest(self._history, self._limits, self._read)
        self.summary.setText(summary(self._read))
        if self._read.first is not None:
            self._show_sessions()
            self._show_range()
        return True

    def _show_parts(self) -> None:
        """The frame: known without reading anything."""
        history = self._history
        anything = bool(history.sessions or history.tests or history.moments)
        self._empty.setVisible(not anything)
        for part in (self._range_row, *self.cards, self.sessions):
            part.setVisible(anything)
        if not anything:
            self.summary.setText(summary(self._read))

    def _show_sessions(self) -> None:
        rows: list[SessionRow] = [*self._read.points, *beside_the_ladder(self._history), *interrupted(self._history)]
        rows.sort(key=_day_of, reverse=True)
        self.sessions.show_rows(tuple(rows))

    @Slot()
    def _on_range(self) -> None:
        self._read_anew()
        self._show_range()
        self._draw_soon()

    def _show_range(self) -> None:
        first, last = self._read.first, self._read.last
        if first is None or last is None:
            return
        days = stretch(self.range.choice, first, max(self._today or last, last), self._first_weekday)
        shown = Shown(self._read, days, self._limits, self._units)
        for card in self.cards:
            card.show_values(shown)

    def _link(self) -> None:
        """Zooming the staircase zooms the pain below it."""
        if not self._linked and self.stairs.chart is not None and self.pain.chart is not None:
            from hinge_desktop.ui.charts.plot import link_days  # here: pyqtgraph takes three times the first frame

            self._linked = True
            link_days(self.stairs.chart, self.pain.chart)

    def _place(self, *, wide: bool) -> None:
        """The cards below each other; in a wide window some stand side by side."""
        self._wide = wide
        pairs = ((self.practice, self.calendar), (self.felt, self.effort), (self.tests, self.moments))
        beside = {right: left for left, right in pairs} if wide else {}
        row = -1
        for card in self.cards:
            half = card in beside
            row += not half
            span = 1 if half or card in beside.values() else 2
            self._grid.removeWidget(card)
            self._grid.addWidget(card, row, int(half), 1, span)

    def arrange(self) -> None:
        """A higher window has a higher staircase, a wide one two columns."""
        super().arrange()
        if not self._built:
            return
        theme = current_theme()
        wide = self.viewport().width() >= theme.px(_WIDE_PX)
        if wide != self._wide:
            self._place(wide=wide)
        tall = max(290.0, min(self.viewport().height() * 0.4 / theme.text_scale, 480.0))
        self.stairs.height_px = round(tall)
        self.stairs.fit()
        wears = (theme, self.roomy)
        if wears != self._worn:
            self._worn = wears
            for card in self.cards:
                card.dress()
            self.sessions.table.fit()
        self._draw_soon()

    # -- the table and the staircase ------------------------------------------------------------

    @property
    def settled(self) -> bool:
        """Everything that is in sight is drawn."""
        return self._known and not self._soon.isActive()

    @property
    def staircase(self) -> Staircase | None:
        """The staircase, None until it was first drawn."""
        return self.stairs.staircase

    @Slot(str)
    def _on_stair(self, uuid: str) -> None:
        self.sessions.choose(uuid)

    @Slot(str)
    def _on_session(self, uuid: str) -> None:
        self.stairs.choose(uuid)


def _same(one: History, other: History) -> bool:
    """Whether they tell the same, asked without reading them: a history is never changed, only replaced."""
    return one.sessions is other.sessions and one.tests is other.tests and one.moments is other.moments


def _day_of(row: StairPoint | BesidePoint) -> tuple[date, int]:
    return row.day, row.order if isinstance(row, StairPoint) else -1
