"""The widgets of the Follow-along page, the parts that lead them, and what they tell on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from hinge_desktop.training.thresholds import Thresholds
from hinge_desktop.ui.announcer import Announcer
from hinge_desktop.ui.follow_asking import Asking
from hinge_desktop.ui.follow_controls import Foot
from hinge_desktop.ui.follow_far import FarView
from hinge_desktop.ui.follow_pain import PainPanel
from hinge_desktop.ui.follow_room import Room
from hinge_desktop.ui.follow_said import Said
from hinge_desktop.ui.follow_signals import FollowSignals
from hinge_desktop.ui.follow_stage import Drift, FollowStage
from hinge_desktop.ui.follow_wishes import Wishes
from hinge_desktop.ui.one_button import OneButton
from hinge_desktop.ui.scanning import Scanner
from hinge_desktop.units import Units


class FollowFrame(FollowSignals):
    """Builds the page; :class:`FollowPage` knows the session and fills it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Follow along"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._build()
        self._tell_on()

    def _build(self) -> None:
        self._place = QStackedWidget(self)
        self._stage_card = FollowStage(self._place)
        self.pain_panel = PainPanel(self._place)
        self._place.addWidget(self._stage_card)
        self._place.addWidget(self.pain_panel)
        self._foot = Foot(self)
        self._room = Room(self, self._place, self._stage_card, self._foot)
        self.title, self.role, self.cue = self._stage_card.title, self._stage_card.role, self._stage_card.cue
        self.status, self.caption, self.stage = (
            self._stage_card.status,
            self._stage_card.caption,
            self._stage_card.stage,
        )
        self.ring, self.word, self.bar = self._room.count.ring, self._room.count.word, self._foot.bar
        self.words_card, self.review_card = self._room.words, self._room.review
        buttons, leaving = self._foot.buttons, self._foot.leaving
        self.pause_button, self.done_button, self.next_button = buttons.pause, buttons.done, buttons.next
        self.shorter_button, self.longer_button, self.pain_button = buttons.shorter, buttons.longer, buttons.pain
        self.leave_button, self.stay_button = leaving.leave, leaving.stay
        self.far_caption = self._room.far_caption
        self.one_button, self.scanner = OneButton(self), Scanner(self)
        self._asking = Asking(self._place, self.pain_panel, self._foot, self.scanner, self)
        self._wishes = Wishes(self._asking, self)
        self._said = Said(self.caption, self.far_caption, self)
        self._drift, self._far = Drift(self.stage, self), FarView(self)
        self._announcer = Announcer(self)

    def _tell_on(self) -> None:
        asking, wishes = self._asking, self._wishes
        for theirs, mine in (
            (asking.pause_requested, self.pause_requested),
            (asking.resume_requested, self.resume_requested),
            (asking.leave_requested, self.leave_requested),
            (asking.pain_told, self.pain_told),
            (asking.stop_requested, self.stop_requested),
            (asking.spoken_requested, self.spoken_requested),
            (self.scanner.offered, self.spoken_requested),
            (wishes.toggle_requested, self.toggle_requested),
            (wishes.done_requested, self.done_requested),
            (wishes.act_requested, self.act_requested),
            (wishes.next_requested, self.next_requested),
            (wishes.previous_requested, self.previous_requested),
            (wishes.rest_change_requested, self.rest_change_requested),
            (wishes.speed_requested, self.speed_requested),
        ):
            theirs.connect(mine)
        for button, slot in (
            (self.pause_button, wishes.toggle),
            (self.done_button, wishes.done),
            (self.next_button, wishes.next),
            (self.shorter_button, wishes.rest_shorter),
            (self.longer_button, wishes.rest_longer),
        ):
            button.clicked.connect(slot)

    # -- what holds -----------------------------------------------------------------------------

    @Slot(bool)
    def set_one_button(self, on: bool) -> None:
        """One button does everything, and questions step along by themselves."""
        self.one_button.set_enabled(on)
        self.scanner.set_enabled(on)

    def set_units(self, units: Units) -> None:
        """How loads are written, from the next session on."""
        self._stage_card.units = units

    def set_limits(self, limits: Thresholds) -> None:
        """The user's own limits of pain."""
        self.pain_panel.set_limits(limits)
