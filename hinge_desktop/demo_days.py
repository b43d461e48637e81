"""A made-up history, lived through day by day: what is practised is what the gate and the day's plan say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from uuid import UUID

from hinge_desktop.body.motion import PhaseSpan
from hinge_desktop.curriculum.ladder import Curriculum
from hinge_desktop.demo_person import Person, Told
from hinge_desktop.demo_practice import doses_after, loads_after, practised
from hinge_desktop.history.bulk import Repetitions
from hinge_desktop.motions import Motions, Wish, body_of
from hinge_desktop.settings import Settings
from hinge_desktop.training.day import Circumstances, plan_day
from hinge_desktop.training.events import SessionPlan, Side
from hinge_desktop.training.gate import Decision, decide
from hinge_desktop.training.moments import KINDS as MOMENT_KINDS
from hinge_desktop.training.moments import may_count
from hinge_desktop.training.outcome import step_practised
from hinge_desktop.training.overruling import overruling
from hinge_desktop.training.plan import Task, plan_session
from hinge_desktop.training.records import (
    Ending,
    History,
    MomentRecord,
    OverruleRecord,
    ScreeningRecord,
    SelfTestRecord,
    SessionRecord,
    SkipRecord,
    TourRecord,
)
from hinge_desktop.training.screening import QUESTIONS, in_force, is_due
from hinge_desktop.training.selftest import due, recorded, route
from hinge_desktop.training.selftest_kinds import KINDS as TESTS
from hinge_desktop.training.standing import skipped_on
from hinge_desktop.training.thresholds import THRESHOLDS

TOUR_DAYS = 10
TOLD_NOT_TO = (7, 150, 215)
"""A step, the day on which it was advised against, and the day on which it may come back."""
OPTS_IN_DAY = 240
"""From here on the optional steps are wanted."""
TWICE_A_DAY = 0.8
_OVERRULES = 0.012
_LEAVES = 0.015
_LOOKED_BACK_AT = 80  # sessions; more than there are between two answerings of the safety questions


@dataclass(frozen=True, slots=True)
class Demo:
    """A history, and how long each repetition of each set lasted. ``opted_in``: what was chosen in the end."""

    history: History
    repetitions: Repetitions
    opted_in: frozenset[int]


def opted_in_on(day: int) -> frozenset[int]:
    """The optional steps that are wanted on the day with this number, from 0."""
    return frozenset(THRESHOLDS.opt_in_steps) if day >= OPTS_IN_DAY else frozenset()


def live(curriculum: Curriculum, days: int, until: date, seed: int) -> Demo:
    """The history of so many days up to and with ``until``. The same arguments give the same history."""
    life = _Life(curriculum, until - timedelta(days=days - 1), Random(seed))
    for _ in range(days):
        life.live_a_day()
    return Demo(life.history(), life.repetitions, opted_in_on(days - 1))


class _Life:
    """What has happened so far."""

    def __init__(self, curriculum: Curriculum, first_day: date, dice: Random) -> None:
        self.repetitions: dict[str, tuple[tuple[int, ...], ...]] = {}
        self._curriculum, self._dice = curriculum, dice
        self._person = Person(dice)
        self._settings = Settings()
        self._motions = Motions(self._settings)
        self._today = first_day - timedelta(days=1)
        self._sessions: list[SessionRecord] = []
        self._screenings: list[ScreeningRecord] = []
        self._overrules: list[OverruleRecord] = []
        self._skips: list[SkipRecord] = []
        self._tests: list[SelfTestRecord] = []
        self._moments: list[MomentRecord] = []
        self._tours: list[TourRecord] = []
        self._last_done: dict[int, date] = {}
        self._times: dict[str, int] = {}  # how often an exercise was the main one

    def history(self) -> History:
        """Everything so far."""
        return History(
            tuple(self._sessions),
            tuple(self._screenings),
            tuple(self._overrules),
            tuple(self._skips),
            tuple(self._tests),
            tuple(self._moments),
            tuple(self._tours),
        )

    def live_a_day(self) -> None:
        """One day more."""
        self._today += timedelta(days=1)
        self._person.wake(self._today.weekday())
        day = self._person.day
        step, told, again = TOLD_NOT_TO
        if day in (told, again):
            self._skips.append(SkipRecord(self._at(9, 5), self._today, step, day == told))
        if day < TOUR_DAYS:
            self._tours.append(TourRecord(self._at(8, 2), self._today, day + 1))
        if self._person.practises(self._today.weekday()):
            twice = day >= 28 and self._dice.random() < TWICE_A_DAY
            for hour in (7, 18) if twice else (self._dice.choice((7, 18)),):
                self._practise(hour, last_of_day=hour == 18 or not twice)
        self._count_moments()

    # -- one practice -----------------------------------------------------------------------------

    def _practise(self, hour: int, *, last_of_day: bool) -> None:
        begins = self._at(hour, self._dice.randrange(10, 45))
        if is_due(self._recent(), self._today):
            answers = tuple((question.id, False) for question in QUESTIONS)
            self._screenings.append(ScreeningRecord(begins - timedelta(minutes=8), self._today, answers))
        self._test_oneself(begins - timedelta(minutes=6))
        decision = self._advised(begins)
        now = self._circumstances()
        day = plan_day(self._curriculum, decision, now)
        plan = plan_session(day.tasks, self._phases_of, step=day.step)
        self._write_down(plan, begins, now.flare_up, last_of_day=last_of_day)

    def _advised(self, begins: datetime) -> Decision:
        """What the gate says; now and then the person chooses another step, and the gate follows."""
        opted_in = opted_in_on(self._person.day)
        decision = decide(self.history(), self._today, opted_in=opted_in)
        if self._dice.random() >= _OVERRULES:
            return decision
        chosen = decision.step + self._dice.choice((-1, -1, 1))
        if not overruling(self.history(), self._today, chosen, opted_in=opted_in).allowed:
            return decision
        at = begins - timedelta(minutes=2)
        self._overrules.append(OverruleRecord(at, self._today, decision.step, chosen, decision.reason))
        return decide(self.history(), self._today, opted_in=opted_in)

    def _circumstances(self) -> Circumstances:
        growth = self._growth()
        return Circumstances(
            doses=doses_after(self._curriculum, growth),
            loads_kg=loads_after(self._curriculum, self._times),
            load_locked=in_force(self._recent(), self._today).load_locked,
            flare_up=self._person.flares_up,
            skipped=skipped_on(self._skips, self._today),
            routing=route(self._tests[-4 * len(TESTS) :], self._today, body_of(self._settings)),
            last_done=self._last_done,
        )

    def _write_down(self, plan: SessionPlan, begins: datetime, flare_up: bool, *, last_of_day: bool) -> None:
        told = self._person.tell(self._person.pain_before(), growth=self._growth(), last_of_day=last_of_day)
        ending = self._ending(told)
        sets, lasted = practised(plan, begins, self._dice, stops=ending is not Ending.DONE)
        answers = told.answers if ending is not Ending.LEFT else replace(told.answers, looked_like_figure=None)
        over = sets[-1].started_utc + timedelta(seconds=sets[-1].duration_s + 1)
        one = SessionRecord(
            uuid=str(UUID(int=self._dice.getrandbits(128), version=4)),
            local_day=self._today,
            started_utc=begins,
            tz_offset_min=self._offset_min(),
            main_exercise_id=plan.main_exercise_id,
            step=plan.step,
            planned_sets=len(plan.sets),
            sets=sets,
            answers=answers,
            ending=ending,
            ended_utc=over,
            next_morning_pain=told.next_morning,
            flare_up_day=flare_up,
        )
        self._sessions.append(one)
        self.repetitions[one.uuid] = lasted
        step = step_practised(one)
        if step is not None:
            self._last_done[step] = self._today
        if ending is Ending.DONE and not flare_up:
            self._times[plan.main_exercise_id] = self._times.get(plan.main_exercise_id, 0) + 1

    def _ending(self, told: Told) -> Ending:
        if told.stops:
            return Ending.PAIN
        return Ending.LEFT if self._dice.random() < _LEAVES else Ending.DONE

    # -- what stands beside it --------------------------------------------------------------------

    def _test_oneself(self, at: datetime) -> None:
        if self._person.flares_up:
            return
        for number, test_id in enumerate(due(self._tests[-4 * len(TESTS) :], self._today)):
            value = self._person.passes(TESTS[test_id].answers)
            moment = at + timedelta(seconds=50 * number)
            self._tests.append(recorded(test_id, value, moment, self._today))

    def _count_moments(self) -> None:
        for hour in sorted(self._dice.sample(range(9, 17), self._person.moments_today())):
            kind, at = self._dice.choice(MOMENT_KINDS), self._at(hour, self._dice.randrange(60))
            if may_count(kind, at, self._moments[-5:]):
                self._moments.append(MomentRecord(at, self._today, kind))

    # -- how --------------------------------------------------------------------------------------

    def _growth(self) -> float:
        """How much the amounts have grown, 0 to 1: over about two years, and less is fine."""
        return min(1.0, self._person.day / 700.0)

    def _recent(self) -> History:
        """As much as the safety questions look back at: the time since the last but one, and what was usual then."""
        return History(tuple(self._sessions[-_LOOKED_BACK_AT:]), tuple(self._screenings[-3:]))

    def _phases_of(self, task: Task, side: Side) -> Sequence[PhaseSpan]:
        wish = Wish(side or "right", task.wall_m, look=task.shown_look, durations_s=task.durations_s)
        return self._motions.motion(task.exercise, task.load_kg, wish).phases

    def _offset_min(self) -> int:
        """Somewhere in the middle of Europe, its summer time from April to October."""
        return 120 if 4 <= self._today.month <= 10 else 60

    def _at(self, hour: int, minute: int) -> datetime:
        local = datetime.combine(self._today, time(hour, minute), UTC)
        return local - timedelta(minutes=self._offset_min())
