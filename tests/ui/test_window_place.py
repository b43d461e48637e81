"""The window opens where it was on these screens, and always where it can be taken hold of."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QRect, QSettings
from pytestqt.qtbot import QtBot

from hinge_desktop.ui import window_place
from hinge_desktop.ui.theme import Theme
from hinge_desktop.ui.window import MainWindow

LEFT, RIGHT = QRect(0, 0, 1920, 1040), QRect(1920, 0, 2560, 1400)


@pytest.mark.parametrize(
    ("place", "whole", "found"),
    [
        (QRect(100, 100, 1200, 800), False, QRect(100, 100, 1200, 800)),
        (QRect(2500, 100, 1200, 800), True, QRect(2500, 100, 1200, 800)),
        (QRect(1700, 100, 1200, 800), False, QRect(1700, 100, 1200, 800)),  # on both, as somebody put it
        (QRect(5000, 100, 1200, 800), False, QRect(720, 100, 1200, 800)),  # of a screen that is gone
        (QRect(-3000, -3000, 1200, 800), False, QRect(0, 0, 1200, 800)),
        (QRect(100, 1030, 1200, 800), False, QRect(100, 240, 1200, 800)),  # below the edge
        (QRect(100, -300, 1200, 800), False, QRect(100, 0, 1200, 800)),  # its upper edge is out of reach
        (QRect(1800, 100, 1000, 700), True, QRect(1920, 100, 1000, 700)),
        (QRect(9000, 0, 4000, 3000), False, QRect(0, 0, 1920, 1040)),  # larger than the screen there is
    ],
)
def test_within_reach(place: QRect, whole: bool, found: QRect) -> None:
    assert window_place.within_reach(place, [LEFT, RIGHT], whole=whole) == found


def test_without_a_screen_nothing_is_moved() -> None:
    assert window_place.within_reach(QRect(9, 9, 9, 9), []) == QRect(9, 9, 9, 9)


class Screens:
    """Stands for the screens: their sizes and places."""

    def __init__(self, *rooms: QRect) -> None:
        self.rooms = rooms

    def __call__(self) -> list[_Screen]:
        return [_Screen(room) for room in self.rooms]


class _Screen:
    def __init__(self, room: QRect) -> None:
        self._room = room

    def geometry(self) -> QRect:
        return self._room

    def availableGeometry(self) -> QRect:
        return self._room


def test_each_set_up_of_screens_has_its_place(
    qtbot: QtBot, light: Theme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)

    def shown() -> MainWindow:
        window = MainWindow(memory)
        qtbot.addWidget(window)
        window.show()
        return window

    desk, away = Screens(LEFT, RIGHT), Screens(LEFT)
    monkeypatch.setattr(window_place.QGuiApplication, "screens", desk)
    window = shown()
    window.setGeometry(2400, 200, 1500, 900)
    window.close()
    monkeypatch.setattr(window_place.QGuiApplication, "screens", away)
    window = shown()  # the other screen is not there
    assert LEFT.contains(window.geometry())
    window.setGeometry(50, 60, 1100, 800)
    window.close()
    kept = {key: memory.value(key) for key in memory.allKeys() if key.startswith("window")}
    assert len(kept) == 3  # the last of all, and one for each set-up
    restored: list[object] = []
    monkeypatch.setattr(MainWindow, "restoreGeometry", lambda _window, place: restored.append(place))
    for screens in (desk, away):
        monkeypatch.setattr(window_place.QGuiApplication, "screens", screens)
        shown()
        assert restored[0] == kept[f"window on {window_place.set_up()}"]
        restored.clear()


def test_a_place_that_cannot_be_read_is_none(qtbot: QtBot, light: Theme, tmp_path: Path) -> None:
    memory = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    memory.setValue("window", "not a place")
    memory.setValue(f"window on {window_place.set_up()}", b"neither")
    window = MainWindow(memory)
    qtbot.addWidget(window)
    assert not window_place.restore(window, memory)
    assert window.width() >= 1000


def test_full_screen_is_no_place_to_open_at(qtbot: QtBot, light: Theme, tmp_path: Path) -> None:
    memory = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    window = MainWindow(memory)
    qtbot.addWidget(window)
    window.show()
    window.keep_place()
    kept = memory.value("window")
    window.showFullScreen()  # told to end while one follows across the room
    window.keep_place()
    assert memory.value("window") == kept
