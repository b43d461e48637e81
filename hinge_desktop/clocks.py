"""Every clock of the program, so that tests and the tour bring their own."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime


@dataclass(frozen=True, slots=True)
class Clocks:
    """``steady`` gives seconds that only ever grow, ``wall`` the time of day in seconds since 1970 UTC."""

    steady: Callable[[], float] = time.perf_counter
    wall: Callable[[], float] = time.time

    def utc_now(self) -> datetime:
        """The moment, in UTC."""
        return datetime.fromtimestamp(self.wall(), UTC)

    def local_now(self) -> datetime:
        """The moment as the user's clock shows it."""
        return self.utc_now().astimezone()

    def today(self) -> date:
        """The day as the user sees it."""
        return self.local_now().date()
