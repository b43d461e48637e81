"""What is leant on, worn or held: where it is, and the forces it puts on the body."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hinge_desktop.body.anthropometry import Body
from hinge_desktop.body.movement import ImplementSpec
from hinge_desktop.body.skeleton import Footing

Array = NDArray[np.float64]
Points = Mapping[str, Array]


@dataclass(frozen=True)
class Pull:
    """A force on the body. ``at`` is (n, 3), ``force_n`` is (n, 3) newtons."""

    applied_at: str
    at: Array
    force_n: Array


def band_end(spec: ImplementSpec, points: Points) -> Array:
    """(n, 3) where the band takes hold of the body."""
    return points["pelvis"] if spec.applied_at == "pelvis" else (points["hand_l"] + points["hand_r"]) / 2


def band_anchor(spec: ImplementSpec, body: Body, footing: Footing) -> Array:
    """(3,) the fixed end; places are given at the reference stature and scale with the body."""
    behind, height = spec.anchor_m
    ankle_x = footing.points["ankle_r"][0]
    return np.array([ankle_x - behind * body.scale, height * body.scale, 0.0])


def band_pull(spec: ImplementSpec, body: Body, footing: Footing, points: Points) -> Pull:
    """A spring that can only pull: ``F = k (L - L0)``, never below zero."""
    end = band_end(spec, points)
    line = band_anchor(spec, body, footing) - end
    length = np.linalg.norm(line, axis=-1, keepdims=True)
    tension = spec.stiffness_n_m * np.maximum(length - spec.rest_length_m * body.scale, 0.0)
    return Pull("pelvis" if spec.applied_at == "pelvis" else "hands", end, tension * line / length)


def dowel_ends(body: Body, points: Points) -> tuple[Array, Array]:
    """(n, 3) bottom and top of a stick along the three contacts: sacrum and back of the head fix its line."""
    low, high = points["sacrum_back"], points["head_back"]
    along = (high - low) / np.linalg.norm(high - low, axis=-1, keepdims=True)
    return low - 0.14 * body.stature_m * along, high + 0.10 * body.stature_m * along
