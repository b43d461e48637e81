"""A disk that is full: nothing that was told is lost, nothing half done stays, and it is said in one sentence."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from hinge_desktop.history import backup
from hinge_desktop.history.migrations import NEWEST
from hinge_desktop.history.store import Store
from tests.history.conftest import NOW
from tests.history.test_changes import practise
from tests.history.test_migrations import FORMATS, version
from tests.history.test_refusals import everything_in

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of files there")

ROOT = Path(__file__).resolve().parents[2]

ACT = """
import logging, resource, sys
from datetime import UTC, datetime
from pathlib import Path
from hinge_desktop.errors import StorageError
from hinge_desktop.history import keeping
from hinge_desktop.history.store import Store

now = datetime(2026, 11, 22, 6, tzinfo=UTC)
logging.disable()  # what could not be folded is told there, and done by the next
path, limit = Path(sys.argv[2]), int(sys.argv[3])

def back_up(store):
    store.set_next_morning("one", 4)
    room(limit)
    keeping.back_up_if_new(store, now)

def delete(store):
    room(limit)
    keeping.delete_everything(store, now)

def room(size):
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

def act():
    if sys.argv[1] == "open":
        room(limit)
    with Store.open(path) as store:
        {"back up": back_up, "delete": delete, "open": lambda store: store.history()}[sys.argv[1]](store)
        if store.read_only:
            print(store.notice)

try:
    act()
except StorageError as error:
    print(error)
"""


def act(what: str, path: Path, limit: int) -> str:
    """Do it in a process whose files cannot grow beyond ``limit`` bytes; what was told."""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", ACT, what, str(path), str(limit)],
        capture_output=True, text=True, env=environment, check=False,
    )  # fmt: skip
    assert done.stderr == ""
    assert len(done.stdout.splitlines()) <= 1
    return done.stdout.strip()


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("past") / "data" / "history.sqlite"
    with Store.open(path) as store:
        practise(store, "one")
        practise(store, "two", NOW + timedelta(hours=1))
        store.back_up(NOW)
    return path


@pytest.fixture
def lived(past: Path, path: Path) -> Path:
    shutil.copytree(past.parent, path.parent)
    return path


@pytest.mark.parametrize("limit", [4096, 40_000, 90_000])
def test_while_copying_there_is_no_copy_and_the_others_stay(lived: Path, limit: int) -> None:
    assert lived.stat().st_size > 90_000
    before = everything_in(backup.folder_of(lived))
    assert "full" in act("back up", lived, limit)
    assert everything_in(backup.folder_of(lived)) == before
    with Store.open(lived) as store:
        sessions = store.history().sessions
    assert len(sessions) == 2
    assert sessions[0].next_morning_pain == 4
    assert act("back up", lived, 10**8) == ""
    assert len(everything_in(backup.folder_of(lived))) == 2


@pytest.mark.parametrize("limit", [4096, 90_000])
def test_while_copying_before_everything_is_deleted_nothing_is(lived: Path, limit: int) -> None:
    before = everything_in(lived.parent)
    assert "full" in act("delete", lived, limit)
    assert everything_in(lived.parent) == before


@pytest.mark.parametrize("old", [1, 2])
@pytest.mark.parametrize("limit", [4096, 30_000, 60_000, 100_000, 110_000, 140_000])
def test_while_a_file_is_brought_up_to_date_it_has_the_old_format_or_the_new(
    tmp_path: Path, old: int, limit: int
) -> None:
    path = tmp_path / "data" / "history.sqlite"
    path.parent.mkdir()
    shutil.copyfile(FORMATS / f"format-{old}.sqlite", path)
    with closing(sqlite3.connect(path)) as database:
        reps = database.execute("SELECT * FROM rep").fetchall()
    told = act("open", path, limit)
    assert version(path) in range(old, NEWEST + 1)
    assert ("full" in told) or version(path) == NEWEST
    for _, copy in backup.copies_of(path):
        assert backup.copy_is_whole(copy)
    with Store.open(path) as store:
        assert store.history().sessions
    assert version(path) == NEWEST
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("SELECT * FROM rep").fetchall() == reps
        assert backup.is_whole(database)
