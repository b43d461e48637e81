"""Two histories become one: everything out of a database, and everything of another into it.

::

    export_json(store, path)     all of it, without loss
    export_csv(store, path)      one row a set, for a spreadsheet
    export_backup(store, path)   the database itself
    preview_import(store, path)  what an import would do; nothing is changed
    import_json(store, path)     all of it or nothing, after a backup

Records meet by their uuid. The same record on both sides stays as it is. Of two that differ one is taken whole, and
by a rule that looks at the two alone (:func:`_rank`): whichever computer asks, and in whatever order, the same one
is chosen. So importing twice is importing once, and two computers that read each other's file end with the same
history.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hinge_desktop import __version__, durable
from hinge_desktop.errors import StorageUnavailable
from hinge_desktop.history.backup import copies_of, copy_is_whole, folder_of, to_keep
from hinge_desktop.history.exchange_fields import ms_of, text_of
from hinge_desktop.history.exchange_format import Contents, Record, write_text
from hinge_desktop.history.exchange_reader import read_file
from hinge_desktop.history.exchange_rows import contents_of, put
from hinge_desktop.history.store import Store
from hinge_desktop.history.table_text import write_table

_BEFORE = "before-import"
_ANSWERS = (
    *("pain_before", "pain_worst", "pain_after", "next_morning_pain"),
    *("effort", "looked_like_figure", "leg_symptoms"),
)


@dataclass(frozen=True, slots=True)
class Tally:
    """What an import does with the records of one kind.

    Attributes:
        new: only the file has them; they are added.
        same: both have them, and they do not differ.
        taken: both have them, and the file's is the later; it takes the place of ours.
        kept: both have them, and ours is the later; it stays.
    """

    new: int = 0
    same: int = 0
    taken: int = 0
    kept: int = 0

    @property
    def different(self) -> int:
        """Both have them, and they differ."""
        return self.taken + self.kept

    @property
    def changes(self) -> int:
        """Records that are other afterwards."""
        return self.new + self.taken


Tallies = dict[str, Tally]
"""One for each of ``KINDS``."""


# ---- for the window and the commands ---------------------------------------------------------------------


def export_json(store: Store, path: Path) -> dict[str, int]:
    """Write everything to ``path``, without loss; how many of each of ``KINDS`` there are.

    Raises:
        StorageUnavailable: ``path`` cannot be written; what was there is untouched.
        StorageDamaged: the history cannot be read.
    """
    contents = dump(store)
    _write(path, write_text(contents, __version__, _now()))
    return {kind: len(records) for kind, records in contents.items()}


def export_csv(store: Store, path: Path) -> int:
    """Write one row for each set to ``path``, for a spreadsheet; how many.

    Raises:
        StorageUnavailable, StorageDamaged: as :func:`export_json`.
    """
    sessions = [one for one in dump(store)["sessions"].values() if one["trashed_utc"] is None]
    text, rows = write_table(sessions)
    _write(path, text)
    return rows


def export_backup(store: Store, path: Path) -> None:
    """Write a copy of the whole database to ``path``, one SQLite file; its name appears when it was looked through.

    Raises:
        StorageUnavailable, StorageDamaged: as :func:`export_json`.
    """
    with TemporaryDirectory(prefix="hinge-") as folder:  # the folder a backup is made in becomes private
        copy = Path(folder) / "copy.sqlite"
        store.copy_to(copy)
        with _written(path), durable.beside(path) as fresh:
            shutil.copyfile(copy, fresh)
            if not copy_is_whole(fresh):
                raise StorageUnavailable(f"What was written to {path.parent} reads otherwise: choose another folder.")
            durable.replace(fresh, path)


def preview_import(store: Store, path: Path) -> Tallies:
    """What :func:`import_json` would do.

    Raises:
        ContentError: the file is not one of ours, is too large, or something in it is not allowed.
        StorageUnavailable: the file cannot be read.
        StorageDamaged: the history cannot be read.
    """
    return _compared(dump(store), read_file(path))[0]


def import_json(store: Store, path: Path) -> Tallies:
    """Take over what the file has and the history has not, or has in an earlier form; what was done.

    A checked copy of the history is put into ``backups/`` first, unless there is nothing to take over.

    Raises:
        ContentError, StorageUnavailable, StorageDamaged: as :func:`preview_import`, or the history cannot be
            written; it is then as it was.
    """
    theirs = read_file(path)
    tallies, _ = _compared(dump(store), theirs)
    if any(tally.changes for tally in tallies.values()):
        store.copy_to(_free_name(store.path))
        tallies = merge(store, theirs)
        _thin(store.path)
    return tallies


def _free_name(path: Path) -> Path:
    """Where the copy of the history at ``path`` goes that is made before an import; named as ``backup`` names them."""
    moment = datetime.now(UTC)
    while True:
        name = f"{path.stem}-{_BEFORE}-{moment.strftime('%Y%m%dT%H%M%SZ')}{path.suffix}"
        if not (target := folder_of(path) / name).exists():
            return target
        moment += timedelta(seconds=1)


def _thin(path: Path) -> None:
    """Who shares a folder imports often: of the copies made before, those stay that would stay of the others."""
    ours = [(moment, copy) for moment, copy in copies_of(path) if copy.stem.startswith(f"{path.stem}-{_BEFORE}-")]
    kept = to_keep((moment for moment, _ in ours), datetime.now(UTC))
    for moment, copy in ours:
        if moment not in kept:
            with suppress(OSError):  # one copy too many is no harm
                copy.unlink()


# ---- histories -------------------------------------------------------------------------------------------


def dump(store: Store) -> Contents:
    """Everything in the history, as it is at one instant."""
    with store.reading() as connection:
        return contents_of(connection)


def merge(store: Store, theirs: Contents) -> Tallies:
    """Take over what ``theirs`` has and the history has not, or has in an earlier form: all of it or nothing."""
    ours = dump(store)
    with store.transaction() as connection:
        tallies, chosen = _compared(ours, theirs)
        put(connection, chosen)
    return tallies


# ---- which of two ----------------------------------------------------------------------------------------


def _compared(ours: Contents, theirs: Contents) -> tuple[Tallies, Contents]:
    """What there is of each kind, and what is to be taken over."""
    tallies: Tallies = {}
    chosen: Contents = {}
    for kind, records in theirs.items():
        here = ours[kind]
        new = {uuid: one for uuid, one in records.items() if uuid not in here}
        other = {uuid: one for uuid, one in records.items() if uuid in here and one != here[uuid]}
        taken = {uuid: one for uuid, one in other.items() if _rank(one) > _rank(here[uuid])}
        same = len(records) - len(new) - len(other)
        tallies[kind] = Tally(len(new), same, len(taken), len(other) - len(taken))
        chosen[kind] = new | taken
    return tallies, chosen


def _rank(record: Record) -> tuple[Any, ...]:
    """The higher of two is the later. Only of the record itself, and no two that differ are level.

    First the last moment anything was noted or put right in it, then the one that is over, that has more repetitions,
    more answers; then an order of the text that means nothing but is the same everywhere.
    """
    text = json.dumps(record, sort_keys=True)
    if "sets" not in record:
        return (text,)
    return (
        _last_touch(record),
        record["ending"] != "open",
        sum(len(one["reps"]) for one in record["sets"]),
        sum(record[name] is not None for name in _ANSWERS) + len(record["felt"]) + bool(record["note"]),
        text,
    )


def _last_touch(record: Record) -> int:
    moments = [record[name] for name in ("started_utc", "ended_utc", "edited_utc", "trashed_utc")]
    ends = [ms_of(one["started_utc"]) + max((rep[2] for rep in one["reps"]), default=0) for one in record["sets"]]
    return max([ms_of(moment) for moment in moments if moment is not None] + ends)


# ---- files -----------------------------------------------------------------------------------------------


def _now() -> str:
    return text_of(round(datetime.now(UTC).timestamp() * 1000))


def _write(path: Path, text: str) -> None:
    with _written(path):
        durable.write(path, text.encode())


@contextmanager
def _written(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StorageUnavailable(
            f"{path} cannot be written ({error.strerror}): choose another name, or a folder that can be written."
        ) from error
