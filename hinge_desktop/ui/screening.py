"""The safety questions: the first page of all, which cannot be skipped and comes back when due."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from hinge_desktop.training.screening import ASKED, QUESTIONS, Question, Screening, Tier, assess
from hinge_desktop.ui.widgets import Button, Card, FlowRow, Rule, ScrollPage, Words


class QuestionRow(QWidget):
    """One question with Yes and No; the keys Y and N answer and go on.

    Signals:
        answered(str, bool): id of the question and the answer.
        next_requested(str): the answer came by key, the next question should have the focus.
    """

    answered = Signal(str, bool)
    next_requested = Signal(str)

    def __init__(self, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.question = question
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(10)
        words = Words(question.text, "body", self)
        row.addWidget(words, 1)
        self._group = QButtonGroup(self)
        for answer, text in ((0, self.tr("No")), (1, self.tr("Yes"))):
            button = Button(text, "segment", self)
            button.setCheckable(True)
            button.setAccessibleName(self.tr("{question} {answer}").format(question=question.text, answer=text))
            self._group.addButton(button, answer)
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._group.idClicked.connect(self._clicked)

    @property
    def answer(self) -> bool | None:
        """Yes, no, or not answered."""
        chosen = self._group.checkedId()
        return None if chosen < 0 else bool(chosen)

    def clear(self) -> None:
        """Back to unanswered."""
        self._group.setExclusive(False)
        for button in self._group.buttons():
            button.setChecked(False)
        self._group.setExclusive(True)

    def take_focus(self) -> None:
        """Put the focus on the chosen answer, or on No."""
        self._group.button(max(0, self._group.checkedId())).setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Y and N answer; so do Enter and Space on a button."""
        key = event.key()
        if key in (Qt.Key.Key_Y, Qt.Key.Key_N) and not event.modifiers():
            self._group.button(int(key == Qt.Key.Key_Y)).click()
            self.next_requested.emit(self.question.id)
            return
        super().keyPressEvent(event)

    def _clicked(self, answer: int) -> None:
        self.answered.emit(self.question.id, bool(answer))


