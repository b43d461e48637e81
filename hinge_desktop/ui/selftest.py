"""The page of the self-tests: the list, one test in both its forms, and its question afterwards."""

from __future__ import annotations

import time
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hinge_desktop.body.motion import Motion
from hinge_desktop.training.selftest_kinds import SelfTestKind
from hinge_desktop.ui.selftest_asking import AskingCard
from hinge_desktop.ui.selftest_list import SelfTestList, SelfTestRow
from hinge_desktop.ui.selftest_shown import SelfTestCard, ShownTest
from hinge_desktop.ui.stage_view import Clock
from hinge_desktop.ui.theme import current_theme
from hinge_desktop.ui.widgets import Button, ScrollPage, Words


class SelfTestPage(ScrollPage):
    """Five tests to choose from; after one was done, its question in place of them.

    Signals:
        test_picked(str): the figure and the words of this test are wanted; see :meth:`show_test`.
        start_requested(str): do this test now.
        answered(str, float): id of the test and the answer to keep.
        dropped(): nothing is to be kept of the test just done.
        next_requested(): on to the next test that is due. closed_requested(): back to Today.
    """

    test_picked = Signal(str)
    start_requested = Signal(str)
    answered = Signal(str, float)
    dropped = Signal()
    next_requested = Signal()
    closed_requested = Signal()

    def __init__(self, parent: QWidget | None = None, *, clock: Clock = time.perf_counter) -> None:
        super().__init__(parent, widest_px=1560)
        self._built = False
        self.setAccessibleName(self.tr("Self-tests"))
        self._asked = ""
        self.add(self._build_head())
        self.list = SelfTestList(self)
        self.list.picked.connect(self.test_picked)
        self.shown = SelfTestCard(clock, self)
        self.shown.start_requested.connect(self.start_requested)
        self.add(self.list)
        self.add(self.shown, 1)
        self._above, self._below = QWidget(self), QWidget(self)
        self.asking = AskingCard(self)
        self.add(self._above, 2)
        self.add(self.asking)
        self.add(self._below, 3)
        self.asking.answered.connect(self._answer)
        self.asking.dropped.connect(self.dropped)
        self.asking.next_requested.connect(self.next_requested)
        self.asking.closed_requested.connect(self.closed_requested)
        self._show_asking(False)
        self._built = True
        self.arrange()

    def _build_head(self) -> QWidget:
        self._head = QWidget(self)
        column = QVBoxLayout(self._head)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        line = QHBoxLayout()
        line.addWidget(Words(self.tr("Self-tests"), "title", self._head), 1)
        back = Button(self.tr("Back to Today"), "quiet", self._head, key="Esc")
        back.clicked.connect(self.closed_requested)
        line.addWidget(back)
        column.addLayout(line)
        self._intro = Words("", "muted", self._head)
        self._said = Words("", "accent", self._head)
        self._said.hide()
        column.addWidget(self._intro)
        column.addWidget(self._said)
        return self._head

    # -- showing --------------------------------------------------------------------------------

    @property
    def asked(self) -> str:
        """Id of the test whose question or result is shown; empty while the list is."""
        return self._asked

    def show_rows(self, rows: Sequence[SelfTestRow], intro: str) -> None:
        """Say what the last results are and when each test is due."""
        self.list.show_rows(rows)
        self._intro.setText(intro)

    def show_test(self, test: ShownTest, passes: Motion, not_yet: Motion, *, said: str = "") -> None:
        """Show the list and one test in both forms; ``said`` is one sentence above them."""
        self._asked = ""
        self.list.choose(test.kind.id)
        self.shown.show_test(test, passes, not_yet)
        self._said.show_text(said)
        self._show_asking(False)

    def focus_start(self) -> None:
        """Put the focus on Start, or on the list while nothing can be started."""
        first = self.shown.start if self.shown.start.isEnabled() else self.list.button(self.list.chosen)
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ensureWidgetVisible(first, 40, 40)

    def ask(self, kind: SelfTestKind) -> None:
        """Ask how the test went that has just been done."""
        self._asked = kind.id
        self._show_asking(True)
        self.asking.ask(kind)
        self.verticalScrollBar().setValue(0)

    def show_result(self, kind: SelfTestKind, value: float, change: str, next_name: str) -> None:
        """Say what the answer means; see :meth:`AskingCard.show_result`."""
        self._asked = kind.id
        self._show_asking(True)
        self.asking.show_result(kind, value, change, next_name)
        self.verticalScrollBar().setValue(0)

    # -- its own --------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space starts when nothing else has use for it; Esc goes back."""
        if not event.modifiers() and event.key() == Qt.Key.Key_Space and not self._asked:
            self.shown.start.click()
        elif not event.modifiers() and event.key() == Qt.Key.Key_Escape:
            self.closed_requested.emit()
        else:
            super().keyPressEvent(event)

    def arrange(self) -> None:
        """Side by side while there is room, else one below the other."""
        super().arrange()
        if not self._built:
            return
        self.shown.set_stacked(self.viewport().width() < current_theme().px(600))

    def _show_asking(self, asking: bool) -> None:
        for widget in (self._above, self.asking, self._below):
            widget.setVisible(asking)
        for widget in (self._head, self.list, self.shown):
            widget.setVisible(not asking)

    def _answer(self, value: float) -> None:
        self.answered.emit(self._asked, value)
