"""A fault breaks what it is named after, the way it is known for, and nothing that holds for every movement."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from motion_check import check, parse_motion
from motion_check.ballistic_laws import ballistic_findings
from motion_check.fault_laws import DRIFTS, fault_findings
from motion_check.form_laws import METRICS, form_findings
from motion_check.metrics import Form
from written import EXERCISES, OTHERS, complaints, exercise, faults, rate_hz, record

from hinge_desktop.body.anthropometry import Body
from hinge_desktop.body.movement import FAULTS

FAULTY = faults()


@cache
def _good(exercise_id: str) -> dict[str, Any]:
    return record(exercise_id, rate_hz=rate_hz(exercise_id))


NAMES = list(OTHERS)
# Every fault with another body than its neighbours; all four come round.
ANOTHER = [(*pair, NAMES[at % len(NAMES)]) for at, pair in enumerate(FAULTY)]
ONE_OF_EACH = {fault: one for one, fault in FAULTY}


def test_the_checker_knows_every_fault_and_every_fault_is_shown_somewhere() -> None:
    assert set(DRIFTS) == set(FAULTS) == set(ONE_OF_EACH)


def test_rounding_and_bending_from_the_knees_belong_to_every_exercise_but_on_a_chair() -> None:
    for one in set(EXERCISES) - {"seated-hip-hinge"}:
        assert {"lumbar-rounding", "knees-first"} <= set(exercise(one).movement.faults), one


@pytest.mark.parametrize(("exercise_id", "fault"), FAULTY)
def test_at_level_1_a_fault_breaks_its_own_law_alone(exercise_id: str, fault: str) -> None:
    drifting = record(exercise_id, fault=fault, rate_hz=rate_hz(exercise_id))
    result = check(drifting)
    assert complaints(result) == []
    assert any(finding.law.startswith("fault-") for finding in result.findings)
    said_to_be_good = parse_motion(drifting | {"fault": None, "fault_level": 0.0})
    assert not all(one.ok for one in [*form_findings(said_to_be_good), *ballistic_findings(said_to_be_good)])


@pytest.mark.parametrize(("exercise_id", "fault"), FAULTY)
def test_a_good_form_that_is_said_to_drift_is_not_believed(exercise_id: str, fault: str) -> None:
    findings = fault_findings(parse_motion(_good(exercise_id) | {"fault": fault, "fault_level": 1.0}))
    assert any(one.law.startswith("fault-") and not one.ok for one in findings)


@pytest.mark.parametrize(("exercise_id", "fault", "name"), ANOTHER)
def test_it_does_so_for_other_bodies(exercise_id: str, fault: str, name: str) -> None:
    result = check(record(exercise_id, OTHERS[name], fault=fault, rate_hz=rate_hz(exercise_id)))
    assert complaints(result) == []


@pytest.mark.parametrize(("fault", "exercise_id"), ONE_OF_EACH.items())
def test_at_level_0_it_is_the_good_form(fault: str, exercise_id: str) -> None:
    good, none = record(exercise_id), record(exercise_id, fault=fault, level=0.0)
    assert (none["fault"], none["fault_level"], none["phases"]) == (fault, 0.0, good["phases"])
    for kind, slack in (("points_m", 1e-4), ("angles_deg", 0.05)):
        for name, values in good[kind].items():
            assert np.allclose(none[kind][name], values, atol=slack), name
    assert complaints(check(none)) == []


@pytest.mark.parametrize(("fault", "exercise_id"), ONE_OF_EACH.items())
def test_half_a_fault_keeps_what_holds_for_every_movement(fault: str, exercise_id: str) -> None:
    result = check(record(exercise_id, fault=fault, level=0.5))
    assert complaints(result) == []


@pytest.mark.parametrize(
    ("fault", "exercise_id", "metric", "sign"),
    [
        ("lumbar-rounding", "weighted-hip-hinge", "lumbar-flexion", 1.0),
        ("knees-first", "doorway-hinge", "hip-knee", -1.0),
        ("neck-extension", "butt-tap", "neck", -1.0),
        ("knee-valgus", "sit-to-stand", "knee-track", 1.0),
        ("asymmetry", "single-leg-hinge", "level", 1.0),
    ],
)
def test_it_grows_with_its_level(fault: str, exercise_id: str, metric: str, sign: float) -> None:
    levels = (0.0, 0.25, 0.5, 0.75, 1.0)
    motions = [parse_motion(record(exercise_id, fault=fault, level=level, rate_hz=50.0)) for level in levels]
    for less, more in pairwise(METRICS[metric](Form(motion)) for motion in motions):
        assert sign * (more - less) > 0.0


def test_the_left_form_drifts_as_the_right_one() -> None:
    for fault in exercise("single-leg-hinge").movement.faults:
        result = check(record("single-leg-hinge", fault=fault, side="left"))
        assert complaints(result) == []


def test_rounding_emerges_where_short_hamstrings_are_forced_to_the_floor() -> None:
    short = Body(hamstrings_deg=55.0)
    kept, forced = (Form(parse_motion(record("kettlebell-lift", short, forced=force))) for force in (False, True))
    assert kept.motion.held("block")
    assert not forced.motion.held("block")
    assert kept.lumbar < 15.0 < 25.0 < forced.lumbar
