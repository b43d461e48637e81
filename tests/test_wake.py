"""The screen is kept on while a set or a rest runs, never longer, and whatever the desktop does the window goes on."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from queue import SimpleQueue
from types import TracebackType

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from hinge_desktop.coach import Coach
from hinge_desktop.training.events import PlannedSet, SessionPlan
from hinge_desktop.wake import Awake

SLOW = (("eccentric", 3.0), ("hold", 1.0), ("concentric", 2.0), ("top", 1.0))
DRILL = PlannedSet("a", "A", 0.0, 1, SLOW, "concentric", "3-1-2-1")
PLAN = SessionPlan("a", 1, (DRILL, DRILL), (10.0,), 5.0)
GOES_DARK = "This system does not let Hinge keep the screen on, so it may go dark during a long rest."
STAYS_ON = "This system may keep the screen on until Hinge is closed."
LONG_S = 20  # for a thread that answers at once


class Desktop:
    """A desktop that is asked to keep the screen on: it writes down what it was asked, and may refuse or hang."""

    def __init__(self) -> None:
        self.agrees = True
        self.may_answer = threading.Event()
        self.may_answer.set()
        self.breaks_at_leaving = self.breaks_at_entering = False
        self.said: SimpleQueue[str] = SimpleQueue()
        self.now = self.most = 0

    def mode(self) -> Mode:
        return Mode(self)

    def next(self) -> str:
        return self.said.get(timeout=LONG_S)


class Mode:
    def __init__(self, desktop: Desktop) -> None:
        self.desktop, self.active, self.thread = desktop, False, threading.get_ident()

    def __enter__(self) -> Mode:
        desktop = self.desktop
        desktop.said.put("asked")
        desktop.may_answer.wait(LONG_S)
        if desktop.breaks_at_entering:
            raise OSError("no bus")
        self.active = desktop.agrees
        desktop.now += 1
        desktop.most = max(desktop.most, desktop.now)
        desktop.said.put("on" if self.active else "refused")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert threading.get_ident() == self.thread
        self.desktop.now -= 1
        if self.desktop.breaks_at_leaving:
            raise RuntimeError("the service is gone")
        self.desktop.said.put("off")


@pytest.fixture
def desktop() -> Iterator[Desktop]:
    desktop = Desktop()
    yield desktop
    desktop.may_answer.set()


@pytest.fixture
def awake(qtbot: QtBot, desktop: Desktop) -> Iterator[Awake]:
    parent = QObject()
    awake = Awake(parent, make_mode=desktop.mode)
    yield awake
    desktop.may_answer.set()
    awake.close()
    parent.deleteLater()


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def coach_of(awake: Awake, clock: Clock) -> Coach:
    coach = Coach(awake, clock=clock, wall=clock)
    coach.session_started.connect(awake.on_session_started)
    coach.paused.connect(awake.on_paused)
    coach.resumed.connect(awake.on_resumed)
    coach.session_completed.connect(awake.on_session_completed)
    coach.session_stopped.connect(awake.on_session_stopped)
    return coach


def test_the_screen_is_kept_on_in_get_ready_work_and_rest_and_not_in_a_pause(awake: Awake, desktop: Desktop) -> None:
    clock = Clock()
    coach = coach_of(awake, clock)
    coach.start(PLAN)
    assert (desktop.next(), desktop.next()) == ("asked", "on")
    coach.pause()
    assert desktop.next() == "off"
    coach.resume()
    assert (desktop.next(), desktop.next()) == ("asked", "on")
    for _ in range(200):  # get ready, work, rest, work: no word is needed in between
        clock.now += 0.25
        coach.tick()
    assert not coach.active
    assert desktop.next() == "off"
    assert desktop.said.empty()


@pytest.mark.parametrize("ending", ["leave", "stop_for_pain"])
def test_a_session_that_is_left_lets_the_screen_go(awake: Awake, desktop: Desktop, ending: str) -> None:
    coach = coach_of(awake, Clock())
    coach.start(PLAN)
    assert (desktop.next(), desktop.next()) == ("asked", "on")
    getattr(coach, ending)()
    assert desktop.next() == "off"


def test_a_computer_that_slept_lets_the_screen_go_until_the_session_goes_on(awake: Awake, desktop: Desktop) -> None:
    clock = Clock()
    coach = coach_of(awake, clock)
    coach.start(PLAN)
    assert (desktop.next(), desktop.next()) == ("asked", "on")
    clock.now += 3600.0
    coach.tick()
    assert desktop.next() == "off"
    coach.toggle()
    assert (desktop.next(), desktop.next()) == ("asked", "on")
    coach.leave()


def test_who_does_not_want_it_is_left_alone_and_may_change_it_in_the_middle(awake: Awake, desktop: Desktop) -> None:
    awake.set_enabled(False)
    awake.on_session_started(PLAN)
    assert desktop.said.empty()
    awake.set_enabled(True)
    assert (desktop.next(), desktop.next()) == ("asked", "on")
    awake.set_enabled(False)
    assert desktop.next() == "off"


def test_a_refusal_is_said_once_and_the_session_goes_on(qtbot: QtBot, awake: Awake, desktop: Desktop) -> None:
    desktop.agrees = False
    heard: list[str] = []
    awake.unavailable.connect(heard.append)
    with qtbot.waitSignal(awake.unavailable, timeout=LONG_S * 1000):
        awake.on_session_started(PLAN)
    for _ in range(3):
        awake.on_paused("")
        awake.on_resumed()
    awake.on_session_completed()
    awake.close()
    qtbot.wait(0)
    assert heard == [GOES_DARK]


def test_a_system_that_throws_is_a_refusal(qtbot: QtBot, awake: Awake, desktop: Desktop) -> None:
    desktop.breaks_at_entering = True
    with qtbot.waitSignal(awake.unavailable, timeout=LONG_S * 1000) as told:
        awake.on_session_started(PLAN)
    assert told.args == [GOES_DARK]


def test_a_screen_that_cannot_be_let_go_is_told(qtbot: QtBot, awake: Awake, desktop: Desktop) -> None:
    desktop.breaks_at_leaving = True
    awake.on_session_started(PLAN)
    assert (desktop.next(), desktop.next()) == ("asked", "on")
    with qtbot.waitSignal(awake.unavailable, timeout=LONG_S * 1000) as told:
        awake.on_session_completed()
    assert told.args == [STAYS_ON]
    desktop.breaks_at_leaving = False
    awake.on_session_started(PLAN)  # and the thread is still there for the next one
    assert (desktop.next(), desktop.next()) == ("asked", "on")


def test_a_desktop_that_never_answers_holds_nothing_up_and_is_told(qtbot: QtBot, desktop: Desktop) -> None:
    desktop.may_answer.clear()
    parent = QObject()
    awake = Awake(parent, make_mode=desktop.mode, patience_ms=1)
    with qtbot.waitSignal(awake.unavailable, timeout=LONG_S * 1000) as told:
        awake.on_session_started(PLAN)
    assert told.args == [GOES_DARK]
    assert desktop.next() == "asked"
    for _ in range(5):  # wishes do not pile up behind it
        awake.on_paused("")
        awake.on_resumed()
    awake.on_paused("")
    desktop.may_answer.set()
    assert (desktop.next(), desktop.next()) == ("on", "off")
    awake.close()
    assert desktop.said.empty()
    parent.deleteLater()


def test_a_quick_pause_never_takes_two_and_is_answered_again(qtbot: QtBot, awake: Awake, desktop: Desktop) -> None:
    heard: list[str] = []
    awake.unavailable.connect(heard.append)
    awake.on_session_started(PLAN)
    for _ in range(50):
        awake.on_paused("")
        awake.on_resumed()
    awake.on_session_completed()
    awake.close()
    qtbot.wait(0)
    assert (desktop.now, desktop.most, heard) == (0, 1, [])


def test_closing_lets_go_and_later_wishes_are_nothing(awake: Awake, desktop: Desktop) -> None:
    awake.on_session_started(PLAN)
    assert (desktop.next(), desktop.next()) == ("asked", "on")
    awake.close()
    assert desktop.next() == "off"
    awake.on_session_started(PLAN)
    awake.close()
    assert desktop.said.empty()


def test_the_real_wakepy_without_a_desktop_says_so(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAKEPY_FORCE_FAILURE", "yes")  # where these tests run on a desktop
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    parent = QObject()
    awake = Awake(parent)
    with qtbot.waitSignal(awake.unavailable, timeout=LONG_S * 1000) as told:
        awake.on_session_started(PLAN)
    assert told.args == [GOES_DARK]
    awake.close()
    parent.deleteLater()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the session bus is Linux's")
def test_a_place_without_a_session_bus_says_so(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    parent = QObject()
    awake = Awake(parent)
    with qtbot.waitSignal(awake.unavailable, timeout=LONG_S * 1000) as told:
        awake.on_session_started(PLAN)
    assert told.args == [GOES_DARK]
    awake.close()
    parent.deleteLater()


class ScreenSaver(threading.Thread):
    """The service a desktop has, on a bus of its own: it writes down who asks for what."""

    def __init__(self, address: str) -> None:
        super().__init__(name="screen-saver", daemon=True)
        from jeepney import DBusAddress, new_method_call
        from jeepney.io.blocking import open_dbus_connection

        self.said: SimpleQueue[tuple[str, tuple[object, ...]]] = SimpleQueue()
        self._connection = open_dbus_connection(bus=address)
        bus = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
        name = new_method_call(bus, "RequestName", "su", ("org.freedesktop.ScreenSaver", 4))
        self._connection.send_and_get_reply(name, timeout=LONG_S)

    def run(self) -> None:
        from jeepney import HeaderFields, MessageType, new_method_return

        while True:
            message = self._connection.receive(timeout=LONG_S)
            if message.header.message_type is not MessageType.method_call:
                continue
            name = message.header.fields[HeaderFields.member]
            reply = new_method_return(message, "u", (7,)) if name == "Inhibit" else new_method_return(message)
            self._connection.send(reply)
            self.said.put((name, message.body))
            if name == "UnInhibit":
                self._connection.close()
                return


@pytest.fixture
def session_bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    program = shutil.which("dbus-daemon")
    if program is None:
        pytest.skip("there is no dbus-daemon here")
    command = [program, "--session", "--nofork", "--print-address=1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as bus:
        assert bus.stdout is not None
        address = bus.stdout.readline().strip()
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        yield address
        bus.terminate()


@pytest.mark.skipif(os.name != "posix" or sys.platform == "darwin", reason="the session bus is Linux's")
def test_a_desktop_on_the_session_bus_is_asked_by_our_name_and_let_go(qtbot: QtBot, session_bus: str) -> None:
    service = ScreenSaver(session_bus)
    service.start()
    parent = QObject()
    awake = Awake(parent)
    heard: list[str] = []
    awake.unavailable.connect(heard.append)
    awake.on_session_started(PLAN)
    assert service.said.get(timeout=LONG_S) == ("Inhibit", ("Hinge", "A practice session runs"))
    awake.on_session_completed()
    assert service.said.get(timeout=LONG_S) == ("UnInhibit", (7,))
    awake.close()
    service.join(LONG_S)
    parent.deleteLater()
    assert heard == []
