"""Coordinates say everything about a body's joints, with OpenSim's signs."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hinge_desktop.body.anthropometry import STATURE_M, Body
from hinge_desktop.body.coordinates import EXTRA, LENGTHS_M, OPENSIM, coordinates, frames_of, points_of
from hinge_desktop.body.frames import CARRIED, Array, bone_offsets, segment_frames
from hinge_desktop.body.motion import solve
from tests.body.lawful import SHIPPED, bodies, movement_of

LIMITS_DEG = {
    "pelvis_tilt": (-100, 30),
    "pelvis_list": (-20, 20),
    "pelvis_rotation": (-30, 30),
    "hip_flexion": (-30, 125),
    "hip_adduction": (-45, 25),
    "hip_rotation": (-40, 40),
    "knee_angle": (3, 155),
    "ankle_angle": (-90, 42),
    "subtalar_angle": (-20, 20),
    "ankle_rotation": (-20, 20),
    "arm_flex": (-50, 170),
    "arm_add": (-80, 40),
    "arm_rot": (-90, 90),
    "elbow_flex": (1, 150),
    "wrist_flex": (-70, 70),
    "wrist_dev": (-20, 35),
    "shoulder_protraction": (-20, 40),
    "shoulder_elevation": (-10, 30),
    "neck_extension": (-50, 50),
}


def standing_bones(body: Body) -> dict[str, Array]:
    """The bones of a body from its table of lengths, without the solver."""
    length = body.length
    down, up = np.array([0.0, -1.0, 0.0]), np.array([0.0, 1.0, 0.0])
    behind, ahead = np.array([-0.1, 0.0, 0.0]), np.array([1.0, 0.0, 0.0])
    bones = {
        "l5s1": length("pelvis") * up,
        "t12l1": length("lumbar") * up,
        "c7": length("thorax") * up,
        "shoulder_axis": length("shoulder_height") * up,
        "head_top": length("head_neck") * up,
        "head_back": 0.5 * length("head_neck") * up + behind,
        "t_spine_back": 0.5 * length("thorax") * up + behind,
        "sacrum_back": length("pelvis") * up + behind,
    }
    for side, sign in (("l", -1.0), ("r", 1.0)):
        across = np.array([0.0, 0.0, sign])
        heel = length("ankle_height") * down - length("heel_to_ankle") * ahead
        limb = {
            "hip": length("hip_half_width") * across,
            "knee": length("thigh") * down,
            "ankle": length("shank") * down,
            "heel": heel,
            "shoulder": length("shoulder_half_width") * across,
            "elbow": length("upper_arm") * down,
            "wrist": length("forearm") * down,
            "hand": length("hand") * down,
            "toe": heel + length("foot") * ahead,
        }
        bones |= {f"{name}_{side}": offset for name, offset in limb.items()}
    return bones


@st.composite
def poses(draw: st.DrawFn) -> dict[str, Array]:
    """Coordinates of one instant inside the joints' limits, drawn by name."""

    def angle(name: str) -> float:
        low, high = LIMITS_DEG.get(name.removesuffix("_l").removesuffix("_r"), (-30, 30))
        return float(np.radians(draw(st.floats(low, high))))

    values = {name: 0.0 if name.startswith(("pro_sup", "mtp_angle")) else angle(name) for name in OPENSIM + EXTRA}
    values |= {name: draw(st.floats(-1, 1)) for name in LENGTHS_M}
    return {name: np.array([value]) for name, value in values.items()}


@settings(max_examples=60)
@given(pose=poses(), stature=st.floats(*STATURE_M))
def test_joints_come_back_from_coordinates_and_bones(pose: Mapping[str, Array], stature: float) -> None:
    bones = standing_bones(Body(stature_m=stature))
    points = points_of(pose, bones)

    found = coordinates(points)
    again = points_of(found, bone_offsets(points, segment_frames(points)))

    for name, point in points.items():
        assert again[name] == pytest.approx(point, abs=1e-9), name
    for name, frame in segment_frames(points).items():
        assert frames_of(found)[name] == pytest.approx(frame, abs=1e-9), name
    # The turn of the lumbar part is shared by its neighbours, so only the whole of the back is the same again.
    for name in ("pelvis_tilt", "hip_rotation_l", "knee_angle_r", "subtalar_angle_l", "elbow_flex_l"):
        assert found[name] == pytest.approx(pose[name], abs=1e-6), name
    for name in ("arm_rot_r", "wrist_flex_l", "wrist_dev_r", "shoulder_protraction_l", "neck_rotation"):
        assert found[name] == pytest.approx(pose[name], abs=1e-6), name


