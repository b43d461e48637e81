"""Where the figure stands: ground, floor, wall, shadows, the way of the hips, a ghost of the standing pose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from math import sin

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPainterPath, QPen

from hinge_desktop.body.figure import Figure, Placed
from hinge_desktop.body.motion import Motion
from hinge_desktop.body.things import CARRIED, CHAIR_DEPTH_M, Thing, thing_of
from hinge_desktop.stage import fixtures
from hinge_desktop.stage.lenses import LENSES, Lens, Look, Sight
from hinge_desktop.stage.painter import figure_outline, paint_figure
from hinge_desktop.stage.pens import mixed, rounded_pen
from hinge_desktop.stage.projection import Box, View
from hinge_desktop.stage.style import StageStyle
from hinge_desktop.stage.twin import paint_twin, paint_twin_line

Array = NDArray[np.float64]

_HEAD_ROOM_M = 0.10
_GHOST_SHARE = 0.20
_SHADOW_FLAT = 0.10
_SHADOW_FADES_M = 0.45
_SHADOW_STEPS = ((1.0, 0.10), (0.86, 0.22))
"""Size and darkness of each step of a shadow, outermost first."""


@dataclass(frozen=True, slots=True)
class Ghost:
    """A pose to compare with, seen from ``view``.

    It stands still: who shows it keeps it, and needs another only when the view is another.
    """

    view: View
    outline: QPainterPath

    @classmethod
    def of(cls, figure: Figure, view: View) -> Ghost:
        """The ghost of a figure."""
        return cls(view, figure_outline(figure, view))


@dataclass(frozen=True, slots=True)
class Scene:
    """All that one picture of the stage shows.

    Attributes:
        figure: who is drawn.
        hip_path: (n, 3) metres, way of the middle of the hips; drawn when the style says so.
        ghost: the standing pose to compare with, from the view of the picture; drawn when the style says so.
        bell_label: words on the kettlebell, e.g. ``16 kg``.
        look: the lens it is seen through, on the motion and the instant ``figure`` comes from.
        twin: another figure at the same instant, behind: an outline, with the line of its spine.
    """

    figure: Figure
    hip_path: Array | None = None
    ghost: Ghost | None = None
    bell_label: str = ""
    look: Look | None = None
    twin: Figure | None = None


def motion_box(motion: Motion) -> Box:
    """The box to fit a view to: the whole motion with its flesh, so that nothing jumps or is cut."""
    scale = motion.body.scale
    (x0, y0, z0), (x1, y1, z1) = motion.extent
    low = [x0 - 0.12 * scale, min(y0, 0.0), z0 - 0.06 * scale]
    high = [x1 + 0.10 * scale, y1 + _HEAD_ROOM_M * scale, z1 + 0.06 * scale]
    for placed in motion.figure_at(0.0).implements:
        if placed.kind == "wall":
            low[0] = min(low[0], float(placed.points["foot"][0]) - 0.16)
    return (low[0], low[1], low[2]), (high[0], high[1], high[2])


def paint_scene(painter: QPainter, rect: QRectF, scene: Scene, style: StageStyle, view: View) -> None:
    """Draw a whole picture into ``rect``.

    Args:
        painter: an active painter; left as it was found.
        rect: what to fill, in the device ``view`` was fitted to.
        scene: what is shown.
        style: colours and layers.
        view: where it is seen from.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
    figure = scene.figure
    if style.background:
        painter.fillRect(rect, QColor(style.palette.stage))
    _paint_floor(painter, rect, style, view, figure.scale)
    _paint_fixtures(painter, rect, figure, style, view)
    if style.ghost and scene.ghost is not None:
        # As if seen through, yet opaque: blending so large an area costs four times as much.
        shade = mixed(style.palette.stage, style.palette.ghost, _GHOST_SHARE)
        painter.fillPath(scene.ghost.outline, shade)
    if style.shadows:
        _paint_shadows(painter, figure, style, view)
    if style.plumb:
        _paint_plumb(painter, figure, style, view)
    if scene.twin is not None:
        paint_twin(painter, scene.twin, style, view)
    lens, sight = _sight(painter, scene, style, view)
    if lens.floor and sight:
        lens.floor(sight)
    on_body = partial(lens.body, sight) if lens.body and sight else None
    paint_figure(painter, figure, style, view, bell_label=scene.bell_label, on_body=on_body)
    if scene.twin is not None:
        paint_twin_line(painter, scene.twin, style, view)
    for placed in figure.implements:
        if placed.kind == "doorway":
            fixtures.paint_doorway_line(painter, placed, style, view)
    if style.hip_path and scene.hip_path is not None and len(scene.hip_path) > 1 and lens is LENSES["plain"]:
        _paint_hip_path(painter, scene.hip_path, figure, style, view)
    if lens.over and sight:
        lens.over(sight)
    painter.restore()


