"""The safety questions: by keys alone, never half answered."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from hinge_desktop.training.screening import ASKED, QUESTIONS
from hinge_desktop.ui.screening import ScreeningPage


@pytest.fixture
def page(qtbot, light):
    page = ScreeningPage()
    qtbot.addWidget(page)
    page.resize(900, 700)
    page.show()
    qtbot.waitActive(page)
    page.ask()
    return page


def answer_all(qtbot, yes=()):
    for question in QUESTIONS:
        key = Qt.Key.Key_Y if question.id in yes else Qt.Key.Key_N
        qtbot.keyClick(QApplication.focusWidget(), key)


def test_keys_alone_answer_everything(page, qtbot):
    answer_all(qtbot)
    with qtbot.waitSignal(page.screening_answered) as told:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert told.args == [{question.id: False for question in QUESTIONS}]


def test_an_open_question_keeps_done_shut(page, qtbot):
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_N)
    told = []
    page.screening_answered.connect(told.append)
    page._finish()
    assert told == []
    assert not page._done.isEnabled()


def test_an_emergency_is_answered_by_where_to_go(page, qtbot):
    answer_all(qtbot, yes=("saddle",))
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert "emergency" in page._advice.text()
    with qtbot.waitSignal(page.screening_closed):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)


def test_asked_again_it_is_empty_and_says_why(page, qtbot):
    answer_all(qtbot)
    page.ask("A month has passed.")
    assert page.answers == {}
    assert page._why.text() == "A month has passed."


def test_who_has_asked_says_so_by_keys_and_the_load_is_open(page, qtbot):
    answer_all(qtbot, yes=("pregnant",))
    told = []
    page.screening_answered.connect(told.append)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert page._advice_title.text() == "Please ask first"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is page._asked
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert [answers.get(ASKED, False) for answers in told] == [False, True]
    assert told[1]["pregnant"]
    assert page._advice_title.text() == "Ready to start gently"
    assert not page._asked.isVisible()
    with qtbot.waitSignal(page.screening_closed):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)


@pytest.mark.parametrize("yes", [(), ("sore-knees",), ("pregnant", "night"), ("pregnant", "saddle")])
def test_there_is_nothing_to_have_asked_elsewhere(page, qtbot, yes):
    answer_all(qtbot, yes=yes)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert page._go_on.isVisible()
    assert not page._asked.isVisible()
