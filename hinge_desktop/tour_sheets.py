"""The tour's contact sheets: every movement over its repetition, all of them at once, and what can drift."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from PySide6.QtGui import QImage

from hinge_desktop.body.anthropometry import Body
from hinge_desktop.body.motion import Motion, solve
from hinge_desktop.body.movement import FAULTS
from hinge_desktop.curriculum.exercise import Exercise
from hinge_desktop.curriculum.ladder import Curriculum
from hinge_desktop.stage.sheet import Still, contact_sheet, gallery, most_drifted
from hinge_desktop.ui.fault_names import fault_name

_COLUMNS = 5


def sheets(curriculum: Curriculum, body: Body) -> Iterator[tuple[str, QImage]]:
    """Names and pictures: a sheet of each movement, one of all of them, and one of what can drift."""
    furthest = []
    for number, exercise in enumerate(curriculum.exercises.values(), start=1):
        motion = _solved(exercise, body)
        yield f"{number:02}-{exercise.id}", contact_sheet(motion)
        furthest.append(_furthest(motion, exercise.name))
    yield "all-movements", gallery(furthest, _COLUMNS)
    yield "what-can-drift", gallery([_drifting(curriculum, body, fault) for fault in FAULTS], _COLUMNS)


def _furthest(motion: Motion, words: str) -> Still:
    """The instant of the deepest fold, and with it of the deepest knees."""
    folded = np.abs(motion.angles["pelvic_tilt"]) + 1e-3 * motion.angles["knee_flexion_r"]
    return Still(motion, float(motion.time_s[int(np.argmax(folded[:-1]))]), words)


def _drifting(curriculum: Curriculum, body: Body, fault: str) -> Still:
    """A fault in the last step that names it, or in an exercise beside the ladder."""
    exercises = (*reversed(curriculum.steps), *curriculum.beside)
    exercise = next(one for one in exercises if fault in one.movement.faults)
    return most_drifted(_solved(exercise, body), _solved(exercise, body, fault), fault_name(fault))


def _solved(exercise: Exercise, body: Body, fault: str | None = None) -> Motion:
    return solve(exercise.movement, body, load_kg=exercise.dose.load_kg, fault=fault)
