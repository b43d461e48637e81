"""The Follow-along page as a person at the keyboard sees it; the clock is a number."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from hinge_desktop.assets import exercise_texts
from hinge_desktop.body.anthropometry import Body
from hinge_desktop.body.motion import Motion, solve
from hinge_desktop.curriculum.exercise import Exercise
from hinge_desktop.curriculum.ladder import build_curriculum
from hinge_desktop.training.events import PlannedSet, SessionPlan
from hinge_desktop.training.script import Line
from hinge_desktop.training.session import Session
from hinge_desktop.ui.follow import FollowPage
from hinge_desktop.ui.follow_pain import PainAnswer
from hinge_desktop.ui.widgets import Words

READY_S, REPS, REST_S = 10.0, 8, 30.0


@pytest.fixture(scope="module")
def exercise() -> Exercise:
    return build_curriculum(exercise_texts()).exercise("weighted-hip-hinge")


@pytest.fixture(scope="module")
def motion(exercise: Exercise) -> Motion:
    return solve(exercise.movement, Body())


@pytest.fixture
def plan(exercise: Exercise, motion: Motion) -> SessionPlan:
    phases = tuple((span.name, span.end_s - span.start_s) for span in motion.phases)
    words, cues = exercise.coaching.words, exercise.coaching.cues
    one = PlannedSet(exercise.id, exercise.name, 12.0, REPS, phases, "concentric", "3-1-1.5-1", words, cues)
    return SessionPlan(exercise.id, 5, (one, one), (REST_S,), READY_S)


@pytest.fixture
def page(qtbot: QtBot, plan: SessionPlan, exercise: Exercise, motion: Motion) -> FollowPage:
    page = FollowPage()
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show_plan(plan, lambda _id: exercise, lambda _set: motion)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    return page


def at(page: FollowPage, plan: SessionPlan, time_s: float) -> Session:
    """Bring the page to an instant of a session that began at 0."""
    session = Session(plan)
    session.start(0.0)
    session.advance(time_s)
    page.show_moment(session.moment)
    return session


def test_work_shows_the_count_and_the_word_of_the_phase(page: FollowPage, plan: SessionPlan) -> None:
    at(page, plan, READY_S + 2 * plan.sets[0].cycle_s + 1.5)
    assert page.ring.accessibleName() == "2 of 8 reps"
    assert page.word.words == "Back  2"
    assert "Set 1 of 2" in page.cue.text()


def test_get_ready_is_another_shape_and_another_word(page: FollowPage, plan: SessionPlan) -> None:
    at(page, plan, 3.0)
    assert page.ring.accessibleName() == "7 seconds"
    assert page.word.words == "Get ready"
    ready = page.ring.grab().toImage()
    at(page, plan, READY_S + 3.0)
    assert page.ring.grab().toImage() != ready


def test_one_is_said_in_the_singular(page: FollowPage, plan: SessionPlan, exercise: Exercise, motion: Motion) -> None:
    at(page, plan, READY_S - 0.5)
    assert page.ring.accessibleName() == "1 second"
    single = replace(plan, sets=(replace(plan.sets[0], reps=1),), rests_s=())
    page.show_plan(single, lambda _id: exercise, lambda _set: motion)
    at(page, single, 1.0)
    assert "1 repetition, tempo" in page.cue.text()
    at(page, single, READY_S + 1.0)
    assert page.ring.accessibleName() == "0 of 1 rep"


def test_the_figure_is_where_the_moment_is(page: FollowPage, plan: SessionPlan) -> None:
    session = at(page, plan, READY_S + 3 * plan.sets[0].cycle_s + 2.25)
    assert page.stage.time_s == pytest.approx(session.moment.time_in_rep_s)


def test_rest_names_the_next_and_lets_its_figure_move(page: FollowPage, plan: SessionPlan) -> None:
    rest = READY_S + REPS * plan.sets[0].cycle_s
    at(page, plan, rest + page.stage.approach_s + 1.0)
    assert page.word.words == "Rest"
    assert page.title.text().startswith("Next:")
    assert page.stage.time_s > 0
    assert page.longer_button.isVisible()


def test_the_bell_is_parked_after_the_set_and_fetched_before_it(page: FollowPage, plan: SessionPlan) -> None:
    def joints(time_s: float) -> NDArray[np.float64]:
        at(page, plan, time_s)
        figure = page.stage.figure
        assert figure is not None
        return np.array(list(figure.points.values()))

    rest = READY_S + REPS * plan.sets[0].cycle_s
    fetched, parked = joints(READY_S - 0.5), joints(rest + 0.5)
    assert np.allclose(fetched, parked)  # the same way, there and back
    assert np.max(np.abs(joints(READY_S - 1.5) - fetched)) > 0.1
    before, after = joints(READY_S - 1e-6), joints(READY_S + 1e-6)
    assert np.allclose(before, after, atol=1e-4)  # it leads into the first repetition without a jump


@pytest.mark.parametrize(
    ("key", "signal"),
    [
        (Qt.Key.Key_Space, "toggle_requested"),
        (Qt.Key.Key_Right, "next_requested"),
        (Qt.Key.Key_N, "next_requested"),
        (Qt.Key.Key_Left, "previous_requested"),
        (Qt.Key.Key_P, "previous_requested"),
        (Qt.Key.Key_R, "cue_requested"),
        (Qt.Key.Key_Plus, "rest_change_requested"),
        (Qt.Key.Key_Minus, "rest_change_requested"),
        (Qt.Key.Key_BracketRight, "speed_requested"),
        (Qt.Key.Key_V, "voice_toggled"),
        (Qt.Key.Key_M, "mute_toggled"),
        (Qt.Key.Key_F, "far_view_changed"),
        (Qt.Key.Key_F11, "far_view_changed"),
        (Qt.Key.Key_X, "pause_requested"),
        (Qt.Key.Key_Escape, "pause_requested"),
    ],
)
def test_keys_act_whatever_has_the_focus(
    qtbot: QtBot, page: FollowPage, plan: SessionPlan, key: Qt.Key, signal: str
) -> None:
    at(page, plan, READY_S + 3.0)
    page.pain_button.setFocus()
    with qtbot.waitSignal(getattr(page, signal), timeout=1000):
        qtbot.keyClick(page.pain_button, key)


def test_enter_presses_the_focused_button(qtbot: QtBot, page: FollowPage) -> None:
    page.next_button.setFocus()
    with qtbot.waitSignal(page.next_requested, timeout=1000):
        qtbot.keyClick(page.next_button, Qt.Key.Key_Return)


def test_leaving_asks_and_escape_stays(qtbot: QtBot, page: FollowPage) -> None:
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert page.asking == "leave"
    with qtbot.waitSignal(page.resume_requested, timeout=1000):
        qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Escape)
    assert page.asking == ""


def test_leaving_is_confirmed_by_key(qtbot: QtBot, page: FollowPage) -> None:
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    with qtbot.waitSignal(page.leave_requested, timeout=1000):
        qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Y)


def test_leaving_is_asked_in_sight_in_the_far_view_too(qtbot: QtBot, page: FollowPage, plan: SessionPlan) -> None:
    at(page, plan, READY_S + 3.0)
    qtbot.keyClick(page, Qt.Key.Key_F)
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    question = next(one for one in page.findChildren(Words) if one.text().startswith("Leave this session?"))
    qtbot.waitUntil(lambda: not question.visibleRegion().isEmpty(), timeout=1000)
    assert page.rect().contains(question.rect().translated(question.mapTo(page, QPoint(0, 0))))
    assert page.stay_button.hasFocus()
    assert page.leave_button.isVisible()
    qtbot.keyClick(page.stay_button, Qt.Key.Key_Escape)
    assert not question.isVisible()  # the far view is simple again
    assert page.far_view


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("2n", PainAnswer(2, False)),
        ("5n", PainAnswer(5, False)),
        ("6n", PainAnswer(6, False)),
        ("1y", PainAnswer(1, True)),
    ],
)
def test_pain_is_told_by_keys_alone(qtbot: QtBot, page: FollowPage, keys: str, expected: PainAnswer) -> None:
    qtbot.keyClick(page, Qt.Key.Key_X)
    qtbot.keyClicks(page.focusWidget(), keys)
    with qtbot.waitSignal(page.pain_told, timeout=1000) as told:
        qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Return)
    assert told.args == [expected]


def test_enter_goes_on_through_the_questions_of_pain(qtbot: QtBot, page: FollowPage) -> None:
    page.show()
    qtbot.waitActive(page)
    qtbot.keyClick(page, Qt.Key.Key_X)
    qtbot.keyClicks(page.focusWidget(), "2")
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Return)
    assert page.pain_panel.legs.isAncestorOf(page.focusWidget())
    qtbot.keyClicks(page.focusWidget(), "n")  # the answer has the focus now
    with qtbot.waitSignal(page.pain_told, timeout=1000) as told:
        qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Return)
    assert told.args == [PainAnswer(2, False)]


@pytest.mark.parametrize(
    ("step", "next_time"),
    [(1, "do fewer repetitions next time"), (5, "begins with an easier step"), (None, "Go easier next time")],
)
def test_strong_pain_promises_an_easier_step_only_where_there_is_one(
    qtbot: QtBot,
    page: FollowPage,
    plan: SessionPlan,
    exercise: Exercise,
    motion: Motion,
    step: int | None,
    next_time: str,
) -> None:
    page.show_plan(replace(plan, step=step), lambda _id: exercise, lambda _set: motion)
    qtbot.keyClick(page, Qt.Key.Key_X)
    qtbot.keyClicks(page.focusWidget(), "6")
    assert next_time in page.pain_panel.advice


def test_not_hurting_after_all_is_an_ordinary_pause(qtbot: QtBot, page: FollowPage, plan: SessionPlan) -> None:
    session = at(page, plan, READY_S + 3.0)
    qtbot.keyClick(page, Qt.Key.Key_X)
    session.pause(READY_S + 3.0)
    page.show_moment(session.moment)
    assert page.word.words == "Stopped"
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Escape)
    assert (page.word.words, page.status.text()) == ("Paused", "Paused")


def test_six_or_a_leg_ends_four_and_five_make_it_easier() -> None:
    assert [PainAnswer(pain, False).makes_easier for pain in (3, 4, 5, 6)] == [False, True, True, False]
    assert [PainAnswer(pain, False).ends_session for pain in (3, 4, 5, 6)] == [False, False, False, True]
    assert PainAnswer(0, True).ends_session


def test_ten_is_typed_one_zero(qtbot: QtBot, page: FollowPage) -> None:
    qtbot.keyClick(page, Qt.Key.Key_X)
    qtbot.keyClicks(page.focusWidget(), "10")
    assert page.pain_panel.scale.value == 10


def test_the_far_view_keeps_figure_number_word_and_bar(page: FollowPage, plan: SessionPlan) -> None:
    at(page, plan, READY_S + 3.0)
    page.set_far_view(True)
    shown = [one.isVisible() for one in (page.stage, page.ring, page.word, page.bar)]
    hidden = [one.isVisible() for one in (page.words_card, page.cue, page.pause_button)]
    assert all(shown)
    assert not any(hidden)


def test_the_figure_has_half_of_the_page(page: FollowPage, plan: SessionPlan) -> None:
    at(page, plan, READY_S + 3.0)
    card = page.stage.parentWidget()
    assert card is not None
    assert card.width() >= page.width() * 0.6
    assert card.height() >= page.height() * 0.6


def test_a_pause_is_said_in_the_largest_word(page: FollowPage, plan: SessionPlan) -> None:
    session = at(page, plan, READY_S + 3.0)
    session.pause(READY_S + 3.0)
    page.show_moment(session.moment)
    assert page.word.words == "Paused"
    assert page.pause_button.text() == "Go on"


def test_every_sound_has_a_visible_twin(page: FollowPage) -> None:
    page.on_line(Line("3", 12.0, 7.0, tone="rep", caption="♪ 3 of 8"))
    assert page.caption.text() == "♪ 3 of 8"
    page.on_line(Line("Send the hips back", 13.0, 3.0))
    assert page.caption.text() == "Send the hips back"


def test_the_figure_keeps_its_size_whatever_is_said(page: FollowPage, plan: SessionPlan) -> None:
    at(page, plan, READY_S + 3.0)
    before = page.stage.size()
    for words in ("", "Back", "All of the words of a very long line, which is about as long as they come. " * 2):
        page.on_line(Line(words, 12.0, 7.0))
        page.layout().activate()  # type: ignore[union-attr]
        assert page.stage.size() == before


def test_a_pause_says_its_reason_and_a_question_leaves_no_words(qtbot: QtBot, page: FollowPage) -> None:
    page.on_line(Line("Paused while the computer slept.", 12.0, 7.0))
    assert page.caption.text() == "Paused while the computer slept."
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    page.on_line(Line("Leave this session?", 12.0, 7.0))
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Escape)
    assert page.caption.text() == ""


def test_the_keys_of_sound_and_voice_show_what_they_did(page: FollowPage) -> None:
    said = []
    for on, voice in ((True, False), (True, True), (False, True), (True, True), (True, False)):
        page.show_sound(on, voice)
        said.append(page.caption.text())
    assert said == ["", "Voice on", "Sound off", "Sound on", "Voice off"]


def test_a_hidden_page_is_not_painted_for(qtbot: QtBot, page: FollowPage) -> None:
    with qtbot.waitSignal(page.painting_changed, timeout=1000) as told:
        page.hide()
    assert told.args == [False]


def test_what_to_keep_stays_in_sight_in_the_smallest_window(page: FollowPage, plan: SessionPlan) -> None:
    at(page, plan, READY_S + 3.0)
    assert page.words_card.isVisible()
    assert page.words_card.height() >= page.words_card.heightForWidth(page.words_card.width())
