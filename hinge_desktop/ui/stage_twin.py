"""A second figure that keeps step with the first: behind it as a ghost, or beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF

from hinge_desktop.body.figure import Figure
from hinge_desktop.body.motion import Motion
from hinge_desktop.stage.projection import Box

Array = NDArray[np.float64]

_LAST_INSTANT = 1e-6


@dataclass(frozen=True)
class Twin:
    """Who moves along with the figure.

    Attributes:
        motion: what it does; of another length than the first one's, perhaps.
        name: what it is, e.g. ``Lower back rounds``.
        beside: it has a place of its own; else it is seen through the first figure.
        first_name: what the first figure is then called.
        demand: what is asked of its muscles over its motion's time, 0 to 1.
    """

    motion: Motion
    name: str
    beside: bool = False
    first_name: str = ""
    demand: Mapping[str, Array] = field(default_factory=dict)

    def figure_at(self, first: Motion, time_s: float) -> Figure:
        """The twin when the ``first`` motion is at ``time_s``."""
        return self.motion.figure_at(self.time_s(first, time_s))

    def time_s(self, first: Motion, time_s: float) -> float:
        """The twin's own time: as far into the same phase, or into the whole where the phases are others."""
        here, there = first.phases, self.motion.phases
        if [span.name for span in here] != [span.name for span in there]:
            return time_s / first.duration_s * self.motion.duration_s
        span = first.phase_at(time_s)
        other = next(one for one in there if one.name == span.name)
        share = (time_s % first.duration_s - span.start_s) / max(span.end_s - span.start_s, _LAST_INSTANT)
        return min(other.start_s + share * (other.end_s - other.start_s), other.end_s - _LAST_INSTANT)


def joined(one: Box, other: Box) -> Box:
    """The box that holds both, so that both figures are seen at the same size."""
    low = tuple(min(a, b) for a, b in zip(one[0], other[0], strict=True))
    high = tuple(max(a, b) for a, b in zip(one[1], other[1], strict=True))
    return (low[0], low[1], low[2]), (high[0], high[1], high[2])


def halves(rect: QRectF) -> tuple[QRectF, QRectF]:
    """Left and right half of a picture."""
    wide = rect.width() / 2
    return (
        QRectF(rect.left(), rect.top(), wide, rect.height()),
        QRectF(rect.left() + wide, rect.top(), wide, rect.height()),
    )
