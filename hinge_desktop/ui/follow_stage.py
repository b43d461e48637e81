"""The card with the figure: title, cue, the figure at the moment's instant, and the words below it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hinge_desktop.body.motion import Motion
from hinge_desktop.curriculum.exercise import Compensation, Exercise
from hinge_desktop.training.events import BlockKind, Moment, PlannedSet, SessionPlan
from hinge_desktop.ui.fault_names import fault_name
from hinge_desktop.ui.follow_controls import set_text, show_if
from hinge_desktop.ui.follow_words import caption_of, load_text, role_of, title_of
from hinge_desktop.ui.library_drift import SEEN_FROM_THE_FRONT
from hinge_desktop.ui.stage_twin import Twin
from hinge_desktop.ui.stage_view import StageView
from hinge_desktop.ui.widgets import Card, Words
from hinge_desktop.units import Units

STILL_BEFORE_WORK_S = 3.0
"""The preview rests in its first pose for these last seconds, so that nobody starts before the clock."""

MotionFor = Callable[[PlannedSet], Motion]
DriftFor = Callable[[PlannedSet, str], Motion]


class FollowStage(Card):
    """Figure and words of one session; :class:`FollowPage` tells it the moments."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, padding_px=24, gap_px=2)
        self.units: Units = "metric"
        self._far = self._crowded = False
        self.title = Words("", "title", self)
        self.role = Words("", "day", self)
        self.status = Words("", "tag", self)
        self.role.hide()
        self.status.hide()
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title, 1)
        for tag in (self.role, self.status):
            head.addWidget(tag, 0, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(head)
        self.cue = Words("", "lead", self)
        self.add(self.cue)
        self.stage = StageView(self)
        self.beside = QVBoxLayout()
        self._middle = QHBoxLayout()
        self._middle.addWidget(self.stage, 2)
        self._middle.addLayout(self.beside, 0)
        self.column.addLayout(self._middle, 1)
        self.caption = Words("", "muted", self)
        self.caption.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.add(self.caption)

    def share(self, *, beside: bool) -> None:
        """Give what stands beside the figure its room, or none."""
        self._crowded = beside
        self._middle.setSpacing(12 if beside else 0)
        self._middle.setStretch(1, 3 if beside else 0)

    def set_far(self, far: bool) -> None:
        """The figure alone, without a word."""
        self._far = far
        for words in (self.title, self.cue, self.caption):
            words.setVisible(not far)
        self._show_tags()

    def _show_tags(self) -> None:
        show_if(self.role, bool(self.role.text()) and not self._far and not self._crowded)
        show_if(self.status, bool(self.status.text()) and not self._far)

    def show_set(self, planned: PlannedSet, motion: Motion) -> None:
        """Another set: the figure does what is planned."""
        self.stage.show_motion(motion, planned.name, load_text=load_text(planned, self.units))

    def show_moment(self, moment: Moment, plan: SessionPlan, exercise: Exercise) -> None:
        """Figure and words of one instant."""
        planned = plan.sets[moment.set_index]
        self._show_figure(moment, planned)
        set_text(self.title, title_of(moment.kind, planned))
        set_text(self.cue, caption_of(moment, plan, exercise, self.units))
        set_text(self.role, role_of(moment, plan))
        set_text(self.status, self._status_of(moment))
        self._show_tags()

    def _status_of(self, moment: Moment) -> str:
        if not moment.running and moment.kind is not BlockKind.DONE:
            return self.tr("Paused")
        if moment.resuming_in_s > 0:
            return self.tr("Going on in {seconds}").format(seconds=moment.number)
        if moment.speed != 1.0:
            return self.tr("Tempo {percent} %").format(percent=round(moment.speed * 100))
        return ""

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
            self.stage.show_time(self._preview_s(moment, planned))

    def _preview_s(self, moment: Moment, planned: PlannedSet) -> float:
        """The figure of what comes next moves in whole repetitions, then waits in its first pose."""
        cycle = planned.cycle_s
        still = max(STILL_BEFORE_WORK_S, self.stage.approach_s)
        whole = moment.preview_time_s + moment.block_left_s - still
        return moment.preview_time_s % cycle if moment.preview_time_s < int(whole / cycle) * cycle else 0.0


class Drift(QObject):
    """The ghost of what drifts most in an exercise, to be looked at before a set."""

    def __init__(self, stage: StageView, parent: QObject) -> None:
        super().__init__(parent)
        self._stage = stage
        self._drift_for: DriftFor | None = None

    def set_source(self, drift_for: DriftFor | None) -> None:
        """(planned set, fault) -> its motion; None when there are no such motions."""
        self._drift_for = drift_for

    def let_go(self) -> None:
        """No ghost."""
        if self._stage.twin is not None:
            self._stage.show_twin(None)

    def toggle(self, planned: PlannedSet, exercise: Exercise) -> str:
        """Show the ghost, or let it go; what to say below the figure, empty when it is gone."""
        told = typical_drift(exercise)
        if self._stage.twin is not None:
            self._stage.show_twin(None)
            return ""
        if told is None or self._drift_for is None:
            return self.tr("Nothing to show here: this movement has no typical drift to see from the side.")
        self._stage.show_twin(Twin(self._drift_for(planned, told.fault), fault_name(told.fault)))
        return self.tr("Try this instead: {hint}").format(hint=told.try_instead)


def typical_drift(exercise: Exercise) -> Compensation | None:
    """What is told first of an exercise among what the figure can show and is seen from the side."""
    shown = set(exercise.movement.faults) - SEEN_FROM_THE_FRONT
    return next((told for told in exercise.record.compensations if told.fault in shown), None)
