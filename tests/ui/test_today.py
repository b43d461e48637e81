"""Today: the reason beside the step, pain by digits, one Start."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from hinge_desktop.ui.theme import apply_theme, make_theme
from hinge_desktop.ui.today import TodayPage, TodayState

STATE = TodayState(
    "weighted-hip-hinge", "Weighted Hip Hinge", "A hinge.", "Step 5 of 10", "3 sets of 8", 7, "2 of 3 good days."
)


@pytest.fixture
def page(qtbot, light, clock, motion):
    page = TodayPage(clock=clock)
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show_today(STATE)
    page.show_motion(motion, STATE.name)
    page.show()
    qtbot.waitActive(page)
    page.focus_start()
    yield page
    page.stage.pause()


def test_space_starts_with_the_pain_that_was_typed(page, qtbot):
    qtbot.keyClick(page._pain, "1")
    qtbot.keyClick(page._pain, "0")
    with qtbot.waitSignal(page.start_requested) as started:
        qtbot.keyClick(page._start, Qt.Key.Key_Space)
    assert started.args == [10]


def test_pain_may_stay_open(page, qtbot):
    with qtbot.waitSignal(page.start_requested) as started:
        qtbot.keyClick(page._start, Qt.Key.Key_Return)
    assert started.args == [None]


@pytest.mark.parametrize("state", [replace(STATE, locked="Please call."), replace(STATE, waiting=True)])
def test_nothing_starts_while_it_may_not(page, qtbot, state):
    page.show_today(state)
    told = []
    page.start_requested.connect(told.append)
    qtbot.keyClick(page, Qt.Key.Key_Space)
    assert told == []


def test_d_is_a_flare_up_day(page, qtbot):
    with qtbot.waitSignal(page.flare_up_changed) as changed:
        qtbot.keyClick(page, Qt.Key.Key_D)
    assert changed.args == [True]


def test_the_unfinished_session_is_offered_first(page, qtbot):
    page.show_today(replace(STATE, resume="Your last session stopped in set 2 of 3."))
    page.focus_start()
    with qtbot.waitSignal(page.resume_requested):
        qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Return)


def test_the_optional_step_is_chosen_here(page, qtbot):
    page.show_today(replace(STATE, opt_in_step=9))
    with qtbot.waitSignal(page.opt_in_requested) as chosen:
        qtbot.keyClick(page._opt_in, Qt.Key.Key_Return)
    assert chosen.args == [9]


def test_the_morning_is_answered_by_a_digit(page, qtbot):
    page.show_today(replace(STATE, morning="How was the morning after?"))
    qtbot.keyClick(page._morning, "2")
    with qtbot.waitSignal(page.morning_answered) as told:
        page._save_morning()
    assert told.args == [2]


def test_the_figure_moves_and_can_be_held_still(page, qtbot):
    assert page.stage.playing
    qtbot.keyClick(page._still, Qt.Key.Key_Return)
    assert not page.stage.playing


def test_larger_text_shares_the_room_anew_without_a_resize(page, qapp, qtbot):
    page.resize(740, 700)
    page.show_today(replace(STATE, morning="How was your back the morning after Monday's session, 0 to 10?"))
    page.show()
    apply_theme(qapp, make_theme("light", 2.0))
    try:
        qtbot.wait(1)
        assert page.widget().width() <= page.viewport().width()
        assert page.stage.width() > page.viewport().width() * 0.8, "the figure stands above the words"
    finally:
        apply_theme(qapp, make_theme("light"))


def test_another_weight_is_one_press_away(page, qtbot):
    page.show_today(replace(STATE, loads=(("Lighter: 6 kg", 6.0), ("Heavier: 10 kg", 10.0))))
    heavier = next(one for one in page.findChildren(QPushButton) if "10 kg" in one.text() + one.accessibleName())
    with qtbot.waitSignal(page.load_requested) as wished:
        qtbot.keyClick(heavier, Qt.Key.Key_Space)
    assert wished.args == [10.0]
    page.show_today(STATE)
    assert not heavier.isVisible()
