"""The composition root: builds every part and connects them; ``start`` decides when.

First the window is painted. Only then the history is opened (SQLAlchemy), the sound prepared and, when its page is
first opened, the charts loaded (pyqtgraph): each takes longer than the first frame.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSettings, QTimer, Slot
from PySide6.QtWidgets import QApplication, QWidget

from hinge_desktop import assets
from hinge_desktop import settings as settings_file
from hinge_desktop.agenda import SEATED, Agenda, exercise_of_step, step_of, step_rows, today_state
from hinge_desktop.body.motion import Motion
from hinge_desktop.coach import Coach
from hinge_desktop.curriculum.exercise import Exercise
from hinge_desktop.curriculum.ladder import LADDER, Curriculum, build_curriculum
from hinge_desktop.curriculum.sources import FACTS
from hinge_desktop.demonstration import Demonstration
from hinge_desktop.errors import HingeError
from hinge_desktop.keeper import HistoryKeeper
from hinge_desktop.motions import Motions
from hinge_desktop.own_exercises import read_own_texts
from hinge_desktop.paths import Places
from hinge_desktop.practice import Practice
from hinge_desktop.recorder import Recorder
from hinge_desktop.settings import Settings
from hinge_desktop.sound import Sound
from hinge_desktop.training.events import PlannedSet, SessionPlan
from hinge_desktop.training.gate import awaiting_next_morning
from hinge_desktop.training.plan import plan_session
from hinge_desktop.training.records import History, OverruleRecord, ScreeningRecord, SessionRecord
from hinge_desktop.training.screening import UNANSWERED, in_force, is_due
from hinge_desktop.ui.finish import FinishPage
from hinge_desktop.ui.follow import FollowPage
from hinge_desktop.ui.library import LibraryPage
from hinge_desktop.ui.library_shelf import Shelf
from hinge_desktop.ui.opening import FRAME_S, record
from hinge_desktop.ui.screening import ScreeningPage
from hinge_desktop.ui.settings_page import SettingsPage
from hinge_desktop.ui.theme import apply_theme, current_theme, make_theme
from hinge_desktop.ui.today import TodayPage
from hinge_desktop.ui.window import MainWindow
from hinge_desktop.units import mass_text
from hinge_desktop.voice import Voice

if TYPE_CHECKING:
    from hinge_desktop.ui.progress import ProgressPage


@dataclass(frozen=True, slots=True)
class Clocks:
    """Every clock of the program, so that tests and the tour bring their own."""

    steady: Callable[[], float] = time.perf_counter
    wall: Callable[[], float] = time.time

    def utc_now(self) -> datetime:
        """The moment, in UTC."""
        return datetime.fromtimestamp(self.wall(), UTC)

    def today(self) -> date:
        """The day as the user sees it."""
        return self.utc_now().astimezone().date()


class App(QObject):
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
        super().__init__(parent)
        self.settings, self.places, self.clocks = settings, places, clocks or Clocks()
        self.curriculum = self._read_curriculum()
        self.motions = Motions(settings)
        self.history, self._answered = History(), []  # type: tuple[History, list[ScreeningRecord]]
        self._ready, self._behind_first_paint = False, False
        self._flare_up, self._unfinished = False, None  # type: tuple[bool, SessionRecord | None]
        self._memory = QSettings(str(places.window), QSettings.Format.IniFormat, self)
        self._apply_theme()
        self.window = window or MainWindow(self._memory)
        self._build_pages()
        self._build_engine()
        self._connect()
        self._show_first_page()

    # -- building -------------------------------------------------------------------------------

    def _read_curriculum(self) -> Curriculum:
        folder = self.settings.own_exercises
        own, self._own_notices = read_own_texts(Path(folder).expanduser()) if folder else ({}, ())
        return build_curriculum(assets.exercise_texts(), own)

    def _build_pages(self) -> None:
        if not self.window.furnished:
            self.window.furnish()
        self.today = TodayPage(self.window, clock=self.clocks.steady)
        self.screening = ScreeningPage(self.window)
        self.follow = FollowPage(self.window)
        self.finish = FinishPage(self.window)
        self.library = LibraryPage(self.window, clock=self.clocks.steady)
        self.demonstration = Demonstration(self.library, self.motions, self._situation, self)
        self.settings_page = SettingsPage(self.window)
        self.progress: ProgressPage | None = None
        self._progress_place = QWidget(self.window)
        for name, page in (
            ("today", self.today),
            ("screening", self.screening),
            ("follow", self.follow),
            ("finish", self.finish),
            ("library", self.library),
            ("settings", self.settings_page),
            ("progress", self._progress_place),
        ):
            self.window.add_page(name, page)
        self.settings_page.show_settings(self.settings)
        self.settings_page.show_places(str(self.places.history), str(self.places.log))
        self.settings_page.show_notices((*self._own_notices, *self.curriculum.notices))
        self.library.show_shelf(Shelf(tuple(self.curriculum.exercises.values()), FACTS))

    def _build_engine(self) -> None:
        clocks, settings = self.clocks, self.settings
        self.coach = Coach(self, clock=clocks.steady, wall=clocks.wall)
        self.keeper = HistoryKeeper(self.places.history, self, utc_now=clocks.utc_now)
        self.recorder = Recorder(self.coach, self.keeper, clocks.utc_now, self)
        self.sound = Sound(self, enabled=settings.sound, volume=settings.volume)
        self.voice = Voice(self, enabled=settings.voice and settings.sound, volume=settings.volume)
        self.follow.show_sound(settings.sound, settings.voice)
        self.practice = Practice(
            self.coach,
            self.recorder,
            self.follow,
            self.finish,
            show_plan=self._show_plan,
            utc_now=clocks.utc_now,
            today=clocks.today,
            parent=self,
        )

    def _connect(self) -> None:
        keeper, window, today, coach = self.keeper, self.window, self.today, self.coach
        keeper.history_changed.connect(self._history_changed)
        keeper.unfinished_found.connect(self._unfinished_found)
        keeper.ready.connect(self._history_ready)
        keeper.storage_failed.connect(self._storage_failed)
        window.page_opened.connect(self._page_opened)
        window.step_chosen.connect(self.look_at)
        window.close_requested.connect(self.follow.ask_leave)
        today.start_requested.connect(self._start_today)
        today.resume_requested.connect(self._resume)
        today.resume_declined.connect(self._resume_declined)
        today.morning_answered.connect(self._morning_answered)
        today.opt_in_requested.connect(self._opt_in)
        today.flare_up_changed.connect(self._set_flare_up)
        today.load_requested.connect(self._choose_load)
        today.other_requested.connect(self.look_at)
        today.screening_requested.connect(self._ask_screening)
        self.screening.screening_answered.connect(self._screening_answered)
        self.screening.screening_closed.connect(self._screening_closed)
        self.library.practise_requested.connect(self._practise_other)
        self.library.overrule_requested.connect(self._overrule)
        self.library.settings_requested.connect(self._open_settings)
        self.settings_page.settings_changed.connect(self._settings_changed)
        self.settings_page.screening_requested.connect(self._ask_screening)
        self.follow.voice_toggled.connect(self._toggle_voice)
        self.follow.mute_toggled.connect(self._toggle_sound)
        self.practice.begun.connect(self._practice_begun)
        self.practice.ended.connect(self._practice_ended)
        self.practice.closed.connect(self._practice_closed)
        coach.session_started.connect(self.voice.on_session_started)
        for heard in (self.sound, self.voice):
            coach.countdown.connect(heard.on_countdown)
            coach.block_started.connect(heard.on_block_started)
            coach.rep_completed.connect(heard.on_rep_completed)
        coach.set_completed.connect(self.sound.on_set_completed)
        coach.phase_started.connect(self.voice.on_phase_started)
        coach.session_completed.connect(self.voice.on_session_completed)
        coach.paused.connect(self.voice.on_paused)
        coach.session_stopped.connect(self.voice.on_session_stopped)
        coach.cue_requested.connect(self.voice.say)

    # -- the first frame and what follows it ----------------------------------------------------

    def open(self) -> None:
        """Show the window."""
        # Of the application and not of the window: a window wholly covered by its children is never asked to paint.
        _application().installEventFilter(self)
        self.window.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Something has painted for the first time: load the rest behind it."""
        if event.type() == QEvent.Type.Paint and not self._behind_first_paint:
            self._behind_first_paint = True
            _application().removeEventFilter(self)
            QTimer.singleShot(0, self.keeper.open)
        return super().eventFilter(watched, event)

    def stand_still(self, sentence: str) -> None:
        """A mistake happened: the running set stops, the sentence is shown, the window stays."""
        self.coach.pause()
        self.window.tell(sentence)

    def close(self) -> None:
        """Write what is waiting and let everything go."""
        self.coach.leave()
        self.keeper.close()
        self.sound.close()
        self.voice.close()
        self.today.stage.pause()
        self.library.stage.pause()
        self._keep_opening()  # last: what was practised is on the disk by now

    def _keep_opening(self) -> None:
        """Leave the next start a figure that moves at once, when it would be another than the one it has."""
        stage, theme = self.today.stage, current_theme()
        motion, size = stage.motion, stage.size()
        if motion is None or self._memory.value("screened") != "yes" or size.width() < stage.minimumWidth():
            return
        key = f"{stage.accessibleName()} {motion.load_kg} {motion.body} {theme} {size} {self.window.size()}"
        if key == self._memory.value("opening") and self.places.opening.exists():
            return
        length = FRAME_S if theme.reduced_motion else motion.duration_s
        colours = (theme.palette.surface, theme.palette.card)
        record(self.window, stage, colours, length, stage.paint_at).write(self.places.opening)
        self._memory.setValue("opening", key)

    def _show_first_page(self) -> None:
        """What was shown last, until the history says what is next."""
        known = self._memory.value("screened") == "yes"
        self.refresh()
        self.window.lock(not known)
        self.window.open_page("today" if known else "screening")
        if not known:
            self.screening.ask()

    # -- what holds today -----------------------------------------------------------------------

    @property
    def agenda(self) -> Agenda:
        """Everything that Today is made of."""
        day = self.clocks.today()
        kept = {record.answered_utc for record in self.history.screenings}
        missing = tuple(one for one in self._answered if one.answered_utc not in kept)
        history = replace(self.history, screenings=self.history.screenings + missing)
        screening = in_force(history, day) if self._ready or missing else UNANSWERED
        return Agenda(history, self.settings, screening, day, self._ready, self._unfinished, self._flare_up)

    def refresh(self) -> None:
        """Show what holds now on every page."""
        agenda = self.agenda
        exercise = exercise_of_step(agenda, self.curriculum, agenda.decision.step)
        if not self._ready:
            shown = str(self._memory.value("exercise"))
            exercise = self.curriculum.exercise(shown if shown in (*LADDER, SEATED) else LADDER[0])
        load = agenda.load_for(exercise)
        motion = self.motions.motion(exercise, load)
        plan = self._plan(exercise, agenda)
        self.today.show_today(today_state(agenda, exercise, _minutes(plan)))
        if self.today.stage.motion is not motion:
            self.today.show_motion(motion, exercise.name, self._load_text(load))
        self.window.show_steps(step_rows(agenda, self.curriculum))
        self.demonstration.advise(agenda)
        if self.progress is not None:
            self.progress.show_history(agenda.history)
        if self._ready:
            self._memory.setValue("exercise", exercise.id)

    def _situation(self) -> tuple[Curriculum, Agenda]:
        return self.curriculum, self.agenda

    def _may_start(self, agenda: Agenda) -> bool:
        return self._ready and not agenda.screening.practice_locked

    def _load_text(self, load_kg: float) -> str:
        return mass_text(load_kg, self.settings.units) if load_kg else ""

    def _plan(self, exercise: Exercise, agenda: Agenda, *, unloaded: bool = False) -> SessionPlan:
        load = 0.0 if unloaded else agenda.load_for(exercise)
        plan = plan_session(
            exercise,
            motion_phases=self.motions.motion(exercise, load).phases,
            load_kg=load,
            get_ready_s=self.settings.get_ready_s,
            flare_up_day=agenda.flare_up,
        )
        return replace(plan, step=step_of(agenda, exercise))

    # -- the history tells ----------------------------------------------------------------------

    @Slot(object)
    def _history_changed(self, history: History) -> None:
        self.history = history
        self.refresh()
        if self.window.page == "finish":
            self._show_decision()
        elif self._ready and not self.coach.active:
            self._ask_if_due()

    @Slot(object)
    def _unfinished_found(self, session: SessionRecord) -> None:
        self._unfinished = session

    @Slot()
    def _history_ready(self) -> None:
        self._ready = True
        self._memory.setValue("screened", "yes" if self.history.screenings else "no")
        self.refresh()
        self._ask_if_due()
        if self.settings.voice:
            self.voice.prepare()
        if self.window.page == "today":
            self.today.focus_start()

    @Slot(str)
    def _storage_failed(self, sentence: str) -> None:
        """The history cannot be used: practice goes on, and the banner says what is not kept."""
        self.window.tell(sentence)
        if not self._ready:
            self._history_ready()

    # -- safety questions -----------------------------------------------------------------------

    def _ask_if_due(self) -> None:
        agenda = self.agenda
        if is_due(agenda.history, agenda.today):
            if self.window.page != "screening":
                self._ask_screening()
        elif self.window.page == "screening" and not self._answered:
            self.window.lock(False)
            self.window.open_page("today")

    @Slot()
    def _ask_screening(self) -> None:
        agenda = self.agenda
        due = is_due(agenda.history, agenda.today)
        reason = ""
        if due and agenda.history.screenings:
            reason = self.tr("Time to look at these again: a month has passed, or your pain has jumped.")
        self.window.lock(due)
        self.window.open_page("screening")
        self.screening.ask(reason)

    @Slot(object)
    def _screening_answered(self, answers: dict[str, bool]) -> None:
        record = ScreeningRecord(self.clocks.utc_now(), self.clocks.today(), tuple(answers.items()))
        self._answered.append(record)
        self.keeper.add_screening(record)
        self._memory.setValue("screened", "yes")
        self.refresh()

    @Slot()
    def _screening_closed(self) -> None:
        self.window.lock(False)
        self.window.open_page("today")
        self.today.focus_start()

    # -- practice -------------------------------------------------------------------------------

    @Slot(object)
    def _start_today(self, pain: int | None) -> None:
        agenda = self.agenda
        if self._may_start(agenda) and not self.coach.active:
            exercise = exercise_of_step(agenda, self.curriculum, agenda.decision.step)
            self._unfinished = None
            self.practice.start(self._plan(exercise, agenda), pain, flare_up_day=self._flare_up)

    @Slot(str)
    def _practise_other(self, exercise_id: str) -> None:
        agenda, exercise = self.agenda, self.curriculum.exercise(exercise_id)
        if self._may_start(agenda) and not self.coach.active:
            above = exercise.step is not None and exercise.step > agenda.decision.step
            plan = self._plan(exercise, agenda, unloaded=above)
            self.practice.start(plan, None, flare_up_day=self._flare_up)

    @Slot()
    def _resume(self) -> None:
        session = self._unfinished
        if session is None or session.main_exercise_id not in self.curriculum.exercises:
            return
        self._unfinished = None
        exercise = self.curriculum.exercise(session.main_exercise_id)
        load = session.sets[-1].load_kg if session.sets else self.agenda.load_for(exercise)
        plan = plan_session(
            exercise,
            motion_phases=self.motions.motion(exercise, load).phases,
            load_kg=load,
            load_locked=self.agenda.screening.load_locked,
            sets=session.planned_sets,
            reps=session.sets[-1].planned_reps if session.sets else None,
            get_ready_s=self.settings.get_ready_s,
        )
        self.practice.go_on(plan, session)

    @Slot()
    def _resume_declined(self) -> None:
        self._unfinished = None
        self.refresh()

    def _show_plan(self, plan: SessionPlan) -> None:
        self.follow.show_plan(plan, self.curriculum.exercise, self._motion_of)

    def _motion_of(self, planned: PlannedSet) -> Motion:
        return self.motions.motion(self.curriculum.exercise(planned.exercise_id), planned.load_kg)

    @Slot()
    def _practice_begun(self) -> None:
        self.window.hold_open(True)
        self.window.show_rail(False)
        self.window.open_page("follow")
        if self.settings.sound:
            self.sound.prepare()

    @Slot()
    def _practice_ended(self) -> None:
        self.window.hold_open(False)
        self.window.open_page("finish")
        self._show_decision()

    @Slot()
    def _practice_closed(self) -> None:
        self.window.show_rail(True)
        self.today.ask_pain_again()
        self._flare_up = False
        self.refresh()
        self.window.open_page("today")
        self.today.focus_start()
        self._ask_if_due()

    def _show_decision(self) -> None:
        decision = self.agenda.decision
        self.finish.show_decision(decision, exercise_of_step(self.agenda, self.curriculum, decision.step).name)

    # -- smaller wishes -------------------------------------------------------------------------

    @Slot(str)
    def look_at(self, exercise_id: str) -> None:
        """Open an exercise in the Library."""
        self.window.open_page("library")
        self.library.show_exercise(exercise_id)

    @Slot()
    def _open_settings(self) -> None:
        self.window.open_page("settings")
        self.settings_page.focus_body()

    @Slot(str)
    def _page_opened(self, page: str) -> None:
        if page == "today":
            self.today.focus_start()
        if page == "library" and not self.library.shown:
            self.library.show_exercise(self.today.state.exercise_id if self.today.state else LADDER[0])
        if page == "progress" and self.progress is None:
            from hinge_desktop.ui.progress import ProgressPage  # here: pyqtgraph takes three times the first frame

            self.progress = ProgressPage(self.window)
            self.window.replace_page("progress", self.progress)
            self.progress.show_history(self.agenda.history)

    @Slot(int)
    def _morning_answered(self, pain: int) -> None:
        session = awaiting_next_morning(self.history, self.clocks.today())
        if session is not None:
            self.keeper.set_next_morning(session.uuid, pain)

    @Slot(str)
    def _overrule(self, exercise_id: str) -> None:
        decision, step = self.agenda.decision, self.curriculum.exercise(exercise_id).step
        if step is not None:
            self.keeper.add_overrule(
                OverruleRecord(self.clocks.utc_now(), self.clocks.today(), decision.step, step, decision.reason)
            )
            self.window.open_page("today")

    @Slot(int)
    def _opt_in(self, step: int) -> None:
        self._change(replace(self.settings, opted_in=(*self.settings.opted_in, step)))

    @Slot(float)
    def _choose_load(self, load_kg: float) -> None:
        if self.today.state is not None:
            self._change(self.settings.with_load(self.today.state.exercise_id, load_kg))

    @Slot(bool)
    def _set_flare_up(self, wished: bool) -> None:
        self._flare_up = wished
        self.refresh()

    @Slot()
    def _toggle_voice(self) -> None:
        self._change(replace(self.settings, voice=not self.settings.voice))

    @Slot()
    def _toggle_sound(self) -> None:
        self._change(replace(self.settings, sound=not self.settings.sound))

    def _change(self, settings: Settings) -> None:
        self.settings_page.show_settings(settings)
        self._settings_changed(settings)

    @Slot(object)
    def _settings_changed(self, settings: Settings) -> None:
        before, self.settings = self.settings, settings
        self.sound.set_enabled(settings.sound)
        self.voice.set_enabled(settings.voice and settings.sound)
        self.sound.set_volume(settings.volume)
        self.voice.set_volume(settings.volume)
        self.follow.show_sound(settings.sound, settings.voice)
        look = (settings.theme, settings.text_scale, settings.reduced_motion)
        if look != (before.theme, before.text_scale, before.reduced_motion):
            self._apply_theme()
        if settings.own_exercises != before.own_exercises:
            self.curriculum = self._read_curriculum()
            self.motions.forget()
            self.library.show_shelf(Shelf(tuple(self.curriculum.exercises.values()), FACTS))
            self.settings_page.show_notices((*self._own_notices, *self.curriculum.notices))
        self.motions.show_settings(settings)
        self.demonstration.answer()
        self.refresh()
        try:
            settings_file.save(settings, self.places.settings)
        except HingeError as error:
            self.window.tell(str(error))

    def _apply_theme(self) -> None:
        settings = self.settings
        apply_theme(
            _application(), make_theme(settings.theme, settings.text_scale, reduced_motion=settings.reduced_motion)
        )


def _application() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication), "there is no QApplication yet"
    return app


def _minutes(plan: SessionPlan) -> int:
    work = sum(one.cycle_s * one.reps for one in plan.sets)
    return max(1, round((work + sum(plan.rests_s) + plan.get_ready_s) / 60))


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
