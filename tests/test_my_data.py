"""My data from the wish to what became of it: files are named by the test, the history is a list of what was asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from hinge_desktop import assets
from hinge_desktop.clocks import Clocks
from hinge_desktop.my_data import PAGE, MyData
from hinge_desktop.my_data_words import copy_text, kind_name
from hinge_desktop.settings import Settings
from hinge_desktop.situation import Situation
from hinge_desktop.training.records import Binned, History
from hinge_desktop.ui import announcer
from hinge_desktop.ui.window import MainWindow
from tests.e2e.files import Files
from tests.training.told import good
from tests.ui.test_announcer import Reader

Key = Qt.Key
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


class Ledger:
    """Writes down what it is asked to do."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, Path | None]] = []

    def export_to(self, path: Path) -> None:
        self.asked.append(("export", path))

    def preview_import(self, path: Path) -> None:
        self.asked.append(("preview", path))

    def import_from(self, path: Path) -> None:
        self.asked.append(("import", path))

    def back_up_now(self) -> None:
        self.asked.append(("copy now", None))

    def back_up_to(self, path: Path) -> None:
        self.asked.append(("copy", path))

    def restore_from(self, path: Path) -> None:
        self.asked.append(("restore", path))

    def check(self) -> None:
        self.asked.append(("check", None))

    def empty_bin(self) -> None:
        self.asked.append(("empty", None))

    def delete_everything(self) -> None:
        self.asked.append(("delete", None))


@dataclass(frozen=True)
class Count:
    new: int = 0
    taken: int = 0
    kept: int = 0
    same: int = 0


class Room:
    """A window with a page, and My data."""

    def __init__(self, home: Path) -> None:
        self.window = MainWindow()
        self.files, self.ledger = Files(), Ledger()
        self.situation = Situation(Settings(), home / "settings.json", Clocks(wall=NOON.timestamp), self.window)
        self.situation.set_history(History(good(0, 3)))
        self.situation.set_ready()
        self.history = home / "data" / "history.sqlite"
        for name in ("settings", "follow", "today"):
            self.window.add_page(name, QWidget(self.window))
        self.my_data = MyData(self.window, self.situation, self.ledger, self.files, self.history, self.window)
        self.window.open_page("settings")
        self.window.show()

    @property
    def said(self) -> str:
        return self.my_data.page.said

    def press(self, *keys: Qt.Key, control: bool = False) -> None:
        modifier = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
        for key in keys:
            QTest.keyClick(self.window.windowHandle(), key, modifier)
            QCoreApplication.processEvents()


@pytest.fixture
def room(qtbot: QtBot, home: Path) -> Room:
    assets.ensure_resources()
    room = Room(home)
    qtbot.addWidget(room.window)
    qtbot.waitActive(room.window)
    return room


def test_it_opens_and_goes_back_to_where_one_was(room: Room) -> None:
    room.window.open_page("today")
    room.my_data.open()
    assert room.window.page == PAGE
    assert room.my_data.page.place.place.text() == str(room.history)
    room.press(Key.Key_Escape)
    assert room.window.page == "today"


def test_ctrl_e_exports_from_any_page_but_not_in_a_practice(room: Room, tmp_path: Path) -> None:
    room.files.answer = tmp_path / "all.json"
    room.window.open_page("follow")
    room.press(Key.Key_E, control=True)
    assert room.window.page == "follow"
    room.window.open_page("today")
    room.window.lock(True)
    room.press(Key.Key_E, control=True)
    assert room.window.page == "today"
    assert not room.ledger.asked
    room.window.lock(False)
    room.press(Key.Key_E, control=True)
    assert room.window.page == PAGE
    assert room.ledger.asked == [("export", tmp_path / "all.json")]
    assert room.files.endings == [".json", ".csv"]
    assert room.files.suggested[0].name == "hinge-history-2026-11-21.json"
    room.my_data.told("Everything is in all.json.")
    assert room.my_data.page.exchange.said == "Everything is in all.json."


def test_choosing_no_file_asks_for_nothing(room: Room) -> None:
    room.my_data.open()
    page = room.my_data.page
    for button in (page.exchange.export, page.exchange.take_over, page.exchange.report):
        button.click()
    for button in (page.copies.elsewhere, page.copies.from_file):
        button.click()
    assert not room.ledger.asked
    assert not room.said


def test_an_import_is_counted_first_and_then_agreed(room: Room, tmp_path: Path) -> None:
    room.my_data.open()
    page, there = room.my_data.page, tmp_path / "other.json"
    room.files.answer = there
    page.exchange.take_over.click()
    assert room.ledger.asked == [("preview", there)]
    room.my_data.import_previewed(str(there), {"sessions": Count(new=2, same=7), "skips": Count()})
    assert page.exchange.preview.isVisible()
    assert "Sessions: 2 new" in page.exchange.asking.accessibleDescription()
    assert "left out" not in page.exchange.asking.accessibleDescription()
    assert len(room.ledger.asked) == 1
    page.exchange.asking.yes.click()
    assert room.ledger.asked[1:] == [("import", there)]


def test_a_copy_is_made_beside_the_others_or_elsewhere(room: Room, tmp_path: Path) -> None:
    room.my_data.open()
    page = room.my_data.page
    page.copies.now.click()
    assert room.ledger.asked == [("copy now", None)]
    room.files.answer = tmp_path / "stick.sqlite"
    page.copies.elsewhere.click()
    assert room.ledger.asked[1:] == [("copy", tmp_path / "stick.sqlite")]


