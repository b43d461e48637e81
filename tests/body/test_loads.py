"""The back's effort: compared with the same person's own unloaded hinge, in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

import numpy as np
import pytest

from hinge_desktop.body.anthropometry import Body
from hinge_desktop.body.loads import Effort, back_effort, effort_has_number, effort_words
from hinge_desktop.body.motion import Motion, solve
from hinge_desktop.body.movement import Movement
from hinge_desktop.errors import OptionError


@pytest.fixture(scope="module")
def own_hinge(movement: Callable[[str], Movement]) -> Motion:
    return solve(movement("weighted-hip-hinge"), Body(), load_kg=0.0)


def test_an_unloaded_hinge_is_about_the_same_as_itself(own_hinge: Motion) -> None:
    effort = back_effort(own_hinge, own_hinge)
    assert effort.max() == pytest.approx(1.0)
    assert effort_words(float(effort.max())) == "about the same as"


def test_a_heavier_bell_is_more_effort(movement: Callable[[str], Movement], own_hinge: Motion) -> None:
    recipe = movement("weighted-hip-hinge")
    peaks = [float(back_effort(solve(recipe, Body(), load_kg=kg), own_hinge).max()) for kg in (0.0, 8.0, 16.0, 24.0)]
    assert peaks == sorted(peaks)
    assert effort_words(peaks[2]) == "half as much again as"


def test_the_same_hinge_by_another_person_is_compared_with_their_own(movement: Callable[[str], Movement]) -> None:
    recipe = movement("weighted-hip-hinge")
    for body in (Body(1.55, 50.0, "female"), Body(1.95, 110.0, "male")):
        own = solve(recipe, body, load_kg=0.0)
        assert float(back_effort(own, own).max()) == pytest.approx(1.0)


def test_a_rounded_back_takes_more_effort(movement: Callable[[str], Movement], own_hinge: Motion) -> None:
    recipe = movement("weighted-hip-hinge")
    rounded = back_effort(solve(recipe, Body(), load_kg=0.0, fault="lumbar-rounding"), own_hinge)
    assert float(rounded.max()) > 1.02


def test_the_lever_of_the_back_hardly_matters_for_a_ratio(
    movement: Callable[[str], Movement], own_hinge: Motion
) -> None:
    loaded = solve(movement("weighted-hip-hinge"), Body(), load_kg=16.0)
    peaks = [float(back_effort(loaded, own_hinge, lever_m=lever).max()) for lever in (0.050, 0.060, 0.075)]
    assert np.ptp(peaks) < 0.02
    with pytest.raises(OptionError, match=r"0\.05 to 0\.075"):
        back_effort(loaded, own_hinge, lever_m=0.2)


def test_words_rise_with_the_effort() -> None:
    order = get_args(Effort)
    said = [effort_words(ratio) for ratio in (0.0, 0.5, 0.8, 1.0, 1.2, 1.5, 2.0, 3.0, 9.0)]
    assert tuple(said) == order


def test_swing_and_clean_have_words_only(movement: Callable[[str], Movement]) -> None:
    assert effort_has_number(movement("kettlebell-lift"))
    assert not effort_has_number(movement("kettlebell-swing"))
    assert not effort_has_number(movement("kettlebell-clean"))
