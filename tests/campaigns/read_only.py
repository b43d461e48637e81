"""P4: where nothing can be written, the history is shown, one sentence says so, and nothing is changed.

    python -m tests.campaigns.read_only --count 5

Each place that cannot be written is tried so often, each time by the real program with its window, started without
root's rights: a folder and files without the right to write, the same as a killed program left them (with the last
repetitions in the log), a medium that is mounted read-only (for root on Linux), a home that is a file, and a home
that cannot be made.
"""

from __future__ import annotations

import os
import random
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from hinge_desktop.history.store import Store
from tests.campaigns import lived
from tests.campaigns.campaign import Found, main, on_linux
from tests.campaigns.looked import see

MOUNTED = 'mount --bind {0} {0} && mount -o remount,ro,bind {0} && exec "$@"'


@dataclass(frozen=True)
class Place:
    """A home that cannot be written.

    Attributes:
        home: of the program. through: the command that starts it there. shows: what is to be seen of the history.
        lies: the folder that is to stay as it is.
    """

    home: Path
    shows: tuple[int, int]
    lies: Path
    through: Sequence[str] = ()


def run(folder: Path, count: int, _chance: random.Random) -> Found:
    """Start the program ``count`` times at each place."""
    found = Found()
    past = folder / "past"
    shows = _live(past)
    for kind, makes in PLACES.items():
        if kind == "mounted read-only" and not may_mount():
            found.measured["left out"] = "a medium mounted read-only, which takes root on Linux"
            continue
        for _ in range(count):
            with makes(past, folder / "place", shows) as place:
                found.seen[kind] += 1
                found.wrong += [f"{kind}: {one}" for one in judge(place)]
    return found


def judge(place: Place) -> list[str]:
    """Start the program there; what is wrong."""
    before = _everything(place.lies)
    seen = see(place.home, through=place.through)
    wrong = [*seen.wrong]
    if seen.shows != place.shows:
        wrong.append(f"shows {seen.shows} for {place.shows}")
    if not any(str(place.home) in one for one in seen.says):
        wrong.append(f"says {seen.says}")
    return wrong + ([] if _everything(place.lies) == before else ["something was changed"])


def may_mount() -> bool:
    """Whether a medium can be mounted for one process alone."""
    return on_linux() and os.getuid() == 0 and shutil.which("unshare") is not None


def _live(past: Path) -> tuple[int, int]:
    """A history as a killed program leaves it; what is to be seen of it."""
    path = past / "data" / "history.sqlite"
    lived.make(path, days=20)
    with Store.open(path) as store:
        lived.practise(store, "today", lived.NOW)
        store.add_rep("today", 1, 7, 5.0, lived.NOW)
        shutil.copytree(past, past.with_name("killed"))
    with Store.open(path) as store:
        sessions = store.history().sessions
    return len(sessions), sum(one.done_reps for one in sessions)


@contextmanager
def _without_rights(past: Path, home: Path, shows: tuple[int, int]) -> Iterator[Place]:
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(past, home)
    with _locked(home):
        yield Place(home, shows, home)


@contextmanager
def _killed_there(past: Path, home: Path, shows: tuple[int, int]) -> Iterator[Place]:
    with _without_rights(past.with_name("killed"), home, shows) as place:
        assert (home / "data" / "history.sqlite-wal").stat().st_size > 0
        yield place


@contextmanager
def _locked(home: Path) -> Iterator[None]:
    everything = sorted(home.rglob("*"), reverse=True)
    for one in (*everything, home):
        one.chmod(0o500 if one.is_dir() else 0o400)
    try:
        yield
    finally:
        for one in (home, *reversed(everything)):
            one.chmod(0o700 if one.is_dir() else 0o600)


@contextmanager
def _mounted(past: Path, home: Path, shows: tuple[int, int]) -> Iterator[Place]:
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(past.with_name("killed"), home)
    yield Place(home, shows, home, ("unshare", "-m", "sh", "-c", MOUNTED.format(home), "sh"))


@contextmanager
def _a_file(_past: Path, home: Path, _shows: tuple[int, int]) -> Iterator[Place]:
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir()
    (home / "file").write_text("mine", encoding="utf-8")
    yield Place(home / "file", (0, 0), home)


@contextmanager
def _not_to_be_made(_past: Path, home: Path, _shows: tuple[int, int]) -> Iterator[Place]:
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir()
    with _locked(home):
        yield Place(home / "not there", (0, 0), home)


PLACES: dict[str, Callable[[Path, Path, tuple[int, int]], AbstractContextManager[Place]]] = {
    "a folder that cannot be written": _without_rights,
    "the same, as a killed program left it": _killed_there,
    "mounted read-only": _mounted,
    "a home that is a file": _a_file,
    "a home that cannot be made": _not_to_be_made,
}


def _everything(folder: Path) -> dict[str, bytes]:
    return {str(one.relative_to(folder)): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


if __name__ == "__main__":
    sys.exit(main(run, 5, __doc__))
