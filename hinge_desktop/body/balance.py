"""Balance: centre of mass, zero-moment point, and the one scalar that keeps the latter over the feet.

Segments are point masses at their centres, so that anybody can recompute these from a motion file; a
segment's own rotational inertia moves the zero-moment point of swing and clean by 1 to 2 cm (1.50 to 1.98 m).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from hinge_desktop.body.anthropometry import Segment
from hinge_desktop.body.implements import Pull

Array = NDArray[np.float64]

GRAVITY = 9.81
LEAN_SHARE = 0.85
"""About this part of the hip's travel is made by the centre of mass when the legs lean: the solvers' first slope."""


def rate_of_change(values: Array, step_s: float) -> Array:
    """First derivative of a periodic series along axis 0 (fourth-order central differences)."""
    ahead, behind = np.roll(values, -1, 0), np.roll(values, 1, 0)
    return np.asarray((8 * (ahead - behind) - (np.roll(values, -2, 0) - np.roll(values, 2, 0))) / (12 * step_s))


def acceleration(values: Array, step_s: float) -> Array:
    """Second derivative of a periodic series along axis 0 (fourth-order central differences); 0 at rest."""
    if np.isinf(step_s):
        return np.zeros_like(values)
    wrapped = np.concatenate([values[-2:], values, values[:2]])
    near = wrapped[1:-3] + wrapped[3:-1]
    far = wrapped[:-4] + wrapped[4:]
    return np.asarray((16 * near - far - 30 * values) / (12 * step_s**2))


class Masses:
    """Point masses of a body and of what it holds, as one matrix over named points."""

    def __init__(self, segments: Sequence[Segment], carried: Mapping[str, float]) -> None:
        self.carried = carried
        self.mass_kg = np.array([s.mass_kg for s in segments] + list(carried.values()))
        self._ends = [(s.start, s.end, s.com_fraction) for s in segments] + [(p, p, 0.0) for p in carried]

    @property
    def weight_n(self) -> float:
        """Weight of body and load, newtons."""
        return float(self.mass_kg.sum()) * GRAVITY

    def positions(self, points: Mapping[str, Array]) -> Array:
        """(m, n, 3) centres of mass."""
        return np.stack([points[a] * (1 - f) + points[b] * f for a, b, f in self._ends])


def centre_of_mass(masses: Masses, points: Mapping[str, Array]) -> Array:
    """(n, 3) of body and load together."""
    return np.asarray(np.tensordot(masses.mass_kg, masses.positions(points), 1) / masses.mass_kg.sum())


def ground_reaction(
    masses: Masses, points: Mapping[str, Array], pulls: Sequence[Pull], step_s: float
) -> tuple[Array, Array]:
    """Where the ground's reaction acts on the floor (Vukobratovic's zero-moment point), and how strongly.

    Args:
        points: one full cycle without its closing frame, each (n, 3).
        pulls: forces of things that are not weights.
        step_s: time between frames; infinity for bodies at rest.

    Returns:
        The zero-moment point (n, 3), and the vertical reaction (n,) in newtons.
    """
    where = masses.positions(points)
    force = masses.mass_kg[:, None, None] * acceleration(where.swapaxes(0, 1), step_s).swapaxes(0, 1)
    force[..., 1] += masses.mass_kg[:, None] * GRAVITY
    lift = force[..., 1].sum(0)
    moment_x = (where[..., 0] * force[..., 1] - where[..., 1] * force[..., 0]).sum(0)
    moment_z = (where[..., 2] * force[..., 1] - where[..., 1] * force[..., 2]).sum(0)
    for pull in pulls:
        lift = lift - pull.force_n[:, 1]
        moment_x = moment_x - (pull.at[:, 0] * pull.force_n[:, 1] - pull.at[:, 1] * pull.force_n[:, 0])
        moment_z = moment_z - (pull.at[:, 2] * pull.force_n[:, 1] - pull.at[:, 1] * pull.force_n[:, 2])
    return np.stack([moment_x / lift, np.zeros_like(lift), moment_z / lift], axis=-1), lift


def solve_lean(
    reaction: Callable[[Array], tuple[Array, Array]],
    start: Array,
    corridor: tuple[float | Array, float | Array],
    leg_m: float,
    step_s: float,
) -> Array:
    """The inclination of the legs, at every instant, that keeps the zero-moment point in a corridor.

    Newton's method on the whole cycle. Moving the legs moves the centre of mass, and the zero-moment point
    is that minus (height / g) times its acceleration; so the correction is the shortfall passed through the
    inverse operator ``1 / (1 - (h/g) d2/dt2)``, a low pass that keeps the answer two times smoother than
    the forces and periodic (the linear inverted pendulum of Kajita 2003, here solved by Fourier series).

    Args:
        reaction: leg inclination (n,) -> zero-moment point x (n,) metres, and its weight (n,): the vertical
            reaction as a part of the weight, so that a nearly weightless instant counts little.
        start: (n,) first guess.
        corridor: lowest and highest x allowed, constant or (n,); equal values ask for that x exactly.
        leg_m: height of the hips; turns metres into radians.
    """
    omega = 2 * np.pi * np.fft.rfftfreq(len(start), step_s)
    soften = 1.0 / (1.0 + omega**2 * leg_m / GRAVITY)
    lean = start
    for _ in range(_MOST_ROUNDS):
        x, weight = reaction(lean)
        excess = (x - np.clip(x, *corridor)) * weight
        if float(np.max(np.abs(excess))) < _CLOSE_ENOUGH_M:
            break
        lean = lean - np.fft.irfft(np.fft.rfft(excess) * soften, len(start)) / (LEAN_SHARE * leg_m)
    return lean


_MOST_ROUNDS = 25
_CLOSE_ENOUGH_M = 2e-4
