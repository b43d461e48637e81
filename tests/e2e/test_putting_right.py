"""A session is put right, deleted and brought back by keys to the main window alone, and it is all there at the next
start.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from hinge_desktop.training.records import SessionRecord
from tests.e2e.conftest import Sit
from tests.e2e.desk import Desk, lived_before
from tests.e2e.files import Files

Key = Qt.Key


def sessions(desk: Desk) -> dict[str, SessionRecord]:
    return {one.uuid: one for one in desk.app.history.sessions}


def said(desk: Desk) -> str:
    return desk.app.window.undo_line.text


def wait(qtbot: QtBot, is_so: Callable[[], bool]) -> None:
    qtbot.waitUntil(is_so, timeout=10_000)


def to_the_table(desk: Desk) -> None:
    desk.press(Key.Key_3, control=True)
    desk.tab_to("Sessions, newest first")
    desk.press(Key.Key_Home, control=True)


def test_a_session_is_put_right_deleted_and_brought_back_and_all_of_it_outlives_the_program(
    sit: Sit, qtbot: QtBot
) -> None:
    lived_before(2, good_days=3)
    desk = sit()
    before = sessions(desk)
    newest = max(before.values(), key=lambda one: one.started_utc)
    assert desk.app.agenda.decision.step == 3

    to_the_table(desk)
    desk.press(Key.Key_Return)
    assert desk.page == "session"
    desk.tab_to("Did it look like the figure?")
    desk.press(Key.Key_N)
    wait(qtbot, lambda: "advises step 2 instead of step 3" in desk.app.editing.page.effect.text())
    desk.press(Key.Key_Return, control=True)
    assert desk.page == "progress"
    wait(qtbot, lambda: sessions(desk)[newest.uuid].answers.looked_like_figure is False)
    assert "Hinge now advises step 2 instead of step 3." in said(desk)
    assert desk.app.today.state is not None
    assert "step 2" in desk.app.today.state.eyebrow.lower()

    desk.tab_to("Sessions, newest first")
    desk.press(Key.Key_Home, control=True)
    desk.press(Key.Key_Delete)
    wait(qtbot, lambda: newest.uuid not in sessions(desk))
    assert "is in the bin" in said(desk)
    desk.press(Key.Key_Z, control=True)
    wait(qtbot, lambda: newest.uuid in sessions(desk))
    wait(qtbot, lambda: "out of the bin" in said(desk))
    changed = sessions(desk)

    again = sit()
    assert sessions(again) == changed
    assert again.app.agenda.decision.step == 2
    again.press(Key.Key_Z, control=True)
    wait(qtbot, lambda: sessions(again) == before)
    assert again.app.agenda.decision.step == 3
    wait(qtbot, lambda: "the change to a session" in said(again))


def test_much_pain_told_afterwards_brings_the_safety_questions_and_then_the_line_is_there(
    sit: Sit, qtbot: QtBot
) -> None:
    lived_before(2, good_days=3)
    desk = sit()
    to_the_table(desk)
    desk.press(Key.Key_Return)
    desk.tab_to("Pain at its worst")
    desk.press(Key.Key_6)
    desk.press(Key.Key_Return, control=True)
    wait(qtbot, desk.at_page("screening"))
    assert not desk.app.window.undo_line.isVisible()
    desk.press(Key.Key_Z, control=True)
    assert desk.page == "screening"
    desk.answer_questions()
    assert desk.page == "today"
    assert desk.app.window.undo_line.isVisible()
    assert "Hinge now advises step 1 instead of step 3." in said(desk)


def test_what_was_deleted_is_put_back_from_the_bin_at_a_later_start(sit: Sit, qtbot: QtBot) -> None:
    lived_before(2, good_days=3)
    desk = sit()
    before = sessions(desk)
    to_the_table(desk)
    desk.press(Key.Key_Delete)
    wait(qtbot, lambda: len(sessions(desk)) == 2)

    again = sit()
    assert len(sessions(again)) == 2
    again.press(Key.Key_4, control=True)
    again.tab_to("Open My data")
    again.press(Key.Key_Return)
    again.tab_to("Sessions in the bin")
    again.press(Key.Key_Return)
    wait(qtbot, lambda: sessions(again) == before)
    assert again.page == "my-data"
    assert "is back" in said(again)


def test_everything_is_deleted_after_the_word_and_comes_back_from_the_copy(sit: Sit, qtbot: QtBot) -> None:
    lived_before(2, good_days=3)
    desk = sit()
    before = sessions(desk)
    desk.press(Key.Key_4, control=True)
    desk.tab_to("Open My data")
    desk.press(Key.Key_Return)
    desk.tab_to("Type the word")
    desk.press(Key.Key_D, Key.Key_E, Key.Key_L, Key.Key_E, Key.Key_T, Key.Key_E, Key.Key_Tab, Key.Key_Return)
    wait(qtbot, lambda: not sessions(desk))
    desk.answer_questions()  # nobody has answered them now
    assert desk.page == "today"
    desk.press(Key.Key_4, control=True)
    desk.tab_to("Open My data")
    desk.press(Key.Key_Return)
    shown = desk.app.my_data.page.copies.list
    copies = shown.count()
    desk.tab_to("Make a copy now")
    desk.press(Key.Key_Return)
    wait(qtbot, lambda: shown.count() == copies + 1)
    assert "it is whole" in desk.app.my_data.page.said
    desk.tab_to("Copies, newest first")
    desk.press(Key.Key_Home)
    while "before everything" not in shown.currentItem().text():
        desk.press(Key.Key_Down)
    desk.press(Key.Key_Return, Key.Key_Tab, Key.Key_Return)
    wait(qtbot, lambda: sessions(desk) == before)


def test_what_was_exported_is_taken_over_again_after_everything_was_deleted(
    sit: Sit, qtbot: QtBot, tmp_path: Path
) -> None:
    lived_before(2, good_days=3)
    desk = sit()
    before = sessions(desk)
    desk.app.my_data.files = files = Files()
    files.answer = tmp_path / "all.json"
    desk.press(Key.Key_E, control=True)
    page = desk.app.my_data.page
    wait(qtbot, lambda: "Everything is in" in page.exchange.said)
    desk.tab_to("Type the word")
    desk.press(Key.Key_D, Key.Key_E, Key.Key_L, Key.Key_E, Key.Key_T, Key.Key_E, Key.Key_Tab, Key.Key_Return)
    wait(qtbot, lambda: not sessions(desk))
    assert not desk.app.situation.history.overrules
    desk.answer_questions()
    desk.press(Key.Key_4, control=True)
    desk.tab_to("Open My data")
    desk.press(Key.Key_Return)
    desk.tab_to("Import")
    desk.press(Key.Key_Return)
    wait(qtbot, page.exchange.preview.isVisible)
    assert "Sessions: 3 new" in page.exchange.asking.accessibleDescription()
    assert not sessions(desk)
    desk.press(Key.Key_Tab, Key.Key_Return)
    wait(qtbot, lambda: sessions(desk) == before)
    assert desk.app.agenda.decision.step == 3
    desk.press(Key.Key_Z, control=True)
    assert said(desk) == "There is nothing to take back."


def test_progress_leads_to_the_page_for_a_therapist(sit: Sit, qtbot: QtBot, tmp_path: Path) -> None:
    lived_before(2, good_days=1)
    desk = sit()
    desk.app.my_data.files = files = Files()
    files.answer = tmp_path / "page.pdf"
    desk.press(Key.Key_3, control=True)
    desk.tab_to("A page for my therapist")
    desk.press(Key.Key_Return)
    assert files.answer.read_bytes().startswith(b"%PDF")
    assert desk.page == "progress"
    assert str(files.answer) in desk.app.window.banner.text
