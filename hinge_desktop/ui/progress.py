"""The page one reads progress on: staircase, pain, weeks, and the same as a table."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPolygonF, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from hinge_desktop.training.outcome import Outcome
from hinge_desktop.training.progress import BesidePoint, StairPoint, beside_the_ladder, pain_days, staircase, weekly
from hinge_desktop.training.records import History
from hinge_desktop.training.thresholds import THRESHOLDS, Thresholds
from hinge_desktop.ui.empty_stairs import EmptyStairs
from hinge_desktop.ui.theme import current_theme
from hinge_desktop.ui.widgets import Card, Choices, FlowRow, ScrollPage, Words

if TYPE_CHECKING:
    from hinge_desktop.ui.charts import PainRibbon, Staircase, WeekBars

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


class ProgressPage(ScrollPage):
    """Shows a history. The charts are made when there is first something to draw and the page is visible."""

    def __init__(self, parent: QWidget | None = None, *, first_weekday: int | None = None) -> None:
        super().__init__(parent, widest_px=1560)
        self.setAccessibleName(self.tr("Progress"))
        weekday = QLocale().firstDayOfWeek().value - 1 if first_weekday is None else first_weekday
        self._first_weekday = weekday
        self._history = History()
        self._points: tuple[StairPoint, ...] = ()
        self._rows: list[StairPoint | BesidePoint] = []
        self._shown = True
        self._stairs: Staircase | None = None
        self._ribbon: PainRibbon | None = None
        self._weeks: WeekBars | None = None
        self.add(Words(self.tr("Progress"), "title", self))
        self.summary = Words("", "lead", self)
        self.add(self.summary)
        self._build_empty()
        self._build_stairs()
        self._build_weeks()
        self._build_table()
        self.column.addStretch(1)
        self.show_history(self._history)

    # -- building -------------------------------------------------------------------------------

    def _build_empty(self) -> None:
        self._empty = Card(self, padding_px=40, gap_px=10)
        self._empty.add(Words(self.tr("Nothing here yet, and that is how everybody begins"), "heading", self._empty))
        self._empty.add(
            Words(
                self.tr(
                    "After your first session a point stands here: the step you practised, the day, and how it went. "
                    "Pain and practice of each week follow below. Rest days leave no mark."
                ),
                "body",
                self._empty,
            )
        )
        self._empty.column.addSpacing(16)
        self._empty.add(EmptyStairs(self._empty), 1)
        self.add(self._empty, 4)

    def _build_stairs(self) -> None:
        self._stairs_card = Card(self, padding_px=22, gap_px=8)
        head = FlowRow(self._stairs_card, 20)
        head.add(Words(self.tr("The ten steps"), "heading", self._stairs_card, wrap=False))
        for outcome, text in (
            (Outcome.GOOD, self.tr("good session")),
            (Outcome.STAY, self.tr("stay")),
            (Outcome.STEP_BACK, self.tr("step back")),
        ):
            legend = QWidget(head)
            pair = QHBoxLayout(legend)
            pair.setContentsMargins(0, 0, 0, 0)
            pair.setSpacing(8)
            pair.addWidget(OutcomeMark(outcome, legend))
            pair.addWidget(Words(text, "small", legend, wrap=False))
            head.add(legend)
        self._stairs_card.add(head)
        self._stairs_at = self._stairs_card.column.count()
        pain = self.tr("Pain of the day, 0 to 10; below the dashed line is quiet")
        self._stairs_card.add(Words(pain, "small", self._stairs_card))
        self.reason = Words("", "strong", self._stairs_card)
        self._stairs_card.add(self.reason)
        self._stairs_card.add(
            Words(self.tr("Left and right choose a session, Home shows everything."), "small", self._stairs_card)
        )
        self.add(self._stairs_card)

    def _build_weeks(self) -> None:
        self._weeks_card = Card(self, padding_px=22, gap_px=8)
        head = FlowRow(self._weeks_card, 20)
        head.add(Words(self.tr("Practice per week"), "heading", self._weeks_card, wrap=False))
        self.unit = Choices(
            (("reps", self.tr("Repetitions")), ("minutes", self.tr("Minutes of work"))),
            self.tr("Unit"),
            self._weeks_card,
        )
        self.unit.set_chosen(("reps",))
        self.unit.changed.connect(self._on_unit)
        head.add(self.unit)
        self._weeks_card.add(head)
        self.add(self._weeks_card)

    def _build_table(self) -> None:
        self._table_card = Card(self, padding_px=22, gap_px=8)
        self._table_card.add(Words(self.tr("Sessions"), "heading", self._table_card))
        columns = (
            self.tr("Day"), self.tr("Exercise"), self.tr("Outcome"), self.tr("Pain"),
            self.tr("Repetitions"), self.tr("Minutes"), self.tr("Why"),
        )  # fmt: skip
        self.table = QTableWidget(0, len(columns), self._table_card)
        self.table.setHorizontalHeaderLabels(columns)
        self.table.setAccessibleName(self.tr("Sessions, newest first"))
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        self.table.currentCellChanged.connect(self._on_row)
        self._table_card.add(self.table)
        self.row_reason = Words("", "body", self._table_card)
        self._table_card.add(self.row_reason)
        self.add(self._table_card)

    # -- what is shown --------------------------------------------------------------------------

    def show_history(self, history: History, limits: Thresholds = THRESHOLDS) -> None:
        """Show this history, judged by these limits; nothing is drawn while the page is hidden."""
        self._history = history
        self._points = staircase(history, limits)
        self._shown = False
        self._rows = sorted((*self._points, *beside_the_ladder(history)), key=_day_of, reverse=True)
        self._empty.setVisible(not self._rows)
        self._stairs_card.setVisible(bool(self._points))
        for card in (self._weeks_card, self._table_card):
            card.setVisible(bool(self._rows))
        self.summary.setText(self._summary())
        self._fill_table()
        self._show_reason(len(self._points) - 1)
        if self.isVisible():
            self._draw()

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what came while the page was hidden."""
        super().showEvent(event)
        self._draw()

    def _draw(self) -> None:
        if self._shown or not self._rows:
            return
        self._shown = True
        self._make_charts()
        assert self._stairs is not None
        assert self._ribbon is not None
        self._stairs.show_points(self._points)
        if self._points:
            self._ribbon.show_days(pain_days(self._history), self._points[0].day, self._points[-1].day)
        self._on_unit()
        self._dress()

    def _make_charts(self) -> None:
        if self._stairs is not None:
            return
        # Here and not above: importing pyqtgraph takes 200 to 450 ms (start-up without it: about 100 ms).
        from hinge_desktop.ui.charts import PainRibbon, Staircase, WeekBars, link_days

        self._stairs = Staircase(self.tr("Staircase of the ten steps"), self._stairs_card)
        self._ribbon = PainRibbon(self.tr("Pain of each day"), self._stairs_card)
        self._weeks = WeekBars(self.tr("Practice per week"), self._weeks_card)
        self._stairs_card.column.insertWidget(self._stairs_at, self._stairs)
        self._stairs_card.column.insertWidget(self._stairs_at + 2, self._ribbon)
        self._weeks_card.add(self._weeks)
        link_days(self._stairs, self._ribbon)
        self._stairs.point_selected.connect(self._on_point)

    def _dress(self) -> None:
        theme = current_theme()
        tall = max(theme.px(290), min(round(self.viewport().height() * 0.4), theme.px(480)))
        for chart, height in ((self._stairs, tall), (self._ribbon, theme.px(110)), (self._weeks, round(tall * 0.65))):
            if chart is not None:
                chart.setFixedHeight(height)
                chart.refresh()
        self._fit_table()

    def arrange(self) -> None:
        """A higher window has higher charts."""
        super().arrange()
        if getattr(self, "_stairs", None) is not None:
            self._dress()

    def _on_unit(self, *_: object) -> None:
        if self._weeks is not None:
            self._weeks.show_weeks(weekly(self._history, self._first_weekday), minutes=self.unit.choice == "minutes")

    @property
    def staircase(self) -> Staircase | None:
        """The staircase, None until it was first drawn."""
        return self._stairs

    # -- words ----------------------------------------------------------------------------------

    def _summary(self) -> str:
        points = self._points
        if not points and self._rows:
            return self.tr("Practice beside the ladder so far; a session of your step begins the staircase.")
        if not points:
            return self.tr("Your steps, your back and your weeks, on one page.")
        if len(points) == 1:
            one = self.tr("One session so far, on step {step}. A line needs a second point; the next session draws it.")
            return one.format(step=points[0].step)
        days = len({point.day for point in points})
        return self.tr("{sessions} sessions on {days} days, {reps} repetitions; now on step {step}.").format(
            sessions=len(points), days=days, reps=sum(point.reps for point in points), step=points[-1].step
        )

    def _show_reason(self, index: int) -> None:
        if not 0 <= index < len(self._points):
            self.reason.setText("")
            return
        point = self._points[index]
        self.reason.setText(
            self.tr("{day}, step {step}: {outcome}. {reason}").format(
                day=_day_text(point.day),
                step=point.step,
                outcome=self._outcome_word(point.outcome),
                reason=point.reason,
            )
        )

    def _outcome_word(self, outcome: Outcome) -> str:
        words = {
            Outcome.GOOD: self.tr("good session"),
            Outcome.STAY: self.tr("stay"),
            Outcome.STEP_BACK: self.tr("step back"),
        }
        return words[outcome]

    # -- table and selection --------------------------------------------------------------------

    def _fill_table(self) -> None:
        self.table.blockSignals(True)
        self.table.setRowCount(len(self._rows))
        for row, point in enumerate(self._rows):
            cells = self._cells(point)
            for column, text in enumerate(cells):
                item = QTableWidgetItem(f"{text}  ")
                item.setToolTip(text if column == len(cells) - 1 else "")
                self.table.setItem(row, column, item)
        self.table.blockSignals(False)
        self.row_reason.setText(self.tr("Choose a row to read its reason in full.") if self._rows else "")
        self._fit_table()

    def _cells(self, point: StairPoint | BesidePoint) -> tuple[str, ...]:
        if isinstance(point, StairPoint):
            exercise = self.tr("Step {step}").format(step=point.step)
            outcome, reason = self._outcome_word(point.outcome), point.reason
        else:
            exercise, outcome = _name_of(point.exercise_id), self.tr("practice")
            reason = self.tr("Beside the ladder: it moves no step.")
        return (
            _day_text(point.day),
            exercise,
            outcome,
            "–" if point.pain is None else str(point.pain),
            self.tr("{reps} of {planned}").format(reps=point.reps, planned=point.planned),
            QLocale().toString(point.minutes, "f", 1),
            reason,
        )

    def _fit_table(self) -> None:
        """Ten rows at most; the rest scrolls."""
        line = current_theme().px(34)
        self.table.verticalHeader().setDefaultSectionSize(line)
        rows = min(10, max(1, self.table.rowCount()))
        self.table.setFixedHeight(self.table.horizontalHeader().sizeHint().height() + rows * line + 6)

    def _on_point(self, index: int) -> None:
        self._show_reason(index)
        self.table.blockSignals(True)
        self.table.selectRow(self._rows.index(self._points[index]))
        self.table.blockSignals(False)

    def _on_row(self, row: int, _column: int, _old_row: int, _old_column: int) -> None:
        point = self._rows[row] if 0 <= row < len(self._rows) else None
        self.row_reason.setText("" if point is None else self._cells(point)[-1])
        if not isinstance(point, StairPoint):
            self._show_reason(-1)
            return
        index = self._points.index(point)
        self._show_reason(index)
        if self._stairs is not None:
            self._stairs.select(index)


def _day_of(row: StairPoint | BesidePoint) -> tuple[date, int]:
    return row.day, row.order if isinstance(row, StairPoint) else -1


def _name_of(exercise_id: str) -> str:
    return exercise_id.replace("-", " ").capitalize()


def _day_text(day: date) -> str:
    return QLocale().toString(QDate(day.year, day.month, day.day), "ddd d MMM yyyy")
