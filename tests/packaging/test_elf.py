"""What is read of ELF files, and which libraries stay in a built folder."""

from __future__ import annotations

import ctypes.util
import struct
import sys
from pathlib import Path

import pytest

from tests.conftest import load_script

elf = load_script("elf")

HEADER = struct.Struct("<16sHHIQQQIHHHHHH")
SEGMENT = struct.Struct("<IIQQQQQQ")
ENTRY = struct.Struct("<qQ")
ADDRESS = 0x10000
"""Where the made-up library is loaded; another number than its place in the file."""


def library(needed: list[str], soname: str = "", asks: dict[str, list[str]] | None = None, align: int = 16) -> bytes:
    """A library of one loaded segment that has only what a loader reads first."""
    names = bytearray(b"\0")

    def name(text: str) -> int:
        start = len(names)
        names.extend(text.encode() + b"\0")
        return start

    entries = [(1, name(text)) for text in needed]
    if soname:
        entries.append((14, name(soname)))
    wants = bytearray()
    for index, (file, versions) in enumerate(asks.items() if asks else ()):
        following = 0 if asks and index == len(asks) - 1 else 16 + 16 * len(versions)
        wants += struct.pack("<HHIII", 1, len(versions), name(file), 16, following)
        for number, version in enumerate(versions):
            wants += struct.pack("<IHHII", 0, 0, 0, name(version), 16 if number < len(versions) - 1 else 0)
    begin = HEADER.size + 2 * SEGMENT.size
    table = (len(entries) + (4 if asks else 2)) * ENTRY.size
    entries.append((5, ADDRESS + begin + table))
    if asks:
        entries += [(0x6FFFFFFE, ADDRESS + begin + table + len(names)), (0x6FFFFFFF, len(asks))]
    entries.append((0, 0))
    body = b"".join(ENTRY.pack(*entry) for entry in entries) + names + wants
    head = HEADER.pack(elf.MAGIC + b"\x02\x01\x01", 3, 62, 1, 0, HEADER.size, 0, 0, 64, SEGMENT.size, 2, 0, 0, 0)
    size = begin + len(body)
    load = SEGMENT.pack(1, 5, 0, ADDRESS, ADDRESS, size, size, align)
    dynamic = SEGMENT.pack(2, 4, begin, ADDRESS + begin, ADDRESS + begin, table, table, 8)
    return head + load + dynamic + body


def test_needed_names_own_name_and_versions_are_read(tmp_path: Path) -> None:
    path = tmp_path / "libone.so.1"
    path.write_bytes(
        library(
            ["libtwo.so", "libc.so.6"], "libone.so.1", {"libc.so.6": ["GLIBC_2.17", "GLIBC_2.4"], "libtwo.so": ["X_1"]}
        )
    )
    found = elf.read_elf(path)
    assert found.needed == ("libtwo.so", "libc.so.6")
    assert found.soname == "libone.so.1"
    assert found.versions == {"libc.so.6": {"GLIBC_2.17", "GLIBC_2.4"}, "libtwo.so": {"X_1"}}
    assert found.glibc == (2, 17)  # and not 2.4, which only looks larger as text
    assert found.loadable


def test_a_segment_that_no_loader_takes_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "libone.so"
    path.write_bytes(library(["libc.so.6"], align=0x20000))
    assert not elf.read_elf(path).loadable


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="no ELF files here")
def test_a_real_library_is_read() -> None:
    name = ctypes.util.find_library("c")
    mapped = [line.split()[-1] for line in Path("/proc/self/maps").read_text().splitlines() if "/libm" in line]
    assert name == "libc.so.6"
    found = elf.read_elf(Path(mapped[0]))
    assert "libc.so.6" in found.needed
    assert found.glibc >= (2, 2)


@pytest.mark.parametrize("cut", [20, 70, 200])
def test_a_file_that_is_cut_off_is_named(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "libone.so"
    path.write_bytes(library(["libc.so.6"])[:cut])
    with pytest.raises(elf.ElfError, match=r"libone\.so is cut off or damaged"):
        elf.read_elf(path)


def test_another_file_is_not_taken_for_one(tmp_path: Path) -> None:
    path = tmp_path / "notes.so"
    path.write_text("not a library", encoding="utf-8")
    assert not elf.is_elf(path)
    with pytest.raises(elf.ElfError, match="not a 64-bit little-endian ELF file"):
        elf.read_elf(path)


def test_what_is_asked_for_and_not_there_is_named_with_who_asks(tmp_path: Path) -> None:
    (tmp_path / "a.so").write_bytes(library(["libhere.so", "libaway.so.1"]))
    (tmp_path / "libhere.so").write_bytes(library(["libc.so.6"]))
    files = elf.elf_files(tmp_path)
    assert elf.missing_from(files, ["libhere.so", "libc.so.6"]) == {"libaway.so.1": [tmp_path / "a.so"]}


def test_only_what_is_asked_for_stays_in_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, root: Path
) -> None:
    monkeypatch.syspath_prepend(str(root / "packaging"))
    prune = load_script("prune")

    def entry(place: str, kind: str, *needed: str) -> tuple[str, str, str]:
        path = tmp_path / place.replace("/", "_")
        path.write_bytes(library(list(needed)))
        return place, str(path), kind

    module = entry("own/module.so", "EXTENSION", "libused.so", "libc.so.6", "libGL.so.1")
    used = entry("deep/libused.so", "BINARY", "libbelow.so")
    below = entry("libbelow.so", "BINARY")
    plugin = entry("Qt/plugins/platforms/libqxcb.so", "BINARY", "libxcb-cursor.so.0")
    cursor = entry("libxcb-cursor.so.0", "BINARY")
    unused = entry("libunused.so", "BINARY", "libbelow.so")
    system = entry("libGL.so.1", "BINARY")
    links = [("libused.so", "deep/libused.so", "SYMLINK"), ("libunlinked.so", "libunused.so", "SYMLINK")]
    words = ("words.txt", str(tmp_path / "words.txt"), "DATA")
    binaries, datas = prune.only_asked_for([module, used, below, plugin, cursor, unused, system], [*links, words])
    assert binaries == [module, used, below, plugin, cursor]
    assert datas == [links[0], words]
