"""The opening: what was kept is what is shown, and what cannot be read is only a slower start."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from hinge_desktop.ui import opening
from hinge_desktop.ui.opening import Opening, Recording, record


def _paint(painter: QPainter, rect: QRectF, time_s: float) -> None:
    painter.fillRect(QRectF(rect.x() + 100 * time_s, rect.y(), 20, 20), QColor("#ff0000"))


@pytest.fixture
def recording(qtbot: QtBot) -> Recording:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(400, 300)
    stage = QWidget(window)
    stage.setGeometry(100, 50, 200, 200)
    return record(window, stage, ("#eeeeee", "#ffffff"), 10.0, _paint)


def test_a_recording_comes_back_as_it_was_kept(recording: Recording, tmp_path: Path) -> None:
    recording.write(tmp_path / "opening.bin")
    assert Recording.read(tmp_path / "opening.bin") == recording
    assert (len(recording.frames) - 1) * opening.FRAME_S == pytest.approx(opening.LONGEST_S)
    assert (recording.window, recording.place) == ((400, 300), (100, 50, 200, 200))


def test_it_moves(recording: Recording, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    page = Opening(recording)
    qtbot.addWidget(page)
    page.resize(400, 300)
    now = [0.0]
    monkeypatch.setattr(opening.time, "perf_counter", lambda: now[0])
    page.show()
    first = page.grab().toImage()
    assert first.pixelColor(110, 60) == QColor("#ff0000")
    now[0] = 0.5
    assert page.grab().toImage() != first
    now[0] = 2 * (opening.LONGEST_S - opening.FRAME_S)  # forwards and back again
    assert page.grab().toImage() == first
    page.hide()


def test_without_a_recording_the_page_is_calm(qtbot: QtBot) -> None:
    page = Opening(None)
    qtbot.addWidget(page)
    page.resize(100, 100)
    page.show()
    assert page.accessibleName() == "Hinge is starting"


@given(damage=st.integers(0, 2000), bit=st.integers(0, 7), length=st.integers(0, 3000))
def test_a_damaged_recording_is_none_or_the_right_size(
    tmp_path_factory: pytest.TempPathFactory, damage: int, bit: int, length: int
) -> None:
    path = tmp_path_factory.mktemp("opening") / "opening.bin"
    frame = bytes(range(256)) * 4
    Recording((200.0, 200.0), (20.0, 20.0, 100.0, 100.0), (frame, frame)).write(path)
    content = bytearray(path.read_bytes()[: max(length, 1)])
    content[damage % len(content)] ^= 1 << bit
    path.write_bytes(bytes(content))
    found = Recording.read(path)
    assert found is None or sum(map(len, found.frames)) == 2 * len(frame)


def test_no_recording_is_none(tmp_path: Path) -> None:
    assert Recording.read(tmp_path / "nothing.bin") is None
    assert Recording.read(tmp_path) is None
