"""How hard the large muscles work, 0 to 1, derived from the joint moments and from nothing else.

In each leg seven muscle groups supply the moments of hip, knee and ankle at once. Of the many ways to do so the one
with the least sum of squared activations is taken (static optimisation: Crowninshield & Brand 1981, J Biomech
14:793; the square is OpenSim's habit), so groups share by moment arm times strength, and the hamstrings, which pass
two joints, are taken where both need them and avoided where the knee must be held straight against them. Then the
muscle's speed: one that shortens has less force to give, one that lengthens more. At L5/S1 erectors or abdominals
supply the moment.
Trunk and knee are braced: whatever one side supplies, the other side opposes with a share of it.

Strength grows with the body, as mass times stature. Arms do not change with posture, tendons do not help, and nobody's
own strength is known: the bars order muscles and instants of one movement, they measure nobody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from hinge_desktop.body.balance import rate_of_change
from hinge_desktop.body.dynamics import SIDES, Dynamics, inverse_dynamics
from hinge_desktop.body.motion import Motion

Array = NDArray[np.float64]

Muscle = Literal["glutes", "hamstrings", "erectors", "abdominals", "quadriceps", "calves"]
MUSCLES: tuple[Muscle, ...] = ("glutes", "hamstrings", "erectors", "abdominals", "quadriceps", "calves")


@dataclass(frozen=True, slots=True)
class _Group:
    """Muscles of one leg that act as one.

    ``area_cm2``: physiological cross-section; arms in metres, positive where the group extends (ankle: presses the
    sole down).
    """

    area_cm2: float
    hip_m: float = 0.0
    knee_m: float = 0.0
    ankle_m: float = 0.0


_GROUPS: Mapping[str, _Group] = {
    # Areas of hip and thigh as read in table 1 of PMC3594999; arms remembered, nearer to those of a hip bent 90
    # degrees than of standing (Nemeth & Ohlsen 1985; Visser 1990 for the knee).
    "glutes": _Group(68.0, hip_m=0.045),  # gluteus maximus 51, posterior adductor magnus 17
    "hamstrings": _Group(34.0, hip_m=0.065, knee_m=-0.040),  # semimembranosus 17, semitendinosus 5, biceps long head 12
    # Remembered: Ward et al. 2009 (Clin Orthop 467:1074), areas of the four heads; arm of the patellar tendon.
    "quadriceps": _Group(86.0, knee_m=0.042),
    # Remembered: Ward et al. 2009; the two gastrocnemii are 31 of 83 and flex the knee with 20 mm.
    "calves": _Group(83.0, knee_m=-0.0075, ankle_m=0.050),
    # Not shown: iliopsoas as read in the same table; biceps short head, gracilis and sartorius, and shins remembered.
    "hip flexors": _Group(23.0, hip_m=-0.040),
    "knee flexors": _Group(9.0, knee_m=-0.035),
    "shins": _Group(20.0, ankle_m=-0.040),
}
_STRESS_N_CM2 = 50.0
"""Chosen between the 32 and 58 of that table; makes a leg's whole hip extension 260, knee extension 180 N m."""
_ERECTORS_NM, _ABDOMINALS_NM = 300.0, 170.0
"""Remembered: isometric strength of young adults about L5/S1, 250 to 350 and 150 to 200 N m."""
_STRENGTH_OF = 75.0 * 1.75
"""Kilograms times metres of the body that has these strengths."""
_BRACE_SHARE, _BRACE_M = 0.15, 0.010
"""Chosen: this share of the moment of trunk or knee is opposed; both sides of the trunk also brace with this arm of
the force it carries."""
_FASTEST_M_S, _LEAST, _MOST = 0.80, 0.25, 1.30
"""Chosen: shortening speed without force, and the bounds of a linear force-velocity curve (Hill 1938 bends it)."""
_NEGATIVE = -1e-9
_UNMET = 1e-9

_JOINTS = ("hip", "knee", "ankle")
_BENDS = {"hip": "hip_flexion", "knee": "knee_flexion", "ankle": "ankle_dorsiflexion"}
_LEG_MUSCLES: tuple[Muscle, ...] = ("glutes", "hamstrings", "quadriceps", "calves")


