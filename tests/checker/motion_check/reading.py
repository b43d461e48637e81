"""The motion file as arrays, and the law of its structure.

Reads strictly: what FORMAT asks for must be there, finite, and of one entry a frame.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .calculus import CENTRAL, Array, derivative

PAIRED = ("heel", "toe", "ankle", "knee", "hip", "shoulder", "elbow", "wrist", "hand")
SINGLE = (
    "pelvis", "l5s1", "t12l1", "c7", "head_top", "head_back", "t_spine_back", "sacrum_back", "buttock_back",
)  # fmt: skip
POINTS = tuple(f"{name}_{side}" for name in PAIRED for side in "lr") + SINGLE

PAIRED_ANGLES = (
    "ankle_dorsiflexion", "knee_flexion", "hip_flexion", "shoulder_flexion", "elbow_flexion", "shank_inclination",
)  # fmt: skip
SINGLE_ANGLES = ("pelvic_tilt", "lumbar_flexion", "neck_flexion", "trunk_inclination")
ANGLES = tuple(f"{name}_{side}" for name in PAIRED_ANGLES for side in "lr") + SINGLE_ANGLES

CONTACT_KINDS = ("floor", "wall", "heel", "dowel", "body")
IMPLEMENT_KINDS = (
    "wall", "dowel", "band", "kettlebell", "dumbbell", "backpack", "bin", "chair", "cushion", "doorway", "block",
)  # fmt: skip
LOADS = ("l5s1_moment_nm", "l5s1_compression_ratio")
TOP_LEVEL = (
    "format", "exercise", "step", "fault", "fault_level", "body", "load_kg", "rate_hz", "time_s", "phases",
    "counts_at_s", "points_m", "angles_deg", "centre_of_mass_m", "zero_moment_point_m", "contacts", "implements",
    "external_forces", "loads", "segments", "form",
)  # fmt: skip
CLOSED_M = 1e-3
STEP_S = 0.01
CLOCK_S = 2e-6


class MotionFileError(ValueError):
    """The file is not a ``hinge-motion/1`` file; the message says where and why."""


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
    """Something held, worn or leant on; ``points`` are (n, 3); ``x_m`` a wall's place, ``height_m`` a block's top."""

    kind: str
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


@dataclass(frozen=True, slots=True)
class MotionFile:
    """One repetition, as read. Arrays have one row a frame; metres, degrees, newtons, seconds."""

    exercise: str
    step: int | None
    fault: str | None
    fault_level: float
    body: Mapping[str, Any]
    load_kg: float
    rate_hz: float
    time_s: Array
    phases: tuple[Span, ...]
    counts_at_s: float
    points: Mapping[str, Array]
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
    def kneeling(self) -> bool:
        """Whether a knee is a declared contact with the floor."""
        return any(contact.kind == "floor" and contact.name.startswith("knee") for contact in self.contacts)

    @property
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


def parse_motion(raw: Mapping[str, Any]) -> MotionFile:
    """The file's JSON object as a :class:`MotionFile`. Raises :class:`MotionFileError`."""
    missing = [key for key in TOP_LEVEL if key not in raw]
    if missing:
        raise MotionFileError(f"missing {', '.join(missing)}")
    if raw["format"] != "hinge-motion/1":
        raise MotionFileError(f"format {raw['format']!r} is not hinge-motion/1")
    try:
        return _assemble(raw)
    except (KeyError, TypeError, AttributeError) as error:
        raise MotionFileError(f"misses or misshapes {error}") from error


def _assemble(raw: Mapping[str, Any]) -> MotionFile:
    time_s = _array(raw["time_s"], None, "time_s", 1)
    time_s = _clock(time_s, float(raw["rate_hz"]))
    frames = len(time_s)
    return MotionFile(
        exercise=str(raw["exercise"]),
        step=raw["step"],
        fault=raw["fault"],
        fault_level=float(raw["fault_level"]),
        body={name: raw["body"][name] for name in ("stature_m", "mass_kg", "sex", "hamstrings_deg")},
        load_kg=float(raw["load_kg"]),
        rate_hz=float(raw["rate_hz"]),
        time_s=time_s,
        phases=tuple(Span(p["name"], "phase", float(p["start_s"]), float(p["end_s"])) for p in raw["phases"]),
        counts_at_s=float(raw["counts_at_s"]),
        points=_curves(raw["points_m"], POINTS, frames, "points_m", 2),
        angles=_curves(raw["angles_deg"], ANGLES, frames, "angles_deg", 1),
        centre_of_mass=_array(raw["centre_of_mass_m"], frames, "centre_of_mass_m", 2),
        zero_moment_point=_array(raw["zero_moment_point_m"], frames, "zero_moment_point_m", 2),
        contacts=tuple(_contact(item, raw["points_m"]) for item in raw["contacts"]),
        implements=tuple(_implement(item, frames) for item in raw["implements"]),
        forces=tuple(_force(item, frames) for item in raw["external_forces"]),
        loads=_curves(raw["loads"], LOADS, frames, "loads", 1),
        segments=tuple(_segment(name, item, raw["points_m"]) for name, item in raw["segments"].items()),
        form={name: float(value) for name, value in raw["form"].items()},
    )


