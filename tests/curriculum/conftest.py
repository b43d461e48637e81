"""The shipped exercise files, read once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from hinge_desktop.curriculum.ladder import Curriculum, build_curriculum

FOLDER = Path(__file__).parents[2] / "assets" / "exercises"
SAMPLES = Path(__file__).parent / "samples"


@pytest.fixture(scope="session")
def texts() -> Mapping[str, str]:
    """File name -> text."""
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.toml"))}


@pytest.fixture(scope="session")
def curriculum(texts: Mapping[str, str]) -> Curriculum:
    return build_curriculum(texts)


@pytest.fixture(scope="session")
def samples() -> Mapping[str, str]:
    """File name -> text of exercises made for tests: numbers that nobody retunes."""
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("*.toml"))}
