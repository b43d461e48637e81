"""What is held or sat on, at its true size: none of these grows with the person.

Kettlebell: a competition bell, 280 mm high, ball 210 mm, handle 35 mm (IUKL/IGSF). The others are
common household sizes, chosen by us.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hinge_desktop.body.movement import LOOKS, ImplementKind

CARRIED: tuple[ImplementKind, ...] = ("kettlebell", "dumbbell", "backpack", "bin")
"""Kinds with a weight that a load changes."""


@dataclass(frozen=True, slots=True)
class Thing:
    """Something the hands hold.

    Attributes:
        drop_m: from the grip down to the middle of its mass.
        rest_m: from there down to what stands on the floor.
        size_m: height, width (side to side), depth (front to back).
        ahead_m: what is too wide for between the legs is held this much further forward.
    """

    drop_m: float
    rest_m: float
    size_m: tuple[float, float, float]
    ahead_m: float = 0.0


THINGS: Mapping[str, Thing] = {
    "kettlebell": Thing(0.157, 0.105, (0.28, 0.21, 0.21)),
    "backpack": Thing(0.26, 0.225, (0.45, 0.30, 0.20), 0.12),
    "bag": Thing(0.25, 0.275, (0.55, 0.35, 0.14), 0.12),
    "child": Thing(0.15, 0.38, (0.75, 0.23, 0.15), 0.14),
    "cushion": Thing(0.0, 0.20, (0.40, 0.40, 0.12)),
    "dumbbell": Thing(0.0, 0.06, (0.12, 0.12, 0.36)),
    "bin": Thing(0.22, 0.30, (0.60, 0.26, 0.26)),
}
"""By kind or look."""

BELL_DROP_M, BELL_RADIUS_M = THINGS["kettlebell"].drop_m, THINGS["kettlebell"].rest_m
DUMBBELL_ENDS_M = 0.24
"""Between the middles of its ends."""
CHAIR_SEAT_M, CHAIR_DEPTH_M, CHAIR_BACK_M = 0.45, 0.42, 0.90
"""Height of the seat, its depth, height of the backrest."""
DOORWAY_M = 2.0


def thing_of(kind: str, look: str = "") -> Thing | None:
    """The thing of an implement; None for what is not carried. A dowel's looks are a dowel."""
    return THINGS.get(look if look in LOOKS.get(kind, ()) else kind)
