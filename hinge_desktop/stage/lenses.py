"""What can be shown over the figure: the way of the hips, balance, angles, the spine, the muscles at work.

A lens paints at three heights: on the floor under the figure, on the body under the nearer arm, and over all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import atan2, cos, degrees, pi, sin

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPolygonF

from hinge_desktop.body.figure import Figure
from hinge_desktop.body.motion import Motion
from hinge_desktop.stage.muscles import paint_muscles
from hinge_desktop.stage.pens import mixed, rounded_pen
from hinge_desktop.stage.projection import View
from hinge_desktop.stage.solid import Frame, outline
from hinge_desktop.stage.style import StageStyle

Array = NDArray[np.float64]

_SPINE = ("pelvis", "l5s1", "t12l1", "c7")
_LEAST_LETTERS_PX = 9
_FRONTAL = 0.35
_BOWL = ((0.062, 0.090), (-0.085, 0.075), (-0.085, -0.085), (0.062, -0.095))
"""Rim and bottom of the pelvis, up and forward of the middle of the hips, metres."""
_LEAST_SCALE = 90.0
"""Pixels a metre from which on there is room for numbers."""
_UP = np.array([0.0, 1.0, 0.0])


@dataclass(frozen=True, slots=True)
class Look:
    """Through which lens a motion is seen at an instant.

    Attributes:
        lens: one of ``LENSES``.
        motion: the repetition the figure comes from.
        time_s: where in it.
        demand: muscle group of ``muscles.MUSCLES`` -> 0 to 1; only the lens ``muscles`` asks for it.
    """

    lens: str
    motion: Motion
    time_s: float
    demand: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sight:
    """All that a lens may use: where to paint, what, and how."""

    painter: QPainter
    look: Look
    figure: Figure
    style: StageStyle
    view: View

    @property
    def near(self) -> str:
        """The side towards the viewer, ``l`` or ``r``."""
        lateral = self.figure.points["hip_r"] - self.figure.points["hip_l"]
        return "r" if float(lateral @ self.view.toward) >= -1e-6 else "l"

    @property
    def frontal(self) -> bool:
        """Whether it is seen from the front or the back, where flexion cannot be seen."""
        lateral = self.figure.points["hip_r"] - self.figure.points["hip_l"]
        return abs(float(lateral @ self.view.toward)) < _FRONTAL * float(np.linalg.norm(lateral))

    def line(self, points: list[QPointF], colour: str | QColor, width_m: float, least_px: float = 1.2) -> None:
        """A line with an edge in the ground's colour, so that it is seen on anything."""
        width = self.view.line_px(width_m, least_px)
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        for tone, wide in ((self.style.palette.stage, width * 1.9), (colour, width)):
            self.painter.setPen(rounded_pen(tone, wide))
            self.painter.drawPolyline(points)
        self.painter.setPen(Qt.PenStyle.NoPen)

    def dot(self, at: QPointF, colour: str | QColor, radius_m: float, least_px: float = 2.2) -> None:
        """A round mark with the same edge."""
        radius = self.view.line_px(radius_m, least_px)
        for tone, size in ((self.style.palette.stage, radius * 1.4), (colour, radius)):
            self.painter.setBrush(QColor(tone))
            self.painter.drawEllipse(at, size, size)

    def now(self, values: Array) -> Array:
        """One row of an array over the motion's time, at this instant."""
        times = self.look.motion.time_s
        at = self.look.time_s % self.look.motion.duration_s
        return np.array([np.interp(at, times, column) for column in values.T])


Paint = Callable[[Sight], None]


@dataclass(frozen=True, slots=True)
class Lens:
    """What a lens paints at each height; None is nothing."""

    floor: Paint | None = None
    body: Paint | None = None
    over: Paint | None = None


