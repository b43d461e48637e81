"""A whole day on the Follow-along page: several exercises, sides, holds, one's own pace, the far view."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QRectF, Qt
from pytestqt.qtbot import QtBot

from hinge_desktop.body.anthropometry import Body
from hinge_desktop.body.motion import Motion, solve
from hinge_desktop.curriculum.ladder import Curriculum
from hinge_desktop.stage.projection import SIDE, View
from hinge_desktop.stage.scene import motion_box
from hinge_desktop.training.events import BlockKind, Moment, PlannedSet, SessionPlan
from hinge_desktop.training.script import Line
from hinge_desktop.training.session import Session
from hinge_desktop.ui.follow import FollowPage
from hinge_desktop.ui.ring import RingState
from hinge_desktop.ui.theme import apply_theme, make_theme
from hinge_desktop.ui.widgets import Words
from tests.settling import settle

Solve = Callable[..., Motion]


@pytest.fixture(scope="module")
def motion_for(curriculum: Curriculum) -> Solve:
    kept: dict[tuple[object, ...], Motion] = {}

    def motion_for(planned: PlannedSet, fault: str = "") -> Motion:
        key = (planned.exercise_id, planned.load_kg, planned.side, planned.look, fault)
        if key not in kept:
            movement = curriculum.exercise(planned.exercise_id).movement
            kept[key] = solve(
                movement,
                Body(),
                load_kg=planned.load_kg,
                side=planned.side or "right",
                look=planned.look or None,
                fault=fault or None,
            )
        return kept[key]

    return motion_for


@pytest.fixture
def planned(curriculum: Curriculum, motion_for: Solve) -> Callable[..., PlannedSet]:
    def planned(exercise_id: str, **more: object) -> PlannedSet:
        exercise = curriculum.exercise(exercise_id)
        drafted = PlannedSet(exercise_id, exercise.name, 0.0, 2, (("x", 1.0),), "x", "3-1-2-1")
        drafted = replace(drafted, **more)
        phases = tuple((span.name, span.end_s - span.start_s) for span in motion_for(drafted).phases)
        told = exercise.coaching
        counts = exercise.movement.counts_after
        return replace(drafted, phases=phases, counts_after=counts, words=told.words, cues=told.cues)

    return planned


@pytest.fixture
def plan(planned: Callable[..., PlannedSet]) -> SessionPlan:
    main = planned("weighted-hip-hinge", load_kg=12.0, look="backpack", note="Only to the knees.")
    one_leg = planned("single-leg-hinge", role="related", side="left")
    other_leg = planned("single-leg-hinge", role="related", side="right")
    hold = planned("ready-position", role="easier", reps=1)
    sets = (planned("hero-squat", role="warm-up"), main, main, one_leg, other_leg, hold, hold)
    return SessionPlan("weighted-hip-hinge", 5, sets, (30.0, 45.0, 60.0, 10.0, 30.0, 30.0), 10.0)


@pytest.fixture
def page(qtbot: QtBot, plan: SessionPlan, curriculum: Curriculum, motion_for: Solve) -> FollowPage:
    page = FollowPage()
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show_plan(plan, curriculum.exercise, motion_for, motion_for)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    return page


def at(page: FollowPage, plan: SessionPlan, kind: BlockKind, index: int, more_s: float = 1.0) -> Moment:
    """Bring the page to an instant of a stretch of the session; sets at one's own pace are done at once."""
    session, now = Session(plan), 0.0
    session.start(now)
    while (session.moment.kind, session.moment.set_index) != (kind, index):
        now += 0.5
        session.advance(now)
        if session.moment.manual and session.moment.set_index < index:
            session.done(now)
    session.advance(now + more_s)
    page.show_moment(session.moment)
    return session.moment


