"""The Progress page: honest when empty, the same in chart and table, by mouse and by keys, and as files."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from hinge_desktop.stage.palette import PALETTES, ThemeName
from hinge_desktop.training.records import (
    Answers,
    Ending,
    Felt,
    History,
    MomentRecord,
    SelfTestRecord,
    SessionRecord,
    SetRecord,
)
from hinge_desktop.training.thresholds import Thresholds
from hinge_desktop.ui.chart_card import ChartCard
from hinge_desktop.ui.progress import ProgressPage
from hinge_desktop.ui.theme import Theme, apply_theme


def session(number: int, worst: int = 2, *, apart: int = 2) -> SessionRecord:
    day = date(2026, 11, 2) + timedelta(days=apart * number)
    started = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    one = SetRecord(0, "butt-tap", 8, 8, 0.0, "3-1-1-1", started, 60.0, True)
    answers = Answers(1, worst, 1, 5, frozenset({Felt.BUTTOCKS}), True, False)
    return SessionRecord(f"u{number}", day, started, 0, "butt-tap", 2, 1, (one,), answers, Ending.DONE)


def with_tests(*sessions: SessionRecord) -> History:
    tests = tuple(SelfTestRecord(one.started_utc, one.local_day, "dowel", 7.0, False) for one in sessions)
    moments = tuple(MomentRecord(one.started_utc, one.local_day, "toilet") for one in sessions)
    return History(sessions, tests=tests, moments=moments)


@pytest.fixture
def page(qtbot: QtBot, light: Theme) -> ProgressPage:
    page = ProgressPage(first_weekday=0)
    qtbot.addWidget(page)
    page.resize(1000, 900)
    page.show()
    return page


def show(page: ProgressPage, history: History, limits: Thresholds | None = None) -> None:
    page.show_history(history, limits or Thresholds())
    QApplication.processEvents()  # the column takes its height
    page.draw()
    QApplication.processEvents()
    page.draw()


def see(page: ProgressPage, card: ChartCard) -> None:
    QApplication.processEvents()  # the column takes its height
    page.verticalScrollBar().setValue(card.y() - 20)
    page.draw()


def outcomes(page: ProgressPage, column: int) -> list[object]:
    rows = page.sessions.table.rows
    return [rows.data(rows.index(row, column)) for row in range(rows.rowCount())]


# -- empty, one, some -----------------------------------------------------------------------------


def test_empty_says_so_and_draws_nothing(page: ProgressPage) -> None:
    show(page, History())
    assert not page.sessions.isVisible()
    assert not any(card.isVisible() for card in page.cards)
    assert "pyqtgraph" not in {child.__class__.__module__.split(".")[0] for child in page.findChildren(object)}


def test_one_session_says_that_a_line_needs_a_second(page: ProgressPage) -> None:
    show(page, History((session(0),)))
    assert "One session" in page.summary.text()
    assert "The next one draws a line" in page.stairs.says.text()
    assert page.sessions.table.rows.rowCount() == 1


def test_a_chart_with_nothing_to_draw_says_what_would_come_there(page: ProgressPage) -> None:
    show(page, History((session(0),)))
    for card in page.cards:
        see(page, card)
    told = {type(card).__name__: card.empty.text() for card in page.cards if card.content.empty}
    assert set(told) == {"TestsCard", "MomentsCard"}
    assert "No result yet" in told["TestsCard"]
    assert page.moments.chart is None
    assert not page.moments.more.isEnabled()


def test_practice_beside_the_ladder_is_in_the_table(page: ProgressPage) -> None:
    beside = replace(session(1), uuid="beside", step=None, main_exercise_id="sit-to-stand")
    show(page, History((session(0), beside, session(2))))
    assert outcomes(page, 1) == ["Step 2", "Sit to stand", "Step 2"]
    show(page, History((beside,)))
    assert "beside the ladder" in page.summary.text()
    assert "first one begins the staircase" in page.stairs.empty.text()


def test_an_interrupted_session_is_in_the_table_for_it_counts(page: ProgressPage) -> None:
    stopped = replace(session(1), ending=Ending.OPEN)
    beside = replace(stopped, uuid="beside", step=None, main_exercise_id="sit-to-stand", local_day=session(2).local_day)
    show(page, History((session(0), stopped, beside)))
    assert outcomes(page, 1) == ["Sit to stand", "Step 2", "Step 2"]
    assert outcomes(page, 2)[:2] == ["interrupted", "interrupted"]
    edits: list[str] = []
    page.session_edit_requested.connect(edits.append)
    page.sessions.table.selectRow(1)
    assert "interrupted" in page.sessions.reason.text()
    page.sessions.edit.click()
    assert edits == [stopped.uuid]


# -- what is not in sight -------------------------------------------------------------------------


def test_charts_out_of_sight_are_not_drawn(page: ProgressPage) -> None:
    show(page, with_tests(session(0), session(1)))
    assert page.stairs.chart is not None
    assert page.moments.chart is None
    see(page, page.moments)
    assert page.moments.chart is not None


def test_nothing_is_worked_out_while_the_page_is_hidden(qtbot: QtBot, light: Theme) -> None:
    page = ProgressPage(first_weekday=0)
    qtbot.addWidget(page)
    page.show_history(History((session(0),)))
    assert page.sessions.table.rows.rowCount() == 0
    page.show()
    qtbot.waitUntil(lambda: page.staircase is not None)
    assert page.sessions.table.rows.rowCount() == 1


def test_each_chart_is_one_widget_for_the_life_of_the_page(page: ProgressPage) -> None:
    show(page, with_tests(session(0), session(1)))
    for card in page.cards:
        see(page, card)
    before = [card.chart for card in page.cards]
    show(page, with_tests(*(session(number) for number in range(5))))
    page.range.button("weeks").click()
    for card in page.cards:
        see(page, card)
    assert [card.chart for card in page.cards] == before
    assert all(chart is not None for chart in before)


# -- choosing -------------------------------------------------------------------------------------


def test_left_and_right_choose_a_point_and_say_why(qtbot: QtBot, page: ProgressPage) -> None:
    show(page, History((session(0), session(1, worst=4), session(2))))
    assert "good session" in page.stairs.value.text()
    stairs = page.staircase
    assert stairs is not None
    qtbot.keyClick(stairs, Qt.Key.Key_Left)
    assert "Pain at its worst was 4" in page.stairs.value.text()
    assert "Pain at its worst was 4" in stairs.accessibleDescription()
    qtbot.keyClick(stairs, Qt.Key.Key_Right)
    qtbot.keyClick(stairs, Qt.Key.Key_Right)
    assert "good session" in page.stairs.value.text()


def test_the_mouse_chooses_the_nearest_mark(page: ProgressPage) -> None:
    show(page, History((session(0), session(1, worst=4), session(2))))
    stairs = page.staircase
    assert stairs is not None
    box = stairs.getPlotItem().getViewBox()
    at = box.mapViewToScene(QPointF(session(1).local_day.toordinal() + 0.3, 5.0))
    stairs.scene().sigMouseMoved.emit(at)
    assert stairs.selected == 1
    assert "Pain at its worst was 4" in page.stairs.value.text()


@pytest.mark.qt_log_ignore("not accepted by receiving widget", extend=True)  # the scene behind it has them
def test_a_tap_says_why_and_a_double_one_shows_everything(qtbot: QtBot, page: ProgressPage) -> None:
    show(page, History(tuple(session(number, worst=4 if number == 1 else 2) for number in range(12))))
    stairs = page.staircase
    assert stairs is not None
    point = QPointF(session(1).local_day.toordinal(), 5.0)
    at = stairs.mapFromScene(stairs.getPlotItem().getViewBox().mapViewToScene(point))
    qtbot.mouseClick(stairs.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert "Pain at its worst was 4" in page.stairs.value.text()
    stairs.zoom(0.5)
    assert stairs.is_zoomed
    qtbot.mouseClick(stairs.viewport(), Qt.MouseButton.LeftButton, pos=at)
    qtbot.mouseDClick(stairs.viewport(), Qt.MouseButton.LeftButton, pos=at)
    qtbot.mouseRelease(stairs.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert not stairs.is_zoomed


def test_a_point_chooses_its_row_and_a_row_its_point(qtbot: QtBot, page: ProgressPage) -> None:
    show(page, History((session(0), session(1, worst=4), session(2))))
    assert page.staircase is not None
    qtbot.keyClick(page.staircase, Qt.Key.Key_Left)
    assert page.sessions.table.currentIndex().row() == 1
    page.sessions.table.selectRow(2)
    assert page.staircase.selected == 0
    assert "All repetitions done" in page.sessions.reason.text()


def test_the_users_limits_judge(page: ProgressPage) -> None:
    history = History((session(0, worst=3),))
    show(page, history)
    assert outcomes(page, 2) == ["good session"]
    show(page, history, Thresholds(go_most=1, stay_most=2))
    assert outcomes(page, 2) == ["step back"]


# -- zoom and range -------------------------------------------------------------------------------


def test_zoom_cannot_get_lost(qtbot: QtBot, page: ProgressPage) -> None:
    show(page, History(tuple(session(number) for number in range(12))))
    stairs = page.staircase
    assert stairs is not None
    whole = stairs.viewRange()[0]
    qtbot.keyClick(stairs, Qt.Key.Key_Plus)
    assert page.stairs.whole.isVisibleTo(page)
    assert stairs.viewRange()[0][1] - stairs.viewRange()[0][0] < whole[1] - whole[0]
    stairs.setXRange(whole[0] - 9999, whole[0] - 9000, padding=0)
    low, high = stairs.viewRange()[0]
    assert whole[0] - 0.01 <= low < high <= whole[1] + 0.01
    qtbot.keyClick(stairs, Qt.Key.Key_Home)
    assert stairs.viewRange()[0] == pytest.approx(whole)
    stairs.zoom(0.5)
    page.stairs.show_all()
    assert stairs.viewRange()[0] == pytest.approx(whole)


def test_the_wheel_scrolls_the_page_and_zooms_with_ctrl(page: ProgressPage) -> None:
    show(page, History(tuple(session(number) for number in range(12))))
    stairs = page.staircase
    assert stairs is not None
    whole = stairs.viewRange()[0]

    def turn(modifiers: Qt.KeyboardModifier) -> None:
        at = QPointF(stairs.rect().center())
        turned = QWheelEvent(
            at, stairs.mapToGlobal(at), QPointF(0, 0).toPoint(), QPointF(0, 120).toPoint(), Qt.MouseButton.NoButton,
            modifiers, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        stairs.wheelEvent(turned)

    turn(Qt.KeyboardModifier.NoModifier)
    assert stairs.viewRange()[0] == whole
    turn(Qt.KeyboardModifier.ControlModifier)
    assert stairs.viewRange()[0] != whole


def test_a_range_shows_its_days_and_says_when_it_is_empty(page: ProgressPage) -> None:
    history = History(tuple(session(number, apart=30) for number in range(8)))
    show(page, history)
    assert len(page.stairs.points) == 8
    page.range.button("months").click()
    page.draw()
    assert not page.stairs.whole.isVisibleTo(page)
    assert not page.pain.whole.isVisibleTo(page)
    assert [point.uuid for point in page.stairs.points] == ["u4", "u5", "u6", "u7"]
    page.show_history(history, today=date(2028, 6, 1))
    page.range.button("weeks").click()
    page.draw()
    assert "longer one may show more" in page.stairs.empty.text()
    assert page.sessions.table.rows.rowCount() == 8


def test_above_a_year_marks_are_weeks_and_above_three_months(page: ProgressPage) -> None:
    show(page, History(tuple(session(number, apart=3) for number in range(200))))
    page.range.button("all").click()
    see(page, page.practice)
    assert "Each mark is a week" in page.practice.says.text()
    assert len(page.practice.content.rows) == 86
    show(page, History(tuple(session(number, apart=10) for number in range(200))))
    see(page, page.practice)
    assert "Each mark is a month" in page.practice.says.text()


# -- the table twin, copying, saving --------------------------------------------------------------


def test_every_chart_has_a_table_twin_with_the_same_rows(qtbot: QtBot, page: ProgressPage) -> None:
    show(page, with_tests(*(session(number) for number in range(4))))
    for card in page.cards:
        see(page, card)
        card.as_table.click()
        assert card.twin is not None
        assert card.twin.isVisibleTo(card)
        assert not card.room.isVisibleTo(card)
        shown = card.twin.rows
        assert (shown.rowCount(), shown.columnCount()) == (len(card.content.rows), len(card.content.columns))
        assert shown.rowCount() > 0
        assert card.chart is not None
        assert card.twin.currentIndex().row() == card.chart.selected
        card.twin.selectRow(0)
        assert card.chart.selected == 0
        card.chart.select(shown.rowCount() - 1)
        assert card.twin.currentIndex().row() == shown.rowCount() - 1
        card.as_table.click()
        assert card.room.isVisibleTo(card)
    qtbot.keyClick(page.moments.chart, Qt.Key.Key_T)
    assert page.moments.as_table.isChecked()


def test_values_are_copied_as_a_table_of_plain_numbers(qtbot: QtBot, page: ProgressPage) -> None:
    show(page, History((session(0), session(1, worst=4))))
    assert page.staircase is not None
    qtbot.keyClick(page.staircase, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    rows = list(csv.reader(io.StringIO(QGuiApplication.clipboard().text())))
    assert [row[:5] for row in rows[1:]] == [
        ["2026-11-02", "2", "good session", "2", "8"],
        ["2026-11-04", "2", "stay", "4", "8"],
    ]
    assert "clipboard" in page.stairs.value.text()


def test_a_picture_is_copied(page: ProgressPage) -> None:
    show(page, History((session(0), session(1))))
    page.stairs.copy_picture()
    image = QGuiApplication.clipboard().image()
    assert image.width() > 1000
    colours = {image.pixelColor(x, y).name() for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}
    assert len(colours) > 10


@pytest.mark.parametrize("kind", [".png", ".svg", ".csv"])
def test_a_chart_is_saved(page: ProgressPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    show(page, History((session(0), session(1))))
    path = tmp_path / f"steps{kind}"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path.with_suffix("")), f"It (*{kind})"))
    page.stairs.ask_where()
    written = path.read_bytes()
    if kind == ".png":
        assert QImage.fromData(written).width() > 1000
    elif kind == ".svg":
        assert b"<svg" in written
        assert "The ten steps" in written.decode()
        assert b"<image" not in written  # the marks are shapes, which stay sharp
    else:
        assert written.decode("utf-8-sig").splitlines()[1].startswith("2026-11-02,2,good session")
    assert str(path) in page.stairs.value.text()


def test_what_cannot_be_saved_is_told_in_a_sentence(page: ProgressPage, tmp_path: Path) -> None:
    show(page, History((session(0), session(1))))
    page.stairs.save(tmp_path / "not-there" / "steps.png")
    assert "choose another folder" in page.stairs.value.text()
    page.stairs.save(tmp_path / "steps.doc")
    assert ".png, .svg, .csv" in page.stairs.value.text()
    assert not list(tmp_path.glob("*.doc"))


@pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)  # a menu where there is no screen
def test_nothing_lies_on_the_charts_until_its_menu_is_opened(page: ProgressPage) -> None:
    show(page, History((session(0), session(1))))
    assert not [menu for menu in page.findChildren(QMenu) if menu.isVisible()]
    page.stairs.more.click()
    (menu,) = [menu for menu in page.findChildren(QMenu) if menu.isVisible()]
    assert len(menu.actions()) == 4
    menu.close()


# -- wishes ---------------------------------------------------------------------------------------


def test_wishes_are_offered_once_somebody_carries_them_out(qtbot: QtBot, page: ProgressPage) -> None:
    show(page, History((session(0), session(1))))
    table, tools = page.sessions.table, page.sessions.tools
    assert not page.report.isVisibleTo(page)
    assert not tools.isVisibleTo(page.sessions)
    table.selectRow(1)
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    edits: list[str] = []
    deletions: list[str] = []
    page.session_edit_requested.connect(edits.append)
    page.session_delete_requested.connect(deletions.append)
    assert tools.isVisibleTo(page.sessions)
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    page.sessions.edit.click()
    assert (edits, deletions) == (["u0", "u0"], ["u0"])


def test_the_page_for_the_therapist_is_offered_once_somebody_makes_it(qtbot: QtBot, light: Theme) -> None:
    page = ProgressPage(first_weekday=0)
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.report_requested):
        page.show()
        show(page, History((session(0),)))
        page.report.click()


# -- look -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PALETTES)
def test_every_chart_wears_the_theme(qtbot: QtBot, qapp: QApplication, light: Theme, name: ThemeName) -> None:
    theme = Theme(PALETTES[name])
    apply_theme(qapp, theme)
    page = ProgressPage(first_weekday=0)
    qtbot.addWidget(page)
    page.resize(1000, 900)
    page.show()
    show(page, with_tests(session(0), session(1)))
    for card in page.cards:
        see(page, card)
        assert card.chart is not None
        assert card.chart.backgroundBrush().color().name() == theme.colour("card").name()


def test_the_page_is_loaded_without_pyqtgraph() -> None:
    told = subprocess.run(
        [sys.executable, "-c", "import hinge_desktop.ui.progress, sys; print('pyqtgraph' in sys.modules)"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert told.stdout.strip() == "False"
