"""What can drift: each fault as changes of the joint angles, from the same recipe and the same body.

At level 1 a fault drives its own metrics out of their bounds, and no other; at level 0 none. Most changes
grow with the *fold*, the part of the descent that is done (1 at the deepest); some belong to the *top*, where
the body stands tallest. The sizes are chosen so that an onlooker sees the fault and no other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from hinge_desktop.body.movement import FAULTS as IDS
from hinge_desktop.body.movement import Movement
from hinge_desktop.body.tracks import minimum_jerk
from hinge_desktop.errors import OptionError

Array = NDArray[np.float64]
Angles = Mapping[str, float]

TRUNK_PER_LUMBAR = 0.64
"""The line hip - shoulder follows this part of the lumbar flexion: so much less pelvis keeps the trunk where it is."""

_TOP, _BOTTOM = 0.7, 0.25
"""The top is where less than this part of the descent is done, the bottom where more than that."""
_EARLY = 4
_SOFT = 0.08
_STRAIGHTEST, _BENT = np.radians(4.0), np.radians(12.0)
_LIFTED_FROM = 0.7
"""Feet leave the floor from this level on; before it the weight only wanders towards where they will bear."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One way in which a movement drifts.

    Attributes:
        metrics: what it drives out of bounds, where the exercise is judged by it.
        fold: angle -> degrees added at the deepest.
        early: angle -> degrees added to the beginning of the fold, before most of it is done.
        bottom: angle -> degrees added around the deepest only.
        top: angle -> degrees added at the top.
        stiff: the knees stay straight, and what the hamstrings then refuse goes into the lower back.
        arms_early_s: the arms run ahead of the body by this much.
        shift_m: the weight wanders this far forward at the deepest, at stature 1.75 m.
        pitch: degrees by which the feet leave the floor, heels up positive.
    """

    id: str
    metrics: tuple[str, ...]
    fold: Angles = field(default_factory=dict)
    early: Angles = field(default_factory=dict)
    bottom: Angles = field(default_factory=dict)
    top: Angles = field(default_factory=dict)
    stiff: bool = False
    arms_early_s: float = 0.0
    shift_m: float = 0.0
    pitch: float = 0.0


_ALL = (
    Fault(
        "lumbar-rounding",
        ("lumbar_share", "lumbar_flexion_deg", "dowel_gap_m"),
        fold={"pelvic_tilt": -29, "lumbar_flexion": 45, "neck_flexion": -10, "knee_flexion": -8},
    ),
    Fault(
        "knees-first",
        ("hip_excursion_ratio", "hip_knee_ratio", "shank_deg", "pelvic_range_deg"),
        early={"knee_flexion": 48},
        fold={"pelvic_tilt": -20},
    ),
    Fault("stiff-knees", ("knee_flexion_deg",), stiff=True),
    Fault(
        "hyperextension",
        ("lockout_trunk_deg", "lockout_lumbar_deg"),
        top={"pelvic_tilt": -8, "lumbar_flexion": -17, "arm_inclination": 20},
    ),
    Fault(
        "squatty-swing",
        ("hip_excursion_ratio", "hip_knee_ratio", "shank_deg", "trunk_inclination_deg"),
        fold={"knee_flexion": 36, "pelvic_tilt": -26, "arm_inclination": 16},
    ),
    Fault(
        "arms-lifting",
        ("swing_lag_s", "swing_trunk_deg"),
        arms_early_s=0.097,
    ),
    Fault(
        "bell-below-knees",
        ("bell_height_m", "swing_lag_s", "swing_trunk_deg"),
        fold={"knee_flexion": 12, "pelvic_tilt": -3},
        bottom={"arm_inclination": 31},
    ),
    Fault("neck-extension", ("neck_deg", "dowel_gap_m"), fold={"neck_flexion": -48}),
    Fault("knee-valgus", ("knee_track_m",), fold={"knee_turn": 42, "knee_flexion": 12}),
    Fault("heels-lift", ("heel_lift_m", "balance_m"), shift_m=0.10, pitch=9.0),
    Fault("toes-lift", ("toe_lift_m", "balance_m"), shift_m=-0.085, pitch=-8.0),
    Fault("shoulders-rounded", ("shoulder_forward_deg",), fold={"shoulder_protraction": 30, "neck_flexion": -8}),
    Fault(
        "asymmetry",
        ("pelvis_level_deg",),
        early={"knee_flexion": 6, "elbow_flexion": 16},
        fold={"pelvic_list": 10, "pelvic_rotation": 10},
    ),
)
FAULTS: Mapping[str, Fault] = MappingProxyType({fault.id: fault for fault in _ALL})
"""Every fault by its id, in the order of ``movement.FAULTS``."""
assert tuple(FAULTS) == IDS


@dataclass(frozen=True, slots=True)
class Drift:
    """What is added to a recipe's angles, radians: a fault at a level, and what the hamstrings refused.

    Attributes:
        fold, early, bottom, top: angle -> radians added with the fold, at its beginning, around the deepest only,
            and at the top.
        stiffness: how much of the knees' bend is lost, 0 to 1.
        arms_early_s: how far the arms run ahead.
        shift_m: metres the weight wanders at the deepest, at stature 1.75 m.
        pitch: radians by which the feet leave the floor.
    """

    fold: Angles = field(default_factory=dict)
    early: Angles = field(default_factory=dict)
    bottom: Angles = field(default_factory=dict)
    top: Angles = field(default_factory=dict)
    stiffness: float = 0.0
    arms_early_s: float = 0.0
    shift_m: float = 0.0
    pitch: float = 0.0

    @property
    def bend(self) -> float:
        """Radians by which the knees bend more at the deepest."""
        return sum(part.get("knee_flexion", 0.0) for part in (self.fold, self.early, self.bottom))

    def spilling(self, surplus: float) -> Drift:
        """Hip flexion that the hamstrings refuse goes into the lower back; the trunk stays where it is."""
        fold = dict(self.fold)
        fold["pelvic_tilt"] = fold.get("pelvic_tilt", 0.0) - surplus
        fold["lumbar_flexion"] = fold.get("lumbar_flexion", 0.0) + surplus / TRUNK_PER_LUMBAR
        return replace(self, fold=fold)

    def added(self, angles: Mapping[str, Array], fold: Array) -> dict[str, Array]:
        """The angles with the drift in them.

        Args:
            angles: keyed angles, (n,) radians.
            fold: (n,) how much of the descent is done, 0 to 1.
        """
        drifted = dict(angles)
        done = _positive(fold)
        knee = angles["knee_flexion"]
        shapes = (
            (self.fold, done),
            (self.early, 1.0 - (1.0 - np.minimum(done, 1.0)) ** _EARLY),
            (self.bottom, minimum_jerk((done - _BOTTOM) / (1.0 - _BOTTOM))),
            (self.top, minimum_jerk(1.0 - done / _TOP)),
        )
        for changes, shape in shapes:
            for name, most in changes.items():
                # Knees that are nearly straight have nothing to lose.
                spare = minimum_jerk((knee - _STRAIGHTEST) / _BENT) if name == "knee_flexion" and most < 0 else 1.0
                drifted[name] = drifted[name] + most * shape * spare
        if self.stiffness:
            drifted["knee_flexion"] = knee + self.stiffness * done * (_STRAIGHTEST - knee)
        if self.pitch:
            drifted["foot_pitch"] = drifted["foot_pitch"] + self.pitch * minimum_jerk((done - 0.5) / 0.5)
        return drifted

    def shifted_m(self, fold: Array) -> Array:
        """(n,) how far the weight has wandered: it is there before the feet leave the floor."""
        return np.asarray(self.shift_m * minimum_jerk(_positive(fold) / 0.5))


def _positive(fold: Array) -> Array:
    """The fold, and nothing where a swing leans back beyond upright; smooth there."""
    return np.asarray((_softly(fold) - _SOFT) / (_softly(np.ones(1)) - _SOFT))


def _softly(fold: Array) -> Array:
    return np.asarray((fold + np.sqrt(fold**2 + 4 * _SOFT**2)) / 2)


NO_DRIFT = Drift()


def drift_of(movement: Movement, fault: str | None, level: float) -> Drift:
    """The drift of a fault of this movement at a level of 0 to 1; None drifts nowhere.

    Raises:
        OptionError: the movement has no such fault, or there is no such level.
    """
    if fault is None:
        return NO_DRIFT
    if fault not in movement.faults:
        known = ", ".join(movement.faults) or "none"
        raise OptionError(f"fault {fault!r} does not belong to this exercise; allowed: {known}.")
    if not 0.0 <= level <= 1.0:
        raise OptionError(f"level {level:g} is out of range; allowed: 0 to 1.")
    if level == 0.0:
        return NO_DRIFT
    one = FAULTS[fault]
    own = movement.changes.get(fault, {})

    def sized(part: Angles) -> dict[str, float]:
        return {name: level * own.get(name, float(np.radians(degrees))) for name, degrees in part.items()}

    named = {*one.early, *one.bottom, *one.top}
    more = {name: level * radians for name, radians in own.items() if name not in named}
    lifted = max(level - _LIFTED_FROM, 0.0) / (1.0 - _LIFTED_FROM)
    fold, early = sized(one.fold) | more, sized(one.early)
    if movement.pattern == "ballistic":  # there is no time to be early in
        fold, early = fold | early, {}
    return Drift(
        fold=fold,
        early=early,
        bottom=sized(one.bottom),
        top=sized(one.top),
        stiffness=level if one.stiff else 0.0,
        arms_early_s=level * one.arms_early_s,
        shift_m=min(level / _LIFTED_FROM, 1.0) * one.shift_m,
        pitch=lifted * float(np.radians(one.pitch)),
    )
