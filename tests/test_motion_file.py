"""The motion file: complete, consistent with itself, and honest about bad endings."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import numpy as np
import pytest

from hinge_desktop.body.anthropometry import Body
from hinge_desktop.body.motion import Motion, solve
from hinge_desktop.curriculum.exercise import Exercise
from hinge_desktop.curriculum.parser import parse_exercise
from hinge_desktop.errors import OptionError, StorageUnavailable
from hinge_desktop.motion_file import csv_text, json_text, motion_record, write_motion

PAIRED = ("heel", "toe", "ankle", "knee", "hip", "shoulder", "elbow", "wrist", "hand")
MIDDLE = ("pelvis", "l5s1", "t12l1", "c7", "head_top", "head_back", "t_spine_back", "sacrum_back", "buttock_back")
BENT = ("ankle_dorsiflexion", "knee_flexion", "hip_flexion", "shoulder_flexion", "elbow_flexion", "shank_inclination")
POINTS = {f"{name}_{side}" for name in PAIRED for side in "lr"} | set(MIDDLE)
ANGLES = {f"{name}_{side}" for name in BENT for side in "lr"} | {
    "pelvic_tilt",
    "lumbar_flexion",
    "neck_flexion",
    "trunk_inclination",
}


@pytest.fixture(scope="module")
def swing(root: Path) -> tuple[Exercise, Motion]:
    name = "kettlebell-swing.toml"
    exercise = parse_exercise((root / "assets" / "exercises" / name).read_text(encoding="utf-8"), name)
    return exercise, solve(exercise.movement, Body(1.68, 61, "female"), load_kg=12)


def test_it_holds_everything_the_format_asks_for(swing: tuple[Exercise, Motion]) -> None:
    record = json.loads(json_text(*swing))
    assert record["format"] == "hinge-motion/1"
    assert (record["exercise"], record["step"]) == ("kettlebell-swing", 9)
    assert record["body"] == {"stature_m": 1.68, "mass_kg": 61, "sex": "female", "hamstrings_deg": 75.0}
    assert record["load_kg"] == 12
    assert record["fault"] is None
    assert set(record["points_m"]) == POINTS
    assert set(record["angles_deg"]) == ANGLES
    frames = len(record["time_s"])
    assert all(np.shape(p) == (frames, 3) for p in record["points_m"].values())
    assert all(len(a) == frames for a in record["angles_deg"].values())
    assert record["time_s"][-1] == record["phases"][-1]["end_s"]
    assert [phase["name"] for phase in record["phases"]] == ["drive", "float", "fall", "backswing"]
    bell = record["implements"][0]
    assert (bell["kind"], bell["mass_kg"], bell["held_by"]) == ("kettlebell", 12, ["hand_l", "hand_r"])
    assert sum(segment["mass_kg"] for segment in record["segments"].values()) == pytest.approx(61, abs=1e-4)


def test_the_centre_of_mass_can_be_recomputed_from_the_file(swing: tuple[Exercise, Motion]) -> None:
    record = motion_record(*swing)
    points = {name: np.array(frames) for name, frames in record["points_m"].items()}
    total, weighted = 0.0, np.zeros((len(record["time_s"]), 3))
    for segment in record["segments"].values():
        start, end = points[segment["from"]], points[segment["to"]]
        weighted += segment["mass_kg"] * (start + segment["com_fraction"] * (end - start))
        total += segment["mass_kg"]
    bell = record["implements"][0]
    weighted += bell["mass_kg"] * np.array(bell["points_m"]["ball"])
    assert np.allclose(weighted / (total + bell["mass_kg"]), record["centre_of_mass_m"], atol=1e-5)


def test_the_table_has_one_row_a_frame(swing: tuple[Exercise, Motion]) -> None:
    rows = list(csv.DictReader(io.StringIO(csv_text(*swing))))
    record = motion_record(*swing)
    assert len(rows) == len(record["time_s"])
    middle = len(rows) // 2
    assert float(rows[middle]["hip_r_y_m"]) == record["points_m"]["hip_r"][middle][1]
    assert float(rows[middle]["kettlebell_ball_x_m"]) == record["implements"][0]["points_m"]["ball"][middle][0]
    assert rows[0]["phase"] == "drive"


def test_an_unknown_ending_names_the_known_ones(swing: tuple[Exercise, Motion], tmp_path: Path) -> None:
    with pytest.raises(OptionError, match=r"\.json, \.csv"):
        write_motion(*swing, tmp_path / "swing.xls")
    assert not list(tmp_path.glob("*.xls"))


def test_a_place_that_cannot_be_written_is_named(swing: tuple[Exercise, Motion], tmp_path: Path) -> None:
    with pytest.raises(StorageUnavailable, match="choose another place"):
        write_motion(*swing, tmp_path / "no such folder" / "swing.json")
