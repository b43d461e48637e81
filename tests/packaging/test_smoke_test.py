"""The smoke test of a built program sees what is missing. The programs here are stand-ins of a few lines."""

from __future__ import annotations

import os
import sqlite3
import sys
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtGui import QColor, QImage

from tests.conftest import load_script

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stand-ins are scripts with a #! line")

LEAVES_A_TOUR = """
import os, pathlib, shutil, sys
if sys.argv[1:] == ["--version"]:
    print("hinge-desktop 3.2.1")
    sys.exit(0)
if sys.argv[1:3] == ["doctor", "-o"]:
    found = os.environ.get("STAND_IN_FINDS", "")
    pathlib.Path(sys.argv[3]).write_text(f"Versions\\n{found}\\nThat is all.\\n", encoding="utf-8")
    sys.exit(1 if "look here" in found else 0)
assert sys.argv[1:3] == ["tour", "-o"]
assert os.environ["QT_QPA_PLATFORM"] == "offscreen"
print("some progress")
shutil.copytree(os.environ["STAND_IN_TOUR"], sys.argv[3])
"""


@pytest.fixture
def smoke_test() -> ModuleType:
    return load_script("smoke_test")


@pytest.fixture
def tour(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What a good tour leaves."""
    folder = tmp_path / "good-tour"
    folder.mkdir()
    picture = QImage(200, 150, QImage.Format.Format_RGB32)
    for x in range(200):
        for y in range(150):
            picture.setPixelColor(x, y, QColor((x * y) % 256, (x * 7) % 256, (y * 13) % 256))
    for number in range(12):
        assert picture.save(str(folder / f"{number:02}.png"))
    connection = sqlite3.connect(folder / "history.db")
    connection.executescript("CREATE TABLE rep (number INTEGER); INSERT INTO rep VALUES (1);")
    connection.close()
    monkeypatch.setenv("STAND_IN_TOUR", str(folder))
    return folder


def _program(folder: Path, more: str = "") -> Path:
    path = folder / "program"
    path.write_text(f"#!{sys.executable}\n{LEAVES_A_TOUR}{more}", encoding="utf-8")
    path.chmod(0o755)
    return path


def _problems(smoke_test: ModuleType, program: Path, scratch: Path, version: str | None = None) -> str:
    scratch.mkdir()
    return "\n".join(smoke_test.problems(smoke_test.Program([program]), scratch, version))


def test_a_good_tour_passes(smoke_test: ModuleType, tour: Path, tmp_path: Path) -> None:
    assert _problems(smoke_test, _program(tmp_path), tmp_path / "scratch") == ""


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("sys.exit(3)", "exit code 3"),
        ("print('QPainter: not active', file=sys.stderr)", "unexpected output: QPainter: not active"),
        ("raise ValueError", "unexpected output"),
    ],
)
def test_a_program_that_complains_does_not_pass(
    smoke_test: ModuleType, tour: Path, tmp_path: Path, more: str, told: str
) -> None:
    assert told in _problems(smoke_test, _program(tmp_path, more), tmp_path / "scratch")


def test_a_line_that_means_nothing_is_let_through(smoke_test: ModuleType, tour: Path, tmp_path: Path) -> None:
    more = "print('This plugin does not support propagateSizeHints()', file=sys.stderr)"
    assert _problems(smoke_test, _program(tmp_path, more), tmp_path / "scratch") == ""


def test_missing_or_broken_pictures_and_history_are_told(smoke_test: ModuleType, tour: Path, tmp_path: Path) -> None:
    for number in range(3):
        (tour / f"{number:02}.png").unlink()
    (tour / "05.png").write_bytes(b"not a picture")
    (tour / "history.db").write_bytes(b"not a history, but long enough to be looked at as one" * 40)
    told = _problems(smoke_test, _program(tmp_path), tmp_path / "scratch")
    assert "9 pictures" in told
    assert "05.png is not a PNG" in told
    assert "history.db" in told


def test_another_version_than_the_expected_is_told(smoke_test: ModuleType, tour: Path, tmp_path: Path) -> None:
    program = _program(tmp_path)
    assert _problems(smoke_test, program, tmp_path / "same", "3.2.1") == ""
    assert "is 3.2.1; expected: 3.3" in _problems(smoke_test, program, tmp_path / "other", "3.3")


def test_what_the_doctor_finds_in_the_way_is_told(
    smoke_test: ModuleType, tour: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = _program(tmp_path)
    monkeypatch.setenv("STAND_IN_FINDS", "  note       tray: There is none.")
    assert _problems(smoke_test, program, tmp_path / "noted") == ""
    monkeypatch.setenv("STAND_IN_FINDS", "  look here  NumPy: It cannot be loaded.")
    assert "doctor: look here NumPy: It cannot be loaded." in _problems(smoke_test, program, tmp_path / "found")


def test_a_program_may_take_several_words(smoke_test: ModuleType, tour: Path, tmp_path: Path) -> None:
    program = _program(tmp_path)
    meant, version = smoke_test.understood(["--expect-version", "3.2.1", "--", sys.executable, "-B", str(program)])
    assert (list(meant.command), version, meant.wine) == ([sys.executable, "-B", str(program)], "3.2.1", False)
    (tmp_path / "scratch").mkdir()
    assert smoke_test.problems(meant, tmp_path / "scratch", version) == []


def test_a_file_that_is_named_from_here_is_found_from_elsewhere(
    smoke_test: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _program(tmp_path)
    monkeypatch.chdir(tmp_path)
    meant, _ = smoke_test.understood(["./program"])
    assert meant.command == [str(tmp_path / "program")]


def test_a_program_that_is_not_there_is_one_line(smoke_test: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    for words, told in (([], "name the program"), (["no-such-program"], "there is no program no-such-program")):
        with pytest.raises(SystemExit) as ended:
            smoke_test.understood(words)
        assert ended.value.code == 2
        assert told in capsys.readouterr().err.splitlines()[-1]


def test_under_wine_paths_are_windows_paths_and_wines_own_lines_mean_nothing(
    smoke_test: ModuleType, tmp_path: Path
) -> None:
    wine = tmp_path / "wine"
    wine.write_text(
        f"#!{sys.executable}\n"
        "import os, sys\n"
        "print(sys.argv[1:], os.environ['HINGE_HOME'], os.environ.get('QT_QPA_PLATFORM'))\n"
        "print('0024:fixme:heap:RtlSet stub', file=sys.stderr)\n",
        encoding="utf-8",
    )
    wine.chmod(0o755)
    meant, _ = smoke_test.understood([str(wine), "hinge-desktop.exe"])
    assert meant.wine
    done = meant.run(tmp_path, "tour", "-o", meant.path(tmp_path / "tour"), limit_s=60)
    assert meant.unexpected(done) == []
    windows = "Z:" + str(tmp_path).replace("/", "\\")
    assert (
        done.stdout.strip() == f"{['hinge-desktop.exe', 'tour', '-o', windows + chr(92) + 'tour']} {windows}\\home None"
    )
