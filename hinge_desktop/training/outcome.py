"""How one session is judged: good, stay or step back, with the reason (our conventions, shown to the user).

The rows of the gate's table that look at one session stand here; :mod:`gate` adds those that look at the ladder.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from statistics import median_low
from typing import Generic, Literal, TypeVar

from hinge_desktop.training.records import Ending, Felt, SessionRecord
from hinge_desktop.training.thresholds import THRESHOLDS, Thresholds

Action = Literal["start", "advance", "stay", "step_back"]
Seen = TypeVar("Seen")

LOOKED_AT = frozenset({"tour", "test"})
"""Roles of sets that are looked at or measured and no practice of a step."""


@dataclass(frozen=True, slots=True)
class Row(Generic[Seen]):
    """One row of the gate's table.

    Attributes:
        id: how decisions name it.
        action: what follows when it decides.
        when: in words, when it holds; :func:`words` puts the numbers in.
        found: one plain sentence when it holds, else the empty text.
        anywhere: it counts wherever the session was; False: only on the step itself.
    """

    id: str
    action: Action
    when: str
    found: Callable[[Seen], str]
    anywhere: bool = True


def words(text: str, limits: Thresholds = THRESHOLDS) -> str:
    """A text of the table with the numbers of ``limits`` put in."""
    return text.format(
        go=limits.go_most,
        stay=limits.stay_most,
        stop=limits.stay_most + 1,
        effort=limits.effort_most,
        rise=limits.morning_rise,
        usual=limits.usual_of,
        good=limits.good_days,
        good_opt_in=limits.good_days_opt_in,
        window=limits.window_days,
        legs=limits.leg_free_days,
        opt_in=" and ".join(str(step) for step in limits.opt_in_steps),
        opt_in_or=" or ".join(str(step) for step in limits.opt_in_steps),
    )


class Outcome(Enum):
    """How a session came out."""

    GOOD = "good"
    STAY = "stay"
    STEP_BACK = "step_back"


@dataclass(frozen=True, slots=True)
class Finding:
    """A row that holds for a session, and its sentence."""

    row: Row[Practised]
    reason: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """An outcome, one plain sentence why, the id of the row that made it, and all that was found, in table order."""

    outcome: Outcome
    reason: str
    row: str = "good"
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Practised:
    """A session in the light of those before it; what the rows of one session look at."""

    session: SessionRecord
    usual: int | None
    felt_back_before: bool
    limits: Thresholds


def judge_session(
    session: SessionRecord,
    *,
    usual: int | None = None,
    felt_back_before: bool = False,
    limits: Thresholds = THRESHOLDS,
) -> Judgement:
    """Judge one session.

    Args:
        session: what was done and told.
        usual: the usual pain, 0..10, for the next morning's comparison; None when it is not known.
        felt_back_before: the last session before this one that told where it was felt named the lower back.
        limits: the gate's numbers.
    """
    seen = Practised(session, usual, felt_back_before, limits)
    findings = tuple(Finding(row, reason) for row in SESSION_ROWS if (reason := row.found(seen)))
    if not findings:
        return Judgement(Outcome.GOOD, "All repetitions done, a quiet back, and felt where it is meant to be.")
    first = findings[0]
    outcome = Outcome.STEP_BACK if first.row.action == "step_back" else Outcome.STAY
    return Judgement(outcome, first.reason, first.row.id, findings)


def judge_all(sessions: Sequence[SessionRecord], limits: Thresholds = THRESHOLDS) -> tuple[Judgement, ...]:
    """Judge sessions that stand oldest first, each in the light of those before it."""
    judged: list[Judgement] = []
    told: list[SessionRecord] = []  # the few that make the usual pain: a whole history would be read over and over
    felt_back = False
    for session in sessions:
        usual = usual_pain(told, session, limits)
        judged.append(judge_session(session, usual=usual, felt_back_before=felt_back, limits=limits))
        if session.answers.pain_before is not None:
            told = [*told, session][-limits.usual_of :]
        if session.answers.felt:
            felt_back = Felt.LOWER_BACK in session.answers.felt
    return tuple(judged)


def usual_pain(before: Sequence[SessionRecord], session: SessionRecord, limits: Thresholds = THRESHOLDS) -> int | None:
    """The usual pain at the start of practice: the middle of the last few, this session's among them."""
    pain = session.answers.pain_before
    told = [] if pain is None else [pain]
    for one in reversed(before):
        if len(told) == limits.usual_of:
            break
        if one.answers.pain_before is not None:
            told.append(one.answers.pain_before)
    return median_low(told) if told else None


def is_practice(session: SessionRecord) -> bool:
    """Not only looked at in the tour or measured in a self-test."""
    return not session.sets or any(one.role not in LOOKED_AT for one in session.sets)


def step_practised(session: SessionRecord) -> int | None:
    """The step of the ladder whose exercise was practised for at least one repetition; None where there was none."""
    return session.step if any(one.role == "main" and one.done_reps > 0 for one in session.sets) else None


def happened(session: SessionRecord, limits: Thresholds = THRESHOLDS) -> bool:
    """Something was done or told of it. Telling a quiet back and leaving again is nothing."""
    answers = session.answers
    if session.done_reps > 0 or answers.felt or answers.leg_symptoms:
        return True
    after = (answers.pain_worst, answers.pain_after, session.next_morning_pain)
    return any(pain is not None for pain in after) or (answers.pain_before or 0) > limits.go_most


