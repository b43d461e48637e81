"""The tray: Hinge while its window is closed. Reminders and hinge moments come from here, and only to who wants them.

What is due is asked anew at every look: when something changes, when something is due, and every few minutes by the
clock on the wall, because a computer that slept, or was put forward, fires no timer.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

from hinge_desktop import assets
from hinge_desktop.reminded import Reminded
from hinge_desktop.settings import Settings
from hinge_desktop.training.moments import LEAST, Prompt, Tally, may_count, moment_of, next_moment, tally
from hinge_desktop.training.records import History, MomentRecord
from hinge_desktop.training.reminders import next_reminder
from hinge_desktop.tray_menu import TrayMenu, tally_text

LOOK_S = 180
"""The longest time between two looks at the clock."""
MESSAGE_MS = 15_000


class Tray(QObject):
    """The icon, its menu and its messages.

    While ``Settings.tray`` is on and there is a tray, closing the window leaves the program running here; what that
    takes of Qt happens here too. Where there is no tray, what is to be said goes to the window.

    Signals:
        open_requested(), start_requested(), quit_requested(): wishes from the menu or a message.
        moment_done(str): the user did a hinge moment of that kind, and it counts.
        told(str): a sentence for the window, where there is no tray to show it.
        unavailable(str): one sentence, said once: there is no tray here.
        available_changed(bool): whether there is one; first when it is looked for.
    """

    open_requested = Signal()
    start_requested = Signal()
    quit_requested = Signal()
    moment_done = Signal(str)
    told = Signal(str)
    unavailable = Signal(str)
    available_changed = Signal(bool)

    def __init__(
        self,
        window: QWidget,
        *,
        wall: Callable[[], float] = time.time,
        reminded: Reminded | None = None,
        available: Callable[[], bool] = QSystemTrayIcon.isSystemTrayAvailable,
        make_icon: Callable[[QIcon, QObject], QSystemTrayIcon] = QSystemTrayIcon,
    ) -> None:
        """``reminded`` knows what was said already, also before this start; ``wall``: seconds since 1970 UTC."""
        super().__init__(window)
        self._window, self._wall, self._available, self._make_icon = window, wall, available, make_icon
        self._reminded = reminded or Reminded()
        self._settings = Settings()
        self._history: History | None = None  # nobody is reminded before it is known what was practised
        self._own: tuple[MomentRecord, ...] = ()
        self._last = Prompt(self._now())
        self._practised: date | None = None
        self._there: bool | None = None
        self._practising = self._leaving = self._told_stay = self._told_missing = False
        self._asked = ""  # the kind of moment that was asked for and not counted yet
        self._icon: QSystemTrayIcon | None = None
        self._menu: TrayMenu | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)
        application = QApplication.instance()
        assert isinstance(application, QApplication), "there is no QApplication yet"
        application.lastWindowClosed.connect(self._on_window_closed)

    @property
    def holds_open(self) -> bool:
        """Closing the window leaves the program running."""
        return self._settings.tray and self._icon is not None and self._available()

    # -- what it is told ------------------------------------------------------------------------

    @Slot(object)
    def show_settings(self, settings: Settings) -> None:
        """At the start, and when something was chosen; holds at once."""
        if settings.moments and not self._settings.moments:
            self._last = Prompt(self._now(), self._last.kind)
        self._settings = settings
        self.look()

    @Slot(object)
    def show_history(self, history: History) -> None:
        """What was practised and counted; also an empty one where no history can be opened."""
        self._history = history
        self.look()

    @Slot(bool)
    def set_practising(self, practising: bool) -> None:
        """A practice is under way: nothing is said. After it no reminder comes that day, and a moment waits its hours.

        The history tells of a practice only once it is on the disk, and a reminder must not slip in before.
        """
        if self._practising and not practising:
            now = self._now()
            self._last, self._practised = Prompt(now, self._last.kind), now.date()
        self._practising = practising
        self.look()

    @Slot(object)
    def on_session_started(self, plan: object) -> None:
        """Coach.session_started."""
        self.set_practising(True)

    @Slot()
    def on_session_ended(self) -> None:
        """Coach.session_completed and Coach.session_stopped."""
        self.set_practising(False)

    @Slot()
    def close(self) -> None:
        """Take the icon away."""
        self._timer.stop()
        self._settings = Settings()  # in which all of it is off
        QApplication.setQuitOnLastWindowClosed(True)
        if self._icon is not None:
            self._icon.hide()

    # -- looking at the clock -------------------------------------------------------------------

    def _now(self) -> datetime:
        return datetime.fromtimestamp(self._wall(), UTC).astimezone()

    @Slot()
    def look(self) -> None:
        """Say what is due, and look again when the next thing is."""
        now, settings = self._now(), self._settings
        self._timer.stop()
        if self._last.at > now:  # the clock was set back
            self._last = Prompt(now, self._last.kind)
        wanted = settings.tray or settings.remind or settings.moments
        self._provide_icon(wanted)
        QApplication.setQuitOnLastWindowClosed(not self.holds_open)
        if not wanted:
            return
        paused = self._reminded.paused_on(now.date())
        quiet = self._practising or paused
        if not quiet:
            self._say_what_is_due(now)
        waits = [] if quiet else [(at - now).total_seconds() for at in self._dues(now)]
        self._timer.start(round(1000 * max(0.001, min([LOOK_S, *waits]))))
        if self._menu is not None:
            self._menu.show_state(
                self._tally(now),
                asked=self._asked,
                startable=not self._practising,
                paused=paused if settings.remind or settings.moments else None,
            )

    def _dues(self, now: datetime) -> list[datetime]:
        reminder, moment = self._reminder(now), self._prompt(now)
        return [at for at in (reminder, None if moment is None else moment.at) if at is not None]

    def _say_what_is_due(self, now: datetime) -> None:
        reminder, moment = self._reminder(now), self._prompt(now)
        if reminder is not None and reminder <= now:
            self._reminded.add_day(now.date())
            self._last = Prompt(now, self._last.kind)  # one thing at a time
            self._say(self.tr("Hinge practice"), self.tr("Today's practice is ready when you are."))
        elif moment is not None and moment.at <= now:
            self._last, self._asked = Prompt(now, moment.kind), moment.kind
            sentence, where = moment_of(moment.kind).prompt, self.tr("Hinge's menu in the tray counts it.")
            self._say(self.tr("A hinge moment"), sentence, where)

    def _reminder(self, now: datetime) -> datetime | None:
        chosen = self._settings
        if not chosen.remind or self._history is None:
            return None
        done = self._reminded.days if self._practised is None else (*self._reminded.days, self._practised)
        return next_reminder(now, chosen.remind_days, chosen.remind_at, self._history.sessions, done)

    def _prompt(self, now: datetime) -> Prompt | None:
        chosen = self._settings
        if not chosen.moments or self._history is None:
            return None
        return next_moment(
            now,
            self._counted(),
            self._last,
            every_h=chosen.moments_every_h,
            from_h=chosen.moments_from,
            until_h=chosen.moments_until,
        )

    # -- saying ---------------------------------------------------------------------------------

    def _say(self, title: str, sentence: str, where: str = "") -> None:
        """``where`` says what can be done in the tray; a click on a message opens the window and counts nothing.

        Many desktops pass no click on (Qt names no action in what it sends them), and it may be meant to close it.
        """
        icon = self._icon
        if icon is not None and self._there and icon.supportsMessages():
            icon.showMessage(title, f"{sentence} {where}".rstrip(), icon.icon(), MESSAGE_MS)
        else:
            self.told.emit(sentence)

    @Slot(str)
    def count(self, kind: str) -> None:
        """The user says they did a moment of that kind; a second one within the hour is the same one."""
        now, name = self._now(), moment_of(kind).name
        if not may_count(kind, now, self._counted()):
            self._say(self.tr("Hinge moments"), self.tr("{name}: counted already for this hour.").format(name=name))
            return
        record = MomentRecord(now.astimezone(UTC), now.date(), kind)
        self._own = (*(one for one in self._own if now - one.done_utc < LEAST), record)
        self._asked = "" if kind == self._asked else self._asked
        self.moment_done.emit(kind)
        self._say(self.tr("Hinge moments"), f"{name}. {tally_text(self._tally(now))}")
        self.look()

    def _counted(self) -> tuple[MomentRecord, ...]:
        """The history's, and those of ours that it has not shown yet."""
        kept = self._history.moments if self._history is not None else ()
        return (*kept, *(one for one in self._own if may_count(one.kind, one.done_utc, kept)))

    def _tally(self, now: datetime) -> Tally:
        return tally(self._counted(), now.date())

    # -- icon and menu --------------------------------------------------------------------------

    def _provide_icon(self, wanted: bool) -> None:
        if not wanted:
            if self._icon is not None:
                self._icon.hide()
            return
        there = self._available()
        if there and self._icon is None:
            self._make()
        if self._icon is not None:
            self._icon.show()
        if there != self._there:
            self._there = there
            self.available_changed.emit(there)
        if not there and not self._told_missing:
            self._told_missing = True
            self.unavailable.emit(
                self.tr(
                    "This desktop has no tray, so reminders appear here while the window is open, "
                    "and closing it ends Hinge."
                )
            )

    def _make(self) -> None:
        self._menu = menu = TrayMenu(self._window)
        menu.open.triggered.connect(self.open_requested)
        menu.start.triggered.connect(self.start_requested)
        menu.moment_chosen.connect(self.count)
        menu.pause.triggered.connect(self._on_pause_chosen)
        menu.quit.triggered.connect(self._on_quit_chosen)
        self._icon = icon = self._make_icon(assets.icon("hinge"), self)
        icon.setToolTip(self.tr("Hinge"))
        icon.setContextMenu(menu)
        icon.activated.connect(self._on_activated)
        icon.messageClicked.connect(self.open_requested)

    @Slot(object)
    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        """A click opens the window; on macOS it opens the menu already."""
        if reason is QSystemTrayIcon.ActivationReason.Trigger and sys.platform != "darwin":
            self.open_requested.emit()

    @Slot(bool)
    def _on_pause_chosen(self, paused: bool) -> None:
        self._reminded.pause(self._now().date() if paused else None)
        self.look()

    @Slot()
    def _on_quit_chosen(self) -> None:
        self._leaving = True  # the window closes now, and does not stay behind
        self.quit_requested.emit()
        self._leaving = False

    @Slot()
    def _on_window_closed(self) -> None:
        if self._leaving or not self._settings.tray:
            return
        if not self.holds_open:  # the tray went away, and with it every way back to the window
            self.quit_requested.emit()
        elif not (self._told_stay or self._reminded.stay_told):
            self._told_stay = True
            self._reminded.tell_stay()
            self._say(self.tr("Hinge"), self.tr("Hinge stays here. Quit Hinge in this menu ends it."))