@settings(max_examples=40)
@given(exercise=st.sampled_from(SHIPPED), body=bodies, left=st.booleans())
def test_every_movement_comes_back_from_its_coordinates_and_nothing_jumps(
    exercise: str, body: Body, left: bool
) -> None:
    movement = movement_of(exercise)
    motion = solve(movement, body, rate_hz=50, side="left" if left and movement.one_sided else "right")
    found = coordinates(motion.points)
    again = points_of(found, bone_offsets(motion.points, segment_frames(motion.points)))
    for name in CARRIED.keys() - {"shoulder_axis"}:
        assert again[name] == pytest.approx(motion.points[name], abs=1e-5), name
    for name, values in found.items():
        if name not in LENGTHS_M:
            assert np.abs(np.diff(values)).max() < np.radians(15), name  # 750 degrees a second
        assert values[-1] == pytest.approx(values[0], abs=1e-9), name  # a cycle ends as it began
    for name in ("knee_angle_r", "knee_angle_l"):
        assert found[name] == pytest.approx(motion.angles[name.replace("angle", "flexion")], abs=1e-6)


@pytest.mark.parametrize(
    ("name", "point", "way"),
    [
        ("pelvis_tilt", "l5s1", (-1, 0, 0)),
        ("pelvis_list", "hip_r", (0, -1, 0)),
        ("pelvis_rotation", "hip_r", (1, 0, 0)),
        ("hip_flexion_r", "knee_r", (1, 0, 0)),
        ("hip_adduction_r", "knee_r", (0, 0, -1)),
        ("hip_adduction_l", "knee_l", (0, 0, 1)),
        ("hip_rotation_r", "toe_r", (0, 0, -1)),
        ("hip_rotation_l", "toe_l", (0, 0, 1)),
        ("knee_angle_l", "ankle_l", (-1, 0, 0)),
        ("ankle_angle_r", "toe_r", (0, 1, 0)),
        ("t12l1_extension", "c7", (-1, 0, 0)),
        ("t12l1_bending", "c7", (0, 0, 1)),
        ("t12l1_rotation", "shoulder_r", (1, 0, 0)),
        ("neck_extension", "head_top", (-1, 0, 0)),
        ("arm_flex_l", "elbow_l", (1, 0, 0)),
        ("arm_add_l", "elbow_l", (0, 0, 1)),
        ("elbow_flex_r", "wrist_r", (1, 0, 0)),
        ("wrist_flex_l", "hand_l", (1, 0, 0)),
        ("wrist_dev_r", "hand_r", (0, 0, -1)),
        ("wrist_dev_l", "hand_l", (0, 0, 1)),
        ("shoulder_protraction_l", "shoulder_l", (1, 0, 0)),
        ("shoulder_elevation_l", "shoulder_l", (0, 1, 0)),
    ],
)
def test_a_positive_coordinate_moves_a_point_this_way(name: str, point: str, way: tuple[int, int, int]) -> None:
    bones = standing_bones(Body())
    upright = {each: np.zeros(1) for each in OPENSIM + EXTRA}
    moved = points_of({**upright, name: np.array([0.1])}, bones)[point] - points_of(upright, bones)[point]
    assert int(np.argmax(np.abs(moved[0]))) == int(np.argmax(np.abs(way)))
    assert np.sign(moved[0] @ way) == 1


def test_an_arm_that_swings_past_a_right_angle_does_not_jump() -> None:
    bones = standing_bones(Body())
    upright = {each: np.zeros(101) for each in OPENSIM + EXTRA}
    raised = np.radians(np.linspace(0, -170, 101))
    found = coordinates(points_of({**upright, "arm_add_r": raised, "elbow_flex_r": np.full(101, 0.5)}, bones))
    for name in OPENSIM + EXTRA:
        assert np.abs(np.diff(found[name])).max() < np.radians(2), name
    assert found["arm_add_r"] == pytest.approx(raised, abs=1e-6)


def test_an_arm_that_is_straight_for_a_while_is_not_twisted() -> None:
    bones = standing_bones(Body())
    time = np.linspace(0, 1, 101)
    upright = {each: np.zeros(101) for each in OPENSIM + EXTRA}
    bend = np.maximum(0.0, np.abs(time - 0.5) - 0.2)
    points = points_of({**upright, "arm_flex_r": time, "arm_rot_r": 0.5 * time, "elbow_flex_r": bend}, bones)
    found = coordinates(points)
    for name in ("arm_flex_r", "arm_add_r", "arm_rot_r"):
        assert np.abs(np.diff(found[name])).max() < np.radians(2), name
    again = points_of(found, bone_offsets(points, segment_frames(points)))
    assert again["hand_r"] == pytest.approx(points["hand_r"], abs=1e-5)
