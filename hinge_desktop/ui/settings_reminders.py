"""Settings: what Hinge says from the tray: reminders to practise, and hinge moments in the day. All of it opt-in."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QLocale, QTime
from PySide6.QtWidgets import QTimeEdit, QWidget

from hinge_desktop.settings import EVERY_H, HOURS, Settings
from hinge_desktop.ui.fields import WholeNumber, calm
from hinge_desktop.ui.settings_section import SettingsSection
from hinge_desktop.ui.widgets import Choices, Words

_KEPT_TIME = "HH:mm"


def _tr(text: str) -> str:
    return QCoreApplication.translate("RemindersSection", text)


class RemindersSection(SettingsSection):
    """The tray, the reminders and the moments."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            _tr("Reminders and hinge moments"), _tr("All of it is off until you want it, and none of it nags."), parent
        )
        self.tray = self._tick(_tr("Stay in the tray when the window is closed"))
        self.tray.toggled.connect(self._changed)
        self._tray_note = Words("", "small", self)
        self._tray_note.hide()
        self.add(self._tray_note)
        self._build_reminders()
        self._build_moments()

    def _build_reminders(self) -> None:
        self.remind = self._tick(_tr("Remind me to practise"))
        self.remind.toggled.connect(self._changed)
        self.days = Choices(_weekdays(), _tr("On these days"), self, several=True)
        self.days.changed.connect(self._changed)
        self.at = QTimeEdit(self)
        self.at.setDisplayFormat(QLocale().timeFormat(QLocale.FormatType.ShortFormat))
        self.at.setKeyboardTracking(False)
        calm(self.at)
        self.at.timeChanged.connect(self._changed)
        self._input(self.at)
        self.add(self._field(_tr("On these days"), self.days))
        self.add(self._field(_tr("At"), self.at))

    def _build_moments(self) -> None:
        self.moments = self._tick(
            _tr("Hinge moments in the day"),
            _tr("Sitting down, lifting the child, the ready position: counted apart from practice."),
        )
        self.moments.toggled.connect(self._changed)
        self.every = WholeNumber(EVERY_H, _tr(" h"), self)
        self.from_hour = WholeNumber(HOURS, _tr(":00"), self)
        self.until_hour = WholeNumber(HOURS, _tr(":00"), self)
        for box in (self.every, self.from_hour, self.until_hour):
            box.valueChanged.connect(self._changed)
        self._input(self.every, self.from_hour, self.until_hour)
        self._row(
            self._field(_tr("Every"), self.every),
            self._field(_tr("From"), self.from_hour),
            self._field(_tr("Until"), self.until_hour),
        )

    def show_tray(self, there: bool) -> None:
        """Whether this desktop has a tray at all; without one reminders come only while the window is open."""
        without = _tr("This desktop shows no tray, so reminders come only while Hinge is open.")
        self._tray_note.show_text("" if there else without)

    def _show(self, settings: Settings) -> None:
        self.tray.setChecked(settings.tray)
        self.remind.setChecked(settings.remind)
        self.days.set_chosen(tuple(map(str, settings.remind_days)))
        self.at.setTime(QTime.fromString(settings.remind_at, _KEPT_TIME))
        self.moments.setChecked(settings.moments)
        self.every.setValue(settings.moments_every_h)
        self.from_hour.setValue(settings.moments_from)
        self.until_hour.setValue(settings.moments_until)
        self._enable(settings)

    def _enable(self, settings: Settings) -> None:
        self.days.setEnabled(settings.remind)
        self.at.setEnabled(settings.remind)
        for one in (self.every, self.from_hour, self.until_hour):
            one.setEnabled(settings.moments)

    def _changed(self) -> None:
        first, last = self.from_hour.value(), self.until_hour.value()
        if last == first:  # no room between them: the other hour steps aside, round midnight where it has to
            pushed = self.sender() is self.until_hour
            first, last = ((last - 1) % 24, last) if pushed else (first, (first + 1) % 24)
        settings = replace(
            self._settings,
            tray=self.tray.isChecked(),
            remind=self.remind.isChecked(),
            remind_days=tuple(int(day) for day in self.days.chosen),
            remind_at=self.at.time().toString(_KEPT_TIME),
            moments=self.moments.isChecked(),
            moments_every_h=self.every.value(),
            moments_from=first,
            moments_until=last,
        )
        self._tell(settings)
        self.show_settings(settings)


def _weekdays() -> tuple[tuple[str, str], ...]:
    """Every day as the settings number it (0 is Monday) and its short name, in the order of the locale."""
    locale = QLocale()
    first = locale.firstDayOfWeek().value
    days = [(first - 1 + day) % 7 for day in range(7)]
    return tuple((str(day), locale.standaloneDayName(day + 1, QLocale.FormatType.ShortFormat)) for day in days)
