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
from tests.curriculum.broken import BROKEN, BROKEN_PARTS, HOLD, ONE_LEG, SLOW

ORDERS = [order for orders in PHASE_ORDERS.values() for order in orders]


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
