"""Short tones for what the coach says: a tick for 3-2-1, go, a repetition, the end of a set.

The tones are made here from sines. Where the system has no audio, the program says so once and goes on in silence:
every tone has a twin on the screen.
"""

from __future__ import annotations

import io
import wave
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QLoggingCategory, QObject, Signal, Slot

from hinge_desktop.training.events import BlockKind, BlockStarted

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QAudioSink

RATE_HZ = 44_100
_EDGE_S = 0.006
"""Fade in and out, so that no tone clicks."""


class Cue(Enum):
    """The tones: (frequency in Hz, seconds) one after the other."""

    TICK = ((660.0, 0.07),)
    GO = ((990.0, 0.22),)
    REP = ((880.0, 0.09),)
    END = ((784.0, 0.12), (1046.5, 0.24))


@cache
def samples(cue: Cue) -> bytes:
    """The tone as 16-bit mono PCM at 44.1 kHz."""
    return b"".join(_tone(frequency, seconds) for frequency, seconds in cue.value)


def _tone(frequency_hz: float, seconds: float) -> bytes:
    t = np.arange(int(seconds * RATE_HZ)) / RATE_HZ
    edge = np.clip(np.minimum(t, seconds - t) / _EDGE_S, 0.0, 1.0)
    wave_ = 0.5 * edge * (np.sin(2 * np.pi * frequency_hz * t) + 0.2 * np.sin(4 * np.pi * frequency_hz * t)) / 1.2
    return (wave_ * 32767).astype("<i2").tobytes()


def wav_bytes(cue: Cue) -> bytes:
    """The tone as a WAV file."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes(samples(cue))
    return out.getvalue()


class Sound(QObject):
    """Plays the tones.

    Signals:
        played(str): name of a tone that is due, also when it cannot be heard (its visible twin).
        unavailable(str): one sentence, said once.
    """

    played = Signal(str)
    unavailable = Signal(str)

    def __init__(self, parent: QObject | None = None, *, enabled: bool = True, volume: int = 80) -> None:
        super().__init__(parent)
        self._enabled, self._volume = enabled, volume
        self._sink: QAudioSink | None = None
        self._prepared = False
        self._buffer = QBuffer(self)

    @property
    def available(self) -> bool:
        """A tone can be heard."""
        return self._sink is not None

    @Slot(bool)
    def set_enabled(self, enabled: bool) -> None:
        """Sound on or off (M)."""
        self._enabled = enabled

    @Slot(int)
    def set_volume(self, percent: int) -> None:
        """0 to 100."""
        self._volume = max(0, min(100, percent))

    @Slot()
    def prepare(self) -> None:
        """Open the audio device; call it after the first paint. Later calls do nothing."""
        if self._prepared:
            return
        self._prepared = True
        try:
            self._sink = _open_sink(self)
        except (ImportError, OSError, RuntimeError):
            self._sink = None
        if self._sink is None:
            self.unavailable.emit(self.tr("There is no sound on this computer, so every signal is shown instead."))

    def play(self, cue: Cue) -> None:
        """Play a tone; the one before it ends."""
        if not self._enabled:
            return
        self.played.emit(cue.name.lower())
        self.prepare()
        if self._sink is None or self._volume == 0:
            return
        self._sink.stop()
        self._buffer.close()
        self._buffer.setData(QByteArray(samples(cue)))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._sink.setVolume(self._volume / 100)
        self._sink.start(self._buffer)

    def close(self) -> None:
        """Let the device go."""
        if self._sink is not None:
            self._sink.stop()
            self._sink.deleteLater()
            self._sink = None

    # -- the coach's signals --------------------------------------------------------------------

    @Slot(int)
    def on_countdown(self, left: int) -> None:
        """Coach.countdown."""
        self.play(Cue.TICK)

    @Slot(object)
    def on_block_started(self, event: BlockStarted) -> None:
        """Coach.block_started."""
        if event.kind is BlockKind.WORK:
            self.play(Cue.GO)

    @Slot(object)
    def on_rep_completed(self, event: object) -> None:
        """Coach.rep_completed."""
        self.play(Cue.REP)

    @Slot(object)
    def on_set_completed(self, event: object) -> None:
        """Coach.set_completed."""
        self.play(Cue.END)


def _open_sink(parent: QObject) -> QAudioSink | None:
    # Imported here: QtMultimedia and its device take 25 + 66 ms of the start (measured), and need a system
    # library that may be missing. It tells at length which optional libraries it goes without.
    QLoggingCategory.setFilterRules("qt.multimedia.*=false")
    from PySide6.QtMultimedia import QAudioFormat, QAudioSink, QMediaDevices

    device = QMediaDevices.defaultAudioOutput()
    if device.isNull():
        return None
    form = QAudioFormat()
    form.setSampleRate(RATE_HZ)
    form.setChannelCount(1)
    form.setSampleFormat(QAudioFormat.SampleFormat.Int16)
    return QAudioSink(device, form, parent) if device.isFormatSupported(form) else None
