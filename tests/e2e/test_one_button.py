"""A day by one button alone: one key of the window, pressed or held, and the time it is let go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from pytestqt.qtbot import QtBot

from hinge_desktop.training.events import BlockKind
from hinge_desktop.training.records import Answers, Ending, Felt
from hinge_desktop.ui.scanning import Scanner
from tests.e2e.conftest import Sit
from tests.e2e.desk import SILENT, Desk, lived_before

Key = Qt.Key
ONE = replace(SILENT, one_button=True)

KEYS = pytest.mark.parametrize("key", [Key.Key_Space, Key.Key_PageDown], ids=["space", "page-down"])


def scan_to(scanner: Scanner, words: str) -> None:
    """Wait, as one does, until the choice is marked. The scanner's clock is real; here it goes by hand."""
    for _ in range(30):
        if scanner.marked.endswith(words):
            return
        scanner.step_on()
    raise AssertionError(f"{words!r} is never marked")


def choose(desk: Desk, scanner: Scanner, key: Qt.Key, *choices: str) -> None:
    for words in choices:
        scan_to(scanner, words)
        desk.press(key)


def answer_all(desk: Desk, key: Qt.Key) -> None:
    """The finish card: worst, now, effort, felt, looked, legs, done."""
    scanner = desk.app.finish.scanner
    choose(desk, scanner, key, "1", "0", "4", "buttocks", "That is all", "Yes", "No", "Done")


def start(desk: Desk, key: Qt.Key) -> None:
    """From Today: how the back is, and Start."""
    assert desk.page == "today"
    choose(desk, desk.app.today.scanner, key, "1", "Start")
    assert desk.page == "follow"


@KEYS
def test_a_whole_day_from_today_and_back(sit: Sit, key: Qt.Key) -> None:
    lived_before(8)
    desk = sit(ONE)
    start(desk, key)
    plan = desk.app.coach.plan
    assert plan is not None
    desk.press(key)
    assert desk.is_in(BlockKind.WORK, 0)()  # ready sooner
    desk.live_until(desk.counted(2))
    desk.press(key)
    assert not desk.app.coach.running
    desk.live(60.0)
    desk.press(key)
    assert desk.app.coach.running
    for index in range(1, len(plan.sets)):
        desk.live_until(desk.is_in(BlockKind.REST, index))
        desk.live(5.0)
        desk.press(key)
        assert desk.is_in(BlockKind.WORK, index)()
    desk.live_until(desk.at_page("finish"))
    answer_all(desk, key)
    assert desk.page == "today"
    session = desk.kept(lambda one: one.answers.leg_symptoms is False)
    assert session.ending is Ending.DONE
    assert {one.position: one.done_reps for one in session.sets} == {i: one.reps for i, one in enumerate(plan.sets)}
    assert session.answers == Answers(1, 1, 0, 4, frozenset({Felt.BUTTOCKS}), True, False)


@KEYS
def test_at_ones_own_pace_a_press_is_done(sit: Sit, key: Qt.Key) -> None:
    lived_before(8)
    desk = sit(replace(ONE, manual=True))
    start(desk, key)
    plan = desk.app.coach.plan
    assert plan is not None
    assert all(one.manual for one in plan.sets)
    for index, one in enumerate(plan.sets):
        desk.press(key)  # get ready, or the rest
        assert desk.is_in(BlockKind.WORK, index)()
        desk.live(300.0)  # no clock ends it
        assert desk.is_in(BlockKind.WORK, index)()
        desk.press(key)
        assert len([at for at, _ in desk.rep_ends if at == index]) == one.reps
    assert desk.page == "finish"
    answer_all(desk, key)
    assert desk.page == "today"
    assert desk.kept(lambda one: one.ending is Ending.DONE).all_reps_done


@pytest.fixture
def hold(qtbot: QtBot) -> Callable[[Desk, Qt.Key], None]:
    def hold(desk: Desk, key: Qt.Key) -> None:
        """Hold the button until the window answers: real time, as the finger's."""
        with qtbot.waitSignal(desk.app.follow.one_button.held, timeout=10_000), desk.holding(key):
            qtbot.waitUntil(lambda: desk.app.follow.asking == "pain", timeout=10_000)
        QCoreApplication.processEvents()

    return hold


@KEYS
def test_it_hurts_by_holding_the_button(sit: Sit, key: Qt.Key, hold: Callable[[Desk, Qt.Key], None]) -> None:
    lived_before(8)
    desk = sit(ONE)
    start(desk, key)
    desk.live_until(desk.counted(3))
    hold(desk, key)
    assert not desk.app.coach.running
    assert desk.page == "follow"
    scanner = desk.app.follow.scanner
    choose(desk, scanner, key, "7", "No", "End the session")
    assert desk.page == "finish"
    session = desk.kept(lambda one: one.ending is Ending.PAIN)
    assert session.done_reps == 3
    assert (session.answers.pain_worst, session.answers.leg_symptoms) == (7, None)


@KEYS
def test_it_hurts_a_little_and_goes_on(sit: Sit, key: Qt.Key, hold: Callable[[Desk, Qt.Key], None]) -> None:
    lived_before(8)
    desk = sit(ONE)
    start(desk, key)
    desk.live_until(desk.counted(2))
    hold(desk, key)
    choose(desk, desk.app.follow.scanner, key, "2", "No", "Go on")
    assert desk.app.coach.running
    desk.live_until(desk.counted(3))
    assert desk.rep_ends[-1][0] == 0
