"""How deep a body goes: the hamstrings cap it, the wall, the floor or the heels may end it.

The recipe's descent is scaled as a whole (pelvis, and with the floor and the heels the knees too). Many
depths of the deepest instant are tried at once, statically balanced, and the right one is read off.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from hinge_desktop.body.anthropometry import Body
from hinge_desktop.body.balance import LEAN_SHARE, Masses, ground_reaction
from hinge_desktop.body.grip import BELL_RADIUS_M
from hinge_desktop.body.implements import Pull, band_pull
from hinge_desktop.body.limits import HAMSTRINGS_PER_KNEE, LIMITS
from hinge_desktop.body.movement import KEYED_ANGLES, Movement
from hinge_desktop.body.pose import Pose, inclination_of
from hinge_desktop.body.skeleton import Footing, place
from hinge_desktop.body.tracks import Track

Array = NDArray[np.float64]

BELL_GRIPS = ("two-hand-bell", "two-hand-swing", "one-hand-clean")

_MID_FOOT_M = 0.055
"""A quiet body balances this far in front of its ankles, at the reference stature (mid-foot; 4 to 7 cm)."""
_CANDIDATES = 61
_DEEPEST = 1.35
_MOST_KNEE = 1.08
"""To reach the floor the descent may go this much beyond the recipe in the hips, and this much in the knees."""
_BALANCE_ROUNDS = 12
_BALANCED_M = 1e-4
_SECANT_RAD = 1e-4


@dataclass(frozen=True)
class Scene:
    """Everything but the pose: who moves, on what, holding what."""

    movement: Movement
    body: Body
    footing: Footing
    tracks: Mapping[str, Track]
    masses: Masses

    @property
    def leg_m(self) -> float:
        """Height of the hips in standing."""
        return self.body.length("thigh") + self.body.length("shank") + self.body.length("ankle_height")

    @property
    def balance_x(self) -> float:
        """Where a quiet body's zero-moment point belongs."""
        return float(self.footing.points["ankle_r"][0]) + _MID_FOOT_M * self.body.scale

    def place(self, pose: Pose) -> dict[str, Array]:
        """Points of a pose of this scene."""
        return place(self.body, self.footing, self.movement.grip, pose)

    def pulls(self, points: Mapping[str, Array]) -> tuple[Pull, ...]:
        """Forces of the bands."""
        bands = (spec for spec in self.movement.implements if spec.kind == "band")
        return tuple(band_pull(spec, self.body, self.footing, points) for spec in bands)

    def static_lean(self, pose: Pose) -> Pose:
        """Each instant balanced as if it stood still."""
        if self.footing.kneeling:
            return pose
        lean = np.zeros_like(pose["knee_flexion"])
        slope = np.full_like(lean, LEAN_SHARE * self.leg_m)
        excess = self._excess(pose, lean)
        for _ in range(_BALANCE_ROUNDS):
            if float(np.max(np.abs(excess))) < _BALANCED_M:
                break
            step = -excess / slope
            lean = lean + step
            before, excess = excess, self._excess(pose, lean)
            moved = np.abs(step) > _SECANT_RAD
            slope = np.where(moved, (excess - before) / np.where(moved, step, 1.0), slope)
        return pose.leaning(lean)

    def _excess(self, pose: Pose, lean: Array) -> Array:
        """(n,) how far in front of its place a resting body's zero-moment point is."""
        points = self.place(pose.leaning(lean))
        return ground_reaction(self.masses, points, self.pulls(points), np.inf)[0][:, 0] - self.balance_x


@dataclass(frozen=True, slots=True)
class Depth:
    """How much of the recipe's descent is done.

    Attributes:
        hips: factor on the pelvis's excursion from its start.
        knees: factor on the knees' excursion beyond their unlocking.
        block_m: height of the block under the bell, 0 when it reaches the floor.
        metres_per_hips: how much the bell's lowest point rises per unit of ``hips``.
    """

    hips: float = 1.0
    knees: float = 1.0
    block_m: float = 0.0
    metres_per_hips: float = -1.0

    def keyed(self, tracks: Mapping[str, Track], time_s: Array) -> dict[str, Array]:
        """Every keyed angle at given times, (n,) radians."""
        angles = {name: tracks[name](time_s) for name in KEYED_ANGLES}
        return scaled(angles, start_of(tracks), self.hips, self.knees)

    def corrected(self, gap_m: float) -> Depth:
        """The depth that closes a remaining gap between bell and floor."""
        return replace(self, hips=self.hips - gap_m / self.metres_per_hips)


def start_of(tracks: Mapping[str, Track]) -> Mapping[str, float]:
    """Pelvis and knee at the start of a drill; a cycle is scaled about upright."""
    return {name: getattr(tracks[name], "start", 0.0) for name in ("pelvic_tilt", "knee_flexion")}


