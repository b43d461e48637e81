"""From an exercise and what the user chose to the sets of a session."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hinge_desktop.body.motion import PhaseSpan
from hinge_desktop.body.movement import Movement, Phase
from hinge_desktop.curriculum.exercise import Coaching, Exercise, Prescription, Record, Tempo
from hinge_desktop.errors import OptionError
from hinge_desktop.training.dose import DoseChoice
from hinge_desktop.training.events import SWITCH_S, RepCompleted, SessionPlan, Side
from hinge_desktop.training.plan import CHANGE_S, Task, ease, gentler, plan_session, task_of
from hinge_desktop.training.plan_text import read_plan, write_plan
from hinge_desktop.training.session import Session

SPANS = (
    PhaseSpan("eccentric", 0.0, 3.0),
    PhaseSpan("hold", 3.0, 4.5),
    PhaseSpan("concentric", 4.5, 6.5),
    PhaseSpan("top", 6.5, 7.5),
)
RECORD = Record("Why", 1, 5, (), (), (), (), (), "Because", {})
EXERCISE = Exercise(
    "weighted-hip-hinge",
    "Weighted Hip Hinge",
    5,
    "A hinge with weight.",
    Movement("slow", tuple(Phase(span.name, span.end_s - span.start_s) for span in SPANS), "concentric"),
    Prescription(3, 9, 90.0, Tempo(3, 1.5, 2, 1), 12.0),
    Coaching({"eccentric": "Back"}, {"eccentric": "Send the hips back"}, "", (), ""),
    RECORD,
)


def phases_of(task: Task, _side: Side) -> tuple[PhaseSpan, ...]:
    """The phases as a motion would have them."""
    if task.hold:
        assert task.durations_s is not None
        return (PhaseSpan("hold", 0.0, task.durations_s[0]),)
    return SPANS


def plan_of(*tasks: Task, get_ready_s: float = 10.0) -> SessionPlan:
    return plan_session(tasks or (task_of(EXERCISE),), phases_of, step=5, get_ready_s=get_ready_s)


HOLD = replace(
    EXERCISE,
    id="ready-position",
    movement=Movement("slow", (Phase("hold", 20.0),), "hold"),
    dose=Prescription(2, 1, 30.0, hold_s=20.0),
)
ONE_LEG = replace(EXERCISE, id="single-leg-hinge", movement=replace(EXERCISE.movement, one_sided=True))


def test_the_dose_is_the_exercises_own_unless_chosen_otherwise() -> None:
    plan = plan_of()
    assert (len(plan.sets), plan.rests_s, plan.get_ready_s, plan.step) == (3, (90.0, 90.0), 10.0, 5)
    assert (plan.sets[0].reps, plan.sets[0].load_kg, plan.sets[0].tempo_text) == (9, 12.0, "3-1.5-2-1")
    choice = DoseChoice(sets=1, reps=4, rest_s=30, note="Slowly", therapist=True)
    mine = plan_of(task_of(EXERCISE, choice=choice, load_kg=6), get_ready_s=5)
    assert (len(mine.sets), mine.sets[0].reps, mine.sets[0].load_kg, mine.get_ready_s) == (1, 4, 6, 5)
    assert mine.sets[0].note == "Slowly"


def test_a_chosen_tempo_goes_to_the_motion_and_a_hold_has_seconds_only() -> None:
    slow = task_of(EXERCISE, choice=DoseChoice(tempo=(5, 2, 3, 0), hold_s=40))
    assert slow.durations_s == (5, 2, 3, 0)
    held = task_of(HOLD, choice=DoseChoice(tempo=(5, 2, 3, 0), hold_s=40))
    assert held.durations_s == (40,)
    one = plan_of(held).sets[0]
    assert (one.hold, one.phases, one.tempo_text) == (True, (("hold", 40.0),), "hold 40")


@pytest.mark.parametrize(
    "values",
    [
        {"sets": 0}, {"sets": 11}, {"reps": 0}, {"reps": True}, {"rest_s": -1.0}, {"hold_s": 1}, {"note": "x" * 501},
        {"tempo": (0.5, 0, 2, 0)}, {"tempo": (3, 1, 2)}, {"tempo": (3, 1, 2, 99)}, {"rest_s": float("nan")},
    ],
)  # fmt: skip
def test_a_dose_that_cannot_be_done_is_refused_in_one_sentence(values: dict[str, object]) -> None:
    with pytest.raises(OptionError, match=r"^\S.*\d.*\.$"):
        DoseChoice(**values)  # type: ignore[arg-type]


def test_the_times_are_those_of_the_motion() -> None:
    one = plan_of().sets[0]
    assert one.phases == (("eccentric", 3.0), ("hold", 1.5), ("concentric", 2.0), ("top", 1.0))
    assert one.cycle_s == 7.5


def test_a_swing_keeps_its_own_rhythm() -> None:
    ballistic = replace(EXERCISE, movement=replace(EXERCISE.movement, pattern="ballistic"))
    assert plan_of(task_of(ballistic)).sets[0].ballistic


def test_exercises_follow_each_other_with_time_to_change_things() -> None:
    plan = plan_of(task_of(HOLD, "warm-up"), task_of(EXERCISE), task_of(HOLD, "related"))
    assert [one.role for one in plan.sets] == ["warm-up"] * 2 + ["main"] * 3 + ["related"] * 2
    assert plan.rests_s == (30.0, CHANGE_S, 90.0, 90.0, CHANGE_S, 30.0)
    assert plan.main_exercise_id == EXERCISE.id


def test_each_set_is_done_on_both_sides_with_a_change_between() -> None:
    plan = plan_of(task_of(ONE_LEG, choice=DoseChoice(sets=2)))
    assert [one.side for one in plan.sets] == ["right", "left", "right", "left"]
    assert plan.rests_s == (SWITCH_S, 90.0, SWITCH_S)
    assert [plan.switches_side(index) for index in range(4)] == [False, True, False, True]


def test_what_stands_in_for_a_weight_goes_with_the_weight_and_a_broomstick_stays() -> None:
    assert plan_of(task_of(EXERCISE, look="backpack")).sets[0].look == "backpack"
    assert plan_of(task_of(EXERCISE, look="backpack", load_kg=0)).sets[0].look == ""
    stick = replace(EXERCISE, dose=replace(EXERCISE.dose, load_kg=0.0))
    assert plan_of(task_of(stick, look="broomstick")).sets[0].look == "broomstick"


def test_a_flare_up_day_is_shorter_and_unloaded() -> None:
    plan = plan_of(gentler(task_of(EXERCISE)))
    assert (len(plan.sets), plan.sets[0].reps, plan.sets[0].load_kg) == (2, 5, 0)
    assert plan_of(gentler(task_of(HOLD))).sets[0].cycle_s == 10.0


def test_what_cannot_be_done_is_refused() -> None:
    with pytest.raises(OptionError):
        plan_session((), phases_of)
    with pytest.raises(OptionError):
        plan_of(get_ready_s=90.0)
    with pytest.raises(OptionError):
        replace(task_of(EXERCISE), sets=0)


@pytest.mark.parametrize("place", [(0, 0), (1, 4), (1, 9), (2, 8)])
def test_the_rest_of_a_session_made_easier_goes_on_where_it_was(place: tuple[int, int]) -> None:
    plan = plan_of()
    easier = ease(plan, *place)
    assert [one.load_kg for one in easier.sets[place[0] :]] == [0.0] * (3 - place[0])
    assert easier.sets[: place[0]] == plan.sets[: place[0]]
    session = Session(easier, place)
    events = [*session.start(0.0), *session.advance(1e5)]
    left = sum(isinstance(event, RepCompleted) for event in events)
    before = sum(one.reps for one in plan.sets[place[0] :]) - place[1]
    assert left < before or before <= 1


def test_an_easier_hold_is_shorter() -> None:
    assert ease(plan_of(task_of(HOLD)), 0, 0).sets[1].phases == (("hold", 10.0),)


def test_a_plan_goes_through_text_and_back_unchanged() -> None:
    found = {one.id: one for one in (EXERCISE, HOLD, ONE_LEG)}
    tasks = (task_of(HOLD, "warm-up"), task_of(ONE_LEG, look="bag", wall_m=0.2, manual=True), task_of(EXERCISE))
    plan = plan_of(*tasks, get_ready_s=7)
    assert read_plan(write_plan(plan), found.__getitem__) == plan


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"version":1', '"version":2'), ('"reps":9', '"reps":0'), ('"reps":9', '"reps":"many"'), ('"main"', '"x"'),
        ("eccentric", "somewhere"), ("}", ""), (":", ""), ("90.0", "NaN"), ('"side":""', '"side":"up"'), ("90.0,", ""),
        ('"reps":9', '"reps":1e999'), ('"reps":9', '"reps":10000000'),
        ('"wall_m":null', '"wall_m":"1e999"'), ('"load_kg":', '"load_kg":1e999,"x":'),
    ],
)  # fmt: skip
def test_a_plan_that_cannot_be_understood_is_told_in_one_sentence(old: str, new: str) -> None:
    text = write_plan(plan_of())
    with pytest.raises(OptionError):
        read_plan(text.replace(old, new), {EXERCISE.id: EXERCISE}.__getitem__)


def test_a_plan_of_an_exercise_that_is_gone_is_told_in_one_sentence() -> None:
    with pytest.raises(OptionError):
        read_plan(write_plan(plan_of()), {}.__getitem__)
