"""The tour's clock: the same morning in every run."""

from __future__ import annotations

import time

FIRST_MORNING = (2026, 1, 5, 9, 0, 0)


class TourClock:
    """Steady seconds and the time of day, both moved by hand."""

    def __init__(self) -> None:
        self.now_s = 0.0
        self._began = time.mktime((*FIRST_MORNING, 0, 0, -1))  # nine in the morning, wherever it runs

    def steady(self) -> float:
        """Seconds since the tour began."""
        return self.now_s

    def wall(self) -> float:
        """The time of day in seconds, the same morning in every run."""
        return self._began + self.now_s
