"""The short form of the stopped upgrades, and proof that it can see."""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from hinge_desktop.history.migrations import NEWEST
from hinge_desktop.history.store import Store
from tests.campaigns import upgrades as campaign


def test_a_stopped_upgrade_leaves_the_old_format_or_a_later_one_and_nothing_is_lost(tmp_path: Path) -> None:
    found = campaign.run(tmp_path, 2, random.Random(1), days=60)
    assert found.wrong == []
    assert found.seen["files of earlier programs"] >= NEWEST - 1
    assert sum(count for what, count in found.seen.items() if what.startswith("from format")) == 2 * (NEWEST - 1)


@pytest.fixture(scope="module")
def older(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("older") / "data" / "history.sqlite"
    campaign.make(path, NEWEST - 1, days=20)
    return path


@pytest.mark.parametrize(
    ("harm", "seen"),
    [
        ("SELECT 1", ""),
        ("UPDATE set_ SET load_g = load_g + 1 WHERE id = 3", "set_:"),
        ("DELETE FROM screening WHERE id = 1", "screening:"),
        ("ALTER TABLE session ADD COLUMN seal BLOB", "the tables are not those"),
        (f"PRAGMA user_version = {NEWEST}", "the tables are not those"),
    ],
)
def test_what_an_upgrade_stopped_half_way_would_leave_is_found(
    older: Path, tmp_path: Path, harm: str, seen: str
) -> None:
    path = tmp_path / "history.sqlite"
    shutil.copyfile(older, path)
    before = campaign.rows(path)
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(harm)
    wrong = campaign.look(path, before, (NEWEST - 1, NEWEST))
    assert [one for one in wrong if seen and one.startswith(seen)] == wrong
    assert bool(wrong) == bool(seen)


def test_an_older_format_made_for_the_campaign_is_one(older: Path, tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite"
    shutil.copyfile(older, path)
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA user_version").fetchone() == (NEWEST - 1,)
    with Store.open(path) as store:
        assert len(store.history().sessions) > 5
