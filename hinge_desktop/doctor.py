"""``hinge-desktop doctor``: what Hinge finds when it looks at itself, to read and to attach to a bug report.

Nothing is changed, and nothing personal is told. It works without a display, with a history that is not whole, with a
home that cannot be written, and while the window is open.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from hinge_desktop import doctor_desk, durable
from hinge_desktop.doctor_finding import LOOK, Finding, hinders, sheet
from hinge_desktop.doctor_history import HISTORY, history
from hinge_desktop.doctor_places import FOLDERS, VERSIONS, last_log_lines, places, versions
from hinge_desktop.errors import StorageUnavailable
from hinge_desktop.paths import Places

_CHAPTERS = (VERSIONS, FOLDERS, HISTORY, doctor_desk.DESKTOP, doctor_desk.SOUND)


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
    found = [
        *_all_of(VERSIONS, versions()),
        *_all_of(FOLDERS, places(where)),
        *_all_of(HISTORY, history(where.history, now_utc)),
        *_all_of(doctor_desk.DESKTOP, doctor_desk.desk(patience_s)),
    ]
    return sorted(found, key=_chapter)


def _all_of(chapter: str, findings: Iterator[Finding]) -> Iterator[Finding]:
    """The findings; where the looking itself ends early, that is one of them, and the other chapters follow."""
    try:
        yield from findings
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what somebody wants to know
        words = f"What comes after this cannot be looked at ({type(error).__name__}): say so in the report."
        yield Finding(chapter, "here", words, LOOK)


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
