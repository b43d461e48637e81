"""What a stage view paints: the figure, who keeps step with it, the marks of the Library."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from hinge_desktop.body.figure import Figure
from hinge_desktop.body.motion import Motion
from hinge_desktop.stage.fixtures import paint_doorway_line
from hinge_desktop.stage.lenses import Look
from hinge_desktop.stage.projection import ANGLES, Box, View
from hinge_desktop.stage.scene import Ghost, Scene, motion_box, paint_scene
from hinge_desktop.stage.style import STYLES
from hinge_desktop.ui.stage_marks import doorway_of, paint_caption
from hinge_desktop.ui.stage_twin import Twin, halves, joined
from hinge_desktop.ui.theme import current_theme

Array = NDArray[np.float64]
ViewName = Literal["side", "three-quarter", "front"]
_LAST_INSTANT = 1e-6


class StagePicture:
    """Paints any instant of one motion.

    Attributes:
        view: where it is seen from.
        lens: one of ``stage.lenses.LENSES``. ``demand``: muscle -> 0 to 1 at each instant of the motion's time.
        doorway: draw a line, as a doorway's edge, where the buttocks are in standing.
        load_text: words on the bell.
    """

    def __init__(self, motion: Motion, load_text: str = "") -> None:
        self._motion, self.load_text = motion, load_text
        self.view: ViewName = "side"
        self.lens = "plain"
        self.demand: Mapping[str, Array] = {}
        self.doorway = False
        self._twin: Twin | None = None
        self._box: Box = motion_box(motion)
        self._ghost: Ghost | None = None
        # Only a drill that comes to rest has an upright pose to compare with; behind a kneeling figure,
        # which stays where its shins are, that pose reads as a second person.
        compared = motion.movement.pattern == "slow" and motion.movement.stance.support != "knees"
        self._standing = motion.figure_at(motion.counts_at_s - _LAST_INSTANT) if compared else None

    @property
    def twin(self) -> Twin | None:
        """Who keeps step with the figure."""
        return self._twin

    @twin.setter
    def twin(self, twin: Twin | None) -> None:
        self._twin = twin
        own = motion_box(self._motion)
        self._box = own if twin is None else joined(own, motion_box(twin.motion))

    def paint(self, painter: QPainter, rect: QRectF, time_s: float, figure: Figure | None = None) -> None:
        """Draw an instant of the motion, and the twin at the same one.

        ``figure``: drawn instead, on the way to the bell.
        """
        motion, twin = self._motion, self._twin
        figure = figure or motion.figure_at(time_s)
        if twin is None or not twin.beside:
            other = twin.figure_at(motion, time_s) if twin is not None else None
            self._paint_one(painter, rect, figure, Look(self.lens, motion, time_s, self._demand_at(time_s)), other)
            return
        other_s = twin.time_s(motion, time_s)
        left, right = halves(rect)
        self._paint_one(painter, left, figure, Look(self.lens, motion, time_s, self._demand_at(time_s)), alone=True)
        beside = Look(self.lens, twin.motion, other_s)
        self._paint_one(painter, right, twin.motion.figure_at(other_s), beside, alone=True)
        paint_caption(painter, left, twin.first_name)
        paint_caption(painter, right, twin.name)

    def _paint_one(
        self,
        painter: QPainter,
        rect: QRectF,
        figure: Figure,
        look: Look,
        twin: Figure | None = None,
        *,
        alone: bool = False,
    ) -> None:
        """One figure on its own ground; unless ``alone``, with the standing pose or its twin behind it."""
        view = View.fit(ANGLES[self.view], self._box, rect)
        scene = Scene(
            figure,
            hip_path=look.motion.hip_path,
            ghost=None if alone or twin is not None else self._standing_ghost(view),
            bell_label=self.load_text,
            look=look,
            twin=twin,
        )
        style = STYLES[current_theme().palette.name]
        paint_scene(painter, rect, scene, style, view)
        if self.doorway:
            paint_doorway_line(painter, doorway_of(look.motion), style, view)

    def _standing_ghost(self, view: View) -> Ghost | None:
        """The outline of the standing pose; kept while it is seen alike."""
        if self._standing is None:
            return None
        if self._ghost is None or self._ghost.view != view:
            self._ghost = Ghost.of(self._standing, view)
        return self._ghost

    def _demand_at(self, time_s: float) -> Mapping[str, float]:
        """What is asked of the muscles at an instant; nothing unless the lens shows it."""
        if self.lens != "muscles":
            return {}
        times = self._motion.time_s
        return {name: float(np.interp(time_s, times, values)) for name, values in self.demand.items()}
