"""Tones: what is heard is what is shown, and a computer without audio goes on in silence."""

from __future__ import annotations

import io
import wave
from collections.abc import Iterator
from enum import Enum

import numpy as np
import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from hinge_desktop import sound as sound_module
from hinge_desktop.coach import Coach
from hinge_desktop.prompter import Prompter
from hinge_desktop.sound import RATE_HZ, Cue, Sound, samples, wav_bytes
from hinge_desktop.training.events import PlannedSet, SessionPlan
from hinge_desktop.training.script import TONES, Line

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


class Broken(Enum):
    NoError = 0
    IOError = 1


class FakeSink:
    """Stands for the audio device."""

    def __init__(self) -> None:
        self.starts = 0
        self.volume = 0.0
        self.broken = False

    def stop(self) -> None: ...

    def deleteLater(self) -> None: ...

    def setVolume(self, volume: float) -> None:
        self.volume = volume

    def start(self, device: object) -> None:
        self.starts += 1

    def error(self) -> Enum:
        return Broken.IOError if self.broken else Broken.NoError


def no_library(*_: object) -> None:
    raise ImportError("libpulse.so.0: cannot open shared object file")


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


def test_every_tone_of_the_script_is_there_and_none_is_like_another() -> None:
    assert {cue.name.lower() for cue in Cue} == set(TONES)
    assert len({samples(cue) for cue in Cue}) == len(TONES)


def test_every_tone_of_a_session_has_its_twin_on_the_screen(parent: QObject, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sound_module, "_open_sink", no_library)
    clock, played, shown = Clock(), list[str](), list[Line]()
    coach, sound = Coach(parent, clock=clock, wall=clock), Sound(parent)
    prompter = Prompter(coach, parent)
    prompter.line_due.connect(sound.play_line)
    prompter.line_due.connect(shown.append)
    sound.played.connect(played.append)
    coach.start(PLAN)
    while coach.active:
        clock.now += 0.5
        coach.tick()
    assert played == ["tick", "tick", "tick", "go", "last", "rep", "end", "done"]
    assert all(line.caption for line in shown if line.tone)


def test_a_device_that_was_pulled_out_is_sought_again(parent: QObject, monkeypatch: pytest.MonkeyPatch) -> None:
    sinks = [FakeSink(), FakeSink()]
    opened = iter(sinks)
    monkeypatch.setattr(sound_module, "_open_sink", lambda parent: next(opened))
    sound = Sound(parent)
    sound.play(Cue.GO)
    sinks[0].broken = True
    sound.play(Cue.REP)
    assert [sink.starts for sink in sinks] == [1, 1]


def test_a_sample_can_be_heard_while_the_sound_is_off(parent: QObject, monkeypatch: pytest.MonkeyPatch) -> None:
    sink = FakeSink()
    monkeypatch.setattr(sound_module, "_open_sink", lambda parent: sink)
    Sound(parent, enabled=False).try_out()
    assert sink.starts == 1
