"""What the lower back works against: the moment about L5/S1, and an index of compression.

A single equivalent extensor. Good for ordering postures of one person, not for
newtons: the program shows ratios and words only, and no number for swing and clean.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from hinge_desktop.body.anthropometry import Body
from hinge_desktop.body.balance import GRAVITY, Masses, acceleration
from hinge_desktop.body.implements import Pull

Array = NDArray[np.float64]

_ABOVE = ("lumbar", "thorax", "head", "upper_arm", "forearm", "hand")
_LEVER_M = 0.060
_LEVER_LOSS, _LEVER_LOSS_FULL = 0.15, np.radians(40)
_TONIC_N = 150.0
_DISC_TILT = np.radians(40)
_OBLIQUE_SHARE = 0.30
_OBLIQUE_NEUTRAL, _OBLIQUE_FLEXED, _FULL_FLEXION = np.radians(25.7), np.radians(10.7), np.radians(55)


def masses_above(body: Body, carried: Mapping[str, float]) -> Masses:
    """What the lower back carries: everything above L5/S1 and what the hands hold."""
    return Masses([s for s in body.segments if s.name.removesuffix("_l").removesuffix("_r") in _ABOVE], carried)


def l5s1_moment(above: Masses, points: Mapping[str, Array], pulls: tuple[Pull, ...], step_s: float) -> Array:
    """(n,) newton metres that the back must supply, extension positive; inertia included.

    Args:
        points: one full cycle without its closing frame.
    """
    where = above.positions(points)
    pivot = points["l5s1"]
    force = above.mass_kg[:, None, None] * acceleration(where.swapaxes(0, 1), step_s).swapaxes(0, 1)
    force[..., 1] += above.mass_kg[:, None] * GRAVITY
    arm = where - pivot
    moment = (arm[..., 0] * force[..., 1] - arm[..., 1] * force[..., 0]).sum(0)
    for pull in pulls:
        if pull.applied_at == "hands":
            lever = pull.at - pivot
            moment = moment - (lever[:, 0] * pull.force_n[:, 1] - lever[:, 1] * pull.force_n[:, 0])
    return np.asarray(moment)


def compression_ratio(above: Masses, moment: Array, pelvic_tilt: Array, lumbar_flexion: Array) -> Array:
    """(n,) compression of L5/S1 as a multiple of the same person's upright, unloaded standing."""
    weight = above.weight_n
    standing = weight * np.cos(_DISC_TILT) + _TONIC_N * _along(np.zeros(1))[0]
    lever = _LEVER_M * (1 - _LEVER_LOSS * np.clip(lumbar_flexion / _LEVER_LOSS_FULL, 0, 1))
    muscle = np.maximum(moment, 0.0) / lever + _TONIC_N
    return np.asarray((weight * np.cos(_DISC_TILT + pelvic_tilt) + muscle * _along(lumbar_flexion)) / standing)


def _along(lumbar_flexion: Array) -> Array:
    """Part of the extensors' force along the spine: their oblique share turns towards it in flexion."""
    part = np.clip(lumbar_flexion / _FULL_FLEXION, 0, 1)
    oblique = _OBLIQUE_NEUTRAL + part * (_OBLIQUE_FLEXED - _OBLIQUE_NEUTRAL)
    return np.asarray((1 - _OBLIQUE_SHARE) + _OBLIQUE_SHARE * np.cos(oblique))
