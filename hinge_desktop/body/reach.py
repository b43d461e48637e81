"""Two-bone reaching: where the elbow or the knee goes when both ends are given."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def middle_joint(root: Array, end: Array, upper_m: float, lower_m: float, towards: Array) -> Array:
    """Position of the joint between two bones.

    Args:
        root, end: (n, 3) where the chain begins and ends; at most ``upper_m + lower_m`` apart.
        upper_m, lower_m: lengths of the bones.
        towards: (n, 3) or (3,) direction the joint points to; only its part across the line counts.

    Returns:
        (n, 3). A chain that cannot reach is stretched straight, so that the caller's own check of
        bone lengths speaks, and no NaN arises.
    """
    line = end - root
    distance = np.maximum(np.sqrt(_dot(line, line)), 1e-9)
    beyond = _dot(towards, line) / distance
    across = np.sqrt(np.maximum(_dot(towards, towards) - beyond**2, 1e-18))
    foot = (upper_m**2 - lower_m**2 + distance**2) / (2 * distance)
    aside = np.sqrt(np.maximum(upper_m**2 - foot**2, 0.0)) / across
    # Of ``towards`` only the part across the line counts: what it goes along is taken off the way to the foot.
    along = (foot - aside * beyond) / distance
    return np.asarray(root + along[..., None] * line + aside[..., None] * towards)


def chain_length(upper_m: float, lower_m: float, flexion: Array) -> Array:
    """Distance between the ends of two bones bent by ``flexion`` (0 is straight)."""
    return np.sqrt(upper_m**2 + lower_m**2 + 2 * upper_m * lower_m * np.cos(flexion))


def _dot(first: Array, second: Array) -> Array:
    """(..., 3) and (..., 3) -> (...)."""
    return np.asarray(np.einsum("...i,...i->...", first, second))
