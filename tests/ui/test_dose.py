"""How much of one exercise: only what differs is told, nothing impossible can be entered."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from hinge_desktop.curriculum.exercise import Exercise
from hinge_desktop.training.dose import AS_WRITTEN, LONGEST_NOTE, REPS, REST_S, SETS, DoseChoice, dose_of, durations_s
from hinge_desktop.ui.dose import DoseDialog, DosePanel
from hinge_desktop.ui.help import HelpWindow
from hinge_desktop.ui.widgets import Words
from tests.settling import settle

SLOW, HELD, SWUNG, BESIDE = "weighted-hip-hinge", "ready-position", "kettlebell-swing", "goatbag-hinge"


def told_by(signal):
    heard = []

    def hear(*values: object) -> None:
        heard.append(values)

    signal.connect(hear)
    return heard


@pytest.fixture
def show(qtbot, light, curriculum):
    def shown(name: str, choice: DoseChoice = AS_WRITTEN, load_kg: float = 8.0, skipped: bool = False, **more: str):
        panel = DosePanel(curriculum.exercise(name), choice, load_kg, skipped, **more)
        qtbot.addWidget(panel)
        panel.resize(700, 800)
        panel.show()
        return panel

    return shown


def test_showing_a_dose_tells_nothing_and_changes_nothing(show):
    choice = DoseChoice(sets=2, reps=5, rest_s=40.0, tempo=(4.0, 0.0, 2.0, 1.5), note="Easy", therapist=True)
    panel = show(SLOW, choice)
    told = told_by(panel.dose_changed)
    panel.settle()
    assert told == []
    assert panel.choice == choice


def test_every_exercise_shows_its_own_dose_and_leaves_it(qtbot, light, curriculum):
    for exercise in curriculum.exercises.values():
        panel = DosePanel(exercise, AS_WRITTEN, exercise.dose.load_kg, False)
        qtbot.addWidget(panel)
        panel.settle()
        assert panel.choice == AS_WRITTEN, exercise.id
        assert not panel.reset.isEnabled()


def test_only_what_differs_is_told(show, qtbot):
    panel = show(SLOW)
    told = told_by(panel.dose_changed)
    qtbot.keyClick(panel.numbers.sets, Qt.Key.Key_Down)
    assert told == [(SLOW, DoseChoice(sets=2))]
    qtbot.keyClick(panel.numbers.sets, Qt.Key.Key_Up)
    assert told[-1] == (SLOW, AS_WRITTEN), "the usual number again follows the exercise"


def test_of_a_therapists_dose_every_number_is_kept(show, curriculum):
    panel = show(SLOW)
    told = told_by(panel.dose_changed)
    panel.therapist.click()
    usual = curriculum.exercise(SLOW).dose
    (_, choice) = told[-1]
    assert (choice.sets, choice.reps, choice.rest_s, choice.tempo) == (
        usual.sets,
        usual.reps,
        usual.rest_s,
        usual.tempo.seconds,
    )
    panel.therapist.click()
    assert told[-1] == (SLOW, AS_WRITTEN)


def test_a_slow_exercise_has_a_tempo_a_held_one_seconds_a_swung_one_neither(show):
    slow, held, swung = show(SLOW), show(HELD), show(SWUNG)
    assert (len(slow.numbers.tempo), slow.numbers.hold) == (4, None)
    assert held.numbers.tempo == ()
    assert held.numbers.hold is not None
    assert (swung.numbers.tempo, swung.numbers.hold) == ((), None)
    assert not held.numbers.reps.isVisible(), "a hold is counted in sets alone"


def test_the_phases_bear_the_words_that_are_said(show, curriculum):
    panel = show(SLOW)
    names = [box.accessibleName() for box in panel.numbers.tempo]
    assert names == list(curriculum.exercise(SLOW).coaching.words.values())


def test_the_seconds_of_a_hold(show):
    panel = show(HELD)
    told = told_by(panel.dose_changed)
    panel.numbers.hold.setValue(35.0)
    assert told == [(HELD, DoseChoice(hold_s=35.0))]


@pytest.mark.parametrize(("typed", "allowed"), [("0", SETS), ("99", SETS), ("-3", SETS)])
def test_a_number_out_of_range_cannot_be_entered(show, qtbot, typed, allowed):
    panel = show(SLOW)
    box = panel.numbers.sets
    box.selectAll()
    qtbot.keyClicks(box, typed)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert allowed[0] <= box.value() <= allowed[1]
    assert not panel.refused.isVisible()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from((SLOW, HELD, SWUNG, BESIDE)),
    wheels=st.lists(st.tuples(st.integers(0, 7), st.floats(-1e4, 1e4, allow_nan=False)), max_size=6),
    therapist=st.booleans(),
)
def test_whatever_is_entered_is_a_dose_that_can_be_done(show, curriculum, name, wheels, therapist):
    exercise: Exercise = curriculum.exercise(name)
    panel = show(name)
    numbers = panel.numbers
    boxes = [numbers.sets, numbers.reps, numbers.rest, *numbers.tempo]
    boxes += [numbers.hold] if numbers.hold is not None else []
    for which, value in wheels:
        box = boxes[which % len(boxes)]
        box.setValue(round(value) if box in (numbers.sets, numbers.reps) else value)
    panel.therapist.setChecked(therapist)
    dose = dose_of(exercise, panel.choice)
    assert SETS[0] <= dose.sets <= SETS[1]
    assert REPS[0] <= dose.reps <= REPS[1]
    assert REST_S[0] <= dose.rest_s <= REST_S[1]
    assert dose.sets == numbers.sets.value()
    assert (durations_s(dose) is None) == (name == SWUNG)
    assert not panel.refused.isVisible()
    panel.hide()


# -- weight -------------------------------------------------------------------------------------


def test_a_bell_is_chosen_from_those_there_are(show, curriculum):
    panel = show(SLOW)
    told = told_by(panel.load_changed)
    panel.weight.choices.button("12").click()
    panel.weight.choices.button("0").click()
    assert told == [(SLOW, 12.0), (SLOW, 0.0)]


def test_without_a_bell_there_is_no_weight_to_choose(show):
    panel = show(HELD)
    assert not panel.weight.isVisible()


def test_pounds_for_who_thinks_in_pounds(show):
    panel = show(SLOW, units="imperial")
    assert panel.weight.choices.button("8").text() == "18 lb"


def test_a_locked_weight_says_why(show):
    panel = show(SLOW, load_locked="Weight waits until the safety questions are answered.")
    assert not panel.weight.choices.isEnabled()
    assert any("Weight waits" in words.text() for words in panel.findChildren(Words))


# -- note, reset, skip --------------------------------------------------------------------------


def test_a_note_is_taken_when_its_field_is_left_and_never_too_long(show, qtbot):
    panel = show(SLOW)
    told = told_by(panel.dose_changed)
    panel.note.setFocus()
    panel.note.insertPlainText("Slowly. " * LONGEST_NOTE)
    assert told == []
    panel.settle()
    ((_, choice),) = told
    assert choice.note.startswith("Slowly. Slowly.")
    assert len(choice.note) <= LONGEST_NOTE


def test_reset_gives_the_usual_dose_and_keeps_the_note(show, qtbot):
    panel = show(SLOW, DoseChoice(sets=1, note="Mind the knee", therapist=True), load_kg=4.0)
    doses, loads = told_by(panel.dose_changed), told_by(panel.load_changed)
    qtbot.keyClick(panel.reset, Qt.Key.Key_Return)
    assert doses == [(SLOW, DoseChoice(note="Mind the knee"))]
    assert loads == [(SLOW, 8.0)]
    assert not panel.therapist.isChecked()
    assert not panel.reset.isEnabled()


def test_a_step_can_be_left_out_and_taken_in_again(show, qtbot):
    panel = show(SLOW)
    told = told_by(panel.skip_changed)
    qtbot.keyClick(panel.skip, Qt.Key.Key_Space)
    qtbot.keyClick(panel.skip, Qt.Key.Key_Space)
    assert told == [(5, True), (5, False)]
    again, beside = show(SLOW, skipped=True), show(BESIDE)
    assert again.skip.isChecked()
    assert not beside.skip.isVisible(), "beside the ladder there is no step to skip"


def test_every_default_is_called_usual(show):
    panel = show(SLOW)
    said = "\n".join(words.text() for words in panel.findChildren(Words))
    assert "not a rule" in said
    assert said.count("usually") == 8, "sets, repetitions, rest, four phases, weight"


# -- the dialog ---------------------------------------------------------------------------------


def test_escape_takes_what_was_written_last(qtbot, light, curriculum):
    dialog = DoseDialog(curriculum.exercise(SLOW), load_kg=8.0)
    qtbot.addWidget(dialog)
    told = told_by(dialog.dose_changed)
    dialog.show()
    dialog.panel.note.insertPlainText("Only as far as it is easy.")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert told == [(SLOW, DoseChoice(note="Only as far as it is easy."))]


def test_f1_tells_how_much_over_the_dialog_and_esc_comes_back(qtbot, light, curriculum):
    dialog = DoseDialog(curriculum.exercise(SLOW), load_kg=8.0)
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.waitActive(dialog)
    for field in (dialog.panel.note, dialog.panel.numbers.sets):
        field.setFocus()
        qtbot.keyClick(field, Qt.Key.Key_F1)
        manual = dialog.findChild(HelpWindow)
        assert manual.isVisible()
        assert manual.reader.textCursor().block().text() == "How much"
        settle()
        assert manual.reader.cursorRect().top() < manual.reader.height() / 4
        qtbot.keyClick(manual.reader, Qt.Key.Key_Escape)
        assert not manual.isVisible()
        assert dialog.isVisible()
