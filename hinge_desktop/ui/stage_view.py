"""The widget that lets a figure move: its own timer, or driven by the coach."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from hinge_desktop.body.approach import Approach, approach
from hinge_desktop.body.figure import Figure
from hinge_desktop.body.motion import Motion
from hinge_desktop.ui.stage_picture import Array, StagePicture, ViewName
from hinge_desktop.ui.stage_twin import Twin
from hinge_desktop.ui.theme import current_theme

Clock = Callable[[], float]
FRAME_MS = 16
FRAME_STEP_S = 1 / 30
"""How far one step from frame to frame goes."""
_LAST_INSTANT = 1e-6


class StageView(QWidget):
    """Shows one motion, over and over, and who keeps step with it.

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
        self._picture: StagePicture | None = None
        self._approach: Approach | None = None
        self._loops = True
        self._on_the_way_s: float | None = None
        self._name = ""
        self._view: ViewName = "side"
        self._lens = "plain"
        self._demand: Mapping[str, Array] = {}
        self._time_s, self._speed = 0.0, 1.0
        self._playing, self._last_s = False, 0.0
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

    @property
    def twin(self) -> Twin | None:
        """Who keeps step with the figure."""
        return None if self._picture is None else self._picture.twin

    def show_motion(self, motion: Motion, name: str, *, load_text: str = "", go_on: bool = False) -> None:
        """Show another motion. ``load_text`` is written on the bell, e.g. ``12 kg``.

        ``go_on``: it is the same exercise done otherwise, so it stays as far into the repetition as it was.
        """
        share = self._time_s / self._motion.duration_s if go_on and self._motion is not None else 0.0
        self._motion, self._name = motion, name
        self._picture = StagePicture(motion, load_text)
        self._picture.view, self._picture.lens, self._picture.demand = self._view, self._lens, self._demand
        self._approach, self._on_the_way_s = approach(motion), None
        self.setAccessibleName(self.tr("Moving figure: {exercise}").format(exercise=name))
        self.show_time(share * motion.duration_s)

    def show_twin(self, twin: Twin | None) -> None:
        """Let another figure keep step with this one, or nobody."""
        if self._picture is not None:
            self._picture.twin = twin
            self._announce()
            self.update()

    def set_lens(self, lens: str) -> None:
        """Show it through one of ``stage.lenses.LENSES``."""
        self._lens = lens
        if self._picture is not None:
            self._picture.lens = lens
            self.update()

    def show_demand(self, demand: Mapping[str, Array]) -> None:
        """What is asked of each muscle over the motion's time, 0 to 1, for the lens that shows it."""
        self._demand = demand
        if self._picture is not None:
            self._picture.demand = demand
            self.update()

    def show_doorway(self, shown: bool) -> None:
        """Draw a line, as a doorway's edge, where the buttocks are in standing."""
        if self._picture is not None:
            self._picture.doorway = shown
            self.update()

    def set_view(self, view: ViewName) -> None:
        """Look from the side, from three quarters or from the front."""
        self._view = view
        if self._picture is not None:
            self._picture.view = view
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

    @Slot(bool)
    def set_loop(self, loops: bool) -> None:
        """Begin anew at the end of a repetition, or stop there."""
        self._loops = loops

    def step(self, frames: int) -> None:
        """Stand still so many frames of 1/30 s further on, or back; with reduced motion as many phases."""
        motion = self._motion
        if motion is None:
            return
        self.pause()
        if current_theme().reduced_motion:
            at = motion.phases.index(motion.phase_at(self._time_s))
            self.show_time(motion.phases[(at + frames) % len(motion.phases)].start_s)
        else:
            self.show_time(self._time_s + frames * FRAME_STEP_S)

    @Slot()
    def step_on(self) -> None:
        """One frame on."""
        self.step(1)

    @Slot()
    def step_back(self) -> None:
        """One frame back."""
        self.step(-1)

    @Slot()
    def tick(self) -> None:
        """Look at the clock; tests and the tour call it with a clock of their own."""
        now = self._clock()
        passed, self._last_s = max(0.0, now - self._last_s), now
        if not self._playing or self._motion is None:
            return
        then = self._time_s + passed * self._speed
        if then >= self._motion.duration_s and not self._loops:
            self.show_time(self._motion.duration_s - _LAST_INSTANT)
            self.pause()
        else:
            self.show_time(then)

    def _set_playing(self, playing: bool) -> None:
        if playing == self._playing:
            return
        self._playing = playing
        if playing and not self._loops and self._motion is not None and self._at_end(self._motion):
            self.show_time(0.0)
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
        if self._picture is None:
            return
        still = current_theme().reduced_motion
        with QPainter(self) as painter:
            self._picture.paint(painter, QRectF(self.rect()), self._shown_s(still), self._figure(still))

    def paint_at(self, painter: QPainter, rect: QRectF, time_s: float) -> None:
        """Draw an instant of the repetition elsewhere, as it would look here."""
        if self._picture is not None:
            self._picture.paint(painter, rect, time_s)

    def _at_end(self, motion: Motion) -> bool:
        return self._time_s >= motion.duration_s - 2 * _LAST_INSTANT

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
        if self._motion is None:
            return
        words = self.tr("{exercise}, phase: {phase}").format(
            exercise=self._name, phase=self._motion.phase_at(self._time_s).name
        )
        if self.twin is not None:
            words = self.tr("{figure}; keeping step with it: {twin}").format(figure=words, twin=self.twin.name)
        if words != self.accessibleDescription():
            self.setAccessibleDescription(words)