def test_going_back_to_a_copy_is_asked_about(room: Room, tmp_path: Path) -> None:
    copies = (room.history.parent / "backups" / "history-20261120T080000Z.sqlite",)
    room.my_data.backups_changed(copies)  # before the page is there
    room.my_data.open()
    page = room.my_data.page
    page.copies.back.click()
    assert not room.ledger.asked
    page.copies.asking.yes.click()
    assert room.ledger.asked == [("restore", copies[0])]
    room.files.answer = tmp_path / "stick.sqlite"
    page.copies.from_file.click()
    assert "stick.sqlite" in page.copies.asking.asked
    page.copies.asking.no.click()
    assert len(room.ledger.asked) == 1


def test_the_bin_is_put_back_from_and_emptied(room: Room, qtbot: QtBot) -> None:
    room.my_data.open()
    page = room.my_data.page
    binned = Binned("one", date(2026, 11, 20), 2, "butt-tap", NOON)
    room.my_data.bin_changed((binned,))
    shown = page.bin.list.item(0).text()
    assert "Fri 20 Nov 2026" in shown
    assert room.situation.curriculum.exercise("butt-tap").name in shown
    with qtbot.waitSignal(room.my_data.put_back_requested, timeout=1000) as told:
        page.bin.back.click()
    assert told.args == [binned]
    page.bin.empty.click()
    assert not room.ledger.asked
    page.bin.asking.yes.click()
    assert room.ledger.asked == [("empty", None)]
    room.my_data.bin_changed(())
    assert page.bin.none.isVisible()


def test_everything_goes_after_the_word_and_the_copy_is_named(room: Room) -> None:
    room.my_data.open()
    page = room.my_data.page
    page.delete.delete.click()
    assert not room.ledger.asked
    page.delete.typed.setText(page.delete.word)
    page.delete.delete.click()
    assert room.ledger.asked == [("delete", None)]
    replaced = room.history.with_name("replaced")
    replaced.mkdir(parents=True)
    room.my_data.everything_deleted("/there/backups/copy.sqlite")
    assert "/there/backups/copy.sqlite" in page.delete.said
    places = f"{Path('/there/backups')}, {replaced}"  # every copy of earlier lies there, not only that one
    assert page.delete.said.endswith(f"delete this, too: {places}.")
    room.my_data.refused("The disk is full.")
    assert "Everything is deleted" in page.delete.said


def test_who_waits_for_all_to_be_deleted_is_told_that_it_was_not(room: Room) -> None:
    room.my_data.open()
    page = room.my_data.page
    page.delete.typed.setText(page.delete.word)
    page.delete.delete.click()
    room.my_data.refused("The disk is full.")
    assert page.delete.said == "Nothing was deleted. The disk is full."


def test_an_import_that_would_do_nothing_is_announced(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    reader = Reader(listens=True)
    monkeypatch.setattr(announcer, "QAccessible", reader)
    room.my_data.open()
    room.my_data.page.exchange.take_over.click()
    room.my_data.import_previewed("other.json", {"sessions": Count(same=7)})
    assert [said for said, _ in reader.told] == [room.my_data.page.exchange.said]


def test_what_is_told_on_another_page_stands_above_it(room: Room) -> None:
    room.my_data.told("The history was put back.")
    assert room.window.banner.text == "The history was put back."


def test_a_desktop_that_opens_no_folder_is_said(room: Room) -> None:
    room.my_data.open()
    room.my_data.page.place.folder.click()
    assert room.files.shown == [room.history.parent]
    assert not room.said
    room.files.opens = False
    room.my_data.page.place.folder.click()
    assert "did not open" in room.said


def test_the_page_for_a_therapist_is_written_where_it_was_wished(room: Room, tmp_path: Path) -> None:
    room.files.answer = tmp_path / "page.pdf"
    room.my_data.open()
    room.my_data.page.exchange.report.click()
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF")
    assert str(tmp_path / "page.pdf") in room.said
    room.files.answer = tmp_path / "nowhere" / "page.pdf"
    (tmp_path / "nowhere").write_text("a file")
    room.my_data.page.exchange.report.click()
    assert "cannot be written" in room.said


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("history-20261121T120000Z", ""),
        ("history-before-import-20261121T120000Z", "before an import"),
        ("history-before-import-20261121T120000123456Z", "before an import"),
        ("history-before-format-2-20261121T120000Z", "before an update"),
        ("history-before-deleting-20261121T120000Z", "before everything was deleted"),
    ],
)
def test_a_copy_is_called_by_its_moment_and_its_reason(name: str, words: str) -> None:
    text = copy_text(Path(f"/there/{name}.sqlite"))
    assert "Sat 21 Nov 2026" in text
    assert text.endswith(words)
    assert name not in text


def test_a_file_with_a_name_of_its_own_keeps_it() -> None:
    assert copy_text(Path("/there/stick.sqlite")) == "stick.sqlite"


def test_every_kind_that_is_exchanged_has_a_name() -> None:
    from hinge_desktop.history.exchange_format import KINDS

    assert not [kind for kind in KINDS if kind_name(kind) == kind]
