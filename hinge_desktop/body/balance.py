"""Balance: centre of mass, zero-moment point, and the one scalar that keeps the latter over the feet.

Segments are point masses at their centres, so that anybody can recompute these from a motion file; a
segment's own rotational inertia moves the zero-moment point of swing and clean by 1 to 2 cm (1.50 to 1.98 m).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hinge_desktop.body.anthropometry import Segment
from hinge_desktop.body.implements import Pull

Array = NDArray[np.float64]

GRAVITY = 9.81
LEAN_SHARE = 0.85
"""About this part of the hip's travel is made by the centre of mass when the legs lean: a first slope."""


def rate_of_change(values: Array, step_s: float) -> Array:
    """First derivative of a periodic series along axis 0 (fourth-order central differences)."""
    ahead, behind = np.roll(values, -1, 0), np.roll(values, 1, 0)
    return np.asarray((8 * (ahead - behind) - (np.roll(values, -2, 0) - np.roll(values, 2, 0))) / (12 * step_s))


def acceleration(values: Array, step_s: float) -> Array:
    """Second derivative of a periodic series along axis 0 (fourth-order central differences)."""
    wrapped = np.concatenate([values[-2:], values, values[:2]])
    second = np.diff(wrapped, 2, axis=0)
    return np.asarray((14 * second[1:-1] - second[2:] - second[:-2]) / (12 * step_s**2))


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
        """(n, m, 3) centres of mass."""
        return np.stack([points[a] * (1 - f) + points[b] * f for a, b, f in self._ends], axis=1)

    def of(self, names: Collection[str], *, but: bool = False) -> Masses:
        """Only those that begin or end at one of some points; ``but`` those."""
        kept = [i for i, (start, end, _) in enumerate(self._ends) if (start in names or end in names) is not but]
        return self._some(kept)

    def split(self, most: int) -> list[Masses]:
        """The same in groups of at most so many."""
        every = list(range(len(self._ends)))
        return [self._some(every[i : i + most]) for i in range(0, len(every), most)]

    def _some(self, kept: list[int]) -> Masses:
        some = Masses((), {})
        some.mass_kg, some._ends = self.mass_kg[kept], [self._ends[i] for i in kept]
        return some


def centre_of_mass(masses: Masses, points: Mapping[str, Array]) -> Array:
    """(n, 3) of body and load together."""
    return np.asarray(masses.mass_kg @ masses.positions(points) / masses.mass_kg.sum())


@dataclass(frozen=True)
class Demand:
    """What masses need from the ground: (n,) newtons upward, and (n,) moments about the origin that place it."""

    lift_n: Array
    moment_x: Array
    moment_z: Array

    def __add__(self, other: Demand) -> Demand:
        return Demand(self.lift_n + other.lift_n, self.moment_x + other.moment_x, self.moment_z + other.moment_z)

    def __sub__(self, other: Demand) -> Demand:
        return Demand(self.lift_n - other.lift_n, self.moment_x - other.moment_x, self.moment_z - other.moment_z)

    def met(self, pulls: Sequence[Pull]) -> tuple[Array, Array]:
        """Where on the floor the ground's reaction acts, (n, 3), and how strongly, when other things pull too."""
        needed = self
        for pull in pulls:
            needed = needed - _demand(pull.at, pull.force_n)
        return needed._where(), needed.lift_n

    def _where(self) -> Array:
        where = np.zeros((len(self.lift_n), 3))
        where[:, 0], where[:, 2] = self.moment_x / self.lift_n, self.moment_z / self.lift_n
        return where


def demand(mass_kg: Array, where: Array, step_s: float) -> Demand:
    """What point masses (m,) at (n, m, 3) need, over one full cycle without its closing frame."""
    if np.isinf(step_s):
        lift, moment = np.full(len(where), mass_kg.sum() * GRAVITY), GRAVITY * (mass_kg @ where)
        return Demand(lift, moment[:, 0], moment[:, 2])
    change = acceleration(where, step_s)
    change[..., 1] += GRAVITY
    x, y, z = np.moveaxis(where * mass_kg[:, None], -1, 0)
    ax, ay, az = np.moveaxis(change, -1, 0)
    return Demand(ay @ mass_kg, _dot(x, ay) - _dot(y, ax), _dot(z, ay) - _dot(y, az))


def _dot(first: Array, second: Array) -> Array:
    return np.asarray(np.einsum("nm,nm->n", first, second))


def _demand(at: Array, force: Array) -> Demand:
    (x, y, z), (fx, fy, fz) = at.T, force.T
    return Demand(fy, x * fy - y * fx, z * fy - y * fz)


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
    return demand(masses.mass_kg, masses.positions(points), step_s).met(pulls)


def solve_lean(
    reaction: Callable[[Array], tuple[Array, Array]],
    start: Array,
    corridor: tuple[float | Array, float | Array],
    slope_m: Array,
    height_m: float,
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
        slope_m: (n,) metres that a resting body's centre of mass moves for each radian.
        height_m: of the pendulum; that of the hips in standing will do.
    """
    omega = 2 * np.pi * np.fft.rfftfreq(len(start), step_s)
    soften = 1.0 / (1.0 + omega**2 * height_m / GRAVITY)
    lean = start
    for _ in range(_MOST_ROUNDS):
        x, weight = reaction(lean)
        excess = (x - np.clip(x, *corridor)) * weight
        if float(np.max(np.abs(excess))) < _CLOSE_ENOUGH_M:
            break
        lean = lean - np.fft.irfft(np.fft.rfft(excess) * soften, len(start)) / slope_m
    return lean


_MOST_ROUNDS = 25
_CLOSE_ENOUGH_M = 2e-4
