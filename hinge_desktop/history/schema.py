"""The tables as they are now. How a file comes to have them is told in ``migrations``.

``session`` 1-n ``set_`` 1-n ``rep``; beside them ``screening``, ``overrule``, ``skip``, ``self_test``, ``moment``
and ``tour_day``; ``trash`` and ``journal`` are for taking back. What a ``seal`` is, ``seal`` tells. Moments are whole
milliseconds of UTC, durations whole milliseconds, loads whole grams, days the local calendar day as the
user saw it when the session began. ``set_`` repeats that day and carries its own counts, so that charts
read one covering index and never ``rep``.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)

from hinge_desktop.training.records import Ending, Felt

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


class UtcMoment(TypeDecorator[datetime]):
    """An aware datetime, kept as milliseconds since 1970 UTC (SQLite has no time zones)."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Any zone in; a naive datetime is a mistake of the caller."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment without a time zone: {value!r}")
        return (value - _EPOCH) // _MILLISECOND

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """UTC out."""
        return None if value is None else _EPOCH + timedelta(milliseconds=value)


class FeltSet(TypeDecorator[frozenset[Felt]]):
    """Where a session was felt, one bit for each place (bit 1 is ``Felt(1)``)."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: frozenset[Felt] | None, dialect: Dialect) -> int | None:
        """The sum of the bits."""
        return None if value is None else sum(1 << place for place in value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> frozenset[Felt] | None:
        """The places whose bit is set."""
        return None if value is None else frozenset(place for place in Felt if value >> place & 1)


class HowEnded(TypeDecorator[Ending]):
    """An ``Ending`` by its word."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Ending | None, dialect: Dialect) -> str | None:
        """The word."""
        return None if value is None else value.value

    def process_result_value(self, value: str | None, dialect: Dialect) -> Ending | None:
        """The member."""
        return None if value is None else Ending(value)


def _scale(name: str) -> Column[int | None]:
    """A column for an answer from 0 to 10; empty is "not answered"."""
    return Column(name, Integer, CheckConstraint(f"{name} BETWEEN 0 AND 10", name=name))


session = Table(
    "session",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("uuid", Text, nullable=False),
    Column("local_day", Date, nullable=False),
    Column("started_utc", UtcMoment, nullable=False),
    Column("tz_offset_min", Integer, nullable=False),
    Column("main_exercise_id", Text, nullable=False),
    Column("step", Integer),
    Column("planned_sets", Integer, nullable=False),
    Column("flare_up_day", Boolean, nullable=False),
    Column("ending", HowEnded, nullable=False),
    Column("ended_utc", UtcMoment),
    _scale("pain_before"),
    _scale("pain_worst"),
    _scale("pain_after"),
    _scale("effort"),
    _scale("next_morning_pain"),
    Column("felt", FeltSet, nullable=False),
    Column("looked_like_figure", Boolean),
    Column("leg_symptoms", Boolean),
    Column("note", Text, nullable=False),
    Column("plan", Text, nullable=False, server_default=text("''")),
    Column("edited_utc", UtcMoment),  # when it was last put right by hand: of two computers the later one is right
    Column("seal", LargeBinary),
    UniqueConstraint("uuid"),
    Index(None, "started_utc"),
)

set_ = Table(
    "set_",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("session_id", Integer, ForeignKey(session.c.id, ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("exercise_id", Text, nullable=False),
    Column("local_day", Date, nullable=False),
    Column("planned_reps", Integer, nullable=False),
    Column("done_reps", Integer, nullable=False),
    Column("load_g", Integer, nullable=False),
    Column("tempo", Text, nullable=False),
    Column("started_utc", UtcMoment, nullable=False),
    Column("dur_ms", Integer, nullable=False),
    Column("finished", Boolean, nullable=False),
    Column("role", Text, nullable=False, server_default=text("'main'")),
    Column("side", Text, nullable=False, server_default=text("''")),
    Column("look", Text, nullable=False, server_default=text("''")),
    UniqueConstraint("session_id", "position"),
    Index(None, "local_day", "done_reps", "dur_ms", "load_g"),
    Index(None, "exercise_id", "local_day", "done_reps", "load_g", "dur_ms"),
)

rep = Table(
    "rep",
    metadata,
    Column("set_id", Integer, ForeignKey(set_.c.id, ondelete="CASCADE"), primary_key=True),
    Column("idx", Integer, primary_key=True),  # from 1, as it is counted aloud
    Column("dur_ms", Integer, nullable=False),
    Column("at_utc", UtcMoment, nullable=False),
    sqlite_with_rowid=False,  # the primary key is the table: a set's repetitions lie together
)


def _beside(name: str, moment_name: str, *columns: Column[Any]) -> Table:
    """A table of what stands beside the sessions: who it is, when it was, on which day of the user's, and what."""
    return Table(
        name,
        metadata,
        Column("id", Integer, primary_key=True),
        Column("uuid", Text, nullable=False),
        Column(moment_name, UtcMoment, nullable=False),
        Column("local_day", Date, nullable=False),
        *columns,
        Column("seal", LargeBinary),
        UniqueConstraint("uuid"),
    )


screening = _beside(
    "screening",
    "answered_utc",
    Column("answers", JSON, nullable=False),  # [[question id, yes], ...] in the order they were asked
)
overrule = _beside(
    "overrule",
    "decided_utc",
    Column("advised_step", Integer, nullable=False),
    Column("chosen_step", Integer, nullable=False),
    Column("reason_shown", Text, nullable=False),
)
skip = _beside("skip", "decided_utc", Column("step", Integer, nullable=False), Column("skip", Boolean, nullable=False))
self_test = _beside(
    "self_test",
    "done_utc",
    Column("test_id", Text, nullable=False),
    Column("value", Float, nullable=False),
    Column("passed", Boolean, nullable=False),
)
moment = _beside("moment", "done_utc", Column("kind", Text, nullable=False))
tour_day = _beside("tour_day", "seen_utc", Column("tour_day", Integer, nullable=False))

trash = Table(  # sessions that were deleted lie here and nowhere else, so whoever reads sessions need not know of it
    "trash",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("uuid", Text, nullable=False),
    Column("trashed_utc", UtcMoment, nullable=False),
    Column("image", Text, nullable=False),
    Column("seal", LargeBinary),
    UniqueConstraint("uuid"),
)

journal = Table(  # what can be taken back: the images of one thing before and after a change; empty where it was not
    "journal",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("uuid", Text, nullable=False),
    Column("said", Text, nullable=False),
    Column("undone", Boolean, nullable=False),
    Column("images", JSON, nullable=False),  # [[table, uuid, before, after], ...]
    Column("seal", LargeBinary),
    UniqueConstraint("uuid"),
)
