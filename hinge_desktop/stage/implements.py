"""What is held or worn in training: kettlebell, dumbbell, dowel and what stands in for it, band."""

from __future__ import annotations

from math import atan2, degrees, hypot

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QLinearGradient, QPainter, QPainterPath

from hinge_desktop.body.figure import Figure, Placed
from hinge_desktop.body.things import BELL_RADIUS_M
from hinge_desktop.stage.pens import mixed, rounded_pen
from hinge_desktop.stage.projection import View
from hinge_desktop.stage.solid import disc, paint_rod, paint_solid, unit
from hinge_desktop.stage.style import StageStyle

Array = NDArray[np.float64]

_HANDLE_M = 0.035
_HORNS_M = 0.058
_DRUM_M = (0.056, 0.085)
"""Radius and length of an end of a dumbbell."""
_BAND_M = (0.020, 0.008)
"""Widest and narrowest band; it thins as it is pulled."""
_FULL_PULL_N = 120.0
_LABEL_PX = 13.0
"""Smallest ball, as radius, that carries a label."""


def paint_kettlebell(painter: QPainter, bell: Placed, style: StageStyle, view: View, label: str = "") -> None:
    """A bell whose ball hangs from the handle in the direction the model gives.

    The window of the handle is always drawn open, a little turned to the viewer: seen edge-on it
    would be a ball on a stick.
    """
    handle, ball = view.at(bell.points["handle"]), view.at(bell.points["ball"])
    radius = BELL_RADIUS_M * view.scale
    drop = max(hypot(ball.x() - handle.x(), ball.y() - handle.y()), 0.6 * radius)
    palette = style.palette
    painter.save()
    painter.translate(ball)
    painter.rotate(degrees(atan2(ball.y() - handle.y(), ball.x() - handle.x())) - 90.0)
    loop = _handle_loop(drop, radius, _HORNS_M * view.scale)
    if style.separation:
        halo = view.line_px(0.012, 0.8)
        painter.setBrush(QColor(palette.stage))
        painter.drawEllipse(QPointF(0, 0), radius + halo / 2, radius + halo / 2)
        painter.strokePath(loop, rounded_pen(palette.stage, _HANDLE_M * view.scale + halo))
    painter.strokePath(loop, rounded_pen(palette.iron, max(_HANDLE_M * view.scale, 1.2)))
    painter.restore()
    _paint_ball(painter, ball, radius, style)
    if label and radius >= _LABEL_PX:
        _paint_label(painter, ball, radius, label, palette.on_iron)


def _handle_loop(drop: float, radius: float, half_width: float) -> QPainterPath:
    """Horns and grip in the bell's own frame: the ball at the origin, the handle at (0, -drop)."""
    foot = 0.80 * radius
    loop = QPainterPath(QPointF(-half_width * 1.15, -foot))
    loop.cubicTo(
        QPointF(-half_width * 1.35, -drop * 0.93), QPointF(-half_width * 1.1, -drop), QPointF(-half_width * 0.45, -drop)
    )
    loop.lineTo(QPointF(half_width * 0.45, -drop))
    loop.cubicTo(
        QPointF(half_width * 1.1, -drop), QPointF(half_width * 1.35, -drop * 0.93), QPointF(half_width * 1.15, -foot)
    )
    return loop


def _paint_ball(painter: QPainter, ball: QPointF, radius: float, style: StageStyle) -> None:
    """The ball, a little lighter above, so that it is round."""
    gradient = QLinearGradient(ball.x(), ball.y() - radius, ball.x(), ball.y() + 0.4 * radius)
    gradient.setColorAt(0.0, mixed(style.palette.iron, "#ffffff", 0.13))
    gradient.setColorAt(1.0, QColor(style.palette.iron))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(gradient)
    painter.drawEllipse(ball, radius, radius)


def _paint_label(painter: QPainter, ball: QPointF, radius: float, label: str, colour: str) -> None:
    font = QFont(painter.font())
    font.setPixelSize(max(round(radius * 1.55 / max(len(label), 4)), 6))
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    box = QRectF(ball.x() - radius, ball.y() - radius, 2 * radius, 2 * radius)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, label)
    painter.setPen(Qt.PenStyle.NoPen)


