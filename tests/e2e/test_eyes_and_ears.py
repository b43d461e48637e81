"""With the sound off everything is seen; with the screen off the words alone suffice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

import pytest
from PySide6.QtCore import QObject, Qt, Slot

from hinge_desktop.training.events import BlockKind, BlockStarted, PhaseStarted, PlannedSet, SessionPlan
from tests.e2e.conftest import Sit
from tests.e2e.desk import LOOK_S, SILENT, Desk, lived_before
from tests.training.test_script import Blind

Key = Qt.Key
DAYS = pytest.mark.parametrize("good_days", [0, 4], ids=["a day with a hold", "a day with both sides"])


# -- the sound is off -----------------------------------------------------------------------------


class Ears(QObject):
    """Hears what is played and what is spoken."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.heard: list[str] = []
        desk.app.listening.sound.played.connect(self._hear)
        desk.app.listening.voice.spoken.connect(self._hear)

    @Slot(str)
    def _hear(self, what: str) -> None:
        self.heard.append(what)


@pytest.mark.qt_log_ignore("PulseAudioService")  # a voice is looked for, and there may be nothing to speak through
@pytest.mark.parametrize("far", [False, True], ids=["near", "far view"])
@DAYS
def test_with_the_sound_off_each_line_is_on_the_page_at_its_instant(sit: Sit, good_days: int, far: bool) -> None:
    lived_before(8, good_days)
    desk = sit(replace(SILENT, sound=False, voice=True))
    ears = Ears(desk)
    desk.press(Key.Key_Space)
    if far:
        desk.press(Key.Key_F)
    desk.live_until(desk.at_page("finish"))
    assert ears.heard == []
    session = [one for one in desk.heard if one.page == "follow"]
    assert {"tick", "go", "rep", "half", "last", "last_set", "end", "soon", "done"} <= {
        one.line.tone for one in session
    }
    for one in session:
        shown = one.line.caption or one.line.text
        assert shown
        assert (one.caption, one.far) == (shown, shown)
        assert one.visible
    assert sum(one.line.tone == "rep" for one in session) >= len(session) / 10


def test_m_silences_everything_at_once_and_brings_it_back(sit: Sit) -> None:
    lived_before(8)
    desk = sit()
    desk.press(Key.Key_Space)
    ears = Ears(desk)
    desk.live_until(desk.counted(1))
    assert ears.heard == []
    assert desk.app.follow.caption.text().startswith("♪ 1 of 6")
    desk.press(Key.Key_M)
    assert desk.app.settings.sound
    assert desk.app.follow.caption.text() == "Sound on"
    desk.press(Key.Key_M)
    assert not desk.app.settings.sound
    assert desk.app.follow.caption.text() == "Sound off"


# -- the screen is off ----------------------------------------------------------------------------


def told_of(plan: SessionPlan) -> list[tuple[str, str, int, str]]:
    """Each exercise and side of a plan as somebody should know it: name, how much, sets, side."""

    def amount(one: PlannedSet) -> str:
        return f"Hold {one.cycle_s:g} seconds" if one.hold else f"{one.reps} repetitions"

    groups = [list(group) for _, group in groupby(plan.sets, lambda one: (one.exercise_id, one.side))]
    return [(one[0].name, amount(one[0]), len(one), one[0].side) for one in groups]


def blocks(desk: Desk, kind: BlockKind) -> list[float]:
    return [at for at, event in desk.events if isinstance(event, BlockStarted) and event.kind is kind]


def silent_phases(desk: Desk, heard: Sequence[tuple[float, str]]) -> list[str]:
    """The phases in which nothing was said at all."""
    plan = desk.app.coach.plan
    assert plan is not None
    missed = []
    for at, event in desk.events:
        if isinstance(event, PhaseStarted):
            seconds = dict(plan.sets[event.set_index].phases)[event.name]
            if not any(at - LOOK_S <= when < at + max(seconds, LOOK_S) for when, _ in heard):
                missed.append(f"{event.word} of {event.rep} at {at}")
    return missed


@DAYS
def test_with_the_screen_off_the_log_of_what_is_said_suffices(sit: Sit, good_days: int) -> None:
    lived_before(8, good_days)
    desk = sit()
    desk.press(Key.Key_Backtab, Key.Key_1, Key.Key_Tab, Key.Key_Space)
    plan = desk.app.coach.plan
    assert plan is not None
    desk.live_until(desk.at_page("finish"))
    lines = desk.log.lines
    over = next(place for place, (_, text) in enumerate(lines) if text.startswith("All sets done"))
    follower = Blind(lines[: over + 1])

    assert follower.exercises == told_of(plan)
    assert follower.begins == pytest.approx(blocks(desk, BlockKind.WORK), abs=LOOK_S)
    assert follower.rests == list(plan.rests_s)
    assert follower.over == pytest.approx(desk.events[-1][0], abs=2.0)
    for counts, one in zip(follower.counts, plan.sets, strict=True):
        assert counts[-1] == one.reps
        assert one.hold or counts == list(range(1, one.reps + 1))
    assert silent_phases(desk, lines) == []
    assert [text for _, text in lines if "Last set" in text]
    assert [text for _, text in lines if text == "10 seconds"]


def test_the_finish_card_is_answered_by_ear_and_says_what_is_next_and_why(sit: Sit) -> None:
    lived_before(8, good_days=1)
    desk = sit()
    desk.press(Key.Key_Backtab, Key.Key_1, Key.Key_Tab, Key.Key_Space)
    desk.live_until(desk.at_page("finish"))
    begin = len(desk.log.lines)
    first = desk.log.lines[-1][1]
    assert re.search(r"43 of 43 repetitions", first)
    assert "Pain at its worst" in first
    answers = (Key.Key_1, Key.Key_1, Key.Key_4, Key.Key_1, Key.Key_Y, Key.Key_N)
    for answer in answers:
        desk.press(answer, Key.Key_Return)
    desk.press(Key.Key_Return)
    said = [text for _, text in desk.log.lines[begin:]]
    for question in (
        "Pain now", "How hard was it?", "Where did you feel it?", "Did it look like the figure?",
        "Tingling or numb below the knee?", "A note",
    ):  # fmt: skip
        assert sum(text.startswith(question) for text in said) == 1
    for echoed in ("1", "4", "back of the thighs", "Yes", "No"):
        assert echoed in said
    desk.kept(lambda one: one.answers.leg_symptoms is False)
    assert desk.app.agenda.decision.reason in desk.log.lines[-1][1]
    assert "Banded Pull Through" in desk.log.lines[-1][1]
    assert "Enter: Done" in desk.log.lines[-1][1]
