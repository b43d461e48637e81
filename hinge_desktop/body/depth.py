"""How deep a body goes: the hamstrings cap it, the wall, the floor, the seat or the heels may end it.

The recipe's descent is scaled as a whole (pelvis, and with the floor, the seat and the heels the knees too).
Many depths of the deepest instant are tried at once, statically balanced, and the right one is read off.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from hinge_desktop.body.faults import Drift
from hinge_desktop.body.grip import usual_thing
from hinge_desktop.body.limits import HAMSTRINGS_PER_KNEE, LIMITS
from hinge_desktop.body.movement import Bound
from hinge_desktop.body.pose import Pose, bend_between, inclination_of
from hinge_desktop.body.scene import Depth, Scene
from hinge_desktop.body.things import CHAIR_SEAT_M

Array = NDArray[np.float64]

_CANDIDATES = 41
_DEEPEST = 1.35
_KNEE_BENDS = ((1.0,), (1.04, 1.08), (0.96, 0.88, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1))
"""To reach the floor the descent may go this much beyond the recipe in the hips, and this much in the knees; where
that is no hinge, this much less. What is short costs by the operation, so the rarer ones are tried together."""
_LEAST_FOLD, _BENT = 0.8, np.radians(25.0)
"""With less of the recipe's fold than this, and knees bent more, it would be a squat."""
_SPARE = 1.13
"""So much more than the bound is asked, so that a drift of something else does not leave it."""
_HANGING = ("two-hand-bell", "bin")
_SPILLS = 3
_LEAST_TRUNK, _KNEE_STEPS = 0.4, 11

Above = Callable[[Scene, dict[str, Array]], Array]
"""How far the buttocks are above what they come to, (n,) metres."""


def choose(scene: Scene, *, forced: bool = False) -> Depth:
    """The depth this body takes: as written, or less where the hamstrings tighten, or what is reached.

    Args:
        forced: go on where the hamstrings tighten; what they refuse is for :func:`spilt` to see to.
    """
    kind = scene.movement.depth
    if kind == "heels":
        return _to_height(scene, _above_heels, forced)
    if kind == "seat":
        return _to_height(scene, _above_seat, forced)
    if kind == "floor":
        return _to_floor(scene, forced)
    reach = np.linspace(0.2, _DEEPEST if kind == "wall" else 1.0, _CANDIDATES)
    pose, points = scene.at_the_deepest(reach, np.ones_like(reach))
    most = float(reach[-1]) if forced else _most(reach, _surplus(scene, pose, points))
    most = min(most, _to_the_floor(scene, reach, points))
    if kind != "wall":
        return Depth(hips=most)
    touch = _crossing(reach, points["buttock_back"][:, 0], _wall_x(scene))
    return Depth(hips=min(most, touch), reached=touch <= most)


def again(scene: Scene, deep: Depth, *, forced: bool = False) -> Depth:
    """The depth of a drifting body that meets the same wall, floor, seat or heels as it would without its drift.

    Args:
        forced: go on where the hamstrings tighten.
    """
    kind = scene.movement.depth
    if kind in ("heels", "seat"):
        return _to_height(scene, _above_heels if kind == "heels" else _above_seat, forced=True, hips=deep.hips)
    if kind == "floor":
        return _onto(scene, deep)
    # Who touches the wall in good form reaches for it in any other; nobody else goes deeper for a drift.
    most = _DEEPEST if deep.reached else deep.hips
    reach = np.linspace(0.05, _DEEPEST, _CANDIDATES)
    pose, points = scene.at_the_deepest(reach, np.full_like(reach, deep.knees))
    most = min(most, _to_the_floor(scene, reach, points))
    if not forced:
        most = min(most, _most(reach, _surplus(scene, pose, points)))
    if kind == "wall":
        most = min(most, _crossing(reach, points["buttock_back"][:, 0], _wall_x(scene)))
    return replace(deep, hips=most)


def _onto(scene: Scene, deep: Depth) -> Depth:
    """A drifting body sets down what it holds where it would without its drift: less trunk, then less knee."""
    hips = np.linspace(_LEAST_TRUNK, _DEEPEST, _CANDIDATES)
    for knees in np.linspace(deep.knees, 0.0, _KNEE_STEPS):
        _, points = scene.at_the_deepest(hips, np.full_like(hips, knees))
        height = points["ball"][:, 1] - _rest(scene) - deep.block_m
        if height[0] >= 0.0:
            break
    most = _crossing(hips, height, 0.0)
    return replace(deep, hips=most, knees=float(knees), metres_per_hips=_slope(hips, height, most))


def corrected(deep: Depth, gap_m: float) -> Depth:
    """The depth that closes a remaining gap between what is held and the floor."""
    return replace(deep, hips=deep.hips - gap_m / deep.metres_per_hips)


def spilt(scene: Scene, deep: Depth) -> Drift:
    """The scene's drift with what the hamstrings refuse at the deepest put into the lower back."""
    drift = scene.drift
    for _ in range(_SPILLS):
        one = replace(scene, drift=drift)
        pose, points = one.at_the_deepest(np.array([deep.hips]), np.array([deep.knees]))
        drift = drift.spilling(max(float(_surplus(scene, pose, points)[0]), 0.0))
    return drift


def _surplus(scene: Scene, pose: Pose, points: dict[str, Array]) -> Array:
    """(n,) hip flexion beyond what hamstrings and hips allow."""
    side = scene.standing_side
    hip, knee, ankle = (points[f"{joint}_{side}"] for joint in ("hip", "knee", "ankle"))
    thigh = inclination_of(knee, hip)
    length = np.radians(scene.body.hamstrings_deg) + HAMSTRINGS_PER_KNEE * bend_between(hip - knee, knee - ankle)
    return np.asarray(pose["pelvic_tilt"] - thigh - np.minimum(length, LIMITS["hip_flexion"].high))


