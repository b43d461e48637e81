"""Start a built Hinge as a user without Python would, and look at what its tour leaves.

::

    python packaging/smoke_test.py [--expect-version V] [--in DIR] [--wine] [--] COMMAND...

``COMMAND`` is what starts Hinge, in one word or several: ``dist/hinge-desktop/hinge-desktop``,
``.venv/bin/python -m hinge_desktop``, ``/usr/bin/hinge-desktop``, ``wine hinge-desktop.exe``. It runs in an empty
folder, or in ``DIR``.

Only the standard library. The program runs with an empty home; offscreen, but as it will on Windows and under wine,
where it is given Windows' paths. It must tell its version, find nothing that hinders it (``doctor``), make
``tour -o DIR``, end well, print nothing unexpected, and leave pictures that are pictures and a history that is sound
and has a session in it.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import sqlite3
import struct
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

TOUR_LIMIT_S = 300
WORD_LIMIT_S = 60
"""How long the tour may take, and how long a question that is answered in a few lines."""
MOST_TOLD, LONGEST_TOLD = 40, 500
"""So many problems are told one by one, and so much of each: one mistake can have thousands of lines."""
EXPECTED = re.compile(
    r"This plugin does not support propagateSizeHints"  # a habit of the offscreen platform
    r"|^qt\.multimedia\."  # tells which optional libraries it goes without
    r"|PulseAudioService: pa_context_connect\(\) failed|text-to-speech plug-in \"speechd\""  # no sound here
    r"|^\s*$"
)
"""Lines on the standard error that mean nothing."""
WINE_SAYS = re.compile(r"^[0-9a-f]{4}:(fixme|err|warn):|^wine: |libEGL warning|^MESA|^ALSA lib ")
"""Lines that are wine's own."""


@dataclass(frozen=True)
class Program:
    """How Hinge is started, and where.

    Attributes:
        command: the words that start it; the first is a path, or found on PATH.
        wine: it is a Windows program, and wine starts it.
        working_folder: where it runs; None for the folder of the test.
    """

    command: Sequence[str | Path]
    wine: bool = False
    working_folder: Path | None = None
    environment: dict[str, str] = field(default_factory=lambda: dict(os.environ))

    def path(self, path: Path) -> str:
        """A path as the program understands it: wine shows the whole disk as Z:."""
        return "Z:" + str(path).replace("/", "\\") if self.wine else str(path)

    def run(self, folder: Path, *words: str, limit_s: float) -> subprocess.CompletedProcess[str]:
        """Start it with ``words`` and a home in ``folder``; its standard streams are pipes, which wine needs."""
        surroundings = dict(self.environment)
        for name in ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV"):
            surroundings.pop(name, None)
        surroundings["HINGE_HOME"] = self.path(folder / "home")
        if self.wine:
            surroundings.pop("QT_QPA_PLATFORM", None)
            surroundings.setdefault("WINEDEBUG", "-all")
        elif sys.platform != "win32":
            surroundings["QT_QPA_PLATFORM"] = "offscreen"
        return subprocess.run(
            [*self.command, *words],
            env=surroundings,
            cwd=self.working_folder or folder,
            input="",
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            check=False,
            timeout=limit_s,
        )

    def unexpected(self, done: subprocess.CompletedProcess[str]) -> list[str]:
        """The lines that mean something, one sentence each."""
        lines = [line for line in done.stderr.splitlines() if not EXPECTED.search(line)]
        found = [f"unexpected output: {line}" for line in lines if not (self.wine and WINE_SAYS.search(line))]
        return found + [f"a traceback: {line}" for line in done.stdout.splitlines() if "Traceback" in line]


