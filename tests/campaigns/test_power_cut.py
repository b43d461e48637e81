"""The short form of the power cuts, and that what stands between SQLite and the disk sees and can refuse."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

from tests.campaigns import power_cut as campaign
from tests.campaigns import vfs
from tests.campaigns.campaign import ROOT, on_linux
from tests.campaigns.power_cut import CUT, PUSH, WRITE, Disk, Event

needs_sqlite = pytest.mark.skipif(
    not (on_linux() and vfs.possible()), reason="Python's SQLite has its functions hidden here"
)


@needs_sqlite
def test_nothing_that_was_told_is_lost_when_the_power_is_cut(home: Path) -> None:
    found = campaign.cut(home, 60, random.Random(1), "FULL")
    assert found.wrong == []
    assert found.seen["FULL: power cuts"] == 60
    assert found.seen["FULL: repetitions told"] >= 40


@needs_sqlite
@pytest.mark.parametrize(("worse", "seen"), [("NORMAL", "lost what was told"), ("OFF", "damaged the file")])
def test_with_a_worse_setting_it_sees_the_loss(home: Path, worse: str, seen: str) -> None:
    assert campaign.cut(home, 60, random.Random(1), worse).seen[f"{worse}: {seen}"] > 0


def test_a_disk_forgets_in_every_way_what_was_not_pushed() -> None:
    disk = Disk({"file": b"a" * 1024})
    for event in (Event(WRITE, "file", 0, b"b" * 1024), Event(PUSH, "file", 0, b""), Event(CUT, "file", 512, b"")):
        disk.do(event)
    assert disk.after_a_cut("nothing of it", random.Random(1)) == {"file": b"b" * 1024}
    assert disk.after_a_cut("all of it", random.Random(1)) == {"file": b"b" * 512}
    disk.do(Event(WRITE, "file", 600, b"c" * 1000))
    torn = {disk.after_a_cut("torn", random.Random(seed))["file"] for seed in range(200)}
    assert b"b" * 512 + b"\0" * 88 + b"c" * 424 in torn  # up to the edge of a sector
    assert b"b" * 512 + b"\0" * 512 + b"c" * 512 in torn  # only the sector in the middle
    assert len(torn) > 8


def test_the_log_of_the_disk_reads_back_and_a_torn_end_is_left_out() -> None:
    log = campaign.record(WRITE, "file", 7, b"seven") + campaign.record(PUSH, "file")
    assert list(campaign.read(log + log[:-3])) == [Event(WRITE, "file", 7, b"seven"), Event(PUSH, "file", 0, b"")] + [
        Event(WRITE, "file", 7, b"seven")
    ]


REFUSED = """
import sqlite3, sys
from tests.campaigns import vfs
class Full(vfs.Disk):
    def write(self, name, at, content): return 13 if at > 20_000 and not name.endswith("-journal") else vfs.OK
    def truncate(self, name, size): return vfs.OK
    def sync(self, name): return vfs.OK
vfs.intercept(Full())
database = sqlite3.connect(sys.argv[1])
database.execute("CREATE TABLE t (x)")
try:
    database.execute("INSERT INTO t VALUES (zeroblob(100000))")
    database.commit()
except sqlite3.OperationalError as error:
    print(error.sqlite_errorname)
"""


@needs_sqlite
def test_what_stands_between_can_refuse(tmp_path: Path) -> None:
    command = [sys.executable, "-c", REFUSED, str(tmp_path / "t.sqlite")]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert (done.stdout.strip(), done.stderr) == ("SQLITE_FULL", "")
