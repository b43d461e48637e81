"""When the coach looks at its clock, and when a frame may begin. QtCore only.

One thread paints and speaks. A frame of a large window can take longer than a cue may be late, and on a busy computer
longer still; so what a frame takes is measured, and shortly before a boundary none is begun. Where painting is quick
that costs no frame at all.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal

FRAME_MS = 16
WATCH_MS = 1000
"""Without painting the coach looks at each boundary, and this often between them, so that the guard keeps watch."""
KEEP_FREE_S = 0.06
"""At most so long before a boundary no frame is begun."""
LONGEST_STILL_S = 0.15
"""However near a boundary is, the figure never stands still for longer."""
FORGET = 0.98
"""How much of the longest frame is remembered after one more: busy computers are busy in bursts."""
REST_SHARE = 2.0
"""From frame to frame at least so many times what one takes: a thread that is never idle is woken late."""
LEARN = 0.1
"""How much one more frame tells of what a frame usually takes."""

AFTER_PAINTING = Qt.EventPriority.LowEventPriority.value - 1
"""Widgets ask to be painted with a low priority; what is posted with a lower one comes after them."""


class FramePace(QObject):
    """Says when to look, by ``clock`` (steady seconds).

    Signals:
        look_due(): a boundary or a frame is due.
    """

    look_due = Signal()

    def __init__(self, clock: Callable[[], float], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._painting = False
        self._begun_s = self._longest_s = self._usual_s = 0.0
        self._look = QTimer(self)
        self._look.setTimerType(Qt.TimerType.PreciseTimer)
        self._look.setSingleShot(True)
        self._look.timeout.connect(self.look_due)

    def set_painting(self, painting: bool) -> None:
        """Look once a frame, or only when something happens."""
        self._painting = painting

    def look_at(self, due: float | None) -> None:
        """Look next when a boundary is ``due``, when the next frame is, or to keep watch: at the first of them."""
        longest = max(FRAME_MS, int(self._usual_s * REST_SHARE * 1000)) if self._painting else WATCH_MS
        wait = longest if due is None else math.ceil((due - self._clock()) * 1000)
        self._look.start(max(0, min(longest, wait)))

    def stop(self) -> None:
        """Nothing moves any more."""
        self._look.stop()

    def frame_would_delay(self, now: float, due: float | None) -> bool:
        """A frame begun at ``now`` would probably still be painted when the boundary at ``due`` is to be handled."""
        if due is None or not self._painting:
            return False
        return due - now < self._longest_s and now - self._begun_s < LONGEST_STILL_S

    def frame_begins(self) -> None:
        """Call it before all that belongs to one frame is asked for."""
        if self._painting:
            self._begun_s = self._clock()
            QCoreApplication.postEvent(self, QEvent(QEvent.Type.User), AFTER_PAINTING)

    def customEvent(self, event: QEvent) -> None:
        """All that the frame asked for is painted."""
        took = self._clock() - self._begun_s
        self._longest_s = min(KEEP_FREE_S, max(took, self._longest_s * FORGET))
        self._usual_s += LEARN * (min(took, KEEP_FREE_S) - self._usual_s)
