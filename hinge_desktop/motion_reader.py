"""Motion files, ours and others', into recordings that the form metrics read.

``.json`` (``hinge-motion/1``), our ``.csv``, and ``.trc`` as OpenSim and motion laboratories write it: markers named
like our points (or as OpenPose names its joints), metres, centimetres or millimetres. A recording may face anywhere
and have any axis up; gaps are bridged, and frames that are not evenly spaced are made so.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

import numpy as np
from numpy.typing import NDArray

from hinge_desktop.body.markers import bridged, is_cycle, standing_legs, to_our_axes
from hinge_desktop.body.movement import CLEAN_PHASES, SWING_PHASES, ImplementKind, Pattern
from hinge_desktop.body.recording import Recording
from hinge_desktop.errors import ContentError, OptionError, StorageUnavailable

Array = NDArray[np.float64]
Points = dict[str, Array]

_LARGEST_BYTES = 200_000_000
_LEAST_FRAMES = 10
_UNITS = {"m": 1.0, "cm": 0.01, "mm": 0.001, "meters": 1.0, "metres": 1.0, "millimeters": 0.001}
_PAIRED = ["heel", "toe", "ankle", "knee", "hip", "shoulder", "elbow", "wrist", "hand", "ball", "heel_pad"]
_MIDDLE = ["pelvis", "l5s1", "t12l1", "c7", "head_top", "head_back", "t_spine_back", "sacrum_back", "buttock_back"]
_POINTS = frozenset(_MIDDLE) | {f"{name}_{side}" for name in _PAIRED for side in "lr"}
_OPENPOSE = {"midhip": "pelvis", "neck": "c7"} | {
    f"{side}{name}": f"{ours}_{side}"
    for side in "lr"
    for name, ours in (
        ("hip", "hip"),
        ("knee", "knee"),
        ("ankle", "ankle"),
        ("heel", "heel"),
        ("bigtoe", "toe"),
        ("shoulder", "shoulder"),
        ("elbow", "elbow"),
        ("wrist", "wrist"),
    )
}


@dataclass
class _Raw:
    """What a file says, before it is made even: metres and radians, NaN where a marker was not seen."""

    time_s: Array
    points: Points
    angles: dict[str, Array] = field(default_factory=dict)
    things: dict[str, Points] = field(default_factory=dict)
    ground: Array | None = None
    said: dict[str, Any] = field(default_factory=dict)


def read_recording(path: Path) -> Recording:
    """Read a motion file; its ending says what it is.

    Raises:
        OptionError: an ending we do not read.
        StorageUnavailable: the file cannot be read.
        ContentError: it is not what its ending says, or lacks hip, knee, ankle and trunk.
    """
    try:
        reader = READERS[path.suffix.lower()]
    except KeyError:
        allowed = ", ".join(READERS)
        raise OptionError(f"{path.name}: a motion cannot be read from it; allowed endings: {allowed}.") from None
    return _recording(path.name, reader(path.name, _text(path)))


def _text(path: Path) -> str:
    try:
        if not path.is_file():  # opening a pipe would wait for ever
            raise StorageUnavailable(f"{path} is not a file that can be read; choose another.")
        if path.stat().st_size > _LARGEST_BYTES:
            raise ContentError(path.name, "size", "it is too large for a motion", "up to 200 MB")
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ContentError(path.name, "text", "it is not UTF-8 text") from None
    except OSError as error:
        raise StorageUnavailable(f"{path} cannot be read ({error.strerror}); choose another file.") from error


# -- the three formats --------------------------------------------------------------------------


def _from_json(name: str, text: str) -> _Raw:
    try:
        record = json.loads(text)
    except (ValueError, RecursionError):
        raise ContentError(name, "text", "it is not JSON") from None
    if not isinstance(record, dict) or record.get("format") != "hinge-motion/1":
        raise ContentError(name, "format", "it is not a motion file", "hinge-motion/1")
    time = _numbers(name, "time_s", record.get("time_s"), 1)
    points = {key: _frames(name, f"points_m.{key}", value, time) for key, value in _table(record, "points_m")}
    angles = {
        key: np.radians(_frames(name, f"angles_deg.{key}", value, time, 1))
        for key, value in _table(record, "angles_deg")
    }
    raw = _Raw(time, points, angles)
    for one in record.get("implements") or []:
        if isinstance(one, dict):
            raw.things[str(one.get("kind"))] = {
                key: _frames(name, f"implements.{key}", value, time) for key, value in _table(one, "points_m")
            }
    ground = record.get("zero_moment_point_m") or record.get("centre_of_mass_m")
    raw.ground = None if ground is None else _frames(name, "zero_moment_point_m", ground, time)
    raw.said = _said(name, record)
    return raw


def _said(name: str, record: Mapping[str, Any]) -> dict[str, Any]:
    """What a motion file says besides its frames, in the words of ``Recording``."""
    said: dict[str, Any] = {}
    exercise, counts = record.get("exercise"), record.get("counts_at_s")
    if isinstance(exercise, str):
        said["exercise"] = exercise
    if isinstance(counts, int | float):
        said["counts_at_s"] = float(counts)
    phases = {str(phase.get("name")) for phase in record.get("phases") or [] if isinstance(phase, dict)}
    if phases:
        said["pattern"] = _pattern(phases)
        said["hold"] = phases == {"hold"}
    stature = dict(_table(record, "body")).get("stature_m")
    if isinstance(stature, int | float) and stature > 0:
        said["stature_m"] = float(stature)
    for one in record.get("implements") or []:
        if isinstance(one, dict) and one.get("kind") in ("wall", "doorway") and isinstance(one.get("x_m"), int | float):
            said[f"{one['kind']}_x"] = float(one["x_m"])
    bearing = {
        str(one.get("point"))
        for one in record.get("contacts") or []
        if isinstance(one, dict) and one.get("kind") == "floor"
    }
    legs = tuple(side for side in "lr" if any(point.endswith(f"_{side}") for point in bearing))
    if legs:
        said["legs"] = legs
    if record.get("side") in ("left", "right") or counts is not None:
        said["read_legs"] = (str(record.get("side") or "right")[0],)
    quiet = dict(_table(record, "standing_m"))
    if quiet:
        said["quiet"] = {key: _numbers(name, f"standing_m.{key}", value, 1) for key, value in quiet.items()}
    return said


def _pattern(phases: Iterable[str]) -> Pattern:
    thrown = set(SWING_PHASES + CLEAN_PHASES) - {"hold"}
    return "ballistic" if any(phase in thrown for phase in phases) else "slow"


def _from_csv(name: str, text: str) -> _Raw:
    rows = list(csv.reader(text.splitlines()))
    if len(rows) < 2 or "time_s" not in rows[0]:
        raise ContentError(name, "time_s", "the first line names no such column", "a table written by Hinge")
    head, body = rows[0], [row for row in rows[1:] if row]
    if any(len(row) != len(head) for row in body):
        raise ContentError(name, "rows", "they are not all as long as the first line")
    columns = dict(zip(head, zip(*body, strict=True), strict=True))
    raw = _Raw(_numbers(name, "time_s", columns["time_s"], 1), {})
    for column in head:
        if column.endswith("_x_m"):
            point = column.removesuffix("_x_m")
            axes = [columns.get(f"{point}_{axis}_m") for axis in "xyz"]
            if None not in axes:
                parts = [_numbers(name, column, axis, 1) for axis in axes]
                _put(raw, point, np.stack(parts, axis=-1))
        elif column.endswith("_deg"):
            raw.angles[column.removesuffix("_deg")] = np.radians(_numbers(name, column, columns[column], 1))
    if "phase" in columns:
        raw.said["pattern"] = _pattern(columns["phase"])
        raw.said["hold"] = set(columns["phase"]) == {"hold"}
    return raw


def _put(raw: _Raw, name: str, frames: Array) -> None:
    kind = next((kind for kind in get_args(ImplementKind) if name.startswith(f"{kind}_")), None)
    if name == "zero_moment_point":
        raw.ground = frames
    elif kind is not None:
        raw.things.setdefault(kind, {})[name.removeprefix(f"{kind}_")] = frames
    elif name in _POINTS:
        raw.points[name] = frames


def _from_trc(name: str, text: str) -> _Raw:
    lines = text.splitlines()
    begin = next((at for at, line in enumerate(lines) if line.strip().lower().startswith("frame#")), None)
    if begin is None or begin < 1:
        raise ContentError(name, "Frame#", "no line of a .trc file begins with it")
    metres = _unit(name, lines[:begin])
    markers = [marker.strip() for marker in lines[begin].split("\t")[2:] if marker.strip()]
    rows = [line.split("\t") for line in lines[begin + 2 :] if line.strip()]
    width = 2 + 3 * len(markers)
    if not rows or not markers:
        raise ContentError(name, "frames", "there are none")
    try:
        table = np.array([[float(cell) if cell.strip() else np.nan for cell in _wide(row, width)] for row in rows])
    except ValueError:
        raise ContentError(name, "frames", "not all of them are numbers") from None
    raw = _Raw(table[:, 1], {})
    for at, marker in enumerate(markers):
        _put(raw, _our_name(marker), table[:, 2 + 3 * at : 5 + 3 * at] * metres)
    return raw


def _unit(name: str, head: list[str]) -> float:
    """Metres of one unit of a .trc file: the line after the one that says ``Units``."""
    for keys, values in pairwise(head):
        named = dict(zip((key.strip() for key in keys.split("\t")), values.split("\t"), strict=False))
        if "Units" in named:
            unit = named["Units"].strip().lower()
            if unit not in _UNITS:
                raise ContentError(name, "Units", f"{unit!r} is not known", "m, cm, mm")
            return _UNITS[unit]
    raise ContentError(name, "Units", "the file does not say them", "m, cm, mm")


def _wide(row: list[str], width: int) -> list[str]:
    return (row + [""] * width)[:width]


def _our_name(marker: str) -> str:
    bare = marker.rpartition(":")[2].strip().lower()
    return _OPENPOSE.get(bare.replace("_", "").replace(" ", ""), bare) if bare not in _POINTS else bare


READERS: Mapping[str, Callable[[str, str], _Raw]] = {".json": _from_json, ".csv": _from_csv, ".trc": _from_trc}
"""File endings and what reads them: (name of the file, its text) -> what it says."""


# -- numbers ------------------------------------------------------------------------------------


def _table(record: Mapping[str, Any], key: str) -> Iterable[tuple[str, Any]]:
    value = record.get(key)
    return ((str(name), one) for name, one in value.items()) if isinstance(value, dict) else ()


def _numbers(name: str, key: str, value: Any, axes: int) -> Array:
    try:
        numbers = np.asarray(value, dtype=float)
    except (TypeError, ValueError):
        raise ContentError(name, key, "it is not a list of numbers") from None
    if numbers.ndim != axes:
        raise ContentError(name, key, "it is not a list of numbers", "one entry a frame")
    return numbers


def _frames(name: str, key: str, value: Any, time: Array, axes: int = 2) -> Array:
    numbers = _numbers(name, key, value, axes)
    if len(numbers) != len(time) or (axes == 2 and numbers.shape[1] != 3):
        raise ContentError(name, key, "it has not one entry a frame", "three numbers each" if axes == 2 else "")
    return numbers


# -- from what a file says to a recording -------------------------------------------------------


def _recording(name: str, raw: _Raw) -> Recording:
    time = raw.time_s
    if len(time) < _LEAST_FRAMES:
        raise ContentError(name, "frames", f"there are {len(time)}", f"at least {_LEAST_FRAMES}")
    if not np.all(np.isfinite(time)) or np.any(np.diff(time) <= 0):
        raise ContentError(name, "time", "it does not rise from frame to frame")
    even = np.linspace(time[0], time[-1], len(time))
    points = bridged(raw.points, time, even)
    _require_body(name, points)
    angles = bridged(raw.angles, time, even)
    things = {kind: bridged(parts, time, even) for kind, parts in raw.things.items()}
    ground = None if raw.ground is None else bridged({"": raw.ground}, time, even).get("")
    said = dict(raw.said)
    said["closed"] = "counts_at_s" in said and is_cycle(points)
    if not said["closed"]:
        said.pop("read_legs", None)
    if not said["closed"] and not said.get("hold"):
        turn = to_our_axes(points)
        points = {key: point @ turn.T for key, point in points.items()}
        things = {kind: {key: point @ turn.T for key, point in parts.items()} for kind, parts in things.items()}
        ground = None if ground is None else ground @ turn.T
    said.setdefault("legs", standing_legs(points))
    return Recording(even, points, angles, things=things, ground=ground, **said)


def _require_body(name: str, points: Mapping[str, Array]) -> None:
    leg = any(all(f"{joint}_{side}" in points for joint in ("hip", "knee", "ankle")) for side in "lr")
    trunk = any(one in points for one in ("shoulder_l", "shoulder_r", "c7"))
    if not leg or not trunk:
        raise ContentError(
            name, "points", "too few of them are known", "hip, knee and ankle of one side, and a shoulder or c7"
        )
