"""The moment and the random number that Qt writes into a PDF, put right: the same drawing gives the same file."""

from __future__ import annotations

import re
from datetime import date

NO_DAY = date(2000, 1, 1)


def with_day(content: bytes, day: date = NO_DAY) -> bytes:
    """The same PDF, made at the beginning of ``day`` and with a number of zeros.

    Everything keeps its length, so the file's table of places stays true.
    """
    compact, written = day.strftime("%Y%m%d").encode(), day.isoformat().encode()
    content = re.sub(rb"(/(?:Creation|Mod)Date \(D:)[0-9]{14}", rb"\g<1>" + compact + b"000000", content)
    content = re.sub(rb'(Date=")[0-9-]{10}T[0-9:]{8}', rb"\g<1>" + written + b"T00:00:00", content)
    return re.sub(rb"(?<=/ID \[)[^\]]*|(?<=uuid:)[0-9a-f-]{36}", _zeros, content)


def _zeros(match: re.Match[bytes]) -> bytes:
    return re.sub(rb"[0-9a-fA-F]", b"0", match[0])
