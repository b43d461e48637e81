"""The tray: what was wanted is said when it is due, once, quietly; and the window may be closed meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QSettings, QTimer, Signal
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QApplication, QMenu, QSystemTrayIcon, QWidget
from pytestqt.qtbot import QtBot

from hinge_desktop.coach import Coach
from hinge_desktop.reminded import Reminded
from hinge_desktop.settings import Settings
from hinge_desktop.training.events import PlannedSet, SessionPlan
from hinge_desktop.training.moments import KINDS, MOMENTS, moment_of
from hinge_desktop.training.records import Answers, Ending, History, MomentRecord, SessionRecord, SetRecord
from hinge_desktop.tray import LOOK_S, Tray

WEDNESDAY = date(2026, 6, 10)
SLOW = (("eccentric", 3.0), ("concentric", 2.0))
PLAN = SessionPlan("a", 1, (PlannedSet("a", "A", 0.0, 3, SLOW, "concentric", "3-0-2-0"),), (), 5.0)
REMIND = Settings(remind=True, remind_days=(2,), remind_at="18:00")
PROMPT = Settings(moments=True, moments_every_h=2, moments_from=9, moments_until=20)
READY = "Today's practice is ready when you are."
WHERE = "Hinge's menu in the tray counts it."
FIRST = moment_of(KINDS[0])
NO_TRAY = "This desktop has no tray, so reminders appear here while the window is open, and closing it ends Hinge."


class Wall:
    """The clock on the wall, as the user sees it."""

    def __init__(self) -> None:
        self.set("12:00")

    def __call__(self) -> float:
        return self.seconds

    def set(self, clock: str, day: date = WEDNESDAY) -> None:
        self.seconds = datetime.combine(day, time.fromisoformat(clock)).astimezone().timestamp()

    def pass_(self, **span: float) -> None:
        self.seconds += timedelta(**span).total_seconds()


class Icon(QObject):
    """A tray's icon on a desktop that has one: it shows and writes down, and a test clicks."""

    activated = Signal(object)
    messageClicked = Signal()  # noqa: N815 - as Qt calls it

    def __init__(self, icon: QIcon, parent: QObject) -> None:
        super().__init__(parent)
        self.picture, self.visible = icon, False
        self.menu: QMenu | None = None
        self.messages: list[tuple[str, str]] = []

    def icon(self) -> QIcon:
        return self.picture

    def show(self) -> None:
        self.visible = True

    def hide(self) -> None:
        self.visible = False

    def setToolTip(self, text: str) -> None:
        assert text

    def setContextMenu(self, menu: QMenu) -> None:
        self.menu = menu

    def supportsMessages(self) -> bool:
        return True

    def showMessage(self, title: str, text: str, icon: QIcon, milliseconds: int) -> None:
        self.messages.append((title, text))

    def texts(self) -> list[str]:
        said = [text for _, text in self.messages]
        self.messages.clear()
        return said


class Desktop:
    """A desktop with a tray, or without."""

    def __init__(self) -> None:
        self.has_tray = True
        self.icons: list[Icon] = []

    def available(self) -> bool:
        return self.has_tray

    def make_icon(self, icon: QIcon, parent: QObject) -> Icon:
        self.icons.append(Icon(icon, parent))
        return self.icons[-1]

    @property
    def icon(self) -> Icon:
        (icon,) = self.icons
        return icon

    def item(self, text: str) -> QAction:
        """The entry of the menu, or of what is under it, as the user reads it."""
        top = self.icon.menu
        assert top is not None
        menus = [top, *top.findChildren(QMenu)]
        return next(action for menu in menus for action in menu.actions() if action.text() == text)


class Heard:
    """What the tray wishes and tells."""

    def __init__(self, tray: Tray) -> None:
        self.all: list[str] = []
        tray.open_requested.connect(self.on_open)
        tray.start_requested.connect(self.on_start)
        tray.quit_requested.connect(self.on_quit)
        tray.moment_done.connect(self.all.append)
        tray.told.connect(self.all.append)
        tray.unavailable.connect(self.all.append)

    def on_open(self) -> None:
        self.all.append("open")

    def on_start(self) -> None:
        self.all.append("start")

    def on_quit(self) -> None:
        self.all.append("quit")


@pytest.fixture
def wall() -> Wall:
    return Wall()


@pytest.fixture
def desktop() -> Desktop:
    return Desktop()


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    return window


