"""The left rail: the ladder of ten steps with where one stands, and the way to the pages."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QEnterEvent, QFocusEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from hinge_desktop.ui.pages import PAGES
from hinge_desktop.ui.theme import ROOMY, Theme, current_theme
from hinge_desktop.ui.widgets import Button, Words, set_roomy

StepState = Literal["done", "current", "ahead"]
ACROSS = 5
"""Marks in one row of the bare ladder."""


def _theme(widget: QWidget) -> Theme:
    """The theme in force, with larger words in a large window."""
    theme = current_theme()
    return replace(theme, text_scale=theme.text_scale * ROOMY) if theme.is_roomy(widget.window().size()) else theme


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step as the rail shows it; ``note`` is a second line, e.g. ``2 of 3 good days``."""

    step: int
    exercise_id: str
    name: str
    state: StepState
    note: str = ""


_SIDE_PX = 10


class StepButton(QAbstractButton):
    """One step: a tick, a number in a ring or a number alone, and its name. The shape tells the state, too.

    Signals:
        looked_at(bool): the pointer or the focus has come to it, or has left it.
    """

    looked_at = Signal(bool)

    def __init__(self, row: StepRow, parent: QWidget | None = None, *, first: bool = False, last: bool = False) -> None:
        super().__init__(parent)
        self._row, self._first, self._last = row, first, last
        self._bare = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        self.show_row(row)

    @property
    def row(self) -> StepRow:
        """What it shows."""
        return self._row

    def show_row(self, row: StepRow) -> None:
        """Show another state."""
        self._row = row
        states = {"done": self.tr("done"), "current": self.tr("your step"), "ahead": self.tr("ahead")}
        self.setAccessibleName(
            self.tr("Step {step}, {name}: {state}").format(step=row.step, name=row.name, state=states[row.state])
        )
        self.setAccessibleDescription(row.note)
        self.setToolTip(row.name)
        self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Its name is wanted."""
        super().enterEvent(event)
        self.looked_at.emit(True)

    def leaveEvent(self, event: QEvent) -> None:
        """Its name is wanted no more."""
        super().leaveEvent(event)
        self.looked_at.emit(False)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Its name is wanted."""
        super().focusInEvent(event)
        self.looked_at.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Its name is wanted no more."""
        super().focusOutEvent(event)
        self.looked_at.emit(False)

    def set_bare(self, bare: bool) -> None:
        """``bare``: the mark alone, for large text in a low window."""
        if bare != self._bare:
            self._bare = bare
            self.updateGeometry()
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens it, as Space does; the arrows move along the ladder."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.focusNextPrevChild(event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Right))
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Two lines of room; bare, room for the mark."""
        theme = _theme(self)
        if self._bare:
            return QSize(theme.px(26), theme.px(34))
        return QSize(theme.px(120), max(theme.px(44), self._words_height() + theme.px(8)))

    def minimumSizeHint(self) -> QSize:
        """Small windows squeeze the gaps, never the words."""
        if self._bare:
            return self.sizeHint()
        return self.least_size()

    def least_size(self, width_px: float | None = None) -> QSize:
        """The least room for mark and words, at its own width or at one it would have."""
        theme = _theme(self)
        return QSize(theme.px(80), max(theme.px(36), self._words_height(width_px) + theme.px(4)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width wraps the name elsewhere."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    def _words_room(self, width_px: float | None = None) -> float:
        theme = _theme(self)
        width = float(self.width()) if width_px is None else width_px
        return max(width, theme.px(80)) - theme.px(26 + 24 + 8)

    def _words_height(self, width_px: float | None = None) -> int:
        theme, room = _theme(self), QRectF(0, 0, self._words_room(width_px), 1000)
        bold = QFontMetricsF(theme.font("body", bold=True))
        high = bold.boundingRect(room, Qt.TextFlag.TextWordWrap, self._row.name).height()
        if self._row.note:
            high += (
                QFontMetricsF(theme.font("small")).boundingRect(room, Qt.TextFlag.TextWordWrap, self._row.note).height()
            )
        return math.ceil(high)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The wash of the current step, the line of the ladder, the mark and the words."""
        theme = _theme(self)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            inside = QRectF(self.rect()).adjusted(*((1, 1, -1, -1) if self._bare else (4, 1, -4, -1)))
            painter.setPen(Qt.PenStyle.NoPen)
            if self._row.state == "current":
                painter.setBrush(theme.colour("accent_soft"))
                painter.drawRoundedRect(inside, 10, 10)
            elif self.underMouse():
                painter.setBrush(theme.colour("teal_soft"))
                painter.drawRoundedRect(inside, 10, 10)
            if self.hasFocus():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(theme.colour("focus"), 3))
                painter.drawRoundedRect(inside.adjusted(1.5, 1.5, -1.5, -1.5), 10, 10)
            if self._bare:
                self._paint_mark(painter, theme, QRectF(self.rect()).center())
                return
            centre = QPointF(theme.px(12) + theme.px(14), self.height() / 2)
            self._paint_line(painter, theme, centre)
            self._paint_mark(painter, theme, centre)
            self._paint_words(painter, theme, centre)

    def _paint_line(self, painter: QPainter, theme: Theme, centre: QPointF) -> None:
        done = self._row.state == "done"
        painter.setPen(QPen(theme.colour("teal" if done else "track"), 2.5))
        gap = theme.px(13)
        if not self._last:
            painter.drawLine(QPointF(centre.x(), centre.y() + gap), QPointF(centre.x(), self.height()))
        if not self._first:
            reached = self._row.state != "ahead"
            painter.setPen(QPen(theme.colour("teal" if reached else "track"), 2.5))
            painter.drawLine(QPointF(centre.x(), 0), QPointF(centre.x(), centre.y() - gap))

    def _paint_mark(self, painter: QPainter, theme: Theme, centre: QPointF) -> None:
        radius, state = theme.px(12), self._row.state
        edge = {"done": "teal_fill", "current": "accent", "ahead": "muted"}[state]
        painter.setPen(QPen(theme.colour(edge), 2.5 if state == "current" else 1.6))
        painter.setBrush(theme.colour("teal_fill" if state == "done" else "card"))
        painter.drawEllipse(centre, radius, radius)
        if state == "done":
            pen = QPen(theme.colour("on_teal"), 2.2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            unit = radius / 12
            painter.drawPolyline([centre + QPointF(x * unit, y * unit) for x, y in ((-5, 0.5), (-1.5, 4), (5, -4))])
            return
        painter.setFont(theme.font("small", bold=True))
        painter.setPen(theme.colour("accent_text" if state == "current" else "muted"))
        box = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(self._row.step))

    def _paint_words(self, painter: QPainter, theme: Theme, centre: QPointF) -> None:
        row, left = self._row, centre.x() + theme.px(24)
        wrap = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
        width, small = self._words_room(), theme.font("small")
        font = theme.font("body", bold=row.state == "current")
        name_px = QFontMetricsF(font).boundingRect(QRectF(0, 0, width, 1000), wrap, row.name).height()
        note_px = 0.0
        if row.note:
            note_px = QFontMetricsF(small).boundingRect(QRectF(0, 0, width, 1000), wrap, row.note).height()
        top = (self.height() - name_px - note_px) / 2
        painter.setFont(font)
        painter.setPen(theme.colour("muted" if row.state == "ahead" else "text"))
        painter.drawText(QRectF(left, top, width, name_px + 2), wrap, row.name)
        painter.setFont(small)
        painter.setPen(theme.colour("accent_text"))
        painter.drawText(QRectF(left, top + name_px, width, note_px + 2), wrap, row.note)


class Rail(QFrame):
    """The name of the program, the ladder, and the four pages.

    Signals:
        step_chosen(str): id of the exercise of the step clicked.
        page_chosen(str): one of :data:`PAGES`.
        help_requested(): the manual is wanted.
    """

    step_chosen = Signal(str)
    page_chosen = Signal(str)
    help_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAccessibleName(self.tr("Ladder and pages"))
        column = QVBoxLayout(self)
        column.setContentsMargins(_SIDE_PX, 20, _SIDE_PX, 16)
        column.setSpacing(10)
        self._name = Words(self.tr("Hinge"), "title", self)
        self._name.setIndent(12)
        head = QHBoxLayout()
        head.addWidget(self._name, 1)
        self.help = Button(self.tr("Help"), "quiet", self)
        self.help.setAccessibleDescription(self.tr("Key: {key}").format(key="F1"))
        self.help.clicked.connect(self.help_requested)
        head.addWidget(self.help)
        column.addLayout(head)
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        ladder = QWidget(self._scroll)
        ladder.setObjectName("scrolled")
        self._ladder = QGridLayout(ladder)
        self._ladder.setContentsMargins(0, 0, 0, 0)
        self._ladder.setSpacing(0)
        self._scroll.setWidget(ladder)
        column.addWidget(self._scroll, 1)
        self._where = Words("", "accent", self)
        self._where.setContentsMargins(8, 0, 4, 0)
        self._where.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._where.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._where.hide()
        column.addWidget(self._where)
        self._steps: list[StepButton] = []
        self._bare: bool | None = None
        self._chosen = QButtonGroup(self)
        self._chosen.setExclusive(False)
        self._chosen.buttonClicked.connect(self._step_clicked)
        self._pages = QButtonGroup(self)
        self._pages.setExclusive(True)
        titles = (self.tr("Today"), self.tr("Library"), self.tr("Progress"), self.tr("Settings"))
        for index, title in enumerate(titles):
            button = Button(title, "nav", self)
            button.setCheckable(True)
            button.setAccessibleDescription(self.tr("Key: Ctrl+{number}").format(number=index + 1))
            self._pages.addButton(button, index)
            column.addWidget(button)
        self._pages.idClicked.connect(self._page_clicked)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    @property
    def steps(self) -> tuple[StepButton, ...]:
        """The buttons of the ladder, in order."""
        return tuple(self._steps)

    def sizeHint(self) -> QSize:
        """Wide enough for the longest name, within bounds; longer names wrap."""
        theme = _theme(self)
        metrics = QFontMetricsF(theme.font("body", bold=True))
        names = [step.row.name for step in self._steps] or ["Three Point Contact Hinge"]
        wanted = max(metrics.horizontalAdvance(name) for name in names) + theme.px(26 + 24 + 8) + 36
        return QSize(round(min(wanted, max(300, self.window().width() * 0.2))), 400)

    def minimumSizeHint(self) -> QSize:
        """As wide as the hint; the ladder scrolls when the window is low."""
        return QSize(self.sizeHint().width(), 260)

    def show_steps(self, rows: Sequence[StepRow]) -> None:
        """Show the ladder."""
        if len(rows) != len(self._steps):
            for old in self._steps:
                self._chosen.removeButton(old)
                old.deleteLater()
            self._steps = []
            for index, row in enumerate(rows):
                button = StepButton(row, self, first=index == 0, last=index == len(rows) - 1)
                self._chosen.addButton(button, index)
                button.looked_at.connect(self._name_step)
                self._steps.append(button)
            self._bare = None
        for button, row in zip(self._steps, rows, strict=True):
            button.show_row(row)
        self._name_step(False)
        self.updateGeometry()
        self.arrange()

    @Slot()
    def arrange(self) -> None:
        """All ten steps stay in sight: with their names, or bare where text is large and the window low."""
        set_roomy(self, current_theme().is_roomy(self.window().size()))
        nav = self._pages.buttons()
        head = max(self._name.sizeHint().height(), self.help.sizeHint().height())
        beside = head + sum(one.sizeHint().height() for one in nav) + 12 * (len(nav) + 4)
        # At the width the names would have: a bare mark is narrow, and would keep itself bare for ever.
        full = self.sizeHint().width() - 2 * _SIDE_PX
        bare = sum(step.least_size(full).height() for step in self._steps) > max(self.height(), 400) - beside
        self._where.setVisible(bare and bool(self._steps))
        self._name.set_role("heading" if bare else "title")  # beside it stands Help
        rows = -(-len(self._steps) // ACROSS)
        high = rows * (self._steps[0].sizeHint().height() + 2) if bare and self._steps else 16777215
        self._scroll.setMaximumHeight(high)
        if bare == self._bare:
            return
        self._bare = bare
        for index, button in enumerate(self._steps):
            button.set_bare(bare)
            place = divmod(index, ACROSS) if bare else (index, 0)
            self._ladder.addWidget(button, *place)
            self._ladder.setRowStretch(index, 0 if bare else 1)

    @Slot(bool)
    def _name_step(self, looked_at: bool) -> None:
        """Below the bare ladder: the name of the step one looks at, or of one's own."""
        button = self.sender() if looked_at else None
        own = next((step.row for step in self._steps if step.row.state == "current"), None)
        row = button.row if isinstance(button, StepButton) else own
        self._where.setText(f"{row.name}\n{row.note}".strip() if row else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another height holds more or fewer names."""
        super().resizeEvent(event)
        self.arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Another text size holds more or fewer names, once the names know of it: Qt tells them in no order."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_bare"):
            self.updateGeometry()
            QTimer.singleShot(0, self, self.arrange)

    def show_page(self, page: str) -> None:
        """Mark the page that is open; a page that is none of :data:`PAGES` marks none."""
        self._pages.setExclusive(False)
        for index, name in enumerate(PAGES):
            self._pages.button(index).setChecked(name == page)
        self._pages.setExclusive(page in PAGES)

    def _step_clicked(self, button: QAbstractButton) -> None:
        assert isinstance(button, StepButton)
        self.step_chosen.emit(button.row.exercise_id)

    def _page_clicked(self, index: int) -> None:
        self.page_chosen.emit(PAGES[index])
