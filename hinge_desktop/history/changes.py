"""What somebody changes by hand after it has happened; all but the emptying of the bin can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from uuid import uuid4

from sqlalchemy import Connection, Table, Update, insert, select, update

from hinge_desktop.history import journal, trash
from hinge_desktop.history.editing import rewrite
from hinge_desktop.history.opened import OpenHistory
from hinge_desktop.history.schema import moment, overrule, screening, self_test, session, skip, tour_day
from hinge_desktop.history.seal import driver, erase, reseal
from hinge_desktop.training.records import (
    Answers,
    Binned,
    MomentRecord,
    OverruleRecord,
    ScreeningRecord,
    SelfTestRecord,
    SessionRecord,
    SkipRecord,
    TourRecord,
)


class Changes(OpenHistory):
    """An open history that can be put right."""

    # ---- sessions ----------------------------------------------------------------------------------------

    def edit_session(self, record: SessionRecord) -> None:
        """The session of that uuid becomes as given; see :func:`editing.rewrite`.

        Raises:
            OptionError: a number is outside what is allowed; nothing is changed.
        """
        with self._journalled("edit", ("session", record.uuid)) as connection:
            rewrite(connection, record)

    def update_answers(self, uuid: str, answers: Answers) -> None:
        """The user said something else, or more, of a session."""
        with self._journalled("answers", ("session", uuid)) as connection:
            the_one(connection, of_session(uuid).values(**columns(answers)))

    def set_next_morning(self, uuid: str, pain: int | None) -> None:
        """Pain on the morning after a session, 0 to 10; None takes it back."""
        with self._journalled("morning", ("session", uuid)) as connection:
            the_one(connection, of_session(uuid).values(next_morning_pain=pain))

    # ---- the bin -----------------------------------------------------------------------------------------

    def delete_session(self, uuid: str, now_utc: datetime) -> None:
        """Move a session to the bin. One that is not there is already gone."""
        with self._journalled("delete", ("session", uuid), ("trash", uuid)) as connection:
            trash.put_in(driver(connection), uuid, now_utc)
        self.fold()

    def put_back(self, uuid: str) -> None:
        """Move a session out of the bin, as it was. One that is not there stays where it is."""
        with self._journalled("put-back", ("trash", uuid), ("session", uuid)) as connection:
            trash.put_back(driver(connection), uuid)
        self.fold()

    def empty_bin(self) -> None:
        """Remove what is in the bin for good; the journal keeps nothing of it either."""
        with self._change() as connection:
            journal.forget_all_of(driver(connection), trash.empty(driver(connection)))
        self.shrink()  # nor does a page of the file that is only unused

    def bin(self) -> tuple[Binned, ...]:
        """What is in the bin, the last deleted first."""
        with self._reading() as connection:
            return trash.content(driver(connection))

    # ---- beside the sessions -----------------------------------------------------------------------------

    def add_screening(self, record: ScreeningRecord) -> None:
        """The red-flag page was answered. It is not taken back: answering again is the way, for it opens weight."""
        answers = [list(pair) for pair in record.answers]
        self._add_once("", screening, columns(record) | {"answers": answers})

    def add_overrule(self, record: OverruleRecord, *, by_hand: bool = True) -> None:
        """The user chose another step than the one advised.

        Not ``by_hand``, stricter limits were chosen and the step is kept: to take that back alone would throw back.
        """
        self._add_once("overrule" if by_hand else "", overrule, columns(record))

    def add_skip(self, record: SkipRecord) -> None:
        """The user was told not to do a step, or may do it again."""
        self._add_once("skip", skip, columns(record))

    def add_self_test(self, record: SelfTestRecord) -> None:
        """A self-test was done."""
        self._add_once("self-test", self_test, columns(record))

    def add_moment(self, record: MomentRecord) -> None:
        """A hinge moment was counted."""
        self._add_once("moment", moment, columns(record))

    def add_tour_day(self, record: TourRecord) -> None:
        """A day of the tour was looked at, which is nothing to take back."""
        self._add_once("", tour_day, columns(record))

    def delete_self_test(self, uuid: str) -> None:
        """Remove a self-test. One that is not there is already removed."""
        self._delete("delete-self-test", "self_test", uuid)

    def delete_moment(self, uuid: str) -> None:
        """Remove a hinge moment. One that is not there is already removed."""
        self._delete("delete-moment", "moment", uuid)

    # ---- taking back -------------------------------------------------------------------------------------

    def undo(self) -> str:
        """Take the newest change back; which of ``records.CHANGES`` it was, or empty when there is none."""
        return self._turn(journal.take_back)

    def redo(self) -> str:
        """Do the change again that was taken back last; as :meth:`undo`."""
        return self._turn(journal.do_again)

    def undoable(self) -> str:
        """What :meth:`undo` would take back."""
        with self._reading() as connection:
            return journal.next_back(driver(connection))

    def redoable(self) -> str:
        """What :meth:`redo` would do again."""
        with self._reading() as connection:
            return journal.next_again(driver(connection))

    # ---- how ---------------------------------------------------------------------------------------------

    def _touched(self, uuid: str) -> None:
        """The session ``uuid`` is other than it was when it was read."""

    @contextmanager
    def _journalled(self, said: str, *things: journal.Thing) -> Iterator[Connection]:
        """One transaction that can be taken back, and is sealed at its end."""
        with self._change() as connection:
            before = journal.images(driver(connection), things)
            yield connection
            journal.stamp(driver(connection), before, _now_ms())
            journal.note(driver(connection), said, before)
        for _, uuid in things:
            self._touched(uuid)

    def _turn(self, way: Callable[..., tuple[str, set[journal.Thing]]]) -> str:
        with self._change() as connection:
            said, things = way(driver(connection), _now_ms())
        for _, uuid in things:
            self._touched(uuid)
        self.fold()
        return said

    def _add_once(self, said: str, table: Table, row: dict[str, object]) -> None:
        """Insert a row unless the very same is there. Without ``said`` it cannot be taken back."""
        uuid = str(row.pop("uuid", "") or uuid4())
        with self._change() as connection:
            same = select(table.c.id).where(*(table.c[name] == value for name, value in row.items()))
            if connection.execute(same).first() is not None:
                return
            before = journal.images(driver(connection), [(table.name, uuid)])
            connection.execute(insert(table), row | {"uuid": uuid})
            if said:
                journal.note(driver(connection), said, before)
            else:
                reseal(driver(connection), table.name, uuid)

    def _delete(self, said: str, table: str, uuid: str) -> None:
        with self._journalled(said, (table, uuid)) as connection:
            erase(driver(connection), table, uuid)
        self.fold()


def _now_ms() -> int:
    return round(datetime.now(UTC).timestamp() * 1000)


def of_session(uuid: str) -> Update:
    """A change of the session ``uuid``."""
    return update(session).where(session.c.uuid == uuid)


def the_one(connection: Connection, change: Update) -> None:
    """Run a change of one session; that it is there is the caller's promise."""
    if connection.execute(change).rowcount != 1:
        raise LookupError("no such session")


def columns(record: object) -> dict[str, object]:
    """The values of a record that has slots, by their names."""
    return {name: getattr(record, name) for name in record.__slots__}  # type: ignore[attr-defined]