def _paint_path(sight: Sight) -> None:
    """The whole way of the hips, the done part of it strong, and where they are."""
    motion, palette = sight.look.motion, sight.style.palette
    aside = sight.figure.points[f"hip_{sight.near}"] - sight.figure.points["pelvis"]
    seen = sight.view.to_device(motion.hip_path + aside)
    here = int(np.searchsorted(motion.time_s, sight.look.time_s % motion.duration_s))
    step = max(1, len(seen) // 60)
    whole = [QPointF(x, y) for x, y in seen[::step].tolist()]
    done = [QPointF(x, y) for x, y in seen[: here + 1 : step].tolist()]
    sight.line(whole, mixed(palette.accent, palette.stage, 0.45), 0.008)
    at = sight.view.at(sight.figure.points["pelvis"] + aside)
    sight.line([*done, at], palette.accent, 0.014, 1.8)
    sight.dot(at, palette.accent, 0.024)


def _base(sight: Sight) -> QPolygonF:
    """The outline of all that bears weight, on the floor."""
    bearing = {contact.point for contact in sight.look.motion.contacts() if contact.kind == "floor"}
    points = [point for name, point in sight.figure.points.items() if name in bearing]
    foot = 0.045 * sight.figure.scale
    flat = np.reshape(points, (-1, 3)) * [1.0, 0.0, 1.0]
    return outline(np.concatenate([flat + [0.0, 0.0, foot], flat - [0.0, 0.0, foot]]), sight.view)


def _paint_base(sight: Sight) -> None:
    sight.painter.setBrush(mixed(sight.style.palette.stage_low, sight.style.palette.teal, 0.30))
    sight.painter.drawPolygon(_base(sight))


def _paint_balance(sight: Sight) -> None:
    """The centre of mass, plumb to the floor, and the point the ground pushes at: a triangle under it."""
    palette, view = sight.style.palette, sight.view
    base = _base(sight)
    if not base.isEmpty():
        sight.line([base.at(i % base.size()) for i in range(base.size() + 1)], palette.teal, 0.006, 1.0)
    centre = sight.now(sight.look.motion.centre_of_mass)
    pushed = sight.now(sight.look.motion.zero_moment_point) * [1.0, 0.0, 1.0]
    mass, floor = view.at(centre), view.at(centre * [1.0, 0.0, 1.0])
    sight.line([mass, floor], palette.teal, 0.007)
    radius = view.line_px(0.030, 3.0)
    sight.dot(mass, palette.teal, 0.030, 3.0)
    sight.painter.setBrush(QColor(palette.stage))
    for begin in (0, 180):
        sight.painter.drawPie(QRectF(mass.x() - radius, mass.y() - radius, 2 * radius, 2 * radius), begin * 16, 90 * 16)
    tip, size = view.at(pushed), view.line_px(0.045, 5.0)
    arrow = QPainterPath(tip)
    arrow.lineTo(tip + QPointF(-0.62 * size, size))
    arrow.lineTo(tip + QPointF(0.62 * size, size))
    arrow.closeSubpath()
    sight.painter.strokePath(arrow, rounded_pen(palette.stage, 0.3 * size))
    sight.painter.fillPath(arrow, QColor(palette.accent))


def _paint_angles(sight: Sight) -> None:
    """Arcs at hip, knee and trunk with their whole degrees."""
    points, near = sight.figure.points, sight.near
    hip, knee, ankle = (points[f"{joint}_{near}"] for joint in ("hip", "knee", "ankle"))
    shoulders = (points["shoulder_l"] + points["shoulder_r"]) / 2
    trunk = shoulders - points["pelvis"]
    palette = sight.style.palette
    if sight.frontal:
        out = float(np.sign(sight.view.screen[0] @ (hip - points["pelvis"])))
        for corner, angle in ((hip, f"hip_flexion_{near}"), (knee, f"knee_flexion_{near}")):
            at = sight.view.at(corner) + QPointF(out * sight.view.line_px(0.20), 0.0)
            _write(sight, at, _degrees(sight.figure, angle), palette.accent)
        return
    _arc(sight, hip, _UP, trunk, "trunk_inclination", 0.34, palette.teal)
    _arc(sight, hip, hip - knee, trunk, f"hip_flexion_{near}", 0.20, palette.accent)
    _arc(sight, knee, knee - hip, ankle - knee, f"knee_flexion_{near}", 0.17, palette.accent)


def _arc(sight: Sight, corner: Array, first: Array, second: Array, angle: str, radius_m: float, colour: str) -> None:
    """An arc from one direction to another with the angle's degrees beside its middle."""
    view, centre = sight.view, sight.view.at(corner)
    one, other = (view.screen @ line for line in (first, second))
    begin = atan2(one[1], one[0])
    sweep = (atan2(other[1], other[0]) - begin + pi) % (2 * pi) - pi
    radius = view.line_px(radius_m * sight.figure.scale, 14.0)
    points = [
        centre + QPointF(radius * cos(begin + sweep * i / 12), radius * sin(begin + sweep * i / 12)) for i in range(13)
    ]
    for edge in (begin, begin + sweep):
        sight.line([centre, centre + QPointF(cos(edge), sin(edge)) * (1.12 * radius)], colour, 0.004, 1.0)
    sight.line(points, colour, 0.010, 1.6)
    middle = begin + sweep / 2
    at = centre + QPointF(cos(middle), sin(middle)) * (1.34 * radius)
    _write(sight, at, _degrees(sight.figure, angle), colour)


def _degrees(figure: Figure, angle: str) -> str:
    value = round(degrees(figure.angles.get(angle, 0.0)))
    return f"{value}°".replace("-", "\N{MINUS SIGN}")


def _write(sight: Sight, middle: QPointF, words: str, colour: str) -> None:
    """Words round a point, on the ground's colour; none where they would cover what they speak of."""
    if sight.view.scale < _LEAST_SCALE:
        return
    font = QFont(sight.painter.font())
    font.setPixelSize(max(round(sight.view.line_px(0.062)), _LEAST_LETTERS_PX))
    font.setBold(True)
    letters = QPainterPath()
    letters.addText(QPointF(0.0, 0.0), font, words)
    box = letters.boundingRect()
    letters.translate(middle - box.center())
    palette = sight.style.palette
    sight.painter.strokePath(letters, rounded_pen(palette.stage, font.pixelSize() * 0.34))
    sight.painter.fillPath(letters, QColor(palette.accent_text if colour == palette.accent else palette.teal_text))


def _paint_spine(sight: Sight) -> None:
    """The line of the spine from hip to head, its joints, and the straight line it bends away from."""
    points, palette, view = sight.figure.points, sight.style.palette, sight.view
    joints = [view.at(points[name]) for name in _SPINE]
    if not sight.frontal:
        _paint_bowl(sight)
    straight = rounded_pen(palette.stage, view.line_px(0.005, 1.0))
    straight.setStyle(Qt.PenStyle.DashLine)
    sight.painter.setPen(straight)
    sight.painter.drawLine(joints[0], joints[-1])
    sight.painter.setPen(Qt.PenStyle.NoPen)
    head = view.at(points["c7"] + 0.6 * (points["head_top"] - points["c7"]))
    sight.line(_smooth([*joints, head]), palette.accent, 0.014, 1.8)
    for joint in joints:
        sight.dot(joint, palette.accent, 0.015, 2.0)


def _paint_bowl(sight: Sight) -> None:
    """The pelvis as a bowl: what it would spill says which way it tilts."""
    points, scale, palette = sight.figure.points, sight.figure.scale, sight.style.palette
    pelvis = Frame.along(points["pelvis"], points["l5s1"] - points["pelvis"], sight.figure)
    place = [sight.view.at(pelvis.at(up * scale, ahead * scale)) for up, ahead in _BOWL]
    bowl = QPainterPath(place[0])
    bowl.cubicTo(place[1], place[2], place[3])
    bowl.closeSubpath()
    width = sight.view.line_px(0.010, 1.4)
    sight.painter.strokePath(bowl, rounded_pen(palette.stage, width * 2.2))
    sight.painter.fillPath(bowl, mixed(palette.accent, palette.stage, 0.55))
    sight.painter.strokePath(bowl, rounded_pen(palette.accent, width))


def _smooth(points: list[QPointF]) -> list[QPointF]:
    """A curve through the points (Catmull and Rom 1974)."""
    padded = [points[0], *points, points[-1]]
    curve = []
    for i in range(len(points) - 1):
        a, b, c, d = padded[i : i + 4]
        for step in range(6):
            t = step / 6
            bend = b * 2 + (c - a) * t + (a * 2 - b * 5 + c * 4 - d) * t**2 + (b * 3 - a - c * 3 + d) * t**3
            curve.append(bend * 0.5)
    return [*curve, points[-1]]


def _paint_demand(sight: Sight) -> None:
    paint_muscles(sight.painter, sight.figure, sight.look.demand, sight.style, sight.view)


LENSES: Mapping[str, Lens] = {
    "plain": Lens(),
    "path": Lens(over=_paint_path),
    "balance": Lens(floor=_paint_base, over=_paint_balance),
    "angles": Lens(over=_paint_angles),
    "spine": Lens(body=_paint_spine),
    "muscles": Lens(body=_paint_demand),
}
"""By id."""
