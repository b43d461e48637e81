"""``.bvh`` as bvhio reads it, which knows nothing of us: joints are where our points are."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

from hinge_desktop.body.frames import Array
from hinge_desktop.motion_formats.bvh import JOINTS
from tests.formats.judges import judged

TIPS = {"Head": "head_top", "LeftHand": "hand_l", "RightHand": "hand_r", "LeftFoot": "toe_l", "RightFoot": "toe_r"}
MILLIMETRE = 0.001


@pytest.fixture(scope="module")
def read(written: Path) -> Mapping[str, dict]:
    return judged("bvhio", written)[0]


def test_every_joint_is_within_a_millimetre_of_our_point(
    read: Mapping[str, dict], joints: Mapping[str, Mapping[str, Array]]
) -> None:
    assert set(read) == set(joints)
    places = {**JOINTS, **{f"{joint} tip": point for joint, point in TIPS.items()}}
    for name, points in joints.items():
        assert set(read[name]["places"]) == set(places)
        for joint, point in places.items():
            away = np.linalg.norm(np.array(read[name]["places"][joint]) - points[point], axis=1)
            assert away.max() < MILLIMETRE, (name, joint)


def test_time_runs_as_in_the_motion(read: Mapping[str, dict]) -> None:
    assert {round(one["frame_time_s"], 9) for one in read.values()} == {0.04}
