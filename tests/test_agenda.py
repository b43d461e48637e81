"""What Today offers besides the step itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from hinge_desktop.agenda import Agenda
from hinge_desktop.assets import exercise_texts
from hinge_desktop.curriculum.ladder import build_curriculum
from hinge_desktop.settings import Settings
from hinge_desktop.today_words import dose_text, step_rows, today_state
from hinge_desktop.training.dose import DoseChoice
from hinge_desktop.training.plan import task_of
from hinge_desktop.training.records import History, MomentRecord, OverruleRecord, SelfTestRecord, SkipRecord, TourRecord
from hinge_desktop.training.screening import QUESTIONS, assess
from hinge_desktop.ui.today_state import TodayState

ALL_NO = assess({question.id: False for question in QUESTIONS})
CURRICULUM = build_curriculum(exercise_texts())
DAY = date(2026, 1, 5)
NOW = datetime(2026, 1, 5, 12, tzinfo=UTC)
AT_FIVE = History(overrules=(OverruleRecord(NOW, DAY, 1, 5, "Because."),))


@pytest.fixture
def agenda() -> Agenda:
    return Agenda(AT_FIVE, Settings(), ALL_NO, DAY, True, None, False, CURRICULUM)


def _today(agenda: Agenda) -> TodayState:
    return today_state(agenda, agenda.day.main, 5)


def _offered(agenda: Agenda) -> list[float]:
    return [load for _, load in _today(agenda).loads]


def test_the_next_lighter_and_the_next_heavier_bell_are_offered(agenda: Agenda) -> None:
    assert _offered(agenda) == [6.0, 10.0]
    chosen = replace(agenda, settings=Settings().with_load("weighted-hip-hinge", 24.0))
    assert _offered(chosen) == [20.0]
    assert "24 kg" in _today(chosen).dose


def test_below_the_lightest_bell_there_is_no_weight(agenda: Agenda) -> None:
    lightest = replace(agenda, settings=Settings().with_load("weighted-hip-hinge", 4.0))
    assert _today(lightest).loads[0] == ("Lighter: no weight", 0.0)
    empty = replace(agenda, settings=Settings().with_load("weighted-hip-hinge", 0.0))
    assert _offered(empty) == [4.0]


def test_no_weight_is_offered_while_it_is_locked_or_on_a_flare_up_day(agenda: Agenda) -> None:
    assert _offered(replace(agenda, flare_up=True)) == []
    locking = next(question.id for question in QUESTIONS if question.locks_load)
    locked = assess({question.id: question.id == locking for question in QUESTIONS})
    assert _offered(replace(agenda, screening=locked)) == []


def test_pounds_are_shown_to_who_uses_them(agenda: Agenda) -> None:
    imperial = replace(agenda, settings=Settings(units="imperial"))
    assert all("lb" in words for words, _ in _today(imperial).loads)


def test_who_cannot_kneel_takes_step_1_on_a_chair(agenda: Agenda) -> None:
    sore = assess({question.id: question.id == "sore-knees" for question in QUESTIONS})
    seated = replace(agenda, history=History(), screening=sore)
    assert "seated" in sore.advice
    assert seated.exercise_of_step(1).id == "seated-hip-hinge"
    assert seated.step_of(seated.exercise_of_step(1)) == 1
    assert step_rows(seated)[0].exercise_id == "seated-hip-hinge"
    assert "Step 1 of 10" in _today(seated).eyebrow
    assert seated.exercise_of_step(2).id == "butt-tap"


def test_who_can_kneel_kneels(agenda: Agenda) -> None:
    assert agenda.exercise_of_step(1).id == "hero-squat"
    assert agenda.step_of(CURRICULUM.exercise("seated-hip-hinge")) is None


def test_the_lines_of_the_plan_say_how_much_and_with_what(agenda: Agenda) -> None:
    home = replace(agenda, settings=Settings(kit=("backpack", "wall", "bin"), kit_told=True))
    warm, main, after = _today(home).exercises
    assert (warm.role, main.role, after.role) == ("Warm-up", "Main step", "Related")
    assert warm.dose.startswith("1 set of 6")
    assert main.held == "with: Backpack"
    assert "backpack" in _today(home).kit_sentence


def test_a_dose_of_ones_own_is_said_as_it_will_be_done() -> None:
    settings = Settings()
    hold = task_of(CURRICULUM.exercise("ready-position"), choice=DoseChoice(sets=2, reps=1, hold_s=15))
    assert dose_text(hold, settings) == "2 holds of 15 s"
    leg = task_of(CURRICULUM.exercise("single-leg-hinge"), choice=DoseChoice(sets=2, reps=6, tempo=(4, 1, 2, 0)))
    assert dose_text(leg, settings) == "2 sets of 6 on each side  ·  7 s each (4-1-2-0)"
    own_pace = task_of(CURRICULUM.exercise("butt-tap"), manual=True)
    assert "at your own pace" in dose_text(own_pace, settings)


def test_something_easier_is_the_step_before_that_may_be_done(agenda: Agenda) -> None:
    assert _today(agenda).easier_step == ("banded-hip-hinge", "Banded Hip Hinge")
    told = replace(AT_FIVE, skips=(SkipRecord(NOW, DAY, 4, True),))
    assert _today(replace(agenda, history=told)).easier_step[0] == "three-point-contact-hinge"
    assert _today(replace(agenda, history=History())).easier_step == ()


def test_the_tour_shows_a_step_and_the_optional_ones_are_to_watch(agenda: Agenda) -> None:
    assert _today(agenda).tour is None
    settings = replace(agenda.settings, tour=True)
    on_tour = replace(agenda, settings=settings)
    tour = _today(on_tour).tour
    assert tour is not None
    assert (tour.day, tour.exercise_id, tour.watch) == (1, "hero-squat", False)
    eighth = TourRecord(datetime(2026, 1, 4, 12, tzinfo=UTC), date(2026, 1, 4), 8)
    tour = _today(replace(on_tour, history=replace(AT_FIVE, tours=(eighth,)))).tour
    assert tour is not None
    assert (tour.day, tour.watch) == (9, True)


def test_self_tests_are_offered_until_they_were_done(agenda: Agenda) -> None:
    assert _today(agenda).tests_due.startswith("Self-tests are due")
    ids = ("toe-touch", "pelvic-tilt", "wall-reach", "dowel", "flat-back-bow")
    done = tuple(SelfTestRecord(NOW, DAY, one, 1.0, True) for one in ids)
    assert _today(replace(agenda, history=replace(AT_FIVE, tests=done))).tests_due == ""


def test_moments_are_counted_for_who_wants_them(agenda: Agenda) -> None:
    history = replace(AT_FIVE, moments=(MomentRecord(NOW, DAY, "toilet"),))
    assert _today(replace(agenda, history=history)).moments == ""
    wanted = replace(agenda, history=history, settings=replace(agenda.settings, moments=True))
    assert _today(wanted).moments == "Hinge moments today: 1"
    assert _today(wanted).moment_kinds
