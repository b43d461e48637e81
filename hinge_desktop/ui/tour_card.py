"""The ten-day tour on Today: one step a day is shown, beside what is practised."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hinge_desktop.ui.today_state import TourState
from hinge_desktop.ui.widgets import Button, Card, FlowRow, Words


class TourCard(Card):
    """A day of the tour. It shows; what is practised stays within one's step.

    Signals:
        look_requested(str): look at this exercise in the Library.
        practise_requested(str): practise it, above one's step in its easier form, without weight.
        closed(): no tour, or not now.
    """

    look_requested = Signal(str)
    practise_requested = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, padding_px=18, gap_px=6)
        self._state: TourState | None = None
        self._eyebrow = Words("", "teal", self)
        self._name = Words("", "heading", self)
        self._shows = Words("", "body", self)
        for words in (self._eyebrow, self._name, self._shows):
            self.add(words)
        row = FlowRow(self)
        self.look = Button(self.tr("Look at it"), "secondary", row)
        self.look.clicked.connect(self._look)
        self.practise = Button(self.tr("Practise its easy form"), "quiet", row)
        self.practise.clicked.connect(self._practise)
        self.watch = Words(self.tr("To watch"), "tag", row)
        self.not_now = Button(self.tr("Not now"), "quiet", row)
        self.not_now.clicked.connect(self.closed)
        for widget in (self.look, self.practise, self.watch, self.not_now):
            row.add(widget)
        self.column.addStretch(1)
        self.add(row)
        self.hide()

    def show_tour(self, state: TourState | None) -> None:
        """Show a day of the tour, or nothing."""
        self._state = state
        self.setVisible(state is not None)
        if state is None:
            return
        place = self.tr("The ten-day tour: day {day} of {days}").format(day=state.day, days=state.days)
        self._eyebrow.setText(self.tr("{place}, seen").format(place=place) if state.seen else place)
        self._name.setText(state.name)
        self._shows.show_text(state.shows)
        self.practise.set_text(self.tr("Practise it") if state.full else self.tr("Practise its easy form"))
        self.practise.setVisible(not state.watch)
        self.watch.setVisible(state.watch)
        self.setAccessibleName(f"{place}: {state.name}")

    def _look(self) -> None:
        if self._state is not None:
            self.look_requested.emit(self._state.exercise_id)

    def _practise(self) -> None:
        if self._state is not None:
            self.practise_requested.emit(self._state.exercise_id)
