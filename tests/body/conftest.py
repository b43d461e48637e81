"""The shipped movements, and bodies to perform them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from hinge_desktop.body.anthropometry import Body
from hinge_desktop.body.motion import Motion, solve
from hinge_desktop.body.movement import Movement
from tests.body.lawful import movement_of


@cache
def _solved(exercise: str, body: Body) -> Motion:
    return solve(movement_of(exercise), body)


@pytest.fixture(scope="session")
def movement() -> Callable[[str], Movement]:
    return movement_of


@pytest.fixture(scope="session")
def performed() -> Callable[..., Motion]:
    """Exercise id and a body -> its motion, solved once a run."""

    def perform(exercise: str, body: Body | None = None) -> Motion:
        return _solved(exercise, body or Body())

    return perform
