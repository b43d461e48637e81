"""What is done with the whole history at somebody's wish, in the worker: each ends in one sentence.

Nothing here imports the history before it is called: SQLAlchemy takes 0.24 s, several times as long as the first
frame.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from hinge_desktop.errors import OptionError, StorageUnavailable

if TYPE_CHECKING:
    from hinge_desktop.history.exchange import Tallies
    from hinge_desktop.history.store import Store


def export_to(store: Store, path: Path) -> str:
    """Write all of it to a .json, or a table of the sets to a .csv."""
    from hinge_desktop.history import exchange

    refuse_own(path, store.path)
    match path.suffix.lower():
        case ".json":
            counts = exchange.export_json(store, path)
            return f"Everything is in {path}, with sessions: {counts['sessions']}."
        case ".csv":
            return f"The sets are in {path}, one a row: {exchange.export_csv(store, path)}."
    raise OptionError(f"{path}: a history cannot be written so; allowed endings: .json, .csv.")


def preview_import(store: Store, path: Path) -> Tallies:
    """What taking over from a file would do."""
    from hinge_desktop.history import exchange

    return exchange.preview_import(store, path)


def import_from(store: Store, path: Path) -> str:
    """Take over what a file has and the history has not."""
    from hinge_desktop.history import exchange

    if store.read_only:  # before a copy is made
        raise StorageUnavailable(store.notice)
    found = exchange.import_json(store, path).values()
    new, taken = sum(one.new for one in found), sum(one.taken for one in found)
    there = sum(one.same + one.kept for one in found)
    return f"From {path}: new {new}, newer than here {taken}, there already {there}."


def back_up_to(store: Store, path: Path) -> str:
    """Write a checked copy of the history."""
    from hinge_desktop.history import exchange

    refuse_own(path, store.path)
    exchange.export_backup(store, path)
    return f"A copy of the history is in {path}. It was read again, and it is whole."


def back_up_now(store: Store, now_utc: datetime) -> str:
    """Put a checked copy beside those of earlier, whether there is something new or not."""
    return f"A copy of the history is in {store.back_up(now_utc)}. It was read again, and it is whole."


def back_up_if_new(store: Store, now_utc: datetime) -> Path | None:
    """Put a copy beside those of earlier when there is something new; where it is."""
    from hinge_desktop.history import keeping

    return keeping.back_up_if_new(store, now_utc)


def replace_worn_copy(store: Store, now_utc: datetime) -> Path | None:
    """Read the newest copy again, and make another where it is no longer whole; where that is."""
    from hinge_desktop.history import keeping

    return keeping.replace_worn_copy(store, now_utc)


def look_through(store: Store) -> int:
    """Read all of it and make sure that it is as it was written; how many sessions there are."""
    from hinge_desktop.history import keeping

    return keeping.look_through(store)


def check(store: Store) -> str:
    """The same, and what to tell of it."""
    return f"All of the history was read, and it is as it was written. Sessions: {look_through(store)}."


def delete_everything(store: Store, now_utc: datetime) -> str:
    """Remove all there is after a copy was made; where that is."""
    from hinge_desktop.history import keeping

    return str(keeping.delete_everything(store, now_utc))


def refuse_own(path: Path, history: Path) -> None:
    """The history must not be written over by its own export, nor be its own backup."""
    same = path.absolute() == history.absolute()
    with suppress(OSError):  # one of them is not there, or out of reach: whoever opens it says so
        same = same or path.samefile(history)
    if same:
        raise OptionError(f"{path} is the history itself; name another file.")
