"""After a self-test: its question with big answers, then the result in one sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from hinge_desktop.training.selftest_kinds import SelfTestKind
from hinge_desktop.ui.flow import FlowLayout
from hinge_desktop.ui.scales import NumberScale
from hinge_desktop.ui.selftest_words import value_text
from hinge_desktop.ui.theme import current_theme
from hinge_desktop.ui.widgets import Button, Card, FlowRow, Words

_BIG_PX = (96, 56)
_NARROW_PX = 480
_PADDING_PX = 36
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _BigButton(Button):
    """An answer that is hit from a standing position."""

    def sizeHint(self) -> QSize:
        """Never smaller than a hand's aim."""
        theme = current_theme()
        return super().sizeHint().expandedTo(QSize(theme.px(_BIG_PX[0]), theme.px(_BIG_PX[1])))


class BigAnswers(QWidget):
    """A few big answers, one of them chosen; each may have a key of its own.

    Signals:
        answered(float): this answer is chosen.
        settled(): it was chosen by its key, so the next thing may have the focus.
    """

    answered = Signal(float)
    settled = Signal()

    def __init__(
        self, question: str, answers: Sequence[tuple[float, str, str]], keys: Mapping[str, float], parent: QWidget
    ) -> None:
        """``answers``: (value, text on it, how a screen reader says it). ``keys``: the letter typed -> value."""
        super().__init__(parent)
        self.setAccessibleName(question)
        self._values = [value for value, _, _ in answers]
        self._keys = keys
        caps = {value: key for key, value in keys.items() if key.isalpha()}
        flow = FlowLayout(self, 12)
        self._group = QButtonGroup(self)
        for index, (value, text, said) in enumerate(answers):
            button = _BigButton(text, "segment", self, key=caps.get(value, "").upper())
            button.setCheckable(True)
            button.setAccessibleName(self.tr("{question} {answer}").format(question=question, answer=said))
            self._group.addButton(button, index)
            flow.addWidget(button)
        self._group.idToggled.connect(self._toggled)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def take_focus(self) -> None:
        """Put the focus on the chosen answer, or on the first."""
        self._group.button(max(0, self._group.checkedId())).setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """An answer's own key chooses it."""
        value = self._keys.get(event.text().lower()) if event.text() else None
        if value is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        button = self._group.button(self._values.index(value))
        button.setFocus(Qt.FocusReason.OtherFocusReason)
        button.setChecked(True)
        self.settled.emit()

    def _toggled(self, index: int, chosen: bool) -> None:
        if chosen:
            self.answered.emit(self._values[index])


