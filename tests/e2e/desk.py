"""Somebody at the window of the program: who presses keys, sees what is shown, and hears what is due.

Time moves only here. Nothing is done but by key events to the main window; the coach's ``tick`` is what its own timer
would do. What is kept is read from the history, what is shown from the widgets as a screen reader would, and what is
heard from the lines and the log.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication, QObject, Qt, Slot
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from hinge_desktop.app import App, Clocks, build
from hinge_desktop.paths import Places
from hinge_desktop.settings import Settings
from hinge_desktop.training.events import BlockKind, BlockStarted, Event, RepCompleted
from hinge_desktop.training.records import SessionRecord
from hinge_desktop.training.screening import QUESTIONS
from hinge_desktop.training.script import Line
from tests.e2e import past

Key = Qt.Key
NOON = 1_790_000_000.0
FIRST_S = 500.0
"""What the steady clock shows at noon of the first day."""
LOOK_S = 0.1
DAY_S = 86_400.0

SILENT = Settings(sound=False, voice=False, welcomed=True)


@dataclass(frozen=True, slots=True)
class Heard:
    """A line that was due, and the window at that instant.

    Attributes:
        at_s: on the desk's clock.
        page: the page that was shown.
        caption, far: the line below the figure, and the same in the far view.
        visible: one of the two is on the screen.
        set_index: the set that was under way, or next, until then.
    """

    at_s: float
    line: Line
    page: str
    caption: str
    far: str
    visible: bool
    set_index: int


class Log(logging.Handler):
    """The spoken log, with the desk's time."""

    def __init__(self, now: Callable[[], float]) -> None:
        super().__init__(logging.INFO)
        self.lines: list[tuple[float, str]] = []
        self._now = now

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a text and its time."""
        self.lines.append((self._now(), record.getMessage()))


class Desk(QObject):
    """The program and somebody at its keys, from its start on. ``log`` is all that who does not look has of it."""

    def __init__(self, qtbot: QtBot, settings: Settings = SILENT, *, passed_s: float = 0.0) -> None:
        """``passed_s``: since noon of the first day, for a start that is not the first."""
        super().__init__()
        self._qtbot = qtbot
        self._passed = passed_s
        self.heard: list[Heard] = []
        self.rep_ends: list[tuple[int, float]] = []
        self.shown: dict[int, int] = {}
        self.log = Log(self.now)
        self._spoken = logging.getLogger("hinge_desktop.spoken")
        self._level = self._spoken.level
        self._spoken.setLevel(logging.INFO)
        self._spoken.addHandler(self.log)
        self.app: App = build(settings, Places.usual(), Clocks(self._steady, self._wall), self)
        self._set_index = 0
        self.events: list[tuple[float, Event]] = []
        self._saved: list[tuple[int, int]] = []
        self.app.coach.rep_completed.connect(self._counted)
        self.app.coach.block_started.connect(self._block_began)
        self.app.coach.happened.connect(self._keep_event)
        self.app.keeper.rep_saved.connect(self._keep_saved)
        self.app.listening.prompter.line_due.connect(self._hear)
        with qtbot.waitSignal(self.app.keeper.ready, timeout=20_000):
            self.app.open()
        qtbot.waitActive(self.app.window)

    def close(self) -> None:
        """Go home."""
        self._spoken.removeHandler(self.log)
        self._spoken.setLevel(self._level)
        self.app.close()
        self.app.window.hold_open(False)
        self.app.window.close()
        self.app.window.deleteLater()
        self.deleteLater()

    # -- time -----------------------------------------------------------------------------------

    def now(self) -> float:
        """Seconds since noon of the first day."""
        return round(self._passed, 3)

    def _steady(self) -> float:
        return FIRST_S + self._passed

    def _wall(self) -> float:
        return NOON + self._passed

    def live(self, seconds: float) -> None:
        """Let time pass, and read the number from the ring at each look."""
        for _ in range(round(seconds / LOOK_S)):
            self._passed += LOOK_S
            self.app.coach.tick()
            self._look()

    def live_until(self, is_so: Callable[[], bool]) -> None:
        """Let time pass until something is so; an hour at most."""
        for _ in range(round(3600 / LOOK_S)):
            if is_so():
                return
            self.live(LOOK_S)
        raise AssertionError("an hour passed")

    # -- hands ----------------------------------------------------------------------------------

    def press(self, *keys: Qt.Key, control: bool = False) -> None:
        """Keys, one after the other, as the window system delivers them: to the window, never to a part of it."""
        modifier = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
        for key in keys:
            QTest.keyClick(self.app.window.windowHandle(), key, modifier)
            QCoreApplication.processEvents()
        self._look()

    @contextmanager
    def holding(self, key: Qt.Key) -> Iterator[None]:
        """Hold a key down meanwhile."""
        QTest.keyPress(self.app.window.windowHandle(), key)
        yield
        QTest.keyRelease(self.app.window.windowHandle(), key)
        QCoreApplication.processEvents()

    def tab_to(self, words: str, *, whole: bool = False) -> None:
        """Press Tab until what is called so has the focus: by the beginning of its name, or by the whole of it."""
        for _ in range(80):
            if self.focused == words or (self.focused.startswith(words) and not whole):
                return
            self.press(Key.Key_Tab)
        raise AssertionError(f"no way by Tab to {words!r}; the focus is on {self.focused!r}")

    def answer_questions(self) -> None:
        """The safety questions: no to all, and on to what comes after their advice."""
        self.press(*[Key.Key_N] * len(QUESTIONS))
        with self._qtbot.waitSignal(self.app.keeper.history_changed):
            self.press(Key.Key_Return)
        self.press(Key.Key_Return)

    # -- eyes -----------------------------------------------------------------------------------

    @property
    def page(self) -> str:
        """The page that is shown."""
        return self.app.window.page

    @property
    def focused(self) -> str:
        """What has the focus, as a screen reader would say it."""
        described = QAccessible.queryAccessibleInterface(self.app.window.focusWidget())
        return described.text(QAccessible.Text.Name) if described is not None else ""

    @property
    def ring(self) -> str:
        """What the ring says, as a screen reader would."""
        return self.app.follow.ring.accessibleName()

    @property
    def number(self) -> int:
        """The one number of the far view: its words are what the ring paints there."""
        return int(re.sub(r"^0:0?", "", self.ring.split()[0]))

    @property
    def left_s(self) -> float:
        """Seconds until the stretch that is under way ends."""
        assert self.app.coach.moment is not None
        return self.app.coach.moment.block_left_s

    def is_in(self, kind: BlockKind, index: int | None = None) -> Callable[[], bool]:
        """Whether such a stretch is under way, of any set or of one."""

        def is_so() -> bool:
            moment = self.app.coach.moment
            return moment is not None and moment.kind is kind and index in (None, moment.set_index)

        return is_so

    def counted(self, reps: int) -> Callable[[], bool]:
        """Whether so many repetitions were counted since the program began."""
        return lambda: len(self.rep_ends) >= reps

    def at_page(self, page: str) -> Callable[[], bool]:
        """Whether a page is shown."""
        return lambda: self.page == page

    def _look(self) -> None:
        moment = self.app.coach.moment
        if self.page == "follow" and moment is not None and (found := re.fullmatch(r"(\d+) of \d+ reps?", self.ring)):
            self.shown[moment.set_index] = int(found[1])

    # -- ears -----------------------------------------------------------------------------------

    @Slot(object)
    def _hear(self, line: Line) -> None:
        near, far = self.app.follow.caption, self.app.follow.far_caption
        visible = near.isVisible() or far.isVisible()
        self.heard.append(Heard(self.now(), line, self.page, near.text(), far.words, visible, self._set_index))

    @Slot(object)
    def _keep_event(self, event: Event) -> None:
        self.events.append((round(event.at_s - FIRST_S, 3), event))

    @Slot(object)
    def _block_began(self, event: BlockStarted) -> None:
        self._set_index = event.set_index

    @Slot(object)
    def _counted(self, event: RepCompleted) -> None:
        self.rep_ends.append((event.set_index, self.now()))

    # -- memory ---------------------------------------------------------------------------------

    def kept(self, is_so: Callable[[SessionRecord], bool]) -> SessionRecord:
        """The last session of the history, once it is as it should be. None that was lived before is meant."""

        def now() -> SessionRecord | None:
            sessions = [one for one in self.app.history.sessions if not one.uuid.startswith(past.LONG_AGO)]
            return sessions[-1] if sessions and is_so(sessions[-1]) else None

        self._qtbot.waitUntil(lambda: now() is not None)
        session = now()
        assert session is not None
        return session

    def wait_for_disk(self) -> None:
        """Until every counted repetition is on the disk."""
        self._qtbot.waitUntil(lambda: len(self._saved) == len(self.rep_ends))

    @Slot(str, int, int)
    def _keep_saved(self, _uuid: str, position: int, number: int) -> None:
        self._saved.append((position, number))


def lived_before(step: int, good_days: int = 0) -> None:
    """A history up to today of somebody who chose a step and practised it well for some days."""
    past.live(Places.usual().history, datetime.fromtimestamp(NOON, UTC), step, good_days)
