"""The doctor: what it finds, what it says to do, and that it tells nobody who somebody is."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hinge_desktop import doctor, doctor_desk, doctor_places
from hinge_desktop.boot import LOG_NAME
from hinge_desktop.cli import main
from hinge_desktop.discreet import discreet
from hinge_desktop.doctor_finding import LOOK, NOTE, OK, Finding, hinders, sheet
from hinge_desktop.durable import make_private
from hinge_desktop.history.migrations import APPLICATION_ID
from hinge_desktop.history.store import Store
from hinge_desktop.instance import SingleInstance
from hinge_desktop.paths import Places
from hinge_desktop.training.records import MomentRecord
from tests.e2e import past

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
NOTE_OF_MINE = "Dr Miller says my left leg"
Look = Callable[[], dict[str, Finding]]


def _no_desk(patience_s: float = 0.0, command: object = None) -> Iterator[Finding]:
    yield Finding(doctor_desk.DESKTOP, "session", "not looked at here")


@pytest.fixture
def look(monkeypatch: pytest.MonkeyPatch) -> Look:
    """Everything but the desktop, by subject."""
    monkeypatch.setattr(doctor_desk, "desk", _no_desk)

    def now() -> dict[str, Finding]:
        return {one.subject: one for one in doctor.examine(Places.usual(), NOW)}

    return now


@pytest.fixture
def practised(home: Path) -> Path:
    """A history of some days, with a copy of it three days old."""
    path = Places.usual().history
    make_private(path.parent)
    past.live(path, NOW, 2, 3)
    with Store.open(path) as store:
        store.back_up(NOW - timedelta(days=3))
    return path


def run(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
    """The real program."""
    environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    return subprocess.run(
        [sys.executable, "-m", "hinge_desktop", *words],
        env=environment | more,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


# ---- as a user sees it ----------------------------------------------------------------------------------------------


def test_a_new_home_hinders_nothing_and_nothing_is_made_in_it(home: Path) -> None:
    done = run("doctor", QT_QPA_PLATFORM="offscreen")
    assert (done.returncode, done.stderr) == (0, "")
    for told in (
        "SQLite: 3.",
        "Qt: 6.",
        "PySide6: 6.",
        "NumPy: 2.",
        "SQLAlchemy: 2.",
        "screen 1: ",
        "tray: ",
        "voices: ",
    ):
        assert told in done.stdout
    assert done.stdout.endswith("Nothing hinders.\n")
    assert not home.exists()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a display")
def test_without_a_display_it_says_so_and_looks_at_the_rest(tmp_path: Path) -> None:
    target = tmp_path / "sheet.txt"
    done = run("doctor", "-o", str(target), QT_QPA_PLATFORM="")
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "")
    text = target.read_text(encoding="utf-8")
    assert "look here  display: There is none" in text
    assert "voices: " in text
    assert "To look at: 1" in text


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a display")
def test_a_display_that_does_not_answer_is_told_without_its_name(
    qapp: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", ":987654")
    found = next(doctor_desk._window())
    assert (found.subject, found.level) == ("display", LOOK)
    assert "DISPLAY names does not answer" in found.words
    assert "987654" not in found.words


def test_a_sheet_that_cannot_be_written_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor_desk, "desk", _no_desk)
    assert main(["doctor", "-o", str(tmp_path / "nowhere" / "sheet.txt")]) == 1
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "sheet.txt cannot be written" in told


# ---- the history ----------------------------------------------------------------------------------------------------


def test_a_whole_history_is_counted_and_not_told(look: Look, practised: Path) -> None:
    before = practised.read_bytes()
    found = look()
    assert "whole, format " in found["history"].words
    assert "sessions: 3" in found["counts"].words
    assert found["copies"].words == "1, the newest 3 days old"
    assert not hinders(found.values())
    assert practised.read_bytes() == before
    assert not (practised.parent / "hinge.lock").exists()


def test_a_history_that_is_not_whole_says_what_helps(look: Look, practised: Path) -> None:
    content = bytearray(practised.read_bytes())
    content[8000:9000] = b"\xff" * 1000
    practised.write_bytes(content)
    found = look()["history"]
    assert (found.level, "restore a copy" in found.words) == (LOOK, True)
    assert practised.read_bytes() == content


def test_something_else_in_its_place_and_a_later_format_are_told(look: Look, practised: Path) -> None:
    practised.write_bytes(b"a letter to my aunt")
    assert look()["history"].level == LOOK
    later = sqlite3.connect(practised.with_name("later.sqlite"))
    later.execute("CREATE TABLE thing (of_later)")
    later.execute(f"PRAGMA application_id={APPLICATION_ID}")
    later.execute("PRAGMA user_version=999")
    later.close()
    practised.with_name("later.sqlite").replace(practised)
    assert "install the newest Hinge" in look()["history"].words


def test_a_history_that_is_gone_while_copies_are_there(look: Look, practised: Path) -> None:
    practised.unlink()
    assert look()["history"].words.startswith("It is not in its place, but copies are")


def test_while_the_window_is_open_it_is_looked_through_all_the_same(qapp: object, look: Look, practised: Path) -> None:
    instance = SingleInstance(practised.parent)
    assert instance.claim()
    with Store.open(practised) as store:
        store.add_moment(MomentRecord(NOW, NOW.date(), "bin"))  # in the log beside the file
        found = look()
    assert found["Hinge"].words == "its window is open and holds the history"
    assert "whole" in found["history"].words
    assert not SingleInstance(practised.parent).claim()  # it took nothing from the window
    instance.release()


# ---- folders and files ----------------------------------------------------------------------------------------------


def test_a_folder_that_is_a_file_and_settings_that_are_none(look: Look, home: Path) -> None:
    home.mkdir()
    (home / "data").write_text("x")
    (home / "config").mkdir()
    (home / "config" / "settings.json").write_text("{")
    found = look()
    assert found["folder of the history"].level == LOOK
    assert found["settings"].level == NOTE
    assert (home / "config" / "settings.json").read_text() == "{"


@pytest.mark.skipif(sys.platform == "win32", reason="rights are other there")
def test_rights_are_told(look: Look, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "data").mkdir(parents=True)
    (home / "data").chmod(0o755)
    assert look()["folder of the history"].level == NOTE
    (home / "data").chmod(0o700)
    assert look()["folder of the history"].level == OK
    monkeypatch.setattr(os, "access", _refuse)
    found = look()
    assert found["folder of the log"].level == LOOK
    assert "HINGE_HOME" in found["folder of the log"].words


@pytest.mark.skipif(sys.platform == "win32", reason="rights are other there")
def test_what_is_advised_against_other_eyes_can_be_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "anna (at home)"
    folder = home / "it's mine" / "data"
    folder.mkdir(parents=True)
    folder.chmod(0o755)
    monkeypatch.setenv("HOME", str(home))
    where = Places(folder / "history.sqlite", folder / "settings.json", folder)
    told = next(one for one in doctor_places.places(where) if one.subject == "folder of the history")
    text = sheet([told], [])
    assert "anna" not in text
    _, command, _ = text.split("`")
    subprocess.run(["sh", "-c", command], check=True, cwd=tmp_path)
    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_log_from_before_it_was_discreet_is_not_shown(tmp_path: Path) -> None:
    (tmp_path / "hinge.log").write_text("INFO hinge_desktop.spoken: Pain is seven.\n", encoding="utf-8")
    (tmp_path / LOG_NAME).write_text("Hinge begins\n", encoding="utf-8")
    assert doctor_places.last_log_lines(tmp_path) == ["Hinge begins"]


def test_a_look_that_ends_early_is_told_and_the_rest_goes_on(look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "places", _refuse_places)
    found = look()
    assert (found["here"].level, "PermissionError" in found["here"].words) == (LOOK, True)
    assert found["history"].level == OK


def _refuse_places(_where: Places) -> Iterator[Finding]:
    yield Finding("Folders and files", "log", "none yet")
    raise PermissionError(13, "Permission denied", "/somewhere")


def _refuse(*_: object, **__: object) -> bool:
    return False


def test_little_room_is_noted_and_no_room_hinders(look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    for free_mb, level in ((40, LOOK), (400, NOTE), (4000, OK)):
        monkeypatch.setattr("shutil.disk_usage", _Disk(free_mb * 1_000_000))
        assert look()["room on the disk"].level == level


class _Disk:
    def __init__(self, free: int) -> None:
        self.free = free

    def __call__(self, _path: Path) -> _Disk:
        return self


# ---- the desktop ----------------------------------------------------------------------------------------------------

ENDS = """
import os, sys
with open(sys.argv[-1], "w") as told:
    told.write('begin window\\n{"chapter": "Desktop", "subject": "Qt", "words": "6", "level": "ok"}\\nbegin screen\\n')
