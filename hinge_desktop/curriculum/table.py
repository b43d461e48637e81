"""A TOML table that answers with checked values or a :class:`ContentError` naming its key.

The rest of the parser only says what it wants; every complaint about types, ranges, spelling and
missing or unknown keys is worded here, once.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable, Mapping, Sequence

from hinge_desktop.errors import ContentError

LONGEST_FILE = 50_000
"""Characters; the shipped files have about 9,000."""

LONGEST_LINE = 10_000
"""Characters; a key of tens of thousands of dots would keep the TOML reader busy for seconds."""

WHOLE_FILE = "whole file"
"""The key in complaints that are about no single key."""


def load_table(text: str, file: str) -> Table:
    """Read TOML text. Raises ContentError for whatever is not TOML."""
    if len(text) > LONGEST_FILE:
        raise ContentError(file, WHOLE_FILE, f"has {len(text)} characters", f"at most {LONGEST_FILE}")
    longest = max(map(len, text.split("\n")))
    if longest > LONGEST_LINE:
        raise ContentError(file, WHOLE_FILE, f"has a line of {longest} characters", f"at most {LONGEST_LINE}")
    try:
        text.encode("utf-8")
        return Table(tomllib.loads(text), file)
    except tomllib.TOMLDecodeError as error:
        raise ContentError(file, WHOLE_FILE, f"is not TOML: {_sentence(error)}", "TOML 1.0") from error
    except (ValueError, RecursionError) as error:  # unpaired surrogates, dates and numbers out of range, deep nesting
        raise ContentError(file, WHOLE_FILE, f"cannot be read: {_sentence(error)}", "TOML 1.0") from error


def _sentence(error: Exception) -> str:
    words = " ".join(str(error).split()).rstrip(".")
    return words.encode("utf-8", "replace").decode("utf-8")[:160]


def _shown(value: object) -> str:
    """A value as the user wrote it, short enough for one sentence."""
    try:
        written = repr(value)
    except (ValueError, RecursionError):  # thousands of digits, or thousands of tables in one another
        return "what is written there"
    return written if len(written) <= 40 else written[:37] + "..."


class Table:
    """One table of a file. ``path`` is its dotted place, for messages."""

    def __init__(self, entries: Mapping[str, object], file: str, path: str = "") -> None:
        self._entries, self._file, self._path = entries, file, path

    def error(self, key: str, reason: str, allowed: str = "") -> ContentError:
        """The complaint about one key of this table, ready to raise. An empty key means the table itself."""
        where = ".".join(part for part in (self._path, key) if part)
        return ContentError(self._file, where or WHOLE_FILE, reason, allowed)

    def __contains__(self, key: str) -> bool:
        return key in self._entries

    def names(self) -> tuple[str, ...]:
        """The keys in the order of the file."""
        return tuple(self._entries)

    def expect(self, required: Iterable[str] = (), optional: Iterable[str] = ()) -> None:
        """Complain about the first unknown, then about the first missing key."""
        needed = tuple(required)
        known = (*needed, *optional)
        for key in self._entries:
            if key not in known:
                raise self.error(_plain(key), "is not a key of this table", ", ".join(known) or "no keys at all")
        for key in needed:
            if key not in self._entries:
                raise self.error(key, "is missing", ", ".join(known))

    def text(self, key: str, longest: int = 600) -> str:
        """One non-empty line."""
        return self._line(key, self._entries[key], longest)

    def texts(self, key: str, fewest: int, most: int, longest: int = 600) -> tuple[str, ...]:
        """A list of non-empty lines."""
        lines = self._list(key, fewest, most)
        return tuple(self._line(f"{key}[{index}]", line, longest) for index, line in enumerate(lines))

    def choice(self, key: str, allowed: Sequence[str]) -> str:
        """One of a few words."""
        word = self._entries[key]
        if not isinstance(word, str) or word not in allowed:
            raise self.error(key, f"{_shown(word)} is not known", ", ".join(allowed))
        return word

    def flag(self, key: str, default: bool) -> bool:
        """true or false; ``default`` when absent."""
        flag = self._entries.get(key, default)
        if not isinstance(flag, bool):
            raise self.error(key, f"{_shown(flag)} is not a yes or no", "true, false")
        return flag

    def number(self, key: str, low: float, high: float, default: float | None = None) -> float:
        """A finite number in ``[low, high]``; ``default`` when absent."""
        if default is not None and key not in self._entries:
            return default
        return self._number(key, self._entries[key], low, high)

    def whole(self, key: str, low: int, high: int) -> int:
        """A whole number in ``[low, high]``."""
        number = self._entries[key]
        if isinstance(number, bool) or not isinstance(number, int) or not low <= number <= high:
            raise self.error(key, f"{_shown(number)} does not fit", f"a whole number from {low} to {high}")
        return number

    def numbers(self, key: str, low: float, high: float, fewest: int, most: int) -> tuple[float, ...]:
        """A list of finite numbers in ``[low, high]``; empty when absent and none are needed."""
        if fewest == 0 and key not in self._entries:
            return ()
        found = self._list(key, fewest, most)
        return tuple(self._number(f"{key}[{index}]", number, low, high) for index, number in enumerate(found))

    def table(self, key: str) -> Table:
        """The table under ``key``."""
        return self._table(key, self._entries[key])

    def tables(self, key: str, fewest: int, most: int) -> tuple[Table, ...]:
        """The list of tables under ``key``; empty when absent and none are needed."""
        if fewest == 0 and key not in self._entries:
            return ()
        found = self._list(key, fewest, most)
        return tuple(self._table(f"{key}[{index}]", entry) for index, entry in enumerate(found))

    def _table(self, key: str, entry: object) -> Table:
        if not isinstance(entry, dict):
            raise self.error(key, f"{_shown(entry)} is not a table", "a table of keys and values")
        path = f"{self._path}.{key}" if self._path else key
        return Table(entry, self._file, path)

    def _list(self, key: str, fewest: int, most: int) -> list[object]:
        found = self._entries[key]
        if not isinstance(found, list):
            raise self.error(key, f"{_shown(found)} is not a list", f"a list of {_span(fewest, most)}")
        if not fewest <= len(found) <= most:
            raise self.error(key, f"has {len(found)} entries", _span(fewest, most))
        return found

    def _number(self, key: str, number: object, low: float, high: float) -> float:
        allowed = f"a number from {low:g} to {high:g}"
        if isinstance(number, bool) or not isinstance(number, int | float):
            raise self.error(key, f"{_shown(number)} is not a number", allowed)
        if not low <= number <= high or not math.isfinite(number):  # a NaN fails the first test, too
            raise self.error(key, f"{_shown(number)} is out of range", allowed)
        return float(number)

    def _line(self, key: str, line: object, longest: int) -> str:
        allowed = f"one line of 1 to {longest} characters"
        if not isinstance(line, str):
            raise self.error(key, f"{_shown(line)} is not a text", allowed)
        if not line.strip():
            raise self.error(key, "is empty", allowed)
        if len(line) > longest:
            raise self.error(key, f"has {len(line)} characters", allowed)
        if not line.isprintable():
            raise self.error(key, "holds a line break or another control character", allowed)
        return line.strip()


def _span(fewest: int, most: int) -> str:
    return f"{fewest} entries" if fewest == most else f"{fewest} to {most} entries"


def _plain(key: str) -> str:
    """A key as the user wrote it, short and printable."""
    return key[:40] if key.isprintable() and key.strip() else _shown(key)
