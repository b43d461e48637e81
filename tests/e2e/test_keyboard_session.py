"""A day by key events to the main window alone: what is planned, said, shown and kept are the same numbers."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from hinge_desktop.training.events import BlockKind, SessionPlan
from hinge_desktop.training.records import Answers, Ending, Felt
from hinge_desktop.ui.keys import KeySheet
from tests.e2e.conftest import Sit
from tests.e2e.desk import DAY_S, LOOK_S, SILENT, Desk, lived_before

Key = Qt.Key
COUNTS = ("rep", "half", "last")
"""Tones of the lines that say a count."""


def plan_of(desk: Desk) -> SessionPlan:
    assert desk.app.coach.plan is not None
    return desk.app.coach.plan


def planned(plan: SessionPlan) -> dict[int, int]:
    return {index: one.reps for index, one in enumerate(plan.sets)}


def said_counts(desk: Desk) -> dict[int, list[int]]:
    """Set -> the counts that were said, in order."""
    said: dict[int, list[int]] = {}
    for one in desk.heard:
        if one.line.tone in COUNTS and (number := re.match(r"(?:Hold )?(\d+)", one.line.text)):
            said.setdefault(one.set_index, []).append(int(number[1]))
    return said


def counted_once(reps: dict[int, int]) -> dict[int, list[int]]:
    return {index: list(range(1, count + 1)) for index, count in reps.items()}


def shown_counts(desk: Desk, plan: SessionPlan) -> dict[int, int]:
    """Set -> the last count that was shown: by the ring, in a hold by the line below the figure."""
    holds: dict[int, int] = {}
    for one in desk.heard:
        if plan.sets[one.set_index].hold and (found := re.match(r"♪ (\d+) of \d+", one.caption)):
            holds[one.set_index] = int(found[1])
    return {index: count for index, count in desk.shown.items() if not plan.sets[index].hold} | holds


def test_a_whole_day_is_counted_alike_by_voice_ring_and_history(sit: Sit) -> None:
    lived_before(8)
    desk = sit()
    assert desk.page == "today"
    desk.press(Key.Key_Space)
    plan = plan_of(desk)
    assert len({one.exercise_id for one in plan.sets}) == 3
    assert any(one.hold for one in plan.sets)
    desk.live_until(desk.at_page("finish"))
    session = desk.kept(lambda one: one.ending is Ending.DONE)
    assert {one.position: one.done_reps for one in session.sets} == planned(plan)
    assert said_counts(desk) == counted_once(planned(plan))
    assert shown_counts(desk, plan) == planned(plan)
    assert all(any(one.name in text for _, text in desk.log.lines) for one in plan.sets)


def test_both_sides_are_counted_apart(sit: Sit) -> None:
    lived_before(8, good_days=4)
    desk = sit()
    desk.press(Key.Key_Space)
    plan = plan_of(desk)
    sides = [index for index, one in enumerate(plan.sets) if one.side]
    assert [plan.sets[index].side for index in sides] == ["right", "left"]
    for index in range(sides[0]):
        desk.live_until(desk.is_in(BlockKind.WORK, index))
        desk.press(Key.Key_Right)
        desk.press(Key.Key_Right)
    desk.live_until(desk.at_page("finish"))
    done = {index: plan.sets[index].reps for index in sides}
    session = desk.kept(lambda one: one.ending is Ending.DONE)
    assert {one.position: one.done_reps for one in session.sets if one.side} == done
    assert [one.side for one in session.sets if one.side] == ["right", "left"]
    said, shown = said_counts(desk), shown_counts(desk, plan)
    assert {index: said[index] for index in sides} == counted_once(done)
    assert {index: shown[index] for index in sides} == done


def test_every_number_of_a_countdown_is_the_number_that_is_shown(sit: Sit) -> None:
    lived_before(8)
    desk = sit(replace(SILENT, get_ready_s=5))
    desk.press(Key.Key_Space)
    known, compared = 0, 0
    while desk.page == "follow":
        desk.live(LOOK_S)
        ticks = [one for one in desk.heard[known:] if one.line.tone == "tick" and one.line.text.isdigit()]
        known = len(desk.heard)
        for one in ticks:
            assert desk.number == int(one.line.text)
            assert one.caption == f"♪ {one.line.text}"
            compared += 1
    assert compared == 3 * (len(plan_of(desk).sets) + 1)  # before each set, and before the hold is over


def test_planned_shown_and_kept_are_the_same_through_every_key(desk: Desk) -> None:
    desk.press(Key.Key_Space)
    assert desk.page == "follow"
    plan = plan_of(desk)
    desk.live_until(desk.counted(2))
    cycle = desk.rep_ends[1][1] - desk.rep_ends[0][1]

    desk.live(cycle / 3)
    desk.press(Key.Key_Space)
    paused = desk.ring, desk.app.coach.moment
    desk.live(600.0)  # a long telephone call
    assert (desk.ring, desk.app.coach.moment) == paused
    desk.press(Key.Key_Space)
    assert desk.ring == "3 going on"
    desk.live_until(desk.counted(3))

    desk.press(Key.Key_BracketLeft, Key.Key_BracketLeft)
    desk.live_until(desk.counted(5))
    assert desk.rep_ends[4][1] - desk.rep_ends[3][1] == pytest.approx(cycle / 0.8, abs=2 * LOOK_S)
    desk.press(*[Key.Key_BracketRight] * 4)
    desk.live_until(desk.is_in(BlockKind.REST))

    before = desk.left_s
    desk.press(Key.Key_Plus, Key.Key_Plus)
    assert desk.left_s == pytest.approx(before + 30, abs=LOOK_S)
    desk.press(Key.Key_Minus)
    assert desk.left_s == pytest.approx(before + 15, abs=LOOK_S)
    assert desk.heard[-1].line.text.endswith("seconds left")
    desk.press(Key.Key_Right)
    assert desk.is_in(BlockKind.WORK, 1)()
    ends = len(desk.rep_ends)
    desk.live_until(desk.counted(ends + 2))
    cycle = plan.sets[1].cycle_s
    assert desk.rep_ends[-1][1] - desk.rep_ends[-2][1] == pytest.approx(cycle / 1.2, abs=2 * LOOK_S)

    desk.live_until(desk.at_page("finish"))
    session = desk.kept(lambda one: one.ending is Ending.DONE)
    assert {one.position: one.done_reps for one in session.sets} == planned(plan)
    assert said_counts(desk) == counted_once(planned(plan))
    assert shown_counts(desk, plan) == planned(plan)
    whole = sum(planned(plan).values())
    assert f"{whole} of {whole} repetitions" in desk.app.finish.summary.text()


def test_the_finish_card_is_filled_in_and_closed_by_keys(desk: Desk) -> None:
    desk.press(Key.Key_Backtab, Key.Key_1, Key.Key_Tab, Key.Key_Space)
    desk.live_until(desk.at_page("finish"))
    for answer in ((Key.Key_1, Key.Key_0), (Key.Key_0,), (Key.Key_7,), (Key.Key_1, Key.Key_2), (Key.Key_Y,), ()):
        desk.press(*answer, Key.Key_Return)
    desk.press(Key.Key_O, Key.Key_K)
    desk.press(Key.Key_Return, control=True)
    assert desk.page in ("today", "screening")  # pain of ten brings the questions back
    session = desk.kept(lambda one: bool(one.answers.note))
    assert session.answers == Answers(
        pain_before=1,
        pain_worst=10,
        pain_after=0,
        effort=7,
        felt=frozenset({Felt(1), Felt(2)}),
        looked_like_figure=True,
        leg_symptoms=None,
        note="ok",
    )


def test_the_next_morning_is_asked_and_a_good_day_counts(sit: Sit) -> None:
    lived_before(8, good_days=1)
    desk = sit()
    desk.press(Key.Key_Backtab, Key.Key_1, Key.Key_Tab, Key.Key_Space)
    desk.live_until(desk.at_page("finish"))
    for answer in (Key.Key_1, Key.Key_1, Key.Key_4, Key.Key_1, Key.Key_Y, Key.Key_N):
        desk.press(answer, Key.Key_Return)
    desk.press(Key.Key_Return, control=True)
    assert desk.page == "today"
    assert not desk.app.today.morning.isVisible()
    desk.kept(lambda one: one.answers.leg_symptoms is False)
    assert desk.app.agenda.decision.good_sessions == 1  # until the morning has been told

    morning = sit(passed_s=DAY_S)
    assert morning.page == "today"
    assert morning.app.today.morning.isVisible()
    morning.tab_to("Pain on the morning after")
    morning.press(Key.Key_2, Key.Key_Tab, Key.Key_Space)
    assert morning.kept(lambda one: one.next_morning_pain is not None).next_morning_pain == 2
    assert morning.app.agenda.decision.good_sessions == 2
    assert not morning.app.today.morning.isVisible()


@pytest.mark.parametrize(
    ("keys", "ending", "worst", "legs"),
    [
        ((Key.Key_Escape, Key.Key_Y), Ending.LEFT, None, None),
        ((Key.Key_X, Key.Key_6, Key.Key_N, Key.Key_Return), Ending.PAIN, 6, None),
        ((Key.Key_X, Key.Key_1, Key.Key_Y, Key.Key_Return), Ending.PAIN, 1, True),
    ],
)
def test_a_session_ended_early_keeps_the_number_that_was_shown(
    desk: Desk, keys: tuple[Qt.Key, ...], ending: Ending, worst: int | None, legs: bool | None
) -> None:
    desk.press(Key.Key_Space)
    desk.live_until(desk.counted(3))
    desk.live(LOOK_S)
    assert desk.ring == f"3 of {plan_of(desk).sets[0].reps} reps"
    desk.press(*keys)
    assert desk.page == "finish"
    session = desk.kept(lambda one: one.ending is ending)
    assert session.done_reps == 3
    assert said_counts(desk) == {0: [1, 2, 3]}
    assert (session.answers.pain_worst, session.answers.leg_symptoms) == (worst, legs)


def power_fails(home: Path, later: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on the program finds what is on the disk at this instant, and nothing that is written afterwards."""
    shutil.copytree(home, later)
    monkeypatch.setenv("HINGE_HOME", str(later))


