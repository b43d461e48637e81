"""The editor of one session: every value by keys alone, nothing lost by looking, nothing kept before it is saved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QDate, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSpinBox, QWidget
from pytestqt.qtbot import QtBot

from hinge_desktop.history.exchange_fields import Day
from hinge_desktop.training.records import Answers, Felt, SessionRecord
from hinge_desktop.ui import announcer
from hinge_desktop.ui.session_editor import EditableSession, SessionEditor
from hinge_desktop.ui.theme import Theme
from hinge_desktop.units import Units
from tests.training.told import QUIET, day_of, session
from tests.ui.test_announcer import Reader

Key = Qt.Key
SESSION = replace(session(4, 3), answers=replace(QUIET, note="fine"))
NAMES = ("Set 1, Rock back", "Set 2, Butt Tap", "Set 3, Butt Tap")


def editable(record: SessionRecord = SESSION, units: Units = "metric") -> EditableSession:
    return EditableSession(record, "Step 3, Butt Tap", NAMES[: len(record.sets)], day_of(10), units)


@pytest.fixture
def page(qtbot: QtBot, light: Theme) -> SessionEditor:
    page = SessionEditor()
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show_session(editable())
    page.show()
    page.activateWindow()
    qtbot.waitActive(page)
    page.begin()
    return page


def press(page: SessionEditor, *keys: Qt.Key, control: bool = False) -> None:
    modifier = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
    for key in keys:
        QTest.keyClick(page.windowHandle(), key, modifier)
        QCoreApplication.processEvents()


def name_of(widget: QWidget | None) -> str:
    described = QAccessible.queryAccessibleInterface(widget)
    return described.text(QAccessible.Text.Name) if described is not None else ""


def tab_to(page: SessionEditor, words: str) -> None:
    for _ in range(60):
        if name_of(page.window().focusWidget()).startswith(words):
            return
        press(page, Key.Key_Tab)
    raise AssertionError(f"no way by Tab to {words!r}")


def test_looking_changes_nothing(page: SessionEditor) -> None:
    assert page.record == SESSION
    assert not page.changed
    assert not page.save.isEnabled()


answers = st.builds(
    Answers,
    *[st.none() | st.integers(0, 10)] * 4,
    st.frozensets(st.sampled_from(Felt)),
    st.none() | st.booleans(),
    st.none() | st.booleans(),
    st.text(max_size=600),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    answers,
    st.none() | st.integers(0, 10),
    st.integers(0, 200_000),
    st.integers(0, 1000),
    st.sampled_from(("metric", "imperial")),
)
def test_whatever_is_kept_stays_as_it_is_until_it_is_changed(
    page: SessionEditor, told: Answers, morning: int | None, grams: int, reps: int, units: Units
) -> None:
    first = replace(SESSION.sets[0], load_kg=grams / 1000, done_reps=reps)
    record = replace(SESSION, answers=told, next_morning_pain=morning, sets=(first, *SESSION.sets[1:]))
    page.show_session(editable(record, units))
    assert page.record == record
    assert not page.changed


def test_every_answer_is_given_anew_by_keys_alone(page: SessionEditor, qtbot: QtBot) -> None:
    press(page, Key.Key_4, Key.Key_Tab, Key.Key_5, Key.Key_Return, Key.Key_3, Key.Key_Tab, Key.Key_2, Key.Key_Tab)
    press(page, Key.Key_1, Key.Key_0, Key.Key_Tab, Key.Key_1, Key.Key_3)
    tab_to(page, "Did it look")
    press(page, Key.Key_N)
    tab_to(page, "Tingling")
    press(page, Key.Key_Backspace)
    tab_to(page, "Note")
    press(page, Key.Key_End, Key.Key_Exclam)
    tab_to(page, "Set 2, Butt Tap: repetitions")
    press(page, Key.Key_Home, Key.Key_Delete, Key.Key_5)
    with qtbot.waitSignal(page.save_requested, timeout=1000) as told:
        press(page, Key.Key_Return, control=True)
    (saved,) = told.args or ()
    assert saved == replace(
        SESSION,
        answers=Answers(4, 5, 3, 10, frozenset({Felt.LOWER_BACK}), False, None, "fine!"),
        next_morning_pain=2,
        sets=(SESSION.sets[0], replace(SESSION.sets[1], done_reps=5), SESSION.sets[2]),
    )


def test_an_answer_can_be_taken_back(page: SessionEditor) -> None:
    press(page, Key.Key_Backspace)
    assert page.record.answers.pain_before is None


def test_a_set_is_weighed_anew_and_another_left_out(page: SessionEditor) -> None:
    lines = page.sets.lines
    lines[1].load.setValue(12.5)
    lines[2].kept.setFocus()
    press(page, Key.Key_Space)
    assert page.record.sets == (SESSION.sets[0], replace(SESSION.sets[1], load_kg=12.5))
    assert not lines[2].reps.isEnabled()
    press(page, Key.Key_Space)
    assert len(page.record.sets) == 3


def test_pounds_are_kept_as_kilograms(page: SessionEditor) -> None:
    page.show_session(editable(units="imperial"))
    page.sets.lines[0].load.setValue(35.0)
    assert page.record.sets[0].load_kg == pytest.approx(35 * 0.45359237, abs=1e-3)


def test_the_day_is_changed_but_never_to_one_that_is_still_to_come(page: SessionEditor) -> None:
    page.day.setDate(QDate(2026, 3, 4))
    assert page.record.local_day == date(2026, 3, 4)
    page.day.setDate(QDate(2027, 1, 1))
    assert page.record.local_day == day_of(10)


def test_a_year_that_slipped_is_not_taken(page: SessionEditor) -> None:
    page.day.setDate(QDate(1926, 3, 4))
    day = page.record.local_day
    assert Day().read(day.isoformat()) == "1970-01-01"  # what can stand here can be taken over elsewhere


def test_what_is_typed_and_not_yet_left_is_saved(page: SessionEditor, qtbot: QtBot) -> None:
    reps = page.sets.lines[0].reps
    reps.setFocus()
    press(page, Key.Key_Home, Key.Key_Delete, Key.Key_3)
    with qtbot.waitSignal(page.save_requested, timeout=1000) as told:
        page.save.setEnabled(True)
        page.save.click()
    assert (told.args or [SESSION])[0].sets[0].done_reps == 3


def test_leaving_asks_once_when_something_was_changed(page: SessionEditor, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.closed_requested, timeout=1000):
        press(page, Key.Key_Escape)
    press(page, Key.Key_9)
    with qtbot.assertNotEmitted(page.closed_requested):
        press(page, Key.Key_Escape)
    assert "not saved" in page.asking.asked
    with qtbot.assertNotEmitted(page.closed_requested):
        press(page, Key.Key_Escape)
    assert not page.asking.asked
    assert page.answers.before.hasFocus()
    press(page, Key.Key_Escape)
    page.asking.yes.setFocus()
    with qtbot.waitSignal(page.closed_requested, timeout=1000):
        press(page, Key.Key_Return)


def test_ctrl_enter_without_a_change_just_leaves(page: SessionEditor, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.closed_requested, timeout=1000), qtbot.assertNotEmitted(page.save_requested):
        press(page, Key.Key_Return, control=True)


def test_deleting_is_told_with_its_session(page: SessionEditor, qtbot: QtBot) -> None:
    tab_to(page, "Delete this session")
    with qtbot.waitSignal(page.delete_requested, timeout=1000) as told:
        press(page, Key.Key_Return)
    assert told.args == [SESSION.uuid]


def test_everything_that_takes_a_key_has_a_name(page: SessionEditor) -> None:
    takers = [one for one in page.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert len(takers) > 20
    own = [one for one in takers if one.isVisibleTo(page) and not isinstance(one.parent(), QAbstractSpinBox)]
    nameless = [one for one in own if not name_of(one)]
    assert not nameless


def test_what_a_change_would_do_is_announced_once(page: SessionEditor, monkeypatch: pytest.MonkeyPatch) -> None:
    reader = Reader(listens=True)
    monkeypatch.setattr(announcer, "QAccessible", reader)
    for words in ("The same.", "The same.", "Step 1 instead of step 2."):
        page.show_effect(words)
    assert [said for said, _ in reader.told] == ["The same.", "Step 1 instead of step 2."]
