"""The whole program, from the first start to a session in the history, on a clock of the test's own."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from hinge_desktop.app import Clocks, build
from hinge_desktop.errors import StorageUnavailable
from hinge_desktop.paths import Places
from hinge_desktop.settings import Settings
from hinge_desktop.training.records import Ending, MomentRecord
from hinge_desktop.training.screening import QUESTIONS
from hinge_desktop.ui.follow_pain import PainAnswer

NOON = 1_790_000_000.0


class Watch:
    """A steady clock and a wall clock that move together."""

    def __init__(self):
        self.passed = 0.0

    def steady(self):
        return 500.0 + self.passed

    def wall(self):
        return NOON + self.passed


@pytest.fixture
def watch():
    return Watch()


@pytest.fixture
def start(qtbot, watch):
    apps = []

    def begin(settings=None):
        app = build(settings or Settings(sound=False, welcomed=True), Places.usual(), Clocks(watch.steady, watch.wall))
        qtbot.addWidget(app.window)
        apps.append(app)
        with qtbot.waitSignal(app.keeper.ready, timeout=20_000):
            app.open()
        qtbot.waitActive(app.window)
        return app

    yield begin
    for app in apps:
        app.close()


def answer_questions(app, qtbot, yes=()):
    for question in QUESTIONS:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Y if question.id in yes else Qt.Key.Key_N)
    with qtbot.waitSignal(app.keeper.history_changed):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)


def run_to_the_end(app, watch):
    for _ in range(20_000):
        if not app.coach.active:
            return
        watch.passed += 0.25
        app.coach.tick()
    raise AssertionError("the session never ended")


def test_the_questions_come_first_and_cannot_be_skipped(start, qtbot):
    app = start()
    assert app.window.page == "screening"
    for digit in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_4):
        qtbot.keyClick(app.window, digit, Qt.KeyboardModifier.ControlModifier)
    assert app.window.page == "screening"
    assert app.agenda.screening.load_locked
    answer_questions(app, qtbot)
    assert app.window.page == "today"
    assert not app.agenda.screening.load_locked


def test_an_emergency_keeps_practice_shut(start, qtbot):
    app = start()
    answer_questions(app, qtbot, yes=("saddle",))
    qtbot.keyClick(app.today, Qt.Key.Key_Space)
    assert app.window.page == "today"
    assert not app.coach.active


def test_a_whole_session_reaches_the_history(start, qtbot, watch):
    app = start()
    answer_questions(app, qtbot)
    qtbot.keyClick(app.today._pain, "2")
    qtbot.keyClick(app.today, Qt.Key.Key_Space)
    assert app.window.page == "follow"
    with qtbot.waitSignal(app.keeper.history_changed):
        run_to_the_end(app, watch)
    assert app.window.page == "finish"
    session = app.history.sessions[-1]
    assert session.ending is Ending.DONE
    assert session.all_reps_done
    assert session.answers.pain_before == 2


def test_leaving_keeps_what_was_done(start, qtbot, watch):
    app = start()
    answer_questions(app, qtbot)
    qtbot.keyClick(app.today, Qt.Key.Key_Space)
    while sum(app.practice._reps.values()) < 3:
        watch.passed += 0.25
        app.coach.tick()
    with qtbot.waitSignal(app.keeper.history_changed):
        app.follow.leave_requested.emit()
    assert app.history.sessions[-1].ending is Ending.LEFT
    assert app.history.sessions[-1].done_reps == 3


def test_pain_of_five_makes_the_rest_easier_and_of_six_ends_it(start, qtbot, watch):
    app = start()
    answer_questions(app, qtbot)
    qtbot.keyClick(app.today, Qt.Key.Key_Space)
    before = sum(one.reps for one in app.coach.plan.sets)
    app.follow.pain_told.emit(PainAnswer(5, False))
    assert app.coach.active
    assert sum(one.reps for one in app.coach.plan.sets) < before
    with qtbot.waitSignal(app.keeper.history_changed):
        app.follow.pain_told.emit(PainAnswer(6, False))
    session = app.history.sessions[-1]
    assert session.ending is Ending.PAIN
    assert session.answers.pain_worst == 6
    assert app.window.page == "finish"


def test_an_interrupted_session_goes_on_where_it_stopped(start, qtbot, watch):
    app = start()
    answer_questions(app, qtbot)
    qtbot.keyClick(app.today, Qt.Key.Key_Space)
    while sum(app.practice._reps.values()) < 3:
        watch.passed += 0.25
        app.coach.tick()
    app.recorder._open = False  # what a killed process leaves: nobody closed the session
    app.close()
    app.window.hold_open(False)
    app.window.close()
    again = start()
    assert "after 3 repetitions" in again.today.state.resume
    again.today.resume_requested.emit()
    assert again.coach.position == (0, 3)
    with qtbot.waitSignal(again.keeper.history_changed):
        run_to_the_end(again, watch)
    assert again.history.sessions[-1].all_reps_done


def test_a_change_of_body_moves_the_figure(start, qtbot):
    app = start()
    answer_questions(app, qtbot)
    before = app.today.stage.motion.body
    app.settings_page.settings_changed.emit(replace(app.settings, stature_m=1.98))
    assert app.today.stage.motion.body != before
    assert app.places.settings.exists()


def test_the_library_leads_to_the_bodys_numbers_and_draws_them(start, qtbot):
    app = start()
    answer_questions(app, qtbot)
    app.journey.look_at("butt-tap")
    before = app.library.stage.motion
    app.library.settings_requested.emit()
    assert app.window.page == "settings"
    assert app.settings_page.focusWidget().accessibleName() == "Height"
    app.settings_page.settings_changed.emit(replace(app.settings, stature_m=1.98))
    assert app.library.stage.motion is not before
    assert "1.98 m" in app.library.setup._body.text()


def test_start_up_loads_neither_database_nor_charts():
    code = "import sys, hinge_desktop.app; sys.exit(any(n in sys.modules for n in ('sqlalchemy', 'pyqtgraph')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("room", [True, False])
def test_closing_while_the_disk_refuses_tells_first_what_would_be_lost(start, qtbot, monkeypatch, room):
    from hinge_desktop.history.store import Store

    app = start()
    keeps = Store.add_moment

    def refuse(store, record):
        raise StorageUnavailable("The disk is full.")

    monkeypatch.setattr(Store, "add_moment", refuse)
    with qtbot.waitSignal(app.keeper.waiting_changed):
        app.keeper.add_moment(MomentRecord(app.clocks.utc_now(), app.clocks.today(), "sit-down"))
    assert not app.window.close()
    assert app.window.isVisible()
    assert "1 of your changes" in app.window.banner.text
    if room:
        monkeypatch.setattr(Store, "add_moment", keeps)
        with qtbot.waitSignal(app.keeper.waiting_changed, check_params_cb=lambda count: count == 0):
            app.keeper.look_after()
        qtbot.waitUntil(lambda: len(app.history.moments) == 1)
    assert app.window.close()
