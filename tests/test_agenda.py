"""What Today offers besides the step itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from hinge_desktop.agenda import Agenda, exercise_of_step, step_of, step_rows, today_state
from hinge_desktop.assets import exercise_texts
from hinge_desktop.curriculum.exercise import Exercise
from hinge_desktop.curriculum.ladder import build_curriculum
from hinge_desktop.settings import Settings
from hinge_desktop.training.records import History
from hinge_desktop.training.screening import QUESTIONS, assess

ALL_NO = assess({question.id: False for question in QUESTIONS})


@pytest.fixture(scope="module")
def weighted() -> Exercise:
    return build_curriculum(exercise_texts()).exercise("weighted-hip-hinge")


@pytest.fixture
def agenda() -> Agenda:
    return Agenda(History(), Settings(), ALL_NO, date(2026, 1, 5))


def _offered(agenda: Agenda, exercise: Exercise) -> list[float]:
    return [load for _, load in today_state(agenda, exercise, 5).loads]


def test_the_next_lighter_and_the_next_heavier_bell_are_offered(agenda: Agenda, weighted: Exercise) -> None:
    assert _offered(agenda, weighted) == [6.0, 10.0]
    chosen = replace(agenda, settings=Settings().with_load("weighted-hip-hinge", 24.0))
    assert _offered(chosen, weighted) == [20.0]
    assert "24 kg" in today_state(chosen, weighted, 5).dose


def test_below_the_lightest_bell_there_is_no_weight(agenda: Agenda, weighted: Exercise) -> None:
    lightest = replace(agenda, settings=Settings().with_load("weighted-hip-hinge", 4.0))
    assert today_state(lightest, weighted, 5).loads[0] == ("Lighter: no weight", 0.0)
    empty = replace(agenda, settings=Settings().with_load("weighted-hip-hinge", 0.0))
    assert _offered(empty, weighted) == [4.0]


def test_no_weight_is_offered_while_it_is_locked_or_on_a_flare_up_day(agenda: Agenda, weighted: Exercise) -> None:
    assert _offered(replace(agenda, flare_up=True), weighted) == []
    locking = next(question.id for question in QUESTIONS if question.locks_load)
    locked = assess({question.id: question.id == locking for question in QUESTIONS})
    assert _offered(replace(agenda, screening=locked), weighted) == []


def test_pounds_are_shown_to_who_uses_them(agenda: Agenda, weighted: Exercise) -> None:
    imperial = replace(agenda, settings=Settings(units="imperial"))
    assert all("lb" in words for words, _ in today_state(imperial, weighted, 5).loads)


def test_who_cannot_kneel_takes_step_1_on_a_chair(agenda: Agenda) -> None:
    curriculum = build_curriculum(exercise_texts())
    sore = assess({question.id: question.id == "sore-knees" for question in QUESTIONS})
    seated = replace(agenda, screening=sore)
    assert "seated" in sore.advice
    exercise = exercise_of_step(seated, curriculum, 1)
    assert exercise.id == "seated-hip-hinge"
    assert step_of(seated, exercise) == 1
    assert step_rows(seated, curriculum)[0].exercise_id == "seated-hip-hinge"
    assert "Step 1 of 10" in today_state(seated, exercise, 5).eyebrow
    assert exercise_of_step(seated, curriculum, 2).id == "butt-tap"


def test_who_can_kneel_kneels(agenda: Agenda) -> None:
    curriculum = build_curriculum(exercise_texts())
    assert exercise_of_step(agenda, curriculum, 1).id == "hero-squat"
    assert step_of(agenda, curriculum.exercise("seated-hip-hinge")) is None
