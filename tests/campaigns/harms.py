"""The ways in which a disk can change a file of the history, at places that chance names."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

PAGE, HEADER = 4096, 100

Harm = Callable[[Path, random.Random], None]


def harm(path: Path, kind: str, chance: random.Random) -> None:
    """Damage the history at ``path`` in one of the ways of :data:`HARMS`."""
    HARMS[kind](path, chance)


def _flip(path: Path, at: int, chance: random.Random) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 1 << chance.randrange(8)
    path.write_bytes(content)


def _flip_any(path: Path, chance: random.Random) -> None:
    _flip(path, chance.randrange(path.stat().st_size), chance)


def _flip_log(path: Path, chance: random.Random) -> None:
    _flip_any(path.with_name(path.name + "-wal"), chance)


def _flip_header(path: Path, chance: random.Random) -> None:
    _flip(path, chance.randrange(HEADER), chance)


def _flip_unfinished(path: Path, chance: random.Random) -> None:
    """In the bytes of the session that is under way: its row, its sets, its repetitions lie last in their tables."""
    content = path.read_bytes()
    places = [at for at in range(len(content)) if content.startswith(b"under way", at)]
    places += _cells_of_the_newest(path)
    at = chance.choice(places) + chance.randrange(-20, 90)
    _flip(path, min(max(at, HEADER), len(content) - 1), chance)


def _cells_of_the_newest(path: Path) -> list[int]:
    """Where the cells begin that were written last to the tables of sets and of repetitions."""
    content = path.read_bytes()
    with closing(sqlite3.connect(path)) as database:
        tables = "SELECT rootpage FROM sqlite_master WHERE name IN ('set_', 'rep')"
        pages = [page for (page,) in database.execute(tables)]
    found = []
    for page in pages:
        start = (page - 1) * PAGE
        while content[start] in (2, 5):  # not a leaf: its rightmost child is what follows
            start = (int.from_bytes(content[start + 8 : start + 12], "big") - 1) * PAGE
        found.append(start + int.from_bytes(content[start + 5 : start + 7], "big"))
    return found


def _cut(path: Path, chance: random.Random) -> None:
    size = path.stat().st_size
    at = chance.randrange(size) if chance.random() < 2 / 3 else chance.randrange(size // PAGE) * PAGE
    with path.open("r+b") as file:
        file.truncate(at)


def _zero(path: Path, chance: random.Random) -> None:
    _put(path, chance.randrange(path.stat().st_size // PAGE), bytes(PAGE))


def _swap(path: Path, chance: random.Random) -> None:
    content = path.read_bytes()
    one, other = (chance.randrange(len(content) // PAGE) for _ in range(2))
    _put(path, one, content[other * PAGE : (other + 1) * PAGE])
    _put(path, other, content[one * PAGE : (one + 1) * PAGE])


def _put(path: Path, page: int, content: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(page * PAGE)
        file.write(content)


def _empty(path: Path, _chance: random.Random) -> None:
    path.write_bytes(b"")


def _text(path: Path, chance: random.Random) -> None:
    path.write_text("Dear diary, today I hinged.\n" * chance.randrange(1, 500), encoding="utf-8")


def _folder(path: Path, _chance: random.Random) -> None:
    path.unlink()
    path.mkdir()
    (path / "mine.txt").write_text("mine", encoding="utf-8")


HARMS: dict[str, Harm] = {
    "flipped bits": _flip_any,
    "flipped bits of the log": _flip_log,
    "cuts": _cut,
    "zeroed pages": _zero,
    "swapped pages": _swap,
    "flipped bits of the header": _flip_header,
    "flipped bits of an unfinished session": _flip_unfinished,
    "empty files": _empty,
    "text files": _text,
    "folders": _folder,
}
