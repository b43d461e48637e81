"""The window: pages by key, a rail that can be locked, one banner, geometry that is kept."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSettings, QSize, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from hinge_desktop.manual import KEYS
from hinge_desktop.ui.help import HelpWindow
from hinge_desktop.ui.keys import KeySheet, key_table, sequences
from hinge_desktop.ui.pages import PAGES
from hinge_desktop.ui.rail import StepRow
from hinge_desktop.ui.theme import apply_theme, make_theme
from hinge_desktop.ui.widgets import ScrollPage
from hinge_desktop.ui.window import MainWindow, first_size
from tests.settling import settle

ROWS = [StepRow(1, "one", "Hero Squat", "done"), StepRow(2, "two", "Butt Tap", "current", "1 of 3 good days")]


@pytest.fixture
def window(qtbot, light, tmp_path):
    window = MainWindow(QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))
    qtbot.addWidget(window)
    for name in (*PAGES, "screening"):
        window.add_page(name, QWidget(window))
    window.show_steps(ROWS)
    window.show()
    qtbot.waitActive(window)
    return window


def test_ctrl_and_a_digit_open_the_pages(window, qtbot):
    for digit, page in enumerate(PAGES, start=1):
        qtbot.keyClick(window, getattr(Qt.Key, f"Key_{digit}"), Qt.KeyboardModifier.ControlModifier)
        assert window.page == page


def test_locked_nothing_of_the_rail_opens(window, qtbot):
    window.open_page("screening")
    window.lock(True)
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    window.open_page("library")
    assert window.page == "screening"
    assert not window.rail.isVisible()
    window.lock(False)
    window.open_page("library")
    assert window.page == "library"


def test_a_step_says_its_state_in_words(window):
    assert window.rail.steps[0].accessibleName() == "Step 1, Hero Squat: done"
    assert window.rail.steps[1].accessibleName() == "Step 2, Butt Tap: your step"
    assert window.rail.steps[1].accessibleDescription() == "1 of 3 good days"


def test_enter_on_a_step_chooses_it(window, qtbot):
    with qtbot.waitSignal(window.step_chosen) as chosen:
        qtbot.keyClick(window.rail.steps[1], Qt.Key.Key_Return)
    assert chosen.args == ["two"]


def test_sentences_wait_for_each_other(window, qtbot):
    window.tell("The folder is read-only.")
    window.tell("Some settings were not used.")
    window.tell("The folder is read-only.")
    assert window.banner.text == "The folder is read-only."
    qtbot.keyClick(window.banner._close, Qt.Key.Key_Return)
    assert window.banner.text == "Some settings were not used."
    qtbot.keyClick(window.banner._close, Qt.Key.Key_Space)
    assert not window.banner.isVisible()


def test_a_held_window_asks_before_it_closes(window, qtbot):
    window.hold_open(True)
    event = QCloseEvent()
    with qtbot.waitSignal(window.close_requested):
        window.closeEvent(event)
    assert not event.isAccepted()
    window.hold_open(False)


@pytest.mark.qt_log_ignore("does not support raise", extend=True)
def test_who_was_as_large_as_the_screen_comes_back_so(window, qtbot):
    window.showMaximized()
    window.setWindowState(window.windowState() | Qt.WindowState.WindowMinimized)
    window.bring_to_front()
    assert window.isMaximized()
    assert not window.isMinimized()


def test_size_is_remembered(window, qtbot, tmp_path):
    window.resize(1000, 740)
    window.close()
    again = MainWindow(QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))
    qtbot.addWidget(again)
    assert (again.width(), again.height()) == (1000, 740)


def test_the_keys_are_shown_and_closed_by_the_same_key(window, qtbot):
    qtbot.keyClicks(window, "?")
    sheet = window.findChild(KeySheet)
    assert sheet is not None
    assert sheet.isVisible()
    qtbot.keyClicks(sheet, "?")
    assert not sheet.isVisible()


def test_f1_opens_the_manual_at_the_page_that_fits_and_esc_comes_back(window, qtbot):
    for page, address in (("progress", "manual/reading-the-charts.md"), ("today", "manual/today.md")):
        window.open_page(page)
        qtbot.keyClick(window, Qt.Key.Key_F1)
        assert window.help.isVisible()
        assert window.help.address == address
        qtbot.keyClick(window.help.reader, Qt.Key.Key_Escape)
        assert not window.help.isVisible()
        assert window.page == page


def test_f1_opens_the_manual_over_the_list_of_keys_too(window, qtbot):
    qtbot.keyClicks(window, "?")
    sheet = window.findChild(KeySheet)
    qtbot.waitActive(sheet)
    qtbot.keyClick(sheet.focusWidget(), Qt.Key.Key_F1)
    manual = sheet.findChild(HelpWindow)
    qtbot.waitActive(manual)
    assert manual.address == KEYS
    press(manual, Qt.Key.Key_Escape)
    assert not manual.isVisible()
    assert sheet.isVisible()
    qtbot.waitActive(sheet)
    press(sheet, Qt.Key.Key_F1)
    assert manual.isVisible()
    sheet.close()
    qtbot.waitUntil(lambda: window.findChild(KeySheet) is None)
    assert not [one for one in QApplication.topLevelWidgets() if isinstance(one, HelpWindow) and one.isVisible()]


def press(window: QWidget, key: Qt.Key) -> None:
    """By way of the window system, which gives a window that is blocked by a modal one no key."""
    QTest.keyClick(window.windowHandle(), key)


def test_help_goes_with_its_window(window, qtbot):
    qtbot.mouseClick(window.rail.help, Qt.MouseButton.LeftButton)
    assert window.help.isVisible()
    window.close()
    assert not window.help.isVisible()


def test_the_list_of_keys_needs_no_scrolling(qtbot, window):
    window.resize(1280, 800)
    window.show_keys()
    sheet = window.findChild(KeySheet)
    qtbot.waitExposed(sheet)
    assert sheet.findChild(ScrollPage).verticalScrollBar().maximum() == 0
    assert sheet.height() <= 800


def test_no_two_actions_share_a_key():
    for where in ("follow", "today", "library", "progress", "help", "anywhere"):
        keys = [key for row in key_table() if row.where in (where, "anywhere") for key in row.sequences]
        assert len(keys) == len(set(keys))
    assert sequences("toggle") == ("Space",)


def test_large_text_in_a_low_window_shows_every_step(qtbot: QtBot, qapp: QApplication) -> None:
    names = ("Hero Squat", "Butt Tap", "Three Point Contact Hinge")
    rows = [StepRow(step, str(step), names[step % 3], "current" if step == 2 else "ahead") for step in range(1, 11)]
    window = MainWindow()
    qtbot.addWidget(window)
    window.resize(1000, 700)
    window.show_steps(rows)
    window.show()
    apply_theme(qapp, make_theme("light", 2.0))
    try:
        settle()
        rail = window.rail.rect()
        for step in window.rail.steps:
            corner = step.mapTo(window.rail, step.rect().bottomRight())
            assert rail.contains(corner)
            assert not step.visibleRegion().isEmpty()
    finally:
        apply_theme(qapp, make_theme("light"))


def test_who_comes_by_key_goes_on_by_key(window, qtbot):
    page = QWidget()
    button = QPushButton("first", page)
    window.replace_page("settings", page)
    qtbot.keyClick(window, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    assert window.page == "settings"
    assert button.hasFocus()


@pytest.mark.parametrize(
    ("room", "size"),
    [((1920, 1080), (1280, 820)), ((1280, 800), (1264, 760)), ((1366, 768), (1280, 728)), ((800, 600), (1000, 700))],
)
def test_a_new_window_fits_its_screen(room: tuple[int, int], size: tuple[int, int]) -> None:
    assert first_size(QSize(*room)) == QSize(*size)


def test_a_window_that_is_held_comes_up_to_ask(window, qtbot):
    window.hold_open(True)
    window.showMinimized()
    with qtbot.waitSignal(window.close_requested):
        window.close()
    assert not window.isMinimized()
    window.hold_open(False)


def test_keys_wait_until_the_program_is_there(qtbot: QtBot, light: object) -> None:
    window = MainWindow(opening=QWidget())
    qtbot.addWidget(window)
    window.show()
    qtbot.keyClick(window, Qt.Key.Key_F1)  # an error here would end the program
    qtbot.keyClicks(window, "?")
    assert not [one for one in QApplication.topLevelWidgets() if one.isVisible() and one is not window]
