"""The first steps: by keys alone, skipped or not, and what they tell."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication, QLabel

from hinge_desktop.body.anthropometry import Body
from hinge_desktop.body.motion import solve
from hinge_desktop.curriculum.kit import THINGS, USUAL, Fitting, fit
from hinge_desktop.settings import Settings
from hinge_desktop.ui.kit_names import thing_name
from hinge_desktop.ui.theme import Theme, apply_theme
from hinge_desktop.ui.welcome import WelcomePage
from hinge_desktop.ui.welcome_kit import GOOD_FOR
from hinge_desktop.ui.welcome_steps import FIRST_HINGE, FIRST_HINGE_S, languages

SHOWN = ("1 of 6", "2 of 6", "3 of 6", "4 of 6", "5 of 6", "6 of 6")
UNWELCOME = ("fault", "wrong", "fail", " bad", "red ", "must", "danger", "injur", "cure", "heal")


@pytest.fixture(autouse=True)
def metric():
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.German, QLocale.Country.Germany))
    yield
    QLocale.setDefault(before)


@pytest.fixture
def motion_for(curriculum):
    def solved(fitting: Fitting):
        exercise = curriculum.exercise(fitting.exercise_id)
        own = exercise.dose.load_kg
        load = own if fitting.most_kg is None else min(own, fitting.most_kg)
        return solve(exercise.movement, Body(), load_kg=load, look=fitting.look or None)

    return solved


class Told:
    """What a page told, in order."""

    def __init__(self, page: WelcomePage) -> None:
        self.all: list[tuple[str, object]] = []
        page.settings_changed.connect(self._settings)
        page.pain_told.connect(self._pain)
        for name in (
            "sounds_requested",
            "voice_requested",
            "screening_requested",
            "first_hinge_requested",
            "finished",
        ):
            getattr(page, name).connect(getattr(self, f"_{name}"))

    def _settings(self, value):
        self.all.append(("settings", value))

    def _pain(self, value):
        self.all.append(("pain", value))

    def _sounds_requested(self):
        self.all.append(("sounds", None))

    def _voice_requested(self):
        self.all.append(("voice", None))

    def _screening_requested(self):
        self.all.append(("screening", None))

    def _first_hinge_requested(self):
        self.all.append(("hinge", None))

    def _finished(self):
        self.all.append(("finished", None))

    @property
    def names(self) -> list[str]:
        return [name for name, _ in self.all]

    @property
    def settings(self) -> Settings:
        """The last that was told."""
        return [value for name, value in self.all if name == "settings"][-1]


@pytest.fixture
def page(qtbot, light, curriculum, motion_for, clock):
    page = WelcomePage(curriculum, motion_for, clock=clock)
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    qtbot.waitActive(page)
    page.begin(Settings())
    return page


@pytest.fixture
def told(page):
    return Told(page)


def press(qtbot, *keys):
    for key in keys:
        qtbot.keyClick(QApplication.focusWidget(), key)


def tab_to(qtbot, text):
    """Tab until the button with this text has the focus."""
    for _ in range(40):
        focused = QApplication.focusWidget()
        if getattr(focused, "text", str)() == text:
            return
        press(qtbot, Qt.Key.Key_Tab)
    pytest.fail(f"no way by Tab to {text!r}")


def go_to(qtbot, page, at):
    """Next, by keys, as far as the ``at``-th step counted from 1."""
    while page._line.text != SHOWN[at - 1]:
        tab_to(qtbot, "Next")
        press(qtbot, Qt.Key.Key_Return)
        if page._line.text == SHOWN[1] and at > 2 and not page._screened:
            tab_to(qtbot, "Next")
            press(qtbot, Qt.Key.Key_Return)
            page.go_on()


def words(page):
    return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_the_whole_way_by_keys(page, told, qtbot):
    press(qtbot, Qt.Key.Key_2)  # pounds
    tab_to(qtbot, "Next")
    press(qtbot, Qt.Key.Key_Return, Qt.Key.Key_Return)
    assert told.names == ["settings", "screening"]
    assert told.settings.units == "imperial"
    page.go_on()
    press(qtbot, Qt.Key.Key_3, Qt.Key.Key_Return)  # a scale has no use for Enter
    assert told.all[-1] == ("pain", 3)
    press(qtbot, Qt.Key.Key_Space)  # no free wall
    tab_to(qtbot, "Broomstick")
    press(qtbot, Qt.Key.Key_Space, Qt.Key.Key_Return)
    assert told.settings.kit_told
    assert frozenset(told.settings.kit) == (USUAL | {"broomstick"}) - {"wall"}
    assert told.settings.units == "imperial"
    go_to(qtbot, page, 6)
    press(qtbot, Qt.Key.Key_Return)
    assert told.names[-2:] == ["settings", "hinge"]
    assert told.settings.welcomed
    assert "finished" not in told.names


def test_skipping_every_step_changes_nothing_but_the_welcome(page, told, qtbot):
    for _ in range(2):
        tab_to(qtbot, "Skip")
        press(qtbot, Qt.Key.Key_Return)
    assert told.names == ["screening"]
    page.go_on()
    for _ in range(3):
        tab_to(qtbot, "Skip")
        press(qtbot, Qt.Key.Key_Return)
    tab_to(qtbot, "Later")
    press(qtbot, Qt.Key.Key_Return)
    assert told.names == ["screening", "settings", "finished"]
    assert told.settings == replace(Settings(), welcomed=True)


def test_skipping_the_rest_still_comes_by_the_safety_questions(page, told, qtbot):
    tab_to(qtbot, "Skip the rest")
    press(qtbot, Qt.Key.Key_Return)
    assert told.names == ["screening"]
    page.go_on()
    assert told.names == ["screening", "settings", "finished"]


def test_gone_through_again_it_asks_no_safety_questions_that_are_answered(page, told, qtbot):
    page.begin(Settings(welcomed=True), screened=True)
    go_to(qtbot, page, 6)
    tab_to(qtbot, "Later")
    press(qtbot, Qt.Key.Key_Return)
    assert "screening" not in told.names
    assert told.names[-1] == "finished"


def test_back_and_forth_by_keys(page, told, qtbot):
    assert not page._back.isEnabled()
    go_to(qtbot, page, 2)
    tab_to(qtbot, "Back")
    press(qtbot, Qt.Key.Key_Return)
    assert page._line.text == "1 of 6"
    page.begin(Settings(), screened=True)
    go_to(qtbot, page, 6)
    press(qtbot, Qt.Key.Key_Tab, Qt.Key.Key_Tab)
    assert QApplication.focusWidget().text() == "Back"
    press(qtbot, Qt.Key.Key_Return)
    assert page._line.text == "5 of 6"
    assert "hinge" not in told.names


def test_the_computers_own_units_are_offered_first(page, told, qtbot):
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    page.begin(Settings())
    assert "26 lb" in words(page)
    assert "Sunday" in page._steps[0]._language_words()
    page.begin(Settings(welcomed=True))
    assert "12 kg" in words(page)


def test_it_says_which_languages_there_are(page):
    assert languages() == ("English",)
    assert "English, the one language there is so far" in words(page)
    assert "31.12.26" in page._steps[0]._language_words()


def test_pain_left_open_is_not_told(page, told, qtbot):
    go_to(qtbot, page, 4)
    assert "pain" not in told.names


@pytest.mark.parametrize(
    ("pain", "hint"), [(0, "comfortable"), (3, "comfortable"), (4, "feels fine"), (6, "can wait"), (10, "can wait")]
)
def test_pain_is_answered_by_what_it_means_today(page, qtbot, pain, hint):
    go_to(qtbot, page, 3)
    page._pain.scale.choose(pain)
    assert hint in words(page)
    page._pain.scale.choose(None)
    assert hint not in words(page)


@pytest.mark.parametrize("thing", THINGS)
def test_the_figure_shows_what_each_thing_is_for(curriculum, motion_for, thing):
    """With nothing but the usual and this thing, its exercise is done as it stands, and the thing is in the picture."""
    fitting = fit(curriculum.exercise(GOOD_FOR[thing]), USUAL | {thing})
    assert (fitting.exercise_id, fitting.possible) == (GOOD_FOR[thing], True)
    implements = motion_for(fitting).movement.implements
    assert thing in {spec.look or spec.kind for spec in implements}
    assert thing_name(thing)


def test_a_tick_puts_the_thing_into_the_figures_hands(page, qtbot):
    go_to(qtbot, page, 4)
    box = page._steps[3].boxes["backpack"]
    box.click()
    assert {spec.look for spec in page.stage.motion.movement.implements} == {"backpack"}
    assert page.caption.text() == "Weighted Hip Hinge. Your backpack is the weight today."
    assert box.accessibleDescription() == page.caption.text()
    box.click()
    assert page.stage.motion.movement.implements == ()
    assert "empty hands" in page.caption.text()


def test_it_says_what_the_kit_is_enough_for(page, qtbot):
    go_to(qtbot, page, 4)
    assert "8 of the 10 steps" in words(page)
    assert "Kettlebell Swing" in words(page)
    page._steps[3].boxes["kettlebell"].click()
    assert "All 10 steps" in words(page)


def test_having_nothing_yet_is_an_answer(page, told, qtbot):
    go_to(qtbot, page, 4)
    page._steps[3].boxes["kettlebell"].click()
    tab_to(qtbot, "I have none of these yet")
    press(qtbot, Qt.Key.Key_Return)
    tab_to(qtbot, "Next")
    press(qtbot, Qt.Key.Key_Return)
    assert frozenset(told.settings.kit) == USUAL
    assert told.settings.kit_told


def test_the_sounds_are_on_to_be_tried_and_stay_when_heard(page, told, qtbot):
    page.begin(Settings(sound=False, welcomed=True), screened=True)
    go_to(qtbot, page, 5)
    told.all.clear()
    press(qtbot, Qt.Key.Key_Return)
    assert told.names == ["settings", "sounds"]
    assert told.settings.sound
    page._sound.sounds.answer.button("yes").click()
    tab_to(qtbot, "Next")
    press(qtbot, Qt.Key.Key_Return)
    assert told.settings.sound


@pytest.mark.parametrize("answer", ["no", ""])
@pytest.mark.parametrize("way", ["Next", "Skip", "Back"])
def test_a_voice_that_was_not_heard_is_off_again(page, told, qtbot, answer, way):
    page.begin(Settings(), screened=True)
    go_to(qtbot, page, 5)
    tab_to(qtbot, "Say something")
    press(qtbot, Qt.Key.Key_Return)
    assert told.names[-2:] == ["settings", "voice"]
    assert told.settings.voice
    if answer:
        page._sound.voice.answer.button(answer).click()
        assert "caption" in words(page)
    tab_to(qtbot, way)
    press(qtbot, Qt.Key.Key_Return)
    assert not told.settings.voice


def test_a_voice_that_was_heard_stays_also_on_the_way_back(page, told, qtbot):
    page.begin(Settings(), screened=True)
    go_to(qtbot, page, 5)
    page._sound.voice.play.click()
    page.show_settings(told.settings)  # as the program does with what is told
    page._sound.voice.answer.button("yes").click()
    tab_to(qtbot, "Back")
    press(qtbot, Qt.Key.Key_Return)
    assert told.settings.voice


def test_a_computer_without_sound_says_what_then_happens(page, qtbot):
    page.begin(Settings(), screened=True)
    go_to(qtbot, page, 5)
    page._sound.voice.play.click()
    page.show_no_voice("There is no voice on this computer.")
    assert "There is no voice on this computer. Then a beep and a caption" in words(page)
    assert not page._sound.voice.answer.isVisible()
    page.show_no_sound("There is no sound on this computer.")
    assert "each sound has its sign" in words(page)


def test_what_waits_is_said_and_nothing_starts(page, told, qtbot):
    go_to(qtbot, page, 2)
    page.go_on("Please have this looked at first.")
    go_to(qtbot, page, 6)
    assert "Please have this looked at first." in words(page)
    assert not page._hinge.start.isEnabled()
    assert QApplication.focusWidget().text() == "Later"


def test_the_first_hinge_is_fitted_to_the_home(page, qtbot):
    assert page.first_hinge == Fitting(FIRST_HINGE)
    page.show_settings(Settings(kit=("chair",), kit_told=True))
    assert page.first_hinge.exercise_id == "sit-to-stand"
    page.go_on()
    go_to(qtbot, page, 6)
    assert str(FIRST_HINGE_S) in page._hinge.start.text()
    assert page.step.title in page.accessibleDescription()


def test_the_figure_rests_when_the_steps_are_over(page, qtbot):
    page.begin(Settings(), screened=True)
    assert page.stage.playing
    tab_to(qtbot, "Skip the rest")
    press(qtbot, Qt.Key.Key_Return)
    assert not page.stage.playing


def test_its_words_are_calm(page, qtbot):
    page.begin(Settings(), screened=True)
    for at in range(1, 7):
        go_to(qtbot, page, at)
        said = f" {words(page)} ".lower()
        assert not [one for one in UNWELCOME if one in said]


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_is_cut_off(page, qapp, qtbot, scale):
    apply_theme(qapp, Theme(text_scale=scale))
    page.begin(Settings(), screened=True)
    for at in range(1, 7):
        go_to(qtbot, page, at)
        qtbot.waitExposed(page)
        qapp.processEvents()
        for label in page.findChildren(QLabel):
            if label.isVisible() and label.text():
                assert label.height() >= label.heightForWidth(label.width()), label.text()
                assert label.mapTo(page, label.rect().topRight()).x() <= page.width()


def test_enter_goes_on_from_the_choice_that_holds(qtbot, page):
    assert QApplication.focusWidget().text() == "Kilograms and centimetres"
    press(qtbot, Qt.Key.Key_Return)
    assert page._line.text == SHOWN[1]
