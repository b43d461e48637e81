"""Our net moments against MuJoCo's: three movements, the swing being one, within 2 % of the peak."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache, cached_property
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from hinge_desktop.body.anthropometry import Body, Segment
from hinge_desktop.body.coordinates import coordinates
from hinge_desktop.body.dynamics import Dynamics, inverse_dynamics
from hinge_desktop.body.motion import Motion, solve
from hinge_desktop.curriculum.parser import parse_exercise
from hinge_desktop.motion_formats.mot import mot_text

pytest.importorskip("mujoco")  # no wheel for some system

from mujoco_body import Judged, joint_moments

Array = NDArray[np.float64]

WITHIN = 0.02
RATE_HZ = 200.0
LINE_OF_THE_ARMS = "on the line of the arms"
JUDGED = {"weighted-hip-hinge": "plumb", "kettlebell-lift": "plumb", "kettlebell-swing": LINE_OF_THE_ARMS}
JOINTS = ("l5s1", "hip_l", "hip_r", "knee_l", "knee_r")
FOLDER = Path(__file__).parents[2] / "assets" / "exercises"
BODIES = {
    "usual": Body(),
    "small woman": Body(1.52, 52.0, "female"),
    "long-legged man": Body(1.93, 98.0, "male", legs=1.06),
}


class HeavyThighs(Body):
    """The same person with thighs a tenth heavier."""

    @cached_property
    def segments(self) -> tuple[Segment, ...]:
        return tuple(
            replace(segment, mass_kg=1.1 * segment.mass_kg) if segment.name.startswith("thigh") else segment
            for segment in Body(self.stature_m, self.mass_kg, self.sex).segments
        )


@cache
def performed(exercise: str, body: str) -> Motion:
    name = f"{exercise}.toml"
    movement = parse_exercise((FOLDER / name).read_text(encoding="utf-8"), name).movement
    return solve(movement, BODIES[body], rate_hz=RATE_HZ)


def exported(motion: Motion, late: int = 0) -> str:
    """The motion's angles as their file says them, ``late`` frames after what our own moments belong to."""
    angles = {name: np.roll(values[:-1], late) for name, values in coordinates(motion.points).items()}
    closed = {name: np.append(values, values[0]) for name, values in angles.items()}
    return mot_text("judged", closed, motion.time_s)


@cache
def judged(exercise: str, body: str) -> Judged:
    """What MuJoCo makes of the angles that are exported, and of nothing else."""
    motion = performed(exercise, body)
    return joint_moments(motion.body, motion.load_kg, exported(motion), JUDGED[exercise])


def apart(ours: Dynamics, theirs: Judged) -> Mapping[str, float]:
    """Joint -> greatest difference over the cycle, as a part of the greatest moment there."""

    def part(mine: Array, other: Array) -> float:
        return float(np.max(np.abs(mine[:-1] - other)) / np.max(np.abs(other)))

    return {joint: part(ours.extension_nm[joint], theirs.extension_nm[joint]) for joint in JOINTS}


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("exercise", JUDGED)
def test_mujoco_finds_the_same_moments(exercise: str, body: str) -> None:
    differences = apart(inverse_dynamics(performed(exercise, body)), judged(exercise, body))
    assert max(differences.values()) < WITHIN, differences


@pytest.mark.parametrize("exercise", JUDGED)
def test_moments_agree_in_every_direction_and_at_the_ankle(exercise: str) -> None:
    ours, theirs = inverse_dynamics(performed(exercise, "usual")), judged(exercise, "usual")
    for joint, moment in theirs.moment_nm.items():
        off = np.linalg.norm(ours.moment_nm[joint][:-1] - moment, axis=1).max()
        assert off < WITHIN * np.linalg.norm(moment, axis=1).max(), joint
    assert np.allclose(ours.ground_n[:-1], theirs.ground_n, atol=0.01 * np.linalg.norm(theirs.ground_n, axis=1).max())


@pytest.mark.parametrize("exercise", JUDGED)
def test_the_comparison_sees_thighs_a_tenth_heavier(exercise: str) -> None:
    motion = performed(exercise, "usual")
    tampered = replace(motion, scene=replace(motion.scene, body=HeavyThighs()))
    differences = apart(inverse_dynamics(tampered), judged(exercise, "usual"))
    assert max(differences.values()) > WITHIN, differences
    # The hips cannot tell: what the ground adds to lift the thighs is what the thighs weigh.
    assert differences["hip_r"] < WITHIN


def test_the_comparison_sees_segments_without_rotational_inertia() -> None:
    points_only = inverse_dynamics(performed("kettlebell-swing", "usual"), spin=False)
    assert max(apart(points_only, judged("kettlebell-swing", "usual")).values()) > WITHIN


@pytest.mark.parametrize("exercise", JUDGED)
def test_the_comparison_sees_angles_that_lag_a_tenth_of_a_second(exercise: str) -> None:
    motion = performed(exercise, "usual")
    late = joint_moments(motion.body, motion.load_kg, exported(motion, 20), JUDGED[exercise])
    assert max(apart(inverse_dynamics(motion), late).values()) > WITHIN


@pytest.mark.parametrize(("exercise", "support"), [("hero-squat", "knees"), ("single-leg-hinge", "one-foot")])
def test_kneeling_and_on_one_leg_too(exercise: str, support: str) -> None:
    motion = performed(exercise, "usual")
    theirs = joint_moments(motion.body, motion.load_kg, exported(motion), support=support)
    differences = apart(inverse_dynamics(motion), theirs)
    assert max(differences.values()) < WITHIN, differences
