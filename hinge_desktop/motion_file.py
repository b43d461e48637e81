"""The motion file ``hinge-motion/1``: one full repetition, sampled, for readers without our code."""

from __future__ import annotations

import argparse
import csv
import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hinge_desktop.body.anthropometry import Body
from hinge_desktop.body.form import measure
from hinge_desktop.body.implements import band_anchor, band_end, dowel_ends
from hinge_desktop.body.loads import compression_ratio, l5s1_moment, masses_above
from hinge_desktop.body.motion import Motion, solve
from hinge_desktop.body.movement import ImplementSpec
from hinge_desktop.curriculum.exercise import Exercise
from hinge_desktop.curriculum.ladder import Curriculum
from hinge_desktop.errors import OptionError, StorageUnavailable

FORMAT = "hinge-motion/1"

Array = NDArray[np.float64]

_HELD_BY = {
    "two-hand-bell": ["hand_l", "hand_r"],
    "two-hand-swing": ["hand_l", "hand_r"],
    "one-hand-clean": ["hand_r"],
    "dowel": ["hand_l", "hand_r"],
    "band-between-legs": ["hand_l", "hand_r"],
}
_NOT_BODY = ("handle", "ball")


def motion_record(exercise: Exercise, motion: Motion) -> dict[str, Any]:
    """Everything FORMAT says of a motion, as plain numbers: metres, degrees, newtons, seconds."""
    body = motion.body
    moment, ratio = _loads(motion)
    return {
        "format": FORMAT,
        "exercise": exercise.id,
        "step": exercise.step,
        "fault": None,
        "fault_level": 0.0,
        "body": {
            "stature_m": body.stature_m,
            "mass_kg": body.mass_kg,
            "sex": body.sex,
            "hamstrings_deg": body.hamstrings_deg,
        },
        "load_kg": motion.load_kg,
        "rate_hz": motion.rate_hz,
        "time_s": _rounded(motion.time_s),
        "phases": [{"name": p.name, "start_s": round(p.start_s, 6), "end_s": round(p.end_s, 6)} for p in motion.phases],
        "counts_at_s": round(motion.counts_at_s, 6),
        "points_m": {name: _rounded(p) for name, p in motion.points.items() if name not in _NOT_BODY},
        "angles_deg": {name: _rounded(np.degrees(angle)) for name, angle in motion.angles.items()},
        "centre_of_mass_m": _rounded(motion.centre_of_mass),
        "zero_moment_point_m": _rounded(motion.zero_moment_point),
        "contacts": [
            {"point": c.point, "kind": c.kind, "start_s": round(c.start_s, 6), "end_s": round(c.end_s, 6)}
            for c in motion.contacts()
        ],
        "implements": [_implement(motion, spec) for spec in motion.movement.implements] + _block(motion),
        "external_forces": [
            {"kind": "band", "applied_at": pull.applied_at, "force_n": _rounded(pull.force_n)} for pull in motion.pulls
        ],
        "loads": {"l5s1_moment_nm": _rounded(moment), "l5s1_compression_ratio": _rounded(ratio)},
        "segments": {
            s.name: {
                "from": s.start,
                "to": s.end,
                "mass_kg": round(s.mass_kg, 6),
                "com_fraction": round(s.com_fraction, 6),
            }
            for s in body.segments
        },
        "form": {name: round(value, 6) for name, value in measure(motion).items()},
    }


def json_text(exercise: Exercise, motion: Motion) -> str:
    """The motion file as JSON text."""
    return json.dumps(motion_record(exercise, motion), separators=(",", ":"), allow_nan=False) + "\n"


