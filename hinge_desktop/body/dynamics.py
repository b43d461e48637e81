"""Inverse dynamics: the moments that muscles must supply for a motion to happen as it does.

Newton and Euler for every segment: what moves it is its mass times its acceleration (gravity being one)
and the rate of change of its own angular momentum. Summed over all that lies beyond a joint, less what the
ground and bands do there, that is the moment of the joint. Segments are rigid, with de Leva's (1996) masses
and radii of gyration; no muscle, ligament or soft tissue is modelled.

The ground's reaction is what the whole body needs. Between two feet it is shared by where the zero-moment
point lies between them, and each share acts on the line of its foot at the point's x; what two feet may
push against each other cannot be told from motion and is taken as none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hinge_desktop.body.balance import GRAVITY, Masses, acceleration, rate_of_change
from hinge_desktop.body.frames import segment_frames
from hinge_desktop.body.motion import Motion

Array = NDArray[np.float64]

SIDES = ("l", "r")
_LEG = ("foot", "shank", "thigh")
_FLOOR_N = 1.0
"""Below this the ground holds nobody, and a point where it does so has no meaning."""
BALL_RADIUS_OF_GYRATION_M = 0.078
"""Of 16 kg of iron as a shell of 105 mm radius; the same about every axis, and taken for all that is held."""

_EXTENDS = {"ankle": -1.0, "knee": 1.0, "hip": -1.0, "l5s1": 1.0}
"""Turning about the axis to the right that extends: on foot (sole down), shank, thigh and trunk."""


@dataclass(frozen=True)
class Dynamics:
    """Moments of one motion, n frames and the closing one.

    Attributes:
        moment_nm: joint -> (n + 1, 3) newton metres in the room's axes, by what is above on what is below the
            joint; at ``l5s1`` by the pelvis on the trunk. Ankles only when standing on feet, knees not when seated.
        extension_nm: the same, (n + 1,), about the line of the hips: hip and knee extension, the sole pressing down
            at the ankle, and straightening the back are positive.
        ground_n: (n + 1, 3) what the ground (with a seat) does to the body.
        ground_at: (n + 1, 3) where: the zero-moment point with the segments' own inertia.
        carried_n: (n + 1,) what L5/S1 carries, newtons.
    """

    moment_nm: Mapping[str, Array]
    extension_nm: Mapping[str, Array]
    ground_n: Array
    ground_at: Array
    carried_n: Array


@dataclass(frozen=True)
class _Wrench:
    """Forces (n, 3), and their moments about the room's origin (n, 3)."""

    force: Array
    moment: Array

    def about(self, pivot: Array) -> Array:
        return np.asarray(self.moment - np.cross(pivot, self.force))

    def __sub__(self, other: _Wrench) -> _Wrench:
        return _Wrench(self.force - other.force, self.moment - other.moment)


def inverse_dynamics(motion: Motion, *, gravity: float = GRAVITY, spin: bool = True) -> Dynamics:
    """What every joint must supply.

    Args:
        gravity: m/s²; another planet, or none.
        spin: False takes segments as points without rotational inertia.
    """
    points = {name: point[:-1] for name, point in motion.points.items()}
    parts = _parts(motion, points, gravity, spin)
    at_hands, at_pelvis = (_pulls(motion, where) for where in ("hands", "pelvis"))
    legs = tuple(f"{name}_{side}" for name in _LEG for side in SIDES)
    above = _sum(parts, [name for name in parts if name not in legs and name != "pelvis"]) - at_hands
    whole = _sum(parts, list(parts)) - at_hands - at_pelvis

    where = _zero_moment_point(motion, points, whole)
    moments = {"l5s1": above.about(points["l5s1"])}
    if motion.movement.stance.support == "seat":
        moments |= _seated(points, whole - _sum(parts, legs))
    else:
        for side, ground in zip(SIDES, _shared(motion, points, whole, where), strict=True):
            moments |= _leg(motion, parts, points, side, ground)
    right = points["hip_r"] - points["hip_l"]
    right = right / np.linalg.norm(right, axis=-1, keepdims=True)
    return Dynamics(
        moment_nm={joint: _closed(moment) for joint, moment in moments.items()},
        extension_nm={
            joint: _closed(_EXTENDS[joint.split("_")[0]] * np.sum(moment * right, axis=-1))
            for joint, moment in moments.items()
        },
        ground_n=_closed(whole.force),
        ground_at=_closed(where),
        carried_n=_closed(np.linalg.norm(above.force, axis=-1)),
    )


def _parts(motion: Motion, points: Mapping[str, Array], gravity: float, spin: bool) -> dict[str, _Wrench]:
    """Segment (and ``load``) -> what moves it as it moves."""
    step = 1 / motion.rate_hz
    segments = motion.body.segments
    carried = {"ball": motion.load_kg} if "ball" in points else {}
    masses = Masses(segments, carried)
    where = masses.positions(points)
    force = masses.mass_kg[:, None] * acceleration(where, step)
    force[..., 1] += masses.mass_kg * gravity
    moment = np.cross(where, force)
    if spin:
        frames = segment_frames(points)
        turns = np.stack([frames[segment.name] for segment in segments], axis=1)
        inertia = np.array([segment.mass_kg * np.square(segment.radii_m) for segment in segments])
        moment[:, : len(segments)] += _rate_of_spin(turns, inertia, step)
        for mass in carried.values():
            moment[:, -1] += mass * BALL_RADIUS_OF_GYRATION_M**2 * _rate_of_swing(points, step)
    names = [segment.name for segment in segments] + ["load"] * len(carried)
    return {name: _Wrench(force[:, i], moment[:, i]) for i, name in enumerate(names)}


