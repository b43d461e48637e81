"""The finish card: what was done, how it felt, and what happens next and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from hinge_desktop.training.gate import Decision
from hinge_desktop.training.records import Answers, Felt
from hinge_desktop.ui.scales import NumberScale, YesNo
from hinge_desktop.ui.theme import current_theme
from hinge_desktop.ui.widgets import Button, Card, Choices, ScrollPage, Words

NARROW_PX = 980
NOTE_LONGEST = 500


@dataclass(frozen=True, slots=True)
class Done:
    """What was done.

    Attributes:
        name: of the exercise.
        reps, planned: repetitions counted and planned.
        sets: finished sets.
        seconds: time under tension.
        stopped: ``pain``, ``left`` or empty.
    """

    name: str
    reps: int
    planned: int
    sets: int
    seconds: float
    stopped: str = ""


class FinishPage(ScrollPage):
    """Asks after a session, by keys alone: digits, Y and N, Tab, Ctrl+Enter. Every answer may be left out.

    Signals:
        answers_changed(Answers): after each answer, so that nothing is lost; the decision comes back by
            :meth:`show_decision`.
        finished(Answers): Done was pressed.
    """

    answers_changed = Signal(object)
    finished = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, widest_px=1400)
        self.setAccessibleName(self.tr("After the session"))
        self._known, self._built = Answers(), False
        self._build_head()
        self._columns = QHBoxLayout()
        self._columns.setSpacing(16)
        self._cards: list[Card] = []
        self._columns.addWidget(self._build_scales(), 9)
        self._columns.addWidget(self._build_choices(), 11)
        self.column.addLayout(self._columns)
        self._build_next()
        self.column.addStretch(1)
        for choices in (self.felt, self.looked, self.legs):
            for chip in choices.findChildren(QAbstractButton):
                chip.installEventFilter(self)
        self._built = True
        self.arrange()

    # -- building -------------------------------------------------------------------------------

    def _build_head(self) -> None:
        self.title = Words("", "display", self)
        self.summary = Words("", "lead", self)
        self.add(self.title)
        self.add(self.summary)

    def _build_scales(self) -> QWidget:
        card = Card(self, padding_px=24, gap_px=6)
        self._cards.append(card)
        self.worst = self._scale(card, self.tr("Pain at its worst, during the session"))
        self.after = self._scale(card, self.tr("Pain now"))
        self.effort = self._scale(card, self.tr("How hard was it?"), self.tr("0 nothing at all, 5 hard, 10 all I had"))
        card.column.addStretch(1)
        return card

    def _scale(self, card: Card, question: str, note: str = "") -> NumberScale:
        if card.column.count():
            card.column.addSpacing(12)
            card.column.addStretch(1)  # both cards are as high as the higher one
        card.add(Words(question, "heading", card))
        card.add(Words(note or self.tr("0 no pain, 10 the worst you can think of"), "small", card))
        scale = NumberScale(question, card)
        scale.answered.connect(self._on_answered)
        card.add(scale)
        return scale

    def _build_choices(self) -> QWidget:
        card = Card(self, padding_px=24, gap_px=6)
        self._cards.append(card)
        card.add(Words(self.tr("Where did you feel it?"), "heading", card))
        card.add(Words(self.tr("Keys 1 to 6; more than one may be chosen"), "small", card))
        places = (
            self.tr("back of the thighs"),
            self.tr("buttocks"),
            self.tr("lower back"),
            self.tr("knees or front of the thighs"),
            self.tr("below the knee, tingling or numb"),
            self.tr("nowhere in particular"),
        )
        options = [(str(int(felt)), place) for felt, place in zip(Felt, places, strict=True)]
        self.felt = Choices(options, self.tr("Where did you feel it?"), card, several=True, numbered=True)
        self.felt.changed.connect(self._on_answered)
        card.add(self.felt)
        self.looked = self._yes_no(card, self.tr("Did it look like the figure?"))
        self.legs = self._yes_no(card, self.tr("Tingling or numb below the knee?"))
        card.column.addSpacing(12)
        card.add(Words(self.tr("A note, if you like"), "heading", card))
        self.note = QLineEdit(card)
        self.note.setMaxLength(NOTE_LONGEST)
        self.note.setAccessibleName(self.tr("Note"))
        self.note.editingFinished.connect(self._on_answered)
        card.add(self.note)
        card.column.addStretch(1)
        return card

    def _yes_no(self, card: Card, question: str) -> YesNo:
        card.column.addSpacing(12)
        card.add(Words(question, "heading", card))
        choice = YesNo(question, card)
        choice.changed.connect(self._on_answered)
        card.add(choice)
        return choice

    def _build_next(self) -> None:
        card = Card(self, "note", padding_px=24, gap_px=6)
        self._cards.append(card)
        row = QHBoxLayout()
        row.setSpacing(24)
        words = QVBoxLayout()
        words.addWidget(Words(self.tr("What happens next"), "teal", card))
        self.next_title = Words("", "heading", card)
        self.next_reason = Words("", "body", card)
        self.missing = Words("", "body", card)
        for label in (self.next_title, self.next_reason, self.missing):
            words.addWidget(label)
        row.addLayout(words, 1)
        self.done = Button(self.tr("Done"), "big", card, key="Ctrl ⏎")
        self.done.clicked.connect(self._finish)
        row.addWidget(self.done, 0, Qt.AlignmentFlag.AlignVCenter)
        card.column.addLayout(row)
        self.add(card)

    # -- what is shown --------------------------------------------------------------------------

    def show_done(self, done: Done, answers: Answers | None = None) -> None:
        """Begin with what was done; ``answers`` carries what is known already, such as the pain before."""
        self._known = answers or Answers()
        titles = {"pain": self.tr("Stopped, and that is fine"), "left": self.tr("Kept what you did")}
        self.title.setText(titles.get(done.stopped, self.tr("Well done")))
        minutes, seconds = divmod(round(done.seconds), 60)
        of = self.tr("{reps} of 1 repetition") if done.planned == 1 else self.tr("{reps} of {planned} repetitions")
        self.summary.setText(
            self.tr("{name}: {reps} in {sets}, {minutes}:{seconds:02d} of work").format(
                name=done.name,
                reps=of.format(reps=done.reps, planned=done.planned),
                sets=self.tr("1 set") if done.sets == 1 else self.tr("{sets} sets").format(sets=done.sets),
                minutes=minutes,
                seconds=seconds,
            )
        )
        for scale, value in (
            (self.worst, self._known.pain_worst),
            (self.after, self._known.pain_after),
            (self.effort, self._known.effort),
        ):
            scale.set_value(value)
        self.felt.set_chosen([str(int(one)) for one in self._known.felt])
        self.looked.set_chosen(_choice(self._known.looked_like_figure))
        self.legs.set_chosen(_choice(self._known.leg_symptoms))
        self.note.setText(self._known.note)
        self._show_missing()
        self.verticalScrollBar().setValue(0)
        self.worst.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_decision(self, decision: Decision, step_name: str) -> None:
        """Say what happens next and why."""
        titles = {
            "advance": self.tr("Next time: step {step}, {name}"),
            "stay": self.tr("Next time: step {step} again, {name}"),
            "step_back": self.tr("Next time a gentler one: step {step}, {name}"),
            "start": self.tr("Next time: step {step}, {name}"),
        }
        self.next_title.setText(titles[decision.action].format(step=decision.step, name=step_name))
        self.next_reason.setText(decision.reason)

    @property
    def answers(self) -> Answers:
        """What is answered so far."""
        return Answers(
            pain_before=self._known.pain_before,
            pain_worst=self.worst.value,
            pain_after=self.after.value,
            effort=self.effort.value,
            felt=frozenset(Felt(int(one)) for one in self.felt.chosen),
            looked_like_figure=self.looked.answer,
            leg_symptoms=self.legs.answer,
            note=self.note.text().strip(),
        )

    # -- answering ------------------------------------------------------------------------------

    def _on_answered(self, *_: object) -> None:
        self._show_missing()
        self.answers_changed.emit(self.answers)

    def _show_missing(self) -> None:
        answers = self.answers
        open_ones = sum(
            one is None
            for one in (
                answers.pain_worst, answers.pain_after, answers.effort, answers.looked_like_figure, answers.leg_symptoms
            )
        ) + (not answers.felt)  # fmt: skip
        self.missing.show_text(
            self.tr("{count} still open; without an answer the step stays.").format(count=open_ones)
            if open_ones
            else ""
        )

    def _finish(self) -> None:
        self.finished.emit(self.answers)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """On a chip Enter goes on to the next question: Space and its own key press it."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._on_enter(event):
            return True
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        """Enter goes to the next question, or presses the focused button; Ctrl+Enter is Done."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._on_enter(event):
            return True
        return super().event(event)

    def _on_enter(self, event: QKeyEvent) -> bool:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return False
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier or self.done.hasFocus():
            self._finish()
            return True
        order: Sequence[QWidget] = (self.worst, self.after, self.effort, self.felt, self.looked, self.legs, self.note)
        place = next((i for i, one in enumerate(order) if one.hasFocus() or _holds_focus(one)), -1)
        following = order[place + 1] if place + 1 < len(order) else self.done
        if isinstance(following, Choices):
            following.focus_first()
        else:
            following.setFocus(Qt.FocusReason.TabFocusReason)
        self.ensureWidgetVisible(following, 40, 60)
        return True

    def arrange(self) -> None:
        """Two columns, or one where there is no room for two; a lower head in a low window."""
        super().arrange()
        if not self._built:
            return
        theme = current_theme()
        low = self.height() < theme.px(800)
        self.column.setSpacing(10 if low else 16)
        self.title.set_role("title" if low else "display")
        for card in self._cards:
            side = 18 if low else 36 if self.roomy else 24
            card.column.setContentsMargins(side, side, side, side)
            card.column.setSpacing(10 if self.roomy else 6)
        narrow = self.width() < theme.px(NARROW_PX - 100)
        self._columns.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)


def _holds_focus(widget: QWidget) -> bool:
    return widget.isAncestorOf(widget.window().focusWidget())  # False for None


def _choice(answer: bool | None) -> tuple[str, ...]:
    return () if answer is None else ("yes",) if answer else ("no",)
