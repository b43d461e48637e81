"""Histories to exchange: random ones, written into a store as the program writes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from hinge_desktop.history.store import Store
from hinge_desktop.training.records import (
    Answers,
    Ending,
    Felt,
    MomentRecord,
    OverruleRecord,
    ScreeningRecord,
    SelfTestRecord,
    SessionStart,
    SetStart,
    SkipRecord,
    TourRecord,
)

Beside = ScreeningRecord | OverruleRecord | SkipRecord | SelfTestRecord | MomentRecord | TourRecord
_ADD = {
    ScreeningRecord: Store.add_screening,
    OverruleRecord: Store.add_overrule,
    SkipRecord: Store.add_skip,
    SelfTestRecord: Store.add_self_test,
    MomentRecord: Store.add_moment,
    TourRecord: Store.add_tour_day,
}


@dataclass(frozen=True)
class DoneSet:
    """A set and its repetitions: seconds each took, and seconds after the set began at which it was complete."""

    start: SetStart
    started_utc: datetime
    reps: tuple[tuple[float, float], ...]
    finished_s: float | None


@dataclass(frozen=True)
class DoneSession:
    """A session; without ``ending`` it is left open."""

    start: SessionStart
    sets: tuple[DoneSet, ...]
    ending: Ending | None
    answers: Answers
    next_morning: int | None


@dataclass(frozen=True)
class Life:
    """Everything somebody did."""

    sessions: tuple[DoneSession, ...]
    beside: tuple[Beside, ...]

    def put_into(self, store: Store) -> None:
        """Do it all, by the store's own methods."""
        for one in self.sessions:
            _do(store, one)
        for record in self.beside:
            _ADD[type(record)](store, record)  # type: ignore[arg-type]


def _do(store: Store, one: DoneSession) -> None:
    uuid = one.start.uuid
    store.begin_session(one.start)
    for done in one.sets:
        store.begin_set(uuid, done.start, done.started_utc)
        for number, (took, end) in enumerate(done.reps, 1):
            store.add_rep(uuid, done.start.position, number, took, done.started_utc + timedelta(seconds=end))
        if done.finished_s is not None:
            store.finish_set(uuid, done.start.position, done.finished_s)
    if one.ending is not None:
        store.finish_session(uuid, one.ending, one.answers, one.start.started_utc + timedelta(minutes=20))
        store.set_next_morning(uuid, one.next_morning)


words = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=40)
ids = st.sampled_from(("hero-squat", "weighted-hip-hinge", "=HYPERLINK", "kettlebell-swing"))
_LATEST_MS = 7_258_032_000_000  # the year 2199
moments = st.integers(0, _LATEST_MS).map(lambda ms: datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=ms))
days = st.dates(date(1971, 1, 1), date(2199, 12, 31))
scales = st.none() | st.integers(0, 10)
answers = st.builds(
    Answers, scales, scales, scales, scales, st.frozensets(st.sampled_from(Felt)), st.none() | st.booleans(),
    st.none() | st.booleans(), words,
)  # fmt: skip
seconds = st.integers(0, 3_600_000).map(lambda ms: ms / 1000)
starts = st.builds(
    SetStart, st.just(0), ids, st.integers(0, 50), st.integers(0, 100_000).map(lambda g: g / 1000), words,
    st.sampled_from(("main", "warm-up", "related")), st.sampled_from(("", "left", "right")), words,
)  # fmt: skip
sets = st.builds(
    DoneSet, starts, moments, st.lists(st.tuples(seconds, seconds), max_size=4).map(tuple), st.none() | seconds
)


@st.composite
def _sessions(draw: st.DrawFn) -> DoneSession:
    start = SessionStart(
        str(draw(st.uuids())), draw(days), draw(moments), draw(st.integers(-840, 840)), draw(ids),
        draw(st.none() | st.integers(1, 10)), draw(st.integers(0, 9)), draw(scales), draw(st.booleans()), draw(words),
    )  # fmt: skip
    done = draw(st.lists(sets, max_size=3))
    numbered = tuple(
        DoneSet(SetStart(at, *_rest(one.start)), one.started_utc, one.reps, one.finished_s)
        for at, one in enumerate(done)
    )
    ending = draw(st.none() | st.sampled_from((Ending.DONE, Ending.LEFT, Ending.PAIN)))
    return DoneSession(start, numbered, ending, draw(answers), draw(scales))


def _rest(start: SetStart) -> list[object]:
    return [getattr(start, name) for name in SetStart.__slots__[1:]]


beside = st.one_of(
    st.builds(
        ScreeningRecord, moments, days, st.lists(st.tuples(ids, st.booleans()), max_size=3).map(tuple)
    ),
    st.builds(OverruleRecord, moments, days, st.integers(1, 10), st.integers(1, 10), words),
    st.builds(SkipRecord, moments, days, st.integers(1, 10), st.booleans()),
    st.builds(SelfTestRecord, moments, days, ids, st.floats(-1e6, 1e6), st.booleans()),
    st.builds(MomentRecord, moments, days, ids),
    st.builds(TourRecord, moments, days, st.integers(1, 10)),
)  # fmt: skip

lives = st.builds(
    Life,
    st.lists(_sessions(), max_size=3, unique_by=lambda one: one.start.uuid).map(tuple),
    st.lists(beside, max_size=6).map(tuple),
)