def band_width_px(band: Placed, view: View) -> float:
    """Pixels across a band: it thins as it is pulled."""
    slack, tight = _BAND_M
    pulled = min(band.tension_n / _FULL_PULL_N, 1.0)
    return view.line_px(slack + pulled * (tight - slack), 1.4)


def round_the_hips(figure: Figure, band: Placed) -> bool:
    """Whether a band pulls at the pelvis rather than at the hands."""
    return float(np.linalg.norm(band.points["end"] - figure.points["pelvis"])) < 0.05 * figure.scale


def paint_band(painter: QPainter, figure: Figure, band: Placed, style: StageStyle, view: View, side: float) -> None:
    """One strand of a band, from its anchor to the hands, or round one side of the hips.

    Args:
        side: 0 for the strand to the hands; -1 or 1 for the left or right half of a loop round the hips.
    """
    anchor, end = band.points["anchor"], band.points["end"]
    path = _smooth_end(view, anchor, _hip_crease(figure, side)) if side else QPainterPath(view.at(anchor))
    if not side:
        path.lineTo(view.at(end))
    _stroke_band(painter, path, band, style, view)


def _stroke_band(painter: QPainter, path: QPainterPath, band: Placed, style: StageStyle, view: View) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    width = band_width_px(band, view)
    if style.separation:
        painter.setPen(rounded_pen(style.palette.stage, width + view.line_px(0.008, 0.8)))
        painter.drawPath(path)
    painter.setPen(rounded_pen(style.palette.band, width))
    painter.drawPath(path)
    painter.setPen(Qt.PenStyle.NoPen)


def paint_belt(painter: QPainter, figure: Figure, band: Placed, style: StageStyle, view: View) -> None:
    """What is seen from the front of a loop round the hips: the line across them."""
    left, right = _hip_crease(figure, -1.0), _hip_crease(figure, 1.0)
    path = _smooth_end(view, left[0], left)
    corner, beside = view.at(right[1]), view.at(right[0])
    path.quadTo(corner, beside)
    _stroke_band(painter, path, band, style, view)


def _hip_crease(figure: Figure, side: float) -> list[Array]:
    """Where a loop lies: outside of the hip, then the crease in front."""
    points, scale = figure.points, figure.scale
    lateral = points["hip_r"] - points["hip_l"]
    lateral = side * lateral / (np.linalg.norm(lateral) + 1e-12)
    up = points["l5s1"] - points["pelvis"]
    up = up / (np.linalg.norm(up) + 1e-12)
    forward = side * np.cross(up, lateral)
    base = points["pelvis"] + 0.035 * scale * up
    return [
        base + 0.168 * scale * lateral - 0.01 * scale * forward,
        base + 0.125 * scale * lateral + 0.088 * scale * forward,
        base + 0.108 * scale * forward,
    ]


def _smooth_end(view: View, anchor: Array, crease: list[Array]) -> QPainterPath:
    beside, corner, front = (view.at(point) for point in crease)
    path = QPainterPath(view.at(anchor))
    path.lineTo(beside)
    path.quadTo(corner, front)
    return path


def paint_dumbbell(painter: QPainter, dumbbell: Placed, style: StageStyle, view: View) -> None:
    """A bar with a drum at each end; the far drum is painted first."""
    near, far = dumbbell.points["near"], dumbbell.points["far"]
    axis = unit(far - near)
    iron = style.palette.iron
    paint_rod(painter, (near, far), _HANDLE_M, iron, style, view)
    for middle in sorted((near, far), key=lambda end: float(end @ view.toward)):
        drum = [disc(middle + out * axis, axis, _DRUM_M[0]) for out in (-_DRUM_M[1] / 2, _DRUM_M[1] / 2)]
        paint_solid(painter, np.concatenate(drum), iron, style, view, 0.004)
        face = disc(middle + np.sign(axis @ view.toward) * _DRUM_M[1] / 2 * axis, axis, _DRUM_M[0] * 0.72)
        if abs(float(axis @ view.toward)) > 0.2:
            paint_solid(painter, face, mixed(iron, "#ffffff", 0.13), style, view, parted=False)
        else:
            band = [disc(middle + out * axis, axis, _DRUM_M[0]) for out in (-0.006, 0.006)]
            paint_solid(painter, np.concatenate(band), mixed(iron, "#ffffff", 0.13), style, view, parted=False)
