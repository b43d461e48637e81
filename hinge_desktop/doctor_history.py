"""The doctor's look at the history: whole or not, how much is in it, and its copies. A copy is read, never the file."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from hinge_desktop.doctor_finding import LOOK, NOTE, Finding
from hinge_desktop.errors import StorageDamaged, StorageError

HISTORY = "History"
_LOOKS = 3
"""While the window is open the file may change as it is copied; it seldom does so twice."""


def history(path: Path, now_utc: datetime) -> Iterator[Finding]:
    """Everything about the history at ``path``."""
    if not os.path.isdir(path.parent):  # noqa: PTH112 - never raises
        yield Finding(HISTORY, "history", "none yet; it begins with the first practice")
        return
    is_open = _window_is_open(path.parent)
    if is_open:
        yield Finding(HISTORY, "Hinge", "its window is open and holds the history")
    try:
        yield from _file(path, is_open)
        yield _copies(path, now_utc)
    except OSError as error:
        why = error.strerror or "refused"
        yield Finding(HISTORY, "history", f"{path} cannot be read ({why}): allow reading there.", LOOK)


def _window_is_open(folder: Path) -> bool:
    """Whether another Hinge has claimed the folder."""
    with suppress(ImportError):  # without Qt there is no window
        from hinge_desktop.instance import SingleInstance  # Qt is looked at elsewhere and may not be there

        instance = SingleInstance(folder)
        free = instance.claim()
        instance.release()
        return not free
    return False


def _file(path: Path, is_open: bool) -> Iterator[Finding]:
    try:
        # SQLAlchemy takes 0.24 s, and may not be there, which is told among the versions.
        from hinge_desktop.history import inspection
        from hinge_desktop.history.backup import copies_of
        from hinge_desktop.history.restore import look_through
    except ImportError:
        yield Finding(HISTORY, "history", "It cannot be looked through, for a part is not there: see Versions.", LOOK)
        return
    try:
        if not inspection.exists(path):
            if copies_of(path):
                words = "It is not in its place, but copies are: start Hinge, which puts the newest back."
                yield Finding(HISTORY, "history", words, LOOK)
            else:
                yield Finding(HISTORY, "history", "none yet; it begins with the first practice")
            return
        size = sum(one.stat().st_size for one in (path, inspection.wal_of(path)) if one.exists())
        form = inspection.format_of(path)
        for look in range(_LOOKS):
            try:
                contents = look_through(path)
                break
            except StorageDamaged:
                if is_open and look == _LOOKS - 1:
                    words = "It changed while it was read: close Hinge's window, then look again."
                    yield Finding(HISTORY, "history", words, NOTE)
                    return
                if not is_open:
                    raise
    except StorageDamaged:
        words = "It is not whole: start Hinge, which puts back what can be saved, or restore a copy of it (My data)."
        yield Finding(HISTORY, "history", words, LOOK)
        return
    except StorageError as error:
        yield Finding(HISTORY, "history", str(error), LOOK)
        return
    yield Finding(HISTORY, "history", f"whole, format {form}, {size // 1000} kB")
    counts = ", ".join(f"{kind.replace('_', '-')}: {len(records)}" for kind, records in contents.items() if records)
    yield Finding(HISTORY, "counts", counts or "nothing in it yet")


def _copies(path: Path, now_utc: datetime) -> Finding:
    try:
        from hinge_desktop.history.backup import copies_of  # as in _file
    except ImportError:
        return Finding(HISTORY, "copies", "They cannot be looked at, for a part is not there: see Versions.", LOOK)
    copies = copies_of(path)
    if not copies:
        if path.exists():
            return Finding(HISTORY, "copies", "none yet; Hinge makes one by itself when there is something new")
        return Finding(HISTORY, "copies", "none yet")
    age = (now_utc.astimezone(UTC) - copies[0][0]).days
    return Finding(HISTORY, "copies", f"{len(copies)}, the newest {_days(age)}")


def _days(age: int) -> str:
    return "of today" if age <= 0 else "1 day old" if age == 1 else f"{age} days old"
