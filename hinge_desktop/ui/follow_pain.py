"""What X asks on the Follow-along page, in place of the figure: how much, and whether the leg is in it."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from hinge_desktop.training.screening import next_practice_advice
from hinge_desktop.training.thresholds import THRESHOLDS, Thresholds
from hinge_desktop.ui.scales import NumberScale, YesNo
from hinge_desktop.ui.scanning import Step
from hinge_desktop.ui.widgets import Button, Card, Words


@dataclass(frozen=True, slots=True)
class PainAnswer:
    """What X was answered: pain 0..10, and tingling, numbness or pain below the knee; judged by ``limits``."""

    pain: int
    leg_symptoms: bool
    limits: Thresholds = field(default=THRESHOLDS, compare=False)

    @property
    def ends_session(self) -> bool:
        """Leg symptoms, or pain above what keeps the step."""
        return self.leg_symptoms or self.pain > self.limits.stay_most

    @property
    def makes_easier(self) -> bool:
        """Pain between go and stop: the rest goes on in an easier form."""
        return not self.ends_session and self.pain > self.limits.go_most


class PainPanel(Card):
    """Asks, and says what follows from the answer before it is confirmed.

    Signals:
        answered(PainAnswer): the user confirmed; the answer tells what is meant to follow.
        closed(): back to the pause, nothing is told.
        stop_chosen(PainAnswer): stop here although going on would be fine.
        spoken_requested(str): what stands there now, for who does not look.
    """

    answered = Signal(object)
    closed = Signal()
    stop_chosen = Signal(object)
    spoken_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, "card", padding_px=32, gap_px=12)
        self._step: int | None = None
        self._limits = THRESHOLDS
        self._question = self.tr("Stopped. How much does it hurt right now?")
        self._legs_question = self.tr("Tingling, numbness or pain below the knee?")
        self.column.addStretch(1)
        self.add(Words(self._question, "title", self))
        self.add(Words(self.tr("0 is no pain, 10 the most you can imagine. Ten is typed 1 0."), "muted", self))
        self.scale = NumberScale(self.tr("Pain now"), self)
        self.scale.answered.connect(self._pain_given)
        self.add(self.scale)
        self.column.addSpacing(8)
        self.add(Words(self._legs_question, "heading", self))
        self.legs = YesNo(self._legs_question, self)
        self.legs.changed.connect(self._legs_given)
        self.add(self.legs)
        self.column.addSpacing(8)
        self._advice = Words("", "lead", self)
        self._advice.setMinimumHeight(52)
        self._advice.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.add(self._advice)
        self.column.addLayout(self._build_row())
        self.column.addStretch(1)

    def _build_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        self.confirm = Button(self.tr("Go on"), "primary", self, key="Enter")
        self.confirm.clicked.connect(self._on_confirmed)
        self.stop = Button(self.tr("Stop here"), "secondary", self)
        self.stop.clicked.connect(self._on_stop)
        self.back = Button(self.tr("Back"), "quiet", self, key="Esc")
        self.back.clicked.connect(self.closed)
        for button in (self.confirm, self.stop, self.back):
            row.addWidget(button)
        row.addStretch(1)
        return row

    @property
    def answer(self) -> PainAnswer | None:
        """What is answered so far, None while something is missing."""
        pain = self.scale.value
        if pain is None or (self.legs.answer is None and pain <= self._limits.stay_most):
            return None
        return PainAnswer(pain, bool(self.legs.answer), self._limits)

    @property
    def advice(self) -> str:
        """The sentence shown."""
        return self._advice.text()

    @property
    def steps(self) -> tuple[Step, ...]:
        """What is asked, one after the other, for who answers with one button."""
        return (
            Step(self._question, (self.scale, self.back)),
            Step(self._legs_question, (self.legs,)),
            Step("", (self.confirm, self.stop, self.back)),
        )

    def set_limits(self, limits: Thresholds) -> None:
        """The user's own limits, never looser than the usual ones."""
        self._limits = limits

    def ask(self, step: int | None) -> None:
        """Ask anew, in a session of ``step``; None is beside the ladder."""
        self._step = step
        self.scale.set_value(None)
        self.legs.set_chosen(())
        self._update()
        self.scale.setFocus(Qt.FocusReason.OtherFocusReason)
        self.spoken_requested.emit(self.tr("{question} 0 to 10.").format(question=self._question))

    def event(self, event: QEvent) -> bool:
        """While this asks, its keys are its own: Y and N, Enter, Esc."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Y and N answer from anywhere here, Enter goes on, Esc goes back."""
        key = event.key()
        if key in (Qt.Key.Key_Y, Qt.Key.Key_N):
            self.legs.button("yes" if key == Qt.Key.Key_Y else "no").click()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = self.focusWidget()
            if isinstance(focused, Button) and focused in (self.stop, self.back):
                focused.click()
            else:
                self._confirm_or_ask()
        elif key == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _confirm_or_ask(self) -> None:
        """Enter: what is answered is confirmed; else the first question that is still open takes the keys."""
        if self.answer is not None:
            self._on_confirmed()
        elif self.scale.value is None:
            self.scale.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.legs.focus_first()

    def _pain_given(self, pain: int) -> None:
        self._update()
        if pain >= 0:
            self.spoken_requested.emit(" ".join((f"{pain}.", self._said)))

    def _legs_given(self, _chosen: frozenset[str]) -> None:
        self._update()
        self.spoken_requested.emit(self._said)

    @property
    def _said(self) -> str:
        """What is still asked, or what follows."""
        asked = self.tr("{question} Y or N.").format(question=self._legs_question) if self.legs.answer is None else ""
        follows = self.tr("Enter: {action}.").format(action=self.confirm.text()) if self.answer is not None else ""
        return " ".join(part for part in (self.advice, asked, follows) if part)

    def _update(self) -> None:
        answer = self.answer
        self.confirm.setEnabled(answer is not None)
        self.stop.setVisible(answer is not None and not answer.ends_session)
        action, advice = self._what_follows(answer)
        self.confirm.set_text(action)
        self._advice.setText(advice)

    def _what_follows(self, answer: PainAnswer | None) -> tuple[str, str]:
        """(the button, the sentence above it)."""
        if answer is None:
            return self.tr("Go on"), ""
        if answer.leg_symptoms:
            return self.tr("End the session"), self.tr(
                "Enough for today; what you did is kept. Move about gently in a way that feels fine. If it stays or "
                "grows, or a leg or foot is newly weak or numb, speak with a doctor today."
            )
        if answer.ends_session:
            return self.tr("End the session"), self.tr(
                "Enough for today; what you did is kept. Move about gently in a way that feels fine. {next}"
            ).format(next=next_practice_advice(self._step))
        if answer.makes_easier:
            easier = self.tr(
                "The rest becomes easier: half of the repetitions and no weight. Go only as deep as is quiet."
            )
            return self.tr("Go on, easier"), easier
        return self.tr("Go on"), self.tr("That is quiet enough to go on. Stopping here is fine too.")

    def _on_confirmed(self) -> None:
        if self.answer is not None:
            self.answered.emit(self.answer)

    def _on_stop(self) -> None:
        if self.answer is not None:
            self.stop_chosen.emit(self.answer)
