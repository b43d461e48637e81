"""Settings: a change is told at once as a whole value, in metric whatever is shown; showing tells nothing."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from PySide6.QtCore import QLocale, QPoint, QPointF, Qt, QTime
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from hinge_desktop.settings import GET_READY_S, Settings
from hinge_desktop.training.dose import DoseChoice
from hinge_desktop.training.thresholds import THRESHOLDS
from hinge_desktop.ui.settings_page import SettingsPage
from hinge_desktop.ui.widgets import Button, Words
from tests.settling import settle

OTHERWISE = Settings(
    stature_m=1.6,
    mass_kg=60.0,
    sex="female",
    hamstrings_deg=60.0,
    units="imperial",
    get_ready_s=5,
    sound=False,
    voice=True,
    volume=30,
    theme="dark",
    reduced_motion=True,
    text_scale=1.5,
    own_exercises="/somewhere",
    opted_in=(9,),
    loads_kg=(("goatbag-hinge", 6.0),),
    doses=(("butt-tap", DoseChoice(sets=2)),),
    kit=("backpack", "chair"),
    kit_told=True,
    welcomed=True,
    voice_name="Anna",
    voice_rate=0.2,
    one_button=True,
    manual=True,
    keep_awake=False,
    tour=True,
    tray=True,
    remind=True,
    remind_days=(1, 5),
    remind_at="07:30",
    moments=True,
    moments_every_h=3,
    moments_from=8,
    moments_until=21,
    go_most=2,
    stay_most=4,
    morning_rise=0,
    effort_most=6,
    good_days=4,
)
"""Every setting another than its default."""


@pytest.fixture
def page(qtbot, light):
    page = SettingsPage()
    qtbot.addWidget(page)
    page.resize(900, 700)
    page.show_settings(Settings())
    page.show()
    return page


@pytest.fixture
def told(page):
    heard = []
    page.settings_changed.connect(heard.append)
    return heard


def test_otherwise_is_otherwise():
    assert all(getattr(OTHERWISE, one.name) != getattr(Settings(), one.name) for one in fields(Settings))


def test_showing_tells_nothing(page, told):
    page.show_settings(OTHERWISE)
    page.show_voices(["Anna", "Bob"])
    page.show_settings(Settings())
    assert told == []


def test_what_was_told_before_the_page_was_opened_is_there(qtbot, light):
    page = SettingsPage()
    qtbot.addWidget(page)
    page.show_settings(replace(OTHERWISE, voice_name="Bob"))
    page.show_places("/somewhere/history.sqlite", "/somewhere/settings", "/somewhere/log")
    page.show_notices(["swing.toml was not used."])
    page.show_voices(["Anna", "Bob"])
    page.show_tray(False)
    page.show()
    said = "\n".join(words.text() for words in page.findChildren(Words) if words.isVisible())
    assert page.practice.manual.isChecked()
    assert page.sound.which.currentText() == "Bob"
    assert page.own.data.text() == "/somewhere/history.sqlite"
    assert "swing.toml was not used." in said
    assert "no tray" in said


def test_one_change_leaves_every_other_setting_as_it_was(page, told, qtbot):
    for section, box in (
        (page.practice, page.practice.manual),
        (page.look, page.look.still),
        (page.sound, page.sound.sound),
        (page.reminders, page.reminders.remind),
    ):
        page.show_settings(OTHERWISE)
        told.clear()
        qtbot.keyClick(box, Qt.Key.Key_Space)
        (settings,) = told
        changed = [one.name for one in fields(Settings) if getattr(settings, one.name) != getattr(OTHERWISE, one.name)]
        assert len(changed) == 1
        assert section.settings == settings


def test_sections_take_over_what_another_one_told(page, told, qtbot):
    qtbot.keyClick(page.practice.manual, Qt.Key.Key_Space)
    qtbot.keyClick(page.look.still, Qt.Key.Key_Space)
    assert told[-1].manual
    assert told[-1].reduced_motion


def test_arrow_up_grows_the_body_by_a_centimetre(page, told, qtbot):
    qtbot.keyClick(page.body.stature, Qt.Key.Key_Up)
    assert told[0].stature_m == pytest.approx(1.76)


@pytest.mark.parametrize("stature", [1.40, 1.75, 2.10])
def test_inches_and_back_leave_the_body_as_it_was(page, told, qtbot, stature):
    page.show_settings(replace(Settings(), stature_m=stature, mass_kg=160.0))
    qtbot.keyClick(page.body.units, "2")
    qtbot.keyClick(page.body.units, "1")
    assert told[-1].units == "metric"
    assert told[-1].stature_m == stature
    assert told[-1].mass_kg == 160.0


def test_theme_and_optional_steps_by_keys(page, told, qtbot):
    qtbot.keyClick(page.look.theme, "3")
    assert told[-1].theme == "dark"
    qtbot.keyClick(page.practice.opt_in[9], Qt.Key.Key_Space)
    assert told[-1].opted_in == (9,)


def test_the_places_can_be_read_and_not_changed(page):
    page.show_places("/somewhere/history.sqlite", "/somewhere/settings", "/somewhere/log")
    assert page.own.data.text() == "/somewhere/history.sqlite"
    assert page.own.choices.text() == "/somewhere/settings"
    assert page.own.log.text() == "/somewhere/log"
    assert all(place.isReadOnly() for place in (page.own.data, page.own.choices, page.own.log))


def test_a_time_out_of_range_cannot_be_entered(page, told, qtbot):
    box = page.practice.get_ready
    box.selectAll()
    qtbot.keyClicks(box, "99")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert GET_READY_S[0] <= box.value() <= GET_READY_S[1]
    assert all(GET_READY_S[0] <= one.get_ready_s <= GET_READY_S[1] for one in told)


# -- the limits of the gate ---------------------------------------------------------------------


def test_every_limit_goes_as_far_as_the_settings_allow_and_no_further(page, told):
    limits = page.limits
    for box in (limits.go, limits.stay, limits.morning, limits.effort, limits.days):
        for value in range(box.minimum(), box.maximum() + 1):
            box.setValue(value)  # what the settings refuse would raise in here
    assert told


def test_the_limits_can_be_made_stricter_only(page):
    limits, own = page.limits, THRESHOLDS
    assert limits.go.maximum() == own.go_most
    assert limits.stay.maximum() == own.stay_most
    assert limits.morning.maximum() == own.morning_rise
    assert limits.effort.maximum() == own.effort_most
    assert limits.days.minimum() == own.good_days
    assert any("only be made stricter" in words.text() for words in limits.findChildren(Words))


def test_what_keeps_a_step_never_lies_below_what_lets_one_go_on(page, told):
    page.limits.stay.setValue(1)
    assert (told[-1].go_most, told[-1].stay_most) == (1, 1)
    page.limits.go.setValue(3)
    assert (told[-1].go_most, told[-1].stay_most) == (3, 3)


# -- sound and voice ----------------------------------------------------------------------------


def test_a_voice_is_chosen_from_those_of_the_system(page, told):
    page.show_settings(replace(Settings(), voice=True))
    page.show_voices(["Anna", "Bob"])
    page.sound.which.setCurrentIndex(page.sound.which.findData("Bob"))
    assert told[-1].voice_name == "Bob"
    page.sound.which.setCurrentIndex(0)
    assert told[-1].voice_name == ""


def test_a_voice_that_is_not_there_any_more_stays_chosen(page, told, qtbot):
    page.show_settings(replace(Settings(), voice=True, voice_name="Carla"))
    page.show_voices(["Anna"])
    qtbot.keyClick(page.sound.sound, Qt.Key.Key_Space)
    assert told[-1].voice_name == "Carla"


def test_the_voices_are_asked_for_once_and_only_where_one_is_wished_for(page, qtbot):
    heard = []

    def hear() -> None:
        heard.append(True)

    page.voices_requested.connect(hear)
    qtbot.keyClick(page.practice.manual, Qt.Key.Key_Space)
    assert heard == []
    for _ in range(3):
        qtbot.keyClick(page.sound.voice, Qt.Key.Key_Space)
    assert heard == [True]


def test_no_voice_at_all_is_said(page):
    page.show_settings(replace(Settings(), voice=True))
    page.show_voices([])
    assert any("has no voice" in words.text() and words.isVisible() for words in page.sound.findChildren(Words))


@pytest.mark.parametrize("on", [True, False])
def test_sounds_and_voice_can_be_tried_even_while_they_are_off(page, qtbot, on):
    page.show_settings(replace(Settings(), sound=on, voice=on))
    with qtbot.waitSignal(page.sounds_requested):
        qtbot.keyClick(page.sound.try_sounds, Qt.Key.Key_Return)
    with qtbot.waitSignal(page.voice_requested):
        qtbot.keyClick(page.sound.try_voice, Qt.Key.Key_Return)


def test_the_voice_goes_slower_and_faster_within_its_bounds(page, told, qtbot):
    page.show_settings(replace(Settings(), voice=True))
    qtbot.keyClick(page.sound.rate.slider, Qt.Key.Key_Right)
    assert told[-1].voice_rate == pytest.approx(0.1)
    qtbot.keyClick(page.sound.rate.slider, Qt.Key.Key_Home)
    assert told[-1].voice_rate == pytest.approx(-0.5)


# -- kit, reminders, first steps ----------------------------------------------------------------


def test_what_is_at_home_is_ticked_and_known_from_then_on(page, told):
    page.kit.things["backpack"].click()
    assert told[-1].kit_told
    assert "backpack" in told[-1].kit
    assert "wall" in told[-1].kit, "what nearly every home has was on already"


def test_weekdays_come_in_the_order_of_the_locale(qtbot, light):
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    try:
        page = SettingsPage()
        qtbot.addWidget(page)
        page.show()
        heard = []
        page.settings_changed.connect(heard.append)
        page.reminders.remind.click()
        qtbot.keyClick(page.reminders.days, "1")
        assert heard[-1].remind_days == (0, 2, 4, 6), "the first day of an American week is Sunday"
    finally:
        QLocale.setDefault(before)


def test_the_time_of_the_reminder_is_kept_as_hours_and_minutes(page, told):
    page.reminders.remind.click()
    page.reminders.at.setTime(QTime(7, 5))
    assert told[-1].remind_at == "07:05"


def test_moments_have_room_between_their_hours(page, told):
    page.reminders.moments.click()
    page.reminders.from_hour.setValue(20)
    assert (told[-1].moments_from, told[-1].moments_until) == (20, 21)
    page.reminders.until_hour.setValue(20)
    assert (told[-1].moments_from, told[-1].moments_until) == (19, 20)
    page.reminders.from_hour.setValue(23)
    assert (told[-1].moments_from, told[-1].moments_until) == (23, 20), "who is up at night has a night"


def test_first_steps_and_safety_questions_can_be_had_again(page, qtbot):
    with qtbot.waitSignal(page.welcome_requested):
        qtbot.keyClick(page.practice.welcome_again, Qt.Key.Key_Return)
    with qtbot.waitSignal(page.screening_requested):
        qtbot.keyClick(page.practice.screening_again, Qt.Key.Key_Return)


def test_the_wheel_scrolls_past_a_number_that_has_no_focus(page, told):
    box = page.practice.get_ready
    page.look.scale.setFocus()
    at = QPointF(box.rect().center())
    wheel = QWheelEvent(
        at,
        QPointF(box.mapToGlobal(box.rect().center())),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(box, wheel)
    assert told == []


@pytest.mark.parametrize("width", [560, 700, 1400])
def test_nothing_is_wider_than_the_page(page, qtbot, width):
    page.show_settings(OTHERWISE)
    page.resize(width, 700)
    settle()
    assert page.widget().width() <= page.viewport().width()


def test_a_way_leads_to_each_section(page, qtbot):
    for section in page.sections:
        way = next(one for one in page.findChildren(Button) if one.text() == section.title)
        qtbot.keyClick(way, Qt.Key.Key_Return)
        assert section.isAncestorOf(page.focusWidget())
        assert section.visibleRegion().boundingRect().top() == 0, "its heading can be read"
