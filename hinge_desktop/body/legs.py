"""Standing legs: all of them that does not change when they lean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from hinge_desktop.body.anthropometry import Body
from hinge_desktop.body.footing import ASIDE, FOOT, SIDES, Footing
from hinge_desktop.body.pose import Pose, by_axis, sagittal
from hinge_desktop.body.reach import chain_length, middle_joint

Array = NDArray[np.float64]

Points = Mapping[str, Array]
BySide = Mapping[str, Array]

_LEAST_REACH_M = 0.05
"""A line of the legs is taken to be no shorter, so that leaning it still moves the body."""
_TURNED_LEG, _LEVEL, _LEVEL_M = 0.3, 0.03, 0.008
"""A turned pelvis sinks by this part of how far its hips move fore and aft; what counts as level."""


@dataclass(frozen=True)
class Legs:
    """Legs that stand and may lean, at n instants.

    Attributes:
        start: (n, 3) or (3,) where the line of the legs begins.
        length: (n,) of that line, from there to the middle of the hips.
        hips: side -> (n, 3) hip seen from the middle of the hips; both sides.
        ankles: standing side -> (n, 3).
        towards: standing side -> (n, 3) where the knee points.
        thigh_m, shank_m: lengths.
    """

    start: Array
    length: Array
    hips: BySide
    ankles: BySide
    towards: BySide
    thigh_m: float
    shank_m: float

    @cached_property
    def knees(self) -> frozenset[str]:
        """Names of the knees that stand."""
        return frozenset(f"knee_{side}" for side in self.ankles)

    @cached_property
    def feet(self) -> frozenset[str]:
        """Names of the points of the feet that stand."""
        return frozenset(f"{point}_{side}" for side in self.ankles for point in FOOT)

    def pelvis(self, lean: Array, aside: Array | None = None) -> Array:
        """(n, 3) middle of the hips, the legs leaning forward and to the standing side."""
        along = sagittal(lean)
        if aside is not None:
            along = np.cos(aside)[:, None] * along + np.sin(aside)[:, None] * ASIDE
        return np.asarray(self.start + self.length[:, None] * along)

    def placed(self, pelvis: Array) -> dict[str, Array]:
        """Hips, and knees and ankles of the standing sides, each (n, 3)."""
        _, knees, _ = self.bent(pelvis)
        return (
            {f"hip_{side}": pelvis + hip for side, hip in self.hips.items()}
            | {f"ankle_{side}": ankle for side, ankle in self.ankles.items()}
            | {f"knee_{side}": knee for side, knee in zip(self.ankles, knees, strict=True)}
        )

    def bent(self, pelvis: Array) -> tuple[Array, Array, Array]:
        """Hips, knees and ankles of the standing sides, each (legs, n, 3)."""
        # Both legs in one go: short arrays cost by the operation, not by the number.
        hips = pelvis + self._hips
        return hips, middle_joint(hips, self._ankles, self.thigh_m, self.shank_m, self._towards), self._ankles

    @cached_property
    def _hips(self) -> Array:
        """(legs, n, 3)"""
        return np.stack([self.hips[side] for side in self.ankles])

    @cached_property
    def _ankles(self) -> Array:
        """(legs, n, 3)"""
        return np.stack([*self.ankles.values()])

    @cached_property
    def _towards(self) -> Array:
        """(legs, n, 3)"""
        return np.stack([*self.towards.values()])


def standing_legs(body: Body, footing: Footing, pose: Pose, points: Points, hips: BySide) -> Legs:
    """The legs of a pose that stands on one foot or two.

    Args:
        footing: in its right form.
        points: where the feet are, (n, 3).
        hips: side -> (n, 3) hip seen from the middle of the hips.
    """
    thigh, shank, half = body.length("thigh"), body.length("shank"), body.length("hip_half_width")
    leg, ankle = chain_length(thigh, shank, pose["knee_flexion"]), points["ankle_r"]
    sides = SIDES[1:] if footing.support == "one-foot" else SIDES
    if footing.support == "one-foot":
        start = ankle - hips["r"]
    else:
        start = ankle * [1.0, 1.0, 0.0]
        offsets = [hip - (points[f"ankle_{side}"] - start) for side, hip in hips.items()]
        leg = _both_reach(leg, *offsets) - _TURNED_LEG * half * _softly(np.abs(np.sin(pose["pelvic_rotation"])), _LEVEL)
    return Legs(
        by_axis(start),
        leg,
        {side: by_axis(hip) for side, hip in hips.items()},
        {side: by_axis(points[f"ankle_{side}"]) for side, _ in sides},
        {side: by_axis(knee_direction(footing, pose, side, sign)) for side, sign in sides},
        thigh,
        shank,
    )


def _both_reach(leg: Array, one: Array, other: Array) -> Array:
    """(n,) how high above the ankles the middle of the hips may be for both legs to reach; smooth where it is level.

    Args:
        leg: (n,) from hip to ankle.
        one, other: (n, 3) a hip above its ankle, seen from the middle of both.
    """
    # Among the depths tried are legs bent so far that they do not even reach so wide a stance.
    first, second = (
        np.sqrt(np.maximum(leg**2 - at[:, 0] ** 2 - at[:, 2] ** 2, _LEAST_REACH_M**2)) - at[:, 1] for at in (one, other)
    )
    return np.asarray((first + second - _softly(np.abs(first - second), _LEVEL_M)) / 2)


def sunk(body: Body, pose: Pose) -> Array:
    """(n,) how much lower a kneeling pelvis is that tips and turns; smooth at level."""
    moved = [_softly(np.abs(np.sin(pose[angle])), _LEVEL) for angle in ("pelvic_list", "pelvic_rotation")]
    return np.asarray(body.length("hip_half_width") * sum(moved))


def _softly(size: Array, width: float) -> Array:
    """A size that begins like its square."""
    return np.asarray(np.sqrt(size**2 + width**2) - width)


def knee_direction(footing: Footing, pose: Pose, side: str, sign: float) -> Array:
    """(n, 3) over the foot, or turned inward."""
    ahead = footing.points[f"toe_{side}"] - footing.points[f"heel_{side}"]
    ahead = np.asarray(ahead / np.linalg.norm(ahead))
    turn = pose["knee_turn"][:, None]
    inward = sign * np.array([ahead[2], 0.0, -ahead[0]])
    return np.asarray(np.cos(turn) * ahead + np.sin(turn) * inward)
