"""Reading the history: rows in, frozen records out. Few statements, no object mapper."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import fields, replace
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import Connection, Select, Table, func, select

from hinge_desktop.history.schema import moment, overrule, rep, screening, self_test, session, set_, skip, tour_day
from hinge_desktop.training.records import (
    Answers,
    Ending,
    MomentRecord,
    OverruleRecord,
    ScreeningRecord,
    SelfTestRecord,
    SessionRecord,
    SetRecord,
    SkipRecord,
    TourRecord,
)

R = TypeVar("R")

CONTINUE_WITHIN = timedelta(hours=12)
"""How old the last sign of an interrupted session may be for going on to make sense."""

_MOST_NAMED = 500  # SQLite's limit on values in one statement is 999 in its older versions

_SESSIONS = select(
    session.c.id,
    session.c.uuid,
    session.c.local_day,
    session.c.started_utc,
    session.c.tz_offset_min,
    session.c.main_exercise_id,
    session.c.step,
    session.c.planned_sets,
    session.c.ending,
    session.c.ended_utc,
    session.c.next_morning_pain,
    session.c.flare_up_day,
    *(session.c[name] for name in Answers.__slots__),  # last and in this order
)
_FIRST_ANSWER = 12

_SETS = select(
    set_.c.session_id,
    set_.c.position,
    set_.c.exercise_id,
    set_.c.planned_reps,
    set_.c.done_reps,
    set_.c.load_g,
    set_.c.tempo,
    set_.c.started_utc,
    set_.c.dur_ms,
    set_.c.finished,
    set_.c.role,
    set_.c.side,
    set_.c.look,
).order_by(set_.c.session_id, set_.c.position)


def sessions(connection: Connection, only: Collection[str] | None = None) -> dict[str, SessionRecord]:
    """All sessions by their uuid, or those of ``only`` that are there."""
    if only is None or len(only) > _MOST_NAMED:
        return _records(connection, _SESSIONS, _SETS)
    named = session.c.uuid.in_(only)
    return _records(connection, _SESSIONS.where(named), _SETS.join(session).where(named))


def unfinished(connection: Connection, now_utc: datetime) -> SessionRecord | None:
    """The newest session if it is open and its last sign is not older than ``CONTINUE_WITHIN``."""
    newest = select(session.c.uuid, session.c.ending, session.c.started_utc).order_by(
        session.c.started_utc.desc(), session.c.id.desc()
    )
    row = connection.execute(newest.limit(1)).first()
    if row is None or row.ending is not Ending.OPEN:
        return None
    newest_rep = select(func.max(rep.c.at_utc, type_=rep.c.at_utc.type)).select_from(rep).join(set_).join(session)
    last_rep = connection.execute(newest_rep.where(session.c.uuid == row.uuid)).scalar()
    if now_utc - (last_rep or row.started_utc) > CONTINUE_WITHIN:
        return None
    plan = connection.execute(select(session.c.plan).where(session.c.uuid == row.uuid)).scalar_one()
    return replace(sessions(connection, (row.uuid,))[row.uuid], plan=plan)


def screenings(connection: Connection) -> tuple[ScreeningRecord, ...]:
    """All answerings of the red-flag page, oldest first."""
    rows = connection.execute(
        select(screening.c.answered_utc, screening.c.local_day, screening.c.answers).order_by(
            screening.c.answered_utc, screening.c.id
        )
    )
    return tuple(
        ScreeningRecord(at, day, tuple((question, yes) for question, yes in answers)) for at, day, answers in rows
    )


def overrules(connection: Connection) -> tuple[OverruleRecord, ...]:
    """All choices against the advice, oldest first."""
    return _all(connection, overrule, OverruleRecord)


def skips(connection: Connection) -> tuple[SkipRecord, ...]:
    """Steps the user was told not to do, or may do again, oldest first."""
    return _all(connection, skip, SkipRecord)


def self_tests(connection: Connection) -> tuple[SelfTestRecord, ...]:
    """All self-tests, oldest first."""
    return _all(connection, self_test, SelfTestRecord)


def moments(connection: Connection) -> tuple[MomentRecord, ...]:
    """All hinge moments, oldest first."""
    return _all(connection, moment, MomentRecord)


def tour_days(connection: Connection) -> tuple[TourRecord, ...]:
    """Every day of the tour that was looked at, oldest first."""
    return _all(connection, tour_day, TourRecord)


def _all(connection: Connection, table: Table, record: type[R]) -> tuple[R, ...]:
    """All rows of a table whose first column of the record is the moment, oldest first."""
    names = [one.name for one in fields(record)]  # type: ignore[arg-type]
    rows = connection.execute(select(*(table.c[name] for name in names)).order_by(table.c[names[0]], table.c.id))
    return tuple(record(*row) for row in rows)


def _records(
    connection: Connection, of_sessions: Select[*tuple[Any, ...]], of_sets: Select[*tuple[Any, ...]]
) -> dict[str, SessionRecord]:
    done: defaultdict[int, list[SetRecord]] = defaultdict(list)
    for owner, position, exercise, planned, reps, grams, tempo, started, ms, *rest in connection.execute(of_sets):
        done[owner].append(SetRecord(position, exercise, planned, reps, grams / 1000, tempo, started, ms / 1000, *rest))
    found = {}
    for row in connection.execute(of_sessions):
        key, uuid, day, started, offset, exercise, step, planned, ending, ended, morning, flare_up = row[:_FIRST_ANSWER]
        found[uuid] = SessionRecord(
            uuid=uuid,
            local_day=day,
            started_utc=started,
            tz_offset_min=offset,
            main_exercise_id=exercise,
            step=step,
            planned_sets=planned,
            sets=tuple(done[key]),
            answers=Answers(*row[_FIRST_ANSWER:]),
            ending=ending,
            ended_utc=ended,
            next_morning_pain=morning,
            flare_up_day=flare_up,
        )
    return found
