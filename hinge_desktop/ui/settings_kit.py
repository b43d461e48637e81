"""Settings: what there is at home to practise with."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from hinge_desktop.curriculum.kit import THINGS, USUAL
from hinge_desktop.settings import Settings
from hinge_desktop.ui.fields import Tick
from hinge_desktop.ui.kit_names import thing_name
from hinge_desktop.ui.settings_section import SettingsSection

_ABREAST = 2


def _tr(text: str) -> str:
    return QCoreApplication.translate("KitSection", text)


class KitSection(SettingsSection):
    """The things, to be ticked. Until somebody has answered, what nearly every home has is on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            _tr("Kit at home"),
            _tr("Each exercise is done with what you have, and the figure holds that very thing."),
            parent,
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        self.things = {thing: Tick(thing_name(thing), self) for thing in THINGS}
        for at, box in enumerate(self.things.values()):
            box.toggled.connect(self._changed)
            grid.addWidget(box, at // _ABREAST, at % _ABREAST)
        self._input(*self.things.values())
        self.column.addLayout(grid)

    def focus_kit(self) -> None:
        """Go to the first thing."""
        self.things[THINGS[0]].setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, settings: Settings) -> None:
        there = settings.kit if settings.kit_told else USUAL
        for thing, box in self.things.items():
            box.setChecked(thing in there)

    def _changed(self) -> None:
        kit = tuple(thing for thing, box in self.things.items() if box.isChecked())
        self._tell(replace(self._settings, kit=kit, kit_told=True))
