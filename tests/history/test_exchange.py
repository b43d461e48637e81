"""What is exported comes back: into an empty history, into the same one, and between two computers."""

from __future__ import annotations

import csv
import io
import json
import os
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings

from hinge_desktop.errors import ContentError, StorageUnavailable
from hinge_desktop.history import changes, exchange_rows
from hinge_desktop.history.exchange import Tally, dump, export_csv, export_json, import_json, preview_import
from hinge_desktop.history.store import Store
from hinge_desktop.training.records import Answers, Ending, MomentRecord, SessionStart, SetStart
from tests.history.exchanged import Life, lives

NOW = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)
START = SessionStart("one", date(2026, 11, 21), NOW, 60, "weighted-hip-hinge", 5, 2, pain_before=1)


def practise(store: Store, uuid: str = "one", reps: int = 3, at: datetime = NOW) -> None:
    store.begin_session(replace(START, uuid=uuid, started_utc=at))
    store.begin_set(uuid, SetStart(0, "weighted-hip-hinge", 3, 12.5, "3-1-1-1"), at)
    for number in range(1, reps + 1):
        store.add_rep(uuid, 0, number, 6.0, at + number * timedelta(seconds=6))


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """The folder of another computer."""
    return tmp_path / "other" / "history.sqlite"


@settings(max_examples=8)
@given(lives)
def test_export_then_import_is_the_same_history(life: Life) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder, "all.json")
        with (
            Store.open(Path(folder, "a", "history.sqlite")) as here,
            Store.open(Path(folder, "b", "history.sqlite")) as there,
        ):
            life.put_into(here)
            export_json(here, file)
            done = import_json(there, file)
            assert dump(there) == dump(here)
            assert there.history() == here.history()
            again = import_json(there, file)
            assert dump(there) == dump(here)
    assert all(tally.same == tally.changes == 0 or tally.new for tally in done.values())
    assert all(tally.changes == tally.different == 0 for tally in again.values())


@settings(max_examples=6)
@given(lives, lives)
def test_two_computers_that_read_each_other_have_the_same_history(mine: Life, yours: Life) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        with Store.open(folder / "a" / "history.sqlite") as here, Store.open(folder / "b" / "history.sqlite") as there:
            mine.put_into(here)
            export_json(here, folder / "start.json")
            import_json(there, folder / "start.json")
            yours.put_into(there)
            for one in mine.sessions:  # both go on with what both have, each in their own way
                here.update_answers(one.start.uuid, Answers(pain_after=3))
                there.set_next_morning(one.start.uuid, 4)
            export_json(here, folder / "a.json")
            export_json(there, folder / "b.json")
            import_json(here, folder / "b.json")
            import_json(there, folder / "a.json")
            assert dump(here) == dump(there)


def test_an_import_in_an_empty_home_makes_the_same_answers(store: Store, other: Path, tmp_path: Path) -> None:
    practise(store)
    store.finish_session("one", Ending.DONE, Answers(1, 3, 2, 6, note="Gut. \N{FLEXED BICEPS}\r\n= 1"), NOW)
    store.set_next_morning("one", 2)
    assert export_json(store, tmp_path / "all.json")["sessions"] == 1
    with Store.open(other) as there:
        tallies = import_json(there, tmp_path / "all.json")
        assert tallies["sessions"] == Tally(new=1)
        assert there.history() == store.history()
        with there.reading() as connection:
            rows = connection.exec_driver_sql("SELECT idx, dur_ms, at_utc FROM rep").fetchall()
    assert [tuple(row) for row in rows] == [
        (number, 6000, round(NOW.timestamp() * 1000) + number * 6000) for number in (1, 2, 3)
    ]


def test_a_preview_changes_nothing_and_an_import_keeps_a_copy_first(store: Store, other: Path, tmp_path: Path) -> None:
    practise(store)
    store.add_moment(MomentRecord(NOW, NOW.date(), "bin"))
    export_json(store, tmp_path / "all.json")
    with Store.open(other) as there:
        practise(there, "theirs")
        before = dump(there)
        assert preview_import(there, tmp_path / "all.json")["sessions"] == Tally(new=1)
        assert dump(there) == before
        assert import_json(there, tmp_path / "all.json")["moments"] == Tally(new=1)
        assert {one.uuid for one in there.history().sessions} == {"one", "theirs"}
    (copy,) = (other.parent / "backups").glob("*before-import*")
    with closing(sqlite3.connect(copy)) as database:
        assert database.execute("SELECT uuid FROM session").fetchall() == [("theirs",)]


