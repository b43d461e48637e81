"""The ten-day tour: one step a day to look at, beside the gated programme (A4). It shows; the gate still decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hinge_desktop.training.records import TourRecord

DAYS = 10


@dataclass(frozen=True, slots=True)
class TourDay:
    """Where the tour is. ``number``: 1 to 10, the step it shows; ``seen``: it was looked at today already."""

    number: int
    seen: bool


def tour_day(tours: Sequence[TourRecord], today: date) -> TourDay:
    """The day of the tour that is shown today; after the tenth it begins anew.

    One step a day, and a day left out is not lost: the next one waits. Days of a clock that stood ahead are passed
    over.
    """
    seen = [one for one in tours if one.local_day <= today]
    if not seen:
        return TourDay(1, False)
    last = max(seen, key=lambda one: one.seen_utc)
    if last.local_day == today:
        return TourDay(last.tour_day, True)
    return TourDay(last.tour_day % DAYS + 1, False)
