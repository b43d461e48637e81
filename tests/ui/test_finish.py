"""The finish card, answered by keys alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from hinge_desktop.training.gate import Decision
from hinge_desktop.training.records import Answers, Felt
from hinge_desktop.ui.finish import Done, DonePart, FinishPage
from hinge_desktop.ui.widgets import Words


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


PARTS = (DonePart("Hero Squat", 8, 8, 56.0), DonePart("Ready Position", 1, 2, 20.0, hold=True))


def test_each_exercise_of_a_day_is_told_by_itself(page: FinishPage) -> None:
    page.show_done(Done("Hero Squat", 9, 10, 3, 76.0, "", PARTS))
    assert page.summary.text() == "2 exercises: 9 of 10 repetitions in 3 sets, 1:16 of work"
    told = [one.text() for one in page.parts.findChildren(Words)]
    assert told == ["Hero Squat: 8 of 8 repetitions, 0:56", "Ready Position: 1 of 2 holds, 0:20"]
    page.show_done(Done("Hero Squat", 8, 8, 1, 56.0, "", PARTS[:1]))
    assert not page.parts.isVisible()


STAY = Decision("stay", 5, 5, "Pain at its worst was 4; 4 and 5 keep the step.", ("pain-hold",), 2, 3)
"""A stay with two good days behind it."""


@pytest.mark.parametrize(
    ("decision", "title"),
    [
        (Decision("advance", 6, 5, "Good sessions on 3 days.", ("enough",), 3, 3), "Next time a step up: step 6, Name"),
        (STAY, "Next time: step 5 again, Name"),
        (Decision("step_back", 4, 5, "Why.", ("pain-stop",), 0, 3), "Next time a gentler one: step 4, Name"),
        (
            Decision("stay", 10, 10, "Why.", ("top",), 4, 4, maintenance=True),
            "Next: keep it going, two or three steps a week",
        ),
        (
            Decision("stay", 1, 1, "Why.", ("none-left",), 0, 3, none_left=True),
            "Next: a talk with the one who treats you",
        ),
    ],
)
def test_every_decision_reads_as_a_sentence(page: FinishPage, decision: Decision, title: str) -> None:
    page.show_decision(decision, "Name")
    assert (page.next_title.text(), page.next_reason.text()) == (title, decision.reason)


def test_staying_takes_no_good_day_away(page: FinishPage) -> None:
    page.show_decision(STAY, "Name")
    shown = [one.text() for one in page.findChildren(Words) if one.isVisible()]
    assert "Your good days are kept: 2 of 3." in shown


def test_it_can_be_answered_with_the_eyes_shut(qtbot: QtBot, page: FinishPage) -> None:
    said: list[str] = []
    page.spoken_requested.connect(said.append)
    page.show_done(Done("Weighted Hip Hinge", 24, 24, 3, 156.0))
    assert said[0].startswith("Well done. Weighted Hip Hinge: 24 of 24")
    assert "Pain at its worst" in said[0]
    page.show_decision(STAY, "Weighted Hip Hinge")
    heard = []
    for keys in ("10", "0", "7", "1", "y", "n", ""):
        said.clear()
        qtbot.keyClicks(page.focusWidget(), keys)
        qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Return)
        heard.append(list(said))
    assert heard[0] == ["1", "10", "Pain now. 0 no pain, 10 the most you can imagine."]
    assert heard[2][0] == "7"
    assert "2 buttocks" in heard[2][1]
    assert heard[3][0] == "back of the thighs"
    assert heard[4] == ["Yes", "Tingling or numb below the knee? Y or N."]
    assert "step 5 again" in heard[6][-1]
    assert STAY.reason in heard[6][-1]
    assert page.done.hasFocus()
