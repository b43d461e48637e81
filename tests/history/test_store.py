"""What was put in comes out: while training, afterwards, after closing, after a stop."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hinge_desktop.errors import StorageInUse
from hinge_desktop.history.store import Store
from hinge_desktop.training.records import (
    Answers,
    Ending,
    Felt,
    History,
    MomentRecord,
    OverruleRecord,
    ScreeningRecord,
    SelfTestRecord,
    SessionRecord,
    SessionStart,
    SetRecord,
    SetStart,
    SkipRecord,
    TourRecord,
)

ANSWERS = Answers(1, 3, 2, 6, frozenset({Felt.HAMSTRINGS, Felt.BUTTOCKS}), True, False, "Gut. \N{FLEXED BICEPS}")


def test_a_session_is_there_as_it_was_done(path: Path, a_session: SessionStart, a_set: SetStart, now: datetime) -> None:
    with Store.open(path) as store:
        store.begin_session(a_session)
        store.begin_set("one", a_set, now)
        for number in (1, 2, 3):
            store.add_rep("one", 0, number, 6.0, now + number * timedelta(seconds=6))
        store.finish_set("one", 0, 18.25)
        store.finish_session("one", Ending.DONE, ANSWERS, now + timedelta(minutes=5))
        store.set_next_morning("one", 2)
        at_once = store.history()
    expected = SessionRecord(
        "one", date(2026, 11, 21), now, 60, "weighted-hip-hinge", 5, 2,
        (SetRecord(0, "weighted-hip-hinge", 3, 3, 12.5, "3-1-1-1", now, 18.25, True),),
        ANSWERS, Ending.DONE, now + timedelta(minutes=5), 2,
    )  # fmt: skip
    assert at_once.sessions == (expected,)
    with Store.open(path) as store:
        assert store.history() == at_once


def test_each_repetition_is_on_the_disk_at_once(store: Store, a_session: SessionStart, a_set: SetStart, now: datetime,
                                                tmp_path: Path) -> None:  # fmt: skip
    store.begin_session(a_session)
    store.begin_set("one", a_set, now)
    for number in (1, 2):
        store.add_rep("one", 0, number, 6.0, now)
        for suffix in ("", "-wal"):  # as a kill would leave them
            copy = tmp_path / f"copy.sqlite{suffix}"
            copy.write_bytes(store.path.with_name(store.path.name + suffix).read_bytes())
        with closing(sqlite3.connect(tmp_path / "copy.sqlite")) as database:
            assert database.execute("SELECT done_reps FROM set_").fetchall() == [(number,)]
            assert database.execute("SELECT count(*) FROM rep").fetchall() == [(number,)]


def test_saying_it_twice_is_saying_it_once(
    store: Store, a_session: SessionStart, a_set: SetStart, now: datetime
) -> None:
    screening = ScreeningRecord(now, now.date(), (("numb", False), ("fever", True)))
    overrule = OverruleRecord(now, now.date(), 3, 4, "Stay with step 3.")
    for _ in range(2):
        store.begin_session(a_session)
        store.begin_set("one", a_set, now)
        store.add_rep("one", 0, 1, 6.0, now)
        store.add_screening(screening)
        store.add_overrule(overrule)
    history = store.history()
    assert [one.done_reps for one in history.sessions] == [1]
    assert history.screenings == (screening,)
    assert history.overrules == (overrule,)


def test_a_deleted_session_takes_all_with_it(kept: Path, now: datetime) -> None:
    with Store.open(kept) as store:
        store.delete_session("one", now)
        assert store.history() == History()
    with closing(sqlite3.connect(kept)) as database:
        assert database.execute("SELECT (SELECT count(*) FROM set_), (SELECT count(*) FROM rep)").fetchone() == (0, 0)


def test_after_a_set_nothing_waits_in_the_log(kept: Path) -> None:
    with Store.open(kept) as store:
        store.add_rep("one", 0, 3, 6.0, datetime(2026, 11, 21, 6, tzinfo=UTC))
        log = kept.with_name(kept.name + "-wal")
        assert log.stat().st_size > 0
        store.finish_set("one", 0, 18.0)
        assert log.stat().st_size == 0


def test_a_naive_moment_is_a_mistake_and_changes_nothing(store: Store, a_session: SessionStart) -> None:
    naive = a_session.started_utc.replace(tzinfo=None)
    with pytest.raises(Exception, match="time zone"):
        store.begin_session(replace(a_session, started_utc=naive))
    assert store.history() == History()


@pytest.mark.parametrize(
    ("later", "offered"),
    [(timedelta(minutes=1), True), (timedelta(hours=11), True), (timedelta(hours=13), False)],
)
def test_an_interrupted_session_is_offered_while_it_is_recent(
    kept: Path, now: datetime, later: timedelta, offered: bool
) -> None:
    with Store.open(kept) as store:
        found = store.unfinished(now + later)
    assert (found is not None) == offered
    if found is not None:
        assert (found.uuid, found.sets[-1].done_reps, found.sets[-1].finished) == ("one", 2, False)
        assert found.sets[-1].duration_s == 12.0


def test_a_closed_session_or_one_with_a_newer_after_it_is_not_offered(
    kept: Path, a_session: SessionStart, now: datetime
) -> None:
    with Store.open(kept) as store:
        later = now + timedelta(hours=1)
        store.begin_session(replace(a_session, uuid="two", started_utc=later))
        store.finish_session("two", Ending.LEFT, Answers(), later)
        assert store.unfinished(later) is None


def test_a_second_program_is_told(store: Store, path: Path) -> None:
    with pytest.raises(StorageInUse, match=r"history\.sqlite"):
        Store.open(path)
    assert store.history() == History()


scales = st.none() | st.integers(0, 10)
moments = st.integers(0, 4_000_000_000_000).map(
    lambda ms: datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=ms)
)
notes = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
answers = st.builds(
    Answers, scales, scales, scales, scales, st.frozensets(st.sampled_from(Felt)), st.none() | st.booleans(),
    st.none() | st.booleans(), notes,
)  # fmt: skip


@given(answers, moments, st.sampled_from(Ending), scales, st.dates(), st.integers(-840, 840), st.integers(0, 6))
def test_every_answer_comes_back(
    said: Answers, at: datetime, ending: Ending, morning: int | None, day: date, offset: int, reps: int
) -> None:
    with TemporaryDirectory() as folder, Store.open(Path(folder) / "history.sqlite") as store:
        store.begin_session(SessionStart("u", day, at, offset, "hero-squat", None, 1, flare_up_day=True))
        store.begin_set("u", SetStart(0, "hero-squat", 6, 0.0, "natural"), at)
        for number in range(1, reps + 1):
            store.add_rep("u", 0, number, 0.125, at)
        store.history()
        store.finish_session("u", ending, said, at)
        store.set_next_morning("u", morning)
        (found,) = store.history().sessions
    assert (found.answers, found.ending, found.ended_utc, found.next_morning_pain) == (said, ending, at, morning)
    assert (found.local_day, found.started_utc, found.tz_offset_min, found.step) == (day, at, offset, None)
    assert (found.done_reps, found.flare_up_day, found.sets[0].duration_s) == (reps, True, reps * 0.125)


def test_what_changed_is_read_again_and_the_rest_is_kept(store: Store, a_session: SessionStart, now: datetime) -> None:
    for number in range(5):
        start = replace(a_session, uuid=str(number), started_utc=now - timedelta(days=number))
        store.begin_session(start)
    before = store.history()
    store.update_answers("3", ANSWERS)
    store.delete_session("1", now)
    after = store.history()
    assert [one.uuid for one in before.sessions] == ["4", "3", "2", "1", "0"]
    assert [one.uuid for one in after.sessions] == ["4", "3", "2", "0"]
    assert after.sessions[1].answers == ANSWERS
    assert after.sessions[0] is before.sessions[0]


def test_a_closed_history_is_one_file(kept: Path) -> None:
    Store.open(kept).close()
    assert [one.name for one in kept.parent.iterdir()] == [kept.name]


def test_a_folder_may_have_any_name(tmp_path: Path) -> None:
    path = tmp_path / "a?b=c & 100 % # \N{SNOWMAN}" / "history.sqlite"
    Store.open(path).close()
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_what_stands_beside_practice_comes_back_oldest_first(path: Path, now: datetime) -> None:
    later, day = now + timedelta(hours=2), date(2026, 11, 21)
    skips = (SkipRecord(now, day, 4, True), SkipRecord(later, day, 4, False))
    tests = (SelfTestRecord(now, day, "dowel", 7.0, False), SelfTestRecord(later, day, "wall-reach", 1.25, True))
    moments = (MomentRecord(now, day, "sit-down"), MomentRecord(later, day, "sit-down"))
    tours = (TourRecord(now, day, 1), TourRecord(later, day, 2))
    with Store.open(path) as store:
        for turn in (1, 0, 0):  # out of order, and twice
            store.add_skip(skips[turn])
            store.add_self_test(tests[turn])
            store.add_moment(moments[turn])
            store.add_tour_day(tours[turn])
        assert store.history() == History(skips=skips, tests=tests, moments=moments, tours=tours)


def test_the_plan_of_an_interrupted_session_comes_back_as_it_was_last(
    store: Store, a_session: SessionStart, a_set: SetStart, now: datetime
) -> None:
    store.begin_session(replace(a_session, plan="first"))
    store.begin_set("one", replace(a_set, role="warm-up", side="left", look="backpack"), now)
    store.change_plan("one", "eased", 3)
    found = store.unfinished(now)
    assert found is not None
    assert (found.plan, found.planned_sets) == ("eased", 3)
    assert (found.sets[0].role, found.sets[0].side, found.sets[0].look) == ("warm-up", "left", "backpack")
    assert store.history().sessions[0].plan == ""


def test_a_plan_is_kept_only_while_its_session_is_open(path: Path, a_session: SessionStart, now: datetime) -> None:
    with Store.open(path) as store:
        store.begin_session(replace(a_session, plan="a long text"))
        store.finish_session("one", Ending.DONE, ANSWERS, now)
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("SELECT plan FROM session").fetchall() == [("",)]
