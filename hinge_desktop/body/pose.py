"""A pose: every angle that, with a body and what it holds, fixes where each joint is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Pose:
    """Poses of n instants.

    Attributes:
        keyed: angle name of ``movement.KEYED_ANGLES`` -> (n,) radians.
        leg_inclination: (n,) angle of the line ankle -> hip from the vertical, forward positive: the
            one scalar that balance solves. None when kneeling or seated, where there is nothing to lean.
        side_inclination: (n,) the same line to the standing leg's side, on one leg only.
    """

    keyed: Mapping[str, Array]
    leg_inclination: Array | None
    side_inclination: Array | None = None

    def __getitem__(self, angle: str) -> Array:
        return self.keyed[angle]

    def leaning(self, leg_inclination: Array) -> Pose:
        """The same pose with another inclination of the legs."""
        return replace(self, leg_inclination=leg_inclination)

    def leaning_aside(self, side_inclination: Array) -> Pose:
        """The same pose with the standing leg leant another way sideways."""
        return replace(self, side_inclination=side_inclination)


def sagittal(inclination: Array) -> Array:
    """(n,) inclination from the vertical -> (n, 3) unit vector, forward positive."""
    up = np.zeros((*np.shape(inclination), 3))
    np.sin(inclination, out=up[..., 0])
    np.cos(inclination, out=up[..., 1])
    return up


def forward_of(inclination: Array) -> Array:
    """(n, 3) unit vector that points forward out of a segment of that inclination."""
    ahead = np.zeros((*np.shape(inclination), 3))
    np.cos(inclination, out=ahead[..., 0])
    np.negative(np.sin(inclination), out=ahead[..., 1])
    return ahead


def inclination_of(lower: Array, upper: Array) -> Array:
    """(n,) inclination of the line from ``lower`` up to ``upper`` in the sagittal plane."""
    line = upper - lower
    return np.asarray(np.arctan2(line[..., 0], line[..., 1]))


def bend_between(first: Array, second: Array) -> Array:
    """(n,) unsigned angle between two (n, 3) directions."""
    across = np.linalg.norm(np.cross(first, second), axis=-1)
    return np.asarray(np.arctan2(across, np.sum(first * second, axis=-1)))
