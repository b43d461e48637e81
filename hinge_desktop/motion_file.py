"""The motion file ``hinge-motion/1``: one full repetition, sampled, for readers without our code."""

from __future__ import annotations

import argparse
import csv
import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, get_args

import numpy as np
from numpy.typing import NDArray

from hinge_desktop import durable
from hinge_desktop.body.anthropometry import Body
from hinge_desktop.body.coordinates import coordinates
from hinge_desktop.body.figure import Placed
from hinge_desktop.body.form import measure
from hinge_desktop.body.loads import compression_ratio, l5s1_moment, masses_above
from hinge_desktop.body.motion import Motion, solve
from hinge_desktop.body.movement import Side
from hinge_desktop.body.things import CARRIED
from hinge_desktop.curriculum.exercise import Exercise
from hinge_desktop.curriculum.ladder import Curriculum
from hinge_desktop.errors import OptionError
from hinge_desktop.motion_formats.bvh import bvh_text
from hinge_desktop.motion_formats.mot import mot_text
from hinge_desktop.motion_formats.trc import trc_text

FORMAT = "hinge-motion/1"

Array = NDArray[np.float64]
Writer = Callable[[Exercise, Motion], str]

_NOT_BODY = ("handle", "ball")
_EMPTY_HANDED = ("hips", "ribs-and-back", "chest", "overhead", "hang", "ready")
_STANDING_THINGS = ("wall", "doorway", "chair", "block")


