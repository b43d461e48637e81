"""The laws every motion keeps, good or drifting, and the bodies they are tried on."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from hinge_desktop.body.anthropometry import HAMSTRINGS_DEG, LEGS, MASS_KG, STATURE_M, Body
from hinge_desktop.body.motion import Motion
from hinge_desktop.body.movement import Movement
from hinge_desktop.curriculum.parser import parse_exercise

_FOLDER = Path(__file__).parents[2] / "assets" / "exercises"
SHIPPED = tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))
"""Ids of all exercises that come with the program."""

BONES = {
    "thigh": ("hip", "knee"),
    "shank": ("knee", "ankle"),
    "foot": ("heel", "toe"),
    "upper_arm": ("shoulder", "elbow"),
    "forearm": ("elbow", "wrist"),
    "hand": ("wrist", "hand"),
}
SPINE = {
    "pelvis": ("pelvis", "l5s1"),
    "lumbar": ("l5s1", "t12l1"),
    "thorax": ("t12l1", "c7"),
    "head_neck": ("c7", "head_top"),
}
HALF_FOOT_M = 0.05

bodies = st.builds(
    Body,
    stature_m=st.floats(*STATURE_M),
    mass_kg=st.floats(*MASS_KG),
    sex=st.sampled_from(["average", "female", "male"]),
    hamstrings_deg=st.floats(*HAMSTRINGS_DEG),
    legs=st.floats(*LEGS),
)
corners = [
    Body(stature, mass, "average", hamstrings)
    for stature in STATURE_M
    for mass in MASS_KG
    for hamstrings in HAMSTRINGS_DEG
]


@cache
def movement_of(exercise: str) -> Movement:
    """The recipe of one shipped exercise."""
    name = f"{exercise}.toml"
    return parse_exercise((_FOLDER / name).read_text(encoding="utf-8"), name).movement


def suited(body: Body) -> float:
    """A bell that a person of this weight can hold in one hand without being tipped over sideways."""
    return min(16.0, 0.2 * body.mass_kg)


def assert_lawful(motion: Motion) -> None:
    """Bones keep their length, contacts stay, nothing is under the floor, and the body stands on what it touches."""
    points = motion.points
    assert all(np.all(np.isfinite(p)) for p in points.values())
    _assert_bones(motion)
    for contact in motion.contacts():
        if contact.kind == "floor":
            touching = points[contact.point][_frames(motion, contact.start_s, contact.end_s)]
            assert np.max(np.ptp(touching, axis=0)) < 1e-3, f"{contact.point} slides"
    for name, frames in points.items():
        assert np.min(frames[..., 1]) > -0.002, f"{name} is under the floor"
        assert np.allclose(frames[0], frames[-1], atol=1e-9), f"{name} does not close its loop"
    if motion.wall_x is not None:
        assert min(float(np.min(p[..., 0])) for p in points.values()) > motion.wall_x - 0.002
    _assert_stands(motion)
    if "handle" in points and motion.load_kg:
        hands = [points[f"hand_{side}"] for side in "lr"]
        if motion.movement.grip == "one-hand-clean":
            hands = [points["hand_l" if motion.side == "left" else "hand_r"]]
        middle = sum(hands) / len(hands)
        assert np.max(np.linalg.norm(middle - points["handle"], axis=1)) < 0.002


def _assert_bones(motion: Motion) -> None:
    ends = {f"{bone}_{side}": (f"{a}_{side}", f"{b}_{side}") for bone, (a, b) in BONES.items() for side in "lr"}
    for name, (start, end) in {**ends, **SPINE}.items():
        length = np.linalg.norm(motion.points[end] - motion.points[start], axis=-1)
        expected = motion.body.length(name.removesuffix("_l").removesuffix("_r"))
        assert np.max(np.abs(length / expected - 1)) < 1e-3, f"{name} changes its length"


def _frames(motion: Motion, start_s: float, end_s: float) -> slice:
    return slice(round(start_s * motion.rate_hz), round(end_s * motion.rate_hz) + 1)


def _assert_stands(motion: Motion) -> None:
    """The zero-moment point is inside the base of what bears weight at that instant."""
    count = len(motion.time_s)
    low, high = np.full((count, 3), np.inf), np.full((count, 3), -np.inf)
    for contact in motion.contacts():
        if contact.kind in ("floor", "seat") and contact.point != "pelvis":
            frames = _frames(motion, contact.start_s, contact.end_s)
            where: NDArray[np.float64] = motion.points[contact.point][frames]
            low[frames], high[frames] = np.minimum(low[frames], where), np.maximum(high[frames], where)
    zmp = motion.zero_moment_point
    assert np.all((zmp[:, 0] > low[:, 0]) & (zmp[:, 0] < high[:, 0])), "the body would fall forward or back"
    aside = HALF_FOOT_M * motion.body.scale
    assert np.all((zmp[:, 2] > low[:, 2] - aside) & (zmp[:, 2] < high[:, 2] + aside)), "the body would fall sideways"
