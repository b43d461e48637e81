"""Tones and voice: what is heard is what is shown, and a computer without either goes on in silence."""

from __future__ import annotations

import io
import sys
import wave
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from hinge_desktop import sound as sound_module
from hinge_desktop import voice as voice_module
from hinge_desktop.coach import Coach
from hinge_desktop.sound import RATE_HZ, Cue, Sound, wav_bytes
from hinge_desktop.training.session import BlockKind, PlannedSet, SessionPlan
from hinge_desktop.voice import Voice

SLOW = (("eccentric", 3.0), ("hold", 1.0), ("concentric", 2.0), ("top", 1.0))
WORDS = {"eccentric": "Back", "hold": "Pause", "concentric": "Forward", "top": "Tall"}
PLAN = SessionPlan("a", 1, (PlannedSet("a", "Butt Tap", 0.0, 2, SLOW, "concentric", "3-1-2-1", WORDS),), (), 5.0)


@pytest.fixture
def parent(qtbot: QtBot) -> Iterator[QObject]:
    parent = QObject()
    yield parent
    parent.deleteLater()


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class FakeSink:
    """Stands for the audio device."""

    def __init__(self) -> None:
        self.starts = 0
        self.volume = 0.0

    def stop(self) -> None: ...

    def deleteLater(self) -> None: ...

    def setVolume(self, volume: float) -> None:
        self.volume = volume

    def start(self, device: object) -> None:
        self.starts += 1


def no_library(*_: object) -> None:
    raise ImportError("libpulse.so.0: cannot open shared object file")


def no_program(name: str) -> str | None:
    return None


@pytest.mark.parametrize("cue", Cue)
def test_a_tone_is_short_clean_and_not_too_loud(cue: Cue) -> None:
    with wave.open(io.BytesIO(wav_bytes(cue))) as file:
        assert (file.getnchannels(), file.getframerate()) == (1, RATE_HZ)
        values = np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(float) / 32767
    assert len(values) / RATE_HZ < 0.5
    assert 0.3 < np.abs(values).max() <= 0.5
    assert abs(values[0]) < 0.01
    assert abs(values[-1]) < 0.01


def test_without_an_audio_library_it_says_so_once_and_goes_on(parent: QObject, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sound_module, "_open_sink", no_library)
    sound, said, played = Sound(parent), list[str](), list[str]()
    sound.unavailable.connect(said.append)
    sound.played.connect(played.append)
    sound.play(Cue.REP)
    sound.play(Cue.TICK)
    assert len(said) == 1
    assert played == ["rep", "tick"]
    assert not sound.available


def test_volume_and_mute(parent: QObject, monkeypatch: pytest.MonkeyPatch) -> None:
    sink = FakeSink()
    monkeypatch.setattr(sound_module, "_open_sink", lambda parent: sink)
    sound = Sound(parent, volume=50)
    sound.play(Cue.GO)
    assert (sink.starts, sink.volume) == (1, 0.5)
    sound.set_enabled(False)
    sound.play(Cue.GO)
    sound.set_enabled(True)
    sound.set_volume(0)
    sound.play(Cue.GO)
    assert sink.starts == 1
    sound.close()


def test_every_event_of_a_session_has_its_tone(parent: QObject, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sound_module, "_open_sink", no_library)
    clock, played = Clock(), list[str]()
    coach, sound = Coach(parent, clock=clock, wall=clock), Sound(parent)
    coach.countdown.connect(sound.on_countdown)
    coach.block_started.connect(sound.on_block_started)
    coach.rep_completed.connect(sound.on_rep_completed)
    coach.set_completed.connect(sound.on_set_completed)
    sound.played.connect(played.append)
    coach.start(PLAN)
    while coach.active:
        clock.now += 0.5
        coach.tick()
    assert played == ["tick", "tick", "tick", "go", "rep", "rep", "end"]


def test_the_number_spoken_is_the_number_shown(parent: QObject, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(voice_module, "_open_speech", no_library)
    clock = Clock()
    coach, voice = Coach(parent, clock=clock, wall=clock), Voice(parent, find_program=no_program)
    coach.session_started.connect(voice.on_session_started)
    coach.block_started.connect(voice.on_block_started)
    coach.phase_started.connect(voice.on_phase_started)
    coach.rep_completed.connect(voice.on_rep_completed)
    coach.countdown.connect(voice.on_countdown)
    coach.session_completed.connect(voice.on_session_completed)
    spoken: list[str] = []
    voice.spoken.connect(spoken.append)
    coach.start(PLAN)
    heard = len(spoken)
    while coach.active:
        clock.now += 0.25
        coach.tick()
        moment = coach.moment
        assert moment is not None
        if moment.kind is not BlockKind.DONE:
            for text in spoken[heard:]:
                assert text == str(moment.number) if text.isdigit() else text == moment.word
        heard = len(spoken)
    assert spoken == [
        "Get ready. Butt Tap", "3", "2", "1",
        "Back", "Pause", "Forward", "1", "Back", "Pause", "Forward", "2",
        "All sets done. Well done.",
    ]  # fmt: skip


def test_without_a_voice_it_says_so_once(parent: QObject, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(voice_module, "_open_speech", no_library)
    voice, said = Voice(parent, find_program=no_program), list[str]()
    voice.unavailable.connect(said.append)
    voice.say("Back")
    voice.say("Pause")
    assert len(said) == 1
    assert not voice.available


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands for the speech program")
def test_a_speech_program_takes_over(
    parent: QObject, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot
) -> None:
    monkeypatch.setattr(voice_module, "_open_speech", no_library)
    heard, program = tmp_path / "heard", tmp_path / "espeak-ng"
    program.write_text(f'#!/bin/sh\nfor text; do :; done\necho "$text" >> {heard}\n')
    program.chmod(0o755)
    voice = Voice(parent, find_program={"espeak-ng": str(program)}.get)
    voice.say("Forward")
    qtbot.waitUntil(lambda: heard.exists() and heard.read_text() == "Forward\n", timeout=5000)
    voice.close()


def test_a_program_that_does_not_start_leaves_it_silent(
    parent: QObject, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot
) -> None:
    monkeypatch.setattr(voice_module, "_open_speech", no_library)
    voice = Voice(parent, find_program={"spd-say": str(tmp_path / "gone")}.get)
    with qtbot.waitSignal(voice.unavailable, timeout=5000):
        voice.say("Back")
    voice.say("Pause")
    assert not voice.available


def test_switched_off_it_says_nothing(parent: QObject) -> None:
    voice, spoken = Voice(parent, enabled=False), list[str]()
    voice.spoken.connect(spoken.append)
    voice.say("Back")
    assert spoken == []


@pytest.mark.no_qt_log  # Qt's audio names the libraries it would also like
def test_the_engine_of_qt_speaks(parent: QObject, qtbot: QtBot) -> None:
    pytest.importorskip("PySide6.QtTextToSpeech", reason="needs the system's audio library", exc_type=ImportError)
    voice = Voice(parent, engine="mock", find_program=no_program)
    voice.say("Back")
    voice.say("1")
    assert voice.available
    voice.close()


@pytest.mark.no_qt_log  # Qt's audio names the libraries it would also like
def test_an_engine_that_stays_speaking_is_given_up(parent: QObject, qtbot: QtBot) -> None:
    pytest.importorskip("PySide6.QtTextToSpeech", reason="needs the system's audio library", exc_type=ImportError)
    voice = Voice(parent, engine="mock", find_program=no_program, stuck_ms=1)
    with qtbot.waitSignal(voice.unavailable, timeout=2000):
        voice.say("a long text that the engine needs its time for")
    assert not voice.available
