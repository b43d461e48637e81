"""The gate between the steps: start, advance, stay or step back, always with the reason.

The current step is read from the history alone. One begins at step 1; a session at the next step
after the gate opened it, or at the step before after the gate advised that, moves there; so does
an overrule of the user's. Sessions on any other step are practice and move nothing, but their pain counts.

The usual pain is the middle (lower one of two) of the last five answers to "pain before", the session's
own among them. Days decide, not sessions: several sessions of a day count once, and a day is good only
if all of them are. A session counts once its next morning has been answered; today's cannot yet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Literal

from hinge_desktop.training.outcome import Judgement, Outcome, judge_all
from hinge_desktop.training.records import Felt, History, OverruleRecord, SessionRecord
from hinge_desktop.training.thresholds import THRESHOLDS, Thresholds

FIRST_STEP, LAST_STEP = 1, 10
Action = Literal["start", "advance", "stay", "step_back"]

ROWS: dict[str, str] = {
    "first": "nothing practised yet on this step",
    "pain-stop": "pain of 6 or more before, at its worst, after, or the next morning",
    "morning-above-usual": "the next morning more than 1 above the usual pain",
    "back-twice": "felt in the lower back twice running",
    "easiest": "a step back is due, and this is the first step already",
    "pain-hold": "pain of 4 or 5 before, at its worst, after, or the next morning",
    "below-knee": "felt below the knee, tingling or numb",
    "stopped-for-pain": "the session was stopped for pain",
    "back-once": "felt in the lower back",
    "repetitions": "not all repetitions done",
    "not-answered": "an answer is missing",
    "effort": "effort above 7",
    "not-like-the-figure": "it did not look like the figure",
    "felt-elsewhere": "not felt in the hamstrings or buttocks",
    "flare-up-day": "a flare-up day",
    "morning-open": "the next morning is not answered",
    "collecting": "not yet good sessions on enough days",
    "leg-free": "leg symptoms within 30 days of an opt-in step",
    "opt-in": "the next step is opt-in and was not chosen",
    "top": "the last step is reached",
    "enough": "good sessions on enough days",
}
"""Every row that can decide, most pressing first."""
_ORDER = {row: place for place, row in enumerate(ROWS)}


@dataclass(frozen=True, slots=True)
class Decision:
    """What the gate advises.

    Attributes:
        step: the step advised; at most one from ``from_step``.
        from_step: the current step.
        reason: one plain sentence.
        rows: ids of the rows of :data:`ROWS` that made it.
        good_sessions, needed: days with a good session on this step, and how many open the next one.
        opt_in_needed: all is there for the next step but the user's own choice.
    """

    action: Action
    step: int
    from_step: int
    reason: str
    rows: tuple[str, ...]
    good_sessions: int
    needed: int
    opt_in_needed: bool = False


@dataclass(frozen=True, slots=True)
class _Judged:
    session: SessionRecord
    judgement: Judgement


def decide(
    history: History, today: date, *, opted_in: frozenset[int] = frozenset(), limits: Thresholds = THRESHOLDS
) -> Decision:
    """What to practise today. ``opted_in``: the opt-in steps the user chose in Settings."""
    judged = _judged(history.sessions, today)
    step, stint = _current(judged, history.overrules, today, limits)
    return _decide(step, stint, judged, today, opted_in, limits)


def current_step(history: History, today: date) -> int:
    """The step the user is on (1..10)."""
    return _current(_judged(history.sessions, today), history.overrules, today, THRESHOLDS)[0]


def awaiting_next_morning(history: History, today: date) -> SessionRecord | None:
    """The session whose next morning should be asked about now: the latest one of an earlier day, unanswered.

    Older ones are let go; nobody remembers them.
    """
    before = [one.session for one in _judged(history.sessions, today) if one.session.local_day < today]
    latest = max(before, key=_when, default=None)
    return latest if latest is not None and latest.next_morning_pain is None else None


def _when(session: SessionRecord) -> tuple[date, datetime]:
    return session.local_day, session.started_utc


def _judged(sessions: Sequence[SessionRecord], today: date) -> list[_Judged]:
    """Sessions in which something was done or told, up to today, oldest first."""
    real = sorted((one for one in sessions if one.local_day <= today and _happened(one)), key=_when)
    return [_Judged(*pair) for pair in zip(real, judge_all(real), strict=True)]


def _happened(session: SessionRecord) -> bool:
    answers = session.answers
    pains = (answers.pain_worst, answers.pain_after, session.next_morning_pain)
    return session.done_reps > 0 or bool(answers.felt) or any(pain is not None for pain in pains)


# -- where one is ---------------------------------------------------------------------------------


def _current(
    judged: Sequence[_Judged], overrules: Sequence[OverruleRecord], today: date, limits: Thresholds
) -> tuple[int, list[_Judged]]:
    """The current step, and the sessions since it was reached."""
    step, begun = FIRST_STEP, 0
    waiting = sorted((one for one in overrules if one.local_day <= today), key=lambda one: one.decided_utc)
    for index, one in enumerate(judged):
        while waiting and waiting[0].decided_utc <= one.session.started_utc:
            step, begun = _bounded(waiting.pop(0).chosen_step), index
        if one.session.step in (step - 1, step + 1) and _moves(step, begun, judged[:index], one.session, limits):
            step, begun = one.session.step, index
    for rest in waiting:
        step, begun = _bounded(rest.chosen_step), len(judged)
    return step, list(judged[begun:])


def _bounded(step: int) -> int:
    return max(FIRST_STEP, min(LAST_STEP, step))


def _moves(step: int, begun: int, before: Sequence[_Judged], session: SessionRecord, limits: Thresholds) -> bool:
    """Whether this session carries the user to its step. Doing an opt-in step is choosing it."""
    chosen = frozenset(limits.opt_in_steps)
    return _decide(step, before[begun:], before, session.local_day, chosen, limits).step == session.step


# -- what follows ---------------------------------------------------------------------------------


def _decide(
    step: int,
    stint: Sequence[_Judged],
    judged: Sequence[_Judged],
    today: date,
    opted_in: frozenset[int],
    limits: Thresholds,
) -> Decision:
    target = step + 1
    needed = limits.good_days_opt_in if target in limits.opt_in_steps else limits.good_days
    stint = _recent(stint, today - timedelta(days=limits.window_days))
    good = len(_good_days(step, stint, today, limits))
    tomorrow = bool(stint) and _counts_tomorrow(step, _days(stint)[-1], today)
    if not stint:
        more = f": {needed} good days open the next one" if step < LAST_STEP else ""
        return Decision("start", step, step, f"Step {step} is where to begin{more}.", ("first",), good, needed)
    action, reason, rows = (
        _from_the_last_day(step, _days(stint)[-1], today)
        or _from_the_count(step, good, needed, limits, tomorrow=tomorrow)
        or _from_the_choice(target, judged, today, opted_in, limits)
        or ("advance", f"Good sessions on {good} days within {limits.window_days}: step {target} is next.", ("enough",))
    )
    to = {"advance": target, "step_back": step - 1}.get(action, step)
    return Decision(action, to, step, reason, rows, good, needed, opt_in_needed="opt-in" in rows)


Verdict = tuple[Action, str, tuple[str, ...]]


def _from_the_last_day(step: int, day: Sequence[_Judged], today: date) -> Verdict | None:
    """Whatever of the last day speaks against going on, the most pressing first."""
    against = [one.judgement for one in day if one.judgement.outcome is not Outcome.GOOD and _concerns(one, step)]
    back = [one for one in against if one.outcome is Outcome.STEP_BACK]
    chosen = sorted(back or against, key=lambda one: _ORDER[one.row])
    rows = tuple(dict.fromkeys(one.row for one in chosen))
    if back and step == FIRST_STEP:
        easier = "this is the gentlest step already, so do fewer repetitions"
        return "stay", f"{chosen[0].reason.removesuffix('.')}; {easier}.", (*rows, "easiest")
    if chosen:
        return "step_back" if back else "stay", chosen[0].reason, rows
    if day[-1].session.local_day < today and any(one.session.next_morning_pain is None for one in day):
        return "stay", "How the morning after the last session was is not answered yet.", ("morning-open",)
    return None


def _from_the_count(step: int, good: int, needed: int, limits: Thresholds, *, tomorrow: bool) -> Verdict | None:
    if step == LAST_STEP:
        return "stay", "You have reached the last step; practise what you like of all ten.", ("top",)
    if good >= needed:
        return None
    if tomorrow:
        more = f"that makes it {good + 1} of {needed} good days for step {step + 1}"
        return "stay", f"Today's session counts once tomorrow morning's answer is in: {more}.", ("collecting",)
    more = f"{needed - good} more {'day opens' if needed - good == 1 else 'days open'} step {step + 1}"
    return "stay", f"{good} of {needed} good days within {limits.window_days} so far: {more}.", ("collecting",)


def _from_the_choice(
    target: int, judged: Sequence[_Judged], today: date, opted_in: frozenset[int], limits: Thresholds
) -> Verdict | None:
    if target not in limits.opt_in_steps:
        return None
    if _leg_symptoms(judged, today, limits):
        days = limits.leg_free_days
        return "stay", f"Step {target} waits until the legs have been quiet for {days} days.", ("leg-free",)
    if target not in opted_in:
        return "stay", f"Step {target} is open to you and optional: choose it in Settings if you like.", ("opt-in",)
    return None


def _days(stint: Sequence[_Judged]) -> list[list[_Judged]]:
    return [list(day) for _, day in groupby(stint, key=lambda one: one.session.local_day)]


def _recent(sessions: Sequence[_Judged], since: date) -> Sequence[_Judged]:
    """Those after ``since``, and the last day whenever it was: nothing older decides, and years need not be read."""
    since = min(since, sessions[-1].session.local_day - timedelta(days=1)) if sessions else since
    first = len(sessions)
    while first and sessions[first - 1].session.local_day > since:
        first -= 1
    return sessions[first:]


_OF_THE_STEP_ONLY = frozenset({"repetitions", "effort", "not-like-the-figure", "felt-elsewhere", "flare-up-day"})


def _concerns(one: _Judged, step: int) -> bool:
    """Pain counts wherever it was; how well it was done only on the step itself."""
    return one.session.step == step or one.judgement.row not in _OF_THE_STEP_ONLY


def _good_days(step: int, stint: Sequence[_Judged], today: date, limits: Thresholds) -> list[date]:
    """Days of the window that count, none before the last day that advised a step back."""
    good: list[date] = []
    for day in _days(stint):
        local_day = day[0].session.local_day
        if any(one.judgement.outcome is Outcome.STEP_BACK for one in day):
            good.clear()
        elif local_day > today - timedelta(days=limits.window_days) and _is_good(day, step):
            good.append(local_day)
    return good


def _is_good(day: Sequence[_Judged], step: int) -> bool:
    concerned = [one for one in day if one.judgement.outcome is not Outcome.GOOD and _concerns(one, step)]
    own = [one for one in day if one.session.step == step and one.judgement.outcome is Outcome.GOOD]
    answered = all(one.session.next_morning_pain is not None for one in day)
    return bool(own) and not concerned and answered


def _counts_tomorrow(step: int, day: Sequence[_Judged], today: date) -> bool:
    """Whether ``day`` is today and will be a good one, if only the next morning is."""
    if day[0].session.local_day != today or _is_good(day, step):
        return False
    return _is_good([_Judged(_answered_well(one.session), one.judgement) for one in day], step)


def _answered_well(session: SessionRecord) -> SessionRecord:
    return session if session.next_morning_pain is not None else replace(session, next_morning_pain=0)


def _leg_symptoms(judged: Sequence[_Judged], today: date, limits: Thresholds) -> bool:
    since = today - timedelta(days=limits.leg_free_days)
    return any(
        one.session.local_day > since
        and (one.session.answers.leg_symptoms or Felt.BELOW_KNEE in one.session.answers.felt)
        for one in _recent(judged, since)
    )