def muscle_demand(motion: Motion, dynamics: Dynamics | None = None) -> dict[Muscle, Array]:
    """Muscle -> (n + 1,) part of its strength in use, of the leg that works harder.

    A muscle whose joints cannot be told is missing: calves when kneeling, calves and quadriceps when seated.

    Args:
        dynamics: the motion's moments where they are at hand, or under another gravity.
    """
    moments = dynamics or inverse_dynamics(motion)
    legs = [leg_demand(motion, moments, side) for side in SIDES]
    found = {muscle: np.maximum(legs[0][muscle], legs[1][muscle]) for muscle in legs[0]} | _trunk(motion, moments)
    return {muscle: found[muscle] for muscle in MUSCLES if muscle in found}


def leg_demand(motion: Motion, dynamics: Dynamics, side: str) -> dict[Muscle, Array]:
    """The muscles of one leg, ``l`` or ``r``: (n + 1,) each."""
    joints = [joint for joint in _JOINTS if f"{joint}_{side}" in dynamics.extension_nm]
    able = [name for name, group in _GROUPS.items() if _ends(group) <= set(joints)]
    arms = np.array([[_arm(_GROUPS[name], joint) for name in able] for joint in joints])
    strength = np.array([_GROUPS[name].area_cm2 for name in able]) * _STRESS_N_CM2
    needed = np.stack([dynamics.extension_nm[f"{joint}_{side}"] for joint in joints], axis=-1)
    shares = _braced(able, joints, arms * strength, needed / _size(motion))
    extending = np.stack([-_rate(motion, f"{_BENDS[joint]}_{side}") for joint in joints], axis=-1)
    able_to = np.clip(1 - extending @ arms / _FASTEST_M_S, _LEAST, _MOST)
    used = np.clip(shares / able_to, 0.0, 1.0)
    return {muscle: used[:, able.index(muscle)] for muscle in _LEG_MUSCLES if muscle in able}


def _trunk(motion: Motion, dynamics: Dynamics) -> dict[Muscle, Array]:
    moment = dynamics.extension_nm["l5s1"] / _size(motion)
    brace = _BRACE_SHARE * np.abs(moment) + _BRACE_M * dynamics.carried_n / _size(motion)
    return {
        "erectors": np.clip((np.maximum(moment, 0.0) + brace) / _ERECTORS_NM, 0.0, 1.0),
        "abdominals": np.clip((np.maximum(-moment, 0.0) + brace) / _ABDOMINALS_NM, 0.0, 1.0),
    }


def _braced(groups: list[str], joints: list[str], torques: Array, needed: Array) -> Array:
    """(n, k) activations: first what opposes the knee's moment, then the least that supplies all moments with it."""
    opposing = np.zeros((len(needed), len(groups)))
    if "knee" in joints:
        knee = joints.index("knee")
        for name in ("hamstrings", "quadriceps"):
            column = groups.index(name)
            own = torques[knee, column]
            opposing[:, column] = _BRACE_SHARE * np.maximum(-needed[:, knee] * np.sign(own), 0.0) / np.abs(own)
    return opposing + _least_squares(torques, needed - opposing @ torques.T)


def _least_squares(torques: Array, needed: Array) -> Array:
    """(n, k) non-negative activations that supply the moments with the least sum of squares.

    Only which muscles are idle is unknown; for each choice of working ones the answer is linear, so all choices
    are tried at once for all instants.

    Args:
        torques: (j, k) moment of each fully active group at each joint.
        needed: (n, j) moments.
    """
    joints, groups = torques.shape
    best = np.zeros((len(needed), groups))
    cost = np.full(len(needed), np.inf)
    for count in range(joints, groups + 1):
        for working in combinations(range(groups), count):
            columns = torques[:, working]
            inverse = np.linalg.pinv(columns)
            if np.abs(columns @ inverse - np.eye(joints)).max() > _UNMET:
                continue
            active = needed @ inverse.T
            effort = np.where(active.min(axis=1) >= _NEGATIVE, np.sum(active**2, axis=1), np.inf)
            better = effort < cost
            cost = np.where(better, effort, cost)
            tried = np.zeros_like(best)
            tried[:, working] = active
            best = np.where(better[:, None], tried, best)
    return np.maximum(best, 0.0)


def _size(motion: Motion) -> float:
    return motion.body.mass_kg * motion.body.stature_m / _STRENGTH_OF


def _rate(motion: Motion, angle: str) -> Array:
    values = rate_of_change(motion.angles[angle][:-1], 1 / motion.rate_hz)
    return np.append(values, values[:1])


def _arm(group: _Group, joint: str) -> float:
    return {"hip": group.hip_m, "knee": group.knee_m, "ankle": group.ankle_m}[joint]


def _ends(group: _Group) -> set[str]:
    return {joint for joint in _JOINTS if _arm(group, joint)}
