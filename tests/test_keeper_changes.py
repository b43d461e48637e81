"""What is changed by hand and wished for, through the keeper: done in the worker, told by signals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Slot

from hinge_desktop.history import backup
from hinge_desktop.history.store import Store
from hinge_desktop.keeper import HistoryKeeper
from hinge_desktop.training.records import Answers, Binned, Ending, History, MomentRecord, SessionStart, SetStart

pytestmark = pytest.mark.usefixtures("qapp")

NOW = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)
AFTER = MomentRecord(NOW, NOW.date(), "sit-down")


class Clock:
    """The time a keeper is given."""

    def __init__(self) -> None:
        self.now = NOW + timedelta(hours=1)

    def __call__(self) -> datetime:
        return self.now


class Heard(QObject):
    """What a keeper has said, by signal."""

    SIGNALS = (
        *("history_changed", "bin_changed", "undo_changed", "undone", "redo_changed", "redone", "backups_changed"),
        *("told", "storage_failed", "import_previewed", "everything_deleted"),
    )

    def __init__(self, keeper: HistoryKeeper) -> None:
        super().__init__(keeper)
        self.all: list[tuple[str, tuple[object, ...]]] = []
        for name in self.SIGNALS:
            getattr(keeper, name).connect(getattr(self, f"on_{name}"))

    def of(self, name: str) -> list[object]:
        return [values[0] if len(values) == 1 else values for said, values in self.all if said == name]

    @property
    def history(self) -> History:
        newest = self.of("history_changed")[-1]
        assert isinstance(newest, History)
        return newest

    @Slot(object)
    def on_history_changed(self, history: object) -> None:
        self.all.append(("history_changed", (history,)))

    @Slot(object)
    def on_bin_changed(self, content: object) -> None:
        self.all.append(("bin_changed", (content,)))

    @Slot(object)
    def on_backups_changed(self, copies: object) -> None:
        self.all.append(("backups_changed", (copies,)))

    @Slot(str)
    def on_undo_changed(self, said: str) -> None:
        self.all.append(("undo_changed", (said,)))

    @Slot(str)
    def on_redo_changed(self, said: str) -> None:
        self.all.append(("redo_changed", (said,)))

    @Slot(str)
    def on_undone(self, said: str) -> None:
        self.all.append(("undone", (said,)))

    @Slot(str)
    def on_redone(self, said: str) -> None:
        self.all.append(("redone", (said,)))

    @Slot(str)
    def on_told(self, sentence: str) -> None:
        self.all.append(("told", (sentence,)))

    @Slot(str)
    def on_storage_failed(self, sentence: str) -> None:
        self.all.append(("storage_failed", (sentence,)))

    @Slot(str, object)
    def on_import_previewed(self, path: str, tallies: object) -> None:
        self.all.append(("import_previewed", (path, tallies)))

    @Slot(str)
    def on_everything_deleted(self, path: str) -> None:
        self.all.append(("everything_deleted", (path,)))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "history.sqlite"


def practise(keeper: HistoryKeeper, uuid: str = "one", at: datetime = NOW) -> None:
    keeper.begin_session(SessionStart(uuid, at.date(), at, 0, "hero-squat", 1, 1))
    keeper.begin_set(uuid, SetStart(0, "hero-squat", 3, 0.0, "3-1-1-1"), at)
    for number in (1, 2, 3):
        keeper.add_rep(uuid, 0, number, 6.0, at)
    keeper.finish_set(uuid, 0, 18.0)
    keeper.finish_session(uuid, Ending.DONE, Answers(effort=4), at)


Act = Callable[[HistoryKeeper], None]


def run(path: Path, clock: Clock, *acts: Act) -> Heard:
    """One run of the program from its start to its end; what was said in it."""
    keeper = HistoryKeeper(path, utc_now=clock)
    heard = Heard(keeper)
    keeper.open()
    for act in acts:
        act(keeper)
    keeper.close()
    heard.setParent(None)
    keeper.deleteLater()
    return heard


def test_a_session_that_is_put_right_is_shown(path: Path, clock: Clock) -> None:
    (was,) = run(path, clock, practise).history.sessions
    given = replace(was, step=3, sets=(replace(was.sets[0], load_kg=8.0, done_reps=2, duration_s=12.0),))
    heard = run(path, clock, lambda keeper: keeper.edit_session(given))
    assert heard.history.sessions == (given,)
    assert heard.of("undo_changed") == ["", "edit"]


def test_what_was_deleted_lies_in_the_bin_and_is_put_back(path: Path, clock: Clock) -> None:
    before = run(path, clock, practise).history
    heard = run(path, clock, lambda keeper: keeper.delete_session("one"))
    binned = (Binned("one", NOW.date(), 1, "hero-squat", clock.now),)
    assert heard.history == History()
    assert heard.of("bin_changed") == [(), binned]
    heard = run(path, clock, lambda keeper: keeper.put_back("one"))
    assert heard.history == before
    assert heard.of("bin_changed") == [binned, ()]
    heard = run(path, clock, lambda keeper: keeper.delete_session("one"), lambda keeper: keeper.empty_bin())
    assert heard.of("bin_changed") == [(), binned, ()]
    assert heard.of("undo_changed") == ["put-back", "delete", ""]


def test_a_change_of_an_earlier_run_can_be_taken_back_and_done_again(path: Path, clock: Clock) -> None:
    before = run(path, clock, practise).history
    after = run(path, clock, lambda keeper: keeper.set_next_morning("one", 5)).history
    heard = run(path, clock, lambda keeper: keeper.undo(), lambda keeper: keeper.undo())
    assert heard.of("undone") == ["morning"]  # the second time there is nothing
    assert heard.of("undo_changed") == ["morning", ""]
    assert heard.of("redo_changed") == ["", "morning"]
    assert heard.history == before
    heard = run(path, clock, lambda keeper: keeper.redo())
    assert heard.of("redone") == ["morning"]
    assert heard.history == after


def test_a_session_under_way_is_not_changed_under_the_hands_of_who_practises(
    path: Path, clock: Clock, tmp_path: Path
) -> None:
    def meddle(keeper: HistoryKeeper) -> None:
        keeper.begin_session(SessionStart("two", NOW.date(), NOW, 0, "hero-squat", 1, 1))
        keeper.begin_set("two", SetStart(0, "hero-squat", 3, 0.0, "3-1-1-1"), NOW)
        keeper.delete_session("two")
        keeper.delete_everything()
        keeper.restore_from(tmp_path / "copy.sqlite")
        keeper.delete_session("one")  # another one may go
        keeper.add_rep("two", 0, 1, 6.0, NOW)
        keeper.finish_session("two", Ending.LEFT, Answers(), NOW)

    heard = run(path, clock, practise, meddle)
    assert len(heard.of("told")) == 3
    assert set(heard.of("told")) == {"This session is still under way. It can be changed when it is over."}
    assert [(one.uuid, one.done_reps) for one in heard.history.sessions] == [("two", 1)]
    assert heard.of("storage_failed") == []
    heard = run(path, clock, lambda keeper: keeper.delete_session("two"))
    assert heard.history == History()


def test_a_moment_and_a_self_test_are_deleted_by_their_uuid(path: Path, clock: Clock) -> None:
    record = MomentRecord(NOW, NOW.date(), "sit-down")
    (kept,) = run(path, clock, lambda keeper: keeper.add_moment(record)).history.moments
    heard = run(path, clock, lambda keeper: keeper.delete_moment(kept.uuid))
    assert heard.history.moments == ()
    assert heard.of("undo_changed") == ["moment", "delete-moment"]


def test_a_number_that_cannot_be_is_told_and_changes_nothing(path: Path, clock: Clock) -> None:
    (was,) = run(path, clock, practise).history.sessions
    given = replace(was, sets=(replace(was.sets[0], done_reps=5000),))
    heard = run(path, clock, lambda keeper: keeper.edit_session(given), lambda keeper: keeper.add_moment(AFTER))
    assert heard.of("storage_failed") == ["A set has 0 to 1000 repetitions, not 5000."]  # so nobody says it was changed
    assert heard.of("told") == []
    assert heard.history.sessions == (was,)
    assert heard.history.moments == (AFTER,)


def test_all_of_it_goes_to_a_file_and_comes_back_from_it(path: Path, clock: Clock, tmp_path: Path) -> None:
    json, table = tmp_path / "all.json", tmp_path / "sets.csv"
    heard = run(path, clock, practise, lambda keeper: keeper.export_to(json), lambda keeper: keeper.export_to(table))
    assert [str(one).split(",")[0] for one in heard.of("told")] == [
        f"Everything is in {json}",
        f"The sets are in {table}",
    ]
    assert len(table.read_text(encoding="utf-8").splitlines()) == 2
    other = tmp_path / "other" / "history.sqlite"
    heard = run(other, clock, lambda keeper: keeper.preview_import(json))
    ((named, tallies),) = heard.of("import_previewed")  # type: ignore[misc]
    assert (named, tallies["sessions"].new) == (str(json), 1)
    assert heard.history == History()
    taken = run(other, clock, lambda keeper: keeper.import_from(json))
    assert taken.of("told") == [f"From {json}: new 1, newer than here 0, there already 0."]
    assert taken.history == run(path, clock).history
    assert taken.of("backups_changed")[-1] != ()  # the copy made before


@pytest.mark.parametrize("name", ["history.sqlite", "all.xlsx", "all"])
def test_a_file_that_cannot_be_written_so_is_named(path: Path, clock: Clock, name: str) -> None:
    target = path.with_name(name)
    heard = run(path, clock, practise, lambda keeper: keeper.export_to(target))
    (sentence,) = heard.of("told")
    assert str(sentence).startswith(str(target))
    assert heard.of("storage_failed") == []
    assert len(run(path, clock).history.sessions) == 1


def test_a_file_that_is_no_history_is_told(path: Path, clock: Clock, tmp_path: Path) -> None:
    (tmp_path / "letter.json").write_text("Dear diary", encoding="utf-8")
    heard = run(
        path,
        clock,
        lambda keeper: keeper.preview_import(tmp_path / "letter.json"),
        lambda keeper: keeper.import_from(tmp_path / "letter.json"),
        lambda keeper: keeper.import_from(tmp_path / "nowhere.json"),
        lambda keeper: keeper.restore_from(tmp_path / "letter.json"),
        lambda keeper: keeper.restore_from(path),
        practise,
    )
    assert len(heard.of("told")) == 5
    assert len(heard.history.sessions) == 1


def test_a_copy_somewhere_else_is_whole(path: Path, clock: Clock, tmp_path: Path) -> None:
    copy = tmp_path / "stick" / "copy.sqlite"
    copy.parent.mkdir()
    heard = run(path, clock, practise, lambda keeper: keeper.back_up_to(copy))
    assert str(copy) in str(heard.of("told"))
    assert backup.copy_is_whole(copy)
    with Store.open(copy) as store:
        assert store.history() == heard.history


def test_a_copy_is_put_in_the_place_of_the_history(path: Path, clock: Clock, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite"
    first = run(path, clock, practise, lambda keeper: keeper.back_up_to(copy))
    later = NOW + timedelta(hours=2)

    def again(keeper: HistoryKeeper) -> None:
        practise(keeper, "two", later)

    heard = run(path, clock, again, lambda keeper: keeper.restore_from(copy), lambda keeper: keeper.add_moment(AFTER))
    assert heard.history == replace(first.history, moments=(AFTER,))
    (sentence,) = heard.of("told")
    assert str(sentence).startswith(f"The history is again as it is in {copy}, with sessions: 1.")
    assert str(path.parent / "replaced") in str(sentence)


def test_a_check_tells_what_it_found(path: Path, clock: Clock) -> None:
    heard = run(path, clock, practise, lambda keeper: keeper.check())
    assert heard.of("told") == ["All of the history was read, and it is as it was written. Sessions: 1."]


def test_everything_is_deleted_after_a_copy(path: Path, clock: Clock) -> None:
    before = run(path, clock, practise).history
    heard = run(path, clock, lambda keeper: keeper.delete_everything(), lambda keeper: keeper.undo())
    (copy,) = heard.of("everything_deleted")
    assert heard.history == History()
    assert heard.of("undone") == []
    with Store.open(Path(str(copy))) as store:
        assert store.history() == before


def test_without_a_copy_nothing_is_deleted_and_it_is_said_why(path: Path, clock: Clock) -> None:
    before = run(path, clock, practise).history
    folder = backup.folder_of(path)
    for one in folder.iterdir():
        one.unlink()
    folder.rmdir()
    folder.write_text("in the way")
    heard = run(path, clock, lambda keeper: keeper.delete_everything())
    assert heard.of("everything_deleted") == []
    assert str(folder) in str(heard.of("storage_failed"))
    folder.unlink()
    assert run(path, clock).history == before
