"""The short form of the slow disk: who waits for it. How long anything takes is not looked at here."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.campaigns import slow_disk as campaign
from tests.campaigns import vfs
from tests.campaigns.campaign import on_linux
from tests.campaigns.slow_disk import Run

needs_sqlite = pytest.mark.skipif(
    not (on_linux() and vfs.possible()), reason="Python's SQLite has its functions hidden here"
)


@needs_sqlite
def test_the_windows_thread_never_waits_for_the_disk(home: Path) -> None:
    found = campaign.run(home, 3, random.Random(1))
    assert found.wrong == []
    assert found.seen["waits for the disk elsewhere"] > 2


@needs_sqlite
def test_a_program_that_keeps_its_history_in_the_windows_thread_is_found(home: Path) -> None:
    worse = campaign.practise(home, 3, 50.0, 8.0, "--in-window")
    assert any("the window's thread waited" in one for one in campaign.judge_threads(worse))


def test_times_are_held_against_a_quick_disk() -> None:
    quick, slow, busy = (Run([late] * 100, [frame] * 100, {}) for late, frame in ((1, 5), (210, 5), (60, 20)))
    assert campaign.judge_times(quick, quick) == []
    assert "that is the slow disk" in campaign.judge_times(slow, quick)[0]
    assert all("too busy to tell" in one for one in campaign.judge_times(busy, busy))
