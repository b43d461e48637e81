"""The self-tests from the list to the kept result, with the real page and rules and a practice that is told about."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from hinge_desktop import assets
from hinge_desktop.agenda import Agenda
from hinge_desktop.curriculum.ladder import build_curriculum
from hinge_desktop.motions import Motions, Wish
from hinge_desktop.self_tests import PAGE, SelfTests
from hinge_desktop.settings import Settings
from hinge_desktop.training.records import History
from hinge_desktop.training.screening import QUESTIONS, assess
from hinge_desktop.training.selftest import recorded
from hinge_desktop.training.selftest_kinds import KINDS
from hinge_desktop.ui.selftest import SelfTestPage

TODAY = date(2026, 3, 20)
NOW = datetime.combine(TODAY, time(10), UTC)
NOTHING = "No result was kept"


def told(test_id, value, days_ago=0):
    day = TODAY - timedelta(days=days_ago)
    return recorded(test_id, value, datetime.combine(day, time(9), UTC), day)


class Desk:
    """What the window would be to the self-tests: it opens the page, keeps the plans and the results."""

    def __init__(self, qtbot):
        assets.ensure_resources()
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.page = SelfTestPage(self.window, clock=lambda: 0.0)
        self.page.resize(900, 700)
        settings = Settings(get_ready_s=6)
        self.curriculum = build_curriculum(assets.exercise_texts())
        fine = assess({question.id: False for question in QUESTIONS})
        self.agenda = Agenda(History(), settings, fine, TODAY, True, None, False, self.curriculum)
        self.motions = Motions(settings)
        self.plans, self.kept, self.opened, self.closed = [], [], [], []
        self.tests = SelfTests(
            self.page,
            self.motions,
            self.situation,
            start_plan=self.plans.append,
            store=self.kept.append,
            utc_now=self.now,
            parent=self.window,
        )
        self.tests.page_requested.connect(self.opened.append)
        self.tests.closed.connect(self.note_closed)
        self.window.show()
        qtbot.waitActive(self.window)

    def situation(self):
        return self.agenda

    def now(self):
        return NOW

    def note_closed(self):
        self.closed.append(True)

    def know(self, *tests):
        """The history has these."""
        self.agenda = replace(self.agenda, history=History(tests=tests))

    def do(self, test_id, qtbot, *keys):
        """Have a test practised to its end, and answer it with these keys."""
        self.tests.start(test_id)
        self.tests.finished()
        for key in keys:
            qtbot.keyClick(QApplication.focusWidget(), key)

    @property
    def words(self):
        return " | ".join(label.text() for label in self.page.findChildren(QLabel) if label.isVisible())


@pytest.fixture
def desk(qtbot, qapp):
    desk = Desk(qtbot)
    yield desk
    desk.page.shown.stage.pause()


def test_it_opens_at_the_first_test_that_is_due(desk):
    desk.know(told("pelvic-tilt", 1.0, 2))
    desk.tests.open()
    assert desk.opened == [PAGE]
    assert desk.page.list.chosen == "toe-touch"
    assert KINDS["toe-touch"].looks_at in desk.words
    assert desk.page.list.button("pelvic-tilt").accessibleName() == "Pelvic tilt, in 12 days, last: yes, 18 Mar"


def test_with_nothing_due_it_opens_all_the_same(desk):
    desk.know(*(told(test_id, kind.answers[-1]) for test_id, kind in KINDS.items()))
    desk.tests.open()
    assert desk.page.list.chosen == "pelvic-tilt"


def test_the_figure_drifts_in_the_not_yet_form_alone(desk):
    desk.tests.open()
    for test_id, kind in KINDS.items():
        desk.tests.choose(test_id)
        stage = desk.page.shown.stage
        assert stage.motion.fault is None
        assert stage.twin.motion.fault == kind.fault
        assert stage.twin.motion.load_kg == 0.0


def test_start_has_the_chosen_test_practised_as_the_follow_page_will_show_it(desk, qtbot):
    desk.tests.open()
    desk.tests.choose("wall-reach")
    desk.page.focus_start()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    (plan,) = desk.plans
    (planned,) = plan.sets
    assert (planned.exercise_id, planned.role, planned.load_kg) == ("butt-tap", "test", 0.0)
    assert planned.reps == KINDS["wall-reach"].reps
    assert plan.get_ready_s == 6.0
    assert desk.tests.under_way == "wall-reach"
    wish = Wish(durations_s=tuple(seconds for _, seconds in planned.phases))
    motion = desk.motions.motion(desk.curriculum.exercise("butt-tap"), 0.0, wish)
    assert motion.duration_s == pytest.approx(planned.cycle_s)


def test_a_finished_test_is_asked_about_and_its_answer_kept(desk, qtbot):
    desk.tests.open()
    desk.do("dowel", qtbot, Qt.Key.Key_7, Qt.Key.Key_Return)
    assert desk.kept == [recorded("dowel", 7.0, NOW, TODAY)]
    assert not desk.kept[0].passed
    assert "Dowel: 7 of 10" in desk.words
    assert KINDS["dowel"].not_yet_means in desk.words
    assert desk.curriculum.exercise("ribs-and-back-hinge").name in desk.words
    assert desk.opened[-1] == PAGE


def test_the_pelvis_comes_first_in_words_too(desk, qtbot):
    desk.do("pelvic-tilt", qtbot, Qt.Key.Key_N, Qt.Key.Key_Return)
    assert "begins with the Pelvic Tilt" in desk.words
    desk.do("pelvic-tilt", qtbot, Qt.Key.Key_Y, Qt.Key.Key_Return)
    assert "begins with" not in desk.words


def test_the_reach_says_where_the_wall_stands_then(desk, qtbot):
    desk.do("wall-reach", qtbot, Qt.Key.Key_1, Qt.Key.Key_Return)
    assert "the wall stands ¾ of a foot length behind your heels" in desk.words


def test_one_leads_to_the_next_that_is_due_and_the_last_ends_it(desk, qtbot):
    desk.know(*(told(test_id, kind.answers[-1], 3) for test_id, kind in KINDS.items() if test_id != "toe-touch"))
    desk.know(*desk.agenda.history.tests[:3])  # toe touch and the last of the others wait
    desk.tests.open()
    order = []
    for _ in range(2):
        test_id = desk.page.list.chosen
        order.append(test_id)
        keys = (Qt.Key.Key_1,) if test_id == "wall-reach" else (Qt.Key.Key_Y,)
        desk.do(test_id, qtbot, *keys, Qt.Key.Key_Return)
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert order == ["toe-touch", "wall-reach"]
    assert desk.closed == [True]


def test_what_was_told_holds_before_the_history_has_it_and_once_afterwards(desk, qtbot):
    desk.do("dowel", qtbot, Qt.Key.Key_9, Qt.Key.Key_Return)
    desk.tests.open()
    desk.tests.choose("dowel")
    assert desk.words.count("9 of 10") == 1
    assert "in 14 days" in desk.page.list.button("dowel").accessibleName()
    desk.know(*desk.kept)
    desk.tests.refresh()
    assert desk.words.count("9 of 10") == 1
    desk.know()  # deleted there: gone here
    desk.tests.refresh()
    assert "9 of 10" not in desk.words


def test_a_test_that_was_left_or_stopped_keeps_nothing(desk):
    desk.tests.start("dowel")
    desk.tests.interrupted()
    assert desk.kept == []
    assert desk.tests.under_way == ""
    assert desk.page.list.chosen == "dowel"
    assert NOTHING in desk.words
    desk.tests.choose("toe-touch")
    assert NOTHING not in desk.words


def test_an_answer_that_is_not_to_be_kept_is_not(desk, qtbot):
    desk.do("dowel", qtbot, Qt.Key.Key_7)
    desk.page.dropped.emit()
    assert desk.kept == []
    assert desk.page.asked == ""
    assert NOTHING in desk.words


def test_while_the_safety_answers_lock_practice_no_test_starts(desk):
    locked = assess({question.id: question.id == "saddle" for question in QUESTIONS})
    desk.agenda = replace(desk.agenda, screening=locked)
    desk.tests.open()
    assert not desk.page.shown.start.isEnabled()
    assert locked.advice in desk.words
    desk.tests.start("dowel")
    assert desk.plans == []


def test_before_the_history_is_read_no_test_starts(desk):
    desk.agenda = replace(desk.agenda, ready=False)
    desk.tests.start("dowel")
    assert desk.plans == []


def test_a_second_start_while_one_runs_is_not_heard(desk):
    desk.tests.start("dowel")
    desk.tests.start("toe-touch")
    assert len(desk.plans) == 1
    assert desk.tests.under_way == "dowel"


def test_the_end_of_another_practice_asks_nothing(desk):
    desk.tests.finished()
    desk.tests.interrupted()
    assert desk.opened == []
    assert desk.page.asked == ""


def test_a_question_is_not_swept_away_by_news(desk, qtbot):
    desk.tests.open()
    desk.do("dowel", qtbot, Qt.Key.Key_7)
    desk.know(told("toe-touch", 1.0))
    desk.tests.refresh()
    assert desk.page.asked == "dowel"
    assert desk.page.asking.value == 7.0


def test_news_of_another_body_shows_its_figure(desk):
    desk.tests.open()
    before = desk.page.shown.stage.motion
    taller = replace(desk.agenda.settings, stature_m=1.95)
    desk.motions.show_settings(taller)
    desk.agenda = replace(desk.agenda, settings=taller)
    desk.tests.refresh()
    assert desk.page.shown.stage.motion is not before
    assert desk.page.shown.stage.motion.body.stature_m == 1.95
