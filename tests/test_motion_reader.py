"""Motion files read back, and strangers' files from any camera: what is measured does not depend on the file."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from hinge_desktop import cli
from hinge_desktop.body.anthropometry import Body
from hinge_desktop.body.form import as_exercise, classify, measure, measure_recording, repetitions
from hinge_desktop.body.motion import Motion, solve
from hinge_desktop.curriculum.exercise import Exercise
from hinge_desktop.curriculum.parser import parse_exercise
from hinge_desktop.errors import ContentError, OptionError, StorageUnavailable
from hinge_desktop.motion_file import write_motion
from hinge_desktop.motion_reader import read_recording
from tests.body import strangers

OPENPOSE = {"hip": "Hip", "knee": "Knee", "ankle": "Ankle", "heel": "Heel", "toe": "BigToe", "shoulder": "Shoulder"}


@pytest.fixture(scope="module")
def lift(root: Path) -> tuple[Exercise, Motion]:
    name = "kettlebell-lift.toml"
    exercise = parse_exercise((root / "assets" / "exercises" / name).read_text(encoding="utf-8"), name)
    return exercise, solve(exercise.movement, Body(1.68, 61, "female"))


@pytest.fixture(scope="module")
def squats() -> tuple[np.ndarray, dict[str, np.ndarray]]:
    time, tracks = strangers.lines(strangers.SQUAT, 60.0, 3)
    return time, strangers.points(tracks)


def told(path: Path) -> tuple[str, int, dict[str, float]]:
    recording = read_recording(path)
    return classify(recording), len(repetitions(recording)), measure_recording(recording)


def test_our_motion_file_reads_back_as_the_motion(lift: tuple[Exercise, Motion], tmp_path: Path) -> None:
    exercise, motion = lift
    path = tmp_path / "lift.json"
    write_motion(exercise, motion, path)
    recording = read_recording(path)
    assert (recording.exercise, recording.closed, recording.pattern) == ("kettlebell-lift", True, "slow")
    ours = measure(motion)
    theirs = measure_recording(recording, ours)
    assert set(theirs) == set(ours)
    for metric, value in ours.items():
        assert theirs[metric] == pytest.approx(value, abs=1e-3, rel=1e-4), metric


@pytest.mark.parametrize("fault", [None, "lumbar-rounding"])
@pytest.mark.parametrize(
    "name", ["butt-tap", "hinge-to-squat", "kettlebell-swing", "ready-position", "doorway-hinge", "single-leg-hinge"]
)
def test_every_kind_of_exercise_reads_back(root: Path, tmp_path: Path, name: str, fault: str | None) -> None:
    """Also a hold, one leg, the left side and what drifts: the file says all that the metrics need."""
    file = f"{name}.toml"
    exercise = parse_exercise((root / "assets" / "exercises" / file).read_text(encoding="utf-8"), file)
    side = "left" if exercise.movement.one_sided else "right"
    motion = solve(exercise.movement, Body(), fault=fault, side=side)
    write_motion(exercise, motion, tmp_path / "one.json")
    recording = as_exercise(read_recording(tmp_path / "one.json"), exercise.movement)
    assert measure_recording(recording, exercise.movement.form) == pytest.approx(measure(motion), abs=1e-3, rel=1e-4)


@pytest.mark.parametrize("ending", [".csv", ".trc"])
def test_our_other_files_tell_the_same(lift: tuple[Exercise, Motion], tmp_path: Path, ending: str) -> None:
    exercise, motion = lift
    path = tmp_path / f"lift{ending}"
    write_motion(exercise, motion, path)
    shape, times, form = told(path)
    assert (shape, times) == ("hybrid", 1)
    for metric in ("hip_excursion_ratio", "hip_knee_ratio", "lumbar_share", "order_up", "bell_drift_m"):
        assert form[metric] == pytest.approx(measure_recording(read_recording(path))[metric])
        if metric in measure(motion):
            assert form[metric] == pytest.approx(measure(motion)[metric], abs=0.05), metric


@pytest.mark.parametrize("unit", ["mm", "cm", "m"])
@pytest.mark.parametrize("turn_deg", [0.0, 90.0, 200.0])
@pytest.mark.parametrize("up", ["y", "z"])
def test_a_stranger_may_face_anywhere(
    squats: tuple[np.ndarray, dict[str, np.ndarray]], tmp_path: Path, unit: str, turn_deg: float, up: str
) -> None:
    time, points = squats
    seen = strangers.filmed(points, 0.0, 1, turn_deg, (1.2, 0.3, -2.0))
    if up == "z":
        seen = {name: p[:, [2, 0, 1]] for name, p in seen.items()}
    path = tmp_path / "squats.trc"
    path.write_text(strangers.trc_text(time, seen, unit), encoding="utf-8")
    shape, times, form = told(path)
    assert (shape, times) == ("squat", 3)
    assert form["knee_flexion_deg"] == pytest.approx(101, abs=1)
    assert form["shank_deg"] == pytest.approx(27, abs=1)
    assert form["knee_track_m"] == pytest.approx(0.05, abs=0.03)
    assert form["hip_excursion_ratio"] == pytest.approx(0.6, abs=0.03)


def test_gaps_are_bridged_and_a_lost_marker_is_left_out(
    squats: tuple[np.ndarray, dict[str, np.ndarray]], tmp_path: Path
) -> None:
    time, points = squats
    seen = {name: p.copy() for name, p in points.items()}
    seen["knee_r"][40:46] = np.nan
    seen["hip_l"][:5] = np.nan
    seen["c7"][:-20] = np.nan
    path = tmp_path / "squats.trc"
    path.write_text(strangers.trc_text(time, seen), encoding="utf-8")
    recording = read_recording(path)
    assert "c7" not in recording.points
    assert all(np.all(np.isfinite(p)) for p in recording.points.values())
    assert classify(recording) == "squat"


def test_the_joints_of_openpose_are_understood(
    squats: tuple[np.ndarray, dict[str, np.ndarray]], tmp_path: Path
) -> None:
    time, points = squats
    named = {name: p for name, p in points.items() if name.rpartition("_")[0] in OPENPOSE}
    path = tmp_path / "squats.trc"

    def rename(name: str) -> str:
        return name[-1].upper() + OPENPOSE[name[:-2]]

    path.write_text(strangers.trc_text(time, named, "m", rename), encoding="utf-8")
    assert told(path)[:2] == ("squat", 3)


def test_a_flat_picture_that_faces_left_is_read(tmp_path: Path) -> None:
    time, tracks = strangers.swung(30.0, 4)
    points = {name: p * [-1.0, 1.0, 0.0] for name, p in strangers.points(tracks, spine=False).items()}
    record = {
        "format": "hinge-motion/1",
        "time_s": time.tolist(),
        "points_m": {name: p.tolist() for name, p in points.items()},
    }
    path = tmp_path / "swing.json"
    path.write_text(json.dumps(record), encoding="utf-8")
    shape, times, form = told(path)
    assert (shape, times) == ("hinge", 3)
    assert form["trunk_inclination_deg"] == pytest.approx(58, abs=3)


def test_frames_that_are_not_even_are_made_even(
    squats: tuple[np.ndarray, dict[str, np.ndarray]], tmp_path: Path
) -> None:
    time, points = squats
    kept = np.sort(np.random.default_rng(3).choice(len(time), len(time) * 3 // 4, replace=False))
    path = tmp_path / "squats.trc"
    path.write_text(strangers.trc_text(time[kept], {name: p[kept] for name, p in points.items()}), encoding="utf-8")
    recording = read_recording(path)
    assert np.ptp(np.diff(recording.time_s)) < 1e-9
    assert measure_recording(recording)["knee_flexion_deg"] == pytest.approx(101, abs=2)


def good_record() -> dict[str, object]:
    time, tracks = strangers.lines(strangers.SQUAT, 30.0)
    points = {name: p.tolist() for name, p in strangers.points(tracks).items()}
    return {"format": "hinge-motion/1", "time_s": time.tolist(), "points_m": points}


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"format": "other/3"}, "hinge-motion/1"),
        ({"time_s": None}, "time_s"),
        ({"time_s": [0.0, 1.0]}, "one entry a frame"),
        ({"time_s": "soon"}, "time_s"),
        ({"points_m": {}}, "hip, knee and ankle"),
        ({"points_m": {"hip_r": [[0, 0]]}}, "hip_r"),
        ({"angles_deg": {"knee_flexion_r": [1, 2, 3]}}, "knee_flexion_r"),
    ],
)
def test_a_file_that_is_not_one_is_refused_in_one_sentence(
    tmp_path: Path, change: dict[str, object], named: str
) -> None:
    path = tmp_path / "odd.json"
    path.write_text(json.dumps(good_record() | change), encoding="utf-8")
    with pytest.raises(ContentError) as refused:
        read_recording(path)
    assert named in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("name", "text", "named"),
    [
        ("a.json", "{", "JSON"),
        ("a.json", "[]", "hinge-motion/1"),
        ("a.csv", "time,x\n1,2\n", "time_s"),
        ("a.csv", "time_s,hip_r_x_m\n1\n", "rows"),
        ("a.csv", "time_s,hip_r_deg\n1,x\n", "list of numbers"),
        ("a.trc", "nothing", "Frame#"),
        ("a.trc", "DataRate\tUnits\n60\tparsec\nFrame#\tTime\thip_r\n\tX1\tY1\tZ1\n1\t0\t1\t2\t3\n", "mm"),
        ("a.trc", "DataRate\tUnits\n60\tmm\nFrame#\tTime\thip_r\n\tX1\tY1\tZ1\n1\t0\tone\t2\t3\n", "numbers"),
        ("a.trc", "DataRate\tUnits\n60\tmm\nFrame#\tTime\thip_r\n", "none"),
    ],
)
def test_other_nonsense_is_refused_in_one_sentence(tmp_path: Path, name: str, text: str, named: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as refused:
        read_recording(tmp_path / name)
    assert named in str(refused.value)
    assert "\n" not in str(refused.value)


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.trc").write_bytes(b"\xff\xfe\x00\x01")
    with pytest.raises(ContentError, match="UTF-8"):
        read_recording(tmp_path / "a.trc")


def test_an_unknown_ending_and_a_missing_file_are_named(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match=r"\.json, \.csv, \.trc"):
        read_recording(tmp_path / "motion.xls")
    with pytest.raises(StorageUnavailable, match="choose another"):
        read_recording(tmp_path / "not there.json")


def test_the_command_prints_the_metrics_and_what_it_is(
    squats: tuple[np.ndarray, dict[str, np.ndarray]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "squats.trc"
    path.write_text(strangers.trc_text(*squats), encoding="utf-8")
    assert cli.main(["form", str(path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("3 repetitions, ")
    assert any(line.split()[0] == "hip_knee_ratio" for line in lines)
    assert lines[-1].startswith("It is a squat:")


def test_judged_as_an_exercise_it_says_what_drifts(
    squats: tuple[np.ndarray, dict[str, np.ndarray]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "squats.trc"
    path.write_text(strangers.trc_text(*squats), encoding="utf-8")
    assert cli.main(["form", str(path), "--as", "weighted-hip-hinge"]) == 0
    drifting = [line for line in capsys.readouterr().out.splitlines() if "drifts" in line]
    assert {"hip_excursion_ratio", "hip_knee_ratio", "shank_deg"} <= {line.split()[0] for line in drifting}
    assert "at least 3" in next(line for line in drifting if line.startswith("hip_excursion_ratio"))


def test_an_unknown_exercise_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["form", str(tmp_path / "a.trc"), "--as", "dance"]) == 2
    line = capsys.readouterr().err
    assert "hero-squat" in line
    assert line.count("\n") == 1
