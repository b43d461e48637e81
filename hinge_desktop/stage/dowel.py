"""The stick along the back, and what a home has instead: a broom, a golf club, a plastic pipe."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QPainter

from hinge_desktop.body.figure import Figure, Placed
from hinge_desktop.stage.pens import mixed
from hinge_desktop.stage.projection import View
from hinge_desktop.stage.solid import Frame, disc, paint_rod, paint_solid
from hinge_desktop.stage.style import StageStyle

Array = NDArray[np.float64]

_STICK_M = 0.028
_PIPE_M = 0.034
_SHAFT_M = 0.014


def paint_dowel(painter: QPainter, figure: Figure, dowel: Placed, style: StageStyle, view: View) -> None:
    """A stick along the back; its skin-side edge is where the contacts are."""
    _LOOKS.get(dowel.look, _paint_stick)(painter, figure, dowel, style, view)


def _paint_stick(painter: QPainter, figure: Figure, dowel: Placed, style: StageStyle, view: View) -> None:
    ends = (dowel.points["bottom"], dowel.points["top"])
    paint_rod(painter, ends, _STICK_M, style.palette.wood, style, view, least_px=1.6)


def _frame(figure: Figure, dowel: Placed, end: str) -> Frame:
    """The stick's own directions at one end, up along the stick and away from its middle."""
    top, bottom = dowel.points["top"], dowel.points["bottom"]
    return Frame.along(dowel.points[end], top - bottom, figure)


def _paint_broom(painter: QPainter, figure: Figure, dowel: Placed, style: StageStyle, view: View) -> None:
    """Brush up, out of the way of the hips."""
    end, palette = _frame(figure, dowel, "top"), style.palette
    root = Frame(end.at(-0.02), end.up, end.forward, end.right).box(0.01, 0.20, 0.035)
    tips = Frame(end.at(0.12), end.up, end.forward, end.right).box(0.01, 0.30, 0.075)
    paint_solid(painter, np.concatenate([root, tips]), mixed(palette.wood, palette.stage, 0.42), style, view, 0.006)
    _paint_stick(painter, figure, dowel, style, view)
    cap = Frame(end.at(-0.02), end.up, end.forward, end.right).box(0.025, 0.20, 0.035)
    paint_solid(painter, cap, palette.band, style, view, 0.006, parted=False)


def _paint_club(painter: QPainter, figure: Figure, dowel: Placed, style: StageStyle, view: View) -> None:
    """The club's head below, pointing away from the body; the grip above."""
    end, palette = _frame(figure, dowel, "bottom"), style.palette
    ends = (dowel.points["bottom"], dowel.points["top"])
    steel = mixed(palette.iron, palette.stage, 0.35)
    paint_rod(painter, ends, _SHAFT_M, steel, style, view, least_px=1.4)
    heel, toe = end.at(0.0, 0.01), end.at(-0.045, -0.095)
    head = np.concatenate([disc(heel, end.right, 0.010), disc(toe, end.right, 0.026)])
    paint_solid(painter, head, palette.iron, style, view, 0.008)
    length = float(np.linalg.norm(ends[1] - ends[0]))
    grip = (end.at(length - 0.26), end.at(length))
    paint_rod(painter, grip, 0.026, palette.iron, style, view, least_px=1.8, parted=False)


def _paint_pipe(painter: QPainter, figure: Figure, dowel: Placed, style: StageStyle, view: View) -> None:
    """A pale pipe with a coupling in the middle and open ends."""
    palette, ends = style.palette, (dowel.points["bottom"], dowel.points["top"])
    paint_rod(painter, ends, _PIPE_M + 0.010, palette.wall_line, style, view, least_px=2.4)
    pale = mixed(palette.wall_line, "#ffffff", 0.6)
    paint_rod(painter, ends, _PIPE_M, pale, style, view, least_px=1.2, parted=False)
    end = _frame(figure, dowel, "top")
    length = float(np.linalg.norm(ends[1] - ends[0]))
    for low, high in ((0.0, 0.07), (0.62 * length, 0.62 * length + 0.09)):
        coupling = (end.at(-low), end.at(-high))
        paint_rod(painter, coupling, _PIPE_M + 0.014, palette.wall_line, style, view, least_px=2.6, parted=False)


_Paint = Callable[[QPainter, Figure, Placed, StageStyle, View], None]
_LOOKS: Mapping[str, _Paint] = {"broomstick": _paint_broom, "golf-club": _paint_club, "pvc-pipe": _paint_pipe}
