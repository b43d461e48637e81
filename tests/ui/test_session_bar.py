"""The bar of a session: every block that has room for its name shows it."""

from __future__ import annotations

from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from hinge_desktop.ui.session_bar import Block, SessionBar


def _inked(image: QImage, left: int, right: int) -> int:
    """Pixels of another colour than the ground, in the line of names between two columns."""
    ground = image.pixel(image.width() - 1, image.height() - 1)
    rows = range(image.height() // 2, image.height())
    return sum(image.pixel(x, y) != ground for y in rows for x in range(left, right))


def test_the_block_that_has_just_begun_keeps_its_name(qtbot: QtBot) -> None:
    bar = SessionBar()
    qtbot.addWidget(bar)
    bar.resize(600, bar.sizeHint().height())
    bar.show_blocks((Block("Set 1", 1.0), Block("Rest", 1.0, rest=True), Block("Check-in", 1.0)))
    bar.show_place(0, 0.02)
    assert _inked(bar.grab().toImage(), 0, 190) > 20


def test_the_last_name_ends_with_the_bar(qtbot: QtBot) -> None:
    bar = SessionBar()
    qtbot.addWidget(bar)
    bar.resize(600, bar.sizeHint().height())
    bar.show_blocks((Block("Set 1", 10.0), Block("Check-in", 1.0)))
    bar.show_place(0, 0.5)
    image = bar.grab().toImage()
    assert _inked(image, 520, 600) > 20
    assert _inked(image, 599, 600) == 0
