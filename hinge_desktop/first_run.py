"""The first run: its steps, the safety questions in their midst, and the first hinge at their end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot

from hinge_desktop.body.motion import Motion
from hinge_desktop.curriculum.kit import Fitting
from hinge_desktop.desk import Desk
from hinge_desktop.listening import Listening
from hinge_desktop.safety import Safety
from hinge_desktop.situation import Situation
from hinge_desktop.ui.welcome import WelcomePage
from hinge_desktop.ui.window import MainWindow

PAGE = "welcome"


class FirstRun(QObject):
    """Leads a new user through the first steps, and anybody again who asks for them in Settings.

    The page is built when it is first wanted: most starts never see it.

    Signals:
        pain_told(int): pain right now, 0 to 10.
        closed(): the steps are over; Today is next.
    """

    pain_told = Signal(int)
    closed = Signal()

    def __init__(
        self,
        window: MainWindow,
        situation: Situation,
        safety: Safety,
        desk: Desk,
        listening: Listening,
        parent: QObject | None = None,
        *,
        clock: Callable[[], float],
    ) -> None:
        super().__init__(parent)
        self._window, self._situation, self._safety = window, situation, safety
        self._desk, self._listening, self._clock = desk, listening, clock
        self._page: WelcomePage | None = None
        self._pain: int | None = None
        self._if_new = False
        safety.closed.connect(self._safety_closed)

    @property
    def page(self) -> WelcomePage:
        """The page of the first steps."""
        if self._page is None:
            page = self._page = WelcomePage(
                self._situation.curriculum, self._motion_for, self._window, clock=self._clock
            )
            self._window.add_page(PAGE, page)
            page.settings_changed.connect(self._situation.change)
            page.pain_told.connect(self._keep_pain)
            page.sounds_requested.connect(self._listening.try_sounds)
            page.voice_requested.connect(self._listening.try_voice)
            page.screening_requested.connect(self._ask)
            page.first_hinge_requested.connect(self._start_hinge)
            page.finished.connect(self._finish)
            self._listening.no_sound.connect(page.show_no_sound)
            self._listening.no_voice.connect(page.show_no_voice)
            self._situation.settings_changed.connect(self._show_settings)
        return self._page

    def begin_if_new(self) -> None:
        """Begin, unless the history, once it is read, knows somebody who practised already."""
        self._if_new = True
        self._begin()

    @Slot()
    def history_ready(self) -> None:
        """The history is read. Who left the first steps on the way finds them again; who practises needs none."""
        if not self._if_new:
            return
        self._if_new = False
        history, settings = self._situation.history, self._situation.settings
        if history.sessions:
            self._situation.change(replace(settings, welcomed=True))
            self._finish()
        elif history.screenings:
            self._begin()  # now it is known whether the questions are part of it

    @Slot()
    def begin(self) -> None:
        """Show the first step again: somebody asked."""
        self._if_new = False
        self._begin()

    def _begin(self) -> None:
        """Show the first step. Nothing else can be opened until the last one, or until the rest is skipped."""
        self._safety.waits = True
        self._pain = None
        self._window.lock(True)
        page = self.page
        page.begin(self._situation.settings, screened=self._situation.ready and not self._safety.due)
        self._window.open_page(PAGE)

    def close(self) -> None:
        """Let the figure stand still."""
        if self._page is not None:
            self._page.stage.pause()

    @Slot()
    def _ask(self) -> None:
        self._safety.ask()

    @Slot()
    def _safety_closed(self) -> None:
        if not self._safety.waits:
            self.closed.emit()
            return
        agenda = self._situation.agenda
        waits = agenda.screening.advice if agenda.screening.practice_locked else ""
        self._window.lock(True)
        self._window.open_page(PAGE)
        self.page.go_on(waits)

    @Slot(int)
    def _keep_pain(self, pain: int) -> None:
        self._pain = pain
        self.pain_told.emit(pain)

    @Slot()
    def _start_hinge(self) -> None:
        self._leave()
        if self._situation.may_start:
            self._desk.first_hinge(self.page.first_hinge, self._pain)
        else:
            self.closed.emit()

    @Slot()
    def _finish(self) -> None:
        self._leave()
        self.closed.emit()

    def _leave(self) -> None:
        self._safety.waits = False
        self._window.lock(False)

    @Slot()
    def _show_settings(self) -> None:
        self.page.show_settings(self._situation.settings)

    def _motion_for(self, fitting: Fitting) -> Motion:
        return self._situation.motion_of_fitting(fitting)
