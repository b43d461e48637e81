"""The history's place in the running program: one thread writes, the window never waits for the disk."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from hinge_desktop import errands
from hinge_desktop.scribe import Command, Scribe
from hinge_desktop.training.records import (
    Answers,
    Ending,
    MomentRecord,
    OverruleRecord,
    ScreeningRecord,
    SelfTestRecord,
    SessionRecord,
    SessionStart,
    SetStart,
    SkipRecord,
    TourRecord,
)

if TYPE_CHECKING:
    from hinge_desktop.history.store import Store

LOOK_AFTER_EACH_MS = 30 * 60 * 1000


def _utc_now() -> datetime:
    return datetime.now(UTC)


class HistoryKeeper(QObject):
    """Takes what is to be remembered and sees that it reaches the disk, in order.

    Every method returns at once. A single worker thread of ``concurrent.futures`` owns the store: commands are
    plain calls that must run to their end, one after the other, and the interpreter itself waits for that thread;
    an event loop of its own, which is what a QThread adds, would have nothing to do. While the disk refuses
    (full, locked, taken away) what was practised and answered waits in its order and is tried again with the next
    command, each half hour and at the end; what is changed by hand is told to be impossible now, and dropped.

    Copies are made by themselves, each half an hour and at the end, when there is something new.

    Signals, all in the thread this object lives in:
        ready(): the history is open; comes after the first ``history_changed``.
        unfinished_found(SessionRecord): before ``ready``, when a session was interrupted and may go on.
        history_changed(History): what the pages show has changed.
        rep_saved(str uuid, int position, int number): that repetition is on the disk.
        storage_failed(str sentence): something could not be kept, or only a copy is shown; for the user.
        waiting_changed(int): so many changes wait, for the disk refused them.
        told(str sentence): what became of a wish, or what was put back at the start; for the user.
        bin_changed(tuple[Binned, ...]): what is in the bin, the last deleted first.
        undo_changed(str), redo_changed(str): what ``undo`` and ``redo`` would do, of ``records.CHANGES``, or "".
        undone(str), redone(str): what was taken back, or done again.
        backups_changed(tuple[Path, ...]): the copies there are, newest first.
        import_previewed(str path, Tallies): what ``import_from`` would do.
        everything_deleted(str path): all is gone, after this copy was made.
    """

    ready = Signal()
    unfinished_found = Signal(object)
    history_changed = Signal(object)
    rep_saved = Signal(str, int, int)
    storage_failed = Signal(str)
    waiting_changed = Signal(int)
    told = Signal(str)
    bin_changed = Signal(object)
    undo_changed = Signal(str)
    redo_changed = Signal(str)
    undone = Signal(str)
    redone = Signal(str)
    backups_changed = Signal(object)
    import_previewed = Signal(str, object)
    everything_deleted = Signal(str)
    _reported = Signal()

    def __init__(
        self, path: Path, parent: QObject | None = None, *, utc_now: Callable[[], datetime] = _utc_now
    ) -> None:
        super().__init__(parent)
        self._utc_now = utc_now
        self._reports: SimpleQueue[tuple[Any, ...]] = SimpleQueue()
        self._scribe = Scribe(path, self._report, utc_now)
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="history")
        self._closed = False
        self._under_way = ""  # the session that is being practised
        # Queued by name: the worker's emit must never run a slot in the worker.
        self._reported.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._rounds = QTimer(self)
        self._rounds.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._rounds.setInterval(LOOK_AFTER_EACH_MS)
        self._rounds.timeout.connect(self.look_after)

    def open(self) -> None:
        """Open the history; call it once, after the first paint. Commands given earlier wait for it."""
        self._worker.submit(self._scribe.open)
        self._rounds.start()

    def close(self) -> None:
        """Write what is waiting, copy what is new, close the file, deliver the last signals. Afterwards commands are
        mistakes.
        """
        if self._closed:
            return
        self._closed = True
        self._rounds.stop()
        self._worker.submit(self._scribe.close)
        self._worker.shutdown(wait=True)
        self._deliver()

    # ---- a session as it happens -------------------------------------------------------------------------

    def begin_session(self, start: SessionStart) -> None:
        """A session has begun."""
        self._under_way = start.uuid
        self._submit(Command(lambda store: store.begin_session(start)))

    def begin_set(self, uuid: str, start: SetStart, started_utc: datetime) -> None:
        """A set has begun, or goes on after an interruption."""
        self._under_way = uuid
        self._submit(Command(lambda store: store.begin_set(uuid, start, started_utc), set_runs=True))

    def add_rep(self, uuid: str, position: int, number: int, duration_s: float, at_utc: datetime) -> None:
        """Repetition ``number`` (from 1) is complete; ``rep_saved`` follows when it is on the disk."""
        self._submit(
            Command(
                lambda store: store.add_rep(uuid, position, number, duration_s, at_utc),
                done=("rep_saved", uuid, position, number),
            )
        )

    def finish_set(self, uuid: str, position: int, duration_s: float) -> None:
        """A set is over."""
        self._submit(Command(lambda store: store.finish_set(uuid, position, duration_s), set_runs=False))

    def finish_session(self, uuid: str, ending: Ending, answers: Answers, ended_utc: datetime) -> None:
        """A session is over, with what the user said of it."""
        self._under_way = ""
        self._submit(
            Command(lambda store: store.finish_session(uuid, ending, answers, ended_utc), shows=True, set_runs=False)
        )

    def change_plan(self, uuid: str, plan: str, planned_sets: int) -> None:
        """What is left of a session was planned anew."""
        self._submit(Command(lambda store: store.change_plan(uuid, plan, planned_sets)))

    def note_answers(self, uuid: str, answers: Answers) -> None:
        """What the user said of a session that goes on."""
        self._submit(Command(lambda store: store.note_answers(uuid, answers)))

    # ---- what is said and done beside it -----------------------------------------------------------------

    def update_answers(self, uuid: str, answers: Answers) -> None:
        """The user said something else, or more, of a session."""
        self._keep(lambda store: store.update_answers(uuid, answers))

    def set_next_morning(self, uuid: str, pain: int | None) -> None:
        """Pain on the morning after a session."""
        self._keep(lambda store: store.set_next_morning(uuid, pain))

    def add_screening(self, record: ScreeningRecord) -> None:
        """The red-flag page was answered."""
        self._keep(lambda store: store.add_screening(record))

    def add_overrule(self, record: OverruleRecord, *, by_hand: bool = True) -> None:
        """The user chose another step than the one advised, or keeps the step (not ``by_hand``)."""
        self._keep(lambda store: store.add_overrule(record, by_hand=by_hand))

    def add_skip(self, record: SkipRecord) -> None:
        """The user was told not to do a step, or may do it again."""
        self._keep(lambda store: store.add_skip(record))

    def add_self_test(self, record: SelfTestRecord) -> None:
        """A self-test was done."""
        self._keep(lambda store: store.add_self_test(record))

    def add_moment(self, record: MomentRecord) -> None:
        """A hinge moment was counted."""
        self._keep(lambda store: store.add_moment(record))

    def add_tour_day(self, record: TourRecord) -> None:
        """A day of the tour was looked at."""
        self._keep(lambda store: store.add_tour_day(record))

    # ---- changed by hand; where it cannot be done, ``storage_failed`` says why ---------------------------

    def edit_session(self, record: SessionRecord) -> None:
        """The session of that uuid becomes as given; sets left out go."""
        if self._is_over(record.uuid):
            self._change(lambda store: store.edit_session(record))

    def delete_session(self, uuid: str) -> None:
        """Move a session to the bin."""
        if self._is_over(uuid):
            self._change(lambda store: store.delete_session(uuid, self._utc_now()))

    def put_back(self, uuid: str) -> None:
        """Move a session out of the bin."""
        self._change(lambda store: store.put_back(uuid))

    def empty_bin(self) -> None:
        """Remove what is in the bin for good. This cannot be taken back."""
        self._change(lambda store: store.empty_bin())

    def delete_self_test(self, uuid: str) -> None:
        """Remove a self-test."""
        self._change(lambda store: store.delete_self_test(uuid))

    def delete_moment(self, uuid: str) -> None:
        """Remove a hinge moment."""
        self._change(lambda store: store.delete_moment(uuid))

    def undo(self) -> None:
        """Take the newest of the last changes back, also one of before this start; ``undone`` follows."""
        self._change(lambda store: store.undo(), "undone")

    def redo(self) -> None:
        """Do the change again that was taken back last; ``redone`` follows."""
        self._change(lambda store: store.redo(), "redone")

    def delete_everything(self) -> None:
        """Remove all there is, after a checked copy was made; ``everything_deleted`` follows, or nothing is gone."""
        if self._is_over(self._under_way):
            self._change(lambda store: errands.delete_everything(store, self._utc_now()), "everything_deleted")

    # ---- wishes, each ending in ``told`` -----------------------------------------------------------------

    def export_to(self, path: Path) -> None:
        """Write all of it to a .json, or a table of the sets to a .csv."""
        self._wish(lambda store: errands.export_to(store, path))

    def back_up_to(self, path: Path) -> None:
        """Write a checked copy of the history."""
        self._wish(lambda store: errands.back_up_to(store, path))

    def back_up_now(self) -> None:
        """Put a checked copy beside those of earlier; ``backups_changed`` follows, too."""
        self._wish(lambda store: errands.back_up_now(store, self._utc_now()))

    def preview_import(self, path: Path) -> None:
        """Find out what :meth:`import_from` would do: ``import_previewed``, or ``told`` why not."""
        self._wish(lambda store: errands.preview_import(store, path), "import_previewed", str(path))

    def import_from(self, path: Path) -> None:
        """Take over what a .json has and the history has not."""
        self._wish(lambda store: errands.import_from(store, path), shows=True)

    def restore_from(self, path: Path) -> None:
        """Put a backup in the place of the history, which is put aside."""
        if self._is_over(self._under_way):
            self._worker.submit(self._scribe.restore, path)

    def check(self) -> None:
        """Read all of the history and tell whether it is as it was written."""
        self._wish(errands.check)

    @Slot()
    def look_after(self) -> None:
        """Make a copy when there is something new, and look through the history once a week; as soon as no set runs."""
        self._worker.submit(self._scribe.look_after)

    # ---- how ---------------------------------------------------------------------------------------------

    def _is_over(self, uuid: str) -> bool:
        """Whether a session may be changed; one that is being practised is still written, and that is told."""
        if uuid and uuid == self._under_way:
            self._report(("told", "This session is still under way. It can be changed when it is over."))
            return False
        return True

    def _keep(self, do: Callable[[Store], object]) -> None:
        self._submit(Command(do, shows=True))

    def _change(self, do: Callable[[Store], object], *answer: str) -> None:
        self._submit(Command(do, answer=answer, shows=True, errand="storage_failed"))

    def _wish(self, do: Callable[[Store], object], *answer: str, shows: bool = False) -> None:
        self._submit(Command(do, answer=answer or ("told",), shows=shows, errand="told"))

    def _submit(self, command: Command) -> None:
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
