"""The flesh on one figure: the tables of ``anatomy`` set on its joints."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from hinge_desktop.body.figure import Figure
from hinge_desktop.stage.anatomy import (
    BONE_OF,
    BONES,
    LIMBS,
    SHOULDER_CAP_M,
    SPINE_KNOTS_M,
    SPINE_POINTS,
    TOES,
    TRUNK,
)
from hinge_desktop.stage.curve import spline_weights

Array = NDArray[np.float64]

_STEP_M = 0.004
_LEVEL = np.array([1.0, 0.0, 1.0])
_DOWN = np.array([0.0, -1.0, 0.0])
_ASLANT = np.array([0.02, 0.05, 1.0])
_SPINE = spline_weights(SPINE_KNOTS_M, TRUNK[:, 0])
_SPINE_SLOPE = spline_weights(SPINE_KNOTS_M, TRUNK[:, 0] + _STEP_M) - spline_weights(
    SPINE_KNOTS_M, TRUNK[:, 0] - _STEP_M
)
_SHOULDER_SHARE = np.concatenate([np.clip((TRUNK[:, 0] - 0.1) / 0.4, 0.0, 1.0), np.zeros(len(BONES))])[:, None]
"""How far each section of the trunk turns with the shoulders rather than with the hips; the limbs do not."""


def clothe(figure: Figure) -> tuple[Array, Array]:
    """Ellipsoids of a figure, numbered as in ``anatomy.PLAN``.

    Returns:
        centres (n, 3) and half axes (n, 3, 3), a row each, in metres.
    """
    points = figure.points
    spine = np.array([points[name] for name in SPINE_POINTS])
    near = np.array([points[near] for near, _ in BONES.values()])
    far = np.array([points[far] for _, far in BONES.values()])
    hips, shoulders = (_unit(points[f"{joint}_r"] - points[f"{joint}_l"]) for joint in ("hip", "shoulder"))
    lateral = hips + _SHOULDER_SHARE * (shoulders - hips)
    frames = _frames(np.concatenate([_SPINE_SLOPE @ spine, near - far]), lateral)
    trunk = _trunk(figure, spine, frames[:, : len(TRUNK)])
    caps = _caps(figure)
    limbs = _limbs(figure, near, far, frames[:, len(TRUNK) :])
    return (
        np.concatenate([trunk[0], caps[0], limbs[0]]),
        np.concatenate([trunk[1], caps[1], limbs[1]]),
    )


def _trunk(figure: Figure, spine: Array, frames: Array) -> tuple[Array, Array]:
    up, forward, right = frames
    _, front, back, width, height, rounding, folding, hunching, caving = TRUNK.T
    flexion, forward_shoulders = (figure.angles.get(name, 0.0) for name in ("lumbar_flexion", "shoulder_protraction"))
    back = back + rounding * flexion + hunching * forward_shoulders
    front = front - folding * flexion - caving * forward_shoulders
    centres = _SPINE @ spine + (figure.scale * (front - back) / 2)[:, None] * forward
    half_depth = (front + back) / 2
    axes = np.stack([half_depth[:, None] * forward, width[:, None] * right, height[:, None] * up], axis=1)
    return centres, figure.scale * axes


def _caps(figure: Figure) -> tuple[Array, Array]:
    caps = np.array([figure.points["shoulder_l"], figure.points["shoulder_r"]])
    return caps, np.broadcast_to(SHOULDER_CAP_M * figure.scale * np.eye(3), (2, 3, 3))


def _limbs(figure: Figure, near: Array, far: Array, frames: Array) -> tuple[Array, Array]:
    """Flesh round the bones of limbs. Of a foot that stands on its ball the toes stay flat: the shoe bends."""
    up, forward, right = frames[:, BONE_OF]
    along = (far - near)[BONE_OF]
    for side, toes in TOES.items():
        if f"ball_{side}" in figure.points:
            flat = along[toes] * _LEVEL
            flat *= np.linalg.norm(along[toes], axis=1, keepdims=True) / np.linalg.norm(flat, axis=1, keepdims=True)
            along[toes], up[toes], forward[toes] = flat, _unit_rows(-flat), _DOWN
            right[toes] = _cross(forward[toes], up[toes])
    ahead, aside = figure.scale * LIMBS[:, 1:2], figure.scale * LIMBS[:, 2:3]
    centres = near[BONE_OF] + LIMBS[:, 0:1] * along + ahead * forward + aside * right
    axes = figure.scale * LIMBS[:, 3:, None] * np.stack([forward, right, up], axis=1)
    lowest = centres[:, 1] - np.sqrt((axes[:, :, 1] ** 2).sum(axis=1))
    centres[:, 1] -= np.minimum(lowest, 0.0)  # a kneeling foot lies flat: flesh gives way, the floor does not
    return centres, axes


def _cross(a: Array, b: Array) -> Array:
    """Cross products of rows; ``np.cross`` takes five times as long for so few."""
    ax, ay, az = a.T
    bx, by, bz = b.T
    return np.array([ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx]).T


def _unit_rows(lines: Array) -> Array:
    return np.asarray(lines / (np.linalg.norm(lines, axis=1, keepdims=True) + 1e-12))


def _unit(line: Array) -> Array:
    return np.asarray(line / (np.linalg.norm(line) + 1e-12))


def _frames(along: Array, lateral: Array) -> Array:
    """Unit vectors up, forward and right of bones, (3, n, 3); a bone that lies sideways gets some frame."""
    up = _unit_rows(along)
    forward = _cross(up, lateral)
    size = np.linalg.norm(forward, axis=1, keepdims=True)
    forward = np.where(size > 1e-3, forward, _cross(up, _ASLANT) + [1e-6, 0.0, 0.0])
    forward = forward / np.linalg.norm(forward, axis=1, keepdims=True)
    return np.array([up, forward, _cross(forward, up)])
