"""P2: cut the power at any instant; every repetition that was told is there afterwards.

    python -m tests.campaigns.power_cut --count 3000

The practising program (the real coach, recorder, keeper and store, with the very SQLite they use) writes down every
write and every push to the disk. From that, states of the disk are made as a power cut leaves them: what was pushed
is there; what was written since is not there, all there, there in part and in any order, or torn between sectors of
512 bytes. Each is opened as the next start does.

The same is done with two settings that are known to be worse, and must then be seen to be: NORMAL loses what was
told, OFF damages the file. Else this campaign is blind, and says so.
"""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import struct
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

from hinge_desktop.errors import StorageError
from hinge_desktop.history.recovery import open_history
from hinge_desktop.history.store import Store
from tests.campaigns import kill_mid_set, lived
from tests.campaigns.campaign import ROOT, Found, main
from tests.campaigns.lived import NOW

WRITE, CUT, PUSH, TOLD = range(4)
SECTOR = 512
MODES = ("nothing of it", "all of it", "some of it", "torn")
REPS_A_RUN = 150
_HEAD = struct.Struct("<BHqI")
_SUFFIXES = ("", "-wal", "-journal")

Told = tuple[str, int, int]


def record(kind: int, name: str, at: int = 0, content: bytes = b"") -> bytes:
    """One record of the log."""
    text = name.encode()
    return _HEAD.pack(kind, len(text), at, len(content)) + text + content


@dataclass(frozen=True)
class Event:
    """What was done to a file, or that a repetition was told (then ``name`` says which)."""

    kind: int
    name: str
    at: int
    content: bytes


def read(log: bytes) -> Iterator[Event]:
    """The records of a log; the last may be torn and is left out."""
    at = 0
    while at + _HEAD.size <= len(log):
        kind, named, where, size = _HEAD.unpack_from(log, at)
        at += _HEAD.size
        if at + named + size > len(log):
            return
        yield Event(kind, log[at : at + named].decode(), where, log[at + named : at + named + size])
        at += named + size


@dataclass
class Disk:
    """Files as far as they were pushed to the disk, and what was done to them since."""

    pushed: dict[str, bytes]
    since: list[Event] = field(default_factory=list)
    told: set[Told] = field(default_factory=set)

    def do(self, event: Event) -> None:
        """One event passes."""
        if event.kind == TOLD:
            uuid, position, number = event.name.split()
            self.told.add((uuid, int(position), int(number)))
        elif event.kind == PUSH:
            mine = [one for one in self.since if one.name == event.name]
            self.pushed[event.name] = apply(self.pushed.get(event.name, b""), mine)
            self.since = [one for one in self.since if one.name != event.name]
        else:
            self.since.append(event)

    def after_a_cut(self, mode: str, chance: random.Random) -> dict[str, bytes]:
        """The files as a power cut may leave them."""
        return {
            name: apply(self.pushed.get(name, b""), _reached([e for e in self.since if e.name == name], mode, chance))
            for name in {*self.pushed, *(one.name for one in self.since)}
        }


def apply(content: bytes, events: list[Event]) -> bytes:
    """A file after these events; what was never written between two places is zero."""
    file = bytearray(content)
    for one in events:
        if one.kind == CUT:
            del file[one.at :]
        else:
            file.extend(bytes(max(0, one.at - len(file))))
            file[one.at : one.at + len(one.content)] = one.content
    return bytes(file)


def _reached(events: list[Event], mode: str, chance: random.Random) -> list[Event]:
    if mode == "nothing of it":
        return []
    if mode == "all of it":
        return events
    if mode == "some of it":
        return [one for one in events if chance.random() < 0.5]
    torn = events[: chance.randint(0, len(events))]
    return torn[:-1] + [part for one in torn[-1:] for part in _sectors(one) if chance.random() < 0.5]


def _sectors(event: Event) -> list[Event]:
    if event.kind == CUT:
        return [event]
    edges = [0, *range(SECTOR - event.at % SECTOR, len(event.content), SECTOR), len(event.content)]
    return [Event(WRITE, event.name, event.at + one, event.content[one:other]) for one, other in pairwise(edges)]


# ---- the campaign ----------------------------------------------------------------------------------------


def run(folder: Path, count: int, chance: random.Random) -> Found:
    """Cut the power ``count`` times with the program as it is, and as often with each of the two worse settings."""
    found = Found()
    for synchronous in ("FULL", "NORMAL", "OFF"):
        part = cut(folder / synchronous, count, chance, synchronous)
        lost, damaged = (part.seen[f"{synchronous}: {what}"] for what in ("lost what was told", "damaged the file"))
        if synchronous == "NORMAL" and not lost:
            part.wrong = ["blind: NORMAL lost nothing"]
        elif synchronous == "OFF" and not damaged:
            part.wrong = ["blind: OFF damaged nothing"]
        elif synchronous != "FULL":
            part.wrong = []
        found.add(part)
    return found


