"""Self-tests: what a result is, when one is due, what the last results change."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hinge_desktop import assets
from hinge_desktop.body.anthropometry import Body
from hinge_desktop.body.motion import solve
from hinge_desktop.body.options import WALL_M
from hinge_desktop.curriculum.ladder import build_curriculum
from hinge_desktop.errors import OptionError
from hinge_desktop.training.records import SelfTestRecord
from hinge_desktop.training.selftest import (
    DUE_DAYS,
    ROUTES_DAYS,
    TILT_DRILL,
    Routing,
    about_s,
    due,
    due_in_days,
    latest,
    phases_s,
    plan_test,
    recorded,
    route,
)
from hinge_desktop.training.selftest_kinds import DOWEL_PASS, KINDS, feet_text

TODAY = date(2026, 3, 20)
EXERCISES = build_curriculum(assets.exercise_texts()).exercises
IDS = tuple(KINDS)


def told(test_id: str, value: float, days_ago: int = 0, hour: int = 9) -> SelfTestRecord:
    day = TODAY - timedelta(days=days_ago)
    return recorded(test_id, value, datetime.combine(day, time(hour), UTC), day)


def all_passed(days_ago: int = 0) -> tuple[SelfTestRecord, ...]:
    return tuple(told(test_id, kind.answers[-1], days_ago) for test_id, kind in KINDS.items())


RESULTS = st.lists(
    st.sampled_from(IDS).flatmap(
        lambda test_id: st.builds(
            told,
            st.just(test_id),
            st.sampled_from(KINDS[test_id].answers),
            st.integers(-400, 400),
            st.integers(0, 23),
        )
    ),
    max_size=12,
)


# -- the five ---------------------------------------------------------------------------------------


def test_there_are_five_and_the_pelvis_comes_first():
    assert set(IDS) == {"toe-touch", "pelvic-tilt", "wall-reach", "dowel", "flat-back-bow"}
    assert IDS[0] == "pelvic-tilt"


@pytest.mark.parametrize("test_id", IDS)
def test_both_forms_can_be_shown(test_id):
    kind = KINDS[test_id]
    exercise = EXERCISES[kind.exercise_id]
    assert kind.fault in exercise.movement.faults
    if exercise.test is not None:
        assert exercise.test.fails_as == kind.fault
    passes, not_yet = (solve(exercise.movement, Body(), fault=fault, load_kg=0.0) for fault in (None, kind.fault))
    assert [one.name for one in passes.phases] == [one.name for one in not_yet.phases]
    apart = max(abs(passes.angles[name] - not_yet.angles[name]).max() for name in passes.angles)
    assert apart > 0.1  # radians: the eye sees it


@pytest.mark.parametrize("test_id", IDS)
def test_the_answers_go_from_not_yet_to_passed(test_id):
    kind = KINDS[test_id]
    assert list(kind.answers) == sorted(set(kind.answers))
    assert not kind.passed(kind.answers[0])
    assert kind.passed(kind.answers[-1])
    assert kind.meaning(kind.answers[0]) != kind.meaning(kind.answers[-1])


def test_the_dowel_counts_to_ten_and_passes_at_its_threshold():
    kind = KINDS["dowel"]
    assert kind.answers == tuple(map(float, range(11)))
    assert [kind.passed(value) for value in (DOWEL_PASS - 1, DOWEL_PASS)] == [False, True]


def test_the_wall_is_reached_in_quarters_of_a_foot():
    assert KINDS["wall-reach"].answers == (0.0, 0.5, 0.75, 1.0, 1.25, 1.5, 1.75, 2.0)
    assert feet_text(0.5) == "½ of a foot length"
    assert feet_text(1.0) == "1 foot length"
    assert feet_text(1.75) == "1¾ foot lengths"
    assert feet_text(0.0) == "less than ½ of a foot length"


# -- the timed part ---------------------------------------------------------------------------------


@pytest.mark.parametrize("test_id", IDS)
def test_a_test_is_one_set_without_weight(test_id):
    kind = KINDS[test_id]
    exercise = EXERCISES[kind.exercise_id]
    motion = solve(exercise.movement, Body(), durations_s=phases_s(kind, exercise), load_kg=0.0)
    plan = plan_test(kind, exercise, motion.phases, 7.0)
    (planned,) = plan.sets
    assert (planned.role, planned.load_kg, planned.reps) == ("test", 0.0, kind.reps)
    assert planned.name == kind.name
    assert planned.cycle_s == pytest.approx(motion.duration_s)
    assert plan.step is None
    assert plan.get_ready_s == 7.0


def test_between_two_reaches_there_is_time_to_step_forward():
    kind = KINDS["wall-reach"]
    own = EXERCISES[kind.exercise_id].movement.phases
    assert phases_s(kind, EXERCISES[kind.exercise_id]) == (*(one.duration_s for one in own[:-1]), 4.0)
    dowel = KINDS["dowel"]
    its = EXERCISES[dowel.exercise_id]
    assert phases_s(dowel, its) == tuple(one.duration_s for one in its.movement.phases)


def test_a_test_takes_its_repetitions_and_what_is_around_them():
    kind = KINDS["dowel"]
    exercise = EXERCISES[kind.exercise_id]
    assert about_s(kind, exercise, 10.0) > 10.0 + kind.reps * sum(one.duration_s for one in exercise.movement.phases)


# -- results ----------------------------------------------------------------------------------------


def test_a_result_knows_whether_it_passed():
    assert told("dowel", 10.0).passed
    assert not told("dowel", 3.0).passed
    assert told("wall-reach", 1.25).value == 1.25


@pytest.mark.parametrize(
    ("test_id", "value", "named"),
    [("dowel", 11.0, "Dowel"), ("dowel", float("nan"), "Dowel"), ("wall-reach", 0.6, "Wall reach"), ("x", 1.0, "'x'")],
)
def test_what_is_no_answer_is_refused_in_one_sentence(test_id, value, named):
    with pytest.raises(OptionError, match=named) as caught:
        told(test_id, value)
    assert "allowed" in str(caught.value)


def test_a_moment_is_kept_as_fine_as_the_history_keeps_it():
    result = recorded("dowel", 5, datetime(2026, 3, 20, 9, 0, 1, 234_567, UTC), TODAY)
    assert result.done_utc == datetime(2026, 3, 20, 9, 0, 1, 234_000, UTC)


# -- due --------------------------------------------------------------------------------------------


def test_all_are_due_at_first():
    assert due((), TODAY) == IDS


@pytest.mark.parametrize(("days_ago", "is_due"), [(0, False), (DUE_DAYS - 1, False), (DUE_DAYS, True), (400, True)])
def test_two_weeks_later_it_is_due_again(days_ago, is_due):
    tests = (told("dowel", 9.0, days_ago),)
    assert ("dowel" in due(tests, TODAY)) is is_due
    assert due_in_days(tests, "dowel", TODAY) == max(0, DUE_DAYS - days_ago)


def test_doing_it_again_counts_from_then_on():
    tests = (told("dowel", 9.0, 20), told("dowel", 2.0, 3))
    assert due_in_days(tests, "dowel", TODAY) == DUE_DAYS - 3
    found = latest(tests, "dowel", TODAY)
    assert found is not None
    assert found.value == 2.0


def test_of_two_on_a_day_the_later_one_holds():
    tests = (told("toe-touch", 1.0, 0, hour=18), told("toe-touch", 0.0, 0, hour=8))
    assert latest(tests, "toe-touch") == tests[0]


def test_of_one_instant_the_one_told_later_holds():
    tests = (told("toe-touch", 1.0), told("toe-touch", 0.0))
    assert latest(tests, "toe-touch") is tests[1]


def test_a_clock_that_stood_ahead_does_not_put_a_test_off_for_ever():
    tests = (told("dowel", 9.0, -300), told("pelvic-tilt", 0.0, -300))
    assert "dowel" in due(tests, TODAY)
    assert route(tests, TODAY, Body()) == Routing()


def test_tomorrow_may_be_told_on_a_journey():
    tests = (told("dowel", 9.0, -1),)
    assert due_in_days(tests, "dowel", TODAY) == DUE_DAYS
    assert due_in_days(tests, "dowel", date.max) == 0


@given(RESULTS)
def test_never_is_one_due_that_was_done_today_and_the_order_is_kept(tests):
    now = due(tests, TODAY)
    assert list(now) == [test_id for test_id in IDS if test_id in now]
    for test_id in IDS:
        again = (*tests, told(test_id, KINDS[test_id].answers[0], 0, 23))
        assert test_id not in due(again, TODAY)
        assert 0 <= due_in_days(tests, test_id, TODAY) <= DUE_DAYS


# -- routing ----------------------------------------------------------------------------------------


def test_without_results_nothing_changes():
    assert route((), TODAY, Body()) == Routing()


def test_all_passed_leaves_but_the_wall():
    found = route(all_passed(), TODAY, Body())
    assert (found.tilt_first, found.warm_up) == (False, None)
    assert found.wall_m is not None


def test_who_does_not_tilt_yet_works_on_that_first():
    found = route((told("pelvic-tilt", 0.0, 5),), TODAY, Body())
    assert found.tilt_first
    assert found.tilt_why
    assert TILT_DRILL == "pelvic-tilt-test"


@pytest.mark.parametrize(
    ("test_id", "value", "drill"),
    [
        ("toe-touch", 0.0, "doorway-hinge"),
        ("flat-back-bow", 0.0, "ribs-and-back-hinge"),
        ("dowel", 7.0, "ribs-and-back-hinge"),
    ],
)
def test_what_is_not_there_yet_brings_its_drill(test_id, value, drill):
    found = route((*all_passed(3), told(test_id, value)), TODAY, Body())
    assert found.warm_up == drill
    assert drill in EXERCISES
    assert EXERCISES[drill].step is None  # beside the ladder: within everybody's gate
    assert found.warm_ups[0].why.endswith(".")
    passed = route((told(test_id, value, 3), told(test_id, KINDS[test_id].answers[-1])), TODAY, Body())
    assert passed.warm_up is None


def test_a_drill_is_named_once_and_the_doorway_first():
    tests = (told("dowel", 2.0), told("flat-back-bow", 0.0), told("toe-touch", 0.0))
    assert [one.exercise_id for one in route(tests, TODAY, Body()).warm_ups] == ["doorway-hinge", "ribs-and-back-hinge"]


@pytest.mark.parametrize(("days_ago", "counts"), [(ROUTES_DAYS, True), (ROUTES_DAYS + 1, False)])
def test_an_old_result_routes_no_more(days_ago, counts):
    assert route((told("pelvic-tilt", 0.0, days_ago),), TODAY, Body()).tilt_first is counts


@pytest.mark.parametrize(("reach", "feet"), [(0.0, 0.25), (0.5, 0.25), (1.0, 0.75), (1.25, 1.0), (2.0, 1.0)])
def test_the_wall_stands_nearer_than_was_reached(reach, feet):
    body = Body()
    found = route((told("wall-reach", reach),), TODAY, body)
    assert found.wall_m == pytest.approx(feet * body.length("foot"))
    assert feet_text(feet) in found.wall_why


@given(RESULTS, st.floats(1.40, 2.10))
def test_whatever_was_told_the_wall_stands_where_it_may(tests, stature):
    body = Body(stature_m=stature)
    found = route(tests, TODAY, body)
    if found.wall_m is not None:
        assert WALL_M[0] <= found.wall_m <= WALL_M[1]
    assert (found.wall_m is None) == (found.wall_why == "")
    assert found.tilt_first == bool(found.tilt_why)


@given(RESULTS)
def test_only_the_last_results_route(tests):
    before = tuple(one for one in tests if one.local_day < TODAY)
    assert route((*before, *all_passed()), TODAY, Body()) == route(all_passed(), TODAY, Body())


def test_passing_again_is_told_by_the_record_and_not_by_todays_threshold():
    once = replace(told("dowel", 7.0), passed=True)
    assert route((once,), TODAY, Body()).warm_up is None


@pytest.mark.parametrize("test_id", IDS)
def test_what_is_said_is_calm(test_id):
    kind = KINDS[test_id]
    said = (
        kind.looks_at,
        *kind.set_up,
        kind.question,
        kind.passes,
        kind.not_yet,
        kind.passed_means,
        kind.not_yet_means,
    )
    found = route(tuple(told(one, 0.0) for one in IDS), TODAY, Body())
    said += (found.tilt_why, found.wall_why, *(one.why for one in found.warm_ups))
    for line in said:
        words = set(line.lower().replace(".", " ").replace(",", " ").replace(":", " ").split())
        assert not words & {"fault", "wrong", "fail", "fails", "failed", "bad", "red", "must", "danger", "injury"}
