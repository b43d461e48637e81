"""What the keeper's worker does: the one user of the history, command after command."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hinge_desktop import errands
from hinge_desktop.errors import HingeError, StorageDamaged, StorageError, StorageTooNew

if TYPE_CHECKING:
    from hinge_desktop.history.store import Store

log = logging.getLogger(__name__)

LOOK_THROUGH_EACH = timedelta(days=7)
"""Every opening reads all of the history and checks it; so does a program that is open for longer than this."""

_BUG = "Something inside Hinge kept this from being saved; the log tells more. Everything saved before is kept."


@dataclass(frozen=True, slots=True)
class Command:
    """Something to be done with the store, and what to report when it is.

    Attributes:
        do: does it; what it returns ends the report ``answer``, unless that is empty.
        done: a report when it is on the disk.
        answer: the beginning of a report.
        shows: the pages show what it changes.
        errand: it is not kept for later: what hinders it is told by this signal, and it is for the user to try again.
        set_runs: from now on a set runs, or runs no more; None: neither.
    """

    do: Callable[[Store], object]
    done: tuple[Any, ...] = ()
    answer: tuple[Any, ...] = ()
    shows: bool = False
    errand: str = ""
    set_runs: bool | None = None


class Scribe:
    """Lives in the worker. A report is the name of one of the keeper's signals and its values."""

    def __init__(self, path: Path, report: Callable[[tuple[Any, ...]], None], utc_now: Callable[[], datetime]) -> None:
        self._path, self._report, self._utc_now = path, report, utc_now
        self._store: Store | None = None
        self._waiting: deque[Command] = deque()
        self._may_open = False
        self._told = ""  # the last sentence, so that a full disk is told once and not at each repetition
        self._shown: dict[str, object] = {}  # what was reported last of what changes seldom
        self._told_waiting = 0
        self._set_runs = self._copy_is_due = self._mended = self._hopeless = False
        self._looked_utc: datetime | None = None

    # ---- commands ----------------------------------------------------------------------------------------

    def open(self) -> None:
        """Allow the store to be opened, and do so."""
        self._may_open = True
        self._catch_up()
        self._tell_waiting()

    def carry_out(self, command: Command) -> None:
        """Do a command after those that are waiting."""
        self._waiting.append(command)
        if self._may_open:
            self._catch_up()
            if command.errand and command in self._waiting:  # behind what the disk refuses
                self._waiting.remove(command)
                self._report((command.errand, self._told))
            self._tell_waiting()

    def restore(self, path: Path) -> None:
        """Put a backup in the place of the history, which is put aside; not while something waits to be saved, or
        another program has it.
        """
        self._may_open = True
        self._catch_up()
        if self._waiting or (self._store is None and not self._hopeless):
            self._report(("told", self._told))
            return
        from hinge_desktop.history.restore import restore

        self._let_go()
        try:
            errands.refuse_own(path, self._path)
            done = restore(self._path, path, self._utc_now())
            aside = f" What was there before is kept in {done.aside}." if done.aside else ""
            sentence = f"The history is again as it is in {path}, with sessions: {len(done.contents['sessions'])}."
            sentence += aside
        except HingeError as error:
            sentence = str(error)
        except Exception:  # as in _catch_up
            log.exception("the history could not be put back")
            sentence = _BUG
        self._catch_up()
        self._report(("told", sentence))

    def look_after(self) -> None:
        """Try again what waits; make a copy when there is something new, and look through all of it when that was long
        ago.
        """
        if self._waiting and self._may_open:
            self._catch_up()
            self._tell_waiting()
        if self._store is None or self._waiting or self._store.read_only:
            return
        self._copy_is_due = True
        self._look_after_when_idle()

    def close(self) -> None:
        """A last try, a copy of what is new, then let go of the file."""
        if self._waiting:
            self._may_open = True
            self._catch_up()
        if self._waiting:
            self._fail(f"Changes that could not be saved: {len(self._waiting)}. {self._told}")
        elif self._store is not None and not self._store.read_only:
            self._back_up(self._store)
        self._let_go()

    # ---- how ---------------------------------------------------------------------------------------------

    def _catch_up(self) -> None:
        try:
            store = self._opened()
            while self._waiting:
                self._do(store, self._waiting[0])
            self._told, self._mended = store.notice, False
        except StorageDamaged as error:
            self._mend(error)
        except StorageTooNew as error:
            self._give_up(str(error))
        except StorageError as error:
            if self._store is not None and self._store.read_only:
                self._drop_waiting(str(error))
            self._fail(str(error))
        except Exception:  # a bug of ours must not end the thread and with it all later saving
            log.exception("the history could not be used")
            self._fail(_BUG)

    def _tell_waiting(self) -> None:
        if len(self._waiting) != self._told_waiting:
            self._told_waiting = len(self._waiting)
            self._report(("waiting_changed", self._told_waiting))

    def _do(self, store: Store, command: Command) -> None:
        """Do the first of those waiting, which then waits no more; unless it may be tried again later."""
        try:
            found = command.do(store)
        except StorageDamaged:
            raise
        except HingeError as error:
            if not command.errand and isinstance(error, StorageError):
                raise
            self._waiting.popleft()
            self._report((command.errand or "told", str(error)))
            return
        except Exception:  # as in _catch_up
            log.exception("the history could not do what was asked")
            self._waiting.popleft()
            self._report((command.errand or "storage_failed", _BUG))
            return
        self._waiting.popleft()
        if command.done:
            self._report(command.done)
        if command.shows:
            self._report(("history_changed", store.history()))
        if command.shows or command.errand:
            self._show(store)
        if command.answer and found not in ("", None):
            self._report((*command.answer, found))
        if command.set_runs is not None:
            self._set_runs = command.set_runs
            self._look_after_when_idle()

    def _opened(self) -> Store:
        if self._store is not None:
            return self._store
        # Here and not above: SQLAlchemy takes 0.24 s to import, several times as long as the first frame.
        from hinge_desktop.history.recovery import open_history

        now = self._utc_now()
        found = open_history(self._path, now)
        store = found.store
        try:
            history, open_session = store.history(), store.unfinished(now)
        except BaseException:
            store.close()
            raise
        again = bool(self._shown)
        self._store, self._looked_utc, self._hopeless = store, now, False
        self._report(("history_changed", history))
        self._show(store)
        if not again:
            if open_session is not None and not store.read_only:
                self._report(("unfinished_found", open_session))
            self._report(("ready",))
        if found.told:
            log.warning("%s", found.told)
            self._report(("told", found.told))
        if store.read_only:
            self._fail(store.notice)
        return store

    def _show(self, store: Store) -> None:
        """Report what beside the sessions has changed."""
        from hinge_desktop.history.backup import copies_of

        now = {
            "bin_changed": store.bin(),
            "undo_changed": "" if store.read_only else store.undoable(),
            "redo_changed": "" if store.read_only else store.redoable(),
            "backups_changed": tuple(path for _, path in copies_of(self._path)),
        }
        for name, value in now.items():
            if name not in self._shown or self._shown[name] != value:
                self._report((name, value))
        self._shown = dict(now)

    def _mend(self, error: StorageDamaged) -> None:
        """Open it anew, which puts back what can be; what cannot even so is told, and what waits can never be kept."""
        was_open = self._store is not None
        self._let_go()
        if was_open and not self._mended:
            self._mended = True
            self._catch_up()
        else:
            self._give_up(str(error))

    def _give_up(self, sentence: str) -> None:
        self._hopeless = True
        self._drop_waiting(sentence)  # trying again cannot help
        self._fail(sentence)

    def _drop_waiting(self, why: str) -> None:
        """Who asked for something is answered each time; that nothing is kept is told once."""
        for command in self._waiting:
            if command.errand:
                self._report((command.errand, why))
        self._waiting.clear()

    def _look_after_when_idle(self) -> None:
        """Not while a set runs: its repetitions would wait."""
        store = self._store
        if not self._copy_is_due or self._set_runs or store is None:
            return
        self._copy_is_due = False
        self._back_up(store)
        now = self._utc_now()
        if self._looked_utc is None or now - self._looked_utc >= LOOK_THROUGH_EACH:
            self._looked_utc = now
            self._look_through(store)

    def _look_through(self, store: Store) -> None:
        """All of the history, and the newest copy of it."""
        try:
            errands.look_through(store)
        except StorageDamaged as error:
            self._mend(error)
            return
        except StorageError as error:
            log.warning("the history could not be looked through: %s", error)
        self._back_up(store, errands.replace_worn_copy)

    def _back_up(self, store: Store, how: Callable[[Store, datetime], Path | None] = errands.back_up_if_new) -> None:
        """A failure is told in the log only, and tried again; that it went well would tell when somebody practised."""
        try:
            if how(store, self._utc_now()) is not None:
                self._show(store)
        except StorageDamaged as error:
            log.warning("no copy of the history could be made: %s", error)
            self._looked_utc = None  # look at it at once
        except StorageError as error:
            log.warning("no copy of the history could be made: %s", error)

    def _let_go(self) -> None:
        if self._store is not None:
            self._store.close()
            self._store = None

    def _fail(self, sentence: str) -> None:
        if sentence != self._told:
            log.error("%s", sentence)
            self._told = sentence
            self._report(("storage_failed", sentence))