def cut(folder: Path, count: int, chance: random.Random, synchronous: str) -> Found:
    """Cut the power so many times with one setting, at instants spread over the runs there must be."""
    found, left = Found(), count
    runs = max(1, round(count / 1000))
    for number in range(runs):
        home = folder / str(number)
        before, events = practise(home, REPS_A_RUN if count > 200 else 40, synchronous)
        cuts = left // (runs - number)
        left -= cuts
        for disk, mode in _instants(before, events, cuts, chance):
            judge(folder / "cut", disk, mode, chance, synchronous, found)
        found.seen[f"{synchronous}: repetitions told"] += sum(one.kind == TOLD for one in events)
    return found


def practise(home: Path, reps: int, synchronous: str = "FULL") -> tuple[dict[str, bytes], list[Event]]:
    """Have the program practise so many repetitions; the files before, and all that happened to them."""
    path = home / "data" / "history.sqlite"
    Store.open(path).close()
    before = _files(path)
    log = home / "disk.log"
    reader, writer = os.pipe()
    environment = os.environ | {"HINGE_HOME": str(home), "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    child = [sys.executable, "-m", "tests.campaigns.power_cut_child", "--tell-reps", str(writer)]
    command = [*child, "--log", str(log), "--synchronous", synchronous]
    process = subprocess.Popen(command, pass_fds=[writer], env=environment, cwd=ROOT)
    os.close(writer)
    try:
        _text, finding = kill_mid_set.listen(reader, reps)
    finally:
        process.kill()
        process.wait()
        os.close(reader)
    if finding:
        raise RuntimeError(f"the practising program: {finding}")
    return before, list(_of_history(read(log.read_bytes()), path.parent, before))


def _of_history(events: Iterator[Event], folder: Path, names: Iterable[str]) -> Iterator[Event]:
    """What was told, and what was done to the history's own files, which are then named without their folder."""
    ours = {str(folder / name): name for name in names}
    for one in events:
        if one.kind == TOLD or one.name in ours:
            yield replace(one, name=ours.get(one.name, one.name))


def _files(path: Path) -> dict[str, bytes]:
    places = {path.name + suffix: path.with_name(path.name + suffix) for suffix in _SUFFIXES}
    return {name: place.read_bytes() if place.exists() else b"" for name, place in places.items()}


def _instants(
    before: dict[str, bytes], events: list[Event], count: int, chance: random.Random
) -> Iterator[tuple[Disk, str]]:
    """So many instants in their order, each with a way to lose power."""
    at = sorted(chance.randrange(1, len(events) + 1) for _ in range(count))
    disk, passed = Disk(dict(before)), 0
    for number, instant in enumerate(at):
        for event in events[passed:instant]:
            disk.do(event)
        passed = instant
        yield disk, MODES[number % len(MODES)]


def judge(folder: Path, disk: Disk, mode: str, chance: random.Random, setting: str, found: Found) -> None:
    """Make one state, look at it with SQLite, and open it as the next start does."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    path = folder / "history.sqlite"
    for name, content in disk.after_a_cut(mode, chance).items():
        if content or name == path.name:
            (folder / name).write_bytes(content)
    found.seen[f"{setting}: power cuts"] += 1
    wrong = []
    whole = _is_whole(folder)
    if not whole:
        found.seen[f"{setting}: damaged the file"] += 1
        wrong.append("the file is damaged")
    try:
        opened = open_history(path, NOW)
    except StorageError as error:
        wrong.append(f"cannot be opened: {error}")
    else:
        with opened.store as store:
            lived.content(store)  # all of it can be shown
        if opened.told:
            found.seen[f"{setting}: told that something may be missing"] += 1
        kept = kept_of(path)
        uneven = {key: one for key, one in kept.items() if one[1] != set(range(1, one[0] + 1))}
        wrong += [f"set {key} counts {count} and has {has}" for key, (count, has) in uneven.items()]
        lost = {one for one in disk.told if one[2] not in kept.get(one[:2], (0, set()))[1]}
        if lost:
            found.seen[f"{setting}: lost what was told"] += 1
            wrong.append(f"told and lost: {sorted(lost)[:3]}, {len(lost)} in all")
    found.wrong += [f"{setting}, {mode}, cut {found.seen[f'{setting}: power cuts']}: {one}" for one in wrong]


def _is_whole(folder: Path) -> bool:
    """What SQLite itself says of a copy of the files."""
    copy = folder.with_name(folder.name + "-look")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(folder, copy)
    with closing(sqlite3.connect(copy / "history.sqlite")) as database, suppress(sqlite3.DatabaseError):
        return bool(database.execute("PRAGMA integrity_check").fetchall() == [("ok",)])
    return False


def kept_of(path: Path) -> dict[tuple[str, int], tuple[int, set[int]]]:
    """Of each set: what it counts, and the numbers of the repetitions it has."""
    query = (
        "SELECT s.uuid, t.position, t.done_reps, r.idx FROM set_ t JOIN session s ON s.id = t.session_id"
        " LEFT JOIN rep r ON r.set_id = t.id"
    )
    kept: dict[tuple[str, int], tuple[int, set[int]]] = {}
    with closing(sqlite3.connect(path)) as database:
        for uuid, position, count, number in database.execute(query):
            numbers = kept.setdefault((uuid, position), (count, set()))[1]
            if number is not None:
                numbers.add(number)
    return kept


if __name__ == "__main__":
    raise SystemExit(main(run, 3000, __doc__))
