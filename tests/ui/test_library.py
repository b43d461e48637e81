"""The Library: every exercise with its record; the figure by keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from hinge_desktop.curriculum.sources import FACTS
from hinge_desktop.ui.library import LibraryPage
from hinge_desktop.ui.library_shelf import Shelf
from hinge_desktop.ui.library_showing import Showing


@pytest.fixture
def page(qtbot, light, clock, curriculum, motion):
    page = LibraryPage(clock=clock)
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show_shelf(Shelf(tuple(curriculum.exercises.values()), FACTS))
    page.show_exercise("weighted-hip-hinge")
    page.show_answer(Showing(motion))
    page.show()
    yield page
    page.stage.pause()


def words(page):
    QApplication.processEvents()  # new labels are shown with the next layout
    return "\n".join(label.text() for label in page.record.findChildren(QLabel) if label.isVisibleTo(page))


def test_every_exercise_shows_its_whole_record(page, curriculum, qtbot):
    for exercise in curriculum.exercises.values():
        page.show_exercise(exercise.id)
        shown = words(page)
        record = exercise.record
        for text in (record.purpose, record.rationale, *record.muscles, *record.indications, *record.provider_tips):
            assert text in shown
        for one in record.compensations:
            assert one.drift in shown
            assert one.try_instead in shown
        assert "Our convention" in shown
        assert "Sources: " in shown
        assert ("Tempo in seconds: " in shown) == (exercise.dose.tempo is not None)


def test_the_tempo_is_told_with_the_words_of_the_phases(page):
    page.show_exercise("butt-tap")
    assert "Tempo in seconds: Back 3, Tap 1, Forward 2, Tall 1" in words(page)


def test_arrows_on_the_slider_scrub_and_hold_still(page, qtbot, motion):
    assert page.stage.playing
    qtbot.keyClick(page.player._scrub, Qt.Key.Key_PageUp)
    assert not page.stage.playing
    assert page.stage.time_s == pytest.approx(motion.duration_s / 10, abs=0.02)


def test_digits_choose_the_view(page, qtbot):
    qtbot.keyClick(page.player._views, "2")
    assert page.stage.view == "three-quarter"


def test_the_word_of_the_phase_stands_below_the_figure(page):
    page.stage.show_time(3.5)
    assert page.player._phase.text().startswith("Pause")


def test_choosing_another_asks_for_its_figure(page, qtbot):
    with qtbot.waitSignal(page.motion_requested) as asked:
        qtbot.keyClick(page.exercises, Qt.Key.Key_Down)
    assert asked.args == ["kettlebell-lift"]
