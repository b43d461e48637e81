"""The small parts every page is made of: cards, words, buttons with their key, choices, scrolling pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
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
    QVBoxLayout,
    QWidget,
)

from hinge_desktop.ui.flow import FlowLayout
from hinge_desktop.ui.theme import current_theme

Role = Literal[
    "display",
    "title",
    "heading",
    "lead",
    "body",
    "strong",
    "muted",
    "small",
    "eyebrow",
    "accent",
    "teal",
    "keycap",
    "tag",
    "day",
]
CardKind = Literal["card", "note", "warm", "foot"]
ButtonKind = Literal["primary", "big", "secondary", "quiet", "chip", "segment", "nav"]

_KEYPAD = Qt.KeyboardModifier.KeypadModifier


class Words(QLabel):
    """A line or paragraph in one of the theme's roles; it wraps unless it is a tag or a key."""

    def __init__(
        self, text: str = "", role: Role = "body", parent: QWidget | None = None, *, wrap: bool = True
    ) -> None:
        super().__init__(text, parent)
        self.setProperty("role", role)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap and role not in ("keycap", "tag", "day"))
        if role in ("keycap", "tag", "day"):
            self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_role(self, role: Role) -> None:
        """Change the role and restyle."""
        if self.property("role") != role:
            self.setProperty("role", role)
            _restyle(self)

    def show_text(self, text: str) -> None:
        """Set the text and hide the label when there is none."""
        self.setText(text)
        self.setVisible(bool(text))


class Card(QFrame):
    """A calm rounded panel with a vertical layout; ``note`` is washed teal, ``warm`` orange, ``foot`` ends a page."""

    def __init__(
        self, parent: QWidget | None = None, kind: CardKind = "card", padding_px: int = 22, gap_px: int = 8
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", kind)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(padding_px, padding_px, padding_px, padding_px)
        self.column.setSpacing(gap_px)

    def set_kind(self, kind: CardKind) -> None:
        """Change the ground it is painted on."""
        self.setProperty("kind", kind)
        _restyle(self)

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

    def sizeHint(self) -> QSize:
        return super().sizeHint() + QSize(self._cap_width(), 0)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the focused button, as Space does; on the choice that holds already it is the page's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~_KEYPAD:
            if self._holds:
                event.ignore()
            else:
                self.click()
            return
        super().keyPressEvent(event)

    @property
    def _holds(self) -> bool:
        """It is the chosen one of several, so that pressing it changes nothing."""
        group: QButtonGroup | None = self.group()  # the stub knows of no button that is alone
        return group is not None and group.exclusive() and self.isChecked()

    def _cap_width(self) -> int:
        if not self.key:
            return 0
        return self._cap_metrics_width() + 12

    def _cap_metrics_width(self) -> int:
        theme = current_theme()
        metrics = self.fontMetrics()
        return max(metrics.horizontalAdvance(self.key) + theme.px(6), metrics.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.key:
            super().paintEvent(event)
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        with QPainter(self) as painter:
            self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
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
        roles = {
            "primary": "on_accent",
            "big": "on_accent",
            "quiet": "teal_text",
            "nav": "muted",
            "chip": "muted",
            "segment": "muted",
        }
        return theme.colour(roles.get(str(self.property("kind")), "text"))


class FlowRow(QWidget):
    """Widgets side by side that wrap when there is no room."""

    def __init__(self, parent: QWidget | None = None, gap_px: int = 8) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self, gap_px)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, widget: QWidget) -> None:
        """Append a widget."""
        self._flow.addWidget(widget)


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
            button = Button(f"{index + 1}  {text}" if numbered else text, "chip" if several else "segment", self)
            button.setCheckable(True)
            button.setAccessibleName(self.tr("{question}: {answer}").format(question=name, answer=text))
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
        if not self._several and self.choice:
            # Tab comes to the one that holds, as Qt has it once one of them has had the focus.
            for index, id_ in enumerate(self._ids):
                chosen = id_ == self.choice
                policy = Qt.FocusPolicy.StrongFocus if chosen else Qt.FocusPolicy.ClickFocus
                self._group.button(index).setFocusPolicy(policy)

    def button(self, id_: str) -> QAbstractButton:
        """The button of an option."""
        return self._group.button(self._ids.index(id_))

    def focus_first(self) -> None:
        """Put the focus on the chosen option, or on the first."""
        (self.button(self.choice) if self.choice else self._group.button(0)).setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
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
        inner = self._inner = QWidget(self)
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Another text size shares the room differently, at the same size of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_inner"):
            self.arrange()

    def arrange(self) -> None:
        """Share the room. Called after each change of the window or the text size; pages add to it."""
        set_roomy(self._inner, current_theme().is_roomy(self.window().size()))
        self._pad()

    @property
    def roomy(self) -> bool:
        """Whether the words are set larger, because the window is."""
        return bool(self._inner.property("roomy"))

    def focusNextPrevChild(self, forward: bool) -> bool:
        moved = super().focusNextPrevChild(forward)
        focused = self.focusWidget()
        if moved and focused is not None:
            self.ensureWidgetVisible(focused, 40, 40)
        return moved

    def _pad(self) -> None:
        side = max(self._padding, (self.viewport().width() - current_theme().px(self._widest)) // 2)
        self._frame.setContentsMargins(side, self._padding, side, self._padding)


def set_roomy(widget: QWidget, roomy: bool) -> None:
    """Set the words inside ``widget`` larger, or not."""
    if bool(widget.property("roomy")) != roomy:
        widget.setProperty("roomy", roomy)
        for one in (widget, *widget.findChildren(QWidget)):
            _restyle(one)
            one.updateGeometry()


def _restyle(widget: QWidget) -> None:
    """Let the style sheet look again after a property changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
