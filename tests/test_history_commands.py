"""`hinge-desktop history`: five commands, each done wholly or told in one sentence."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from hinge_desktop.cli import main
from hinge_desktop.history.exchange import dump
from hinge_desktop.history.exchange_format import Contents
from hinge_desktop.history.seal import seal_all
from hinge_desktop.history.store import Store
from hinge_desktop.instance import SingleInstance
from hinge_desktop.training.records import Answers, Ending, MomentRecord, SessionStart, SetStart
from tests.history.hostile import HOSTILE

ROOT = Path(__file__).parents[1]
NOW = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)


@pytest.fixture
def history(home: Path) -> Path:
    """A history with one session of three repetitions and a hinge moment."""
    path = home / "data" / "history.sqlite"
    practise(path, "one")
    return path


@pytest.fixture(autouse=True)
def usual_rights() -> Iterator[None]:
    """The commands make new files private for as long as the process lives; here it goes on."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def practise(path: Path, uuid: str) -> None:
    with Store.open(path) as store:
        store.begin_session(SessionStart(uuid, date(2026, 11, 21), NOW, 60, "hero-squat", 1, 1))
        store.begin_set(uuid, SetStart(0, "hero-squat", 3, 0.0, "3-1-1-1"), NOW)
        for number in (1, 2, 3):
            store.add_rep(uuid, 0, number, 6.0, NOW + number * timedelta(seconds=6))
        store.finish_set(uuid, 0, 18.0)
        store.finish_session(uuid, Ending.DONE, Answers(1, 2, 1, 5), NOW)
        store.add_moment(MomentRecord(NOW, NOW.date(), "bin"))


def contents(path: Path) -> Contents:
    with Store.open(path) as store:
        return dump(store)


def do(*words: object) -> int:
    return main(["history", *map(str, words)])


def refused(capsys: pytest.CaptureFixture[str], code: int, *words: object) -> str:
    assert do(*words) == code
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("hinge-desktop: ")
    assert told.err.count("\n") == 1
    assert told.err.endswith(".\n")
    return told.err


