"""One self-test before it is done: the figure as it passes and as "not yet", in step, and how to set up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QWidget

from hinge_desktop.body.motion import Motion
from hinge_desktop.training.selftest_kinds import SelfTestKind
from hinge_desktop.ui.stage_twin import Twin
from hinge_desktop.ui.stage_view import Clock, StageView
from hinge_desktop.ui.widgets import Button, Card, FlowRow, Words

_LEAST_STAGE_PX = 240


@dataclass(frozen=True, slots=True)
class ShownTest:
    """A test with the words that depend on the day.

    Attributes:
        length: about how long it takes. past: the last results, newest first.
        locked: why it cannot be started now; empty when it can.
    """

    kind: SelfTestKind
    length: str
    past: tuple[str, ...] = ()
    locked: str = ""


class _Pair(StageView):
    """Two figures: they take what the words leave, so that Start stays in sight in a low window."""

    def sizeHint(self) -> QSize:
        """No more than the least."""
        return QSize(super().sizeHint().width(), _LEAST_STAGE_PX)


class _Steps(QWidget):
    """Sentences with their numbers before them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnStretch(1, 1)
        self._lines: list[tuple[Words, Words]] = []

    def show_steps(self, steps: Sequence[str]) -> None:
        """Show these, in order."""
        while len(self._lines) < len(steps):
            row = len(self._lines)
            line = (Words(f"{row + 1}", "teal", self), Words("", "body", self))
            for column, words in enumerate(line):
                self._grid.addWidget(
                    words, row, column, Qt.AlignmentFlag.AlignTop if not column else Qt.AlignmentFlag(0)
                )
            self._lines.append(line)
        for at, (number, words) in enumerate(self._lines):
            number.setVisible(at < len(steps))
            words.show_text(steps[at] if at < len(steps) else "")


class SelfTestCard(Card):
    """The chosen test.

    Signals:
        start_requested(str): do it now.
    """

    start_requested = Signal(str)

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent, padding_px=20)
        self._test: ShownTest | None = None
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(20)
        left, right = QWidget(self), QWidget(self)
        self._row.addWidget(left, 5)
        self._row.addWidget(right, 4)
        self.column.addLayout(self._row, 1)
        self._build_figures(left, clock)
        self._build_words(right)

    def show_test(self, test: ShownTest, passes: Motion, not_yet: Motion) -> None:
        """Show a test; both figures move in step."""
        kind, self._test = test.kind, test
        self._name.setText(kind.name)
        self._looks_at.setText(kind.looks_at)
        self._passes.setText(kind.passes)
        self._not_yet.setText(kind.not_yet)
        self._set_up.show_steps(kind.set_up)
        before = self.tr("Before: {results}").format(results="  ·  ".join(test.past))
        self._past.show_text(before if test.past else "")
        self._length.setText(test.length)
        self._locked.show_text(test.locked)
        self.start.setEnabled(not test.locked)
        self.start.setAccessibleName(self.tr("Start: {name}").format(name=kind.name))
        if self.stage.motion is not passes:
            self.stage.show_motion(passes, kind.name)
            self.stage.show_twin(Twin(not_yet, self.tr("Not yet"), True, self.tr("As it passes")))
            self.stage.play()

    def set_stacked(self, stacked: bool) -> None:
        """The words below the figures instead of beside them."""
        way = QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight
        if self._row.direction() != way:
            self._row.setDirection(way)

    # -- building -------------------------------------------------------------------------------

    def _build_figures(self, place: QWidget, clock: Clock) -> None:
        column = QBoxLayout(QBoxLayout.Direction.TopToBottom, place)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.stage = _Pair(place, clock=clock)
        self.stage.setMinimumHeight(_LEAST_STAGE_PX)
        column.addWidget(self.stage, 1)
        row = QHBoxLayout()
        row.setSpacing(20)
        self._passes, self._not_yet = Words("", "small", place), Words("", "small", place)
        for words in (self._passes, self._not_yet):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
            row.addWidget(words, 1)
        column.addLayout(row)
        self._still = Button(self.tr("Hold still"), "quiet", place)
        self._still.clicked.connect(self.stage.toggle)
        self.stage.playing_changed.connect(self._playing_changed)
        column.addWidget(self._still, 0, Qt.AlignmentFlag.AlignLeft)

    def _build_words(self, place: QWidget) -> None:
        column = QBoxLayout(QBoxLayout.Direction.TopToBottom, place)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._name = Words("", "heading", place)
        self._looks_at = Words("", "body", place)
        how = Words(self.tr("How to do it"), "teal", place)
        self._set_up = _Steps(place)
        self._past = Words("", "small", place)
        self._locked = Words("", "strong", place)
        for widget in (self._name, self._looks_at, how, self._set_up, self._past):
            column.addWidget(widget)
        column.addStretch(1)
        column.addWidget(self._locked)
        row = FlowRow(place, 12)
        self.start = Button(self.tr("Start"), "big", row, key=self.tr("Space"))
        self.start.clicked.connect(self._wish_start)
        self._length = Words("", "muted", row, wrap=False)
        row.add(self.start)
        row.add(self._length)
        column.addWidget(row)

    def _wish_start(self) -> None:
        if self._test is not None and not self._test.locked:
            self.start_requested.emit(self._test.kind.id)

    def _playing_changed(self, playing: bool) -> None:
        self._still.set_text(self.tr("Hold still") if playing else self.tr("Let it move"))
