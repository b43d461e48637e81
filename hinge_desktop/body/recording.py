"""A motion as anybody can have recorded it: points and angles over time, ours or a stranger's.

Every form metric is a function of a :class:`Recording`, so that a solved repetition and a file from a laboratory are
judged by the same lines. Metres and radians; x forward, y up, z to the person's right.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from hinge_desktop.body.balance import acceleration, rate_of_change
from hinge_desktop.body.movement import Pattern
from hinge_desktop.body.observed import angles_of

Array = NDArray[np.float64]
Points = Mapping[str, Array]

_ZEROED = ("pelvic_tilt", "lumbar_flexion", "neck_flexion")
"""Angles that the motion file counts from quiet standing."""
_LITTLE = np.radians(5.0)
_TALL = 0.03


class NotRecorded(LookupError):
    """A recording lacks what a metric needs; that metric is left out."""


@dataclass(frozen=True)
class Recording:
    """A motion, sampled at equal steps.

    Metrics read it as one repetition; ``form.repetitions`` cuts a longer one.

    Attributes:
        time_s: (n,) rising.
        points: name -> (n, 3) metres; names as in ``figure.Figure``. Any may be missing.
        angles: name -> (n,) radians as the motion file has them; what is missing is taken from the points.
        pattern: ``slow``, ``ballistic``, or None where nobody has said.
        counts_at_s: when the repetition counts: the standing instant. None: the tallest one.
        things: kind of an implement -> its points, each (n, 3).
        wall_x, doorway_x: where they are, if there are any.
        ground: (n, 3) where the ground's reaction acts.
        stature_m: of the person, if known.
        quiet: this body's quiet stance as points (3,), where one is known; a hold is measured against it.
        hold: nothing moves: one posture, kept.
        legs, hands: sides that bear the weight, and that work: "l", "r".
        read_legs: sides whose leg angles are read: both of a stranger, the working side of a solved motion.
        hinge_knee: knee flexion up to which the movement is judged as a hinge, radians.
        closed: one full cycle of a solved motion, whose last frame is the first one again. Its pelvis, back and neck
            count from quiet standing; of other recordings from their standing instant, wherever the markers lay.
        exercise: id of the exercise it says it is.
    """

    time_s: Array
    points: Points
    angles: Mapping[str, Array] = field(default_factory=dict)
    pattern: Pattern | None = None
    counts_at_s: float | None = None
    things: Mapping[str, Points] = field(default_factory=dict)
    wall_x: float | None = None
    doorway_x: float | None = None
    ground: Array | None = None
    stature_m: float | None = None
    quiet: Mapping[str, Array] | None = None
    hold: bool = False
    legs: tuple[str, ...] = ("l", "r")
    hands: tuple[str, ...] = ("l", "r")
    read_legs: tuple[str, ...] = ("l", "r")
    hinge_knee: float | None = None
    closed: bool = False
    exercise: str | None = None

    @property
    def step_s(self) -> float:
        """Seconds between two frames."""
        return float(self.time_s[-1] - self.time_s[0]) / max(len(self.time_s) - 1, 1)

    # -- what was recorded ----------------------------------------------------------------------

    def point(self, name: str) -> Array:
        """(n, 3) of a point. Raises NotRecorded."""
        try:
            return self.points[name]
        except KeyError:
            raise NotRecorded(name) from None

    def of_both(self, name: str, sides: tuple[str, ...] = ("l", "r")) -> Array:
        """(n, 3) middle of a paired point, over the sides that were recorded. Raises NotRecorded."""
        seen = [self.points[f"{name}_{side}"] for side in sides if f"{name}_{side}" in self.points]
        if not seen:
            raise NotRecorded(name)
        return np.asarray(sum(seen) / len(seen))

    def thing(self, kind: str, name: str) -> Array:
        """(n, 3) of an implement's point. Raises NotRecorded."""
        try:
            return self.things[kind][name]
        except KeyError:
            raise NotRecorded(f"{kind} {name}") from None

    @cached_property
    def _derived(self) -> Mapping[str, Array]:
        return angles_of(self.points)

    @cached_property
    def _at_rest(self) -> Mapping[str, Array]:
        return angles_of({name: point[None] for name, point in (self.quiet or {}).items()})

    def angle(self, name: str) -> Array:
        """(n,) of an angle, radians. Raises NotRecorded."""
        found = self.angles.get(name, self._derived.get(name))
        if found is None:
            raise NotRecorded(name)
        return found

    def leg_angle(self, name: str) -> Array:
        """(n,) of a leg's angle, the mean of the legs that stand and are read. Raises NotRecorded."""
        return self._mean(name, self.angle)

    def change(self, name: str) -> Array:
        """(n,) of an angle against this body's own quiet standing, or against the standing instant."""
        return self._against_rest(name, self.angle)

    def leg_change(self, name: str) -> Array:
        """The same of a leg's angle."""
        return self._mean(name, self.change)

    def _mean(self, name: str, read: Callable[[str], Array]) -> Array:
        seen = [f"{name}_{side}" for side in self.read_legs if side in self.legs]
        known = [one for one in seen if one in self.angles or one in self._derived]
        if not known:
            raise NotRecorded(name)
        return np.asarray(sum(read(one) for one in known) / len(known))

    def _against_rest(self, name: str, read: Callable[[str], Array]) -> Array:
        values = read(name)
        if self.closed and name in self.angles and name in _ZEROED:
            return values
        if self.quiet is not None and name in self._at_rest:
            return np.asarray(values - self._at_rest[name][0])
        if self.hold:
            raise NotRecorded(f"quiet stance, for {name}")
        return np.asarray(values - values[self.standing_at])

    @cached_property
    def hip_path(self) -> Array:
        """(n, 3) of the middle of the hips; over the ankles where the feet may have stepped. Raises NotRecorded."""
        both = "hip_l" in self.points and "hip_r" in self.points
        path = self.point("pelvis") if "pelvis" in self.points and not both else self.of_both("hip")
        if self.closed:
            return path
        under = self.of_both("ankle", self.legs) * [1.0, 0.0, 1.0]
        return np.asarray(path - under)

    def moved_hips(self, at: int) -> Array:
        """(3,) metres from standing to an instant."""
        if self.hold:
            if self.quiet is None or "pelvis" not in self.quiet:
                raise NotRecorded("quiet stance")
            return np.asarray(self.hip_path[at] - self.quiet["pelvis"])
        return np.asarray(self.hip_path[at] - self.hip_path[self.standing_at])

    # -- instants -------------------------------------------------------------------------------

    @cached_property
    def fold(self) -> Array:
        """(n,) how far the body is folded: pelvis on thigh; the trunk's own tilt where things fly."""
        if self.pattern == "ballistic":
            tilted = "pelvic_tilt" in self.angles or "pelvic_tilt" in self._derived
            return self.angle("pelvic_tilt" if tilted else "trunk_inclination")
        return self.leg_angle("hip_flexion")

    @cached_property
    def standing_at(self) -> int:
        """Where the repetition counts; else where the body is least folded while it is tall.

        Tall: within 3 % of the way from the lowest to the highest. Of a ballistic one, where the hands are highest.
        """
        if self.counts_at_s is not None:
            return int(np.argmin(np.abs(self.time_s - self.counts_at_s)))
        return self.tallest(0, len(self.time_s))

    def tallest(self, begin: int, end: int) -> int:
        """The standing instant of the frames ``begin`` to ``end``."""
        height = self.height[begin:end]
        if self.pattern == "ballistic":
            return begin + int(np.argmax(height))
        tall = np.flatnonzero(height >= np.max(height) - _TALL * np.ptp(self.height))
        return begin + int(tall[np.argmin(self.fold[begin:end][tall])])

    @cached_property
    def height(self) -> Array:
        """(n,) how tall the body stands, hips and trunk together; of a ballistic one, how high the hands are."""
        if self.pattern == "ballistic":
            return self.of_both("hand" if self._has("hand") else "wrist")[:, 1]
        hips = self.hip_path[:, 1]
        return np.asarray(hips + self.trunk_top[:, 1])

    @cached_property
    def trunk_top(self) -> Array:
        """(n, 3) middle of the shoulders, or C7. Raises NotRecorded."""
        return self.of_both("shoulder") if self._has("shoulder") else self.point("c7")

    def _has(self, name: str) -> bool:
        return f"{name}_l" in self.points or f"{name}_r" in self.points

    @cached_property
    def deepest_at(self) -> int:
        """Where the body is folded furthest."""
        return int(np.argmax(self.fold))

    @cached_property
    def hinged_at(self) -> int:
        """The deepest instant that still is judged as a hinge."""
        deepest = self.deepest_at
        if self.hinge_knee is None:
            return deepest
        before = np.flatnonzero(self.leg_angle("knee_flexion")[: deepest + 1] <= self.hinge_knee)
        return int(before[-1]) if len(before) else deepest

    @cached_property
    def folded(self) -> NDArray[np.bool_]:
        """(n,) where the trunk is inclined beyond half of its deepest; everywhere when it stays upright."""
        trunk = self.angle("trunk_inclination")
        most = float(np.max(trunk))
        return trunk >= most / 2 if most > _LITTLE else np.ones(len(trunk), dtype=bool)

    # -- calculus -------------------------------------------------------------------------------

    def speed(self, values: Array) -> Array:
        """First derivative along axis 0."""
        if not self.closed:
            return np.asarray(np.gradient(values, self.step_s, axis=0))
        return _closing(rate_of_change(values[:-1], self.step_s))

    def acceleration(self, values: Array) -> Array:
        """Second derivative along axis 0."""
        if not self.closed:
            return self.speed(self.speed(values))
        return _closing(acceleration(values[:-1], self.step_s))


def _closing(values: Array) -> Array:
    return np.concatenate([values, values[:1]])
