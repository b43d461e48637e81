"""What cannot be opened is named in one sentence and left byte for byte as it was."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hinge_desktop.errors import StorageDamaged, StorageError, StorageTooNew, StorageUnavailable
from hinge_desktop.history import exchange, inspection, keeping
from hinge_desktop.history.migrations import NEWEST
from hinge_desktop.history.recovery import open_history
from hinge_desktop.history.restore import restore
from hinge_desktop.history.store import Store
from hinge_desktop.training.records import Answers, Ending, SessionStart

ROOT = Path(__file__).resolve().parents[2]


def everything_in(folder: Path) -> dict[str, str]:
    """The names and hashes of all files below a folder."""
    return {
        str(one.relative_to(folder)): hashlib.sha256(one.read_bytes()).hexdigest()
        for one in sorted(folder.rglob("*"))
        if one.is_file()
    }


def refused(path: Path, kind: type[StorageError]) -> str:
    """Open, expect a refusal of this kind that is one line naming the file and leaves everything; the sentence."""
    before = everything_in(path.parent)
    with pytest.raises(kind) as caught:
        Store.open(path)
    assert everything_in(path.parent) == before
    sentence = str(caught.value)
    assert str(path) in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence


def set_pragma(path: Path, pragma: str) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.execute(f"PRAGMA {pragma}")


def test_a_text_file(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("Dear diary, today I hinged.\n" * 20)
    assert "not a history of Hinge" in refused(path, StorageDamaged)


def test_a_short_or_empty_file(kept: Path) -> None:
    os.truncate(kept, 40)
    refused(kept, StorageDamaged)
    os.truncate(kept, 0)
    assert "empty" in refused(kept, StorageDamaged)


def test_a_folder(path: Path) -> None:
    path.mkdir(parents=True)
    assert "is a folder" in refused(path, StorageDamaged)


def test_a_database_of_another_program(path: Path) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE moz_places (id INTEGER PRIMARY KEY, url TEXT)")
    assert "another program" in refused(path, StorageDamaged)


@pytest.mark.parametrize("version", [NEWEST + 1, NEWEST + 100, 2**31 - 1])
def test_a_history_from_the_future(kept: Path, version: int) -> None:
    set_pragma(kept, f"user_version={version}")
    assert "later version of Hinge" in refused(kept, StorageTooNew)


def test_a_history_from_the_future_that_is_still_in_the_log(kept: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(kept)) as database:
        database.execute("PRAGMA user_version=7")
        other = tmp_path / "killed" / kept.name
        shutil.copytree(kept.parent, other.parent)  # as a killed program leaves it
    assert inspection.wal_of(other).stat().st_size > 0
    refused(other, StorageTooNew)


@pytest.mark.parametrize("version", [-1, -5, -(2**31)])
def test_a_version_that_never_was(kept: Path, version: int) -> None:
    set_pragma(kept, f"user_version={version}")
    assert str(version) in refused(kept, StorageTooNew)


def test_a_log_whose_database_is_gone(kept: Path) -> None:
    inspection.wal_of(kept).write_bytes(b"something")
    kept.unlink()
    assert "missing" in refused(kept, StorageDamaged)


@pytest.mark.parametrize("page", range(2, 8))
def test_a_page_that_was_zeroed(kept: Path, page: int) -> None:
    with kept.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\0" * 4096)
    refused(kept, StorageDamaged)


@pytest.mark.parametrize(
    ("column", "value"), [("local_day", "'yesterday'"), ("ending", "'exploded'"), ("local_day", "x'ff'")]
)
def test_a_value_that_cannot_be(kept: Path, column: str, value: str) -> None:
    with closing(sqlite3.connect(kept)) as database, database:
        database.execute(f"UPDATE session SET {column} = {value}")
    with pytest.raises(StorageDamaged), Store.open(kept) as store:
        store.history()


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("in the way")
    with pytest.raises(StorageUnavailable, match="is a file"):
        Store.open(tmp_path / "data" / "history.sqlite")


READER = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from hinge_desktop.errors import StorageUnavailable
from hinge_desktop.history.store import Store
import sqlalchemy.dialects.sqlite.pysqlite
if os.getuid() == 0:
    os.setuid(65534)
try:
    store = Store.open(Path(sys.argv[1]))
except StorageUnavailable as error:
    print("refused", error)
    raise SystemExit
print(store.read_only, [(one.uuid, one.done_reps) for one in store.history().sessions], store.notice)
try:
    store.delete_session("one", datetime(2026, 11, 21, 6, tzinfo=UTC))
except StorageUnavailable as error:
    print("refused", error)
store.close()
"""


def read_as_a_stranger(path: Path) -> list[str]:
    """Open in a process that may not write there."""
    for folder in (path.parent, *path.parent.parents):
        if folder != Path(folder.anchor) and os.access(folder, os.W_OK) and folder.stat().st_uid == os.getuid():
            folder.chmod(folder.stat().st_mode | 0o055)
            if folder.name.startswith("pytest-of-"):
                break
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", READER, str(path)], capture_output=True, text=True, env=environment, check=False
    )
    assert done.stderr == ""
    return done.stdout.splitlines()


