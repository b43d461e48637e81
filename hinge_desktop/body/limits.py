"""How far joints go: the hard limits of the model, one table.

Marks tell where a number comes from: ``measured`` (recordings of lifting and squatting), ``norm``
(goniometer norms as reprinted in public tables), ``remembered`` (the literature, not looked up
again) and ``chosen`` (a convention of this program). Flexion is positive, 0 is upright standing.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Mark = Literal["measured", "norm", "remembered", "chosen"]


@dataclass(frozen=True, slots=True)
class Limit:
    """An angle may be ``low <= angle <= high``, radians. ``mark`` says where the numbers come from."""

    low: float
    high: float
    mark: Mark


def _degrees(low: float, high: float, mark: Mark) -> Limit:
    return Limit(math.radians(low), math.radians(high), mark)


LIMITS: Mapping[str, Limit] = MappingProxyType(
    {
        # joints
        "hip_flexion": _degrees(-15, 125, "norm"),  # knee bent; extension before the back must help: 15
        "hip_abduction": _degrees(-25, 45, "norm"),
        "hip_rotation": _degrees(-40, 45, "norm"),  # external positive
        "knee_flexion": _degrees(-5, 155, "measured"),  # sitting on the heels needs 150
        "ankle_dorsiflexion": _degrees(-90, 42, "measured"),  # kneeling lays the foot flat behind
        "lumbar_flexion": _degrees(-25, 55, "remembered"),
        "thoracic_flexion": _degrees(-20, 35, "remembered"),
        "neck_flexion": _degrees(-60, 50, "remembered"),
        "shoulder_flexion": _degrees(-55, 180, "norm"),
        "shoulder_abduction": _degrees(0, 180, "norm"),
        "shoulder_rotation": _degrees(-80, 95, "remembered"),  # external positive
        "elbow_flexion": _degrees(-3, 150, "norm"),
        "wrist_flexion": _degrees(-70, 80, "norm"),
        "wrist_deviation": _degrees(-20, 45, "norm"),  # to the little finger positive
        # segments against the vertical, as recipes key them: what the joints below and above leave
        "pelvic_tilt": _degrees(-20, 110, "chosen"),
        "arm_inclination": _degrees(-120, 180, "chosen"),
        "free_arm_inclination": _degrees(-120, 180, "chosen"),
        "pelvic_list": _degrees(-15, 15, "chosen"),
        "pelvic_rotation": _degrees(-15, 15, "chosen"),
        "free_thigh_inclination": _degrees(-30, 110, "chosen"),
        "free_knee_flexion": _degrees(0, 120, "chosen"),
        "shoulder_protraction": _degrees(-15, 40, "chosen"),
        "foot_pitch": _degrees(-15, 20, "chosen"),
        "knee_turn": _degrees(-30, 60, "chosen"),
    }
)
"""Limit of every joint of the model and of every angle a recipe may key."""

HAMSTRINGS_PER_KNEE = 0.55
"""Bending the knee slackens the hamstrings: hip flexion <= straight-leg raise + 0.55 x knee flexion (chosen)."""


def hip_flexion_limit(hamstrings: float, knee_flexion: float) -> float:
    """Most hip flexion (radians) that hamstrings of this straight-leg raise allow at this knee angle."""
    return min(LIMITS["hip_flexion"].high, hamstrings + HAMSTRINGS_PER_KNEE * knee_flexion)
