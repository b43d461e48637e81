"""Muscle demand: it comes out of the moments, it is possible, and it says what a physiotherapist expects."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hinge_desktop.body.anthropometry import Body
from hinge_desktop.body.dynamics import Dynamics, inverse_dynamics
from hinge_desktop.body.motion import Motion, solve
from hinge_desktop.body.movement import Movement
from hinge_desktop.body.muscles import MUSCLES, leg_demand, muscle_demand

WITH_A_BELL = ("weighted-hip-hinge", "kettlebell-lift", "kettlebell-swing", "kettlebell-clean", "deadlift")
VISIBLE = 0.01
"""A bar that changes by less looks the same."""


def at_the_bottom(motion: Motion) -> dict[str, float]:
    deepest = int(np.argmax(motion.angles["pelvic_tilt"]))
    return {muscle: float(bar[deepest]) for muscle, bar in muscle_demand(motion).items()}


def changed(motion: Motion, dynamics: Dynamics) -> dict[str, float]:
    """Muscle -> how much its bar changes at most during the cycle."""
    before, after = muscle_demand(motion), muscle_demand(motion, dynamics)
    return {muscle: float(np.max(np.abs(before[muscle] - after[muscle]))) for muscle in before}


@pytest.mark.parametrize("exercise", WITH_A_BELL)
def test_without_gravity_every_bar_changes(performed: Callable[..., Motion], exercise: str) -> None:
    motion = performed(exercise)
    assert min(changed(motion, inverse_dynamics(motion, gravity=0.0)).values()) > VISIBLE


@pytest.mark.parametrize("exercise", WITH_A_BELL)
def test_without_the_bells_mass_every_bar_changes(performed: Callable[..., Motion], exercise: str) -> None:
    motion = performed(exercise)
    assert set(muscle_demand(motion)) == set(MUSCLES)
    assert min(changed(motion, inverse_dynamics(replace(motion, load_kg=0.0))).values()) > VISIBLE


@pytest.mark.parametrize("exercise", ["hero-squat", "butt-tap", "seated-hip-hinge", "single-leg-hinge"])
def test_without_gravity_every_bar_changes_also_with_empty_hands(
    performed: Callable[..., Motion], exercise: str
) -> None:
    motion = performed(exercise)
    assert min(changed(motion, inverse_dynamics(motion, gravity=0.0)).values()) > VISIBLE


@settings(max_examples=10)
@given(
    exercise=st.sampled_from([*WITH_A_BELL, "hero-squat", "hinge-to-squat"]),
    stature_m=st.floats(1.45, 2.05),
    mass_kg=st.floats(45.0, 140.0),
)
def test_bars_lie_between_nothing_and_everything(
    movement: Callable[[str], Movement], exercise: str, stature_m: float, mass_kg: float
) -> None:
    motion = solve(movement(exercise), Body(stature_m, mass_kg))
    for bar in muscle_demand(motion).values():
        assert bar.shape == motion.time_s.shape
        assert bar.min() >= 0.0
        assert bar.max() <= 1.0
        assert bar[0] == bar[-1]


def test_at_the_bottom_of_a_weighted_hinge_the_back_of_the_body_works(performed: Callable[..., Motion]) -> None:
    bars = at_the_bottom(performed("weighted-hip-hinge"))
    assert bars["hamstrings"] > 0.4
    assert bars["erectors"] > 0.4
    assert bars["glutes"] > 0.2
    assert bars["quadriceps"] < 0.2 * min(bars[muscle] for muscle in ("hamstrings", "erectors", "glutes"))


def test_a_squat_is_for_the_quadriceps(performed: Callable[..., Motion]) -> None:
    squat, hinge = (performed(exercise) for exercise in ("hinge-to-squat", "butt-tap"))
    deepest = int(np.argmax(squat.angles["knee_flexion_r"]))
    bars = {muscle: float(bar[deepest]) for muscle, bar in muscle_demand(squat).items()}
    assert bars["quadriceps"] > 0.3
    assert bars["quadriceps"] > bars["hamstrings"]
    assert bars["quadriceps"] > 10 * at_the_bottom(hinge)["quadriceps"]


@pytest.mark.parametrize("exercise", ["butt-tap", "weighted-hip-hinge", "hinge-to-squat", "kettlebell-lift"])
def test_standing_tall_is_easy(performed: Callable[..., Motion], exercise: str) -> None:
    assert max(float(bar[0]) for bar in muscle_demand(performed(exercise)).values()) < 0.20


def test_the_drive_of_a_swing_is_for_the_glutes(performed: Callable[..., Motion]) -> None:
    motion = performed("kettlebell-swing")
    glutes = muscle_demand(motion)["glutes"]
    assert motion.phase_at(float(motion.time_s[np.argmax(glutes)])).name == "drive"
    float_ = motion.phase_at(0.6 * motion.duration_s).name
    assert float_ in ("float", "fall")
    assert glutes.max() > 0.5


def test_a_heavier_bell_asks_more_of_the_back_of_the_body(movement: Callable[[str], Movement]) -> None:
    light, heavy = (at_the_bottom(solve(movement("weighted-hip-hinge"), Body(), load_kg=kg)) for kg in (8.0, 24.0))
    assert all(heavy[muscle] > light[muscle] for muscle in ("glutes", "hamstrings", "erectors", "abdominals"))


def test_the_standing_leg_works_and_the_free_leg_hardly(movement: Callable[[str], Movement]) -> None:
    motion = solve(movement("single-leg-hinge"), Body(), side="left")
    moments = inverse_dynamics(motion)
    standing, free = (leg_demand(motion, moments, side) for side in "lr")
    assert standing["calves"].min() > 0.05
    assert free["calves"].max() < 0.02
    assert np.array_equal(muscle_demand(motion)["calves"], standing["calves"])


def test_muscles_whose_joints_cannot_be_told_have_no_bar(performed: Callable[..., Motion]) -> None:
    assert set(MUSCLES) - set(muscle_demand(performed("hero-squat"))) == {"calves"}
    assert set(MUSCLES) - set(muscle_demand(performed("seated-hip-hinge"))) == {"hamstrings", "quadriceps", "calves"}