# -- the rows -------------------------------------------------------------------------------------


def _pains(session: SessionRecord) -> tuple[tuple[str, int], ...]:
    answers = session.answers
    told = (
        ("before", answers.pain_before),
        ("at its worst", answers.pain_worst),
        ("afterwards", answers.pain_after),
        ("the next morning", session.next_morning_pain),
    )
    return tuple((when, pain) for when, pain in told if pain is not None)


def _pain_stop(seen: Practised) -> str:
    stop = seen.limits.stay_most + 1
    for when, pain in _pains(seen.session):
        if pain >= stop:
            return f"Pain {when} was {pain}; from {stop} on, an easier step comes first."
    return ""


def _morning_above_usual(seen: Practised) -> str:
    morning, usual = seen.session.next_morning_pain, seen.usual
    if morning is None or usual is None or morning <= usual + seen.limits.morning_rise:
        return ""
    return f"The next morning was {morning}, more than {seen.limits.morning_rise} above the usual {usual}."


def _back_twice(seen: Practised) -> str:
    twice = seen.felt_back_before and Felt.LOWER_BACK in seen.session.answers.felt
    return "Felt in the lower back twice running." if twice else ""


def _pain_hold(seen: Practised) -> str:
    go = seen.limits.go_most
    for when, pain in _pains(seen.session):
        if pain > go:
            return f"Pain {when} was {pain}; above {go} the step stays as it is."
    return ""


def _below_knee(seen: Practised) -> str:
    answers = seen.session.answers
    if answers.leg_symptoms or Felt.BELOW_KNEE in answers.felt:
        return "Tingling, numbness or pain below the knee: the step stays until that is quiet."
    return ""


def _stopped_for_pain(seen: Practised) -> str:
    return "The session was stopped for pain." if seen.session.ending is Ending.PAIN else ""


def _back_once(seen: Practised) -> str:
    felt = Felt.LOWER_BACK in seen.session.answers.felt
    return "Felt in the lower back; the aim is the hamstrings or buttocks." if felt else ""


def _repetitions(seen: Practised) -> str:
    whole = seen.session.all_reps_done and seen.session.done_reps > 0
    return "" if whole else "Some of the planned repetitions are left for another day."


def _not_answered(seen: Practised) -> str:
    answers = seen.session.answers
    asked = (
        ("pain before", answers.pain_before is not None),
        ("pain at its worst", answers.pain_worst is not None),
        ("pain afterwards", answers.pain_after is not None),
        ("effort", answers.effort is not None),
        ("where it was felt", bool(answers.felt)),
        ("whether it looked like the figure", answers.looked_like_figure is not None),
        ("how the legs were", answers.leg_symptoms is not None),
    )
    missing = ", ".join(name for name, told in asked if not told)
    return f"Not answered: {missing}." if missing and is_practice(seen.session) else ""


def _effort(seen: Practised) -> str:
    effort, most = seen.session.answers.effort, seen.limits.effort_most
    return f"Effort was {effort}; up to {most} counts as comfortable." if effort is not None and effort > most else ""


def _not_like_the_figure(seen: Practised) -> str:
    return "It did not look like the figure yet." if seen.session.answers.looked_like_figure is False else ""


def _felt_elsewhere(seen: Practised) -> str:
    felt = seen.session.answers.felt
    elsewhere = felt and not felt & {Felt.HAMSTRINGS, Felt.BUTTOCKS}
    return "Not felt in the hamstrings or buttocks yet." if elsewhere else ""


def _flare_up_day(seen: Practised) -> str:
    if seen.session.flare_up_day:
        return "A flare-up day is shorter and easier; it rests the count and takes nothing away."
    return ""


STEP_BACK_ROWS: tuple[Row[Practised], ...] = (
    Row("pain-stop", "step_back", "pain of {stop} or more before, at its worst, after or the next morning", _pain_stop),
    Row(
        "morning-above-usual",
        "step_back",
        "the next morning more than {rise} above the usual pain, the middle of the last {usual} told before",
        _morning_above_usual,
    ),
    Row("back-twice", "step_back", "felt in the lower back twice running", _back_twice),
)
STAY_ROWS: tuple[Row[Practised], ...] = (
    Row("pain-hold", "stay", "pain above {go} before, at its worst, after or the next morning", _pain_hold),
    Row("below-knee", "stay", "felt below the knee, or a leg tingled or was numb", _below_knee),
    Row("stopped-for-pain", "stay", "the session was stopped for pain", _stopped_for_pain),
    Row("back-once", "stay", "felt in the lower back", _back_once),
    Row("repetitions", "stay", "not all planned repetitions of all planned sets done", _repetitions, anywhere=False),
    Row("not-answered", "stay", "an answer of the finish card or the pain before is missing", _not_answered),
    Row("effort", "stay", "effort above {effort}", _effort, anywhere=False),
    Row("not-like-the-figure", "stay", "it did not look like the figure", _not_like_the_figure, anywhere=False),
    Row("felt-elsewhere", "stay", "not felt in the hamstrings or buttocks", _felt_elsewhere, anywhere=False),
    Row("flare-up-day", "stay", "a flare-up day", _flare_up_day, anywhere=False),
)
SESSION_ROWS = (*STEP_BACK_ROWS, *STAY_ROWS)
"""The rows that look at one session, most pressing first; a session for which none holds is good."""