def test_each_exercise_is_named_with_its_part_in_the_day(page: FollowPage, plan: SessionPlan) -> None:
    at(page, plan, BlockKind.GET_READY, 0)
    assert (page.title.text(), page.role.text()) == ("Hero Squat", "Warm-up")
    at(page, plan, BlockKind.REST, 1)
    assert (page.title.text(), page.role.text()) == ("Next: Weighted Hip Hinge", "Main step")
    at(page, plan, BlockKind.WORK, 2)
    assert page.cue.text().startswith("Set 2 of 2")
    assert "Weighted Hip Hinge, Set 2" in page.bar.accessibleName()


def test_a_rest_says_how_much_comes_next_and_with_what(page: FollowPage, plan: SessionPlan) -> None:
    at(page, plan, BlockKind.REST, 1)
    told = page.cue.text()
    assert all(words in told for words in ("2 repetitions", "12 kg", "Backpack", "tempo 3-1-2-1"))
    page.set_units("imperial")
    at(page, plan, BlockKind.REST, 2)
    assert "26 lb" in page.cue.text()


def test_a_session_of_one_exercise_needs_no_parts(page: FollowPage, plan: SessionPlan, curriculum: Curriculum) -> None:
    alone = replace(plan, sets=plan.sets[1:3], rests_s=(45.0,))
    page.show_plan(alone, curriculum.exercise, page._motion_for)
    at(page, alone, BlockKind.GET_READY, 0)
    assert not page.role.isVisible()


def test_the_other_side_is_the_largest_word(page: FollowPage, plan: SessionPlan) -> None:
    at(page, plan, BlockKind.REST, 4)
    assert page.word.words == "Switch: right"
    assert page.title.text() == "Next: Single Leg Hinge, right"
    assert "switch sides" in page.ring.accessibleName()
    at(page, plan, BlockKind.REST, 3)
    assert page.word.words == "Rest"
    at(page, plan, BlockKind.WORK, 3)
    assert page.title.text() == "Single Leg Hinge, left"


def test_a_hold_counts_its_seconds_down(page: FollowPage, plan: SessionPlan) -> None:
    moment = at(page, plan, BlockKind.WORK, 5, more_s=4.0)
    assert page.ring.accessibleName() == f"{moment.number} seconds, hold 1 of 2"
    assert moment.number == pytest.approx(plan.sets[5].cycle_s - 4.0, abs=1.0)
    assert page.word.words == plan.sets[5].words["hold"]  # no second number beside the large one


def own_pace(plan: SessionPlan) -> SessionPlan:
    return replace(plan, sets=tuple(replace(one, manual=True) for one in plan.sets))


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_at_ones_own_pace_only_the_user_ends_a_set(
    qtbot: QtBot, page: FollowPage, plan: SessionPlan, curriculum: Curriculum, key: Qt.Key
) -> None:
    plan = own_pace(plan)
    page.show_plan(plan, curriculum.exercise, page._motion_for)
    at(page, plan, BlockKind.WORK, 1)
    assert page.word.words == "At your own pace"
    assert page.ring.accessibleName() == "2 reps to do"
    assert page.done_button.isVisible()
    assert not page.pause_button.isVisible()
    with qtbot.waitSignal(page.done_requested, timeout=1000), qtbot.assertNotEmitted(page.toggle_requested):
        qtbot.keyClick(page, key)
    with qtbot.waitSignal(page.done_requested, timeout=1000):
        qtbot.mouseClick(page.done_button, Qt.MouseButton.LeftButton)


def test_a_rest_between_sets_at_ones_own_pace_pauses_as_ever(
    qtbot: QtBot, page: FollowPage, plan: SessionPlan, curriculum: Curriculum
) -> None:
    plan = own_pace(plan)
    page.show_plan(plan, curriculum.exercise, page._motion_for)
    at(page, plan, BlockKind.REST, 2)
    with qtbot.waitSignal(page.toggle_requested, timeout=1000), qtbot.assertNotEmitted(page.done_requested):
        qtbot.keyClick(page, Qt.Key.Key_Space)


