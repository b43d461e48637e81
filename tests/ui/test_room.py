"""Every page has room: nothing is cut off to the right, small or large, and everything is reached by Tab."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from hinge_desktop.app import build
from hinge_desktop.paths import Places
from hinge_desktop.settings import Settings

PAGES = ("today", "library", "settings", "screening")


@pytest.fixture
def app(qtbot, request):
    settings = Settings(text_scale=getattr(request, "param", 1.0))
    app = build(settings, Places.usual())
    qtbot.addWidget(app.window)
    app.window.resize(1000, 700)
    app.window.lock(False)
    app.window.show()
    yield app
    app.close()


@pytest.mark.parametrize("app", [1.0, 1.5, 2.0], indirect=True)
def test_no_page_is_wider_than_its_window(app):
    for name in PAGES:
        app.window.open_page(name)
        QApplication.processEvents()
        page = app.window._pages[name]
        assert page.widget().width() <= page.viewport().width(), name


def clipped(widget):
    """Whether the words of a label or a button do not fit into it."""
    if isinstance(widget, QLabel):
        room, flags = widget.contentsRect(), int(Qt.TextFlag.TextWordWrap) if widget.wordWrap() else 0
        needed = QFontMetrics(widget.font()).boundingRect(0, 0, room.width(), 9999, flags, widget.text())
        return bool(widget.text()) and (needed.width() > room.width() + 1 or needed.height() > room.height() + 1)
    hint = widget.sizeHint()
    return widget.width() < hint.width() - 1 or widget.height() < hint.height() - 1


@pytest.mark.parametrize("app", [1.0, 1.5, 2.0], indirect=True)
@pytest.mark.parametrize("exercise", ["three-point-contact-hinge", "toe-touch-test", "kettlebell-clean"])
def test_no_words_of_the_library_are_clipped(app, exercise):
    app.journey.look_at(exercise)
    library = app.library
    library.stage.pause()
    for panel in ("about", "drift", "setup", "effort"):
        library.panels.open(panel)
        if panel == "drift":
            library.drift.toggle()
        for _ in range(3):
            QApplication.processEvents()
        shown = [one for kind in (QLabel, QAbstractButton) for one in library.widget().findChildren(kind)]
        assert [one.text() for one in shown if one.isVisible() and clipped(one)] == [], panel


@pytest.mark.parametrize("name", ["today", "library", "settings"])
def test_every_button_is_named_and_reached_by_tab(app, qtbot, name):
    app.window.open_page(name)
    qtbot.waitActive(app.window)
    page = app.window._pages[name]
    buttons = [one for one in page.findChildren(QAbstractButton) if one.isVisible() and one.isEnabled()]
    wanted = {one for one in buttons if one.focusPolicy() & Qt.FocusPolicy.TabFocus}
    assert all(one.accessibleName() or one.text() for one in buttons)
    page.setFocus()
    reached = set()
    for _ in range(200):
        qtbot.keyClick(QApplication.focusWidget() or app.window, Qt.Key.Key_Tab)
        reached.add(QApplication.focusWidget())
    missed = [one for one in wanted - reached if not (one.isCheckable() and one.group() and one.group().exclusive())]
    assert [one.text() for one in missed] == []
