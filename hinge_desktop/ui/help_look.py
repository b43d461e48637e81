"""How a page of the manual is set. Qt reads Markdown without a style sheet, so it is dressed afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import (
    QFont,
    QFontDatabase,
    QImage,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrame,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)

from hinge_desktop.ui.theme import Theme

_HEADINGS = {1: 1.7, 2: 1.3, 3: 1.1}
"""Level -> size, of running text."""
_LINE_PERCENT, _HEADING_PERCENT = 140.0, 115.0
_CELL_PX = 5.0
_A_PICTURE = "\N{OBJECT REPLACEMENT CHARACTER}"
"""What stands for it in a text."""


def dress(document: QTextDocument, theme: Theme, text_px: int, leads_on: Callable[[str], bool]) -> None:
    """Give a page its sizes, gaps and colours. ``leads_on``: whether a link goes somewhere; else it is plain words."""
    document.setDefaultFont(theme.font())  # of the marks of lists; words get their size each
    document.setDocumentMargin(round(text_px * 0.8))
    document.setIndentWidth(text_px * 1.5)
    whole = QTextCursor(document)
    whole.beginEditBlock()  # set once at the end, and not after each piece
    for table in _tables(document.rootFrame()):
        _dress_table(table, theme, text_px)
    for block in _blocks(document):
        _dress_block(block, theme, text_px, leads_on)
    whole.endEditBlock()


def fit_pictures(document: QTextDocument, width_px: int, ratio: float, load: Callable[[str], QImage]) -> None:
    """Make every picture as wide as the lines, or as it is.

    Args:
        width_px: of the lines.
        ratio: pixels of the screen in one of ours.
        load: what a page calls a picture -> the picture; an empty one is left out.
    """
    for block in _blocks(document):
        for over, now in _pieces(block) if _A_PICTURE in block.text() else ():
            shape = now.toImageFormat()
            image = load(shape.name()) if now.isImageFormat() else QImage()
            if image.isNull():
                continue
            width = max(1, min(width_px, image.width()))
            small = image.scaledToWidth(round(width * ratio), Qt.TransformationMode.SmoothTransformation)
            small.setDevicePixelRatio(ratio)
            document.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(shape.name()), small)
            shape.setWidth(width)
            shape.setHeight(round(width * image.height() / image.width()))
            over.setCharFormat(shape)


def _dress_block(block: QTextBlock, theme: Theme, text_px: int, leads_on: Callable[[str], bool]) -> None:
    level = block.blockFormat().headingLevel()
    shape = QTextBlockFormat()
    pieces = _pieces(block)
    in_table = QTextCursor(block).currentTable() is not None
    percent = _HEADING_PERCENT if level or in_table else _LINE_PERCENT
    if any(now.isImageFormat() for _, now in pieces):
        percent = 100.0
        shape.setTopMargin(text_px * 0.5)
        shape.setBottomMargin(text_px * 0.8)
    shape.setLineHeight(percent, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    if level:
        shape.setTopMargin(text_px * (0.2 if level == 1 else 1.6))
        shape.setBottomMargin(text_px * 0.5)
    elif not in_table and percent > 100.0:
        listed = block.textList() is not None
        shape.setTopMargin(text_px * (0.15 if listed else 0.3))
        shape.setBottomMargin(text_px * (0.15 if listed else 0.5))
    if block.blockFormat().hasProperty(QTextFormat.Property.BlockCodeFence):
        shape.setBackground(theme.colour("surface"))
        shape.setTopMargin(0)
        shape.setBottomMargin(0)
    QTextCursor(block).mergeBlockFormat(shape)
    for over, now in pieces:
        if not now.isImageFormat():
            over.setCharFormat(_letters(now, level, theme, text_px, leads_on))


def _letters(
    now: QTextCharFormat, level: int, theme: Theme, text_px: int, leads_on: Callable[[str], bool]
) -> QTextCharFormat:
    letters = QTextCharFormat(now)
    letters.clearProperty(QTextFormat.Property.FontSizeAdjustment.value)
    letters.setProperty(QTextFormat.Property.FontPixelSize.value, round(text_px * _HEADINGS.get(level, 1.0)))
    letters.setForeground(theme.colour("text"))
    if level:
        letters.setFontWeight(QFont.Weight.Bold if level == 1 else QFont.Weight.DemiBold)
    if now.fontItalic():  # the words of a button
        letters.setFontItalic(False)
        letters.setFontWeight(QFont.Weight.DemiBold)
    if now.fontFixedPitch():
        letters.setFontFamilies(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).families())
        letters.setProperty(QTextFormat.Property.FontPixelSize.value, round(text_px * 0.93))
        letters.setBackground(theme.colour("surface"))
    if now.isAnchor():
        if leads_on(now.anchorHref()):
            letters.setForeground(theme.colour("teal_text"))
            letters.setFontUnderline(True)
        else:
            letters.setAnchor(False)
            letters.setAnchorHref("")
            letters.setFontUnderline(False)
    return letters


def _dress_table(table: QTextTable, theme: Theme, text_px: int) -> None:
    shape = table.format()
    shape.setBorder(1)
    shape.setBorderBrush(theme.colour("border"))
    shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    shape.setBorderCollapse(True)
    shape.setCellPadding(_CELL_PX)
    shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    shape.setTopMargin(text_px * 0.5)
    shape.setBottomMargin(text_px * 0.8)
    table.setFormat(shape)


def _tables(frame: QTextFrame) -> Iterator[QTextTable]:
    for child in frame.childFrames():
        if isinstance(child, QTextTable):
            yield child
        yield from _tables(child)


def _blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _pieces(block: QTextBlock) -> list[tuple[QTextCursor, QTextCharFormat]]:
    """The stretches of a block that look alike, as they are now, each with a cursor over it."""
    pieces, place = [], block.begin()
    while not place.atEnd():
        fragment = place.fragment()
        over = QTextCursor(block)
        over.setPosition(fragment.position())
        over.setPosition(fragment.position() + fragment.length(), QTextCursor.MoveMode.KeepAnchor)
        pieces.append((over, fragment.charFormat()))
        place += 1
    return pieces
