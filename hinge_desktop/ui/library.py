"""The Library: every exercise with its figure to be looked at closely, and its teaching record."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QHBoxLayout, QSlider, QVBoxLayout, QWidget

from hinge_desktop.body.motion import Motion
from hinge_desktop.curriculum.exercise import Exercise
from hinge_desktop.ui.record_card import RecordCard
from hinge_desktop.ui.stage_view import Clock, StageView, ViewName
from hinge_desktop.ui.theme import current_theme
from hinge_desktop.ui.widgets import Button, Card, Choices, FlowRow, ScrollPage, Words

_SPEEDS = ("0.25", "0.5", "1", "1.5")
_STEPS = 1000


@dataclass(frozen=True, slots=True)
class Shelf:
    """What the Library offers: the exercises in order, and the text of the sources by id."""

    exercises: Sequence[Exercise]
    facts: Mapping[str, str]


class Pillar(QWidget):
    """A column as high as the row, in which a card slides so that it stays in sight."""

    def __init__(self, card: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._card = card
        card.setParent(self)
        self._free, self._room, self._top = True, 0, 0

    def set_free(self, free: bool, room_px: int) -> None:
        """``free``: the card slides and is at most ``room_px`` high; else it takes what it needs."""
        self._free, self._room = free, room_px
        self.setMinimumHeight(self._least())
        self.setMaximumHeight(16777215 if free else max(self.minimumHeight(), room_px))
        self.place(self._top)

    def place(self, top_px: int) -> None:
        """Slide the card to ``top_px`` below the top of the row, as far as that goes."""
        self._top = top_px
        high = max(self._least(), min(self.height(), self._room)) if self._free else self.height()
        y = max(0, min(top_px, self.height() - high)) if self._free else 0
        self._card.setGeometry(0, y, self.width(), high)

    def _least(self) -> int:
        """The least height of the card at this width: its words may wrap."""
        layout = self._card.layout()
        return layout.totalMinimumHeightForWidth(self.width()) if layout is not None else 0

    def minimumSizeHint(self) -> QSize:
        """That of the card."""
        return self._card.minimumSizeHint()

    def sizeHint(self) -> QSize:
        """That of the card."""
        return self._card.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the card in its place."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.setMinimumHeight(self._least())
        self.place(self._top)


class LibraryPage(ScrollPage):
    """One exercise at a time.

    Signals:
        motion_requested(str): the figure of this exercise is wanted; answer with :meth:`show_motion`.
        practise_requested(str): practise this exercise now.
        overrule_requested(str): the user makes this their step, whatever the gate advises.
    """

    motion_requested = Signal(str)
    practise_requested = Signal(str)
    overrule_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, clock: Clock = time.perf_counter) -> None:
        super().__init__(parent, widest_px=1560)
        self.setAccessibleName(self.tr("Library"))
        self._shelf: dict[str, Exercise] = {}
        self._shown = ""
        self._scrubbing, self._built = False, False
        self.add(self._build_head())
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(16)
        self._pillar = Pillar(self._build_stage(clock), self)
        self._row.addWidget(self._pillar, 5)
        self.record = RecordCard(self)
        self._row.addWidget(self.record, 5)
        self.column.addLayout(self._row, 1)
        self.verticalScrollBar().valueChanged.connect(self._place_stage)
        self._built = True
        self.arrange()

    # -- showing --------------------------------------------------------------------------------

    @property
    def shown(self) -> str:
        """Id of the exercise shown."""
        return self._shown

    def show_shelf(self, shelf: Shelf) -> None:
        """Offer these exercises; the one shown stays if it is still there."""
        kept = self._shown
        self._shelf = {exercise.id: exercise for exercise in shelf.exercises}
        self.record.facts = shelf.facts
        self._list.blockSignals(True)
        self._list.clear()
        for exercise in shelf.exercises:
            name = (
                f"{exercise.step}  {exercise.name}"
                if exercise.step
                else self.tr("{name}  (yours)").format(name=exercise.name)
            )
            self._list.addItem(name, exercise.id)
        self._list.blockSignals(False)
        if kept in self._shelf:
            self.show_exercise(kept)

    def show_exercise(self, exercise_id: str) -> None:
        """Turn to an exercise; its figure is asked for."""
        exercise = self._shelf[exercise_id]
        self._shown = exercise_id
        self._list.blockSignals(True)
        self._list.setCurrentIndex(self._list.findData(exercise_id))
        self._list.blockSignals(False)
        self._name.setText(exercise.name)
        self._summary.setText(exercise.summary)
        ballistic = exercise.movement.pattern == "ballistic"
        self._pace.setText(self.tr("Other speeds are for looking only.") if ballistic else "")
        self._pace.setVisible(ballistic)
        self.record.show_exercise(exercise)
        self.motion_requested.emit(exercise_id)

    def show_motion(self, motion: Motion, name: str, load_text: str = "") -> None:
        """Show the figure of the exercise that was asked for."""
        self.stage.show_motion(motion, name, load_text=load_text)
        self.stage.play()

    def show_advice(self, words: str, *, may_practise: bool, may_overrule: bool) -> None:
        """Say how this exercise stands to the user's step."""
        self._advice.show_text(words)
        self._practise.setEnabled(may_practise)
        self._overrule.setVisible(may_overrule)

    # -- building -------------------------------------------------------------------------------

    def _build_head(self) -> QWidget:
        head = QWidget(self)
        column = QVBoxLayout(head)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._name = Words("", "title", head)
        self._summary = Words("", "muted", head)
        self._advice = Words("", "accent", head)
        self._advice.hide()
        for words in (self._name, self._summary, self._advice):
            column.addWidget(words)
        column.addSpacing(6)
        row = FlowRow(head, 12)
        self._list = QComboBox(row)
        self._list.setAccessibleName(self.tr("Exercise"))
        self._list.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._list.setMinimumContentsLength(20)
        self._list.currentIndexChanged.connect(self._picked)
        self._practise = Button(self.tr("Practise this"), "primary", row)
        self._practise.clicked.connect(self._wish)
        self._overrule = Button(self.tr("Make this my step"), "secondary", row)
        self._overrule.clicked.connect(self._wish_overrule)
        self._overrule.hide()
        for widget in (self._list, self._practise, self._overrule):
            row.add(widget)
        column.addWidget(row)
        return head

    def _build_stage(self, clock: Clock) -> Card:
        card = Card(self, padding_px=16, gap_px=10)
        self.stage = StageView(card, clock=clock)
        self.stage.setMinimumHeight(320)
        self.stage.time_changed.connect(self._time_changed)
        self.stage.playing_changed.connect(self._playing_changed)
        card.add(self.stage, 1)
        self._phase = Words("", "teal", card)
        self._phase.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        card.add(self._phase)
        self._scrub = QSlider(Qt.Orientation.Horizontal, card)
        self._scrub.setRange(0, _STEPS)
        self._scrub.setSingleStep(10)
        self._scrub.setPageStep(100)
        self._scrub.setAccessibleName(self.tr("Place in the repetition"))
        self._scrub.valueChanged.connect(self._scrubbed)
        play = QHBoxLayout()
        play.setSpacing(12)
        self._play = Button(self.tr("Pause"), "secondary", card)
        self._play.clicked.connect(self.stage.toggle)
        play.addWidget(self._play)
        play.addWidget(self._scrub, 1)
        card.column.addLayout(play)
        self._views = Choices(
            (("side", self.tr("Side")), ("three-quarter", self.tr("Three-quarter")), ("front", self.tr("Front"))),
            self.tr("View"),
            card,
        )
        self._views.set_chosen(("side",))
        self._views.changed.connect(self._view_changed)
        self._speeds = Choices([(speed, f"× {speed}") for speed in _SPEEDS], self.tr("Speed"), card)
        self._speeds.set_chosen(("1",))
        self._speeds.changed.connect(self._speed_changed)
        card.add(self._views)
        card.add(self._speeds)
        self._pace = Words("", "small", card)
        card.add(self._pace)
        return card

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
        self._pillar.set_free(not narrow, self.viewport().height() - self._pillar.y() - 24)
        self._place_stage(self.verticalScrollBar().value())

    def _place_stage(self, scrolled: int) -> None:
        """The figure stays in sight while the record is read."""
        self._pillar.place(max(0, scrolled - self._pillar.y() + 24))

    def _picked(self, index: int) -> None:
        chosen = self._list.itemData(index)
        if isinstance(chosen, str) and chosen != self._shown:
            self.show_exercise(chosen)

    def _wish(self) -> None:
        if self._shown:
            self.practise_requested.emit(self._shown)

    def _wish_overrule(self) -> None:
        if self._shown:
            self.overrule_requested.emit(self._shown)

    def _view_changed(self, chosen: frozenset[str]) -> None:
        views: tuple[ViewName, ...] = ("side", "three-quarter", "front")
        self.stage.set_view(next(view for view in views if view in chosen))

    def _speed_changed(self, _chosen: frozenset[str]) -> None:
        self.stage.set_speed(float(self._speeds.choice))

    def _scrubbed(self, place: int) -> None:
        motion = self.stage.motion
        if self._scrubbing or motion is None:
            return
        self.stage.pause()
        self.stage.show_time(min(place / _STEPS, 1 - 1e-9) * motion.duration_s)

    def _time_changed(self, time_s: float) -> None:
        motion, exercise = self.stage.motion, self._shelf.get(self._shown)
        if motion is None or exercise is None:
            return
        self._scrubbing = True
        self._scrub.setValue(round(time_s / motion.duration_s * _STEPS))
        self._scrubbing = False
        phase = motion.phase_at(time_s).name
        word, cue = exercise.coaching.words.get(phase, phase), exercise.coaching.cues.get(phase, "")
        self._phase.setText(f"{word}: {cue}" if cue else word)

    def _playing_changed(self, playing: bool) -> None:
        self._play.set_text(self.tr("Pause") if playing else self.tr("Play"))
