"""Where the window was, for each set-up of screens: at the desk with two, on the way with one.

Light, because it comes before the first frame: Qt's geometry and nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QRect, QSettings, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

_LAST = "window"
_GRIP = QSize(160, 40)
"""So much of the window's upper edge has to be on a screen, to take hold of it."""


def set_up() -> str:
    """A name for the screens there are: their sizes and how they stand to each other."""
    rects = [screen.geometry() for screen in QGuiApplication.screens()]
    return " ".join(sorted(f"{one.width()}x{one.height()}{one.x():+d}{one.y():+d}" for one in rects))


def keep(window: QWidget, memory: QSettings) -> None:
    """Remember where it is, for these screens and as the last place of all; full screen is for following, no place."""
    if window.isFullScreen():
        return
    place = window.saveGeometry()
    memory.setValue(_LAST, place)
    memory.setValue(_key(), place)
    memory.sync()


def restore(window: QWidget, memory: QSettings) -> bool:
    """Put it where it was on these screens, else as large as it was last; False when nothing is known of it."""
    for key in (_key(), _LAST):
        kept = memory.value(key)
        if isinstance(kept, QByteArray) and window.restoreGeometry(kept):
            rooms = [screen.availableGeometry() for screen in QGuiApplication.screens()]
            if not (window.isMaximized() or window.isFullScreen()):
                window.setGeometry(within_reach(window.geometry(), rooms, whole=key == _LAST))
            return True
    return False


def within_reach(place: QRect, rooms: Sequence[QRect], *, whole: bool = False) -> QRect:
    """The place itself where it can be taken hold of, else inside the screen that it is nearest to.

    Args:
        place: of the window. rooms: of the screens, without their bars; the first is the main one.
        whole: all of it has to be on one screen.
    """
    if not rooms:
        return place
    edge = QRect(place.topLeft(), QSize(place.width(), _GRIP.height()))
    for room in rooms:
        seen = room.intersected(edge)
        held = seen.width() >= _GRIP.width() and seen.height() >= _GRIP.height()
        if room.contains(place) or (held and not whole):
            return place
    room = max(rooms, key=_Shared(place))
    size = place.size().boundedTo(room.size())
    left = min(max(place.left(), room.left()), room.left() + room.width() - size.width())
    top = min(max(place.top(), room.top()), room.top() + room.height() - size.height())
    return QRect(left, top, size.width(), size.height())


class _Shared:
    """How much of a place is on a screen; the first of equals is taken."""

    def __init__(self, place: QRect) -> None:
        self._place = place

    def __call__(self, room: QRect) -> int:
        shared = room.intersected(self._place)
        return max(0, shared.width()) * max(0, shared.height())


def _key() -> str:
    return f"{_LAST} on {set_up()}"
