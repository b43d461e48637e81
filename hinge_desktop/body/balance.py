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
    first = wrapped[1:] - wrapped[:-1]
    second = first[1:] - first[:-1]
    change = 14 * second[1:-1]
    # In place: memory asked for anew costs more than the sums.
    change -= second[2:]
    change -= second[:-2]
    change /= 12 * step_s**2
    return np.asarray(change)


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
        # In memory every mass's way along an axis is one piece.
        return np.stack([points[a] * (1 - f) + points[b] * f for a, b, f in self._ends]).swapaxes(0, 1)

    def between(self, start: str, end: str) -> tuple[float, float]:
        """Mass of the segment from one point to another, and how far along its centre lies."""
        i, fraction = next((i, f) for i, (a, b, f) in enumerate(self._ends) if (a, b) == (start, end))
        return float(self.mass_kg[i]), fraction

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
    """What masses need from the ground: (n,) newtons upward, and moments about the origin that place it.

    ``moments`` is (2, n), along x and along z; or (1, n), seen from the side, along x only.
    """

    lift_n: Array
    moments: Array

    def __add__(self, other: Demand) -> Demand:
        return Demand(self.lift_n + other.lift_n, self.moments + other.moments)

    def __sub__(self, other: Demand) -> Demand:
        return Demand(self.lift_n - other.lift_n, self.moments - other.moments)

    def met(self, pulls: Sequence[Pull]) -> tuple[Array, Array]:
        """Where on the floor the ground's reaction acts, (n, 3), and how strongly, when other things pull too."""
        needed = self
        for pull in pulls:
            needed = needed - _demand(pull.at, pull.force_n, len(self.moments))
        return needed._where(), needed.lift_n

    def _where(self) -> Array:
        where = np.zeros((3, len(self.lift_n)))
        where[: 2 * len(self.moments) : 2] = self.moments / self.lift_n
        return where.T


def demand(mass_kg: Array, where: Array, step_s: float) -> Demand:
    """What point masses (m,) at (n, m, 3) need, over one full cycle without its closing frame.

    With (n, m, 2) they are seen from the side, and where they stand along z is not asked.
    """
    at = where.transpose(2, 0, 1)
    if np.isinf(step_s):
        lift = np.full(len(where), mass_kg.sum() * GRAVITY)
        return Demand(lift, GRAVITY * np.einsum("anm,m->an", at[::2], mass_kg))
    force = acceleration(where, step_s)
    force[..., 1] += GRAVITY
    force *= mass_kg[:, None]
    needed = force.transpose(2, 0, 1)
    return Demand(needed[1].sum(axis=-1), _dot(at[::2], needed[1]) - _dot(needed[::2], at[1]))


def _dot(first: Array, second: Array) -> Array:
    return np.asarray(np.einsum("anm,nm->an", first, second))


def _demand(at: Array, force: Array, axes: int) -> Demand:
    level = slice(0, 2 * axes, 2)
    return Demand(force[:, 1], at.T[level] * force[:, 1] - at[:, 1] * force.T[level])


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
