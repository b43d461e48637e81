"""Settings: how a session is followed, which steps and tours are wished for, and the way back to the first steps."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from hinge_desktop.settings import GET_READY_S, OPT_IN_STEPS, Settings
from hinge_desktop.ui.fields import Tick, WholeNumber
from hinge_desktop.ui.settings_section import SettingsSection


def _tr(text: str) -> str:
    return QCoreApplication.translate("PracticeSection", text)


class PracticeSection(SettingsSection):
    """The practice itself.

    Signals:
        screening_requested(): the safety questions again.
        welcome_requested(): the first steps again.
    """

    screening_requested = Signal()
    welcome_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_tr("Practice"), "", parent)
        self.get_ready = WholeNumber(GET_READY_S, _tr(" s"), self)
        self.get_ready.valueChanged.connect(self._changed)
        self.add(self._field(_tr("Time to get ready"), self.get_ready))
        self._input(self.get_ready)
        self.manual = self._tick(
            _tr("I tap when a set is done"), _tr("Without a clock: every set waits for you. The rests still count.")
        )
        self.one_button = self._tick(
            _tr("One button does everything"),
            _tr("Space or Page Down: start, pause, go on, skip a rest. For a presenter's remote or a foot switch."),
        )
        self.keep_awake = self._tick(
            _tr("Keep the screen on"), _tr("Only while a set or a rest is running; a pause lets it sleep.")
        )
        self.tour = self._tick(
            _tr("The ten-day tour on Today"),
            _tr("Shows one step a day beside your practice. What you practise stays within your step."),
        )
        self.opt_in: dict[int, Tick] = {}
        names = {9: _tr("the swing"), 10: _tr("the clean")}
        for step in OPT_IN_STEPS:
            words = _tr("Practise step {step}, {name}").format(step=step, name=names.get(step, ""))
            self.opt_in[step] = self._tick(words.rstrip(", "))
        for box in (self.manual, self.one_button, self.keep_awake, self.tour, *self.opt_in.values()):
            box.toggled.connect(self._changed)
        self._small(_tr("The swing and the clean are optional. Nothing is missing without them."))
        self.welcome_again = self._button(_tr("First steps again"))
        self.welcome_again.clicked.connect(self.welcome_requested)
        self.screening_again = self._button(_tr("Safety questions again"))
        self.screening_again.clicked.connect(self.screening_requested)

    def _show(self, settings: Settings) -> None:
        self.get_ready.setValue(settings.get_ready_s)
        self.manual.setChecked(settings.manual)
        self.one_button.setChecked(settings.one_button)
        self.keep_awake.setChecked(settings.keep_awake)
        self.tour.setChecked(settings.tour)
        for step, box in self.opt_in.items():
            box.setChecked(step in settings.opted_in)

    def _changed(self) -> None:
        self._tell(
            replace(
                self._settings,
                get_ready_s=self.get_ready.value(),
                manual=self.manual.isChecked(),
                one_button=self.one_button.isChecked(),
                keep_awake=self.keep_awake.isChecked(),
                tour=self.tour.isChecked(),
                opted_in=tuple(step for step, box in self.opt_in.items() if box.isChecked()),
            )
        )
