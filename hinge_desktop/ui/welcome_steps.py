"""The first steps that are mostly words: units, what this is, pain now, and the first hinge."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from PySide6.QtCore import QCoreApplication, QDate, QLocale, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hinge_desktop import assets
from hinge_desktop.curriculum.exercise import Exercise
from hinge_desktop.curriculum.kit import Fitting
from hinge_desktop.settings import Settings
from hinge_desktop.ui.scales import NumberScale
from hinge_desktop.ui.theme import current_theme
from hinge_desktop.ui.widgets import Button, Card, Choices, FlowRow, Words
from hinge_desktop.units import Units, length_text, mass_text, stature_text

FIRST_HINGE = "butt-tap"
"""What the first hinge is: standing, without weight, and a wall says where the hips go."""

FIRST_HINGE_S = 60
"""How long it lasts."""

_SAMPLE_KG, _SAMPLE_DAY = 12.0, QDate(2026, 12, 31)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Welcome", text)


def languages() -> tuple[str, ...]:
    """Names of the languages there are: the one it is written in, and each translation that comes along."""
    codes = (name.removesuffix(".qm").partition("_")[2] for name in assets.shipped("translations"))
    return ("English", *(QLocale(code).nativeLanguageName() for code in codes))


class WelcomeStep(QWidget):
    """One step: a title, what it is about, and what may be answered.

    Signals:
        settings_changed(Settings): something was chosen.
        picture_changed(object): the figure should show another ``Fitting``.
    """

    settings_changed = Signal(object)
    picture_changed = Signal(object)

    def __init__(self, title: str, lead: str, picture: str, parent: QWidget | None = None) -> None:
        """``picture``: id of the exercise that the figure shows meanwhile."""
        super().__init__(parent)
        self.title, self.picture = title, Fitting(picture)
        self._settings = Settings()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(12)
        self._title = Words(title, "display", self)
        self.add(self._title)
        self.add(Words(lead, "lead", self))
        self.setAccessibleName(title)

    @property
    def first(self) -> QWidget | None:
        """What has the focus when the step opens; None leaves it to the page."""
        return None

    def add(self, widget: QWidget) -> None:
        """Append a widget."""
        self.column.addWidget(widget)

    def show_settings(self, settings: Settings) -> None:
        """These hold from now on; what is being answered stays as it is."""
        self._settings = settings

    def begin(self) -> None:
        """The first steps begin anew: show what holds."""

    def opened(self) -> None:
        """The step is shown."""

    def accept(self) -> None:
        """The user goes on: what is shown is what is meant."""

    def drop(self) -> None:
        """The user leaves the step: what was only tried is put back."""

    def arrange(self, *, low: bool) -> None:
        """Another size of the window or of the text. ``low``: there is little height."""
        self._title.set_role("title" if low else "display")
        self.column.setSpacing(current_theme().space(8 if low else 12))

    def _tell(self, settings: Settings) -> None:
        if settings != self._settings:
            self._settings = settings
            self.settings_changed.emit(settings)


class UnitsStep(WelcomeStep):
    """Language and units. Before anything was chosen the computer's own units are offered."""

    def __init__(self, parent: QWidget | None = None) -> None:
        lead = _tr(
            "A few short steps, and then a first hinge. Everything but the safety questions can be skipped, and all "
            "of it can be changed in Settings."
        )
        super().__init__(_tr("Welcome"), lead, "sit-to-stand", parent)
        self.add(Words(_tr("Units"), "heading", self))
        options = (("metric", _tr("Kilograms and centimetres")), ("imperial", _tr("Pounds and inches")))
        self.units = Choices(options, _tr("Units"), self)
        self.units.changed.connect(self._show_sample)
        self.add(self.units)
        self._sample = Words("", "muted", self)
        self.add(self._sample)
        self.drop()
        self.add(Words(_tr("Language"), "heading", self))
        self.add(Words(self._language_words(), "body", self))

    @property
    def first(self) -> QWidget | None:
        """The units that are chosen."""
        button: QWidget = self.units.button(self.units.choice)
        return button

    def begin(self) -> None:
        """The units of the settings, or of the computer while nobody has been welcomed."""
        self.drop()
        metric = QLocale().measurementSystem() is QLocale.MeasurementSystem.MetricSystem
        if not (metric or self._settings.welcomed):
            self.units.set_chosen(("imperial",))
            self._show_sample()

    def drop(self) -> None:
        """The units of the settings."""
        self.units.set_chosen((self._settings.units,))
        self._show_sample()

    def accept(self) -> None:
        """These units it is."""
        self._tell(replace(self._settings, units=self._chosen))

    @property
    def _chosen(self) -> Units:
        return next(one for one in get_args(Units) if one == self.units.choice)

    def _show_sample(self) -> None:
        units, settings = self._chosen, self._settings
        samples = (
            mass_text(_SAMPLE_KG, units),
            stature_text(settings.stature_m, units),
            length_text(settings.stature_m / 10, units),
        )
        self._sample.setText(_tr("For example {samples}").format(samples=" · ".join(samples)))

    @staticmethod
    def _language_words() -> str:
        locale, names = QLocale(), languages()
        if len(names) == 1:
            words = _tr("The words are in {language}, the one language there is so far.").format(language=names[0])
        else:
            words = _tr("The words are there in {languages}.").format(languages=locale.createSeparatedList(names))
        day = locale.toString(_SAMPLE_DAY, QLocale.FormatType.ShortFormat)
        week = locale.standaloneDayName(locale.firstDayOfWeek().value)
        dates = _tr("Dates and weeks are those of this computer: {day}, and a week that begins on {weekday}.")
        return f"{words} {dates.format(day=day, weekday=week)}"


