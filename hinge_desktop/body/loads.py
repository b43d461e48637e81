"""What the lower back works against, and how hard that is for its muscles compared with a hinge of one's own.

A single equivalent extensor. Good for ordering postures of one person, not for
newtons: the program shows ratios and words only, and no number for swing and clean.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from hinge_desktop.body.anthropometry import Body, require_range
from hinge_desktop.body.balance import Masses
from hinge_desktop.body.dynamics import inverse_dynamics
from hinge_desktop.body.motion import Motion
from hinge_desktop.body.movement import Movement

Array = NDArray[np.float64]

LEVER_M = (0.050, 0.075)
"""Between these lie the published levers of the back's extensors about L5/S1."""
USUAL_LEVER_M = 0.060

Effort = Literal[
    "hardly any of",
    "about half of",
    "a little less than",
    "about the same as",
    "a little more than",
    "half as much again as",
    "about twice",
    "about three times",
    "more than three times",
]
"""Before "your own unloaded hinge"; from the least to the most."""

_ABOVE = ("lumbar", "thorax", "head", "upper_arm", "forearm", "hand")
_LEVER_LOSS, _LEVER_LOSS_FULL = 0.15, np.radians(40)
_TONIC_N = 150.0
_DISC_TILT = np.radians(40)
_OBLIQUE_SHARE = 0.30
_OBLIQUE_NEUTRAL, _OBLIQUE_FLEXED, _FULL_FLEXION = np.radians(25.7), np.radians(10.7), np.radians(55)
_WORDS_FROM = (0.30, 0.67, 0.92, 1.08, 1.35, 1.75, 2.50, 3.50)
"""Where each of ``Effort`` after the first begins."""


def l5s1_moment(motion: Motion) -> Array:
    """(n + 1,) newton metres that the back must supply, extension positive; inertia included."""
    return inverse_dynamics(motion).extension_nm["l5s1"]


def back_effort(motion: Motion, reference: Motion, *, lever_m: float = USUAL_LEVER_M) -> Array:
    """(n + 1,) force of the back's extensors, 1.0 at the greatest of the reference.

    Args:
        reference: the same person's weighted hip hinge with nothing in the hands.
        lever_m: of the extensors about L5/S1 when the back keeps its curve.

    Raises:
        OptionError: a lever out of ``LEVER_M``.
    """
    require_range("lever of the back", lever_m, LEVER_M, "m")
    own, other = (_extensors_n(l5s1_moment(one), one.angles["lumbar_flexion"], lever_m) for one in (motion, reference))
    return np.asarray(own / np.max(other))


def effort_words(ratio: float) -> Effort:
    """How an effort compares, said before "your own unloaded hinge"."""
    words: tuple[Effort, ...] = get_args(Effort)
    return words[int(np.searchsorted(_WORDS_FROM, ratio, side="right"))]


def effort_has_number(movement: Movement) -> bool:
    """Whether a number may stand beside the words.

    Not with a ballistic movement: there the model's peaks are about twice those that electrodes in the back's
    muscles speak for (McGill & Marshall 2012), so only the words remain.
    """
    return movement.pattern != "ballistic"


def _extensors_n(moment: Array, lumbar_flexion: Array, lever_m: float) -> Array:
    """(n,) newtons; a rounded back has a shorter lever."""
    lever = lever_m * (1 - _LEVER_LOSS * np.clip(lumbar_flexion / _LEVER_LOSS_FULL, 0, 1))
    return np.asarray(np.maximum(moment, 0.0) / lever + _TONIC_N)


def masses_above(body: Body, carried: Mapping[str, float]) -> Masses:
    """What the lower back carries: everything above L5/S1 and what the hands hold."""
    return Masses([s for s in body.segments if s.name.removesuffix("_l").removesuffix("_r") in _ABOVE], carried)


def compression_ratio(above: Masses, moment: Array, pelvic_tilt: Array, lumbar_flexion: Array) -> Array:
    """(n,) compression of L5/S1 as a multiple of the same person's upright, unloaded standing."""
    weight = above.weight_n
    standing = weight * np.cos(_DISC_TILT) + _TONIC_N * _along(np.zeros(1))[0]
    muscle = _extensors_n(moment, lumbar_flexion, USUAL_LEVER_M)
    return np.asarray((weight * np.cos(_DISC_TILT + pelvic_tilt) + muscle * _along(lumbar_flexion)) / standing)


def _along(lumbar_flexion: Array) -> Array:
    """Part of the extensors' force along the spine: their oblique share turns towards it in flexion."""
    part = np.clip(lumbar_flexion / _FULL_FLEXION, 0, 1)
    oblique = _OBLIQUE_NEUTRAL + part * (_OBLIQUE_FLEXED - _OBLIQUE_NEUTRAL)
    return np.asarray((1 - _OBLIQUE_SHARE) + _OBLIQUE_SHARE * np.cos(oblique))