def _array(values: Any, frames: int | None, name: str, dimensions: int) -> Array:
    try:
        array = np.asarray(values, dtype=np.float64)
    except (ValueError, TypeError) as error:
        raise MotionFileError(f"{name} is not an array of numbers") from error
    if array.ndim != dimensions or (dimensions == 2 and array.shape[1] != 3):
        raise MotionFileError(f"{name} has the shape {array.shape}")
    if frames is not None and len(array) != frames:
        raise MotionFileError(f"{name} has {len(array)} entries for {frames} frames")
    if not np.all(np.isfinite(array)):
        raise MotionFileError(f"{name} holds a value that is not finite")
    return array


def _curves(raw: Mapping[str, Any], wanted: tuple[str, ...], frames: int, name: str, dims: int) -> Mapping[str, Array]:
    missing = [key for key in wanted if key not in raw]
    if missing:
        raise MotionFileError(f"{name} misses {', '.join(missing)}")
    return {key: _array(values, frames, f"{name}.{key}", dims) for key, values in raw.items()}


def _clock(time_s: Array, rate_hz: float) -> Array:
    """The frames' times, freed of their rounding where they tell an even rate."""
    steps = np.diff(time_s)
    if len(time_s) < 20 or time_s[0] != 0.0 or np.any(steps <= 0.0):
        raise MotionFileError("time_s does not rise from 0 over at least 20 frames")
    if np.max(np.abs(steps[:-1] - steps[0])) > CLOCK_S or abs(steps[0] * rate_hz - 1.0) > 0.01:
        raise MotionFileError(f"time_s does not advance at rate_hz {rate_hz:g}")
    for even in (np.arange(len(time_s)) / rate_hz, np.linspace(0.0, time_s[-1], len(time_s))):
        if np.max(np.abs(time_s - even)) < CLOCK_S:
            return even
    return time_s


def _contact(raw: Mapping[str, Any], points: Mapping[str, Any]) -> Span:
    if raw["kind"] not in CONTACT_KINDS or raw["point"] not in points:
        raise MotionFileError(f"a contact of kind {raw['kind']!r} at point {raw['point']!r}")
    return Span(raw["point"], raw["kind"], float(raw["start_s"]), float(raw["end_s"]))


def _implement(raw: Mapping[str, Any], frames: int) -> Implement:
    kind = raw["kind"]
    if kind not in IMPLEMENT_KINDS:
        raise MotionFileError(f"an implement of kind {kind!r}")
    if kind in ("wall", "doorway") and "x_m" not in raw:
        raise MotionFileError(f"a {kind} without x_m")
    points = {name: _array(path, frames, f"{kind} {name}", 2) for name, path in raw.get("points_m", {}).items()}
    mass, radius, height = (float(raw.get(key, 0.0)) for key in ("mass_kg", "radius_m", "height_m"))
    place = float(raw["x_m"]) if "x_m" in raw else None
    return Implement(kind, mass, tuple(raw.get("held_by", ())), points, place, radius, height)


def _force(raw: Mapping[str, Any], frames: int) -> Force:
    return Force(raw["kind"], raw["applied_at"], _array(raw["force_n"], frames, "force_n", 2))


def _segment(name: str, raw: Mapping[str, Any], points: Mapping[str, Any]) -> Segment:
    for end in (raw["from"], raw["to"]):
        if end not in points:
            raise MotionFileError(f"segment {name} ends at an unknown point {end!r}")
    gyration = float(raw.get("gyration_fraction", 0.0))
    return Segment(name, raw["from"], raw["to"], float(raw["mass_kg"]), float(raw["com_fraction"]), gyration)
