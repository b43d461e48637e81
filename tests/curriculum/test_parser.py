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


@pytest.mark.parametrize(("file", "old", "new", "key", "reason", "allowed"), BROKEN)
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