def test_export_here_import_there(
    history: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "all.json"
    assert do("export", "-o", file) == 0
    assert "sessions: 1, moments: 1" in capsys.readouterr().out
    monkeypatch.setenv("HINGE_HOME", str(tmp_path / "other"))
    there = tmp_path / "other" / "data" / "history.sqlite"
    assert do("import", file, "--preview") == 0
    assert not there.parent.exists()
    assert do("import", file) == 0
    first = capsys.readouterr().out
    told = "new same different taken over kept sessions 1 0 0 0 0 moments 1 0 0 0 0"
    assert " ".join(first.split()) == f"{told} {told}"
    assert do("import", file) == 0
    assert "sessions               0           1           0" in capsys.readouterr().out
    assert contents(there) == contents(history)


def test_the_table(history: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert do("export", "-o", tmp_path / "sets.csv") == 0
    assert "rows: 1" in capsys.readouterr().out
    assert (tmp_path / "sets.csv").read_text(encoding="utf-8-sig").splitlines()[1].startswith("2026-11-21,")


def test_back_up_change_and_restore(history: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    backup = tmp_path / "mine" / "copy.sqlite"
    backup.parent.mkdir(mode=0o755)
    before = contents(history)
    assert do("backup", "-o", backup) == 0
    if os.name == "posix":
        assert backup.parent.stat().st_mode & 0o777 == 0o755  # the user's own folder stays as it was
        assert backup.stat().st_mode & 0o077 == 0
    practise(history, "two")
    replaced = history.read_bytes()
    assert do("restore", backup) == 0
    told = capsys.readouterr().out
    (aside,) = (history.parent / "replaced").iterdir()
    assert str(aside) in told
    assert (aside / "history.sqlite").read_bytes() == replaced
    assert contents(history) == before
    assert not [one for one in history.parent.iterdir() if one.name.startswith(".restore")]
    if os.name == "posix":
        assert history.stat().st_mode & 0o077 == 0


def test_restore_brings_back_what_was_lost_or_damaged(history: Path, tmp_path: Path) -> None:
    backup = tmp_path / "copy.sqlite"
    before = contents(history)
    assert do("backup", "-o", backup) == 0
    history.write_bytes(b"\0" * 5000)
    assert do("restore", backup) == 0
    assert contents(history) == before
    history.unlink()
    assert do("restore", backup) == 0
    assert contents(history) == before


def test_a_backup_is_data_and_brings_nothing_else_along(history: Path, tmp_path: Path) -> None:
    backup = tmp_path / "copy.sqlite"
    assert do("backup", "-o", backup) == 0
    with closing(sqlite3.connect(backup)) as database:
        database.execute("CREATE TRIGGER evil AFTER INSERT ON rep BEGIN DELETE FROM session; END")
        database.execute("CREATE TABLE more (x)")
        database.commit()
    assert do("restore", backup) == 0
    with closing(sqlite3.connect(history)) as database:
        names = {name for (name,) in database.execute("SELECT name FROM sqlite_master")}
        assert not names & {"evil", "more"}
        assert database.execute("SELECT count(*) FROM rep").fetchone() == (3,)


def test_what_is_no_backup_is_refused_and_nothing_is_put_aside(
    history: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = history.read_bytes()
    text, changed, missing = (tmp_path / name for name in ("text.sqlite", "changed.sqlite", "missing.sqlite"))
    text.write_text("Dear diary, today I hinged.\n" * 20)
    assert do("backup", "-o", changed) == 0
    with closing(sqlite3.connect(changed)) as database:
        database.execute("UPDATE session SET pain_worst = 9")
        database.commit()
    capsys.readouterr()
    for file in (text, changed, missing):
        assert str(file) in refused(capsys, 1, "restore", file)
        assert str(file) in refused(capsys, 1, "check", file)
    assert "itself" in refused(capsys, 2, "restore", history)
    assert history.read_bytes() == before
    assert not (history.parent / "replaced").exists()


def test_check(history: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = history.read_bytes()
    assert do("check") == 0
    assert "whole; sessions: 1, moments: 1" in capsys.readouterr().out
    assert history.read_bytes() == before
    with closing(sqlite3.connect(history)) as database:
        database.execute("UPDATE rep SET dur_ms = dur_ms + 1 WHERE idx = 2")
        database.commit()
    assert "not whole" in refused(capsys, 1, "check")


def test_without_a_history_nothing_is_made(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for words in (("export", "-o", tmp_path / "x.json"), ("backup", "-o", tmp_path / "x.sqlite"), ("check",)):
        assert "no history" in refused(capsys, 1, *words)
    assert not home.exists()
    assert not list(tmp_path.glob("x*"))


def test_a_history_that_is_missing_beside_its_copies_is_not_begun_anew(
    history: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    theirs = tmp_path / "theirs.json"
    assert do("export", "-o", theirs) == 0
    with Store.open(history) as store:
        copy = store.back_up(NOW)
    history.unlink()
    capsys.readouterr()
    for words in (("import", theirs), ("export", "-o", tmp_path / "x.json"), ("check",)):
        assert "there are copies of it" in refused(capsys, 1, *words)
    assert not history.exists()
    assert do("restore", copy) == 0
    assert len(contents(history)["sessions"]) == 1


def test_a_refused_import_makes_no_history(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "theirs.json").write_bytes(HOSTILE["NaN"][0]())
    refused(capsys, 2, "import", tmp_path / "theirs.json")
    refused(capsys, 1, "import", tmp_path / "none.json")
    assert not home.exists()


def test_while_the_window_is_open_it_says_so(
    history: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], qapp: object
) -> None:
    window = SingleInstance(history.parent)
    assert window.claim()
    file, copy = tmp_path / "x.json", tmp_path / "x.sqlite"
    for words in (("export", "-o", file), ("import", file), ("backup", "-o", copy), ("restore", copy), ("check",)):
        assert "close its window" in refused(capsys, 1, *words)
    window.release()
    window.deleteLater()
    assert do("export", "-o", file) == 0


def test_a_command_lets_go_of_the_history(history: Path, qapp: object) -> None:
    assert do("check") == 0
    window = SingleInstance(history.parent)
    assert window.claim()
    window.release()
    window.deleteLater()


@pytest.mark.parametrize("words", [("export", "-o", "x.xlsx"), ("backup", "-o", "x.json")])
def test_an_ending_that_is_not_known_names_those_there_are(
    history: Path, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert "allowed ending" in refused(capsys, 2, *words)


def test_a_hostile_file_is_refused(history: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = contents(history)
    for name in ("NaN", "a name twice", "half a character"):
        (tmp_path / "theirs.json").write_bytes(HOSTILE[name][0]())
        assert "nothing was taken over" in refused(capsys, 2, "import", tmp_path / "theirs.json")
    assert contents(history) == before


def test_words_that_are_not_understood_name_what_is_allowed(capsys: pytest.CaptureFixture[str]) -> None:
    for words, allowed in ((["history"], "export"), (["history", "burn"], "restore"), (["history", "export"], "-o")):
        with pytest.raises(SystemExit) as ended:
            main(words)
        told = capsys.readouterr().err
        assert ended.value.code == 2
        assert allowed in told
        assert told.count("\n") == 1


def test_as_a_process_of_its_own(history: Path, home: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "HINGE_HOME": str(home)}
    shutil.rmtree(home / "config", ignore_errors=True)
    done = subprocess.run(
        [sys.executable, "-m", "hinge_desktop", "history", "export", "-o", str(tmp_path / "all.json")],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "all.json").stat().st_size > 500


# ---- what cannot be read is named ------------------------------------------------------------------------


def test_what_is_handed_over_for_a_backup_is_named_for_what_it_is(
    history: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty, newer, other, odd = (tmp_path / f"{name}.sqlite" for name in ("empty", "newer", "other", "odd"))
    empty.touch()
    assert do("backup", "-o", newer) == 0
    with closing(sqlite3.connect(newer)) as database:
        database.execute("PRAGMA user_version = 99")
    with closing(sqlite3.connect(other)) as database:
        database.execute("CREATE TABLE song (name)")
    header = history.read_bytes()
    odd.write_bytes(header[:47] + b"\x09" + header[48:])  # SQLite says "unsupported file format", by no code of its own
    capsys.readouterr()
    before = {file: file.read_bytes() for file in (history, empty, newer, other, odd)}
    said = {
        tmp_path: "is not a file", tmp_path / "none.sqlite": "is not there", empty: "not a backup of Hinge",
        other: "not a backup of Hinge", newer: "later version", odd: "not whole",
    }  # fmt: skip
    for file, words in said.items():
        for action in ("check", "restore"):
            sentence = refused(capsys, 1, action, file)
            assert str(file) in sentence
            assert words in sentence
    assert {file: file.read_bytes() for file in before} == before
    assert not (history.parent / "replaced").exists()


def test_a_history_that_is_damaged_or_newer_is_named_and_left_alone(
    history: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    theirs = tmp_path / "theirs.json"
    assert do("export", "-o", theirs) == 0
    capsys.readouterr()
    whole = history.read_bytes()
    damaged = whole[:4096] + bytes(len(whole) - 4096)
    newer = whole[:60] + (99).to_bytes(4, "big") + whole[64:]
    for content, words in ((damaged, "start Hinge, which puts back"), (newer, "later version")):
        history.write_bytes(content)
        for action in (
            ("export", "-o", tmp_path / "x.json"), ("export", "-o", tmp_path / "x.csv"), ("import", theirs),
            ("import", "--preview", theirs), ("backup", "-o", tmp_path / "x.sqlite"), ("check",),
        ):  # fmt: skip
            sentence = refused(capsys, 1, *action)
            assert str(history) in sentence
            assert words in sentence
        assert history.read_bytes() == content
    assert not list(tmp_path.glob("x.*"))


def test_a_log_that_was_torn_is_not_passed_over(
    history: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = history.with_name(f"{history.name}-wal")
    with closing(sqlite3.connect(history)) as database:
        database.execute("PRAGMA journal_mode=WAL")
        for number in (1, 2):
            database.execute("UPDATE session SET step = ?", (number,))
            database.commit()
        content, left = history.read_bytes(), bytearray(log.read_bytes())
    left[40] ^= 1  # the salt of the first frame
    history.write_bytes(content)
    log.write_bytes(left)
    for words in (("check",), ("export", "-o", tmp_path / "x.json"), ("backup", "-o", tmp_path / "x.sqlite")):
        assert "start Hinge, which puts back" in refused(capsys, 1, *words)
    assert log.read_bytes() == left


def test_a_history_that_was_not_closed_is_put_aside_with_its_log_and_is_all_there(
    history: Path, tmp_path: Path
) -> None:
    backup, crashed = tmp_path / "copy.sqlite", tmp_path / "crashed"
    assert do("backup", "-o", backup) == 0
    crashed.mkdir()
    with Store.open(history) as store:
        store.add_moment(MomentRecord(NOW, NOW.date(), "door"))
        for name in (history.name, f"{history.name}-wal"):
            shutil.copyfile(history.with_name(name), crashed / name)
    for file in crashed.iterdir():
        shutil.copyfile(file, history.with_name(file.name))
    assert do("check") == 0
    assert do("restore", backup) == 0
    (aside,) = (history.parent / "replaced").iterdir()
    assert {one.name: one.read_bytes() for one in aside.iterdir()} == {
        one.name: one.read_bytes() for one in crashed.iterdir()
    }
    assert len(contents(aside / history.name)["moments"]) == 2
    assert len(contents(history)["moments"]) == 1


def test_a_backup_with_a_word_no_version_writes_is_refused(
    history: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    backup = tmp_path / "copy.sqlite"
    assert do("backup", "-o", backup) == 0
    with closing(sqlite3.connect(backup)) as database:
        database.execute("UPDATE session SET ending = 'eaten'")
        seal_all(database)  # who prepares a file can seal it as well
        database.commit()
    capsys.readouterr()
    before = history.read_bytes()
    assert "not whole" in refused(capsys, 1, "restore", backup)
    assert history.read_bytes() == before


def test_a_hand_that_slips_is_told_which_files_there_are(
    history: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "is not a file" in refused(capsys, 1, "import", tmp_path)
    assert "none.json" in refused(capsys, 1, "import", tmp_path / "none.json")
    for name in ("nowhere/x.json", "nowhere/x.csv"):
        assert "cannot be written" in refused(capsys, 1, "export", "-o", tmp_path / name)
    assert "cannot be written" in refused(capsys, 1, "backup", "-o", tmp_path / "nowhere" / "x.sqlite")
    (tmp_path / "folder.json").mkdir()
    assert "cannot be written" in refused(capsys, 1, "export", "-o", tmp_path / "folder.json")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("export", "-o", "{name}.json"), "cannot be written"),
        (("backup", "-o", "{name}.sqlite"), "cannot be written"),
        (("restore", "{name}.sqlite"), "cannot be read"),
    ],
)
def test_a_name_that_no_disk_takes_is_said_to_be_one(
    history: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    name = tmp_path / ("a" * 300)
    before = contents(history)
    assert said in refused(capsys, 1, *(word.format(name=name) for word in words))
    assert contents(history) == before
