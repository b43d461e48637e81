"""The checker accepts good files and names a broken law for every spoilt one, gross or subtle."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
import sabotage
from motion_check import check

from hinge_desktop.body.anthropometry import Body
from hinge_desktop.body.motion import solve
from hinge_desktop.curriculum.parser import parse_exercise
from hinge_desktop.motion_file import json_text

EXERCISES = Path(__file__).resolve().parents[2] / "assets" / "exercises"
HINGE, SWING, WALL, BAND, DOWEL = (
    "weighted-hip-hinge", "kettlebell-swing", "butt-tap", "banded-hip-hinge", "three-point-contact-hinge",
)  # fmt: skip


@cache
def _text(exercise_id: str) -> str:
    exercise = parse_exercise((EXERCISES / f"{exercise_id}.toml").read_text(encoding="utf-8"), exercise_id)
    return json_text(exercise, solve(exercise.movement, Body()))


@pytest.fixture
def good() -> Callable[[str], sabotage.Record]:
    """A fresh good file of an exercise."""
    return lambda exercise_id: dict(json.loads(_text(exercise_id)))


Case = tuple[str, sabotage.Spoiler, set[str]]
CASES: dict[str, Case] = {
    "root moved 5 cm": (HINGE, sabotage.moved_root(0.05), {"segment-lengths", "centre-of-mass"}),
    "root moved 3 mm": (HINGE, sabotage.moved_root(0.003), {"centre-of-mass"}),
    "root moved 3 mm, all else told to fit": (HINGE, sabotage.moved_root_retold(0.003), {"segment-lengths", "angles"}),
    "root of the swing moved 3 mm": (SWING, sabotage.moved_root(0.003), {"segment-lengths"}),
    "head borrows 0.2 kg of a thigh": (HINGE, sabotage.borrowed_mass(0.2), {"proportion-masses"}),
    "world moved 1 cm": (HINGE, sabotage.moved_world(0.01), {"origin"}),
    "root hops 4 mm": (HINGE, sabotage.hopping_root(0.004), {"contact-slide", "contact-height"}),
    "thigh stretched 10 %": (HINGE, sabotage.stretched_bone(0.1), {"segment-lengths"}),
    "thigh stretched 0.4 %": (HINGE, sabotage.stretched_bone(0.004), {"segment-lengths"}),
    "foot slides 5 cm": (HINGE, sabotage.sliding_foot(0.05), {"contact-slide"}),
    "foot slides 1.2 mm": (HINGE, sabotage.sliding_foot(0.0012), {"contact-slide"}),
    "foot slides 1.2 mm in the swing": (SWING, sabotage.sliding_foot(0.0012), {"contact-slide"}),
    "bell without weight": (HINGE, sabotage.weightless_bell(0.0), {"centre-of-mass", "zero-moment-point"}),
    "bell of nine tenths": (HINGE, sabotage.weightless_bell(0.9), {"centre-of-mass"}),
    "swing's bell without weight": (SWING, sabotage.weightless_bell(0.0), {"centre-of-mass", "zero-moment-point"}),
    "bell said to weigh nothing": (HINGE, sabotage.massless_bell(0.0), {"bell-mass", "centre-of-mass"}),
    "bell said to weigh 15.5 kg": (HINGE, sabotage.massless_bell(15.5), {"bell-mass"}),
    "bell hovers": (HINGE, sabotage.hovering_bell(0.10), {"bell-hangs", "implement-shape"}),
    "bell drifts 1.5 cm": (HINGE, sabotage.hovering_bell(0.015), {"bell-hangs"}),
    "tilt with the wrong sign": (HINGE, sabotage.flipped_angle("pelvic_tilt"), {"angles", "angle-identity"}),
    "knee with the wrong sign": (HINGE, sabotage.flipped_angle("knee_flexion_l"), {"angles", "joint-limits"}),
    "ankle with the wrong sign": (HINGE, sabotage.flipped_angle("ankle_dorsiflexion_r"), {"angles"}),
    "hip of the swing with the wrong sign": (SWING, sabotage.flipped_angle("hip_flexion_r"), {"angles"}),
    "facing back": (HINGE, sabotage.mirrored(0), {"axes"}),
    "left is right": (HINGE, sabotage.mirrored(2), {"axes"}),
    "left is right in the swing": (SWING, sabotage.mirrored(2), {"axes"}),
    "band pushes": (BAND, sabotage.pushing_band, {"band-pull", "zero-moment-point"}),
    "hand leaves the bell by 5 cm": (HINGE, sabotage.loose_hand(0.05), {"hands"}),
    "hand slides 3 mm on the bell": (HINGE, sabotage.loose_hand(0.003), {"hands"}),
    "hand leaves the dowel by 3 mm": (DOWEL, sabotage.loose_hand(0.006), {"hands"}),
    "3 mm through the wall": (WALL, sabotage.through_the_wall(0.006), {"wall"}),
    "wall never reached": (WALL, sabotage.through_the_wall(-0.02), {"wall-touch"}),
    "head nods by straight lines": (HINGE, sabotage.jerky(5.0), {"smooth"}),
    "head of the swing nods by straight lines": (SWING, sabotage.jerky(3.0), {"smooth"}),
    "three frames missing": (SWING, sabotage.cut_short(3), {"loop-position", "phases"}),
    "backwards": (HINGE, sabotage.reversed_time, {"counts", "hip-speed-eccentric"}),
    "swing backwards": (SWING, sabotage.reversed_time, {"swing-order"}),
}


@pytest.mark.parametrize("exercise_id", [HINGE, SWING, WALL, BAND, DOWEL])
def test_good_files_are_accepted(good: Callable[[str], sabotage.Record], exercise_id: str) -> None:
    report = check(good(exercise_id))
    assert report.ok, str(report)


@pytest.mark.parametrize("name", CASES)
def test_spoilt_files_break_a_named_law(good: Callable[[str], sabotage.Record], name: str) -> None:
    exercise_id, spoil, laws = CASES[name]
    report = check(spoil(good(exercise_id)))
    assert laws <= report.broken, str(report)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda record: record.pop("segments"), "segments"),
        (lambda record: record.update(format="hinge-motion/2"), "hinge-motion/2"),
        (lambda record: record["points_m"].pop("t_spine_back"), "t_spine_back"),
        (lambda record: record["points_m"]["knee_l"].pop(), "knee_l"),
        (lambda record: record["angles_deg"]["knee_flexion_l"].__setitem__(7, float("nan")), "not finite"),
        (lambda record: record["time_s"].__setitem__(5, 9.0), "time_s"),
        (lambda record: record["contacts"][0].update(kind="air"), "air"),
        (lambda record: record["segments"]["thigh_r"].update({"to": "tail"}), "tail"),
    ],
)
def test_a_file_of_the_wrong_shape_breaks_the_law_of_structure(
    good: Callable[[str], sabotage.Record], change: Callable[[sabotage.Record], object], words: str
) -> None:
    record = copy.deepcopy(good(HINGE))
    change(record)
    report = check(record)
    assert report.broken == {"structure"}
    assert words in report.violations[0].where
