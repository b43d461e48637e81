"""How one session is judged: good, stay or step back, with the reason (our conventions, shown to the user).

The limits are the same three numbers everywhere: 0-3 go, 4-5 stay, 6 and more step back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from statistics import median_low

from hinge_desktop.training.records import Ending, Felt, SessionRecord

GO_MOST = 3
"""Pain up to this is quiet enough to go on."""
STAY_MOST = 5
"""Pain up to this keeps the step; more steps back."""
EFFORT_MOST = 7
MORNING_RISE = 1
"""How far the next morning may lie above the usual morning."""
USUAL_OF = 5
"""Sessions that make the usual pain."""


class Outcome(Enum):
    """How a session came out."""

    GOOD = "good"
    STAY = "stay"
    STEP_BACK = "step_back"


@dataclass(frozen=True, slots=True)
class Judgement:
    """An outcome and one plain sentence why."""

    outcome: Outcome
    reason: str


def judge_session(session: SessionRecord, *, usual: int | None = None, felt_back_before: bool = False) -> Judgement:
    """Judge one session.

    Args:
        session: what was done and told.
        usual: the usual pain, 0..10, for the next morning's comparison; None when it is not known.
        felt_back_before: the session before this one was felt in the lower back.
    """
    step_back = _reason_to_step_back(session, usual, felt_back_before)
    if step_back:
        return Judgement(Outcome.STEP_BACK, step_back)
    stay = _reason_to_stay(session)
    if stay:
        return Judgement(Outcome.STAY, stay)
    return Judgement(Outcome.GOOD, "All repetitions done, a quiet back, and felt where it should be.")


def judge_all(sessions: Sequence[SessionRecord]) -> tuple[Judgement, ...]:
    """Judge sessions that stand oldest first, each in the light of those before it."""
    judged: list[Judgement] = []
    for index, session in enumerate(sessions):
        before = sessions[:index]
        felt_back = bool(before) and Felt.LOWER_BACK in before[-1].answers.felt
        judged.append(judge_session(session, usual=usual_pain(before, session), felt_back_before=felt_back))
    return tuple(judged)


def usual_pain(before: Sequence[SessionRecord], session: SessionRecord) -> int | None:
    """The usual pain at the start of practice: the middle of the last few, this session's among them."""
    told = [one.answers.pain_before for one in (*before, session) if one.answers.pain_before is not None]
    return median_low(told[-USUAL_OF:]) if told else None


def _reason_to_step_back(session: SessionRecord, usual: int | None, felt_back_before: bool) -> str:
    answers = session.answers
    for when, pain in _pains(session):
        if pain > STAY_MOST:
            return f"Pain {when} was {pain}; from {STAY_MOST + 1} on, an easier step comes first."
    morning = session.next_morning_pain
    if morning is not None and usual is not None and morning > usual + MORNING_RISE:
        return f"The next morning was {morning}, more than one above the usual {usual}."
    if felt_back_before and Felt.LOWER_BACK in answers.felt:
        return "Felt in the lower back twice running."
    return ""


def _reason_to_stay(session: SessionRecord) -> str:
    answers = session.answers
    for when, pain in _pains(session):
        if pain > GO_MOST:
            return f"Pain {when} was {pain}; {GO_MOST + 1} and {STAY_MOST} keep the step."
    if answers.leg_symptoms or Felt.BELOW_KNEE in answers.felt:
        return "Tingling, numbness or pain below the knee: the step stays until that is quiet."
    if session.ending is Ending.PAIN:
        return "The session was stopped for pain."
    if Felt.LOWER_BACK in answers.felt:
        return "Felt in the lower back; it should be felt in the hamstrings or buttocks."
    if not session.all_reps_done:
        return "Not all repetitions were done."
    missing = _missing(session)
    if missing:
        return f"Not answered: {missing}."
    if answers.effort is not None and answers.effort > EFFORT_MOST:
        return f"Effort was {answers.effort}; up to {EFFORT_MOST} counts as comfortable."
    if not answers.looked_like_figure:
        return "It did not look like the figure yet."
    if not answers.felt & {Felt.HAMSTRINGS, Felt.BUTTOCKS}:
        return "Not felt in the hamstrings or buttocks yet."
    return ""


def _pains(session: SessionRecord) -> tuple[tuple[str, int], ...]:
    answers = session.answers
    told = (("before", answers.pain_before), ("at its worst", answers.pain_worst), ("afterwards", answers.pain_after))
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
