"""Stand between SQLite and the disk, in this very process and with the very SQLite the program uses.

SQLite speaks to the disk through a table of functions (https://www.sqlite.org/vfs.html). :func:`intercept` makes a
copy of the usual table the default one, in which opening a file puts our own ``write``, ``truncate`` and ``sync``
before the usual ones. Nothing is compiled and no second SQLite comes along: it is the library Python's ``sqlite3``
has loaded, reached by its own symbols. Where Python has SQLite built in without showing them, it cannot be done.
"""

from __future__ import annotations

import _sqlite3
import ctypes
from ctypes import CFUNCTYPE, POINTER, Structure, c_char_p, c_int, c_int64, c_void_p
from dataclasses import dataclass
from typing import Any, Protocol

OK = 0
_Open = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, c_void_p)  # the name as it lies there: SQLite keeps it
_Write = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
_Truncate = CFUNCTYPE(c_int, c_void_p, c_int64)
_Sync = CFUNCTYPE(c_int, c_void_p, c_int)


class _Vfs(Structure):
    _fields_ = (
        ("version", c_int),
        ("file_size", c_int),
        ("longest_path", c_int),
        ("next", c_void_p),
        ("name", c_char_p),
        ("own", c_void_p),
        ("open", _Open),
        ("others", c_void_p * 15),
    )


class _Methods(Structure):
    _fields_ = (
        ("version", c_int),
        ("close", c_void_p),
        ("read", c_void_p),
        ("write", _Write),
        ("truncate", _Truncate),
        ("sync", _Sync),
        ("others", c_void_p * 13),
    )


class _File(Structure):
    _fields_ = (("methods", POINTER(_Methods)),)


class Disk(Protocol):
    """Who stands between. A method that returns something else than 0 is SQLite's error number, and nothing is done."""

    def write(self, name: str, at: int, content: bytes) -> int:
        """So many bytes are about to be written to the file ``name`` at ``at``."""

    def truncate(self, name: str, size: int) -> int:
        """The file is about to be cut to ``size`` bytes."""

    def sync(self, name: str) -> int:
        """What was written to the file is about to be pushed to the disk."""


@dataclass
class _Shim:
    """Everything that must stay alive as long as SQLite may call it."""

    disk: Disk
    usual: _Vfs
    table: _Vfs
    names: dict[int, str]
    methods: dict[int, tuple[_Methods, _Methods]]
    calls: tuple[Any, ...] = ()


_installed: list[_Shim] = []


def possible() -> bool:
    """Whether Python's SQLite can be reached here."""
    return _library() is not None


def intercept(disk: Disk) -> None:
    """From now on every file SQLite opens in this process is written through ``disk``. It stays so.

    Raises:
        RuntimeError: Python's SQLite cannot be reached here.
    """
    library = _library()
    if library is None:
        raise RuntimeError("Python's SQLite has its functions hidden")
    usual = library.sqlite3_vfs_find(None).contents
    shim = _Shim(disk, usual, _Vfs.from_buffer_copy(usual), {}, {})
    shim.calls = (_Write(_writer(shim)), _Truncate(_truncater(shim)), _Sync(_syncer(shim)))
    shim.table.name = b"between"
    shim.table.open = _Open(_opener(shim))
    _installed.append(shim)
    if library.sqlite3_vfs_register(ctypes.byref(shim.table), 1) != OK:
        raise RuntimeError("SQLite does not take it")


def _library() -> Any:
    try:
        library = ctypes.CDLL(_sqlite3.__file__)  # its own symbols, and those of what it was linked with
        library.sqlite3_vfs_find.restype = POINTER(_Vfs)
        library.sqlite3_vfs_find.argtypes = [c_char_p]
        library.sqlite3_vfs_register.argtypes = [POINTER(_Vfs), c_int]
    except (OSError, AttributeError):
        return None
    return library


def _opener(shim: _Shim) -> Any:
    def opens(vfs: int, name: int | None, file: int, flags: int, out: int) -> int:
        done = shim.usual.open(vfs, name, file, flags, out)
        opened = ctypes.cast(file, POINTER(_File)).contents
        if done == OK and name and opened.methods:
            usual = opened.methods.contents
            key = ctypes.addressof(usual)
            if key not in shim.methods:
                ours = _Methods.from_buffer_copy(usual)
                ours.write, ours.truncate, ours.sync = shim.calls
                shim.methods[key] = usual, ours
            shim.names[file] = ctypes.string_at(name).decode()
            opened.methods = ctypes.pointer(shim.methods[key][1])
        return int(done)

    return opens


def _usual(shim: _Shim, file: int) -> _Methods:
    ours = ctypes.addressof(ctypes.cast(file, POINTER(_File)).contents.methods.contents)
    return next(usual for usual, one in shim.methods.values() if ctypes.addressof(one) == ours)


def _writer(shim: _Shim) -> Any:
    def write(file: int, content: int, size: int, at: int) -> int:
        refused = shim.disk.write(shim.names[file], at, ctypes.string_at(content, size))
        return refused or int(_usual(shim, file).write(file, content, size, at))

    return write


def _truncater(shim: _Shim) -> Any:
    def truncate(file: int, size: int) -> int:
        return shim.disk.truncate(shim.names[file], size) or int(_usual(shim, file).truncate(file, size))

    return truncate


def _syncer(shim: _Shim) -> Any:
    def sync(file: int, flags: int) -> int:
        return shim.disk.sync(shim.names[file]) or int(_usual(shim, file).sync(file, flags))

    return sync