print("could not connect to display :9", file=sys.stderr)
%s
"""


def test_a_desktop_that_ends_the_program_or_does_not_answer_is_told() -> None:
    ended = list(doctor_desk.desk(30.0, [sys.executable, "-c", ENDS % "os._exit(134)"]))
    assert [(one.subject, one.level) for one in ended[1:]] == [("Qt", OK), ("screen", LOOK)]
    assert "could not connect to display :9" in ended[-1].words
    late = list(doctor_desk.desk(0.6, [sys.executable, "-c", ENDS % "import time; time.sleep(60)"]))
    assert late[-1].level == NOTE
    assert "no answer within 0.6 s" in late[-1].words


# ---- nothing personal -----------------------------------------------------------------------------------------------


def test_a_sheet_holds_no_home_no_name_and_no_note(
    practised: Path, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "home", classmethod(_anna))
    monkeypatch.setattr("getpass.getuser", _named)
    with sqlite3.connect(practised) as file:
        file.execute("UPDATE session SET note = ?", (NOTE_OF_MINE,))
    file.close()
    places = Finding("Versions", "Hinge", "/home/anna/.local/share/Hinge and /media/anna/stick and C:\\Users\\anna\\x")
    text = sheet([places, *look().values()], ["Hinge begins in /home/anna/.local"])
    assert "anna" not in text
    assert "~/.local/share/Hinge and /media/USER/stick" in text
    assert "Miller" not in text


def _anna(_kind: object) -> Path:
    return Path("/home/anna")


def _named() -> str:
    return "anna"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("/home/anna", "~"),
        ("/home/anna/x and /home/annabel/y", "~/x and /home/annabel/y"),
        ("/srv/anna/x: no", "/srv/USER/x: no"),
        ("anna is a word", "anna is a word"),
    ],
)
def test_names_of_folders(text: str, told: str) -> None:
    assert discreet(text, Path("/home/anna"), "anna") == told


def test_a_home_at_the_top_changes_nothing() -> None:
    assert discreet("/usr/share/x", Path("/"), "") == "/usr/share/x"
