"""What must hold for every movement and every body."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hinge_desktop.body.anthropometry import Body
from hinge_desktop.body.form import drifts
from hinge_desktop.body.limits import LIMITS, hip_flexion_limit
from hinge_desktop.body.motion import Motion, solve
from hinge_desktop.body.movement import Movement
from tests.body.lawful import BONES, SHIPPED, assert_lawful, bodies, corners, suited


def assert_within_limits(motion: Motion) -> None:
    angles = motion.angles
    for side in "lr":
        for joint in ("hip_flexion", "knee_flexion", "ankle_dorsiflexion", "shoulder_flexion", "elbow_flexion"):
            values = angles[f"{joint}_{side}"]
            assert LIMITS[joint].low - 1e-6 <= np.min(values), f"{joint}_{side} {np.degrees(np.min(values)):.1f}"
            assert np.max(values) <= LIMITS[joint].high + 1e-6, f"{joint}_{side} {np.degrees(np.max(values)):.1f}"


@pytest.mark.parametrize("exercise", SHIPPED)
@pytest.mark.parametrize("stature", [1.50, 1.75, 1.98])
def test_every_step_is_lawful_and_keeps_its_own_form(
    performed: Callable[..., Motion], exercise: str, stature: float
) -> None:
    motion = performed(exercise, Body(stature))
    assert_lawful(motion)
    assert_within_limits(motion)
    assert drifts(motion) == {}


@pytest.mark.parametrize("exercise", SHIPPED)
def test_the_extreme_bodies_perform_it_lawfully(movement: Callable[[str], Movement], exercise: str) -> None:
    for body in corners:
        assert_lawful(solve(movement(exercise), body, load_kg=suited(body), rate_hz=50))


@pytest.mark.parametrize("exercise", SHIPPED)
@given(body=bodies)
def test_short_hamstrings_end_the_descent(movement: Callable[[str], Movement], exercise: str, body: Body) -> None:
    motion = solve(movement(exercise), body, rate_hz=50)
    if motion.footing.support == "seat":
        return
    hip, knee = motion.angles["hip_flexion_r"], motion.angles["knee_flexion_r"]
    allowed = [hip_flexion_limit(np.radians(body.hamstrings_deg), float(bend)) for bend in knee]
    assert np.max(hip - allowed) < np.radians(3.0)


@pytest.mark.parametrize("exercise", SHIPPED)
@given(fraction=st.floats(0.0, 3.0))
def test_a_figure_between_frames_keeps_its_bones_and_its_feet(
    performed: Callable[..., Motion], exercise: str, fraction: float
) -> None:
    motion = performed(exercise)
    figure = motion.figure_at(fraction * motion.duration_s)
    for bone, (start, end) in BONES.items():
        for side in "lr":
            length = float(np.linalg.norm(figure.points[f"{end}_{side}"] - figure.points[f"{start}_{side}"]))
            assert abs(length / motion.body.length(bone) - 1) < 1e-6
    for name in motion.footing.bearing:
        if name in figure.points:
            assert np.allclose(figure.points[name], motion.footing.points[name])


@pytest.mark.parametrize("exercise", SHIPPED)
def test_a_figure_at_a_frame_is_that_frame(performed: Callable[..., Motion], exercise: str) -> None:
    motion = performed(exercise)
    frame = len(motion.time_s) // 3
    figure = motion.figure_at(float(motion.time_s[frame]))
    for name, point in figure.points.items():
        assert np.allclose(point, motion.points[name][frame], atol=1e-6)


@pytest.mark.parametrize("exercise", ["weighted-hip-hinge", "kettlebell-lift", "kettlebell-swing", "kettlebell-clean"])
def test_hands_stay_on_the_bell(performed: Callable[..., Motion], exercise: str) -> None:
    motion = performed(exercise)
    gap = np.linalg.norm(motion.points["hand_r"] - motion.points["handle"], axis=1)
    assert np.max(gap) < 0.002


def test_the_dowel_touches_sacrum_back_and_head(performed: Callable[..., Motion]) -> None:
    motion = performed("three-point-contact-hinge")
    for time in np.linspace(0, motion.duration_s, 9):
        figure = motion.figure_at(float(time))
        dowel = next(one for one in figure.implements if one.kind == "dowel")
        along = dowel.points["top"] - dowel.points["bottom"]
        along = along / np.linalg.norm(along)
        for name in ("sacrum_back", "t_spine_back", "head_back", "hand_l", "hand_r"):
            offset = figure.points[name] - dowel.points["bottom"]
            assert np.linalg.norm(offset - (offset @ along) * along) < 0.002, name


def test_the_wall_is_touched_and_never_entered(performed: Callable[..., Motion]) -> None:
    motion = performed("butt-tap")
    assert motion.wall_x is not None
    heel = float(motion.points["heel_r"][..., 0].min())
    assert heel - motion.wall_x == pytest.approx(0.19, abs=0.003)
    gap = motion.points["buttock_back"][:, 0] - motion.wall_x
    assert np.min(gap) == pytest.approx(0.0, abs=1e-9)
    touch = int(np.argmin(gap))
    speed = np.abs(np.gradient(gap, motion.time_s))
    assert speed[touch] < 0.1


@pytest.mark.parametrize("exercise", SHIPPED)
def test_the_movement_has_no_jolts(performed: Callable[..., Motion], exercise: str) -> None:
    """Twice differentiable and periodic: the second difference of each angle never jumps."""
    motion = performed(exercise)
    step = 1 / motion.rate_hz
    for name, angle in motion.angles.items():
        bend = np.diff(np.append(angle[:-1], angle[:3]), 2) / step**2
        scale = max(float(np.max(np.abs(bend))), 1.0)
        assert np.max(np.abs(np.diff(bend))) < 0.5 * scale, name


DRILLS = (
    "hero-squat",
    "butt-tap",
    "three-point-contact-hinge",
    "banded-hip-hinge",
    "weighted-hip-hinge",
    "banded-pull-through",
    "ribs-and-back-hinge",
    "doorway-hinge",
    "goatbag-hinge",
    "goatbag-hinge-dumbbell",
    "back-loaded-hinge",
    "chest-hold-hinge",
    "single-leg-hinge",
)


@pytest.mark.parametrize("exercise", DRILLS)
def test_the_hips_of_a_drill_speed_up_and_slow_down_like_a_persons(
    performed: Callable[..., Motion], exercise: str
) -> None:
    motion = performed(exercise)
    down = motion.phases[0]
    frames = slice(0, round(down.end_s * motion.rate_hz) + 1)
    speed = np.linalg.norm(np.gradient(motion.hip_path[frames], motion.time_s[frames], axis=0), axis=1)
    assert 1.6 <= np.max(speed) / np.mean(speed) <= 2.3
    assert 0.3 <= np.argmax(speed) / len(speed) <= 0.6