def _sight(painter: QPainter, scene: Scene, style: StageStyle, view: View) -> tuple[Lens, Sight | None]:
    if scene.look is None:
        return LENSES["plain"], None
    return LENSES[scene.look.lens], Sight(painter, scene.look, scene.figure, style, view)


def _paint_floor(painter: QPainter, rect: QRectF, style: StageStyle, view: View, scale: float) -> None:
    """The floor: a plane that begins behind the figure and fades towards the viewer."""
    far = view.at(np.array([0.0, 0.0, 0.0]) - view.toward * [1.0, 0.0, 1.0] * 0.42 * scale)
    top = min(far.y(), view.at(np.zeros(3)).y())
    ground = QLinearGradient(0.0, top, 0.0, max(rect.bottom(), top + 1.0))
    ground.setColorAt(0.0, mixed(style.palette.stage, style.palette.stage_low, 1.0))
    ground.setColorAt(1.0, QColor(style.palette.stage))
    painter.fillRect(QRectF(rect.left(), top, rect.width(), max(rect.bottom() - top, 0.0)), ground)
    painter.setPen(QPen(QColor(style.palette.floor), view.line_px(0.006, 1.0)))
    painter.drawLine(QPointF(rect.left(), top), QPointF(rect.right(), top))
    painter.setPen(Qt.PenStyle.NoPen)


def _paint_fixtures(painter: QPainter, rect: QRectF, figure: Figure, style: StageStyle, view: View) -> None:
    for placed in figure.implements:
        if placed.kind == "wall":
            fixtures.paint_wall(painter, placed, style, view, rect)
        elif placed.kind == "band":
            fixtures.paint_post(painter, placed, style, view)
        elif placed.kind == "block":
            fixtures.paint_block(painter, figure, placed, style, view)
        elif placed.kind == "doorway":
            fixtures.paint_doorway(painter, placed, style, view, rect)
        elif placed.kind == "chair":
            fixtures.paint_chair(painter, placed, style, view, near=False)


@dataclass(frozen=True, slots=True)
class _Spot:
    """A shadow: an ellipse in pixels, how dark it is, 0 to 1, and the colour of what it falls on."""

    middle: QPointF
    half_width: float
    half_height: float
    strength: float
    ground: str


def _paint_shadows(painter: QPainter, figure: Figure, style: StageStyle, view: View) -> None:
    """Soft edges in two opaque steps: one blended gradient costs as much as a limb."""
    spots = [*_foot_spots(figure, style, view), *_thing_spots(figure, style, view)]
    for size, share in _SHADOW_STEPS:
        for spot in spots:
            tone = mixed(spot.ground, style.palette.shadow, share * spot.strength)
            painter.setBrush(tone)
            painter.drawEllipse(spot.middle, spot.half_width * size, max(spot.half_height * size, 0.7))


def _foot_spots(figure: Figure, style: StageStyle, view: View) -> Iterator[_Spot]:
    """Under each foot, or from knee to toes of a kneeling leg; a foot in the air throws less and less."""
    points, scale = figure.points, figure.scale
    for side in "lr":
        kneels = float(points[f"knee_{side}"][1]) < 0.15 * scale
        ends = (points[f"{'knee' if kneels else 'heel'}_{side}"], points[f"toe_{side}"])
        nearness = 1.0 - min(float(end[1]) for end in ends) / _SHADOW_FADES_M
        if nearness > 0.05:
            yield _spot(ends, 0.0, 0.055 * scale, min(nearness, 1.0), style.palette.stage_low, view)


