"""What the tests of the pages share: the curriculum, a motion, and a clock that only moves when told."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from hinge_desktop import assets
from hinge_desktop.body.anthropometry import Body
from hinge_desktop.body.motion import Motion, solve
from hinge_desktop.curriculum.ladder import Curriculum, build_curriculum
from hinge_desktop.ui.theme import Theme, apply_theme


class FakeClock:
    """Seconds that pass only by :meth:`pass_`."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now

    def pass_(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture(scope="session")
def curriculum() -> Curriculum:
    return build_curriculum(assets.exercise_texts())


@pytest.fixture(scope="session")
def motion(curriculum: Curriculum) -> Motion:
    return solve(curriculum.exercise("weighted-hip-hinge").movement, Body(), load_kg=12.0)


@pytest.fixture
def light(qapp: QApplication) -> Theme:
    theme = Theme()
    assets.ensure_resources()  # the sheet names icons
    apply_theme(qapp, theme)
    return theme