def test_the_four_lines_stand_before_a_set_and_the_words_during_it(page: FollowPage, plan: SessionPlan) -> None:
    at(page, plan, BlockKind.REST, 1)
    assert (page.review_card.isVisible(), page.words_card.isVisible()) == (True, False)
    assert [line.split(":")[0] for line in page.review_card.lines[:4]] == ["Feet", "Knees", "Hips", "Back"]
    assert page.review_card.lines[-1] == "Only to the knees."
    at(page, plan, BlockKind.WORK, 1)
    assert (page.review_card.isVisible(), page.words_card.isVisible()) == (False, True)
    at(page, plan, BlockKind.REST, 3)
    assert len(page.review_card.lines) == 4  # no note for this one


def test_large_text_in_a_small_window_still_tells_what_to_keep(
    qtbot: QtBot, qapp: object, page: FollowPage, plan: SessionPlan, curriculum: Curriculum
) -> None:
    apply_theme(qapp, make_theme("light", 2.0))  # type: ignore[arg-type]
    try:
        for kind, index in ((BlockKind.GET_READY, 0), (BlockKind.REST, 1), (BlockKind.REST, 4)):
            at(page, plan, kind, index)
            settle()
            assert page.words_card.isVisible()
            assert page.stage.isVisible()
            for words in page.words_card.findChildren(Words):
                if words.isVisible():
                    assert words.height() >= words.heightForWidth(words.width()), words.text()
        at(page, plan, BlockKind.WORK, 1)
        assert page.ring.height() >= 150
    finally:
        apply_theme(qapp, make_theme("light"))  # type: ignore[arg-type]


# -- what is said ---------------------------------------------------------------------------------


def test_a_line_of_the_script_is_shown_near_and_far(page: FollowPage, plan: SessionPlan) -> None:
    at(page, plan, BlockKind.WORK, 1)
    page.on_line(Line("Hips back", 1.0, 2.0, caption="♪ Hips back"))
    assert (page.caption.text(), page.far_caption.words) == ("♪ Hips back", "♪ Hips back")
    page.on_line(Line("3", 2.0, 1.0))
    assert page.caption.text() == "3"
    page.set_far_view(True)
    assert page.far_caption.isVisible()
    assert not page.caption.isVisible()


def test_the_far_view_names_what_comes_next_while_nothing_is_said(page: FollowPage, plan: SessionPlan) -> None:
    page.set_far_view(True)
    at(page, plan, BlockKind.REST, 4)
    assert page.far_caption.words == "Next: Single Leg Hinge, right"
    at(page, plan, BlockKind.WORK, 4)
    assert page.far_caption.words == ""


def test_what_drifts_is_a_ghost_before_a_set_only(qtbot: QtBot, page: FollowPage, plan: SessionPlan) -> None:
    at(page, plan, BlockKind.REST, 1, more_s=8.0)
    qtbot.keyClick(page, Qt.Key.Key_G)
    assert page.stage.twin is not None
    assert page.caption.text().startswith("Try this instead:")
    at(page, plan, BlockKind.WORK, 1)
    assert page.stage.twin is None
    qtbot.keyClick(page, Qt.Key.Key_G)
    assert page.stage.twin is None


# -- keys of a presenter --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "signal"),
    [
        (Qt.Key.Key_PageDown, "act_requested"),
        (Qt.Key.Key_PageUp, "previous_requested"),
        (Qt.Key.Key_Period, "toggle_requested"),
        (Qt.Key.Key_B, "toggle_requested"),
        (Qt.Key.Key_F5, "far_view_changed"),
    ],
)
def test_a_presenter_works_without_any_setting(
    qtbot: QtBot, page: FollowPage, plan: SessionPlan, key: Qt.Key, signal: str
) -> None:
    at(page, plan, BlockKind.WORK, 1)
    page.pain_button.setFocus()
    with qtbot.waitSignal(getattr(page, signal), timeout=1000):
        qtbot.keyClick(page.pain_button, key)


def test_the_whole_screen_is_given_back(qtbot: QtBot, page: FollowPage) -> None:
    qtbot.keyClick(page, Qt.Key.Key_F11)
    assert page.far_view
    assert page.isFullScreen()
    qtbot.keyClick(page, Qt.Key.Key_F11)
    assert not page.far_view
    assert not page.isFullScreen()