class AskingCard(Card):
    """The question of one test, and what its answer means.

    Signals:
        answered(float): this is the answer to keep.
        dropped(): nothing is to be kept of this test.
        next_requested(): on to the next test that is due. closed_requested(): enough for today.
    """

    answered = Signal(float)
    dropped = Signal()
    next_requested = Signal()
    closed_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, padding_px=_PADDING_PX, gap_px=16)
        self._value: float | None = None
        self._field: BigAnswers | NumberScale | None = None
        self._eyebrow = Words("", "accent", self)
        self._title = Words("", "title", self)
        self._note = Words("", "lead", self)
        for words in (self._eyebrow, self._title, self._note):
            self.add(words)
        self._place = QWidget(self)
        self._inside = QVBoxLayout(self._place)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self.add(self._place)
        self._following = Words("", "strong", self)
        self.add(self._following)
        self._keep = Button(self.tr("Keep this answer"), "big", self, key=self.tr("Enter"))
        self._drop = Button(self.tr("Keep nothing of it"), "quiet", self)
        self._next = Button(self.tr("Next test"), "big", self, key=self.tr("Space"))
        self._later = Button(self.tr("Done for today"), "quiet", self)
        self._close = Button(self.tr("Done"), "big", self, key=self.tr("Space"))
        for button, heard in (
            (self._keep, self._keep_answer),
            (self._drop, self.dropped),
            (self._next, self.next_requested),
            (self._later, self.closed_requested),
            (self._close, self.closed_requested),
        ):
            button.clicked.connect(heard)
        self._rows = tuple(
            self._row(*ones) for ones in ((self._keep, self._drop), (self._next, self._later), (self._close,))
        )

    @property
    def value(self) -> float | None:
        """The answer chosen so far."""
        return self._value

    def ask(self, kind: SelfTestKind) -> None:
        """Ask the question of a test, unanswered."""
        self._value = None
        self._eyebrow.setText(kind.name)
        self._title.setText(kind.question)
        self._note.show_text(self._how_to_answer(kind))
        self._following.hide()
        self._put_field(self._make_field(kind))
        self._keep.setEnabled(False)
        self._show_buttons(asking=True)
        self._eyebrow.set_role("accent")
        self.set_kind("card")
        assert self._field is not None
        if isinstance(self._field, BigAnswers):
            self._field.take_focus()
        else:
            self._field.setFocus(Qt.FocusReason.TabFocusReason)

    def show_result(self, kind: SelfTestKind, value: float, change: str, next_name: str) -> None:
        """Say what the answer means. ``change``: what it changes in the plan; ``next_name``: the next test due."""
        self._eyebrow.setText(self.tr("{test}: {result}").format(test=kind.name, result=value_text(kind, value)))
        self._title.setText(kind.meaning(value))
        self._note.show_text(change)
        self._put_field(None)
        self._next.setAccessibleName(self.tr("Next test: {name}").format(name=next_name))
        self._following.show_text(self.tr("Next: {name}").format(name=next_name) if next_name else "")
        self._show_buttons(asking=False, has_next=bool(next_name))
        self._eyebrow.set_role("teal")
        self.set_kind("note")
        first = self._next if next_name else self._close
        first.setAccessibleDescription(f"{kind.meaning(value)} {change}".strip())  # heard where the focus lands
        first.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter keeps the answer, also from the scale."""
        if event.key() in _ENTER and self._keep.isVisibleTo(self) and self._keep.isEnabled():
            self._keep_answer()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Large words in a narrow card would leave no room for the answers."""
        super().resizeEvent(event)
        narrow = self.width() < current_theme().px(_NARROW_PX)
        self._title.set_role("heading" if narrow else "title")
        side = _PADDING_PX // 2 if narrow else _PADDING_PX
        self.column.setContentsMargins(side, _PADDING_PX, side, _PADDING_PX)

    # -- building -------------------------------------------------------------------------------

    def _row(self, *buttons: Button) -> FlowRow:
        row = FlowRow(self, 16)
        for button in buttons:
            row.add(button)
        self.add(row)
        return row

    def _how_to_answer(self, kind: SelfTestKind) -> str:
        if kind.form == "count":
            return self.tr("Type the number, or choose it with the arrows. A guess is fine.")
        if kind.form == "feet":
            return self.tr("In lengths of your own foot. Choose with the arrows.")
        return ""

    def _make_field(self, kind: SelfTestKind) -> BigAnswers | NumberScale:
        if kind.form == "count":
            scale = NumberScale(kind.question, self._place)
            scale.answered.connect(self._chosen)
            return scale
        if kind.form == "yes":
            options = [(1.0, self.tr("Yes"), self.tr("Yes")), (0.0, self.tr("Not yet"), self.tr("Not yet"))]
            keys = {"y": 1.0, "n": 0.0}
        else:
            options = [(value, self._feet(kind, value), value_text(kind, value)) for value in kind.answers]
            keys = {f"{value:g}": value for value in kind.answers if value and value == int(value)}
        answers = BigAnswers(kind.question, options, keys, self._place)
        answers.answered.connect(self._chosen)
        answers.settled.connect(self._go_to_keep)
        return answers

    def _feet(self, kind: SelfTestKind, value: float) -> str:
        return value_text(kind, value).split(" ")[0] if value else self.tr("less")

    def _put_field(self, field: BigAnswers | NumberScale | None) -> None:
        if self._field is not None:
            self._inside.removeWidget(self._field)
            self._field.hide()
            self._field.deleteLater()
        self._field = field
        self._place.setVisible(field is not None)
        if field is not None:
            self._inside.addWidget(field)
            field.show()

    def _show_buttons(self, *, asking: bool, has_next: bool = False) -> None:
        for row, shown in zip(self._rows, (asking, not asking and has_next, not (asking or has_next)), strict=True):
            row.setVisible(shown)

    # -- answering ------------------------------------------------------------------------------

    def _chosen(self, value: float) -> None:
        self._value = value if value >= 0 else None  # the scale says -1 when its answer is taken back
        self._keep.setEnabled(self._value is not None)

    def _go_to_keep(self) -> None:
        self._keep.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep_answer(self) -> None:
        if self._value is not None:
            self.answered.emit(float(self._value))
