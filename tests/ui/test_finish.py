"""The finish card, answered by keys alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from hinge_desktop.training.gate import Decision
from hinge_desktop.training.records import Answers, Felt
from hinge_desktop.ui.finish import Done, FinishPage


@pytest.fixture
def page(qtbot: QtBot) -> FinishPage:
    page = FinishPage()
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show_done(Done("Weighted Hip Hinge", 24, 24, 3, 156.0), Answers(pain_before=1))
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    return page


def test_it_says_what_was_done(page: FinishPage) -> None:
    assert "24 of 24" in page.summary.text()
    assert "2:36" in page.summary.text()


def test_one_is_said_in_the_singular(page: FinishPage) -> None:
    page.show_done(Done("Butt Tap", 1, 1, 1, 6.0))
    assert page.summary.text() == "Butt Tap: 1 of 1 repetition in 1 set, 0:06 of work"


def test_everything_is_answered_without_a_mouse(qtbot: QtBot, page: FinishPage) -> None:
    page.worst.setFocus()

    def answer(keys: str) -> None:
        qtbot.keyClicks(page.focusWidget(), keys)
        qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Return)

    for keys in ("2", "1", "5", "12", "y", "n", "fine"):
        answer(keys)
    with qtbot.waitSignal(page.finished, timeout=1000) as told:
        qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Return)
    felt = frozenset({Felt.HAMSTRINGS, Felt.BUTTOCKS})
    assert told.args == [Answers(1, 2, 1, 5, felt, True, False, "fine")]


def test_each_answer_is_told_at_once(qtbot: QtBot, page: FinishPage) -> None:
    page.worst.setFocus()
    with qtbot.waitSignal(page.answers_changed, timeout=1000) as told:
        qtbot.keyClick(page.worst, Qt.Key.Key_4)
    assert told.args == [Answers(pain_before=1, pain_worst=4)]


def test_nothing_is_forced_and_the_open_ones_are_counted(qtbot: QtBot, page: FinishPage) -> None:
    assert page.missing.text().startswith("6")
    with qtbot.waitSignal(page.finished, timeout=1000) as told:
        qtbot.keyClick(page.worst, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert told.args == [Answers(pain_before=1)]


def test_it_says_what_happens_next_and_why(page: FinishPage) -> None:
    reason = "Pain at its worst was 6; from 6 on, an easier step comes first."
    page.show_decision(Decision("step_back", 4, 5, reason, ("pain-stop",), 0, 3), "Banded Hip Hinge")
    assert "step 4" in page.next_title.text()
    assert page.next_reason.text() == reason


def test_an_answer_can_be_taken_back(qtbot: QtBot, page: FinishPage) -> None:
    qtbot.keyClick(page.worst, Qt.Key.Key_4)
    qtbot.keyClick(page.worst, Qt.Key.Key_Backspace)
    assert page.answers.pain_worst is None
