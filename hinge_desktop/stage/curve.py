"""Smooth curves through a few given points, as weights: the curve is ``weights @ points``."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def spline_weights(knots: Array, at: Array) -> Array:
    """Weights of a cubic Hermite spline whose slopes are finite differences.

    Args:
        knots: (n,) rising parameters of the given points.
        at: (m,) parameters wanted; beyond the ends the curve goes on straight.

    Returns:
        (m, n) rows that sum to 1.
    """
    slopes = _slopes(knots)
    span = np.clip(np.searchsorted(knots, at, side="right") - 1, 0, len(knots) - 2)
    width = knots[span + 1] - knots[span]
    raw = (at - knots[span]) / width
    u = np.clip(raw, 0.0, 1.0)
    beyond = (raw - u) * width
    ends = np.eye(len(knots))
    rise = u * u * (3 - 2 * u)
    weights = (1 - rise)[:, None] * ends[span] + rise[:, None] * ends[span + 1]
    weights += (width * u * (1 - u) ** 2)[:, None] * slopes[span]
    weights -= (width * u * u * (1 - u))[:, None] * slopes[span + 1]
    weights += beyond[:, None] * np.where((u > 0.5)[:, None], slopes[span + 1], slopes[span])
    return np.asarray(weights)


def smoothed(rows: Array, fine: int) -> Array:
    """A table with ``fine`` rows for each step of the given one; its first column is the parameter."""
    knots = rows[:, 0]
    at = np.interp(np.arange((len(rows) - 1) * fine + 1) / fine, np.arange(len(rows)), knots)
    return np.asarray(spline_weights(knots, at) @ rows)


def _slopes(knots: Array) -> Array:
    """(n, n) weights of the slope at each knot: the parabola through it and its neighbours."""
    n = len(knots)
    step = np.diff(knots)
    secant = (np.eye(n)[1:] - np.eye(n)[:-1]) / step[:, None]
    slopes = np.empty((n, n))
    slopes[0], slopes[-1] = secant[0], secant[-1]
    share = (step[:-1] / (step[:-1] + step[1:]))[:, None]
    slopes[1:-1] = (1 - share) * secant[:-1] + share * secant[1:]
    return slopes