def test_of_the_copies_made_before_imports_the_old_ones_are_thinned_and_others_are_left(
    store: Store, other: Path, tmp_path: Path
) -> None:
    practise(store)
    export_json(store, tmp_path / "all.json")
    folder = other.parent / "backups"
    folder.mkdir(parents=True)
    old = [datetime(2020, 1, 1, hour, tzinfo=UTC) + timedelta(days=day) for day in range(60) for hour in (6, 18)]
    for kind in ("-before-import", "-before-format-2", ""):
        for at in old:
            (folder / f"history{kind}-{at:%Y%m%dT%H%M%SZ}.sqlite").touch()
    with Store.open(other) as there:
        import_json(there, tmp_path / "all.json")
    names = [one.name for one in folder.iterdir()]
    assert sum("before-format" in one for one in names) == sum("before" not in one for one in names) == len(old)
    imports = sorted(one for one in names if "before-import" in one)
    assert 12 < len(imports) < 30
    assert "20200229T180000Z" in imports[-2]
    assert sum("T06" in one for one in imports[:-1]) == 0  # of each day the later one


def test_importing_ones_own_export_makes_no_copy(store: Store, tmp_path: Path) -> None:
    practise(store)
    export_json(store, tmp_path / "all.json")
    assert import_json(store, tmp_path / "all.json")["sessions"] == Tally(same=1)
    assert not (store.path.parent / "backups").exists()


def test_what_went_on_later_is_taken_and_what_came_earlier_is_not(store: Store, other: Path, tmp_path: Path) -> None:
    early, late = tmp_path / "early.json", tmp_path / "late.json"
    practise(store, reps=1)
    export_json(store, early)
    practise(store, reps=3)
    store.finish_session("one", Ending.DONE, Answers(1, 3), NOW + timedelta(minutes=5))
    export_json(store, late)
    with Store.open(other) as there:
        import_json(there, early)
        assert import_json(there, late)["sessions"] == Tally(taken=1)
        assert there.history() == store.history()
        assert import_json(there, early)["sessions"] == Tally(kept=1)
        assert there.history() == store.history()


def test_an_answer_given_on_the_next_morning_wins_over_none(store: Store, other: Path, tmp_path: Path) -> None:
    practise(store)
    store.finish_session("one", Ending.DONE, Answers(1, 3), NOW + timedelta(minutes=5))
    export_json(store, tmp_path / "evening.json")
    store.set_next_morning("one", 2)
    export_json(store, tmp_path / "morning.json")
    with Store.open(other) as there:
        import_json(there, tmp_path / "evening.json")
        assert import_json(there, tmp_path / "morning.json")["sessions"] == Tally(taken=1)
        assert there.history().sessions[0].next_morning_pain == 2


def two_that_share(here: Store, there: Store, folder: Path) -> None:
    """Each writes its file and reads the other's, first the one, then the other; then both have the same history."""
    for giver, taker in ((here, there), (there, here)):
        export_json(giver, folder / "shared.json")
        import_json(taker, folder / "shared.json")
    assert dump(here) == dump(there)


def test_what_is_put_right_on_one_computer_is_right_on_both(store: Store, other: Path, tmp_path: Path) -> None:
    practise(store)
    store.finish_session("one", Ending.DONE, Answers(1, 7, 2), NOW + timedelta(minutes=5))
    with Store.open(other) as there:
        two_that_share(store, there, tmp_path)
        (session,) = store.history().sessions
        store.edit_session(
            replace(
                session, sets=(replace(session.sets[0], done_reps=1),), answers=replace(session.answers, pain_worst=3)
            )
        )
        two_that_share(store, there, tmp_path)
        assert there.history().sessions[0].done_reps == 1  # although fewer repetitions, and the smaller number
        assert there.history().sessions[0].answers.pain_worst == 3
        there.update_answers("one", Answers(1, 5, 2))
        two_that_share(there, store, tmp_path)
        assert store.history().sessions[0].answers.pain_worst == 5
        assert there.undo() == "answers"
        two_that_share(store, there, tmp_path)
        assert store.history().sessions[0].answers.pain_worst == 3
        assert there.redo() == "answers"
        two_that_share(store, there, tmp_path)
        assert store.history().sessions[0].answers.pain_worst == 5


def test_a_session_goes_into_the_bin_and_comes_out_of_it_on_both(store: Store, other: Path, tmp_path: Path) -> None:
    practise(store)
    with Store.open(other) as there:
        two_that_share(store, there, tmp_path)
        store.delete_session("one", NOW + timedelta(days=1))
        two_that_share(there, store, tmp_path)
        assert there.history().sessions == ()
        assert [one.uuid for one in there.bin()] == ["one"]
        there.put_back("one")
        two_that_share(store, there, tmp_path)
        assert [one.uuid for one in store.history().sessions] == ["one"]
        assert store.bin() == ()
        assert store.undoable() == ""  # what the import has overtaken is not written over


