"""A pose whose legs are still free to lean: what is above the hips rides along, as one mass.

Trunk, head, arms, what is held and a leg in the air keep their place against the pelvis however the standing
legs lean. So their masses are one mass at their common centre, and what they need for moving about it is found
once; only pelvis and knees are placed anew for each lean that balance tries.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from hinge_desktop.body.balance import Demand, Masses, demand
from hinge_desktop.body.implements import Pull
from hinge_desktop.body.legs import Legs

Array = NDArray[np.float64]
Points = Mapping[str, Array]
Pulls = Callable[[Points], Sequence[Pull]]

_PULLED = ("pelvis", "hand_l", "hand_r")
"""What a band may pull."""


@dataclass(frozen=True)
class Riding:
    """n instants of a pose in its right form, at rest; :meth:`moving` for one cycle of a movement.

    Attributes:
        legs: what leans.
        masses: of body and load.
        points: with the legs upright, each (n, 3).
        pulls: the bands' forces for some points.
        step_s: time between the instants; infinity at rest.
    """

    legs: Legs
    masses: Masses
    points: Points
    pulls: Pulls
    step_s: float = np.inf

    def moving(self, step_s: float) -> Riding:
        """The same as one cycle without its closing frame."""
        return replace(self, step_s=step_s)

    def placed(self, lean: Array, aside: Array | None = None) -> dict[str, Array]:
        """Every point with the legs leaning like this."""
        pelvis = self.legs.pelvis(lean, aside)
        way = pelvis - self.points["pelvis"]
        rest = {name: point if name in self.legs.feet else point + way for name, point in self.points.items()}
        return rest | self.legs.placed(pelvis)

    def reaction(self, lean: Array, aside: Array | None = None) -> tuple[Array, Array]:
        """As ``ground_reaction``, with the legs leaning like this."""
        pelvis = self.legs.pelvis(lean, aside)
        bent = self._bending.positions(self.legs.placed(pelvis))
        where = np.concatenate([bent, (pelvis + self._centre)[:, None]], axis=1)
        way = pelvis - self.points["pelvis"]
        pulls = self.pulls({name: self.points[name] + way for name in _PULLED})
        return (demand(self._mass_kg, where, self.step_s) + self._alike).met(pulls)

    @cached_property
    def _bending(self) -> Masses:
        """Of the standing thighs and shanks."""
        return self.masses.of(self.legs.knees)

    @cached_property
    def _upper(self) -> Masses:
        return self.masses.of(self.legs.knees | self.legs.feet, but=True)

    @cached_property
    def _about(self) -> Array:
        """(n, m, 3) masses that ride, seen from the pelvis."""
        return np.asarray(self._upper.positions(self.points) - self.points["pelvis"][:, None])

    @cached_property
    def _centre(self) -> Array:
        """(n, 3) of what rides, seen from the pelvis."""
        return np.asarray(self._upper.mass_kg @ self._about / self._upper.mass_kg.sum())

    @cached_property
    def _mass_kg(self) -> Array:
        """Of each that bends, and of all that rides."""
        return np.append(self._bending.mass_kg, self._upper.mass_kg.sum())

    @cached_property
    def _alike(self) -> Demand:
        """What leaning does not change: need of the feet, and of what rides for moving about its own centre."""
        planted = self.masses.of(self.legs.feet).of(self.legs.knees, but=True)
        feet = demand(planted.mass_kg, planted.positions(self.points), self.step_s)
        if np.isinf(self.step_s):
            return feet
        each = demand(self._upper.mass_kg, self._about, self.step_s, gravity=0.0)
        whole = demand(self._mass_kg[-1:], self._centre[:, None], self.step_s, gravity=0.0)
        return feet + each - whole
