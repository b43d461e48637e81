"""The tour: what it leaves, and what it refuses."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from hinge_desktop.errors import OptionError
from tests.conftest import ROOT

COPY = "history-20260105T080000Z.db"


def tour(folder: Path) -> subprocess.CompletedProcess[str]:
    """Make the tour in a process of its own, as a user does."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "hinge_desktop", "tour", "-o", str(folder)]
    return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=300, check=False)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    folder = tmp_path_factory.mktemp("tour")
    return folder, tour(folder)


def test_it_ends_well_and_names_every_file(made: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    folder, done = made
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    named = [Path(line) for line in done.stdout.splitlines()]
    assert all(path.parent == folder and path.stat().st_size > 1000 for path in named)
    movements = len(list((ROOT / "assets" / "exercises").glob("*.toml")))
    assert sum(path.name.startswith("sheet-") for path in named) == movements + 2  # and two overviews
    for screen in (
        "welcome",
        "safety-questions",
        "kit",
        "first-hinge",
        "settings",
        "today",
        "dose",
        "get-ready",
        "warm-up",
        "rest-what-drifts",
        "work",
        "work-far-view",
        "it-hurts",
        "rest",
        "finish",
        "self-tests",
        "progress",
        "help",
        "help-search",
        "session",
        "my-data",
        "library",
        "library-drifts-beside",
        "library-drifts-behind",
        "library-squat-beside",
        "library-muscles",
        "library-test-not-yet",
    ):
        assert {path.name[10:] for path in named} >= {f"{screen}-light.png", f"{screen}-dark.png"}


def test_its_history_holds_every_repetition_of_the_session(
    made: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    folder, _ = made
    assert not (folder / "history.db-wal").exists()
    with sqlite3.connect(folder / "history.db") as kept:
        assert kept.execute("pragma integrity_check").fetchone() == ("ok",)
        sessions = kept.execute("select ending, local_day, pain_before, pain_worst, effort from session").fetchall()
        sets = kept.execute("select done_reps, planned_reps from set_").fetchall()
        reps = kept.execute("select count(*) from rep").fetchone()
    kept.close()
    assert sessions == [("done", "2026-01-05", 1, 2, 4)]
    assert all(done == planned for done, planned in sets)
    assert reps == (sum(done for done, _ in sets),)


def test_a_history_of_the_users_is_never_overwritten(tmp_path: Path) -> None:
    from hinge_desktop.tour import run

    (tmp_path / "history.db").write_bytes(b"mine")
    with pytest.raises(OptionError, match="another folder"):
        run(tmp_path)
    assert (tmp_path / "history.db").read_bytes() == b"mine"


def test_a_second_tour_begins_anew_and_takes_away_what_the_first_one_left(tmp_path: Path) -> None:
    from hinge_desktop.tour_place import LIST, make_room

    make_room(tmp_path)
    (tmp_path / "history.db").write_bytes(b"of the first tour")
    copy = tmp_path / "backups" / COPY
    copy.parent.mkdir()
    copy.write_bytes(b"of the first tour")
    make_room(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [LIST]


@pytest.mark.parametrize("name", ["history.db", "files.txt", f"backups/{COPY}"])
def test_a_folder_with_something_of_that_name_that_no_tour_made_is_left_alone(tmp_path: Path, name: str) -> None:
    from hinge_desktop.tour_place import make_room

    mine = tmp_path / name
    mine.parent.mkdir(exist_ok=True)
    mine.write_text("history.db\n", encoding="utf-8")  # as a list of anybody's may say
    with pytest.raises(OptionError, match=f"{mine.name} that no tour made; choose another"):
        make_room(tmp_path)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [mine]
    assert mine.read_text(encoding="utf-8") == "history.db\n"


def test_what_else_lies_among_the_copies_of_a_tour_stays(tmp_path: Path) -> None:
    from hinge_desktop.tour_place import make_room

    make_room(tmp_path)
    mine = tmp_path / "backups" / "thesis.tar"
    mine.parent.mkdir()
    mine.write_bytes(b"mine")
    (mine.parent / COPY).write_bytes(b"of the first tour")
    make_room(tmp_path)
    assert list(mine.parent.iterdir()) == [mine]
