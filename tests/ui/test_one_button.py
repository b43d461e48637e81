"""Everything by one button: acting, stopping for pain, and every question, one press at a time."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from hinge_desktop.body.motion import Motion
from hinge_desktop.curriculum.ladder import Curriculum
from hinge_desktop.training.events import PlannedSet, SessionPlan
from hinge_desktop.training.gate import Decision
from hinge_desktop.training.records import Answers, Felt
from hinge_desktop.training.session import Session
from hinge_desktop.ui.finish import Done, FinishPage
from hinge_desktop.ui.follow import FollowPage
from hinge_desktop.ui.follow_pain import PainAnswer
from hinge_desktop.ui.one_button import OneButton
from hinge_desktop.ui.scanning import Mark, Scanner, Step
from hinge_desktop.ui.widgets import Button

READY_S = 10.0


@pytest.fixture
def plan(curriculum: Curriculum, motion: Motion) -> SessionPlan:
    told = curriculum.exercise("weighted-hip-hinge")
    phases = tuple((span.name, span.end_s - span.start_s) for span in motion.phases)
    one = PlannedSet(told.id, told.name, 12.0, 8, phases, "concentric", "3-1-2-1", told.coaching.words)
    return SessionPlan(told.id, 5, (one, one), (30.0,), READY_S)


@pytest.fixture
def page(qtbot: QtBot, plan: SessionPlan, curriculum: Curriculum, motion: Motion) -> FollowPage:
    page = FollowPage()
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show_plan(plan, curriculum.exercise, lambda _set: motion)
    page.set_one_button(True)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    session = Session(plan)
    session.start(0.0)
    session.advance(READY_S + 3.0)
    page.show_moment(session.moment)
    return page


def until(scanner: Scanner, words: str) -> None:
    """Let the choices step along until one is marked."""
    for _ in range(30):
        if scanner.marked == words:
            return
        scanner.step_on()
    raise AssertionError(f"{words!r} is never offered, but {scanner.marked!r}")


def press(qtbot: QtBot, page: QWidget, scanner: Scanner, *choices: str) -> None:
    """One press on each of these, when it is marked."""
    for words in choices:
        until(scanner, words)
        qtbot.keyClick(page.focusWidget() or page, Qt.Key.Key_Space)


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_PageDown])
def test_every_kind_of_press_acts(qtbot: QtBot, page: FollowPage, key: Qt.Key) -> None:
    page.next_button.setFocus()  # whatever has the focus
    with (
        qtbot.waitSignal(page.act_requested, timeout=1000),
        qtbot.assertNotEmitted(page.next_requested),
        qtbot.assertNotEmitted(page.toggle_requested),
    ):
        qtbot.keyClick(page.next_button, key)


def test_a_click_on_the_figure_acts_and_one_on_a_button_is_the_buttons(qtbot: QtBot, page: FollowPage) -> None:
    with qtbot.waitSignal(page.act_requested, timeout=1000):
        qtbot.mouseClick(page.stage, Qt.MouseButton.LeftButton, pos=QPoint(40, 40))
    with qtbot.waitSignal(page.next_requested, timeout=1000), qtbot.assertNotEmitted(page.act_requested):
        qtbot.mouseClick(page.next_button, Qt.MouseButton.LeftButton)


def test_switched_off_the_keys_are_what_they_were(qtbot: QtBot, page: FollowPage) -> None:
    page.set_one_button(False)
    with qtbot.waitSignal(page.toggle_requested, timeout=1000), qtbot.assertNotEmitted(page.act_requested):
        qtbot.keyClick(page, Qt.Key.Key_Space)
    qtbot.keyClick(page, Qt.Key.Key_X)
    assert page.asking == "pain"
    assert page.scanner.marked == ""


def test_holding_asks_for_pain_and_letting_go_is_no_press(qtbot: QtBot, page: FollowPage) -> None:
    page.one_button._timer.setInterval(0)  # instead of the two seconds
    with qtbot.assertNotEmitted(page.act_requested):
        with qtbot.waitSignal(page.pause_requested, timeout=1000):
            qtbot.keyPress(page, Qt.Key.Key_Space)
        assert page.asking == "pain"
        qtbot.keyRelease(page.focusWidget(), Qt.Key.Key_Space)
    assert page.pain_panel.scale.value is None


@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        (("2", "No", "Go on"), PainAnswer(2, False)),
        (("6", "No", "End the session"), PainAnswer(6, False)),
        (("0", "Yes", "End the session"), PainAnswer(0, True)),
    ],
)
def test_pain_is_told_by_presses_alone(
    qtbot: QtBot, page: FollowPage, choices: tuple[str, ...], expected: PainAnswer
) -> None:
    page.ask_pain()
    with qtbot.waitSignal(page.pain_told, timeout=1000) as told:
        press(qtbot, page, page.scanner, *choices)
    assert told.args == [expected]
    assert page.scanner.marked == ""


def test_going_back_and_stopping_are_among_the_choices(qtbot: QtBot, page: FollowPage) -> None:
    page.ask_pain()
    press(qtbot, page, page.scanner, "Back")
    assert page.asking == ""
    page.ask_pain()
    with qtbot.waitSignal(page.stop_requested, timeout=1000) as told:
        press(qtbot, page, page.scanner, "1", "No", "Stop here")
    assert told.args == [PainAnswer(1, False)]


@pytest.mark.parametrize(("choice", "signal"), [("Keep going", "resume_requested"), ("Leave", "leave_requested")])
def test_leaving_is_answered_by_one_press(qtbot: QtBot, page: FollowPage, choice: str, signal: str) -> None:
    page.ask_leave()
    assert page.scanner.marked == "Keep going"  # the calm one comes first
    with qtbot.waitSignal(getattr(page, signal), timeout=1000):
        press(qtbot, page, page.scanner, choice)


def test_what_is_marked_is_said(qtbot: QtBot, page: FollowPage) -> None:
    said: list[str] = []
    page.spoken_requested.connect(said.append)
    page.ask_pain()
    page.scanner.step_on()
    assert any("How much does it hurt" in words for words in said)
    assert said[-1] == "1"


def test_ones_own_limits_hold_for_pain(qtbot: QtBot, page: FollowPage) -> None:
    limits = replace(PainAnswer(0, False).limits, stay_most=3, go_most=2)
    page.set_limits(limits)
    page.ask_pain()
    with qtbot.waitSignal(page.pain_told, timeout=1000) as told:
        press(qtbot, page, page.scanner, "4", "No", "End the session")
    assert told.args[0].ends_session


# -- the finish card ------------------------------------------------------------------------------


@pytest.fixture
def finish(qtbot: QtBot) -> FinishPage:
    page = FinishPage()
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.set_one_button(True)
    page.show_done(Done("Weighted Hip Hinge", 24, 24, 3, 156.0), Answers(pain_before=1))
    page.show_decision(Decision("start", 5, 5, "Step 5 is where to begin.", ("first",), 0, 3), "Weighted Hip Hinge")
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    return page


def test_the_finish_card_is_filled_in_by_presses_alone(qtbot: QtBot, finish: FinishPage) -> None:
    with qtbot.waitSignal(finish.finished, timeout=1000) as told:
        press(qtbot, finish, finish.scanner, "2", "1", "5")
        press(qtbot, finish, finish.scanner, "1  back of the thighs", "2  buttocks", "That is all")
        press(qtbot, finish, finish.scanner, "Yes", "No", "Done")
    felt = frozenset({Felt.HAMSTRINGS, Felt.BUTTOCKS})
    assert told.args == [Answers(1, 2, 1, 5, felt, True, False)]


def test_a_question_may_be_left_open(qtbot: QtBot, finish: FinishPage) -> None:
    press(qtbot, finish, finish.scanner, "Leave this open", "3")
    assert (finish.answers.pain_worst, finish.answers.pain_after) == (None, 3)


# -- the parts ------------------------------------------------------------------------------------


@pytest.fixture
def asked(qtbot: QtBot) -> QWidget:
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    for name in ("First", "Second"):
        column.addWidget(Button(name, parent=page))
    column.addWidget(QLineEdit(page))
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    return page


def test_nothing_steps_along_where_nobody_looks(qtbot: QtBot, asked: QWidget) -> None:
    scanner = Scanner(asked)
    first, second = asked.findChildren(Button)
    scanner.begin((Step("Which?", (first, second)),))
    assert (scanner.marked, scanner._timer.isActive()) == ("", False)
    scanner.set_enabled(True)
    assert (scanner.marked, scanner._timer.isActive()) == ("First", True)
    asked.hide()
    assert not scanner._timer.isActive()
    asked.show()
    assert scanner._timer.isActive()
    scanner.end()
    assert (scanner.marked, scanner._timer.isActive()) == ("", False)


def test_what_cannot_be_pressed_is_passed_over(qtbot: QtBot, asked: QWidget) -> None:
    scanner = Scanner(asked)
    scanner.set_enabled(True)
    first, second = asked.findChildren(Button)
    first.setEnabled(False)
    scanner.begin((Step("", (first,)), Step("", (first, second))))
    assert scanner.marked == "Second"
    with qtbot.waitSignal(second.clicked, timeout=1000):
        scanner.take()
    scanner.end()


def test_a_text_field_keeps_its_keys(qtbot: QtBot, asked: QWidget) -> None:
    button = OneButton(asked)
    button.set_enabled(True)
    field = asked.findChild(QLineEdit)
    field.setFocus()
    with qtbot.assertNotEmitted(button.pressed):
        qtbot.keyClicks(field, "a b")
    assert field.text() == "a b"


def test_a_key_that_repeats_by_itself_is_one_press(qtbot: QtBot, asked: QWidget) -> None:
    button, told = OneButton(asked), []
    button.set_enabled(True)
    button.pressed.connect(lambda: told.append(1))
    none = Qt.KeyboardModifier.NoModifier
    for kind, again in ((QEvent.Type.KeyPress, False), (QEvent.Type.KeyRelease, True), (QEvent.Type.KeyPress, True)):
        QCoreApplication.sendEvent(asked, QKeyEvent(kind, Qt.Key.Key_Space, none, " ", again))
    assert told == []
    QCoreApplication.sendEvent(asked, QKeyEvent(QEvent.Type.KeyRelease, Qt.Key.Key_Space, none, " ", False))
    assert told == [1]


@pytest.mark.parametrize("far", [False, True])
def test_the_mark_stands_around_what_a_press_takes(qtbot: QtBot, page: FollowPage, far: bool) -> None:
    page.set_far_view(far)
    page.ask_pain()
    mark, scale = page.findChild(Mark), page.pain_panel.scale

    def surrounds_the_cell() -> bool:
        cell = scale.cell(0).translated(scale.mapTo(page, QPoint(0, 0)))
        return mark.isVisible() and mark.geometry().contains(cell) and not mark.geometry().contains(scale.cell(1))

    qtbot.waitUntil(surrounds_the_cell, timeout=1000)  # the panel is laid out after it is asked
    press(qtbot, page, page.scanner, "0", "No")
    go_on = page.pain_panel.confirm
    qtbot.waitUntil(
        lambda: mark.geometry().contains(go_on.rect().translated(go_on.mapTo(page, QPoint(0, 0)))), timeout=1000
    )
    press(qtbot, page, page.scanner, "Go on")
    assert not mark.isVisible()
