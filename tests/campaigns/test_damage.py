"""The short form of the damage campaign, and proof that it can see."""

from __future__ import annotations

import random
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from hinge_desktop.history.store import Store
from tests.campaigns import damage as campaign
from tests.campaigns import lived
from tests.campaigns.campaign import Found
from tests.campaigns.damage import Past
from tests.campaigns.harms import HARMS


@pytest.fixture
def past(tmp_path: Path) -> Past:
    folder = tmp_path / "data"
    lived.make(folder / "history.sqlite", days=30)
    return Past(folder, lived.content_of(folder / "history.sqlite"), {})


@pytest.mark.skipif(sys.platform == "win32", reason="the killed program tells on an inherited pipe")
def test_whatever_is_damaged_what_is_shown_is_true_or_it_is_said(home: Path) -> None:
    found = campaign.run(home, 10, random.Random(1))
    assert found.wrong == []
    assert found.seen["starts of the real program"] == found.seen["starts of the real program, told"] == 1
    assert {kind for kind in campaign.PER_THOUSAND if found.seen[f"{kind}, all"] >= 2} == campaign.PER_THOUSAND.keys()


def judged(past: Past, tmp_path: Path, kind: str, opens: campaign.Open) -> list[str]:
    found = Found()
    campaign.judge(past, tmp_path / "harmed", kind, random.Random(1), found, opens)
    return found.wrong


def test_a_program_that_begins_anew_and_says_nothing_is_found(past: Past, tmp_path: Path) -> None:
    def forgetful(path: Path) -> tuple[Store, str]:
        path.unlink()
        return Store.open(path), ""

    assert "said nothing" in judged(past, tmp_path, "empty files", forgetful)[0]


def test_a_program_that_only_asks_sqlite_is_found(past: Past, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def change(path: Path, _chance: random.Random) -> None:
        with closing(sqlite3.connect(path)) as database, database:
            database.execute("UPDATE session SET pain_worst = 9 WHERE uuid = 'newer-2'")

    monkeypatch.setitem(HARMS, "flipped bits", change)
    assert judged(past, tmp_path, "flipped bits", campaign.as_the_program_does) == []
    monkeypatch.setattr("hinge_desktop.history.seal.all_good", bool)
    assert "said nothing" in judged(past, tmp_path, "flipped bits", campaign.as_the_program_does)[0]


def test_a_program_that_says_so_but_shows_what_never_was_is_found(past: Past, tmp_path: Path) -> None:
    def inventive(path: Path) -> tuple[Store, str]:
        store, told = campaign.as_the_program_does(path)
        lived.practise(store, "made up", lived.NOW)
        return store, told

    assert "never so" in judged(past, tmp_path, "zeroed pages", inventive)[0]
