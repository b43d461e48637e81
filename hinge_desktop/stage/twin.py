"""The drifting twin of a figure: an outline behind it, its spine as a dashed line over it.

Shape tells it apart as well as colour: it is hollow and its line is broken.
"""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter

from hinge_desktop.body.figure import Figure
from hinge_desktop.body.things import thing_of
from hinge_desktop.stage.anatomy import PLAN
from hinge_desktop.stage.curve import spline_weights
from hinge_desktop.stage.flesh import clothe
from hinge_desktop.stage.hull import Silhouettes
from hinge_desktop.stage.painter import BODY_PARTS
from hinge_desktop.stage.pens import mixed, rounded_pen
from hinge_desktop.stage.projection import View
from hinge_desktop.stage.style import StageStyle

_EDGE_M = 0.011
_WASH = 0.16
_SPINE = ("pelvis", "l5s1", "t12l1", "c7")
_ALONG = spline_weights(np.array([0.0, 0.1, 0.28, 0.58]), np.linspace(0.0, 0.58, 16))


def paint_twin(painter: QPainter, figure: Figure, style: StageStyle, view: View) -> None:
    """The twin as one hollow shape: all parts a little larger in one colour, then all parts in the ground's wash."""
    shapes = Silhouettes.of(PLAN, *clothe(figure), view)
    edge = shapes.grown(view.line_px(_EDGE_M * figure.scale, 1.4))
    wash = mixed(style.palette.stage, style.palette.back, _WASH)
    painter.setPen(Qt.PenStyle.NoPen)
    for colour, paths in ((QColor(style.palette.back), edge.paths(BODY_PARTS)), (wash, shapes.paths(BODY_PARTS))):
        painter.setBrush(colour)
        for path in paths:
            painter.drawPath(path)
    for placed in figure.implements:
        thing = thing_of(placed.kind, placed.look)
        middle = placed.points.get("ball", placed.points.get("middle"))
        if thing is not None and middle is not None and "handle" in placed.points:
            painter.setPen(rounded_pen(style.palette.back, view.line_px(_EDGE_M, 1.4)))
            painter.setBrush(wash)
            radius = min(thing.rest_m, 0.16) * view.scale
            painter.drawLine(view.at(placed.points["handle"]), view.at(middle))
            painter.drawEllipse(view.at(middle), radius, radius)
    painter.setPen(Qt.PenStyle.NoPen)


def paint_twin_line(painter: QPainter, figure: Figure, style: StageStyle, view: View) -> None:
    """The way the twin's back and near leg go, dashed, over the figure it is compared with."""
    points = figure.points
    near = "r" if float((points["hip_r"] - points["hip_l"]) @ view.toward) >= -1e-6 else "l"
    spine = view.to_device(_ALONG @ np.array([points[name] for name in _SPINE])).tolist()
    leg = (points[f"{joint}_{near}"] for joint in ("ankle", "knee", "hip"))
    head = points["c7"] + 0.6 * (points["head_top"] - points["c7"])
    line = [*(view.at(point) for point in leg), *(QPointF(x, y) for x, y in spine), view.at(head)]
    width = view.line_px(0.011, 1.5)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(rounded_pen(style.palette.stage, width * 2.0))
    painter.drawPolyline(line)
    dashes = rounded_pen(style.palette.back, width)
    dashes.setDashPattern([2.0, 2.2])
    painter.setPen(dashes)
    painter.drawPolyline(line)
    painter.setPen(Qt.PenStyle.NoPen)
