"""The page one follows along with. Everything on it comes from the coach's moments and events."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from hinge_desktop.body.motion import Motion
from hinge_desktop.curriculum.exercise import Exercise
from hinge_desktop.training.events import BlockKind, BlockStarted, Moment, PlannedSet, RepCompleted, SessionPlan
from hinge_desktop.ui.follow_asking import Asking
from hinge_desktop.ui.follow_controls import LARGE_TEXT, Buttons, Leaving, set_text, show_if
from hinge_desktop.ui.follow_keys import PageKeys
from hinge_desktop.ui.follow_parts import PainPanel, WordsCard
from hinge_desktop.ui.follow_words import caption_of, place_of, ring_of, session_blocks, title_of, word_of
from hinge_desktop.ui.ring import BigWord, CountRing
from hinge_desktop.ui.session_bar import SessionBar
from hinge_desktop.ui.stage_view import StageView
from hinge_desktop.ui.theme import current_theme
from hinge_desktop.ui.widgets import Button, Card, Words, set_roomy

REST_STEP_S = 15.0
SPEED_STEP = 0.1
LEAST_NUMBER_PX = 250
"""The card of the number is at least this high where words stand below it."""
STILL_BEFORE_WORK_S = 3.0
"""The preview rests in its first pose for these last seconds, so that nobody starts before the clock."""


class FollowPage(QWidget):
    """Figure, number, word and bar of a running session.

    Signals:
        toggle_requested(): pause or go on. pause_requested(): stand still while something is asked.
        next_requested(), previous_requested(), cue_requested().
        rest_change_requested(float): seconds. speed_requested(float): the new factor.
        voice_toggled(), mute_toggled(): V and M.
        far_view_changed(bool): the simple form for across the room is on.
        pain_told(PainAnswer): X was answered; ``ends_session`` or ``makes_easier`` say what follows.
        stop_requested(PainAnswer): X was answered and the user stops, though going on would be fine.
        resume_requested(): X was answered, or leaving declined; go on.
        leave_requested(): the user confirmed leaving.
        painting_changed(bool): the page is visible, so the coach should look once a frame.
    """

    toggle_requested = Signal()
    pause_requested = Signal()
    resume_requested = Signal()
    next_requested = Signal()
    previous_requested = Signal()
    cue_requested = Signal()
    rest_change_requested = Signal(float)
    speed_requested = Signal(float)
    voice_toggled = Signal()
    mute_toggled = Signal()
    far_view_changed = Signal(bool)
    pain_told = Signal(object)
    stop_requested = Signal(object)
    leave_requested = Signal()
    painting_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Follow along"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._plan: SessionPlan | None = None
        self._exercise_for: Callable[[str], Exercise] | None = None
        self._motion_for: Callable[[PlannedSet], Motion] | None = None
        self._shown_set = -1
        self._far = False
        self._moment: Moment | None = None
        self._heard: tuple[bool, bool] | None = None
        self._build()
        self._bind_keys()

    # -- building -------------------------------------------------------------------------------

    def _build(self) -> None:
        self._column = QVBoxLayout(self)
        self._top = QHBoxLayout()
        self._place = QStackedWidget(self)
        self._place.addWidget(self._build_stage())
        self.pain_panel = PainPanel(self._place)
        self._asking = Asking(self.pain_panel, self)
        self._asking.opened.connect(self._question_opened)
        self._asking.closed.connect(self._question_closed)
        for mine, theirs in (
            (self.pause_requested, self._asking.pause_requested),
            (self.resume_requested, self._asking.resume_requested),
            (self.leave_requested, self._asking.leave_requested),
            (self.pain_told, self._asking.pain_told),
            (self.stop_requested, self._asking.stop_requested),
        ):
            theirs.connect(mine)
        self._place.addWidget(self.pain_panel)
        self._side = QVBoxLayout()
        self._side.addWidget(self._build_count(), 5)
        self.words_card = WordsCard(self)
        self._side.addWidget(self.words_card, 4)
        self._top.addWidget(self._place, 68)
        self._top.addLayout(self._side, 32)
        self._column.addLayout(self._top, 1)
        self._column.addWidget(self._build_foot())

    def _build_stage(self) -> QWidget:
        self._stage_card = Card(self, padding_px=24, gap_px=2)
        head = QHBoxLayout()
        self.title = Words("", "title", self._stage_card)
        self.status = Words("", "tag", self._stage_card)
        self.status.hide()
        head.addWidget(self.title, 1)
        head.addWidget(self.status, 0, Qt.AlignmentFlag.AlignTop)
        self._stage_card.column.addLayout(head)
        self.cue = Words("", "lead", self._stage_card)
        self._stage_card.add(self.cue)
        self.stage = StageView(self._stage_card)
        self._stage_card.add(self.stage, 1)
        self.caption = Words("", "muted", self._stage_card)
        self.caption.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._stage_card.add(self.caption)
        return self._stage_card

    def _build_count(self) -> QWidget:
        self._count_card = Card(self, padding_px=18, gap_px=4)
        self.ring = CountRing(self._count_card)
        self.word = BigWord(self._count_card)
        self._count_card.add(self.ring, 4)
        self._count_card.add(self.word, 1)
        return self._count_card

    def _build_foot(self) -> QWidget:
        self._foot = Card(self, padding_px=20, gap_px=14)
        self.bar = SessionBar(self._foot)
        self._foot.add(self.bar)
        self._controls = QStackedWidget(self._foot)
        self._controls.setStyleSheet("QStackedWidget { background: transparent; }")  # it lies on a card
        self._controls.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._buttons, self._leaving = Buttons(self._controls), Leaving(self._controls)
        self._controls.addWidget(self._buttons)
        self._controls.addWidget(self._leaving)
        self._connect_foot()
        self._foot.add(self._controls)
        return self._foot

    def _connect_foot(self) -> None:
        buttons, leaving = self._buttons, self._leaving
        self.pause_button, self.next_button, self.pain_button = buttons.pause, buttons.next, buttons.pain
        self.shorter_button, self.longer_button = buttons.shorter, buttons.longer
        self.leave_button, self.stay_button = leaving.leave, leaving.stay
        buttons.pause.clicked.connect(self._toggle)
        buttons.next.clicked.connect(self.next_requested)
        buttons.pain.clicked.connect(self.ask_pain)
        buttons.shorter.clicked.connect(self._rest_shorter)
        buttons.longer.clicked.connect(self._rest_longer)
        leaving.leave.clicked.connect(self._asking.leave)
        leaving.stay.clicked.connect(self._asking.close)

    def _bind_keys(self) -> None:
        self._keys = PageKeys(self)
        self._keys.bind(
            {
                "toggle": (self._toggle,),
                "next": (self._next,),
                "previous": (self._previous,),
                "repeat": (self.cue_requested,),
                "rest": (self._rest_longer, self._rest_shorter),
                "tempo": (self._slower, self._faster),
                "pain": (self.ask_pain,),
                "voice": (self.voice_toggled,),
                "mute": (self.mute_toggled,),
                "far": (self._toggle_far,),
                "leave": (self.ask_leave,),
            }
        )
        self._keys.bind_key("=", self._rest_longer)
        self._keys.bind_key("Y", self._yes)

    # -- what is shown --------------------------------------------------------------------------

    def show_plan(
        self, plan: SessionPlan, exercise_for: Callable[[str], Exercise], motion_for: Callable[[PlannedSet], Motion]
    ) -> None:
        """Show a session that is about to start.

        Args:
            plan: the sets and rests.
            exercise_for: exercise id -> the exercise.
            motion_for: planned set -> the motion as it was solved for this body, load and tempo.
        """
        self._plan, self._exercise_for, self._motion_for = plan, exercise_for, motion_for
        self._shown_set, self._moment = -1, None
        self._asking.forget()
        self._place.setCurrentIndex(0)
        self._controls.setCurrentIndex(0)
        self.bar.show_blocks(session_blocks(plan))
        self.caption.setText("")
        self._show_set(0)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def show_moment(self, moment: Moment) -> None:
        """Show one instant: figure, number, word, bar and time left."""
        if self._plan is None:
            return
        self._moment = moment
        if moment.set_index != self._shown_set:
            self._show_set(moment.set_index)
        planned = self._plan.sets[moment.set_index]
        self._show_figure(moment, planned)
        self.ring.show_state(ring_of(moment, self._plan))
        if self._asking.what != "pain":
            self.word.show_words(*word_of(moment, planned))
        set_text(self.title, title_of(moment, planned))
        set_text(self.cue, caption_of(moment, planned))
        self.bar.show_place(*place_of(moment))
        self._show_controls(moment)

    def _show_figure(self, moment: Moment, planned: PlannedSet) -> None:
        """The repetition while working; else what comes next, and the bell being parked and fetched."""
        fetching = self.stage.approach_s
        if moment.kind is BlockKind.WORK:
            if planned.ballistic and moment.resuming_in_s > 0:  # a swing that was broken off begins at the floor again
                self.stage.show_approach(moment.resuming_in_s)
            else:
                self.stage.show_time(moment.time_in_rep_s)
        elif moment.kind is not BlockKind.DONE and moment.block_left_s <= fetching:
            self.stage.show_approach(moment.block_left_s)
        elif moment.kind is BlockKind.REST and moment.block_elapsed_s < fetching:
            self.stage.show_approach(moment.block_elapsed_s)
        else:
            self.stage.show_time(self._preview_s(moment))

    def _show_set(self, index: int) -> None:
        assert self._plan is not None
        assert self._exercise_for is not None
        assert self._motion_for is not None
        planned = self._plan.sets[index]
        self._shown_set = index
        load = self.tr("{load} kg").format(load=f"{planned.load_kg:g}") if planned.load_kg else ""
        self.stage.show_motion(self._motion_for(planned), planned.name, load_text=load)
        self.words_card.show_coaching(self._exercise_for(planned.exercise_id).coaching)
        self.arrange()
        self._column.activate()  # before the next frame, or the figure would jump

    def _preview_s(self, moment: Moment) -> float:
        """The figure of what comes next moves in whole repetitions, then waits in its first pose."""
        assert self._plan is not None
        cycle = self._plan.sets[moment.set_index].cycle_s
        still = max(STILL_BEFORE_WORK_S, self.stage.approach_s)
        whole = moment.preview_time_s + moment.block_left_s - still
        return moment.preview_time_s % cycle if moment.preview_time_s < int(whole / cycle) * cycle else 0.0

    def _show_controls(self, moment: Moment) -> None:
        paused = not moment.running and moment.kind is not BlockKind.DONE
        self._buttons.show_moment(moment)
        show_if(self.status, paused or moment.resuming_in_s > 0 or moment.speed != 1.0)
        if paused:
            set_text(self.status, self.tr("Paused"))
        elif moment.resuming_in_s > 0:
            set_text(self.status, self.tr("Going on in {seconds}").format(seconds=moment.number))
        else:
            set_text(self.status, self.tr("Tempo {percent} %").format(percent=round(moment.speed * 100)))

    # -- events of the coach --------------------------------------------------------------------

    @Slot(object)
    def on_rep_completed(self, rep: RepCompleted) -> None:
        """The visible twin of the beep."""
        set_text(self.caption, self.tr("♪  {rep} of {reps}").format(rep=rep.rep, reps=rep.reps))

    @Slot(int)
    def on_countdown(self, left: int) -> None:
        """The visible twin of 3, 2, 1."""
        set_text(self.caption, self.tr("♪  {left}").format(left=left))

    @Slot(object)
    def on_block_started(self, _block: BlockStarted) -> None:
        """What was said of the block before is over; a 1 of the countdown would read as the first repetition."""
        set_text(self.caption, "")

    @Slot()
    def on_resumed(self) -> None:
        """So are the reason of a pause and the countdown out of it."""
        set_text(self.caption, "")

    @Slot(str)
    def on_cue(self, text: str) -> None:
        """The visible twin of the voice."""
        set_text(self.caption, self.tr("“{words}”").format(words=text) if text else "")

    @Slot(str)
    def on_paused(self, reason: str) -> None:
        """Say why it stands still, when there is more to it than the user's wish."""
        set_text(self.caption, reason)

    @Slot(str)
    def on_notice(self, sentence: str) -> None:
        """One plain sentence, for instance why the tempo stays."""
        set_text(self.caption, sentence)

    @Slot(bool, bool)
    def show_sound(self, on: bool, voice: bool) -> None:
        """What can be heard now; a change is said below the figure. The first call only tells the state."""
        before, self._heard = self._heard, (on, voice)
        if before is None:
            return
        if on != before[0]:
            set_text(self.caption, self.tr("Sound on") if on else self.tr("Sound off"))
        elif voice != before[1]:
            set_text(self.caption, self.tr("Voice on") if voice else self.tr("Voice off"))

    # -- questions ------------------------------------------------------------------------------

    @Slot()
    def ask_leave(self) -> None:
        """Ask in the foot of the page whether to leave; the session stands still meanwhile. Esc again stays."""
        if self._asking.what:
            self._asking.close()
        else:
            self._asking.ask("leave", running=self._running)

    @Slot()
    def ask_pain(self) -> None:
        """Stand still at once and ask how much it hurts."""
        if self._asking.what != "pain":
            self._asking.ask("pain", running=self._running)

    @property
    def asking(self) -> str:
        """``leave``, ``pain`` or empty."""
        return self._asking.what

    @property
    def _running(self) -> bool:
        return self._moment is None or self._moment.running

    @Slot(str)
    def _question_opened(self, what: str) -> None:
        leaving = what == "leave"
        self._keys.set_enabled(leaving)
        self._controls.setEnabled(leaving)
        self._controls.setCurrentIndex(int(leaving))
        if leaving:
            self.arrange()  # the far view has no foot, but a question must be seen
            self.stay_button.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._place.setCurrentIndex(1)
        self.word.show_words(self.tr("Stopped"), "accent_text")
        self.arrange()
        self.pain_panel.ask(self._plan.step if self._plan is not None else None)

    @Slot(str)
    def _question_closed(self, _what: str) -> None:
        self._keys.set_enabled(True)
        self._controls.setEnabled(True)
        self._place.setCurrentIndex(0)
        self._controls.setCurrentIndex(0)
        self.arrange()
        if self._moment is not None:
            self.show_moment(self._moment)  # the big word stood for the question
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- keys -----------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Enter presses the focused button; Qt leaves that to dialogs."""
        if event.type() == QEvent.Type.KeyPress and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):  # type: ignore[attr-defined]
            focused = self.focusWidget()
            if isinstance(focused, Button) and focused.isVisible():
                focused.click()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The list of keys covers the page, so the session stands still first; the window opens the list."""
        if not self._asking.what and (event.text() == "?" or event.key() == Qt.Key.Key_F1):
            self.pause_requested.emit()
        super().keyPressEvent(event)

    def _toggle(self) -> None:
        if not self._asking.what:
            self.toggle_requested.emit()
        elif self._asking.what == "leave":
            self._asking.close()

    def _next(self) -> None:
        if self._asking.what == "leave":
            self._asking.close()  # N answers the question
        elif not self._asking.what:
            self.next_requested.emit()

    def _previous(self) -> None:
        if not self._asking.what:
            self.previous_requested.emit()

    def _yes(self) -> None:
        if self._asking.what == "leave":
            self._asking.leave()

    def _rest_longer(self) -> None:
        self.rest_change_requested.emit(REST_STEP_S)

    def _rest_shorter(self) -> None:
        self.rest_change_requested.emit(-REST_STEP_S)

    def _slower(self) -> None:
        self._change_speed(-SPEED_STEP)

    def _faster(self) -> None:
        self._change_speed(SPEED_STEP)

    def _change_speed(self, by: float) -> None:
        if self._moment is not None:
            self.speed_requested.emit(round(max(0.5, min(1.5, self._moment.speed + by)), 2))

    # -- form -----------------------------------------------------------------------------------

    @property
    def far_view(self) -> bool:
        """The simple form is on."""
        return self._far

    def set_far_view(self, far: bool) -> None:
        """The simple form, readable from across the room: figure, one number, one word, one bar."""
        self._far = far
        self.arrange()

    def _toggle_far(self) -> None:
        self.set_far_view(not self._far)
        self.far_view_changed.emit(self._far)

    def arrange(self) -> None:
        """Who is shown, and how the room is shared, for the form, the size and the text size."""
        theme = current_theme()
        roomy = theme.is_roomy(self.window().size())
        set_roomy(self, roomy)
        low = self.height() < 760
        side, gap = theme.space(12 if low else 20), theme.space(12 if low else 16)
        self._column.setContentsMargins(side, side, side, side)
        for layout in (self._column, self._top, self._side):
            layout.setSpacing(gap)
        for widget in (self.title, self.cue, self.caption):
            widget.setVisible(not self._far)
        self._controls.setVisible(not self._far or self._asking.what == "leave")
        large = theme.text_scale > LARGE_TEXT
        self.title.set_role("heading" if large and low else "title")  # the figure needs the room
        inside = 14 if low else 24
        self._stage_card.column.setContentsMargins(inside, inside, inside, inside)
        alone = self._asking.what == "pain" and large  # the question needs the room
        self._foot.setVisible(not alone)
        self._count_card.setVisible(not alone)
        self._count_card.setMinimumWidth(max(230, self.width() * 29 // 100))
        self._fit_words(self.height() - self._foot.sizeHint().height() - 2 * side - 2 * gap, low=low)
        if alone:
            self.words_card.hide()
        self._top.setStretch(0, 60 if self._far else 68)
        self._top.setStretch(1, 0 if alone else 40 if self._far else 32)

    def _fit_words(self, room_px: int, *, low: bool) -> None:
        """The words to keep in mind, all of them or the most needed, where the number stays large beside them."""
        wide, number_px = max(220, self.width() * 29 // 100), LEAST_NUMBER_PX
        self.words_card.set_tight(low)
        for brief in (False, True):
            self.words_card.set_brief(brief)
            fits = self.words_card.heightForWidth(wide) + number_px <= room_px
            if fits:
                break
        self.words_card.setVisible(fits and not self._far)

    def changeEvent(self, event: QEvent) -> None:
        """Another text size shares the room differently."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_keys"):
            self.arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room anew."""
        super().resizeEvent(event)
        self.arrange()

    def showEvent(self, event: QShowEvent) -> None:
        """The coach looks once a frame from now on."""
        super().showEvent(event)
        self.arrange()
        self.painting_changed.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is painted that nobody sees."""
        super().hideEvent(event)
        self.painting_changed.emit(False)
