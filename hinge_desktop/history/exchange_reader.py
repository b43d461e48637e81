"""An exchange file, read strictly: everything in it is known to be allowed before anything is done with it.

A file is somebody else's until it is read. Not more of it is taken into memory than is allowed, the number of its
values is known before it is parsed, and what JSON's own reader lets pass is refused: NaN, a name twice, half a
character.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, NoReturn

from hinge_desktop.errors import ContentError, StorageUnavailable
from hinge_desktop.history.exchange_fields import LARGEST_WHOLE, Instant, Refusal, Value, Words, shown
from hinge_desktop.history.exchange_format import (
    FORMAT,
    IN_THE_TRASH,
    KINDS,
    LARGEST_BYTES,
    MOST_ROWS,
    MOST_VALUES,
    SESSION,
    SET,
    Contents,
    Record,
    beside,
)


def read_file(path: Path) -> Contents:
    """What an exchange file holds.

    Raises:
        StorageUnavailable: it cannot be read.
        ContentError: it is not such a file, or too much, or something in it is not allowed.
    """
    try:
        if not path.is_file():  # opening a pipe would wait for ever
            raise StorageUnavailable(f"{path} is not a file that can be read: choose a .json that Hinge wrote.")
        with path.open("rb") as file:
            content = file.read(LARGEST_BYTES + 1)
    except OSError as error:
        raise StorageUnavailable(f"{path} cannot be read ({error.strerror}): choose another file.") from error
    return read_bytes(content, path.name)


def read_bytes(content: bytes, name: str) -> Contents:
    """The same of bytes that came from a file called ``name``."""
    try:
        return _contents(_parsed(content))
    except Refusal as refusal:
        advice = "nothing was taken over: export the history again, or put this right"
        raise ContentError(
            shown(name)[1:-1], refusal.place or "text", refusal.reason, f"{refusal.allowed}; {advice}"
        ) from None


def _parsed(content: bytes) -> Any:
    if len(content) > LARGEST_BYTES:
        raise Refusal("the file is too large", f"{LARGEST_BYTES // 2**20} MiB", "size")
    values = sum(content.count(mark) for mark in (b"[", b"{", b","))
    if values > MOST_VALUES:
        raise Refusal("there are too many values", f"{MOST_VALUES}", "size")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refusal(f"byte {error.start} is not UTF-8", "UTF-8") from None
    try:
        return json.loads(text, object_pairs_hook=_once, parse_float=_number, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise Refusal(f"line {error.lineno} is not JSON", "JSON that Hinge wrote") from None
    except Refusal:
        raise
    except ValueError:  # Python refuses to read numbers of more than 4,300 digits, which takes long
        raise Refusal("a whole number has too many digits", f"{len(str(LARGEST_WHOLE))} digits") from None
    except RecursionError:
        raise Refusal("it is nested too deeply", "lists within sets within sessions") from None


def _once(pairs: list[tuple[str, Any]]) -> Record:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for at, name in enumerate(names) if name in names[:at])
        raise Refusal(f"the name {shown(twice)} is there twice in one record", "each name once")
    return found


def _number(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        _no_number(shown(digits))
    return number


def _no_number(word: str) -> NoReturn:
    raise Refusal(f"{word} is not a number that can be kept", "finite numbers")


def _contents(given: Any) -> Contents:
    if type(given) is not dict:
        raise Refusal(f"it is {shown(given)}", "a record with the names " + ", ".join(KINDS))
    if given.get("format") != FORMAT:
        raise Refusal(
            f"it is {shown(given.get('format'))}", f"{FORMAT!r} (a later one needs the newest Hinge)", "format"
        )
    _require_names(given, ("format", "program", "written_utc", *KINDS))
    _read("program", Words(), given["program"])
    _read("written_utc", Instant(), given["written_utc"])
    rooms = _Rooms()
    return {kind: _records(kind, table, given[kind], rooms) for kind, table in KINDS.items()}


@dataclass
class _Rooms:
    """How many rows may still come."""

    left: int = MOST_ROWS

    def take(self, rows: int) -> None:
        self.left -= rows
        if self.left < 0:
            raise Refusal("there are too many rows", f"{MOST_ROWS} sessions, sets, repetitions and others together")


def _records(kind: str, table: str, given: Any, rooms: _Rooms) -> dict[str, Record]:
    found: dict[str, Record] = {}
    for at, one in enumerate(_list(kind, given, rooms)):
        try:
            record = _session(one, rooms) if kind == "sessions" else _record(one, beside(table))
            if record["uuid"] in found:
                raise Refusal(f"{shown(record['uuid'])} is there twice", "each uuid once", "uuid")
        except Refusal as refusal:
            raise refusal.within(f"{kind}[{at}]") from None
        found[record["uuid"]] = record
    return found


def _session(given: Any, rooms: _Rooms) -> Record:
    record = _record(given, {**SESSION, **IN_THE_TRASH}, "sets")
    sets = []
    for at, one in enumerate(_list("sets", given["sets"], rooms)):
        try:
            sets.append(_set(one, rooms))
        except Refusal as refusal:
            raise refusal.within(f"sets[{at}]") from None
    _require_rising("sets", [one["position"] for one in sets], "position")
    return record | {"sets": sets}


def _set(given: Any, rooms: _Rooms) -> Record:
    record = _record(given, SET, "reps")
    reps = _list("reps", given["reps"], rooms)
    most = LARGEST_WHOLE
    for at, one in enumerate(reps):
        if type(one) is not list or [type(part) for part in one] != [int, int, int]:
            raise Refusal(f"it is {shown(one)}", "[number, ms, ms] in whole numbers", f"reps[{at}]")
        number, took, end = one
        if not (1 <= number <= most and 0 <= took <= most and -most <= end <= most):
            raise Refusal(f"it is {one}", f"a number from 1 and times within {most} ms", f"reps[{at}]")
    _require_rising("reps", [one[0] for one in reps], "number")
    if record["done_reps"] != len(reps):
        raise Refusal(f"it is {record['done_reps']}", f"{len(reps)}, as many as there are reps", "done_reps")
    return record | {"reps": reps}


def _record(given: Any, values: Mapping[str, Value], below: str = "") -> Record:
    if type(given) is not dict:
        raise Refusal(f"it is {shown(given)}", "a record with the names " + ", ".join(values))
    _require_names(given, (*values, below) if below else tuple(values))
    return {name: _read(name, value, given[name]) for name, value in values.items()}


def _read(name: str, value: Value, given: Any) -> Any:
    try:
        return value.read(given)
    except Refusal as refusal:
        raise refusal.within(name) from None


def _list(name: str, given: Any, rooms: _Rooms) -> list[Any]:
    if type(given) is not list:
        raise Refusal(f"it is {shown(given)}", "a list", name)
    rooms.take(len(given))
    return given


def _require_names(given: Record, names: Iterable[str]) -> None:
    wanted = set(names)
    for name in given:
        if name not in wanted:
            raise Refusal(f"the name {shown(name)} is not known", ", ".join(sorted(wanted)))
    for name in names:
        if name not in given:
            raise Refusal("it is missing", "a value", name)


def _require_rising(name: str, numbers: list[int], what: str) -> None:
    if any(second <= first for first, second in pairwise(numbers)):
        raise Refusal(f"a {what} is there twice or out of order", f"each {what} once, rising", name)
