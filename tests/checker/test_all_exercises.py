"""Every exercise keeps every law, for five bodies, on either side, with other loads, things, feet and walls.

The files are made as ``hinge-desktop motion EXERCISE -o FILE.json`` makes them, and read by the checker alone.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from motion_check import check_file
from motion_check.expected import EXPECTED
from written import EXERCISES, MIDDLING, OTHERS, SHORT, TALL, complaints, exercise, rate_hz, record, report

from hinge_desktop.body.anthropometry import Body
from hinge_desktop.body.motion import solve
from hinge_desktop.curriculum.ladder import LADDER
from hinge_desktop.motion_file import write_motion

BESIDE = {
    "ribs-and-back-hinge", "doorway-hinge", "toe-touch-test", "pelvic-tilt-test", "goatbag-hinge",
    "goatbag-hinge-dumbbell", "back-loaded-hinge", "chest-hold-hinge", "bin-pick-up", "sit-to-stand", "ready-position",
    "deadlift", "single-leg-hinge", "seated-hip-hinge", "kettlebell-clean-long",
}  # fmt: skip
LOADED = ("weighted-hip-hinge", "kettlebell-lift", "kettlebell-swing", "kettlebell-clean", "deadlift", "goatbag-hinge")
ONE_SIDED = ("kettlebell-clean", "kettlebell-clean-long", "single-leg-hinge")


def test_the_checker_knows_every_exercise_that_is_shipped() -> None:
    assert set(EXERCISES) == {*LADDER, *BESIDE} == set(EXPECTED)


@pytest.mark.parametrize("exercise_id", EXERCISES)
def test_an_exercise_keeps_every_law(exercise_id: str) -> None:
    result = report(exercise_id)
    assert complaints(result) == []


@pytest.mark.parametrize("body", OTHERS.values(), ids=OTHERS)
@pytest.mark.parametrize("exercise_id", EXERCISES)
def test_other_bodies_keep_every_law(exercise_id: str, body: Body) -> None:
    result = report(exercise_id, body, rate_hz=rate_hz(exercise_id))
    assert complaints(result) == []


@pytest.mark.parametrize("load_kg", [8.0, 24.0])
@pytest.mark.parametrize("exercise_id", LOADED)
def test_a_light_and_a_heavy_weight_keep_every_law(exercise_id: str, load_kg: float) -> None:
    result = report(exercise_id, load_kg=load_kg)
    assert complaints(result) == []


@pytest.mark.parametrize("legs", [0.93, 1.07])
@pytest.mark.parametrize(
    "exercise_id", ["butt-tap", "kettlebell-lift", "sit-to-stand", "single-leg-hinge", "hero-squat"]
)
def test_short_and_long_legs_keep_every_law(exercise_id: str, legs: float) -> None:
    result = report(exercise_id, Body(legs=legs))
    assert complaints(result) == []


@pytest.mark.parametrize("exercise_id", ONE_SIDED)
def test_the_left_form_is_the_right_one_in_a_mirror(exercise_id: str) -> None:
    right, left = record(exercise_id), record(exercise_id, side="left")
    assert (right["side"], left["side"]) == ("right", "left")
    result = report(exercise_id, side="left")
    assert complaints(result) == []
    swapped = {"l": "r", "r": "l"}
    for name, path in right["points_m"].items():
        other = f"{name[:-1]}{swapped[name[-1]]}" if name[-2:] in ("_l", "_r") else name
        assert np.allclose(left["points_m"][other], np.array(path) * [1.0, 1.0, -1.0], atol=2e-6), name


@pytest.mark.parametrize(
    ("exercise_id", "look"),
    [("kettlebell-lift", "child"), ("kettlebell-lift", "bag"), ("kettlebell-lift", "backpack"), ("bin-pick-up", "bag")],
)
def test_what_a_home_has_is_lifted_by_the_same_laws(exercise_id: str, look: str) -> None:
    for body in (MIDDLING, SHORT, TALL):
        result = report(exercise_id, body, look=look)
        assert complaints(result) == []


@pytest.mark.parametrize(
    ("exercise_id", "options"),
    [
        ("butt-tap", {"wall_m": 0.12}),
        ("butt-tap", {"wall_m": 0.25}),
        ("ribs-and-back-hinge", {"wall_m": 0.14}),
        ("doorway-hinge", {"stance_width_m": 0.45, "toe_out_deg": 20.0}),
        ("kettlebell-lift", {"stance_width_m": 0.42, "toe_out_deg": 5.0}),
        ("hinge-to-squat", {"stance_width_m": 0.42, "toe_out_deg": 25.0}),
    ],
)
def test_other_walls_and_feet_keep_every_law(exercise_id: str, options: dict[str, Any]) -> None:
    result = report(exercise_id, **options)
    assert complaints(result) == []


@pytest.mark.parametrize("frames_hz", [30.0, 60.0, 240.0])
@pytest.mark.parametrize("exercise_id", ["butt-tap", "banded-pull-through", "hinge-to-squat", "kettlebell-swing"])
def test_the_verdict_does_not_hang_on_the_sampling_rate(exercise_id: str, frames_hz: float) -> None:
    result = report(exercise_id, rate_hz=frames_hz)
    assert complaints(result) == []


def test_a_written_file_is_accepted(tmp_path: Path) -> None:
    path = tmp_path / "butt-tap.json"
    write_motion(exercise("butt-tap"), solve(exercise("butt-tap").movement, MIDDLING), path)
    assert check_file(path).ok
