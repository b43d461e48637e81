"""Muscle groups on the body, tinted by how much is asked of them; the busier, also the thicker."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPainterPath

from hinge_desktop.body.figure import Figure
from hinge_desktop.stage.pens import mixed, rounded_pen
from hinge_desktop.stage.projection import View
from hinge_desktop.stage.solid import Frame
from hinge_desktop.stage.style import StageStyle

Array = NDArray[np.float64]

_RESTING = 0.62
"""How thick a muscle with nothing to do is drawn, of its full thickness."""
_AWAY = -0.6
"""What looks away from the viewer more than this is hidden by the body."""


@dataclass(frozen=True, slots=True)
class _Muscle:
    """A spindle along a bone.

    Attributes:
        upper, lower: the points of the figure it lies between.
        along: (share from upper to lower, forward metres, thickness metres) of its knots.
        front: it lies on the front of the body.
        paired: one on each side; ``upper`` and ``lower`` then lack ``_l`` or ``_r``.
        aside_m: how far towards its own side it lies.
    """

    upper: str
    lower: str
    along: tuple[tuple[float, float, float], ...]
    front: bool
    paired: bool = True
    aside_m: float = 0.0


MUSCLES: Mapping[str, _Muscle] = {
    "erectors": _Muscle(
        "c7",
        "pelvis",
        ((0.12, -0.056, 0.030), (0.45, -0.066, 0.042), (0.74, -0.056, 0.046), (0.93, -0.066, 0.030)),
        front=False,
        paired=False,
        aside_m=0.05,
    ),
    "abdominals": _Muscle(
        "t12l1", "pelvis", ((-0.05, 0.072, 0.030), (0.45, 0.070, 0.044), (0.95, 0.066, 0.030)), True, False, 0.05
    ),
    "glutes": _Muscle("l5s1", "hip", ((0.10, -0.062, 0.050), (0.75, -0.052, 0.092), (1.45, -0.048, 0.060)), False),
    "hamstrings": _Muscle("hip", "knee", ((0.22, -0.046, 0.044), (0.55, -0.038, 0.056), (0.92, -0.026, 0.022)), False),
    "quadriceps": _Muscle("hip", "knee", ((0.16, 0.044, 0.044), (0.50, 0.038, 0.060), (0.88, 0.026, 0.028)), True),
    "calves": _Muscle("knee", "ankle", ((0.08, -0.020, 0.028), (0.30, -0.028, 0.046), (0.58, -0.014, 0.020)), False),
}
"""Muscle groups by name; the keys of a demand."""


def paint_muscles(
    painter: QPainter, figure: Figure, demand: Mapping[str, float], style: StageStyle, view: View
) -> None:
    """Draw every group that can be seen.

    Args:
        demand: name of ``MUSCLES`` -> 0 (rests) to 1 (all it can); what is not named rests.
    """
    lateral = figure.points["hip_r"] - figure.points["hip_l"]
    facing = float(lateral @ view.toward) / (float(np.linalg.norm(lateral)) + 1e-12)
    near = "r" if facing >= -1e-6 else "l"
    sides = "lr" if abs(facing) < 0.35 else near
    for name, muscle in MUSCLES.items():
        share = float(np.clip(demand.get(name, 0.0), 0.0, 1.0))
        for side in sides if muscle.paired else near:
            _paint_one(painter, figure, muscle, side, share, style, view)


def _paint_one(
    painter: QPainter, figure: Figure, muscle: _Muscle, side: str, share: float, style: StageStyle, view: View
) -> None:
    points, scale = figure.points, figure.scale
    ends = [_end(points, name, side) for name in (muscle.upper, muscle.lower)]
    frame = Frame.along(ends[0], ends[0] - ends[1], figure)
    if float(frame.forward @ view.toward) * (1 if muscle.front else -1) < _AWAY:
        return
    aside = muscle.aside_m * scale * (1.0 if side == "r" else -1.0)
    length = float(np.linalg.norm(ends[1] - ends[0]))
    thick = _RESTING + (1 - _RESTING) * share
    bend = _bend(figure) if muscle.upper == "c7" else np.zeros(len(muscle.along))
    knots = [
        view.at(frame.at(-at * length, forward * scale + out, aside))
        for (at, forward, _), out in zip(muscle.along, bend, strict=True)
    ]
    widths = [view.line_px(width * scale * thick, 1.0) for *_, width in muscle.along]
    shape = _spindle(knots, widths)
    palette = style.palette
    rest = mixed(palette.legs, palette.stage, 0.22).name()
    painter.strokePath(shape, rounded_pen(palette.stage, view.line_px(0.006, 0.7)))
    painter.fillPath(shape, mixed(rest, palette.accent, share))


def _bend(figure: Figure) -> Array:
    """How far the erectors of a bent spine lie in front of the straight line from neck to pelvis, at their knots."""
    points = figure.points
    frame = Frame.along(points["c7"], points["c7"] - points["pelvis"], figure)
    joints = [points[name] - points["c7"] for name in ("c7", "t12l1", "l5s1", "pelvis")]
    length = float(np.linalg.norm(points["c7"] - points["pelvis"])) + 1e-12
    shares = [-float(joint @ frame.up) / length for joint in joints]
    outs = [float(joint @ frame.forward) for joint in joints]
    return np.asarray(np.interp([at for at, *_ in MUSCLES["erectors"].along], shares, outs))


def _end(points: Mapping[str, Array], name: str, side: str) -> Array:
    """A point of the figure: of a pair, the one of this side."""
    return points[name] if name in points else points[f"{name}_{side}"]


def _spindle(knots: list[QPointF], widths: list[float]) -> QPainterPath:
    """A closed smooth outline round a line of knots, as wide at each as given."""
    left, right = [], []
    for i, (knot, width) in enumerate(zip(knots, widths, strict=True)):
        along = knots[min(i + 1, len(knots) - 1)] - knots[max(i - 1, 0)]
        size = max((along.x() ** 2 + along.y() ** 2) ** 0.5, 1e-9)
        out = QPointF(-along.y(), along.x()) * (width / 2 / size)
        left.append(knot + out)
        right.append(knot - out)
    first, last = knots[0] + (knots[0] - knots[1]) * 0.22, knots[-1] + (knots[-1] - knots[-2]) * 0.22
    ring = [first, *left, last, *right[::-1]]
    path = QPainterPath((ring[-1] + ring[0]) / 2)
    for one, other in zip(ring, [*ring[1:], ring[0]], strict=True):
        path.quadTo(one, (one + other) / 2)
    path.setFillRule(Qt.FillRule.WindingFill)
    return path