def test_what_was_interrupted_goes_on_at_the_next_repetition(
    sit: Sit, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lived_before(8)
    desk = sit()
    desk.press(Key.Key_Space)
    desk.live_until(desk.is_in(BlockKind.WORK, 1))
    done = len(desk.rep_ends)
    desk.live_until(desk.counted(done + 2))
    plan = plan_of(desk)
    desk.wait_for_disk()
    power_fails(home, tmp_path / "later", monkeypatch)
    later = sit(passed_s=desk.now() + 60.0)
    assert later.page == "today"
    assert later.app.today.resume.isVisible()
    later.press(Key.Key_Space)
    assert later.page == "follow"
    assert later.app.coach.plan == plan
    later.live_until(later.at_page("finish"))
    session = later.kept(lambda one: one.ending is Ending.DONE)
    assert {one.position: one.done_reps for one in session.sets} == planned(plan)
    assert said_counts(later)[1][0] == 3
    before, after = said_counts(desk), said_counts(later)
    assert {index: before.get(index, []) + after.get(index, []) for index in planned(plan)} == counted_once(
        planned(plan)
    )


def test_pain_makes_the_rest_easier_and_the_count_goes_on(sit: Sit) -> None:
    lived_before(8)
    desk = sit()
    desk.press(Key.Key_Space)
    desk.live_until(desk.is_in(BlockKind.WORK, 1))
    done = len(desk.rep_ends)
    desk.live_until(desk.counted(done + 4))
    before = plan_of(desk)
    desk.press(Key.Key_X, Key.Key_5, Key.Key_N, Key.Key_Return)
    eased = plan_of(desk)
    assert desk.page == "follow"
    assert all(one.load_kg == 0 for one in eased.sets[1:])
    assert eased.sets[1].reps == 4 + (before.sets[1].reps - 4) // 2
    assert eased.sets[-1].cycle_s == before.sets[-1].cycle_s / 2
    desk.live_until(desk.at_page("finish"))
    session = desk.kept(lambda one: one.ending is Ending.DONE)
    assert {one.position: one.done_reps for one in session.sets} == planned(eased)
    assert said_counts(desk) == counted_once(planned(eased))
    assert shown_counts(desk, eased) == planned(eased)
    assert session.answers.pain_worst == 5


def test_no_number_of_a_countdown_stays_below_the_figure(desk: Desk) -> None:
    caption = desk.app.follow.caption
    desk.press(Key.Key_Space)
    reps = plan_of(desk).sets[0].reps
    desk.live_until(lambda: caption.text() == "♪ 1")
    desk.live_until(desk.is_in(BlockKind.WORK))
    assert "1" not in caption.text()  # it would read as the first repetition
    desk.live_until(desk.counted(1))
    assert any(one.caption == f"♪ 1 of {reps}" for one in desk.heard)
    desk.live(1.5)
    desk.press(Key.Key_Space)
    desk.live(1.0)
    desk.press(Key.Key_Space)
    assert caption.text().endswith("♪ 3")
    desk.live(0.5)
    desk.press(Key.Key_Right)
    assert desk.is_in(BlockKind.REST)()
    assert "♪ 3" not in caption.text()
    assert "Rest" in caption.text()


@pytest.mark.parametrize("key", [Key.Key_Question, Key.Key_F1])
def test_the_list_of_keys_and_help_let_the_session_stand_still(desk: Desk, key: Qt.Key) -> None:
    desk.press(Key.Key_Space)
    desk.live_until(desk.counted(1))
    desk.press(key)
    window = desk.app.window
    if key == Key.Key_F1:
        assert window.help.address == "manual/following-along.md"
        window.help.close()
    else:
        assert window.findChild(KeySheet) is not None
    assert window.page == "follow"
    assert not desk.app.coach.running
    before = desk.app.coach.moment
    desk.live(60.0)
    assert desk.app.coach.moment == before


def test_what_is_asked_on_the_way_changes_no_number(desk: Desk) -> None:
    desk.press(Key.Key_Space)
    desk.live_until(desk.counted(2))
    for keys in (
        (Key.Key_Escape, Key.Key_Escape),
        (Key.Key_Escape, Key.Key_N),
        (Key.Key_X, Key.Key_Escape, Key.Key_Space),
        (Key.Key_X, Key.Key_3, Key.Key_N, Key.Key_Return),
        (Key.Key_F, Key.Key_F),
        (Key.Key_R, Key.Key_V, Key.Key_V, Key.Key_M, Key.Key_M),
    ):
        desk.press(*keys)
        assert desk.app.coach.running
        desk.live(1.0)
    desk.live_until(desk.is_in(BlockKind.REST))
    desk.press(Key.Key_Right)
    desk.live_until(desk.at_page("finish"))
    session = desk.kept(lambda one: one.ending is Ending.DONE)
    assert session.all_reps_done
    assert session.answers.pain_worst == 3
    assert {one.position: one.done_reps for one in session.sets} == desk.shown
    assert said_counts(desk) == counted_once(desk.shown)
