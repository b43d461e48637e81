"""What the Library writes over the stage: whose figure it is, and the line of a doorway."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from hinge_desktop.body.figure import Placed
from hinge_desktop.body.motion import Motion
from hinge_desktop.body.things import DOORWAY_M
from hinge_desktop.ui.theme import current_theme

_AIR = 6.0
_FLAGS = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap


def caption_height(rect: QRectF, words: str) -> float:
    """Pixels that a name takes at the top of a picture; it wraps."""
    metrics = QFontMetricsF(current_theme().font("body", bold=True))
    return metrics.boundingRect(_room(rect), int(_FLAGS), words).height() + 2 * _AIR


def paint_caption(painter: QPainter, rect: QRectF, words: str) -> None:
    """A name at the top of a picture."""
    theme = current_theme()
    painter.save()
    painter.setFont(theme.font("body", bold=True))
    painter.setPen(theme.colour("text"))
    painter.drawText(_room(rect), int(_FLAGS), words)
    painter.restore()


def _room(rect: QRectF) -> QRectF:
    return rect.adjusted(_AIR, _AIR, -_AIR, 0)


def doorway_of(motion: Motion) -> Placed:
    """The edge of a doorway that one stands against: the hips of a hinge pass it, those of a bending back do not."""
    x = float(motion.standing["buttock_back"][0])
    return Placed("doorway", {"foot": np.array([x, 0.0, 0.0]), "head": np.array([x, DOORWAY_M, 0.0])})
