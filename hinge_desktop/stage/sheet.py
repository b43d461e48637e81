"""Contact sheets: one repetition as a row of pictures."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from hinge_desktop.body.motion import Motion
from hinge_desktop.stage.projection import SIDE, Angle, View
from hinge_desktop.stage.scene import Scene, motion_box, paint_scene
from hinge_desktop.stage.style import LIGHT, StageStyle

_LABEL_SHARE = 0.09


def contact_sheet(
    motion: Motion,
    columns: int = 4,
    size: QSize | None = None,
    style: StageStyle = LIGHT,
    view: Angle = SIDE,
    labels: bool = True,
    *,
    frames: int = 8,
    bell_label: str = "",
) -> QImage:
    """Frames at equal distances over one repetition.

    Args:
        motion: what is shown.
        columns: pictures in a row.
        size: of one picture in pixels; 240 x 300 if not given.
        view: where the viewer stands; every picture is fitted to the whole motion.
        labels: write the phase and the time under each picture.
        frames: how many pictures.
        bell_label: words on the kettlebell.

    Returns:
        An opaque image of ``columns`` x as many rows as needed.
    """
    size = size or QSize(240, 300)
    rows = ceil(frames / columns)
    image = QImage(size.width() * columns, size.height() * rows, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor(style.palette.stage))
    band = round(size.height() * _LABEL_SHARE) if labels else 0
    with QPainter(image) as painter:
        for number in range(frames):
            time_s = motion.duration_s * number / frames
            left, top = size.width() * (number % columns), size.height() * (number // columns)
            rect = QRectF(left, top, size.width(), size.height() - band)
            scene = Scene(motion.figure_at(time_s), hip_path=motion.hip_path, bell_label=bell_label)
            paint_scene(painter, rect, scene, style, View.fit(view, motion_box(motion), rect))
            if labels:
                _paint_label(painter, rect, band, f"{scene.figure.phase}  {time_s:.1f} s", style)
    return image


def _paint_label(painter: QPainter, rect: QRectF, height: int, words: str, style: StageStyle) -> None:
    font = QFont(painter.font())
    font.setPixelSize(max(round(height * 0.5), 7))
    painter.setFont(font)
    painter.setPen(QColor(style.palette.muted))
    painter.drawText(QRectF(rect.left(), rect.bottom(), rect.width(), height), Qt.AlignmentFlag.AlignCenter, words)
