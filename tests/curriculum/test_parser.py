"""What the parser accepts, and how it complains about everything else."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import FrozenInstanceError
from pathlib import Path
from typing import get_args

import pytest

from hinge_desktop.body.limits import LIMITS
from hinge_desktop.body.movement import (
    FAULTS,
    KEYED_ANGLES,
    LOOKS,
    METRICS,
    Depth,
    Grip,
    ImplementKind,
    Support,
)
from hinge_desktop.curriculum.movement_section import PHASE_ORDERS
from hinge_desktop.curriculum.parser import parse_exercise
from hinge_desktop.errors import ContentError

SLOW, BALLISTIC, HOLD, ONE_LEG = "slow.toml", "ballistic.toml", "hold.toml", "one-leg.toml"
ORDERS = [order for orders in PHASE_ORDERS.values() for order in orders]

# file, what is replaced, by what, key of the complaint, part of the reason, part of what is allowed
BROKEN = [
    (SLOW, 'id = "sample-hinge"', 'id = "My Hinge"', "id", "is not an id", "hyphens"),
    (SLOW, 'name = "Sample Hinge"', 'name = ""', "name", "is empty", "one line"),
    (SLOW, 'name = "Sample Hinge"', "name = 5", "name", "5 is not a text", "one line"),
    (SLOW, "step = 5", "step = 11", "step", "11 does not fit", "from 1 to 10"),
    (SLOW, "step = 5", "stpe = 5", "stpe", "is not a key", "summary"),
    (SLOW, "step = 5", "step = true", "step", "True does not fit", "whole number"),
    (SLOW, 'pattern = "slow"', 'pattern = "quick"', "movement.pattern", "'quick' is not known", "slow, ballistic"),
    (SLOW, 'pattern = "slow"', 'pattern = "ballistic"', "movement.start", "does not belong", "keys"),
    (SLOW, 'support = "feet"', 'support = "hands"', "movement.support", "'hands' is not known", "feet, knees"),
    (SLOW, "stance_width_m = 0.36", "stance_width_m = 36", "movement.stance_width_m", "out of range", "0.1 to 0.8"),
    (SLOW, 'grip = "two-hand-bell"', 'grip = "teeth"', "movement.grip", "'teeth' is not known", "two-hand-bell"),
    (SLOW, 'grip = "two-hand-bell"', 'grip = "dowel"', "movement.implements", "needs a dowel", "kind dowel"),
    (SLOW, 'depth = "hamstrings"', 'depth = "wall"', "movement.implements", "needs a wall", "kind wall"),
    (SLOW, 'depth = "hamstrings"', 'depth = "heels"', "movement.depth", "from the knees", "knees"),
    (SLOW, 'grip = "two-hand-bell"', 'grip = "hips"', "movement.grip", "leaves the kettlebell alone", "two-hand-bell"),
    (
        SLOW,
        'grip = "two-hand-bell"\ndepth = "hamstrings"',
        'grip = "overhead"\ndepth = "floor"',
        "movement.depth",
        "the floor",
        "bell",
    ),
    (SLOW, 'support = "feet"', 'support = "knees"', "movement.support", "kneeling needs knees bent", "from 80"),
    (BALLISTIC, 'support = "feet"', 'support = "knees"', "movement.support", "stands on its feet", "feet"),
    (BALLISTIC, 'depth = "keyed"', 'depth = "floor"', "movement.depth", "does not belong", "keyed, hamstrings"),
    (SLOW, "to_deg = 62", "to_deg = 5", "movement.phases[0]", "needs a descent of pelvic_tilt", "10 degrees beyond"),
    (
        SLOW,
        'name = "hold"\nduration_s = 1.0',
        'name = "hold"\nduration_s = 1.0\nmoves = [{ angle = "pelvic_tilt", to_deg = 70 }]',
        "movement.phases[1].moves[0]",
        "moves on",
        "keyed",
    ),
    (
        SLOW,
        "knee_flexion_deg = 4,",
        "knee_flexion_deg = 4, elbow_flexion_deg = 140,",
        "movement.grip",
        "elbows",
        "up to 130",
    ),
    (SLOW, 'counts_after = "concentric"', 'counts_after = "end"', "movement.counts_after", "not known", "concentric"),
    (
        SLOW,
        "knee_flexion_deg = 4,",
        "knee_flexion = 4,",
        "movement.start.knee_flexion",
        "not a key",
        "knee_flexion_deg",
    ),
    (SLOW, "knee_flexion_deg = 4,", "knee_flexion_deg = 160,", "movement.start.knee_flexion_deg", "range", "-5 to 155"),
    (SLOW, 'name = "hold"', 'name = "pause"', "movement.phases[1].name", "'pause' is not known", "eccentric, hold"),
    (SLOW, 'name = "hold"', 'name = "top"', "movement.phases", "the order", "eccentric, hold, concentric, top"),
    (SLOW, "duration_s = 3.0", "duration_s = 0", "movement.phases[0].duration_s", "out of range", "0.2 to 30"),
    (SLOW, "duration_s = 3.0", "duration_s = 4.0", "dose.tempo", "not what the phases", "[4, 1, 1.5, 1]"),
    (
        SLOW,
        'angle = "pelvic_tilt", to_deg = 62',
        'angle = "tilt", to_deg = 62',
        "movement.phases[0].moves[0].angle",
        "'tilt'",
        "pelvic_tilt",
    ),
    (SLOW, "to_deg = 62", "to_deg = 200", "movement.phases[0].moves[0].to_deg", "out of range", "-20 to 110"),
    (
        SLOW,
        "begin = 0.10, end = 0.85",
        "begin = 0.9, end = 0.5",
        "movement.phases[0].moves[1].end",
        "too close",
        "begin + 0.05",
    ),
    (
        SLOW,
        '{ angle = "pelvic_tilt", to_deg = 0 }',
        '{ angle = "pelvic_tilt", to_deg = 3 }',
        "movement.phases",
        "loop does not close: pelvic_tilt starts at 0 and ends at 3",
        "to 0 degrees",
    ),
    (SLOW, "mass_kg = 16", "mass_kg = -1", "movement.implements[0].mass_kg", "out of range", "1 to 48"),
    (
        SLOW,
        'kind = "kettlebell"',
        'kind = "anvil"',
        "movement.implements[0].kind",
        "'anvil' is not known",
        "kettlebell",
    ),
    (SLOW, "neck_deg = {", "nose_deg = {", "movement.form.nose_deg", "not a key", "neck_deg"),
    (
        SLOW,
        "neck_deg = { min = -15, max = 15 }",
        "neck_deg = { min = 5, max = -5 }",
        "movement.form.neck_deg.max",
        "below min",
        "at least 5",
    ),
    (
        SLOW,
        "neck_deg = { min = -15, max = 15 }",
        "neck_deg = {}",
        "movement.form.neck_deg",
        "bounds nothing",
        "min, max",
    ),
    (SLOW, "sets = 3", "sets = 0", "dose.sets", "0 does not fit", "from 1 to 10"),
    (SLOW, "tempo = [3, 1, 1.5, 1]", "tempo = [3, 1]", "dose.tempo", "2 entries", "4 entries"),
    (SLOW, "tempo = [3, 1, 1.5, 1]", "", "dose.tempo", "is missing", "tempo"),
    (SLOW, "load_kg = 8", "load_kg = 9", "dose.load_kg", "not among", "8, 10"),
    (SLOW, "loads_kg = [4, 6, 8,", "loads_kg = [6, 4, 8,", "dose.loads_kg", "rising", "lightest first"),
    (SLOW, 'hold = "Pause", ', "", "coaching.words.hold", "is missing", "eccentric"),
    (SLOW, 'hold = "Pause"', 'hold = "Pause here"', "coaching.words.hold", "2 words", "one word"),
    (SLOW, 'hold = "Hamstrings tight, back long", ', "", "coaching.cues.hold", "is missing", "eccentric"),
    (
        SLOW,
        '"Send the hips back"',
        '"Send the hips back as far as they go"',
        "coaching.cues.eccentric",
        "9 words",
        "1 to 6",
    ),
    (SLOW, "pain_to = 4", "pain_to = 0", "record.pain_to", "0 does not fit", "from 1 to 10"),
    (
        SLOW,
        'pain = ["D1", "ours"]',
        'pain = ["Z9"]',
        "record.sources.pain[0]",
        "'Z9' is not a known source",
        "A1 to E8",
    ),
    (SLOW, 'pain = ["D1", "ours"]', 'pain = ["D1", "D1"]', "record.sources.pain[1]", "twice", "once"),
    (SLOW, 'pain = ["D1", "ours"]', "", "record.sources.pain", "is missing", "purpose"),
    (BALLISTIC, "at = 0.2057", "at = 0.4965", "movement.keys[2].at", "does not follow", "rising"),
    (BALLISTIC, "at = 0.8014", "at = 1", "movement.keys[5].at", "next cycle", "below 1"),
    (BALLISTIC, "reps = 8", "reps = 8\ntempo = [1, 1, 1, 1]", "dose.tempo", "not a key", "sets"),
    (
        BALLISTIC,
        "duration_s = 0.45",
        "duration_s = 0.45\nmoves = []",
        "movement.phases[0].moves",
        "not a key",
        "duration_s",
    ),
    (BALLISTIC, "at = 0.2057", "at = 0.2057\nstill = 1", "movement.keys[1].still", "yes or no", "true, false"),
]


# Holds, one leg, chairs, things, drifts and tests; columns as above.
BROKEN_PARTS = [
    (HOLD, 'depth = "keyed"', 'depth = "hamstrings"', "movement.depth", "no way down", "keyed"),
    (
        HOLD,
        "duration_s = 20.0",
        'duration_s = 20.0\nmoves = [{ angle = "knee_flexion", to_deg = 40 }]',
        "movement.phases[0].moves",
        "does not move",
        "start",
    ),
    (HOLD, 'counts_after = "hold"', 'counts_after = "top"', "movement.counts_after", "not known", "hold"),
    (HOLD, "rest_s = 40", "rest_s = 40\ntempo = [20]", "dose.tempo", "not a key", "sets"),
    (HOLD, 'name = "hold"', 'name = "top"', "movement.phases", "the order top", "or hold"),
    (HOLD, 'grip = "ready"', 'grip = "goatbag"', "movement.implements", "needs a kettlebell", "kettlebell"),
    (HOLD, 'grip = "ready"', 'grip = "hug"', "movement.implements", "needs a backpack or a cushion", "backpack"),
    (HOLD, 'grip = "ready"', 'grip = "goatbag-dumbbell"', "movement.implements", "needs a dumbbell", "dumbbell"),
    (HOLD, 'grip = "ready"', 'grip = "upper-back"', "movement.implements", "needs a kettlebell", "kettlebell"),
    (HOLD, 'grip = "ready"', 'grip = "bin"', "movement.implements", "needs a bin", "kind bin"),
    (HOLD, 'support = "feet"', 'support = "seat"', "movement.implements", "the support seat needs a chair", "chair"),
    (HOLD, 'support = "feet"', 'support = "one-foot"', "movement.one_sided", "a left and a right form", "true"),
    (
        HOLD,
        "knee_flexion_deg = 35",
        "knee_flexion_deg = 35, free_knee_flexion_deg = 10",
        "movement.support",
        "no leg is free",
        "one-foot",
    ),
    (HOLD, "[dose]", "[test]\npasses = 'It stays.'\n\n[dose]", "test.fails", "is missing", "fails_as"),
    (ONE_LEG, "one_sided = true", "one_sided = 1", "movement.one_sided", "yes or no", "true, false"),
    (ONE_LEG, "one_sided = true", "", "movement.one_sided", "a left and a right form", "true"),
    (ONE_LEG, 'support = "one-foot"', 'support = "feet"', "movement.support", "no leg is free", "one-foot"),
    (ONE_LEG, 'depth = "hamstrings"', 'depth = "wall"', "movement.implements", "needs a wall", "kind wall"),
    (ONE_LEG, 'depth = "hamstrings"', 'depth = "seat"', "movement.implements", "the depth seat needs a chair", "chair"),
    (ONE_LEG, 'depth = "hamstrings"', 'depth = "floor"', "movement.depth", "the floor", "two-hand-bell"),
    (
        ONE_LEG,
        'kind = "doorway"',
        'kind = "doorway"\nlook = "a"',
        "movement.implements[0].look",
        "not a key",
        "kind",
    ),
    (ONE_LEG, 'kind = "doorway"', 'kind = "bin"\nmass_kg = 2', "movement.grip", "leaves the bin alone", "bin"),
    (ONE_LEG, 'kind = "doorway"', 'kind = "bin"', "movement.implements[0].mass_kg", "is missing", "mass_kg"),
    (
        ONE_LEG,
        'kind = "doorway"',
        'kind = "dowel"\nlook = "child"',
        "movement.implements[0].look",
        "'child' is not known",
        "broomstick, golf-club, pvc-pipe",
    ),
    (ONE_LEG, '"stiff-knees", ', '"stiff-legs", ', "movement.faults[2]", "'stiff-legs' is not known", "stiff-knees"),
    (ONE_LEG, '"stiff-knees", ', '"knees-first", ', "movement.faults[2]", "twice", "once"),
    (
        ONE_LEG,
        '"stiff-knees", ',
        "",
        "record.compensations[2].fault",
        "stiff-knees is not among the movement's faults",
        "asymmetry",
    ),
    (
        ONE_LEG,
        '"stiff-knees", ',
        '"stiff-knees", "heels-lift", ',
        "record.compensations",
        "say nothing of heels-lift",
        "heels-lift",
    ),
    (
        ONE_LEG,
        'fault = "stiff-knees", ',
        'fault = "knees-first", ',
        "record.compensations[2].fault",
        "knees-first is described twice",
        "once",
    ),
    (ONE_LEG, 'fault = "stiff-knees", ', "", "record.compensations[2].feels", "not a key", "fault"),
    (
        ONE_LEG,
        "[movement.changes.knees-first]",
        "[movement.changes.heels-lift]",
        "movement.changes.heels-lift",
        "not a key",
        "knees-first",
    ),
    (
        ONE_LEG,
        "free_thigh_inclination_deg = -20",
        "free_thigh_inclination_deg = -200",
        "movement.changes.knees-first.free_thigh_inclination_deg",
        "out of range",
        "-140 to 140",
    ),
    (
        ONE_LEG,
        "free_thigh_inclination_deg = -20",
        "",
        "movement.changes.knees-first",
        "changes nothing",
        "knee_flexion_deg",
    ),
    (ONE_LEG, 'fails_as = "asymmetry"', 'fails_as = "heels-lift"', "test.fails_as", "not known", "asymmetry"),
    (ONE_LEG, "rest_s = 60", "rest_s = 60\nloads_kg = [4]", "dose.loads_kg", "nothing in the movement", "dumbbell"),
    (SLOW, 'kind = "kettlebell"', 'kind = "kettlebell"\nlook = "cat"', "movement.implements[0].look", "'cat'", "child"),
    (
        SLOW,
        'kind = "kettlebell"\nmass_kg = 16',
        'kind = "chair"\n\n[[movement.implements]]\nkind = "chair"',
        "movement.implements[1].kind",
        "a chair already",
        "one of each",
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "key", "reason", "allowed"), [*BROKEN, *BROKEN_PARTS])
def test_a_broken_file_names_file_key_reason_and_what_is_allowed(
    samples: Mapping[str, str], file: str, old: str, new: str, key: str, reason: str, allowed: str
) -> None:
    assert old in samples[file]
    with pytest.raises(ContentError) as caught:
        parse_exercise(samples[file].replace(old, new, 1), file)
    error = caught.value
    assert (error.file, error.key) == (file, key)
    assert reason in error.reason
    assert allowed in error.allowed
    assert str(error) == f"{file}: {key}: {error.reason}; allowed: {error.allowed}."


@pytest.mark.parametrize("section", ["movement", "dose", "coaching", "record"])
def test_a_missing_section_is_named(samples: Mapping[str, str], section: str) -> None:
    text = samples[SLOW].replace(f"[{section}]", f"[{section}s]")
    with pytest.raises(ContentError, match=section):
        parse_exercise(text, SLOW)


def test_degrees_in_the_file_are_radians_inside(texts: Mapping[str, str]) -> None:
    for file, text in texts.items():
        movement = parse_exercise(text, file).movement
        raw = tomllib.loads(text)["movement"]
        assert movement.stance.toe_out == pytest.approx(math.radians(raw["toe_out_deg"]))
        for angle, degrees in raw.get("start", {}).items():
            assert movement.start[angle.removesuffix("_deg")] == pytest.approx(math.radians(degrees))
        for key, raw_key in zip(movement.keys, raw.get("keys", []), strict=True):
            written = {name.removesuffix("_deg"): math.radians(deg) for name, deg in raw_key["angles"].items()}
            assert dict(key.angles) == pytest.approx(written)
        for phase, raw_phase in zip(movement.phases, raw["phases"], strict=True):
            for move, raw_move in zip(phase.moves, raw_phase.get("moves", []), strict=True):
                assert math.degrees(move.to) == pytest.approx(raw_move["to_deg"])


def test_bounds_keep_the_unit_of_their_metric(samples: Mapping[str, str]) -> None:
    form = parse_exercise(samples[SLOW], SLOW).movement.form
    assert (form["neck_deg"].low, form["neck_deg"].high) == (-15.0, 15.0)
    assert form["lumbar_share"].low == -math.inf


def test_a_hold_lasts_as_long_as_its_phase_and_has_no_tempo(samples: Mapping[str, str]) -> None:
    exercise = parse_exercise(samples[HOLD], HOLD)
    assert exercise.dose.hold_s == 20.0
    assert exercise.dose.tempo is None
    assert parse_exercise(samples[SLOW], SLOW).dose.hold_s is None


def test_a_drift_that_can_be_shown_says_how_it_feels(samples: Mapping[str, str]) -> None:
    exercise = parse_exercise(samples[ONE_LEG], ONE_LEG)
    assert [each.fault for each in exercise.record.compensations] == list(exercise.movement.faults)
    assert all(each.feels for each in exercise.record.compensations)
    assert math.degrees(exercise.movement.changes["knees-first"]["free_thigh_inclination"]) == pytest.approx(-20)
    assert exercise.test is not None
    assert exercise.test.fails_as == "asymmetry"


def test_one_hand_cannot_hold_two_things(samples: Mapping[str, str]) -> None:
    held = 'kind = "backpack"\nmass_kg = 5\n\n[[movement.implements]]\nkind = "cushion"\nmass_kg = 1'
    text = samples[ONE_LEG].replace('kind = "doorway"', held).replace('grip = "hang"', 'grip = "hug"')
    with pytest.raises(ContentError, match="the grip hug holds the backpack already") as caught:
        parse_exercise(text, ONE_LEG)
    assert caught.value.key == "movement.implements[1].kind"


def test_several_things_may_stand_around(samples: Mapping[str, str]) -> None:
    around = "\n\n[[movement.implements]]\n".join(
        ['kind = "doorway"', 'kind = "chair"', 'kind = "wall"\ndistance_m = 0.2', 'kind = "backpack"\nmass_kg = 3']
    )
    text = samples[ONE_LEG].replace('kind = "doorway"', around).replace('grip = "hang"', 'grip = "hug"')
    kinds = [implement.kind for implement in parse_exercise(text, ONE_LEG).movement.implements]
    assert kinds == ["doorway", "chair", "wall", "backpack"]


def test_what_was_read_cannot_be_changed(samples: Mapping[str, str]) -> None:
    exercise = parse_exercise(samples[SLOW], SLOW)
    with pytest.raises(FrozenInstanceError):
        exercise.name = "Another"  # type: ignore[misc]
    with pytest.raises(TypeError):
        exercise.coaching.words["hold"] = "Stop"  # type: ignore[index]
    with pytest.raises(TypeError):
        exercise.movement.start["pelvic_tilt"] = 0.0  # type: ignore[index]


def test_reading_twice_gives_the_same_exercise(texts: Mapping[str, str]) -> None:
    for file, text in texts.items():
        assert parse_exercise(text, file) == parse_exercise(text, "another name.toml")


def test_the_file_may_come_from_windows(samples: Mapping[str, str]) -> None:
    assert parse_exercise(samples[SLOW].replace("\n", "\r\n"), SLOW) == parse_exercise(samples[SLOW], SLOW)


def test_every_angle_a_file_may_key_has_a_limit() -> None:
    assert set(KEYED_ANGLES) <= set(LIMITS)
    for limit in LIMITS.values():
        assert limit.low <= 0.0 <= limit.high
        assert limit.holds(limit.high)
        assert not limit.holds(limit.high + 0.01)


def test_the_guide_shows_a_file_that_is_read_and_names_every_word() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "writing-an-exercise.md").read_text(encoding="utf-8")
    blocks = guide.split("```toml\n")[1:]
    exercise = parse_exercise(blocks[0].split("```")[0], "docs/writing-an-exercise.md")
    assert exercise.step is None
    words = (*METRICS, *FAULTS, *get_args(Grip), *get_args(Depth), *(phase for order in ORDERS for phase in order))
    for word in words:
        assert f"`{word}`" in guide
    for kind in get_args(ImplementKind):
        assert f'"{kind}"' in guide or f"`{kind}`" in guide
    for support in get_args(Support):
        assert f'"{support}"' in guide
    for look in (look for looks in LOOKS.values() for look in looks):
        assert f'"{look}"' in guide or f"`{look}`" in guide
    for angle in KEYED_ANGLES:
        low, high = (round(math.degrees(end)) for end in (LIMITS[angle].low, LIMITS[angle].high))
        assert f"| `{angle}` | {low} | {high} |" in guide
