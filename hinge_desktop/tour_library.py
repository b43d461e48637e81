"""The tour's way through the Library: what drifts, the squat, the muscles, a test, by keys alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from hinge_desktop.tour import Tour

Key = Qt.Key
_MOST_TABS = 60


def look_closely(tour: Tour) -> None:
    """What can drift, beside the figure and behind it; the squat; what works."""
    library = tour.app.library
    _turn_to(tour, "three-point-contact-hinge")
    _stand_at(tour, 0.5)
    tour.key(Key.Key_G)
    tour.picture("library-drifts-beside")
    _focus(tour, library.drift.place)
    tour.key(Key.Key_1)
    tour.picture("library-drifts-behind")
    tour.key(Key.Key_G)
    _focus(tour, library.panels.tabs)
    tour.key(Key.Key_3)
    _focus(tour, library.setup.squat)
    tour.key(Key.Key_Space)
    tour.picture("library-squat-beside")
    _turn_to(tour, "weighted-hip-hinge")
    _stand_at(tour, 0.5)
    _focus(tour, library.player.lenses)
    tour.key(Key.Key_End)
    _focus(tour, library.panels.tabs)
    tour.key(Key.Key_4)
    tour.picture("library-muscles")
    _turn_to(tour, "toe-touch-test")
    _stand_at(tour, 0.5)
    _focus(tour, library.player.forms)
    tour.key(Key.Key_2)
    tour.picture("library-test-not-yet")


def _turn_to(tour: Tour, exercise_id: str) -> None:
    """Another exercise in the Library, chosen by keys."""
    library = tour.app.library
    _focus(tour, library.exercises)
    tour.key(Key.Key_Home)
    for _ in tour.app.curriculum.exercises:
        if library.shown == exercise_id:
            return
        tour.key(Key.Key_Down)
    raise RuntimeError(f"the tour found no {exercise_id!r} in the Library")


def _stand_at(tour: Tour, share: float) -> None:
    """Let the figure of the Library stand still so far into its repetition."""
    stage = tour.app.library.stage
    stage.pause()
    assert stage.motion is not None
    stage.show_time(share * stage.motion.duration_s)


def _focus(tour: Tour, widget: QWidget) -> None:
    """Go to a control by Tab."""
    for _ in range(_MOST_TABS):
        focused = QApplication.focusWidget()
        if focused is widget or (focused is not None and widget.isAncestorOf(focused)):
            return
        tour.key(Key.Key_Tab)
    raise RuntimeError(f"the tour could not reach {widget.accessibleName()!r} by Tab")
