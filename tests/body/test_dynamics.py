"""Net moments: laws that hold whatever the movement. ``tests/judges`` holds them against another engine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hinge_desktop.body.anthropometry import Body
from hinge_desktop.body.dynamics import inverse_dynamics
from hinge_desktop.body.loads import l5s1_moment
from hinge_desktop.body.motion import Motion, solve
from hinge_desktop.body.movement import Movement

SOLVED = ("weighted-hip-hinge", "hinge-to-squat", "hero-squat", "kettlebell-swing", "kettlebell-clean")


def still(motion: Motion) -> Motion:
    """The first instant of a motion, held."""
    return replace(motion, points={name: np.broadcast_to(p[:1], p.shape) for name, p in motion.points.items()})


@settings(max_examples=10)
@given(
    exercise=st.sampled_from(SOLVED),
    stature_m=st.floats(1.45, 2.05),
    mass_kg=st.floats(45.0, 140.0),
    legs=st.floats(0.93, 1.07),
)
def test_over_a_whole_cycle_the_ground_carries_the_weight_and_nothing_else(
    movement: Callable[[str], Movement], exercise: str, stature_m: float, mass_kg: float, legs: float
) -> None:
    motion = solve(movement(exercise), Body(stature_m, mass_kg, legs=legs))
    push = inverse_dynamics(motion).ground_n[:-1].mean(axis=0)
    weight = 9.81 * (mass_kg + motion.load_kg)
    assert push == pytest.approx([0.0, weight, 0.0], abs=1e-3 * weight)


@pytest.mark.parametrize("exercise", SOLVED)
def test_at_rest_and_weightless_nothing_is_needed(performed: Callable[..., Motion], exercise: str) -> None:
    needed = inverse_dynamics(still(performed(exercise)), gravity=0.0)
    assert max(float(np.abs(moment).max()) for moment in needed.moment_nm.values()) < 1e-6


def test_at_rest_moments_are_those_of_levers(performed: Callable[..., Motion]) -> None:
    motion = still(performed("weighted-hip-hinge"))
    moments = inverse_dynamics(motion)
    foot = next(segment for segment in motion.body.segments if segment.name == "foot_r")
    points = {name: point[0] for name, point in motion.points.items()}
    centre = points["heel_r"] + foot.com_fraction * (points["toe_r"] - points["heel_r"])
    half = 9.81 * (motion.body.mass_kg + motion.load_kg) / 2
    lever = moments.ground_at[0, 0] - points["ankle_r"][0]
    drop = 9.81 * foot.mass_kg * (centre[0] - points["ankle_r"][0])
    assert moments.moment_nm["ankle_r"][0, 2] == pytest.approx(-half * lever + drop, rel=1e-6)
    assert moments.extension_nm["ankle_r"][0] > 0.0


def test_the_left_form_needs_on_the_left_what_the_right_form_needs_on_the_right(
    movement: Callable[[str], Movement],
) -> None:
    recipe = movement("kettlebell-clean")
    right, left = (inverse_dynamics(solve(recipe, Body(), side=side)) for side in ("right", "left"))  # type: ignore[arg-type]
    for joint in ("ankle", "knee", "hip"):
        assert np.allclose(left.extension_nm[f"{joint}_l"], right.extension_nm[f"{joint}_r"], atol=1e-6)
    assert np.allclose(left.extension_nm["l5s1"], right.extension_nm["l5s1"], atol=1e-6)


def test_on_one_leg_the_other_one_is_only_held_up(movement: Callable[[str], Movement]) -> None:
    moments = inverse_dynamics(solve(movement("single-leg-hinge"), Body()))
    assert np.max(moments.extension_nm["hip_r"]) > 2 * np.max(np.abs(moments.extension_nm["hip_l"]))
    assert np.max(np.abs(moments.extension_nm["knee_l"])) < 20.0
    assert np.max(np.abs(moments.extension_nm["ankle_l"])) < 2.0


def test_what_cannot_be_told_is_left_out(movement: Callable[[str], Movement]) -> None:
    kneeling = inverse_dynamics(solve(movement("hero-squat"), Body()))
    seated = inverse_dynamics(solve(movement("seated-hip-hinge"), Body()))
    assert set(kneeling.moment_nm) == {"l5s1", "knee_l", "knee_r", "hip_l", "hip_r"}
    assert set(seated.moment_nm) == {"l5s1", "hip_l", "hip_r"}
    assert np.max(seated.extension_nm["hip_r"]) > 20.0


def test_inertia_of_segments_matters_in_a_swing_and_hardly_in_a_slow_hinge(performed: Callable[..., Motion]) -> None:
    def change(exercise: str) -> float:
        motion = performed(exercise)
        whole, points = (inverse_dynamics(motion, spin=spin).extension_nm["l5s1"] for spin in (True, False))
        return float(np.max(np.abs(whole - points)) / np.max(np.abs(whole)))

    assert change("weighted-hip-hinge") < 0.01
    assert 0.01 < change("kettlebell-swing") < 0.10


def test_the_lower_back_has_one_source(performed: Callable[..., Motion]) -> None:
    motion = performed("kettlebell-swing")
    assert np.array_equal(l5s1_moment(motion), inverse_dynamics(motion).extension_nm["l5s1"])


def test_a_band_at_the_hips_is_for_the_ground_and_the_knees(performed: Callable[..., Motion]) -> None:
    motion = performed("banded-hip-hinge")
    banded, free = inverse_dynamics(motion), inverse_dynamics(replace(motion, pulls=()))
    pull = motion.pulls[0].force_n
    assert np.allclose(banded.ground_n + pull, free.ground_n)
    assert np.array_equal(banded.extension_nm["l5s1"], free.extension_nm["l5s1"])
    # It pulls through the axis of the hips: they do not feel it.
    assert np.allclose(banded.extension_nm["hip_r"], free.extension_nm["hip_r"], atol=0.5)
    assert np.max(np.abs(banded.extension_nm["knee_r"] - free.extension_nm["knee_r"])) > 5.0
