"""One thing that the doctor looked at, and how the sheet of all of them is written."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby

from hinge_desktop.discreet import discreet

OK, NOTE, LOOK = "ok", "note", "look here"
"""As it should be; Hinge works without it; this hinders."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found.

    Attributes:
        chapter: the heading it stands below.
        subject: what was looked at.
        words: what it is; unless all is well, one sentence with what to do.
        level: of the three above.
    """

    chapter: str
    subject: str
    words: str
    level: str = OK

    def as_json(self) -> str:
        """One line, for :meth:`from_json`."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, line: str) -> Finding:
        """What :meth:`as_json` wrote."""
        return cls(**json.loads(line))


def hinders(findings: Iterable[Finding]) -> bool:
    """Whether anything keeps Hinge from being used as it is meant."""
    return any(one.level == LOOK for one in findings)


def sheet(findings: Sequence[Finding], log_lines: Sequence[str]) -> str:
    """All of it as text to read and to send, without anything that says who somebody is."""
    lines = ["What Hinge found when it looked at itself.", _PROMISE]
    for chapter, ones in groupby(findings, lambda one: one.chapter):
        lines += ["", chapter]
        lines += [f"  {one.level:<10} {one.subject}: {one.words}" for one in ones]
    if log_lines:
        lines += ["", "The last lines of the log", *(f"  {line}" for line in log_lines)]
    count = sum(one.level == LOOK for one in findings)
    lines += ["", f"To look at: {count}. Each such line says what to do." if count else "Nothing hinders."]
    return discreet("\n".join(lines)) + "\n"


_PROMISE = "It holds counts and versions; no name, no note, and nothing of what was practised or felt."
