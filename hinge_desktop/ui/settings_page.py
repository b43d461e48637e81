"""Settings: every section of them, side by side where there is room."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QVBoxLayout, QWidget

from hinge_desktop.settings import Settings
from hinge_desktop.ui.settings_about import AboutSection
from hinge_desktop.ui.settings_body import BodySection
from hinge_desktop.ui.settings_history import HistorySection
from hinge_desktop.ui.settings_kit import KitSection
from hinge_desktop.ui.settings_limits import LimitsSection
from hinge_desktop.ui.settings_look import LookSection
from hinge_desktop.ui.settings_own import OwnSection
from hinge_desktop.ui.settings_practice import PracticeSection
from hinge_desktop.ui.settings_reminders import RemindersSection
from hinge_desktop.ui.settings_section import SettingsSection
from hinge_desktop.ui.settings_sound import SoundSection
from hinge_desktop.ui.theme import current_theme
from hinge_desktop.ui.widgets import Button, FlowRow, ScrollPage, Words


class SettingsPage(ScrollPage):
    """Every setting. A change holds at once and is told as a whole new :class:`Settings`.

    Signals:
        settings_changed(Settings)
        screening_requested(): the safety questions again.
        welcome_requested(): the first steps again.
        sounds_requested(), voice_requested(): let the sounds, or the voice, be heard.
        my_data_requested(): where the history is, its copies, export, import, the bin.
        report_requested(): the sheet that a report of a problem needs, on the clipboard.
        voices_requested(): the names of the voices are needed; answer with :meth:`show_voices`.
    """

    settings_changed = Signal(object)
    screening_requested = Signal()
    welcome_requested = Signal()
    sounds_requested = Signal()
    voice_requested = Signal()
    voices_requested = Signal()
    my_data_requested = Signal()
    report_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, widest_px=1360)
        self.setAccessibleName(self.tr("Settings"))
        self._settings = Settings()
        self._places = ("", "", "")
        self._notices: tuple[str, ...] = ()
        self._voices: tuple[str, ...] | None = None
        self._tray = True
        self._built = False

    def _furnish(self) -> None:
        """Build the sections, when they are first wanted: all of them take longer than the other pages together."""
        if self._built:
            return
        self.add(Words(self.tr("Settings"), "title", self))
        self.body, self.kit = BodySection(self), KitSection(self)
        self.practice, self.limits = PracticeSection(self), LimitsSection(self)
        self.look, self.sound = LookSection(self), SoundSection(self)
        self.reminders, self.history, self.own = RemindersSection(self), HistorySection(self), OwnSection(self)
        self.about = AboutSection(self)
        self.add(self._build_ways())
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(16)
        self._add_column(self.body, self.practice, self.limits)
        self._add_column(self.look, self.sound, self.kit, self.reminders, self.history, self.own, self.about)
        self.column.addLayout(self._columns)
        self.column.addStretch(1)
        self._connect()
        self._built = True
        self._show_all()
        self.arrange()

    @property
    def sections(self) -> tuple[SettingsSection, ...]:
        """Every part of the page."""
        left = (self.body, self.practice, self.limits)
        return (*left, self.look, self.sound, self.kit, self.reminders, self.history, self.own, self.about)

    def arrange(self) -> None:
        """Two columns where both are wide enough to be read, else one."""
        super().arrange()
        if self._built:
            wide = self.viewport().width() >= current_theme().px(1000)
            way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
            self._columns.setDirection(way)

    def setVisible(self, visible: bool) -> None:
        """The sections are there before the page is, so that all of it is shown at once."""
        if visible:
            self._furnish()
        super().setVisible(visible)

    def showEvent(self, event: QShowEvent) -> None:
        """Find out which voices there are, where one is wished for."""
        self._furnish()  # shown along with its window, nobody told it to be visible
        super().showEvent(event)
        self.sound.ask_for_voices()

    # -- showing --------------------------------------------------------------------------------

    def show_settings(self, settings: Settings) -> None:
        """Show these, silently."""
        self._settings = settings
        if self._built:
            for section in self.sections:
                section.show_settings(settings)

    def focus_body(self) -> None:
        """Go to the body's numbers."""
        self._furnish()
        self._show_top(self.body)
        self.body.focus_body()

    def focus_kit(self) -> None:
        """Go to what there is at home."""
        self._furnish()
        self._show_top(self.kit)
        self.kit.focus_kit()

    def show_places(self, data: str, settings: str, log: str) -> None:
        """Say where the history, the settings and the log are kept."""
        self._places = (data, settings, log)
        if self._built:
            self.own.show_places(*self._places)

    def show_notices(self, notices: Sequence[str]) -> None:
        """What is to be said of the user's own exercise files."""
        self._notices = tuple(notices)
        if self._built:
            self.own.show_notices(notices)

    def show_voices(self, names: Sequence[str]) -> None:
        """The voices of the system, to choose from."""
        self._voices = tuple(names)
        if self._built:
            self.sound.show_voices(names)

    def show_tray(self, there: bool) -> None:
        """Whether this desktop has a tray."""
        self._tray = there
        if self._built:
            self.reminders.show_tray(there)

    def show_looking(self, looking: bool) -> None:
        """Whether the sheet for a report is being made."""
        if self._built:
            self.about.show_looking(looking)

    def _show_all(self) -> None:
        """Everything that was told before the sections were there."""
        self.show_settings(self._settings)
        self.show_places(*self._places)
        self.show_notices(self._notices)
        self.show_tray(self._tray)
        if self._voices is not None:
            self.show_voices(self._voices)

    # -- building -------------------------------------------------------------------------------

    def _build_ways(self) -> FlowRow:
        """The page is long: a button for each section leads there."""
        row = FlowRow(self)
        self._ways: dict[QAbstractButton, SettingsSection] = {}
        for section in self.sections:
            way = Button(section.title, "chip", row)
            way.setAccessibleDescription(self.tr("Go to this part of the settings"))
            way.clicked.connect(self._go)
            self._ways[way] = section
            row.add(way)
        return row

    def _add_column(self, *sections: SettingsSection) -> None:
        column = QVBoxLayout()
        column.setSpacing(16)
        for section in sections:
            column.addWidget(section)
        column.addStretch(1)
        self._columns.addLayout(column, 1)

    def _connect(self) -> None:
        for section in self.sections:
            section.settings_changed.connect(self._changed)
        self.practice.screening_requested.connect(self.screening_requested)
        self.practice.welcome_requested.connect(self.welcome_requested)
        self.history.my_data_requested.connect(self.my_data_requested)
        self.about.report_requested.connect(self.report_requested)
        self.sound.sounds_requested.connect(self.sounds_requested)
        self.sound.voice_requested.connect(self.voice_requested)
        self.sound.voices_requested.connect(self.voices_requested)

    def _changed(self, settings: Settings) -> None:
        """One section told new settings: the others take them as their own before the program does."""
        self.show_settings(settings)
        self.settings_changed.emit(settings)

    def _go(self) -> None:
        chosen = self.sender()
        if isinstance(chosen, QAbstractButton):
            section = self._ways[chosen]
            self._show_top(section)
            section.focus_first()

    def _show_top(self, section: SettingsSection) -> None:
        """Scroll until the section begins where the page does."""
        top = section.mapTo(self._inner, QPoint(0, 0)).y()
        self.verticalScrollBar().setValue(top - self.column.spacing())