def _most(reach: Array, surplus: Array) -> float:
    """The furthest of the depths tried that asks nothing too much, found between the two it lies between."""
    allowed = np.flatnonzero(surplus <= 0.0)
    if not len(allowed):
        return float(reach[0])
    last = int(allowed[-1])
    if last + 1 == len(reach):
        return float(reach[-1])
    part = surplus[last] / (surplus[last] - surplus[last + 1])
    return float(reach[last] + part * (reach[last + 1] - reach[last]))


def _wall_x(scene: Scene) -> float:
    spec = next(one for one in scene.movement.implements if one.kind == "wall")
    return min(float(scene.footing.points[f"heel_{side}"][0]) for side in "lr") - spec.distance_m


def _to_the_floor(scene: Scene, reach: Array, points: dict[str, Array]) -> float:
    """How far one can go before what hangs from the hands stands on the floor."""
    if scene.movement.grip not in _HANGING:
        return float(reach[-1])
    return _crossing(reach, points["ball"][:, 1] - _rest(scene), 0.0)


def _rest(scene: Scene) -> float:
    return (scene.hold.thing or usual_thing(scene.movement.grip)).rest_m


def _above_heels(scene: Scene, points: dict[str, Array]) -> Array:
    return np.asarray(np.linalg.norm(points["hip_r"] - points["heel_r"], axis=1) - scene.body.skin("buttock"))


def _above_seat(scene: Scene, points: dict[str, Array]) -> Array:
    return np.asarray(points["pelvis"][:, 1] - scene.body.skin("ischium") - CHAIR_SEAT_M)


def _to_height(scene: Scene, above: Above, forced: bool, hips: float | None = None) -> Depth:
    """Sit back until the buttocks meet heels or seat, with as much fold as the hamstrings allow.

    Args:
        hips: factor on the pelvis's excursion; it goes with the knees' if not given.
    """
    start, deepest = scene.start["knee_flexion"], scene.deepest["knee_flexion"]
    most = (LIMITS["knee_flexion"].high - start - scene.drift.bend) / (deepest - start)
    reach = np.linspace(0.0 if hips is not None else 0.2, most, _CANDIDATES)
    tilts = np.minimum(reach, 1.0) if hips is None else np.full_like(reach, hips)
    _, points = scene.at_the_deepest(tilts, reach)
    knees = _crossing(reach, above(scene, points), 0.0)
    if forced or hips is not None:
        return Depth(hips=min(knees, 1.0) if hips is None else hips, knees=knees)
    upright = np.linspace(0.2, min(knees, 1.0), _CANDIDATES)
    pose, points = scene.at_the_deepest(upright, np.full_like(upright, knees))
    most = _most(upright, _surplus(scene, pose, points))
    return Depth(hips=most, knees=knees) if most == upright[-1] else _to_height(scene, above, forced, most)


def _to_floor(scene: Scene, forced: bool) -> Depth:
    """Reach the floor: with the hips first, then with more knee; what is left is a block's height.

    Where the hamstrings end the hinge early the knees bend less too, so that it still is one: the hips then
    travel back as much for their way down as the exercise's own bound asks.
    """
    reach = np.linspace(0.1, _DEEPEST, _CANDIDATES)
    wanted = scene.movement.form.get("hip_excursion_ratio", Bound()).low * _SPARE
    tried: list[Depth] = []
    hinges: list[Depth] = []
    for bends in _KNEE_BENDS:
        if hinges and bends[0] < 1.0:
            break  # straighter knees are for what is no hinge otherwise
        candidates = np.tile(reach, len(bends)), np.repeat(bends, len(reach))
        pose, points = scene.at_the_deepest(*candidates, and_standing=True)
        surplus = _surplus(scene, pose, points)[:-1].reshape(len(bends), -1)
        heights = (points["ball"][:-1, 1] - _rest(scene)).reshape(len(bends), -1)
        hips, standing = points["pelvis"][:-1].reshape(len(bends), -1, 3), points["pelvis"][-1]
        for i, bend in enumerate(bends):
            most = float(reach[-1]) if forced else _most(reach, surplus[i])
            reached = _crossing(reach, heights[i], 0.0)
            if reached < _LEAST_FOLD and scene.deepest["knee_flexion"] * bend > _BENT and bend > _KNEE_BENDS[-1][-1]:
                continue  # what is tall is met by a hinge with straighter knees
            slope = _slope(reach, heights[i], min(reached, most))
            deep = Depth(min(reached, most), bend, max(float(np.interp(most, reach, heights[i])), 0.0), slope)
            hinge = _back_for_down(standing, reach, hips[i], deep.hips) >= wanted
            if reached <= most and (hinge or forced) and (bend >= 1.0 or not tried):
                return deep
            tried.append(deep)
            hinges += [deep] if hinge else []
    return max(hinges, key=_knees) if hinges else tried[-1]


def _slope(values: Array, falling: Array, at: float) -> float:
    return float(np.interp(at, values, np.gradient(falling, values)))


def _knees(deep: Depth) -> float:
    return deep.knees


def _back_for_down(standing: Array, reach: Array, hips: Array, depth: float) -> float:
    """How far the hips have gone back for each metre down, at one of the depths tried."""
    moved = [float(np.interp(depth, reach, hips[:, axis]) - standing[axis]) for axis in (0, 1)]
    return abs(moved[0]) / max(abs(moved[1]), 1e-3)


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
