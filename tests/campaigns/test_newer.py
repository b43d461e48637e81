"""The short form: histories of later versions are shown and not touched."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

from hinge_desktop.history.store import Store
from tests.campaigns import newer as campaign


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be copied there")
def test_a_history_of_a_later_version_is_shown_and_not_touched(tmp_path: Path) -> None:
    found = campaign.run(tmp_path, 8, random.Random(1))
    assert found.wrong == []
    assert found.seen["histories of later versions"] == 8
    assert found.seen["opened by the program with its window"] == 1


def test_a_program_that_takes_it_for_its_own_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def bold(path: Path, now: object) -> object:
        monkeypatch.setattr("hinge_desktop.history.inspection.NEWEST", 2**31)
        return type("Opened", (), {"store": Store.open(path)})()

    monkeypatch.setattr(campaign, "open_history", bold)
    monkeypatch.setattr(campaign, "WINDOW_EACH", 10**9)
    monkeypatch.setattr(campaign, "_judge_window", lambda *_: [])
    wrong = campaign.run(tmp_path, 1, random.Random(1)).wrong
    assert any("it could be changed" in one for one in wrong)
    assert any("its files were changed" in one for one in wrong)
