"""The whole program with somebody at its keys, on a fast clock: what the kill campaign kills in its window form.

The program is the real one from its own start on (single instance, opening, window, history); only its clocks run
``--times`` faster than they should, and the clock on the wall started to do so at ``--epoch``, so that it never
goes back from one start to the next. The one at the keys knows what is on the screen and nothing else, and does
nothing but press keys: answers the safety questions, goes on with an interrupted session when that is offered,
pauses, changes the tempo, shortens rests, asks to leave, fills the finish card in and starts again.

Beside the repetitions the program tells itself (``--tell-reps FD``), ``offer SENTENCE`` is told for each offer to
go on that was on the screen, and ``left`` where the session is left on purpose.
"""

from __future__ import annotations

import argparse
import os
import random
import time
from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtTest import QTest

from hinge_desktop import app as program
from hinge_desktop import settings as settings_file
from hinge_desktop import start
from hinge_desktop.durable import make_private
from hinge_desktop.paths import Places
from hinge_desktop.settings import Settings

STEP_MS = 25
"""Between two key presses."""

Key = Qt.Key
Stroke = tuple[Qt.Key, Qt.KeyboardModifier]
PLAIN, CONTROL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier

ASIDES = (
    (Key.Key_Space, Key.Key_Space),
    (Key.Key_BracketRight,),
    (Key.Key_BracketLeft,),
    (Key.Key_R,),
    (Key.Key_F, Key.Key_F),
    (Key.Key_Escape, Key.Key_Escape),
    (Key.Key_X, Key.Key_2, Key.Key_N, Key.Key_Return, Key.Key_Space),
    (Key.Key_X, Key.Key_Escape, Key.Key_Space),
)
"""What somebody may press in the middle of a set; none of it changes what is counted."""
EASIER = (Key.Key_X, Key.Key_4, Key.Key_N, Key.Key_Return)
"""So much pain that the rest of the session becomes easier."""


class FastClocks:
    """Steady seconds and the time of day, both ``times`` faster; the time of day since ``epoch``."""

    def __init__(self, epoch: float, times: float) -> None:
        self._epoch, self._times = epoch, times

    def steady(self) -> float:
        """Seconds that pass sooner than they should."""
        return time.perf_counter() * self._times

    def wall(self) -> float:
        """The time of day, as fast."""
        return self._epoch + (time.time() - self._epoch) * self._times


class Hands(QObject):
    """Presses one key at a time, to the window."""

    def __init__(self, app: program.App, descriptor: int, chance: random.Random) -> None:
        super().__init__(app)
        self._app, self._descriptor, self._chance = app, descriptor, chance
        self._waiting: Iterator[Stroke] = iter(())
        self._offered = ""
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._step)
        self._timer.start(STEP_MS)

    @Slot()
    def _step(self) -> None:
        handle = self._app.window.windowHandle()
        if handle is None or not handle.isVisible():
            return
        stroke = next(self._waiting, None)
        if stroke is None:
            self._waiting = iter(self._wish())
            stroke = next(self._waiting, None)
        if stroke is not None:
            QTest.keyClick(handle, *stroke)

    def _wish(self) -> list[Stroke]:
        match self._app.window.page:
            case "screening":
                return _plain(Key.Key_N, Key.Key_Space)
            case "today":
                return self._on_today()
            case "follow":
                return self._on_follow()
            case "finish":
                answers = [self._chance.choice(((digit,), ())) for digit in (Key.Key_2, Key.Key_1, Key.Key_4)]
                strokes = [stroke for answer in answers for stroke in _plain(*answer, Key.Key_Return)]
                return [*strokes, (Key.Key_Return, CONTROL)]
        return []

    def _on_today(self) -> list[Stroke]:
        today = self._app.today
        if today.state is None or today.state.waiting:
            return []
        offer = today.state.resume if today.isVisible() else ""
        if offer and offer != self._offered:
            self._offered = offer
            self._tell(f"offer {offer}")
        return _plain(Key.Key_Space)

    def _on_follow(self) -> list[Stroke]:
        coach, chance = self._app.coach, self._chance
        if coach.moment is None or not coach.active:
            return []
        if not coach.running:  # a busy machine looks like a sleeping one to a fast clock
            return _plain(Key.Key_Space)
        if coach.moment.kind.value == "rest":
            return _plain(Key.Key_Minus)
        if chance.random() < 0.0006:
            return _plain(*EASIER)
        if chance.random() < 0.03:
            return _plain(*chance.choice(ASIDES))
        if chance.random() < 0.0003:
            self._tell("left")
            return _plain(Key.Key_Escape, Key.Key_Y)
        return []

    def _tell(self, line: str) -> None:
        os.write(self._descriptor, f"{line}\n".encode())


def _plain(*keys: Qt.Key) -> list[Stroke]:
    return [(key, PLAIN) for key in keys]


def main() -> int:
    """Be at the keys until killed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--tell-reps", type=int, required=True, metavar="FD")
    parser.add_argument("--epoch", type=float, required=True, help="when the clocks began to run fast")
    parser.add_argument("--times", type=float, required=True, help="how much faster they run")
    options = parser.parse_args()
    places = Places.usual()
    if not places.settings.exists():
        make_private(places.settings.parent)
        settings_file.save(Settings(sound=False, voice=False, welcomed=True, get_ready_s=5), places.settings)
    return practise(FastClocks(options.epoch, options.times), options.tell_reps)


def practise(clocks: FastClocks, descriptor: int) -> int:
    """Start as the program starts, but with these clocks, and with somebody at its keys."""
    build = program.build

    def build_with_hands(settings: Settings, places: Places, **named: Any) -> program.App:
        app = build(settings, places, program.Clocks(clocks.steady, clocks.wall), **named)
        Hands(app, descriptor, random.Random())
        return app

    program.build = build_with_hands  # type: ignore[assignment]
    return start.run(descriptor)


if __name__ == "__main__":
    raise SystemExit(main())
