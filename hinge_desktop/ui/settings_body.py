"""Settings: the size of the body, and the units it is told in. Everything kept stays metric."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QWidget

from hinge_desktop.body.anthropometry import HAMSTRINGS_DEG, MASS_KG, STATURE_M
from hinge_desktop.errors import OptionError
from hinge_desktop.settings import Settings
from hinge_desktop.ui.fields import Number
from hinge_desktop.ui.settings_section import SettingsSection
from hinge_desktop.ui.widgets import Choices
from hinge_desktop.units import KG_PER_LB, M_PER_INCH


def _tr(text: str) -> str:
    return QCoreApplication.translate("BodySection", text)


class BodySection(SettingsSection):
    """Units, height, weight, proportions, hamstrings."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            _tr("Your body"), _tr("The figure gets your size and moves as far as your hamstrings allow."), parent
        )
        self.units = Choices(
            (("metric", _tr("Metres, kilograms")), ("imperial", _tr("Inches, pounds"))), _tr("Units"), self
        )
        self.stature = Number(STATURE_M, 2, parent=self)
        self.mass = Number(MASS_KG, 1, parent=self)
        self.sex = Choices(
            (("female", _tr("Female")), ("male", _tr("Male")), ("average", _tr("Average of both"))),
            _tr("Proportions"),
            self,
        )
        self.hamstrings = Number(HAMSTRINGS_DEG, 0, "°", self, step=5)
        self.add(self._field(_tr("Units"), self.units))
        self._row(self._field(_tr("Height"), self.stature), self._field(_tr("Weight"), self.mass))
        self.add(self._field(_tr("Proportions"), self.sex))
        usual = _tr(
            "How far a straight leg lifts when you lie on your back. {usual}° is usual; less makes the hinge shallower."
        )
        self.add(self._field(_tr("Hamstrings"), self.hamstrings, usual.format(usual=f"{Settings().hamstrings_deg:g}")))
        self._input(self.stature, self.mass, self.hamstrings)
        for box in (self.stature, self.mass, self.hamstrings):
            box.valueChanged.connect(self._body_changed)
        self.units.changed.connect(self._units_changed)
        self.sex.changed.connect(self._sex_changed)

    def focus_body(self) -> None:
        """Go to the first number."""
        self.stature.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, settings: Settings) -> None:
        imperial = settings.units == "imperial"
        self.units.set_chosen((settings.units,))
        length, mass = (M_PER_INCH, KG_PER_LB) if imperial else (1.0, 1.0)
        self.stature.setSuffix(_tr(" in") if imperial else _tr(" m"))
        self.stature.setDecimals(1 if imperial else 2)
        self.stature.setSingleStep(0.5 if imperial else 0.01)
        self.stature.setRange(STATURE_M[0] / length, STATURE_M[1] / length)
        self.stature.setValue(settings.stature_m / length)
        self.mass.setSuffix(_tr(" lb") if imperial else _tr(" kg"))
        self.mass.setRange(MASS_KG[0] / mass, MASS_KG[1] / mass)
        self.mass.setValue(settings.mass_kg / mass)
        self.sex.set_chosen((settings.sex,))
        self.hamstrings.setValue(settings.hamstrings_deg)

    def _units_changed(self) -> None:
        self._tell(replace(self._settings, units="imperial" if self.units.choice == "imperial" else "metric"))
        self.show_settings(self._settings)

    def _sex_changed(self) -> None:
        chosen = self.sex.choice
        sex = replace(self._settings, sex="female" if chosen == "female" else "male" if chosen == "male" else "average")
        self._tell(sex)

    def _body_changed(self) -> None:
        imperial = self._settings.units == "imperial"
        length, mass = (M_PER_INCH, KG_PER_LB) if imperial else (1.0, 1.0)
        try:
            self._tell(
                replace(
                    self._settings,
                    stature_m=_within(round(self.stature.value() * length, 4), STATURE_M),
                    mass_kg=_within(round(self.mass.value() * mass, 3), MASS_KG),
                    hamstrings_deg=self.hamstrings.value(),
                )
            )
        except OptionError:
            self.show_settings(self._settings)


def _within(value: float, bounds: tuple[float, float]) -> float:
    return max(bounds[0], min(bounds[1], value))
