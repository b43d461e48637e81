"""Help: the pages, the ways between them, the search, and that nothing is fetched or opened by itself."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QColor, QDesktopServices, QTextDocument
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hinge_desktop import assets
from hinge_desktop.manual import HOME, KEYS, Manual
from hinge_desktop.stage.palette import DARK, LIGHT
from hinge_desktop.ui.help import HelpWindow
from hinge_desktop.ui.help_reader import WIDEST_PX, picture
from hinge_desktop.ui.theme import Theme, apply_theme

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture(scope="module")
def manual() -> Manual:
    return Manual(assets.manual_texts())


@pytest.fixture
def help_(qtbot: QtBot, light: Theme, manual: Manual) -> HelpWindow:
    window = HelpWindow(manual)
    qtbot.addWidget(window)
    window.resize(1000, 700)
    window.show()
    qtbot.waitActive(window)
    return window


def test_every_page_is_in_the_contents_and_can_be_shown(help_: HelpWindow, manual: Manual) -> None:
    assert help_.choice.count() == len(manual.pages)
    for page in manual.pages:
        help_.open_page(page.address)
        assert help_.reader.toPlainText().strip()
        assert help_.reader.accessibleName() == page.title
        assert help_.contents.currentItem().text() == page.title
        assert help_.choice.currentText() == page.title


def test_the_way_back_leads_where_one_was_and_as_far_down(help_: HelpWindow, qtbot: QtBot) -> None:
    assert not help_.back.isEnabled()
    help_.open_page("manual/my-data.md")
    help_.reader.verticalScrollBar().setValue(300)
    help_.open_page("manual/privacy.md")
    qtbot.keyClick(help_, Qt.Key.Key_Left, ALT)
    assert help_.address == "manual/my-data.md"
    assert help_.reader.verticalScrollBar().value() == 300
    qtbot.keyClick(help_, Qt.Key.Key_Left, ALT)
    assert help_.address == HOME
    assert not help_.back.isEnabled()
    qtbot.keyClick(help_, Qt.Key.Key_Right, ALT)
    assert help_.address == "manual/my-data.md"
    help_.open_page("manual/today.md")
    assert not help_.onward.isEnabled()


def test_a_link_is_followed_by_keys_alone(help_: HelpWindow, qtbot: QtBot) -> None:
    help_.reader.setFocus()
    qtbot.keyClick(help_.reader, Qt.Key.Key_Tab)
    qtbot.keyClick(help_.reader, Qt.Key.Key_Return)
    assert help_.address == "manual/first-steps.md"


def test_an_anchor_brings_its_heading_to_the_top(help_: HelpWindow) -> None:
    help_.open_page("manual/my-data.md#putting-a-session-right")
    assert help_.reader.textCursor().block().text() == "Putting a session right"
    assert help_.reader.verticalScrollBar().value() > 0


def test_a_heading_is_at_the_top_when_the_window_opens_for_the_first_time(
    qtbot: QtBot, light: Theme, manual: Manual
) -> None:
    window = HelpWindow(manual)
    qtbot.addWidget(window)
    window.show_page("manual/my-data.md#putting-a-session-right")
    assert window.reader.textCursor().block().text() == "Putting a session right"
    assert abs(window.reader.cursorRect().top()) < 2 * window.reader.text_px


def test_the_keys_beside_the_buttons_are_those_that_act(help_: HelpWindow) -> None:
    assert help_.search.placeholderText() == "Search (Ctrl+F)"
    assert "Alt+Left" in help_.back.accessibleDescription()
    assert "Alt+Right" in help_.onward.accessibleDescription()


def test_nothing_outside_is_opened_or_fetched(help_: HelpWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    texts = {HOME: "# Home\n\n- [Page](page.md)\n", "manual/page.md": PAGE_WITH_LINKS}
    window = HelpWindow(Manual(texts), help_)
    window.open_page("manual/page.md")
    assert "the web" in window.reader.toPlainText()
    assert not [one for one in anchors(window.reader.document()) if one]
    window.reader.anchorClicked.emit(QUrl("https://hinge.invalid/"))
    window.reader.anchorClicked.emit(QUrl("file:///etc/hostname"))
    assert window.address == "manual/page.md"
    assert not opened
    assert window.reader.loadResource(QTextDocument.ResourceType.ImageResource.value, QUrl("file:///x.png")) is None


PAGE_WITH_LINKS = """# Page

