"""Masses and forces of a motion file: centre of mass, zero-moment point, moment at L5/S1.

Each segment is a point mass at its ``com_fraction`` (plus, where the file gives ``gyration_fraction``,
a thin rod's spin), each weighted implement a point mass: a kettlebell at its ``ball``.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .calculus import Array
from .recorded import Implement, MotionFile, Segment

GRAVITY = np.array([0.0, -9.81, 0.0])
LOW_POINTS = frozenset(f"{name}_{side}" for name in ("hip", "knee", "ankle", "heel", "toe") for side in "lr") | {
    "pelvis"
}


@dataclass(frozen=True, slots=True)
class Mass:
    """A point mass on its path (n, 3); ``spin`` is its rate of angular momentum about itself."""

    name: str
    kg: float
    path: Array
    spin: Array
    above_l5s1: bool


def masses(motion: MotionFile, *, implements: bool = True) -> tuple[Mass, ...]:
    """Every mass of the body and, unless told otherwise, of what it carries."""
    bodies = [_segment_mass(motion, segment) for segment in motion.segments]
    if implements:
        bodies += [
            Mass(item.kind, item.mass_kg, weight_point(item), np.zeros((len(motion.time_s), 3)), True)
            for item in motion.implements
            if item.mass_kg > 0.0 and item.points
        ]
    return tuple(bodies)


def weight_point(implement: Implement) -> Array:
    """Where an implement's weight acts: a kettlebell's ball, a backpack's middle, else the mean of its points."""
    for name in ("ball", "middle"):
        if name in implement.points:
            return implement.points[name]
    mean: Array = np.mean(list(implement.points.values()), axis=0)
    return mean


def _segment_mass(motion: MotionFile, segment: Segment) -> Mass:
    start, end = motion.points[segment.start], motion.points[segment.end]
    path = start + segment.com_fraction * (end - start)
    spin = np.zeros_like(path)
    if segment.gyration > 0.0:
        spin = segment.mass_kg * segment.gyration**2 * np.cross(end - start, motion.rate(end - start, 2))
    above = not ({segment.start, segment.end} & LOW_POINTS)
    return Mass(segment.name, segment.mass_kg, path, spin, above)


def centre_of_mass(bodies: tuple[Mass, ...]) -> Array:
    """Centre of mass, (n, 3)."""
    total = sum(body.kg for body in bodies)
    centre: Array = sum((body.kg * body.path for body in bodies), np.zeros_like(bodies[0].path)) / total
    return centre


def point_of_force(motion: MotionFile, name: str) -> Array | None:
    """The path of the point a force acts on: a point's name, or ``hands`` for the middle of the two."""
    if name == "hands":
        return motion.middle("hand")
    return motion.points.get(name)


def zero_moment_point(motion: MotionFile, bodies: tuple[Mass, ...]) -> Array:
    """Where the ground's push must act: no moment of weight, inertia and external force about x and z."""
    force_y, moment_x, moment_z = np.zeros((3, len(motion.time_s)))
    pushes = [(body.path, body.kg * (GRAVITY - motion.rate(body.path, 2)), -body.spin) for body in bodies]
    for force in motion.forces:
        path = point_of_force(motion, force.applied_at)
        if path is not None:
            pushes.append((path, force.newtons, np.zeros_like(path)))
    for path, newtons, spin in pushes:
        moment = np.cross(path, newtons) + spin
        force_y += newtons[:, 1]
        moment_x += moment[:, 0]
        moment_z += moment[:, 2]
    return np.stack([moment_z / force_y, np.zeros_like(force_y), -moment_x / force_y], axis=1)


def l5s1_moment(motion: MotionFile, bodies: tuple[Mass, ...]) -> Array:
    """Extension moment (n,) that the back must supply about L5/S1, newton metres."""
    joint = motion.points["l5s1"]
    total = np.zeros(len(motion.time_s))
    for body in bodies:
        if body.above_l5s1:
            newtons = body.kg * (GRAVITY - motion.rate(body.path, 2))
            total += np.cross(body.path - joint, newtons)[:, 2] - body.spin[:, 2]
    for force in motion.forces:
        path = point_of_force(motion, force.applied_at)
        if path is not None and force.applied_at not in LOW_POINTS:
            total += np.cross(path - joint, force.newtons)[:, 2]
    return -total


def net_vertical_force(motion: MotionFile, bodies: tuple[Mass, ...]) -> Array:
    """Ground's vertical push less the weight of body and load, in body weights (n,)."""
    push = sum((body.kg * motion.rate(body.path, 2)[:, 1] for body in bodies), np.zeros(len(motion.time_s)))
    band = sum((force.newtons[:, 1] for force in motion.forces), np.zeros(len(motion.time_s)))
    weights: Array = (push - band) / (float(motion.body["mass_kg"]) * 9.81)
    return weights
