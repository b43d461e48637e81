"""A session by key events to the main window alone: what is planned, shown and kept are the same numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QObject, Qt, Slot
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from hinge_desktop.app import App, Clocks, build
from hinge_desktop.paths import Places
from hinge_desktop.settings import Settings
from hinge_desktop.training.events import BlockKind, RepCompleted
from hinge_desktop.training.records import Answers, Ending, Felt, SessionRecord
from hinge_desktop.training.screening import QUESTIONS
from hinge_desktop.ui.keys import KeySheet

Key = Qt.Key
NOON = 1_790_000_000.0
LOOK_S = 0.1


class Desk(QObject):
    """The program, somebody who sees its window and presses keys, and a clock that only moves here."""

    def __init__(self, qtbot: QtBot) -> None:
        super().__init__()
        self._qtbot = qtbot
        self._passed = 0.0
        self.app: App = build(Settings(sound=False, welcomed=True), Places.usual(), Clocks(self._steady, self._wall), self)
        self.rep_ends: list[tuple[int, float]] = []
        self.shown: dict[int, int] = {}
        self.app.coach.rep_completed.connect(self._counted)
        with qtbot.waitSignal(self.app.keeper.ready, timeout=20_000):
            self.app.open()
        qtbot.waitActive(self.app.window)

    def _steady(self) -> float:
        return 500.0 + self._passed

    def _wall(self) -> float:
        return NOON + self._passed

    @Slot(object)
    def _counted(self, event: RepCompleted) -> None:
        self.rep_ends.append((event.set_index, round(self._passed, 3)))

    def press(self, *keys: Qt.Key, control: bool = False) -> None:
        """Keys, one after the other, as the window system delivers them: to the window, never to a part of it."""
        modifier = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
        for key in keys:
            QTest.keyClick(self.app.window.windowHandle(), key, modifier)
            QCoreApplication.processEvents()

    def live(self, seconds: float) -> None:
        """Let time pass, and read the number from the ring at each look."""
        for _ in range(round(seconds / LOOK_S)):
            self._passed += LOOK_S
            self.app.coach.tick()
            moment = self.app.coach.moment
            if moment is not None and (found := re.fullmatch(r"(\d+) of \d+ reps", self.ring)):
                self.shown[moment.set_index] = int(found[1])

    def live_until(self, is_so: Callable[[], bool]) -> None:
        """Let time pass until something is so; an hour at most."""
        for _ in range(round(3600 / LOOK_S)):
            if is_so():
                return
            self.live(LOOK_S)
        raise AssertionError("an hour passed")

    def is_in(self, kind: BlockKind) -> Callable[[], bool]:
        return lambda: self.app.coach.moment is not None and self.app.coach.moment.kind is kind

    def counted(self, reps: int) -> Callable[[], bool]:
        return lambda: len(self.rep_ends) >= reps

    @property
    def ring(self) -> str:
        """What the ring says, as a screen reader would."""
        return self.app.follow.ring.accessibleName()

    @property
    def left_s(self) -> float:
        assert self.app.coach.moment is not None
        return self.app.coach.moment.block_left_s

    def answer_questions(self) -> None:
        self.press(*[Key.Key_N] * len(QUESTIONS))
        with self._qtbot.waitSignal(self.app.keeper.history_changed):
            self.press(Key.Key_Return)
        self.press(Key.Key_Return)

    def kept(self, is_so: Callable[[SessionRecord], bool]) -> SessionRecord:
        """The last session of the history, once it is as it should be."""
        self._qtbot.waitUntil(lambda: bool(self.app.history.sessions) and is_so(self.app.history.sessions[-1]))
        return self.app.history.sessions[-1]


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    desk = Desk(qtbot)
    desk.answer_questions()
    yield desk
    desk.app.close()
    desk.app.window.hold_open(False)
    desk.app.window.close()
    desk.app.window.deleteLater()
    desk.deleteLater()


def test_planned_shown_and_kept_are_the_same_through_every_key(desk: Desk) -> None:
    desk.press(Key.Key_Space)
    assert desk.app.window.page == "follow"
    plan = desk.app.coach.plan
    assert plan is not None
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
    desk.live_until(desk.counted(7))
    assert desk.rep_ends[6][1] - desk.rep_ends[5][1] == pytest.approx(cycle / 1.2, abs=2 * LOOK_S)

    desk.live_until(desk.is_in(BlockKind.REST))
    before = desk.left_s
    desk.press(Key.Key_Plus, Key.Key_Plus)
    assert desk.left_s == pytest.approx(before + 30, abs=LOOK_S)
    desk.press(Key.Key_Minus)
    assert desk.left_s == pytest.approx(before + 15, abs=LOOK_S)

    desk.live_until(lambda: desk.app.window.page == "finish")
    planned = {index: one.reps for index, one in enumerate(plan.sets)}
    session = desk.kept(lambda one: one.ending is Ending.DONE)
    assert {one.position: one.done_reps for one in session.sets} == planned
    assert {index: sum(at == index for at, _ in desk.rep_ends) for index in planned} == planned
    assert desk.shown == planned
    assert f"{sum(planned.values())} of {sum(planned.values())} repetitions" in desk.app.finish.summary.text()


def test_the_finish_card_is_filled_in_and_closed_by_keys(desk: Desk) -> None:
    desk.press(Key.Key_Backtab, Key.Key_1, Key.Key_Tab, Key.Key_Space)
    desk.live_until(lambda: desk.app.window.page == "finish")
    for answer in ((Key.Key_1, Key.Key_0), (Key.Key_0,), (Key.Key_7,), (Key.Key_1, Key.Key_2), (Key.Key_Y,), ()):
        desk.press(*answer, Key.Key_Return)
    desk.press(Key.Key_O, Key.Key_K)
    desk.press(Key.Key_Return, control=True)
    assert desk.app.window.page in ("today", "screening")  # pain of ten brings the questions back
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
    assert desk.ring == "3 of 8 reps"
    desk.press(*keys)
    assert desk.app.window.page == "finish"
    session = desk.kept(lambda one: one.ending is ending)
    assert session.done_reps == 3
    assert (session.answers.pain_worst, session.answers.leg_symptoms) == (worst, legs)


def test_no_number_of_a_countdown_stays_below_the_figure(desk: Desk) -> None:
    caption = desk.app.follow.caption
    desk.press(Key.Key_Space)
    desk.live_until(lambda: caption.text() == "♪  1")
    desk.live_until(desk.is_in(BlockKind.WORK))
    assert caption.text() == ""  # a 1 would read as the first repetition
    desk.live_until(desk.counted(1))
    assert caption.text() == "♪  1 of 8"
    desk.press(Key.Key_Space, Key.Key_Space)
    assert caption.text() == "♪  3"
    desk.press(Key.Key_Right)
    assert desk.is_in(BlockKind.REST)()
    assert caption.text() == ""


def test_the_list_of_keys_lets_the_session_stand_still(desk: Desk) -> None:
    desk.press(Key.Key_Space)
    desk.live_until(desk.counted(1))
    desk.press(Key.Key_F1)
    assert desk.app.window.findChild(KeySheet) is not None
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
    desk.live_until(lambda: desk.app.window.page == "finish")
    session = desk.kept(lambda one: one.ending is Ending.DONE)
    assert session.all_reps_done
    assert session.answers.pain_worst == 3
    assert {one.position: one.done_reps for one in session.sets} == desk.shown
