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


def test_the_sets_of_an_exercise_share_its_name(qtbot: QtBot) -> None:
    bar = SessionBar()
    qtbot.addWidget(bar)
    bar.resize(700, bar.sizeHint().height())
    sets = [Block("Set 1", 1.0, group="Hero Squat"), Block("Rest", 0.5, rest=True, group="Butt Tap")]
    sets += [Block(f"Set {number}", 1.0, group="Butt Tap") for number in (1, 2)]
    bar.show_blocks((*sets, Block("Check-in", 0.5, group="Check-in")))
    bar.show_place(2, 0.5)
    assert bar.accessibleName() == "Session: Butt Tap, Set 1, 3 of 5"
    image = bar.grab().toImage()
    assert _inked(image, 0, 170) > 20
    assert _inked(image, 180, 350) > 20
    assert _inked(image, 480, 570) == 0  # no second name below the second set


def test_from_afar_there_is_only_the_bar(qtbot: QtBot) -> None:
    bar = SessionBar()
    qtbot.addWidget(bar)
    bar.show_blocks((Block("Set 1", 1.0),))
    near = bar.sizeHint().height()
    bar.set_far(36)
    assert bar.sizeHint().height() == 36
    bar.set_far(0)
    assert bar.sizeHint().height() == near
