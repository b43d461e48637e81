"""The smoke test of a built program sees what is missing. The programs here are stand-ins of a few lines."""

from __future__ import annotations

import importlib.util
import os
import sqlite3
import sys
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtGui import QColor, QImage

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stand-ins are scripts with a #! line")

LEAVES_A_TOUR = """
import os, pathlib, shutil, sys
assert sys.argv[1:3] == ["tour", "-o"]
assert os.environ["QT_QPA_PLATFORM"] == "offscreen"
print("some progress")
shutil.copytree(os.environ["STAND_IN_TOUR"], sys.argv[3])
"""


@pytest.fixture
def smoke_test(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("smoke_test", root / "packaging" / "smoke_test.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


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


def _problems(smoke_test: ModuleType, program: Path, scratch: Path) -> str:
    scratch.mkdir()
    return "\n".join(smoke_test.problems(program, scratch / "tour"))


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
