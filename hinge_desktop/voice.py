"""The voice: says the script's lines by Qt's speech, else by a speech program of the system, else not at all.

What it says is what the caption shows. A line that is urgent ends the one before; any other waits for it, but only as
long as the script has reckoned with: nothing queues up behind the movement.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QLocale, QObject, QTimer, Signal, Slot

from hinge_desktop.sound import has_output
from hinge_desktop.speech_program import SpeechProgram
from hinge_desktop.training.script import Line
from hinge_desktop.training.spoken import FASTEST, SLOWEST, spoken_s

if TYPE_CHECKING:
    from PySide6.QtTextToSpeech import QTextToSpeech, QVoice

STUCK_MS = 8000
"""No short text of ours takes this long: an engine that still says "speaking" is stuck, and another way is taken."""
_LONG_S = 4.0
"""A longer text is given more time, in proportion."""
_NEAR_S = 0.05
BLOCKING = ("speechd",)
"""Engines of Qt that may never return, and the window with them. With a speech-dispatcher that cannot reach an audio
device the third word blocks, and so do stopping and deleting the engine (measured, for as long as one cared to wait);
with one that can, opening it blocks for 1.4 to 3 s. Its own client ``spd-say`` does the same in a process."""
LANGUAGE = QLocale.Language.English
"""What the texts are written in: the usual voice of a system may speak anything."""
_PLAIN = {QLocale.Country.UnitedStates: "America", QLocale.Country.UnitedKingdom: "Great Britain"}
"""How espeak-ng calls its ordinary voice of a country, which is not the first of its list."""


class Voice(QObject):
    """Speaks.

    Signals:
        spoken(str): a text that is due, also when it cannot be heard.
        unavailable(str): one sentence about what cannot be had, said once: a voice at all, or the chosen one.
    """

    spoken = Signal(str)
    unavailable = Signal(str)

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        enabled: bool = True,
        volume: int = 80,
        rate: float = 0.0,
        name: str = "",
        engine: str = "",
        find_program: Callable[[str], str | None] = shutil.which,
        has_output: Callable[[], bool] = has_output,
        stuck_ms: int = STUCK_MS,
    ) -> None:
        """``name``: the voice, empty for the usual one. ``engine``: a Qt speech engine, empty for the system's own."""
        super().__init__(parent)
        self._enabled, self._volume, self._rate, self._name, self._engine = enabled, volume, rate, name, engine
        self._find_program, self._has_output = find_program, has_output
        self._speech: QTextToSpeech | None = None
        self._program: SpeechProgram | None = None
        self._prepared = self._told = False
        self._missed: set[str] = set()
        self._over_s = float("-inf")
        self._stuck_ms = stuck_ms
        self._watch = QTimer(self)
        self._watch.setSingleShot(True)
        self._watch.timeout.connect(self._on_stuck)

    @property
    def available(self) -> bool:
        """Something can be heard, as far as is known."""
        return self._speech is not None or (self._program is not None and self._program.available)

    def voices(self) -> tuple[str, ...]:
        """Names of the voices to choose from, in the texts' language; empty before :meth:`prepare`, or without any."""
        if self._program is not None:
            return self._program.voices()
        return tuple(dict.fromkeys(voice.name() for voice in self._choices()))

    # -- settings -------------------------------------------------------------------------------

    @Slot(bool)
    def set_enabled(self, enabled: bool) -> None:
        """Voice on or off (V)."""
        self._enabled = enabled
        if not enabled:
            self.silence()

    @Slot(int)
    def set_volume(self, percent: int) -> None:
        """0 to 100."""
        self._volume = max(0, min(100, percent))
        self._tune()

    @Slot(float)
    def set_rate(self, rate: float) -> None:
        """-0.5 (slow) to 0.5 (fast); 0 is the voice's usual speed."""
        self._rate = max(SLOWEST, min(FASTEST, rate))
        self._tune()

    @Slot(str)
    def set_voice(self, name: str) -> None:
        """One of :meth:`voices`, or empty for the usual one, which also stands in for a voice that is gone."""
        self._name = name
        self._choose()

    @Slot()
    def prepare(self) -> None:
        """Find a voice; call it after the first paint. Later calls do nothing."""
        if self._prepared:
            return
        self._prepared = True
        heard = bool(self._engine) or self._has_output()
        try:
            self._speech = _open_speech(self, self._engine) if heard else None
        except (ImportError, OSError, RuntimeError):
            self._speech = None
        if self._speech is None:
            self._take_a_program(heard)
            return
        self._speech.stateChanged.connect(self._on_state_changed)
        self._speech.errorOccurred.connect(self._on_speech_error)
        self._choose()
        self._tune()

    # -- speaking -------------------------------------------------------------------------------

    @Slot(object)
    def say_line(self, line: Line) -> None:
        """Say a line of the script."""
        if not line.text:
            if line.urgent:
                self.silence()
            return
        waits = not line.urgent and line.at_s <= self._over_s + _NEAR_S
        self._over_s = line.at_s + spoken_s(line.text, self._rate)
        if self._enabled:
            self.spoken.emit(line.text)
            self._speak(line.text, waits=waits)

    @Slot(str)
    def say(self, text: str) -> None:
        """Say a text now; the one before it ends."""
        if self._enabled and text:
            self.spoken.emit(text)
            self._speak(text, waits=False)

    @Slot()
    def try_out(self) -> None:
        """Say a sample, also while the voice is off: this is how one chooses."""
        self._speak(self.tr("Get ready. Hips back, hips forward. One."), waits=False)

    def _speak(self, text: str, *, waits: bool) -> None:
        self.prepare()
        if self._volume == 0:
            return
        if self._speech is not None:
            self._watch.start(round(self._stuck_ms * max(1.0, spoken_s(text, self._rate) / _LONG_S)))
            if waits:
                self._speech.enqueue(text)
            else:
                self._speech.stop()
                self._speech.say(text)
        elif self._program is not None:
            (self._program.follow if waits else self._program.say)(text)

    @Slot()
    def silence(self) -> None:
        """Stop in the middle of the word."""
        self._watch.stop()
        self._over_s = float("-inf")
        if self._speech is not None:
            self._speech.stop()
        if self._program is not None:
            self._program.silence()

    def close(self) -> None:
        """Let the engine go. A daemon that it started is the system's, and ends by itself."""
        self.silence()
        if self._speech is not None:
            self._speech.deleteLater()
            self._speech = None
        if self._program is not None:
            self._program.close()
            self._program = None

    # -- the engine -----------------------------------------------------------------------------

    def _choices(self) -> list[QVoice]:
        if self._speech is None:
            return []
        # All voices, not those of one country. One with a plus is another of espeak-ng's with a disguise.
        every = self._speech.allVoices(None)  # type: ignore[arg-type]  # the stub does not know of "all"
        spoken = [voice for voice in every if voice.language() == LANGUAGE]
        return [voice for voice in spoken if "+" not in voice.name()] or spoken

    def _choose(self) -> None:
        if not self.available:
            return
        if self._name and self._name not in (*self.voices(), *self._missed):
            self._missed.add(self._name)
            text = self.tr("The voice “{name}” is not on this computer, so the usual one speaks.")
            self.unavailable.emit(text.format(name=self._name))
        if self._program is not None:
            self._program.voice = self._name
        if self._speech is None:
            return
        choices = self._choices()
        chosen = next((voice for voice in choices if voice.name() == self._name), None)
        if chosen is None and choices:
            chosen = _usual(choices, self._speech.voice())
        if chosen is not None and chosen != self._speech.voice():
            self._speech.setVoice(chosen)

    def _tune(self) -> None:
        if self._speech is not None:
            self._speech.setVolume(self._volume / 100)
            self._speech.setRate(self._rate)
        if self._program is not None:
            self._program.volume, self._program.rate = self._volume, self._rate

    @Slot(object)
    def _on_state_changed(self, state: object) -> None:
        if getattr(state, "name", "") != "Speaking":
            self._watch.stop()

    @Slot()
    def _on_stuck(self) -> None:
        self._give_speech_up()

    @Slot(object, str)
    def _on_speech_error(self, reason: object, text: str) -> None:
        self._give_speech_up()

    def _give_speech_up(self) -> None:
        """Leave the engine without another word to it: one that is stuck may not return from a call."""
        self._watch.stop()
        if self._speech is not None:
            self._speech.stateChanged.disconnect(self._on_state_changed)
            self._speech.errorOccurred.disconnect(self._on_speech_error)
            # Nor does its end return, so it is left as it is: neither Qt nor Python will ever delete it.
            self._speech.setParent(None)
            shiboken6.invalidate(self._speech)
            self._speech = None
            self._take_a_program(heard=True)

    def _take_a_program(self, heard: bool) -> None:
        self._program = SpeechProgram(self, self._find_program, telling_only=not heard)
        self._program.given_up.connect(self._tell_if_silent)
        self._choose()
        self._tune()
        self._tell_if_silent()

    @Slot()
    def _tell_if_silent(self) -> None:
        if not self.available and not self._told:
            self._told = True
            self.unavailable.emit(self.tr("There is no voice on this computer, so the words are shown."))


def _usual(choices: list[QVoice], present: QVoice) -> QVoice:
    """The system's own voice where it speaks the texts' language, else an ordinary one of the user's country."""
    home = QLocale.system() if QLocale.system().language() == LANGUAGE else QLocale(LANGUAGE)
    near = [voice for voice in choices if voice.locale().territory() == home.territory()] or choices
    plain = _PLAIN.get(home.territory(), "")
    ordinary = next((voice for voice in near if plain and plain in voice.name()), None)
    if ordinary is not None:
        return ordinary
    return present if present in choices else near[0]


def _open_speech(parent: QObject, engine: str) -> QTextToSpeech | None:
    # Imported here: QtTextToSpeech brings QtMultimedia, 27 ms of the start (measured), and needs a system
    # library that may be missing; reaching an engine may take longer still.
    from PySide6.QtTextToSpeech import QTextToSpeech

    names = [name for name in QTextToSpeech.availableEngines() if name not in ("mock", *BLOCKING)]
    if not engine and not names:
        return None
    speech = QTextToSpeech(engine or names[0], parent)
    if speech.state() is QTextToSpeech.State.Error:
        speech.deleteLater()
        return None
    return speech
