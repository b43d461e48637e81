"""The suite's own watchmen: a test that leaves something behind does not pass, one that tidies up does."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

TESTS = """
import os
from PySide6.QtCore import QTimer, qWarning
from PySide6.QtWidgets import QWidget

kept = []

def test_leaves_a_timer_running(qapp):
    timer = QTimer(objectName="forgotten")
    timer.start(60_000)
    kept.append(timer)

def test_leaves_a_widget_alive(qapp):
    widget = QWidget(objectName="hidden")
    kept.append(widget)

def test_tidies_up(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    timer = QTimer(widget)
    timer.start(60_000)
    later = QWidget()
    later.deleteLater()
    stopped = QTimer(interval=50)
    stopped.start()
    stopped.stop()
    kept.append(stopped)

def test_has_a_home_of_its_own(tmp_path):
    assert os.environ["HINGE_HOME"].startswith(str(tmp_path))

def test_a_qt_warning_counts(qapp):
    qWarning("something is not right")
"""


def test_what_is_left_behind_is_named(root: Path, tmp_path: Path) -> None:
    path = tmp_path / "test_inside.py"
    path.write_text(TESTS, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-c", root / "pyproject.toml", "-p", "tests.conftest", "-q", path],
        cwd=root,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    told = done.stdout + done.stderr
    assert "timer QTimer “forgotten” of 60000 ms is running" in told
    assert "widget QWidget “hidden” is alive" in told
    assert "FAILED" in told
    assert "test_a_qt_warning_counts" in told
    assert "test_tidies_up" not in told
    assert "test_has_a_home_of_its_own" not in told
