"""Settings: what there is at home to practise with."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QWidget

from hinge_desktop.curriculum.kit import THINGS, USUAL
from hinge_desktop.settings import Settings
from hinge_desktop.ui.kit_names import thing_name
from hinge_desktop.ui.settings_section import SettingsSection
from hinge_desktop.ui.widgets import Choices


def _tr(text: str) -> str:
    return QCoreApplication.translate("KitSection", text)


class KitSection(SettingsSection):
    """The things, to be switched on and off. Until somebody has answered, what nearly every home has is on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            _tr("Kit at home"),
            _tr("Each exercise is done with what you have, and the figure holds that very thing."),
            parent,
        )
        self.things = Choices(
            [(thing, thing_name(thing)) for thing in THINGS], _tr("What you have"), self, several=True
        )
        self.things.changed.connect(self._changed)
        self.add(self.things)

    def focus_kit(self) -> None:
        """Go to the first thing."""
        self.things.button(THINGS[0]).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, settings: Settings) -> None:
        self.things.set_chosen(settings.kit if settings.kit_told else tuple(USUAL))

    def _changed(self) -> None:
        self._tell(replace(self._settings, kit=tuple(self.things.chosen), kit_told=True))
