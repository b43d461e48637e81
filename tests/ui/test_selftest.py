"""The self-test page: both forms in step, the question by keys alone, words that fit."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from hinge_desktop.body.anthropometry import Body
from hinge_desktop.body.motion import solve
from hinge_desktop.training.selftest import DUE_DAYS, recorded
from hinge_desktop.training.selftest_kinds import KINDS
from hinge_desktop.ui.scales import NumberScale
from hinge_desktop.ui.selftest import SelfTestPage
from hinge_desktop.ui.selftest_asking import BigAnswers
from hinge_desktop.ui.selftest_list import SelfTestRow
from hinge_desktop.ui.selftest_shown import ShownTest
from hinge_desktop.ui.selftest_words import due_text, last_text, length_words, past_lines, value_text, when_due
from hinge_desktop.ui.theme import apply_theme, make_theme

TODAY = date(2026, 3, 20)
IDS = tuple(KINDS)


def told(test_id, value, day=TODAY):
    return recorded(test_id, value, datetime.combine(day, time(9), UTC), day)


@pytest.fixture(scope="module")
def forms(curriculum):
    """Test id -> its two motions."""
    found = {}
    for test_id, kind in KINDS.items():
        movement = curriculum.exercise(kind.exercise_id).movement
        found[test_id] = tuple(solve(movement, Body(), fault=fault, load_kg=0.0) for fault in (None, kind.fault))
    return found


@pytest.fixture
def page(qtbot, light, clock, forms):
    page = SelfTestPage(clock=clock)
    qtbot.addWidget(page)
    page.resize(720, 700)
    page.show_rows(
        [SelfTestRow(one.id, one.name, "no result yet", "due", True) for one in KINDS.values()], "Every day."
    )
    page.show_test(ShownTest(KINDS["dowel"], "about 2 minutes"), *forms["dowel"])
    page.show()
    qtbot.waitActive(page)
    yield page
    page.shown.stage.pause()


def shown_words(page):
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def focused():
    return QApplication.focusWidget()


# -- the test before it is done ---------------------------------------------------------------------


def test_both_forms_stand_side_by_side_under_their_names(page, forms):
    twin = page.shown.stage.twin
    assert page.shown.stage.motion is forms["dowel"][0]
    assert twin is not None
    assert twin.motion is forms["dowel"][1]
    assert twin.beside
    assert (twin.first_name, twin.name) == ("As it passes", "Not yet")
    assert KINDS["dowel"].passes in shown_words(page)
    assert KINDS["dowel"].not_yet in shown_words(page)


def test_they_move_in_step(page, clock):
    stage = page.shown.stage
    assert stage.playing
    before = stage.time_s
    clock.pass_(1.5)
    stage.tick()
    assert stage.time_s == pytest.approx(before + 1.5)
    twin = stage.twin
    own = twin.motion.phase_at(twin.time_s(stage.motion, stage.time_s)).name
    assert own == stage.motion.phase_at(stage.time_s).name


def test_showing_the_same_test_again_lets_the_figures_go_on(page, clock, forms):
    clock.pass_(1.5)
    page.shown.stage.tick()
    page.show_test(ShownTest(KINDS["dowel"], "about 2 minutes", ("7 of 10, 3 Mar",)), *forms["dowel"])
    assert page.shown.stage.time_s == pytest.approx(1.5)
    assert "Before: 7 of 10, 3 Mar" in shown_words(page)


@pytest.mark.parametrize("test_id", IDS)
def test_every_step_of_setting_up_is_shown(page, forms, test_id):
    page.show_test(ShownTest(KINDS[test_id], "a minute"), *forms[test_id])
    words = shown_words(page)
    assert [line for line in KINDS[test_id].set_up if line in words] == list(KINDS[test_id].set_up)
    others = {line for other in IDS if other != test_id for line in KINDS[other].set_up}
    assert not others & set(words)


def test_the_figures_can_stand_still(page, qtbot):
    qtbot.mouseClick(page.shown._still, Qt.MouseButton.LeftButton)
    assert not page.shown.stage.playing
    assert page.shown._still.text() == "Let it move"


def test_space_starts_the_test_that_is_shown(page, qtbot):
    page.focus_start()
    with qtbot.waitSignal(page.start_requested) as heard:
        qtbot.keyClick(focused(), Qt.Key.Key_Space)
    assert heard.args == ["dowel"]
    page.setFocus()
    with qtbot.waitSignal(page.start_requested):
        qtbot.keyClick(page, Qt.Key.Key_Space)


def test_while_it_is_locked_nothing_starts_and_the_reason_stands_there(page, qtbot, forms):
    page.show_test(ShownTest(KINDS["dowel"], "a minute", locked="Practice waits until then."), *forms["dowel"])
    heard = []
    page.start_requested.connect(heard.append)
    qtbot.keyClick(page, Qt.Key.Key_Space)
    qtbot.mouseClick(page.shown.start, Qt.MouseButton.LeftButton)
    assert heard == []
    assert "Practice waits until then." in shown_words(page)
    page.focus_start()
    assert focused() is page.list.button("dowel")


def test_another_test_is_picked_from_the_list(page, qtbot):
    with qtbot.waitSignal(page.test_picked) as heard:
        qtbot.mouseClick(page.list.button("toe-touch"), Qt.MouseButton.LeftButton)
    assert heard.args == ["toe-touch"]


def test_a_screen_reader_hears_the_result_and_when_it_is_due(page):
    assert page.list.button("dowel").accessibleName() == "Dowel, due, last: no result yet"
    page.show_rows([SelfTestRow("dowel", "Dowel", "7 of 10, 3 Mar", "in 9 days", False)], "")
    assert page.list.button("dowel").accessibleName() == "Dowel, in 9 days, last: 7 of 10, 3 Mar"
    assert page.shown.start.accessibleName() == "Start: Dowel"


def test_esc_goes_back(page, qtbot):
    with qtbot.waitSignal(page.closed_requested):
        qtbot.keyClick(page, Qt.Key.Key_Escape)


# -- the question -----------------------------------------------------------------------------------


def ask(page, qtbot, test_id):
    page.ask(KINDS[test_id])
    qtbot.waitUntil(lambda: page.asking.isVisible())
    heard = []
    page.answered.connect(lambda *told: heard.append(told))
    return heard


@pytest.mark.parametrize(("key", "value"), [(Qt.Key.Key_Y, 1.0), (Qt.Key.Key_N, 0.0)])
def test_yes_or_not_yet_by_two_keys(page, qtbot, key, value):
    heard = ask(page, qtbot, "toe-touch")
    assert KINDS["toe-touch"].question in shown_words(page)
    qtbot.keyClick(focused(), key)
    assert heard == []  # chosen, and may still be changed
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    assert heard == [("toe-touch", value)]


@pytest.mark.parametrize(("typed", "value"), [("7", 7.0), ("0", 0.0), ("10", 10.0)])
def test_the_count_is_typed(page, qtbot, typed, value):
    heard = ask(page, qtbot, "dowel")
    for letter in typed:
        qtbot.keyClick(focused(), letter)
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    assert heard == [("dowel", value)]


def test_an_answer_taken_back_is_none(page, qtbot):
    heard = ask(page, qtbot, "dowel")
    qtbot.keyClick(focused(), "7")
    qtbot.keyClick(focused(), Qt.Key.Key_Backspace)
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    assert heard == []
    assert page.asking.value is None


def test_the_reach_is_chosen_with_the_arrows(page, qtbot):
    heard = ask(page, qtbot, "wall-reach")
    qtbot.keyClick(focused(), "1")
    assert page.asking.value == 1.0
    page.asking.findChild(BigAnswers).take_focus()
    qtbot.keyClick(focused(), Qt.Key.Key_Right)
    assert page.asking.value == 1.25
    qtbot.keyClick(focused(), Qt.Key.Key_Tab)
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    assert heard == [("wall-reach", 1.25)]


@pytest.mark.parametrize("test_id", IDS)
def test_enter_without_an_answer_keeps_nothing(page, qtbot, test_id):
    heard = ask(page, qtbot, test_id)
    page.asking.setFocus()
    qtbot.keyClick(page.asking, Qt.Key.Key_Return)
    assert heard == []


def test_asked_again_it_is_unanswered(page, qtbot):
    ask(page, qtbot, "dowel")
    qtbot.keyClick(focused(), "7")
    page.ask(KINDS["dowel"])
    assert page.asking.value is None
    assert page.asked == "dowel"


def test_the_question_can_be_left_without_keeping_anything(page, qtbot):
    heard = ask(page, qtbot, "dowel")
    with qtbot.waitSignal(page.dropped):
        qtbot.mouseClick(page.asking._drop, Qt.MouseButton.LeftButton)
    assert heard == []


def test_a_screen_reader_hears_the_question_with_each_answer(page, qtbot):
    ask(page, qtbot, "wall-reach")
    names = [button.accessibleName() for button in page.asking.findChild(BigAnswers)._group.buttons()]
    question = KINDS["wall-reach"].question
    assert names[0] == f"{question} less than ½ of a foot length"
    assert names[-1] == f"{question} 2 foot lengths"
    page.ask(KINDS["dowel"])
    scale = next(one for one in page.asking.findChildren(NumberScale) if one.isVisible())
    assert scale.accessibleName() == f"{KINDS['dowel'].question}: not answered"


def test_space_does_not_start_a_test_under_the_question(page, qtbot):
    ask(page, qtbot, "dowel")
    heard = []
    page.start_requested.connect(heard.append)
    qtbot.keyClick(page, Qt.Key.Key_Space)
    assert heard == []


# -- the result -------------------------------------------------------------------------------------


def test_the_result_is_one_sentence_and_leads_on_by_space(page, qtbot):
    page.show_result(KINDS["dowel"], 7.0, "Practice begins with a drill.", "Wall reach")
    words = shown_words(page)
    assert "Dowel: 7 of 10" in words
    assert KINDS["dowel"].not_yet_means in words
    assert "Practice begins with a drill." in words
    assert "Next: Wall reach" in words
    assert KINDS["dowel"].not_yet_means in focused().accessibleDescription()
    with qtbot.waitSignal(page.next_requested):
        qtbot.keyClick(focused(), Qt.Key.Key_Space)


def test_after_the_last_one_it_is_done(page, qtbot):
    page.show_result(KINDS["toe-touch"], 1.0, "", "")
    assert KINDS["toe-touch"].passed_means in shown_words(page)
    with qtbot.waitSignal(page.closed_requested):
        qtbot.keyClick(focused(), Qt.Key.Key_Space)


# -- room -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("test_id", IDS)
def test_nothing_is_wider_than_the_page(page, qtbot, qapp, forms, scale, test_id):
    apply_theme(qapp, make_theme("light", scale))
    try:
        page.resize(700, 700)
        page.show_test(ShownTest(KINDS[test_id], "about a minute", ("1¼ foot lengths, 3 Mar",) * 4), *forms[test_id])
        for turn in (None, page.ask, lambda kind: page.show_result(kind, 0.0, "A drill.", "Flat-back bow")):
            if turn is not None:
                turn(KINDS[test_id])
            qapp.processEvents()
            assert page.widget().minimumSizeHint().width() <= page.viewport().width()
    finally:
        apply_theme(qapp, make_theme("light"))


def test_at_the_usual_size_start_is_in_sight_in_the_smallest_window(page, qapp, forms):
    for test_id in IDS:
        page.show_test(ShownTest(KINDS[test_id], "about a minute", ("yes, 3 Mar", "not yet, 1 Feb")), *forms[test_id])
        qapp.processEvents()
        bottom = page.shown.start.mapTo(page.viewport(), page.shown.start.rect().bottomLeft()).y()
        assert bottom <= page.viewport().height()


# -- words ------------------------------------------------------------------------------------------


def test_results_are_read_as_they_were_asked():
    assert value_text(KINDS["toe-touch"], 1.0) == "yes"
    assert value_text(KINDS["toe-touch"], 0.0) == "not yet"
    assert value_text(KINDS["dowel"], 7.0) == "7 of 10"
    assert value_text(KINDS["wall-reach"], 0.5) == "½ of a foot length"


@pytest.mark.parametrize(("days", "words"), [(0, "due"), (1, "due tomorrow"), (9, "in 9 days"), (14, "in 14 days")])
def test_when_it_is_due(days, words):
    assert when_due(days) == words


def test_the_last_results_newest_first_with_the_year_where_it_is_another(light):
    tests = (told("dowel", 3.0, date(2025, 12, 28)), told("dowel", 7.0, date(2026, 3, 3)), told("toe-touch", 1.0))
    assert past_lines(KINDS["dowel"], tests, TODAY) == ("7 of 10, 3 Mar", "3 of 10, 28 Dec 2025")
    assert last_text(KINDS["dowel"], tests, TODAY) == "7 of 10, 3 Mar"
    assert last_text(KINDS["flat-back-bow"], tests, TODAY) == "no result yet"


def test_today_offers_what_is_due_with_its_length(curriculum):
    exercises = curriculum.exercises
    assert due_text((), TODAY, exercises) == "Self-tests are due: about 6 minutes"
    done = tuple(told(test_id, 1.0) for test_id in IDS if test_id != "dowel")
    assert due_text(done, TODAY, exercises) == "A self-test is due, Dowel: about 2 minutes"
    assert due_text((*done, told("dowel", 8.0)), TODAY, exercises) == ""
    later = date.fromordinal(TODAY.toordinal() + DUE_DAYS)
    assert due_text((*done, told("dowel", 8.0)), later, exercises).startswith("Self-tests are due")


@pytest.mark.parametrize(
    ("seconds", "words"), [(20, "about a minute"), (89, "about a minute"), (300, "about 5 minutes")]
)
def test_lengths_in_words(seconds, words):
    assert length_words(seconds) == words
