"""Copies of the history that are known to be good, in ``backups/`` beside it.

A plain copy of an open WAL database can lack every row; SQLite's backup interface does not. A copy gets its name
only when it is complete and was looked through, so whatever bears such a name is a whole history.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hinge_desktop import durable
from hinge_desktop.history import seal
from hinge_desktop.history.engine import is_of_the_environment

ALL_OF = timedelta(days=2)
"""How long each copy is kept, before they are thinned."""
DAILY, WEEKLY, MONTHLY = 12, 10, 9
"""The newest copy of so many days, weeks and months is kept."""

_STAMP = "%Y%m%dT%H%M%SZ"
_NAME = re.compile(r"-(\d{8}T\d{6}Z)$")


class NotWhole(sqlite3.DatabaseError):
    """Pages, indices or seals of a copy are not as they were written."""


def back_up(source: sqlite3.Connection, target: Path) -> None:
    """Copy the open database to ``target``; the name appears only when the copy is complete and checked.

    Raises:
        NotWhole: the copy is not sound, for what it was made from is not; it was thrown away.
        sqlite3.Error: the database could not be read, or the copy not be written.
        OSError: it could not be written.
    """
    durable.make_private(target.parent)
    with durable.beside(target) as fresh:
        with closing(sqlite3.connect(fresh)) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, complete by itself
            if not is_whole(copy):
                raise NotWhole(f"the copy for {target} is not sound")
        durable.replace(fresh, target)


def back_up_now(source: sqlite3.Connection, history: Path, now: datetime) -> Path:
    """Put a copy of the open ``history`` into its ``backups/`` and thin those that are there; the new one.

    Raises:
        As :func:`back_up`; then nothing was thinned.
    """
    _sweep(folder_of(history))
    target = free_name(history, now)
    back_up(source, target)
    _thin(history, now)
    return target


def free_name(history: Path, moment: datetime, why: str = "") -> Path:
    """Where a copy made at ``moment`` goes. One made for a reason, a word or two with hyphens, is never thinned."""
    stem = f"{history.stem}-{why}" if why else history.stem
    while True:
        name = f"{stem}-{moment.astimezone(UTC).strftime(_STAMP)}{history.suffix}"
        if not (target := folder_of(history) / name).exists():
            return target
        moment += timedelta(seconds=1)  # never over an older copy, also where the clock was set back


def folder_of(history: Path) -> Path:
    """Where the copies of a history are."""
    return history.parent / "backups"


def copies_of(history: Path) -> list[tuple[datetime, Path]]:
    """All copies there are, of every kind, newest first, with the moment each was made."""
    found = []
    for path in folder_of(history).glob(f"{history.stem}-*{history.suffix}"):
        if (match := _NAME.search(path.stem)) and path.is_file():
            with suppress(ValueError):  # digits that are no date: not one of ours
                found.append((datetime.strptime(match[1], _STAMP).replace(tzinfo=UTC), path))
    return sorted(found, reverse=True)


def copy_is_whole(path: Path) -> bool:
    """Whether the copy at ``path`` can be trusted; it is not changed, nor is anything put beside it.

    Raises:
        sqlite3.Error: the disk does not say.
    """
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as copy:
            return is_whole(copy)
    except UnicodeDecodeError:
        return False
    except sqlite3.DatabaseError as error:
        if is_of_the_environment(error):
            raise
        return False


def to_keep(moments: Iterable[datetime], now: datetime) -> set[datetime]:
    """Which copies stay: all of the last two days, the newest of 12 days, of 10 weeks and of 9 months, of UTC.

    The newest of all is always among them. One that seems to come from the future stays until its time has passed.
    """
    newest_first = sorted(moments, reverse=True)
    kept = {one for one in newest_first if now - one < ALL_OF}
    kept |= _newest_of(newest_first, DAILY, lambda one: one.date())
    kept |= _newest_of(newest_first, WEEKLY, lambda one: one.isocalendar()[:2])
    kept |= _newest_of(newest_first, MONTHLY, lambda one: (one.year, one.month))
    return kept


def _newest_of(newest_first: list[datetime], most: int, period: Callable[[datetime], object]) -> set[datetime]:
    found: dict[object, datetime] = {}
    for one in newest_first:
        found.setdefault(period(one), one)
    return set(list(found.values())[:most])


def _thin(history: Path, now: datetime) -> None:
    """Remove the copies that need not be kept. Those made before an upgrade or an import were asked for: they stay."""
    plain = re.compile(re.escape(history.stem) + r"-\d{8}T\d{6}Z")
    ours = [(moment, path) for moment, path in copies_of(history) if plain.fullmatch(path.stem)]
    kept = to_keep((moment for moment, _ in ours), now)
    for moment, path in ours:
        if moment not in kept:
            with suppress(OSError):  # one copy too many is no harm
                path.unlink()


def _sweep(folder: Path) -> None:
    """Remove what a copying that was stopped left behind; only one program writes here."""
    for one in folder.glob(".*.tmp*"):  # SQLite puts a journal beside it
        with suppress(OSError):  # it is tried again the next time
            one.unlink()


def is_whole(connection: sqlite3.Connection) -> bool:
    """Whether the database is as it was written: every page, every index, and every seal that its format has.

    Ten years of training take about a second; a year a tenth of one.

    Raises:
        sqlite3.DatabaseError: not even that can be found out, or the disk does not answer.
    """
    if connection.execute("PRAGMA integrity_check(1)").fetchall() != [("ok",)]:
        return False
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return version < seal.SINCE_FORMAT or seal.all_good(connection)
