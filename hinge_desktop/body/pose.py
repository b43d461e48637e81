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
    return _by_axis(np.sin(inclination), np.cos(inclination))


def forward_of(inclination: Array) -> Array:
    """(n, 3) unit vector that points forward out of a segment of that inclination."""
    return _by_axis(np.cos(inclination), -np.sin(inclination))


def inclination_of(lower: Array, upper: Array) -> Array:
    """(n,) inclination of the line from ``lower`` up to ``upper`` in the sagittal plane."""
    line = upper - lower
    return np.asarray(np.arctan2(line[..., 0], line[..., 1]))


def bend_between(first: Array, second: Array) -> Array:
    """(n,) unsigned angle between two (n, 3) directions."""
    across = np.linalg.norm(np.cross(first, second), axis=-1)
    return np.asarray(np.arctan2(across, np.sum(first * second, axis=-1)))


def _by_axis(x: Array, y: Array) -> Array:
    vectors = np.zeros((3, *np.shape(x)))
    vectors[0], vectors[1] = x, y
    return vectors.T


def by_axis(vectors: Array) -> Array:
    """The same (3,) or (n, 3), each axis in one piece of memory; what is computed from such stays so, and is fast."""
    return np.asfortranarray(vectors)
