"""The history on disk. One :class:`Store` has the file to itself and is used by one thread.

Every method is one transaction, committed to the disk when it returns. What is written twice with the same
names is there once, so a caller who does not know whether a call arrived may repeat it. Records come back as
the frozen values of ``training.records``; nobody outside sees SQLAlchemy.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection, Engine, bindparam, func, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from hinge_desktop.history import queries
from hinge_desktop.history.changes import Changes, columns, of_session, the_one
from hinge_desktop.history.schema import (
    rep,
    session,
    set_,
)
from hinge_desktop.training.records import (
    Answers,
    Ending,
    History,
    SessionRecord,
    SessionStart,
    SetStart,
)


class Store(Changes):
    """A history that is open; see ``opened`` for how, and ``changes`` for what can be taken back."""

    def __init__(self, path: Path, engine: Engine, *, notice: str = "", copy: TemporaryDirectory[str] | None = None):
        super().__init__(path, engine, notice=notice, copy=copy)
        self._sessions: dict[str, SessionRecord] | None = None  # as last read
        self._changed: set[str] = set()  # what was written since

    # ---- a session as it happens -------------------------------------------------------------------------

    def begin_session(self, start: SessionStart) -> None:
        """A session has begun."""
        row = {name: getattr(start, name) for name in SessionStart.__slots__}
        nothing_yet = {"ending": Ending.OPEN, "felt": frozenset(), "note": ""}
        with self._change(start.uuid) as connection:
            connection.execute(upsert(session).on_conflict_do_nothing(), row | nothing_yet)

    def begin_set(self, uuid: str, start: SetStart, started_utc: datetime) -> None:
        """A set has begun. One that was begun before goes on with what it has."""
        with self._change(uuid) as connection:
            session_id, local_day = connection.execute(_SESSION, {"uuid": uuid}).one()
            row = {
                "session_id": session_id,
                "local_day": local_day,
                "position": start.position,
                "exercise_id": start.exercise_id,
                "planned_reps": start.planned_reps,
                "load_g": round(start.load_kg * 1000),
                "tempo": start.tempo,
                "role": start.role,
                "side": start.side,
                "look": start.look,
                "started_utc": started_utc,
                "done_reps": 0,
                "dur_ms": 0,
                "finished": False,
            }
            connection.execute(upsert(set_).on_conflict_do_nothing(), row)

    def add_rep(self, uuid: str, position: int, number: int, duration_s: float, at_utc: datetime) -> None:
        """Repetition ``number`` (from 1) of a set is complete. The set's count equals its repetitions, always."""
        with self._change(uuid) as connection:
            set_id = connection.execute(_SET, {"uuid": uuid, "at": position}).scalar_one()
            row = {"set_id": set_id, "idx": number, "dur_ms": round(duration_s * 1000), "at_utc": at_utc}
            connection.execute(_ADD_REP, row)
            connection.execute(_COUNT, {"id_": set_id})

    def finish_set(self, uuid: str, position: int, duration_s: float) -> None:
        """A set is over; ``duration_s`` is its time under tension. The log is folded into the file:
        a damaged bit in it would silently drop all that is there, so never more than one set is.
        """
        with self._change(uuid) as connection:
            set_id = connection.execute(_SET, {"uuid": uuid, "at": position}).scalar_one()
            over = update(set_).where(set_.c.id == set_id)
            connection.execute(over.values(finished=True, dur_ms=round(duration_s * 1000)))
        self.fold()

    def finish_session(self, uuid: str, ending: Ending, answers: Answers, ended_utc: datetime) -> None:
        """A session is over, with what the user said of it. Its plan has served: the sets say what was done."""
        with self._change(uuid) as connection:
            the_one(
                connection, of_session(uuid).values(ending=ending, ended_utc=ended_utc, plan="", **columns(answers))
            )
        self.fold()

    def change_plan(self, uuid: str, plan: str, planned_sets: int) -> None:
        """What is left of a session was planned anew."""
        with self._change(uuid) as connection:
            the_one(connection, of_session(uuid).values(plan=plan, planned_sets=planned_sets))

    def note_answers(self, uuid: str, answers: Answers) -> None:
        """What the user said of a session that goes on. Kept as a repetition is: not a change to take back."""
        with self._change(uuid) as connection:
            the_one(connection, of_session(uuid).values(**columns(answers)))

    # ---- reading -----------------------------------------------------------------------------------------

    def history(self) -> History:
        """Everything, oldest first. After the first time only what has changed is read again."""
        with self._reading() as connection:
            if self._sessions is None:
                self._sessions = queries.sessions(connection)
            elif self._changed:
                fresh = queries.sessions(connection, self._changed)
                kept = {uuid: one for uuid, one in self._sessions.items() if uuid not in self._changed}
                self._sessions = kept | fresh
            self._changed.clear()
            others = (
                queries.screenings(connection),
                queries.overrules(connection),
                queries.skips(connection),
                queries.self_tests(connection),
                queries.moments(connection),
                queries.tour_days(connection),
            )
        return History(tuple(sorted(self._sessions.values(), key=_begun)), *others)

    def unfinished(self, now_utc: datetime) -> SessionRecord | None:
        """The newest session, if it was never closed and something happened in it in the last twelve hours.

        Its sets say where to go on: the last one at the repetition after ``done_reps``, or after it when
        ``finished``. All may be done already; then only the answers are missing.
        """
        with self._reading() as connection:
            return queries.unfinished(connection, now_utc)

    # ---- how ---------------------------------------------------------------------------------------------

    @contextmanager
    def _change(self, uuid: str = "") -> Iterator[Connection]:
        with super()._change(uuid) as connection:
            yield connection
        if uuid:
            self._touched(uuid)

    def _forget(self) -> None:
        self._sessions = None

    def _touched(self, uuid: str) -> None:
        self._changed.add(uuid)


# Prepared once: SQLAlchemy finds its compiled text by these very objects.
_SESSION = select(session.c.id, session.c.local_day).where(session.c.uuid == bindparam("uuid"))
_SET = select(set_.c.id).join(session).where(session.c.uuid == bindparam("uuid"), set_.c.position == bindparam("at"))
_ADD_REP = upsert(rep).on_conflict_do_nothing()
_OF_SET = rep.c.set_id == bindparam("id_")
_COUNT = (
    update(set_)
    .where(set_.c.id == bindparam("id_"))
    .values(
        done_reps=select(func.count()).where(_OF_SET).scalar_subquery(),
        dur_ms=select(func.coalesce(func.sum(rep.c.dur_ms), 0)).where(_OF_SET).scalar_subquery(),
    )
)


def _begun(record: SessionRecord) -> tuple[datetime, str]:
    return record.started_utc, record.uuid
