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
    distance = np.maximum(_length(line), 1e-9)
    along = line / distance
    foot = (upper_m**2 - lower_m**2 + distance**2) / (2 * distance)
    height = np.sqrt(np.maximum(upper_m**2 - foot**2, 0.0))
    across = towards - np.einsum("...i,...i->...", towards, along)[..., None] * along
    across = across / np.maximum(_length(across), 1e-9)
    return np.asarray(root + foot * along + height * across)


def chain_length(upper_m: float, lower_m: float, flexion: Array) -> Array:
    """Distance between the ends of two bones bent by ``flexion`` (0 is straight)."""
    return np.sqrt(upper_m**2 + lower_m**2 + 2 * upper_m * lower_m * np.cos(flexion))


def _length(vectors: Array) -> Array:
    """(n, 3) -> (n, 1)."""
    return np.asarray(np.sqrt(np.einsum("...i,...i->...", vectors, vectors))[..., None])
