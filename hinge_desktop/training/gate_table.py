"""The gate's truth table: every row in order, the first one that holds decides. ``docs/gate.md`` shows it."""

from __future__ import annotations

from functools import partial

from hinge_desktop.training.outcome import STAY_ROWS, STEP_BACK_ROWS, Practised, Row
from hinge_desktop.training.situation import Situation
from hinge_desktop.training.standing import LAST_STEP

AFTER_THE_LADDER = "single-leg-hinge"
"""The exercise that comes after the ladder."""
_KEEP_GOING = "keep any two or three steps going each week, and the single-leg hinge is what to learn next"


def _none_left(seen: Situation) -> str:
    skipped = seen.step in seen.skipped and seen.gentlest is None
    if seen.easier is None and (skipped or (seen.step in seen.opt_in and seen.legs_rest)):
        return "No step is left to practise: ask the one who treats you which of them may come back."
    return ""


def _told_not_to(seen: Situation) -> str:
    if seen.step in seen.skipped and seen.easier is not None:
        return f"You were told not to do step {seen.step}, so step {seen.easier}, which is easier, takes its place."
    return ""


def _gentlest_left(seen: Situation) -> str:
    if seen.step in seen.skipped and seen.easier is None:
        return (
            f"You were told not to do step {seen.step}, and step {seen.gentlest} is the gentlest that is left: "
            "begin it with few repetitions."
        )
    return ""


def _legs_first(seen: Situation) -> str:
    if seen.step in seen.opt_in and seen.legs_rest:
        return (
            f"Step {seen.step} rests after tingling, numbness or pain below the knee: step {seen.easier} takes its "
            f"place, and quiet legs for {seen.limits.leg_free_days} days open it again."
        )
    return ""


def _easiest(seen: Situation) -> str:
    if seen.due and seen.easier is None:
        reason = seen.due[0].reason.removesuffix(".")
        return f"{reason}; this is the gentlest step already, so do fewer repetitions."
    return ""


def _told(row_id: str, seen: Situation) -> str:
    return seen.against.get(row_id, "")


def _of_a_session(row: Row[Practised]) -> Row[Situation]:
    return Row(row.id, row.action, row.when, partial(_told, row.id), row.anywhere)


def _after_a_gap(seen: Situation) -> str:
    last = seen.standing.last_day
    if not last or not seen.standing.practised(seen.step):
        return ""
    days = (seen.today - last[0].day).days
    if days < seen.limits.window_days:
        return ""
    return f"Welcome back after {days} days: step {seen.step} stays yours, and its good days are counted afresh."


def _morning_open(seen: Situation) -> str:
    if seen.standing.last_day and seen.standing.morning_open(seen.today):
        return "The morning after the last session is not answered yet."
    return ""


def _not_chosen(seen: Situation) -> str:
    reached = seen.standing.step
    if reached == seen.step or seen.standing.practised(seen.step):
        return ""
    return f"Step {reached} is optional and not chosen in Settings, so step {seen.step} is practised."


def _first(seen: Situation) -> str:
    if seen.standing.practised(seen.step):
        return ""
    more = f": {seen.needed} good days open step {seen.target}" if seen.target else ""
    return f"Step {seen.step} is where to begin{more}."


def _maintenance(seen: Situation) -> str:
    if seen.target is not None or not seen.done:
        return ""
    if seen.step == LAST_STEP:
        return f"You have come to the end of the ladder: {_KEEP_GOING}."
    return f"Step {seen.step} is the last one for you, and you have it: {_KEEP_GOING}."


def _opt_in(seen: Situation) -> str:
    target = seen.target
    if target not in seen.opt_in or target in seen.opted_in or not seen.done:
        return ""
    if seen.legs_rest:
        then = f"is optional and waits until the legs have been quiet for {seen.limits.leg_free_days} days"
    elif seen.good >= seen.needed:
        then = "is optional: choose it in Settings if you like"
    else:
        then = f"is optional: {_so_far(seen)} so far, should you like it"
    return f"You have step {seen.step}, so {_KEEP_GOING}; step {target} {then}."


