"""Keeping the screen on, and only while a set or a rest runs.

Qt has no way to ask for it, so wakepy does: by D-Bus on Linux, by the systems' own means on Windows and macOS. Asking
may take seconds where the desktop is busy, and wakepy wants a mode to be taken and let go in one thread: so one thread
does both, and the window never waits for it.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from enum import Enum
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

if TYPE_CHECKING:
    from wakepy import ActivationResult, DBusAdapter

log = logging.getLogger(__name__)

PATIENCE_MS = 6000
"""Longer than wakepy's own limits together (two services of two seconds, and signing in): no answer is then a no."""
LETTING_GO_S = 1.0
"""How long closing waits for the screen to be let go. Linux and macOS let go by themselves when a program ends."""


class Held(Protocol):
    """What a mode is while it is taken: :attr:`active` where the system agreed."""

    active: bool


MakeMode = Callable[[], AbstractContextManager[Held]]


class Answer(Enum):
    """What became of a wish."""

    TAKEN = "taken"
    REFUSED = "refused"
    NOT_LET_GO = "not let go"


class Awake(QObject):
    """Keeps the screen on while the coach's clock runs: get ready, work and rest, not in a pause.

    Connect the coach's signals to the slots of the same names. Nothing here blocks or raises.

    Signals:
        unavailable(str): one sentence, said once in the life of the program.
    """

    unavailable = Signal(str)
    _answered = Signal(int, object)

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        enabled: bool = True,
        make_mode: MakeMode | None = None,
        patience_ms: int = PATIENCE_MS,
    ) -> None:
        """``make_mode`` makes what is entered to keep the screen on; wakepy's own by default."""
        super().__init__(parent)
        self._enabled, self._running = enabled, False
        self._wish = 0  # the number of the present wish, 0: none
        self._wishes = 0
        self._told: set[str] = set()
        self._holder = _Holder(make_mode or presenting, self._answered.emit)
        # Queued by name: the thread's emit must never run a slot in the thread.
        self._answered.connect(self._hear, Qt.ConnectionType.QueuedConnection)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(patience_ms)
        self._patience.timeout.connect(self._on_no_answer)

    @Slot(bool)
    def set_enabled(self, enabled: bool) -> None:
        """``Settings.keep_awake``; holds at once, also in the middle of a set."""
        self._enabled = enabled
        self._settle()

    @Slot(object)
    def on_session_started(self, plan: object) -> None:
        """Coach.session_started."""
        self._run(True)

    @Slot(str)
    def on_paused(self, reason: str) -> None:
        """Coach.paused: nobody follows along now, and the screen may rest too."""
        self._run(False)

    @Slot()
    def on_resumed(self) -> None:
        """Coach.resumed."""
        self._run(True)

    @Slot()
    def on_session_completed(self) -> None:
        """Coach.session_completed."""
        self._run(False)

    @Slot(str)
    def on_session_stopped(self, why: str) -> None:
        """Coach.session_stopped."""
        self._run(False)

    @Slot()
    def close(self) -> None:
        """Let the screen go and end the thread; waits a second at most. On Windows wakepy would outlive us else."""
        self._run(False)
        self._holder.end(LETTING_GO_S)

    def _run(self, running: bool) -> None:
        self._running = running
        self._settle()

    def _settle(self) -> None:
        wished = self._enabled and self._running
        if wished == bool(self._wish):
            return
        if wished:
            self._wishes += 1
            self._patience.start()
        else:
            self._patience.stop()
        self._wish = self._wishes if wished else 0
        self._holder.wish(self._wish)

    @Slot(int, object)
    def _hear(self, wish: int, answer: Answer) -> None:
        if wish == self._wish:
            self._patience.stop()
        if answer is Answer.REFUSED:
            self._tell_unavailable()
        elif answer is Answer.NOT_LET_GO:
            self._tell(self.tr("This system may keep the screen on until Hinge is closed."))

    @Slot()
    def _on_no_answer(self) -> None:
        log.info("keeping the screen on: no answer within %d ms", self._patience.interval())
        self._tell_unavailable()

    def _tell_unavailable(self) -> None:
        self._tell(self.tr("This system does not let Hinge keep the screen on, so it may go dark during a long rest."))

    def _tell(self, sentence: str) -> None:
        if sentence not in self._told:
            self._told.add(sentence)
            self.unavailable.emit(sentence)


