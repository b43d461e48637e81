"""Starting the real program in a process of its own: first the window that moves, then everything else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from hinge_desktop.durable import make_private
from hinge_desktop.history.store import Store
from hinge_desktop.paths import Places
from hinge_desktop.settings import Settings, save
from hinge_desktop.training.records import ScreeningRecord
from hinge_desktop.training.screening import QUESTIONS

WATCH = """
import gc, json, sys
sys.argv = ["hinge-desktop"]
from PySide6.QtCore import QTimer
from hinge_desktop import start
from hinge_desktop.ui.opening import Opening

HEAVY = ("numpy", "sqlalchemy", "pyqtgraph", "hinge_desktop.app", "hinge_desktop.body")
told = {"first": None, "moving": False}
opened = Opening.paintEvent
enter = start.Start._enter

def paint(self, event):
    opened(self, event)
    if told["first"] is None:
        told["first"] = [name for name in HEAVY if name in sys.modules]
        told["moving"] = self._recording is not None

def entered(self):
    enter(self)
    self._app.keeper.ready.connect(self.ready)
    self._app.keeper.storage_failed.connect(self.ready)

def ready(self, *sentence):
    QTimer.singleShot(200, self.finish)

def finish(self):
    told["never rubbish"] = gc.get_freeze_count()
    told["page"] = self._window.page
    told["banner"] = self._window.banner.text
    self._window.close()

Opening.paintEvent = paint
start.Start._enter, start.Start.ready, start.Start.finish = entered, ready, finish
told["code"] = start.run()
print(json.dumps(told))
"""


def _start(home: Path) -> dict[str, object]:
    environment = os.environ | {"HINGE_HOME": str(home), "QT_QPA_PLATFORM": "offscreen", "PYTHONWARNINGS": "default"}
    done = subprocess.run(
        [sys.executable, "-c", WATCH], env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    answer: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return answer


@pytest.fixture
def answered(home: Path) -> Path:
    """A home in which the first steps are over and the safety questions were answered."""
    places = Places.usual()
    save(Settings(welcomed=True), places.settings)
    make_private(places.history.parent)
    answers = tuple((question.id, False) for question in QUESTIONS)
    with Store.open(places.history) as store:
        store.add_screening(ScreeningRecord(datetime.now(UTC), date.today(), answers))  # noqa: DTZ011 - the user's day
    return home


def test_the_first_start_begins_with_the_first_steps(home: Path) -> None:
    told = _start(home)
    assert (told["code"], told["page"], told["moving"]) == (0, "welcome", False)


def test_a_start_moves_before_anything_heavy_is_loaded(answered: Path) -> None:
    assert _start(answered)["page"] == "today"  # learns that the questions are answered, and leaves a recording
    assert Places.usual().opening.exists()
    told = _start(answered)
    assert told["moving"]
    assert told["first"] == []
    assert told["page"] == "today"
    assert (
        int(str(told["never rubbish"])) > 10_000
    )  # modules and history: not looked through in the middle of a movement


def test_a_damaged_recording_does_not_hold_up_the_start(answered: Path) -> None:
    _start(answered)
    Places.usual().opening.write_bytes(b"not a recording")
    told = _start(answered)
    assert (told["code"], told["page"], told["moving"]) == (0, "today", False)
    assert _start(answered)["moving"]  # and a good one is left again


def test_a_history_that_cannot_be_read_is_told_in_the_window(answered: Path) -> None:
    Places.usual().history.write_bytes(b"a letter to my aunt")
    told = _start(answered)
    assert told["code"] == 0
    assert Places.usual().history.name in str(told["banner"])
    assert Places.usual().history.read_bytes() == b"a letter to my aunt"
