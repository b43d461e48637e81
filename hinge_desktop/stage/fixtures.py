"""What stands in the room: wall, doorway, post of a band, block under a bell, chair."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from hinge_desktop.body.figure import Figure, Placed
from hinge_desktop.body.things import CHAIR_DEPTH_M, CHAIR_SEAT_M
from hinge_desktop.stage.pens import mixed, rounded_pen
from hinge_desktop.stage.projection import View
from hinge_desktop.stage.solid import Frame, outline, paint_rod, paint_solid
from hinge_desktop.stage.style import StageStyle

Array = NDArray[np.float64]

_WALL_M = 0.13
_FACE_M = 0.75
_THIN_M = 0.012
"""A block lower than this is not worth a line."""
_POST_M = 0.045
_BOARD_WIDTH_M = (0.13, 0.16)
"""Narrowest and widest board under a bell: it fits between the feet."""
_SHOE_M = 0.11
_BEHIND_BELL_M = 0.13
_BEYOND_TOES_M = 0.10


def paint_post(painter: QPainter, band: Placed, style: StageStyle, view: View) -> None:
    """The post and ring a band is tied to."""
    anchor = band.points["anchor"]
    foot = view.at(np.array([anchor[0], 0.0, anchor[2]]))
    ring = view.at(anchor)
    top = view.at(np.array([anchor[0], anchor[1] + 0.16, anchor[2]]))
    width = view.line_px(_POST_M, 2.0)
    painter.setPen(rounded_pen(style.palette.wall_line, width))
    painter.drawLine(foot, top)
    plate = view.line_px(0.012, 1.0)
    painter.setPen(rounded_pen(style.palette.wall_line, plate * 2))
    painter.drawLine(foot - QPointF(width * 2.2, 0), foot + QPointF(width * 2.2, 0))
    painter.setPen(rounded_pen(style.palette.iron, view.line_px(0.010, 1.0)))
    painter.setBrush(QColor(style.palette.stage))
    painter.drawEllipse(ring, width * 0.55, width * 0.55)
    painter.setPen(Qt.PenStyle.NoPen)


def paint_wall(painter: QPainter, wall: Placed, style: StageStyle, view: View, bounds: QRectF) -> None:
    """A wall in section: a hatched slab behind its face, from the floor up, cut off by ``bounds``.

    Seen more from the front its face is there too, behind the figure.
    """
    foot, head = wall.points["foot"], _cut(wall.points["head"], view, bounds)
    back = np.array([-_WALL_M, 0.0, 0.0])
    face, low, high = view.at(foot), view.at(foot + back), view.at(head + back)
    if float(view.toward[0]) > 0.1:
        _paint_face(painter, foot, head, style, view)
    slab = QRectF(high, face).normalized()
    painter.fillRect(slab, QColor(style.palette.wall))
    painter.setPen(rounded_pen(style.palette.wall_line, view.line_px(0.004, 0.8)))
    step, width, y = view.line_px(0.085, 8.0), slab.width(), slab.top()
    while y < slab.bottom() + width and width > 1.0:
        # Not clipped but cut here: a drawing that scales (SVG) knows no clipping.
        begin, end = min(y, slab.bottom()), max(y - width, slab.top())
        painter.drawLine(QPointF(slab.left() + y - begin, begin), QPointF(slab.left() + y - end, end))
        y += step
    painter.setPen(QPen(QColor(style.palette.wall_line), view.line_px(0.010, 1.2)))
    if abs(float(view.toward[0])) < 0.8:
        painter.drawLine(face, face + (high - low))
    painter.setPen(Qt.PenStyle.NoPen)


def _paint_face(painter: QPainter, foot: Array, head: Array, style: StageStyle, view: View) -> None:
    """The face of a wall behind the figure, with a line where it meets the floor; the near half is cut away."""
    ends = (-_FACE_M, _FACE_M if float(view.toward[2]) < 0.35 else 0.0)
    corners = np.array(
        [point + [0.0, 0.0, z] for point, z in zip((foot, foot, head, head), (*ends, *ends[::-1]), strict=True)]
    )
    paint_solid(painter, corners, mixed(style.palette.stage, style.palette.wall, 0.5), style, view, parted=False)
    paint_rod(painter, (corners[0], corners[1]), 0.008, style.palette.wall_line, style, view, parted=False)


def _cut(head: Array, view: View, bounds: QRectF) -> Array:
    """A point high above the floor, no higher than the picture."""
    over = (bounds.top() - view.at(head).y()) / view.scale / float(-view.screen[1][1])
    return np.asarray(head - max(over, 0.0) * np.array([0.0, 1.0, 0.0]))


def paint_block(painter: QPainter, figure: Figure, block: Placed, style: StageStyle, view: View) -> None:
    """A board or box between the feet, on which the bell stands as high as the hips can reach it.

    It goes on before the toes: from the side the near foot hides the rest of so low a thing.
    """
    top = block.points["top"]
    height = float(top[1])
    if height < _THIN_M:
        return
    front, width = _between_the_feet(figure, top)
    length = front - float(top[0]) + _BEHIND_BELL_M
    middle = np.array([front - length / 2, 0.0, top[2]])
    board = Frame(middle, np.array([0.0, 1.0, 0.0]), np.array([1.0, 0.0, 0.0]), np.array([0.0, 0.0, 1.0]))
    corners = [(-1, -1), (1, -1), (1, 1), (-1, 1)]
    lid = np.array([board.at(height, x * length / 2, z * width / 2) for x, z in corners])
    foot = lid - [0.0, height, 0.0]
    edge, line = mixed(style.palette.wood, style.palette.hair, 0.22), mixed(style.palette.wood, style.palette.hair, 0.5)
    paint_solid(painter, np.concatenate([lid, foot]), edge, style, view, 0.0)
    paint_solid(painter, lid, style.palette.wood, style, view, parted=False)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(rounded_pen(line, view.line_px(0.004, 0.8)))
    painter.drawPolygon(outline(np.concatenate([lid, foot]), view))
    painter.drawPolygon(outline(lid, view))
    painter.setPen(Qt.PenStyle.NoPen)


def _between_the_feet(figure: Figure, top: Array) -> tuple[float, float]:
    """How far forward a board reaches, and how wide it may be, metres."""
    ends = {side: [figure.points[f"{end}_{side}"] for end in ("heel", "toe")] for side in "lr"}
    gap = min(float(point[2]) for point in ends["r"]) - max(float(point[2]) for point in ends["l"])
    toes = max(float(point[0]) for both in ends.values() for point in both)
    width = float(np.clip(gap - _SHOE_M * figure.scale, *_BOARD_WIDTH_M))
    return max(toes + _BEYOND_TOES_M, float(top[0]) + _BEHIND_BELL_M), width


_JAMB_M = (0.12, 0.16)
"""A door frame: from its edge backwards, and side to side."""
_OPENING_M = 0.86
_LEG_M = 0.034
_BOARD_M = 0.030


def paint_doorway(painter: QPainter, door: Placed, style: StageStyle, view: View, bounds: QRectF) -> None:
    """The frame of a door, its front edge where the line is; the near side is cut away, as in a section."""
    foot, head = door.points["foot"], _cut(door.points["head"], view, bounds)
    back, width = _JAMB_M
    sides = (-1.0,) if float(view.toward[2]) > 0.35 else (-1.0, 1.0)
    for side in sides:
        middle = (foot + head) / 2 + np.array([-back / 2, 0.0, side * (_OPENING_M + width) / 2])
        upright = Frame(middle, np.array([0.0, 1.0, 0.0]), np.array([1.0, 0.0, 0.0]), np.array([0.0, 0.0, 1.0]))
        height = float(head[1] - foot[1])
        paint_solid(painter, upright.box(height, width, back), style.palette.wall, style, view, parted=False)
        edges = [
            upright.at(-height / 2, back / 2, -side * width / 2),
            upright.at(height / 2, back / 2, -side * width / 2),
        ]
        paint_rod(painter, tuple(edges), 0.012, style.palette.wall_line, style, view, parted=False)


def paint_doorway_line(painter: QPainter, door: Placed, style: StageStyle, view: View) -> None:
    """The edge as a line over everything, to see the hips pass it; from the front it is only the frame."""
    if abs(float(view.toward[0])) > 0.8:
        return
    pen = QPen(QColor(style.palette.muted), view.line_px(0.005, 1.0))
    pen.setDashPattern([5.0, 4.0])
    painter.setPen(pen)
    painter.drawLine(view.at(door.points["foot"]), view.at(door.points["head"]))
    painter.setPen(Qt.PenStyle.NoPen)


def paint_chair(painter: QPainter, chair: Placed, style: StageStyle, view: View, *, near: bool) -> None:
    """A kitchen chair. The legs towards the viewer are ``near``: they stand before who sits on it."""
    wood, shade = style.palette.wood, mixed(style.palette.wood, style.palette.hair, 0.22)
    seat = _seat(chair)
    rise = float(chair.points["back"][1]) - CHAIR_SEAT_M
    half = CHAIR_DEPTH_M / 2
    facing = seat.right @ view.toward
    beside = 1.0 if float(facing) >= 0 else -1.0
    frontal = abs(float(facing)) < 0.6
    if near and frontal:
        return
    sides = (beside,) if near else ((-beside, beside) if frontal else (-beside,))
    if not near:
        _paint_backrest(painter, seat, rise, style, view)
    for side in sides:
        for end in (-half + 0.02, half - 0.02):
            out = side * (half - 0.02)
            leg = (seat.at(-0.01, end, out), seat.at(-CHAIR_SEAT_M + _LEG_M / 2, end, out))
            paint_rod(painter, leg, _LEG_M, wood if near or frontal else shade, style, view, parted=near)
    if near:
        edge = Frame(seat.at(-_BOARD_M / 2, 0.0, beside * (half - 0.01)), seat.up, seat.forward, seat.right)
        paint_solid(painter, edge.box(_BOARD_M - 0.01, 0.01, 2 * half - 0.01), wood, style, view, 0.005, parted=False)
    else:
        board = Frame(seat.at(-_BOARD_M / 2), seat.up, seat.forward, seat.right)
        paint_solid(painter, board.box(_BOARD_M - 0.01, 2 * half - 0.01, 2 * half - 0.01), wood, style, view, 0.005)


def _seat(chair: Placed) -> Frame:
    """The middle of the seat's upper face; forward is where a person on it looks."""
    front, back = chair.points["seat"], chair.points["back"]
    forward = (front - back) * np.array([1.0, 0.0, 1.0])
    forward = forward / (float(np.linalg.norm(forward)) + 1e-12)
    up = np.array([0.0, 1.0, 0.0])
    middle = front * np.array([1.0, 0.0, 1.0]) + CHAIR_SEAT_M * up - CHAIR_DEPTH_M / 2 * forward
    return Frame(middle, up, forward, np.cross(forward, up))


def _paint_backrest(painter: QPainter, seat: Frame, rise: float, style: StageStyle, view: View) -> None:
    half = CHAIR_DEPTH_M / 2
    wood = mixed(style.palette.wood, style.palette.hair, 0.10)
    for side in (-1.0, 1.0):
        out = side * (half - 0.02)
        paint_rod(painter, (seat.at(0.0, -half + 0.02, out), seat.at(rise, -half, out)), _LEG_M, wood, style, view)
    for low, high in ((0.20, 0.09), (0.42, 0.12)):
        board = Frame(seat.at(min(low, rise), -half + 0.005), seat.up, seat.forward, seat.right)
        paint_solid(painter, board.box(high * 0.7, 2 * half - 0.03, 0.015), wood, style, view, 0.006)
