"""The cards of the Follow-along page: the words to keep in mind, and what X asks."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from hinge_desktop.curriculum.exercise import Coaching
from hinge_desktop.training.screening import next_practice_advice
from hinge_desktop.training.thresholds import THRESHOLDS
from hinge_desktop.ui.scales import NumberScale, YesNo
from hinge_desktop.ui.widgets import Button, Card, Words


class WordsCard(Card):
    """Where it is felt, what to keep, how to breathe."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap_px=6)
        self._feel_title = Words(self.tr("Feel for"), "eyebrow", self)
        self._feel = Words("", "strong", self)
        self._note = Words("", "small", self)
        self._keep_title = Words(self.tr("Keep"), "eyebrow", self)
        self._keep = tuple(Words("", "body", self) for _ in range(3))
        self._breathing = Words("", "muted", self)
        for widget in (self._feel_title, self._feel, self._note):
            self.add(widget)
        self.column.addSpacing(6)
        for widget in (self._keep_title, *self._keep):
            self.add(widget)
        self.column.addSpacing(6)
        self.add(self._breathing)
        self.column.addStretch(1)

    def set_brief(self, brief: bool) -> None:
        """``brief``: only what to feel and what to keep."""
        self._note.setVisible(not brief and bool(self._note.text()))
        self._breathing.setVisible(not brief and bool(self._breathing.text()))

    def set_tight(self, tight: bool) -> None:
        """Less air around the words, in a low window."""
        side, gap = (14, 3) if tight else (22, 6)
        self.column.setContentsMargins(side, side, side, side)
        self.column.setSpacing(gap)

    def show_coaching(self, coaching: Coaching) -> None:
        """Show the words of one exercise; the first sentence of *feel* stands out."""
        first, _, rest = coaching.feel.partition(". ")
        self._feel.setText(first.rstrip("."))
        self._note.show_text(rest)
        for label, text in zip(self._keep, (*coaching.keep, "", "", ""), strict=False):
            label.show_text(f"•  {text}" if text else "")
        self._breathing.show_text(coaching.breathing)


@dataclass(frozen=True, slots=True)
class PainAnswer:
    """What X was answered: pain 0..10, and tingling, numbness or pain below the knee."""

    pain: int
    leg_symptoms: bool

    @property
    def ends_session(self) -> bool:
        """Leg symptoms, or pain of 6 or more."""
        return self.leg_symptoms or self.pain > THRESHOLDS.stay_most

    @property
    def makes_easier(self) -> bool:
        """Pain of 4 or 5: the rest goes on in an easier form."""
        return not self.ends_session and self.pain > THRESHOLDS.go_most


class PainPanel(Card):
    """What X asks, in place of the figure: how much, and whether the leg is in it; then what follows.

    Signals:
        answered(PainAnswer): the user confirmed; the answer tells what is meant to follow.
        closed(): back to the pause, nothing is told.
        stop_chosen(PainAnswer): stop here although going on would be fine.
    """

    answered = Signal(object)
    closed = Signal()
    stop_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, "card", padding_px=32, gap_px=12)
        self._step: int | None = None
        self.column.addStretch(1)
        self.add(Words(self.tr("Stopped. How much does it hurt right now?"), "title", self))
        self.add(Words(self.tr("0 is no pain, 10 the worst you can think of. Ten is typed 1 0."), "muted", self))
        self.scale = NumberScale(self.tr("Pain now"), self)
        self.scale.answered.connect(self._update)
        self.add(self.scale)
        self.column.addSpacing(8)
        self.add(Words(self.tr("Tingling, numbness or pain below the knee?"), "heading", self))
        self.legs = YesNo(self.tr("Tingling, numbness or pain below the knee?"), self)
        self.legs.changed.connect(self._update)
        self.add(self.legs)
        self.column.addSpacing(8)
        self._advice = Words("", "lead", self)
        self._advice.setMinimumHeight(52)
        self._advice.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.add(self._advice)
        row = QHBoxLayout()
        row.setSpacing(12)
        self._confirm = Button(self.tr("Go on"), "primary", self, key="Enter")
        self._confirm.clicked.connect(self._on_confirmed)
        self._stop = Button(self.tr("Stop here"), "secondary", self)
        self._stop.clicked.connect(self._on_stop)
        self._close = Button(self.tr("Back"), "quiet", self, key="Esc")
        self._close.clicked.connect(self.closed)
        for button in (self._confirm, self._stop, self._close):
            row.addWidget(button)
        row.addStretch(1)
        self.column.addLayout(row)
        self.column.addStretch(1)

    @property
    def answer(self) -> PainAnswer | None:
        """What is answered so far, None while something is missing."""
        if self.scale.value is None or (self.legs.answer is None and self.scale.value <= THRESHOLDS.stay_most):
            return None
        return PainAnswer(self.scale.value, bool(self.legs.answer))

    @property
    def advice(self) -> str:
        """The sentence shown."""
        return self._advice.text()

    def ask(self, step: int | None) -> None:
        """Ask anew, in a session of ``step``; None is beside the ladder."""
        self._step = step
        self.scale.set_value(None)
        self.legs.set_chosen(())
        self._update()
        self.scale.setFocus(Qt.FocusReason.OtherFocusReason)

    def event(self, event: QEvent) -> bool:
        """While this asks, its keys are its own: Y and N, Enter, Esc."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Y and N answer from anywhere here, Enter confirms, Esc goes back."""
        key = event.key()
        if key in (Qt.Key.Key_Y, Qt.Key.Key_N):
            self.legs.button("yes" if key == Qt.Key.Key_Y else "no").click()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = self.focusWidget()
            if focused in (self._stop, self._close):
                focused.click()
            elif self.answer is not None:
                self._on_confirmed()
        elif key == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _update(self, *_: object) -> None:
        answer = self.answer
        self._confirm.setEnabled(answer is not None)
        self._stop.setVisible(answer is not None and not answer.ends_session)
        if answer is None:
            self._advice.setText("")
            self._confirm.set_text(self.tr("Go on"))
        elif answer.ends_session:
            self._confirm.set_text(self.tr("End the session"))
            self._advice.setText(
                self.tr(
                    "Enough for today; what you did is kept. Rest, and move gently as is comfortable. "
                    "If a leg or foot is newly weak or numb, or it stays like this, ask a professional today."
                )
                if answer.leg_symptoms
                else self.tr(
                    "Enough for today; what you did is kept. Rest, and move gently as is comfortable. {next}"
                ).format(next=next_practice_advice(self._step))
            )
        elif answer.makes_easier:
            self._confirm.set_text(self.tr("Go on, easier"))
            easier = self.tr("The rest of the session becomes easier: less load, and only as deep as is quiet.")
            self._advice.setText(easier)
        else:
            self._confirm.set_text(self.tr("Go on"))
            self._advice.setText(self.tr("That is quiet enough to go on. Stopping here is fine too."))

    def _on_confirmed(self) -> None:
        if self.answer is not None:
            self.answered.emit(self.answer)

    def _on_stop(self) -> None:
        if self.answer is not None:
            self.stop_chosen.emit(self.answer)
