"""The composition root: connects every part; ``start`` decides when.

First the window is painted. Only then the history is opened (SQLAlchemy), the sound prepared and, when its page is
first opened, the charts loaded (pyqtgraph): each takes longer than the first frame.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot

from hinge_desktop.clocks import Clocks
from hinge_desktop.editing import PAGE as EDITOR
from hinge_desktop.parting import leave_opening
from hinge_desktop.parts import Parts, application
from hinge_desktop.paths import Places
from hinge_desktop.settings import Settings
from hinge_desktop.ui.window import MainWindow

__all__ = ["App", "Clocks", "build"]

LOOK_AT_DAY_S = 30
"""How often somebody looks whether another day has begun."""


class App(Parts):
    """The running program. :meth:`open` shows the window; the rest follows by itself after the first paint."""

    def __init__(
        self,
        settings: Settings,
        places: Places,
        clocks: Clocks | None = None,
        parent: QObject | None = None,
        *,
        window: MainWindow | None = None,
    ) -> None:
        super().__init__(settings, places, clocks, parent, window=window)
        self._behind_first_paint = False
        self._day = QTimer(self)
        self._day.setInterval(1000 * LOOK_AT_DAY_S)
        self._day.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._day.timeout.connect(self._look_at_day)
        self._connect()
        self._show_settings()
        self._show_exercises()
        self._show_first_page()

    # -- connecting -----------------------------------------------------------------------------

    def _connect(self) -> None:
        self._connect_history()
        self._connect_today()
        self._connect_other_pages()
        self._connect_first_run_and_tests()
        self._connect_editing()
        self._connect_my_data()
        self._connect_comfort()

    def _connect_history(self) -> None:
        keeper, journey = self.keeper, self.journey
        keeper.history_changed.connect(journey.history_changed)
        keeper.unfinished_found.connect(journey.unfinished_found)
        keeper.ready.connect(journey.history_ready)
        keeper.ready.connect(self.listening.prepare)
        keeper.storage_failed.connect(journey.storage_failed)
        keeper.waiting_changed.connect(self._show_waiting)
        self.situation.settings_changed.connect(self._settings_changed)
        self.situation.settings_changed.connect(self.choices.settings_changed)
        self.situation.refused.connect(self.window.tell)
        self.safety.answered.connect(journey.screening_answered)

    def _connect_today(self) -> None:
        today, desk, choices = self.today, self.desk, self.choices
        today.start_requested.connect(desk.start_today)
        today.resume_requested.connect(desk.go_on)
        today.resume_declined.connect(desk.leave_it)
        today.morning_answered.connect(choices.answer_morning)
        today.opt_in_requested.connect(choices.opt_in)
        today.load_requested.connect(choices.set_todays_load)
        today.flare_up_changed.connect(self.situation.set_flare_up)
        today.other_requested.connect(self.journey.look_at)
        today.screening_requested.connect(self.safety.ask)
        today.easier_requested.connect(choices.easier)
        today.exercise_chosen.connect(self.journey.show_task)
        today.tour_look_requested.connect(choices.see_tour_day)
        today.tour_look_requested.connect(self.journey.look_at)
        today.tour_practise_requested.connect(choices.see_tour_day)
        today.tour_practise_requested.connect(desk.practise_on_tour)
        today.tour_closed.connect(choices.end_tour)
        today.self_tests_requested.connect(self.self_tests.open)
        today.moment_requested.connect(choices.count_moment)
        today.spoken_requested.connect(self.listening.prompter.say)
        desk.told.connect(self.window.tell)

    def _connect_other_pages(self) -> None:
        library, settings, window = self.library, self.settings_page, self.window
        library.practise_requested.connect(self.desk.practise)
        library.overrule_requested.connect(self.choices.overrule)
        library.dose_requested.connect(self.journey.change_dose)
        self.today.dose_requested.connect(self.journey.change_dose)
        self.journey.dose_changed.connect(self.choices.set_dose)
        self.journey.load_changed.connect(self.choices.set_load)
        self.journey.skip_changed.connect(self.choices.skip)
        library.settings_requested.connect(self.journey.open_body_settings)
        self.choices.overruled.connect(self.journey.open_today)
        settings.settings_changed.connect(self.situation.change)
        settings.screening_requested.connect(self.safety.ask)
        window.close_requested.connect(self._ask_leave)
        window.close_put_off.connect(self.keeper.look_after)
        self.listening.voice_toggled.connect(self.situation.toggle_voice)
        self.listening.sound_toggled.connect(self.situation.toggle_sound)
        self.listening.told.connect(window.tell)
        self.listening.voices_found.connect(settings.show_voices)
        settings.voices_requested.connect(self.listening.find_voices)
        settings.sounds_requested.connect(self.listening.try_sounds)
        settings.voice_requested.connect(self.listening.try_voice)

    def _connect_first_run_and_tests(self) -> None:
        tests, practice, journey = self.self_tests, self.practice, self.journey
        self.first_run.closed.connect(journey.open_today)
        self.keeper.ready.connect(self.first_run.history_ready)
        self.first_run.pain_told.connect(self.today.tell_pain)
        self.settings_page.welcome_requested.connect(self.first_run.begin)
        practice.test_finished.connect(tests.finished)
        practice.test_interrupted.connect(tests.interrupted)
        tests.page_requested.connect(self.window.open_page)
        tests.closed.connect(journey.open_today)
        self.situation.changed.connect(tests.refresh)

    def _connect_editing(self) -> None:
        keeper, editing, journey = self.keeper, self.editing, self.journey
        keeper.history_changed.connect(editing.history_changed)  # behind the journey, which shows it
        keeper.undo_changed.connect(editing.undo_changed)
        keeper.redo_changed.connect(editing.redo_changed)
        keeper.undone.connect(editing.undone)
        keeper.redone.connect(editing.redone)
        keeper.storage_failed.connect(editing.refused)
        journey.session_edit_requested.connect(editing.edit)
        journey.session_delete_requested.connect(editing.delete)
        editing.closed.connect(self.safety.ask_if_due)

    def _connect_my_data(self) -> None:
        keeper, my_data = self.keeper, self.my_data
        keeper.told.connect(my_data.told)
        keeper.bin_changed.connect(my_data.bin_changed)
        keeper.backups_changed.connect(my_data.backups_changed)
        keeper.import_previewed.connect(my_data.import_previewed)
        keeper.everything_deleted.connect(my_data.everything_deleted)
        keeper.storage_failed.connect(my_data.refused)
        my_data.put_back_requested.connect(self.editing.put_back)
        self.settings_page.my_data_requested.connect(my_data.open)
        self.journey.report_requested.connect(my_data.write_report)
        self.settings_page.report_requested.connect(self.self_report.copy)
        self.self_report.looking_changed.connect(self.settings_page.show_looking)

    def _connect_comfort(self) -> None:
        coach, awake, tray = self.coach, self.awake, self.tray
        coach.session_started.connect(awake.on_session_started)
        coach.session_started.connect(tray.on_session_started)
        coach.paused.connect(awake.on_paused)
        coach.resumed.connect(awake.on_resumed)
        coach.session_completed.connect(awake.on_session_completed)
        coach.session_stopped.connect(awake.on_session_stopped)
        for ended in (coach.session_completed, coach.session_stopped):
            ended.connect(tray.on_session_ended)
        self.keeper.history_changed.connect(tray.show_history)
        tray.open_requested.connect(self._look_at_day)
        tray.open_requested.connect(self.window.bring_to_front)
        tray.start_requested.connect(self._look_at_day)
        tray.start_requested.connect(self.journey.start_from_tray)
        tray.moment_done.connect(self.choices.count_moment)
        tray.quit_requested.connect(self._quit)
        tray.available_changed.connect(self.settings_page.show_tray)
        application().styleHints().colorSchemeChanged.connect(self.follow_desktop)
        for teller in (self.self_report.told, awake.unavailable, tray.told, tray.unavailable):
            teller.connect(self.window.tell)

    @Slot()
    def _ask_leave(self) -> None:
        """The window is to be closed and may not be; the editor of a session asks for itself."""
        if self.window.page != EDITOR:
            self.follow.ask_leave()

    @Slot(int)
    def _show_waiting(self, count: int) -> None:
        """The disk refused something: closing now would lose it."""
        waits = self.tr(
            "Not on the disk yet: {count} of your changes. Hinge tries once more now. Make room there and close again;"
            " closing again without that leaves them out."
        )
        self.window.show_unsaved(waits.format(count=count) if count else "")

    # -- the first frame and what follows it ----------------------------------------------------

    def open(self) -> None:
        """Show the window."""
        # Of the application and not of the window: a window wholly covered by its children is never asked to paint.
        application().installEventFilter(self)
        self.window.show()
        self._day.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Something has painted for the first time: load the rest behind it."""
        if event.type() == QEvent.Type.Paint and not self._behind_first_paint:
            self._behind_first_paint = True
            application().removeEventFilter(self)
            QTimer.singleShot(0, self.keeper.open)
        return super().eventFilter(watched, event)

    def _show_first_page(self) -> None:
        """What was shown last, until the history says what is next; the first steps where nothing was."""
        known = self.memory.value("screened") == "yes"
        self.journey.refresh()
        if known:
            self.window.open_page("today")
        if self.settings.welcomed:
            self.safety.begin(known=known)
        else:
            self.first_run.begin_if_new()

    def stand_still(self, sentence: str) -> None:
        """A mistake happened: the running set stops, the sentence is shown, the window stays."""
        self.coach.pause()
        self.window.tell(sentence)

    def break_off(self) -> None:
        """The computer is about to be left: a practice stands still, and a later start offers to go on with it."""
        self.coach.pause()
        self.window.keep_place()

    def close(self, *, breaks_off: bool = False) -> None:
        """Write what is waiting and let everything go. ``breaks_off``: a practice under way is not over."""
        if self._day.isActive():  # the first time
            application().styleHints().colorSchemeChanged.disconnect(self.follow_desktop)
        self._day.stop()
        if breaks_off:
            self.coach.pause()
        else:
            self.coach.leave()
        self.keeper.close()
        self.listening.close()
        self.awake.close()
        self.tray.close()
        for stage in (self.today.stage, self.library.stage, self.self_test_page.shown.stage):
            stage.pause()
        self.first_run.close()
        leave_opening(self.window, self.today.stage, self.memory, self.places.opening)  # last: the rest is on the disk

    @Slot()
    def _look_at_day(self) -> None:
        """The window may be open for days; a practice that is under way belongs to the day it began on."""
        if not self.practice.active:
            self.situation.look_at_day()

    # -- settings -------------------------------------------------------------------------------

    @Slot(object)
    def _settings_changed(self, before: Settings) -> None:
        settings = self.settings
        self.settings_page.show_settings(settings)
        self._show_settings()
        look = (settings.theme, settings.text_scale, settings.reduced_motion)
        if look != (before.theme, before.text_scale, before.reduced_motion):
            self.apply_theme()
        if settings.own_exercises != before.own_exercises:
            self._show_exercises()
        self.demonstration.answer()

    def _show_settings(self) -> None:
        """What is not shown on a page of its own."""
        settings = self.settings
        self.listening.show_settings(settings)
        self.awake.set_enabled(settings.keep_awake)
        self.tray.show_settings(settings)
        for page in (self.today, self.follow, self.finish):
            page.set_one_button(settings.one_button)
        self.follow.set_units(settings.units)
        for judging in (self.follow, self.today):
            judging.set_limits(settings.limits)

    def _show_exercises(self) -> None:
        self.journey.show_shelf()
        self.listening.show_exercises(self.curriculum.exercises.values())

    @Slot()
    def _quit(self) -> None:
        """Quit from the tray: as closing the window does, which may ask first."""
        if self.window.close():
            application().quit()


def build(
    settings: Settings,
    places: Places,
    clocks: Clocks | None = None,
    parent: QObject | None = None,
    *,
    window: MainWindow | None = None,
) -> App:
    """Build the program without showing it, in a window that is already there or in its own. Needs a QApplication."""
    return App(settings, places, clocks, parent, window=window)
