"""Today: what is next and why, the figure already moving, one big Start."""

from __future__ import annotations

import time

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from hinge_desktop.body.motion import Motion
from hinge_desktop.ui.flow import FlowLayout
from hinge_desktop.ui.scales import NumberScale
from hinge_desktop.ui.stage_view import Clock, StageView
from hinge_desktop.ui.theme import current_theme
from hinge_desktop.ui.today_state import TodayExercise, TodayState, TourState
from hinge_desktop.ui.widgets import Button, Card, FlowRow, ScrollPage, Words

__all__ = ["TodayExercise", "TodayPage", "TodayState", "TourState"]


class TodayPage(ScrollPage):
    """The first page.

    Signals:
        start_requested(object): begin the session; the pain now (int) or None.
        resume_requested(), resume_declined(): about the unfinished session, which is kept in any case.
        morning_answered(int): pain on the morning after the last session.
        opt_in_requested(int): the user chooses an optional step.
        load_requested(float): another weight for this exercise, kilograms.
        flare_up_changed(bool): a flare-up day is wished for, or not any more (D).
        other_requested(str): look at the exercise in the Library.
        screening_requested(): the safety questions.
    """

    start_requested = Signal(object)
    resume_requested = Signal()
    resume_declined = Signal()
    morning_answered = Signal(int)
    opt_in_requested = Signal(int)
    load_requested = Signal(float)
    flare_up_changed = Signal(bool)
    other_requested = Signal(str)
    screening_requested = Signal()

    def __init__(self, parent: QWidget | None = None, *, clock: Clock = time.perf_counter) -> None:
        super().__init__(parent, widest_px=1560)
        self._built = False
        self._state: TodayState | None = None
        self.setAccessibleName(self.tr("Today"))
        self._build_resume()
        self._build_morning()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(16)
        self._row.addWidget(self._build_stage(clock), 5)
        self._row.addWidget(self._build_next(), 4)
        self.column.addLayout(self._row, 1)
        self._build_week()
        self._built = True
        self.arrange()

    # -- showing --------------------------------------------------------------------------------

    @property
    def state(self) -> TodayState | None:
        """What is shown."""
        return self._state

    def show_today(self, state: TodayState) -> None:
        """Show another state; the answer about pain stays."""
        self._state = state
        self._eyebrow.setText(state.eyebrow)
        self._name.setText(state.name)
        self._summary.setText(state.summary)
        self._dose.setText(state.dose)
        about = self.tr("about {minutes} minutes") if state.minutes > 1 else self.tr("about a minute")
        self._minutes.setText(about.format(minutes=state.minutes))
        self._show_loads(state.loads)
        self._feel.show_text(self.tr("Feel for: {feel}").format(feel=state.feel) if state.feel else "")
        self._keep.setText("\n".join(f"•  {one}" for one in state.keep))
        self._reason.setText(state.reason)
        self._unloaded.show_text(state.unloaded)
        self._locked.show_text(state.locked)
        self._questions.setVisible(bool(state.locked or state.unloaded))
        self._start.setEnabled(not (state.locked or state.waiting))
        self._flare.setChecked(state.flare_up)
        self._resume_words.setText(state.resume)
        self._resume_card.setVisible(bool(state.resume))
        self._morning_words.setText(state.morning)
        self._morning_card.setVisible(bool(state.morning))
        self._opt_in.setVisible(state.opt_in_step > 0)
        self._opt_in.set_text(self.tr("I want step {step}").format(step=state.opt_in_step))
        self._week.setText(state.week)
        self._show_days(state.days)

    def show_motion(self, motion: Motion, name: str, load_text: str = "") -> None:
        """Let the figure of the exercise move."""
        self.stage.show_motion(motion, name, load_text=load_text)
        self.stage.play()

    def focus_start(self) -> None:
        """Put the focus on what is to be done first."""
        first: QWidget = self._resume_card if self._resume_card.isVisibleTo(self) else self._start
        target = self._resume_yes if first is self._resume_card else self._start
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_pain_again(self) -> None:
        """Forget the answer about pain; another day or session has begun."""
        self._pain.set_value(None)
        self._hint.setText(self.tr("You may leave it open, but then the day does not count towards the next step."))

    # -- building -------------------------------------------------------------------------------

    def _build_stage(self, clock: Clock) -> Card:
        card = Card(self, padding_px=16)
        self.stage = StageView(card, clock=clock)
        self.stage.setMinimumHeight(300)
        card.add(self.stage, 1)
        row = FlowRow(card)
        self._still = Button(self.tr("Hold still"), "quiet", card)
        self._still.clicked.connect(self.stage.toggle)
        self.stage.playing_changed.connect(self._playing_changed)
        self._look = Button(self.tr("Look closer"), "quiet", card)
        self._look.clicked.connect(self._look_closer)
        row.add(self._still)
        row.add(self._look)
        card.add(row)
        return card

    def _build_next(self) -> Card:
        card = self._next = Card(self, padding_px=26, gap_px=10)
        self._eyebrow = Words("", "accent", card)
        self._name = Words("", "title", card)
        self._summary = Words("", "lead", card)
        self._dose = Words("", "strong", card)
        self._minutes = Words("", "muted", card)
        self._feel = Words("", "muted", card)
        self._keep = Words("", "body", card)
        self._keep.hide()
        for words in (self._eyebrow, self._name, self._summary, self._dose):
            card.add(words)
        self._loads = FlowRow(card)
        self._load_buttons = (Button("", "chip", self._loads), Button("", "chip", self._loads))
        for button in self._load_buttons:
            button.clicked.connect(self._choose_load)
            self._loads.add(button)
        card.add(self._loads)
        for words in (self._minutes, self._feel, self._keep):
            card.add(words)
        why = Card(card, "note", padding_px=14, gap_px=4)
        why.add(Words(self.tr("Why this step"), "teal", why))
        self._reason = Words("", "body", why)
        why.add(self._reason)
        self._opt_in = Button("", "secondary", why)
        self._opt_in.clicked.connect(self._choose_optional)
        why.column.addWidget(self._opt_in, 0, Qt.AlignmentFlag.AlignLeft)
        card.column.addStretch(1)
        card.add(why)
        self._unloaded = Words("", "body", card)
        self._locked = Words("", "strong", card)
        self._questions = Button(self.tr("Open the safety questions"), "secondary", card)
        self._questions.clicked.connect(self.screening_requested)
        card.add(self._unloaded)
        card.add(self._locked)
        card.column.addWidget(self._questions, 0, Qt.AlignmentFlag.AlignLeft)
        card.column.addStretch(1)
        card.add(Words(self.tr("Pain right now, 0 to 10"), "strong", card))
        self._pain = NumberScale(self.tr("Pain in your back right now"), card)
        self._pain.answered.connect(self._pain_answered)
        card.add(self._pain)
        self._hint = Words("", "small", card)
        card.add(self._hint)
        card.column.addLayout(self._build_actions(card))
        self.ask_pain_again()
        return card

    def _build_actions(self, card: Card) -> QVBoxLayout:
        actions = QVBoxLayout()
        actions.setSpacing(8)
        self._start = Button(self.tr("Start"), "big", card, key=self.tr("Space"))
        self._start.clicked.connect(self._begin)
        self._flare = Button(self.tr("Flare-up day"), "chip", card, key="D")
        self._flare.setCheckable(True)
        self._flare.setToolTip(self.tr("Fewer sets, half of the repetitions, no weight"))
        self._flare.clicked.connect(self.flare_up_changed)
        actions.addWidget(self._start)
        actions.addWidget(self._flare, 0, Qt.AlignmentFlag.AlignLeft)
        return actions

    def _build_resume(self) -> None:
        self._resume_card = Card(self, "warm", padding_px=16)
        row = FlowRow(self._resume_card)
        self._resume_row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._resume_row.setSpacing(12)
        self._resume_words = Words("", "body", self._resume_card)
        self._resume_yes = Button(self.tr("Go on with it"), "primary", self._resume_card)
        self._resume_no = Button(self.tr("Keep it as it is"), "quiet", self._resume_card)
        self._resume_yes.clicked.connect(self.resume_requested)
        self._resume_no.clicked.connect(self.resume_declined)
        row.add(self._resume_yes)
        row.add(self._resume_no)
        self._resume_row.addWidget(self._resume_words, 1)
        self._resume_row.addWidget(row, 1)
        self._resume_card.column.addLayout(self._resume_row)
        self._resume_card.hide()
        self.add(self._resume_card)

    def _build_morning(self) -> None:
        self._morning_card = Card(self, padding_px=16)
        self._morning_words = Words("", "strong", self._morning_card)
        self._morning = NumberScale(self.tr("Pain on the morning after the last session"), self._morning_card)
        save = Button(self.tr("Save"), "secondary", self._morning_card)
        save.clicked.connect(self._save_morning)
        self._morning_card.add(self._morning_words)
        self._morning_row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._morning_row.setSpacing(10)
        self._morning_row.addWidget(self._morning, 1)
        self._morning_row.addWidget(save, 0, Qt.AlignmentFlag.AlignLeft)
        self._morning_card.column.addLayout(self._morning_row)
        self._morning_card.hide()
        self.add(self._morning_card)

    def _build_week(self) -> None:
        card = Card(self, padding_px=18)
        self._week = Words("", "body", card)
        card.add(self._week)
        days = QWidget(card)
        self._days = FlowLayout(days, 8)
        card.add(days)
        self.add(card)

    def _show_days(self, days: tuple[tuple[str, bool], ...]) -> None:
        while (item := self._days.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for label, practised in days:
            text = f"✓ {label}" if practised else label
            day = Words(text, "tag" if practised else "day", self._days.parentWidget(), wrap=False)
            self._days.addWidget(day)
            day.show()

    # -- wishes ---------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space starts when nothing else has use for it; D is a flare-up day."""
        plain = not event.modifiers()
        if plain and event.key() == Qt.Key.Key_Space and self._start.isEnabled():
            self._begin()
        elif plain and event.key() == Qt.Key.Key_D:
            self._flare.click()
        else:
            super().keyPressEvent(event)

    def arrange(self) -> None:
        """Side by side while there is room, else one below the other. Start stays in sight in a low window."""
        super().arrange()
        if not self._built:
            return
        theme = current_theme()
        narrow = self.viewport().width() < theme.px(640)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        across = (
            QBoxLayout.Direction.LeftToRight
            if self.viewport().width() >= theme.px(900)
            else QBoxLayout.Direction.TopToBottom
        )
        for row, its in ((self._row, way), (self._morning_row, way), (self._resume_row, across)):
            if row.direction() != its:
                row.setDirection(its)
        low = self.viewport().height() < theme.px(760)
        side, gap = (18, 7) if low else (36, 18) if self.roomy else (26, 10)
        self._name.set_role("display" if self.roomy else "title")
        self._next.column.setContentsMargins(side, side, side, side)
        self._next.column.setSpacing(gap)
        self._keep.setVisible(self.viewport().height() > theme.px(880) and bool(self._keep.text()))

    def _begin(self) -> None:
        self.start_requested.emit(self._pain.value)

    def _look_closer(self) -> None:
        if self._state is not None:
            self.other_requested.emit(self._state.exercise_id)

    def _show_loads(self, loads: tuple[tuple[str, float], ...]) -> None:
        self._loads.setVisible(bool(loads))
        for index, button in enumerate(self._load_buttons):
            button.setVisible(index < len(loads))
            if index < len(loads):
                button.set_text(loads[index][0])

    def _choose_load(self) -> None:
        chosen = self.sender()
        if self._state is None:
            return
        for button, (_, load_kg) in zip(self._load_buttons, self._state.loads, strict=False):
            if button is chosen:
                self.load_requested.emit(load_kg)

    def _choose_optional(self) -> None:
        if self._state is not None and self._state.opt_in_step:
            self.opt_in_requested.emit(self._state.opt_in_step)

    def _save_morning(self) -> None:
        if self._morning.value is not None:
            self.morning_answered.emit(self._morning.value)
            self._morning.set_value(None)

    def _playing_changed(self, playing: bool) -> None:
        self._still.set_text(self.tr("Hold still") if playing else self.tr("Let it move"))

    def _pain_answered(self, value: int) -> None:
        if value < 0:
            self.ask_pain_again()
        elif value >= 6:
            self._hint.setText(
                self.tr("That is a lot. A flare-up day (D) or a day of rest is the better choice today.")
            )
        elif value >= 4:
            self._hint.setText(self.tr("Stay in the range that feels fine; a flare-up day (D) makes it shorter."))
        else:
            self._hint.setText(self.tr("A comfortable level to practise."))
