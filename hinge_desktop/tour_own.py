"""The tour's way through Help and what is the user's own: a session put right, and My data; by keys alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from hinge_desktop.tour import Tour

Key = Qt.Key


def look_at_help(tour: Tour) -> None:
    """What the manual tells about the page one is on, and the search through it."""
    tour.key(Key.Key_F1)
    tour.picture("help")
    tour.key(Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    tour.keys(Key.Key_P, Key.Key_A, Key.Key_I, Key.Key_N, Key.Key_Return)
    tour.picture("help-search")
    tour.key(Key.Key_Escape)
    tour.window.activateWindow()  # there is nobody else here who gives it the focus back
    tour.expect("progress")


def look_at_session(tour: Tour) -> None:
    """The newest session as it is put right, from the table below the charts."""
    tour.tab_to("Sessions, newest first")
    tour.key(Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    tour.key(Key.Key_Return)
    tour.expect("session")
    tour.picture("session")
    tour.key(Key.Key_Escape)
    tour.expect("progress")


def look_at_my_data(tour: Tour) -> None:
    """Files, copies and the bin."""
    tour.key(Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    tour.tab_to("Open My data")
    tour.key(Key.Key_Space)
    tour.expect("my-data")
    tour.picture("my-data")
