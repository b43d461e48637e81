"""What one value of an exchanged history may be: as JSON writes it, and as the database keeps it.

Every kind of value has three sides: ``read`` takes what JSON gave and returns it in its one canonical writing or says
what is allowed; ``of_column`` and ``to_column`` go from and to the database. Nothing here knows which values a record
has; that is told in ``exchange_format``.
"""

from __future__ import annotations

import json
import math
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Protocol

from hinge_desktop.training.records import Felt

LONGEST_TEXT = 4096
"""Bytes of one text in UTF-8."""
LARGEST_WHOLE = 10**12
"""No whole number of a history comes near it (31 years in milliseconds)."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_FIRST_MS = (datetime(1, 1, 2, tzinfo=UTC) - _EPOCH) // _MILLISECOND  # a day of room for every time zone
_LAST_MS = (datetime(9999, 12, 30, tzinfo=UTC) - _EPOCH) // _MILLISECOND
_FIRST_DAY, _LAST_DAY = date(1969, 12, 31), date(2199, 12, 31)
"""What a clock that was set wrongly can give; beyond it a chart would have thousands of years."""
_MOMENT_FORM = "YYYY-MM-DDTHH:MM:SS.mmmZ"


class Refusal(ValueError):
    """A value is not what it may be; who contains it adds where."""

    def __init__(self, reason: str, allowed: str, place: str = "") -> None:
        self.reason, self.allowed, self.place = reason, allowed, place
        super().__init__(f"{place}: {reason}; allowed: {allowed}")

    def within(self, outer: str) -> Refusal:
        """The same, seen from what contains it."""
        joint = "" if not self.place or self.place.startswith("[") else "."
        return Refusal(self.reason, self.allowed, f"{outer}{joint}{self.place}")


def shown(value: object) -> str:
    """A value from a file in a sentence: short, on one line, ASCII."""
    text = ascii(value) if isinstance(value, str | int | float | None) else f"a {type(value).__name__}"
    return text if len(text) <= 40 else f"{text[:36]} ..."


class Value(Protocol):
    """One kind of value."""

    def read(self, given: Any) -> Any:
        """From JSON to the canonical JSON value. Raises :class:`Refusal`."""

    def of_column(self, kept: Any) -> Any:
        """From the database to the canonical JSON value. Raises ValueError or TypeError: it was not we who wrote it."""

    def to_column(self, value: Any) -> Any:
        """From the canonical JSON value to the database."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number from ``least`` to ``most``, or null where ``optional``."""

    least: int = 0
    most: int = LARGEST_WHOLE
    optional: bool = False

    def read(self, given: Any) -> int | None:
        """See :class:`Value`."""
        if given is None and self.optional:
            return None
        if type(given) is not int or not self.least <= given <= self.most:
            either = " or null" if self.optional else ""
            raise Refusal(f"it is {shown(given)}", f"a whole number from {self.least} to {self.most}{either}")
        return given

    def of_column(self, kept: Any) -> int | None:
        """See :class:`Value`."""
        if kept is None and self.optional:
            return None
        if type(kept) is not int:
            raise TypeError("a number is not whole")
        return kept

    def to_column(self, value: Any) -> Any:
        """See :class:`Value`."""
        return value


@dataclass(frozen=True, slots=True)
class Number:
    """Any finite number."""

    def read(self, given: Any) -> float:
        """See :class:`Value`."""
        if type(given) not in (int, float) or not abs(given) <= LARGEST_WHOLE:
            raise Refusal(f"it is {shown(given)}", f"a number from -{LARGEST_WHOLE} to {LARGEST_WHOLE}")
        return float(given) + 0.0  # no minus zero, which SQLite does not keep

    def of_column(self, kept: Any) -> float:
        """See :class:`Value`."""
        number = float(kept)
        if not math.isfinite(number):
            raise ValueError("a number is not finite")
        return number

    def to_column(self, value: Any) -> Any:
        """See :class:`Value`."""
        return value


@dataclass(frozen=True, slots=True)
class YesNo:
    """True, false, or null where ``optional``."""

    optional: bool = False

    def read(self, given: Any) -> bool | None:
        """See :class:`Value`."""
        if type(given) is bool or (given is None and self.optional):
            return given
        raise Refusal(f"it is {shown(given)}", "true, false or null" if self.optional else "true or false")

    def of_column(self, kept: Any) -> bool | None:
        """See :class:`Value`."""
        if kept is None and self.optional:
            return None
        if kept not in (0, 1):
            raise ValueError("neither yes nor no")
        return bool(kept)

    def to_column(self, value: Any) -> Any:
        """See :class:`Value`."""
        return value


