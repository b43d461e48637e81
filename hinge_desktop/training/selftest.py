"""Self-tests over time: what a result is, when a test is due, and what the last results change in a plan.

The days and the distances are conventions of ours; that a pelvis which does not tilt yet comes first is C3, the drills
are those of C1, C2, C6 and D4, the wall that of C5 and E4.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hinge_desktop.body.anthropometry import Body
from hinge_desktop.body.motion import PhaseSpan
from hinge_desktop.body.options import WALL_M
from hinge_desktop.curriculum.exercise import Exercise
from hinge_desktop.errors import OptionError
from hinge_desktop.training.dose import durations_s
from hinge_desktop.training.events import PlannedSet, SessionPlan
from hinge_desktop.training.plan import GET_READY_S, tempo_text
from hinge_desktop.training.records import SelfTestRecord
from hinge_desktop.training.selftest_kinds import (
    DOWEL,
    FLAT_BACK_BOW,
    KINDS,
    PELVIC_TILT,
    REACH_PASS,
    TOE_TOUCH,
    WALL_REACH,
    SelfTestKind,
    feet_text,
)

DUE_DAYS = 14
"""A test is due again so many days after it was done."""
ROUTES_DAYS = 42
"""A result older than this says too little about today to change a plan."""
NEARER_FEET = 0.25
"""Practice stands so much nearer to the wall than the farthest that was reached."""
ASKING_S = 20.0
"""What reading, setting up and answering take at least, for "about 5 minutes"."""


def phases_s(kind: SelfTestKind, exercise: Exercise) -> tuple[float, ...] | None:
    """Seconds of each phase while ``exercise`` is tested, as a motion takes them; None leaves its own."""
    own = durations_s(exercise.dose)
    return own if own is None or kind.top_s is None else (*own[:-1], kind.top_s)


def plan_test(
    kind: SelfTestKind, exercise: Exercise, motion_phases: Sequence[PhaseSpan], get_ready_s: float = GET_READY_S
) -> SessionPlan:
    """One set of a test, without weight; ``motion_phases`` are those of the motion that will be shown."""
    planned = PlannedSet(
        exercise_id=exercise.id,
        name=kind.name,
        load_kg=0.0,
        reps=kind.reps,
        phases=tuple((span.name, span.end_s - span.start_s) for span in motion_phases),
        counts_after=exercise.movement.counts_after,
        tempo_text=tempo_text(exercise, motion_phases),
        words=exercise.coaching.words,
        cues=exercise.coaching.cues,
        role="test",
    )
    return SessionPlan(exercise.id, None, (planned,), (), get_ready_s)


def about_s(kind: SelfTestKind, exercise: Exercise, get_ready_s: float = GET_READY_S) -> float:
    """About how many seconds a test takes, with setting up and answering."""
    cycle = sum(phases_s(kind, exercise) or ())
    return get_ready_s + kind.reps * cycle + ASKING_S


def recorded(test_id: str, value: float, done_utc: datetime, local_day: date) -> SelfTestRecord:
    """The result of a test, its moment to the millisecond, as the history keeps it.

    Raises:
        OptionError: there is no such test or no such value.
    """
    kind = KINDS.get(test_id)
    if kind is None:
        raise OptionError(f"There is no self-test {test_id!r}; allowed: {', '.join(KINDS)}.")
    if value not in kind.answers:
        low, high = kind.answers[0], kind.answers[-1]
        raise OptionError(f"{kind.name} is {value!r}; allowed: one of {len(kind.answers)} from {low:g} to {high:g}.")
    moment = done_utc.replace(microsecond=done_utc.microsecond // 1000 * 1000)
    return SelfTestRecord(moment, local_day, test_id, float(value), kind.passed(value))


def latest(tests: Sequence[SelfTestRecord], test_id: str, today: date | None = None) -> SelfTestRecord | None:
    """The last result of a test, None when there is none.

    With ``today`` a result from later than tomorrow is left out: it was told while the clock stood ahead. Tomorrow
    itself may be told on the way to another time zone.
    """
    last_day = date.max if today is None else _tomorrow(today)
    found = [one for one in tests if one.test_id == test_id and one.local_day <= last_day]
    return max(reversed(found), key=lambda one: one.done_utc, default=None)  # of one instant: the one told later


def due_in_days(tests: Sequence[SelfTestRecord], test_id: str, today: date) -> int:
    """Days until a test is due; 0 when it is."""
    last = latest(tests, test_id, today)
    return 0 if last is None else max(0, DUE_DAYS - max(0, (today - last.local_day).days))


def due(tests: Sequence[SelfTestRecord], today: date) -> tuple[str, ...]:
    """Ids of the tests that were never done or are two weeks old, in the order in which to do them."""
    return tuple(test_id for test_id in KINDS if due_in_days(tests, test_id, today) == 0)


def _tomorrow(day: date) -> date:
    return day if day == date.max else day + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WarmUp:
    """A drill to begin with, and why."""

    exercise_id: str
    why: str


@dataclass(frozen=True, slots=True)
class Routing:
    """What the last results change in a plan; nothing, where they all pass or there are none.

    Attributes:
        tilt_first: tilting the pelvis (``TILT_DRILL``) comes before the hinge (C3). ``tilt_why``: the reason, or empty.
        warm_ups: drills to begin with, the most useful first.
        wall_m: metres of the wall behind the heels; None leaves an exercise's own. ``wall_why``: the reason, or empty.
    """

    tilt_first: bool = False
    tilt_why: str = ""
    warm_ups: tuple[WarmUp, ...] = ()
    wall_m: float | None = None
    wall_why: str = ""

    @property
    def warm_up(self) -> str | None:
        """The exercise of the first drill, None without one."""
        return self.warm_ups[0].exercise_id if self.warm_ups else None


TILT_DRILL = KINDS[PELVIC_TILT].exercise_id
"""What somebody practises who does not tilt the pelvis yet."""

_DRILLS = (
    (TOE_TOUCH, "doorway-hinge", "Your toe touch was not there yet: the edge of a doorway shows the hips the way."),
    (FLAT_BACK_BOW, "ribs-and-back-hinge", "Your flat-back bow was not there yet: two hands feel what the back does."),
    (DOWEL, "ribs-and-back-hinge", "The stick kept its places {value} times of {of}: two hands feel what moves."),
)


def route(tests: Sequence[SelfTestRecord], today: date, body: Body) -> Routing:
    """What the results of the last ``ROUTES_DAYS`` days change, the wall in foot lengths of this ``body``."""
    last = {test_id: _in_force(tests, test_id, today) for test_id in KINDS}
    tilt = last[PELVIC_TILT]
    tilt_first = tilt is not None and not tilt.passed
    drills: dict[str, WarmUp] = {}
    for test_id, exercise_id, why in _DRILLS:
        result = last[test_id]
        if result is not None and not result.passed:
            words = why.format(value=f"{result.value:g}", of=KINDS[test_id].reps)
            drills.setdefault(exercise_id, WarmUp(exercise_id, words))
    tilt_why = "Your pelvic tilt was not there yet: it comes first, and the hinge comes quicker for it."
    wall_m, wall_why = _wall(last[WALL_REACH], body)
    return Routing(tilt_first, tilt_why if tilt_first else "", tuple(drills.values()), wall_m, wall_why)


def _in_force(tests: Sequence[SelfTestRecord], test_id: str, today: date) -> SelfTestRecord | None:
    last = latest(tests, test_id, today)
    return last if last is not None and (today - last.local_day).days <= ROUTES_DAYS else None


def _wall(reach: SelfTestRecord | None, body: Body) -> tuple[float | None, str]:
    """Somewhat nearer than was reached, never farther than the goal, never nearer than a wall may stand."""
    if reach is None:
        return None, ""
    feet = min(max(reach.value - NEARER_FEET, NEARER_FEET), REACH_PASS)
    metres = min(max(feet * body.length("foot"), WALL_M[0]), WALL_M[1])
    return metres, f"You reached {feet_text(reach.value)}: the wall stands {feet_text(feet)} behind your heels."
