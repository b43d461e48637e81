"""The small parts every page is made of: cards, words, buttons with their key, choices, a scale, scrolling pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from hinge_desktop.ui.flow import FlowLayout
from hinge_desktop.ui.theme import current_theme

Role = Literal[
    "display", "title", "heading", "lead", "body", "strong", "muted", "small", "eyebrow", "accent", "teal", "keycap", "tag"
]
CardKind = Literal["card", "note", "warm"]
ButtonKind = Literal["primary", "big", "secondary", "quiet", "chip", "nav"]


class Words(QLabel):
    """A line or paragraph in one of the theme's roles; it wraps unless it is a tag or a key."""

    def __init__(self, text: str = "", role: Role = "body", parent: QWidget | None = None, *, wrap: bool = True) -> None:
        super().__init__(text, parent)
        self.setProperty("role", role)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap and role not in ("keycap", "tag"))
        if role in ("keycap", "tag"):
            self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_role(self, role: Role) -> None:
        """Change the role and restyle."""
        self.setProperty("role", role)
        _restyle(self)

    def show_text(self, text: str) -> None:
        """Set the text and hide the label when there is none."""
        self.setText(text)
        self.setVisible(bool(text))


class Card(QFrame):
    """A calm rounded panel with a vertical layout; ``note`` is washed teal, ``warm`` orange."""

    def __init__(self, parent: QWidget | None = None, kind: CardKind = "card", padding_px: int = 22, gap_px: int = 8) -> None:
        super().__init__(parent)
        self.setProperty("kind", kind)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(padding_px, padding_px, padding_px, padding_px)
        self.column.setSpacing(gap_px)

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Append a widget."""
        self.column.addWidget(widget, stretch)


class Rule(QFrame):
    """A hairline between two things."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "rule")


