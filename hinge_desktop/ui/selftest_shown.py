"""One self-test before it is done: the figure as it passes and as "not yet", in step, and how to set up."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

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


class SelfTestCard(Card):
    """The chosen test.

    Signals:
        start_requested(str): do it now.
    """

    start_requested = Signal(str)

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent, padding_px=20, gap_px=10)
        self._test: ShownTest | None = None
        self._name = Words("", "heading", self)
        self._looks_at = Words("", "body", self)
        self.add(self._name)
        self.add(self._looks_at)
        self.stage = StageView(self, clock=clock)
        self.stage.setMinimumHeight(_LEAST_STAGE_PX)
        self.add(self.stage, 1)
        self.column.addLayout(self._build_forms())
        self._set_up = Words("", "body", self)
        self.add(Words(self.tr("How to do it"), "teal", self))
        self.add(self._set_up)
        self._past = Words("", "muted", self)
        self.add(self._past)
        self._locked = Words("", "strong", self)
        self.add(self._locked)
        row = FlowRow(self, 14)
        self.start = Button(self.tr("Start"), "big", row, key=self.tr("Space"))
        self.start.clicked.connect(self._wish_start)
        self._still = Button(self.tr("Hold still"), "quiet", row)
        self._still.clicked.connect(self.stage.toggle)
        self.stage.playing_changed.connect(self._playing_changed)
        self._length = Words("", "muted", row, wrap=False)
        for widget in (self.start, self._still, self._length):
            row.add(widget)
        self.add(row)

    def show_test(self, test: ShownTest, passes: Motion, not_yet: Motion) -> None:
        """Show a test; both figures move in step."""
        kind, self._test = test.kind, test
        self._name.setText(kind.name)
        self._looks_at.setText(kind.looks_at)
        self._passes.setText(kind.passes)
        self._not_yet.setText(kind.not_yet)
        self._set_up.setText("\n".join(f"{number}  {line}" for number, line in enumerate(kind.set_up, 1)))
        self._past.show_text(self.tr("Before: {results}").format(results="  ·  ".join(test.past)) if test.past else "")
        self._length.setText(test.length)
        self._locked.show_text(test.locked)
        self.start.setEnabled(not test.locked)
        self.start.setAccessibleName(self.tr("Start: {name}").format(name=kind.name))
        if self.stage.motion is not passes:
            self.stage.show_motion(passes, kind.name)
            self.stage.show_twin(Twin(not_yet, self.tr("Not yet"), True, self.tr("As it passes")))
            self.stage.play()

    def focus_start(self) -> None:
        """Put the focus on Start."""
        self.start.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build_forms(self) -> QBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(24)
        self._passes, self._not_yet = Words("", "small", self), Words("", "small", self)
        for words in (self._passes, self._not_yet):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
            row.addWidget(words, 1)
        return row

    def _wish_start(self) -> None:
        if self._test is not None and not self._test.locked:
            self.start_requested.emit(self._test.kind.id)

    def _playing_changed(self, playing: bool) -> None:
        self._still.set_text(self.tr("Hold still") if playing else self.tr("Let it move"))
