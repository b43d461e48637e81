"""One button for everything: Space, Enter, Page Down and a click are one press; holding it is another wish."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

from hinge_desktop.ui.scales import NumberScale

HOLD_MS = 2000
KEYS = frozenset({Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_PageDown})
_KEY_EVENTS = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease)
_MOUSE_EVENTS = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease, QEvent.Type.MouseButtonDblClick)
_LOST = (QEvent.Type.Hide, QEvent.Type.WindowDeactivate)


class OneButton(QObject):
    """Listens on a page and on what can have the focus there. Off, it hears nothing.

    Text fields keep their keys. A click on a button or a scale is that button's.

    Signals:
        pressed(): a short press, told when it is let go.
        held(): the button was held for two seconds; letting go then is no press.
    """

    pressed = Signal()
    held = Signal()

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self._enabled = self._down = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(HOLD_MS)
        self._timer.timeout.connect(self.held)

    @property
    def enabled(self) -> bool:
        """It listens."""
        return self._enabled

    @Slot(bool)
    def set_enabled(self, enabled: bool) -> None:
        """Listen, or leave every key to the page."""
        if enabled == self._enabled:
            return
        self._enabled = enabled
        self._let_go()
        for widget in (self._page, *self._page.findChildren(QWidget)):
            if widget is self._page or widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
                if enabled:
                    widget.installEventFilter(self)
                else:
                    widget.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what is ours before anybody else sees it."""
        if event.type() in _KEY_EVENTS and isinstance(event, QKeyEvent):
            if self._is_ours(watched, event):
                self._on_key(event)
                return True
        elif event.type() in _MOUSE_EVENTS and isinstance(event, QMouseEvent) and watched is self._page:
            return self._on_mouse(event)
        elif event.type() in _LOST and watched is self._page:
            self._let_go()
        return super().eventFilter(watched, event)

    def _is_ours(self, watched: QObject, event: QKeyEvent) -> bool:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        return plain and Qt.Key(event.key()) in KEYS and not isinstance(watched, QLineEdit)

    def _on_key(self, event: QKeyEvent) -> None:
        event.accept()
        if event.isAutoRepeat() or event.type() == QEvent.Type.ShortcutOverride:
            return
        if event.type() == QEvent.Type.KeyPress:
            self._press()
        else:
            self._release()

    def _on_mouse(self, event: QMouseEvent) -> bool:
        """A click that no button and no scale has taken comes up to the page."""
        below = self._page.childAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or isinstance(below, QAbstractButton | NumberScale):
            return False
        if event.type() == QEvent.Type.MouseButtonRelease:
            self._release()
        else:
            self._press()
        return True

    def _press(self) -> None:
        self._down = True
        self._timer.start()

    def _release(self) -> None:
        short = self._down and self._timer.isActive()
        self._let_go()
        if short:
            self.pressed.emit()

    def _let_go(self) -> None:
        self._down = False
        self._timer.stop()