@pytest.mark.skipif(sys.platform == "win32", reason="folders have other rights there")
@pytest.mark.parametrize("killed", [False, True])
def test_in_a_folder_that_cannot_be_written_the_history_is_shown(kept: Path, tmp_path: Path, killed: bool) -> None:
    if killed:  # the last repetition is in the log only
        with Store.open(kept) as store:
            store.add_rep("one", 0, 3, 6.0, datetime(2026, 11, 21, 6, tzinfo=UTC))
            shutil.copytree(kept.parent, tmp_path / "killed")
        kept = tmp_path / "killed" / kept.name
    for file in kept.parent.iterdir():
        file.chmod(0o444)
    kept.parent.chmod(0o555)
    before = everything_in(kept.parent)
    shown, refusal = read_as_a_stranger(kept)
    kept.parent.chmod(0o700)
    assert shown.startswith(f"True [('one', {3 if killed else 2})]")
    assert "cannot be written" in shown
    assert str(kept) in refusal
    assert everything_in(kept.parent) == before


@pytest.mark.skipif(sys.platform == "win32", reason="folders have other rights there")
def test_a_folder_that_cannot_be_written_and_holds_nothing(path: Path) -> None:
    path.parent.mkdir()
    path.parent.chmod(0o555)
    (line,) = read_as_a_stranger(path)
    path.parent.chmod(0o700)
    assert line.startswith("refused")
    assert str(path) in line


FILLER = """
import resource, sys
from datetime import UTC, datetime
from pathlib import Path
from hinge_desktop.errors import StorageUnavailable
from hinge_desktop.history.store import Store
now = datetime(2026, 11, 21, 6, tzinfo=UTC)
store = Store.open(Path(sys.argv[1]))
store.history()
limit = int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
kept = 2
try:
    for number in range(3, 400):
        store.add_rep("one", 0, number, 6.0, now)
        kept = number
except StorageUnavailable as error:
    print(error)
print(kept)
print(store.history().sessions[0].done_reps)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
store.add_rep("one", 0, kept + 1, 6.0, now)
store.close()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of files there")
@pytest.mark.parametrize("limit", [50_000, 61_440, 100_000])
def test_a_full_disk_keeps_what_was_told_and_goes_on_when_there_is_space(kept: Path, limit: int) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FILLER, str(kept), str(limit)],
        capture_output=True, text=True, env=os.environ | {"PYTHONPATH": str(ROOT)}, check=False,
    )  # fmt: skip
    assert done.stderr == ""
    sentence, told, counted = done.stdout.splitlines()
    assert "full" in sentence
    assert str(kept) in sentence
    assert 2 <= int(told) < 399
    assert counted == told
    with Store.open(kept) as store:
        (session,) = store.history().sessions
    assert session.done_reps == int(told) + 1


SECOND = """
import sqlite3, sys
from pathlib import Path
from hinge_desktop.errors import StorageInUse
from hinge_desktop.history.recovery import open_history
from datetime import UTC, datetime
path = Path(sys.argv[1])
try:
    open_history(path, datetime.now(UTC))
except StorageInUse as error:
    print(error)
database = sqlite3.connect(path, timeout=0)
try:
    database.execute("UPDATE session SET note = 'written by another'")
except sqlite3.OperationalError as error:
    print(error.sqlite_errorname)
"""


def test_a_second_program_is_refused_whatever_was_done_with_the_history_before(kept: Path, tmp_path: Path) -> None:
    """A file that is opened by its name once more, to copy it or to look at it, would let go of the lock."""
    with Store.open(kept) as store:
        copy = store.back_up(datetime(2026, 11, 21, 6, tzinfo=UTC))
        exchange.export_json(store, tmp_path / "all.json")
        exchange.export_csv(store, tmp_path / "all.csv")
        exchange.export_backup(store, tmp_path / "copy.sqlite")
        exchange.import_json(store, tmp_path / "all.json")
        keeping.look_through(store)
        keeping.back_up_if_new(store, datetime(2026, 11, 22, 6, tzinfo=UTC))
        done = subprocess.run(
            [sys.executable, "-c", SECOND, str(kept)],
            capture_output=True, text=True, env=os.environ | {"PYTHONPATH": str(ROOT)}, check=False,
        )  # fmt: skip
        assert done.stderr == ""
        sentence, refusal = done.stdout.splitlines()
        assert "in use by another program" in sentence
        assert str(kept) in sentence
        assert refusal == "SQLITE_BUSY"
        assert {one.answers.note for one in store.history().sessions} == {""}
    assert copy.exists()
    assert not (kept.parent / "damaged").exists()


def private(folder: Path) -> None:
    """Everything below, and the folder itself, is its owner's alone."""
    for one in (folder, *folder.rglob("*")):
        assert one.stat().st_mode & 0o777 == (0o700 if one.is_dir() else 0o600), one


@pytest.mark.skipif(sys.platform == "win32", reason="files have other rights there")
def test_everything_is_its_owners_alone(path: Path, a_session: SessionStart, tmp_path: Path) -> None:
    now = datetime(2026, 11, 21, 6, tzinfo=UTC)
    before = os.umask(0)
    try:
        with Store.open(path) as store:
            store.begin_session(a_session)
            store.finish_session("one", Ending.DONE, Answers(), now)
            assert inspection.wal_of(path).exists()
            private(path.parent)
            store.back_up(now)
            exchange.export_json(store, tmp_path / "all.json")
            exchange.export_backup(store, tmp_path / "copy.sqlite")
            store.update_answers("one", Answers(note="other"))
            exchange.import_json(store, tmp_path / "all.json")
            keeping.delete_everything(store, now)
            private(path.parent)
        path.write_bytes(b"noise" * 3000)
        opened = open_history(path, now)
        opened.store.close()
        restore(path, tmp_path / "copy.sqlite", now)
    finally:
        os.umask(before)
    assert {one.name for one in path.parent.iterdir()} == {path.name, "backups", "damaged", "replaced"}
    private(path.parent)
    assert (tmp_path / "all.json").stat().st_mode & 0o777 == 0o600
