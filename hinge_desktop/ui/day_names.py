"""A day in words, as the user's system writes it."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QDate, QLocale, QTime

DAY_FORMAT = "ddd d MMM yyyy"


def day_text(day: date) -> str:
    """A day with its weekday."""
    return QLocale().toString(QDate(day.year, day.month, day.day), DAY_FORMAT)


def moment_text(moment: datetime) -> str:
    """A day and the time of day, on this computer's clock."""
    local = moment.astimezone()
    time = QLocale().toString(QTime(local.hour, local.minute), QLocale.FormatType.ShortFormat)
    return f"{day_text(local.date())}, {time}"