def test_a_clock_that_was_set_back_does_not_make_a_correction_the_older_one(
    store: Store, other: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    practise(store)
    with Store.open(other) as there:
        store.set_next_morning("one", 4)
        two_that_share(store, there, tmp_path)
        monkeypatch.setattr(changes, "_now_ms", _long_ago)
        store.set_next_morning("one", 1)
        two_that_share(there, store, tmp_path)
        assert there.history().sessions[0].next_morning_pain == 1


def _long_ago() -> int:
    return 0


def test_a_disk_that_refuses_midway_leaves_the_history_as_it_was(
    store: Store, other: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    practise(store)
    store.add_moment(MomentRecord(NOW, NOW.date(), "bin"))
    export_json(store, tmp_path / "all.json")

    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with Store.open(other) as there:
        practise(there, "theirs")
        before = dump(there)
        monkeypatch.setattr(exchange_rows, "_add", _then(exchange_rows._add, refuse, 2))
        with pytest.raises(StorageUnavailable):
            import_json(there, tmp_path / "all.json")
        monkeypatch.undo()
        assert dump(there) == before
        assert [one.uuid for one in there.history().sessions] == ["theirs"]


def _then(first, second, after):  # type: ignore[no-untyped-def]
    """``first`` for so many calls, ``second`` from then on."""
    calls = []

    def call(*values, **named):  # type: ignore[no-untyped-def]
        calls.append(1)
        return (first if len(calls) <= after else second)(*values, **named)

    return call


def test_an_export_is_for_its_owner_and_whole_or_not_there(store: Store, tmp_path: Path) -> None:
    practise(store)
    file = tmp_path / "all.json"
    export_json(store, file)
    if os.name == "posix":
        assert file.stat().st_mode & 0o077 == 0
    with pytest.raises(StorageUnavailable) as caught:
        export_json(store, tmp_path / "nowhere" / "all.json")
    assert str(tmp_path / "nowhere" / "all.json") in str(caught.value)
    assert [one.name for one in tmp_path.iterdir() if "all" in one.name] == ["all.json"]


def test_the_same_history_is_the_same_text(store: Store, tmp_path: Path) -> None:
    practise(store)
    texts = []
    for name in ("a.json", "b.json"):
        export_json(store, tmp_path / name)
        texts.append([line for line in (tmp_path / name).read_text().splitlines() if "written_utc" not in line])
    assert texts[0] == texts[1]
    assert sum(line.startswith('{"uuid"') for line in texts[0]) == 1


def test_a_later_format_is_named(store: Store, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text(json.dumps({"format": "hinge-history/2"}))
    with pytest.raises(ContentError, match=r"hinge-history/1.*newest Hinge"):
        preview_import(store, tmp_path / "x.json")


# ---- the table -------------------------------------------------------------------------------------------


def table(store: Store, path: Path) -> list[dict[str, str]]:
    export_csv(store, path)
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))


def test_the_table_has_a_row_for_each_set(store: Store, tmp_path: Path) -> None:
    practise(store)
    store.begin_set("one", SetStart(1, "hero-squat", 5, 0.0, "2-0-2-0", side="left"), NOW + timedelta(minutes=2))
    store.finish_session("one", Ending.DONE, Answers(1, 3, note='=1+1; "x"\nsecond line'), NOW)
    practise(store, "two", reps=0, at=NOW + timedelta(days=1))
    rows = table(store, tmp_path / "sets.csv")
    assert [(row["session"], row["set"], row["done_reps"]) for row in rows] == [
        ("one", "1", "3"), ("one", "2", "0"), ("two", "1", "0"),
    ]  # fmt: skip
    assert rows[0]["load_kg"] == "12.5"
    assert rows[0]["tension_s"] == "18"
    assert rows[0]["began_local"] == "2026-11-21 07:00:00"
    assert rows[0]["pain_after"] == ""
    assert rows[0]["note"] == '\'=1+1; "x"\nsecond line'
    assert rows[1]["side"] == "left"


@settings(max_examples=8)
@given(lives)
def test_no_text_of_the_table_is_a_formula_and_numbers_stay_numbers(life: Life) -> None:
    with TemporaryDirectory() as folder, Store.open(Path(folder, "a", "history.sqlite")) as store:
        life.put_into(store)
        rows = table(store, Path(folder, "sets.csv"))
    assert len(rows) == sum(max(1, len(one.sets)) for one in life.sessions)
    numbers = {"step", "set", "planned_reps", "done_reps", "load_kg", "tension_s", "pain_before", "effort"}
    for row in rows:
        for name, cell in row.items():
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
            if name in numbers and cell:
                float(cell)
