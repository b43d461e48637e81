"""Today: what is next and why, the figure already moving, one big Start."""

from __future__ import annotations

import time

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from hinge_desktop.body.motion import Motion
from hinge_desktop.training.thresholds import Thresholds
from hinge_desktop.ui.one_button import OneButton
from hinge_desktop.ui.scanning import Scanner, Step
from hinge_desktop.ui.stage_view import Clock, StageView
from hinge_desktop.ui.theme import current_theme
from hinge_desktop.ui.today_next import NextCard
from hinge_desktop.ui.today_offers import MorningCard, ResumeCard, TestsCard, WeekCard
from hinge_desktop.ui.today_plan import PlanList
from hinge_desktop.ui.today_state import TodayExercise, TodayState, TourState
from hinge_desktop.ui.tour_card import TourCard
from hinge_desktop.ui.widgets import Button, Card, FlowRow, ScrollPage

__all__ = ["TodayExercise", "TodayPage", "TodayState", "TourState"]

_ACROSS, _DOWN = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
_STAGE_SHARE, _NEXT_SHARE, _CARD_PX = 5, 4, 16
_STAGE_PX, _LOW_STAGE_PX = 300, 220
"""The least height of the figure; less in a low window, where the plan stands below it."""


class _ModestStage(StageView):
    """Takes the room that the words below it and the card beside it leave, and asks for no more than its least."""

    def sizeHint(self) -> QSize:
        return self.minimumSize()


