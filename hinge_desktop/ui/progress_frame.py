"""The frame of the Progress page: which days it shows, its summary, and what stands there before a first session."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QWidget

from hinge_desktop.training.digested import Digest
from hinge_desktop.ui.chart_card import choices
from hinge_desktop.ui.empty_stairs import EmptyStairs
from hinge_desktop.ui.widgets import Card, FlowRow, Words


class RangeRow(FlowRow):
    """Which days are shown. ``range``: the choice, with the ids of ``training.ranges``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, 16)
        self.add(Words(self.tr("Show"), "strong", self, wrap=False))
        self.range = choices(
            (
                ("weeks", self.tr("4 weeks")),
                ("months", self.tr("3 months")),
                ("year", self.tr("Year")),
                ("all", self.tr("All")),
            ),
            self.tr("Range"),
            self,
        )
        self.range.set_chosen(("year",))
        self.add(self.range)


class NothingYet(Card):
    """What will stand here, with the ten stairs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, padding_px=40, gap_px=10)
        self.add(Words(self.tr("Nothing here yet, and that is how everybody begins"), "heading", self))
        said = self.tr(
            "After your first session a point stands here: the step you practised, the day, and how it went. "
            "Pain and practice of each week follow below. Rest days leave no mark."
        )
        self.add(Words(said, "body", self))
        self.column.addSpacing(16)
        self.add(EmptyStairs(self), 1)


def summary(read: Digest) -> str:
    """One sentence under the title."""
    points = read.points
    if not points and read.first is not None:
        return _tr("Practice beside the ladder so far; a session of your step begins the staircase.")
    if not points:
        return _tr("Your steps, your back and your weeks, on one page.")
    if len(points) == 1:
        one = _tr("One session so far, on step {step}. A line needs a second point; the next session draws it.")
        return one.format(step=points[0].step)
    days = len({point.day for point in points})
    return _tr("{sessions} sessions on {days} days, {reps} repetitions; last on step {step}.").format(
        sessions=QLocale().toString(len(points)),
        days=QLocale().toString(days),
        reps=QLocale().toString(sum(point.reps for point in points)),
        step=points[-1].step,
    )


def _tr(said: str) -> str:
    return QCoreApplication.translate("Progress", said)
