"""Copies are whole, private, kept long enough, and never pushed out by something worse."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hinge_desktop.errors import StorageDamaged
from hinge_desktop.history import backup
from hinge_desktop.history.store import Store
from hinge_desktop.training.records import SessionStart

ROOT = Path(__file__).resolve().parents[2]
DAY = timedelta(days=1)


def test_a_copy_has_everything_and_is_its_owners_alone(kept: Path, now: datetime) -> None:
    before = os.umask(0)
    try:
        with Store.open(kept) as store:
            made = store.back_up(now)
            history = store.history()
    finally:
        os.umask(before)
    assert made.name == "history-20261121T060000Z.sqlite"
    assert [one.name for one in made.parent.iterdir()] == [made.name]
    assert backup.copy_is_whole(made)
    if sys.platform != "win32":
        assert (made.stat().st_mode & 0o777, made.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    with Store.open(made) as copy:
        assert copy.history() == history


def test_a_copy_is_never_put_over_another(kept: Path, now: datetime) -> None:
    with Store.open(kept) as store:
        names = [store.back_up(now).name for _ in range(2)]
    assert names == ["history-20261121T060000Z.sqlite", "history-20261121T060001Z.sqlite"]
    assert [path.name for _, path in backup.copies_of(kept)] == names[::-1]


def test_a_damaged_history_is_not_copied_and_pushes_nothing_out(kept: Path, now: datetime) -> None:
    with Store.open(kept) as store:
        good = store.back_up(now)
        with store.reading() as connection:  # behind our own back: no seal is written
            connection.exec_driver_sql("UPDATE session SET ending = 'done'")
        with pytest.raises(StorageDamaged):
            store.back_up(now + 400 * DAY)
    assert [path for _, path in backup.copies_of(kept)] == [good]
    assert list(good.parent.glob(".*")) == []
    assert backup.copy_is_whole(good)


def test_what_a_stopped_copying_left_is_swept_away(kept: Path, now: datetime) -> None:
    folder = backup.folder_of(kept)
    folder.mkdir()
    for name in (".history-20261120T000000Z.sqlite.abcdef.tmp", ".history-20261120T000000Z.sqlite.abcdef.tmp-journal"):
        (folder / name).write_bytes(b"half")
    (folder / "a note of mine.txt").write_text("mine", encoding="utf-8")
    with Store.open(kept) as store:
        made = store.back_up(now)
    assert {one.name for one in folder.iterdir()} == {made.name, "a note of mine.txt"}


def test_other_names_are_not_taken_for_copies(kept: Path) -> None:
    folder = backup.folder_of(kept)
    folder.mkdir()
    for name in ("history.sqlite", "history-20261399T000000Z.sqlite", "history-latest.sqlite", "other.txt"):
        (folder / name).write_bytes(b"")
    assert backup.copies_of(kept) == []


def test_a_year_of_daily_copies_is_thinned_to_days_weeks_and_months() -> None:
    start = datetime(2026, 1, 1, 18, tzinfo=UTC)
    there: set[datetime] = set()
    for day in range(365):
        for hour in (0, 1, 2):
            now = start + timedelta(days=day, hours=hour)
            there = backup.to_keep({*there, now}, now)
            assert now in there
            assert {one for one in there if now - one < 2 * DAY} >= {now - timedelta(hours=n) for n in range(hour)}
        if day > 300:
            assert len({one.date() for one in there if now - one < 12 * DAY}) == 12
            assert len({one.isocalendar()[:2] for one in there}) >= backup.WEEKLY
            assert len({(one.year, one.month) for one in there}) == backup.MONTHLY
            assert min(there) < now - 210 * DAY
            assert len(there) <= 6 + 12 + 10 + 9


moments = st.integers(0, 3650 * 24).map(lambda hours: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(hours=hours))


@given(st.sets(moments, max_size=60), moments)
def test_thinning_never_takes_the_newest_and_thinning_twice_is_thinning_once(
    there: set[datetime], now: datetime
) -> None:
    kept = backup.to_keep(there, now)
    assert kept <= there
    assert not there or max(there) in kept
    assert backup.to_keep(kept, now) == kept


def test_copies_made_before_an_upgrade_are_not_thinned(kept: Path, now: datetime) -> None:
    with Store.open(kept) as store:
        first = store.back_up(now - 800 * DAY)
        special = first.rename(first.with_name("history-before-format-2-20240101T000000Z.sqlite"))
        for days in range(700, 0, -20):
            store.back_up(now - days * DAY)
    assert special.exists()
    assert len(backup.copies_of(kept)) < 25


KILLED = """
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from hinge_desktop.history.store import Store
now = datetime(2026, 11, 21, 6, tzinfo=UTC)
with Store.open(Path(sys.argv[1])) as store:
    print("open", flush=True)
    for number in range(10_000):
        store.set_next_morning("one", number % 11)
        store.back_up(now + timedelta(minutes=30 * number))
        print(number, flush=True)
"""


def test_killed_while_copying_every_copy_with_a_name_is_whole(kept: Path) -> None:
    for kill in range(3):
        child = subprocess.Popen(
            [sys.executable, "-c", KILLED, str(kept)],
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )
        assert child.stdout is not None
        for _ in range(3 + kill):  # somewhere in the copying that comes next
            assert child.stdout.readline()
        child.kill()
        child.stdout.close()
        child.wait()
        copies = backup.copies_of(kept)
        assert copies
        assert all(backup.copy_is_whole(path) for _, path in copies)


def test_a_copy_that_was_damaged_later_is_not_trusted(kept: Path, now: datetime, a_session: SessionStart) -> None:
    with Store.open(kept) as store:
        made = store.back_up(now)
    with closing(sqlite3.connect(made)) as copy, copy:
        copy.execute("UPDATE session SET ending = 'done'")
    assert not backup.copy_is_whole(made)
    made.write_bytes(b"noise" * 3000)
    assert not backup.copy_is_whole(made)
