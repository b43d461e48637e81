"""How one session is judged: good, stay or step back, with the reason (our conventions, shown to the user).

The limits are the same three numbers everywhere: 0-3 go, 4-5 stay, 6 and more step back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from statistics import median_low

from hinge_desktop.training.records import Ending, Felt, SessionRecord
from hinge_desktop.training.thresholds import THRESHOLDS as LIMITS


class Outcome(Enum):
    """How a session came out."""

    GOOD = "good"
    STAY = "stay"
    STEP_BACK = "step_back"


@dataclass(frozen=True, slots=True)
class Judgement:
    """An outcome, one plain sentence why, and the id of the row of the table that made it."""

    outcome: Outcome
    reason: str
    row: str = "good"


def judge_session(session: SessionRecord, *, usual: int | None = None, felt_back_before: bool = False) -> Judgement:
    """Judge one session.

    Args:
        session: what was done and told.
        usual: the usual pain, 0..10, for the next morning's comparison; None when it is not known.
        felt_back_before: the session before this one was felt in the lower back.
    """
    row, reason = _step_back(session, usual, felt_back_before)
    if row:
        return Judgement(Outcome.STEP_BACK, reason, row)
    row, reason = _stay(session)
    if row:
        return Judgement(Outcome.STAY, reason, row)
    return Judgement(Outcome.GOOD, "All repetitions done, a quiet back, and felt where it should be.")


def judge_all(sessions: Sequence[SessionRecord]) -> tuple[Judgement, ...]:
    """Judge sessions that stand oldest first, each in the light of those before it."""
    judged: list[Judgement] = []
    told: list[SessionRecord] = []  # the few that make the usual pain: a whole history would be read over and over
    for index, session in enumerate(sessions):
        felt_back = index > 0 and Felt.LOWER_BACK in sessions[index - 1].answers.felt
        judged.append(judge_session(session, usual=usual_pain(told, session), felt_back_before=felt_back))
        if session.answers.pain_before is not None:
            told = [*told, session][-LIMITS.usual_of :]
    return tuple(judged)


def usual_pain(before: Sequence[SessionRecord], session: SessionRecord) -> int | None:
    """The usual pain at the start of practice: the middle of the last few, this session's among them."""
    told = [one.answers.pain_before for one in (*before, session) if one.answers.pain_before is not None]
    return median_low(told[-LIMITS.usual_of :]) if told else None


Row = tuple[str, str]
"""Id of a row and its sentence; two empty texts when no row holds."""


def _step_back(session: SessionRecord, usual: int | None, felt_back_before: bool) -> Row:
    for when, pain in _pains(session):
        if pain > LIMITS.stay_most:
            return "pain-stop", f"Pain {when} was {pain}; from {LIMITS.stay_most + 1} on, an easier step comes first."
    morning = session.next_morning_pain
    if morning is not None and usual is not None and morning > usual + LIMITS.morning_rise:
        return "morning-above-usual", f"The next morning was {morning}, more than one above the usual {usual}."
    if felt_back_before and Felt.LOWER_BACK in session.answers.felt:
        return "back-twice", "Felt in the lower back twice running."
    return "", ""


def _stay(session: SessionRecord) -> Row:
    return _stay_on_symptoms(session) or _stay_on_practice(session) or ("", "")


def _stay_on_symptoms(session: SessionRecord) -> Row | None:
    answers = session.answers
    for when, pain in _pains(session):
        if pain > LIMITS.go_most:
            return "pain-hold", f"Pain {when} was {pain}; {LIMITS.go_most + 1} and {LIMITS.stay_most} keep the step."
    if answers.leg_symptoms or Felt.BELOW_KNEE in answers.felt:
        return "below-knee", "Tingling, numbness or pain below the knee: the step stays until that is quiet."
    if session.ending is Ending.PAIN:
        return "stopped-for-pain", "The session was stopped for pain."
    if Felt.LOWER_BACK in answers.felt:
        return "back-once", "Felt in the lower back; it should be felt in the hamstrings or buttocks."
    return None


def _stay_on_practice(session: SessionRecord) -> Row | None:
    answers = session.answers
    if not session.all_reps_done:
        return "repetitions", "Not all repetitions were done."
    missing = _missing(session)
    if missing:
        return "not-answered", f"Not answered: {missing}."
    if answers.effort is not None and answers.effort > LIMITS.effort_most:
        return "effort", f"Effort was {answers.effort}; up to {LIMITS.effort_most} counts as comfortable."
    if not answers.looked_like_figure:
        return "not-like-the-figure", "It did not look like the figure yet."
    if not answers.felt & {Felt.HAMSTRINGS, Felt.BUTTOCKS}:
        return "felt-elsewhere", "Not felt in the hamstrings or buttocks yet."
    if session.flare_up_day:
        return "flare-up-day", "A flare-up day is shorter and easier; it rests the count and takes nothing away."
    return None


def _pains(session: SessionRecord) -> tuple[tuple[str, int], ...]:
    answers = session.answers
    told = (
        ("before", answers.pain_before),
        ("at its worst", answers.pain_worst),
        ("afterwards", answers.pain_after),
        ("the next morning", session.next_morning_pain),
    )
    return tuple((when, pain) for when, pain in told if pain is not None)


def _missing(session: SessionRecord) -> str:
    answers = session.answers
    asked = (
        ("pain before", answers.pain_before is not None),
        ("pain at its worst", answers.pain_worst is not None),
        ("pain afterwards", answers.pain_after is not None),
        ("effort", answers.effort is not None),
        ("where it was felt", bool(answers.felt)),
        ("whether it looked like the figure", answers.looked_like_figure is not None),
    )
    return ", ".join(name for name, told in asked if not told)
