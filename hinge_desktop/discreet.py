"""What may leave the computer by hand, in a bug report: nothing that says who somebody is or how their back feels.

::

    discreet(text)         paths lose the home folder and the user's name
    DiscreetFormatter      lines of the log, with mistakes told by kind and place, and no value of anybody's
"""

from __future__ import annotations

import getpass
import logging
import os
import re
import sqlite3
import traceback
from pathlib import Path

from hinge_desktop.errors import StorageError

_OF_CODE = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    ImportError,
    IndexError,
    MemoryError,
    NameError,
    RuntimeError,
    TypeError,
    sqlite3.Error,
)
"""Mistakes whose text speaks of the program, or is SQLite's own: it holds no value that somebody wrote."""
_ID = re.compile(r"[\w.:-]{1,60}")


def discreet(text: str, home: Path | None = None, name: str | None = None) -> str:
    """The text with ``~`` for the home folder, and without the user's name as a part of any path."""
    home = _home() if home is None else home
    name = _name(home) if name is None else name
    if home is not None and home != Path(home.anchor):
        for written in {str(home), home.as_posix(), str(home).replace("\\", "\\\\")}:
            text = re.sub(rf"{re.escape(written)}(?![\w.-])", "~", text, flags=re.IGNORECASE if os.name == "nt" else 0)
    if name:
        text = re.sub(rf"(?<=[\\/]){re.escape(name)}(?=[\\/'\"\s:;,)]|$)", "USER", text)
    return text


def _home() -> Path | None:
    try:
        return Path.home()
    except RuntimeError:  # nobody knows it
        return None


def _name(home: Path | None) -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no such user, no variable
        return home.name if home is not None else ""


class DiscreetFormatter(logging.Formatter):
    """Formats for the log. A mistake is told as the places it came through and its kind; its text where that is code's.

    Values are left out: a note that cannot be kept is not to be read in the log either.
    """

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """One record, with a line for each place of a mistake."""
        record.exc_text = None  # formatted by another handler, perhaps, who may say more
        try:
            return discreet(super().format(record))
        finally:
            record.exc_text = None

    def formatException(self, ei: object) -> str:
        """Kind and places of a mistake, and of those that led to it."""
        error = ei[1] if isinstance(ei, tuple) else None
        lines: list[str] = []
        seen: set[int] = set()
        while isinstance(error, BaseException) and id(error) not in seen:
            seen.add(id(error))
            frames = traceback.extract_tb(error.__traceback__)
            lines += [f"  {_place(one.filename)}:{one.lineno} {one.name}" for one in frames]
            lines.append(f"  {_told(error)}")
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\n".join(lines)


def _place(filename: str) -> str:
    return "/".join(re.split(r"[\\/]", filename)[-2:])


def _told(error: BaseException) -> str:
    kind = type(error).__name__
    orig = getattr(error, "orig", None)  # SQLAlchemy's errors tell the values; what SQLite said is in here
    if isinstance(orig, sqlite3.Error):
        return f"{kind}: {orig}"
    if isinstance(error, OSError):
        return f"{kind}: {error.strerror}" if error.strerror else kind
    if isinstance(error, KeyError):
        key = str(error.args[0]) if error.args else ""
        return f"{kind}: {key}" if _ID.fullmatch(key) else kind
    return f"{kind}: {error}" if isinstance(error, (*_OF_CODE, StorageError)) else kind
