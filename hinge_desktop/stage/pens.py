"""Pens and colours of the stage."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPen


def rounded_pen(colour: str | QColor, width_px: float) -> QPen:
    """A pen with round ends and corners."""
    return QPen(QColor(colour), width_px, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def mixed(one: str, other: str, share: float) -> QColor:
    """A colour on the way from ``one`` to ``other``."""
    r, g, b, _ = _channels(one)
    to_r, to_g, to_b, _ = _channels(other)
    return QColor.fromRgbF(r + share * (to_r - r), g + share * (to_g - g), b + share * (to_b - b))


def _channels(colour: str) -> tuple[float, float, float, float]:
    channels: tuple[float, float, float, float] = QColor(colour).getRgbF()  # type: ignore[assignment]
    return channels
