"""Everything but the pose: who moves, on what, holding what, and how a quiet pose of it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from hinge_desktop.body.anthropometry import Body
from hinge_desktop.body.balance import LEAN_SHARE, Masses
from hinge_desktop.body.faults import NO_DRIFT, Drift
from hinge_desktop.body.footing import Footing, mirrored
from hinge_desktop.body.implements import Pull, band_pull
from hinge_desktop.body.movement import KEYED_ANGLES, Movement
from hinge_desktop.body.pose import Pose
from hinge_desktop.body.riding import Riding
from hinge_desktop.body.skeleton import Hold, place, place_right
from hinge_desktop.body.tracks import Track

Array = NDArray[np.float64]

_MID_FOOT_M = 0.055
"""A quiet body balances this far in front of its ankles, at the reference stature (mid-foot; 4 to 7 cm)."""
_BALANCE_ROUNDS = 12
_BALANCED_M = 1e-4
_SECANT_RAD = 1e-4
_NO_FOLD = np.radians(1.0)
_SCALED: Mapping[str, bool] = {
    "pelvic_tilt": False,
    "lumbar_flexion": False,
    "free_thigh_inclination": False,
    "knee_flexion": True,
}
"""Angles that a depth scales, and whether with the knees; the others with the hips."""
QUIET_KNEE = np.radians(4.0)
"""A person who stands quietly does not lock the knees."""


@dataclass(frozen=True, slots=True)
class Depth:
    """How much of the recipe's descent is done.

    Attributes:
        hips: factor on the pelvis's excursion from its start.
        knees: factor on the knees' excursion beyond their unlocking.
        block_m: height of the block under the bell, 0 when it reaches the floor.
        reached: the wall is touched.
        metres_per_hips: how much the bell's lowest point rises per unit of ``hips``.
    """

    hips: float = 1.0
    knees: float = 1.0
    block_m: float = 0.0
    metres_per_hips: float = -1.0
    reached: bool = False


@dataclass(frozen=True)
class Scene:
    """A movement, a body, its footing and what it holds; ``drift`` is what is not as the recipe has it."""

    movement: Movement
    body: Body
    footing: Footing
    hold: Hold
    tracks: Mapping[str, Track]
    masses: Masses
    duration_s: float
    drift: Drift = NO_DRIFT

    @property
    def leg_m(self) -> float:
        """Height of the hips in standing."""
        return self.body.length("thigh") + self.body.length("shank") + self.body.length("ankle_height")

    @property
    def balance_x(self) -> float:
        """Where a quiet body's zero-moment point belongs."""
        return float(self.footing.standing_ankle[0]) + _MID_FOOT_M * self.body.scale

    @property
    def drifts(self) -> bool:
        """Whether anything is not as the recipe has it."""
        return self.drift != NO_DRIFT

    @property
    def standing_side(self) -> str:
        """The leg that stands, ``l`` or ``r``."""
        return "l" if self.footing.support == "one-foot" and self.footing.mirrored else "r"

    @cached_property
    def start(self) -> Mapping[str, float]:
        """What is scaled, at the start of a drill; a cycle and a hold are scaled about upright."""
        held = len(self.movement.phases) == 1
        return {name: 0.0 if held else getattr(self.tracks[name], "start", 0.0) for name in _SCALED}

    @cached_property
    def deepest(self) -> Mapping[str, float]:
        """Every keyed angle, as the recipe has it, at the instant of the furthest fold."""
        time = np.linspace(0.0, self.duration_s, 241)
        way = np.abs(self.tracks["pelvic_tilt"](time) - self.start["pelvic_tilt"])
        index = int(np.argmax(way + 1e-6 * self.tracks["knee_flexion"](time)))
        return {name: float(self.tracks[name](time[index : index + 1])[0]) for name in KEYED_ANGLES}

    def fold(self, tilt: Array) -> Array:
        """(n,) how much of the recipe's descent is done at a tilt of the recipe's; 1 throughout in a hold."""
        start = self.start["pelvic_tilt"]
        way = self.deepest["pelvic_tilt"] - start
        return np.ones_like(tilt) if abs(way) < _NO_FOLD else (tilt - start) / way

    def angles(self, time_s: Array, depth: Depth) -> tuple[dict[str, Array], Array]:
        """Every keyed angle at given times, (n,) radians, and (n,) metres by which the weight has wandered."""
        keyed = {name: track(time_s) for name, track in self.tracks.items()}
        fold = self.fold(keyed["pelvic_tilt"])
        if self.drift.arms_early_s:
            keyed["arm_inclination"] = self.tracks["arm_inclination"](time_s + self.drift.arms_early_s)
        return self._drifted(self.scaled(keyed, depth.hips, depth.knees), fold), self._shift(fold)

    def at_the_deepest(self, hips: Array, knees: Array, and_standing: bool = False) -> tuple[Pose, dict[str, Array]]:
        """The deepest instant taken to different depths, each at rest: poses and points of as many instants.

        Args:
            and_standing: a last instant stands quietly, which costs hardly more in the same go.
        """
        keyed = {name: np.full_like(hips, value) for name, value in self.deepest.items()}
        whole = np.ones_like(hips)
        angles, shift = self._drifted(self.scaled(keyed, hips, knees), whole), self._shift(whole)
        if and_standing:
            angles = {name: np.append(angles[name], quiet) for name, quiet in self._quiet.items()}
            shift = np.append(shift, 0.0)
        return self.at_rest(Pose(angles, None), shift)

    def scaled(self, angles: Mapping[str, Array], hips: float | Array, knees: float | Array) -> dict[str, Array]:
        """The angles with their excursions from the start scaled, those of hips and back, and those of the knees."""
        taken = dict(angles)
        for name, with_knees in _SCALED.items():
            start = self.start[name]
            taken[name] = start + (knees if with_knees else hips) * (angles[name] - start)
        return taken

    def standing(self) -> dict[str, Array]:
        """Points of this body standing quietly on this footing, each (3,); kneeling or seated, sitting tall."""
        return {name: point[0] for name, point in self.at_rest(Pose(self._quiet, None))[1].items()}

    @property
    def _quiet(self) -> dict[str, Array]:
        """Every keyed angle of quiet standing, (1,)."""
        keyed = {name: np.zeros(1) for name in KEYED_ANGLES}
        keyed["knee_flexion"] = np.array([np.pi / 2 if self.footing.kneeling else QUIET_KNEE])
        for arm in ("arm_inclination", "elbow_flexion", "free_arm_inclination"):
            keyed[arm] = self.tracks[arm](np.zeros(1))
        return keyed

    def place(self, pose: Pose) -> dict[str, Array]:
        """Points of a pose of this scene."""
        return place(self.body, self.footing, self.hold, pose)

    def pulls(self, points: Mapping[str, Array]) -> tuple[Pull, ...]:
        """Forces of the bands."""
        bands = (spec for spec in self.movement.implements if spec.kind == "band")
        return tuple(band_pull(spec, self.body, self.footing, points) for spec in bands)

    def riding(self, pose: Pose) -> Riding:
        """A standing pose whose legs are free to lean, in the right form and at rest."""
        footing = self.footing.mirror() if self.footing.mirrored else self.footing
        upright = pose.leaning(np.zeros_like(pose["knee_flexion"]))
        points, legs = place_right(self.body, footing, self.hold, upright)
        assert legs is not None, "only who stands leans"
        banded = any(spec.kind == "band" for spec in self.movement.implements)
        return Riding(legs, self.masses, points, self.pulls if banded else None)

    def leant(self, riding: Riding, pose: Pose) -> dict[str, Array]:
        """Points of a riding pose with the lean that was found for it."""
        assert pose.leg_inclination is not None, "a standing pose carries the inclination of its legs"
        points = riding.placed(pose.leg_inclination, pose.side_inclination)
        return mirrored(points) if self.footing.mirrored else points

    def at_rest(self, pose: Pose, shift_m: float | Array = 0.0) -> tuple[Pose, dict[str, Array]]:
        """Each instant balanced as if it stood still, the weight ``shift_m`` in front of mid-foot; and its points."""
        if not self.footing.leans:
            return pose, self.place(pose)
        riding = self.riding(pose)
        pose = self.rested(riding, pose, shift_m)
        return pose, self.leant(riding, pose)

    def static_lean(self, pose: Pose, shift_m: float | Array = 0.0) -> Pose:
        """Each instant balanced as if it stood still, the weight ``shift_m`` in front of mid-foot."""
        return self.rested(self.riding(pose), pose, shift_m) if self.footing.leans else pose

    def rested(self, riding: Riding, pose: Pose, shift_m: float | Array) -> Pose:
        """The same for what rides already."""
        target = self.balance_x + shift_m
        lean = np.zeros_like(pose["knee_flexion"])
        side = np.zeros_like(lean) if self.footing.support == "one-foot" else None
        slope = LEAN_SHARE * riding.legs.length
        where, _ = riding.reaction(lean, side)
        for _ in range(_BALANCE_ROUNDS):
            excess, off = where[:, 0] - target, 0.0 if side is None else np.abs(where[:, 2])
            if float(np.max(np.maximum(np.abs(excess), off))) < _BALANCED_M:
                break
            step = -excess / slope
            lean = lean + step
            if side is not None:
                side = side - where[:, 2] / (LEAN_SHARE * riding.legs.length)
            where, _ = riding.reaction(lean, side)
            moved = np.abs(step) > _SECANT_RAD
            slope = np.where(moved, (where[:, 0] - target - excess) / np.where(moved, step, 1.0), slope)
        return replace(pose, leg_inclination=lean, side_inclination=side)

    def _drifted(self, angles: dict[str, Array], fold: Array) -> dict[str, Array]:
        return self.drift.added(angles, fold) if self.drifts else angles

    def _shift(self, fold: Array) -> Array:
        if not self.drift.shift_m:
            return np.zeros_like(fold)
        return self.drift.shifted_m(fold) * self.body.scale
