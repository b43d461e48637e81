"""The smaller cards of Today: an unfinished session, the morning after, self-tests that are due, this week."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QBoxLayout, QMenu, QWidget

from hinge_desktop.ui.flow import FlowLayout
from hinge_desktop.ui.scales import NumberScale
from hinge_desktop.ui.widgets import Button, Card, FlowRow, Words

_ACROSS, _DOWN = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


class ResumeCard(Card):
    """An unfinished session may go on. It is kept in any case.

    Signals:
        resume_requested(), resume_declined()
    """

    resume_requested = Signal()
    resume_declined = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, "warm", padding_px=16)
        self._row = QBoxLayout(_ACROSS)
        self._row.setSpacing(12)
        self._words = Words("", "body", self)
        answers = FlowRow(self)
        self.go_on = Button(self.tr("Go on with it"), "primary", answers)
        self.keep = Button(self.tr("Keep it as it is"), "quiet", answers)
        self.go_on.clicked.connect(self.resume_requested)
        self.keep.clicked.connect(self.resume_declined)
        answers.add(self.go_on)
        answers.add(self.keep)
        self._row.addWidget(self._words, 1)
        self._row.addWidget(answers, 1)
        self.column.addLayout(self._row)
        self.hide()

    def offer(self, sentence: str) -> None:
        """Show the offer; an empty one hides it."""
        self._words.setText(sentence)
        self.setVisible(bool(sentence))

    def arrange(self, *, wide: bool) -> None:
        """The answers beside the words, or below them."""
        self._row.setDirection(_ACROSS if wide else _DOWN)


class MorningCard(Card):
    """How it was on the morning after the last session.

    Signals:
        answered(int): pain on that morning.
    """

    answered = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, padding_px=16)
        self._words = Words("", "strong", self)
        self.scale = NumberScale(self.tr("Pain on the morning after the last session"), self)
        self.save = Button(self.tr("Save"), "secondary", self)
        self.save.clicked.connect(self._save)
        self.add(self._words)
        self._row = QBoxLayout(_ACROSS)
        self._row.setSpacing(10)
        self._row.addWidget(self.scale, 1)
        self._row.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addLayout(self._row)
        self.hide()

    def ask(self, question: str) -> None:
        """Ask; an empty question hides it."""
        self._words.setText(question)
        self.setVisible(bool(question))

    def arrange(self, *, wide: bool) -> None:
        """Save beside the scale, or below it."""
        self._row.setDirection(_ACROSS if wide else _DOWN)

    def _save(self) -> None:
        if self.scale.value is not None:
            self.answered.emit(self.scale.value)
            self.scale.set_value(None)


class TestsCard(Card):
    """Self-tests are due.

    Signals:
        self_tests_requested()
    """

    __test__ = False  # pytest takes the name for a class of tests
    self_tests_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, padding_px=18, gap_px=6)
        self.add(Words(self.tr("Self-tests"), "teal", self))
        self._words = Words("", "body", self)
        self.add(self._words)
        self.begin = Button(self.tr("Do the self-tests"), "secondary", self)
        self.begin.clicked.connect(self.self_tests_requested)
        self.column.addStretch(1)
        self.column.addWidget(self.begin, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def offer(self, sentence: str) -> None:
        """Show the sentence; an empty one hides the card."""
        self._words.setText(sentence)
        self.setVisible(bool(sentence))


class WeekCard(Card):
    """Practice of this week, and the hinge moments of today.

    Signals:
        moment_requested(str): count a hinge moment of this kind.
    """

    moment_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, padding_px=18)
        self._week = Words("", "body", self)
        self.add(self._week)
        row = QWidget(self)
        self._days = FlowLayout(row, 8)
        self.add(row)
        self._moments = FlowRow(self)
        self._said = Words("", "muted", self._moments, wrap=False)
        self.count = Button(self.tr("Count one"), "quiet", self._moments)
        self.count.clicked.connect(self._open_kinds)
        self._moments.add(self._said)
        self._moments.add(self.count)
        self.add(self._moments)
        self.kinds = QMenu(self)
        self.kinds.triggered.connect(self._kind_chosen)
        self.column.addStretch(1)

    def show_week(self, sentence: str, days: tuple[tuple[str, bool], ...]) -> None:
        """One sentence, and each day with its name and whether something was done."""
        self._week.setText(sentence)
        while (item := self._days.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for label, practised in days:
            text = f"✓ {label}" if practised else label
            day = Words(text, "tag" if practised else "day", self._days.parentWidget(), wrap=False)
            self._days.addWidget(day)
            day.show()

    def show_moments(self, sentence: str, kinds: tuple[tuple[str, str], ...]) -> None:
        """The moments so far, and which kinds can be counted now."""
        self._said.setText(sentence)
        self._moments.setVisible(bool(sentence))
        self.count.setEnabled(bool(kinds))
        self.kinds.clear()
        for kind, words in kinds:
            self.kinds.addAction(words).setData(kind)

    def _open_kinds(self) -> None:
        self.kinds.popup(self.count.mapToGlobal(QPoint(0, self.count.height())))

    def _kind_chosen(self, action: QAction) -> None:
        self.moment_requested.emit(str(action.data()))
