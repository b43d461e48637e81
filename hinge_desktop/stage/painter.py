"""The figure and what it holds, plane by plane from far to near."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath

from hinge_desktop.body.figure import Figure, Placed
from hinge_desktop.body.things import CARRIED, thing_of
from hinge_desktop.stage import implements
from hinge_desktop.stage.anatomy import PLAN
from hinge_desktop.stage.dowel import paint_dowel
from hinge_desktop.stage.fixtures import paint_chair
from hinge_desktop.stage.flesh import clothe
from hinge_desktop.stage.household import paint_household
from hinge_desktop.stage.hull import Silhouettes
from hinge_desktop.stage.order import (
    BEFORE,
    BEHIND,
    BETWEEN,
    FAR_ARM,
    FAR_LEG,
    HEAD,
    OUTSIDE,
    TRUNK,
    Order,
    behind_trunk,
    cups,
    embraced,
    grips,
    hung,
)
from hinge_desktop.stage.pens import mixed
from hinge_desktop.stage.projection import View
from hinge_desktop.stage.solid import paint_rod, unit
from hinge_desktop.stage.style import StageStyle

Array = NDArray[np.float64]

_SEPARATION_M = 0.006
_MARK_M = (0.037, 0.026)
_FOLDED = 1.6
_ALONE_M = 0.08
_PALM_M = 0.06
BODY_PARTS = (
    "trunk",
    "neck",
    "hair",
    "face",
    *(f"{part}_{side}" for side in "lr" for part in ("thigh", "shank", "foot", "upper_arm", "forearm", "fist")),
)


@dataclass(frozen=True, slots=True)
class _Plane:
    """Something to paint at a depth."""

    depth: float
    paint: Callable[[], None]


def paint_figure(
    painter: QPainter,
    figure: Figure,
    style: StageStyle,
    view: View,
    *,
    bell_label: str = "",
    on_body: Callable[[], None] | None = None,
) -> None:
    """Draw a figure and what it holds; the floor, walls and shadows are the scene's.

    Args:
        painter: an active painter in the device ``view`` was fitted to; left as it was found.
        figure: one instant.
        style: colours and layers.
        view: where it is seen from.
        bell_label: words on the kettlebell, e.g. ``16 kg``.
        on_body: paints over the body and under the nearer arm.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    order = Order.of(figure, view)
    body = _Body(painter, figure, style, view, order)
    planes = [*body.planes(), *_held(painter, figure, style, view, order, bell_label)]
    if on_body is not None:
        planes.append(_Plane(BEFORE + 5, on_body))
    for plane in sorted(planes, key=lambda plane: plane.depth):
        plane.paint()
    painter.restore()


def figure_outline(figure: Figure, view: View) -> QPainterPath:
    """The whole figure as one outline without inner edges. Takes milliseconds: who shows it for long keeps it."""
    pieces = QPainterPath()
    pieces.setFillRule(Qt.FillRule.WindingFill)
    for piece in Silhouettes.of(PLAN, *clothe(figure), view).paths(BODY_PARTS):
        pieces.addPath(piece)
    return pieces.simplified()


