"""The tour's way through the first steps, and the smaller things on Today: the dose, the self-tests; by keys alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from hinge_desktop.training.screening import QUESTIONS

if TYPE_CHECKING:
    from hinge_desktop.tour import Tour

Key = Qt.Key


def first_steps(tour: Tour) -> None:
    """Every step of the first run, the safety questions in their midst, up to the first hinge, which is for later."""
    tour.expect("welcome")
    tour.key(Key.Key_1)  # kilograms, whatever this computer's country has
    tour.picture("welcome")
    _go_on(tour)
    tour.picture("what-this-is")
    _go_on(tour)
    _answer_safety(tour)
    tour.expect("welcome")
    tour.key(Key.Key_1)
    tour.picture("pain-now")
    _go_on(tour)
    tour.picture("kit")
    _go_on(tour)
    tour.picture("sound-check")
    _go_on(tour)
    tour.picture("first-hinge")
    tour.tab_to("Later")
    tour.key(Key.Key_Space)
    tour.expect("today")


def _go_on(tour: Tour) -> None:
    tour.tab_to("Next")
    tour.key(Key.Key_Return)


def _answer_safety(tour: Tour) -> None:
    tour.expect("screening")
    tour.picture("safety-questions")
    for _ in QUESTIONS:
        tour.key(Key.Key_N)
    tour.key(Key.Key_Space)
    tour.picture("safety-advice")
    tour.key(Key.Key_Space)


def look_at_dose(tour: Tour) -> None:
    """How much of the main exercise, over the window."""
    tour.tab_to("Change the dose")
    tour.key(Key.Key_Space)
    tour.picture("dose")
    tour.key(Key.Key_Escape)
    tour.window.activateWindow()  # there is nobody else here who gives it the focus back
    tour.expect("today")


def look_at_self_tests(tour: Tour) -> None:
    """The first self-test with its two forms."""
    tour.tab_to("Do the self-tests")
    tour.key(Key.Key_Space)
    tour.picture("self-tests")
    tour.key(Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    tour.expect("today")
