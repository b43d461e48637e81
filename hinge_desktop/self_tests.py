"""The self-tests from the list to the kept result; the timed part is practised like any set."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Signal, Slot

from hinge_desktop.agenda import Agenda
from hinge_desktop.motions import Motions, Wish
from hinge_desktop.training.events import SessionPlan
from hinge_desktop.training.records import SelfTestRecord
from hinge_desktop.training.selftest import (
    DUE_DAYS,
    TILT_DRILL,
    about_s,
    due,
    due_in_days,
    phases_s,
    plan_test,
    recorded,
    route,
)
from hinge_desktop.training.selftest_kinds import KINDS, PELVIC_TILT, WALL_REACH, SelfTestKind
from hinge_desktop.ui.selftest import SelfTestPage
from hinge_desktop.ui.selftest_list import SelfTestRow
from hinge_desktop.ui.selftest_shown import ShownTest
from hinge_desktop.ui.selftest_words import last_text, length_words, past_lines, when_due

PAGE = "self-tests"
"""The name of the page."""


class SelfTests(QObject):
    """Shows the page, has a test practised, asks about it and keeps the answer.

    A test that was left or stopped keeps no result. While the safety answers lock practice none can be started.

    Signals:
        page_requested(str): this page is wanted.
        closed(): done with the tests; back to Today.
    """

    page_requested = Signal(str)
    closed = Signal()

    def __init__(
        self,
        page: SelfTestPage,
        motions: Motions,
        situation: Callable[[], Agenda],
        *,
        start_plan: Callable[[SessionPlan], None],
        store: Callable[[SelfTestRecord], None],
        utc_now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        """``situation``: what holds now. ``start_plan`` has a plan practised, ``store`` keeps a result."""
        super().__init__(parent)
        self._page, self._motions, self._situation = page, motions, situation
        self._start_plan, self._store, self._utc_now = start_plan, store, utc_now
        self._under_way = ""
        self._told: list[SelfTestRecord] = []
        page.test_picked.connect(self.choose)
        page.start_requested.connect(self.start)
        page.answered.connect(self._answered)
        page.dropped.connect(self._dropped)
        page.next_requested.connect(self._next)
        page.closed_requested.connect(self.closed)

    @property
    def under_way(self) -> str:
        """Id of the test that is being practised; empty while none is."""
        return self._under_way

    # -- the page -------------------------------------------------------------------------------

    @Slot()
    def open(self) -> None:
        """Show the page, at the first test that is due."""
        self._open_at(self._first_due() or next(iter(KINDS)))

    @Slot(str)
    def choose(self, test_id: str) -> None:
        """Turn to a test."""
        self._show(test_id)

    @Slot()
    def refresh(self) -> None:
        """Something else holds now: the history, the day, the body. A question stays as it is."""
        if self._page.isVisible() and not self._page.asked:
            self._show(self._page.list.chosen or next(iter(KINDS)))

    def _open_at(self, test_id: str, said: str = "") -> None:
        self._show(test_id, said)
        self.page_requested.emit(PAGE)
        self._page.focus_start()

    def _show(self, test_id: str, said: str = "") -> None:
        agenda = self._situation()
        tests, today = self._tests(agenda), agenda.today
        waiting = due(tests, today)
        self._page.show_rows(
            [
                SelfTestRow(
                    kind.id,
                    kind.name,
                    last_text(kind, tests, today),
                    when_due(due_in_days(tests, kind.id, today)),
                    kind.id in waiting,
                )
                for kind in KINDS.values()
            ],
            self.tr("A look at how you move, every {days} days. It decides what practice begins with.").format(
                days=DUE_DAYS
            ),
        )
        kind = KINDS[test_id]
        exercise = agenda.curriculum.exercise(kind.exercise_id)
        shown = ShownTest(
            kind,
            length_words(about_s(kind, exercise, agenda.settings.get_ready_s)),
            past_lines(kind, tests, today),
            self._why_locked(agenda),
        )
        passes = self._motions.motion(exercise, 0.0)
        not_yet = self._motions.motion(exercise, 0.0, Wish(fault=kind.fault))
        self._page.show_test(shown, passes, not_yet, said=said)

    def _why_locked(self, agenda: Agenda) -> str:
        if not agenda.ready:
            return self.tr("Opening your history…")
        return agenda.screening.advice if agenda.screening.practice_locked else ""

    # -- the timed part -------------------------------------------------------------------------

    @Slot(str)
    def start(self, test_id: str) -> None:
        """Have a test practised now, unless practice is locked or a test runs already."""
        agenda = self._situation()
        if self._under_way or self._why_locked(agenda):
            return
        kind = KINDS[test_id]
        exercise = agenda.curriculum.exercise(kind.exercise_id)
        motion = self._motions.motion(exercise, 0.0, Wish(durations_s=phases_s(kind, exercise)))
        self._under_way = test_id
        self._start_plan(plan_test(kind, exercise, motion.phases, agenda.settings.get_ready_s))

    @Slot()
    def finished(self) -> None:
        """The timed part is over: ask how it went."""
        if not self._under_way:
            return
        kind, self._under_way = KINDS[self._under_way], ""
        self.page_requested.emit(PAGE)
        self._page.ask(kind)

    @Slot()
    def interrupted(self) -> None:
        """The test was left or stopped: it has no result."""
        if not self._under_way:
            return
        test_id, self._under_way = self._under_way, ""
        self._open_without_result(test_id)

    # -- the answer -----------------------------------------------------------------------------

    @Slot(str, float)
    def _answered(self, test_id: str, value: float) -> None:
        agenda = self._situation()
        result = recorded(test_id, value, self._utc_now(), agenda.today)
        self._told.append(result)
        self._store(result)
        following = self._first_due(after=test_id)
        kind = KINDS[test_id]
        name = KINDS[following].name if following else ""
        self._page.show_result(kind, value, self._change(kind, agenda), name)

    @Slot()
    def _dropped(self) -> None:
        self._open_without_result(self._page.asked)

    def _open_without_result(self, test_id: str) -> None:
        self._open_at(test_id, self.tr("No result was kept of this one. It is here whenever you like."))

    @Slot()
    def _next(self) -> None:
        self._open_at(self._first_due(after=self._page.asked) or next(iter(KINDS)))

    def _first_due(self, after: str = "") -> str:
        """The next test that is due behind ``after``, round about; empty when none is."""
        agenda = self._situation()
        ids = list(KINDS)
        start = ids.index(after) + 1 if after else 0
        waiting = due(self._tests(agenda), agenda.today)
        return next((test_id for test_id in ids[start:] + ids[:start] if test_id in waiting), "")

    def _change(self, kind: SelfTestKind, agenda: Agenda) -> str:
        """What this result changes in the plan, one sentence; empty when nothing."""
        results = [one for one in self._tests(agenda) if one.test_id == kind.id]
        found = route(results, agenda.today, agenda.body)
        if kind.id == PELVIC_TILT:
            return self._begins_with(TILT_DRILL) if found.tilt_first else ""
        if kind.id == WALL_REACH:
            return found.wall_why
        return self._begins_with(found.warm_up) if found.warm_up else ""

    def _begins_with(self, exercise_id: str) -> str:
        name = self._situation().curriculum.exercise(exercise_id).name
        return self.tr("Your practice begins with the {exercise} for now.").format(exercise=name)

    def _tests(self, agenda: Agenda) -> tuple[SelfTestRecord, ...]:
        """What the history keeps, and what has been told and is not in it yet."""
        kept = agenda.history.tests
        self._told = [one for one in self._told if one not in kept]
        return (*kept, *self._told)
