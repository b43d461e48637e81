"""The motions of the user's own body: any exercise, done as the user wishes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from hinge_desktop import assets, motions
from hinge_desktop.body.options import STANCE_M
from hinge_desktop.curriculum.ladder import Curriculum, build_curriculum
from hinge_desktop.errors import OptionError
from hinge_desktop.motions import Motions, Wish
from hinge_desktop.settings import Settings


@pytest.fixture(scope="module")
def curriculum() -> Curriculum:
    return build_curriculum(assets.exercise_texts())


@pytest.fixture
def shelf() -> Motions:
    return Motions(Settings())


def test_every_exercise_can_be_done_with_empty_hands(curriculum, shelf):
    for exercise in curriculum.exercises.values():
        assert shelf.motion(exercise, 0.0).load_kg == 0.0, exercise.id


def test_the_same_wish_is_answered_from_the_shelf(curriculum, shelf):
    exercise = curriculum.exercise("butt-tap")
    nearer = Wish(wall_m=0.10)
    assert shelf.motion(exercise, 0.0, nearer) is shelf.motion(exercise, 0.0, Wish(wall_m=0.10))
    assert shelf.motion(exercise, 0.0, nearer) is not shelf.motion(exercise, 0.0)


def test_what_was_not_wanted_for_longest_goes_first(curriculum, shelf, monkeypatch):
    monkeypatch.setattr(motions, "MOST_KEPT", 2)
    exercise = curriculum.exercise("hero-squat")
    first, second = (shelf.motion(exercise, 0.0, Wish(stance_width_m=width)) for width in (0.30, 0.40))
    assert shelf.motion(exercise, 0.0, Wish(stance_width_m=0.30)) is first
    shelf.motion(exercise, 0.0, Wish(stance_width_m=0.50))
    assert shelf.motion(exercise, 0.0, Wish(stance_width_m=0.30)) is first
    assert shelf.motion(exercise, 0.0, Wish(stance_width_m=0.40)) is not second


def test_another_body_empties_the_shelf_and_the_same_does_not(curriculum, shelf):
    exercise = curriculum.exercise("butt-tap")
    before = shelf.motion(exercise, 0.0)
    assert not shelf.show_settings(replace(Settings(), volume=10))
    assert shelf.motion(exercise, 0.0) is before
    assert shelf.show_settings(replace(Settings(), stature_m=1.60))
    assert shelf.motion(exercise, 0.0).body.stature_m == 1.60


def test_what_an_exercise_has_not_cannot_be_wished_for(curriculum, shelf):
    with pytest.raises(OptionError):
        shelf.motion(curriculum.exercise("butt-tap"), 0.0, Wish(side="left"))
    with pytest.raises(OptionError):
        shelf.motion(curriculum.exercise("butt-tap"), 0.0, Wish(look="golf-club"))


@pytest.mark.parametrize("width_m", STANCE_M)
def test_the_widest_and_the_narrowest_stance_are_solved_quietly(curriculum, shelf, width_m):
    for exercise in curriculum.exercises.values():
        motion = shelf.motion(exercise, 0.0, Wish(stance_width_m=width_m))
        assert all(np.isfinite(point).all() for point in motion.points.values()), exercise.id
