"""``hinge-desktop doctor``: what Hinge finds when it looks at itself, to read and to attach to a bug report.

Nothing is changed, and nothing personal is told. It works without a display, with a history that is not whole, with a
home that cannot be written, and while the window is open.
"""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from hinge_desktop import doctor_desk, durable
from hinge_desktop.doctor_finding import Finding, hinders, sheet
from hinge_desktop.doctor_history import history
from hinge_desktop.doctor_places import last_log_lines, places, versions
from hinge_desktop.errors import StorageUnavailable
from hinge_desktop.paths import Places

_CHAPTERS = ("Versions", "Folders and files", "History", "Desktop", "Sound and voice")


def run(options: argparse.Namespace) -> int:
    """Look, and write the sheet; the exit code is 1 when something hinders.

    Raises:
        StorageUnavailable: the sheet cannot be written to the file that was named.
    """
    if options.desk is not None:
        return doctor_desk.write_down(options.desk)
    where = Places.usual()
    findings = examine(where, datetime.now(UTC))
    text = sheet(findings, last_log_lines(where.log))
    if options.output is None:
        _print(text)
    else:
        _write(options.output, text)
    return 1 if hinders(findings) else 0


def examine(where: Places, now_utc: datetime, patience_s: float = doctor_desk.PATIENCE_S) -> list[Finding]:
    """Everything there is to find, chapter by chapter."""
    found = [*versions(), *places(where), *history(where.history, now_utc), *doctor_desk.desk(patience_s)]
    return sorted(found, key=_chapter)


def _chapter(finding: Finding) -> int:
    return _CHAPTERS.index(finding.chapter)


def _print(text: str) -> None:
    if sys.stdout is not None:
        encoding = sys.stdout.encoding or "utf-8"  # a terminal may not know every letter of a path
        print(text.encode(encoding, "replace").decode(encoding), end="")


def _write(path: Path, text: str) -> None:
    try:
        durable.hand_out(path, text.encode())
    except OSError as error:
        raise StorageUnavailable(
            f"{path} cannot be written ({error.strerror or error}): name a file in a folder that you may write to."
        ) from error
