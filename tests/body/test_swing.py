"""The swing against one person's recorded swings."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from hinge_desktop.body.anthropometry import Body
from hinge_desktop.body.balance import GRAVITY, acceleration, rate_of_change
from hinge_desktop.body.motion import Motion

STATURES = (1.50, 1.75, 1.98)


@pytest.fixture
def swing(performed: Callable[..., Motion]) -> Motion:
    return performed("kettlebell-swing")


@pytest.mark.parametrize("stature", STATURES)
def test_it_has_the_period_of_a_pendulum(performed: Callable[..., Motion], stature: float) -> None:
    assert 1.35 <= performed("kettlebell-swing", Body(stature)).duration_s <= 1.60


def test_its_backswing_and_top_are_the_recorded_ones(swing: Motion) -> None:
    degrees = {name: np.degrees(angle) for name, angle in swing.angles.items()}
    arm = np.degrees(swing.pose["arm_inclination"])
    top = int(np.argmax(swing.points["ball"][:, 1]))
    assert degrees["trunk_inclination"][0] == pytest.approx(60, abs=4)
    assert degrees["knee_flexion_r"][0] == pytest.approx(35, abs=3)
    assert arm[0] == pytest.approx(-41, abs=3)
    assert arm[top] == pytest.approx(87, abs=4)
    assert degrees["trunk_inclination"][top] == pytest.approx(-7, abs=2)
    assert swing.time_s[top] == pytest.approx(0.70, abs=0.03)


def test_the_hips_drive_before_the_arms_rise(swing: Motion) -> None:
    trunk = np.degrees(swing.angles["trunk_inclination"][:-1])
    top = int(np.argmax(swing.points["ball"][:-1, 1]))
    nearly_up = np.min(trunk) + 0.05 * (np.max(trunk) - np.min(trunk))
    upright = int(np.flatnonzero(trunk[:top] > nearly_up)[-1]) + 1
    assert (top - upright) / swing.rate_hz >= 0.15
    hip = rate_of_change(swing.angles["hip_flexion_r"][:-1], 1 / swing.rate_hz)
    arm = rate_of_change(swing.pose["arm_inclination"][:-1], 1 / swing.rate_hz)
    assert np.argmin(hip) < np.argmax(arm)
    assert abs(np.degrees(np.min(hip))) == pytest.approx(311, abs=24)


def test_going_down_the_trunk_waits_for_the_arms(swing: Motion) -> None:
    arm = np.degrees(swing.pose["arm_inclination"])
    top = int(np.argmax(swing.points["ball"][:, 1]))
    half_way = top + int(np.argmax(arm[top:] <= 45))
    assert np.degrees(swing.angles["trunk_inclination"][half_way]) < 10


@pytest.mark.parametrize("stature", STATURES)
def test_the_bell_floats_before_the_top(performed: Callable[..., Motion], stature: float) -> None:
    motion = performed("kettlebell-swing", Body(stature))
    step = 1 / motion.rate_hz
    ball = motion.points["ball"][:-1]
    top = int(np.argmax(ball[:, 1]))
    fall = acceleration(ball, step)[top - round(0.15 / step) : top + 1, 1]
    assert np.all(np.abs(fall + GRAVITY) <= 3.0)


def test_the_ground_pushes_as_hard_as_measured(swing: Motion) -> None:
    """Net of the weight of body and bell, 8 to 68 kg gave 0.85 to 1.3 body weights (Meigh 2021)."""
    weight = swing.body.mass_kg * GRAVITY
    net = (np.max(swing.lift_n) - weight - swing.load_kg * GRAVITY) / weight
    assert 0.8 <= net <= 1.3
    assert np.min(swing.lift_n) > 0


@pytest.mark.parametrize("exercise", ["kettlebell-swing", "kettlebell-clean"])
def test_the_bell_is_pulled_and_not_pushed_away_from_the_float(performed: Callable[..., Motion], exercise: str) -> None:
    """A bell on straight arms is on a rope: the pull along it stays positive while the arms point down."""
    motion = performed(exercise)
    ball, handle = motion.points["ball"][:-1], motion.points["handle"][:-1]
    along = (handle - ball) / np.linalg.norm(handle - ball, axis=1, keepdims=True)
    pull = np.sum((acceleration(ball, 1 / motion.rate_hz) + np.array([0, GRAVITY, 0])) * along, axis=1)
    hanging = np.abs(motion.pose["arm_inclination"][:-1]) < np.radians(35)
    assert np.min(pull[hanging]) > 0


def test_the_clean_counts_in_the_rack_with_the_bell_close(performed: Callable[..., Motion]) -> None:
    motion = performed("kettlebell-clean")
    racked = round(motion.counts_at_s * motion.rate_hz)
    assert abs(motion.points["hand_r"][racked, 1] - motion.points["shoulder_r"][racked, 1]) < 0.08
    assert np.degrees(motion.angles["elbow_flexion_r"][racked]) > 110
    ahead = motion.points["ball"][:, 0] - motion.points["t12l1"][:, 0]
    assert np.max(ahead) < 0.45
