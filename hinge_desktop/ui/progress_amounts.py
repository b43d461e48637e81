"""The cards of what was done: practice and training days by weeks, load and volume of a step, hinge moments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QWidget

from hinge_desktop.curriculum.ladder import LADDER
from hinge_desktop.training.charted import Count, amounts, moment_counts, step_amounts, trained_days
from hinge_desktop.training.digested import Amount, StepAmount
from hinge_desktop.training.ranges import Grain
from hinge_desktop.ui.chart_card import ChartCard, Shown, choices
from hinge_desktop.ui.chart_table import Cell, Content, text
from hinge_desktop.ui.progress_words import (
    exercise_name,
    nothing_here,
    per_period,
    period_head,
    period_text,
    weekday_names,
)
from hinge_desktop.units import lb_from_kg

if TYPE_CHECKING:
    from hinge_desktop.ui.charts.plot import Chart


class BarsCard(ChartCard):
    """A card with one bar for each day, week or month."""

    bars: tuple[tuple[float, float, float], ...] = ()

    def make_chart(self) -> Chart:
        """The bars."""
        from hinge_desktop.ui.charts.bars import BarChart  # here: pyqtgraph takes three times the first frame

        return BarChart(self.title, self)

    def draw(self) -> None:
        """Draw :attr:`bars`."""
        from hinge_desktop.ui.charts.bars import BarChart  # here: see make_chart

        assert isinstance(self.chart, BarChart)
        assert self.shown is not None
        self.chart.show_bars(self.bars, self.shown.days)


class PracticeCard(BarsCard):
    """Repetitions, time under tension, or sessions of each week."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Practice per week"), parent)

    def build_head(self) -> None:
        """What is counted."""
        self.unit = choices(
            (
                ("reps", self.tr("Repetitions")),
                ("minutes", self.tr("Time under tension")),
                ("sessions", self.tr("Sessions")),
            ),
            self.tr("What is counted"),
            self.head,
        )
        self.unit.changed.connect(self.refresh)
        self.head.add(self.unit)

    def compose(self, shown: Shown) -> Content:
        """A row for each week or month, those without practice among them."""
        weeks = shown.days.by_weeks
        sums = amounts(shown.read, shown.days)
        self.bars = tuple((*_across(one), _amount(one, self.unit.choice)) for one in sums)
        columns = (
            period_head(weeks),
            self.tr("Repetitions"),
            self.tr("Minutes under tension"),
            self.tr("Sessions"),
            self.tr("Days"),
        )
        rows = tuple((period_text(one.start, weeks), one.reps, one.minutes, one.sessions, one.days) for one in sums)
        says = self.tr("Time under tension is counted work in minutes, without rests and pauses.")
        empty = "" if any(one.sessions for one in sums) else nothing_here()
        return Content(columns, rows, " ".join(filter(None, (says, per_period(shown.days)))), empty)


class CalendarCard(ChartCard):
    """The days with practice, by weeks; above a year how many there were."""

    height_px = 190

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Training days"), parent)

    def compose(self, shown: Shown) -> Content:
        """A row for each week or month with the number of its days."""
        weeks = shown.days.by_weeks
        self._weeks = trained_days(shown.read, shown.days)
        names = weekday_names(shown.days.first_weekday)
        columns: tuple[str, ...] = (period_head(weeks), self.tr("Days"))
        listed = shown.days.grain is Grain.DAY
        if listed:
            columns = (*columns, self.tr("on"))
        rows: list[tuple[Cell, ...]] = []
        for count, days in self._weeks:
            which = (", ".join(names[(day - count.start).days] for day in days),) if listed else ()
            rows.append((period_text(count.start, weeks), count.count, *which))
        says = self.tr("A filled cell is a day with practice. Rest days belong to it: nothing is counted in a row.")
        if not listed:
            says = self.tr("Days with practice. Rest days belong to it: nothing is counted in a row.")
            says = f"{says} {per_period(shown.days)}"
        empty = "" if any(count.count for count, _ in self._weeks) else nothing_here()
        return Content(columns, tuple(rows), says, empty)

    def make_chart(self) -> Chart:
        """A grid of weeks."""
        from hinge_desktop.ui.charts.dots import WeekGrid  # here: pyqtgraph takes three times the first frame

        return WeekGrid(self.title, self)

    def draw(self) -> None:
        """Fill the grid, or show bars where a week is too narrow for it."""
        from hinge_desktop.ui.charts.dots import WeekGrid  # here: see make_chart

        assert isinstance(self.chart, WeekGrid)
        assert self.shown is not None
        days = self.shown.days
        if days.grain is not Grain.DAY:
            self.chart.show_counts(tuple((*_across(count), float(count.count)) for count, _ in self._weeks))
            return
        starts = tuple(count.start for count, _ in self._weeks)
        trained = tuple(day for _, found in self._weeks for day in found)
        self.chart.show_weeks(starts, trained, days.last, weekday_names(days.first_weekday))


