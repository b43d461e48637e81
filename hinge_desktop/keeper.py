"""The history's place in the running program: one thread writes, the window never waits for the disk."""

from __future__ import annotations

import logging
import os
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

from hinge_desktop.errors import StorageDamaged, StorageError, StorageTooNew
from hinge_desktop.training.records import (
    Answers,
    Ending,
    MomentRecord,
    OverruleRecord,
    ScreeningRecord,
    SelfTestRecord,
    SessionStart,
    SetStart,
    SkipRecord,
    TourRecord,
)

if TYPE_CHECKING:
    from hinge_desktop.history.store import Store

log = logging.getLogger(__name__)

_BUG = "Something inside Hinge kept this from being saved; the log tells more. Everything saved before is kept."


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class _Command:
    """Something to be done with the store, and what to report when it is."""

    do: Callable[[Store], None]
    done: tuple[Any, ...] = ()  # a report, see _Scribe
    shows: bool = False  # the pages show what it changes


class HistoryKeeper(QObject):
    """Takes what is to be remembered and sees that it reaches the disk, in order.

    Every method returns at once. A single worker thread of ``concurrent.futures`` owns the store: commands are
    plain calls that must run to their end, one after the other, and the interpreter itself waits for that thread;
    an event loop of its own, which is what a QThread adds, would have nothing to do. While the disk refuses
    (full, locked, taken away) commands wait in their order and are tried again with the next one and at the end.

    Signals, all in the thread this object lives in:
        ready(): the history is open; comes after the first ``history_changed``.
        unfinished_found(SessionRecord): before ``ready``, when a session was interrupted and may go on.
        history_changed(History): what the pages show has changed.
        rep_saved(str uuid, int position, int number): that repetition is on the disk.
        storage_failed(str sentence): something could not be kept, or only a copy is shown; for the user.
    """

    ready = Signal()
    unfinished_found = Signal(object)
    history_changed = Signal(object)
    rep_saved = Signal(str, int, int)
    storage_failed = Signal(str)
    _reported = Signal()

    def __init__(
        self, path: Path, parent: QObject | None = None, *, utc_now: Callable[[], datetime] = _utc_now
    ) -> None:
        super().__init__(parent)
        self._reports: SimpleQueue[tuple[Any, ...]] = SimpleQueue()
        self._scribe = _Scribe(path, self._report, utc_now)
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="history")
        self._closed = False
        # Queued by name: the worker's emit must never run a slot in the worker.
        self._reported.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def open(self) -> None:
        """Open the history; call it once, after the first paint. Commands given earlier wait for it."""
        self._worker.submit(self._scribe.open)

    def close(self) -> None:
        """Write what is waiting, close the file, deliver the last signals. Afterwards commands are mistakes."""
        if self._closed:
            return
        self._closed = True
        self._worker.submit(self._scribe.close)
        self._worker.shutdown(wait=True)
        self._deliver()

    def begin_session(self, start: SessionStart) -> None:
        """A session has begun."""
        self._submit(_Command(lambda store: store.begin_session(start)))

    def begin_set(self, uuid: str, start: SetStart, started_utc: datetime) -> None:
        """A set has begun, or goes on after an interruption."""
        self._submit(_Command(lambda store: store.begin_set(uuid, start, started_utc)))

    def add_rep(self, uuid: str, position: int, number: int, duration_s: float, at_utc: datetime) -> None:
        """Repetition ``number`` (from 1) is complete; ``rep_saved`` follows when it is on the disk."""
        self._submit(
            _Command(
                lambda store: store.add_rep(uuid, position, number, duration_s, at_utc),
                done=("rep_saved", uuid, position, number),
            )
        )

    def finish_set(self, uuid: str, position: int, duration_s: float) -> None:
        """A set is over."""
        self._submit(_Command(lambda store: store.finish_set(uuid, position, duration_s)))

    def finish_session(self, uuid: str, ending: Ending, answers: Answers, ended_utc: datetime) -> None:
        """A session is over, with what the user said of it."""
        self._submit(_Command(lambda store: store.finish_session(uuid, ending, answers, ended_utc), shows=True))

    def update_answers(self, uuid: str, answers: Answers) -> None:
        """The user said something else, or more, of a session."""
        self._submit(_Command(lambda store: store.update_answers(uuid, answers), shows=True))

    def set_next_morning(self, uuid: str, pain: int | None) -> None:
        """Pain on the morning after a session."""
        self._submit(_Command(lambda store: store.set_next_morning(uuid, pain), shows=True))

    def add_screening(self, record: ScreeningRecord) -> None:
        """The red-flag page was answered."""
        self._submit(_Command(lambda store: store.add_screening(record), shows=True))

    def add_overrule(self, record: OverruleRecord) -> None:
        """The user chose another step than the one advised."""
        self._submit(_Command(lambda store: store.add_overrule(record), shows=True))

    def add_skip(self, record: SkipRecord) -> None:
        """The user was told not to do a step, or may do it again."""
        self._submit(_Command(lambda store: store.add_skip(record), shows=True))

    def add_self_test(self, record: SelfTestRecord) -> None:
        """A self-test was done."""
        self._submit(_Command(lambda store: store.add_self_test(record), shows=True))

    def add_moment(self, record: MomentRecord) -> None:
        """A hinge moment was counted."""
        self._submit(_Command(lambda store: store.add_moment(record), shows=True))

    def add_tour_day(self, record: TourRecord) -> None:
        """A day of the tour was looked at."""
        self._submit(_Command(lambda store: store.add_tour_day(record), shows=True))

    def change_plan(self, uuid: str, plan: str, planned_sets: int) -> None:
        """What is left of a session was planned anew."""
        self._submit(_Command(lambda store: store.change_plan(uuid, plan, planned_sets)))

    def delete_session(self, uuid: str) -> None:
        """Remove a session with all that belongs to it."""
        self._submit(_Command(lambda store: store.delete_session(uuid), shows=True))

    def _submit(self, command: _Command) -> None:
        self._worker.submit(self._scribe.carry_out, command)

    def _report(self, report: tuple[Any, ...]) -> None:
        """In the worker: leave a report and wake the window's thread."""
        self._reports.put(report)
        if not self._closed:
            self._reported.emit()

    @Slot()
    def _deliver(self) -> None:
        """In the window's thread: turn what was reported into signals."""
        while True:
            try:
                name, *values = self._reports.get_nowait()
            except Empty:
                return
            getattr(self, name).emit(*values)