class ScreeningPage(ScrollPage):
    """All questions in their tiers, and what the answers mean.

    Signals:
        screening_answered(object): question id -> bool, every question answered; once more, with ``ASKED`` among
            them, when the user has asked who treats them and weight is fine.
        screening_closed(): the advice was read; go on to Today.
    """

    screening_answered = Signal(object)
    screening_closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, widest_px=940)
        self._rows: dict[str, QuestionRow] = {}
        self._build_head()
        for tier, title in self._tiers():
            self._build_tier(tier, title)
        self._build_foot()
        self.setAccessibleName(self.tr("Safety questions"))

    @property
    def answers(self) -> Mapping[str, bool]:
        """What is answered so far."""
        return {id_: row.answer for id_, row in self._rows.items() if row.answer is not None}

    def ask(self, reason: str = "") -> None:
        """Start anew, all unanswered. ``reason``: why they come back, empty the first time."""
        for row in self._rows.values():
            row.clear()
        self._why.show_text(reason)
        self._show_questions()
        self._update_left()
        self.verticalScrollBar().setValue(0)
        self._rows[QUESTIONS[0].id].take_focus()

    # -- building -------------------------------------------------------------------------------

    def _build_head(self) -> None:
        self._title = Words(self.tr("Before we begin"), "title", self)
        self.add(self._title)
        self._why = Words("", "accent", self)
        self._why.hide()
        self.add(self._why)
        self._intro = Words(
            self.tr(
                "Most people with a sore back can move about and practise gently. A few signs mean that someone "
                "should look first. Please answer each question; your answers stay on this computer."
            ),
            "lead",
            self,
        )
        self.add(self._intro)
        self._questions = QWidget(self)
        self._column = QVBoxLayout(self._questions)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(16)
        keys = QHBoxLayout()
        keys.setSpacing(8)
        for cap, text in (("Y", self.tr("yes")), ("N", self.tr("no")), ("Tab", self.tr("next"))):
            keys.addWidget(Words(cap, "keycap", self))
            keys.addWidget(Words(text, "small", self, wrap=False))
        keys.addStretch(1)
        self._column.addLayout(keys)
        self.add(self._questions)

    def _tiers(self) -> tuple[tuple[Tier, str], ...]:
        return (
            (Tier.EMERGENCY, self.tr("Right now")),
            (Tier.SAME_DAY, self.tr("New in the last days")),
            (Tier.URGENT, self.tr("Lately")),
            (Tier.ASK_FIRST, self.tr("About you")),
        )

    def _build_tier(self, tier: Tier, title: str) -> None:
        card = Card(self._questions, gap_px=4)
        card.add(Words(title, "heading", card))
        for index, question in enumerate(one for one in QUESTIONS if one.tier is tier):
            if index:
                card.add(Rule(card))
            row = QuestionRow(question, card)
            row.answered.connect(self._answered)
            row.next_requested.connect(self._focus_after)
            self._rows[question.id] = row
            card.add(row)
        self._column.addWidget(card)

    def _build_foot(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(16)
        self._done = Button(self.tr("Done"), "big", self)
        self._done.clicked.connect(self._finish)
        self._left = Words("", "muted", self)
        foot.addWidget(self._done)
        foot.addWidget(self._left, 1)
        self._column.addLayout(foot)
        self._column.addStretch(1)
        self._above = QWidget(self)
        self.add(self._above, 2)
        self._advice_card = Card(self, "warm", padding_px=40, gap_px=18)
        self._advice_title = Words("", "display", self._advice_card)
        self._advice = Words("", "lead", self._advice_card)
        self._go_on = Button(self.tr("Go on"), "big", self._advice_card, key="Enter")
        self._go_on.clicked.connect(self.screening_closed)
        self._asked = Button(self.tr("I have asked, and weight is fine"), "secondary", self._advice_card)
        self._asked.clicked.connect(self._say_asked)
        self._asked_words = Words(
            self.tr(
                "Have you already asked the person who treats you, and did they say that weight is fine? Then say so "
                "here. It holds until you answer these questions again."
            ),
            "body",
            self._advice_card,
        )
        again = Button(self.tr("Change my answers"), "quiet", self._advice_card)
        again.clicked.connect(self._reopen)
        row = FlowRow(self._advice_card, 16)
        for button in (self._go_on, self._asked, again):
            row.add(button)
        for widget in (self._advice_title, self._advice, self._asked_words):
            self._advice_card.add(widget)
        self._advice_card.add(row)
        self.add(self._advice_card)
        self._below = QWidget(self)
        self.add(self._below, 3)
        self._show_questions()
        self._update_left()

    def _show_questions(self, shown: bool = True) -> None:
        """The questions with their introduction, or the advice alone in the middle of the page."""
        for widget in (self._title, self._intro, self._questions):
            widget.setVisible(shown)
        self._why.setVisible(shown and bool(self._why.text()))
        for widget in (self._above, self._advice_card, self._below):
            widget.setVisible(not shown)

    # -- answering ------------------------------------------------------------------------------

    def _answered(self, _id: str, _answer: bool) -> None:
        self._update_left()

    def _update_left(self) -> None:
        left = len(self._rows) - len(self.answers)
        self._done.setEnabled(left == 0)
        self._left.setText(self.tr("All answered.") if left == 0 else self.tr("{count} still open").format(count=left))

    def _focus_after(self, id_: str) -> None:
        ids = list(self._rows)
        later = ids[ids.index(id_) + 1 :] + ids[: ids.index(id_)]
        open_ = next((one for one in later if self._rows[one].answer is None), None)
        if open_ is None:
            self._done.setFocus(Qt.FocusReason.TabFocusReason)
            self.ensureWidgetVisible(self._done, 40, 80)
        else:
            self._rows[open_].take_focus()
            self.ensureWidgetVisible(self._rows[open_], 40, 120)

    def _finish(self) -> None:
        answers = dict(self.answers)
        if len(answers) < len(self._rows):
            return
        self.screening_answered.emit(answers)
        self.show_advice(assess(answers))

    def _say_asked(self) -> None:
        answers = {**self.answers, ASKED: True}
        self.screening_answered.emit(answers)
        self.show_advice(assess(answers))

    def show_advice(self, screening: Screening) -> None:
        """Show what the answers mean, in place of the questions."""
        titles = {
            None: self.tr("Ready to start gently"),
            Tier.EMERGENCY: self.tr("Please get help now"),
            Tier.SAME_DAY: self.tr("Please speak with someone today"),
            Tier.URGENT: self.tr("Please have this looked at soon"),
            Tier.ASK_FIRST: self.tr("Please ask first"),
        }
        calm = screening.tier if screening.load_locked or screening.practice_locked else None
        self._advice_title.setText(titles[calm])
        self._advice.setText(screening.advice)
        self._asked_words.setVisible(screening.asking_opens)
        self._asked.setVisible(screening.asking_opens)
        self._go_on.set_text(self.tr("Go on") if calm is None else self.tr("I understand"))
        self._advice_card.set_kind("note" if calm is None else "warm")
        self._show_questions(False)
        self.verticalScrollBar().setValue(0)
        self._go_on.setFocus(Qt.FocusReason.TabFocusReason)

    def _reopen(self) -> None:
        self._show_questions()
        self._rows[QUESTIONS[0].id].take_focus()
