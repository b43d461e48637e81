"""From an exercise and what the user chose to the sets of a session."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hinge_desktop.body.motion import PhaseSpan
from hinge_desktop.body.movement import Movement, Phase
from hinge_desktop.curriculum.exercise import Coaching, Exercise, Prescription, Record, Tempo
from hinge_desktop.errors import OptionError
from hinge_desktop.training.plan import ease, plan_session
from hinge_desktop.training.session import RepCompleted, Session

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


def test_the_dose_is_the_exercises_own_unless_chosen_otherwise() -> None:
    plan = plan_session(EXERCISE, motion_phases=SPANS)
    assert (len(plan.sets), plan.rests_s, plan.get_ready_s, plan.step) == (3, (90.0, 90.0), 10.0, 5)
    assert (plan.sets[0].reps, plan.sets[0].load_kg, plan.sets[0].tempo_text) == (9, 12.0, "3-1.5-2-1")
    mine = plan_session(EXERCISE, motion_phases=SPANS, load_kg=6, sets=1, reps=4, rest_s=30, get_ready_s=5)
    assert (len(mine.sets), mine.sets[0].reps, mine.sets[0].load_kg, mine.get_ready_s) == (1, 4, 6, 5)


def test_the_times_are_those_of_the_motion() -> None:
    spans = (*SPANS[:3], PhaseSpan("top", 6.5, 9.5))
    one = plan_session(EXERCISE, motion_phases=spans).sets[0]
    assert one.phases == (("eccentric", 3.0), ("hold", 1.5), ("concentric", 2.0), ("top", 3.0))
    assert one.cycle_s == 9.5


def test_a_swing_keeps_its_own_rhythm() -> None:
    ballistic = replace(EXERCISE, movement=replace(EXERCISE.movement, pattern="ballistic"))
    assert plan_session(ballistic, motion_phases=SPANS).sets[0].ballistic


def test_no_load_while_the_safety_questions_are_open() -> None:
    assert plan_session(EXERCISE, motion_phases=SPANS, load_kg=20, load_locked=True).sets[0].load_kg == 0


def test_a_flare_up_day_is_shorter_and_unloaded() -> None:
    plan = plan_session(EXERCISE, motion_phases=SPANS, flare_up_day=True)
    assert (len(plan.sets), plan.sets[0].reps, plan.sets[0].load_kg) == (2, 5, 0)


@pytest.mark.parametrize("chosen", [{"sets": 0}, {"reps": 0}, {"rest_s": -1.0}, {"get_ready_s": 90.0}])
def test_what_cannot_be_done_is_refused(chosen: dict[str, float]) -> None:
    with pytest.raises(OptionError):
        plan_session(EXERCISE, motion_phases=SPANS, **chosen)  # type: ignore[arg-type]


@pytest.mark.parametrize("place", [(0, 0), (1, 4), (1, 9), (2, 8)])
def test_the_rest_of_a_session_made_easier_goes_on_where_it_was(place: tuple[int, int]) -> None:
    plan = plan_session(EXERCISE, motion_phases=SPANS)
    easier = ease(plan, *place)
    assert [one.load_kg for one in easier.sets[place[0] :]] == [0.0] * (3 - place[0])
    assert easier.sets[: place[0]] == plan.sets[: place[0]]
    session = Session(easier, place)
    events = [*session.start(0.0), *session.advance(1e5)]
    left = sum(isinstance(event, RepCompleted) for event in events)
    before = sum(one.reps for one in plan.sets[place[0] :]) - place[1]
    assert left < before or before <= 1
    assert session.finished
