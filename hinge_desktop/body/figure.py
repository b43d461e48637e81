"""One instant of a moving body: joint positions, angles, and what it holds or leans on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Point = NDArray[np.float64]
"""Three numbers, metres: x forward, y up, z to the person's right."""


@dataclass(frozen=True, slots=True)
class Placed:
    """An implement at one instant.

    Attributes:
        kind: ``wall`` has the points ``foot`` and ``head`` of its face, ``dowel`` ``top`` and
            ``bottom``, ``band`` ``anchor`` and ``end``, ``kettlebell`` ``handle`` (middle of the
            grip) and ``ball`` (its centre), ``block`` (a box under the bell) ``top``, ``dumbbell``
            ``near`` and ``far`` (middles of its ends), ``backpack`` ``middle`` and ``handle``
            (hanging) or ``front`` (hugged), ``bin``
            ``bottom`` and ``top`` (middles of base and rim), ``chair`` ``seat`` (middle of the seat's
            front edge) and ``back`` (top of the backrest; the seat reaches from one to below the other),
            ``cushion`` ``back`` and ``front`` (middles of its faces), ``doorway`` ``foot`` and ``head``.
        points: name -> (3,) metres; (n, 3) where a whole motion is asked for.
        mass_kg: 0 for what is not lifted.
        tension_n: pull of a band.
        look: what is drawn instead of the plain thing, one of ``movement.LOOKS``.
    """

    kind: str
    points: Mapping[str, Point]
    mass_kg: float = 0.0
    tension_n: float = 0.0
    look: str = ""

    def at(self, instant: int) -> Placed:
        """The same at one of n instants."""
        return replace(self, points={name: point[instant] for name, point in self.points.items()})


@dataclass(frozen=True, slots=True)
class Figure:
    """One instant of a moving body.

    Attributes:
        points: ``heel toe ankle knee hip shoulder elbow wrist hand`` each with ``_l`` and ``_r``, and
            ``pelvis l5s1 t12l1 c7 head_top head_back t_spine_back sacrum_back buttock_back``;
            (3,) metres.
        angles: radians, 0 in upright standing, flexion positive.
        implements: everything held, worn or leant on.
        scale: stature / 1.75 m; limbs are drawn as thick as that.
        phase: name of the phase at this instant.
    """

    points: Mapping[str, Point]
    angles: Mapping[str, float]
    implements: tuple[Placed, ...]
    scale: float
    phase: str
