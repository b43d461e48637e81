"""The bell is taken from the floor before the first repetition, and the way there leads into it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from hinge_desktop.body.anthropometry import Body
from hinge_desktop.body.approach import Approach, approach
from hinge_desktop.body.motion import Motion

WITH_BELL = ("weighted-hip-hinge", "kettlebell-lift", "kettlebell-swing", "kettlebell-clean")


@pytest.fixture(params=WITH_BELL)
def way(request: pytest.FixtureRequest, performed: Callable[..., Motion]) -> Approach:
    found = approach(performed(request.param))
    assert found is not None
    return found


def _bell(way: Approach, time_s: float) -> dict[str, np.ndarray]:
    placed = next(one for one in way.figure_at(time_s).implements if one.kind == "kettlebell")
    return dict(placed.points)


def test_it_leads_into_the_first_frame_of_the_repetition(way: Approach) -> None:
    last, first = way.figure_at(way.duration_s), way.motion.figure_at(0.0)
    for name, point in first.points.items():
        assert np.allclose(last.points[name], point, atol=1e-6), name


def test_it_begins_standing_with_empty_hands(way: Approach) -> None:
    figure = way.figure_at(-5.0)
    assert abs(figure.angles["trunk_inclination"]) < np.radians(3)
    hands = figure.points["hand_r"]
    assert np.linalg.norm(hands - _bell(way, -5.0)["handle"]) > 0.3


def test_the_bell_stays_where_it_is_until_it_is_taken_and_in_the_hand_after(way: Approach) -> None:
    for time in np.linspace(0, way.taken_at_s - 1e-6, 7):
        assert np.allclose(_bell(way, float(time))["ball"], way.bell["ball"])
    for time in np.linspace(way.taken_at_s - 0.4, way.duration_s, 9):
        figure = way.figure_at(float(time))
        assert np.linalg.norm(figure.points["hand_r"] - _bell(way, float(time))["handle"]) < 0.002


def test_the_bell_stands_on_the_floor_or_on_its_block(way: Approach) -> None:
    bottom = way.bell["ball"][1] - 0.105
    assert bottom == pytest.approx(way.block_m, abs=0.005)
    blocks = [one for one in way.figure_at(0.0).implements if one.kind == "block"]
    assert len(blocks) == (1 if way.block_m > 0 else 0)


def test_short_hamstrings_raise_the_bell_and_spare_the_back(performed: Callable[..., Motion]) -> None:
    way = approach(performed("kettlebell-swing", Body(hamstrings_deg=50.0)))
    assert way is not None
    assert way.block_m > 0.05
    assert max(way.figure_at(float(t)).angles["lumbar_flexion"] for t in np.linspace(0, way.duration_s, 20)) < 0.27


def test_a_drill_without_a_bell_needs_none(performed: Callable[..., Motion]) -> None:
    assert approach(performed("butt-tap")) is None
