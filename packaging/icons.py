"""The program's icon as other systems want it, drawn from ``assets/icons/hinge.svg`` in every size by itself.

``hinge.spec`` puts the Windows icon into the program, ``build_windows.py`` and ``build_mac.py`` the rest into theirs.
Needs PySide6 and Pillow, no display.
"""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice, QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "assets" / "icons" / "hinge.svg"
ICO_SIZES = (16, 20, 24, 32, 40, 48, 64, 96, 128, 256)
"""16 to 48 at 100 % to 250 %, and what the Explorer shows large."""
ICNS_SIZES = (32, 64, 128, 256, 512, 1024)
MAC_MARGIN = 0.1
"""Icons of macOS leave a tenth free on each side."""
SIDE_WIDTH, SIDE_HEIGHT, SIDE_ICON = 328, 628, 200
"""The picture beside the installer's words, for screens of 200 %."""
SIDE_COLOUR = "#e4efec"


def drawn(size: int, margin: float = 0.0) -> Image.Image:
    """The icon in a square of ``size`` pixels, ``margin`` of it free on each side."""
    picture = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(0)
    free = size * margin
    painter = QPainter(picture)
    QSvgRenderer(str(SOURCE)).render(painter, QRectF(free, free, size - 2 * free, size - 2 * free))
    painter.end()
    return _in_pillow(picture)


def write_ico(target: Path) -> Path:
    """Write the icon of Windows; returns its path."""
    return _write(target, "ICO", [drawn(size) for size in ICO_SIZES], sizes=[(size, size) for size in ICO_SIZES])


def write_icns(target: Path) -> Path:
    """Write the icon of macOS; returns its path."""
    return _write(target, "ICNS", [drawn(size, MAC_MARGIN) for size in ICNS_SIZES])


def write_side(target: Path) -> Path:
    """Write the picture beside the words of the Windows installer; returns its path."""
    picture = QImage(SIDE_WIDTH, SIDE_HEIGHT, QImage.Format.Format_RGB32)
    picture.fill(QColor(SIDE_COLOUR))
    painter = QPainter(picture)
    left, top = (SIDE_WIDTH - SIDE_ICON) / 2, (SIDE_HEIGHT - SIDE_ICON) / 3
    QSvgRenderer(str(SOURCE)).render(painter, QRectF(left, top, SIDE_ICON, SIDE_ICON))
    painter.end()
    target.parent.mkdir(parents=True, exist_ok=True)
    _in_pillow(picture).convert("RGB").save(target, format="BMP")
    return target


def _write(target: Path, kind: str, pictures: list[Image.Image], **options: object) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    *smaller, largest = pictures  # Pillow shrinks the largest where it is given no picture of a size
    largest.save(target, format=kind, append_images=smaller, **options)
    return target


def _in_pillow(picture: QImage) -> Image.Image:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]  # its stub knows bytes only
    return Image.open(io.BytesIO(buffer.data().data()))
