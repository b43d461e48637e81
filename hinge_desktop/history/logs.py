"""Whether a write-ahead log was cut off or changed, which SQLite does not tell.

SQLite reads a log up to the first frame whose checksum does not fit and takes that for its end. After a stop of the
program every frame fits; after a power cut the last, unfinished transaction may not; and where one bit has changed,
all behind it is silently gone. https://www.sqlite.org/fileformat2.html#the_write_ahead_log
"""

from __future__ import annotations

import struct
from pathlib import Path

_HEADER, _FRAME = 32, 24
_MAGIC = 0x377F0682


def is_torn(path: Path) -> bool:
    """Whether there is a whole frame in the log that SQLite will not read although it was written for this log.

    A frame that was being written when the program stopped is not whole, and nobody was told of it.

    Raises:
        OSError: the log cannot be read.
    """
    if not path.is_file():
        return False
    log = path.read_bytes()
    if len(log) <= _HEADER or not log.strip(b"\0"):
        return False
    magic, _version, page, _number, *salts, one, two = struct.unpack_from(">8I", log)
    order = ">" if magic & 1 else "<"
    if magic & ~1 != _MAGIC or _sum(log[: _HEADER - 8], order, (0, 0)) != (one, two):
        return True
    at = _end_of_good(log, page, tuple(salts), (one, two), order)
    return _has_more(log, at, page, tuple(salts))


def _end_of_good(log: bytes, page: int, salts: tuple[int, ...], sums: tuple[int, int], order: str) -> int:
    """Where the first frame begins that does not fit."""
    at = _HEADER
    while at + _FRAME + page <= len(log):
        frame = log[at : at + _FRAME + page]
        sums = _sum(frame[:8] + frame[_FRAME:], order, sums)
        if struct.unpack_from(">4I", frame, 8) != (*salts, *sums):
            break
        at += _FRAME + page
    return at


def _has_more(log: bytes, at: int, page: int, salts: tuple[int, ...]) -> bool:
    """Whether one of the frames from ``at`` on belongs to this log: older ones of an earlier use have other salts."""
    own = salts[0] << 32 | salts[1]
    while at + _FRAME + page <= len(log):
        salt = int.from_bytes(log[at + 8 : at + 16], "big")
        if (salt ^ own).bit_count() <= 1:  # its own salts, or with one bit changed
            return True
        at += _FRAME + page
    return False


def _sum(content: bytes, order: str, sums: tuple[int, int]) -> tuple[int, int]:
    one, two = sums
    words = struct.unpack(f"{order}{len(content) // 4}I", content)
    for first, second in zip(words[::2], words[1::2], strict=True):
        one = (one + first + two) & 0xFFFFFFFF
        two = (two + second + one) & 0xFFFFFFFF
    return one, two
