"""``.trc`` and ``.mot`` as OpenSim's own library reads them, and moves a skeleton by them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

from hinge_desktop.body.coordinates import EXTRA, LENGTHS_M, OPENSIM
from hinge_desktop.body.frames import Array, bone_offsets, segment_frames
from hinge_desktop.body.motion import Motion
from hinge_desktop.curriculum.exercise import Exercise
from tests.formats.judges import judged

MILLIMETRE, TENTH_OF_A_DEGREE = 0.001, 0.1
POSED = ("hero-squat", "kettlebell-swing", "kettlebell-clean-left", "single-leg-hinge", "hinge-to-squat")


@pytest.fixture(scope="module")
def answer(written: Path, motions: Mapping[str, tuple[Exercise, Motion]]) -> tuple[Mapping[str, dict], str]:
    for name in POSED:
        points = motions[name][1].points
        bones = {point: place.tolist() for point, place in bone_offsets(points, segment_frames(points)).items()}
        (written / f"{name}.bones").write_text(json.dumps(bones), encoding="utf-8")
    return judged("opensim", written)


@pytest.fixture(scope="module")
def read(answer: tuple[Mapping[str, dict], str]) -> Mapping[str, dict]:
    return answer[0]


def test_opensim_has_nothing_to_complain_of(answer: tuple[Mapping[str, dict], str]) -> None:
    told = [line for line in answer[1].splitlines() if line.strip()]
    assert told  # the log was found
    assert [line for line in told if "[info]" not in line] == []


def test_markers_are_our_points(read: Mapping[str, dict], motions: Mapping[str, tuple[Exercise, Motion]]) -> None:
    for name, (_, motion) in motions.items():
        trc = read[name]["trc"]
        assert (trc["units"], float(trc["rate"])) == ("m", motion.rate_hz)
        assert trc["time"] == pytest.approx(list(motion.time_s), abs=1e-6)
        body = {point for point in motion.points if point not in ("handle", "ball")}
        assert body <= set(trc["columns"])
        for point in body:
            assert np.abs(trc["columns"][point] - motion.points[point]).max() < MILLIMETRE, (name, point)


def test_what_is_held_is_among_the_markers(
    read: Mapping[str, dict], motions: Mapping[str, tuple[Exercise, Motion]]
) -> None:
    swing = motions["kettlebell-swing"][1]
    for end in ("handle", "ball"):
        column = read["kettlebell-swing"]["trc"]["columns"][f"kettlebell_{end}"]
        assert np.abs(column - swing.points[end]).max() < MILLIMETRE
    assert {"dowel_top", "dowel_bottom"} <= set(read["three-point-contact-hinge"]["trc"]["columns"])


def test_coordinates_are_degrees_and_metres(
    read: Mapping[str, dict], angles: Mapping[str, Mapping[str, Array]]
) -> None:
    for name, own in angles.items():
        mot = read[name]["mot"]
        assert mot["in_degrees"]
        assert mot["storage_rows"] == len(mot["time"]) == len(own["pelvis_tx"])
        assert tuple(mot["columns"]) == OPENSIM + EXTRA
        for label, values in own.items():
            metres = label in LENGTHS_M
            expected = values if metres else np.degrees(values)
            limit = MILLIMETRE if metres else TENTH_OF_A_DEGREE
            assert np.abs(np.array(mot["columns"][label]) - expected).max() < limit, (name, label)


@pytest.mark.parametrize("name", POSED)
def test_a_skeleton_that_opensim_moves_by_the_coordinates_is_where_our_points_are(
    read: Mapping[str, dict], joints: Mapping[str, Mapping[str, Array]], name: str
) -> None:
    for point, places in read[name]["posed"].items():
        away = np.linalg.norm(np.array(places) - joints[name][point], axis=1)
        assert away.max() < MILLIMETRE, point
