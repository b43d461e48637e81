"""Days with the program: what was begun is taken up as it may be today, and a new day finds a window that is open."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hinge_desktop.app import Clocks, build
from hinge_desktop.history.store import Store
from hinge_desktop.paths import Places
from hinge_desktop.settings import Settings
from hinge_desktop.training.events import BlockKind
from hinge_desktop.training.plan_text import write_plan
from hinge_desktop.training.records import (
    Answers,
    Ending,
    Felt,
    OverruleRecord,
    ScreeningRecord,
    SessionStart,
    SetStart,
)
from hinge_desktop.training.screening import QUESTIONS
from hinge_desktop.ui.follow_pain import PainAnswer

NOON = 1_790_000_000.0
NOW = datetime.fromtimestamp(NOON, UTC)
DAY_S = 86_400.0
ASSETS = Path(__file__).parents[1] / "assets"
HOUR_S = 3_600.0
SETTINGS = Settings(sound=False, welcomed=True)


class Watch:
    """A steady clock and a wall clock that move together."""

    def __init__(self):
        self.passed = 0.0

    def steady(self):
        return 500.0 + self.passed

    def wall(self):
        return NOON + self.passed

    @property
    def now(self):
        return NOW + timedelta(seconds=self.passed)

    @property
    def today(self):
        return self.now.astimezone().date()


@pytest.fixture
def watch():
    return Watch()


@pytest.fixture
def store():
    return lambda: Store.open(Places.usual().history)


@pytest.fixture
def start(qtbot, watch):
    apps = []

    def begin(settings=SETTINGS):
        app = build(settings, Places.usual(), Clocks(watch.steady, watch.wall))
        qtbot.addWidget(app.window)
        apps.append(app)
        with qtbot.waitSignal(app.keeper.ready, timeout=20_000):
            app.open()
        return app

    yield begin
    for app in apps:
        app.close()


def quiet(at, *yes):
    """The safety questions, answered no but for some."""
    return ScreeningRecord(at, at.astimezone().date(), tuple((one.id, one.id in yes) for one in QUESTIONS))


def on_step(store, step, *yes, answered=NOW - timedelta(days=1)):
    """Somebody who answered the safety questions and chose a step."""
    with store() as history:
        history.add_screening(quiet(answered, *yes))
        history.add_overrule(OverruleRecord(answered, answered.date(), 1, step, "chosen"))


def run(app, watch, is_so, *, look_s=0.25):
    for _ in range(40_000):
        if is_so():
            return
        watch.passed += look_s
        app.coach.tick()
    raise AssertionError("it never came to that")


def interrupted(app, watch, reps=8):
    """What a killed process leaves after so many repetitions."""
    app.desk.start_today(1)
    run(app, watch, lambda: sum(app.practice._reps.values()) >= reps)
    app.recorder._open = False
    app.close()
    app.window.hold_open(False)
    app.window.close()


# -- taking up what was begun -------------------------------------------------------------------


def test_weight_that_was_locked_since_is_put_down_when_a_session_goes_on(start, store, watch):
    on_step(store, 5)
    interrupted(start(), watch)
    with store() as history:
        history.add_screening(quiet(watch.now, "heart"))
    app = start()
    app.desk.go_on()
    index = app.coach.position[0]
    assert app.coach.plan.main_exercise_id == "weighted-hip-hinge"
    assert [one.load_kg for one in app.coach.plan.sets[index:]] == [0.0] * (len(app.coach.plan.sets) - index)


def test_what_was_put_down_stays_down_after_another_interruption(start, store, watch):
    on_step(store, 5)
    interrupted(start(), watch)
    app = start()
    app.situation.set_flare_up(True)
    app.desk.go_on()
    written = write_plan(app.coach.plan)
    app.recorder._open = False
    app.close()
    with store() as history:
        assert history.unfinished(watch.now).plan == written


def test_a_session_does_not_go_on_while_practice_is_locked(start, store, watch):
    on_step(store, 5)
    interrupted(start(), watch)
    with store() as history:
        history.add_screening(quiet(watch.now, "saddle"))
    app = start()
    app.desk.go_on()
    assert not app.coach.active
    assert app.window.page == "today"
    assert app.situation.unfinished is not None


def test_a_swing_that_was_begun_does_not_go_on_without_weight(start, store, watch):
    on_step(store, 9)
    settings = replace(SETTINGS, opted_in=(9,))
    app = start(settings)
    assert app.agenda.day.main.exercise.id == "kettlebell-swing"
    interrupted(app, watch)
    again = start(settings)
    told = []
    again.desk.told.connect(told.append)
    again.situation.set_flare_up(True)
    again.desk.go_on()
    assert not again.coach.active
    assert "without" in told[0]


def test_a_session_whose_exercise_changed_since_says_so(start, store, watch):
    """A look or a wall that the exercise does not have any more is no reason for a traceback."""
    on_step(store, 5)
    interrupted(start(), watch)
    with store() as history:
        session = history.unfinished(watch.now)
        history.change_plan(session.uuid, session.plan.replace('"look":""', '"look":"anvil"'), session.planned_sets)
    app = start()
    told = []
    app.desk.told.connect(told.append)
    app.desk.go_on()
    assert not app.coach.active
    assert "anvil" in told[0]


def test_a_session_whose_exercise_is_gone_says_which(start, store, watch, tmp_path):
    text = (
        (ASSETS / "exercises" / "butt-tap.toml").read_text().replace('"butt-tap"', '"my-tap"').replace("step = 2", "")
    )
    (tmp_path / "my-tap.toml").write_text(text)
    on_step(store, 3)
    app = start(replace(SETTINGS, own_exercises=str(tmp_path)))
    app.desk.practise("my-tap")
    run(app, watch, lambda: sum(app.practice._reps.values()) >= 2)
    app.recorder._open = False
    app.close()
    app.window.hold_open(False)
    app.window.close()
    again = start()
    told = []
    again.desk.told.connect(told.append)
    again.desk.go_on()
    assert told == ["my-tap is not among your exercises now, so that session cannot go on. All that was done is kept."]
    assert again.window.page == "today"


# -- the first steps ----------------------------------------------------------------------------


def test_first_steps_that_were_left_on_the_way_are_there_again(start, store, watch):
    with store() as history:
        history.add_screening(quiet(NOW - timedelta(minutes=1)))
    app = start(replace(SETTINGS, welcomed=False))
    assert app.window.page == "welcome"
    page = app.first_run.page
    seen = [app.window.page]
    while page._next.isVisible():
        page._next.click()
        seen.append(app.window.page)
    assert set(seen) == {"welcome"}  # the questions are answered, and not asked again
    assert not app.settings.welcomed


def test_who_has_practised_needs_no_first_steps(start, store, watch):
    on_step(store, 1)
    well_done(store, NOW - timedelta(days=1))
    app = start(replace(SETTINGS, welcomed=False))
    assert app.window.page == "today"
    assert app.settings.welcomed


# -- another day --------------------------------------------------------------------------------


def well_done(store, at, step=1):
    """A good session, its next morning not told."""
    with store() as history:
        uuid = f"past-{at.isoformat()}"
        history.begin_session(SessionStart(uuid, at.astimezone().date(), at, 0, "hero-squat", step, 1, 1))
        history.begin_set(uuid, SetStart(0, "hero-squat", 1, 0.0, "3-1-2-1"), at)
        history.add_rep(uuid, 0, 1, 7.0, at)
        history.finish_set(uuid, 0, 7.0)
        good = Answers(1, 1, 1, 4, frozenset({Felt.HAMSTRINGS}), True, False)
        history.finish_session(uuid, Ending.DONE, good, at)


def test_a_window_left_open_over_night_asks_about_the_morning(start, store, watch):
    on_step(store, 1)
    well_done(store, NOW)
    app = start()
    assert app.today.state.morning == ""
    app.today.tell_pain(4)
    app.situation.set_flare_up(True)
    watch.passed += DAY_S
    app._day.timeout.emit()
    assert app.today.state.morning
    assert not app.today.state.flare_up
    assert app.today._pain.value is None


def test_a_window_left_open_for_a_month_asks_the_safety_questions(start, store, watch):
    on_step(store, 1)
    app = start()
    assert app.window.page == "today"
    watch.passed += 31 * DAY_S
    app._day.timeout.emit()
    assert app.window.page == "screening"


def test_midnight_leaves_a_practice_alone(start, store, watch, qtbot):
    on_step(store, 1)
    app = start()
    day = watch.today
    app.desk.start_today(1)
    run(app, watch, lambda: app.coach.moment.kind is BlockKind.WORK)
    app.coach.pause()
    watch.passed += DAY_S
    app._day.timeout.emit()
    assert app.window.page == "follow"
    app.coach.resume()
    run(app, watch, lambda: not app.coach.active)
    assert app.window.page == "finish"
    app.finish.finished.emit(app.finish.answers)
    qtbot.waitUntil(lambda: bool(app.today.state.morning))
    app.close()
    with store() as history:
        assert history.history().sessions[-1].local_day == day


def test_a_clock_that_stood_ahead_lets_nobody_get_stuck_at_the_questions(start, store, watch, qtbot):
    ahead = NOW + timedelta(days=200)
    with store() as history:
        history.add_screening(quiet(ahead))
    app = start()
    assert app.window.page == "screening"
    with qtbot.waitSignal(app.keeper.history_changed):
        app.screening.screening_answered.emit({one.id: False for one in QUESTIONS})
    app.screening.screening_closed.emit()
    assert app.window.page == "today"
    assert not app.agenda.screening.load_locked


# -- one exercise alone ---------------------------------------------------------------------------


def test_practice_from_the_library_asks_for_the_pain_before_and_can_count(start, store, watch, qtbot):
    """Nobody could have answered it before, and without it the whole day would not count."""
    on_step(store, 3)
    app = start()
    app.desk.practise("three-point-contact-hinge")
    run(app, watch, lambda: not app.coach.active)
    card = app.finish
    assert card.before.isVisible()
    assert "7" in card.missing.text()
    for scale, value in ((card.before, 1), (card.worst, 2), (card.after, 1), (card.effort, 4)):
        scale.set_value(value)
    card.felt.set_chosen(["1"])
    card.looked.set_chosen(["yes"])
    card.legs.set_chosen(["no"])
    with qtbot.waitSignal(app.keeper.history_changed, check_params_cb=lambda one: one.sessions[-1].answers.effort == 4):
        card.finished.emit(card.answers)
    assert app.history.sessions[-1].answers.pain_before == 1
    assert app.agenda.decision.rows == ("today",)


def test_a_day_of_the_tour_and_a_session_from_today_do_not_ask_it_again(start, store, watch):
    on_step(store, 3)
    app = start()
    app.desk.start_today(2)
    run(app, watch, lambda: not app.coach.active)
    assert not app.finish.before.isVisible()
    assert app.finish.answers.pain_before == 2
    app.finish.finished.emit(app.finish.answers)
    app.desk.practise_on_tour("hero-squat")
    run(app, watch, lambda: not app.coach.active)
    assert not app.finish.before.isVisible()


# -- what is under way comes first --------------------------------------------------------------


@pytest.mark.qt_log_ignore("does not support raise", extend=True)
def test_the_tray_does_not_lead_away_from_the_finish_card(start, store, watch):
    on_step(store, 1)
    app = start()
    app.desk.start_today(1)
    run(app, watch, lambda: not app.coach.active)
    app.tray.start_requested.emit()
    assert app.window.page == "finish"


@pytest.mark.qt_log_ignore("does not support raise", extend=True)
def test_the_tray_does_not_lead_away_from_the_safety_questions(start, watch):
    app = start()
    assert app.window.page == "screening"
    app.tray.start_requested.emit()
    assert app.window.page == "screening"


# -- pain in a self-test ------------------------------------------------------------------------


@pytest.mark.parametrize(("answer", "asks"), [(PainAnswer(6, False), True), (PainAnswer(2, True), False)])
def test_pain_that_stops_a_self_test_counts_like_any_other(start, store, watch, qtbot, answer, asks):
    on_step(store, 3)
    app = start()
    app.self_tests.open()
    app.self_tests.start("toe-touch")
    run(app, watch, lambda: app.coach.moment.kind is BlockKind.WORK)
    with qtbot.waitSignal(app.keeper.history_changed):
        app.follow.pain_told.emit(answer)
    session = app.history.sessions[-1]
    assert (session.answers.pain_worst, session.ending, session.step) == (answer.pain, Ending.PAIN, None)
    assert bool(session.answers.leg_symptoms) == answer.leg_symptoms
    assert (app.window.page == "screening") == asks
    assert app.history.tests == ()
    assert app.agenda.decision.step == (2 if answer.pain > 5 else 3)


def test_a_quiet_stop_of_a_self_test_keeps_nothing(start, store, watch):
    on_step(store, 3)
    app = start()
    app.self_tests.open()
    app.self_tests.start("toe-touch")
    run(app, watch, lambda: app.coach.moment.kind is BlockKind.WORK)
    app.follow.stop_requested.emit(PainAnswer(2, False))
    assert app.window.page == "self-tests"
    app.close()
    with store() as history:
        assert history.history().sessions == ()


def test_stricter_limits_keep_the_step_and_ctrl_z_throws_nobody_back(start, store, watch, qtbot):
    with store() as history:
        history.add_screening(quiet(NOW - timedelta(days=7)))
        for day in range(6, 0, -1):
            practised(history, 1 if day > 3 else 2, NOW - timedelta(days=day))
    app = start()
    with qtbot.waitSignal(app.keeper.history_changed, timeout=20_000):
        app.situation.change(replace(app.settings, good_days=6))
    assert app.agenda.decision.step == 2
    with qtbot.waitSignal(app.keeper.undone, timeout=20_000) as told:
        app.editing.undo()
    assert told.args == ["morning"]  # what was changed by hand before
    assert [one.chosen_step for one in app.history.overrules] == [2]
    assert app.agenda.decision.step == 2


def practised(history, step, at):
    """A good session of a step, and a quiet morning after it."""
    uuid = f"day-{at.date()}"
    history.begin_session(SessionStart(uuid, at.astimezone().date(), at, 0, "hero-squat", step, 1, pain_before=1))
    history.begin_set(uuid, SetStart(0, "hero-squat", 3, 0.0, "3-1-1-1"), at)
    for number in (1, 2, 3):
        history.add_rep(uuid, 0, number, 6.0, at)
    history.finish_set(uuid, 0, 18.0)
    said = Answers(1, 1, 1, 4, frozenset({Felt.HAMSTRINGS}), True, False)
    history.finish_session(uuid, Ending.DONE, said, at)
    history.set_next_morning(uuid, 1)
