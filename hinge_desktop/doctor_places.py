"""The doctor's look at versions, folders, settings and the log. Nothing here needs Qt, and nothing is changed."""

from __future__ import annotations

import importlib
import importlib.util
import json
import locale
import os
import platform
import re
import shutil
import sqlite3
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

from hinge_desktop import __version__
from hinge_desktop.boot import LOG_NAME
from hinge_desktop.discreet import discreet
from hinge_desktop.doctor_finding import LOOK, NOTE, Finding
from hinge_desktop.paths import HOME_VARIABLE, Places

LEAST_FREE_MB, SCARCE_FREE_MB = 50, 500
LOG_LINES = 40
VERSIONS, FOLDERS = "Versions", "Folders and files"
_MB = 1_000_000


def versions() -> Iterator[Finding]:
    """Of Hinge, of Python, and of what it stands on."""
    how = "as a package" if getattr(sys, "frozen", False) else "from source or a wheel"
    yield Finding(VERSIONS, "Hinge", f"{__version__}, {how}")
    yield Finding(VERSIONS, "Python", f"{platform.python_version()} ({platform.python_implementation()})")
    yield Finding(VERSIONS, "system", _system())
    yield Finding(VERSIONS, "SQLite", sqlite3.sqlite_version)
    for name, shown in (("numpy", "NumPy"), ("sqlalchemy", "SQLAlchemy"), ("PySide6", "PySide6")):
        yield _module(name, shown)
    if importlib.util.find_spec("pyqtgraph") is None:
        yield Finding(VERSIONS, "pyqtgraph", "It is not there, so no chart can be drawn: install Hinge again.", LOOK)


def _system() -> str:
    words = [platform.system(), platform.release(), platform.machine()]
    if sys.platform.startswith("linux"):
        try:
            words.insert(0, platform.freedesktop_os_release().get("PRETTY_NAME", ""))
        except OSError:
            words.insert(0, "unknown distribution")
        words.append(" ".join(platform.libc_ver()))
    return ", ".join(word for word in words if word.strip())


def _module(name: str, shown: str) -> Finding:
    try:
        module = importlib.import_module(name)
    except ImportError as error:
        return Finding(VERSIONS, shown, f"It cannot be loaded ({error}): install Hinge again.", LOOK)
    return Finding(VERSIONS, shown, str(getattr(module, "__version__", "unknown")))


def places(where: Places) -> Iterator[Finding]:
    """The folders, whether they can be used, who else can look into them, and the room on the disk."""
    if os.environ.get(HOME_VARIABLE):
        yield Finding(FOLDERS, HOME_VARIABLE, "names another home for all that Hinge keeps")
    for folder, name in (
        (where.history.parent, "folder of the history"),
        (where.settings.parent, "folder of the settings"),
        (where.log, "folder of the log"),
    ):
        yield _folder(folder, name)
    yield _room(where.history.parent)
    yield _settings(where.settings)
    yield from _log(where.log)
    language = locale.getlocale()[0] or "none named"
    yield Finding(FOLDERS, "language and text", f"{language}, files named in {sys.getfilesystemencoding()}")


def _nearest(folder: Path) -> Path:
    """The folder, or what of it is there."""
    return next((one for one in (folder, *folder.parents) if os.path.lexists(one)), folder)


def _folder(folder: Path, name: str) -> Finding:
    there = _nearest(folder)
    if not os.path.isdir(there):  # noqa: PTH112 - as in _log
        return Finding(FOLDERS, name, f"{there} should be a folder but is a file: move or rename it.", LOOK)
    if not os.access(there, os.W_OK | os.X_OK):
        to_do = f"allow writing there, or name another folder by the variable {HOME_VARIABLE}."
        return Finding(FOLDERS, name, f"Nothing can be written in {there}: {to_do}", LOOK)
    if there != folder:
        return Finding(FOLDERS, name, f"{folder}, made when it is needed")
    if os.name != "nt" and stat.S_IMODE(folder.stat().st_mode) & 0o077:
        to_do = f"`chmod 700 {_typed(folder)}` keeps it to yourself."
        return Finding(FOLDERS, name, f"Others who use this computer may look into {folder}; {to_do}", NOTE)
    return Finding(FOLDERS, name, str(folder))


def _typed(path: Path) -> str:
    """As it is typed into a terminal: the sheet writes ``~`` for the home folder, and within quotes that is no home."""
    return re.sub(r"([^\w@%+=:,./~-])", r"\\\1", discreet(str(path)))


def _room(folder: Path) -> Finding:
    try:
        free = shutil.disk_usage(_nearest(folder)).free // _MB
    except OSError as error:
        return Finding(FOLDERS, "room on the disk", f"The disk does not say ({error.strerror}): look at it.", NOTE)
    if free < LEAST_FREE_MB:
        words = f"{free} MB are free, and the disk may soon take no more: make room there."
        return Finding(FOLDERS, "room on the disk", words, LOOK)
    if free < SCARCE_FREE_MB:
        return Finding(FOLDERS, "room on the disk", f"{free} MB are free: make room before it is used up.", NOTE)
    return Finding(FOLDERS, "room on the disk", f"{free / 1000:.1f} GB free")


def _settings(path: Path) -> Finding:
    try:
        values = json.loads(path.read_bytes())
    except FileNotFoundError:
        return Finding(FOLDERS, "settings", "none yet, so Hinge's own hold")
    except OSError as error:
        why = error.strerror or "refused"
        return Finding(FOLDERS, "settings", f"They cannot be read ({why}): allow reading {path}.", LOOK)
    except ValueError:
        words = f"They cannot be understood: the next start puts {path} aside and takes Hinge's own."
        return Finding(FOLDERS, "settings", words, NOTE)
    if not isinstance(values, dict):
        words = f"They cannot be understood: the next start puts {path} aside and takes Hinge's own."
        return Finding(FOLDERS, "settings", words, NOTE)
    return Finding(FOLDERS, "settings", f"readable, schema {values.get('schema', 'unknown')}")


def _log(folder: Path) -> Iterator[Finding]:
    found = sorted(folder.glob(f"{LOG_NAME}*")) if os.path.isdir(folder) else []  # noqa: PTH112 - never raises
    try:
        size = sum(one.stat().st_size for one in found)
    except OSError as error:
        yield Finding(FOLDERS, "log", f"It cannot be read ({error.strerror}): allow reading {folder}.", NOTE)
        return
    yield Finding(FOLDERS, "log", f"{folder}, files: {len(found)}, together {size // 1000} kB" if found else "none yet")


def last_log_lines(folder: Path) -> list[str]:
    """The end of the log, which holds nothing personal since it is written; empty where there is none."""
    try:
        with (folder / LOG_NAME).open("rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - 16_000))
            return file.read().decode("utf-8", "replace").splitlines()[-LOG_LINES:]
    except OSError:
        return []