@dataclass(frozen=True, slots=True)
class Words:
    """Text of at most ``longest`` bytes; one of ``choices`` where there are some."""

    longest: int = LONGEST_TEXT
    least: int = 0
    choices: tuple[str, ...] = ()

    def read(self, given: Any) -> str:
        """See :class:`Value`."""
        if type(given) is not str:
            raise Refusal(f"it is {shown(given)}", "text")
        if self.choices and given not in self.choices:
            raise Refusal(f"it is {shown(given)}", ", ".join(map(repr, self.choices)))
        if "\0" in given:
            raise Refusal("there is a NUL in the text", "text without it")
        try:
            size = len(given.encode())
        except UnicodeEncodeError:
            raise Refusal("half a character (a lone surrogate) is in the text", "whole characters") from None
        if not self.least <= size <= self.longest:
            raise Refusal(f"the text has {size} bytes", f"{self.least} to {self.longest} bytes")
        return given

    def of_column(self, kept: Any) -> str:
        """See :class:`Value`."""
        if type(kept) is not str:
            raise TypeError("a text is not text")
        return kept

    def to_column(self, value: Any) -> Any:
        """See :class:`Value`."""
        return value


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day, ``YYYY-MM-DD``."""

    def read(self, given: Any) -> str:
        """See :class:`Value`."""
        with suppress(ValueError):
            if type(given) is str and len(given) == 10:
                day = date.fromisoformat(given)
                if _FIRST_DAY <= day <= _LAST_DAY and day.isoformat() == given:
                    return given
        raise Refusal(f"it is {shown(given)}", f"a day, YYYY-MM-DD, from {_FIRST_DAY} to {_LAST_DAY}")

    def of_column(self, kept: Any) -> str:
        """See :class:`Value`."""
        return date.fromisoformat(kept).isoformat()

    def to_column(self, value: Any) -> Any:
        """See :class:`Value`."""
        return value


@dataclass(frozen=True, slots=True)
class Instant:
    """A moment of UTC to the millisecond, or null where ``optional``."""

    optional: bool = False

    def read(self, given: Any) -> str | None:
        """See :class:`Value`."""
        if given is None and self.optional:
            return None
        with suppress(ValueError, OverflowError):
            if type(given) is str and len(given) == len(_MOMENT_FORM) and given[-1] == "Z":
                milliseconds = ms_of(given)
                if _FIRST_DAY.isoformat() <= given[:10] <= _LAST_DAY.isoformat() and text_of(milliseconds) == given:
                    return given
        form = f"a moment, {_MOMENT_FORM}, from {_FIRST_DAY} to {_LAST_DAY}{' or null' if self.optional else ''}"
        raise Refusal(f"it is {shown(given)}", form)

    def of_column(self, kept: Any) -> str | None:
        """See :class:`Value`."""
        if kept is None and self.optional:
            return None
        if type(kept) is not int or not _FIRST_MS <= kept <= _LAST_MS:
            raise ValueError("a moment that is none")
        return text_of(kept)

    def to_column(self, value: Any) -> Any:
        """See :class:`Value`."""
        return None if value is None else ms_of(value)


@dataclass(frozen=True, slots=True)
class Places:
    """Where it was felt: a list of words in the order of ``Felt``, each once; one bit each in the database."""

    def read(self, given: Any) -> list[str]:
        """See :class:`Value`."""
        names = [place.name.lower() for place in Felt]
        if type(given) is not list or not all(type(one) is str and one in names for one in given):
            raise Refusal(f"it is {shown(given)}", f"a list of {', '.join(names)}")
        if len(set(given)) != len(given):
            raise Refusal("a place is there twice", "each place once")
        return [name for name in names if name in given]

    def of_column(self, kept: Any) -> list[str]:
        """See :class:`Value`."""
        if type(kept) is not int or kept & ~sum(1 << place for place in Felt):
            raise ValueError("places that are none")
        return [place.name.lower() for place in Felt if kept >> place & 1]

    def to_column(self, value: Any) -> Any:
        """See :class:`Value`."""
        return sum(1 << Felt[name.upper()] for name in value)


@dataclass(frozen=True, slots=True)
class Questions:
    """Answered questions in the order they were asked: ``[[id, yes], ...]``."""

    most: int = 100

    def read(self, given: Any) -> list[list[Any]]:
        """See :class:`Value`."""
        if type(given) is not list or len(given) > self.most:
            raise Refusal(f"it is {shown(given)}", f"a list of at most {self.most} answers")
        for at, one in enumerate(given):
            if type(one) is not list or len(one) != 2 or type(one[1]) is not bool:
                raise Refusal(f"it is {shown(one)}", "[id of the question, true or false]", f"[{at}]")
            try:
                Words().read(one[0])
            except Refusal as refusal:
                raise refusal.within(f"[{at}]") from None
        return given

    def of_column(self, kept: Any) -> list[list[Any]]:
        """See :class:`Value`."""
        try:
            return self.read(json.loads(kept))
        except Refusal as refusal:
            raise ValueError(str(refusal)) from refusal

    def to_column(self, value: Any) -> Any:
        """See :class:`Value`."""
        return json.dumps(value)


def text_of(milliseconds: int) -> str:
    """Milliseconds since 1970 UTC as ``YYYY-MM-DDTHH:MM:SS.mmmZ``."""
    moment = _EPOCH + timedelta(milliseconds=milliseconds)
    return f"{moment.replace(tzinfo=None).isoformat(timespec='milliseconds')}Z"


def ms_of(moment: str) -> int:
    """The milliseconds since 1970 UTC that :func:`text_of` wrote."""
    return (datetime.fromisoformat(f"{moment[:-1]}+00:00") - _EPOCH) // _MILLISECOND
