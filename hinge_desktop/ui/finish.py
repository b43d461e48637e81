"""The finish card: what was done, how it felt, and what happens next and why."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QHBoxLayout, QLineEdit, QWidget

from hinge_desktop.training.gate import Decision
from hinge_desktop.training.records import Answers, Felt
from hinge_desktop.ui.felt_names import felt_name
from hinge_desktop.ui.finish_done import Done, DonePart, summary_of, title_of
from hinge_desktop.ui.finish_next import NextCard
from hinge_desktop.ui.finish_parts import PartsRow
from hinge_desktop.ui.finish_spoken import SpokenQuestions, sentences
from hinge_desktop.ui.one_button import OneButton
from hinge_desktop.ui.scales import NumberScale, YesNo
from hinge_desktop.ui.scanning import Scanner, Step
from hinge_desktop.ui.theme import current_theme
from hinge_desktop.ui.widgets import Card, Choices, ScrollPage, Words

__all__ = ["Done", "DonePart", "FinishPage"]

NARROW_PX = 980
NOTE_LONGEST = 500


class FinishPage(ScrollPage):
    """Asks after a session, by keys alone: digits, Y and N, Tab, Ctrl+Enter. Every answer may be left out.

    Signals:
        answers_changed(Answers): after each answer, so that nothing is lost; the decision comes back by
            :meth:`show_decision`.
        finished(Answers): Done was pressed.
        spoken_requested(str): a question that has the focus now, an answer, what happens next: for who does not look.
    """

    answers_changed = Signal(object)
    finished = Signal(object)
    spoken_requested = Signal(str)

    _built = False

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, widest_px=1400)
        self.setAccessibleName(self.tr("After the session"))
        self._known = Answers()
        self._spoken = SpokenQuestions(self)
        self._spoken.spoken_requested.connect(self.spoken_requested)
        self._build_head()
        self._cards: list[Card] = []
        self._build_before()
        self._columns = QHBoxLayout()
        self._columns.setSpacing(16)
        self._columns.addWidget(self._build_scales(), 9)
        self._columns.addWidget(self._build_choices(), 11)
        self.column.addLayout(self._columns)
        self._next = NextCard(self)
        self._next.done_requested.connect(self._finish)
        self._cards.append(self._next)
        self.add(self._next)
        self.next_title, self.next_reason, self.missing = self._next.title, self._next.reason, self._next.missing
        self.done = self._next.done
        self.column.addStretch(1)
        for choices in (self.felt, self.looked, self.legs):
            for chip in choices.findChildren(QAbstractButton):
                chip.installEventFilter(self)
        self.done.installEventFilter(self)
        self._build_one_button()
        self._built = True
        self.arrange()

    # -- building -------------------------------------------------------------------------------

    def _build_head(self) -> None:
        self.title = Words("", "display", self)
        self.summary = Words("", "lead", self)
        self.parts = PartsRow(self)
        for widget in (self.title, self.summary, self.parts):
            self.add(widget)

    def _build_before(self) -> None:
        """What is asked before a session that began on Today, and has to be asked here where it was not."""
        self._first = Card(self, padding_px=24, gap_px=6)
        self._cards.append(self._first)
        self.before = self._scale(self._first, self.tr("Pain before you began"))
        self.add(self._first)
        self._first.hide()

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
        note = note or self.tr("0 no pain, 10 the most you can imagine")
        card.add(Words(question, "heading", card))
        card.add(Words(note, "small", card))
        scale = NumberScale(question, card)
        scale.answered.connect(self._on_answered)
        card.add(scale)
        self._spoken.add(scale, sentences(question, note))
        return scale

    def _build_choices(self) -> QWidget:
        card = Card(self, padding_px=24, gap_px=6)
        self._cards.append(card)
        question = self.tr("Where did you feel it?")
        card.add(Words(question, "heading", card))
        card.add(Words(self.tr("Keys 1 to 6; more than one may be chosen"), "small", card))
        options = [(str(int(felt)), felt_name(felt)) for felt in Felt]
        self.felt = Choices(options, question, card, several=True, numbered=True)
        self.felt.changed.connect(self._on_answered)
        card.add(self.felt)
        numbered = "; ".join(" ".join(option) for option in options)
        self._spoken.add(self.felt, sentences(question, numbered))
        self.looked = self._yes_no(card, self.tr("Did it look like the figure?"))
        self.legs = self._yes_no(card, self.tr("Tingling or numb below the knee?"))
        self._build_note(card)
        card.column.addStretch(1)
        return card

    def _build_note(self, card: Card) -> None:
        question = self.tr("A note, if you like")
        card.column.addSpacing(12)
        card.add(Words(question, "heading", card))
        self.note = QLineEdit(card)
        self.note.setMaxLength(NOTE_LONGEST)
        self.note.setAccessibleName(self.tr("Note"))
        self.note.editingFinished.connect(self._on_answered)
        card.add(self.note)
        self._spoken.add(self.note, sentences(question, self.tr("Enter goes on")))

    def _yes_no(self, card: Card, question: str) -> YesNo:
        card.column.addSpacing(12)
        card.add(Words(question, "heading", card))
        choice = YesNo(question, card)
        choice.changed.connect(self._on_answered)
        card.add(choice)
        self._spoken.add(choice, sentences(question, self.tr("Y or N")))
        return choice

    def _build_one_button(self) -> None:
        self.one_button, self.scanner = OneButton(self), Scanner(self)
        self.one_button.pressed.connect(self.scanner.take)
        self.scanner.offered.connect(self.spoken_requested)

    @Slot(bool)
    def set_one_button(self, on: bool) -> None:
        """One button answers everything; the note is left out."""
        self.one_button.set_enabled(on)
        self.scanner.set_enabled(on)

    # -- what is shown --------------------------------------------------------------------------

    def show_done(self, done: Done, answers: Answers | None = None, *, ask_before: bool = False) -> None:
        """Begin with what was done; ``answers`` carries what is known already, such as the pain before.

        ``ask_before``: nobody has asked for that yet.
        """
        self._known = answers or Answers()
        self._first.setVisible(ask_before)
        self.title.setText(title_of(done))
        self.summary.setText(summary_of(done))
        self.parts.show_parts(done.parts)
        known = self._known
        values = (known.pain_before, known.pain_worst, known.pain_after, known.effort)
        for scale, value in zip((self.before, self.worst, self.after, self.effort), values, strict=True):
            scale.set_value(value)
        self.felt.set_chosen([str(int(one)) for one in self._known.felt])
        self.looked.set_chosen(_choice(self._known.looked_like_figure))
        self.legs.set_chosen(_choice(self._known.leg_symptoms))
        self.note.setText(self._known.note)
        self._show_missing()
        self.verticalScrollBar().setValue(0)
        self._spoken.begin(sentences(self.title.text(), self.summary.text()), self._scales[0])
        self._scales[0].setFocus(Qt.FocusReason.OtherFocusReason)
        self.scanner.begin(self._steps())

    @property
    def _scales(self) -> tuple[NumberScale, ...]:
        """Those that are asked now."""
        before = () if self._first.isHidden() else (self.before,)
        return (*before, self.worst, self.after, self.effort)

    def _steps(self) -> tuple[Step, ...]:
        return (
            *(Step(scale.question, (scale,), may_skip=True) for scale in self._scales),
            Step(self.felt.accessibleName(), (self.felt,), several=True),
            *(Step(one.accessibleName(), (one,), may_skip=True) for one in (self.looked, self.legs)),
            Step("", (self.done,)),
        )

    def show_decision(self, decision: Decision, step_name: str) -> None:
        """Say what happens next and why."""
        before = self._next.said
        self._next.show_decision(decision, step_name)
        if self.done.hasFocus() and self._next.said != before:
            self._say_next()

    @property
    def answers(self) -> Answers:
        """What is answered so far."""
        return Answers(
            pain_before=self._known.pain_before if self._first.isHidden() else self.before.value,
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
        now = self.answers
        asked = (*(scale.value for scale in self._scales), now.looked_like_figure, now.leg_symptoms)
        self._next.show_missing(sum(one is None for one in asked) + (not now.felt))

    def _finish(self) -> None:
        self.finished.emit(self.answers)

    def _say_next(self) -> None:
        pressed = self.tr("Enter: {action}").format(action=self.done.text())
        self.spoken_requested.emit(sentences(self._next.said, pressed))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """On a chip Enter goes on to the next question: Space and its own key press it. Done says what is next."""
        if self._built and watched is self.done:
            if event.type() == QEvent.Type.FocusIn:
                self._say_next()
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._on_enter(event):
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
        order: Sequence[QWidget] = (*self._scales, self.felt, self.looked, self.legs, self.note)
        focus = self.window().focusWidget()
        place = next((i for i, one in enumerate(order) if one is focus or one.isAncestorOf(focus)), -1)
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


def _choice(answer: bool | None) -> tuple[str, ...]:
    return () if answer is None else ("yes",) if answer else ("no",)
