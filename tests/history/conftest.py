"""Histories to test with."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from hinge_desktop.history.store import Store
from hinge_desktop.training.records import SessionStart, SetStart

NOW = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "history.sqlite"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store.open(path) as opened:
        yield opened


@pytest.fixture
def a_session() -> SessionStart:
    return SessionStart("one", date(2026, 11, 21), NOW, 60, "weighted-hip-hinge", 5, 2, pain_before=1)


@pytest.fixture
def a_set() -> SetStart:
    return SetStart(0, "weighted-hip-hinge", 3, 12.5, "3-1-1-1")


@pytest.fixture
def kept(path: Path, a_session: SessionStart, a_set: SetStart) -> Path:
    """A closed file with one session of two repetitions."""
    with Store.open(path) as opened:
        opened.begin_session(a_session)
        opened.begin_set("one", a_set, NOW)
        for number in (1, 2):
            opened.add_rep("one", 0, number, 6.0, NOW)
    return path