MakeTray = Callable[..., Tray]


@pytest.fixture
def make_tray(window: QWidget, wall: Wall, desktop: Desktop) -> Iterator[MakeTray]:
    made: list[Tray] = []

    def make(settings: Settings, history: History | None = History(), reminded: Reminded | None = None) -> Tray:  # noqa: B008
        tray = Tray(window, wall=wall, reminded=reminded, available=desktop.available, make_icon=desktop.make_icon)
        made.append(tray)
        tray.show_settings(settings)
        if history is not None:
            tray.show_history(history)
        return tray

    yield make
    for tray in made:
        tray.close()


class Running(QObject):
    """The application runs while the user does one thing: only then Qt tells of closed windows."""

    def __init__(self, window: QWidget, act: Callable[[], object]) -> None:
        super().__init__(window)
        self.act = act
        window.show()
        QTimer.singleShot(0, self.do)
        QApplication.exec()

    def do(self) -> None:
        self.act()
        QApplication.exit(0)


def practised(day: date, reps: int = 5) -> SessionRecord:
    began = datetime.combine(day, time(7), UTC)
    one = SetRecord(0, "butt-tap", 5, reps, 0.0, "3-1-2-1", began, 30.0, True)
    return SessionRecord("u", day, began, 120, "butt-tap", 2, 1, (one,), Answers(), Ending.DONE)


def timer_s(tray: Tray) -> float:
    (timer,) = tray.findChildren(QTimer)
    return timer.interval() / 1000 if timer.isActive() else float("inf")


# -- the icon ---------------------------------------------------------------------------------------


def test_who_wants_nothing_has_no_icon_and_no_timer(make_tray: MakeTray, desktop: Desktop) -> None:
    tray = make_tray(Settings())
    assert (desktop.icons, timer_s(tray), tray.holds_open) == ([], float("inf"), False)


@pytest.mark.parametrize("settings", [Settings(tray=True), REMIND, PROMPT])
def test_who_wants_something_has_an_icon_until_they_want_nothing(
    make_tray: MakeTray, desktop: Desktop, settings: Settings
) -> None:
    tray = make_tray(settings)
    assert desktop.icon.visible
    assert not desktop.icon.picture.isNull()
    tray.show_settings(Settings())
    assert not desktop.icon.visible
    tray.show_settings(settings)
    assert desktop.icon.visible


def test_the_menu_passes_wishes_on(make_tray: MakeTray, desktop: Desktop) -> None:
    tray = make_tray(Settings(tray=True))
    heard = Heard(tray)
    for text in ("Open Hinge", "Start today's practice", "Quit Hinge"):
        desktop.item(text).trigger()
    desktop.icon.activated.emit(QSystemTrayIcon.ActivationReason.Context)
    assert heard.all == ["open", "start", "quit"]
    tray.set_practising(True)
    assert not desktop.item("Start today's practice").isEnabled()