class _Body:
    """Paints the parts of one figure with one painter."""

    def __init__(self, painter: QPainter, figure: Figure, style: StageStyle, view: View, order: Order) -> None:
        self._painter, self._figure, self._style, self._view, self._order = painter, figure, style, view, order
        self._shapes = Silhouettes.of(PLAN, *clothe(figure), view)
        self._halos = self._shapes.grown(view.line_px(_SEPARATION_M * figure.scale, 0.5))

    def planes(self) -> Iterator[_Plane]:
        order = self._order
        for side in (order.far, order.near):
            upper, fore = order.upper_arms[side], order.forearms[side]
            yield _Plane(order.legs[side], partial(self._paint_leg, side))
            if fore - upper == 1 and not self._folded(f"elbow_flexion_{side}"):
                yield _Plane(upper, partial(self._paint_arm, side))
            else:
                yield _Plane(upper, partial(self._paint_upper_arm, side))
                yield _Plane(fore, partial(self._paint_forearm, side))
        yield _Plane(TRUNK, self._paint_trunk)
        yield _Plane(HEAD, self._paint_head)
        if self._style.joints:
            yield _Plane(max(order.legs[order.near], TRUNK) + 1, self._paint_hip_mark)

    def _folded(self, angle: str) -> bool:
        """Whether a joint is bent so far that the line between its two bones can be seen."""
        return self._figure.angles.get(angle, 0.0) > _FOLDED

    def _fill(self, colour: str, *parts: str, outlined: bool = True) -> None:
        if outlined and self._style.separation:
            self._draw(self._style.palette.stage, self._halos.paths(parts))
        self._draw(colour, self._shapes.paths(parts))

    def _draw(self, colour: str, paths: Iterable[QPainterPath]) -> None:
        self._painter.setBrush(QColor(colour))
        for path in paths:
            self._painter.drawPath(path)

    def _is_far(self, side: str) -> bool:
        """Whether nothing, or only the other far limb in another colour, lies behind a limb of this side."""
        return side == self._order.far and not self._order.frontal

    def _paint_leg(self, side: str) -> None:
        palette, far = self._style.palette, self._is_far(side)
        legs = palette.far_legs if far else palette.legs
        if self._folded(f"knee_flexion_{side}"):
            self._fill(legs, f"shank_{side}")
            self._fill(palette.far_shoe if far else palette.shoe, f"foot_{side}")
            self._fill(legs, f"thigh_{side}")
            self._fill(legs, f"knee_{side}", outlined=False)
        else:
            self._fill(legs, f"shank_{side}", f"thigh_{side}", outlined=not far)
            self._fill(palette.far_shoe if far else palette.shoe, f"foot_{side}", outlined=not far)

    def _skin(self, side: str) -> str:
        return self._style.palette.far_skin if self._is_far(side) else self._style.palette.skin

    def _hand(self, side: str) -> str:
        if grips(self._figure, side):
            return f"fist_{side}"
        return f"cupped_hand_{side}" if cups(self._figure, side) else f"open_hand_{side}"

    def _paint_arm(self, side: str) -> None:
        parts = (f"upper_arm_{side}", f"forearm_{side}", self._hand(side))
        self._fill(self._skin(side), *parts, outlined=not self._is_far(side))

    def _paint_upper_arm(self, side: str) -> None:
        self._fill(self._skin(side), f"upper_arm_{side}")
        if self._order.forearms[side] < self._order.upper_arms[side]:
            self._fill(self._skin(side), f"elbow_{side}", outlined=False)

    def _paint_forearm(self, side: str) -> None:
        self._fill(self._skin(side), f"forearm_{side}", self._hand(side))
        if self._order.forearms[side] > self._order.upper_arms[side]:
            self._fill(self._skin(side), f"cubit_{side}", outlined=False)

    def _paint_trunk(self) -> None:
        palette = self._style.palette
        self._fill(palette.skin, "neck", outlined=False)
        self._fill(palette.top, "trunk")
        self._fill(palette.legs, "pelvis", outlined=False)

    def _paint_head(self) -> None:
        palette = self._style.palette
        self._fill(palette.hair, "hair")
        self._fill(palette.skin, "face", outlined=False)
        if not self._order.frontal:
            ear = mixed(palette.skin, palette.hair, 0.28).name()
            self._fill(ear, f"ear_{self._order.near}", outlined=False)

    def _paint_hip_mark(self) -> None:
        painter, palette = self._painter, self._style.palette
        for side in "lr" if self._order.frontal else self._order.near:
            centre = self._view.at(self._figure.points[f"hip_{side}"])
            for measure, least, colour in zip(_MARK_M, (2.6, 1.8), (palette.stage, palette.accent), strict=True):
                radius = self._view.line_px(measure * self._figure.scale, least)
                painter.setBrush(QColor(colour))
                painter.drawEllipse(centre, radius, radius)


