"""The answers to a session, to be given anew: the questions of the finish card, and the morning after."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QWidget

from hinge_desktop.training.records import Answers, Felt, SessionRecord
from hinge_desktop.ui.felt_names import felt_name
from hinge_desktop.ui.finish import NOTE_LONGEST
from hinge_desktop.ui.scales import NumberScale
from hinge_desktop.ui.widgets import Card, Choices, Words

_ACROSS, _DOWN = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
_KEYS = {Qt.Key.Key_Y: "yes", Qt.Key.Key_N: "no", Qt.Key.Key_Backspace: "open", Qt.Key.Key_Delete: "open"}


def _tr(text: str) -> str:
    return QCoreApplication.translate("SessionEditor", text)


class AnswerOrNone(Choices):
    """Yes, no, or open. Y and N answer while it has the focus, Backspace takes the answer back."""

    def __init__(self, question: str, parent: QWidget | None = None) -> None:
        super().__init__((("yes", _tr("Yes")), ("no", _tr("No")), ("open", _tr("No answer"))), question, parent)
        self.show_answer(None)

    @property
    def answer(self) -> bool | None:
        """Yes, no, or not answered."""
        return {"yes": True, "no": False}.get(self.choice)

    def show_answer(self, answer: bool | None) -> None:
        """Show this answer, silently."""
        self.set_chosen(("open",) if answer is None else ("yes",) if answer else ("no",))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Y, N and Backspace press their button."""
        chosen = _KEYS.get(Qt.Key(event.key()))
        if chosen is None or event.modifiers():
            super().keyPressEvent(event)
            return
        self.button(chosen).setFocus(Qt.FocusReason.OtherFocusReason)
        self.button(chosen).click()


class AnswerFields(QWidget):
    """Every answer may be changed, and taken back: by Backspace, or by *No answer*.

    Signals:
        changed(): by the user.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._note_shown = ""
        self._row = QBoxLayout(_ACROSS, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(16)
        self._left, self._right = self._build_scales(), self._build_choices()
        self._row.addWidget(self._left, 10)
        self._row.addWidget(self._right, 11)

    # -- building -------------------------------------------------------------------------------

    def _build_scales(self) -> Card:
        card = Card(self, padding_px=24, gap_px=6)
        card.add(Words(_tr("How it felt"), "heading", card))
        card.add(Words(_tr("Digits answer a scale, Backspace takes the answer back."), "small", card))
        self.before = self._scale(card, _tr("Pain before"))
        self.worst = self._scale(card, _tr("Pain at its worst"))
        self.after = self._scale(card, _tr("Pain at the end"))
        self.morning = self._scale(card, _tr("Pain the next morning"))
        self.effort = self._scale(card, _tr("How hard it was"))
        card.column.addStretch(1)
        return card

    def _scale(self, card: Card, question: str) -> NumberScale:
        card.column.addSpacing(6)
        card.add(Words(question, "strong", card))
        scale = NumberScale(question, card)
        scale.answered.connect(self.changed)
        card.add(scale)
        return scale

    def _build_choices(self) -> Card:
        card = Card(self, padding_px=24, gap_px=6)
        card.add(Words(_tr("Where it was felt"), "heading", card))
        card.add(Words(_tr("Keys 1 to 6; more than one may be chosen"), "small", card))
        options = [(str(int(felt)), felt_name(felt)) for felt in Felt]
        self.felt = Choices(options, _tr("Where it was felt"), card, several=True, numbered=True)
        self.felt.changed.connect(self.changed)
        card.add(self.felt)
        self.looked = self._yes_no(card, _tr("Did it look like the figure?"))
        self.legs = self._yes_no(card, _tr("Tingling or numb below the knee?"))
        card.column.addSpacing(12)
        card.add(Words(_tr("Note"), "strong", card))
        self.note = QLineEdit(card)
        self.note.setMaxLength(NOTE_LONGEST)
        self.note.setAccessibleName(_tr("Note"))
        self.note.textEdited.connect(self.changed)
        card.add(self.note)
        card.column.addStretch(1)
        return card

    def _yes_no(self, card: Card, question: str) -> AnswerOrNone:
        card.column.addSpacing(12)
        card.add(Words(question, "strong", card))
        choice = AnswerOrNone(question, card)
        choice.changed.connect(self.changed)
        card.add(choice)
        return choice

    # -- what is shown --------------------------------------------------------------------------

    def show_session(self, session: SessionRecord) -> None:
        """Show these answers, silently."""
        answers = session.answers
        values = (
            (self.before, answers.pain_before),
            (self.worst, answers.pain_worst),
            (self.after, answers.pain_after),
            (self.morning, session.next_morning_pain),
            (self.effort, answers.effort),
        )
        for scale, value in values:
            scale.set_value(value)
        self.felt.set_chosen([str(int(one)) for one in answers.felt])
        self.looked.show_answer(answers.looked_like_figure)
        self.legs.show_answer(answers.leg_symptoms)
        self.note.setText(answers.note)
        self._note_shown = self.note.text()  # a note from elsewhere may be longer than this field lets one write

    def written_into(self, session: SessionRecord) -> SessionRecord:
        """The session with the answers that stand here."""
        written = self.note.text()
        answers = Answers(
            pain_before=self.before.value,
            pain_worst=self.worst.value,
            pain_after=self.after.value,
            effort=self.effort.value,
            felt=frozenset(Felt(int(one)) for one in self.felt.chosen),
            looked_like_figure=self.looked.answer,
            leg_symptoms=self.legs.answer,
            note=session.answers.note if written == self._note_shown else written.strip(),
        )
        return replace(session, answers=answers, next_morning_pain=self.morning.value)

    def arrange(self, *, narrow: bool, tight: bool = False) -> None:
        """Side by side, or one below the other where there is no room for two; ``tight``: with narrow margins."""
        self._row.setDirection(_DOWN if narrow else _ACROSS)
        side = 12 if tight else 24
        for card in (self._left, self._right):
            card.column.setContentsMargins(side, 24, side, 24)