class Button(QPushButton):
    """A button that shows, painted as a small cap, the key that does the same.

    Attributes:
        key: name of the key, shown after the text; empty for none.
    """

    def __init__(self, text: str, kind: ButtonKind = "secondary", parent: QWidget | None = None, key: str = "") -> None:
        super().__init__(text, parent)
        self.key = key
        self.setProperty("kind", kind)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(text)
        if key:
            self.setAccessibleDescription(self.tr("Key: {key}").format(key=key))

    def set_text(self, text: str) -> None:
        """Change the text and the accessible name together."""
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()

    def sizeHint(self) -> QSize:  # noqa: N802
        return super().sizeHint() + QSize(self._cap_width(), 0)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return self.sizeHint()

    def _cap_width(self) -> int:
        if not self.key:
            return 0
        return self._cap_metrics_width() + 12

    def _cap_metrics_width(self) -> int:
        theme = current_theme()
        metrics = self.fontMetrics()
        return max(metrics.horizontalAdvance(self.key) + theme.px(6), metrics.height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        if not self.key:
            super().paintEvent(event)
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""  # type: ignore[attr-defined]
        with QStylePainter(self) as painter:
            painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_words(painter)

    def _paint_words(self, painter: QPainter) -> None:
        metrics, cap = self.fontMetrics(), self._cap_metrics_width()
        words = metrics.horizontalAdvance(self.text())
        left = (self.width() - words - 12 - cap) / 2
        colour = self._ink()
        painter.setFont(self.font())
        painter.setPen(colour)
        row = QRectF(left, 0, words + 2, self.height())
        painter.drawText(row, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        box = QRectF(left + words + 12, (self.height() - metrics.height()) / 2, cap, metrics.height())
        edge = QColor(colour)
        edge.setAlphaF(0.45)
        painter.setPen(QPen(edge, 1.2))
        painter.drawRoundedRect(box, 5, 5)
        painter.setPen(colour)
        small = self.font()
        small.setPixelSize(max(9, round(small.pixelSize() * 0.82)) if small.pixelSize() > 0 else 12)
        painter.setFont(small)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.key)

    def _ink(self) -> QColor:
        theme = current_theme()
        if not self.isEnabled():
            return theme.colour("muted")
        roles = {"primary": "on_accent", "big": "on_accent", "quiet": "teal_text", "nav": "muted", "chip": "muted"}
        return theme.colour(roles.get(str(self.property("kind")), "text"))


class Choices(QWidget):
    """Options side by side: one of them (segments) or several (chips). Wraps when text is large.

    Digits 1-9 pick an option while it has the focus, arrows move.

    Signals:
        changed: a ``frozenset`` of the ids chosen, after the user changed it.
    """

    changed = Signal(object)

    def __init__(
        self,
        options: Sequence[tuple[str, str]],
        name: str,
        parent: QWidget | None = None,
        *,
        several: bool = False,
        numbered: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._ids = [id_ for id_, _ in options]
        self._several = several
        flow = FlowLayout(self, 8)
        self._group = QButtonGroup(self)
        self._group.setExclusive(not several)
        for index, (_, text) in enumerate(options):
            button = QPushButton(f"{index + 1}  {text}" if numbered else text, self)
            button.setCheckable(True)
            button.setProperty("kind", "chip" if several else "segment")
            button.setAccessibleName(self.tr("{question}: {answer}").format(question=name, answer=text))
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            button.setAutoDefault(False)
            self._group.addButton(button, index)
            flow.addWidget(button)
        self._group.buttonClicked.connect(self._clicked)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def chosen(self) -> frozenset[str]:
        """Ids of the options that are on."""
        return frozenset(id_ for index, id_ in enumerate(self._ids) if self._group.button(index).isChecked())

    @property
    def choice(self) -> str:
        """The one id chosen, or an empty string."""
        return next(iter(sorted(self.chosen, key=self._ids.index)), "")

    def set_chosen(self, ids: Sequence[str] | frozenset[str]) -> None:
        """Switch exactly these on, silently."""
        self._group.setExclusive(False)
        for index, id_ in enumerate(self._ids):
            self._group.button(index).setChecked(id_ in ids)
        self._group.setExclusive(not self._several)

    def button(self, id_: str) -> QAbstractButton:
        """The button of an option."""
        return self._group.button(self._ids.index(id_))

    def focus_first(self) -> None:
        """Put the focus on the chosen option, or on the first."""
        (self.button(self.choice) if self.choice else self._group.button(0)).setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        digit = event.text()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and digit.isascii() and digit.isdigit() and 1 <= int(digit) <= len(self._ids):
            button = self._group.button(int(digit) - 1)
            if button.isEnabled():
                button.setFocus(Qt.FocusReason.OtherFocusReason)
                button.click()
            return
        super().keyPressEvent(event)

    def _clicked(self, _button: QAbstractButton) -> None:
        self.changed.emit(self.chosen)


class PainScale(QWidget):
    """Eleven cells from 0 to 10, answered by digits (10 is typed 1 0), arrows or a click.

    Used for effort too: only the words differ. Unanswered is ``None``; Backspace goes back to it.

    Signals:
        value_changed: the new value, an ``int`` or ``None``.
    """

    value_changed = Signal(object)

    def __init__(
        self,
        name: str,
        parent: QWidget | None = None,
        *,
        low: str = "",
        high: str = "",
        word: Callable[[int], str] | None = None,
    ) -> None:
        super().__init__(parent)
        self._value: int | None = None
        self._one_typed = False
        self._low = low or self.tr("0 no pain")
        self._high = high or self.tr("10 the worst I can imagine")
        self._word = word or self._pain_word
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._describe()

    @property
    def value(self) -> int | None:
        """The answer."""
        return self._value

    def set_value(self, value: int | None) -> None:
        """Show a value, silently."""
        self._value = value
        self._describe()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        theme = current_theme()
        return QSize(theme.px(440), theme.px(40) + theme.px(24))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        theme = current_theme()
        return QSize(theme.px(290), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        key, text = event.key(), event.text()
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        if text.isascii() and text.isdigit():
            ten = text == "0" and self._one_typed
            self._answer(10 if ten else int(text))
            self._one_typed = text == "1"
            return
        self._one_typed = False
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Down):
            self._answer(max(0, (self._value or 0) - 1))
        elif key in (Qt.Key.Key_Right, Qt.Key.Key_Up):
            self._answer(0 if self._value is None else min(10, self._value + 1))
        elif key == Qt.Key.Key_Home:
            self._answer(0)
        elif key == Qt.Key.Key_End:
            self._answer(10)
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self._answer(None)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        cell = int(event.position().x() / max(1.0, self.width() / 11))
        self._one_typed = False
        self._answer(max(0, min(10, cell)))

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        self._one_typed = False
        super().focusOutEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        theme = current_theme()
        gap, cell, high = theme.px(4), self.width() / 11, theme.px(40)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for number in range(11):
                box = QRectF(number * cell + gap / 2, 2, cell - gap, high - 4)
                self._paint_cell(painter, number, box)
            painter.setFont(theme.font("small"))
            painter.setPen(theme.colour("muted"))
            line = QRectF(0, high, self.width(), self.height() - high)
            middle = "" if self._value is None else f"{self._value}  {self._word(self._value)}"
            painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self._low)
            painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._high)
            painter.setFont(theme.font("small", bold=True))
            painter.setPen(theme.colour("text"))
            if self._room_for(middle):
                painter.drawText(line, Qt.AlignmentFlag.AlignCenter, middle)

    def _room_for(self, middle: str) -> bool:
        metrics = self.fontMetrics()
        ends = max(metrics.horizontalAdvance(self._low), metrics.horizontalAdvance(self._high))
        return self.width() - 2 * ends > metrics.horizontalAdvance(middle)

    def _paint_cell(self, painter: QPainter, number: int, box: QRectF) -> None:
        theme = current_theme()
        chosen = number == self._value
        below = self._value is not None and number < self._value
        painter.setBrush(theme.colour("teal_fill" if chosen else "teal_soft" if below else "card"))
        focused = self.hasFocus() and (chosen or (self._value is None and number == 0))
        painter.setPen(QPen(theme.colour("focus" if focused else "teal" if chosen else "border"), 3 if focused else 1))
        painter.drawRoundedRect(box, 8, 8)
        painter.setFont(theme.font("body", bold=chosen))
        painter.setPen(theme.colour("on_teal" if chosen else "text"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(number))

    def _answer(self, value: int | None) -> None:
        if value != self._value:
            self.set_value(value)
            self.value_changed.emit(value)

    def _describe(self) -> None:
        if self._value is None:
            self.setAccessibleDescription(self.tr("not answered; press 0 to 9, or 1 then 0 for ten"))
        else:
            self.setAccessibleDescription(
                self.tr("{value} of 10, {word}").format(value=self._value, word=self._word(self._value))
            )

    def _pain_word(self, value: int) -> str:
        if value == 0:
            return self.tr("none")
        if value <= 3:
            return self.tr("mild")
        if value <= 5:
            return self.tr("moderate")
        return self.tr("strong") if value <= 7 else self.tr("very strong")


class ScrollPage(QScrollArea):
    """A page that scrolls up and down only; its column is never wider than reads well."""

    def __init__(self, parent: QWidget | None = None, *, widest_px: int = 1180, padding_px: int = 24) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._widest, self._padding = widest_px, padding_px
        inner = QWidget(self)
        inner.setObjectName("scrolled")
        self._frame = QHBoxLayout(inner)
        self.column = QVBoxLayout()
        self.column.setSpacing(16)
        self._frame.addLayout(self.column)
        self.setWidget(inner)
        self._pad()

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Append a widget."""
        self.column.addWidget(widget, stretch)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._pad()

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802
        moved = super().focusNextPrevChild(forward)
        focused = self.focusWidget()
        if moved and focused is not None:
            self.ensureWidgetVisible(focused, 40, 40)
        return moved

    def _pad(self) -> None:
        side = max(self._padding, (self.viewport().width() - current_theme().px(self._widest)) // 2)
        self._frame.setContentsMargins(side, self._padding, side, self._padding)


def _restyle(widget: QWidget) -> None:
    """Let the style sheet look again after a property changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
