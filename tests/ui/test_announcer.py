"""What a screen reader is told, and that nobody is told anything while none listens."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from hinge_desktop.training.script import Line
from hinge_desktop.ui import announcer as announcer_module
from hinge_desktop.ui.announcer import Announcer
from hinge_desktop.ui.banner import Banner


class Reader:
    """A screen reader that writes down; it stands in for Qt's, which needs a desktop."""

    AnnouncementPoliteness = QAccessible.AnnouncementPoliteness

    def __init__(self, *, listens: bool) -> None:
        self._listens = listens
        self.told: list[tuple[str, bool]] = []

    def isActive(self) -> bool:
        return self._listens

    def updateAccessibility(self, event: QAccessibleAnnouncementEvent) -> None:
        urgent = event.politeness() is QAccessible.AnnouncementPoliteness.Assertive
        self.told.append((event.message(), urgent))


@pytest.fixture
def announcer(qtbot: QtBot) -> Announcer:
    widget = QWidget()
    qtbot.addWidget(widget)
    return Announcer(widget)


def test_every_line_is_announced_to_who_listens(announcer: Announcer, monkeypatch: pytest.MonkeyPatch) -> None:
    reader = Reader(listens=True)
    monkeypatch.setattr(announcer_module, "QAccessible", reader)
    for line in (
        Line("Back", 1.0, 3.0),
        Line("", 2.0, 1.0, tone="tick", caption="♪"),
        Line("4", 3.0, 1.0, urgent=True),
    ):
        announcer.on_line(line)
    assert reader.told == [("Back", False), ("4", True)]


def test_without_a_reader_nothing_is_told(announcer: Announcer, monkeypatch: pytest.MonkeyPatch) -> None:
    reader = Reader(listens=False)
    monkeypatch.setattr(announcer_module, "QAccessible", reader)
    announcer.on_line(Line("Back", 1.0, 3.0))
    assert reader.told == []


def test_what_stands_above_every_page_is_announced_once(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    reader = Reader(listens=True)
    monkeypatch.setattr(announcer_module, "QAccessible", reader)
    banner = Banner()
    qtbot.addWidget(banner)
    banner.tell("The disk is full.")
    banner.tell("The disk is full.")
    assert reader.told == [("The disk is full.", False)]