# -- the far view ---------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080), (1000, 700)])
@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize(
    ("kind", "index"),
    [(BlockKind.GET_READY, 0), (BlockKind.WORK, 1), (BlockKind.REST, 2), (BlockKind.REST, 4), (BlockKind.WORK, 5)],
)
def test_figure_and_number_have_a_third_of_the_far_view_each(
    qtbot: QtBot,
    qapp: object,
    page: FollowPage,
    plan: SessionPlan,
    size: tuple[int, int],
    scale: float,
    kind: BlockKind,
    index: int,
) -> None:
    apply_theme(qapp, make_theme("light", scale))  # type: ignore[arg-type]
    try:
        page.set_far_view(True)
        at(page, plan, kind, index)
        settle()  # the near view may have been higher
        page.resize(*size)
        settle()
        assert (page.width(), page.height()) == size
        third = size[1] / 3
        number = page.ring.number_box
        assert number.height() >= third
        assert QRectF(page.ring.rect()).contains(number)
        assert _figure_px(page) >= third
        assert page.word.height() >= size[1] / 10
        assert page.far_caption.height() >= size[1] / 20
        assert page.bar.isVisible()
    finally:
        apply_theme(qapp, make_theme("light"))  # type: ignore[arg-type]


def _figure_px(page: FollowPage) -> float:
    """Height of the figure in its first pose, from the lowest to the highest of its points."""
    motion = page.stage.motion
    assert motion is not None
    view = View.fit(SIDE, motion_box(motion), QRectF(page.stage.rect()))
    points = view.to_device(np.array(list(motion.figure_at(0.0).points.values())))
    return float(np.ptp(points[:, 1]))


def test_a_long_rest_is_as_large(qtbot: QtBot, page: FollowPage, plan: SessionPlan, curriculum: Curriculum) -> None:
    long = replace(plan, rests_s=(150.0, *plan.rests_s[1:]))
    page.show_plan(long, curriculum.exercise, page._motion_for)
    page.resize(1366, 768)
    page.set_far_view(True)
    at(page, long, BlockKind.REST, 1)
    settle()
    assert page.ring.number_box.height() >= 768 / 3


@pytest.mark.parametrize("size", [(1000, 700), (1366, 768), (1920, 1080)])
@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("seconds", [100, 135, 288, 300])
def test_a_long_rest_keeps_a_third_of_the_far_view(
    qtbot: QtBot,
    qapp: object,
    page: FollowPage,
    plan: SessionPlan,
    size: tuple[int, int],
    scale: float,
    seconds: int,
) -> None:
    apply_theme(qapp, make_theme("light", scale))  # type: ignore[arg-type]
    try:
        page.set_far_view(True)
        at(page, plan, BlockKind.REST, 2)
        settle()  # the near view may have been higher
        page.resize(*size)
        settle()
        page.ring.show_state(RingState("rest", "1:40", "rest", 0.5, far=str(seconds)))
        assert page.ring.number_box.height() >= size[1] / 3
        assert QRectF(page.ring.rect()).contains(page.ring.number_box)
    finally:
        apply_theme(qapp, make_theme("light"))  # type: ignore[arg-type]


@pytest.mark.parametrize("height", [520, 580, 640, 700])
def test_very_large_words_beside_the_figure_are_whole_below_a_banner(
    qtbot: QtBot, qapp: object, page: FollowPage, plan: SessionPlan, height: int
) -> None:
    apply_theme(qapp, make_theme("light", 2.0))  # type: ignore[arg-type]
    try:
        page.resize(1000, height)
        at(page, plan, BlockKind.GET_READY, 0)
        settle()
        words = [one for one in page.words_card.findChildren(Words) if one.isVisible()]
        assert words
        assert [one.text() for one in words if one.height() < one.heightForWidth(one.width())] == []
    finally:
        apply_theme(qapp, make_theme("light"))  # type: ignore[arg-type]
