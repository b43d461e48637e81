"""Short tones for the script's lines: a tick for 3-2-1, go, a repetition, half way, the last one, the end of a set ...

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

from hinge_desktop.training.script import Line

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QAudioDevice, QAudioSink

RATE_HZ = 44_100
_EDGE_S = 0.006
"""Fade in and out, so that no tone clicks."""


class Cue(Enum):
    """The tones, named as ``lines.TONES``: (frequency in Hz, seconds) one after the other; 0 Hz is silence."""

    TICK = ((660.0, 0.07),)
    GO = ((990.0, 0.22),)
    REP = ((880.0, 0.09),)
    HALF = ((880.0, 0.09), (0.0, 0.05), (880.0, 0.09))
    LAST = ((880.0, 0.09), (0.0, 0.05), (1174.7, 0.14))
    LAST_SET = ((990.0, 0.1), (0.0, 0.05), (990.0, 0.22))
    END = ((784.0, 0.12), (1046.5, 0.24))
    SWITCH = ((587.3, 0.12), (880.0, 0.12), (587.3, 0.12))
    SOON = ((523.3, 0.1), (0.0, 0.06), (523.3, 0.1))
    PAUSE = ((523.3, 0.12), (392.0, 0.18))
    DONE = ((784.0, 0.12), (987.8, 0.12), (1174.7, 0.24))
    NOTE = ((392.0, 0.09),)


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
        self._prepared = self._told = False
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
        if self._sink is None and not self._told:
            self._told = True
            self.unavailable.emit(self.tr("There is no sound on this computer, so every signal is shown instead."))

    def play(self, cue: Cue) -> None:
        """Play a tone; the one before it ends."""
        if self._enabled:
            self.played.emit(cue.name.lower())
            self._sound(cue)

    def _sound(self, cue: Cue) -> None:
        if self._sink is not None and self._sink.error().name in ("IOError", "FatalError"):
            self._close_sink()  # the device was pulled out; there may be another one now
            self._prepared = False
        self.prepare()
        if self._sink is None or self._volume == 0:
            return
        self._sink.stop()
        self._buffer.close()
        self._buffer.setData(QByteArray(samples(cue)))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._sink.setVolume(self._volume / 100)
        self._sink.start(self._buffer)

    @Slot(object)
    def play_line(self, line: Line) -> None:
        """Play the tone of a line of the script."""
        if line.tone:
            self.play(Cue[line.tone.upper()])

    @Slot()
    def try_out(self) -> None:
        """Play a sample, also while the sound is off: this is how one chooses how loud."""
        self.played.emit(Cue.GO.name.lower())
        self._sound(Cue.GO)

    def close(self) -> None:
        """Let the device go."""
        self._close_sink()

    def _close_sink(self) -> None:
        if self._sink is not None:
            self._sink.stop()
            self._sink.deleteLater()
            self._sink = None


def has_output() -> bool:
    """There is an audio device, as far as Qt can know."""
    try:
        return _output() is not None
    except ImportError:
        return False


def _output() -> QAudioDevice | None:
    # Imported here: QtMultimedia and its device take 25 + 66 ms of the start (measured), and need a system
    # library that may be missing. It tells at length which optional libraries it goes without, and, as a plain
    # warning, that a package brings no media backend: tones need none.
    QLoggingCategory.setFilterRules("qt.multimedia.*=false\ndefault.warning=false")
    try:
        from PySide6.QtMultimedia import QMediaDevices

        device = QMediaDevices.defaultAudioOutput()
    finally:
        QLoggingCategory.setFilterRules("qt.multimedia.*=false")
    return None if device.isNull() else device


def _open_sink(parent: QObject) -> QAudioSink | None:
    device = _output()
    if device is None:
        return None
    from PySide6.QtMultimedia import QAudioFormat, QAudioSink  # as in _output

    form = QAudioFormat()
    form.setSampleRate(RATE_HZ)
    form.setChannelCount(1)
    form.setSampleFormat(QAudioFormat.SampleFormat.Int16)
    return QAudioSink(device, form, parent) if device.isFormatSupported(form) else None