def _today(seen: Situation) -> str:
    if seen.good >= seen.needed or not seen.standing.counts_tomorrow(seen.step, seen.today):
        return ""
    that = f"{seen.good + 1} of {seen.needed} good days{_for_what(seen)}"
    return f"Today's session counts once tomorrow morning's answer is in: that makes it {that}."


def _collecting(seen: Situation) -> str:
    if seen.good >= seen.needed:
        return ""
    left = seen.needed - seen.good
    if seen.target is None:
        return f"{_so_far(seen)} so far on step {seen.step}, the last one for you."
    return f"{_so_far(seen)} so far: {left} more {'day opens' if left == 1 else 'days open'} step {seen.target}."


def _so_far(seen: Situation) -> str:
    return f"{seen.good} of {seen.needed} good days within {seen.limits.window_days}"


def _for_what(seen: Situation) -> str:
    return f" for step {seen.target}" if seen.target else f" on step {seen.step}"


def _leg_free(seen: Situation) -> str:
    if seen.target in seen.opt_in and seen.legs_rest:
        return f"Step {seen.target} waits until the legs have been quiet for {seen.limits.leg_free_days} days."
    return ""


def _enough(seen: Situation) -> str:
    return f"Good sessions on {seen.good} days within {seen.limits.window_days}: step {seen.target} is next."


DOWN_ROWS: tuple[Row[Situation], ...] = (
    Row(
        "none-left",
        "stay",
        "the user was told not to do any step that is open: nothing of the ladder is advised",
        _none_left,
    ),
    Row(
        "told-not-to",
        "step_back",
        "the user was told not to do the current step: the nearest easier one that is open takes its place",
        _told_not_to,
    ),
    Row(
        "gentlest-left",
        "start",
        "the user was told not to do the current step, and nothing easier is open: the nearest harder one takes its "
        "place, never step {opt_in_or}",
        _gentlest_left,
    ),
    Row(
        "legs-first",
        "step_back",
        "the current step is {opt_in_or}, and the legs were not quiet since it was reached or within {legs} days: the "
        "step before those takes its place",
        _legs_first,
    ),
    Row("easiest", "stay", "a step back is due (one of the next three rows), and nothing easier is open", _easiest),
    *(_of_a_session(row) for row in STEP_BACK_ROWS),
)
"""The rows that lead downwards or to the gentlest step that is left."""

TABLE: tuple[Row[Situation], ...] = (
    *DOWN_ROWS,
    Row("after-a-gap", "stay", "nothing practised for {window} days or more", _after_a_gap),
    *(_of_a_session(row) for row in STAY_ROWS),
    Row("morning-open", "stay", "the next morning after the last day is not answered", _morning_open),
    Row(
        "not-chosen",
        "start",
        "step {opt_in_or} was reached and is not chosen in Settings, and the step before was not practised since",
        _not_chosen,
    ),
    Row("first", "start", "nothing practised yet on this step since it was reached or chosen", _first),
    Row(
        "maintenance",
        "stay",
        "good days enough at the end of the ladder, or at the last step that the user may do: any two or three steps "
        "each week, and the single-leg hinge next",
        _maintenance,
    ),
    Row(
        "opt-in",
        "stay",
        "good days enough, and the next step is {opt_in_or} and was not chosen: the same, and the choice stays open",
        _opt_in,
    ),
    Row(
        "today",
        "stay",
        "not yet enough good days, and today is one once its next morning is answered",
        _today,
    ),
    Row(
        "collecting",
        "stay",
        "not yet good sessions on {good} days ({good_opt_in} before step {opt_in_or}) within {window} days",
        _collecting,
    ),
    Row("leg-free", "stay", "the next step is {opt_in_or}, and the legs were not quiet for {legs} days", _leg_free),
    Row("enough", "advance", "none of these: good sessions on enough days", _enough),
)
"""Every row, most pressing first."""

SESSION_ROW_IDS = frozenset(row.id for row in (*STEP_BACK_ROWS, *STAY_ROWS))
