"""P9: a history that a later version of Hinge wrote is shown and not touched.

    python -m tests.campaigns.newer --count 200

Half of the histories are as a killed program leaves them, with their last repetitions only in the log. Every fourth
has what later versions add: another column, another table. Opened, every file of the folder is the same to the byte,
all is shown, nothing can be changed, and one sentence says why. Every twentieth is opened by the real program with its
window.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from hinge_desktop.errors import StorageError
from hinge_desktop.history.migrations import NEWEST
from hinge_desktop.history.recovery import open_history
from tests.campaigns import lived
from tests.campaigns.campaign import Found, main
from tests.campaigns.lived import NOW, Content
from tests.campaigns.looked import see

VERSIONS = (NEWEST + 1, NEWEST + 100, 2**31 - 1)
LATER = ("ALTER TABLE session ADD COLUMN mood INTEGER", "CREATE TABLE dream (id INTEGER PRIMARY KEY, told TEXT)")
WINDOW_EACH = 20


def run(folder: Path, count: int, chance: random.Random) -> Found:
    """Open ``count`` histories of later versions."""
    found = Found()
    lived.make(folder / "ours" / "data" / "history.sqlite", days=40)
    for number in range(count):
        home = folder / "later"
        version = VERSIONS[number % 3] if number < 30 else chance.randrange(NEWEST + 1, 2**31)
        truth = _make(folder / "ours", home, version, added=number % 4 == 3, in_log=number % 2 == 1)
        wrong = _judge(home / "data" / "history.sqlite", truth)
        if number % WINDOW_EACH == 0:
            found.seen["opened by the program with its window"] += 1
            wrong += _judge_window(home, truth)
        found.seen["histories of later versions"] += 1
        found.wrong += [f"version {version}, number {number}: {one}" for one in wrong]
    return found


def _make(ours: Path, home: Path, version: int, *, added: bool, in_log: bool) -> Content:
    """A history of that version in ``home``; what is in it."""
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(ours, home)
    path = home / "data" / "history.sqlite"
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        for statement in LATER if added else ():
            database.execute(statement)
    before = lived.content_of(path) if not added else None
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode=WAL")
        if in_log:
            database.execute("UPDATE screening SET seal = seal")
        database.execute(f"PRAGMA user_version={version}")
        if in_log:
            left = home.with_name("left")
            shutil.rmtree(left, ignore_errors=True)
            shutil.copytree(home, left)
    if in_log:
        shutil.rmtree(home)
        shutil.move(left, home)
        (home / "data" / "history.sqlite-shm").unlink(missing_ok=True)
    return before or lived.content_of(ours / "data" / "history.sqlite")


def _judge(path: Path, truth: Content) -> list[str]:
    before = _everything(path.parent)
    try:
        opened = open_history(path, NOW)
    except StorageError as error:
        return [f"refused: {error}"]
    with opened.store as store:
        wrong = [] if store.history() == truth.history else ["something else is shown"]
        wrong += [] if "later version of Hinge" in store.notice else [f"said: {store.notice!r}"]
        with suppress(StorageError):
            store.set_next_morning(truth.history.sessions[0].uuid, 9)
            wrong.append("it could be changed")
    return wrong + ([] if _everything(path.parent) == before else ["its files were changed"])


def _judge_window(home: Path, truth: Content) -> list[str]:
    before = _everything(home / "data")
    seen = see(home)
    shows = len(truth.history.sessions), sum(one.done_reps for one in truth.history.sessions)
    wrong = [*seen.wrong]
    wrong += [] if seen.shows == shows else [f"the window shows {seen.shows} for {shows}"]
    wrong += [] if any("later version of Hinge" in one for one in seen.says) else [f"the window says {seen.says}"]
    return wrong + ([] if _everything(home / "data") == before else ["the window changed the files"])


def _everything(folder: Path) -> dict[str, dict[str, str]]:
    """The digests of all files but the mark of the running program."""
    folders = [folder, *(one for one in folder.rglob("*") if one.is_dir())]
    return {
        str(one.relative_to(folder)): {
            name: digest for name, digest in lived.files(one).items() if name != "hinge.lock"
        }
        for one in folders
    }


if __name__ == "__main__":
    raise SystemExit(main(run, 200, __doc__))
