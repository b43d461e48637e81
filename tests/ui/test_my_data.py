"""My data by keys: each wish is asked for once, what would be lost is asked about, and all of it has a name."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from hinge_desktop.ui.my_data import MyDataPage
from hinge_desktop.ui.my_data_state import BinRow, CopyRow, ImportPreview, ImportRow
from hinge_desktop.ui.theme import Theme
from hinge_desktop.ui.widgets import Words

Key = Qt.Key
COPIES = (CopyRow(Path("b"), "Sat 21 Nov 2026, 12:00"), CopyRow(Path("a"), "Fri 20 Nov 2026, 12:00"))
BINNED = (BinRow("two", "Thu 19 Nov 2026, Butt Tap"), BinRow("one", "Wed 18 Nov 2026, Hero Squat"))


@pytest.fixture
def page(qtbot: QtBot, light: Theme) -> MyDataPage:
    page = MyDataPage()
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.place.show_place(Path("/somewhere/history.sqlite"))
    page.copies.show_copies(COPIES)
    page.bin.show_bin(BINNED)
    page.show()
    page.activateWindow()
    qtbot.waitActive(page)
    page.begin()
    return page


def press(page: MyDataPage, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(page.windowHandle(), key)
        QCoreApplication.processEvents()


def name_of(widget: QWidget | None) -> str:
    described = QAccessible.queryAccessibleInterface(widget)
    return described.text(QAccessible.Text.Name) if described is not None else ""


def tab_to(page: MyDataPage, words: str) -> None:
    for _ in range(60):
        if name_of(page.window().focusWidget()).startswith(words):
            return
        press(page, Key.Key_Tab)
    raise AssertionError(f"no way by Tab to {words!r}")


@pytest.mark.parametrize(
    ("button", "signal"),
    [
        ("Open its folder", "place.folder_requested"),
        ("Look it over", "place.check_requested"),
        ("Export", "exchange.export_requested"),
        ("Import", "exchange.import_requested"),
        ("A page for my therapist", "exchange.report_requested"),
        ("Make a copy now", "copies.copy_requested"),
        ("Copy to another place", "copies.copy_elsewhere_requested"),
        ("Go back to another file", "copies.elsewhere_requested"),
        ("Back", "closed_requested"),
    ],
)
def test_every_wish_is_reached_by_tab_and_told_by_enter(
    page: MyDataPage, qtbot: QtBot, button: str, signal: str
) -> None:
    told = page
    for part in signal.split("."):
        told = getattr(told, part)
    tab_to(page, button)
    with qtbot.waitSignal(told, timeout=1000):
        press(page, Key.Key_Return)


def test_esc_goes_back(page: MyDataPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.closed_requested, timeout=1000):
        press(page, Key.Key_Escape)


def test_going_back_to_a_copy_is_asked_once_and_esc_stays(page: MyDataPage, qtbot: QtBot) -> None:
    tab_to(page, "Copies, newest first")
    press(page, Key.Key_Down, Key.Key_Return)
    assert "copy of Fri 20 Nov" in page.copies.asking.asked
    assert "put aside" in page.copies.asking.asked
    with qtbot.assertNotEmitted(page.copies.restore_agreed), qtbot.assertNotEmitted(page.closed_requested):
        press(page, Key.Key_Escape)
    assert not page.copies.asking.asked
    press(page, Key.Key_Return)
    press(page, Key.Key_Tab)
    with qtbot.waitSignal(page.copies.restore_agreed, timeout=1000) as told:
        press(page, Key.Key_Return)
    assert told.args == [Path("a")]


def test_a_session_is_put_back_from_the_list(page: MyDataPage, qtbot: QtBot) -> None:
    tab_to(page, "Sessions in the bin")
    press(page, Key.Key_Down)
    with qtbot.waitSignal(page.bin.put_back_requested, timeout=1000) as told:
        press(page, Key.Key_Return)
    assert told.args == ["one"]


def test_the_bin_is_emptied_after_a_question_that_counts(page: MyDataPage, qtbot: QtBot) -> None:
    tab_to(page, "Empty the bin")
    with qtbot.assertNotEmitted(page.bin.empty_agreed):
        press(page, Key.Key_Return)
    assert "gone for good: 2" in page.bin.asking.asked
    press(page, Key.Key_Tab)
    with qtbot.waitSignal(page.bin.empty_agreed, timeout=1000):
        press(page, Key.Key_Return)


def test_a_question_about_a_bin_that_has_changed_is_asked_no_more(page: MyDataPage, qtbot: QtBot) -> None:
    page.bin.empty.setFocus()
    page.bin.empty.click()
    page.bin.show_bin(BINNED)
    assert "gone for good: 2" in page.bin.asking.asked
    with qtbot.assertNotEmitted(page.bin.empty_agreed):
        page.bin.show_bin((BinRow("three", "Fri 20 Nov 2026, Butt Tap"), *BINNED))
    assert not page.bin.asking.asked
    assert page.bin.empty.hasFocus()
    page.bin.empty.click()
    assert "gone for good: 3" in page.bin.asking.asked


def test_an_empty_bin_and_no_copy_say_so(page: MyDataPage) -> None:
    page.bin.show_bin(())
    page.copies.show_copies(())
    assert page.bin.none.isVisible()
    assert not page.bin.empty.isVisible()
    assert page.copies.none.isVisible()
    assert not page.copies.back.isEnabled()


def test_the_chosen_row_stays_chosen_when_the_list_grows(page: MyDataPage) -> None:
    page.copies.list.setCurrentRow(1)
    page.copies.show_copies((CopyRow(Path("c"), "now"), *COPIES))
    assert page.copies.list.currentRow() == 1


def test_everything_is_deleted_only_after_the_word(page: MyDataPage, qtbot: QtBot) -> None:
    assert not page.delete.delete.isEnabled()
    tab_to(page, "Type the word")
    QTest.keyClicks(page.delete.typed, "delet")
    assert not page.delete.delete.isEnabled()
    QTest.keyClicks(page.delete.typed, "E ")
    assert page.delete.delete.isEnabled()
    press(page, Key.Key_Tab)
    with qtbot.waitSignal(page.delete.delete_agreed, timeout=1000):
        press(page, Key.Key_Return)
    assert page.delete.typed.text() == ""
    assert not page.delete.delete.isEnabled()


def test_an_import_shows_its_counts_before_it_is_agreed(page: MyDataPage, qtbot: QtBot) -> None:
    rows = (ImportRow("Sessions", 12, 3, 1, 40), ImportRow("Self-tests", 0, 0, 0, 5))
    page.exchange.take_over.setFocus()
    page.exchange.show_preview(ImportPreview(Path("/there/other.json"), rows))
    shown = [one.text() for one in page.exchange.preview.findChildren(Words)]
    assert shown[0] == "What other.json has"
    assert [int(one) for one in shown if one.isdigit()] == [12, 3, 1, 40, 0, 0, 0, 5]
    assert "Sessions: 12 new, 3 newer there, 1 newer here, 40 the same" in (
        page.exchange.asking.accessibleDescription()
    )
    press(page, Key.Key_Tab)
    with qtbot.waitSignal(page.exchange.import_agreed, timeout=1000) as told:
        press(page, Key.Key_Return)
    assert told.args == [Path("/there/other.json")]
    assert not page.exchange.preview.isVisible()


def test_an_import_without_anything_new_asks_nothing(page: MyDataPage) -> None:
    page.exchange.show_preview(ImportPreview(Path("other.json"), (ImportRow("Sessions", 0, 0, 2, 40),)))
    assert not page.exchange.asking.asked
    assert "here already" in page.exchange.said


def test_leaving_the_question_of_an_import_closes_its_counts(page: MyDataPage, qtbot: QtBot) -> None:
    page.exchange.take_over.setFocus()
    page.exchange.show_preview(ImportPreview(Path("other.json"), (ImportRow("Sessions", 1, 0, 0, 0),)))
    with qtbot.assertNotEmitted(page.exchange.import_agreed):
        press(page, Key.Key_Escape)
    assert not page.exchange.preview.isVisible()
    assert page.exchange.take_over.hasFocus()


def test_what_became_of_a_wish_is_said_where_it_was_wished(page: MyDataPage) -> None:
    page.place.check.click()
    page.say("All of it was read.")
    assert page.place.said == "All of it was read."
    page.copies.now.click()
    assert not page.place.said
    page.say("A copy is there.")
    assert page.copies.said == page.said == "A copy is there."
    page.begin()
    assert not page.said


def test_everything_that_takes_a_key_has_a_name(page: MyDataPage) -> None:
    takers = [one for one in page.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert len(takers) > 12
    assert not [one for one in takers if one.isVisibleTo(page) and not name_of(one)]
