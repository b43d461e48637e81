"""Everything that can be heard of a practice, and its twin on the screen: voice, tones, captions from one record."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from hinge_desktop.coach import Coach
from hinge_desktop.prompter import Prompter
from hinge_desktop.settings import Settings
from hinge_desktop.sound import Sound
from hinge_desktop.ui.follow import FollowPage
from hinge_desktop.voice import Voice


class Listening(QObject):
    """Builds voice and sound and connects them with the coach and the follow page.

    Signals:
        voice_toggled(), sound_toggled(): V and M.
        told(str): one sentence for the window: what this computer cannot do.
        no_sound(str), no_voice(str): the same, by what it is about.
    """

    voice_toggled = Signal()
    sound_toggled = Signal()
    told = Signal(str)
    no_sound = Signal(str)
    no_voice = Signal(str)

    def __init__(self, coach: Coach, follow: FollowPage, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._follow, self._settings = follow, settings
        self.sound = Sound(self, enabled=settings.sound, volume=settings.volume)
        self.voice = Voice(self, enabled=settings.voice and settings.sound, volume=settings.volume)
        follow.show_sound(settings.sound, settings.voice)
        follow.voice_toggled.connect(self.voice_toggled)
        follow.mute_toggled.connect(self.sound_toggled)
        self.prompter = Prompter(coach, self)
        self.prompter.line_due.connect(follow.on_line)
        coach.session_started.connect(self.voice.on_session_started)
        coach.session_started.connect(self._prepare_sound)
        for heard in (self.sound, self.voice):
            coach.countdown.connect(heard.on_countdown)
            coach.block_started.connect(heard.on_block_started)
            coach.rep_completed.connect(heard.on_rep_completed)
        coach.set_completed.connect(self.sound.on_set_completed)
        coach.phase_started.connect(self.voice.on_phase_started)
        coach.session_completed.connect(self.voice.on_session_completed)
        coach.paused.connect(self.voice.on_paused)
        coach.session_stopped.connect(self.voice.on_session_stopped)
        coach.cue_requested.connect(self.voice.say)

    @Slot()
    def prepare(self) -> None:
        """Find a voice, where it is wanted; after the first paint."""
        if self._settings.voice:
            self.voice.prepare()

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
        """Sound, voice and how loud."""
        self._settings = settings
        self.sound.set_enabled(settings.sound)
        self.voice.set_enabled(settings.voice and settings.sound)
        self.sound.set_volume(settings.volume)
        self.voice.set_volume(settings.volume)
        self._follow.show_sound(settings.sound, settings.voice)

    def close(self) -> None:
        """Let the devices go."""
        self.sound.close()
        self.voice.close()
