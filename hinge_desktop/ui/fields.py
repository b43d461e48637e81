"""What is filled in: numbers, ticks and choices with their name above and a hint below."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QDoubleSpinBox,
    QSizePolicy,
    QSpinBox,
    QStyle,
    QStyleOptionButton,
    QVBoxLayout,
    QWidget,
)

from hinge_desktop.ui.widgets import Words

_WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class ScrollPast(QObject):
    """Lets the wheel scroll the page over a field: only a field that has the focus is turned by it."""

    def watch(self, field: QWidget) -> None:
        """From now on, for this field. It takes the focus by a click or by Tab, not by the wheel."""
        field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hand a wheel over an idle field on to the page."""
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)


class Tick(QCheckBox):
    """A box to tick whose words wrap, so that large text is never cut."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        """As wide as the words in one line."""
        width = self.before_words + self.fontMetrics().horizontalAdvance(self.text()) + 12
        return QSize(width, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """The longest word."""
        widest = max((self.fontMetrics().horizontalAdvance(word) for word in self.text().split()), default=0)
        return QSize(self.before_words + widest + 12, super().sizeHint().height())

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height of all lines at ``width`` pixels."""
        room = max(1, width - self.before_words - 8)
        words = self.fontMetrics().boundingRect(0, 0, room, 0, int(_WRAPPED), self.text())
        return max(super().sizeHint().height(), words.height() + 12)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The box as the style has it, the words beside it in as many lines as they need."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        with QPainter(self) as painter:
            self.style().drawControl(QStyle.ControlElement.CE_CheckBox, option, painter, self)
            painter.setPen(self.palette().windowText().color())
            room = self.rect().adjusted(self.before_words, 0, -4, 0)
            painter.drawText(room, int(_WRAPPED), self.text())

    def hitButton(self, pos: QPoint) -> bool:
        """The words are pressed as well as the box."""
        return self.rect().contains(pos)

    @property
    def before_words(self) -> int:
        """Where the words begin, in pixels."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        box = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)
        return int(box.right()) + 11


class WholeNumber(QSpinBox):
    """A whole number within bounds; told when it is complete, not while it is typed."""

    def __init__(self, bounds: tuple[int, int], suffix: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(*bounds)
        self.setSuffix(suffix)
        self.setKeyboardTracking(False)
        calm(self)


class Number(QDoubleSpinBox):
    """A number within bounds, with so many decimals; told when it is complete, not while it is typed."""

    def __init__(
        self,
        bounds: tuple[float, float],
        decimals: int,
        suffix: str = "",
        parent: QWidget | None = None,
        *,
        step: float = 1.0,
    ) -> None:
        super().__init__(parent)
        self.setDecimals(decimals)
        self.setRange(*bounds)
        self.setSuffix(suffix)
        self.setSingleStep(step)
        self.setKeyboardTracking(False)
        calm(self)


def calm(box: QAbstractSpinBox) -> None:
    """As wide as it needs, with air before the number."""
    box.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    box.lineEdit().setTextMargins(8, 0, 4, 0)


def field(name: str, widget: QWidget, parent: QWidget, hint: str = "") -> QWidget:
    """A name, what is set below it, and a hint below that. The widget is named for screen readers, too."""
    whole = QWidget(parent)
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(5)
    label = Words(name, "eyebrow", whole)
    label.setBuddy(widget)
    column.addWidget(label)
    column.addWidget(widget)
    if not widget.accessibleName():
        widget.setAccessibleName(name)
    if hint:
        widget.setAccessibleDescription(hint)
        column.addWidget(Words(hint, "small", whole))
    return whole