def _thing_spots(figure: Figure, style: StageStyle, view: View) -> Iterator[_Spot]:
    """Under what is carried, the darker the nearer it is to what is below; under the legs of a chair."""
    for placed in figure.implements:
        thing = thing_of(placed.kind, placed.look)
        if placed.kind == "chair":
            seat, back = placed.points["seat"], placed.points["back"]
            wide = CHAIR_DEPTH_M / 2
            inner = (seat - [wide, 0.0, 0.0], back + [wide, 0.0, 0.0])
            yield _spot(inner, 0.0, wide + 0.04, 0.6, style.palette.stage_low, view)
        elif thing is not None and placed.kind in CARRIED:
            middle, lowest, wide = _carried(placed, thing)
            height = _support_height(figure.implements, middle)
            ground = style.palette.wood if height > 0 else style.palette.stage_low
            nearness = 1.0 - (lowest - height) / _SHADOW_FADES_M
            if nearness > 0.05:
                yield _spot((middle, middle), height, wide, min(nearness, 1.0), ground, view)


def _carried(placed: Placed, thing: Thing) -> tuple[Array, float, float]:
    """Middle of a thing, height of its lowest part, half its width, metres."""
    points, (_, width, depth) = placed.points, thing.size_m
    if "bottom" in points:
        return points["bottom"], float(points["bottom"][1]), width / 2
    if "near" in points:
        middle = (points["near"] + points["far"]) / 2
        return middle, float(middle[1]) - thing.rest_m, depth / 2
    middle = points["ball"] if "ball" in points else points["middle"]
    return middle, float(middle[1]) - thing.rest_m, max(width, depth) / 2 * 0.95


def _spot(ends: tuple[Array, Array], height: float, spread_m: float, strength: float, ground: str, view: View) -> _Spot:
    """The shadow round the line between two points, on a plane at a ``height``."""
    one, other = (view.at(np.array([end[0], height, end[2]])) for end in ends)
    spread = spread_m * view.scale
    flat = max(sin(view.angle.pitch), _SHADOW_FLAT)
    return _Spot(
        (one + other) / 2,
        abs(other.x() - one.x()) / 2 + spread,
        abs(other.y() - one.y()) / 2 + spread * flat,
        strength,
        ground,
    )


def _support_height(placed: Sequence[Placed], ball: Array) -> float:
    """Height of what is right under a ball: a block or the floor."""
    tops = [p.points["top"] for p in placed if p.kind == "block"]
    return max((float(top[1]) for top in tops if abs(float(top[0] - ball[0])) < 0.15), default=0.0)


def _paint_plumb(painter: QPainter, figure: Figure, style: StageStyle, view: View) -> None:
    """A plumb line from the shoulders to the floor: over the feet when the body is balanced."""
    top = (figure.points["shoulder_l"] + figure.points["shoulder_r"]) / 2
    pen = QPen(QColor(style.palette.accent), view.line_px(0.004, 1.0))
    pen.setDashPattern([4.0, 3.0])
    painter.setPen(pen)
    painter.drawLine(view.at(top), view.at(np.array([top[0], 0.0, top[2]])))
    painter.setPen(Qt.PenStyle.NoPen)


def _paint_hip_path(painter: QPainter, hip_path: Array, figure: Figure, style: StageStyle, view: View) -> None:
    """The way the hip mark travels, on the near side of the body."""
    near = "r" if view.toward @ (figure.points["hip_r"] - figure.points["hip_l"]) >= -1e-6 else "l"
    aside = figure.points[f"hip_{near}"] - figure.points["pelvis"]
    seen = view.to_device(hip_path[:: max(1, len(hip_path) // 36)] + aside)
    painter.setPen(rounded_pen(style.palette.accent, view.line_px(0.010, 1.4)))
    painter.drawPolyline([QPointF(x, y) for x, y in seen.tolist()])
    painter.setPen(Qt.PenStyle.NoPen)
