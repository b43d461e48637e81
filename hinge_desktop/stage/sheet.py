"""Contact sheets: one repetition as a row of pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from hinge_desktop.body.motion import Motion
from hinge_desktop.stage.projection import FRONT, SIDE, Angle, View
from hinge_desktop.stage.scene import Scene, motion_box, paint_scene
from hinge_desktop.stage.style import LIGHT, StageStyle

_LABEL_SHARE = 0.09


@dataclass(frozen=True, slots=True)
class Still:
    """One instant of a motion, with words under it, from a view."""

    motion: Motion
    time_s: float
    words: str = ""
    view: Angle = SIDE
    bell_label: str = ""


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
    instants = [motion.duration_s * number / frames for number in range(frames)]
    stills = [
        Still(motion, at, f"{motion.phase_at(at).name}  {at:.1f} s" if labels else "", view, bell_label)
        for at in instants
    ]
    return gallery(stills, columns, size, style)


def gallery(stills: Sequence[Still], columns: int, size: QSize | None = None, style: StageStyle = LIGHT) -> QImage:
    """Instants side by side, row by row; arguments as of :func:`contact_sheet`."""
    size = size or QSize(240, 300)
    rows = ceil(len(stills) / columns)
    image = QImage(size.width() * columns, size.height() * rows, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor(style.palette.stage))
    with QPainter(image) as painter:
        for number, still in enumerate(stills):
            left, top = size.width() * (number % columns), size.height() * (number // columns)
            band = round(size.height() * _LABEL_SHARE) if still.words else 0
            rect = QRectF(left, top, size.width(), size.height() - band)
            figure, path = still.motion.figure_at(still.time_s), still.motion.hip_path
            scene = Scene(figure, hip_path=path, bell_label=still.bell_label)
            paint_scene(painter, rect, scene, style, View.fit(still.view, motion_box(still.motion), rect))
            if still.words:
                _paint_label(painter, rect, band, still.words, style)
    return image


def most_drifted(good: Motion, drifting: Motion, words: str) -> Still:
    """The instant at which a drifting figure is furthest from the good one, from where that shows best."""
    apart = np.stack([drifting.points[name] - point for name, point in good.points.items()])
    at = int(np.argmax(np.abs(apart).sum(axis=(0, 2))[:-1]))
    ahead, up, aside = np.abs(apart[:, at]).sum(axis=0)
    return Still(drifting, float(drifting.time_s[at]), words, FRONT if aside > max(ahead, up) / 2 else SIDE)


def _paint_label(painter: QPainter, rect: QRectF, height: int, words: str, style: StageStyle) -> None:
    font = QFont(painter.font())
    font.setPixelSize(max(round(height * 0.5), 7))
    painter.setFont(font)
    painter.setPen(QColor(style.palette.muted))
    painter.drawText(QRectF(rect.left(), rect.bottom(), rect.width(), height), Qt.AlignmentFlag.AlignCenter, words)
