"""What a home has to lift and to hold: backpack, bag, bin, cushion, and a child."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter

from hinge_desktop.body.figure import Figure, Placed
from hinge_desktop.body.things import THINGS, Thing
from hinge_desktop.stage.pens import mixed
from hinge_desktop.stage.projection import View
from hinge_desktop.stage.solid import Frame, disc, paint_rod, paint_solid
from hinge_desktop.stage.style import StageStyle

Array = NDArray[np.float64]

_SOFT_M = 0.05
_BIN_M = (0.105, 0.13)
"""Radius of a bin at its base and at its rim."""


def paint_household(painter: QPainter, figure: Figure, placed: Placed, style: StageStyle, view: View) -> bool:
    """Draw a household thing, or say by False that it is none."""
    paint = _PAINT.get(placed.look or placed.kind)
    if paint is not None:
        paint(painter, figure, placed, style, view)
    return paint is not None


def _hung(figure: Figure, placed: Placed, thing: Thing) -> tuple[Frame, Thing]:
    """The frame of something that hangs from the hands or is pressed to the chest, round its middle, and its size."""
    points = placed.points
    if "top" in points:
        line = points["top"] - points["bottom"]
        return Frame.along((points["top"] + points["bottom"]) / 2, line, figure), thing
    middle = points["ball"] if "ball" in points else points.get("middle", points.get("back"))
    assert middle is not None, "what is held has a middle or a back"
    if "front" in points:
        if "back" in points:
            middle = (points["front"] + points["back"]) / 2
        return _pressed(figure, middle, points["front"] - middle), thing
    return Frame.along(middle, points["handle"] - middle, figure), thing


def _pressed(figure: Figure, middle: Array, forward: Array) -> Frame:
    """The frame of something flat against the trunk, whose front looks ``forward``."""
    right = figure.points["hip_r"] - figure.points["hip_l"]
    return Frame.along(middle, np.cross(right, forward), figure)


def _slab(frame: Frame, size_m: tuple[float, float, float], soft_m: float) -> Array:
    height, width, depth = size_m
    return frame.box(height - 2 * soft_m, width - 2 * soft_m, depth - 2 * soft_m)


def _sub(frame: Frame, up_m: float, forward_m: float) -> Frame:
    return Frame(frame.at(up_m, forward_m), frame.up, frame.forward, frame.right)


def _paint_backpack(painter: QPainter, figure: Figure, placed: Placed, style: StageStyle, view: View) -> None:
    """Body, front pocket, lid, the loop on its top; the straps look at the person."""
    frame, thing = _hung(figure, placed, THINGS["backpack"])
    palette, (height, width, depth) = style.palette, thing.size_m
    cloth, pocket = palette.band, mixed(palette.band, palette.hair, 0.30)
    top = height / 2
    for side in (-1.0, 1.0):
        strap = [frame.at(up * height, -depth / 2 - out, side * 0.08) for up, out in _STRAP]
        paint_rod(painter, tuple(strap), 0.026, pocket, style, view, parted=False)
    loop = tuple(frame.at(top + up, -0.02, right) for up, right in ((-0.02, -0.04), (0.035, -0.03), (0.035, 0.03)))
    paint_rod(painter, (*loop, frame.at(top - 0.02, -0.02, 0.04)), 0.016, pocket, style, view)
    paint_solid(painter, _slab(frame, thing.size_m, _SOFT_M), cloth, style, view, _SOFT_M)
    front = _slab(_sub(frame, -0.09, depth / 2 - 0.015), (0.20, width * 0.78, 0.09), 0.03)
    if float(frame.forward @ view.toward) > -0.35:
        paint_solid(painter, front, pocket, style, view, 0.03, parted=False)
    for out, away, along, long in (
        (frame.forward, depth, frame.right, width),
        (frame.right, width, frame.forward, depth),
        (-frame.right, width, frame.forward, depth),
    ):
        if float(out @ view.toward) > 0.1:
            line = tuple(frame.at(0.11) + (away / 2 - 0.004) * out + end * (long / 2 - 0.03) * along for end in (-1, 1))
            paint_rod(painter, line, 0.008, pocket, style, view, least_px=0.8, parted=False)


_STRAP = ((0.40, -0.01), (0.25, 0.030), (-0.10, 0.040), (-0.36, -0.01))


def _paint_bag(painter: QPainter, figure: Figure, placed: Placed, style: StageStyle, view: View) -> None:
    """A bag of dog food: a pillow with a folded top and a paw on its faces."""
    frame, thing = _hung(figure, placed, THINGS["bag"])
    palette, (height, width, depth) = style.palette, thing.size_m
    paper = mixed(palette.wood, palette.stage, 0.35)
    band = mixed(palette.wood, palette.hair, 0.25)
    body = _slab(_sub(frame, -0.02, 0.0), (height - 0.04, width, depth), 0.035)
    paint_solid(painter, body, paper, style, view, 0.035)
    fold = _sub(frame, height / 2 - 0.03, 0.0).box(0.055, width * 0.96, 0.03)
    paint_solid(painter, fold, band, style, view, 0.008, parted=False)
    faces = (
        (frame.forward, frame.right, frame.at(-0.03, depth / 2), 0.085),
        (frame.right, -frame.forward, frame.at(-0.03, 0.0, width / 2), 0.048),
        (-frame.right, frame.forward, frame.at(-0.03, 0.0, -width / 2), 0.048),
        (-frame.forward, -frame.right, frame.at(-0.03, -depth / 2), 0.085),
    )
    for out, along, middle, size in faces:
        if float(out @ view.toward) > 0.25:
            _paint_paw(painter, middle, frame.up, along, size, band, style, view)


def _paint_paw(
    painter: QPainter, middle: Array, up: Array, right: Array, size: float, ink: QColor, style: StageStyle, view: View
) -> None:
    out = np.cross(up, right)
    for x, y, radius in (
        (0.0, -0.25, 0.52),
        (-0.62, 0.38, 0.22),
        (-0.22, 0.72, 0.24),
        (0.22, 0.72, 0.24),
        (0.62, 0.38, 0.22),
    ):
        toe = disc(middle + size * (x * right + y * up), out, size * radius)
        paint_solid(painter, toe, ink, style, view, parted=False)


def _paint_bin(painter: QPainter, figure: Figure, placed: Placed, style: StageStyle, view: View) -> None:
    """A tall light bin, open above, with ribs so that it reads as empty and not as a block."""
    base, rim = placed.points["bottom"], placed.points["top"]
    axis, palette = rim - base, style.palette
    side = mixed(palette.iron, palette.stage, 0.50)
    dark = mixed(palette.iron, palette.stage, 0.15)
    mouth = disc(rim, axis, _BIN_M[1])
    paint_solid(painter, np.concatenate([disc(base, axis, _BIN_M[0]), mouth]), side, style, view, 0.006)
    frame = Frame.along(base, axis, figure)
    height = float(np.linalg.norm(axis))
    for share in (-0.6, 0.0, 0.6):
        across = share * np.cross(view.toward, frame.up)
        facing = np.sqrt(1.0 - share * share) * view.toward
        ends = tuple(
            frame.at(up * height) + (_BIN_M[0] + up * (_BIN_M[1] - _BIN_M[0])) * (across + facing)
            for up in (0.10, 0.84)
        )
        paint_rod(painter, ends, 0.010, mixed(palette.iron, palette.stage, 0.32), style, view, parted=False)
    lip = np.concatenate([disc(rim - 0.04 * frame.up, axis, _BIN_M[1] - 0.002), mouth])
    paint_solid(painter, lip, mixed(palette.iron, palette.stage, 0.32), style, view, 0.008, parted=False)
    if float(frame.up @ view.toward) > 0.02:
        paint_solid(painter, disc(rim, axis, _BIN_M[1] - 0.012), dark, style, view, parted=False)


def _paint_cushion(painter: QPainter, figure: Figure, placed: Placed, style: StageStyle, view: View) -> None:
    """A plump square: thick in the middle, thin at the seam."""
    frame, thing = _hung(figure, placed, THINGS["cushion"])
    palette, (height, width, depth) = style.palette, thing.size_m
    colour, seam = mixed(palette.accent, palette.stage, 0.28), mixed(palette.accent, palette.hair, 0.12)
    soft = 0.022
    edge = frame.box(height - 2 * soft, width - 2 * soft, 0.02)
    belly = frame.box(height * 0.62, width * 0.62, depth - 2 * soft)
    paint_solid(painter, np.concatenate([edge, belly]), colour, style, view, soft)
    rounds = [(1, 1), (1, -1), (-1, -1), (-1, 1), (1, 1)]
    inside = 0.5 - soft / height
    line = tuple(frame.at(up * inside * height, 0.0, side * inside * width) for up, side in rounds)
    paint_rod(painter, line, 0.010, seam, style, view, least_px=0.8, parted=False)
    if float(frame.forward @ view.toward) > 0.3:
        button = disc(frame.at(0.0, depth / 2), frame.forward, 0.016)
        paint_solid(painter, button, seam, style, view, parted=False)


def _paint_child(painter: QPainter, figure: Figure, placed: Placed, style: StageStyle, view: View) -> None:
    """A toddler held under the arms, face to face with who lifts it."""
    thing, palette = THINGS["child"], style.palette
    middle = placed.points["ball"]
    line = placed.points["handle"] - middle
    hung = Frame.along(placed.points["handle"], line, figure)
    frame = Frame(hung.middle, hung.up, -hung.forward, -hung.right)
    foot = -thing.drop_m - thing.rest_m
    shirt, trousers = palette.accent, mixed(palette.wood, palette.hair, 0.35)
    near = 1.0 if float(frame.right @ view.toward) >= 0 else -1.0
    for side in (-near, near):
        leg = (frame.at(-0.24, 0.0, side * 0.05), frame.at((foot - 0.24) / 2, 0.02, side * 0.055))
        paint_rod(painter, (*leg, frame.at(foot + 0.045, 0.0, side * 0.055)), 0.075, trousers, style, view)
        shoe = (frame.at(foot + 0.025, -0.01, side * 0.055), frame.at(foot + 0.025, 0.055, side * 0.055))
        paint_rod(painter, shoe, 0.05, palette.shoe, style, view, parted=False)
    _paint_child_arm(painter, frame, -near, style, view)
    neck = (frame.at(0.0), frame.at(0.08))
    paint_rod(painter, neck, 0.05, palette.skin, style, view, parted=False)
    chest, hips = _sub(frame, 0.0, 0.0).box(0.01, 0.10, 0.04), _sub(frame, -0.225, 0.0).box(0.01, 0.09, 0.05)
    paint_solid(painter, np.concatenate([chest, hips]), shirt, style, view, 0.05)
    _paint_child_head(painter, frame, style, view)
    _paint_child_arm(painter, frame, near, style, view)


def _paint_child_arm(painter: QPainter, frame: Frame, side: float, style: StageStyle, view: View) -> None:
    arm = (frame.at(0.01, 0.0, side * 0.085), frame.at(0.015, 0.09, side * 0.13), frame.at(0.06, 0.17, side * 0.12))
    paint_rod(painter, arm[:2], 0.052, style.palette.accent, style, view)
    paint_rod(painter, arm[1:], 0.042, style.palette.skin, style, view, parted=False)


def _paint_child_head(painter: QPainter, frame: Frame, style: StageStyle, view: View) -> None:
    """A round head; its hair covers the back and the crown."""
    palette, radius = style.palette, 0.088
    face, hair = frame.at(0.155, 0.012), frame.at(0.172, -0.014)
    size = radius * view.scale
    painter.setPen(Qt.PenStyle.NoPen)
    if style.separation:
        halo = size + view.line_px(0.006, 0.4)
        for point in (face, hair):
            painter.setBrush(QColor(palette.stage))
            painter.drawEllipse(view.at(point), halo, halo)
    painter.setBrush(QColor(palette.hair))
    painter.drawEllipse(view.at(hair), size * 1.02, size * 1.02)
    if float(frame.forward @ view.toward) > -0.5:
        painter.setBrush(QColor(palette.skin))
        low = view.at(frame.at(0.135, 0.024))
        painter.drawEllipse(low, size * 0.86, size * 0.86)
    facing = float(frame.right @ view.toward)
    if abs(facing) > 0.5:  # in profile: an ear and the fringe make it look at who lifts it
        painter.setBrush(mixed(palette.skin, palette.hair, 0.28))
        painter.drawEllipse(view.at(frame.at(0.135, -0.012)), size * 0.18, size * 0.24)
        nose = view.at(frame.at(0.128, 0.102))
        painter.setBrush(QColor(palette.skin))
        painter.drawEllipse(nose, size * 0.13, size * 0.12)


_Paint = Callable[[QPainter, Figure, Placed, StageStyle, View], None]
_PAINT: Mapping[str, _Paint] = {
    "backpack": _paint_backpack,
    "bag": _paint_bag,
    "bin": _paint_bin,
    "cushion": _paint_cushion,
    "child": _paint_child,
}
