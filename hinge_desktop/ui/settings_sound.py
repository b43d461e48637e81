"""Settings: beeps and the voice. Everything that sounds is on the screen as well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QSizePolicy, QSlider, QWidget

from hinge_desktop.settings import VOICE_RATE, VOLUME, Settings
from hinge_desktop.ui.amount import Amount
from hinge_desktop.ui.settings_section import SettingsSection
from hinge_desktop.ui.widgets import Words

_RATE_STEP = 0.1


def _tr(text: str) -> str:
    return QCoreApplication.translate("SoundSection", text)


class SoundSection(SettingsSection):
    """What is heard.

    Signals:
        sounds_requested(), voice_requested(): let it be heard, also while it is off: somebody wants to know.
        voices_requested(): which voices there are is worth finding out now; answer with :meth:`show_voices`.
    """

    sounds_requested = Signal()
    voice_requested = Signal()
    voices_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_tr("Sound and voice"), _tr("Everything that sounds is on the screen as well."), parent)
        self._voices: tuple[str, ...] = ()
        self._asked = False
        self.sound = self._tick(_tr("Sound"))
        self.sound.toggled.connect(self._changed)
        self.volume = QSlider(Qt.Orientation.Horizontal, self)
        self.volume.setRange(*VOLUME)
        self.volume.setPageStep(10)
        self.volume.valueChanged.connect(self._changed)
        self.add(self._field(_tr("Volume"), self.volume))
        self.try_sounds = self._button(_tr("Try the sounds"))
        self.try_sounds.clicked.connect(self.sounds_requested)
        self._build_voice()
        self._input(self.volume, self.which, self.rate.slider)

    def _build_voice(self) -> None:
        self.voice = self._tick(_tr("A voice that counts and says what comes"))
        self.voice.toggled.connect(self._changed)
        self.which = QComboBox(self)
        self.which.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        # The name of a voice may be long; the list shows it whole.
        self.which.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.which.setMinimumContentsLength(12)
        self.which.currentIndexChanged.connect(self._changed)
        self.add(self._field(_tr("Which voice"), self.which))
        self.rate = Amount(_tr("Speed of the voice"), VOICE_RATE, _RATE_STEP, _rate_words, self, page=2)
        self.rate.changed.connect(self._changed)
        self.add(self.rate)
        self.try_voice = self._button(_tr("Try the voice"))
        self.try_voice.clicked.connect(self.voice_requested)
        self._note = Words("", "small", self)
        self.add(self._note)
        self._fill_voices()

    def show_voices(self, names: Sequence[str]) -> None:
        """The voices of the system. With none of them there is nothing to choose, and it is said."""
        self._voices, self._asked = tuple(names), True
        self._fill_voices()
        self.show_settings(self._settings)

    def ask_for_voices(self) -> None:
        """Once, and only where a voice is wished for: to find them is not quick."""
        if self._settings.voice and not self._asked:
            self._asked = True
            self.voices_requested.emit()

    def _fill_voices(self) -> None:
        with QSignalBlocker(self.which):
            self.which.clear()
            self.which.addItem(_tr("As the system has it"), "")
            for name in self._voices:
                self.which.addItem(name, name)

    def _show(self, settings: Settings) -> None:
        self.sound.setChecked(settings.sound)
        self.volume.setValue(settings.volume)
        self.voice.setChecked(settings.voice)
        if self.which.findData(settings.voice_name) < 0:
            self.which.addItem(settings.voice_name, settings.voice_name)  # not found on this computer, or not yet
        self.which.setCurrentIndex(self.which.findData(settings.voice_name))
        self.rate.set_value(settings.voice_rate)
        self._enable(settings)

    def _enable(self, settings: Settings) -> None:
        self.which.setEnabled(settings.voice)
        self.rate.setEnabled(settings.voice)
        note = ""
        if self._asked and not self._voices and settings.voice:
            note = _tr("This computer has no voice to choose; beeps and captions say the same.")
        elif settings.voice and not settings.sound:
            note = _tr("The voice waits until sound is on again.")
        self._note.show_text(note)

    def _changed(self) -> None:
        settings = replace(
            self._settings,
            sound=self.sound.isChecked(),
            volume=self.volume.value(),
            voice=self.voice.isChecked(),
            voice_name=self.which.currentData() or "",
            voice_rate=self.rate.value,
        )
        self._tell(settings)
        self._enable(settings)
        self.ask_for_voices()


def _rate_words(rate: float) -> str:
    steps = round(rate / _RATE_STEP)
    if not steps:
        return _tr("usual")
    return (_tr("{steps} faster") if steps > 0 else _tr("{steps} slower")).format(steps=abs(steps))