class TodayPage(ScrollPage):
    """The first page.

    Signals:
        start_requested(object): begin the session; the pain now (int) or None.
        resume_requested(), resume_declined(): about the unfinished session, which is kept in any case.
        morning_answered(int): pain on the morning after the last session.
        opt_in_requested(int): the user chooses an optional step.
        load_requested(float): another weight for the main step, kilograms.
        flare_up_changed(bool): a flare-up day is wished for, or not any more (D).
        easier_requested(): the step before; caution holds at once.
        exercise_chosen(str): another line of the plan is looked at; the figure should show it.
        other_requested(str): look at the exercise in the Library.
        dose_requested(str): change how much of an exercise is done.
        screening_requested(): the safety questions.
        tour_look_requested(str), tour_practise_requested(str), tour_closed(): about the ten-day tour.
        self_tests_requested(): the self-tests that are due.
        moment_requested(str): count a hinge moment of this kind.
        spoken_requested(str): what one button would do now.
    """

    start_requested = Signal(object)
    resume_requested = Signal()
    resume_declined = Signal()
    morning_answered = Signal(int)
    opt_in_requested = Signal(int)
    load_requested = Signal(float)
    flare_up_changed = Signal(bool)
    easier_requested = Signal()
    exercise_chosen = Signal(str)
    other_requested = Signal(str)
    dose_requested = Signal(str)
    screening_requested = Signal()
    tour_look_requested = Signal(str)
    tour_practise_requested = Signal(str)
    tour_closed = Signal()
    self_tests_requested = Signal()
    moment_requested = Signal(str)
    spoken_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, clock: Clock = time.perf_counter) -> None:
        super().__init__(parent, widest_px=1560)
        self._built = False
        self._state: TodayState | None = None
        self.setAccessibleName(self.tr("Today"))
        self.resume, self.morning = ResumeCard(self), MorningCard(self)
        self.add(self.resume)
        self.add(self.morning)
        self._row = QBoxLayout(_ACROSS)
        self._row.setSpacing(16)
        self._row.addWidget(self._build_stage(clock), _STAGE_SHARE)
        self.next = NextCard(self)
        self._row.addWidget(self.next, _NEXT_SHARE)
        self.column.addLayout(self._row, 1)
        self._below = QBoxLayout(_ACROSS)
        self._below.setSpacing(16)
        self.tour, self.tests, self.week = TourCard(self), TestsCard(self), WeekCard(self)
        for card in (self.tour, self.tests, self.week):
            self._below.addWidget(card, 1)
        self.column.addLayout(self._below)
        self._pain = self.next.pain
        self._laid_out = QTimer(self)
        self._laid_out.setSingleShot(True)
        self._laid_out.timeout.connect(self._bring_first_into_sight)
        self.one_button, self.scanner = OneButton(self), Scanner(self)
        self._connect()
        self._built = True
        self.arrange()

    # -- showing --------------------------------------------------------------------------------

    @property
    def state(self) -> TodayState | None:
        """What is shown."""
        return self._state

    @property
    def chosen_id(self) -> str:
        """The exercise of the plan that is looked at: the main one until another line is chosen."""
        return self.plan.chosen_id

    def show_today(self, state: TodayState) -> None:
        """Show another state; the answer about pain stays."""
        self._state = state
        self.next.show_today(state)
        self.plan.show_exercises(state.exercises, state.exercise_id)
        self.resume.offer(state.resume)
        self.morning.ask(state.morning)
        self.tour.show_tour(state.tour)
        self.tests.offer(state.tests_due)
        self.week.show_week(state.week, state.days)
        self.week.show_moments(state.moments, state.moment_kinds)
        self.arrange()

    def show_motion(self, motion: Motion, name: str, load_text: str = "") -> None:
        """Let the figure of the exercise move."""
        self.stage.show_motion(motion, name, load_text=load_text)
        self.stage.play()

    def choose_main(self) -> None:
        """Look at the main step again."""
        if self._state is not None:
            self.plan.choose(self._state.exercise_id)

    def focus_start(self) -> None:
        """Put the focus on what is to be done first, and let the one button begin there, too."""
        self._first().setFocus(Qt.FocusReason.OtherFocusReason)
        self.scanner.begin(self._steps())
        self._laid_out.start()

    def ask_pain_again(self) -> None:
        """Forget the answer about pain; another day or session has begun."""
        self.next.ask_pain_again()

    @Slot(int)
    def tell_pain(self, pain: int) -> None:
        """The pain right now, 0 to 10, was told elsewhere."""
        self.next.tell_pain(pain)

    def set_limits(self, limits: Thresholds) -> None:
        """The user's own limits of pain."""
        self.next.limits = limits

    @Slot(bool)
    def set_one_button(self, on: bool) -> None:
        """One button answers how the back is, and starts."""
        self.one_button.set_enabled(on)
        self.scanner.set_enabled(on)

    def _steps(self) -> tuple[Step, ...]:
        """What one button is asked on Today; what is not offered is passed over."""
        resume, morning, following = self.resume, self.morning, self.next
        return (
            Step("", (resume.go_on, resume.keep)),
            Step(morning.scale.question, (morning.scale,), may_skip=True),
            Step("", (morning.save,)),
            Step(following.pain.question, (following.pain,), may_skip=True),
            Step("", (following.start, following.flare, following.easier)),
        )

    # -- building -------------------------------------------------------------------------------

    def _build_stage(self, clock: Clock) -> Card:
        card = Card(self, padding_px=_CARD_PX, gap_px=6)
        self.stage = _ModestStage(card, clock=clock)
        card.add(self.stage, 1)
        self.plan = PlanList(card)
        card.add(self.plan)
        row = FlowRow(card)
        self._still = Button(self.tr("Hold still"), "quiet", card)
        self._look = Button(self.tr("Look closer"), "quiet", card)
        self._dose = Button(self.tr("Change the dose"), "quiet", card)
        for button in (self._still, self._look, self._dose):
            row.add(button)
        card.add(row)
        return card

    def _connect(self) -> None:
        self._still.clicked.connect(self.stage.toggle)
        self.stage.playing_changed.connect(self._playing_changed)
        self._look.clicked.connect(self._look_closer)
        self._dose.clicked.connect(self._change_dose)
        self.plan.exercise_chosen.connect(self.exercise_chosen)
        self.resume.resume_requested.connect(self.resume_requested)
        self.resume.resume_declined.connect(self.resume_declined)
        self.morning.answered.connect(self.morning_answered)
        following = self.next
        following.start_requested.connect(self.start_requested)
        following.opt_in_requested.connect(self.opt_in_requested)
        following.load_requested.connect(self.load_requested)
        following.flare_up_changed.connect(self.flare_up_changed)
        following.easier_requested.connect(self.easier_requested)
        following.screening_requested.connect(self.screening_requested)
        self.tour.look_requested.connect(self.tour_look_requested)
        self.tour.practise_requested.connect(self.tour_practise_requested)
        self.tour.closed.connect(self.tour_closed)
        self.tests.self_tests_requested.connect(self.self_tests_requested)
        self.week.moment_requested.connect(self.moment_requested)
        self.one_button.pressed.connect(self.scanner.take)
        self.scanner.offered.connect(self.spoken_requested)

    # -- wishes ---------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space starts when nothing else has use for it; D is a flare-up day."""
        plain = not event.modifiers()
        if plain and event.key() == Qt.Key.Key_Space and self.next.start.isEnabled():
            self.next.begin()
        elif plain and event.key() == Qt.Key.Key_D:
            self.next.flare.click()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is to be done first stays in sight."""
        super().resizeEvent(event)
        if self._built:
            self._laid_out.start()

    @Slot()
    def _bring_first_into_sight(self) -> None:
        """Very large words put Start below the edge; where the focus is has to be seen."""
        first = self._first()
        if first.hasFocus() and first.visibleRegion().boundingRect().size() != first.size():
            self.ensureWidgetVisible(first, 40, 40)

    def arrange(self) -> None:
        """Side by side while there is room, else one below the other. Start stays in sight in a low window."""
        super().arrange()
        if not self._built:
            return
        theme, room = current_theme(), self.viewport().size()
        narrow, wide = room.width() < theme.px(640), room.width() >= theme.px(900)
        self._row.setDirection(_DOWN if narrow else _ACROSS)
        margins = self._frame.contentsMargins()
        inside = room.width() - margins.left() - margins.right()
        beside = inside * _STAGE_SHARE // (_STAGE_SHARE + _NEXT_SHARE)
        self.plan.arrange((inside if narrow else beside) - 2 * _CARD_PX)
        self._below.setDirection(_ACROSS if wide else _DOWN)
        self.morning.arrange(wide=not narrow)
        self.resume.arrange(wide=wide)
        low = room.height() < theme.px(760)
        self.stage.setMinimumHeight(_LOW_STAGE_PX if low and not narrow else _STAGE_PX)
        self.next.arrange(low=low, roomy=self.roomy, tall=room.height() > theme.px(880))

    def _first(self) -> Button:
        """What is to be done first: go on with what is unfinished, or start."""
        return self.resume.go_on if self.resume.isVisibleTo(self) else self.next.start

    def _look_closer(self) -> None:
        if self.chosen_id:
            self.other_requested.emit(self.chosen_id)

    def _change_dose(self) -> None:
        if self.chosen_id:
            self.dose_requested.emit(self.chosen_id)

    def _playing_changed(self, playing: bool) -> None:
        self._still.set_text(self.tr("Hold still") if playing else self.tr("Let it move"))
