"""From sections to one or two sheets, and from sheets to the bytes of a PDF."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter

from hinge_desktop.report_pages import SMALL, Section, write

MOST_SHEETS = 2
_SIDE_PT, _TOP_PT, _BOTTOM_PT, _FOOT_PT = 50.0, 44.0, 56.0, 45.0
_GAP_PT = 13.0
_CLOSE_PT = 4.0
_DPI = 600

Sheet = list[tuple[Section, float, float]]
"""What stands on a sheet: a section, its top and its height."""


@dataclass(frozen=True, slots=True)
class Notes:
    """Sections that follow each other closely at the end, as many as there is room for.

    Attributes:
        parts: in the order in which they matter; no more of them are made than are tried.
        count: how many there are.
        rest: what is said in place of the last so many that had no room.
    """

    parts: Iterator[Section]
    count: int
    rest: Callable[[int], Section]


def room_of(paper: QPageSize) -> QSizeF:
    """The room for sections on a sheet."""
    whole = paper.size(QPageSize.Unit.Point)
    return QSizeF(whole.width() - 2 * _SIDE_PT, whole.height() - _TOP_PT - _BOTTOM_PT)


def lay_out(sections: Sequence[Section], notes: Notes, room: QSizeF) -> list[Sheet]:
    """Each section whole, on the first sheet that still has room for it below the one before; then the notes.

    Notes that have no room on the last of :data:`MOST_SHEETS` are counted and said. There are more sheets than that
    only where the sections alone need them.
    """
    filled = [_Layout(room)]
    for section in sections:
        filled[0].add(section, _GAP_PT)
    for part in notes.parts:
        more = filled[-1].with_one(part, _CLOSE_PT if len(filled) > 1 else _GAP_PT)
        if len(more.sheets) > MOST_SHEETS:
            break
        filled.append(more)
    if len(filled) > notes.count:
        return filled[-1].sheets
    for shown in range(len(filled) - 1, -1, -1):
        whole = filled[shown].with_one(notes.rest(notes.count - shown), _CLOSE_PT)
        if len(whole.sheets) <= MOST_SHEETS:
            return whole.sheets
    return whole.sheets


class _Layout:
    """Sheets that are being filled."""

    def __init__(self, room: QSizeF) -> None:
        self.sheets: list[Sheet] = [[]]
        self._room, self._bottom = room, 0.0

    def with_one(self, section: Section, gap: float) -> _Layout:
        """Another one, as full as this and with one section more."""
        other = _Layout(self._room)
        other.sheets, other._bottom = [list(sheet) for sheet in self.sheets], self._bottom
        other.add(section, gap)
        return other

    def add(self, section: Section, gap: float) -> None:
        """Below what is there, or at the top of a new sheet."""
        high = section.height(self._room.width())
        if not high:
            return
        top = self._bottom + gap if self.sheets[-1] else 0.0
        if top + high > self._room.height() and self.sheets[-1]:
            self.sheets.append([])
            top = 0.0
        self.sheets[-1].append((section, top, high))
        self._bottom = top + high


def paint_sheets(device: QPagedPaintDevice, sheets: Sequence[Sheet], foot: str, dpi: int) -> None:
    """Paint all sheets on a device of so many dots an inch."""
    paper = device.pageLayout().pageSize()
    room, whole = room_of(paper), paper.size(QPageSize.Unit.Point)
    with QPainter(device) as painter:
        painter.scale(dpi / 72.0, dpi / 72.0)
        for number, sheet in enumerate(sheets, 1):
            if number > 1:
                device.newPage()
            for section, top, high in sheet:
                section.paint(painter, QRectF(_SIDE_PT, _TOP_PT + top, room.width(), high))
            below = QRectF(_SIDE_PT, whole.height() - _FOOT_PT, room.width(), 10.0)
            write(painter, below, foot)
            write(painter, below, f"{number} of {len(sheets)}", SMALL, "right")


def pdf(title: str, sheets: Sequence[Sheet], paper: QPageSize, foot: str) -> bytes:
    """The PDF. Its words are text, its drawings are lines and areas, its fonts are inside."""
    data = QBuffer()
    data.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(data)
    writer.setTitle(title)
    writer.setCreator("Hinge")
    writer.setPageLayout(QPageLayout(paper, QPageLayout.Orientation.Portrait, QMarginsF()))
    writer.setResolution(_DPI)
    paint_sheets(writer, sheets, foot, _DPI)
    return bytes(data.data().data())
