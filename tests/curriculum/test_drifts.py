"""What an exercise can show beside its good form: drifts, tests, sides, holds."""

from __future__ import annotations

from hinge_desktop.body.faults import FAULTS as FAULT
from hinge_desktop.body.movement import FAULTS
from hinge_desktop.curriculum.ladder import Curriculum
from tests.curriculum.shipped import EACH


@EACH
def test_each_drift_of_the_figure_is_said_felt_and_answered_once(curriculum: Curriculum, name: str) -> None:
    exercise = curriculum.exercise(name)
    shown = [each for each in exercise.record.compensations if each.fault]
    assert [each.fault for each in shown] == list(exercise.movement.faults)
    assert all(each.feels and len(each.feels.split()) <= 20 for each in shown)


def test_every_drift_there_is_belongs_somewhere(curriculum: Curriculum) -> None:
    assert {fault for exercise in curriculum.exercises.values() for fault in exercise.movement.faults} == set(FAULTS)


@EACH
def test_a_fault_has_a_metric_of_its_exercise_to_show_it(curriculum: Curriculum, name: str) -> None:
    movement = curriculum.exercise(name).movement
    for fault in movement.faults:
        assert set(FAULT[fault].metrics) & set(movement.form), fault


def test_the_two_tests_say_what_passes_and_show_what_does_not_yet(curriculum: Curriculum) -> None:
    tests = {exercise.id: exercise.test for exercise in curriculum.exercises.values() if exercise.test}
    assert {name: test.fails_as for name, test in tests.items()} == {
        "toe-touch-test": "lumbar-rounding",
        "pelvic-tilt-test": "knees-first",
    }


def test_what_has_two_sides_says_so(curriculum: Curriculum) -> None:
    sided = {exercise.id for exercise in curriculum.exercises.values() if exercise.movement.one_sided}
    assert sided == {"kettlebell-clean", "kettlebell-clean-long", "single-leg-hinge"}


def test_a_hold_lasts_as_long_as_its_one_phase(curriculum: Curriculum) -> None:
    holds = {exercise.id: exercise for exercise in curriculum.exercises.values() if exercise.dose.hold_s}
    (hold,) = holds.values()
    assert hold.id == "ready-position"
    assert hold.dose.hold_s == hold.movement.duration_s
    assert hold.dose.tempo is None
