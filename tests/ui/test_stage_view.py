"""The figure runs by the clock it is given, and not at all where nobody sees it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from hinge_desktop.body.anthropometry import Body
from hinge_desktop.body.motion import solve
from hinge_desktop.ui.stage_view import StageView
from hinge_desktop.ui.theme import Theme, apply_theme


@pytest.fixture
def stage(qtbot, clock, motion, light):
    view = StageView(clock=clock)
    qtbot.addWidget(view)
    view.resize(300, 300)
    view.show_motion(motion, "Weighted Hip Hinge", load_text="12 kg")
    view.show()
    yield view
    view.pause()


def test_time_passes_by_the_clock_and_repeats(stage, clock, motion):
    stage.play()
    clock.pass_(1.25)
    stage.tick()
    assert stage.time_s == pytest.approx(1.25)
    clock.pass_(motion.duration_s)
    stage.tick()
    assert stage.time_s == pytest.approx(1.25)


def test_half_speed_is_half_the_way(stage, clock):
    stage.set_speed(0.5)
    stage.play()
    clock.pass_(1.0)
    stage.tick()
    assert stage.time_s == pytest.approx(0.5)


def test_nothing_runs_while_hidden_and_no_time_is_made_up_for(stage, clock):
    stage.play()
    stage.hide()
    assert not stage._timer.isActive()
    clock.pass_(60.0)
    stage.show()
    clock.pass_(0.5)
    stage.tick()
    assert stage.time_s == pytest.approx(0.5)


def test_a_driven_view_shows_the_instant_it_is_told(stage, motion):
    told = []
    stage.time_changed.connect(told.append)
    stage.show_time(motion.duration_s + 0.75)
    assert told == [pytest.approx(0.75)]
    assert not stage.playing


def test_the_description_names_exercise_and_phase(stage):
    stage.show_time(0.5)
    assert "Weighted Hip Hinge" in stage.accessibleDescription()
    assert "eccentric" in stage.accessibleDescription()
    stage.show_time(3.5)
    assert "hold" in stage.accessibleDescription()


def test_reduced_motion_shows_one_still_for_each_phase(stage, qapp: QApplication):
    apply_theme(qapp, Theme(reduced_motion=True))
    stage.show_time(0.2)
    first = stage.grab().toImage()
    stage.show_time(2.6)
    assert stage.grab().toImage() == first
    stage.show_time(4.9)
    assert stage.grab().toImage() != first


def test_a_kneeling_figure_has_no_second_person_behind_it(stage, curriculum):
    def differs_without_ghost() -> bool:
        stage.show_time(2.5)
        with_it = stage.grab().toImage()
        picture = stage._picture
        kept, picture._standing = picture._standing, None
        without = stage.grab().toImage()
        picture._standing = kept
        return with_it != without

    assert differs_without_ghost()  # standing: the pose to come back to
    stage.show_motion(solve(curriculum.exercise("hero-squat").movement, Body()), "Hero Squat")
    assert not differs_without_ghost()


@pytest.mark.parametrize("view", ["three-quarter", "front"])
def test_another_view_is_another_picture(stage, view):
    stage.show_time(2.0)
    side = stage.grab().toImage()
    stage.set_view(view)
    assert stage.grab().toImage() != side
