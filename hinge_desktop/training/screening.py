"""The safety questions: what to ask before any load, what to advise, and when to ask again.

It advises and never diagnoses. Words are our own. The first tier is absolute (no practice until it is
answered otherwise); the others lock load, never information.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

from hinge_desktop.training.outcome import usual_pain
from hinge_desktop.training.records import History, ScreeningRecord, SessionRecord
from hinge_desktop.training.thresholds import THRESHOLDS, Thresholds


class Tier(IntEnum):
    """How soon to speak with someone; the smaller, the sooner."""

    EMERGENCY = 1
    SAME_DAY = 2
    URGENT = 3
    ASK_FIRST = 4


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the page, answered yes or no. ``locks_load`` is False where only the way of practice changes."""

    id: str
    tier: Tier
    text: str
    locks_load: bool = True


QUESTIONS: tuple[Question, ...] = (
    Question("saddle", Tier.EMERGENCY, "Have you lost feeling between the legs, around the back passage or genitals?"),
    Question("bladder-bowel", Tier.EMERGENCY, "Do you have new trouble passing or holding urine, or holding stool?"),
    Question("sexual-function", Tier.EMERGENCY, "Has your sexual function changed since the back trouble began?"),
    Question("both-legs", Tier.EMERGENCY, "Are both legs weak, numb or tingling?"),
    Question("chest-pain", Tier.EMERGENCY, "Do you have chest pain, or pain that spreads to the arm or jaw?"),
    Question("accident", Tier.EMERGENCY, "Did this begin with a serious accident or a fall from a height?"),
    Question("new-weakness", Tier.SAME_DAY, "Is there new weakness in one leg or foot, such as a foot that drags?"),
    Question(
        "below-knee", Tier.SAME_DAY, "Is there numbness or pain spreading below the knee that is new or getting worse?"
    ),
    Question(
        "fever-immune", Tier.SAME_DAY, "Do you have a fever and also inject drugs or have a weakened immune system?"
    ),
    Question("unwell", Tier.URGENT, "Do you have a fever, or feel very unwell along with the back pain?"),
    Question("weight-loss", Tier.URGENT, "Have you lost weight without meaning to?"),
    Question("night", Tier.URGENT, "Is the pain worse at night and no better when you rest?"),
    Question("progressive", Tier.URGENT, "Has a leg been getting weaker over days or weeks?"),
    Question(
        "history",
        Tier.URGENT,
        "Is this a new pain, and have you had cancer, taken steroids for long, or been told of osteoporosis?",
    ),
    Question("pregnant", Tier.ASK_FIRST, "Are you pregnant, or did you give birth lately?"),
    Question("surgery", Tier.ASK_FIRST, "Have you had surgery lately?"),
    Question("spine-condition", Tier.ASK_FIRST, "Has a condition of your spine been diagnosed?"),
    Question("heart", Tier.ASK_FIRST, "Do you have heart disease?"),
    Question("blood-pressure", Tier.ASK_FIRST, "Is your blood pressure high and not under control?"),
    Question("dizzy", Tier.ASK_FIRST, "Do you get dizzy or faint when you bend or exert yourself?"),
    Question("bones", Tier.ASK_FIRST, "Do you have brittle bones, or did you fall on your back lately?"),
    Question("told-not-to", Tier.ASK_FIRST, "Has anyone who treats you told you not to lift?"),
    Question("sore-knees", Tier.ASK_FIRST, "Are your knees too sore to kneel?", locks_load=False),
)

ADVICE: dict[Tier, str] = {
    Tier.EMERGENCY: "Please call the emergency number or go to an emergency department now. Practice waits until then.",
    Tier.SAME_DAY: "Please speak with a doctor or an urgent-care line today. Until then practise without any weight.",
    Tier.URGENT: "Please arrange to see a doctor in the next days. Until then practise without any weight.",
    Tier.ASK_FIRST: "Please ask the doctor or therapist who knows you before you add weight. The rest stays open.",
}
ASKED = "asked-and-fine"
"""Stands among the answers when who treats the user was asked and weight is fine. Older answers do not have it."""

ASKED_ADVICE = "You asked, and weight is fine: begin light. These questions come back from time to time."
KNEES_ADVICE = "Step 1 is offered as a seated hip hinge on the edge of a chair, so that you need not kneel."
CLEAR_ADVICE = "Nothing here speaks against starting gently. If something changes, answer these questions again."
OPEN_ADVICE = "Please answer the safety questions first; until then everything is without weight."


