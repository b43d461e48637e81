"""The step that asks whether sounds and voice can be heard."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QWidget

from hinge_desktop.ui.scales import YesNo
from hinge_desktop.ui.welcome_steps import WelcomeStep
from hinge_desktop.ui.widgets import Button, Card, FlowRow, Words


def _tr(text: str) -> str:
    return QCoreApplication.translate("Welcome", text)


class HearingCard(Card):
    """Something to be played, and whether it was heard.

    Signals:
        play_requested(): let it be heard.
    """

    play_requested = Signal()

    def __init__(self, play: str, question: str, heard: str, silent: str, parent: QWidget | None = None) -> None:
        """``heard``, ``silent``: what then follows, one or two sentences."""
        super().__init__(parent, padding_px=16, gap_px=8)
        self._heard, self._silent = heard, silent
        self.play = Button(play, "secondary", self)
        self.play.clicked.connect(self._play)
        self.column.addWidget(self.play, 0, Qt.AlignmentFlag.AlignLeft)
        self._asking = FlowRow(self, 12)
        self.answer = YesNo(question, self._asking)
        self.answer.changed.connect(self._answered)
        self._asking.add(Words(question, "body", self._asking, wrap=False))
        self._asking.add(self.answer)
        self.add(self._asking)
        self._said = Words("", "body", self)
        self.add(self._said)
        self.clear()

    def clear(self) -> None:
        """Not played, not answered."""
        self.answer.set_chosen(())
        self._said.show_text("")
        self._asking.hide()

    def say(self, sentence: str) -> None:
        """Say what the computer lacks; there is nothing to be heard, so nothing is asked."""
        self.clear()
        self._said.show_text(f"{sentence} {self._silent}")

    def _play(self) -> None:
        self._asking.show()
        self.play_requested.emit()

    def _answered(self) -> None:
        self._said.show_text(self._heard if self.answer.answer else self._silent)


class SoundStep(WelcomeStep):
    """Sounds and voice, each tried and kept only when it was heard.

    Signals:
        sounds_requested(), voice_requested(): play them; they are switched on for it by ``settings_changed`` before.
    """

    sounds_requested = Signal()
    voice_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        lead = _tr("Follow with your eyes closed, or with the sound off: whatever can be heard is also shown.")
        super().__init__(_tr("Can you hear it?"), lead, "hinge-to-squat", parent)
        self._before = self._settings
        self.sounds = HearingCard(
            _tr("Play the sounds"),
            _tr("Did you hear them?"),
            _tr("Good. A tick counts you in, and each repetition has its tone."),
            _tr("Then the screen does it: each sound has its sign there. You find the volume in Settings."),
            self,
        )
        self.voice = HearingCard(
            _tr("Say something"),
            _tr("Did you hear it?"),
            _tr("Good. The voice counts and says what comes next. V switches it off and on."),
            _tr("Then a beep and a caption do the voice's work: every word stands on the screen when it is due."),
            self,
        )
        for card in (self.sounds, self.voice):
            self.add(card)
        self.sounds.play_requested.connect(self._play_sounds)
        self.voice.play_requested.connect(self._say_something)

    @property
    def first(self) -> QWidget | None:
        """The sounds."""
        return self.sounds.play

    def begin(self) -> None:
        """Nothing was heard yet."""
        self.sounds.clear()
        self.voice.clear()

    def opened(self) -> None:
        """What is on now comes back unless more was heard."""
        self._before = self._settings

    def accept(self) -> None:
        """Only what was heard stays on."""
        self.drop()

    def drop(self) -> None:
        """What was tried and not heard is as it was before."""
        before, now = self._before, self._settings
        sound = now.sound if self.sounds.answer.answer else before.sound
        voice = now.voice if self.voice.answer.answer else before.voice
        self._tell(replace(now, sound=sound, voice=voice))

    def _play_sounds(self) -> None:
        self._tell(replace(self._settings, sound=True))
        self.sounds_requested.emit()

    def _say_something(self) -> None:
        self._tell(replace(self._settings, voice=True))
        self.voice_requested.emit()
