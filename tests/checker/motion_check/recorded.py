"""One repetition as arrays: what the laws look at. Metres, degrees, newtons, seconds; one row a frame."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .calculus import CENTRAL, Array, derivative

CLOSED_M = 1e-3
STEP_S = 0.01


@dataclass(frozen=True, slots=True)
class Span:
    """A phase, or the interval of a contact: ``name`` is the phase's name or the contact's point."""

    name: str
    kind: str
    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class Segment:
    """A rigid segment: its mass sits at ``com_fraction`` of the way; ``gyration`` is optional, a fraction too."""

    name: str
    start: str
    end: str
    mass_kg: float
    com_fraction: float
    gyration: float


@dataclass(frozen=True, slots=True)
class Implement:
    """Something held, worn or leant on.

    ``points`` are (n, 3); ``x_m`` is the place of a wall or a doorway's edge, ``height_m`` a block's top; ``look`` says
    what is held instead of the plain thing.
    """

    kind: str
    look: str
    mass_kg: float
    held_by: tuple[str, ...]
    points: Mapping[str, Array]
    x_m: float | None
    radius_m: float
    height_m: float


@dataclass(frozen=True, slots=True)
class Force:
    """An external force (n, 3) and the name of the point it acts on."""

    kind: str
    applied_at: str
    newtons: Array


@dataclass(frozen=True)
class MotionFile:
    """One repetition, as read.

    ``side`` is the working hand or the standing leg, ``l`` or ``r``, of what has a left and a right form.
    ``standing`` has the (3,) points of the same body standing quietly, where the file tells them.
    """

    exercise: str
    step: int | None
    fault: str | None
    fault_level: float
    side: str
    body: Mapping[str, Any]
    load_kg: float
    rate_hz: float
    time_s: Array
    phases: tuple[Span, ...]
    counts_at_s: float
    points: Mapping[str, Array]
    standing: Mapping[str, Array]
    angles: Mapping[str, Array]
    centre_of_mass: Array
    zero_moment_point: Array
    contacts: tuple[Span, ...]
    implements: tuple[Implement, ...]
    forces: tuple[Force, ...]
    loads: Mapping[str, Array]
    segments: tuple[Segment, ...]
    form: Mapping[str, float]

    @property
    def subject(self) -> str:
        """What the file is about, for a report's heading."""
        fault = f" {self.fault} {self.fault_level:g}" if self.fault else ""
        return f"{self.exercise}{fault} stature {self.body['stature_m']:g} m load {self.load_kg:g} kg"

    @property
    def ballistic(self) -> bool:
        """Whether the phases are those of a swing or a clean."""
        return "drive" in {phase.name for phase in self.phases}

    @property
    def drifting(self) -> bool:
        """Whether the file shows how the movement drifts."""
        return bool(self.fault) and self.fault_level > 0.0

    @property
    def hold(self) -> bool:
        """Whether the phases are those of a posture that is kept."""
        return {phase.name for phase in self.phases} == {"hold"}

    @property
    def legs(self) -> str:
        """The sides of the legs that stand: ``lr`` or one of the two."""
        soles = ("heel_", "toe_", "ball_", "knee_")
        names = [contact.name for contact in self.contacts if contact.kind == "floor"]
        return "".join(side for side in "lr" if any(name == f"{sole}{side}" for name in names for sole in soles))

    @property
    def scale(self) -> float:
        """Stature against the one that lengths in the source are given for."""
        return float(self.body["stature_m"]) / 1.75

    @property
    def kneeling(self) -> bool:
        """Whether a knee is a declared contact with the floor."""
        return any(contact.kind == "floor" and contact.name.startswith("knee") for contact in self.contacts)

    @cached_property
    def closed(self) -> bool:
        """Whether the last frame repeats the first one."""
        return max(float(np.max(np.abs(path[-1] - path[0]))) for path in self.points.values()) < CLOSED_M

    def rate(self, values: Array, order: int = 1) -> Array:
        """Time derivative of ``values`` at each frame, over steps of at least 10 ms: decimals are noise."""
        offsets = tuple(self.stride * frame for frame in CENTRAL)
        return derivative(values, self.time_s, order, periodic=self.closed, offsets=offsets)

    @property
    def stride(self) -> int:
        """Frames in about 10 ms, at least one."""
        return max(1, round(self.rate_hz * STEP_S))

    def middle(self, name: str) -> Array:
        """Midpoint of a left and right pair, (n, 3)."""
        return (self.points[f"{name}_l"] + self.points[f"{name}_r"]) / 2.0

    def frames(self, start_s: float, end_s: float) -> NDArray[np.bool_]:
        """Mask of the frames in an interval, half a millisecond generous."""
        mask: NDArray[np.bool_] = (self.time_s >= start_s - 5e-4) & (self.time_s <= end_s + 5e-4)
        return mask

    def frame_at(self, time_s: float) -> int:
        """The frame nearest to a time."""
        return int(np.argmin(np.abs(self.time_s - time_s)))

    def phase(self, name: str) -> Span | None:
        """The phase of that name."""
        return next((phase for phase in self.phases if phase.name == name), None)

    def held(self, kind: str) -> tuple[Implement, ...]:
        """The implements of one kind."""
        return tuple(implement for implement in self.implements if implement.kind == kind)

    def when(self, frame: int | np.intp) -> str:
        """A frame's time, for a finding."""
        return f"at {self.time_s[int(frame)]:.2f} s"