def _rate_of_spin(turns: Array, inertia: Array, step_s: float) -> Array:
    """(n, m, 3) rate of change of the angular momentum of m segments about themselves.

    Args:
        turns: (n, m, 3, 3) frames; (m, 3) moments of inertia about their axes.
    """
    rate = rate_of_change(turns, step_s) @ turns.swapaxes(-1, -2)
    skew = (rate - rate.swapaxes(-1, -2)) / 2
    turning = np.stack([skew[..., 2, 1], skew[..., 0, 2], skew[..., 1, 0]], axis=-1)
    own = np.einsum("nmji,nmj->nmi", turns, turning) * inertia
    return rate_of_change(np.einsum("nmij,nmj->nmi", turns, own), step_s)


def _rate_of_swing(points: Mapping[str, Array], step_s: float) -> Array:
    """(n, 3) rate of change of a held thing's angular momentum, per unit of inertia: it turns as it hangs."""
    line = points["ball"] - points["handle"]
    line = line / np.maximum(np.linalg.norm(line, axis=-1, keepdims=True), 1e-9)
    return rate_of_change(np.cross(line, rate_of_change(line, step_s)), step_s)


def _sum(parts: Mapping[str, _Wrench], names: list[str] | tuple[str, ...]) -> _Wrench:
    return _Wrench(
        np.sum([parts[name].force for name in names], axis=0), np.sum([parts[name].moment for name in names], axis=0)
    )


def _pulls(motion: Motion, where: str) -> _Wrench:
    """What bands do to the hands or to the pelvis."""
    nothing = np.zeros((len(motion.time_s) - 1, 3))
    force, moment = nothing, nothing
    for pull in motion.pulls:
        if (pull.applied_at == "hands") == (where == "hands"):
            force = force + pull.force_n[:-1]
            moment = moment + np.cross(pull.at[:-1], pull.force_n[:-1])
    return _Wrench(force, moment)


def _zero_moment_point(motion: Motion, points: Mapping[str, Array], whole: _Wrench) -> Array:
    """(n, 3) on the floor and not beyond the base; its middle where nothing is carried."""
    rear, front = motion.footing.reach_x
    held = np.abs(whole.force[:, 1]) > _FLOOR_N
    lift = np.where(held, whole.force[:, 1], 1.0)
    middle = (points["ankle_l"] + points["ankle_r"])[:, 2] / 2
    x = np.where(held, np.clip(whole.moment[:, 2] / lift, rear, front), (rear + front) / 2)
    return np.stack([x, np.zeros_like(x), np.where(held, -whole.moment[:, 0] / lift, middle)], axis=-1)


def _shared(motion: Motion, points: Mapping[str, Array], whole: _Wrench, where: Array) -> tuple[_Wrench, _Wrench]:
    """What the ground does to the left and to the right leg; together exactly what the body needs."""
    spots = {side: _under(motion, points, side, where[:, 0]) for side in SIDES}
    if motion.movement.stance.support == "one-foot":
        standing = f"heel_{SIDES[0]}" in motion.footing.bearing
        right = np.full(len(where), 0.0 if standing else 1.0)
        spots = dict.fromkeys(SIDES, where)
    else:
        apart = spots["r"][:, 2] - spots["l"][:, 2]
        right = np.clip((where[:, 2] - spots["l"][:, 2]) / apart, 0.0, 1.0)
    share = {"l": 1 - right, "r": right}
    moment = {side: np.cross(spots[side], share[side][:, None] * whole.force) for side in SIDES}
    rest = whole.moment - moment["l"] - moment["r"]
    left, right_ = (
        _Wrench(share[side][:, None] * whole.force, moment[side] + share[side][:, None] * rest) for side in SIDES
    )
    return left, right_


def _under(motion: Motion, points: Mapping[str, Array], side: str, x: Array) -> Array:
    """(n, 3) the point of the floor on the line of a foot, or of a kneeling shank, at an x."""
    rear, front = ("ankle", "knee") if motion.footing.kneeling else ("heel", "toe")
    start, end = points[f"{rear}_{side}"], points[f"{front}_{side}"]
    along = (x - start[:, 0]) / (end[:, 0] - start[:, 0])
    return np.stack([x, np.zeros_like(x), start[:, 2] + along * (end[:, 2] - start[:, 2])], axis=-1)


def _leg(
    motion: Motion, parts: Mapping[str, _Wrench], points: Mapping[str, Array], side: str, ground: _Wrench
) -> dict[str, Array]:
    """Joint -> (n, 3) of one leg with what the ground does to it."""
    found = {}
    beyond: list[str] = []
    for segment, joint in zip(_LEG, ("ankle", "knee", "hip"), strict=True):
        beyond.append(f"{segment}_{side}")
        # Kneeling, the floor holds shank and foot at once, and how they divide it cannot be told.
        if joint != "ankle" or not motion.footing.kneeling:
            found[f"{joint}_{side}"] = (_sum(parts, beyond) - ground).about(points[f"{joint}_{side}"])
    return found


def _seated(points: Mapping[str, Array], trunk: _Wrench) -> dict[str, Array]:
    """Joint -> (n, 3): the seat pushes through the line of the hips, and the hips share what the trunk needs."""
    both = -trunk.about(points["pelvis"])
    return {f"hip_{side}": both / 2 for side in SIDES}


def _closed(values: Array) -> Array:
    return np.concatenate([values, values[:1]])
