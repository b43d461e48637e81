"""Motions to draw: solved once for the whole room."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import pytest

from hinge_desktop.body.anthropometry import Body
from hinge_desktop.body.motion import Motion, solve
from hinge_desktop.curriculum.parser import parse_exercise

EXERCISES = Path(__file__).resolve().parents[2] / "assets" / "exercises"


def pytest_addoption(parser: pytest.Parser) -> None:
    """``pytest tests/stage --set-golden`` takes today's drawings as the ones to compare with."""
    parser.addoption("--set-golden", action="store_true", help="write the golden pictures instead of comparing")


@lru_cache
def _solved(exercise: str) -> Motion:
    text = (EXERCISES / f"{exercise}.toml").read_text(encoding="utf-8")
    return solve(parse_exercise(text, f"{exercise}.toml").movement, Body())


@pytest.fixture
def motion_of() -> Callable[[str], Motion]:
    """The motion of an exercise for the reference body, by id."""
    return _solved
