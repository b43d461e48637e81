"""The prompter: one line for voice, tone, caption and log, out of what the coach says."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from hinge_desktop.coach import Coach
from hinge_desktop.prompter import Prompter
from hinge_desktop.training.events import BlockKind, PlannedSet, SessionPlan
from hinge_desktop.training.script import Line

SLOW = (("eccentric", 3.0), ("hold", 1.0), ("concentric", 2.0), ("top", 1.0))
WORDS = {"eccentric": "Back", "hold": "Pause", "concentric": "Forward", "top": "Tall"}
CUES = {"eccentric": "Reach the hips to the wall"}
TAP = PlannedSet("a", "Butt Tap", 6.0, 2, SLOW, "concentric", "3-1-2-1", WORDS, CUES)
PLAN = SessionPlan("a", 1, (TAP, TAP), (20.0,), 8.0)


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Scene:
    """A coach on a clock of its own, and what the prompter makes of it."""

    def __init__(self, parent: QObject) -> None:
        self.clock = Clock()
        self.coach = Coach(parent, clock=self.clock, wall=self.clock)
        self.prompter = Prompter(self.coach, parent)
        self.lines: list[Line] = []
        self.prompter.line_due.connect(self.lines.append)

    def go_to(self, now: float) -> list[str]:
        """Let the clock run; what was said meanwhile."""
        before = len(self.lines)
        while self.clock.now < now:
            self.clock.now = min(now, self.clock.now + 0.25)
            self.coach.tick()
        return [line.text for line in self.lines[before:] if line.text]


@pytest.fixture
def scene(qtbot: QtBot) -> Iterator[Scene]:
    parent = QObject()
    scene = Scene(parent)
    yield scene
    scene.coach.leave()
    parent.deleteLater()


def test_number_said_number_shown_and_number_counted_are_one(scene: Scene) -> None:
    counted: list[int] = []
    scene.coach.rep_completed.connect(lambda rep: counted.append(rep.rep))
    scene.coach.start(PLAN)
    said: list[str] = []
    heard = len(scene.lines)
    while scene.coach.active:
        scene.clock.now += 0.25
        scene.coach.tick()
        moment = scene.coach.moment
        assert moment is not None
        for line in scene.lines[heard:]:
            said += [line.text] if line.text else []
            if line.text.isdigit() and moment.kind is not BlockKind.DONE:
                assert line.text == str(moment.number)
            if line.tone == "rep":
                assert line.caption == f"♪ {counted[-1]} of {moment.reps}"
        heard = len(scene.lines)
    assert counted == [1, 2, 1, 2]
    assert [text for text in said if text.isdigit()] == ["3", "2", "1", "1", "2", "3", "2", "1", "1", "2"]
    assert said[-1] == "All sets done. Well done."
    assert scene.prompter.last_line == scene.lines[-1]


def test_the_log_has_every_text_that_is_said_and_nothing_else(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "hinge_desktop.spoken"):
        scene.coach.start(PLAN)
        scene.go_to(200.0)
    assert caplog.messages == [line.text for line in scene.lines if line.text]
    assert caplog.messages[0].startswith("Get ready. Butt Tap")


def test_a_pause_a_longer_rest_and_an_early_end_are_told(scene: Scene) -> None:
    scene.coach.start(PLAN)
    scene.go_to(26.0)
    scene.coach.change_rest(15.0)
    assert scene.lines[-1].text == "31 seconds left"
    scene.coach.pause()
    assert scene.lines[-1].text == "Paused"
    scene.coach.resume()
    assert scene.lines[-1].text == "Going on"
    scene.coach.stop_for_pain()
    assert scene.lines[-1].text == "Stopped. Take your time."


def test_the_cue_is_said_again_when_asked_for(scene: Scene) -> None:
    scene.coach.start(PLAN)
    scene.go_to(8.25)
    scene.coach.repeat_cue()
    assert (scene.lines[-1].text, scene.lines[-1].urgent) == ("Reach the hips to the wall", True)


def test_a_slow_voice_leaves_out_what_does_not_fit(scene: Scene) -> None:
    scene.coach.start(PLAN)
    usual = scene.go_to(20.0)
    scene.coach.leave()
    scene.prompter.set_rate(-0.5)
    scene.clock.now = 0.0
    scene.coach.start(PLAN)
    slow = scene.go_to(20.0)
    assert "Back. Reach the hips to the wall" in usual
    assert "Back. Reach the hips to the wall" not in slow
    assert [text for text in slow if text.isdigit()] == [text for text in usual if text.isdigit()]


def test_units_and_things_are_those_of_the_user(scene: Scene) -> None:
    scene.prompter.set_units("imperial")
    scene.prompter.set_things({"a": ("wall",)})
    scene.coach.start(SessionPlan("a", 1, (TAP,), (), 20.0))
    assert scene.lines[0].text == "Get ready. Butt Tap. 2 repetitions. At a wall, 13 pounds"


def test_a_page_may_have_something_said_after_the_session(scene: Scene) -> None:
    scene.prompter.say("Is the sound loud enough?")
    assert scene.lines[-1].urgent
    scene.coach.start(SessionPlan("a", 1, (TAP,), (), 3.0))
    scene.go_to(60.0)
    last = scene.lines[-1]
    scene.prompter.say("How did it feel?")
    first = scene.lines[-1]
    assert not first.urgent
    assert first.at_s > last.at_s
    scene.prompter.say("How hard was it?")
    assert scene.lines[-1].urgent
    scene.prompter.say("")
    assert scene.lines[-1].text == "How hard was it?"