def motion_record(exercise: Exercise, motion: Motion) -> dict[str, Any]:
    """Everything FORMAT says of a motion, as plain numbers: metres, degrees, newtons, seconds."""
    body = motion.body
    moment = l5s1_moment(motion)
    ratio = compression_ratio(
        masses_above(body, {}), moment, motion.angles["pelvic_tilt"], motion.angles["lumbar_flexion"]
    )
    return {
        "format": FORMAT,
        "exercise": exercise.id,
        "step": exercise.step,
        "fault": motion.fault,
        "fault_level": motion.level,
        **({"side": motion.side} if motion.movement.one_sided else {}),
        "body": {
            "stature_m": body.stature_m,
            "mass_kg": body.mass_kg,
            "sex": body.sex,
            "hamstrings_deg": body.hamstrings_deg,
            "legs": body.legs,
        },
        "load_kg": motion.load_kg,
        "rate_hz": motion.rate_hz,
        "time_s": _rounded(motion.time_s),
        "phases": [{"name": p.name, "start_s": round(p.start_s, 6), "end_s": round(p.end_s, 6)} for p in motion.phases],
        "counts_at_s": round(motion.counts_at_s, 6),
        "points_m": {name: _rounded(point) for name, point in _body_points(motion).items()},
        "standing_m": {name: _rounded(p) for name, p in motion.standing.items() if name not in _NOT_BODY},
        "angles_deg": {name: _rounded(np.degrees(angle)) for name, angle in motion.angles.items()},
        "centre_of_mass_m": _rounded(motion.centre_of_mass),
        "zero_moment_point_m": _rounded(motion.zero_moment_point),
        "contacts": [
            {"point": c.point, "kind": c.kind, "start_s": round(c.start_s, 6), "end_s": round(c.end_s, 6)}
            for c in motion.contacts()
        ],
        "implements": [_implement(motion, placed) for placed in motion.implements],
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


def _trc(exercise: Exercise, motion: Motion) -> str:
    moving = [placed for placed in motion.implements if placed.kind not in _STANDING_THINGS]
    things = {f"{placed.kind}_{name}": point for placed in moving for name, point in placed.points.items()}
    return trc_text(f"{exercise.id}.trc", _body_points(motion) | things, motion.time_s, motion.rate_hz)


def _mot(exercise: Exercise, motion: Motion) -> str:
    return mot_text(exercise.id, coordinates(motion.points), motion.time_s)


def _bvh(exercise: Exercise, motion: Motion) -> str:
    return bvh_text(motion.points, motion.rate_hz)


WRITERS: Mapping[str, Writer] = {".json": json_text, ".csv": csv_text, ".trc": _trc, ".mot": _mot, ".bvh": _bvh}
"""File endings and what writes them."""


def require_writer(path: Path) -> Writer:
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
    """Write a motion, wholly or not at all; the file's ending says how.

    Raises:
        OptionError: an ending we do not write, or a place that cannot be written.
    """
    text = require_writer(path)(exercise, motion)
    try:
        durable.hand_out(path, text.encode())
    except OSError as error:
        raise OptionError(f"{path} cannot be written ({error.strerror}); choose another place.") from error


def run(options: argparse.Namespace, curriculum: Curriculum) -> int:
    """Solve and write what the options of ``hinge-desktop motion`` ask for; what is None is the usual.

    Raises:
        OptionError: a value is not allowed, or the file cannot be written; nothing is written.
    """
    exercise = curriculum.exercise(options.exercise)
    require_writer(options.output)
    write_motion(exercise, solved(exercise, options), options.output)
    return 0


def solved(exercise: Exercise, options: argparse.Namespace) -> Motion:
    """The motion that the options of a command ask for; what is None is the usual.

    Raises:
        OptionError: a value is not allowed.
    """
    given = {
        "stature_m": options.stature,
        "mass_kg": options.mass,
        "sex": options.sex,
        "hamstrings_deg": options.hamstrings,
        "legs": options.legs,
    }
    body = Body(**{name: value for name, value in given.items() if value is not None})
    if options.level is not None and options.fault is None:
        raise OptionError("a level belongs to a fault; name one with --fault.")
    return solve(
        exercise.movement,
        body,
        load_kg=options.load,
        wall_m=options.wall,
        rate_hz=options.rate,
        fault=options.fault,
        level=1.0 if options.level is None else options.level,
        side=_side(options.side, exercise),
        stance_width_m=options.stance,
        toe_out_deg=options.toe_out,
        forced=options.forced,
        look=options.look,
    )


def _side(word: str | None, exercise: Exercise) -> Side:
    for side in get_args(Side):
        if word == side and exercise.movement.one_sided:
            return side  # type: ignore[no-any-return]
    if word is None:
        return "right"
    if exercise.movement.one_sided:
        raise OptionError(f"side {word!r} is not known; allowed: {', '.join(get_args(Side))}.")
    raise OptionError(f"{exercise.id} has no left and right form; leave --side out.")


def _body_points(motion: Motion) -> dict[str, Array]:
    return {name: point for name, point in motion.points.items() if name not in _NOT_BODY}


def _implement(motion: Motion, placed: Placed) -> dict[str, Any]:
    """One of FORMAT's implements; a ``block`` is what a bell stands on that cannot be reached on the floor."""
    if placed.kind == "block":
        return {"kind": "block", "height_m": round(motion.block_m, 6)}
    look = {"look": placed.look} if placed.look else {}
    if placed.kind in ("wall", "doorway"):
        return {"kind": placed.kind, **look, "x_m": round(float(placed.points["foot"][0, 0]), 6)}
    mass = {"mass_kg": placed.mass_kg} if placed.kind in CARRIED else {}
    hands = _hands_on(motion, placed.kind)
    held = {"held_by": hands} if hands else {}
    points = {name: _rounded(point) for name, point in placed.points.items()}
    return {"kind": placed.kind, **look, **mass, **held, "points_m": points}


def _hands_on(motion: Motion, kind: str) -> list[str]:
    """The hands that hold an implement of a kind."""
    grip = motion.movement.grip
    pulled = kind == "band" and all(pull.applied_at == "pelvis" for pull in motion.pulls)
    if kind == "chair" or pulled or grip in _EMPTY_HANDED:
        return []
    return [f"hand_{motion.side[0]}"] if grip == "one-hand-clean" else ["hand_l", "hand_r"]


def _rounded(values: Array) -> list[Any]:
    """Numbers to a micrometre; a negative zero is none."""
    result: list[Any] = (np.round(values, 6) + 0.0).tolist()
    return result
