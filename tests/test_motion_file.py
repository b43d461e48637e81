"""The motion file: complete, consistent with itself, and honest about bad endings."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
from pathlib import Path

import numpy as np
import pytest

from hinge_desktop.body.anthropometry import Body
from hinge_desktop.body.motion import Motion, solve
from hinge_desktop.cli import main
from hinge_desktop.curriculum.exercise import Exercise
from hinge_desktop.curriculum.parser import parse_exercise
from hinge_desktop.errors import OptionError
from hinge_desktop.motion_file import WRITERS, csv_text, json_text, motion_record, write_motion

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
    assert record["body"] == {"stature_m": 1.68, "mass_kg": 61, "sex": "female", "hamstrings_deg": 75.0, "legs": 1.0}
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
    with pytest.raises(OptionError, match="choose another place"):
        write_motion(*swing, tmp_path / "no such folder" / "swing.json")


@pytest.mark.parametrize("ending", sorted(WRITERS))
def test_a_failed_write_leaves_the_older_file_and_nothing_else(
    swing: tuple[Exercise, Motion], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    """The disk is full when the new file is pushed to it."""
    place = tmp_path / f"swing{ending}"
    place.write_text("older", encoding="utf-8")

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OptionError, match="No space left on device"):
        write_motion(*swing, place)
    assert [path.name for path in tmp_path.iterdir()] == [place.name]
    assert place.read_text(encoding="utf-8") == "older"


@pytest.mark.skipif(os.name == "nt", reason="modes of POSIX")
def test_others_may_read_the_file_as_any_new_one_of_the_user(swing: tuple[Exercise, Motion], tmp_path: Path) -> None:
    (tmp_path / "plain").write_text("", encoding="utf-8")
    write_motion(*swing, tmp_path / "swing.trc")
    assert (tmp_path / "swing.trc").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_what_drifts_and_on_which_side_stands_in_the_record(root: Path) -> None:
    name = "single-leg-hinge.toml"
    exercise = parse_exercise((root / "assets" / "exercises" / name).read_text(encoding="utf-8"), name)
    motion = solve(exercise.movement, Body(), fault="lumbar-rounding", level=0.5, side="left")
    record = motion_record(exercise, motion)
    assert (record["fault"], record["fault_level"], record["side"]) == ("lumbar-rounding", 0.5, "left")
    assert "side" not in motion_record(*_solved(root, "butt-tap"))


@pytest.mark.parametrize(
    ("exercise", "kind", "has"),
    [
        ("butt-tap", "wall", {"x_m"}),
        ("doorway-hinge", "doorway", {"x_m"}),
        ("three-point-contact-hinge", "dowel", {"held_by", "points_m"}),
        ("banded-hip-hinge", "band", {"points_m"}),
        ("banded-pull-through", "band", {"held_by", "points_m"}),
        ("goatbag-hinge-dumbbell", "dumbbell", {"mass_kg", "held_by", "points_m"}),
        ("bin-pick-up", "bin", {"mass_kg", "held_by", "points_m"}),
        ("sit-to-stand", "chair", {"points_m"}),
    ],
)
def test_every_implement_is_there_with_what_its_kind_has(root: Path, exercise: str, kind: str, has: set[str]) -> None:
    record = motion_record(*_solved(root, exercise))
    thing = next(one for one in record["implements"] if one["kind"] == kind)
    assert set(thing) - {"kind", "look"} == has
    for frames in thing.get("points_m", {}).values():
        assert np.shape(frames) == (len(record["time_s"]), 3)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("kettlebell-swing", "--fault", "dancing"), "allowed: "),
        (("kettlebell-swing", "--fault", "lumbar-rounding", "--level", "2"), "allowed: 0 to 1."),
        (("kettlebell-swing", "--level", "0.5"), "name one with --fault."),
        (("kettlebell-swing", "--side", "left"), "leave --side out."),
        (("kettlebell-clean", "--side", "front"), "allowed: left, right."),
        (("butt-tap", "--legs", "2"), "allowed: 0.92 to 1.08"),
        (("butt-tap", "--stance", "3"), "allowed: "),
        (("butt-tap", "--toe-out", "90"), "allowed: 0 to 45"),
        (("butt-tap", "--look", "piano"), "piano"),
    ],
)
def test_an_option_that_is_not_allowed_is_one_sentence_and_no_file(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    assert main(["motion", *words, "-o", str(tmp_path / "x.json")]) == 2
    told = capsys.readouterr().err
    assert said in told
    assert told.count("\n") == 1
    assert not list(tmp_path.glob("*x.json*"))


def test_the_options_reach_the_body_and_the_movement(tmp_path: Path) -> None:
    plain, other = tmp_path / "plain.json", tmp_path / "other.json"
    assert main(["motion", "weighted-hip-hinge", "-o", str(plain)]) == 0
    words = ["--legs", "0.95", "--stance", "0.5", "--toe-out", "30", "--look", "bag", "--hamstrings", "50"]
    words += ["--forced", "--fault", "neck-extension"]
    assert main(["motion", "weighted-hip-hinge", *words, "--level", "0.4", "-o", str(other)]) == 0
    before, after = (json.loads(path.read_text(encoding="utf-8")) for path in (plain, other))
    assert after["body"]["legs"] == 0.95
    assert (after["fault"], after["fault_level"]) == ("neck-extension", 0.4)
    assert after["implements"][0]["look"] == "bag"
    assert after["points_m"]["ankle_r"][0][2] > before["points_m"]["ankle_r"][0][2] + 0.03
    assert max(after["angles_deg"]["lumbar_flexion"]) > max(before["angles_deg"]["lumbar_flexion"]) + 10


def _solved(root: Path, exercise_id: str) -> tuple[Exercise, Motion]:
    name = f"{exercise_id}.toml"
    exercise = parse_exercise((root / "assets" / "exercises" / name).read_text(encoding="utf-8"), name)
    return exercise, solve(exercise.movement, Body(), rate_hz=20)
