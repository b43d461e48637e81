"""What ``hinge-desktop form`` prints of a motion file: its form metrics, line by line, and what kind of fold it is."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from math import isfinite

from hinge_desktop.body.form import Shape, as_exercise, classify, measure_recording, outside, repetitions
from hinge_desktop.body.metrics import METRIC
from hinge_desktop.body.movement import Bound
from hinge_desktop.body.recording import Recording
from hinge_desktop.curriculum.exercise import Exercise
from hinge_desktop.curriculum.ladder import Curriculum
from hinge_desktop.motion_reader import read_recording

SHAPES: dict[Shape, str] = {
    "hinge": "It is a hinge: the hips go back more than down, and the lower back does little of it.",
    "squat": "It is a squat: the hips go down as much as back, or the knees bend nearly as much as the hips.",
    "rounded": "It is a rounded bend: the lower back does much of the folding.",
    "hybrid": "It is a hybrid, between hinge and squat, as a kettlebell lift is.",
}
"""Each kind of fold in plain words."""

_THROWN = ("bell_height_m", "swing_lag_s", "swing_trunk_deg", "float_m_s2")
_SLOW = ("order_down_s", "order_up", "bell_drift_m")
"""Metrics that mean something only where the weight flies, and only where it does not."""


def run(options: argparse.Namespace, curriculum: Curriculum) -> int:
    """Read, measure and print what ``hinge-desktop form FILE`` asks for.

    Raises:
        OptionError: an unknown exercise, an ending that is not read, or nothing that folds.
        ContentError: the file is not what its ending says.
        StorageUnavailable: it cannot be read.
    """
    exercise = curriculum.exercise(options.exercise) if options.exercise is not None else None
    recording = read_recording(options.file)
    if exercise is None and recording.exercise is not None:
        exercise = curriculum.exercises.get(recording.exercise)
    for line in report(recording, exercise):
        print(line)
    return 0


def report(recording: Recording, exercise: Exercise | None) -> Iterator[str]:
    """The lines: repetitions, metrics, and the kind of fold; what leaves an exercise's bounds says so."""
    if exercise is not None:
        recording = as_exercise(recording, exercise.movement)
    count = len(repetitions(recording))
    shape = SHAPES[classify(recording)]
    rate = 1.0 / recording.step_s
    frames = len(recording.time_s)
    yield f"{count} {'repetition' if count == 1 else 'repetitions'}, {frames} frames, {rate:.4g} a second"
    thrown = repetitions(recording)[0].pattern == "ballistic"
    measured = measure_recording(recording, [name for name in METRIC if name not in (_SLOW if thrown else _THROWN)])
    bounds = exercise.movement.form if exercise is not None else {}
    drifting = outside(measured, bounds)
    for name, value in measured.items():
        told = f"  drifts; {exercise.id}: {_bound(bounds[name])}" if exercise and name in drifting else ""
        yield f"{name:<22} {value + 0.0:8.3f}{told}"
    yield shape


def _bound(bound: Bound) -> str:
    if isfinite(bound.low) and isfinite(bound.high):
        return f"{bound.low:g} to {bound.high:g}"
    return f"at least {bound.low:g}" if isfinite(bound.low) else f"at most {bound.high:g}"
