"""Light, dark, or as the desktop is: at once, while the window is open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from hinge_desktop.parts import application
from hinge_desktop.stage.palette import PALETTES
from hinge_desktop.ui import theme
from tests.e2e.conftest import Sit, sit
from tests.e2e.desk import SILENT

__all__ = ["sit"]  # the fixture


class DesktopLook:
    """Stands for the desktop, which turns light or dark when told."""

    def __init__(self) -> None:
        self.scheme = Qt.ColorScheme.Light

    def colorScheme(self) -> Qt.ColorScheme:
        return self.scheme

    def turn(self, scheme: Qt.ColorScheme) -> None:
        self.scheme = scheme
        application().styleHints().colorSchemeChanged.emit(scheme)


class _QGuiApplication:
    def __init__(self, hints: DesktopLook) -> None:
        self._hints = hints

    def styleHints(self) -> DesktopLook:
        return self._hints


@pytest.fixture
def desktop(qapp: QGuiApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[DesktopLook]:
    look = DesktopLook()
    monkeypatch.setattr(theme, "QGuiApplication", _QGuiApplication(look))
    yield look
    theme.apply_theme(application(), theme.Theme())


def test_it_turns_with_the_desktop_unless_one_was_chosen(sit: Sit, desktop: DesktopLook) -> None:
    desk = sit(replace(SILENT, theme="system"))
    assert theme.current_theme().palette == PALETTES["light"]
    desktop.turn(Qt.ColorScheme.Dark)
    assert theme.current_theme().palette == PALETTES["dark"]
    desk.app.situation.change(replace(desk.app.settings, theme="light"))
    assert theme.current_theme().palette == PALETTES["light"]
    desktop.turn(Qt.ColorScheme.Dark)
    assert theme.current_theme().palette == PALETTES["light"]


def test_a_program_that_was_closed_turns_nothing_any_more(sit: Sit, desktop: DesktopLook) -> None:
    desk = sit(replace(SILENT, theme="system"))
    desk.app.close()
    desktop.turn(Qt.ColorScheme.Dark)
    assert theme.current_theme().palette == PALETTES["light"]