def scaled(
    angles: Mapping[str, Array], start: Mapping[str, float], hips: float | Array, knees: float | Array
) -> dict[str, Array]:
    """The angles with the pelvis's and the knees' excursions from their start scaled."""
    tilt, knee = start["pelvic_tilt"], start["knee_flexion"]
    return {
        **angles,
        "pelvic_tilt": tilt + hips * (angles["pelvic_tilt"] - tilt),
        "knee_flexion": knee + knees * (angles["knee_flexion"] - knee),
    }


def choose(scene: Scene, duration_s: float) -> Depth:
    """The depth this body takes: as written, or less where the hamstrings tighten, or what is reached."""
    deepest = _deepest_instant(scene, duration_s)
    kind = scene.movement.depth
    if kind == "heels":
        return _to_heels(scene, deepest)
    if kind == "floor":
        return _to_floor(scene, deepest)
    reach = np.linspace(0.2, _DEEPEST if kind == "wall" else 1.0, _CANDIDATES)
    pose, points = _try(scene, deepest, reach, np.ones_like(reach))
    allowed = _within_hamstrings(scene, pose, points)
    most = float(reach[allowed][-1]) if bool(np.any(allowed)) else float(reach[0])
    if kind != "wall":
        return Depth(hips=most)
    spec = next(one for one in scene.movement.implements if one.kind == "wall")
    wall_x = float(scene.footing.points["heel_r"][0]) - spec.distance_m
    return Depth(hips=min(most, _crossing(reach, points["buttock_back"][:, 0], wall_x)))


def _deepest_instant(scene: Scene, duration_s: float) -> Mapping[str, float]:
    time = np.linspace(0.0, duration_s, 241)
    index = int(np.argmax(scene.tracks["pelvic_tilt"](time) + 1e-6 * scene.tracks["knee_flexion"](time)))
    return {name: float(scene.tracks[name](time[index : index + 1])[0]) for name in KEYED_ANGLES}


def _try(scene: Scene, instant: Mapping[str, float], hips: Array, knees: Array) -> tuple[Pose, dict[str, Array]]:
    angles = {name: np.full_like(hips, value) for name, value in instant.items()}
    pose = scene.static_lean(Pose(scaled(angles, start_of(scene.tracks), hips, knees), None))
    return pose, scene.place(pose)


def _within_hamstrings(scene: Scene, pose: Pose, points: Mapping[str, Array]) -> NDArray[np.bool_]:
    thigh = inclination_of(points["knee_r"], points["hip_r"])
    length = np.radians(scene.body.hamstrings_deg) + HAMSTRINGS_PER_KNEE * pose["knee_flexion"]
    return np.asarray(pose["pelvic_tilt"] - thigh <= np.minimum(length, LIMITS["hip_flexion"].high))


def _to_heels(scene: Scene, deepest: Mapping[str, float]) -> Depth:
    """Sit back until the buttocks meet the heels, or as far as knees and hips allow."""
    start = start_of(scene.tracks)["knee_flexion"]
    most = (LIMITS["knee_flexion"].high - start) / (deepest["knee_flexion"] - start)
    reach = np.linspace(0.2, most, _CANDIDATES)
    pose, points = _try(scene, deepest, np.minimum(reach, 1.0), reach)
    gap = np.linalg.norm(points["hip_r"] - points["heel_r"], axis=1) - scene.body.skin("buttock")
    allowed = _within_hamstrings(scene, pose, points)
    knees = min(_crossing(reach, gap, 0.0), float(reach[allowed][-1]))
    return Depth(hips=min(knees, 1.0), knees=knees)


def _to_floor(scene: Scene, deepest: Mapping[str, float]) -> Depth:
    """Reach the bell: with the hips first, then with more knee, and put a block under what is left."""
    hips, knees = (
        grid.ravel()
        for grid in np.meshgrid(np.linspace(0.5, _DEEPEST, 61), np.linspace(1.0, _MOST_KNEE, 3), indexing="xy")
    )
    pose, points = _try(scene, deepest, hips, knees)
    height = points["ball"][:, 1] - BELL_RADIUS_M
    allowed = _within_hamstrings(scene, pose, points)
    best = Depth()
    for bend in np.unique(knees):
        row = knees == bend
        reached = _crossing(hips[row], height[row], 0.0)
        possible = hips[row][allowed[row]]
        most = float(possible[-1]) if len(possible) else float(hips[row][0])
        slope = float(np.polyfit(hips[row], height[row], 1)[0])
        if reached <= most:
            return Depth(reached, float(bend), 0.0, slope)
        best = Depth(most, float(bend), float(np.interp(most, hips[row], height[row])), slope)
    return best


def _crossing(values: Array, falling: Array, target: float) -> float:
    """Where a falling curve first comes down to a target; the last value when it never does."""
    below = np.flatnonzero(falling <= target)
    if not len(below):
        return float(values[-1])
    i = int(below[0])
    if i == 0:
        return float(values[0])
    part = (falling[i - 1] - target) / (falling[i - 1] - falling[i])
    return float(values[i - 1] + part * (values[i] - values[i - 1]))
