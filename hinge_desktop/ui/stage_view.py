"""The widget that lets a figure move: its own timer, or driven by the coach."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from hinge_desktop.body.approach import Approach, approach
from hinge_desktop.body.figure import Figure
from hinge_desktop.body.motion import Motion
from hinge_desktop.stage.projection import ANGLES, Box, View
from hinge_desktop.stage.scene import Ghost, Scene, motion_box, paint_scene
from hinge_desktop.stage.style import STYLES
from hinge_desktop.ui.theme import current_theme

Clock = Callable[[], float]
ViewName = Literal["side", "three-quarter", "front"]
FRAME_MS = 16
_LAST_INSTANT = 1e-6


class StageView(QWidget):
    """Shows one motion, over and over.

    It runs by itself (:meth:`play`) while it is visible, or shows the instants it is told
    (:meth:`show_time`), as the coach does. With reduced motion it shows a still of each phase: the pose
    that phase leads to.

    Signals:
        time_changed(float): seconds into the repetition, whenever another instant is shown.
        playing_changed(bool): it began or ceased to run by itself.
    """

    time_changed = Signal(float)
    playing_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None, *, clock: Clock = time.perf_counter) -> None:
        super().__init__(parent)
        self._clock = clock
        self._motion: Motion | None = None
        self._box: Box | None = None
        self._standing: Figure | None = None
        self._ghost: Ghost | None = None
        self._approach: Approach | None = None
        self._on_the_way_s: float | None = None
        self._name = ""
        self._load = ""
        self._view: ViewName = "side"
        self._time_s, self._speed = 0.0, 1.0
        self._playing, self._last_s = False, 0.0
        self._phase = ""
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(FRAME_MS)
        self._timer.timeout.connect(self.tick)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(160, 160)

    # -- what is shown --------------------------------------------------------------------------

    @property
    def motion(self) -> Motion | None:
        """The motion shown."""
        return self._motion

    @property
    def figure(self) -> Figure | None:
        """The figure as it stands now."""
        return None if self._motion is None else self._figure(current_theme().reduced_motion)

    @property
    def time_s(self) -> float:
        """Seconds into the repetition."""
        return self._time_s

    @property
    def playing(self) -> bool:
        """Whether it runs by itself (also while it is hidden and waits)."""
        return self._playing

    @property
    def view(self) -> ViewName:
        """Where it is seen from."""
        return self._view

    def show_motion(self, motion: Motion, name: str, *, load_text: str = "") -> None:
        """Show another motion from its beginning. ``load_text`` is written on the bell, e.g. ``12 kg``."""
        self._motion, self._name, self._load = motion, name, load_text
        self._box = motion_box(motion)
        self._approach, self._on_the_way_s = approach(motion), None
        # Only a drill that comes to rest has an upright pose to compare with; behind a kneeling figure,
        # which stays where its shins are, that pose reads as a second person.
        compared = motion.movement.pattern == "slow" and motion.movement.stance.support != "knees"
        self._standing = motion.figure_at(motion.counts_at_s - _LAST_INSTANT) if compared else None
        self._ghost = None
        self._phase = ""
        self.setAccessibleName(self.tr("Moving figure: {exercise}").format(exercise=name))
        self.show_time(0.0)

    def set_view(self, view: ViewName) -> None:
        """Look from the side, from three quarters or from the front."""
        self._view = view
        self.update()

    def set_speed(self, speed: float) -> None:
        """How fast it runs by itself; 1.0 is the motion's own tempo."""
        self._speed = speed

    @Slot(float)
    def show_time(self, time_s: float) -> None:
        """Show an instant of the repetition; it repeats for ever."""
        if self._motion is None:
            return
        self._time_s, self._on_the_way_s = time_s % self._motion.duration_s, None
        self._announce()
        self.update()
        self.time_changed.emit(self._time_s)

    @property
    def approach_s(self) -> float:
        """How long it takes to fetch the bell before the first repetition; 0 without a bell."""
        return self._approach.duration_s if self._approach else 0.0

    def show_approach(self, before_s: float) -> None:
        """Show the bell being fetched, so many seconds before a repetition begins; with a bell only.

        Time the other way round shows it being parked.
        """
        if self._approach is not None:
            self._on_the_way_s = self._approach.duration_s - before_s
            self.update()

    # -- running by itself ----------------------------------------------------------------------

    @Slot()
    def play(self) -> None:
        """Run. While hidden nothing runs; it goes on when shown again."""
        self._set_playing(True)

    @Slot()
    def pause(self) -> None:
        """Stand still."""
        self._set_playing(False)

    @Slot()
    def toggle(self) -> None:
        """Run or stand still."""
        self._set_playing(not self._playing)

    @Slot()
    def tick(self) -> None:
        """Look at the clock; tests and the tour call it with a clock of their own."""
        now = self._clock()
        passed, self._last_s = max(0.0, now - self._last_s), now
        if self._playing:
            self.show_time(self._time_s + passed * self._speed)

    def _set_playing(self, playing: bool) -> None:
        if playing == self._playing:
            return
        self._playing = playing
        self._run()
        self.playing_changed.emit(playing)

    def _run(self) -> None:
        if self._playing and self.isVisible():
            self._last_s = self._clock()
            self._timer.start()
        else:
            self._timer.stop()

    def showEvent(self, event: QShowEvent) -> None:
        """Go on where it stood."""
        super().showEvent(event)
        self._run()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing runs that nobody sees."""
        super().hideEvent(event)
        self._timer.stop()

    # -- painting -------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        """Room for a figure."""
        return QSize(420, 420)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """One frame."""
        if self._motion is None or self._box is None:
            return
        with QPainter(self) as painter:
            self._paint(painter, QRectF(self.rect()), self._figure(current_theme().reduced_motion))

    def paint_at(self, painter: QPainter, rect: QRectF, time_s: float) -> None:
        """Draw an instant of the repetition elsewhere, as it would look here."""
        if self._motion is not None:
            self._paint(painter, rect, self._motion.figure_at(time_s))

    def _paint(self, painter: QPainter, rect: QRectF, figure: Figure) -> None:
        assert self._motion is not None
        assert self._box is not None
        view = View.fit(ANGLES[self._view], self._box, rect)
        if self._standing is not None and (self._ghost is None or self._ghost.view != view):
            self._ghost = Ghost.of(self._standing, view)
        scene = Scene(figure, hip_path=self._motion.hip_path, ghost=self._ghost, bell_label=self._load)
        paint_scene(painter, rect, scene, STYLES[current_theme().palette.name], view)

    def _figure(self, still: bool) -> Figure:
        assert self._motion is not None
        if self._approach is None or self._on_the_way_s is None:
            return self._motion.figure_at(self._shown_s(still))
        return self._approach.figure_at(self._approach.taken_at_s if still else self._on_the_way_s)

    def _shown_s(self, still: bool) -> float:
        """The instant to paint; with reduced motion the end of the phase that runs."""
        assert self._motion is not None
        return self._motion.phase_at(self._time_s).end_s - _LAST_INSTANT if still else self._time_s

    def _announce(self) -> None:
        """Keep the description for screen readers up to date, once a phase."""
        assert self._motion is not None
        phase = self._motion.phase_at(self._time_s).name
        if phase != self._phase:
            self._phase = phase
            self.setAccessibleDescription(
                self.tr("{exercise}, phase: {phase}").format(exercise=self._name, phase=phase)
            )
