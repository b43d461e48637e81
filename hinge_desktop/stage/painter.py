"""The figure: far limbs, trunk, head, what the hands hold, near limbs, in that order."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter

from hinge_desktop.body.figure import Figure
from hinge_desktop.stage.anatomy import clothe
from hinge_desktop.stage.hull import Silhouettes
from hinge_desktop.stage.projection import View
from hinge_desktop.stage.style import StageStyle


@dataclass(frozen=True, slots=True)
class _Layer:
    parts: tuple[str, ...]
    colour: str
    outlined: bool = True


def paint_figure(painter: QPainter, figure: Figure, style: StageStyle, view: View, *, bell_label: str = "") -> None:
    """Draw a figure and what it holds.

    Args:
        painter: an active painter in the device ``view`` was fitted to; left as it was found.
        figure: one instant.
        style: colours and layers.
        view: where it is seen from.
        bell_label: words on the kettlebell, e.g. ``16 kg``.
    """
    flesh = clothe(figure)
    shapes = Silhouettes(flesh.centres, flesh.axes, view)
    p = style.palette
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    ground = QColor(p.stage)
    for layer in _layers(figure, style, view):
        rows = np.concatenate([flesh.parts[name] for name in layer.parts])
        if layer.outlined and style.separation:
            painter.setBrush(ground)
            painter.drawPath(shapes.path(rows, 0.006 * figure.scale, 0.3))
        painter.setBrush(QColor(layer.colour))
        painter.drawPath(shapes.path(rows))
    if style.joints:
        centre: QPointF = view.at(figure.points["hip_r"])
        painter.setBrush(ground)
        painter.drawEllipse(centre, *(2 * (view.line_px(0.036 * figure.scale, 3),)))
        painter.setBrush(QColor(p.accent))
        painter.drawEllipse(centre, *(2 * (view.line_px(0.026 * figure.scale, 2),)))
    painter.restore()


def _layers(figure: Figure, style: StageStyle, view: View) -> list[_Layer]:
    p = style.palette
    return [
        _Layer(("upper_arm_l", "forearm_l", "hand_l"), p.far_skin),
        _Layer(("foot_l",), p.far_shoe),
        _Layer(("shank_l",), p.far_legs),
        _Layer(("thigh_l",), p.far_legs),
        _Layer(("neck",), p.skin),
        _Layer(("trunk",), p.top),
        _Layer(("hair",), p.hair),
        _Layer(("face",), p.skin, False),
        _Layer(("pelvis",), p.legs, False),
        _Layer(("foot_r",), p.shoe),
        _Layer(("shank_r",), p.legs),
        _Layer(("thigh_r",), p.legs),
        _Layer(("knee_r",), p.legs, False),
        _Layer(("upper_arm_r", "forearm_r", "hand_r"), p.skin),
    ]
