"""The Library with the motions behind it: what drifts, what stands beside, what works, by keys alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QSlider, QWidget

from hinge_desktop.agenda import Agenda
from hinge_desktop.body.anthropometry import Body
from hinge_desktop.body.faults import FAULTS as FAULTS_BY_ID
from hinge_desktop.body.form import drifts, measure
from hinge_desktop.body.motion import solve
from hinge_desktop.body.movement import FAULTS, LOOKS, METRICS, Bound
from hinge_desktop.body.options import STANCE_M, TOE_OUT_DEG, WALL_M
from hinge_desktop.curriculum.sources import FACTS
from hinge_desktop.demonstration import Demonstration
from hinge_desktop.motions import Motions
from hinge_desktop.settings import Settings
from hinge_desktop.stage.lenses import LENSES
from hinge_desktop.training.records import History
from hinge_desktop.training.screening import UNANSWERED
from hinge_desktop.ui.fault_names import fault_name
from hinge_desktop.ui.library import LibraryPage
from hinge_desktop.ui.library_effort import muscle_name
from hinge_desktop.ui.library_player import lens_name
from hinge_desktop.ui.library_setup import look_name
from hinge_desktop.ui.library_shelf import Shelf
from hinge_desktop.ui.metric_names import bound_text, metric_name, metric_text
from hinge_desktop.ui.stage_twin import Twin
from hinge_desktop.ui.theme import Theme, apply_theme


class House(QObject):
    """As much of the program as the Library needs."""

    def __init__(self, page: LibraryPage, curriculum) -> None:
        super().__init__(page)
        self.page, self.curriculum, self.settings = page, curriculum, Settings()
        self.motions = Motions(self.settings)
        self.asked = 0
        page.motion_requested.connect(self.count)
        self.demonstration = Demonstration(page, self.motions, self.situation, self)
        page.show_shelf(Shelf(tuple(curriculum.exercises.values()), FACTS))

    def situation(self):
        day = date(2026, 1, 5)
        return Agenda(History(), self.settings, UNANSWERED, day, True, None, False, self.curriculum)

    @Slot(str)
    def count(self, _exercise_id: str) -> None:
        self.asked += 1

    def change(self, **settings: object) -> None:
        self.settings = replace(self.settings, **settings)
        self.motions.show_settings(self.settings)
        self.demonstration.answer()


@pytest.fixture
def house(qtbot, light, clock, curriculum):
    page = LibraryPage(clock=clock)
    qtbot.addWidget(page)
    page.resize(1100, 760)
    house = House(page, curriculum)
    page.show_exercise("three-point-contact-hinge")
    page.show()
    page.stage.pause()
    yield house
    page.stage.pause()
    page._soon.stop()


@pytest.fixture
def page(house):
    return house.page


def slide(qtbot, page, slider, key, times=1):
    """Move a slider by key and let the figure follow."""
    with qtbot.waitSignal(page.motion_requested):
        for _ in range(times):
            qtbot.keyClick(slider, key)


def choose(qtbot, combo, data):
    """Choose an entry of a list by keys."""
    target = combo.findData(data)
    assert target >= 0, data
    while combo.currentIndex() != target:
        qtbot.keyClick(combo, Qt.Key.Key_Down if combo.currentIndex() < target else Qt.Key.Key_Up)


def named(widget):
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name)


def controls(page):
    kinds = (QAbstractButton, QComboBox, QSlider)
    found = (one for kind in kinds for one in page.findChildren(kind))
    return {one for one in found if one.isVisible() and one.isEnabled() and one.focusPolicy() & Qt.FocusPolicy.TabFocus}


# -- what drifts --------------------------------------------------------------------------------


def test_g_shows_what_can_drift_and_lets_it_go(page, qtbot):
    qtbot.keyClick(page.exercises, Qt.Key.Key_G)
    assert page.stage.twin.name == fault_name(page.drift.fault)
    assert page.drift.isVisible()
    assert page.stage.twin.name in page.stage.accessibleDescription()
    qtbot.keyClick(page.exercises, Qt.Key.Key_G)
    assert page.stage.twin is None
    assert page.drift.isVisible()


def test_the_word_appears_exactly_when_a_bound_is_left(page, qtbot):
    qtbot.keyClick(page, Qt.Key.Key_G)
    slider = page.drift._level.slider
    slide(qtbot, page, slider, Qt.Key.Key_Home)
    seen = set()
    for _ in range(11):
        rows = page.drift.metrics.rows
        left = {metric_name(metric) for metric in drifts(page.stage.twin.motion)}
        assert rows
        for row in rows:
            assert (row.word == "drifts") == (row._name.text() in left)
        seen.add(tuple(row.word for row in rows))
        if slider.value() < slider.maximum():
            slide(qtbot, page, slider, Qt.Key.Key_Right, 2)
    assert {word for words in seen for word in words} == {"drifts", "holds"}
    assert all(row.word == "drifts" for row in page.drift.metrics.rows)


def test_every_fault_of_every_exercise_breaks_a_number_or_is_told_in_words(curriculum):
    for exercise in curriculum.exercises.values():
        told = {one.fault for one in exercise.record.compensations}
        for fault in exercise.movement.faults:
            assert fault in told or set(FAULTS_BY_ID[fault].metrics) & set(exercise.movement.form), (exercise.id, fault)


def test_what_drifts_says_how_it_feels_and_what_to_try(page, qtbot, curriculum):
    exercise = curriculum.exercise("three-point-contact-hinge")
    for told in (one for one in exercise.record.compensations if one.fault):
        choose(qtbot, page.drift._list, told.fault)
        assert page.drift._drift.text() == told.drift
        assert told.feels in page.drift._feels.text()
        assert told.try_instead in page.drift._instead.text()


def test_the_numbers_are_told_to_a_screen_reader(page, qtbot):
    qtbot.keyClick(page, Qt.Key.Key_G)
    told = page.drift._level.slider.accessibleDescription()
    assert "drifts" in told
    assert metric_name("lumbar_flexion_deg") in told
    assert "100 %" in page.drift._level.slider.accessibleName()


def test_a_number_is_announced_when_its_word_changes_and_not_before(page, qtbot):
    qtbot.keyClick(page, Qt.Key.Key_G)
    slider, metrics = page.drift._level.slider, page.drift.metrics
    words = [row.word for row in metrics.rows]
    while slider.value() > slider.minimum():
        slide(qtbot, page, slider, Qt.Key.Key_Left)
        now = [row.word for row in metrics.rows]
        turned = [row.words for row, before, after in zip(metrics.rows, words, now, strict=True) if before != after]
        assert metrics.changes == "; ".join(turned)
        words = now
    assert words == ["holds"] * len(words)


def test_arrows_go_from_panel_to_panel(page, qtbot):
    about, drift = (page.panels.tabs.button(name) for name in ("about", "drift"))
    about.setFocus()
    qtbot.keyClick(about, Qt.Key.Key_Right)
    assert drift.isChecked()
    assert page.drift.isVisible()
    assert not page.record.isVisible()


def test_beside_and_behind_are_other_pictures_in_the_same_phase(page, qtbot):
    qtbot.keyClick(page, Qt.Key.Key_G)
    page.stage.show_time(2.0)
    beside = page.stage.grab().toImage()
    page.drift.place.button("ghost").setFocus()
    qtbot.keyClick(page.drift.place.button("ghost"), Qt.Key.Key_Space)
    assert not page.stage.twin.beside
    assert page.stage.grab().toImage() != beside


def test_what_happens_across_the_body_is_seen_from_the_front_unless_one_looks_from_elsewhere(page, qtbot):
    page.show_exercise("hinge-to-squat")
    page.stage.pause()
    choose(qtbot, page.drift._list, "knee-valgus")
    assert page.stage.view == "front"
    qtbot.keyClick(page, Qt.Key.Key_G)
    assert page.stage.view == "side"
    qtbot.keyClick(page.player._views, Qt.Key.Key_2)
    qtbot.keyClick(page, Qt.Key.Key_G)
    assert page.drift.fault == "knee-valgus"
    assert page.stage.view == "three-quarter"


def test_another_exercise_begins_without_a_twin(page, qtbot):
    qtbot.keyClick(page, Qt.Key.Key_G)
    page.show_exercise("butt-tap")
    page.stage.pause()
    assert page.stage.twin is None
    assert not page.drift.fault


@pytest.fixture(scope="module")
def three(curriculum):
    """A hinge, the same at another tempo, and a squat of other phases."""
    hinge = curriculum.exercise("butt-tap").movement
    slower = solve(hinge, Body(), durations_s=(4.0, 2.0, 1.0, 0.5))
    return solve(hinge, Body()), slower, solve(curriculum.exercise("hinge-to-squat").movement, Body())


@given(share=st.floats(0.0, 0.999))
def test_a_twin_is_as_far_into_the_same_phase(three, share):
    one, other, squat = three
    time_s = share * one.duration_s
    assert other.phase_at(Twin(other, "").time_s(one, time_s)).name == one.phase_at(time_s).name
    assert 0.0 <= Twin(squat, "").time_s(one, time_s) < squat.duration_s


# -- what stands beside it, and how it is set up ------------------------------------------------


def test_the_squat_takes_the_place_of_what_drifts_and_the_other_way_round(page, qtbot):
    qtbot.keyClick(page, Qt.Key.Key_G)
    page.panels.open("setup")
    qtbot.keyClick(page.setup.squat, Qt.Key.Key_Space)
    assert page.stage.twin.name == "Squat"
    assert not page.drift.fault
    assert "Both are needed." in page.setup._said.text()
    qtbot.keyClick(page, Qt.Key.Key_G)
    assert page.stage.twin.name == fault_name(page.drift.fault)
    assert not page.setup.beside.squat


def test_forced_further_than_the_hamstrings_the_lower_back_gives(house, qtbot):
    page = house.page
    page.panels.open("setup")
    qtbot.keyClick(page.setup.squat, Qt.Key.Key_Space)
    qtbot.keyClick(page.setup.forced, Qt.Key.Key_Space)
    assert not page.setup.squat.isChecked()
    assert page.setup._said.text() == "Your hamstrings let you go as far as this exercise goes."
    house.change(hamstrings_deg=50.0)
    assert "the lower back gives" in page.setup._said.text()
    bent = page.stage.twin.motion.angles["lumbar_flexion"].max()
    assert bent > page.stage.motion.angles["lumbar_flexion"].max() + 0.1
    qtbot.keyClick(page.setup.squat, Qt.Key.Key_Space)
    assert not page.setup.forced.isChecked()
    assert page.stage.twin.name == "Squat"


def test_a_squat_has_no_squat_beside_it(page):
    for squatting in ("hinge-to-squat", "sit-to-stand", "kettlebell-swing", "hero-squat"):
        page.show_exercise(squatting)
        page.stage.pause()
        assert page.setup.squat.isHidden(), squatting


def test_the_line_of_a_doorway_is_drawn_and_told(page, qtbot):
    page.panels.open("setup")
    page.stage.show_time(2.0)
    before = page.stage.grab().toImage()
    qtbot.keyClick(page.setup._doorway, Qt.Key.Key_Space)
    assert page.stage.grab().toImage() != before
    assert "pass the line" in page.setup._said.text()


@pytest.mark.parametrize("key", [Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown])
def test_no_key_leads_out_of_what_a_body_can_do(page, qtbot, key):
    page.show_exercise("butt-tap")
    page.stage.pause()
    page.panels.open("setup")
    for amount in (page.setup._wall, page.setup._width, page.setup._toes):
        slide(qtbot, page, amount.slider, key)
    wish = page.request.wish
    for value, (low, high) in zip(
        (wish.wall_m, wish.stance_width_m, wish.toe_out_deg), (WALL_M, STANCE_M, TOE_OUT_DEG), strict=True
    ):
        assert low <= value <= high
    assert page.stage.motion.movement.stance.width_m == wish.stance_width_m


def test_the_wall_moves_and_comes_back(page, qtbot, curriculum):
    page.show_exercise("butt-tap")
    page.stage.pause()
    page.panels.open("setup")
    own = page.stage.motion
    page.stage.show_time(1.0)
    slide(qtbot, page, page.setup._wall.slider, Qt.Key.Key_PageDown)
    assert page.stage.motion.wall_x > own.wall_x
    assert page.stage.time_s == pytest.approx(1.0)
    qtbot.keyClick(page.setup._reset, Qt.Key.Key_Space)
    assert page.stage.motion is own


def test_only_what_an_exercise_has_can_be_set(page, curriculum):
    page.panels.open("setup")
    for exercise in curriculum.exercises.values():
        page.show_exercise(exercise.id)
        page.stage.pause()
        kinds = {spec.kind for spec in exercise.movement.implements}
        setup = page.setup
        assert setup._wall.isVisible() == ("wall" in kinds)
        assert setup._width.isVisible() == (exercise.movement.stance.support == "feet")
        assert setup._sides.isVisible() == exercise.movement.one_sided
        assert setup._looks.isVisible() == bool(exercise.movement.looks)


def test_left_is_the_mirror_of_right(page, qtbot):
    page.show_exercise("single-leg-hinge")
    page.stage.pause()
    page.panels.open("setup")
    qtbot.keyClick(page.setup._sides, Qt.Key.Key_2)
    assert page.stage.motion.side == "left"


def test_a_golf_club_is_held_like_the_dowel(page, qtbot):
    page.panels.open("setup")
    choose(qtbot, page.setup._looks, "golf-club")
    assert [placed.look for placed in page.stage.figure.implements if placed.kind == "dowel"] == ["golf-club"]


def test_what_a_home_has_instead_of_a_bell_is_drawn_also_above_ones_step(page, qtbot):
    page.show_exercise("kettlebell-lift")
    page.stage.pause()
    assert page.stage.motion.load_kg == 0.0
    page.panels.open("setup")
    choose(qtbot, page.setup._looks, "backpack")
    assert "backpack" in [placed.look for placed in page.stage.figure.implements]


def test_sliding_asks_for_few_figures(house, qtbot):
    page = house.page
    page.panels.open("setup")
    before = house.asked
    with qtbot.waitSignal(page.motion_requested):
        for _ in range(12):
            qtbot.keyClick(page.setup._width.slider, Qt.Key.Key_Right)
        assert house.asked == before
    assert house.asked == before + 1
    assert page.stage.motion.movement.stance.width_m == pytest.approx(page.setup._width.value)


def test_another_body_is_drawn_and_named(house):
    page = house.page
    assert "1.75 m, 75 kg" in page.setup._body.text()
    house.change(stature_m=1.60, mass_kg=60.0, hamstrings_deg=50.0)
    assert page.stage.motion.body.stature_m == 1.60
    assert "1.60 m, 60 kg, hamstrings 50°" in page.setup._body.text()
    house.change(units="imperial")
    assert "5 ft 3 in, 132 lb" in page.setup._body.text()
    assert page.setup._width._words.text().endswith(" in")


def test_a_self_test_shows_both_its_forms(page, qtbot, curriculum):
    test = curriculum.exercise("toe-touch-test").test
    page.show_exercise("toe-touch-test")
    page.stage.pause()
    assert page.player._form_words.text() == test.passes
    passing = page.stage.motion
    page.player.forms.button("fails").setFocus()
    qtbot.keyClick(page.player.forms, Qt.Key.Key_2)
    assert page.player._form_words.text() == test.fails
    assert page.stage.motion.fault == test.fails_as
    qtbot.keyClick(page.player.forms, Qt.Key.Key_1)
    assert page.stage.motion is passing
    page.show_exercise("butt-tap")
    page.stage.pause()
    assert page.player.forms.isHidden()


# -- what works ---------------------------------------------------------------------------------


def test_the_bars_follow_the_figure_and_the_back_is_compared(page, qtbot):
    page.show_exercise("weighted-hip-hinge")
    page.stage.pause()
    page.panels.tabs.button("effort").click()
    bars = {name: bar for name, (_, bar) in page.effort._rows.items()}
    assert set(bars) == {"glutes", "hamstrings", "erectors", "abdominals", "quadriceps", "calves"}
    page.stage.show_time(0.0)
    standing = bars["hamstrings"]._now
    page.stage.show_time(3.5)
    assert bars["hamstrings"]._now > standing
    assert "your own unloaded hinge" in page.effort._back_words.text()
    assert "times" in page.effort._back_words.text()
    assert all(named(bar) for bar in bars.values())


def test_no_number_stands_beside_the_effort_of_a_swing(page):
    page.panels.open("effort")
    page.show_exercise("kettlebell-swing")
    page.stage.pause()
    assert not any(letter.isdigit() for letter in page.effort._back_words.text())
    assert page.effort._back_note.isVisible()


def test_each_lens_is_another_picture_and_the_muscles_have_theirs(page, qtbot):
    seen = []
    for lens in LENSES:
        choose(qtbot, page.player.lenses, lens)
        page.stage.show_time(2.5)
        picture = page.stage.grab().toImage()
        assert picture not in seen, lens
        seen.append(picture)
    assert page.request.muscles


# -- running it ---------------------------------------------------------------------------------


def test_comma_and_full_stop_go_frame_by_frame(page, qtbot):
    page.stage.show_time(1.0)
    page.stage.play()
    qtbot.keyClick(page.exercises, Qt.Key.Key_Period)
    assert not page.stage.playing
    assert page.stage.time_s == pytest.approx(1.0 + 1 / 30)
    qtbot.keyClick(page, Qt.Key.Key_Comma)
    qtbot.keyClick(page, Qt.Key.Key_Comma)
    assert page.stage.time_s == pytest.approx(1.0 - 1 / 30)


def test_without_repeat_it_stops_at_the_end_and_begins_anew(page, qtbot, clock):
    qtbot.keyClick(page.player._loop, Qt.Key.Key_Space)
    page.stage.show_time(page.stage.motion.duration_s - 0.1)
    page.stage.play()
    clock.pass_(1.0)
    page.stage.tick()
    assert not page.stage.playing
    assert page.stage.time_s == pytest.approx(page.stage.motion.duration_s, abs=1e-3)
    page.stage.play()
    assert page.stage.time_s == 0.0


def test_the_speed_goes_from_a_tenth_to_double(page, qtbot, clock):
    for key, speed in ((Qt.Key.Key_Home, 0.1), (Qt.Key.Key_End, 2.0)):
        qtbot.keyClick(page.player.speed.slider, key)
        page.stage.show_time(0.0)
        page.stage.play()
        clock.pass_(1.0)
        page.stage.tick()
        page.stage.pause()
        assert page.stage.time_s == pytest.approx(speed)


# -- by keyboard, and for screen readers --------------------------------------------------------


@pytest.mark.parametrize("panel", ["about", "drift", "setup", "effort"])
@pytest.mark.parametrize("exercise", ["butt-tap", "toe-touch-test", "single-leg-hinge"])
def test_tab_reaches_every_control_and_each_has_a_name(page, qtbot, exercise, panel):
    page.show_exercise(exercise)
    page.stage.pause()
    page.panels.open(panel)
    if panel == "drift":
        qtbot.keyClick(page, Qt.Key.Key_G)
    QApplication.processEvents()
    wanted = controls(page)
    page.exercises.setFocus()
    reached: set[QWidget] = set()
    for _ in range(3 * len(wanted)):
        focused = page.focusWidget()
        assert focused is not None
        reached.add(focused)
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    assert wanted <= reached  # of segments Tab reaches the chosen one; arrows go on from there
    assert all(named(one) for one in wanted)


# -- words --------------------------------------------------------------------------------------


def test_everything_that_can_be_shown_has_a_name(curriculum):
    assert len({fault_name(fault) for fault in FAULTS}) == len(FAULTS)
    assert len({metric_name(metric) for metric in METRICS}) == len(METRICS)
    assert all(look_name(look) for looks in LOOKS.values() for look in looks)
    assert all(lens_name(lens) for lens in LENSES)
    assert muscle_name("glutes") == "Buttocks"
    for exercise in curriculum.exercises.values():
        for metric, value in measure(solve(exercise.movement, Body())).items():
            assert metric_text(metric, value)
            assert bound_text(metric, exercise.movement.form[metric])


@pytest.mark.parametrize(
    ("metric", "value", "words"),
    [
        ("lumbar_flexion_deg", 42.4, "42°"),
        ("lumbar_flexion_deg", -0.2, "0°"),
        ("lockout_trunk_deg", -3.0, "−3°"),
        ("wall_gap_m", 0.012, "1.2 cm"),
        ("lumbar_share", 0.333, "33 %"),
        ("order_down_s", 0.25, "0.25 s"),
        ("float_m_s2", -9.81, "−9.8 m/s²"),
        ("hip_knee_ratio", 2.51, "2.5 times"),
        ("wall_gap_m", float("inf"), "out of reach"),
    ],
)
def test_values_are_read_with_their_unit(light, metric, value, words):
    assert metric_text(metric, value) == words


def test_bounds_are_read_as_people_say_them(light):
    assert bound_text("lumbar_flexion_deg", Bound(high=25.0)) == "at most 25°"
    assert bound_text("hip_knee_ratio", Bound(low=1.5)) == "at least 1.5 times"
    assert bound_text("neck_deg", Bound(-15.0, 15.0)) == "from −15° to 15°"
    assert metric_text("wall_gap_m", 0.0254, "imperial") == "1.0 in"


def test_the_list_has_three_groups_whose_names_cannot_be_chosen(qtbot, light, clock, curriculum):
    page = LibraryPage(clock=clock)
    qtbot.addWidget(page)
    mine = replace(curriculum.exercise("butt-tap"), id="mine", name="Mine", step=None, own=True)
    page.show_shelf(Shelf((*curriculum.exercises.values(), mine), FACTS))
    shown = [page.exercises.itemText(index) for index in range(page.exercises.count())]
    steps, beside, yours = 9, shown.index("Beside the steps"), shown.index("Yours")
    assert shown[steps] == "10  Kettlebell Clean"
    assert steps < beside < yours
    assert shown[yours + 1 :] == ["Mine"]
    page.show_exercise("kettlebell-clean")
    qtbot.keyClick(page.exercises, Qt.Key.Key_Down)
    assert page.exercises.currentIndex() == beside + 1
    assert page.shown == page.exercises.currentData()


def test_an_exercise_that_is_gone_gives_way_to_the_first(page, curriculum):
    page.show_exercise("butt-tap")
    page.stage.pause()
    page.show_shelf(Shelf(tuple(one for one in curriculum.exercises.values() if one.id != "butt-tap"), FACTS))
    page.stage.pause()
    assert page.shown == "hero-squat"
    assert "Hero Squat" in page.stage.accessibleName()


def test_the_names_of_the_groups_grow_with_the_text(page, qapp):
    apply_theme(qapp, Theme(text_scale=2.0))
    QApplication.processEvents()
    title = page.exercises.model().item(page.exercises.findText("Beside the steps"))
    assert title.font().pixelSize() == page.exercises.font().pixelSize()
    assert title.font().bold()


def test_a_body_that_does_not_come_so_far_is_told_that_no_number_tells_it(house, qtbot):
    page = house.page
    house.change(stature_m=1.42, mass_kg=45.0, hamstrings_deg=45.0)
    page.show_exercise("kettlebell-swing")
    page.stage.pause()
    for fault in house.curriculum.exercise("kettlebell-swing").movement.faults:
        choose(qtbot, page.drift._list, fault)
        page.panels.open("drift")
        if not page.drift.fault:
            qtbot.keyClick(page, Qt.Key.Key_G)
        assert page.drift._silent.isVisible() != bool(page.drift.metrics.rows), fault
