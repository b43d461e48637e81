"""Today: the reason beside the step, pain by digits, one Start."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from hinge_desktop.ui.theme import apply_theme, make_theme
from hinge_desktop.ui.today import TodayExercise, TodayPage, TodayState, TourState
from hinge_desktop.ui.widgets import Words
from tests.settling import settle

STATE = TodayState(
    "weighted-hip-hinge", "Weighted Hip Hinge", "A hinge.", "Step 5 of 10", "3 sets of 8", 7, "2 of 3 good days."
)
PLAN = (
    TodayExercise("butt-tap", "Butt Tap", "Warm-up", "1 set of 6", why="To wake the hips."),
    TodayExercise("weighted-hip-hinge", "Weighted Hip Hinge", "Main step", "3 sets of 8", held="with a backpack"),
    TodayExercise(
        "single-leg-hinge",
        "Single Leg Hinge",
        "Related",
        "1 set of 6 on each side  ·  7 s each (3-1-2-1)",
        side="left, then right",
        note="Hold on to a chair",
    ),
)
TOUR = TourState(4, "banded-hip-hinge", "Banded Hip Hinge", "A band pulls the hips back.")


def seen(widget):
    """All words that can be read on a page or card now."""
    return "\n".join(words.text() for words in widget.findChildren(Words) if words.isVisible())


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
    qtbot.keyClick(page.next.pain, "1")
    qtbot.keyClick(page.next.pain, "0")
    with qtbot.waitSignal(page.start_requested) as started:
        qtbot.keyClick(page.next.start, Qt.Key.Key_Space)
    assert started.args == [10]


def test_pain_that_was_told_elsewhere_is_asked_no_more(page, qtbot):
    page.tell_pain(4)
    assert "flare-up day" in seen(page.next)
    with qtbot.waitSignal(page.start_requested) as started:
        qtbot.keyClick(page.next.start, Qt.Key.Key_Space)
    assert started.args == [4]


def test_pain_may_stay_open(page, qtbot):
    with qtbot.waitSignal(page.start_requested) as started:
        qtbot.keyClick(page.next.start, Qt.Key.Key_Return)
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
        qtbot.keyClick(page.next.opt_in, Qt.Key.Key_Return)
    assert chosen.args == [9]


def test_the_morning_is_answered_by_a_digit(page, qtbot):
    page.show_today(replace(STATE, morning="How was the morning after?"))
    qtbot.keyClick(page.morning.scale, "2")
    with qtbot.waitSignal(page.morning_answered) as told:
        page.morning.save.click()
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
        settle()
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


# -- the plan -----------------------------------------------------------------------------------


def test_the_plan_is_read_in_its_order(page):
    page.show_today(replace(STATE, exercises=PLAN))
    assert [line.accessibleName() for line in page.plan.lines] == [
        "Warm-up: Butt Tap, 1 set of 6",
        "Main step: Weighted Hip Hinge, 3 sets of 8, with a backpack",
        "Related: Single Leg Hinge, 1 set of 6 on each side  ·  7 s each (3-1-2-1), left, then right",
    ]
    assert page.chosen_id == "weighted-hip-hinge"
    assert "with a backpack" in seen(page.plan)


def test_a_chosen_line_is_opened_and_its_dose_changed(page, qtbot):
    page.show_today(replace(STATE, exercises=PLAN))
    with qtbot.waitSignal(page.exercise_chosen) as chosen:
        qtbot.keyClick(page.plan.lines[2], Qt.Key.Key_Return)
    assert chosen.args == ["single-leg-hinge"]
    assert "7 s each (3-1-2-1)  ·  left, then right" in seen(page.plan)
    assert "Hold on to a chair" in seen(page.plan)
    with qtbot.waitSignal(page.other_requested) as other:
        qtbot.keyClick(page._look, Qt.Key.Key_Return)
    with qtbot.waitSignal(page.dose_requested) as dose:
        qtbot.keyClick(page._dose, Qt.Key.Key_Return)
    assert other.args == dose.args == ["single-leg-hinge"]


def test_without_a_plan_the_main_step_is_opened(page, qtbot):
    with qtbot.waitSignal(page.dose_requested) as dose:
        qtbot.keyClick(page._dose, Qt.Key.Key_Return)
    assert dose.args == ["weighted-hip-hinge"]


def test_arrows_go_from_line_to_line(page, qtbot):
    page.show_today(replace(STATE, exercises=PLAN))
    page.plan.lines[0].setFocus()
    qtbot.keyClick(page.plan.lines[0], Qt.Key.Key_Down)
    qtbot.keyClick(page.plan.lines[1], Qt.Key.Key_Down)
    assert page.plan.lines[2].hasFocus()
    assert page.chosen_id == "single-leg-hinge"


def test_the_chosen_line_stays_until_another_step_is_main(page, qtbot):
    page.show_today(replace(STATE, exercises=PLAN))
    page.plan.lines[0].click()
    page.show_today(replace(STATE, exercises=PLAN, week="Another sentence."))
    assert page.chosen_id == "butt-tap"
    page.show_today(replace(STATE, exercise_id="single-leg-hinge", exercises=PLAN))
    assert page.chosen_id == "single-leg-hinge"
    page.plan.lines[0].click()
    page.choose_main()
    assert page.chosen_id == "single-leg-hinge"


# -- caution, kit, the ladder done --------------------------------------------------------------


def test_the_step_before_is_one_press_away(page, qtbot):
    assert not page.next.easier.isVisible()
    page.show_today(replace(STATE, easier_step=("banded-hip-hinge", "Banded Hip Hinge")))
    assert page.next.easier.text() == "Back to Banded Hip Hinge"
    with qtbot.waitSignal(page.easier_requested):
        qtbot.keyClick(page.next.easier, Qt.Key.Key_Return)


def test_what_is_different_is_said_beside_the_reason(page):
    page.show_today(replace(STATE, kit_sentence="A backpack today.", maintenance="All ten steps are yours."))
    assert "A backpack today." in seen(page.next)
    assert "All ten steps are yours." in seen(page.next)


# -- the tour, the tests, the moments -----------------------------------------------------------


def test_the_tour_shows_a_step_and_lets_it_be_practised_easily(page, qtbot):
    assert not page.tour.isVisible()
    page.show_today(replace(STATE, tour=TOUR))
    assert "day 4 of 10" in seen(page.tour)
    assert "Banded Hip Hinge" in seen(page.tour)
    for button, signal in (
        (page.tour.look, page.tour_look_requested),
        (page.tour.practise, page.tour_practise_requested),
    ):
        with qtbot.waitSignal(signal) as wished:
            qtbot.keyClick(button, Qt.Key.Key_Return)
        assert wished.args == ["banded-hip-hinge"]
    with qtbot.waitSignal(page.tour_closed):
        qtbot.keyClick(page.tour.not_now, Qt.Key.Key_Return)


def test_a_step_one_has_is_not_called_easy(page):
    page.show_today(replace(STATE, tour=TOUR))
    assert page.tour.practise.text() == "Practise its easy form"
    page.show_today(replace(STATE, tour=replace(TOUR, full=True)))
    assert page.tour.practise.text() == "Practise it"


def test_the_last_days_of_the_tour_are_to_be_watched(page):
    page.show_today(replace(STATE, tour=replace(TOUR, day=9, watch=True)))
    assert not page.tour.practise.isVisible()
    assert "To watch" in seen(page.tour)


def test_self_tests_that_are_due_are_begun_here(page, qtbot):
    assert not page.tests.isVisible()
    page.show_today(replace(STATE, tests_due="Self-tests are due."))
    with qtbot.waitSignal(page.self_tests_requested):
        qtbot.keyClick(page.tests.begin, Qt.Key.Key_Return)


@pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)  # a menu where there is no screen
def test_a_moment_is_counted_by_its_kind(page, qtbot):
    assert not page.week.count.isVisible()
    kinds = (("sitting-down", "Sitting down"), ("toilet", "The toilet"))
    page.show_today(replace(STATE, moments="Hinge moments today: 2", moment_kinds=kinds))
    assert "Hinge moments today: 2" in seen(page.week)
    qtbot.keyClick(page.week.count, Qt.Key.Key_Return)
    assert [one.text() for one in page.week.kinds.actions()] == ["Sitting down", "The toilet"]
    with qtbot.waitSignal(page.moment_requested) as counted:
        qtbot.keyClick(page.week.kinds, Qt.Key.Key_Down)
        qtbot.keyClick(page.week.kinds, Qt.Key.Key_Down)
        qtbot.keyClick(page.week.kinds, Qt.Key.Key_Return)
    assert counted.args == ["toilet"]


# -- one button ---------------------------------------------------------------------------------


def press(page, qtbot, key=Qt.Key.Key_PageDown):
    """A short press of the one button."""
    qtbot.keyClick(QApplication.focusWidget() or page, key)


def test_one_button_answers_how_the_back_is_and_starts(page, qtbot):
    told, said = [], []
    page.start_requested.connect(told.append)
    page.spoken_requested.connect(said.append)
    page.focus_start()
    press(page, qtbot)
    assert told == []  # a presenter's key is nothing to who did not ask for it
    page.set_one_button(True)
    assert "Pain in your back right now" in said[-1]
    for _ in range(2):
        page.scanner.step_on()
    press(page, qtbot)
    assert page._pain.value == 2
    assert page.scanner.marked == "Start"
    press(page, qtbot, Qt.Key.Key_Space)
    assert told == [2]


def test_one_button_leaves_the_pain_open_and_does_not_start_what_may_not_be(page, qtbot):
    told = []
    page.start_requested.connect(told.append)
    page.show_today(replace(STATE, waiting=True))
    page.set_one_button(True)
    page.focus_start()
    while page.scanner.marked != "Leave this open":
        page.scanner.step_on()
    press(page, qtbot)
    assert page.scanner.marked == "Flare-up day"  # nothing starts while it may not
    page.show_today(STATE)
    assert page.scanner.marked == "Start"
    press(page, qtbot)
    assert told == [None]


def test_one_button_goes_on_with_what_is_unfinished(page, qtbot):
    page.show_today(replace(STATE, resume="Your last session stopped in set 2 of 3."))
    page.set_one_button(True)
    page.focus_start()
    assert page.scanner.marked == "Go on with it"
    with qtbot.waitSignal(page.resume_requested):
        press(page, qtbot)


# -- room ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(700, 700), (700, 620), (960, 780)])
def test_start_stays_in_sight_with_a_whole_plan(page, qtbot, size):
    page.resize(*size)
    page.show_today(
        replace(STATE, exercises=PLAN, easier_step=("a", "A"), tour=TOUR, tests_due="Due.", kit_sentence="A backpack.")
    )
    settle()
    start = page.next.start
    assert start.visibleRegion().boundingRect().size() == start.size()


def test_large_text_keeps_every_line_of_the_plan_whole(page, qapp, qtbot):
    page.resize(700, 700)
    page.show_today(replace(STATE, exercises=PLAN))
    apply_theme(qapp, make_theme("light", 2.0))
    try:
        settle()
        assert page.widget().width() <= page.viewport().width()
        for line in page.plan.lines:
            assert line.height() >= line.heightForWidth(line.width())
    finally:
        apply_theme(qapp, make_theme("light"))


@pytest.mark.parametrize("size", [(1000, 700), (1280, 800)])
def test_very_large_words_leave_start_in_sight(page, qtbot, qapp, size):
    apply_theme(qapp, make_theme("light", 2.0))
    try:
        page.resize(*size)
        page.show_today(replace(STATE, exercises=PLAN, tour=TOUR, reason="Two good days of three. " * 4))
        page.focus_start()
        qtbot.waitUntil(lambda: page.next.start.visibleRegion().boundingRect().size() == page.next.start.size())
    finally:
        apply_theme(qapp, make_theme("light"))