@dataclass(frozen=True, slots=True)
class Screening:
    """What the answers mean.

    Attributes:
        tier: the most pressing one answered yes; None when there is none.
        advice: one or two plain sentences.
        load_locked: everything is done without weight.
        practice_locked: no session can be started (first tier).
        seated_first: step 1 is offered seated.
        yes: ids of the questions answered yes.
        asking_opens: only what is to be asked first locks the load, so having asked (``ASKED``) would open it.
    """

    tier: Tier | None
    advice: str
    load_locked: bool
    practice_locked: bool
    seated_first: bool = False
    yes: tuple[str, ...] = ()
    asking_opens: bool = False


UNANSWERED = Screening(None, OPEN_ADVICE, load_locked=True, practice_locked=False)


def assess(answers: Mapping[str, bool]) -> Screening:
    """Judge one answering of the page (question id -> yes). An open question keeps load locked.

    ``ASKED`` among the answers opens the load where nothing but "ask first" locks it, and does nothing elsewhere.
    """
    yes = tuple(question for question in QUESTIONS if answers.get(question.id))
    pressing = [question for question in yes if question.locks_load]
    tier = min((question.tier for question in yes), default=None)
    seated = any(question.id == "sore-knees" for question in yes)
    complete = all(question.id in answers for question in QUESTIONS)
    to_ask = complete and bool(pressing) and all(question.tier is Tier.ASK_FIRST for question in pressing)
    asked = to_ask and bool(answers.get(ASKED))
    locked = not complete or (bool(pressing) and not asked)
    if asked:
        advice = [ASKED_ADVICE]
    else:
        advice = [ADVICE[pressing[0].tier]] if pressing else [CLEAR_ADVICE if complete else OPEN_ADVICE]
    if seated:
        advice.append(KNEES_ADVICE)
    emergency = tier is Tier.EMERGENCY
    ids = tuple(question.id for question in yes)
    return Screening(tier, " ".join(advice), locked, emergency, seated, ids, to_ask and not asked)


def in_force(history: History, today: date, limits: Thresholds = THRESHOLDS) -> Screening:
    """What holds today: the last answers; load is locked as soon as they are due again."""
    last = _last(history, today)
    if last is None:
        return UNANSWERED
    found = assess(dict(last.answers))
    if found.load_locked or not is_due(history, today, limits):
        return found
    return Screening(found.tier, OPEN_ADVICE, True, False, found.seated_first, found.yes)


def is_due(history: History, today: date, limits: Thresholds = THRESHOLDS) -> bool:
    """Whether the page has to be answered: never yet, a month old, or after a jump in pain.

    A jump is pain above the go line that lies at least 2 above the usual, told since the last answering.
    What was told by a clock that stood ahead has no place among the days: it counts as not told, and where the
    questions were answered by such a clock nobody knows which answer was the last, so they are asked again today.
    """
    last = _last(history, today)
    if last is None or today - last.local_day >= timedelta(days=limits.screening_days):
        return True
    if last.local_day < today and any(one.local_day > today for one in history.screenings):
        return True
    past = tuple(one for one in history.sessions if one.local_day <= today)
    return any(_jumped(past[:index], session, last, limits) for index, session in enumerate(past))


def _last(history: History, today: date) -> ScreeningRecord | None:
    """The last answering up to today."""
    told = (one for one in history.screenings if one.local_day <= today)
    return max(told, key=lambda one: one.answered_utc, default=None)


def _jumped(
    before: tuple[SessionRecord, ...], session: SessionRecord, last: ScreeningRecord, limits: Thresholds
) -> bool:
    told: list[int | None] = []
    if session.started_utc > last.answered_utc:
        told += [session.answers.pain_before, session.answers.pain_worst, session.answers.pain_after]
    if session.local_day >= last.local_day:  # its morning after comes after the answering
        told.append(session.next_morning_pain)
    pains = [pain for pain in told if pain is not None]
    usual = usual_pain(before, session) if pains else None
    return bool(pains) and max(pains) > limits.go_most and max(pains) >= (usual or 0) + limits.jump_rise


NEXT_EASIER_ADVICE = "The next practice begins with an easier step."
NEXT_GENTLEST_ADVICE = "This is the gentlest step already, so do fewer repetitions next time."
NEXT_BESIDE_ADVICE = "Go easier next time."


def next_practice_advice(step: int | None) -> str:
    """What strong pain means for the next practice: a step back, where there is one. None is beside the ladder."""
    if step is None:
        return NEXT_BESIDE_ADVICE
    return NEXT_EASIER_ADVICE if step > 1 else NEXT_GENTLEST_ADVICE
