"""One program for each history; the second start raises the window of the first."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from hinge_desktop.instance import SingleInstance

ROOT = Path(__file__).parents[1]
SECOND = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from hinge_desktop.instance import SingleInstance
application = QCoreApplication([])
instance = SingleInstance(Path(sys.argv[1]))
if instance.claim():
    print("first", flush=True)
    instance.listen()
    sys.stdin.read()
else:
    print("raised" if instance.ask_first(float(sys.argv[2]), float(sys.argv[3])) else "no answer", flush=True)
"""


def start(folder: Path, patience_s: float = 20.0, starting_s: float = 0.0) -> subprocess.Popen[str]:
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [sys.executable, "-c", SECOND, str(folder), str(patience_s), str(starting_s)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment,
    )  # fmt: skip


def said(process: subprocess.Popen[str]) -> str:
    return process.communicate(timeout=60)[0].strip()


@pytest.fixture
def first(qapp: object, tmp_path: Path) -> Iterator[SingleInstance]:
    instance = SingleInstance(tmp_path)
    assert instance.claim()
    yield instance
    instance.release()
    instance.deleteLater()


def test_the_second_start_raises_the_first(first: SingleInstance, tmp_path: Path, qtbot: QtBot) -> None:
    first.listen()
    with qtbot.waitSignal(first.raise_requested, timeout=60_000):
        second = start(tmp_path)
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=60_000)
    assert said(second) == "raised"


def test_what_a_desktop_gives_the_second_to_come_forward_reaches_the_first(
    first: SingleInstance, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    first.listen()
    monkeypatch.setenv("XDG_ACTIVATION_TOKEN", "a-token_1")
    second = start(tmp_path)
    monkeypatch.setenv("XDG_ACTIVATION_TOKEN", "")
    with qtbot.waitSignal(first.raise_requested, timeout=60_000):
        qtbot.waitUntil(lambda: second.poll() is not None, timeout=60_000)
    assert said(second) == "raised"
    assert os.environ["XDG_ACTIVATION_TOKEN"] == "a-token_1"


def test_the_second_waits_for_a_first_that_is_still_painting(
    first: SingleInstance, tmp_path: Path, qtbot: QtBot
) -> None:
    second = start(tmp_path)
    qtbot.wait(400)
    with qtbot.waitSignal(first.raise_requested, timeout=60_000):
        first.listen()
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=60_000)
    assert said(second) == "raised"


def test_a_first_that_hangs_is_not_waited_for_for_ever(first: SingleInstance, tmp_path: Path) -> None:
    first.listen()  # and nobody runs its event loop
    assert said(start(tmp_path, patience_s=0.5)) == "no answer"


def test_one_that_has_just_begun_is_given_more_time(first: SingleInstance, tmp_path: Path, qtbot: QtBot) -> None:
    second = start(tmp_path, patience_s=0.0, starting_s=60.0)
    qtbot.wait(400)
    with qtbot.waitSignal(first.raise_requested, timeout=60_000):
        first.listen()
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=60_000)
    assert said(second) == "raised"


def test_one_that_runs_for_long_is_not(first: SingleInstance, tmp_path: Path) -> None:
    os.utime(tmp_path / "hinge.lock", (1, 1))
    assert said(start(tmp_path, patience_s=0.2, starting_s=600.0)) == "no answer"


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9")
def test_a_killed_first_does_not_stand_in_the_way(qapp: object, tmp_path: Path) -> None:
    killed = start(tmp_path)
    assert killed.stdout is not None
    assert killed.stdout.readline() == "first\n"
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    instance = SingleInstance(tmp_path)
    assert instance.claim()
    instance.listen()
    assert SingleInstance(tmp_path).claim() is False
    instance.release()


def test_another_history_is_another_program(first: SingleInstance, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = SingleInstance(tmp_path / "other")
    assert other.claim()
    other.release()


def test_a_folder_that_cannot_hold_a_lock_does_not_stop_the_program(qapp: object, tmp_path: Path) -> None:
    assert SingleInstance(tmp_path / "not there").claim()
