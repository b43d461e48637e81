"""Read of an ELF file what a package has to know: which libraries it asks for, and of which age.

Only the standard library, 64-bit little-endian files (x86-64 and AArch64). The layout is that of the System V ABI,
chapters 4 and 5, and of the LSB for the wanted versions.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

MAGIC = b"\x7fELF"
_HEADER = struct.Struct("<16xHHIQQQIHHHHHH")
_SEGMENT = struct.Struct("<IIQQQQQQ")
_ENTRY = struct.Struct("<qQ")
_LOAD, _DYNAMIC = 1, 2
_NEEDED, _STRTAB, _SONAME, _VERNEED, _VERNEEDNUM = 1, 5, 14, 0x6FFFFFFE, 0x6FFFFFFF
_GLIBC = re.compile(r"GLIBC_(\d+)\.(\d+)")


class ElfError(Exception):
    """A file that begins like ELF and is not one we understand."""


@dataclass(frozen=True)
class Elf:
    """What one file asks for.

    Attributes:
        needed: names of libraries, as the loader looks for them.
        soname: the name under which others ask for this file; empty for a program or a plugin.
        versions: library name -> the versions of its symbols that are asked for.
        loadable: the segments lie in the file as the loader wants them.
    """

    needed: tuple[str, ...] = ()
    soname: str = ""
    versions: Mapping[str, frozenset[str]] = field(default_factory=dict)
    loadable: bool = True

    @property
    def glibc(self) -> tuple[int, int]:
        """The oldest glibc on which it loads; (0, 0) when it does not ask for one."""
        asked = [_GLIBC.fullmatch(version) for versions in self.versions.values() for version in versions]
        return max(((int(one[1]), int(one[2])) for one in asked if one), default=(0, 0))


def is_elf(path: Path) -> bool:
    """A plain file that begins as ELF files do."""
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(4) == MAGIC


def read_elf(path: Path) -> Elf:
    """Read one file.

    Raises:
        ElfError: it is not a 64-bit little-endian ELF file, or is cut off.
    """
    data = path.read_bytes()
    if data[:6] != MAGIC + b"\x02\x01":
        raise ElfError(f"{path} is not a 64-bit little-endian ELF file")
    try:
        return _read(data)
    except (struct.error, IndexError, ValueError) as error:
        raise ElfError(f"{path} is cut off or damaged: {error}") from error


def _read(data: bytes) -> Elf:
    _, _, _, _, table, _, _, _, size, count, *_ = _HEADER.unpack_from(data)
    segments = [_SEGMENT.unpack_from(data, table + index * size) for index in range(count)]
    loads = [(offset, address, length, align) for kind, _, offset, address, _, length, _, align in segments
             if kind == _LOAD]  # fmt: skip
    loadable = all(align < 2 or (address - offset) % align == 0 for offset, address, _, align in loads)
    dynamic = next(((offset, length) for kind, _, offset, _, _, length, _, _ in segments if kind == _DYNAMIC), None)
    if dynamic is None:
        return Elf(loadable=loadable)
    entries = list(_ENTRY.iter_unpack(data[dynamic[0] : dynamic[0] + dynamic[1] // _ENTRY.size * _ENTRY.size]))
    values = dict(reversed(entries))

    def place(address: int) -> int:
        found = (address - start + offset for offset, start, length, _ in loads if start <= address < start + length)
        return int(next(found))

    try:
        strings = place(values[_STRTAB])
        wants = place(values[_VERNEED]) if _VERNEED in values else 0
    except (KeyError, StopIteration):
        raise ValueError("its table of names lies outside") from None

    def text(index: int) -> str:
        start = strings + index
        return data[start : data.index(b"\0", start)].decode()

    needed = tuple(text(value) for tag, value in entries if tag == _NEEDED)
    soname = text(values[_SONAME]) if _SONAME in values else ""
    versions: dict[str, frozenset[str]] = {}
    for _ in range(values.get(_VERNEEDNUM, 0)):
        _, names, file, first, following = struct.unpack_from("<HHIII", data, wants)
        found, at = set(), wants + first
        for _ in range(names):
            *_, name, beyond = struct.unpack_from("<IHHII", data, at)
            found.add(text(name))
            at += beyond
        versions[text(file)] = versions.get(text(file), frozenset()) | found
        wants += following
    return Elf(needed, soname, versions, loadable)


def elf_files(folder: Path) -> dict[Path, Elf]:
    """Every ELF file below ``folder``."""
    return {path: read_elf(path) for path in sorted(folder.rglob("*")) if is_elf(path)}


def missing_from(files: Mapping[Path, Elf], names: Iterable[str]) -> dict[str, list[Path]]:
    """Library name -> who asks for it, of all that is asked for and not among ``names`` (what the folder holds)."""
    there = set(names)
    missing: dict[str, list[Path]] = {}
    for path, elf in files.items():
        for name in elf.needed:
            if name not in there:
                missing.setdefault(name, []).append(path)
    return dict(sorted(missing.items()))


def reached(roots: Iterable[str], needed: Mapping[str, Iterable[str]]) -> set[str]:
    """All names that ``roots`` lead to through ``needed`` (name -> names it asks for), and they themselves."""
    found: set[str] = set()
    waiting = list(roots)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += needed.get(name, ())
    return found
