"""Which libraries stay in a built folder: those that something in it asks for. Linux only, used by ``hinge.spec``.

PyInstaller takes along what every plugin asks for, also of plugins that are dropped afterwards. Here each library has
to be reached from a Python module or from a plugin that stays; those of ``system_libraries.py`` are left to the system.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from elf import MAGIC, reached, read_elf
from system_libraries import BY_NAME

Entry = tuple[str, str, str]
"""PyInstaller's: the place in the folder, the file it comes from (of a link: what it leads to), what kind it is."""


def prune(binaries: Iterable[Entry], datas: Iterable[Entry]) -> tuple[list[Entry], list[Entry]]:
    """Leave out what nothing asks for; returns what stays of each."""
    here = [entry for entry in binaries if PurePosixPath(entry[0]).name not in BY_NAME]
    files = [entry for entry in here if entry[2] != "SYMLINK"]
    needed: dict[str, set[str]] = {}
    for place, source, _ in files:
        needed.setdefault(PurePosixPath(place).name, set()).update(_needed(Path(source)))
    roots = (PurePosixPath(place).name for place, _, kind in files if kind == "EXTENSION" or is_root(place))
    stays = reached(roots, needed)
    kept = [entry for entry in here if PurePosixPath(entry[0]).name in stays]
    places = {place for place, _, _ in kept}
    return kept, [entry for entry in datas if entry[2] != "SYMLINK" or _target(entry) in places]


def is_root(place: str) -> bool:
    """Loaded by name and not because another library asks for it: a plugin, or Python itself."""
    return "/plugins/" in place or PurePosixPath(place).name.startswith("libpython")


def _target(entry: Entry) -> str:
    return str(PurePosixPath(entry[0]).parent / entry[1])


def _needed(source: Path) -> tuple[str, ...]:
    with source.open("rb") as file:
        return read_elf(source).needed if file.read(4) == MAGIC else ()
