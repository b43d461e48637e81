"""Motions written for other tools: every exercise, every way to drift, both sides."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from hinge_desktop.body.anthropometry import Body
from hinge_desktop.body.coordinates import coordinates
from hinge_desktop.body.frames import Array, shoulder_axis
from hinge_desktop.body.motion import Motion, solve
from hinge_desktop.body.movement import FAULTS
from hinge_desktop.curriculum.exercise import Exercise
from hinge_desktop.curriculum.parser import parse_exercise
from hinge_desktop.motion_file import write_motion

ENDINGS = (".trc", ".mot", ".bvh")
_RATE_HZ = 25.0
_OTHER = Body(stature_m=1.58, mass_kg=62, sex="female", hamstrings_deg=65, legs=0.95)


@pytest.fixture(scope="session")
def motions(root: Path) -> Mapping[str, tuple[Exercise, Motion]]:
    """Name -> a solved motion: each exercise, the other side of the one-sided, and each fault somewhere."""
    exercises = [
        parse_exercise(path.read_text(encoding="utf-8"), path.name)
        for path in sorted((root / "assets" / "exercises").glob("*.toml"))
    ]
    solved = {one.id: (one, solve(one.movement, Body(), rate_hz=_RATE_HZ)) for one in exercises}
    for one in exercises:
        if one.movement.one_sided:
            solved[f"{one.id}-left"] = one, solve(one.movement, _OTHER, rate_hz=_RATE_HZ, side="left")
    for fault in FAULTS:
        one = next(one for one in exercises if fault in one.movement.faults)
        solved[f"{one.id}-{fault}"] = one, solve(one.movement, _OTHER, rate_hz=_RATE_HZ, fault=fault)
    return solved


@pytest.fixture(scope="session")
def written(motions: Mapping[str, tuple[Exercise, Motion]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every motion as .trc, .mot and .bvh."""
    folder = tmp_path_factory.mktemp("written")
    for name, (exercise, motion) in motions.items():
        for ending in ENDINGS:
            write_motion(exercise, motion, folder / f"{name}{ending}")
    return folder


@pytest.fixture(scope="session")
def joints(motions: Mapping[str, tuple[Exercise, Motion]]) -> Mapping[str, Mapping[str, Array]]:
    """Name -> the points of a motion, and ``shoulder_axis``."""
    return {
        name: {**motion.points, "shoulder_axis": shoulder_axis(motion.points)} for name, (_, motion) in motions.items()
    }


@pytest.fixture(scope="session")
def angles(motions: Mapping[str, tuple[Exercise, Motion]]) -> Mapping[str, Mapping[str, Array]]:
    """Name -> the coordinates of a motion."""
    return {name: coordinates(motion.points) for name, (_, motion) in motions.items()}