def test_a_click_on_the_icon_opens_the_window(
    make_tray: MakeTray, desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = Heard(make_tray(Settings(tray=True)))
    monkeypatch.setattr("sys.platform", "linux")
    desktop.icon.activated.emit(QSystemTrayIcon.ActivationReason.Trigger)
    monkeypatch.setattr("sys.platform", "darwin")  # where it opens the menu
    desktop.icon.activated.emit(QSystemTrayIcon.ActivationReason.Trigger)
    assert heard.all == ["open"]


# -- reminders --------------------------------------------------------------------------------------


def test_a_reminder_comes_at_its_time_once_and_a_click_on_it_opens_the_window(
    make_tray: MakeTray, desktop: Desktop, wall: Wall
) -> None:
    tray = make_tray(REMIND)
    heard = Heard(tray)
    wall.set("17:59")
    tray.look()
    assert timer_s(tray) == 60.0
    assert desktop.icon.texts() == []
    wall.pass_(minutes=1)
    tray.look()
    wall.pass_(minutes=1)
    tray.look()
    assert desktop.icon.texts() == [READY]
    desktop.icon.messageClicked.emit()
    assert heard.all == ["open"]


def test_the_clock_is_looked_at_every_few_minutes(make_tray: MakeTray, desktop: Desktop, wall: Wall) -> None:
    """A computer that slept through the time fires no timer for it: the next look does."""
    tray = make_tray(REMIND)
    assert timer_s(tray) == LOOK_S <= 300
    wall.set("18:40")
    tray.look()
    assert desktop.icon.texts() == [READY]
    tray = make_tray(REMIND)
    desktop.icons[-1].messages.clear()
    wall.set("20:30", WEDNESDAY + timedelta(days=7))
    tray.look()
    assert desktop.icons[-1].texts() == []


def test_nobody_is_reminded_before_it_is_known_what_was_practised(
    make_tray: MakeTray, desktop: Desktop, wall: Wall
) -> None:
    wall.set("18:00")
    tray = make_tray(REMIND, history=None)
    assert desktop.icon.texts() == []
    tray.show_history(History(sessions=(practised(WEDNESDAY),)))
    assert desktop.icon.texts() == []
    tray.show_history(History(sessions=(practised(WEDNESDAY - timedelta(days=1)),)))
    assert desktop.icon.texts() == [READY]


def test_a_second_start_on_the_same_evening_does_not_remind_again(
    make_tray: MakeTray, desktop: Desktop, wall: Wall, tmp_path: Path
) -> None:
    kept = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    wall.set("18:00")
    make_tray(REMIND, reminded=Reminded(kept)).close()
    assert desktop.icon.texts() == [READY]
    kept.sync()
    again = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    wall.set("18:30")
    make_tray(REMIND, reminded=Reminded(again))
    assert desktop.icons[-1].texts() == []


def test_what_somebody_else_wrote_there_is_no_trouble(tmp_path: Path) -> None:
    kept = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    kept.setValue("tray/reminded", "2026-06-10 yesterday")
    kept.setValue("tray/paused", ["a", "b"])
    reminded = Reminded(kept)
    assert (reminded.days, reminded.paused_on(WEDNESDAY)) == ((), False)


# -- hinge moments ----------------------------------------------------------------------------------


def test_moments_are_asked_for_in_their_hours_one_kind_after_the_other(
    make_tray: MakeTray, desktop: Desktop, wall: Wall
) -> None:
    tray = make_tray(PROMPT)
    asked: dict[str, str] = {}
    for _ in range(24 * 60 // 3):
        for text in desktop.icon.texts():
            asked[f"{datetime.fromtimestamp(wall(), UTC).astimezone():%H:%M}"] = text
        wall.pass_(minutes=3)
        tray.look()
    expected = [f"{one.prompt} {WHERE}" for one in MOMENTS[:5]]
    assert asked == dict(zip(["14:00", "16:00", "18:00", "09:00", "11:00"], expected, strict=True))


def test_switching_moments_on_asks_for_nothing_at_once(make_tray: MakeTray, desktop: Desktop, wall: Wall) -> None:
    tray = make_tray(Settings(tray=True))
    wall.pass_(hours=5)
    tray.show_settings(replace(PROMPT, tray=True))
    assert desktop.icon.texts() == []
    wall.pass_(hours=2)
    tray.look()
    assert desktop.icon.texts() == [f"{FIRST.prompt} {WHERE}"]


def test_the_moment_that_was_asked_for_is_counted_once(make_tray: MakeTray, desktop: Desktop, wall: Wall) -> None:
    tray = make_tray(PROMPT)
    heard = Heard(tray)
    wall.pass_(hours=2)
    tray.look()
    desktop.icon.texts()
    desktop.icon.messageClicked.emit()  # which may be meant to close the message
    assert heard.all == ["open"]
    did_it = desktop.item(f"I did it: {FIRST.name}")
    assert did_it.isVisible()
    did_it.trigger()
    assert heard.all == ["open", FIRST.kind]
    assert desktop.icon.texts() == [f"{FIRST.name}. Hinge moments: 1 today, 1 this week"]
    assert not did_it.isVisible()
    desktop.item(FIRST.name).trigger()  # the same one, from the list
    assert heard.all == ["open", FIRST.kind]
    assert desktop.icon.texts() == [f"{FIRST.name}: counted already for this hour."]


def test_another_moment_than_the_one_asked_for_leaves_the_question(
    make_tray: MakeTray, desktop: Desktop, wall: Wall
) -> None:
    tray = make_tray(PROMPT)
    wall.pass_(hours=2)
    tray.look()
    desktop.item("The toilet").trigger()
    assert desktop.item(f"I did it: {FIRST.name}").isVisible()


def test_what_was_counted_is_shown_once_it_is_in_the_history_too(
    make_tray: MakeTray, desktop: Desktop, wall: Wall
) -> None:
    tray = make_tray(Settings(tray=True))
    heard = Heard(tray)
    desktop.item("The toilet").trigger()
    desktop.item("Sitting down").trigger()
    assert heard.all == ["toilet", "sitting-down"]
    assert desktop.item("Hinge moments: 2 today, 2 this week")
    now = datetime.fromtimestamp(wall(), UTC)
    kept = tuple(MomentRecord(now, WEDNESDAY, kind) for kind in ("toilet", "sitting-down"))
    before = MomentRecord(now - timedelta(days=1), WEDNESDAY - timedelta(days=1), "toilet")
    tray.show_history(History(moments=(before, *kept)))
    assert desktop.item("Hinge moments: 2 today, 3 this week")
    wall.pass_(hours=1)
    desktop.item("The toilet").trigger()
    assert heard.all == ["toilet", "sitting-down", "toilet"]


def test_a_reminder_and_a_moment_never_come_together(make_tray: MakeTray, desktop: Desktop, wall: Wall) -> None:
    tray = make_tray(replace(PROMPT, remind=True, remind_days=(2,), remind_at="14:00"))
    wall.set("14:00")
    tray.look()
    assert desktop.icon.texts() == [READY]
    wall.set("15:59")
    tray.look()
    assert desktop.icon.texts() == []
    wall.set("16:00")
    tray.look()
    assert desktop.icon.texts() == [f"{FIRST.prompt} {WHERE}"]


def test_a_clock_that_was_set_back_does_not_silence_the_moments(
    make_tray: MakeTray, desktop: Desktop, wall: Wall
) -> None:
    wall.set("12:00", WEDNESDAY + timedelta(days=3650))
    tray = make_tray(PROMPT)
    wall.set("12:00")
    tray.look()
    wall.pass_(hours=2)
    tray.look()
    assert desktop.icon.texts() == [f"{FIRST.prompt} {WHERE}"]


# -- quiet ------------------------------------------------------------------------------------------


def test_nothing_is_said_during_a_practice_and_a_moment_waits_its_hours_after_it(
    make_tray: MakeTray, desktop: Desktop, wall: Wall
) -> None:
    tray = make_tray(replace(PROMPT, remind=True, remind_days=(2,), remind_at="14:00"))
    tray.set_practising(True)
    wall.set("14:10")
    tray.look()
    tray.show_history(History(sessions=(practised(WEDNESDAY),)))
    tray.set_practising(False)
    assert desktop.icon.texts() == []
    wall.set("16:09")
    tray.look()
    assert desktop.icon.texts() == []
    wall.set("16:10")
    tray.look()
    assert desktop.icon.texts() == [f"{FIRST.prompt} {WHERE}"]


def test_a_practice_that_is_not_yet_on_the_disk_counts_too(make_tray: MakeTray, desktop: Desktop, wall: Wall) -> None:
    tray = make_tray(replace(REMIND, remind_days=(2, 3)))
    coach = Coach(tray, clock=wall, wall=wall)
    coach.session_started.connect(tray.on_session_started)
    coach.session_completed.connect(tray.on_session_ended)
    coach.session_stopped.connect(tray.on_session_ended)
    wall.set("17:59")
    coach.start(PLAN)
    wall.set("18:10")
    tray.look()
    coach.leave()
    assert desktop.icon.texts() == []
    tray.show_history(History())
    assert desktop.icon.texts() == []
    wall.set("18:00", WEDNESDAY + timedelta(days=1))
    coach.start(PLAN)
    assert desktop.icon.texts() == []
    coach.leave()
    wall.set("18:00", WEDNESDAY + timedelta(days=7))
    tray.look()
    assert desktop.icon.texts() == [READY]


def test_prompts_can_be_paused_until_midnight(
    make_tray: MakeTray, desktop: Desktop, wall: Wall, tmp_path: Path
) -> None:
    kept = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    wish = replace(PROMPT, remind=True, remind_days=(2, 3), remind_at="14:00")
    make_tray(wish, reminded=Reminded(kept))
    pause = desktop.item("Pause prompts for today")
    pause.trigger()
    assert pause.isChecked()
    desktop.icons.clear()
    tray = make_tray(wish, reminded=Reminded(kept))  # the program was started again
    assert desktop.item("Pause prompts for today").isChecked()
    wall.set("14:00")
    tray.look()
    assert desktop.icon.texts() == []
    wall.set("14:00", WEDNESDAY + timedelta(days=1))
    tray.look()
    assert desktop.icon.texts() == [READY]
    assert not desktop.item("Pause prompts for today").isChecked()


def test_a_pause_can_be_taken_back(make_tray: MakeTray, desktop: Desktop, wall: Wall) -> None:
    make_tray(REMIND)
    pause = desktop.item("Pause prompts for today")
    pause.trigger()
    wall.set("18:00")
    pause.trigger()
    assert desktop.icon.texts() == [READY]


def test_who_has_no_prompts_has_none_to_pause(make_tray: MakeTray, desktop: Desktop) -> None:
    make_tray(Settings(tray=True))
    assert not desktop.item("Pause prompts for today").isVisible()


# -- no tray, and closing the window ----------------------------------------------------------------


def test_without_a_tray_it_is_said_once_and_the_window_tells(
    make_tray: MakeTray, desktop: Desktop, wall: Wall, qtbot: QtBot
) -> None:
    desktop.has_tray = False
    tray = make_tray(Settings())
    heard, found = Heard(tray), []
    tray.available_changed.connect(found.append)
    tray.show_settings(REMIND)
    wall.set("18:00")
    tray.look()
    tray.show_settings(replace(PROMPT, tray=True))
    wall.pass_(hours=1, minutes=59)
    tray.look()
    assert heard.all == [NO_TRAY, READY]
    assert (desktop.icons, tray.holds_open, found) == ([], False, [False])
    wall.set("14:00", WEDNESDAY + timedelta(days=1))
    tray.look()
    assert heard.all == [NO_TRAY, READY, FIRST.prompt]
    desktop.has_tray = True  # it came later, as it does after signing in
    tray.look()
    assert (desktop.icon.visible, tray.holds_open, found) == (True, True, [False, True])


def test_closing_the_window_leaves_the_program_in_the_tray_and_says_so_the_first_time(
    make_tray: MakeTray, desktop: Desktop, window: QWidget, tmp_path: Path, qtbot: QtBot
) -> None:
    kept = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    heard = Heard(make_tray(Settings(tray=True), reminded=Reminded(kept)))
    assert not QApplication.quitOnLastWindowClosed()
    for _ in range(2):
        Running(window, window.close)
    assert desktop.icon.texts() == ["Hinge stays here. Quit Hinge in this menu ends it."]
    assert heard.all == []
    assert Reminded(kept).stay_told


@pytest.mark.parametrize("settings", [Settings(), REMIND, PROMPT])
def test_who_does_not_want_the_tray_ends_the_program_with_the_window(make_tray: MakeTray, settings: Settings) -> None:
    tray = make_tray(Settings(tray=True))
    tray.show_settings(settings)
    assert QApplication.quitOnLastWindowClosed()
    assert not tray.holds_open


def test_a_tray_that_went_away_leaves_no_program_without_a_window(
    make_tray: MakeTray, desktop: Desktop, window: QWidget
) -> None:
    heard = Heard(make_tray(Settings(tray=True)))
    desktop.has_tray = False
    Running(window, window.close)
    assert heard.all == ["quit"]


def test_quitting_from_the_menu_does_not_say_that_it_stays(
    make_tray: MakeTray, desktop: Desktop, window: QWidget
) -> None:
    tray = make_tray(Settings(tray=True))
    tray.quit_requested.connect(QApplication.quit)
    Running(window, desktop.item("Quit Hinge").trigger)
    assert not window.isVisible()
    assert desktop.icon.texts() == []


def test_closing_the_tray_takes_the_icon_away_and_says_nothing_more(
    make_tray: MakeTray, desktop: Desktop, wall: Wall
) -> None:
    tray = make_tray(replace(REMIND, tray=True))
    tray.close()
    wall.set("18:00")
    tray.look()
    tray.show_history(History())
    assert (desktop.icon.visible, desktop.icon.texts(), timer_s(tray)) == (False, [], float("inf"))
    assert QApplication.quitOnLastWindowClosed()


def test_here_where_qt_itself_finds_no_tray_it_says_so(window: QWidget, wall: Wall) -> None:
    if QSystemTrayIcon.isSystemTrayAvailable():
        pytest.skip("this desktop has a tray")
    tray = Tray(window, wall=wall)
    heard = Heard(tray)
    tray.show_settings(REMIND)
    assert heard.all == [NO_TRAY]
    tray.close()
