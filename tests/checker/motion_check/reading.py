"""The motion file as arrays, and the law of its structure.

Reads strictly: what FORMAT asks for must be there, finite, and of one entry a frame.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from .calculus import Array
from .recorded import Force, Implement, MotionFile, Segment, Span

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

CONTACT_KINDS = ("floor", "wall", "heel", "dowel", "body", "seat")
IMPLEMENT_KINDS = (
    "wall", "dowel", "band", "kettlebell", "dumbbell", "backpack", "bin", "chair", "cushion", "doorway", "block",
)  # fmt: skip
LOADS = ("l5s1_moment_nm", "l5s1_compression_ratio")
TOP_LEVEL = (
    "format", "exercise", "step", "fault", "fault_level", "body", "load_kg", "rate_hz", "time_s", "phases",
    "counts_at_s", "points_m", "angles_deg", "centre_of_mass_m", "zero_moment_point_m", "contacts", "implements",
    "external_forces", "loads", "segments", "form",
)  # fmt: skip
CLOCK_S = 2e-6


class MotionFileError(ValueError):
    """The file is not a ``hinge-motion/1`` file; the message says where and why."""


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
        side={"left": "l"}.get(str(raw.get("side", "right")), "r"),
        body={name: raw["body"][name] for name in ("stature_m", "mass_kg", "sex", "hamstrings_deg")}
        | {"legs": float(raw["body"].get("legs", 1.0))},
        load_kg=float(raw["load_kg"]),
        rate_hz=float(raw["rate_hz"]),
        time_s=time_s,
        phases=tuple(Span(p["name"], "phase", float(p["start_s"]), float(p["end_s"])) for p in raw["phases"]),
        counts_at_s=float(raw["counts_at_s"]),
        points=_curves(raw["points_m"], POINTS, frames, "points_m", 2),
        standing={n: _array([p], 1, f"standing_m.{n}", 2)[0] for n, p in raw.get("standing_m", {}).items()},
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
    look = str(raw.get("look", ""))
    return Implement(kind, look, mass, tuple(raw.get("held_by", ())), points, place, radius, height)


def _force(raw: Mapping[str, Any], frames: int) -> Force:
    return Force(raw["kind"], raw["applied_at"], _array(raw["force_n"], frames, "force_n", 2))


def _segment(name: str, raw: Mapping[str, Any], points: Mapping[str, Any]) -> Segment:
    for end in (raw["from"], raw["to"]):
        if end not in points:
            raise MotionFileError(f"segment {name} ends at an unknown point {end!r}")
    gyration = float(raw.get("gyration_fraction", 0.0))
    return Segment(name, raw["from"], raw["to"], float(raw["mass_kg"]), float(raw["com_fraction"]), gyration)
