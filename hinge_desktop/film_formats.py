"""How a drawing becomes the bytes of a file. The same drawing gives the same bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRect, QSize, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

from hinge_desktop.pdf_day import with_day

_POINTS_PER_PX = 0.75
_COLOURS = 255
_SAMPLES = 6
"""So many pictures give the one table of colours of a GIF."""
_MILLISECOND, _CENTISECOND = 1, 10


@dataclass(frozen=True, slots=True)
class Still:
    """A drawing that stands still: ``paint`` fills ``size`` pixels from the origin."""

    title: str
    size: QSize
    paint: Callable[[QPainter], None]


@dataclass(frozen=True, slots=True)
class Loop:
    """A drawing that moves for ``duration_s``, over and over: ``paint`` fills ``size`` pixels for a time in seconds."""

    title: str
    size: QSize
    duration_s: float
    fps: int
    paint: Callable[[QPainter, float], None]


def png(still: Still) -> bytes:
    """A picture."""
    data = QBuffer()
    data.open(QIODevice.OpenModeFlag.WriteOnly)
    image = _blank(still.size)
    with QPainter(image) as painter:
        still.paint(painter)
    image.save(data, "PNG")  # type: ignore[call-overload]
    return bytes(data.data().data())


def svg(still: Still) -> bytes:
    """A drawing that scales."""
    data = QBuffer()
    generator = QSvgGenerator()
    generator.setOutputDevice(data)
    generator.setResolution(96)
    generator.setSize(still.size)
    generator.setViewBox(QRect(0, 0, still.size.width(), still.size.height()))
    generator.setTitle(still.title)
    generator.setDescription("Made by Hinge")
    with QPainter(generator) as painter:
        still.paint(painter)
    return bytes(data.data().data())


def pdf(still: Still) -> bytes:
    """One page of the drawing's own size. When it was made is left out: the same film is the same file."""
    data = QBuffer()
    data.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(data)
    writer.setTitle(still.title)
    writer.setCreator("Hinge")
    page = QSizeF(still.size.width(), still.size.height()) * _POINTS_PER_PX
    writer.setPageLayout(
        QPageLayout(QPageSize(page, QPageSize.Unit.Point, "drawing"), QPageLayout.Orientation.Portrait, QMarginsF())
    )
    writer.setResolution(72)
    with QPainter(writer) as painter:
        painter.scale(_POINTS_PER_PX, _POINTS_PER_PX)
        still.paint(painter)
    return with_day(bytes(data.data().data()))


def gif(loop: Loop) -> bytes:
    """A loop that everything can show; its clock knows hundredths of a second."""
    palette = _palette(loop)
    pictures = (picture.quantize(palette=palette, dither=Image.Dither.NONE) for picture in _pictures(loop))
    return _saved(pictures, "GIF", _durations(loop, _CENTISECOND), disposal=1, optimize=False)


def webp(loop: Loop) -> bytes:
    """A loop in full colour, small."""
    return _saved(_pictures(loop), "WEBP", _durations(loop, _MILLISECOND), quality=82, method=3, minimize_size=False)


def apng(loop: Loop) -> bytes:
    """A loop in full colour, without loss; who cannot play it shows its first picture."""
    return _saved(_pictures(loop), "PNG", _durations(loop, _MILLISECOND), compress_level=6)


STILLS: Mapping[str, Callable[[Still], bytes]] = {".png": png, ".svg": svg, ".pdf": pdf}
LOOPS: Mapping[str, Callable[[Loop], bytes]] = {".gif": gif, ".webp": webp, ".apng": apng}
"""File endings and what writes them."""


def _blank(size: QSize) -> QImage:
    return QImage(size, QImage.Format.Format_ARGB32_Premultiplied)


def _saved(pictures: Iterator[Image.Image], kind: str, durations_ms: list[int], **how: object) -> bytes:
    data = BytesIO()
    first, *rest = pictures  # a list: Pillow goes through them more than once
    first.save(data, kind, save_all=True, append_images=rest, duration=durations_ms, loop=0, **how)
    return data.getvalue()


def _durations(loop: Loop, tick_ms: int) -> list[int]:
    """Milliseconds of each picture, whole ticks that sum to the whole loop's."""
    count = _count(loop)
    ends = [round(loop.duration_s * 1000 * number / count / tick_ms) * tick_ms for number in range(count + 1)]
    return [end - begin for begin, end in pairwise(ends)]


def _count(loop: Loop) -> int:
    return max(round(loop.duration_s * loop.fps), 1)


def _pictures(loop: Loop) -> Iterator[Image.Image]:
    count = _count(loop)
    return (_picture(loop, loop.duration_s * number / count) for number in range(count))


def _picture(loop: Loop, time_s: float) -> Image.Image:
    image = _blank(loop.size)
    with QPainter(image) as painter:
        loop.paint(painter, time_s)
    plain = image.convertToFormat(QImage.Format.Format_RGBX8888)
    size = (plain.width(), plain.height())
    return Image.frombuffer("RGBX", size, bytes(plain.constBits()), "raw", "RGBX", plain.bytesPerLine(), 1).convert(
        "RGB"
    )


def _palette(loop: Loop) -> Image.Image:
    """One table of colours for the whole loop, so that nothing flickers."""
    wide, high = loop.size.width(), loop.size.height()
    together = Image.new("RGB", (wide, high * _SAMPLES))
    for number in range(_SAMPLES):
        together.paste(_picture(loop, loop.duration_s * number / _SAMPLES), (0, high * number))
    return together.quantize(_COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
