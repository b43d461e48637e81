"""The checker accepts good files and names a broken law for every spoilt one, gross or subtle."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from functools import cache

import misplacement
import pytest
import sabotage
from motion_check import check
from written import complaints, rate_hz, text

HINGE, SWING, WALL, BAND, DOWEL = (
    "weighted-hip-hinge", "kettlebell-swing", "butt-tap", "banded-hip-hinge", "three-point-contact-hinge",
)  # fmt: skip
LIFT, BIN, HUG, DUMBBELL, GOATBAG = (
    "kettlebell-lift", "bin-pick-up", "chest-hold-hinge", "goatbag-hinge-dumbbell", "goatbag-hinge",
)  # fmt: skip
ONE_LEG, CHAIR, SIT, DOOR, TOUCH, TILT, READY, LONG = (
    "single-leg-hinge", "seated-hip-hinge", "sit-to-stand", "doorway-hinge", "toe-touch-test", "pelvic-tilt-test",
    "ready-position", "kettlebell-clean-long",
)  # fmt: skip


@cache
def _text(exercise_id: str) -> str:
    return text(exercise_id, rate_hz=rate_hz(exercise_id))


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
    "head of the swing begins to nod at once": (SWING, sabotage.nodding(12.0), {"smooth"}),
    "head begins to nod at once": (HINGE, sabotage.nodding(6.0), {"smooth"}),
    "leans 8 cm beside the foot": (ONE_LEG, misplacement.leaning_aside(0.08), {"balance", "quiet-standing"}),
    "stands on the other leg than it says": (ONE_LEG, misplacement.other_side, {"support"}),
    "holds with the other hand than it says": (LONG, misplacement.other_side, {"support"}),
    "free leg hangs": (
        ONE_LEG,
        misplacement.moved_points(("knee_l", "ankle_l"), (0.25, 0.0, 0.0)),
        {"form-free-thigh"},
    ),
    "hips list by 9 degrees": (ONE_LEG, misplacement.moved_points(("hip_l",), (0.0, -0.03, 0.0)), {"form-level"}),
    "hold trembles": (READY, misplacement.trembling(0.004), {"stillness"}),
    "hold without its hinge": (READY, misplacement.relabelled("shoulders-rounded"), {"fault-shoulders"}),
    "chair 5 cm lower": (SIT, misplacement.moved_thing("chair", (0.0, -0.06, 0.0)), {"seat"}),
    "chair 6 cm higher": (SIT, misplacement.moved_thing("chair", (0.0, 0.06, 0.0)), {"seat", "chair"}),
    "chair slides": (SIT, misplacement.moved_thing("chair", (0.01, 0.0, 0.0), once=True), {"seat"}),
    "seat not touched": (SIT, misplacement.without_contact("seat"), {"seat"}),
    "sits on nothing": (CHAIR, misplacement.without_contact("seat"), {"seat", "balance", "support"}),
    "edge 15 cm further": (DOOR, misplacement.moved_edge(-0.15), {"form-edge"}),
    "toe touch that does not pass": (TOUCH, misplacement.moved_edge(-0.20), {"form-edge"}),
    "doorway missing": (DOOR, misplacement.without_thing("doorway"), {"things", "form-edge"}),
    "pelvis does not tilt": (TILT, misplacement.frozen, {"form-tuck", "direction"}),
    "bin tips by 4 degrees": (BIN, misplacement.moved_thing("bin", (0.04, 0.0, 0.0), points=("top",)), {"upright"}),
    "bin 2 cm up in the hands": (
        BIN,
        misplacement.moved_thing("bin", (0.0, 0.02, 0.0), once=True),
        {"hands", "bell-lands"},
    ),
    "bin grows": (
        BIN,
        misplacement.moved_thing("bin", (0.0, 0.01, 0.0), points=("top",), once=True),
        {"implement-shape"},
    ),
    "block 2 cm too high": (LIFT, misplacement.higher_block(0.02), {"bell-lands"}),
    "block under the floor": (BIN, misplacement.higher_block(-0.03), {"bell-lands"}),
    "backpack slides down the chest": (
        HUG,
        misplacement.moved_thing("backpack", (0.0, -0.01, 0.0), once=True),
        {"on-the-trunk", "hands"},
    ),
    "backpack in the body": (HUG, misplacement.moved_thing("backpack", (-0.15, 0.0, 0.0)), {"near-the-trunk"}),
    "dumbbell held at arm's length": (
        DUMBBELL,
        misplacement.moved_thing("dumbbell", (0.12, 0.0, 0.0)),
        {"near-the-trunk", "hands"},
    ),
    "goatbag's ball swings": (
        GOATBAG,
        misplacement.moved_thing("kettlebell", (0.02, 0.0, 0.0), once=True),
        {"on-the-trunk"},
    ),
    "ball in the right leg": (
        HINGE,
        misplacement.moved_thing("kettlebell", (-0.08, 0.0, 0.08)),
        {"bell-clear", "hands"},
    ),
    "knees through each other": (SIT, misplacement.moved_points(("knee_l",), (0.0, 0.0, 0.30)), {"knees-apart"}),
    "arm through the thigh": (
        BIN,
        misplacement.moved_points(("hand_l", "elbow_l"), (-0.5, 0.0, -0.02)),
        {"arms-clear"},
    ),
    "squat of the long clean elsewhere": (LONG, misplacement.moved_phase("squat", 1.6), {"squat-knee"}),
    "floor that would have to pull": (SWING, sabotage.hopping_root(0.7), {"floor-pushes"}),
    "quiet standing of another body": (HINGE, misplacement.stretched_standing(0.01), {"quiet-standing"}),
}


@pytest.mark.parametrize("exercise_id", [HINGE, SWING, WALL, BAND, DOWEL, TILT, READY])
def test_good_files_are_accepted(good: Callable[[str], sabotage.Record], exercise_id: str) -> None:
    report = check(good(exercise_id))
    assert complaints(report) == []


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


def _faulty(exercise_id: str, fault: str) -> sabotage.Record:
    return dict(json.loads(text(exercise_id, fault=fault, rate_hz=rate_hz(exercise_id))))


LIFTED: dict[str, Case] = {
    "heels said to stay down": (
        "heels-lift",
        misplacement.always_in_contact(("heel_l", "heel_r")),
        {"lifted", "contact-slide"},
    ),
    "balls of the feet not declared": (
        "heels-lift",
        misplacement.without_contact("floor", "ball"),
        {"lifted"},
    ),
    "balls of the feet slide": (
        "heels-lift",
        misplacement.moved_points(("ball_l",), (0.002, 0.0, 0.0)),
        {"contact-slide"},
    ),
    "not shown at all": ("heels-lift", misplacement.frozen, {"fault-heel", "fault-pitch", "fault-balance-ahead"}),
    "said to be rounding": (
        "heels-lift",
        misplacement.relabelled("lumbar-rounding"),
        {"fault-lumbar-share", "besides-pitch"},
    ),
    "of no known name": ("heels-lift", misplacement.relabelled("slouching"), {"fault"}),
}


@pytest.mark.parametrize("name", LIFTED)
def test_spoilt_faults_break_a_named_law(name: str) -> None:
    fault, spoil, laws = LIFTED[name]
    report = check(spoil(_faulty(GOATBAG, fault)))
    assert laws <= report.broken, str(report)
