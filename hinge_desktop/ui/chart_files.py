"""A chart as a picture or as values, for the clipboard and for a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QImageWriter, QPainter

from hinge_desktop import durable
from hinge_desktop.ui.chart_table import Content
from hinge_desktop.ui.theme import current_theme

if TYPE_CHECKING:
    from hinge_desktop.ui.charts.plot import Chart

FORMATS = (".png", ".svg", ".csv")
_SHARPER = 2
"""Pixels of a picture for each of the screen's, so that it prints well."""
_MARGIN_PX = 14


def picture(view: Chart, title: str, caption: str) -> QImage:
    """The chart as it is seen, with its title and what it says."""
    size = _size(view, caption)
    image = QImage(size * _SHARPER, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(_SHARPER)
    with QPainter(image) as painter:
        _paint(painter, size, view, title, caption)
    return image


def svg(view: Chart, title: str, caption: str) -> bytes:
    """The same as lines and letters."""
    from PySide6.QtSvg import QSvgGenerator  # here: a page that saves nothing does not load it

    size = _size(view, caption)
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(size)
    generator.setViewBox(QRect(0, 0, size.width(), size.height()))
    generator.setResolution(view.logicalDpiX())  # what is kept as a picture is else drawn smaller
    generator.setTitle(title)
    generator.setDescription(caption)
    with QPainter(generator) as painter:
        _paint(painter, size, view, title, caption)
    buffer.close()
    return bytes(content.data())


def save(path: Path, view: Chart | None, content: Content, title: str) -> None:
    """Write the chart to ``path``; its ending says how, see :data:`FORMATS`. Without a view: its values alone.

    Raises:
        OSError: it could not be written; an older file is then untouched.
        ValueError: the ending is none of those.
    """
    kind = path.suffix.lower()
    if kind == ".csv":
        written = content.csv().encode("utf-8-sig")  # with its mark spreadsheets read it as UTF-8
    elif kind == ".svg" and view is not None:
        written = svg(view, title, content.says)
    elif kind == ".png" and view is not None:
        written = _png(picture(view, title, content.says))
    else:
        raise ValueError(kind)
    durable.hand_out(path, written)


def _png(image: QImage) -> bytes:
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    buffer.close()
    return bytes(content.data())


def _size(view: Chart, caption: str) -> QSize:
    return QSize(view.width() + 2 * _MARGIN_PX, view.height() + _head_px(view, caption) + _MARGIN_PX)


def _head_px(view: Chart, caption: str) -> int:
    theme = current_theme()
    return theme.px(40) + (_caption_box(view, caption).height() if caption else 0) + theme.px(8)


def _caption_box(view: Chart, caption: str) -> QRect:
    from PySide6.QtGui import QFontMetrics

    wide = QRect(0, 0, view.width(), 10_000)
    return QFontMetrics(current_theme().font("small")).boundingRect(wide, Qt.TextFlag.TextWordWrap, caption)


def _paint(painter: QPainter, size: QSize, view: Chart, title: str, caption: str) -> None:
    theme = current_theme()
    painter.fillRect(QRect(0, 0, size.width(), size.height()), theme.colour("card"))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(theme.colour("text"))
    painter.setFont(theme.font("heading", bold=True))
    left = QRectF(_MARGIN_PX, theme.px(8), view.width(), theme.px(30))
    painter.drawText(left, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, title)
    painter.setPen(theme.colour("muted"))
    painter.setFont(theme.font("small"))
    below = QRectF(_MARGIN_PX, theme.px(40), view.width(), _caption_box(view, caption).height() + 2)
    painter.drawText(below, Qt.TextFlag.TextWordWrap, caption)
    head = _head_px(view, caption)
    view.paint_into(painter, QRectF(_MARGIN_PX, head, view.width(), view.height()))
