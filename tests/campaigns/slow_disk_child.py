"""The whole program practising at its keys, on a disk that takes its time: what the slow disk campaign looks at.

    slow_disk_child.py --seconds S --push-ms MS [--times T] [--in-window]

It prints one line of JSON: how late the boundaries of the set were handled and how long its frames took, in
milliseconds, and how often the disk was waited for in which thread.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer, Slot

from hinge_desktop import app as program
from hinge_desktop import frame_pace, keeper, start
from hinge_desktop import settings as settings_file
from hinge_desktop.durable import make_private
from hinge_desktop.paths import Places
from hinge_desktop.settings import Settings
from hinge_desktop.training.events import PhaseStarted
from tests.campaigns import vfs
from tests.campaigns.kill_mid_set import GOOD_DAYS, STEP
from tests.campaigns.window_child import FastClocks, Hands
from tests.e2e import past


class Slow:
    """A disk that takes its time to keep what it was given."""

    def __init__(self, push_s: float) -> None:
        self._push_s = push_s
        self.waits: Counter[str] = Counter()

    def write(self, _name: str, _at: int, _content: bytes) -> int:
        """Quick: it goes into memory."""
        return vfs.OK

    def truncate(self, _name: str, _size: int) -> int:
        """Quick, too."""
        return vfs.OK

    def sync(self, _name: str) -> int:
        """Slow."""
        self.wait()
        return vfs.OK

    def wait(self, _descriptor: int = -1) -> None:
        """Take the time, and remember who had to wait."""
        window = threading.current_thread() is threading.main_thread()
        self.waits["in the window's thread" if window else "elsewhere"] += 1
        time.sleep(self._push_s)


class InWindow:
    """Does at once, and in the thread that asks, what another thread should do."""

    def __init__(self, **_named: Any) -> None:
        pass

    def submit(self, call: Callable[..., None], *values: Any) -> None:
        """Do it."""
        call(*values)

    def shutdown(self, **_named: Any) -> None:
        """Nothing is left to be done."""


class Steady(random.Random):
    """Somebody who does nothing but practise."""

    def random(self) -> float:
        return 1.0


class Ear(QObject):
    """Hears each boundary as the last of all, and ends the program."""

    def __init__(self, app: program.App, clocks: FastClocks, times: float, seconds: float) -> None:
        super().__init__(app)
        self._app, self._clocks, self._times = app, clocks, times
        self.late_ms: list[float] = []
        app.coach.phase_started.connect(self._heard)
        QTimer.singleShot(round(1000 * seconds), self._end)

    @Slot(object)
    def _heard(self, event: PhaseStarted) -> None:
        self.late_ms.append(1000 * (self._clocks.steady() - event.at_s) / self._times)

    @Slot()
    def _end(self) -> None:
        self._app.window.hold_open(False)
        self._app.window.close()


def main() -> int:
    """Practise for a while, then print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, required=True)
    parser.add_argument("--push-ms", type=float, required=True)
    parser.add_argument("--times", type=float, default=1.0, help="how much faster the clocks run")
    parser.add_argument("--in-window", action="store_true", help="be worse: keep the history in the window's thread")
    options = parser.parse_args()
    if options.in_window:
        keeper.ThreadPoolExecutor = InWindow  # type: ignore[attr-defined]
    clocks = FastClocks(time.time(), options.times)
    places = Places.usual()
    past.live(places.history, datetime.now(UTC), STEP, GOOD_DAYS)
    make_private(places.settings.parent)
    settings_file.save(Settings(sound=False, voice=False, welcomed=True, get_ready_s=5), places.settings)
    disk = Slow(options.push_ms / 1000)
    vfs.intercept(disk)
    os.fsync = disk.wait  # type: ignore[assignment]  # what Python itself pushes
    frames = _time_frames()
    ears: list[Ear] = []
    build = program.build

    def build_with_ear(settings: Settings, places: Places, **named: Any) -> program.App:
        app = build(settings, places, program.Clocks(clocks.steady, clocks.wall), **named)
        ears.append(Ear(app, clocks, options.times, options.seconds))
        Hands(app, os.open(os.devnull, os.O_WRONLY), Steady())
        disk.waits.clear()
        return app

    program.build = build_with_ear  # type: ignore[assignment]
    reader = os.dup(1)
    code = start.run()
    told = {"late_ms": ears[0].late_ms, "frames_ms": frames, "waits": disk.waits}
    os.write(reader, json.dumps(told).encode() + b"\n")
    return code


def _time_frames() -> list[float]:
    """From now on, what each frame of a set takes, in milliseconds."""
    frames: list[float] = []
    begins, painted = frame_pace.FramePace.frame_begins, frame_pace.FramePace.customEvent
    begun = [0.0]

    def frame_begins(pace: frame_pace.FramePace) -> None:
        begun[0] = time.perf_counter()
        begins(pace)

    def custom_event(pace: frame_pace.FramePace, event: QEvent) -> None:
        frames.append(1000 * (time.perf_counter() - begun[0]))
        painted(pace, event)

    frame_pace.FramePace.frame_begins = frame_begins  # type: ignore[method-assign]
    frame_pace.FramePace.customEvent = custom_event  # type: ignore[method-assign]
    return frames


if __name__ == "__main__":
    raise SystemExit(main())
