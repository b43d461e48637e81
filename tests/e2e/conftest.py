"""What every journey begins with: the program, and somebody at its keys who has answered the safety questions."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from hinge_desktop.settings import Settings
from tests.e2e.desk import SILENT, Desk

Sit = Callable[..., Desk]


@pytest.fixture
def sit(qtbot: QtBot) -> Iterator[Sit]:
    """Start the program and sit down at it; a start after another ends the one before."""
    sitting: list[Desk] = []

    def sit(settings: Settings = SILENT, *, passed_s: float = 0.0) -> Desk:
        while sitting:
            sitting.pop().close()
        sitting.append(Desk(qtbot, settings, passed_s=passed_s))
        return sitting[0]

    yield sit
    for desk in sitting:
        desk.close()


@pytest.fixture
def desk(sit: Sit) -> Desk:
    """Somebody new, on Today."""
    desk = sit()
    desk.answer_questions()
    return desk
