"""A heavier bell and a longer body change the movement visibly, and the way they do in people."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pytest
from motion_check import parse_motion
from motion_check.body_laws import recomputed_angles
from motion_check.mechanics import l5s1_moment, masses
from motion_check.metrics import Form
from written import record

from hinge_desktop.body.anthropometry import Body


@dataclass(frozen=True)
class Bottom:
    """The deepest point of a repetition: where the hips are, lean of the shin, greatest back moment of the repetition.

    ``hips_back_m`` is their travel from where they stand, ``behind_ankles_m`` is told from the feet: with a bell in
    the hands one already stands a little further back.
    """

    hips_back_m: float
    behind_ankles_m: float
    shank_deg: float
    moment_nm: float


def _bottom(exercise_id: str, body: Body, **options: float) -> Bottom:
    motion = parse_motion(record(exercise_id, body, **options))
    low, up = Form(motion).deepest, Form(motion).stand
    travel = motion.points["pelvis"][up] - motion.points["pelvis"][low]
    shank = recomputed_angles(motion)["shank_inclination_r"][0][low]
    behind = motion.middle("ankle")[low] - motion.points["pelvis"][low]
    return Bottom(float(travel[0]), float(behind[0]), float(shank), float(np.max(l5s1_moment(motion, masses(motion)))))


def test_a_heavier_bell_sends_hips_and_shins_back_and_loads_the_back() -> None:
    bottoms = [_bottom("weighted-hip-hinge", Body(), load_kg=load) for load in (8.0, 16.0, 24.0)]
    for light, heavy in pairwise(bottoms):
        assert heavy.behind_ankles_m > light.behind_ankles_m + 0.004
        assert heavy.shank_deg < light.shank_deg - 0.4
        assert heavy.moment_nm > light.moment_nm * 1.1


@pytest.mark.parametrize("exercise_id", ["kettlebell-lift", "kettlebell-swing", "kettlebell-clean"])
def test_a_heavier_bell_loads_the_back(exercise_id: str) -> None:
    light, heavy = (_bottom(exercise_id, Body(), load_kg=load) for load in (8.0, 24.0))
    assert heavy.moment_nm > light.moment_nm * 1.15


def test_a_taller_body_travels_further_with_the_same_shins() -> None:
    short, tall = (_bottom("weighted-hip-hinge", Body(stature_m=stature)) for stature in (1.50, 1.98))
    assert tall.hips_back_m / short.hips_back_m == pytest.approx(1.98 / 1.50, rel=0.05)
    assert tall.moment_nm > short.moment_nm * 1.2
    assert tall.shank_deg == pytest.approx(short.shank_deg, abs=1.0)


def test_at_the_same_wall_a_taller_body_needs_less_of_a_lean() -> None:
    short, tall = (_bottom("butt-tap", Body(stature_m=stature)) for stature in (1.50, 1.98))
    assert tall.hips_back_m == pytest.approx(short.hips_back_m, abs=0.02)
    assert tall.shank_deg > short.shank_deg + 1.0


def test_a_further_wall_asks_for_more() -> None:
    near, far = (_bottom("butt-tap", Body(), wall_m=wall) for wall in (0.12, 0.25))
    assert far.hips_back_m > near.hips_back_m + 0.08
    assert far.moment_nm > near.moment_nm * 1.5


def test_short_hamstrings_end_the_hinge_earlier() -> None:
    short, long = (_bottom("weighted-hip-hinge", Body(hamstrings_deg=degrees)) for degrees in (55.0, 75.0))
    assert long.hips_back_m > short.hips_back_m + 0.02
