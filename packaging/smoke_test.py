"""Start a built Hinge as a user without Python would, and look at what its tour leaves.

::

    python packaging/smoke_test.py PROGRAM

Only the standard library. The program runs offscreen with an empty home, makes ``tour -o DIR``, and must end well,
print nothing unexpected, and leave pictures that are pictures and a history that is sound and has a session in it.
"""

from __future__ import annotations

import os
import re
import sqlite3
import struct
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

TIME_LIMIT_S = 300
EXPECTED = re.compile(
    r"This plugin does not support propagateSizeHints"  # a habit of the offscreen platform
    r"|^qt\.multimedia\."  # tells which optional libraries it goes without
    r"|PulseAudioService: pa_context_connect\(\) failed|text-to-speech plug-in \"speechd\""  # no sound here
    r"|^\s*$"
)
"""Lines on the standard error that mean nothing."""


def problems(program: Path, folder: Path) -> list[str]:
    """Run the tour of ``program`` into ``folder``; returns what is not as it should be, one sentence each."""
    environment = dict(os.environ)
    for name in ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV"):
        environment.pop(name, None)
    environment["HINGE_HOME"] = str(folder.parent / "home")
    if sys.platform != "win32":
        environment["QT_QPA_PLATFORM"] = "offscreen"
    try:
        done = subprocess.run(
            [program, "tour", "-o", folder],
            env=environment,
            cwd=folder.parent,
            capture_output=True,
            text=True,
            check=False,
            timeout=TIME_LIMIT_S,
        )
    except subprocess.TimeoutExpired:
        return [f"the tour was not over after {TIME_LIMIT_S} seconds"]
    found = [f"unexpected output: {line}" for line in done.stderr.splitlines() if not EXPECTED.search(line)]
    found += [f"a traceback: {line}" for line in done.stdout.splitlines() if "Traceback" in line]
    if done.returncode:
        found.append(f"the tour ended with exit code {done.returncode}")
    return [*found, *picture_problems(sorted(folder.rglob("*.png"))), *history_problems(folder / "history.db")]


def picture_problems(pictures: Iterable[Path]) -> list[str]:
    """A tour has at least a screen and ten contact sheets, each a PNG with something on it."""
    found = []
    count = 0
    for count, picture in enumerate(pictures, start=1):  # noqa: B007 the count is wanted afterwards
        head = picture.read_bytes()[:24]
        if head[:8] != b"\x89PNG\r\n\x1a\n":
            found.append(f"{picture.name} is not a PNG")
            continue
        width, height = struct.unpack(">II", head[16:24])
        if width < 100 or height < 100 or picture.stat().st_size < 2000:
            found.append(f"{picture.name} is {width} x {height} and nearly empty")
    if count < 11:
        found.append(f"the tour left {count} pictures; it should leave each screen and ten contact sheets")
    return found


def history_problems(path: Path) -> list[str]:
    """The history opens, passes SQLite's own check, and is not empty."""
    if not path.is_file():
        return ["the tour left no history.db"]
    connection = sqlite3.connect(path)
    try:
        (verdict,) = connection.execute("PRAGMA integrity_check").fetchone()
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = sum(connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names)
    except sqlite3.DatabaseError as error:
        return [f"history.db cannot be read: {error}"]
    finally:
        connection.close()
    found = [] if verdict == "ok" else [f"history.db is damaged: {verdict}"]
    return found if rows else [*found, "history.db is empty"]


def main(arguments: list[str]) -> int:
    """Run the command line; returns the exit code."""
    if len(arguments) != 1 or not Path(arguments[0]).is_file():
        print("use: smoke_test.py PROGRAM (the program that packaging/build_folder.py built)", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        found = problems(Path(arguments[0]).resolve(), Path(scratch) / "tour")
    for problem in found:
        print(f"smoke_test: {problem}", file=sys.stderr)
    print("smoke_test: " + (f"{len(found)} problems" if found else "the built program passes its tour"))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
