"""From metres to pixels: one orthographic view, y flipped here and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import cos, radians, sin

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF

Array = NDArray[np.float64]
Corner = tuple[float, float, float]
Box = tuple[Corner, Corner]
"""Lowest and highest corner of a box in the world, metres."""


@dataclass(frozen=True, slots=True)
class Angle:
    """Where the viewer stands, radians.

    ``yaw`` 0 looks at the person's right side (the person faces right), 90 degrees at the front.
    ``pitch`` looks down a little, so that the floor is a plane and the far foot stands behind the near one.
    """

    yaw: float
    pitch: float = 0.0


SIDE = Angle(0.0, radians(4.0))
THREE_QUARTER = Angle(radians(35.0), radians(9.0))
FRONT = Angle(radians(90.0), radians(4.0))

ANGLES: dict[str, Angle] = {"side": SIDE, "three-quarter": THREE_QUARTER, "front": FRONT}


@dataclass(frozen=True)
class View:
    """A fixed look at the world: ``scale`` pixels a metre, the world's origin at ``origin`` in pixels."""

    angle: Angle
    scale: float
    origin: tuple[float, float]

    @classmethod
    def fit(cls, angle: Angle, box: Box, rect: QRectF, margin: float = 0.06) -> View:
        """The largest view that keeps ``box`` inside ``rect``; the floor sits at the same place for any box
        of the same height.

        Args:
            angle: where the viewer stands.
            box: what must be seen, for a whole motion so that nothing jumps between frames.
            rect: device pixels (or points, when the painter scales).
            margin: share of the shorter side of ``rect`` left free all round.
        """
        unit = cls(angle, 1.0, (0.0, 0.0))
        low, high = np.array(box[0]), np.array(box[1])
        corners = np.array([[(low, high)[b][i] for i, b in enumerate(bits)] for bits in np.ndindex(2, 2, 2)])
        seen = unit.to_device(corners)
        left, top = seen.min(axis=0)
        right, bottom = seen.max(axis=0)
        free = margin * min(rect.width(), rect.height())
        width, height = max(rect.width() - 2 * free, 1.0), max(rect.height() - 2 * free, 1.0)
        scale = float(min(width / max(right - left, 1e-6), height / max(bottom - top, 1e-6)))
        x = rect.center().x() - scale * (left + right) / 2
        y = rect.bottom() - free - scale * bottom
        spare = height - scale * (bottom - top)
        return cls(angle, scale, (float(x), float(y - spare / 2)))

    @cached_property
    def screen(self) -> Array:
        """(2, 3) unit vectors of the screen's right and down, in the world."""
        yaw, pitch = self.angle.yaw, self.angle.pitch
        right = (cos(yaw), 0.0, -sin(yaw))
        up = (-sin(pitch) * sin(yaw), cos(pitch), -sin(pitch) * cos(yaw))
        return np.array([right, [-u for u in up]])

    @cached_property
    def _screen(self) -> list[list[float]]:
        rows: list[list[float]] = self.screen.tolist()
        return rows

    @cached_property
    def toward(self) -> Array:
        """(3,) unit vector from the world to the viewer."""
        yaw, pitch = self.angle.yaw, self.angle.pitch
        return np.array([cos(pitch) * sin(yaw), sin(pitch), cos(pitch) * cos(yaw)])

    def to_device(self, points: Array) -> Array:
        """(..., 3) metres to (..., 2) pixels, y down."""
        return np.asarray(points @ self.screen.T * self.scale + np.asarray(self.origin))

    def at(self, point: Array) -> QPointF:
        """One world point in pixels."""
        x, y, z = point.tolist()  # plain numbers: an array operation costs more than six products
        (rx, ry, rz), (dx, dy, dz) = self._screen
        return QPointF(
            (x * rx + y * ry + z * rz) * self.scale + self.origin[0],
            (x * dx + y * dy + z * dz) * self.scale + self.origin[1],
        )

    def depth(self, points: Array) -> Array:
        """(..., 3) metres to (...,): the greater, the nearer to the viewer."""
        depths: Array = points @ self.toward
        return depths

    def line_px(self, width_m: float, minimum_px: float = 1.0) -> float:
        """Pixels of a line ``width_m`` wide, never thinner than ``minimum_px``."""
        return max(width_m * self.scale, minimum_px)