See [the web](https://hinge.invalid/), [a file](/etc/hostname) and [builders](../body.md).

![a picture of elsewhere](https://hinge.invalid/x.png)
"""


def anchors(document: QTextDocument) -> list[str]:
    """Where each stretch of a document leads."""
    found, block = [], document.begin()
    while block.isValid():
        place = block.begin()
        while not place.atEnd():
            found.append(place.fragment().charFormat().anchorHref())
            place += 1
        block = block.next()
    return found


# -- searching ----------------------------------------------------------------------------------


def test_a_search_names_the_pages_and_enter_walks_through_them(help_: HelpWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(help_, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert help_.search.hasFocus()
    qtbot.keyClicks(help_.search, "tingl")
    shown = [item.text() for item in help_._items() if not item.isHidden()]
    assert "Following along (1)" in shown
    assert not [text for text in shown if "Keys" in text]
    assert f"on {len(shown)} pages" in help_.found.text()
    seen = set()
    for _ in range(12):
        qtbot.keyClick(help_.search, Qt.Key.Key_Return)
        seen.add(help_.address)
        assert "tingl" in help_.reader.textCursor().selectedText().lower()
    assert len(seen) == len(shown)


def test_every_place_found_is_marked(help_: HelpWindow, manual: Manual) -> None:
    help_.open_page("manual/my-data.md")
    help_.search.setText("copy")
    marks = help_.reader.extraSelections()
    assert [mark.cursor.selectedText().lower() for mark in marks] == ["copy"] * help_._pages_with("copy")[help_.address]
    assert all(mark.format.background().color() == QColor(LIGHT.accent_fill) for mark in marks)


def test_another_look_keeps_the_marks_and_the_one_that_is_chosen(help_: HelpWindow, qapp: QApplication) -> None:
    help_.open_page("manual/my-data.md")
    help_.search.setText("copy")
    help_._next_found()
    reader = help_.reader
    chosen, count = reader.textCursor().position(), len(reader.extraSelections())
    try:
        apply_theme(qapp, Theme(DARK))
        assert [mark.cursor.selectedText().lower() for mark in reader.extraSelections()] == ["copy"] * count
        assert reader.textCursor().position() == chosen
        assert reader.textCursor().selectedText().lower() == "copy"
    finally:
        apply_theme(qapp, Theme())


def test_what_is_not_there_is_said_and_hides_nothing(help_: HelpWindow) -> None:
    help_.search.setText("flux capacitor")
    assert help_.found.text() == "not found"
    assert not [item for item in help_._items() if item.isHidden()]
    help_.search.clear()
    assert help_.found.text() == ""


def test_the_next_time_it_begins_without_a_search(help_: HelpWindow) -> None:
    help_.search.setText("hinge")
    help_.close()
    assert help_.search.text() == ""


# -- look ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(1000, 700), (1920, 1080)])
def test_lines_are_no_longer_than_can_be_followed(help_: HelpWindow, size: tuple[int, int]) -> None:
    help_.resize(*size)
    assert help_.reader.viewport().width() <= WIDEST_PX * help_.reader.text_px / 15 + 10
    assert help_.reader.horizontalScrollBar().maximum() == 0


def test_large_text_folds_the_contents_and_clips_nothing(help_: HelpWindow, qapp: QApplication) -> None:
    assert help_.contents.isVisible()
    try:
        apply_theme(qapp, Theme(LIGHT, 2.0))
        assert not help_.contents.isVisible()
        assert help_.choice.isVisible()
        for address in ("manual/today.md", KEYS):
            help_.open_page(address)
            assert help_.reader.document().size().width() <= help_.reader.viewport().width()
    finally:
        apply_theme(qapp, Theme())


def test_another_theme_keeps_the_place_and_changes_the_pictures(help_: HelpWindow, qapp: QApplication) -> None:
    help_.open_page("manual/my-data.md")
    bar = help_.reader.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    share = bar.value() / bar.maximum()
    try:
        apply_theme(qapp, Theme(DARK))
        assert abs(bar.value() / bar.maximum() - share) < 0.05
    finally:
        apply_theme(qapp, Theme())
    brightness = [
        QColor(picture("manual/pictures/today-light.png", dark=dark).pixel(4, 4)).lightness() for dark in (False, True)
    ]
    assert brightness[0] > 200 > 80 > brightness[1]
