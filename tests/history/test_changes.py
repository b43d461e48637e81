"""What is changed by hand is there, is sealed, and can be taken back, also after the next start."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from hinge_desktop.errors import OptionError
from hinge_desktop.history import exchange
from hinge_desktop.history.backup import is_whole
from hinge_desktop.history.journal import KEPT
from hinge_desktop.history.seal import counts_fit, everything
from hinge_desktop.history.store import Store
from hinge_desktop.training.records import (
    CHANGES,
    Answers,
    Binned,
    Ending,
    Felt,
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
from tests.history.conftest import NOW


def practise(store: Store, uuid: str, at: datetime = NOW, reps: tuple[int, ...] = (3, 2)) -> None:
    store.begin_session(SessionStart(uuid, at.date(), at, 60, "hero-squat", 1, len(reps), pain_before=1))
    for position, count in enumerate(reps):
        started = at + timedelta(minutes=position)
        store.begin_set(uuid, SetStart(position, "hero-squat", 3, 8.0, "3-1-1-1"), started)
        for number in range(1, count + 1):
            store.add_rep(uuid, position, number, 6.0, started + number * timedelta(seconds=6))
        store.finish_set(uuid, position, count * 6.0 + 0.5)
    store.finish_session(uuid, Ending.DONE, Answers(1, 2, 1, 5, frozenset({Felt.HAMSTRINGS})), at)


@pytest.fixture
def done(path: Path) -> Path:
    with Store.open(path) as store:
        practise(store, "one")
        practise(store, "two", NOW + timedelta(days=1))
    return path


def of(store: Store, uuid: str) -> SessionRecord:
    return next(one for one in store.history().sessions if one.uuid == uuid)


def sound(path: Path) -> None:
    """Every seal fits, and every count is that of the repetitions there are."""
    with closing(sqlite3.connect(path)) as database:
        assert is_whole(database)
        assert all(counts_fit(one.image) for one in everything(database) if one.table == "session")


def test_a_session_becomes_as_given(done: Path) -> None:
    with Store.open(done) as store:
        was = of(store, "one")
        said = Answers(2, 4, 3, 7, frozenset({Felt.BUTTOCKS}), False, True, "mended")
        given = replace(
            was,
            local_day=date(2026, 11, 19),
            step=2,
            answers=said,
            next_morning_pain=3,
            sets=(replace(was.sets[0], exercise_id="wall-hinge", load_kg=12.5, side="left"),),
        )
        store.edit_session(given)
        assert of(store, "one") == given
        assert of(store, "two") == store.history().sessions[1]
    sound(done)
    with Store.open(done) as store:
        assert of(store, "one") == given


@pytest.mark.parametrize("count", [0, 1, 3, 8, 40])
def test_repetitions_are_as_many_as_are_given(done: Path, count: int) -> None:
    with Store.open(done) as store:
        was = of(store, "one")
        store.edit_session(replace(was, sets=(replace(was.sets[0], done_reps=count), was.sets[1])))
        first, second = of(store, "one").sets
    assert (first.done_reps, first.duration_s) == (count, pytest.approx(count * 6.0 + 0.5))
    assert second == was.sets[1]
    sound(done)


def test_numbers_that_a_file_from_elsewhere_left_out_hinder_nothing(path: Path) -> None:
    with Store.open(path) as store:
        practise(store, "one", reps=(0,))
        for number in (2, 3, 5):
            store.add_rep("one", 0, number, 6.0, NOW + number * timedelta(seconds=6))
        was = of(store, "one")
        store.edit_session(replace(was, next_morning_pain=2))
        (kept,) = exchange.dump(store)["sessions"].values()
        assert [one[0] for one in kept["sets"][0]["reps"]] == [2, 3, 5]
        for count in (2, 4):
            store.edit_session(replace(was, sets=(replace(was.sets[0], done_reps=count),)))
            assert of(store, "one").done_reps == count
        (kept,) = exchange.dump(store)["sessions"].values()
        assert [one[0] for one in kept["sets"][0]["reps"]] == [2, 3, 4, 5]


def test_a_duration_that_is_given_is_kept(done: Path) -> None:
    with Store.open(done) as store:
        was = of(store, "one")
        given = replace(was, sets=(replace(was.sets[0], done_reps=5, duration_s=44.0), was.sets[1]))
        store.edit_session(given)
        assert of(store, "one") == given


def test_a_set_that_was_forgotten_can_be_added(done: Path) -> None:
    with Store.open(done) as store:
        was = of(store, "one")
        more = replace(was.sets[1], position=2, done_reps=4, duration_s=20.0)
        store.edit_session(replace(was, sets=(*was.sets, more)))
        assert of(store, "one").sets == (*was.sets, more)
    sound(done)
    with closing(sqlite3.connect(done)) as database:
        reps = database.execute("SELECT rep.dur_ms FROM rep JOIN set_ ON set_id = id WHERE position = 2").fetchall()
    assert reps == [(5000,)] * 4


def test_a_session_moved_to_another_hour_takes_its_repetitions_along(done: Path) -> None:
    with Store.open(done) as store:
        was, later = of(store, "one"), timedelta(hours=2)
        sets = tuple(replace(one, started_utc=one.started_utc + later) for one in was.sets)
        store.edit_session(replace(was, started_utc=was.started_utc + later, sets=sets))
    with closing(sqlite3.connect(done)) as database:
        early = "SELECT count(*) FROM rep JOIN set_ ON set_id = id WHERE at_utc < started_utc"
        assert database.execute(early).fetchone() == (0,)


@pytest.mark.parametrize(
    "change",
    [
        {"done_reps": -1},
        {"done_reps": 10**9},
        {"planned_reps": -1},
        {"load_kg": -1.0},
        {"load_kg": float("nan")},
        {"load_kg": float("inf")},
    ],
)
def test_a_number_that_cannot_be_changes_nothing(done: Path, change: dict[str, float]) -> None:
    with Store.open(done) as store:
        was = of(store, "one")
        with pytest.raises(OptionError, match="not"):
            store.edit_session(replace(was, step=9, sets=(replace(was.sets[0], **change),)))  # type: ignore[arg-type]
        assert of(store, "one") == was
        assert store.undoable() == ""


def test_an_answer_outside_its_scale_is_named(done: Path) -> None:
    with Store.open(done) as store:
        was = of(store, "one")
        with pytest.raises(OptionError, match="from 0 to 10, not 11"):
            store.edit_session(replace(was, next_morning_pain=11))


def test_the_bin_keeps_a_session_until_it_is_put_back(done: Path) -> None:
    with Store.open(done) as store:
        before = store.history()
        store.delete_session("one", NOW)
        assert [one.uuid for one in store.history().sessions] == ["two"]
        assert store.bin() == (Binned("one", NOW.date(), 1, "hero-squat", NOW),)
        store.delete_session("one", NOW)  # it is gone already
        store.delete_session("nobody", NOW)
        assert len(store.bin()) == 1
    sound(done)
    with Store.open(done) as store:
        store.put_back("one")
        assert store.history() == before
        assert store.bin() == ()
    sound(done)


def test_the_bin_lists_the_last_deleted_first(done: Path) -> None:
    with Store.open(done) as store:
        store.delete_session("two", NOW)
        store.delete_session("one", NOW + timedelta(seconds=1))
        assert [one.uuid for one in store.bin()] == ["one", "two"]


def test_what_was_in_an_emptied_bin_is_nowhere_in_the_file(done: Path) -> None:
    with Store.open(done) as store:
        store.update_answers("one", Answers(note="a secret word" * 500))
        store.delete_session("one", NOW)
        store.empty_bin()
        assert store.bin() == ()
        assert [one.uuid for one in store.history().sessions] == ["two"]
        with store.reading() as connection:
            for table in ("session", "trash", "journal"):
                rows = connection.exec_driver_sql(f"SELECT * FROM {table}").fetchall()
                assert "a secret word" not in str(rows)
        assert (store.undoable(), store.undo()) == ("", "")
    sound(done)
    assert b"a secret word" not in done.read_bytes()
    with closing(sqlite3.connect(done)) as database:  # whatever this SQLite does with pages it no longer uses
        assert database.execute("PRAGMA freelist_count").fetchone() == (0,)


def test_every_kind_of_change_can_be_taken_back_and_done_again(done: Path) -> None:
    day = NOW.date()
    with Store.open(done) as store:
        store.add_self_test(SelfTestRecord(NOW, day, "dowel", 1.0, True))
        store.add_moment(MomentRecord(NOW, day, "sit-down"))
        history = store.history()
        test, moment = history.tests[0], history.moments[0]
        was = of(store, "one")
    steps = {
        "edit": lambda: store.edit_session(replace(was, step=7)),
        "delete": lambda: store.delete_session("one", NOW),
        "put-back": lambda: store.put_back("one"),
        "answers": lambda: store.update_answers("two", Answers(effort=9)),
        "morning": lambda: store.set_next_morning("two", 4),
        "skip": lambda: store.add_skip(SkipRecord(NOW, day, 3, True)),
        "overrule": lambda: store.add_overrule(OverruleRecord(NOW, day, 1, 2, "why")),
        "self-test": lambda: store.add_self_test(SelfTestRecord(NOW + timedelta(1), day, "toe-touch", 2.0, False)),
        "moment": lambda: store.add_moment(MomentRecord(NOW + timedelta(1), day, "sit-down")),
        "delete-self-test": lambda: store.delete_self_test(test.uuid),
        "delete-moment": lambda: store.delete_moment(moment.uuid),
    }
    assert tuple(steps) == CHANGES
    with Store.open(done) as store:
        states = [(store.history(), store.bin())]
        for said, change in steps.items():
            change()
            assert store.undoable() == said
            states.append((store.history(), store.bin()))
            assert states[-1] != states[-2]
    for said, (before, after) in zip(reversed(steps), zip(states[-2::-1], states[:0:-1], strict=True), strict=True):
        with Store.open(done) as store:  # a start between each of them
            assert (store.history(), store.bin()) == after
            assert store.undo() == said
            assert (store.history(), store.bin()) == before
            assert store.redoable() == said
        sound(done)
    with Store.open(done) as store:
        for said, state in zip(steps, states[1:], strict=False):
            if said == "self-test":
                break
            assert store.redo() == said
            assert (store.history(), store.bin()) == state
    sound(done)


def test_a_new_change_ends_what_could_be_done_again(done: Path) -> None:
    with Store.open(done) as store:
        store.set_next_morning("one", 4)
        assert store.undo() == "morning"
        assert store.redoable() == "morning"
        store.set_next_morning("two", 5)
        assert store.redoable() == ""
        assert store.redo() == ""
        assert of(store, "one").next_morning_pain is None


def test_the_last_thirty_changes_can_be_taken_back(done: Path) -> None:
    with Store.open(done) as store:
        for number in range(KEPT + 5):
            was = of(store, "one")
            store.edit_session(replace(was, step=number + 10))
    with Store.open(done) as store:
        turned = []
        while store.undo():
            turned.append(of(store, "one").step)
        assert KEPT == len(turned) == 30
        assert turned[0] == KEPT + 13
        assert turned[-1] == 14
    sound(done)


def test_words_that_are_typed_one_after_the_other_are_one_change(done: Path) -> None:
    with Store.open(done) as store:
        was = of(store, "one")
        for note in ("f", "fi", "fin", "fine"):
            store.update_answers("one", replace(was.answers, note=note))
        store.update_answers("two", Answers(note="other"))
        assert store.undo() == "answers"
        assert of(store, "one").answers.note == "fine"
        assert store.undo() == "answers"
        assert of(store, "one") == was
        assert store.undo() == ""


def test_a_change_of_nothing_is_none(done: Path) -> None:
    with Store.open(done) as store:
        store.edit_session(of(store, "one"))
        store.delete_moment("nobody")
        store.set_next_morning("one", 3)
        store.set_next_morning("one", None)
        assert store.undoable() == ""


def test_safety_questions_and_days_looked_at_are_not_taken_back(done: Path) -> None:
    with Store.open(done) as store:
        store.add_screening(ScreeningRecord(NOW, NOW.date(), (("fever", True),)))
        store.add_tour_day(TourRecord(NOW, NOW.date(), 1))
        assert store.undo() == ""
        assert len(store.history().screenings) == 1
    sound(done)


def test_a_step_that_is_kept_for_stricter_limits_is_not_taken_back_alone(done: Path) -> None:
    with Store.open(done) as store:
        store.add_overrule(OverruleRecord(NOW, NOW.date(), 1, 4, "kept"), by_hand=False)
        assert store.undoable() == ""
        assert store.undo() == ""
        assert len(store.history().overrules) == 1
    sound(done)


def test_what_is_newer_than_a_change_is_never_written_over(done: Path, tmp_path: Path) -> None:
    other, file = tmp_path / "other" / "history.sqlite", tmp_path / "from.json"
    with Store.open(other) as store:
        practise(store, "one", reps=(3, 2, 3))
        store.finish_session("one", Ending.DONE, Answers(note="on the other computer"), NOW + timedelta(days=2))
        exchange.export_json(store, file)
    with Store.open(done) as store:
        store.set_next_morning("two", 2)
        store.set_next_morning("one", 4)
        exchange.import_json(store, file)
        taken = of(store, "one")
        assert taken.answers.note == "on the other computer"
        assert store.undo() == "morning"
        assert of(store, "one") == taken
        assert of(store, "two").next_morning_pain is None
        assert store.undo() == ""
    sound(done)


def test_a_self_test_and_a_moment_are_named_by_their_uuid(done: Path) -> None:
    with Store.open(done) as store:
        for number in (1, 2):
            store.add_moment(MomentRecord(NOW + timedelta(hours=number), NOW.date(), "sit-down"))
        first, second = store.history().moments
        assert first.uuid
        assert first.uuid != second.uuid
        store.delete_moment(first.uuid)
        assert store.history().moments == (second,)


def test_a_session_under_way_can_be_put_right_and_goes_on(path: Path) -> None:
    with Store.open(path) as store:
        store.begin_session(SessionStart("one", NOW.date(), NOW, 0, "hero-squat", 1, 1, plan="the plan"))
        store.begin_set("one", SetStart(0, "hero-squat", 3, 0.0, "3-1-1-1"), NOW)
        store.add_rep("one", 0, 1, 6.0, NOW)
        was = of(store, "one")
        store.edit_session(replace(was, sets=(replace(was.sets[0], load_kg=4.0),)))
        store.add_rep("one", 0, 2, 6.0, NOW)
        assert store.undo() == ""  # it is no longer as the change left it
        found = store.unfinished(NOW)
        assert found is not None
        assert (found.plan, found.sets[0].load_kg, found.sets[0].done_reps) == ("the plan", 4.0, 2)
    sound(path)