class _Holder:
    """One thread that takes a mode, keeps it and lets it go, for the latest wish only: nothing piles up behind it."""

    def __init__(self, make_mode: MakeMode, report: Callable[[int, Answer], None]) -> None:
        self._make_mode, self._report = make_mode, report
        self._change = threading.Condition()
        self._wish, self._ended = 0, False
        self._thread: threading.Thread | None = None

    def wish(self, wish: int) -> None:
        """A wish by its number, or 0 for none; each new number is taken anew."""
        with self._change:
            self._wish = wish
            self._change.notify()
        if wish and self._thread is None and not self._ended:
            # A daemon: a desktop that never answers must not keep the program from ending.
            self._thread = threading.Thread(target=self._serve, name="hinge-awake", daemon=True)
            self._thread.start()

    def end(self, wait_s: float) -> None:
        """Let go and end; after this nothing is reported."""
        with self._change:
            self._wish, self._ended = 0, True
            self._change.notify()
        if self._thread is not None:
            self._thread.join(wait_s)

    def _serve(self) -> None:
        handled = 0
        while (wish := self._await_other(handled)) is not None:
            handled = wish
            if wish:
                self._hold(wish)

    def _hold(self, wish: int) -> None:
        taken = False
        try:
            with self._make_mode() as held:
                taken = held.active
                self._tell(wish, Answer.TAKEN if taken else Answer.REFUSED)
                self._await_other(wish)
        except Exception:  # whatever a system throws, the session goes on
            log.exception("keeping the screen on")
            self._tell(wish, Answer.NOT_LET_GO if taken else Answer.REFUSED)

    def _await_other(self, than: int) -> int | None:
        """The next wish that is another; None when all is over."""
        with self._change:
            self._change.wait_for(lambda: self._ended or self._wish != than)
            return None if self._ended else self._wish

    def _tell(self, wish: int, answer: Answer) -> None:
        with self._change:
            if not self._ended:  # the window may be gone by then
                self._report(wish, answer)


def presenting() -> AbstractContextManager[Held]:
    """wakepy's way to keep the screen on, not yet taken. Runs in the holder's thread."""
    from wakepy import keep  # here: some thirty milliseconds that the start does not need

    return keep.presenting(on_fail=_log_refusal, dbus_adapter=_bus_adapter())


def _log_refusal(result: ActivationResult) -> None:
    log.info(result.get_failure_text(style="inline"))


def _bus_adapter() -> type[DBusAdapter] | None:
    """wakepy's way to the session bus with three changes; None where there is no such bus (Windows, macOS).

    The desktop shows our name. A connection is also closed when a call went wrong. And closing collects no garbage,
    which held every thread of this program for 85 ms (measured), in the middle of a countdown.
    """
    try:
        from wakepy.dbus_adapters.jeepney import JeepneyDBusAdapter  # here: as wakepy itself
    except ImportError:
        return None
    from wakepy.core import DBusMethodCall

    signature = {"wakepy": "Hinge", "wakelock active": "A practice session runs"}

    class SignedAdapter(JeepneyDBusAdapter):
        def process(self, call: DBusMethodCall) -> object:
            arguments = tuple(signature.get(one, one) for one in call.args)
            try:
                return super().process(DBusMethodCall(call.method, arguments))
            except BaseException:
                self.close_connections()
                raise

        def close_connections(self) -> None:
            while self._connections:
                self.close_connection(self._connections.popitem()[1])

    return SignedAdapter
