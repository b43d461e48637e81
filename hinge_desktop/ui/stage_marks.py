"""What the Library writes over the stage: whose figure it is, and the line of a doorway."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from hinge_desktop.body.figure import Placed
from hinge_desktop.body.motion import Motion
from hinge_desktop.body.things import DOORWAY_M
from hinge_desktop.ui.theme import current_theme

_AIR = 4.0


def paint_caption(painter: QPainter, rect: QRectF, words: str) -> None:
    """A name at the top of a picture; it wraps."""
    theme = current_theme()
    painter.save()
    painter.setFont(theme.font("body", bold=True))
    painter.setPen(theme.colour("text"))
    flags = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)
    painter.drawText(rect.adjusted(_AIR, _AIR, -_AIR, 0), flags, words)
    painter.restore()


def doorway_of(motion: Motion) -> Placed:
    """The edge of a doorway that one stands against: the hips of a hinge pass it, those of a bending back do not."""
    x = float(motion.standing["buttock_back"][0])
    return Placed("doorway", {"foot": np.array([x, 0.0, 0.0]), "head": np.array([x, DOORWAY_M, 0.0])})
