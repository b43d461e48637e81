"""Plain solids: a box, a disc, anything convex, seen as one outline with soft corners."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPolygonF

from hinge_desktop.body.figure import Figure
from hinge_desktop.stage.pens import rounded_pen
from hinge_desktop.stage.projection import View
from hinge_desktop.stage.style import StageStyle

Array = NDArray[np.float64]

_SIDE = np.array([0.0, 0.0, 1.0])
_SPARE = np.array([1.0, 0.0, 0.0])
_BITS = np.array(list(np.ndindex(2, 2, 2)), dtype=np.float64) * 2 - 1
_HALO_M = 0.012
_CIRCLE = 2 * np.pi * np.arange(16) / 16


@dataclass(frozen=True, slots=True)
class Frame:
    """A place and three directions, (3,) each; the directions are of unit length."""

    middle: Array
    up: Array
    forward: Array
    right: Array

    @classmethod
    def along(cls, middle: Array, up: Array, figure: Figure) -> Frame:
        """Its ``up`` as given, its right as near to the person's right as can be."""
        up = unit(up)
        right = unit(figure.points["hip_r"] - figure.points["hip_l"])
        forward = np.cross(up, right)
        if float(forward @ forward) < 1e-6:
            forward = np.cross(up, _SPARE)
        forward = unit(forward)
        return cls(middle, up, forward, np.cross(forward, up))

    def at(self, up_m: float = 0.0, forward_m: float = 0.0, right_m: float = 0.0) -> Array:
        """A point in the world."""
        return np.asarray(self.middle + up_m * self.up + forward_m * self.forward + right_m * self.right)

    def box(self, height_m: float, width_m: float, depth_m: float) -> Array:
        """(8, 3) corners of a box round the middle."""
        sides = np.array([height_m * self.up, depth_m * self.forward, width_m * self.right]) / 2
        return np.asarray(self.middle + _BITS @ sides)


def unit(line: Array) -> Array:
    """A direction; of nothing, nearly nothing."""
    return np.asarray(line / (float(np.linalg.norm(line)) + 1e-12))


def disc(middle: Array, axis: Array, radius_m: float) -> Array:
    """(16, 3) points round an axis."""
    axis = unit(axis)
    one = np.cross(axis, _SIDE)
    if float(one @ one) < 1e-6:
        one = np.cross(axis, _SPARE)
    one = unit(one)
    other = np.cross(axis, one)
    return np.asarray(middle + radius_m * (np.outer(np.cos(_CIRCLE), one) + np.outer(np.sin(_CIRCLE), other)))


def outline(points: Array, view: View) -> QPolygonF:
    """The convex outline of points, in pixels."""
    seen = sorted({(round(x, 3), round(y, 3)) for x, y in view.to_device(points).tolist()})
    return QPolygonF([QPointF(x, y) for x, y in _half(seen) + _half(seen[::-1])])


def _half(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Half of a convex outline: Andrew's monotone chain."""
    kept: list[tuple[float, float]] = []
    for x, y in points:
        while len(kept) > 1:
            (ax, ay), (bx, by) = kept[-2], kept[-1]
            if (bx - ax) * (y - ay) > (by - ay) * (x - ax):
                break
            kept.pop()
        kept.append((x, y))
    return kept[:-1]


def paint_solid(
    painter: QPainter,
    points: Array,
    colour: str | QColor,
    style: StageStyle,
    view: View,
    rounding_m: float = 0.0,
    *,
    parted: bool = True,
) -> None:
    """Fill the outline of a convex solid.

    Args:
        points: (n, 3) its corners, metres.
        colour: of all of it.
        rounding_m: radius of the corners; the solid grows by it, so give corners that lie as much inside.
        parted: draw the thin line round it that keeps it apart from what lies behind.
    """
    shape = outline(points, view)
    soft = 2 * rounding_m * view.scale
    if parted and style.separation:
        halo = soft + view.line_px(_HALO_M, 0.8)
        painter.setPen(rounded_pen(style.palette.stage, halo))
        painter.setBrush(QColor(style.palette.stage))
        painter.drawPolygon(shape)
    painter.setPen(rounded_pen(colour, soft) if soft > 0 else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawPolygon(shape)
    painter.setPen(Qt.PenStyle.NoPen)


def paint_rod(
    painter: QPainter,
    line: tuple[Array, ...],
    width_m: float,
    colour: str | QColor,
    style: StageStyle,
    view: View,
    *,
    least_px: float = 1.2,
    parted: bool = True,
) -> None:
    """A round rod through some points, never thinner than ``least_px``."""
    seen = [view.at(point) for point in line]
    width = view.line_px(width_m, least_px)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if parted and style.separation:
        painter.setPen(rounded_pen(style.palette.stage, width + view.line_px(_HALO_M, 0.8)))
        painter.drawPolyline(seen)
    painter.setPen(rounded_pen(colour, width))
    painter.drawPolyline(seen)
    painter.setPen(Qt.PenStyle.NoPen)
