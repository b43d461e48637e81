"""What a day is made of: within the gate, with what there is at home, nothing twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hinge_desktop.assets import exercise_texts
from hinge_desktop.body.anthropometry import Body
from hinge_desktop.body.motion import solve
from hinge_desktop.curriculum.kit import CUSHION_KG, THINGS
from hinge_desktop.curriculum.ladder import LADDER, build_curriculum
from hinge_desktop.training.day import (
    COMPANIONS,
    SEATED,
    Circumstances,
    exercise_of_step,
    last_done,
    plan_day,
    practice_form,
    task_alone,
)
from hinge_desktop.training.dose import DoseChoice
from hinge_desktop.training.gate import AFTER_THE_LADDER, Decision
from hinge_desktop.training.records import Answers, Ending, History, SessionRecord, SetRecord, TourRecord
from hinge_desktop.training.selftest import TILT_DRILL, Routing, WarmUp
from hinge_desktop.training.tour import TourDay, tour_day

CURRICULUM = build_curriculum(exercise_texts())
DAY = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def advised(step: int, *, maintenance: bool = False) -> Decision:
    return Decision("stay", step, step, "Because.", ("collecting",), 0, 3, maintenance=maintenance)


@pytest.mark.parametrize("step", range(1, 11))
def test_a_day_is_a_warm_up_the_step_and_something_easier_or_related(step: int) -> None:
    day = plan_day(CURRICULUM, advised(step), Circumstances())
    roles = [task.role for task in day.tasks]
    assert roles[:2] == ["warm-up", "main"]
    assert roles[2] in ("easier", "related")
    assert day.main.exercise.step == step == day.step
    assert day.tasks[0].load_kg == 0
    assert day.tasks[0].sets == 1
    assert all(task.why for task in day.tasks if task.role != "main")


@given(
    step=st.integers(1, 10),
    kit=st.none() | st.frozensets(st.sampled_from(THINGS)),
    skipped=st.frozensets(st.integers(1, 10), max_size=9),
    flags=st.tuples(*[st.booleans()] * 5),
    drills=st.lists(st.sampled_from(("doorway-hinge", "ribs-and-back-hinge")), unique=True),
)
def test_every_day_can_be_done(
    step: int, kit: frozenset[str] | None, skipped: frozenset[int], flags: tuple[bool, ...], drills: list[str]
) -> None:
    locked, seated, flare_up, manual, maintained = flags
    routing = Routing(warm_ups=tuple(WarmUp(one, "Why.") for one in drills))
    now = Circumstances(kit, {}, {}, locked, seated, flare_up, manual, skipped, routing)
    day = plan_day(CURRICULUM, advised(step, maintenance=maintained), now)
    ids = [task.exercise.id for task in day.tasks]
    assert 1 <= len(ids) <= 4
    assert len(set(ids)) == len(ids)
    assert sum(task.role == "main" for task in day.tasks) == 1
    for task in day.tasks:
        assert task.manual == manual
        if task.role != "main":
            assert task.exercise.step is None or task.exercise.step <= step
            assert task.exercise.step not in skipped
        if locked or flare_up:
            assert task.load_kg == 0
        if task.look:
            assert task.look in task.exercise.movement.looks


@pytest.mark.parametrize("kit", [frozenset(), frozenset({"wall", "backpack", "broomstick", "chair"})])
@pytest.mark.parametrize("step", range(1, 11))
def test_a_day_with_few_things_can_be_shown(step: int, kit: frozenset[str]) -> None:
    day = plan_day(CURRICULUM, advised(step), Circumstances(kit=kit))
    for task in day.tasks:
        look, seconds = task.shown_look or None, task.durations_s
        motion = solve(task.exercise.movement, Body(), load_kg=task.load_kg, look=look, durations_s=seconds)
        assert motion.duration_s > 0


def test_a_backpack_is_what_the_figure_holds() -> None:
    day = plan_day(CURRICULUM, advised(6), Circumstances(kit=frozenset({"wall", "backpack", "broomstick"})))
    assert (day.main.exercise.id, day.main.look) == ("kettlebell-lift", "backpack")
    assert day.tasks[0].look == "broomstick"
    assert day.kit_sentences


def test_a_swing_without_a_bell_is_to_be_watched_and_the_step_before_is_practised() -> None:
    day = plan_day(CURRICULUM, advised(9), Circumstances(kit=frozenset({"wall", "backpack", "broomstick"})))
    assert day.watch == "kettlebell-swing"
    assert day.step == 8


def test_a_pelvis_that_does_not_tilt_yet_comes_first_and_counts_for_no_step() -> None:
    now = Circumstances(routing=Routing(tilt_first=True, tilt_why="It comes first."))
    day = plan_day(CURRICULUM, advised(3), now)
    assert (day.main.exercise.id, day.main.why, day.step) == (TILT_DRILL, "It comes first.", None)


def test_a_reached_wall_is_where_the_wall_stands() -> None:
    day = plan_day(CURRICULUM, advised(2), Circumstances(routing=Routing(wall_m=0.26)))
    assert day.main.wall_m == 0.26


def test_a_self_test_chooses_the_warm_up() -> None:
    routing = Routing(warm_ups=(WarmUp("ribs-and-back-hinge", "Your stick."),))
    assert plan_day(CURRICULUM, advised(4), Circumstances(routing=routing)).tasks[0].why == "Your stick."


def test_a_therapists_dose_is_kept_and_knees_that_cannot_kneel_are_heeded() -> None:
    doses = {SEATED: DoseChoice(sets=1, reps=5, note="Slowly.", therapist=True)}
    day = plan_day(CURRICULUM, advised(1), Circumstances(seated_first=True, doses=doses))
    assert (day.main.exercise.id, day.main.sets, day.main.reps, day.main.note) == (SEATED, 1, 5, "Slowly.")
    assert "hero-squat" not in [task.exercise.id for task in day.tasks]
    warm = plan_day(CURRICULUM, advised(2), Circumstances(seated_first=True)).tasks[0]
    assert warm.exercise.id == SEATED
    assert exercise_of_step(CURRICULUM, 1, seated_first=False).id == LADDER[0]


def test_a_flare_up_day_is_shorter_and_without_weight() -> None:
    usual = plan_day(CURRICULUM, advised(5), Circumstances())
    day = plan_day(CURRICULUM, advised(5), Circumstances(flare_up=True))
    assert [task.role for task in day.tasks] == ["warm-up", "main"]
    assert day.main.reps < usual.main.reps
    assert not any(task.load_kg for task in day.tasks)


def test_after_the_ladder_the_steps_take_turns_and_the_single_leg_hinge_joins() -> None:
    rested = dict.fromkeys(range(1, 11), DAY)
    now = Circumstances(last_done=rested | {7: DAY - timedelta(days=9)})
    day = plan_day(CURRICULUM, advised(8, maintenance=True), now)
    assert day.main.exercise.id == "hinge-to-squat"
    assert day.tasks[-1].exercise.id == AFTER_THE_LADDER
    again = replace(now, last_done=rested | {7: DAY + timedelta(days=1)})
    assert plan_day(CURRICULUM, advised(8, maintenance=True), again).main.exercise.id != "hinge-to-squat"


def test_a_step_takes_its_turn_whatever_stood_in_for_it() -> None:
    kit, sessions = frozenset({"wall", "backpack"}), []
    steps = set()
    for days in range(6):
        now = Circumstances(kit=kit, last_done=last_done(History(tuple(sessions))))
        day = plan_day(CURRICULUM, advised(8, maintenance=True), now)
        steps.add(day.step)
        done = SetRecord(0, day.main.exercise.id, 1, 1, 0.0, "3-1-2-1", NOON, 7.0, finished=True)
        sessions.append(
            SessionRecord(
                str(days),
                DAY + timedelta(days=days),
                NOON + timedelta(days=days),
                0,
                day.main.exercise.id,
                day.step,
                1,
                (done,),
                Answers(),
                Ending.DONE,
            )
        )
    assert steps == {3, 4, 5, 6, 7, 8}


def test_after_the_ladder_only_steps_that_can_be_done_take_turns() -> None:
    now = Circumstances(kit=frozenset({"wall"}), last_done=dict.fromkeys(range(3, 9), DAY))
    day = plan_day(CURRICULUM, advised(10, maintenance=True), now)
    assert not day.watch
    assert day.main.exercise.movement.pattern != "ballistic"


@pytest.mark.parametrize("circumstances", [Circumstances(load_locked=True), Circumstances(flare_up=True)])
def test_without_weight_there_is_no_swing_to_practise(circumstances: Circumstances) -> None:
    day = plan_day(CURRICULUM, advised(9), circumstances)
    assert (day.watch, day.step) == ("kettlebell-swing", 8)
    swing = CURRICULUM.exercise("kettlebell-swing")
    assert practice_form(swing, 9, opted_in=frozenset({9}), empty_handed=True) == "watch"


def test_one_exercise_alone_is_what_it_is_within_a_day() -> None:
    """The cushion carries no more than it can, and the wall stands where it was reached."""
    now = Circumstances(kit=frozenset({"cushion", "wall"}), loads_kg={"chest-hold-hinge": 8.0})
    hugged = task_alone(CURRICULUM.exercise("chest-hold-hinge"), "main", "full", now)
    assert (hugged.look, hugged.load_kg) == ("cushion", CUSHION_KG)
    reached = replace(now, routing=Routing(wall_m=0.26))
    assert task_alone(CURRICULUM.exercise("butt-tap"), "main", "full", reached).wall_m == 0.26
    above = task_alone(CURRICULUM.exercise("deadlift"), "main", "unloaded", Circumstances())
    assert above.load_kg == 0.0


def test_above_the_gate_there_is_no_weight_and_a_swing_is_to_be_watched() -> None:
    swing, lift, dead = (CURRICULUM.exercise(one) for one in ("kettlebell-swing", "kettlebell-lift", "deadlift"))
    assert [practice_form(one, 3) for one in (swing, lift, dead)] == ["watch", "unloaded", "unloaded"]
    assert [practice_form(one, 9) for one in (swing, lift, dead)] == ["watch", "full", "full"]
    assert practice_form(swing, 9, opted_in=frozenset({9})) == "full"
    assert practice_form(CURRICULUM.exercise("kettlebell-clean-long"), 9, opted_in=frozenset({9})) == "watch"


def test_companions_are_never_above_their_step() -> None:
    for step, companions in COMPANIONS.items():
        for name in (companions.warm_up, companions.after):
            own = CURRICULUM.exercise(name).step
            assert own is None or own < step


def test_the_tour_shows_one_step_a_day_and_waits_for_who_stays_away() -> None:
    assert tour_day((), DAY) == TourDay(1, False)
    seen = tuple(
        TourRecord(datetime(2026, 3, 2, 9, tzinfo=UTC) + timedelta(days=one), DAY + timedelta(days=one), one + 1)
        for one in range(3)
    )
    assert tour_day(seen, DAY + timedelta(days=2)) == TourDay(3, True)
    assert tour_day(seen, DAY + timedelta(days=30)) == TourDay(4, False)
    assert tour_day(seen, DAY) == TourDay(1, True)  # a clock set back
    last = (TourRecord(datetime(2026, 4, 1, tzinfo=UTC), date(2026, 4, 1), 10),)
    assert tour_day(last, date(2026, 4, 2)) == TourDay(1, False)
