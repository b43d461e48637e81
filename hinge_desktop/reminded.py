"""What the tray remembers from one start to the next, so that nothing is said twice: a few days, kept beside the
window's place. Losing it costs one reminder too many and nothing else, so it is no part of the history.
"""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QSettings

DAYS = 14
"""So many reminded days are remembered; a clock that jumps to and fro between more of them may remind again."""


class Reminded:
    """Days and first times. ``kept`` is where they last; without it they last as long as the program."""

    def __init__(self, kept: QSettings | None = None) -> None:
        self._kept = kept
        self._days = self._read("reminded")[-DAYS:]
        self._paused = self._read("paused")[-1:]

    @property
    def days(self) -> tuple[date, ...]:
        """The local days on which a reminder was shown, in the order of the showing."""
        return self._days

    def add_day(self, day: date) -> None:
        """A reminder was shown on that day."""
        self._days = (*self._days, day)[-DAYS:]
        self._write("reminded", self._days)

    def paused_on(self, day: date) -> bool:
        """The user wanted to hear nothing on that day."""
        return day in self._paused

    def pause(self, day: date | None) -> None:
        """Say nothing on that day; None takes it back."""
        self._paused = () if day is None else (day,)
        self._write("paused", self._paused)

    @property
    def stay_told(self) -> bool:
        """It was said that the program stays in the tray; remembered for good once it is set."""
        return self._kept is not None and self._kept.value("tray/told") == "yes"

    def tell_stay(self) -> None:
        """It is said now."""
        if self._kept is not None:
            self._kept.setValue("tray/told", "yes")

    def _read(self, name: str) -> tuple[date, ...]:
        text = "" if self._kept is None else self._kept.value(f"tray/{name}", "")
        try:
            return tuple(date.fromisoformat(day) for day in str(text).split())
        except ValueError:  # somebody else wrote there: as if nothing had been said
            return ()

    def _write(self, name: str, days: tuple[date, ...]) -> None:
        if self._kept is not None:
            self._kept.setValue(f"tray/{name}", " ".join(day.isoformat() for day in days))