def _held(
    painter: QPainter, figure: Figure, style: StageStyle, view: View, order: Order, bell_label: str
) -> Iterator[_Plane]:
    for placed in figure.implements:
        if placed.kind == "dowel":
            middle = (placed.points["top"] + placed.points["bottom"]) / 2
            yield _Plane(_on_back(figure, view, middle), partial(paint_dowel, painter, figure, placed, style, view))
        elif placed.kind == "band":
            for side, depth in _strands(figure, placed, order):
                yield _Plane(depth, partial(implements.paint_band, painter, figure, placed, style, view, side))
            if order.frontal and implements.round_the_hips(figure, placed):
                yield _Plane(BEFORE, partial(implements.paint_belt, painter, figure, placed, style, view))
        elif placed.kind == "chair":
            yield _Plane(BEFORE, partial(paint_chair, painter, placed, style, view, near=True))
        elif placed.kind in CARRIED or placed.kind == "cushion":
            plane = _carried_plane(figure, placed, view, order)
            yield _Plane(plane, partial(_paint_carried, painter, figure, placed, style, view, bell_label))
    hugged = None if order.frontal else embraced(figure, view)
    if hugged is not None:
        yield _Plane(order.held + 1, partial(_far_hand, painter, figure, hugged, style, view, order.far))


def _far_hand(painter: QPainter, figure: Figure, placed: Placed, style: StageStyle, view: View, side: str) -> None:
    """The hand of a hug that comes round the far edge; its forearm is hidden by what it holds."""
    thing = thing_of(placed.kind, placed.look)
    assert thing is not None, "what is carried has a size"
    aside = unit(figure.points[f"hip_{side}"] - figure.points["pelvis"])
    hand = figure.points[f"hand_{side}"]
    line = (hand + (thing.size_m[1] / 2 - _PALM_M * 0.3) * aside, hand + _PALM_M * aside)
    paint_rod(painter, line, _PALM_M * figure.scale, style.palette.far_skin, style, view)


def _paint_carried(
    painter: QPainter, figure: Figure, placed: Placed, style: StageStyle, view: View, bell_label: str
) -> None:
    if placed.kind == "dumbbell":
        implements.paint_dumbbell(painter, placed, style, view)
    elif not paint_household(painter, figure, placed, style, view):
        implements.paint_kettlebell(painter, placed, style, view, bell_label)


def _carried_plane(figure: Figure, placed: Placed, view: View, order: Order) -> float:
    if placed.kind == "kettlebell":
        if _on_the_back(figure, placed.points["ball"]):
            return _on_back(figure, view, placed.points["ball"])
        racked = _racked(figure)
        if racked:
            return FAR_ARM - 1 if racked == order.far and not order.frontal else OUTSIDE
        if placed.look == "child" and order.frontal:
            return OUTSIDE  # it is held from its far side
    return hung(figure, placed, view, order)


def _on_back(figure: Figure, view: View, middle: Array) -> float:
    """The plane of something that lies along the back."""
    return BEHIND if behind_trunk(figure, view, middle) else HEAD + 5


def _on_the_back(figure: Figure, ball: Array) -> bool:
    """Whether a bell lies between the shoulder blades rather than before the body or between the legs."""
    spine = figure.points["c7"] - figure.points["t12l1"]
    lateral = figure.points["shoulder_r"] - figure.points["shoulder_l"]
    away = ball - figure.points["t12l1"]
    return float(np.cross(spine, lateral) @ away) < 0 < float(spine @ away)


def _strands(figure: Figure, band: Placed, order: Order) -> tuple[tuple[float, float], ...]:
    """Side and plane of each strand of a band: one to the hands, or two halves of a loop round the hips."""
    if not implements.round_the_hips(figure, band):
        # it comes from behind, through between the legs
        return ((0.0, order.held if order.frontal else min(order.held, BETWEEN + 3)),)
    near = 1.0 if order.near == "r" else -1.0
    return ((near, FAR_LEG - 5 if order.frontal else BEFORE), (-near, FAR_LEG - 5))


def _racked(figure: Figure) -> str:
    """On which forearm a bell lies, or none: that hand is above the elbow, near the shoulder, and alone."""
    points = figure.points
    alone = np.linalg.norm(points["hand_l"] - points["hand_r"]) > _ALONE_M * figure.scale
    if not alone:
        return ""
    for side in "lr":
        hand, elbow, shoulder = (points[f"{joint}_{side}"] for joint in ("hand", "elbow", "shoulder"))
        if hand[1] > elbow[1] and np.linalg.norm(hand - shoulder) < 0.30 * figure.scale:
            return side
    return ""
