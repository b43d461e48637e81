"""The Progress page: honest when empty, the same in chart and table, and by keys."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from hinge_desktop.training.records import Answers, Ending, Felt, History, SessionRecord, SetRecord
from hinge_desktop.ui.progress import ProgressPage


def session(number: int, worst: int = 2) -> SessionRecord:
    day = date(2026, 11, 2) + timedelta(days=2 * number)
    started = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    one = SetRecord(0, "butt-tap", 8, 8, 0.0, "3-1-1-1", started, 60.0, True)
    answers = Answers(1, worst, 1, 5, frozenset({Felt.BUTTOCKS}), True, False)
    return SessionRecord(f"u{number}", day, started, 0, "butt-tap", 2, 1, (one,), answers, Ending.DONE)


@pytest.fixture
def page(qtbot: QtBot) -> ProgressPage:
    page = ProgressPage(first_weekday=0)
    qtbot.addWidget(page)
    page.resize(1000, 900)
    page.show()
    return page


def test_empty_says_so_and_draws_nothing(page: ProgressPage) -> None:
    assert page.table.isHidden() or not page.table.isVisible()
    assert page.reason.text() == ""
    assert "pyqtgraph" not in {child.__class__.__module__.split(".")[0] for child in page.findChildren(object)}


def test_one_session_says_that_a_line_needs_a_second(page: ProgressPage) -> None:
    page.show_history(History((session(0),)))
    assert "One session" in page.summary.text()
    assert page.table.rowCount() == 1


def test_the_table_tells_the_same_newest_first(page: ProgressPage) -> None:
    page.show_history(History((session(0), session(1, worst=4), session(2, worst=7))))
    assert [page.table.item(row, 2).text().strip() for row in range(3)] == ["step back", "stay", "good session"]


def test_left_and_right_choose_a_point_and_say_why(qtbot: QtBot, page: ProgressPage) -> None:
    page.show_history(History((session(0), session(1, worst=4), session(2))))
    assert "good session" in page.reason.text()
    stairs = page.staircase
    assert stairs is not None
    qtbot.keyClick(stairs, Qt.Key.Key_Left)
    assert "Pain at its worst was 4" in page.reason.text()
    qtbot.keyClick(stairs, Qt.Key.Key_Right)
    qtbot.keyClick(stairs, Qt.Key.Key_Right)
    assert "good session" in page.reason.text()


def test_nothing_lies_on_the_charts(qtbot: QtBot, page: ProgressPage) -> None:
    page.show_history(History((session(0), session(1))))
    qtbot.wait(1)
    assert not [menu for menu in page.findChildren(QMenu) if menu.isVisible()]


def test_choosing_a_row_chooses_its_point(page: ProgressPage) -> None:
    page.show_history(History((session(0), session(1, worst=4), session(2))))
    page.table.setCurrentCell(1, 0)
    assert page.staircase is not None
    assert page.staircase.selected == 1


def test_practice_beside_the_ladder_is_in_the_table(page: ProgressPage) -> None:
    beside = replace(session(1), uuid="beside", step=None, main_exercise_id="sit-to-stand")
    page.show_history(History((session(0), beside, session(2))))
    assert [page.table.item(row, 1).text().strip() for row in range(3)] == ["Step 2", "Sit to stand", "Step 2"]
    page.table.setCurrentCell(1, 0)
    assert page.reason.text() == ""
    page.table.setCurrentCell(2, 0)
    assert page.staircase is not None
    assert page.staircase.selected == 0
    page.show_history(History((beside,)))
    assert "beside the ladder" in page.summary.text()
    assert page.table.rowCount() == 1


def test_zoom_cannot_get_lost(qtbot: QtBot, page: ProgressPage) -> None:
    page.show_history(History(tuple(session(number) for number in range(12))))
    stairs = page.staircase
    assert stairs is not None
    whole = stairs.viewRange()[0]
    stairs.setXRange(whole[0] + 3, whole[0] + 9, padding=0)
    stairs.setXRange(whole[0] - 9999, whole[0] - 9000, padding=0)
    qtbot.keyClick(stairs, Qt.Key.Key_Home)
    assert stairs.viewRange()[0] == pytest.approx(whole)


def test_the_page_is_loaded_without_pyqtgraph() -> None:
    told = subprocess.run(
        [sys.executable, "-c", "import hinge_desktop.ui.progress, sys; print('pyqtgraph' in sys.modules)"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert told.stdout.strip() == "False"
