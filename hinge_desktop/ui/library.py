"""The Library: every exercise with its figure to be looked at closely, and its teaching record."""

from __future__ import annotations

import time

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QWidget

from hinge_desktop.curriculum.exercise import Exercise
from hinge_desktop.ui.keys import sequences
from hinge_desktop.ui.library_drift import SEEN_FROM_THE_FRONT
from hinge_desktop.ui.library_head import LibraryHead
from hinge_desktop.ui.library_panels import Panels
from hinge_desktop.ui.library_player import Player
from hinge_desktop.ui.library_shelf import Shelf
from hinge_desktop.ui.library_showing import Request, Showing
from hinge_desktop.ui.pillar import Pillar
from hinge_desktop.ui.stage_view import Clock
from hinge_desktop.ui.theme import current_theme
from hinge_desktop.ui.widgets import ScrollPage

SLIDING_MS = 60
"""A figure takes up to a few hundredths of a second: while a slider moves, it is asked for no more often than this."""

SQUAT = "hinge-to-squat"
"""The exercise whose squat is shown beside a hinge."""


class LibraryPage(ScrollPage):
    """One exercise at a time.

    Signals:
        motion_requested(str): the figure of this exercise is wanted as :attr:`request` says; see :meth:`show_answer`.
        practise_requested(str): practise this exercise now.
        overrule_requested(str): the user makes this their step, whatever the gate advises.
        dose_requested(str): how much of this exercise is to be changed.
        settings_requested(): the body's numbers are to be changed.
    """

    motion_requested = Signal(str)
    practise_requested = Signal(str)
    overrule_requested = Signal(str)
    dose_requested = Signal(str)
    settings_requested = Signal()

    def __init__(self, parent: QWidget | None = None, *, clock: Clock = time.perf_counter) -> None:
        super().__init__(parent, widest_px=1560)
        self.setAccessibleName(self.tr("Library"))
        self._shelf: dict[str, Exercise] = {}
        self._shown, self._answered = "", ""
        self._built = False
        self.head = LibraryHead(self)
        self.exercises = self.head.exercises
        self.add(self.head)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(16)
        self.player = Player(clock, self)
        self.stage = self.player.stage
        self._pillar = Pillar(self.player, self)
        self._row.addWidget(self._pillar, 5)
        self.panels = Panels(self)
        self.drift, self.setup, self.effort = self.panels.drift, self.panels.setup, self.panels.effort
        self.record = self.panels.record
        self._row.addWidget(self.panels, 5)
        self.column.addLayout(self._row, 1)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SLIDING_MS)
        self._connect()
        self._built = True
        self.arrange()

    # -- showing --------------------------------------------------------------------------------

    @property
    def shown(self) -> str:
        """Id of the exercise shown."""
        return self._shown

    @property
    def request(self) -> Request:
        """What is to be seen now."""
        return Request(
            exercise_id=self._shown,
            wish=self.setup.wish,
            failing=self.player.failing,
            fault=self.drift.fault,
            level=self.drift.level,
            beside=self.drift.beside,
            seen_with=self.setup.beside,
            muscles=not self.effort.isHidden() or self.player.lens == "muscles",
            back=not self.effort.isHidden(),
        )

    def show_shelf(self, shelf: Shelf) -> None:
        """Offer these exercises; the one shown stays if it is still there, else the first takes its place."""
        kept = self._shown
        self._shelf = {exercise.id: exercise for exercise in shelf.exercises}
        self.record.facts = shelf.facts
        self.exercises.offer(shelf.exercises)
        if kept:
            self.show_exercise(kept if kept in self._shelf else next(iter(self._shelf)))

    def show_exercise(self, exercise_id: str) -> None:
        """Turn to an exercise, as it is written; its figure is asked for."""
        exercise = self._shelf[exercise_id]
        self._shown, self._answered = exercise_id, ""
        self.head.show_exercise(exercise)
        self.player.show_exercise(exercise)
        self.drift.show_exercise(exercise)
        self.player.turn_to_front(False)
        self.setup.show_exercise(exercise, has_squat=self._has_squat(exercise))
        self.record.show_exercise(exercise)
        self._ask()

    def show_answer(self, showing: Showing) -> None:
        """Show the figure that was asked for; the same exercise done otherwise goes on where it was."""
        name, go_on = self._shelf[self._shown].name, self._answered == self._shown
        if showing.motion is not self.stage.motion or not go_on:
            self.stage.show_motion(showing.motion, name, load_text=showing.load_text, go_on=go_on)
        self.stage.show_twin(showing.twin)
        self.stage.show_doorway(self.setup.beside.doorway)
        self.drift.show_readings(showing.readings, showing.units)
        self.setup.show_body(showing.body_text, showing.units)
        self.setup.show_said(showing.said)
        self.stage.show_demand(showing.work.muscles if showing.work is not None else {})
        self.effort.show_work(showing.work, self.stage.time_s)
        if not go_on:
            self.stage.play()
        self._answered = self._shown

    def show_advice(self, words: str, *, may_practise: bool, may_overrule: bool, why: str = "") -> None:
        """Say how this exercise stands to the user's step; see :class:`LibraryHead`."""
        self.head.show_advice(words, may_practise=may_practise, may_overrule=may_overrule, why=why)

    # -- building -------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.verticalScrollBar().valueChanged.connect(self._pillar.place)
        self.exercises.picked.connect(self._picked)
        self.head.practise_requested.connect(self._wish)
        self.head.overrule_requested.connect(self._wish_overrule)
        self.head.dose_requested.connect(self._wish_dose)
        self._soon.timeout.connect(self._ask)
        self.player.form_changed.connect(self._ask)
        self.player.lens_changed.connect(self._ask)
        self.panels.opened.connect(self._ask)
        self.stage.time_changed.connect(self.effort.show_time)
        self.drift.changed.connect(self._twin_changed)
        self.drift.slid.connect(self._ask_soon)
        self.setup.changed.connect(self._ask)
        self.setup.slid.connect(self._ask_soon)
        self.setup.beside_changed.connect(self._seen_with_changed)
        self.setup.settings_requested.connect(self.settings_requested)
        answers = (self._toggle_twin, self.stage.step_back, self.stage.step_on)
        for keys, answer in zip((*sequences("twin"), *sequences("frame")), answers, strict=True):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(answer)

    # -- answering ------------------------------------------------------------------------------

    def arrange(self) -> None:
        """Side by side while there is room, else one below the other."""
        super().arrange()
        if not self._built:
            return
        narrow = self.viewport().width() < current_theme().px(640)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._row.direction() != way:
            self._row.setDirection(way)
        self._pillar.set_free(not narrow, self.viewport().height())

    def _picked(self, exercise_id: str) -> None:
        if exercise_id != self._shown:
            self.show_exercise(exercise_id)

    def _toggle_twin(self) -> None:
        self.drift.toggle()
        if self.drift.fault:
            self.panels.open("drift")

    def _twin_changed(self) -> None:
        """There is room for one beside the figure: what drifts, the squat, or the same forced."""
        if self.drift.fault:
            self.setup.let_go()
        self.player.turn_to_front(self.drift.fault in SEEN_FROM_THE_FRONT)
        self._ask()

    def _seen_with_changed(self) -> None:
        if self.setup.beside.squat or self.setup.beside.forced:
            self.drift.let_go()
            self.player.turn_to_front(False)
        self._ask()

    def _has_squat(self, exercise: Exercise) -> bool:
        """Whether the squat may stand beside it: beside a quiet hinge on both feet that is no squat itself."""
        movement = exercise.movement
        quiet = movement.pattern == "slow" and len(movement.phases) > 1 and exercise.test is None
        squats = exercise.id == SQUAT or movement.depth == "seat"
        return SQUAT in self._shelf and quiet and movement.stance.support == "feet" and not squats

    def _ask(self) -> None:
        self._soon.stop()
        if self._shown:
            self.motion_requested.emit(self._shown)

    def _ask_soon(self) -> None:
        """While a slider moves: at once enough for the eye, and no figure that nobody sees is solved."""
        if not self._soon.isActive():
            self._soon.start()

    def _wish(self) -> None:
        if self._shown:
            self.practise_requested.emit(self._shown)

    def _wish_overrule(self) -> None:
        if self._shown:
            self.overrule_requested.emit(self._shown)

    def _wish_dose(self) -> None:
        if self._shown:
            self.dose_requested.emit(self._shown)
