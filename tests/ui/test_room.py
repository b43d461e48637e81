"""Every page has room: nothing is cut off to the right, small or large, and everything is reached by Tab."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication

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
