"""The first run by key events to the main window alone: the whole of it, and as short as it can be."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from hinge_desktop import settings as settings_file
from hinge_desktop.paths import Places
from hinge_desktop.settings import Settings
from hinge_desktop.training.events import BlockKind
from hinge_desktop.training.records import Ending
from hinge_desktop.training.screening import QUESTIONS
from tests.e2e.conftest import Sit
from tests.e2e.desk import SILENT, Desk, lived_before

Key = Qt.Key
NEW = replace(SILENT, welcomed=False)


def kept_settings() -> Settings:
    settings, notice = settings_file.load(Places.usual().settings)
    assert not notice
    return settings


def step(desk: Desk) -> str:
    """The title of the step that is shown."""
    return desk.app.first_run.page.step.title


def to_the_questions(desk: Desk) -> None:
    assert desk.page == "welcome"
    assert step(desk) == "Welcome"
    desk.press(Key.Key_2)  # pounds and inches
    desk.tab_to("Next")
    desk.press(Key.Key_Return)
    assert step(desk) == "Do not fear this movement"
    desk.press(Key.Key_Return)
    assert desk.page == "screening"


def test_the_whole_way_to_the_end_of_the_first_hinge(sit: Sit) -> None:
    desk = sit(NEW)
    to_the_questions(desk)
    desk.answer_questions()
    assert desk.page == "welcome"

    assert step(desk) == "How is your back right now?"
    desk.press(Key.Key_2, Key.Key_Return)
    assert step(desk) == "What is there at home?"
    desk.tab_to("Broomstick")
    desk.press(Key.Key_Space, Key.Key_Return)
    assert step(desk) == "Can you hear it?"
    desk.tab_to("Next")
    desk.press(Key.Key_Return)
    assert step(desk) == "Now stand up"
    desk.press(Key.Key_Return)

    assert desk.page == "follow"
    plan = desk.app.coach.plan
    assert plan is not None
    (hinge,) = plan.sets
    assert hinge.load_kg == 0
    assert hinge.reps * hinge.cycle_s == pytest.approx(60.0, abs=hinge.cycle_s / 2)
    assert plan.step is None  # a first try moves nothing
    desk.live_until(desk.is_in(BlockKind.WORK))
    began = desk.now()
    desk.live_until(desk.at_page("finish"))
    assert desk.now() - began == pytest.approx(60.0, abs=hinge.cycle_s / 2 + 1)
    for answer in (Key.Key_1, Key.Key_1, Key.Key_3, Key.Key_1, Key.Key_Y, Key.Key_N):
        desk.press(answer, Key.Key_Return)
    desk.press(Key.Key_Return, control=True)
    assert desk.page == "today"

    session = desk.kept(lambda one: one.answers.leg_symptoms is False)
    assert (session.ending, session.done_reps, session.answers.pain_before) == (Ending.DONE, hinge.reps, 2)
    assert desk.app.agenda.decision.step == 1
    settings = kept_settings()
    assert settings.welcomed
    assert settings.units == "imperial"
    assert settings.kit_told
    assert "broomstick" in settings.kit
    assert sit(settings, passed_s=desk.now() + 60).page == "today"  # it does not come twice


def test_all_can_be_skipped_but_the_safety_questions(sit: Sit) -> None:
    desk = sit(NEW)
    desk.tab_to("Skip the rest")
    desk.press(Key.Key_Space)
    assert desk.page == "screening"
    for key in (Key.Key_Escape, Key.Key_Backspace, Key.Key_PageDown):
        desk.press(key)
        assert desk.page == "screening"
    for number in (Key.Key_1, Key.Key_2, Key.Key_3, Key.Key_4):
        desk.press(number, control=True)
        assert desk.page == "screening"
    desk.press(*[Key.Key_N] * (len(QUESTIONS) - 1))
    desk.press(Key.Key_PageDown, Key.Key_Escape)
    assert desk.page == "screening"
    assert not desk.app.history.screenings
    desk.press(Key.Key_N, Key.Key_Return, Key.Key_Return)
    assert desk.page == "today"
    assert kept_settings().welcomed
    assert kept_settings() == replace(NEW, welcomed=True)


def skip_step(desk: Desk) -> None:
    desk.tab_to("Skip", whole=True)
    desk.press(Key.Key_Space)


def test_each_step_can_be_skipped_by_itself(sit: Sit) -> None:
    desk = sit(NEW)
    for title in ("Welcome", "Do not fear this movement"):
        assert step(desk) == title
        skip_step(desk)
    assert desk.page == "screening"
    desk.answer_questions()
    for _ in range(3):
        skip_step(desk)
    assert step(desk) == "Now stand up"
    desk.tab_to("Later")
    desk.press(Key.Key_Space)
    assert desk.page == "today"
    assert desk.app.today.next.start.isEnabled()
    assert kept_settings() == replace(NEW, welcomed=True)


def test_nothing_else_can_be_opened_during_the_first_steps(sit: Sit) -> None:
    desk = sit(NEW)
    for number in (Key.Key_1, Key.Key_2, Key.Key_3, Key.Key_4):
        desk.press(number, control=True)
        assert desk.page == "welcome"


def test_who_should_ask_first_is_not_led_into_the_first_hinge(sit: Sit) -> None:
    desk = sit(NEW)
    to_the_questions(desk)
    desk.press(Key.Key_Y, *[Key.Key_N] * (len(QUESTIONS) - 1))
    desk.press(Key.Key_Return, Key.Key_Return)
    assert desk.page == "welcome"
    for _ in range(3):
        desk.tab_to("Next")
        desk.press(Key.Key_Return)
    assert step(desk) == "Now stand up"
    assert desk.focused == "Later"
    desk.press(Key.Key_Return)
    assert desk.page == "today"
    assert not desk.app.today.next.start.isEnabled()
    desk.press(Key.Key_Space)
    assert desk.page == "today"


def test_it_can_be_gone_through_again_from_settings(sit: Sit) -> None:
    lived_before(1)
    desk = sit()
    desk.press(Key.Key_4, control=True)
    assert desk.page == "settings"
    desk.tab_to("First steps")
    desk.press(Key.Key_Space)
    assert desk.page == "welcome"
    for _ in range(5):
        desk.tab_to("Next")
        desk.press(Key.Key_Return)
    assert desk.page == "welcome"  # the questions are answered and not due
    desk.tab_to("Later")
    desk.press(Key.Key_Return)
    assert desk.page == "today"
