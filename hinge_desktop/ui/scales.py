"""Answers by keyboard: a 0-10 scale, and yes or no."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFont, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from hinge_desktop.ui.theme import current_theme
from hinge_desktop.ui.widgets import Choices

TEN_WITHIN_MS = 900
"""A 0 typed this soon after a 1 makes it a ten."""


class NumberScale(QWidget):
    """Eleven cells, 0 to 10. Digits choose, 1 then 0 is ten, arrows move, Backspace takes the answer back.

    Signals:
        answered(int): a number was chosen; -1 when it was taken back.
    """

    answered = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value: int | None = None
        self._since_one = QElapsedTimer()
        self._name = name
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._tell()

    @property
    def question(self) -> str:
        """What it asks."""
        return self._name

    @property
    def value(self) -> int | None:
        """The chosen number, None while nothing is chosen."""
        return self._value

    def set_value(self, value: int | None) -> None:
        """Choose ``value`` without a signal."""
        self._value = value
        self._tell()
        self.update()

    def choose(self, value: int | None) -> None:
        """Choose ``value`` as the user would, with the signal."""
        self._choose(value)

    def cell(self, number: int) -> QRect:
        """Where a number stands in the scale."""
        wide = self.width() / 11
        return QRect(round(number * wide), 0, round(wide), self.height())

    def sizeHint(self) -> QSize:
        """Eleven comfortable cells."""
        cell = QFontMetricsF(self.font()).height() * 2.0
        return QSize(round(cell * 12.2), round(cell + 4))

    def minimumSizeHint(self) -> QSize:
        """Cells that still hold two digits."""
        metrics = QFontMetricsF(self.font())
        return QSize(round((metrics.horizontalAdvance("10") + 7) * 11), self.sizeHint().height())

    def event(self, event: QEvent) -> bool:
        """Own the digits and the arrows before any shortcut of the page."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_scale_key(event.key()):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits, arrows, Home, End, Backspace."""
        key = Qt.Key(event.key())
        if Qt.Key.Key_0 <= key <= Qt.Key.Key_9:
            self._type_digit(int(key) - int(Qt.Key.Key_0))
        elif key in (Qt.Key.Key_Right, Qt.Key.Key_Left):
            step = 1 if key == Qt.Key.Key_Right else -1
            self._choose(0 if self._value is None else min(10, max(0, self._value + step)))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._choose(0 if key == Qt.Key.Key_Home else 10)
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self._choose(None)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the cell under the pointer."""
        self._choose(min(10, max(0, int(event.position().x() // (self.width() / 11)))))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus."""
        super().focusInEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The cells; the chosen one is filled and bold, those below it tinted."""
        theme, cell = current_theme(), self.width() / 11
        palette = theme.palette
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            font = QFont(self.font())
            for number in range(11):
                chosen = number == self._value
                below = self._value is not None and number < self._value
                box = QRectF(number * cell, 0, cell, self.height()).adjusted(2, 3, -2, -3)
                painter.setPen(QPen(QColor(palette.teal_fill) if chosen else theme.edge, 1.3))
                painter.setBrush(QColor(palette.teal_fill if chosen else palette.teal_soft if below else palette.card))
                painter.drawRoundedRect(box, 8, 8)
                font.setWeight(QFont.Weight.Bold if chosen else QFont.Weight.Normal)
                painter.setFont(font)
                painter.setPen(QColor(palette.on_teal if chosen else palette.text))
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(number))
            if self.hasFocus():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(QColor(palette.focus), 3))
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), 10, 10)

    def _type_digit(self, digit: int) -> None:
        soon = self._since_one.isValid() and self._since_one.elapsed() < TEN_WITHIN_MS
        ten = digit == 0 and self._value == 1 and soon
        if digit == 1:
            self._since_one.start()
        else:
            self._since_one.invalidate()
        self._choose(10 if ten else digit)

    def _choose(self, value: int | None) -> None:
        if value != self._value:
            self._value = value
            self._tell()
            self.update()
        self.answered.emit(-1 if value is None else value)

    def _tell(self) -> None:
        said = self.tr("not answered") if self._value is None else self.tr("%d of 10") % self._value
        self.setAccessibleName(f"{self._name}: {said}")


class YesNo(Choices):
    """Yes and No; Y and N answer while it has the focus, as 1 and 2 do."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        words = QCoreApplication.translate
        super().__init__((("yes", words("YesNo", "Yes")), ("no", words("YesNo", "No"))), name, parent)

    @property
    def answer(self) -> bool | None:
        """Yes, no, or not answered."""
        return {"yes": True, "no": False}.get(self.choice)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Y and N press their button."""
        answers = {Qt.Key.Key_Y: "yes", Qt.Key.Key_N: "no"}
        chosen = answers.get(Qt.Key(event.key()))
        if chosen is None or event.modifiers():
            super().keyPressEvent(event)
            return
        self.button(chosen).setFocus(Qt.FocusReason.OtherFocusReason)
        self.button(chosen).click()


def _is_scale_key(key: int) -> bool:
    return Qt.Key.Key_0 <= key <= Qt.Key.Key_9 or key in (
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
        Qt.Key.Key_Backspace,
        Qt.Key.Key_Delete,
    )
