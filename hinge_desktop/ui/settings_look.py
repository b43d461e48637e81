"""Settings: colours, the size of text, how much moves."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QSlider, QWidget

from hinge_desktop.settings import TEXT_SCALE, Settings
from hinge_desktop.ui.settings_section import SettingsSection
from hinge_desktop.ui.widgets import Choices, Words


def _tr(text: str) -> str:
    return QCoreApplication.translate("LookSection", text)


class LookSection(SettingsSection):
    """How the window looks."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_tr("Display"), "", parent)
        self.theme = Choices(
            (
                ("system", _tr("As the system")),
                ("light", _tr("Light")),
                ("dark", _tr("Dark")),
                ("contrast", _tr("High contrast")),
            ),
            _tr("Colours"),
            self,
        )
        self.theme.changed.connect(self._changed)
        self.add(self._field(_tr("Colours"), self.theme))
        size = QWidget(self)
        row = QHBoxLayout(size)
        row.setContentsMargins(0, 0, 0, 0)
        self.scale = QSlider(Qt.Orientation.Horizontal, size)
        self.scale.setRange(round(TEXT_SCALE[0] * 100), round(TEXT_SCALE[1] * 100))
        self.scale.setSingleStep(10)
        self.scale.setPageStep(25)
        self.scale.setTracking(False)
        self.scale.setAccessibleName(_tr("Text size"))
        self.scale.valueChanged.connect(self._scale_changed)
        self._scale_words = Words("", "body", size, wrap=False)
        row.addWidget(self.scale, 1)
        row.addWidget(self._scale_words)
        self.add(self._field(_tr("Text size"), size))
        self.still = self._tick(_tr("Less motion"), _tr("A still of each phase instead of a moving figure."))
        self.still.toggled.connect(self._changed)
        self._input(self.scale)

    def _show(self, settings: Settings) -> None:
        self.theme.set_chosen((settings.theme,))
        self.scale.setValue(round(settings.text_scale * 100))
        self._say_scale()
        self.still.setChecked(settings.reduced_motion)

    def _scale_changed(self) -> None:
        self._say_scale()
        self._changed()

    def _say_scale(self) -> None:
        self._scale_words.setText(_tr("{percent} %").format(percent=self.scale.value()))

    def _changed(self) -> None:
        self._tell(
            replace(
                self._settings,
                theme=self.theme.choice or self._settings.theme,
                text_scale=self.scale.value() / 100,
                reduced_motion=self.still.isChecked(),
            )
        )
