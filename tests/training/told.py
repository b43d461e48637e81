"""Sessions and choices as somebody would tell them, for the tests of the gate."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from hinge_desktop.training.gate import Decision, decide
from hinge_desktop.training.records import (
    Answers,
    Ending,
    Felt,
    History,
    OverruleRecord,
    SessionRecord,
    SetRecord,
    SkipRecord,
)
from hinge_desktop.training.thresholds import THRESHOLDS, Thresholds

DAY0 = date(2026, 3, 2)
QUIET = Answers(1, 1, 1, 4, frozenset({Felt.HAMSTRINGS}), True, False)
LOWER_BACK = replace(QUIET, felt=frozenset({Felt.HAMSTRINGS, Felt.LOWER_BACK}))
LEGS = replace(QUIET, leg_symptoms=True)
BALLISTIC = frozenset({9, 10})


def day_of(day: int) -> date:
    return DAY0 + timedelta(days=day)


def at(day: int, hour: int = 18) -> datetime:
    return datetime.combine(day_of(day), time(hour), UTC)


def session(
    day: int,
    step: int | None = 1,
    answers: Answers = QUIET,
    *,
    morning: int | None = 1,
    done: int = 8,
    ending: Ending = Ending.DONE,
    hour: int = 18,
    flare: bool = False,
    role: str = "main",
) -> SessionRecord:
    """A warm-up, the main exercise and a related one; ``done`` of 8 repetitions of the main one."""
    roles = ("warm-up", role, "related") if role == "main" else (role,)
    sets = tuple(
        SetRecord(
            place, f"exercise-{one}", 8, done if one == role else min(done, 8), 0.0, "3-1-2-1", at(day, hour), 56.0,
            True, one,
        )
        for place, one in enumerate(roles)
    )  # fmt: skip
    return SessionRecord(
        f"{day}-{hour}-{step}-{role}", day_of(day), at(day, hour), 0, "exercise-main", step, len(sets), sets,
        answers, ending, at(day, hour), morning, flare,
    )  # fmt: skip


def overrule(day: int, chosen: int, hour: int = 12, advised: int = 0) -> OverruleRecord:
    return OverruleRecord(at(day, hour), day_of(day), advised, chosen, "because")


def skip(day: int, *steps: int, hour: int = 12, on: bool = True) -> tuple[SkipRecord, ...]:
    return tuple(SkipRecord(at(day, hour), day_of(day), step, on) for step in steps)


def good(first: int, days: int, step: int = 1) -> tuple[SessionRecord, ...]:
    """Good sessions on ``days`` days running."""
    return tuple(session(day, step) for day in range(first, first + days))


def standing_on(step: int, *sessions: SessionRecord, skips: tuple[SkipRecord, ...] = ()) -> History:
    """Somebody who chose ``step`` on the morning of day 0."""
    return History(sessions, overrules=(overrule(0, step, hour=1),), skips=skips)


def on(
    day: int,
    history: History,
    opted_in: frozenset[int] = frozenset(),
    limits: Thresholds = THRESHOLDS,
) -> Decision:
    return decide(history, day_of(day), opted_in=opted_in, limits=limits)
