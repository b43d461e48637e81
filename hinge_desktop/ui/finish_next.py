"""What happens next and why: the last card of the finish page, with the button that closes it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hinge_desktop.training.gate import Decision
from hinge_desktop.ui.finish_spoken import sentences
from hinge_desktop.ui.widgets import Button, Card, Words


class NextCard(Card):
    """Says the decision in the words of its row.

    Signals:
        done_requested(): the button.
    """

    done_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, "note", padding_px=24, gap_px=6)
        row = QHBoxLayout()
        row.setSpacing(24)
        words = QVBoxLayout()
        words.addWidget(Words(self.tr("What happens next"), "teal", self))
        self.title = Words("", "heading", self)
        self.reason = Words("", "body", self)
        self.count = Words("", "muted", self)
        self.missing = Words("", "body", self)
        for label in (self.title, self.reason, self.count, self.missing):
            words.addWidget(label)
        self.count.hide()
        row.addLayout(words, 1)
        self.done = Button(self.tr("Done"), "big", self, key="Ctrl ⏎")
        self.done.clicked.connect(self.done_requested)
        row.addWidget(self.done, 0, Qt.AlignmentFlag.AlignVCenter)
        self.column.addLayout(row)

    @property
    def said(self) -> str:
        """All of it, for who does not look."""
        return sentences(self.title.text(), self.reason.text(), self.missing.text())

    def show_decision(self, decision: Decision, step_name: str) -> None:
        """Say what happens next and why."""
        self.title.setText(self._title_of(decision).format(step=decision.step, name=step_name))
        self.reason.setText(decision.reason)
        counting = 0 < decision.good_sessions < decision.needed and "collecting" not in decision.rows
        kept = self.tr("Your good days are kept: {good} of {needed}.")
        self.count.show_text(
            kept.format(good=decision.good_sessions, needed=decision.needed)
            if counting and decision.action == "stay"
            else ""
        )

    def _title_of(self, decision: Decision) -> str:
        if decision.none_left:
            return self.tr("Next: a talk with the one who treats you")
        if decision.maintenance and decision.action == "stay":
            return self.tr("Next: keep it going, two or three steps a week")
        return {
            "advance": self.tr("Next time a step up: step {step}, {name}"),
            "stay": self.tr("Next time: step {step} again, {name}"),
            "step_back": self.tr("Next time a gentler one: step {step}, {name}"),
            "start": self.tr("Next time: step {step}, {name}"),
        }[decision.action]

    def show_missing(self, count: int) -> None:
        """How many questions are open, and what that means."""
        self.missing.show_text(
            self.tr("{count} still open; without an answer the step stays.").format(count=count) if count else ""
        )