def problems(program: Program, scratch: Path, expected_version: str | None = None) -> list[str]:
    """Ask the program everything, in an empty folder; returns what is not as it should be, one sentence each."""
    tour = scratch / "tour"
    try:
        return [
            *version_problems(program, scratch, expected_version),
            *doctor_problems(program, scratch),
            *tour_problems(program, scratch, tour),
            *picture_problems(sorted(tour.rglob("*.png"))),
            *history_problems(tour / "history.db"),
        ]
    except subprocess.TimeoutExpired as late:
        return [f"{' '.join(map(str, late.cmd))} was not over after {late.timeout:g} seconds"]
    except OSError as error:
        return [f"{program.command[0]} cannot be started ({error.strerror})"]


def version_problems(program: Program, scratch: Path, expected: str | None) -> list[str]:
    """``--version`` is one line, with the expected version where one is expected."""
    done = program.run(scratch, "--version", limit_s=WORD_LIMIT_S)
    told = re.fullmatch(r"hinge-desktop (\d\S*)", done.stdout.strip())
    found = program.unexpected(done)
    if done.returncode or told is None:
        return [*found, f"--version ended with exit code {done.returncode} and said {done.stdout.strip()!r}"]
    if expected is not None and told[1] != expected:
        found.append(f"the program says it is {told[1]}; expected: {expected}")
    return found


def doctor_problems(program: Program, scratch: Path) -> list[str]:
    """``doctor`` finds nothing that hinders, and writes so."""
    sheet = scratch / "doctor.txt"
    done = program.run(scratch, "doctor", "-o", program.path(sheet), limit_s=WORD_LIMIT_S)
    found = program.unexpected(done)
    if not sheet.is_file():
        return [*found, f"doctor ended with exit code {done.returncode} and wrote nothing"]
    lines = sheet.read_text(encoding="utf-8").splitlines()
    found += [f"doctor: {' '.join(line.split())}" for line in lines if line.lstrip().startswith("look here")]
    return [*found, f"doctor ended with exit code {done.returncode}"] if done.returncode else found


def tour_problems(program: Program, scratch: Path, tour: Path) -> list[str]:
    """The tour ends well and says nothing unexpected."""
    done = program.run(scratch, "tour", "-o", program.path(tour), limit_s=TOUR_LIMIT_S)
    found = program.unexpected(done)
    return [*found, f"the tour ended with exit code {done.returncode}"] if done.returncode else found


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


def understood(words: Sequence[str]) -> tuple[Program, str | None]:
    """The program that is meant, and its expected version. Ends with one sentence where none can be started."""
    parser = argparse.ArgumentParser(prog="smoke_test.py", description="Try a built Hinge.")
    parser.add_argument("--expect-version", metavar="V", help="what --version has to say")
    parser.add_argument(
        "--in", dest="folder", type=Path, metavar="DIR", help="where it runs (default: an empty folder)"
    )
    parser.add_argument("--wine", action="store_true", help="a Windows program (known by the word wine, too)")
    parser.add_argument("command", nargs=argparse.REMAINDER, metavar="COMMAND", help="what starts Hinge")
    options = parser.parse_args(words)
    command = options.command[1:] if options.command[:1] == ["--"] else options.command
    if not command:
        parser.error("name the program, as in: smoke_test.py dist/hinge-desktop/hinge-desktop")
    if shutil.which(command[0]) is None:
        parser.error(f"there is no program {command[0]}; name what starts Hinge")
    wine = options.wine or any(Path(word).name in ("wine", "wine64") for word in command)
    # It runs elsewhere: what is a file here is named in full. Not resolved: a link of a venv is another program.
    full = [os.path.abspath(word) if Path(word).is_file() else word for word in command]  # noqa: PTH100
    return Program(full, wine, options.folder.resolve() if options.folder else None), options.expect_version


def main(words: Sequence[str]) -> int:
    """Run the command line; returns the exit code."""
    program, expected_version = understood(words)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        found = problems(program, Path(scratch).resolve(), expected_version)
    for problem in found[:MOST_TOLD]:
        print(f"smoke_test: {problem[:LONGEST_TOLD]}", file=sys.stderr)
    print("smoke_test: " + (f"{len(found)} problems" if found else "the built program passes its tour"))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
