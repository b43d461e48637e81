"""Every exercise of the ladder keeps every law, for a short, a middling and a tall body, with and without load.

The files are made as ``hinge-desktop motion EXERCISE -o FILE.json`` makes them, and read by the checker alone.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from motion_check import Report, check, check_file

from hinge_desktop.body.anthropometry import Body
from hinge_desktop.body.motion import solve
from hinge_desktop.curriculum.ladder import LADDER
from hinge_desktop.curriculum.parser import parse_exercise
from hinge_desktop.motion_file import json_text, write_motion

EXERCISES = Path(__file__).resolve().parents[2] / "assets" / "exercises"
STATURES_M = (1.50, 1.75, 1.98)
LOADED = ("weighted-hip-hinge", "kettlebell-lift", "kettlebell-swing", "kettlebell-clean")


def _report(exercise_id: str, body: Body, **options: float) -> Report:
    exercise = parse_exercise((EXERCISES / f"{exercise_id}.toml").read_text(encoding="utf-8"), exercise_id)
    return check(json.loads(json_text(exercise, solve(exercise.movement, body, **options))))


@pytest.mark.parametrize("stature_m", STATURES_M)
@pytest.mark.parametrize("exercise_id", LADDER)
def test_a_step_keeps_every_law(exercise_id: str, stature_m: float) -> None:
    report = _report(exercise_id, Body(stature_m=stature_m))
    assert report.ok, str(report)


@pytest.mark.parametrize("load_kg", [8.0, 24.0])
@pytest.mark.parametrize("exercise_id", LOADED)
def test_a_light_and_a_heavy_bell_keep_every_law(exercise_id: str, load_kg: float) -> None:
    report = _report(exercise_id, Body(), load_kg=load_kg)
    assert report.ok, str(report)


WOMAN = Body(stature_m=1.60, mass_kg=58.0, sex="female")
STIFF_MAN = Body(stature_m=1.86, mass_kg=96.0, sex="male", hamstrings_deg=65.0)


@pytest.mark.parametrize("body", [WOMAN, STIFF_MAN], ids=["woman", "stiff man"])
@pytest.mark.parametrize("exercise_id", LADDER)
def test_other_proportions_keep_every_law(exercise_id: str, body: Body) -> None:
    report = _report(exercise_id, body)
    assert report.ok, str(report)


@pytest.mark.parametrize("rate_hz", [30.0, 60.0, 240.0])
@pytest.mark.parametrize("exercise_id", ["butt-tap", "banded-pull-through", "hinge-to-squat", "kettlebell-swing"])
def test_the_verdict_does_not_hang_on_the_sampling_rate(exercise_id: str, rate_hz: float) -> None:
    report = _report(exercise_id, Body(), rate_hz=rate_hz)
    assert report.ok, str(report)


def test_a_written_file_is_accepted(tmp_path: Path) -> None:
    exercise = parse_exercise((EXERCISES / "butt-tap.toml").read_text(encoding="utf-8"), "butt-tap")
    path = tmp_path / "butt-tap.json"
    write_motion(exercise, solve(exercise.movement, Body()), path)
    assert check_file(path).ok
