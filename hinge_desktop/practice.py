"""The session from Start to the finish card: coach, recorder and the two pages of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from uuid import uuid4

from PySide6.QtCore import QObject, Signal, Slot

from hinge_desktop.coach import Coach
from hinge_desktop.recorder import Recorder
from hinge_desktop.training.events import RepCompleted, SessionPlan, SetCompleted
from hinge_desktop.training.plan import ease
from hinge_desktop.training.plan_text import write_plan
from hinge_desktop.training.records import Answers, Ending, Felt, SessionRecord, SessionStart
from hinge_desktop.ui.finish import FinishPage
from hinge_desktop.ui.finish_done import Done, DonePart
from hinge_desktop.ui.follow import FollowPage
from hinge_desktop.ui.follow_pain import PainAnswer


class Practice(QObject):
    """Runs one session at a time and ends in the finish card.

    Signals:
        begun(): the follow page is wanted; the coach starts right after.
        ended(): the finish page is wanted.
        closed(): the finish card is done with.
        test_finished(), test_interrupted(): what was to be practised without being kept is over, or was broken off.
    """

    begun = Signal()
    ended = Signal()
    closed = Signal()
    test_finished = Signal()
    test_interrupted = Signal()

    def __init__(
        self,
        coach: Coach,
        recorder: Recorder,
        follow: FollowPage,
        finish: FinishPage,
        *,
        show_plan: Callable[[SessionPlan], None],
        utc_now: Callable[[], datetime],
        today: Callable[[], date],
        parent: QObject | None = None,
    ) -> None:
        """``show_plan`` lets the follow page show a plan, with the motions of this body."""
        super().__init__(parent)
        self._show_plan = show_plan
        self._coach, self._recorder, self._follow, self._finish = coach, recorder, follow, finish
        self._utc_now, self._today = utc_now, today
        self._reps: dict[int, int] = {}
        self._sets: set[int] = set()
        self._seconds: dict[int, float] = {}
        self._kept, self._ask_before = True, False
        self._listen()

    def _listen(self) -> None:
        coach, follow = self._coach, self._follow
        coach.moment_changed.connect(follow.show_moment)
        coach.rep_completed.connect(self._count)
        coach.set_completed.connect(self._count_set)
        coach.session_completed.connect(self._completed)
        follow.toggle_requested.connect(coach.toggle)
        follow.pause_requested.connect(coach.pause)
        follow.resume_requested.connect(coach.resume)
        follow.next_requested.connect(coach.skip)
        follow.previous_requested.connect(coach.back)
        follow.cue_requested.connect(coach.repeat_cue)
        follow.rest_change_requested.connect(coach.change_rest)
        follow.speed_requested.connect(coach.set_speed)
        follow.painting_changed.connect(coach.set_painting)
        follow.act_requested.connect(coach.act)
        follow.done_requested.connect(coach.done)
        follow.leave_requested.connect(self._leave)
        follow.pain_told.connect(self._pain_told)
        follow.stop_requested.connect(self._stop_for_pain)
        self._finish.answers_changed.connect(self._recorder.tell)
        self._finish.finished.connect(self._finished)

    @property
    def active(self) -> bool:
        """Something is being practised."""
        return self._coach.active

    # -- beginning ------------------------------------------------------------------------------

    def start(
        self, plan: SessionPlan, pain_before: int | None, *, flare_up_day: bool, ask_before: bool = False
    ) -> None:
        """Begin a new session. ``ask_before``: its beginning has no question about pain, so the finish card has."""
        self._begin_record(plan, pain_before, flare_up_day=flare_up_day)
        self._kept, self._ask_before = True, ask_before
        self._reps, self._sets, self._seconds = {}, set(), {}
        self._show_plan(plan)
        self.begun.emit()  # first: what is due at once is read out by a page that is shown
        self._coach.start(plan)

    def _begin_record(self, plan: SessionPlan, pain_before: int | None = None, *, flare_up_day: bool = False) -> None:
        now = self._utc_now()
        offset = now.astimezone().utcoffset()
        self._recorder.begin(
            SessionStart(
                uuid=str(uuid4()),
                local_day=self._today(),
                started_utc=now,
                tz_offset_min=round(offset.total_seconds() / 60) if offset else 0,
                main_exercise_id=plan.main_exercise_id,
                step=plan.step,
                planned_sets=len(plan.sets),
                pain_before=pain_before,
                flare_up_day=flare_up_day,
                plan=write_plan(plan),
            )
        )

    def run_test(self, plan: SessionPlan) -> None:
        """Practise a plan of which nothing is kept but the pain that stops it: a self-test."""
        self._kept = False
        self._show_plan(plan)
        self.begun.emit()  # first: what is due at once is read out by a page that is shown
        self._coach.start(plan)

    def go_on(self, plan: SessionPlan, session: SessionRecord) -> None:
        """Take up an interrupted session where its last counted repetition was."""
        self._kept, self._ask_before = True, False
        self._recorder.go_on(session.uuid, session.answers)
        self._reps = {one.position: one.done_reps for one in session.sets}
        self._sets = {one.position for one in session.sets if one.finished}
        self._seconds = {one.position: one.duration_s for one in session.sets}
        if write_plan(plan) != session.plan:
            self._recorder.replan(plan)
        where = position_of(session)
        if where[0] >= len(plan.sets):  # everything was done: only the answers are missing
            self._recorder.close(Ending.DONE)
            self._show_finish(plan, "")
            return
        self._show_plan(plan)
        self.begun.emit()
        self._coach.start(plan, where)

    # -- ending ---------------------------------------------------------------------------------

    def _leave(self) -> None:
        self._coach.leave()
        self._end("left")

    def _pain_told(self, answer: PainAnswer) -> None:
        if answer.ends_session or (answer.makes_easier and not self._kept):  # an easier test would be another test
            self._stop_for_pain(answer)
        elif self._kept:
            self._note_pain(answer)
            if answer.makes_easier:
                self._go_on_easier()

    def _stop_for_pain(self, answer: PainAnswer) -> None:
        self._coach.stop_for_pain()
        plan, counts = self._coach.plan, answer.ends_session or answer.makes_easier
        if not self._kept and plan is not None and counts:
            self._begin_record(plan)  # pain counts wherever it was: for the safety questions and for the gate
        if self._kept or counts:
            self._note_pain(answer)
            self._recorder.close(Ending.PAIN)
        self._end("pain")

    def _note_pain(self, answer: PainAnswer) -> None:
        told = self._recorder.answers
        felt = told.felt | ({Felt.BELOW_KNEE} if answer.leg_symptoms else set())
        worst = max(answer.pain, told.pain_worst or 0)
        legs = answer.leg_symptoms or told.leg_symptoms
        self._recorder.tell(replace(told, pain_worst=worst, leg_symptoms=legs, felt=frozenset(felt)))

    def _go_on_easier(self) -> None:
        plan, where = self._coach.plan, self._coach.position
        if plan is None:
            return
        self._coach.stop_for_pain()
        eased = ease(plan, *where)
        self._recorder.replan(eased)
        self._show_plan(eased)
        self._coach.start(eased, where)

    @Slot(object)
    def _count(self, event: RepCompleted) -> None:
        self._reps[event.set_index] = event.rep
        self._seconds[event.set_index] = self._seconds.get(event.set_index, 0.0) + event.duration_s

    @Slot(object)
    def _count_set(self, event: SetCompleted) -> None:
        self._sets.add(event.set_index)

    @Slot()
    def _completed(self) -> None:
        self._end("")

    def _end(self, stopped: str) -> None:
        """Over: ask on the finish card, or tell who had it practised."""
        if self._kept:
            self._show_finish(self._coach.plan, stopped)
        elif stopped:
            self.test_interrupted.emit()
        else:
            self.test_finished.emit()

    def _show_finish(self, plan: SessionPlan | None, stopped: str) -> None:
        assert plan is not None, "a session ended without a plan"
        done = done_of(plan, self._reps, self._seconds, len(self._sets), stopped)
        self._finish.show_done(done, self._recorder.answers, ask_before=self._ask_before)
        self.ended.emit()

    def _finished(self, answers: Answers) -> None:
        self._recorder.tell(answers)
        self.closed.emit()


def done_of(plan: SessionPlan, reps: Mapping[int, int], seconds: Mapping[int, float], sets: int, stopped: str) -> Done:
    """What was done of a plan: counted repetitions and seconds under tension by set, ``sets`` of them finished."""
    parts: dict[str, DonePart] = {}
    for index, one in enumerate(plan.sets):
        known = parts.get(one.exercise_id, DonePart(one.name, 0, 0, 0.0, one.hold))
        parts[one.exercise_id] = replace(
            known,
            reps=known.reps + reps.get(index, 0),
            planned=known.planned + one.reps,
            seconds=known.seconds + seconds.get(index, 0.0),
        )
    every = tuple(parts.values())
    return Done(
        parts[plan.main_exercise_id].name if plan.main_exercise_id in parts else every[0].name,
        sum(one.reps for one in every),
        sum(one.planned for one in every),
        sets,
        sum(one.seconds for one in every),
        stopped,
        every,
    )


def position_of(session: SessionRecord) -> tuple[int, int]:
    """(set index, repetitions done) at which a session goes on."""
    if not session.sets:
        return (0, 0)
    last = max(session.sets, key=lambda one: one.position)
    if last.finished or last.done_reps >= last.planned_reps:
        return (last.position + 1, 0)
    return (last.position, last.done_reps)
