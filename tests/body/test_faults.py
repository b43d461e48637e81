"""What drifts, and nothing else does: every fault of every movement, on any body."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hinge_desktop.body.anthropometry import Body
from hinge_desktop.body.faults import FAULTS
from hinge_desktop.body.form import drifts, measure
from hinge_desktop.body.motion import Motion, solve
from hinge_desktop.body.movement import Movement
from hinge_desktop.errors import OptionError
from tests.body.lawful import SHIPPED, assert_lawful, bodies, movement_of, suited

PAIRS = [(exercise, fault) for exercise in SHIPPED for fault in movement_of(exercise).faults]


def listed(movement: Movement, fault: str) -> set[str]:
    """The metrics a fault drives, as far as the exercise is judged by them."""
    return set(FAULTS[fault].metrics) & set(movement.form)


def drifting(exercise: str, body: Body, fault: str | None = None, level: float = 1.0) -> Motion:
    movement = movement_of(exercise)
    rate = 50.0 if movement.pattern == "ballistic" else 25.0
    return solve(movement, body, load_kg=suited(body), rate_hz=rate, fault=fault, level=level)


def test_every_fault_belongs_to_an_exercise() -> None:
    assert {fault for _, fault in PAIRS} == set(FAULTS)


@pytest.mark.parametrize("exercise", SHIPPED)
def test_rounding_and_knees_first_belong_to_every_exercise(exercise: str) -> None:
    movement = movement_of(exercise)
    seated = movement.stance.support == "seat"  # a chair holds the knees where they are
    assert {"lumbar-rounding", *(() if seated else ("knees-first",))} <= set(movement.faults)


@pytest.mark.parametrize("exercise", SHIPPED)
@settings(max_examples=60)
@given(body=bodies)
def test_any_body_in_range_performs_it_lawfully_and_in_good_form(exercise: str, body: Body) -> None:
    motion = drifting(exercise, body)
    assert_lawful(motion)
    assert drifts(motion) == {}


@pytest.mark.parametrize(("exercise", "fault"), PAIRS)
@settings(max_examples=60)
@given(body=bodies)
def test_a_fault_drives_its_own_metrics_and_no_other(exercise: str, fault: str, body: Body) -> None:
    own = listed(movement_of(exercise), fault)
    assert own, f"{exercise} is judged by nothing that {fault} drives"
    motion = drifting(exercise, body, fault)
    assert set(drifts(motion)) == own & set(measure(motion)), measure(motion)
    assert_lawful(motion)


@pytest.mark.parametrize(("exercise", "fault"), PAIRS)
@settings(max_examples=8)
@given(body=bodies, level=st.floats(0.05, 0.95))
def test_at_any_level_no_other_metric_drifts(exercise: str, fault: str, body: Body, level: float) -> None:
    motion = drifting(exercise, body, fault, level)
    assert set(drifts(motion)) <= listed(movement_of(exercise), fault), measure(motion)
    assert_lawful(motion)


@pytest.mark.parametrize(("exercise", "fault"), PAIRS)
def test_at_level_0_nothing_drifts_at_all(performed: Callable[..., Motion], exercise: str, fault: str) -> None:
    good, still = performed(exercise), solve(movement_of(exercise), Body(), fault=fault, level=0.0)
    for name, point in good.points.items():
        assert np.allclose(point, still.points[name], atol=1e-6), name


@pytest.mark.parametrize(("exercise", "fault"), PAIRS)
def test_a_fault_grows_with_its_level(exercise: str, fault: str) -> None:
    """Each of its metrics goes one way, from good to drifting."""
    movement = movement_of(exercise)
    by_level = [measure(solve(movement, Body(), rate_hz=50, fault=fault, level=level)) for level in (0.0, 0.5, 1.0)]
    for metric in listed(movement, fault):
        none, half, whole = (values[metric] for values in by_level)
        assert whole != none, metric
        assert min(none, whole) - 0.02 * abs(whole) <= half <= max(none, whole) + 0.02 * abs(whole), metric


@pytest.mark.parametrize("level", [-0.1, 1.1, float("nan")])
def test_a_level_out_of_range_is_one_sentence(level: float) -> None:
    with pytest.raises(OptionError, match=re.escape("allowed: 0 to 1")):
        solve(movement_of("butt-tap"), Body(), fault="lumbar-rounding", level=level)


def test_a_fault_that_is_not_the_exercises_is_refused_by_name() -> None:
    with pytest.raises(OptionError, match=r"squatty-swing.*allowed: .*lumbar-rounding"):
        solve(movement_of("butt-tap"), Body(), fault="squatty-swing")


FORCED = ["doorway-hinge", "weighted-hip-hinge", "kettlebell-lift", "toe-touch-test"]


@pytest.mark.parametrize("exercise", FORCED)
@given(stiff=st.floats(45.0, 60.0))
def test_rounding_emerges_where_short_hamstrings_are_forced(exercise: str, stiff: float) -> None:
    """Nothing but the depth is asked for; what the hamstrings refuse, the lower back gives."""
    movement = movement_of(exercise)
    own, forced = (solve(movement, Body(hamstrings_deg=stiff), rate_hz=50, forced=asked) for asked in (False, True))
    shares = [measure(motion)["lumbar_share"] for motion in (own, forced)]
    assert shares[1] > shares[0] + 0.05
    assert np.max(forced.angles["trunk_inclination"]) > np.max(own.angles["trunk_inclination"])
    assert_lawful(forced)


@pytest.mark.parametrize("exercise", FORCED)
def test_long_hamstrings_need_no_rounding(exercise: str) -> None:
    body = Body(hamstrings_deg=110)
    own, forced = (solve(movement_of(exercise), body, rate_hz=50, forced=asked) for asked in (False, True))
    assert measure(forced)["lumbar_share"] == pytest.approx(measure(own)["lumbar_share"], abs=0.01)
