"""What a stage view paints: the figure, who keeps step with it, the marks of the Library."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QRectF
from PySide6.QtGui import QPainter

from hinge_desktop.body.figure import Figure
from hinge_desktop.body.motion import Motion
from hinge_desktop.stage.fixtures import paint_doorway_line
from hinge_desktop.stage.lenses import Look
from hinge_desktop.stage.projection import ANGLES, Box, View
from hinge_desktop.stage.scene import Ghost, Scene, motion_box, paint_scene
from hinge_desktop.stage.style import STYLES
from hinge_desktop.ui.stage_marks import caption_height, doorway_of, paint_caption
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
        look = self._look(motion, time_s, self.demand)
        if twin is None:
            self._paint_one(painter, rect, figure, look, compared=True)
        elif twin.beside:
            self._paint_pair(painter, rect, figure, look, twin)
        else:
            name = QCoreApplication.translate("Stage", "Outline: {name}").format(name=twin.name)
            above = caption_height(rect, name)
            self._paint_one(painter, rect, figure, look, above=above, twin=twin.figure_at(motion, time_s))
            paint_caption(painter, rect, name)

    def _paint_pair(self, painter: QPainter, rect: QRectF, figure: Figure, look: Look, twin: Twin) -> None:
        """Two figures of one size beside each other, under their names."""
        left, right = halves(rect)
        names = ((left, twin.first_name), (right, twin.name))
        above = max(caption_height(place, name) for place, name in names)
        other_s = twin.time_s(look.motion, look.time_s)
        other = self._look(twin.motion, other_s, twin.demand)
        self._paint_one(painter, left, figure, look, above=above)
        self._paint_one(painter, right, twin.motion.figure_at(other_s), other, above=above)
        for place, name in names:
            paint_caption(painter, place, name)

    def _paint_one(
        self,
        painter: QPainter,
        rect: QRectF,
        figure: Figure,
        look: Look,
        *,
        above: float = 0.0,
        compared: bool = False,
        twin: Figure | None = None,
    ) -> None:
        """One figure on its own ground.

        Args:
            above: pixels to leave free at the top.
            compared: with the standing pose behind it. ``twin``: with this figure behind it.
        """
        view = View.fit(ANGLES[self.view], self._box, rect.adjusted(0.0, above, 0.0, 0.0))
        scene = Scene(
            figure,
            hip_path=look.motion.hip_path,
            ghost=self._standing_ghost(view) if compared else None,
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

    def _look(self, motion: Motion, time_s: float, demand: Mapping[str, Array]) -> Look:
        """The lens on an instant; what is asked of the muscles only where it shows that."""
        asked = demand if self.lens == "muscles" else {}
        now = {name: float(np.interp(time_s, motion.time_s, values)) for name, values in asked.items()}
        return Look(self.lens, motion, time_s, now)
