"""A pose whose legs are still free to lean: what is above the hips rides along, as one mass.

Trunk, head, arms, what is held and a leg in the air keep their place against the pelvis however the standing
legs lean. So their masses are one mass at their common centre, and what they need for moving about it is found
once; only pelvis and knees are placed anew for each lean that balance tries.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from hinge_desktop.body.balance import Demand, Masses, demand
from hinge_desktop.body.implements import Pull
from hinge_desktop.body.legs import Legs
from hinge_desktop.body.pose import by_axis

Array = NDArray[np.float64]
Points = Mapping[str, Array]
Pulls = Callable[[Points], Sequence[Pull]]

_BONES = (("hip", "knee"), ("knee", "ankle"))
_TOGETHER = 4
_PULLED = ("pelvis", "hand_l", "hand_r")
"""What a band may pull."""


@dataclass(frozen=True)
class Riding:
    """n instants of a pose in its right form.

    Attributes:
        legs: what leans.
        masses: of body and load.
        points: with the legs upright, each (n, 3).
        pulls: the bands' forces for some points; None without bands.
    """

    legs: Legs
    masses: Masses
    points: Points
    pulls: Pulls | None

    def placed(self, lean: Array, aside: Array | None = None) -> dict[str, Array]:
        """Every point with the legs leaning like this."""
        pelvis = self.legs.pelvis(lean, aside)
        way = pelvis - self.points["pelvis"]
        rest = {name: point if name in self.legs.feet else point + way for name, point in self.points.items()}
        return rest | self.legs.placed(pelvis)

    def reaction(self, lean: Array, aside: Array | None = None, moving: Moving | None = None) -> tuple[Array, Array]:
        """As ``ground_reaction``, with the legs leaning like this; at rest if not ``moving``.

        On two feet z is not asked, and is 0.
        """
        step_s, alike = (moving.step_s, moving.alike) if moving else (np.inf, self._feet)
        pelvis = self.legs.pelvis(lean, aside)
        needed = self._demand(self._mass_kg, self._leant(pelvis), step_s) + alike
        if self.pulls is None:
            return needed.met(())
        way = pelvis - self.points["pelvis"]
        return needed.met(self.pulls({name: self.points[name] + way for name in _PULLED}))

    def metres_per_radian(self, lean: Array, aside: Array | None = None) -> Array:
        """(n,) how far the centre of mass moves as the legs lean on: it turns about the ankles, what rides does not."""
        pelvis = self.legs.pelvis(lean, aside)
        heights = self._leant(pelvis)[..., 1]
        heights[:, -1] = pelvis[:, 1]
        ankle = next(iter(self.legs.ankles.values()))[:, 1]
        return np.asarray((heights - ankle[:, None]) @ self._mass_kg / self.masses.mass_kg.sum())

    def moving(self, step_s: float) -> Moving:
        """What does not change with the lean when these are one cycle without its closing frame."""
        alike = self._demand(self._planted.mass_kg, self._planted.positions(self.points), step_s)
        alike = alike - self._demand(self._mass_kg[-1:], self._centre[:, None], step_s)
        for mass, where in self._parts:
            alike = alike + self._demand(mass, where, step_s)
        return Moving(step_s, alike)

    def _demand(self, mass_kg: Array, where: Array, step_s: float) -> Demand:
        return demand(mass_kg, where[..., : self._axes], step_s)

    def _leant(self, pelvis: Array) -> Array:
        """(n, m, 3) masses of the standing thighs and shanks, and of all that rides."""
        hips, knees, ankles = self.legs.bent(pelvis)
        thigh, shank = self._along
        thighs, shanks = hips + thigh * (knees - hips), knees + shank * (ankles - knees)
        riding = self._centre + (pelvis - self.points["pelvis"])
        return np.concatenate([thighs, shanks, riding[None]]).swapaxes(0, 1)

    @cached_property
    def _axes(self) -> int:
        """Two feet are broad: only on one it is asked how a body stands sideways."""
        return 3 if len(self.legs.ankles) == 1 else 2

    @cached_property
    def _feet(self) -> Demand:
        return self._demand(self._planted.mass_kg, self._planted.positions(self.points), np.inf)

    @cached_property
    def _planted(self) -> Masses:
        return self.masses.of(self.legs.feet).of(self.legs.knees, but=True)

    @cached_property
    def _bending(self) -> list[tuple[float, float]]:
        """Mass, and how far along its centre lies, of the standing thighs and then of the shanks."""
        bones = [(f"{start}_{side}", f"{end}_{side}") for start, end in _BONES for side in self.legs.ankles]
        return [self.masses.between(start, end) for start, end in bones]

    @cached_property
    def _along(self) -> Array:
        """(2, legs, 1, 1) how far along thighs and shanks their centres lie."""
        return np.array([along for _, along in self._bending]).reshape(2, -1, 1, 1)

    @cached_property
    def _upper(self) -> Masses:
        return self.masses.of(self.legs.knees | self.legs.feet, but=True)

    @cached_property
    def _mass_kg(self) -> Array:
        """Of each that bends, and of all that rides."""
        return np.array([mass for mass, _ in self._bending] + [self._upper.mass_kg.sum()])

    @cached_property
    def _parts(self) -> list[tuple[Array, Array]]:
        """Masses (m,) of what rides, and where (n, m, 3), the legs upright. Few at a time: larger arrays would be
        given back to the system and asked for again at every sum, which costs several times as much."""
        return [(part.mass_kg, part.positions(self.points)) for part in self._upper.split(_TOGETHER)]

    @cached_property
    def _centre(self) -> Array:
        """(n, 3) of what rides, the legs upright."""
        return by_axis(sum(mass @ where for mass, where in self._parts) / self._mass_kg[-1])


@dataclass(frozen=True, slots=True)
class Moving:
    """A cycle of a riding pose: its frames are ``step_s`` apart.

    ``alike`` is needed however the legs lean: by the feet, and by what rides for moving about its own centre.
    """

    step_s: float
    alike: Demand
