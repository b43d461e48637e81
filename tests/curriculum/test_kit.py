"""What a home has, and what becomes of each exercise with it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hinge_desktop.body.anthropometry import Body
from hinge_desktop.body.motion import solve
from hinge_desktop.body.movement import LOOKS
from hinge_desktop.curriculum.kit import CUSHION_KG, STAND_INS, THINGS, USUAL, Fitting, at_home, fit
from hinge_desktop.curriculum.ladder import LADDER, Curriculum
from hinge_desktop.motions import looks_of
from tests.curriculum.shipped import BESIDE

EVERYTHING = frozenset(THINGS)
NOTHING: frozenset[str] = frozenset()
KITS = st.frozensets(st.sampled_from(THINGS))
EXERCISES = st.sampled_from((*LADDER, *BESIDE))


@given(name=EXERCISES, kit=KITS)
@settings(max_examples=300)
def test_any_home_gets_an_exercise_that_it_has_the_things_for(curriculum: Curriculum, name: str, kit: frozenset[str]):
    """What stands in can itself be done there as it stands, and its figure can hold the thing."""
    fitting = fit(curriculum.exercise(name), kit)
    found = curriculum.exercise(fitting.exercise_id)
    assert fitting.look in ("", *looks_of(found))
    assert not fitting.look or fitting.look in kit
    assert fitting == Fitting(name) or fitting.sentence.endswith(".")
    if not fitting.possible:
        assert found.movement.pattern == "ballistic"
        assert fitting.exercise_id == name
    elif fitting.most_kg != 0 and found.test is None:
        own = fit(found, kit)
        assert (own.exercise_id, own.look, own.most_kg) == (found.id, fitting.look, fitting.most_kg)


@given(name=EXERCISES, kit=KITS)
@settings(max_examples=12)
def test_what_a_home_gets_can_be_solved(curriculum: Curriculum, name: str, kit: frozenset[str]):
    fitting = fit(curriculum.exercise(name), kit)
    found = curriculum.exercise(fitting.exercise_id)
    load = found.dose.load_kg if fitting.most_kg is None else min(found.dose.load_kg, fitting.most_kg)
    motion = solve(found.movement, Body(), load_kg=load, look=fitting.look or None)
    held = {spec.look for spec in motion.movement.implements}
    assert not fitting.look or fitting.look in held
    assert motion.duration_s > 0


@given(name=EXERCISES, kit=KITS, more=KITS)
@settings(max_examples=200)
def test_more_things_never_take_an_exercise_away(
    curriculum: Curriculum, name: str, kit: frozenset[str], more: frozenset[str]
):
    exercise = curriculum.exercise(name)
    little, much = fit(exercise, kit), fit(exercise, kit | more)
    assert much.possible >= little.possible
    if little.exercise_id == name and little.most_kg is None and little.possible:
        assert much.exercise_id == name


@given(name=EXERCISES)
def test_while_nobody_was_asked_everything_is_as_written(curriculum: Curriculum, name: str):
    assert fit(curriculum.exercise(name), at_home((), told=False)) == Fitting(name)
    assert at_home(("wall",), told=True) == {"wall"}


@pytest.mark.parametrize("look", LOOKS["dowel"])
def test_a_dowel_is_whatever_stick_there_is(curriculum: Curriculum, look: str):
    found = fit(curriculum.exercise("three-point-contact-hinge"), USUAL | {look})
    assert (found.exercise_id, found.look) == ("three-point-contact-hinge", look)


@pytest.mark.parametrize(
    ("name", "kit", "instead", "look"),
    [
        ("butt-tap", "doorway chair", "doorway-hinge", ""),
        ("butt-tap", "chair", "sit-to-stand", ""),
        ("three-point-contact-hinge", "wall", "ribs-and-back-hinge", ""),
        ("banded-hip-hinge", "backpack kettlebell", "chest-hold-hinge", ""),
        ("banded-hip-hinge", "kettlebell cushion", "goatbag-hinge", ""),
        ("banded-hip-hinge", "cushion", "chest-hold-hinge", "cushion"),
        ("weighted-hip-hinge", "bag backpack", "weighted-hip-hinge", "backpack"),
        ("weighted-hip-hinge", "dumbbell", "goatbag-hinge-dumbbell", ""),
        ("kettlebell-lift", "child", "kettlebell-lift", "child"),
        ("kettlebell-lift", "bin", "bin-pick-up", ""),
        ("banded-pull-through", "kettlebell", "back-loaded-hinge", ""),
        ("banded-pull-through", "bag", "weighted-hip-hinge", "bag"),
        ("goatbag-hinge", "backpack", "chest-hold-hinge", ""),
        ("bin-pick-up", "bag", "bin-pick-up", "bag"),
        ("hero-squat", "", "hero-squat", ""),
    ],
)
def test_what_stands_in(curriculum: Curriculum, name: str, kit: str, instead: str, look: str):
    found = fit(curriculum.exercise(name), frozenset(kit.split()))
    assert (found.exercise_id, found.look, found.possible) == (instead, look, True)


@pytest.mark.parametrize("name", ["kettlebell-swing", "kettlebell-clean", "kettlebell-clean-long"])
def test_nothing_but_a_kettlebell_is_swung(curriculum: Curriculum, name: str):
    assert not fit(curriculum.exercise(name), EVERYTHING - {"kettlebell"}).possible
    assert fit(curriculum.exercise(name), frozenset({"kettlebell"})) == Fitting(name)


@pytest.mark.parametrize("name", ["weighted-hip-hinge", "kettlebell-lift", "deadlift", "bin-pick-up"])
def test_with_nothing_to_lift_the_hands_are_empty(curriculum: Curriculum, name: str):
    found = fit(curriculum.exercise(name), USUAL)
    assert (found.exercise_id, found.most_kg) == (name, 0.0)


def test_a_cushion_is_no_weight(curriculum: Curriculum):
    assert fit(curriculum.exercise("chest-hold-hinge"), USUAL).most_kg == CUSHION_KG


def test_sore_knees_never_find_themselves_on_the_floor(curriculum: Curriculum):
    for rows in STAND_INS.values():
        assert all(curriculum.exercise(row.exercise_id).movement.stance.support != "knees" for row in rows)


def test_nothing_stands_in_for_an_exercise_of_ones_own(curriculum: Curriculum):
    banded = replace(curriculum.exercise("banded-hip-hinge"), own=True)
    found = fit(banded, NOTHING)
    assert (found.exercise_id, found.possible) == (banded.id, False)
    weighted = replace(curriculum.exercise("weighted-hip-hinge"), own=True)
    assert fit(weighted, NOTHING).most_kg == 0.0


def test_what_is_said_is_calm_and_short(curriculum: Curriculum):
    """Every sentence that any exercise gets with any single thing, or with none."""
    kits = (NOTHING, USUAL, *({thing} for thing in THINGS), *(USUAL | {thing} for thing in THINGS))
    said = {fit(exercise, frozenset(kit)).sentence for exercise in curriculum.exercises.values() for kit in kits}
    assert len(said) > 20
    for sentence in said:
        assert len(sentence) <= 110
        assert not [word for word in ("fault", "wrong", "fail", "bad ", "must", "danger", "injur") if word in sentence]
