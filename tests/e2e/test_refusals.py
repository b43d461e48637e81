"""What cannot be done is said in one sentence, without a traceback, and nothing is lost."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hinge_desktop import assets, settings
from hinge_desktop.cli import main
from hinge_desktop.history.store import Store
from hinge_desktop.training.records import SessionStart, SetStart

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 11, 21, 6, tzinfo=UTC)

not_on_windows = pytest.mark.skipif(sys.platform == "win32", reason="folders have other rights there")


def see(home: Path) -> list[str]:
    """Start the program on ``home`` and close it again; what its window said."""
    environment = os.environ | {"HINGE_HOME": str(home), "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, str(ROOT / "tests" / "e2e" / "look_at_start.py")]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert "Error" not in done.stdout
    assert done.stdout.startswith("page ")
    return done.stdout.splitlines()[1:]


def everything_in(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.fixture
def kept(home: Path) -> Path:
    """A history with one repetition in it."""
    path = home / "data" / "history.sqlite"
    with Store.open(path) as store:
        store.begin_session(SessionStart("one", NOW.date(), NOW, 0, "hero-squat", 1, 2))
        store.begin_set("one", SetStart(0, "hero-squat", 8, 0.0, "3-1-2-1"), NOW)
        store.add_rep("one", 0, 1, 7.0, NOW)
    return path


def test_nothing_is_said_where_all_is_well(kept: Path, home: Path) -> None:
    assert see(home) == []
    with Store.open(kept) as store:
        assert store.history().sessions[0].done_reps == 1


def test_a_history_from_the_future(kept: Path, home: Path) -> None:
    with closing(sqlite3.connect(kept)) as database:
        database.execute("PRAGMA user_version = 999")
    before = kept.read_bytes()
    (sentence,) = see(home)
    assert f"{kept} was written by a later version" in sentence
    assert kept.read_bytes() == before


def test_a_history_that_is_noise(kept: Path, home: Path) -> None:
    kept.write_bytes(b"noise" * 2000)
    (sentence,) = see(home)
    assert f"{kept} is not a history of Hinge and was left as it is" in sentence
    assert kept.read_bytes() == b"noise" * 2000


@pytest.mark.parametrize("content", [b"\0" * 300, b'{"schema": 1, "volume": 20'])
def test_settings_that_cannot_be_understood(kept: Path, home: Path, content: bytes) -> None:
    before = everything_in(kept.parent)
    (home / "config").mkdir(parents=True)
    (home / "config" / "settings.json").write_bytes(content)
    (sentence,) = see(home)
    assert "cannot be understood, so the defaults are used" in sentence
    assert (home / "config" / "settings.json.broken").read_bytes() == content
    with Store.open(kept) as store:
        assert store.history().sessions[0].done_reps == 1
    assert set(before) <= set(everything_in(kept.parent))


@not_on_windows
def test_a_data_folder_that_cannot_be_written(kept: Path, home: Path) -> None:
    folder = kept.parent
    kept.chmod(0o400)
    folder.chmod(0o500)  # with rights for others it would be made private, and writable with that
    before = everything_in(folder)
    told = see(home)
    folder.chmod(0o700)
    (sentence,) = told
    assert f"{kept} cannot be written" in sentence
    assert everything_in(folder) == before


@not_on_windows
def test_a_home_in_which_nothing_can_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    told = see(tmp_path / "file")
    assert any(str(tmp_path / "file" / "data") in sentence for sentence in told)
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"


def test_damaged_exercise_files_of_ones_own(home: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    text = assets.exercise_texts()["weighted-hip-hinge.toml"]
    (own / "torn.toml").write_text(text[: len(text) // 2], encoding="utf-8")
    (own / "noise.toml").write_bytes(b"\xff\xfe\x00" * 100)
    (own / "turned.toml").write_text(text.replace("to_deg = ", "to_deg = 9"), encoding="utf-8")
    before = everything_in(own)
    (home / "config").mkdir(parents=True)
    settings.save(settings.Settings(own_exercises=str(own)), home / "config" / "settings.json")
    told = see(home)
    assert all(sentence.startswith("settings say Your exercise was left out: ") for sentence in told)
    assert [name for name in before if sum(name in sentence for sentence in told) != 1] == []
    assert len(told) == 3
    assert everything_in(own) == before


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (("hero-squat", "--stature", "5"), 2, "stature 5 m is out of range; allowed: 1.4 to 2.1 m."),
        (("weighted-hip-hinge", "--load", "-1"), 2, "load -1 kg is out of range; allowed: 0 to 48 kg."),
        (("weighted-hip-hinge", "--load", "nan"), 2, "load nan kg is out of range"),
        (("hero-squat", "--mass", "1e9"), 2, "out of range; allowed: 40 to 160 kg."),
        (("hero-squat", "--sex", "dog"), 2, "'dog' is not known; allowed: average, female, male."),
        (("butt-tap", "--wall", "9"), 2, "allowed: 0.05 to 0.4 m."),
        (("hero-squat", "--rate", "0"), 2, "allowed: 10 to 1000 Hz."),
    ],
)
def test_an_option_out_of_range_names_what_is_allowed(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, options: tuple[str, ...], code: int, said: str
) -> None:
    assert main(["motion", *options, "-o", str(tmp_path / "x.json")]) == code
    told = capsys.readouterr().err
    assert said in told
    assert told.count("\n") == 1
    assert not (tmp_path / "x.json").exists()


@pytest.mark.parametrize("command", [("motion", "hero-squat", "-o", "x.json"), ("tour", "-o", "tour")])
def test_an_output_that_cannot_be_written(tmp_path: Path, command: tuple[str, ...]) -> None:
    """In a process of its own: what a user sees on the terminal is this and no more."""
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    *words, name = command
    environment = os.environ | {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    line = [sys.executable, "-m", "hinge_desktop", *words, str(tmp_path / "file" / name)]
    done = subprocess.run(line, capture_output=True, text=True, env=environment, timeout=60, check=False)
    assert done.returncode in (1, 2)
    assert done.stdout == ""
    assert done.stderr.startswith(f"hinge-desktop: {tmp_path / 'file' / name} cannot be written")
    assert done.stderr.count("\n") == 1
    assert everything_in(tmp_path) == {"file": b"mine"}