class AboutStep(WelcomeStep):
    """What this is, and what it is not."""

    def __init__(self, parent: QWidget | None = None) -> None:
        lead = _tr(
            "You bend at the hips all day: to sit down, to lift a child, to carry the shopping in. You are an athlete "
            "every day, and this is your practice."
        )
        super().__init__(_tr("Do not fear this movement"), lead, "bin-pick-up", parent)
        self._add_points(
            "note",
            _tr("What this is"),
            (
                _tr("Ten small steps that teach the hip hinge, one by one. A figure shows each at your pace."),
                _tr("Nothing heavy now. Most people gain from lifting, little by little, and you decide when."),
                _tr("Sitting can leave the hips stiff, and a back may tighten to feel safe. Strength feels safe, too."),
            ),
        )
        self._add_points(
            "card",
            _tr("What it is not"),
            (
                _tr("It is no treatment and does not replace advice. What your doctor or therapist says comes first."),
                _tr("It has no camera and does not see you. What you feel decides, and it asks you for that."),
                _tr("Nothing is sent anywhere. What you do stays on this computer."),
            ),
        )

    def _add_points(self, kind: str, title: str, points: tuple[str, ...]) -> None:
        card = Card(self, "note" if kind == "note" else "card", padding_px=16, gap_px=6)
        card.add(Words(title, "teal", card))
        for point in points:
            card.add(Words(point, "body", card))
        self.add(card)


class PainStep(WelcomeStep):
    """Pain right now, or no answer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        lead = _tr(
            "0 is no pain, 10 the most you can imagine. It only decides how gently today begins, and you may leave it "
            "open."
        )
        super().__init__(_tr("How is your back right now?"), lead, "seated-hip-hinge", parent)
        self.scale = NumberScale(_tr("Pain in your back right now"), self)
        self.scale.answered.connect(self._answered)
        self.add(self.scale)
        self._hint = Words("", "body", self)
        self.add(self._hint)

    @property
    def first(self) -> QWidget | None:
        """The scale."""
        return self.scale

    def begin(self) -> None:
        """Not answered."""
        self.scale.set_value(None)
        self._hint.setText("")

    def _answered(self, pain: int) -> None:
        limits = self._settings.limits
        if pain < 0:
            hint = ""
        elif pain <= limits.go_most:
            hint = _tr("A comfortable level to practise.")
        elif pain <= limits.stay_most:
            hint = _tr("Stay in the range that feels fine. Today can be short and easy.")
        else:
            hint = _tr("That is a lot. Moving about gently is enough for today, and the first hinge can wait.")
        self._hint.setText(hint)


class HingeStep(WelcomeStep):
    """The first hinge, now or later.

    Signals:
        start_requested(): now.
        later_requested(): not now.
    """

    start_requested = Signal()
    later_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        lead = _tr("A first hinge, slowly and without any weight. Stop whenever you like.")
        super().__init__(_tr("Now stand up"), lead, FIRST_HINGE, parent)
        self._name = Words("", "heading", self)
        self._how = Words("", "body", self)
        self._waits = Words("", "strong", self)
        for words in (self._name, self._how, self._waits):
            self.add(words)
        row = FlowRow(self, 16)
        start = _tr("Start the {seconds} seconds").format(seconds=FIRST_HINGE_S)
        self.start = Button(start, "big", row)
        self.later = Button(_tr("Later"), "secondary", row)
        self.start.clicked.connect(self.start_requested)
        self.later.clicked.connect(self.later_requested)
        row.add(self.start)
        row.add(self.later)
        self.add(row)
        self.column.setAlignment(row, Qt.AlignmentFlag(0))

    @property
    def first(self) -> QWidget | None:
        """Start, where it may be started."""
        return self.start if self.start.isEnabled() else self.later

    def show_hinge(self, exercise: Exercise, fitting: Fitting, waits: str) -> None:
        """Say what the hinge is. ``waits``: why it is for later; empty when it may begin."""
        self.picture = fitting
        self._name.setText(exercise.name)
        self._how.setText("\n".join(f"•  {one}" for one in exercise.coaching.keep))
        self._waits.show_text(waits)
        self.start.setEnabled(not waits)
