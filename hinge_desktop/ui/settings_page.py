"""Settings: the body, the practice, sound, the look, one's own exercises, where everything is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QBoxLayout,
    QCheckBox,
    QDoubleSpinBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QSlider,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from hinge_desktop.body.anthropometry import HAMSTRINGS_DEG, MASS_KG, STATURE_M
from hinge_desktop.errors import OptionError
from hinge_desktop.settings import GET_READY_S, OPT_IN_STEPS, TEXT_SCALE, VOLUME, Settings
from hinge_desktop.ui.theme import current_theme
from hinge_desktop.ui.widgets import Button, Card, Choices, FlowRow, ScrollPage, Words
from hinge_desktop.units import KG_PER_LB, M_PER_INCH


class SettingsPage(ScrollPage):
    """Every setting. A change holds at once and is told as a whole new :class:`Settings`.

    Signals:
        settings_changed(Settings)
        screening_requested(): the safety questions again.
    """

    settings_changed = Signal(object)
    screening_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, widest_px=1360)
        self.setAccessibleName(self.tr("Settings"))
        self._settings = Settings()
        self._built = False
        self.add(Words(self.tr("Settings"), "title", self))
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(16)
        for build in ((self._build_body, self._build_practice), (self._build_look, self._build_sound, self._build_own)):
            self._sections = QVBoxLayout()
            self._sections.setSpacing(16)
            for part in build:
                part()
            self._sections.addStretch(1)
            self._columns.addLayout(self._sections, 1)
        self.column.addLayout(self._columns)
        self.column.addStretch(1)
        self._built = True
        self.arrange()

    def arrange(self) -> None:
        """Two columns where both are wide enough to be read, else one."""
        super().arrange()
        if self._built:
            wide = self.viewport().width() >= current_theme().px(1000)
            way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
            self._columns.setDirection(way)

    # -- showing --------------------------------------------------------------------------------

    def show_settings(self, settings: Settings) -> None:
        """Show these, silently."""
        self._settings = settings
        blockers = [QSignalBlocker(widget) for widget in self._inputs()]
        self._show_body(settings)
        self._get_ready.setValue(settings.get_ready_s)
        self._sound.setChecked(settings.sound)
        self._voice.setChecked(settings.voice)
        self._volume.setValue(settings.volume)
        self._theme.set_chosen((settings.theme,))
        self._scale.setValue(round(settings.text_scale * 100))
        self._scale_text.setText(self.tr("{percent} %").format(percent=round(settings.text_scale * 100)))
        self._still.setChecked(settings.reduced_motion)
        self._folder.setText(settings.own_exercises)
        for step, box in self._opt_in.items():
            box.setChecked(step in settings.opted_in)
        del blockers

    def focus_body(self) -> None:
        """Go to the body's numbers."""
        self._stature.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_places(self, data: str, log: str) -> None:
        """Say where the history and the log are kept."""
        self._data.setText(data)
        self._log.setText(log)

    def show_notices(self, notices: Sequence[str]) -> None:
        """What is to be said of the user's own exercise files."""
        self._notices.show_text("\n".join(notices))

    def _show_body(self, settings: Settings) -> None:
        imperial = settings.units == "imperial"
        self._units.set_chosen((settings.units,))
        length, mass = (M_PER_INCH, KG_PER_LB) if imperial else (1.0, 1.0)
        self._stature.setSuffix(self.tr(" in") if imperial else self.tr(" m"))
        self._stature.setDecimals(1 if imperial else 2)
        self._stature.setSingleStep(0.5 if imperial else 0.01)
        self._stature.setRange(STATURE_M[0] / length, STATURE_M[1] / length)
        self._stature.setValue(settings.stature_m / length)
        self._mass.setSuffix(self.tr(" lb") if imperial else self.tr(" kg"))
        self._mass.setRange(MASS_KG[0] / mass, MASS_KG[1] / mass)
        self._mass.setValue(settings.mass_kg / mass)
        self._sex.set_chosen((settings.sex,))
        self._hamstrings.setValue(settings.hamstrings_deg)

    # -- building -------------------------------------------------------------------------------

    def _section(self, title: str, hint: str = "") -> Card:
        card = Card(self, padding_px=24, gap_px=14)
        card.add(Words(title, "heading", card))
        if hint:
            card.add(Words(hint, "muted", card))
        self._sections.addWidget(card)
        return card

    def _field(self, name: str, widget: QWidget, hint: str = "") -> QWidget:
        """A name, what is set below it, and a hint below that."""
        field = QWidget(self)
        column = QVBoxLayout(field)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        label = Words(name, "eyebrow", field)
        label.setBuddy(widget)
        column.addWidget(label)
        column.addWidget(widget)
        if not widget.accessibleName():
            widget.setAccessibleName(name)
        if hint:
            widget.setAccessibleDescription(hint)
            column.addWidget(Words(hint, "small", field))
        return field

    def _build_body(self) -> None:
        card = self._section(
            self.tr("Your body"), self.tr("The figure gets your size and moves as far as your hamstrings allow.")
        )
        self._units = Choices(
            (("metric", self.tr("Metres, kilograms")), ("imperial", self.tr("Inches, pounds"))), self.tr("Units"), self
        )
        self._stature = self._number(STATURE_M, 2)
        self._mass = self._number(MASS_KG, 1)
        self._sex = Choices(
            (("female", self.tr("Female")), ("male", self.tr("Male")), ("average", self.tr("Average of both"))),
            self.tr("Proportions"),
            self,
        )
        self._hamstrings = self._number(HAMSTRINGS_DEG, 0)
        self._hamstrings.setSuffix("°")
        self._hamstrings.setSingleStep(5)
        card.add(self._field(self.tr("Units"), self._units))
        row = FlowRow(self, 28)
        row.add(self._field(self.tr("Height"), self._stature))
        row.add(self._field(self.tr("Weight"), self._mass))
        card.add(row)
        card.add(self._field(self.tr("Proportions"), self._sex))
        card.add(
            self._field(
                self.tr("Hamstrings"),
                self._hamstrings,
                self.tr(
                    "How far a straight leg lifts when you lie on your back. "
                    "75° is usual; less makes the hinge shallower."
                ),
            )
        )
        for box in (self._stature, self._mass, self._hamstrings):
            box.valueChanged.connect(self._body_changed)
        self._units.changed.connect(self._units_changed)
        self._sex.changed.connect(self._changed)

    def _build_practice(self) -> None:
        card = self._section(self.tr("Practice"))
        self._get_ready = QSpinBox(self)
        self._get_ready.setRange(*GET_READY_S)
        _calm(self._get_ready)
        self._get_ready.setSuffix(self.tr(" s"))
        self._get_ready.valueChanged.connect(self._changed)
        card.add(self._field(self.tr("Time to get ready"), self._get_ready))
        self._opt_in: dict[int, QCheckBox] = {}
        names = {9: self.tr("the swing"), 10: self.tr("the clean")}
        for step in OPT_IN_STEPS:
            words = self.tr("Practise step {step}, {name}").format(step=step, name=names.get(step, ""))
            box = QCheckBox(words.rstrip(", "), self)
            box.toggled.connect(self._changed)
            self._opt_in[step] = box
            card.add(box)
        card.add(
            Words(self.tr("The swing and the clean are optional. Nothing is missing without them."), "small", self)
        )
        again = Button(self.tr("Safety questions again"), "secondary", self)
        again.clicked.connect(self.screening_requested)
        card.column.addWidget(again, 0, Qt.AlignmentFlag.AlignLeft)

    def _build_sound(self) -> None:
        card = self._section(self.tr("Sound"), self.tr("Everything that sounds is on the screen as well."))
        self._sound = QCheckBox(self.tr("Beeps"), self)
        self._voice = QCheckBox(self.tr("A voice"), self)
        for box in (self._sound, self._voice):
            box.toggled.connect(self._changed)
            card.add(box)
        self._volume = QSlider(Qt.Orientation.Horizontal, self)
        self._volume.setRange(*VOLUME)
        self._volume.setPageStep(10)
        self._volume.valueChanged.connect(self._changed)
        card.add(self._field(self.tr("Volume"), self._volume))

    def _build_look(self) -> None:
        card = self._section(self.tr("Display"))
        self._theme = Choices(
            (
                ("system", self.tr("As the system")),
                ("light", self.tr("Light")),
                ("dark", self.tr("Dark")),
                ("contrast", self.tr("High contrast")),
            ),
            self.tr("Colours"),
            self,
        )
        self._theme.changed.connect(self._changed)
        card.add(self._field(self.tr("Colours"), self._theme))
        size = QWidget(self)
        row = QHBoxLayout(size)
        row.setContentsMargins(0, 0, 0, 0)
        self._scale = QSlider(Qt.Orientation.Horizontal, size)
        self._scale.setRange(round(TEXT_SCALE[0] * 100), round(TEXT_SCALE[1] * 100))
        self._scale.setSingleStep(10)
        self._scale.setPageStep(25)
        self._scale.setTracking(False)
        self._scale.setAccessibleName(self.tr("Text size"))
        self._scale.valueChanged.connect(self._scale_changed)
        self._scale_text = Words("", "body", size, wrap=False)
        row.addWidget(self._scale, 1)
        row.addWidget(self._scale_text)
        card.add(self._field(self.tr("Text size"), size))
        self._still = QCheckBox(self.tr("Less motion"), self)
        self._still.toggled.connect(self._changed)
        card.add(self._still)
        card.add(Words(self.tr("A still of each phase instead of a moving figure."), "small", self))

    def _build_own(self) -> None:
        card = self._section(self.tr("Your exercises and your files"))
        folder = QWidget(self)
        row = QHBoxLayout(folder)
        row.setContentsMargins(0, 0, 0, 0)
        self._folder = QLineEdit(folder)
        self._folder.setAccessibleName(self.tr("Folder of your own exercises"))
        self._folder.setPlaceholderText(self.tr("none"))
        self._folder.editingFinished.connect(self._changed)
        choose = Button(self.tr("Choose…"), "secondary", folder)
        choose.clicked.connect(self._choose_folder)
        row.addWidget(self._folder, 1)
        row.addWidget(choose)
        card.add(self._field(self.tr("Folder of your own exercises"), folder))
        self._data = self._place()
        self._log = self._place()
        card.add(self._field(self.tr("Your history is kept in"), self._data))
        card.add(self._field(self.tr("The log is kept in"), self._log))
        self._notices = Words("", "accent", self)
        self._notices.hide()
        card.add(self._notices)
        card.add(Words(self.tr("Nothing leaves this computer."), "small", self))

    def _place(self) -> QLineEdit:
        line = QLineEdit(self)
        line.setReadOnly(True)
        return line

    def _number(self, bounds: tuple[float, float], decimals: int) -> QDoubleSpinBox:
        box = QDoubleSpinBox(self)
        box.setDecimals(decimals)
        box.setRange(*bounds)
        box.setKeyboardTracking(False)
        _calm(box)
        return box

    def _inputs(self) -> tuple[QWidget, ...]:
        numbers = (self._stature, self._mass, self._hamstrings, self._get_ready)
        return (
            *numbers,
            self._sound,
            self._voice,
            self._volume,
            self._scale,
            self._still,
            self._folder,
            *self._opt_in.values(),
        )

    # -- answering ------------------------------------------------------------------------------

    def _choose_folder(self) -> None:
        found = QFileDialog.getExistingDirectory(self, self.tr("Folder of your own exercises"), self._folder.text())
        if found:
            self._folder.setText(found)
            self._changed()

    def _units_changed(self) -> None:
        self._tell(replace(self._settings, units="imperial" if self._units.choice == "imperial" else "metric"))
        self.show_settings(self._settings)

    def _body_changed(self) -> None:
        imperial = self._settings.units == "imperial"
        length, mass = (M_PER_INCH, KG_PER_LB) if imperial else (1.0, 1.0)
        try:
            self._tell(
                replace(
                    self._settings,
                    stature_m=_within(round(self._stature.value() * length, 4), STATURE_M),
                    mass_kg=_within(round(self._mass.value() * mass, 3), MASS_KG),
                    hamstrings_deg=self._hamstrings.value(),
                )
            )
        except OptionError:
            self.show_settings(self._settings)

    def _scale_changed(self, percent: int) -> None:
        self._scale_text.setText(self.tr("{percent} %").format(percent=percent))
        self._changed()

    def _changed(self) -> None:
        sex = self._sex.choice
        self._tell(
            replace(
                self._settings,
                sex="female" if sex == "female" else "male" if sex == "male" else "average",
                get_ready_s=self._get_ready.value(),
                sound=self._sound.isChecked(),
                voice=self._voice.isChecked(),
                volume=self._volume.value(),
                theme=self._theme.choice or self._settings.theme,
                text_scale=self._scale.value() / 100,
                reduced_motion=self._still.isChecked(),
                own_exercises=self._folder.text().strip(),
                opted_in=tuple(step for step, box in self._opt_in.items() if box.isChecked()),
            )
        )

    def _tell(self, settings: Settings) -> None:
        if settings != self._settings:
            self._settings = settings
            self.settings_changed.emit(settings)


def _calm(box: QAbstractSpinBox) -> None:
    """As wide as it needs, with air before the number."""
    box.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    box.lineEdit().setTextMargins(8, 0, 4, 0)


def _within(value: float, bounds: tuple[float, float]) -> float:
    return max(bounds[0], min(bounds[1], value))
