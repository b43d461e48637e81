"""``hinge-desktop history``: export, import, backup, restore and check, for when the window is closed."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hinge_desktop.durable import make_private
from hinge_desktop.errands import refuse_own
from hinge_desktop.errors import OptionError, StorageDamaged, StorageInUse, StorageUnavailable
from hinge_desktop.instance import SingleInstance
from hinge_desktop.paths import Places, keep_new_files_private

if TYPE_CHECKING:
    from hinge_desktop.history.exchange import Tallies
    from hinge_desktop.history.store import Store


def run(options: argparse.Namespace) -> int:
    """Carry out one of the five; the exit code.

    Raises:
        HingeError: it could not be done; nothing was changed.
    """
    keep_new_files_private()
    _ACTIONS[options.action](options, Places.usual().history)
    return 0


def _export(options: argparse.Namespace, history: Path) -> None:
    from hinge_desktop.history import exchange  # SQLAlchemy takes 0.24 s: not before the words are understood

    target: Path = options.output
    ending = target.suffix.lower()
    if ending not in (".json", ".csv"):
        raise OptionError(f"{target}: a history cannot be written so; allowed endings: .json, .csv.")
    refuse_own(target, history)
    with opened(history) as store:
        if ending == ".csv":
            print(f"{target}: rows: {exchange.export_csv(store, target)}")
        else:
            print(f"{target}: {_counts(exchange.export_json(store, target))}")


def _import(options: argparse.Namespace, history: Path) -> None:
    from hinge_desktop.history import exchange  # as in _export
    from hinge_desktop.history.exchange_reader import read_file

    theirs = None if history.exists() else read_file(options.file)  # refused: no history is made for it
    if options.preview and theirs is not None:
        tallies = {kind: exchange.Tally(new=len(records)) for kind, records in theirs.items()}
    else:
        with opened(history, make=not options.preview) as store:
            act = exchange.preview_import if options.preview else exchange.import_json
            tallies = act(store, options.file)
    print("\n".join(_lines(tallies)))


def _backup(options: argparse.Namespace, history: Path) -> None:
    from hinge_desktop.history import exchange  # as in _export

    target: Path = options.output
    if target.suffix.lower() != ".sqlite":
        raise OptionError(f"{target}: a backup is not written so; allowed ending: .sqlite.")
    refuse_own(target, history)
    with opened(history) as store:
        exchange.export_backup(store, target)
    print(f"{target}: written and checked")


def _restore(options: argparse.Namespace, history: Path) -> None:
    from hinge_desktop.history.restore import restore  # as in _export

    refuse_own(options.file, history)
    make_private(history.parent)
    with _alone(history):
        done = restore(history, options.file, datetime.now(UTC))
    aside = f"; what was there before is kept in {done.aside}" if done.aside else ""
    print(f"{history}: {_counts({kind: len(records) for kind, records in done.contents.items()})}{aside}")


def _check(options: argparse.Namespace, history: Path) -> None:
    from hinge_desktop.history.restore import look_through  # as in _export

    path: Path = options.file or history
    if path == history and not history.exists():
        raise _nothing_yet(history)
    with _alone(history), _told_of_damage(history):
        contents = look_through(path)
    print(f"{path}: whole; {_counts({kind: len(records) for kind, records in contents.items()})}")


_ACTIONS = {"export": _export, "import": _import, "backup": _backup, "restore": _restore, "check": _check}


@contextmanager
def opened(history: Path, *, make: bool = False) -> Iterator[Store]:
    """The history, for this command alone. Without ``make`` there has to be one."""
    from hinge_desktop.history.backup import copies_of  # as in _export
    from hinge_desktop.history.inspection import wal_of
    from hinge_desktop.history.logs import is_torn
    from hinge_desktop.history.store import Store

    if not history.exists() and (not make or copies_of(history)):
        raise _nothing_yet(history)
    make_private(history.parent)
    with _alone(history), _told_of_damage(history):
        if is_torn(wal_of(history)):  # opening it would drop what lies behind the torn place, and say nothing
            raise StorageDamaged(str(history))
        with Store.open(history) as store:
            yield store


@contextmanager
def _alone(history: Path) -> Iterator[None]:
    """No window, and no other command, has the history meanwhile."""
    if not history.parent.is_dir():  # then nobody can have it, and nothing is made only to look
        yield
        return
    instance = SingleInstance(history.parent)
    if not instance.claim():
        raise StorageInUse("Hinge is open and has the history: close its window, then try again.")
    try:
        yield
    finally:
        instance.release()


@contextmanager
def _told_of_damage(history: Path) -> Iterator[None]:
    """Should the user's own history not be whole, say what helps."""
    from hinge_desktop.history.inspection import bears_our_mark  # as in _export

    try:
        yield
    except StorageDamaged as error:
        if str(history) not in str(error) or not bears_our_mark(history):
            raise
        raise StorageDamaged(
            f"The history {history} is not whole and was left as it is: start Hinge, which puts back what can be saved,"
            " or restore a backup by `hinge-desktop history restore FILE`."
        ) from error


def _nothing_yet(history: Path) -> StorageUnavailable:
    from hinge_desktop.history.backup import copies_of  # as in _export

    if copies_of(history):
        return StorageUnavailable(
            f"The history {history} is missing, but there are copies of it: start Hinge, which puts back the newest, or"
            " restore one by `hinge-desktop history restore FILE`."
        )
    return StorageUnavailable(
        f"There is no history at {history} yet: practise first, or restore a backup by"
        " `hinge-desktop history restore FILE`."
    )


def _counts(found: Mapping[str, int]) -> str:
    """How many of what, of those there are: ``12 sessions, 3 self-tests``."""
    return ", ".join(f"{kind.replace('_', '-')}: {count}" for kind, count in found.items() if count) or "nothing yet"


def _lines(tallies: Tallies) -> list[str]:
    """One line for each kind there is."""
    rows: list[tuple[Any, ...]] = [("", "new", "same", "different", "taken over", "kept")]
    rows += [
        (kind.replace("_", "-"), one.new, one.same, one.different, one.taken, one.kept)
        for kind, one in tallies.items()
        if one.new or one.same or one.different
    ]
    if len(rows) == 1:
        return ["There is nothing in it."]
    return [f"{row[0]:<12}" + "".join(f"{cell:>12}" for cell in row[1:]) for row in rows]
