"""Joint angles over time: minimum-jerk moves for drills, a smooth cycle through key poses for swings.

Both are twice continuously differentiable and periodic. Minimum jerk: Flash & Hogan (1985).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hinge_desktop.body.movement import KEYED_ANGLES, KeyPose, Movement, Phase

Array = NDArray[np.float64]


def minimum_jerk(fraction: Array) -> Array:
    """0 to 1 with zero velocity and acceleration at both ends; clipped outside. Shape kept."""
    u = np.minimum(np.maximum(fraction, 0.0), 1.0)
    return u * u * u * (10.0 + u * (6.0 * u - 15.0))


@dataclass(frozen=True, slots=True)
class DrillTrack:
    """``start`` plus minimum-jerk steps: rows of ``steps`` are (begin_s, end_s, change)."""

    start: float
    steps: tuple[tuple[float, float, float], ...]

    def __call__(self, time_s: Array) -> Array:
        value = np.full_like(time_s, self.start)
        for begin, end, change in self.steps:
            value += change * minimum_jerk((time_s - begin) / (end - begin))
        return value


@dataclass(frozen=True)
class CycleTrack:
    """Periodic quintic Hermite through knots with given value, velocity and acceleration."""

    period_s: float
    times: Array
    values: Array
    velocities: Array
    accelerations: Array

    def __call__(self, time_s: Array) -> Array:
        first = self.times[0]
        t = np.mod(time_s - first, self.period_s) + first
        left = np.clip(np.searchsorted(self.times, t, side="right") - 1, 0, len(self.times) - 2)
        span = self.times[left + 1] - self.times[left]
        u = (t - self.times[left]) / span
        return _quintic(
            u,
            span,
            (self.values[left], self.velocities[left], self.accelerations[left]),
            (self.values[left + 1], self.velocities[left + 1], self.accelerations[left + 1]),
        )


Track = DrillTrack | CycleTrack


def build_tracks(movement: Movement, phases: tuple[Phase, ...]) -> Mapping[str, Track]:
    """One track for every keyed angle.

    Args:
        movement: the recipe.
        phases: the movement's phases at the tempo wanted (same names, other durations).
    """
    if movement.pattern == "ballistic":
        period = sum(phase.duration_s for phase in phases)
        return {angle: _cycle(angle, movement.keys, period) for angle in KEYED_ANGLES}
    return {angle: _drill(angle, movement.start.get(angle, 0.0), phases) for angle in KEYED_ANGLES}


def _drill(angle: str, start: float, phases: tuple[Phase, ...]) -> DrillTrack:
    steps, target, opens = [], start, 0.0
    for phase in phases:
        for move in phase.moves:
            if move.angle == angle and phase.duration_s > 0:
                begin, end = opens + move.begin * phase.duration_s, opens + move.end * phase.duration_s
                steps.append((begin, end, move.to - target))
                target = move.to
        opens += phase.duration_s
    return DrillTrack(start, tuple(steps))


def _cycle(angle: str, keys: tuple[KeyPose, ...], period_s: float) -> Track:
    named = [key for key in keys if angle in key.angles]
    if len(named) < 3:
        return DrillTrack(named[0].angles[angle] if named else 0.0, ())
    times = np.array([key.at * period_s for key in named])
    values = np.array([key.angles[angle] for key in named])
    moving = np.array([not key.still for key in named], dtype=float)
    velocity, acceleration = _spline_slopes(times, values, period_s)
    return CycleTrack(
        period_s,
        np.append(times, times[0] + period_s),
        np.append(values, values[0]),
        np.append(velocity * moving, velocity[0] * moving[0]),
        np.append(acceleration * moving, acceleration[0] * moving[0]),
    )


def _spline_slopes(times: Array, values: Array, period_s: float) -> tuple[Array, Array]:
    """First and second derivatives at the knots of the periodic cubic spline through them."""
    n = len(times)
    step = np.diff(np.append(times, times[0] + period_s))
    slope = (np.roll(values, -1) - values) / step
    before, slope_before = np.roll(step, 1), np.roll(slope, 1)
    matrix = np.zeros((n, n))
    rows = np.arange(n)
    np.add.at(matrix, (rows, rows), 2 * (before + step))
    np.add.at(matrix, (rows, (rows - 1) % n), before)
    np.add.at(matrix, (rows, (rows + 1) % n), step)
    curvature = np.linalg.solve(matrix, 6 * (slope - slope_before))
    velocity = np.asarray(slope - step * (2 * curvature + np.roll(curvature, -1)) / 6)
    return velocity, np.asarray(curvature)


def _quintic(u: Array, span: Array, left: tuple[Array, Array, Array], right: tuple[Array, Array, Array]) -> Array:
    (p0, v0, a0), (p1, v1, a1) = left, right
    v0, v1 = v0 * span, v1 * span
    a0, a1 = a0 * span * span / 2, a1 * span * span / 2
    rise = p1 - p0 - v0 - a0
    swing = v1 - v0 - 2 * a0
    bend = a1 - a0
    c3 = 10 * rise - 4 * swing + bend
    c4 = -15 * rise + 7 * swing - 2 * bend
    c5 = 6 * rise - 3 * swing + bend
    return p0 + u * (v0 + u * (a0 + u * (c3 + u * (c4 + u * c5))))
