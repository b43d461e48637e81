"""What the window says of self-tests: results, dates, when one is due."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from hinge_desktop.curriculum.exercise import Exercise
from hinge_desktop.training.plan import GET_READY_S
from hinge_desktop.training.records import SelfTestRecord
from hinge_desktop.training.selftest import about_s, due, latest
from hinge_desktop.training.selftest_kinds import KINDS, SelfTestKind, feet_text

PAST_SHOWN = 4
"""So many of the last results are shown beside a test."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("SelfTests", text)


def value_text(kind: SelfTestKind, value: float) -> str:
    """An answer as it is read: "yes", "not yet", "7 of 10", "1¼ foot lengths"."""
    if kind.form == "count":
        return _tr("{count} of {all}").format(count=round(value), all=kind.reps)
    if kind.form == "feet":
        return feet_text(value)
    return _tr("yes") if kind.passed(value) else _tr("not yet")


def day_text(day: date, today: date) -> str:
    """A day in short, its year only when it is not this one: "3 Mar", "28 Dec 2025"."""
    form = "d MMM" if day.year == today.year else "d MMM yyyy"
    return QLocale().toString(QDate(day.year, day.month, day.day), form)


def when_due(days: int) -> str:
    """ "due", "due tomorrow" or "in 9 days"."""
    if days <= 0:
        return _tr("due")
    return _tr("due tomorrow") if days == 1 else _tr("in {days} days").format(days=days)


def last_text(kind: SelfTestKind, tests: Sequence[SelfTestRecord], today: date) -> str:
    """The last result with its day, or that there is none yet."""
    last = latest(tests, kind.id, today)
    return _tr("no result yet") if last is None else result_text(kind, last, today)


def result_text(kind: SelfTestKind, record: SelfTestRecord, today: date) -> str:
    """One result with its day: "7 of 10, 3 Mar"."""
    return _tr("{result}, {day}").format(result=value_text(kind, record.value), day=day_text(record.local_day, today))


def past_lines(kind: SelfTestKind, tests: Sequence[SelfTestRecord], today: date) -> tuple[str, ...]:
    """The last few results of a test, newest first."""
    own = sorted((one for one in tests if one.test_id == kind.id), key=lambda one: one.done_utc, reverse=True)
    return tuple(result_text(kind, one, today) for one in own[:PAST_SHOWN])


def length_words(seconds: float) -> str:
    """ "about a minute" or "about 5 minutes"."""
    minutes = max(1, round(seconds / 60))
    return _tr("about a minute") if minutes == 1 else _tr("about {minutes} minutes").format(minutes=minutes)


def due_text(
    tests: Sequence[SelfTestRecord],
    today: date,
    exercises: Mapping[str, Exercise],
    get_ready_s: float = GET_READY_S,
) -> str:
    """The offer on Today, with about how long it takes; empty while none is due.

    ``exercises``: those of the curriculum, by id.
    """
    waiting = [KINDS[test_id] for test_id in due(tests, today)]
    if not waiting:
        return ""
    length = length_words(sum(about_s(kind, exercises[kind.exercise_id], get_ready_s) for kind in waiting))
    if len(waiting) == 1:
        return _tr("A self-test is due, {name}: {length}").format(name=waiting[0].name, length=length)
    return _tr("Self-tests are due: {length}").format(length=length)