class LoadCard(BarsCard):
    """Load, volume or repetitions of one step."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Load and volume of a step"), parent)

    def build_head(self) -> None:
        """Which step, and what of it."""
        self.step = QComboBox(self.head)
        self.step.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.step.setAccessibleName(self.tr("Step"))
        self.step.activated.connect(self.refresh)
        self.unit = choices(
            (("load", self.tr("Heaviest load")), ("volume", self.tr("Volume")), ("reps", self.tr("Repetitions"))),
            self.tr("What is shown"),
            self.head,
        )
        self.unit.changed.connect(self.refresh)
        self.head.add(self.step)
        self.head.add(self.unit)

    def compose(self, shown: Shown) -> Content:
        """A row for each day, week or month with work on the step."""
        days, imperial = shown.days.by_bars, shown.units == "imperial"
        step = self._fill_steps(shown)
        unit = self._unit = self.tr("lb") if imperial else self.tr("kg")
        sums = step_amounts(shown.read, step, days)
        rows = tuple(
            (
                period_text(one.start, days),
                lb_from_kg(one.load_kg) if imperial else one.load_kg,
                lb_from_kg(one.volume_kg) if imperial else one.volume_kg,
                one.reps,
            )
            for one in sums
        )
        of_unit = {"load": 1, "volume": 2, "reps": 3}
        values = [float(row[of_unit[self.unit.choice]] or 0.0) for row in rows]
        self.bars = tuple((*_across(one), value) for one, value in zip(sums, values, strict=True))
        columns = (
            period_head(days),
            self.tr("Heaviest load ({unit})").format(unit=unit),
            self.tr("Volume ({unit})").format(unit=unit),
            self.tr("Repetitions"),
        )
        says = self.tr("In {unit}; volume is load times repetitions.").format(unit=unit)
        says = " ".join(filter(None, (says, per_period(days))))
        return Content(columns, rows, says, self._empty(values))

    def _empty(self, values: list[float]) -> str:
        if not values:
            return nothing_here()
        return "" if any(values) else self.tr("Practised without weight here; Repetitions tells how much.")

    def sentence(self, index: int) -> str:
        """The day, the load, and what was done with it."""
        if not 0 <= index < len(self.content.rows):
            return ""
        period, load, volume, reps = (text(value) for value in self.content.rows[index])
        said = self.tr("{period}: up to {load} {unit}, volume {volume} {unit}, repetitions {reps}")
        if not self.content.rows[index][1]:
            said = self.tr("{period}: without weight, repetitions {reps}")
        return said.format(period=period, load=load, volume=volume, reps=reps, unit=self._unit)

    def _fill_steps(self, shown: Shown) -> int:
        """Offer the steps with any work, the highest with a weight first chosen; the one chosen stays."""
        steps = sorted(shown.read.steps)
        chosen = self.step.currentData()
        if [self.step.itemData(row) for row in range(self.step.count())] != steps:
            self.step.clear()
            for one in steps:
                name = self.tr("Step {step}: {name}").format(step=one, name=exercise_name(LADDER[one - 1]))
                self.step.addItem(name, one)
        loaded = [one for one in steps if any(day.load_kg for day in shown.read.steps[one])]
        if chosen not in steps:
            chosen = max(loaded or steps, default=None)
            if not loaded:
                self.unit.set_chosen(("reps",))
        self.step.setCurrentIndex(steps.index(chosen) if chosen in steps else -1)
        return int(chosen or 0)


class MomentsCard(BarsCard):
    """Hinge moments of each week, counted apart from practice."""

    height_px = 160

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Hinge moments per week"), parent)

    def compose(self, shown: Shown) -> Content:
        """A row for each week or month."""
        weeks = shown.days.by_weeks
        counts = moment_counts(shown.read, shown.days)
        self.bars = tuple((*_across(one), float(one.count)) for one in counts)
        rows = tuple((period_text(one.start, weeks), one.count) for one in counts)
        says = self.tr("Hinges of daily life, counted apart from practice.")
        says = " ".join(filter(None, (says, per_period(shown.days))))
        empty = "" if rows else nothing_here()
        if not shown.read.moments:
            empty = self.tr("None yet. Switched on in Settings, Hinge asks for one now and then.")
        return Content((period_head(weeks), self.tr("Moments")), rows, says, empty)


def _across(one: Amount | StepAmount | Count) -> tuple[float, float]:
    """The middle of its days and how many they are."""
    first, last = one.start.toordinal(), one.last.toordinal()
    return (first + last) / 2, float(last - first + 1)


def _amount(one: Amount, unit: str) -> float:
    return float({"reps": one.reps, "minutes": one.minutes, "sessions": one.sessions}[unit])