def csv_text(exercise: Exercise, motion: Motion) -> str:
    """One row a frame: time, phase, points (metres), angles (degrees), centre of mass, zero-moment point."""
    record = motion_record(exercise, motion)
    columns: dict[str, list[Any]] = {
        "time_s": record["time_s"],
        "phase": [motion.phase_at(min(t, motion.duration_s - 1e-9)).name for t in record["time_s"]],
    }
    triples = record["points_m"] | {name: record[f"{name}_m"] for name in ("centre_of_mass", "zero_moment_point")}
    for thing in record["implements"]:
        triples |= {f"{thing['kind']}_{name}": frames for name, frames in thing.get("points_m", {}).items()}
    for name, frames in triples.items():
        for axis, letter in enumerate("xyz"):
            columns[f"{name}_{letter}_m"] = [frame[axis] for frame in frames]
    columns |= {f"{name}_deg": values for name, values in record["angles_deg"].items()}
    columns |= record["loads"]
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(columns)
    table.writerows(zip(*columns.values(), strict=True))
    return text.getvalue()


WRITERS: Mapping[str, Callable[[Exercise, Motion], str]] = {".json": json_text, ".csv": csv_text}
"""File endings and what writes them."""


def require_writer(path: Path) -> Callable[[Exercise, Motion], str]:
    """The writer for a file's ending; OptionError names the endings there are."""
    try:
        return WRITERS[path.suffix.lower()]
    except KeyError:
        allowed = ", ".join(WRITERS)
        raise OptionError(
            f"{path.name}: a motion cannot be written as {path.suffix or 'a file without an ending'!r}; "
            f"allowed endings: {allowed}."
        ) from None


def write_motion(exercise: Exercise, motion: Motion, path: Path) -> None:
    """Write a motion; the file's ending says how.

    Raises:
        OptionError: an ending we do not write.
        StorageUnavailable: the file cannot be written.
    """
    text = require_writer(path)(exercise, motion)
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise StorageUnavailable(f"{path} cannot be written ({error.strerror}); choose another place.") from error


def run(options: argparse.Namespace, curriculum: Curriculum) -> int:
    """Solve and write what the options of ``hinge-desktop motion`` ask for; what is None is the usual.

    Raises:
        OptionError: a value is not allowed; nothing is written.
        StorageUnavailable: the file cannot be written.
    """
    exercise = curriculum.exercise(options.exercise)
    require_writer(options.output)
    given = {
        "stature_m": options.stature,
        "mass_kg": options.mass,
        "sex": options.sex,
        "hamstrings_deg": options.hamstrings,
    }
    body = Body(**{name: value for name, value in given.items() if value is not None})
    motion = solve(exercise.movement, body, load_kg=options.load, wall_m=options.wall, rate_hz=options.rate)
    write_motion(exercise, motion, options.output)
    return 0


def _loads(motion: Motion) -> tuple[Array, Array]:
    moment = l5s1_moment(motion)
    alone = masses_above(motion.body, {})
    return moment, compression_ratio(alone, moment, motion.angles["pelvic_tilt"], motion.angles["lumbar_flexion"])


def _implement(motion: Motion, spec: ImplementSpec) -> dict[str, Any]:
    held = {"held_by": _HELD_BY[motion.movement.grip]} if motion.movement.grip in _HELD_BY else {}
    if spec.kind == "wall":
        return {"kind": "wall", "x_m": round(motion.wall_x or 0.0, 6)}
    if spec.kind == "dowel":
        low, high = dowel_ends(motion.body, motion.points)
        return {"kind": "dowel", **held, "points_m": {"bottom": _rounded(low), "top": _rounded(high)}}
    if spec.kind == "band":
        anchor = np.broadcast_to(band_anchor(spec, motion.body, motion.footing), (len(motion.time_s), 3))
        end = band_end(spec, motion.points)
        return {"kind": "band", **held, "points_m": {"anchor": _rounded(anchor), "end": _rounded(end)}}
    return {
        "kind": "kettlebell",
        "mass_kg": motion.load_kg,
        **held,
        "points_m": {name: _rounded(motion.points[name]) for name in ("handle", "ball")},
    }


def _block(motion: Motion) -> list[dict[str, Any]]:
    if motion.block_m <= 0 or motion.load_kg == 0:
        return []
    return [{"kind": "block", "height_m": round(motion.block_m, 6)}]


def _rounded(values: Array) -> list[Any]:
    """Numbers to a micrometre; a negative zero is none."""
    result: list[Any] = (np.round(values, 6) + 0.0).tolist()
    return result
