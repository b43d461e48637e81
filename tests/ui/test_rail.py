"""The rail: all ten steps in sight, with their names wherever there is room for them."""

from __future__ import annotations

import pytest

from hinge_desktop.ui.rail import Rail, StepRow
from tests.settling import settle

NAMES = ("Hero Squat", "Butt Tap", "Three Point Contact Hinge", "Banded Hip Hinge", "Weighted Hip Hinge", "Swing")
ROWS = [StepRow(step, f"id-{step}", NAMES[step % len(NAMES)], "ahead") for step in range(1, 11)]


@pytest.fixture
def rail(qtbot, light):
    rail = Rail()
    qtbot.addWidget(rail)
    rail.show_steps(ROWS)
    rail.show()
    return rail


def _in_one_column(rail: Rail) -> bool:
    return len({step.x() for step in rail.steps}) == 1


@pytest.mark.parametrize("heights", [(774,), (420, 774), (774, 420, 774)])
def test_names_come_back_as_soon_as_there_is_room(rail, qtbot, heights):
    for height in heights:
        rail.resize(rail.sizeHint().width(), height)
        settle()
    assert _in_one_column(rail)


def test_a_low_window_keeps_ten_marks_in_sight(rail, qtbot):
    rail.resize(rail.sizeHint().width(), 420)
    settle()
    assert not _in_one_column(rail)
    assert all(rail.rect().contains(step.mapTo(rail, step.rect().center())) for step in rail.steps)
