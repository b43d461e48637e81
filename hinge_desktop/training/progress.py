"""What the Progress page shows, worked out from the history. Pure: no window, no clock.

A day is the local date that the record carries, never one recomputed from UTC.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta

from hinge_desktop.training.outcome import Outcome, is_practice, judge_all
from hinge_desktop.training.records import Ending, History, SessionRecord
from hinge_desktop.training.standing import when
from hinge_desktop.training.thresholds import THRESHOLDS, Thresholds


@dataclass(frozen=True, slots=True)
class StairPoint:
    """One session on the staircase.

    Attributes:
        uuid: of the session.
        day: the local training day.
        order: 0 for the first session of its day, 1 for the next ...
        step: 1..10.
        outcome, reason: how the session was judged, and one sentence why.
        pain: the greatest pain told of the session, 0..10; None when nothing was told.
        reps: counted repetitions of all sets.
        planned: repetitions that were planned.
        minutes: time under tension.
        ending: how the session ended.
    """

    uuid: str
    day: date
    order: int
    step: int
    outcome: Outcome
    reason: str
    pain: int | None
    reps: int
    planned: int
    minutes: float
    ending: Ending


@dataclass(frozen=True, slots=True)
class BesidePoint:
    """One session without a stair; the fields as in :class:`StairPoint`.

    Attributes:
        interrupted: it was never ended, and what was done and told in it counts. Else it is practice beside the ladder
            and moves no step.
        step: of an interrupted one on the ladder.
    """

    uuid: str
    day: date
    exercise_id: str
    pain: int | None
    reps: int
    planned: int
    minutes: float
    interrupted: bool = False
    step: int | None = None


def told_pains(session: SessionRecord) -> tuple[int, ...]:
    """Every pain number told of a session, before, worst, after and the next morning."""
    answers = session.answers
    numbers = (answers.pain_before, answers.pain_worst, answers.pain_after, session.next_morning_pain)
    return tuple(number for number in numbers if number is not None)


def minutes_under_tension(session: SessionRecord) -> float:
    """Minutes of counted work, pauses and rests left out."""
    return sum(one.duration_s for one in session.sets) / 60.0


def _sums(session: SessionRecord) -> tuple[int, int, float]:
    """Repetitions counted and planned, and minutes under tension; ten years ask for it thousands of times at once."""
    reps = planned = 0
    seconds = 0.0
    for one in session.sets:
        reps += one.done_reps
        planned += one.planned_reps
        seconds += one.duration_s
    return reps, planned, seconds / 60.0


def staircase(history: History, limits: Thresholds = THRESHOLDS) -> tuple[StairPoint, ...]:
    """The sessions that stand on the ladder, oldest first; what is beside it or only looked at has no stair."""
    sessions = sorted(history.sessions, key=when)
    of_day: Counter[date] = Counter()
    points: list[StairPoint] = []
    for session, judgement in zip(sessions, judge_all(sessions, limits), strict=True):
        if session.step is None or session.ending is Ending.OPEN or not is_practice(session):
            continue
        reps, planned, minutes = _sums(session)
        points.append(
            StairPoint(
                uuid=session.uuid,
                day=session.local_day,
                order=of_day[session.local_day],
                step=session.step,
                outcome=judgement.outcome,
                reason=judgement.reason,
                pain=max(told_pains(session), default=None),
                reps=reps,
                planned=planned,
                minutes=minutes,
                ending=session.ending,
            )
        )
        of_day[session.local_day] += 1
    return tuple(points)


def beside_the_ladder(history: History) -> tuple[BesidePoint, ...]:
    """The sessions that are no step of the ladder, or only looked at one, oldest first."""
    return tuple(
        _beside(session)
        for session in history.sessions
        if (session.step is None or not is_practice(session)) and session.ending is not Ending.OPEN
    )


def interrupted(history: History) -> tuple[BesidePoint, ...]:
    """The sessions that were never ended and not gone on with, oldest first."""
    return tuple(
        replace(_beside(session), interrupted=True, step=session.step)
        for session in history.sessions
        if session.ending is Ending.OPEN
    )


def _beside(session: SessionRecord) -> BesidePoint:
    return BesidePoint(
        uuid=session.uuid,
        day=session.local_day,
        exercise_id=session.main_exercise_id,
        pain=max(told_pains(session), default=None),
        reps=session.done_reps,
        planned=sum(one.planned_reps for one in session.sets),
        minutes=minutes_under_tension(session),
    )


def week_start(day: date, first_weekday: int = 0) -> date:
    """The first day of the week of ``day``. ``first_weekday``: 0 is Monday ... 6 is Sunday."""
    return day - timedelta(days=(day.weekday() - first_weekday) % 7)
