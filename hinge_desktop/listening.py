"""Everything that can be heard of a practice, and its twin on the screen: voice, tones, captions from one record."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal, Slot

from hinge_desktop.coach import Coach
from hinge_desktop.curriculum.exercise import Exercise
from hinge_desktop.prompter import Prompter
from hinge_desktop.settings import Settings
from hinge_desktop.sound import Sound
from hinge_desktop.ui.finish import FinishPage
from hinge_desktop.ui.follow import FollowPage
from hinge_desktop.voice import Voice


class Listening(QObject):
    """Builds prompter, voice and sound and connects them with the coach and the pages of a practice.

    Signals:
        voice_toggled(), sound_toggled(): V and M.
        voices_found(object): the names of the voices there are, a tuple; after the voice was wanted.
        told(str): one sentence for the window: what this computer cannot do.
        no_sound(str), no_voice(str): the same, by what it is about.
    """

    voice_toggled = Signal()
    sound_toggled = Signal()
    voices_found = Signal(object)
    told = Signal(str)
    no_sound = Signal(str)
    no_voice = Signal(str)

    def __init__(
        self, coach: Coach, follow: FollowPage, finish: FinishPage, settings: Settings, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._follow, self._settings = follow, settings
        self.prompter = Prompter(coach, self)
        self.sound = Sound(self, enabled=settings.sound, volume=settings.volume)
        self.voice = Voice(
            self,
            enabled=settings.voice and settings.sound,
            volume=settings.volume,
            rate=settings.voice_rate,
            name=settings.voice_name,
        )
        for due in (self.voice.say_line, self.sound.play_line, follow.on_line):
            self.prompter.line_due.connect(due)
        for unavailable, what in ((self.sound.unavailable, self.no_sound), (self.voice.unavailable, self.no_voice)):
            unavailable.connect(what)
            unavailable.connect(self.told)
        finish.spoken_requested.connect(self.prompter.say)
        follow.spoken_requested.connect(self.prompter.say)
        follow.voice_toggled.connect(self.voice_toggled)
        follow.mute_toggled.connect(self.sound_toggled)
        coach.session_started.connect(self._prepare_sound)
        self.show_settings(settings)

    @Slot()
    def prepare(self) -> None:
        """Find a voice, where it is wanted; after the first paint."""
        if self._settings.voice:
            self.find_voices()

    @Slot()
    def find_voices(self) -> None:
        """Find the voices there are."""
        self.voice.prepare()
        self.voices_found.emit(self.voice.voices())

    @Slot()
    def _prepare_sound(self) -> None:
        if self._settings.sound:
            self.sound.prepare()

    @Slot()
    def try_sounds(self) -> None:
        """Let the tones be heard, also while sound is off: somebody asked."""
        self.sound.try_out()

    @Slot()
    def try_voice(self) -> None:
        """Let the voice be heard, also while it is off."""
        self.voice.try_out()

    def show_settings(self, settings: Settings) -> None:
        """Sound, voice, how loud, how fast, and in which units."""
        self._settings = settings
        self.sound.set_enabled(settings.sound)
        self.voice.set_enabled(settings.voice and settings.sound)
        self.sound.set_volume(settings.volume)
        self.voice.set_volume(settings.volume)
        self.voice.set_rate(settings.voice_rate)
        self.voice.set_voice(settings.voice_name)
        self.prompter.set_rate(settings.voice_rate)
        self.prompter.set_units(settings.units)
        self._follow.show_sound(settings.sound, settings.voice)

    def show_exercises(self, exercises: Iterable[Exercise]) -> None:
        """What each exercise is done with, so that it can be said."""
        self.prompter.set_things({one.id: tuple(spec.kind for spec in one.movement.implements) for one in exercises})

    def close(self) -> None:
        """Let the devices go."""
        self.sound.close()
        self.voice.close()
