"""Settings: a change is told at once, in metric whatever is shown."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from hinge_desktop.settings import Settings
from hinge_desktop.ui.settings_page import SettingsPage


@pytest.fixture
def page(qtbot, light):
    page = SettingsPage()
    qtbot.addWidget(page)
    page.show_settings(Settings())
    page.show()
    return page


def test_showing_tells_nothing(page):
    told = []
    page.settings_changed.connect(told.append)
    page.show_settings(replace(Settings(), stature_m=1.6, theme="dark", opted_in=(9,)))
    assert told == []


def test_arrow_up_grows_the_body_by_a_centimetre(page, qtbot):
    with qtbot.waitSignal(page.settings_changed) as told:
        qtbot.keyClick(page._stature, Qt.Key.Key_Up)
    assert told.args[0].stature_m == pytest.approx(1.76)


@pytest.mark.parametrize("stature", [1.40, 1.75, 2.10])
def test_inches_and_back_leave_the_body_as_it_was(page, qtbot, stature):
    page.show_settings(replace(Settings(), stature_m=stature, mass_kg=160.0))
    qtbot.keyClick(page._units, "2")
    qtbot.keyClick(page._units, "1")
    assert page._settings.stature_m == stature
    assert page._settings.mass_kg == 160.0


def test_theme_and_optional_steps_by_keys(page, qtbot):
    qtbot.keyClick(page._theme, "3")
    assert page._settings.theme == "dark"
    qtbot.keyClick(page._opt_in[9], Qt.Key.Key_Space)
    assert page._settings.opted_in == (9,)


def test_the_places_can_be_read_and_not_changed(page):
    page.show_places("/somewhere/history.sqlite", "/somewhere/log")
    assert page._data.text() == "/somewhere/history.sqlite"
    assert page._data.isReadOnly()
