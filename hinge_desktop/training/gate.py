"""The gate between the steps: start, advance, stay or step back, always with the reason.

:data:`TABLE` is the whole of it: the first row that holds decides. ``docs/gate.md`` is written from it.

The usual pain is the middle (lower one of two) of the last five answers to "pain before", the session's
own among them. Days decide, not sessions: several sessions of a day count once, and a day is good only
if all of them are. A day counts once its next morning has been answered; today's cannot yet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hinge_desktop.training.gate_table import AFTER_THE_LADDER, DOWN_ROWS, SESSION_ROW_IDS, TABLE
from hinge_desktop.training.outcome import Action, Row, happened
from hinge_desktop.training.records import History, SessionRecord
from hinge_desktop.training.situation import Situation
from hinge_desktop.training.standing import (
    FIRST_STEP,
    LAST_STEP,
    Standing,
    decided,
    practices,
    skipped_at,
    skipped_on,
    when,
)
from hinge_desktop.training.thresholds import THRESHOLDS, Thresholds

__all__ = [
    "AFTER_THE_LADDER",
    "FIRST_STEP",
    "LAST_STEP",
    "TABLE",
    "Decision",
    "awaiting_next_morning",
    "current_step",
    "decide",
    "replay",
]


@dataclass(frozen=True, slots=True)
class Decision:
    """What the gate advises.

    Attributes:
        step: the step advised. Never one that the user was told not to do, unless ``none_left``.
        from_step: the current step.
        reason: one plain sentence.
        rows: ids of rows of :data:`TABLE`; the first one decided, the others hold beside it.
        good_sessions, needed: days with a good session on this step, and how many open the next one.
        opt_in_needed: all is there for ``next_step`` but the user's own choice.
        next_step: the next one that the user was not told to leave out; None at the end.
        maintenance: the ladder is done as far as it is open to this user: any two or three steps each week,
            and :data:`AFTER_THE_LADDER`.
        none_left: there is no step to practise; ``step`` only says where one stands.
    """

    action: Action
    step: int
    from_step: int
    reason: str
    rows: tuple[str, ...]
    good_sessions: int
    needed: int
    opt_in_needed: bool = False
    next_step: int | None = None
    maintenance: bool = False
    none_left: bool = False


def decide(
    history: History, today: date, *, opted_in: frozenset[int] = frozenset(), limits: Thresholds = THRESHOLDS
) -> Decision:
    """What to practise today. ``opted_in``: the opt-in steps the user chose in Settings."""
    return _decision(Situation(replay(history, today, limits), today, skipped_on(history.skips, today), opted_in))


def current_step(history: History, today: date, limits: Thresholds = THRESHOLDS) -> int:
    """The step the user is on (1..10)."""
    return replay(history, today, limits).step


def awaiting_next_morning(history: History, today: date, limits: Thresholds = THRESHOLDS) -> SessionRecord | None:
    """The session whose next morning should be asked about now: the last one of the last earlier day, unanswered.

    Older ones are let go; nobody remembers them. One answer holds for all sessions of a day.
    """
    before = [one for one in history.sessions if one.local_day < today and happened(one, limits)]
    latest = max(before, key=when, default=None)
    if latest is None or any(one.next_morning_pain is not None for one in before if one.local_day == latest.local_day):
        return None
    return latest


def replay(history: History, today: date, limits: Thresholds = THRESHOLDS) -> Standing:
    """Where the history leads to; see :mod:`standing`. Practising an opt-in step is choosing it."""
    standing, chosen = Standing(limits), frozenset(limits.opt_in_steps)
    skips = sorted(history.skips, key=decided)
    overrules = sorted((one for one in history.overrules if one.local_day <= today), key=decided, reverse=True)
    for one in practices(history.sessions, today, limits):
        started = one.session.started_utc
        while overrules and overrules[-1].decided_utc <= started:
            choice = overrules.pop()
            standing.overrule(choice, skipped_at(skips, choice.decided_utc))
        if one.step is not None and one.step != standing.step:
            situation = Situation(standing, one.day, skipped_at(skips, started), chosen)
            if one.step == _leads_by(situation, one.step):
                standing.move(one.step)
        standing.add(one)
    for choice in reversed(overrules):
        standing.overrule(choice, skipped_at(skips, choice.decided_utc))
    return standing


def _leads_by(seen: Situation, practised: int) -> int | None:
    """The step that is advised, as far as it decides whether practising that other step moves there."""
    if practised > seen.step and practised not in (seen.target, seen.gentlest):
        return None
    if practised > seen.step and seen.step not in seen.skipped and seen.good < seen.needed:
        return None  # what the table would say too; asked first, as this is asked of every session above the gate
    row, _ = _first_row(seen, TABLE if practised > seen.step else DOWN_ROWS)
    return None if row is None else _leads_to(seen, row)


def _first_row(seen: Situation, rows: Sequence[Row[Situation]]) -> tuple[Row[Situation] | None, str]:
    for row in rows:
        reason = row.found(seen)
        if reason:
            return row, reason
    return None, ""


def _leads_to(seen: Situation, row: Row[Situation]) -> int:
    if row.id == "gentlest-left":
        return seen.gentlest or seen.step
    return {"advance": seen.target, "step_back": seen.easier}.get(row.action) or seen.step


def _decision(seen: Situation) -> Decision:
    row, reason = _first_row(seen, TABLE)
    assert row is not None, "the last row of the table holds always"
    return Decision(
        action=row.action,
        step=_leads_to(seen, row),
        from_step=seen.step,
        reason=reason,
        rows=(row.id, *_beside(seen, row)),
        good_sessions=seen.good,
        needed=seen.needed,
        opt_in_needed=row.id == "opt-in" and seen.good >= seen.needed and not seen.legs_rest,
        next_step=seen.target,
        maintenance=row.id in ("opt-in", "maintenance"),
        none_left=row.id == "none-left",
    )


def _beside(seen: Situation, row: Row[Situation]) -> tuple[str, ...]:
    """The rows that hold beside the one that decided."""
    if row.id == "opt-in" and seen.legs_rest:
        return ("leg-free",)
    if row.id == "easiest" or row.id in SESSION_ROW_IDS:
        return tuple(one.id for one in TABLE if one.id in seen.against and one.id != row.id)
    return ()
