"""What no history may ever make the gate do. The checks read the records only and none of the gate's own rules.

``HYPOTHESIS_PROFILE=search`` lives 10,000 lives; the suite a few hundred, always the same ones.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby, pairwise

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from hinge_desktop.training import outcome, situation
from hinge_desktop.training.gate import TABLE
from hinge_desktop.training.records import Ending, Felt, History, SessionRecord
from hinge_desktop.training.standing import Standing
from hinge_desktop.training.thresholds import THRESHOLDS, Thresholds
from tests.training.lives import Event, Seen, events, live
from tests.training.told import BALLISTIC, day_of, on

LIVES = 10_000 if os.environ.get("HYPOTHESIS_PROFILE") == "search" else 200
ACTIONS = {row.id: row.action for row in TABLE}

starts = st.sampled_from((1, 1, 1, 2, 5, 7, 8, 8, 9, 10))
wishes = st.sampled_from((BALLISTIC, BALLISTIC, frozenset({9}), frozenset({10}), frozenset[int]()))


# -- what the records say, read without the gate --------------------------------------------------


def pains(one: SessionRecord) -> list[int]:
    told = (one.answers.pain_before, one.answers.pain_worst, one.answers.pain_after, one.next_morning_pain)
    return [pain for pain in told if pain is not None]


def legs(one: SessionRecord) -> bool:
    return bool(one.answers.leg_symptoms) or Felt.BELOW_KNEE in one.answers.felt


def loud(one: SessionRecord) -> bool:
    return legs(one) or any(pain > THRESHOLDS.go_most for pain in pains(one))


def whole(one: SessionRecord) -> bool:
    """A good session by the letter, its next morning aside."""
    told = one.answers
    return (
        None not in (told.pain_before, told.pain_worst, told.pain_after, told.effort)
        and told.looked_like_figure is True
        and told.leg_symptoms is False
        and (told.effort or 0) <= THRESHOLDS.effort_most
        and bool(told.felt & {Felt.HAMSTRINGS, Felt.BUTTOCKS})
        and not told.felt & {Felt.LOWER_BACK, Felt.BELOW_KNEE}
        and not loud(one)
        and len(one.sets) >= one.planned_sets
        and all(each.done_reps >= each.planned_reps for each in one.sets)
        and one.ending is not Ending.PAIN
        and not one.flare_up_day
        and any(each.role == "main" for each in one.sets)
    )


def real(one: SessionRecord) -> bool:
    return one.done_reps > 0 or bool(pains(one)[1:]) or bool(one.answers.felt) or legs(one)


def days(sessions: Iterable[SessionRecord]) -> dict[date, list[SessionRecord]]:
    return {day: list(group) for day, group in groupby(sessions, key=lambda one: one.local_day)}


def left_out(history: History, until: date) -> set[int]:
    said = {one.step: one.skip for one in history.skips if one.local_day <= until}
    return {step for step, skip in said.items() if skip}


# -- the laws -------------------------------------------------------------------------------------


def always_a_reason(seen: Seen) -> None:
    decision = seen.decision
    assert decision.reason[0].isupper() or decision.reason[0].isdigit()
    assert decision.reason.endswith(".")
    assert ". " not in decision.reason
    assert ACTIONS[decision.rows[0]] == decision.action
    assert set(decision.rows) <= set(ACTIONS)
    assert 1 <= decision.step <= 10
    assert (decision.step > decision.from_step) <= (decision.action in ("advance", "start"))
    assert (decision.step < decision.from_step) == (decision.action == "step_back")


def never_what_is_closed(seen: Seen, opted_in: frozenset[int]) -> None:
    decision, today = seen.decision, day_of(seen.day)
    if decision.none_left:
        assert left_out(seen.history, today)
        return
    assert decision.step not in left_out(seen.history, today)
    if decision.step in BALLISTIC:
        since = today - timedelta(days=THRESHOLDS.leg_free_days)
        assert not any(legs(one) for one in seen.history.sessions if one.local_day > since)
        assert decision.step in opted_in


def never_advances_without_cause(seen: Seen) -> None:
    decision, today = seen.decision, day_of(seen.day)
    if decision.step <= decision.from_step or decision.action == "start":
        return
    assert set(range(decision.from_step + 1, decision.step)) <= left_out(seen.history, today)
    others = [one for one in seen.history.overrules if one.chosen_step != one.advised_step]
    chosen = [one.local_day for one in others if one.chosen_step == decision.from_step]
    since = max([today - timedelta(days=THRESHOLDS.window_days - 1), *chosen])
    told = days(one for one in seen.history.sessions if real(one))
    opened = 0
    for day, sessions in told.items():
        own = [one for one in sessions if one.step == decision.from_step and one.sets[0].role not in ("tour", "test")]
        mornings = [one.next_morning_pain for one in sessions if one.next_morning_pain is not None]
        quiet = not any(loud(one) for one in sessions) and bool(mornings)
        opened += since <= day < today and quiet and bool(own) and all(whole(one) for one in own)
    needed = THRESHOLDS.good_days_opt_in if decision.step in BALLISTIC else THRESHOLDS.good_days
    assert opened >= needed
    last = list(told.values())[-1]
    assert not any(loud(one) for one in last)
    assert all(whole(one) for one in last if one.step == decision.from_step and one.sets[0].role == "warm-up")
    assert last[0].local_day == today or any(one.next_morning_pain is not None for one in last)


def never_moves_up_by_itself(told: list[Seen]) -> None:
    """One step up at most a day, only on to what was advised, and none but those one was told not to do passed over."""
    ups: dict[int, int] = {}
    for before, after in pairwise(told):
        if after.chose or after.decision.from_step <= before.decision.from_step:
            continue
        assert after.practised is not None
        assert after.practised.step == before.decision.step == after.decision.from_step
        assert before.decision.action in ("advance", "start")
        ups[after.day] = ups.get(after.day, 0) + 1
        passed = range(before.decision.from_step + 1, after.decision.from_step)
        assert set(passed) <= left_out(after.history, day_of(after.day))
    assert all(up == 1 for up in ups.values())


def hold(start: int, told: list[Event], opted_in: frozenset[int]) -> None:
    """All laws on one life."""
    seen = live(start, told, opted_in)
    for one in seen:
        always_a_reason(one)
        never_what_is_closed(one, opted_in)
        never_advances_without_cause(one)
    never_moves_up_by_itself(seen)


@settings(max_examples=LIVES)
@given(starts, events(), wishes)
def test_no_life_makes_the_gate_do_what_it_must_not(start: int, told: list[Event], opted_in: frozenset[int]) -> None:
    hold(start, told, opted_in)


STRICTER = (
    Thresholds(go_most=0, stay_most=1),
    Thresholds(go_most=2, stay_most=3),
    Thresholds(stay_most=3),
    Thresholds(effort_most=3),
    Thresholds(morning_rise=0),
    Thresholds(good_days=4),
    Thresholds(good_days=6, good_days_opt_in=8),
    Thresholds(window_days=6),
    Thresholds(leg_free_days=45),
)


@settings(max_examples=LIVES)
@given(starts, events(), wishes, st.sampled_from(STRICTER))
def test_stricter_limits_never_advise_more(
    start: int, told: list[Event], opted_in: frozenset[int], limits: Thresholds
) -> None:
    for one in live(start, told, opted_in):
        strict = on(one.day, one.history, opted_in, limits)
        assert strict.step <= one.decision.step
        assert strict.from_step <= one.decision.from_step


@settings(max_examples=60)
@given(starts, events(), wishes)
def test_the_same_history_gives_the_same_answer(start: int, told: list[Event], opted_in: frozenset[int]) -> None:
    last = live(start, told, opted_in)[-1]
    turned = History(last.history.sessions[::-1], overrules=last.history.overrules[::-1], skips=last.history.skips)
    assert on(last.day, turned, opted_in) == last.decision


# -- the laws can be broken -----------------------------------------------------------------------


def without(row: str) -> Callable[[pytest.MonkeyPatch], None]:
    def break_it(patch: pytest.MonkeyPatch) -> None:
        patch.setattr(outcome, "SESSION_ROWS", tuple(one for one in outcome.SESSION_ROWS if one.id != row))

    return break_it


def looser(name: str, value: int) -> Callable[[pytest.MonkeyPatch], None]:
    def break_it(patch: pytest.MonkeyPatch) -> None:
        limits = replace(THRESHOLDS)
        object.__setattr__(limits, name, value)  # made looser behind the back of its own check
        patch.setattr("tests.training.lives.on", lambda day, history, opted: on(day, history, opted, limits))

    return break_it


def today_counts(patch: pytest.MonkeyPatch) -> None:
    honest = Standing.good_days
    patch.setattr(
        Standing, "good_days", lambda self, step, today, **more: honest(self, step, today + timedelta(days=1), **more)
    )


def no_morning_needed(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Standing, "_morning_told", lambda *_: True)


def legs_are_always_quiet(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Standing, "legs_quiet", lambda *_: True)


def skips_are_not_heard(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(situation, "next_step", lambda step, _: step + 1 if step < 10 else None)


def two_at_once(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(situation, "next_step", lambda step, _: min(10, step + 2))


def whoever_wishes(patch: pytest.MonkeyPatch) -> None:
    honest = situation.Situation.__init__
    patch.setattr(
        situation.Situation,
        "__init__",
        lambda self, one, today, skipped, _: honest(self, one, today, skipped, BALLISTIC),
    )


@dataclass(frozen=True)
class Broken:
    """A gate that was broken, and the kinds of sessions and the step among which it shows soon."""

    how: Callable[[pytest.MonkeyPatch], None]
    kinds: tuple[str, ...] = ("fine",)
    start: int = 1
    choices: int = 1


BROKEN = {
    "without pain-hold": Broken(without("pain-hold"), ("worst 4", "after 5", "before 4")),
    "without below-knee": Broken(without("below-knee"), ("legs", "below knee")),
    "without stopped-for-pain": Broken(without("stopped-for-pain"), ("stopped",)),
    "without back-once": Broken(without("back-once"), ("lower back",)),
    "without repetitions": Broken(without("repetitions"), ("short",)),
    "without not-answered": Broken(without("not-answered"), ("no worst", "no legs", "no effort")),
    "without effort": Broken(without("effort"), ("effort 9",)),
    "without not-like-the-figure": Broken(without("not-like-the-figure"), ("unlike",)),
    "without felt-elsewhere": Broken(without("felt-elsewhere"), ("knees",)),
    "without flare-up-day": Broken(without("flare-up-day"), ("flare",)),
    "go line at 4": Broken(looser("go_most", 4), ("worst 4", "before 4")),
    "effort up to 9": Broken(looser("effort_most", 9), ("effort 9",)),
    "two days suffice": Broken(looser("good_days", 2)),
    "two days suffice for the swing": Broken(looser("good_days_opt_in", 2), start=8),
    "a window of a year": Broken(looser("window_days", 365)),
    "legs quiet for a day": Broken(looser("leg_free_days", 1), ("legs",), start=8),
    "today counts": Broken(today_counts),
    "no morning needed": Broken(no_morning_needed, ("no morning",)),
    "legs are always quiet": Broken(legs_are_always_quiet, ("legs",), start=8),
    "skips are not heard": Broken(skips_are_not_heard, choices=6),
    "two steps at once": Broken(two_at_once),
    "no wish needed": Broken(whoever_wishes, start=8),
}


def test_every_row_that_keeps_the_step_was_broken_once() -> None:
    assert {f"without {row.id}" for row in outcome.STAY_ROWS} <= set(BROKEN)


def look(broken: Broken, most: int) -> None:
    """Hold the laws on lives among which a break would show."""

    @settings(
        max_examples=most, derandomize=True, database=None, deadline=None, phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck), report_multiple_bugs=False,
    )  # fmt: skip
    @given(st.just(broken.start), events(broken.kinds, broken.choices), wishes)
    def law(start: int, told: list[Event], opted_in: frozenset[int]) -> None:
        hold(start, told, opted_in)

    law()


@pytest.mark.parametrize("name", BROKEN)
def test_the_laws_find_a_gate_that_was_broken(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    BROKEN[name].how(monkeypatch)
    with pytest.raises(AssertionError):
        look(BROKEN[name], 3000)


@pytest.mark.parametrize("name", BROKEN)
def test_and_nothing_in_the_whole_one_among_the_same_lives(name: str) -> None:
    look(BROKEN[name], LIVES // 30)


def test_a_life_comes_far_enough_for_the_laws_to_matter() -> None:
    """The generator's own plain life: good sessions on the step advised lead from the first step to the last."""
    seen = live(1, [Event(1, "fine", "advised", "", 1)] * 40, BALLISTIC)
    assert {one.decision.from_step for one in seen} == set(range(1, 11))
    assert seen[-1].decision.maintenance
