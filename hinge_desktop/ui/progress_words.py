"""What the Progress page says of days, steps, places and outcomes."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from hinge_desktop.training.outcome import Outcome
from hinge_desktop.training.ranges import Grain, Stretch
from hinge_desktop.ui.chart_table import text


def _tr(said: str) -> str:
    return QCoreApplication.translate("Progress", said)


def exercise_name(exercise_id: str) -> str:
    """An exercise as it is read."""
    return exercise_id.replace("-", " ").capitalize()


def outcome_word(outcome: Outcome) -> str:
    """An outcome as it is read."""
    words = {
        Outcome.GOOD: _tr("good session"),
        Outcome.STAY: _tr("stay"),
        Outcome.STEP_BACK: _tr("step back"),
    }
    return words[outcome]


def period_head(shown: Stretch) -> str:
    """The head of the first column of a table."""
    heads = {Grain.DAY: _tr("Day"), Grain.WEEK: _tr("Week of"), Grain.MONTH: _tr("Month")}
    return heads[shown.grain]


def period_text(start: date, shown: Stretch) -> str:
    """A day, week or month as it is read: "2 Nov 2026", "Week of 2 Nov 2026", "November 2026"."""
    if shown.grain is Grain.MONTH:
        return QLocale().toString(QDate(start.year, start.month, start.day), "MMMM yyyy")
    return _tr("Week of {day}").format(day=text(start)) if shown.grain is Grain.WEEK else text(start)


def per_period(shown: Stretch) -> str:
    """What a mark stands for when it is not one session or day; empty when it is."""
    if shown.grain is Grain.DAY:
        return ""
    return _tr("Each mark is a week.") if shown.grain is Grain.WEEK else _tr("Each mark is a month.")


def bar_of(shown: Stretch) -> str:
    """What a bar stands for where it spans many answers; empty when it is one day."""
    if shown.grain is Grain.DAY:
        return ""
    if shown.grain is Grain.WEEK:
        return _tr("Each bar is a week, its notch and its colour the middle of what was told.")
    return _tr("Each bar is a month, its notch and its colour the middle of what was told.")


def weekday_names(first_weekday: int) -> tuple[str, ...]:
    """The seven, in short, from the first day of the week on (0 is Monday)."""
    return tuple(
        QLocale().standaloneDayName((first_weekday + row) % 7 + 1, QLocale.FormatType.ShortFormat) for row in range(7)
    )


def nothing_here() -> str:
    """Said where a range holds nothing."""
    return _tr("Nothing in this range. A longer one may show more.")
