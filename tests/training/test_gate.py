"""The gate: how one moves on the ladder, what is chosen and skipped, and the edges."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hinge_desktop.errors import OptionError
from hinge_desktop.training.gate import AFTER_THE_LADDER, awaiting_next_morning, current_step
from hinge_desktop.training.records import Answers, Ending, Felt, History, OverruleRecord, SessionRecord
from hinge_desktop.training.thresholds import Thresholds
from tests.training.told import (
    BALLISTIC,
    LEGS,
    LOWER_BACK,
    QUIET,
    at,
    day_of,
    good,
    on,
    overrule,
    session,
    skip,
    standing_on,
)

HURT = replace(QUIET, pain_worst=6)


# -- opening the next step ------------------------------------------------------------------------


def test_it_starts_at_step_one() -> None:
    decision = on(0, History())
    assert (decision.action, decision.step, decision.rows) == ("start", 1, ("first",))
    assert "3 good days" in decision.reason


def test_three_good_days_open_the_next_step() -> None:
    assert on(2, History(good(0, 2))).rows == ("collecting",)
    decision = on(3, History(good(0, 3)))
    assert (decision.action, decision.step, decision.from_step, decision.next_step) == ("advance", 2, 1, 2)
    assert (decision.good_sessions, decision.needed) == (3, 3)


def test_days_count_not_sessions() -> None:
    decision = on(2, History((session(0, hour=8), session(0, hour=12), session(0, hour=18), session(1))))
    assert (decision.action, decision.good_sessions) == ("stay", 2)


def test_one_session_of_a_day_that_hurt_takes_the_day_out() -> None:
    days = (session(0), session(1, hour=8), session(1, answers=replace(QUIET, pain_worst=4)), session(2))
    assert on(3, History(days)).good_sessions == 2
    assert on(4, History((*days, session(3)))).action == "advance"


def test_the_next_morning_is_one_answer_for_all_sessions_of_a_day() -> None:
    twice = (session(2, hour=8, morning=None), session(2, hour=18))
    assert on(3, History((*good(0, 2), *twice))).action == "advance"
    restless = (session(2, hour=8, morning=None), session(2, hour=18, morning=4))
    assert on(3, History((*good(0, 2), *restless))).action == "stay"


def test_days_older_than_three_weeks_no_longer_count() -> None:
    assert on(20, History(good(0, 3))).action == "advance"
    assert on(21, History(good(0, 3))).action == "stay"


def test_a_gap_of_weeks_empties_the_count_and_keeps_the_step() -> None:
    history = standing_on(4, *good(1, 3, 4))
    decision = on(40, history)
    assert (decision.rows, decision.step, decision.good_sessions) == (("after-a-gap",), 4, 0)
    assert "after 37 days" in decision.reason
    again = replace(history, sessions=(*history.sessions, session(40, 4)))
    assert on(41, again).reason == "1 of 3 good days within 21 so far: 2 more days open step 5."


def test_after_a_gap_what_asked_for_a_step_back_still_asks() -> None:
    decision = on(60, standing_on(4, session(1, 4, HURT)))
    assert (decision.action, decision.step, decision.rows) == ("step_back", 3, ("pain-stop",))


def test_a_good_day_is_told_when_it_counts() -> None:
    assert on(0, History((session(0, morning=None),))).reason == (
        "Today's session counts once tomorrow morning's answer is in: that makes it 1 of 3 good days for step 2."
    )
    poor = session(0, answers=replace(QUIET, effort=9), morning=None)
    assert "tomorrow" not in on(0, History((poor,))).reason


def test_today_never_counts_today() -> None:
    assert on(2, History(good(0, 3))).rows == ("today",)
    assert on(2, History((*good(0, 2), session(2, morning=None)))).rows == ("today",)
    assert on(3, History((*good(0, 2), session(2, morning=None)))).rows == ("morning-open",)


def test_the_first_session_of_the_next_step_takes_one_there() -> None:
    assert on(4, History((*good(0, 3), session(3, 2)))).from_step == 2


# -- pain and stepping back -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "last",
    [
        session(3, answers=replace(QUIET, pain_before=5)),
        session(3, answers=replace(QUIET, pain_after=4)),
        session(3, answers=replace(QUIET, felt=frozenset({Felt.HAMSTRINGS, Felt.BELOW_KNEE}))),
        session(3, answers=replace(QUIET, pain_worst=None)),
        session(3, answers=replace(QUIET, felt=frozenset())),
        session(3, answers=replace(QUIET, looked_like_figure=None)),
        session(3, answers=replace(QUIET, leg_symptoms=None)),
        session(3, answers=Answers(pain_before=4), done=0, ending=Ending.LEFT, morning=None, role="warm-up"),
    ],
)
def test_the_last_day_keeps_the_step(last: SessionRecord) -> None:
    decision = on(4, History((*good(0, 3), last)))
    assert (decision.action, decision.step) == ("stay", 1)


def test_a_morning_within_one_of_the_usual_and_above_the_go_line_keeps_the_step() -> None:
    days = tuple(session(day, answers=replace(QUIET, pain_before=3)) for day in range(3))
    decision = on(4, History((*days, session(3, answers=replace(QUIET, pain_before=3), morning=4))))
    assert decision.rows == ("pain-hold",)


def test_every_ground_is_named() -> None:
    decision = on(4, History((*good(0, 3), session(3, answers=replace(LOWER_BACK, pain_worst=4, effort=9)))))
    assert decision.rows == ("pain-hold", "back-once", "effort")


def test_from_the_first_step_there_is_no_way_back() -> None:
    decision = on(1, History((session(0, answers=HURT),)))
    assert (decision.action, decision.step) == ("stay", 1)
    assert decision.rows == ("easiest", "pain-stop")
    assert decision.reason.endswith("this is the gentlest step already, so do fewer repetitions.")


def test_after_a_step_back_the_count_begins_anew() -> None:
    assert on(5, History((*good(0, 3), session(3, answers=HURT), session(4)))).good_sessions == 1


def test_a_step_back_is_due_until_a_step_is_practised_again() -> None:
    hurt = standing_on(3, session(1, 3, HURT), session(2, None), session(4, 1))
    assert on(5, hurt).rows == ("pain-stop",)
    followed = replace(hurt, sessions=(*hurt.sessions, session(5, 2)))
    assert (on(6, followed).from_step, on(6, followed).action) == (2, "stay")
    again = replace(hurt, sessions=(*hurt.sessions, session(5, 3)))
    assert (on(6, again).from_step, on(6, again).good_sessions) == (3, 1)


def test_the_same_pain_takes_nobody_back_twice() -> None:
    history = standing_on(3, session(1, 3, HURT, hour=8), session(1, 2, hour=18))
    decision = on(2, history)
    assert (decision.from_step, decision.step, decision.good_sessions) == (2, 2, 0)


def test_lower_back_twice_running_looks_past_a_session_that_did_not_tell() -> None:
    untold = session(2, 2, replace(QUIET, felt=frozenset()))
    history = standing_on(2, session(1, 2, LOWER_BACK), untold, session(3, 2, LOWER_BACK))
    assert on(4, history).rows[0] == "back-twice"


def test_practice_above_the_gate_moves_nothing_but_its_pain_counts() -> None:
    assert on(2, History((session(0, 7), session(1, 2)))).from_step == 1
    hurt = session(3, 7, replace(QUIET, pain_worst=5))
    assert on(4, History((*good(0, 3), hurt))).rows == ("pain-hold",)


@pytest.mark.parametrize("role", ["tour", "test"])
def test_what_is_only_looked_at_moves_nothing_and_asks_nothing_but_its_pain_counts(role: str) -> None:
    days = good(0, 3)
    assert on(4, History((*days, session(3, 2, Answers(), morning=1, role=role)))).action == "advance"
    decision = on(4, History((*days, session(3, 2, role=role))))
    assert (decision.from_step, decision.action) == (1, "advance")
    hurt = session(3, None, Answers(pain_worst=7), morning=1, role=role)
    assert on(4, History((*days, hurt))).rows[0] == "easiest"


def test_a_session_left_in_its_warm_up_is_no_practice_of_its_step() -> None:
    left = session(3, 2, done=0, ending=Ending.LEFT)
    warm_up = replace(left, sets=(replace(left.sets[0], done_reps=8),))
    assert on(4, History((*good(0, 3), warm_up))).from_step == 1


def test_a_related_exercise_that_was_cut_short_keeps_the_step() -> None:
    whole = session(3)
    short = replace(whole, sets=(*whole.sets[:2], replace(whole.sets[2], done_reps=2)))
    assert on(4, History((*good(0, 3), short))).rows == ("repetitions",)


def test_sessions_in_which_nothing_happened_are_passed_over() -> None:
    nothing = session(3, answers=Answers(pain_before=1), done=0, ending=Ending.LEFT, morning=None, role="warm-up")
    assert on(4, History((*good(0, 3), nothing))).action == "advance"


# -- choosing another step ------------------------------------------------------------------------


def test_a_choice_is_remembered_and_its_count_begins_afresh() -> None:
    history = History(good(0, 3), overrules=(overrule(3, 4),))
    decision = on(3, history)
    assert (decision.action, decision.from_step, decision.step) == ("start", 4, 4)
    assert current_step(replace(history, sessions=(*history.sessions, session(4, 4))), day_of(5)) == 4


def test_an_easier_choice_holds_until_the_gate_opens_the_next() -> None:
    three = (overrule(-1, 3), overrule(3, 2))
    days = good(0, 3, 3)
    assert on(3, History(days, overrules=three)).step == 2
    harder = session(4, 3)  # practised again, although the easier one was chosen: it moves nothing
    assert on(5, History((*days, harder), overrules=three)).step == 2
    assert on(8, History((*days, harder, *good(5, 3, 2)), overrules=three)).step == 3


def test_the_easier_of_two_is_a_choice_although_one_stands_there() -> None:
    ready = History(good(0, 3))
    assert on(3, ready).step == 2
    declined = replace(ready, overrules=(overrule(3, 1, advised=2),))
    assert (on(3, declined).step, on(3, declined).good_sessions) == (1, 0)


def test_choosing_what_is_advised_changes_nothing() -> None:
    history = History(good(0, 2), overrules=(overrule(2, 1, advised=1),))
    assert on(3, history).good_sessions == 2


@pytest.mark.parametrize("chosen", [9, 10])
def test_no_choice_opens_a_ballistic_step_while_the_legs_are_not_quiet(chosen: int) -> None:
    restless = standing_on(5, session(1, 5, LEGS))
    early = replace(restless, overrules=(*restless.overrules, overrule(20, chosen)))
    assert on(20, early, BALLISTIC).from_step == 5
    assert on(50, early, BALLISTIC).from_step == 5, "it is not kept for later"
    late = replace(restless, overrules=(*restless.overrules, overrule(31, chosen)))
    assert on(31, late, BALLISTIC).from_step == chosen


def test_an_easier_choice_that_is_ballistic_leads_before_those_while_the_legs_are_not_quiet() -> None:
    history = standing_on(10, session(1, 10, LEGS))
    assert on(2, replace(history, overrules=(*history.overrules, overrule(2, 9))), BALLISTIC).step == 8


@pytest.mark.parametrize("chosen", [-3, 0, 11, 99])
def test_a_choice_of_no_step_is_no_choice(chosen: int) -> None:
    assert on(2, standing_on(4, session(1, 4)), BALLISTIC) == on(
        2, replace(standing_on(4, session(1, 4)), overrules=(overrule(0, 4, hour=1), overrule(1, chosen))), BALLISTIC
    )


# -- told not to ----------------------------------------------------------------------------------


def test_going_up_leads_past_a_step_one_was_told_not_to_do() -> None:
    history = replace(History(good(0, 3)), skips=skip(1, 2, 3))
    decision = on(3, history)
    assert (decision.action, decision.step, decision.next_step) == ("advance", 4, 4)
    there = replace(history, sessions=(*history.sessions, session(3, 4)))
    assert on(4, there).from_step == 4


def test_going_back_leads_past_it_too() -> None:
    history = standing_on(5, session(1, 5, HURT), skips=skip(0, 4))
    assert (on(2, history).action, on(2, history).step) == ("step_back", 3)
    there = replace(history, sessions=(*history.sessions, session(2, 3)))
    assert on(3, there).from_step == 3


def test_told_so_of_the_current_step_the_easier_one_takes_its_place() -> None:
    history = standing_on(5, *good(1, 2, 5), skips=skip(3, 5))
    assert (on(3, history).action, on(3, history).step, on(3, history).rows) == ("step_back", 4, ("told-not-to",))
    assert "told not to do step 5" in on(3, history).reason
    there = replace(history, sessions=(*history.sessions, *good(3, 3, 4)))
    assert (on(6, there).from_step, on(6, there).step) == (4, 6)


def test_allowing_a_step_again_throws_nobody_back() -> None:
    passed = History((*good(0, 3), *good(3, 2, 3)), skips=(*skip(0, 2), *skip(6, 2, on=False)))
    assert (on(6, passed).from_step, on(6, passed).good_sessions) == (3, 2)
    unpractised = standing_on(5, *good(1, 2, 5), skips=(*skip(3, 5), *skip(4, 5, on=False)))
    assert (on(4, unpractised).step, on(4, unpractised).good_sessions) == (5, 2)


def test_the_past_is_read_with_what_was_said_by_then() -> None:
    later = History((*good(0, 3), session(3, 3), session(4, 3)), skips=skip(4, 2, hour=20))
    assert on(5, later).from_step == 1, "step 3 was practice above the gate before step 2 was left out"


def test_nothing_easier_left_the_gentlest_one_is_begun() -> None:
    history = History((session(0),), skips=skip(1, 1, 2))
    assert (on(1, history).action, on(1, history).step) == ("start", 3)
    assert on(3, replace(history, sessions=(session(0), session(2, 3)))).from_step == 3


@pytest.mark.parametrize("left", [9, 10])
def test_the_gentlest_that_is_left_is_never_a_ballistic_one(left: int) -> None:
    skips = skip(0, *(step for step in range(1, 11) if step != left))
    decision = on(1, History(skips=skips), BALLISTIC)
    assert (decision.none_left, decision.rows, decision.action) == (True, ("none-left",), "stay")


def test_all_ten_left_out_still_gets_a_sane_answer() -> None:
    decision = on(2, standing_on(6, session(1, 6, HURT), skips=skip(1, *range(1, 11))))
    assert (decision.none_left, decision.step, decision.action) == (True, 6, "stay")
    assert decision.reason.startswith("No step is left")


def test_choosing_more_opens_no_step_one_was_told_not_to_do() -> None:
    history = History(overrules=(overrule(2, 7),), skips=skip(1, 7))
    assert on(3, history).step == 1


# -- the ballistic steps --------------------------------------------------------------------------


@pytest.mark.parametrize("target", [9, 10])
def test_the_last_two_steps_want_four_days_quiet_legs_and_a_wish(target: int) -> None:
    step, before = target - 1, BALLISTIC - {target}
    assert on(6, standing_on(step, *good(1, 3, step)), BALLISTIC).rows == ("collecting",)
    four = standing_on(step, *good(1, 4, step))
    waiting = on(6, four, before)
    assert (waiting.action, waiting.opt_in_needed, waiting.rows) == ("stay", True, ("opt-in",))
    assert waiting.next_step == target
    assert on(6, four, BALLISTIC).step == target


def test_the_swing_waits_for_quiet_legs() -> None:
    history = standing_on(8, session(-20, 8, LEGS), *good(1, 4, 8))
    assert on(6, history, BALLISTIC).rows == ("leg-free",)
    unchosen = on(6, history)
    assert (unchosen.rows, unchosen.opt_in_needed) == (("opt-in", "leg-free"), False)


def test_restless_legs_on_a_ballistic_step_go_back_and_want_its_usual_rule() -> None:
    history = standing_on(9, *good(1, 2, 9), session(3, 9, LEGS))
    assert (on(4, history, BALLISTIC).action, on(4, history, BALLISTIC).step) == ("step_back", 8)
    assert on(80, history, BALLISTIC).step == 8, "no quiet month alone leads back to the swing"
    resumed = replace(history, sessions=(*history.sessions, *good(4, 4, 8)))
    assert on(8, resumed, BALLISTIC).rows == ("leg-free",)
    later = replace(history, sessions=(*history.sessions, *good(30, 4, 8)))
    assert on(34, later, BALLISTIC).step == 9


def test_taking_the_wish_back_leads_before_the_ballistic_steps() -> None:
    history = standing_on(8, *good(1, 4, 8), session(5, 9))
    assert on(6, history, BALLISTIC).from_step == 9
    decision = on(6, history)
    assert (decision.from_step, decision.step, decision.maintenance) == (8, 8, True)


# -- after the ladder -----------------------------------------------------------------------------


def test_at_the_end_of_the_ladder_two_or_three_steps_and_one_leg() -> None:
    history = standing_on(10, *good(1, 3, 10))
    assert on(3, history, BALLISTIC).rows == ("today",)
    decision = on(4, history, BALLISTIC)
    assert (decision.maintenance, decision.rows, decision.next_step) == (True, ("maintenance",), None)
    assert "two or three steps" in decision.reason
    assert AFTER_THE_LADDER.replace("-hinge", " hinge") in decision.reason


def test_practising_other_steps_then_takes_nothing_away_and_strong_pain_does() -> None:
    history = standing_on(10, *good(1, 3, 10), *(session(day, day % 7 + 1) for day in range(5, 60, 3)))
    assert on(60, history, BALLISTIC).maintenance
    hurt = replace(history, sessions=(*history.sessions, session(60, 5, HURT)))
    decision = on(61, hurt, BALLISTIC)
    assert (decision.action, decision.step, decision.maintenance) == ("step_back", 9, False)


def test_who_never_wants_ballistic_steps_gets_there_too() -> None:
    unwished = on(5, standing_on(8, *good(1, 4, 8)))
    assert (unwished.maintenance, unwished.step) == (True, 8)
    assert "step 9 is optional" in unwished.reason
    told = on(4, standing_on(6, *good(1, 3, 6), skips=skip(0, 7, 8, 9, 10)))
    assert (told.maintenance, told.rows, told.step) == (True, ("maintenance",), 6)


# -- what may change later ------------------------------------------------------------------------


def test_a_deleted_session_is_as_if_it_had_not_been() -> None:
    sessions = (*good(0, 3), session(3, 2), session(4, 2))
    assert on(5, History(sessions)).from_step == 2
    assert on(5, History(sessions[1:])).from_step == 1


def test_a_corrected_answer_is_as_if_it_had_always_been() -> None:
    sessions = (*good(0, 3), session(3, 2))
    corrected = (sessions[0], replace(sessions[1], answers=HURT), *sessions[2:])
    assert on(4, History(sessions)).from_step == 2
    assert on(4, History(corrected)).from_step == 1


def test_what_is_dated_after_today_waits_for_its_day() -> None:
    ahead = History(
        (*good(0, 2), session(300, answers=HURT)), overrules=(overrule(200, 8),), skips=skip(100, 3, on=False)
    )
    assert on(2, ahead) == on(2, History(good(0, 2)))


def test_told_not_to_by_a_clock_that_ran_ahead_holds_until_something_else_is_said() -> None:
    history = replace(History(good(0, 3)), skips=skip(300, 2))
    assert on(3, history).step == 3
    assert on(3, replace(history, skips=(*history.skips, *skip(3, 2, on=False)))).step == 2


def test_the_order_in_which_a_history_is_handed_in_does_not_matter() -> None:
    history = History((*good(0, 3), session(3, 2)), overrules=(overrule(5, 4), overrule(4, 3)))
    turned = History(history.sessions[::-1], overrules=history.overrules[::-1])
    assert on(6, history) == on(6, turned)


def test_the_morning_after_is_asked_for_the_latest_session_only() -> None:
    asked = awaiting_next_morning(History((session(0, morning=None), session(1, morning=None))), day_of(2))
    assert asked is not None
    assert asked.local_day == day_of(1)
    assert awaiting_next_morning(History((session(1, morning=None),)), day_of(1)) is None
    assert awaiting_next_morning(History(), day_of(0)) is None


def test_the_morning_after_is_asked_once_for_a_day() -> None:
    twice = (session(0, hour=8, morning=None), session(0, hour=18, morning=None))
    asked = awaiting_next_morning(History(twice), day_of(1))
    assert asked == twice[1]
    assert awaiting_next_morning(History((twice[0], replace(twice[1], next_morning_pain=2))), day_of(1)) is None


# -- stricter limits ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "looser",
    [
        {"go_most": 4}, {"go_most": -1}, {"stay_most": 6}, {"effort_most": 8}, {"morning_rise": 2}, {"good_days": 2},
        {"good_days_opt_in": 3}, {"window_days": 22}, {"leg_free_days": 29}, {"opt_in_steps": (10,)},
        {"jump_rise": 3}, {"screening_days": 31}, {"usual_of": 6}, {"usual_of": 4}, {"go_most": 3, "stay_most": 2},
        {"good_days": 9, "window_days": 8},
    ],
)  # fmt: skip
def test_no_limit_is_ever_looser_than_the_convention(looser: dict[str, int]) -> None:
    with pytest.raises(OptionError, match=f"{list(looser)[-1]} is .*allowed"):
        Thresholds(**looser)  # type: ignore[arg-type]


def test_stricter_limits_are_asked_of_every_session() -> None:
    history = History(good(0, 4))
    assert on(4, history).action == "advance"
    assert on(4, history, limits=Thresholds(good_days=5, good_days_opt_in=5)).rows == ("collecting",)
    assert on(4, history, limits=Thresholds(go_most=0)).rows == ("pain-hold",)
    assert on(4, history, limits=Thresholds(effort_most=3)).rows == ("effort",)
    assert on(6, history, limits=Thresholds(window_days=5)).rows == ("collecting",)
    assert on(9, history, limits=Thresholds(window_days=5)).rows == ("after-a-gap",)


def test_a_choice_holds_from_its_instant_on() -> None:
    sessions = (session(1, 4, hour=8), session(1, 4, hour=20))
    history = History(sessions, overrules=(OverruleRecord(at(1, 12), day_of(1), 1, 4, "because"),))
    assert on(2, history).good_sessions == 1
    assert on(2, replace(history, overrules=())).from_step == 1
