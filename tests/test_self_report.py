"""What a report of a problem needs, from the window: asked for in Settings, found on the clipboard."""

from __future__ import annotations

import os
import select
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from hinge_desktop import __version__
from hinge_desktop.self_report import SelfReport
from hinge_desktop.ui.settings_about import LICENCES, AboutSection
from hinge_desktop.ui.theme import Theme
from tests.ui.conftest import light

__all__ = ["light"]  # the fixture

WRITES = """
import pathlib, sys
assert sys.argv[1:3] == ["doctor", "-o"]
pathlib.Path(sys.argv[3]).write_text("all of it")
"""

HANGS = """
import os, pathlib, subprocess, sys, tempfile, time
(pathlib.Path(tempfile.mkdtemp()) / "history.sqlite").write_text("all of it")
line = int(sys.argv[1])
subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], pass_fds=[line])
os.write(line, b".")
time.sleep(600)
"""
"""As the doctor does: a copy of the history, and a process of its own. Both hold the line."""


@pytest.fixture
def clipboard(qapp: QGuiApplication) -> Iterator[None]:
    yield
    QGuiApplication.clipboard().clear()


def _asked(qtbot: QtBot, *command: str) -> tuple[str, list[bool]]:
    report = SelfReport(command=command)
    looking: list[bool] = []
    report.looking_changed.connect(looking.append)
    with qtbot.waitSignal(report.told, timeout=60_000) as told:
        report.copy()
        report.copy()  # the same wish
    report.deleteLater()
    return told.args[0], looking


def test_the_sheet_is_on_the_clipboard(qtbot: QtBot, clipboard: None) -> None:
    told, looking = _asked(qtbot, sys.executable, "-c", WRITES)
    assert told.startswith("Copied.")
    assert QGuiApplication.clipboard().text() == "all of it"
    assert looking == [True, False]


@pytest.mark.parametrize("command", [("no-such-program",), (sys.executable, "-c", "raise SystemExit(1)")])
def test_a_doctor_that_does_not_come_is_told(qtbot: QtBot, clipboard: None, command: tuple[str, ...]) -> None:
    told, looking = _asked(qtbot, *command)
    assert "terminal" in told
    assert looking == [True, False]


def test_the_real_doctor_answers(qtbot: QtBot, clipboard: None) -> None:
    told, _ = _asked(qtbot)
    assert told.startswith("Copied.")
    assert f"Hinge: {__version__}" in QGuiApplication.clipboard().text()


@pytest.mark.skipif(sys.platform == "win32", reason="a line is not handed on there")
def test_one_that_does_not_end_is_let_go_at_the_end_with_all_that_it_began(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    end, line = os.pipe()
    os.set_inheritable(line, True)
    report = SelfReport(command=[sys.executable, "-c", HANGS, str(line)])
    report.copy()
    os.close(line)
    assert _heard(end) == b"."
    assert len(list(tmp_path.rglob("history.sqlite"))) == 1
    report.close()
    assert _heard(end) == b""  # nobody holds the line any more
    os.close(end)
    assert list(tmp_path.iterdir()) == []
    report.deleteLater()


def _heard(end: int) -> bytes:
    """What comes next on the line, empty when it is closed."""
    assert select.select([end], [], [], 30.0)[0], "nothing is heard"
    return os.read(end, 1)


def test_the_section_tells_version_and_licences(qtbot: QtBot, light: Theme, tmp_path) -> None:
    (tmp_path / LICENCES).write_text("many")
    section = AboutSection(program=tmp_path / "hinge-desktop")
    qtbot.addWidget(section)
    texts = [label.text() for label in section.findChildren(type(section._small("")))]
    assert any(f"Hinge {__version__}" in text for text in texts)
    assert any("GNU Lesser General Public License" in text for text in texts)
    with qtbot.waitSignal(section.report_requested):
        section.copy_report.click()
    section.show_looking(True)
    assert not section.copy_report.isEnabled()


@pytest.mark.parametrize("place", ["bin", "Resources"])
def test_the_licences_are_found_beside_the_program_and_in_a_macs_app(
    qtbot: QtBot, light: Theme, tmp_path: Path, place: str
) -> None:
    (tmp_path / place).mkdir()
    (tmp_path / place / LICENCES).write_text("many")
    section = AboutSection(program=tmp_path / "bin" / "hinge-desktop")
    qtbot.addWidget(section)
    shown = [field.text() for field in section.findChildren(QLineEdit)]
    assert shown == [str(tmp_path / place / LICENCES)]
