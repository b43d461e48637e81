"""What My data shows, in words that are ready."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class CopyRow:
    """A copy of the history: the file, and what to call it."""

    path: Path
    text: str


@dataclass(frozen=True, slots=True)
class BinRow:
    """A session in the bin."""

    uuid: str
    text: str


@dataclass(frozen=True, slots=True)
class ImportRow:
    """What an import would do with the records of one kind."""

    name: str
    new: int
    taken: int
    kept: int
    same: int


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What an import of a file would do; rows of kinds that the file has none of are left out."""

    path: Path
    rows: tuple[ImportRow, ...]

    @property
    def changes(self) -> int:
        """Records that would be other afterwards."""
        return sum(row.new + row.taken for row in self.rows)