class _Scribe:
    """What runs in the worker. A report is the name of one of the keeper's signals and its values."""

    def __init__(self, path: Path, report: Callable[[tuple[Any, ...]], None], utc_now: Callable[[], datetime]) -> None:
        self._path, self._report, self._utc_now = path, report, utc_now
        self._store: Store | None = None
        self._waiting: deque[_Command] = deque()
        self._may_open = False
        self._told = ""  # the last sentence, so that a full disk is told once and not at each repetition

    def open(self) -> None:
        """Allow the store to be opened, and do so."""
        self._may_open = True
        self._catch_up()

    def carry_out(self, command: _Command) -> None:
        """Do a command after those that are waiting."""
        self._waiting.append(command)
        if self._may_open:
            self._catch_up()

    def close(self) -> None:
        """A last try, then let go of the file."""
        if self._waiting:
            self._may_open = True
            self._catch_up()
        if self._waiting:
            self._fail(f"Changes that could not be saved: {len(self._waiting)}. {self._told}")
        if self._store is not None:
            self._store.close()

    def _catch_up(self) -> None:
        try:
            store = self._opened()
            while self._waiting:
                self._do(store, self._waiting[0])
                self._waiting.popleft()
            self._told = ""
        except (StorageDamaged, StorageTooNew) as error:
            self._waiting.clear()  # trying again cannot help
            self._fail(str(error))
        except StorageError as error:
            if self._store is not None and self._store.read_only:
                self._waiting.clear()
            self._fail(str(error))
        except Exception:  # a bug of ours must not end the thread and with it all later saving
            log.exception("the history could not do what was asked")
            if self._waiting:
                self._waiting.popleft()
            self._fail(_BUG)

    def _do(self, store: Store, command: _Command) -> None:
        command.do(store)
        if command.done:
            self._report(command.done)
        if command.shows:
            self._report(("history_changed", store.history()))

    def _opened(self) -> Store:
        if self._store is not None:
            return self._store
        # Here and not above: SQLAlchemy takes 0.24 s to import, several times as long as the first frame.
        from hinge_desktop.history.store import Store

        store = Store.open(self._path)
        try:
            history, open_session = store.history(), store.unfinished(self._utc_now())
        except BaseException:
            store.close()
            raise
        self._store = store
        self._report(("history_changed", history))
        if open_session is not None and not store.read_only:
            self._report(("unfinished_found", open_session))
        self._report(("ready",))
        if store.read_only:
            self._fail(store.notice)
        return store

    def _fail(self, sentence: str) -> None:
        if sentence != self._told:
            log.error("%s", sentence)
            self._told = sentence
            self._report(("storage_failed", sentence))


class RepTeller(QObject):
    """Writes a line ``rep UUID POSITION NUMBER`` to an open file descriptor for each repetition on the disk.

    For whoever watches the program from outside: killed at any instant, what it told must be found again.
    """

    def __init__(self, keeper: HistoryKeeper, descriptor: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._descriptor = descriptor
        keeper.rep_saved.connect(self._tell)

    @Slot(str, int, int)
    def _tell(self, uuid: str, position: int, number: int) -> None:
        os.write(self._descriptor, f"rep {uuid} {position} {number}\n".encode())
