"""The page one follows along with. Everything on it comes from the coach's moments and events."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from hinge_desktop.curriculum.exercise import Exercise
from hinge_desktop.training.events import BlockKind, Moment, PlannedSet, SessionPlan
from hinge_desktop.ui.follow_frame import FollowFrame
from hinge_desktop.ui.follow_keys import PageKeys
from hinge_desktop.ui.follow_number import ring_of
from hinge_desktop.ui.follow_room import Form
from hinge_desktop.ui.follow_stage import DriftFor, MotionFor
from hinge_desktop.ui.follow_words import place_of, session_blocks, title_of, word_of
from hinge_desktop.ui.widgets import Button

if TYPE_CHECKING:
    from hinge_desktop.training.script import Line

BEFORE_A_SET = (BlockKind.GET_READY, BlockKind.REST)


class FollowPage(FollowFrame):
    """Figure, number, word and bar of a running session."""

    _built = False

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan: SessionPlan | None = None
        self._exercise_for: Callable[[str], Exercise] | None = None
        self._motion_for: MotionFor | None = None
        self._shown: tuple[int, BlockKind | None] = (-1, None)
        self._moment: Moment | None = None
        self._connect()
        self._bind_keys()
        self._built = True

    def _connect(self) -> None:
        asking = self._asking
        asking.opened.connect(self._question_opened)
        asking.closed.connect(self._question_closed)
        self.pain_button.clicked.connect(self.ask_pain)
        self.one_button.pressed.connect(self._pressed)
        self.one_button.held.connect(self.ask_pain)
        self._far.changed.connect(self.arrange)
        self._far.changed.connect(self.far_view_changed)

    def _bind_keys(self) -> None:
        wishes = self._wishes
        self._keys = PageKeys(self)
        self._keys.bind(
            {
                "toggle": (wishes.toggle,),
                "act": (wishes.act,),
                "next": (wishes.next,),
                "previous": (wishes.previous,),
                "black": (wishes.stand_still,),
                "repeat": (self.cue_requested,),
                "rest": (wishes.rest_longer, wishes.rest_shorter),
                "tempo": (wishes.slower, wishes.faster),
                "pain": (self.ask_pain,),
                "voice": (self.voice_toggled,),
                "mute": (self.mute_toggled,),
                "ghost": (self._toggle_drift,),
                "far": (self._far.toggle,),
                "full": (self._far.toggle_full,),
                "leave": (self.ask_leave,),
            }
        )
        self._keys.bind_key("=", wishes.rest_longer)
        self._keys.bind_key("Y", wishes.yes)

    # -- what is shown --------------------------------------------------------------------------

    def show_plan(
        self,
        plan: SessionPlan,
        exercise_for: Callable[[str], Exercise],
        motion_for: MotionFor,
        drift_for: DriftFor | None = None,
    ) -> None:
        """Show a session that is about to start.

        Args:
            plan: the sets and rests.
            exercise_for: exercise id -> the exercise.
            motion_for: planned set -> the motion as it was solved for this body, load and tempo.
            drift_for: planned set, fault -> the same with what drifts; without it there is no ghost to look at.
        """
        self._plan, self._exercise_for, self._motion_for = plan, exercise_for, motion_for
        self._shown, self._moment = (-1, None), None
        self._wishes.show_moment(None)
        self._drift.set_source(drift_for)
        self._asking.forget(plan.step)
        self.bar.show_blocks(session_blocks(plan))
        self._said.show("")
        self._show_block(0, BlockKind.GET_READY)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def show_moment(self, moment: Moment) -> None:
        """Show one instant: figure, number, word, bar and time left."""
        if self._plan is None:
            return
        self._moment = moment
        self._wishes.show_moment(moment)
        if (moment.set_index, moment.kind) != self._shown:
            self._show_block(moment.set_index, moment.kind)
        self._stage_card.show_moment(moment, self._plan, self._exercise(moment.set_index))
        self.ring.show_state(ring_of(moment, self._plan))
        if self._asking.what != "pain":
            self.word.show_words(*word_of(moment, self._plan))
        self.bar.show_place(*place_of(moment))
        self._foot.buttons.show_moment(moment)

    def _show_block(self, index: int, kind: BlockKind) -> None:
        """Another set, or another stretch of one."""
        assert self._plan is not None
        assert self._motion_for is not None
        planned = self._plan.sets[index]
        if index != self._shown[0]:
            self._stage_card.show_set(planned, self._motion_for(planned))
            self.words_card.show_coaching(self._exercise(index).coaching)
            self.review_card.show_exercise(self._exercise(index), planned.note)
        self._drift.let_go()
        self._shown = (index, kind)
        self._said.show_instead(self._far_words(planned, kind))
        self.arrange()
        self._room.settle()

    def _far_words(self, planned: PlannedSet, kind: BlockKind) -> str:
        """What the far view says while nothing else is said."""
        if kind in BEFORE_A_SET:
            return title_of(kind, planned)
        return self.tr("Space when you are done") if planned.manual and kind is BlockKind.WORK else ""

    def _exercise(self, index: int) -> Exercise:
        assert self._plan is not None
        assert self._exercise_for is not None
        return self._exercise_for(self._plan.sets[index].exercise_id)

    def _toggle_drift(self) -> None:
        """The ghost of what drifts is for before a set; while working the figure stands alone."""
        index, kind = self._shown
        if self._plan is not None and kind in BEFORE_A_SET and not self._asking.what:
            self._said.show(self._drift.toggle(self._plan.sets[index], self._exercise(index)))

    # -- what is said ---------------------------------------------------------------------------

    @Slot(object)
    def on_line(self, line: Line) -> None:
        """A line of the script is due: shown, and told to a screen reader, which reads questions by itself."""
        self._said.show_line(line)
        if self.isVisible() and not self._asking.what:
            self._announcer.on_line(line)

    @Slot(bool, bool)
    def show_sound(self, on: bool, voice: bool) -> None:
        """What can be heard now."""
        self._said.show_sound(on, voice)

    # -- questions ------------------------------------------------------------------------------

    @Slot()
    def ask_leave(self) -> None:
        """Ask whether to leave; the session stands still meanwhile. Esc again stays."""
        if self._asking.what:
            self._asking.close()
        else:
            self._asking.ask("leave", running=self._wishes.running)

    @Slot()
    def ask_pain(self) -> None:
        """Stand still at once and ask how much it hurts."""
        if self._asking.what != "pain":
            self._asking.ask("pain", running=self._wishes.running)

    @property
    def asking(self) -> str:
        """``leave``, ``pain`` or empty."""
        return self._asking.what

    @Slot(str)
    def _question_opened(self, what: str) -> None:
        self._keys.set_enabled(what == "leave")
        if what == "pain":
            self.word.show_words(self.tr("Stopped"), "accent_text")
        self.arrange()  # the far view has no foot, but a question must be seen

    @Slot(str)
    def _question_closed(self, _what: str) -> None:
        self._keys.set_enabled(True)
        self._said.show("")
        self.arrange()
        if self._moment is not None:
            self.show_moment(self._moment)  # the big word stood for the question
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _pressed(self) -> None:
        """The one button: it answers what is asked, else it does what is next."""
        if self._asking.what:
            self.scanner.take()
        else:
            self._wishes.act()

    # -- keys -----------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Enter presses the focused button, which Qt leaves to dialogs; without one it is done at one's own pace."""
        if event.type() == QEvent.Type.KeyPress and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):  # type: ignore[attr-defined]
            focused = self.focusWidget()
            if isinstance(focused, Button) and focused.isVisible():
                focused.click()
                return True
            if self._wishes.waits_for_done:
                self._wishes.done()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The list of keys and Help take one away, so the session stands still first; the window opens them."""
        if not self._asking.what and (event.text() == "?" or event.key() == Qt.Key.Key_F1):
            self.pause_requested.emit()
        super().keyPressEvent(event)

    # -- form -----------------------------------------------------------------------------------

    @property
    def far_view(self) -> bool:
        """The simple form is on."""
        return self._far.on

    def set_far_view(self, far: bool) -> None:
        """The simple form, readable from across the room: figure, one number, one word, one bar."""
        if far != self._far.on:
            self._far.toggle()

    @Slot()
    def arrange(self) -> None:
        """Who is shown, and how the room is shared, for the form, the size and the text size."""
        self._room.share(Form(self._far.on, self._asking.what, self._shown[1] or BlockKind.GET_READY))

    def changeEvent(self, event: QEvent) -> None:
        """Another text size shares the room differently, once its words know of it: Qt tells them in no order."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._built:
            QTimer.singleShot(0, self, self.arrange)

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
        self._far.leave_screen()
        self.painting_changed.emit(False)
