"""Random lives on the ladder, told day by day as somebody would live them: for the laws of the gate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hypothesis import strategies as st

from hinge_desktop.training.gate import Decision
from hinge_desktop.training.records import (
    Answers,
    Ending,
    Felt,
    History,
    OverruleRecord,
    SessionRecord,
    SkipRecord,
)
from tests.training.told import LEGS, LOWER_BACK, QUIET, at, day_of, on, session


@dataclass(frozen=True)
class Kind:
    """How a session goes."""

    answers: Answers = QUIET
    morning: int | None = 1
    done: int = 8
    ending: Ending = Ending.DONE
    flare: bool = False
    role: str = "main"


FINE = Kind()
KINDS = {
    "fine": FINE,
    "fine, buttocks": Kind(replace(QUIET, felt=frozenset({Felt.BUTTOCKS}), effort=7, pain_worst=3)),
    "before 4": Kind(replace(QUIET, pain_before=4)),
    "before 3": Kind(replace(QUIET, pain_before=3), morning=3),
    "worst 4": Kind(replace(QUIET, pain_worst=4)),
    "after 5": Kind(replace(QUIET, pain_after=5)),
    "morning 4": Kind(replace(QUIET, pain_before=3), morning=4),
    "morning 3": Kind(morning=3),
    "morning 7": Kind(morning=7),
    "worst 6": Kind(replace(QUIET, pain_worst=6)),
    "worst 9": Kind(replace(QUIET, pain_worst=9), ending=Ending.PAIN),
    "legs": Kind(LEGS),
    "below knee": Kind(replace(QUIET, felt=frozenset({Felt.HAMSTRINGS, Felt.BELOW_KNEE}))),
    "lower back": Kind(LOWER_BACK),
    "knees": Kind(replace(QUIET, felt=frozenset({Felt.KNEES}))),
    "effort 9": Kind(replace(QUIET, effort=9)),
    "unlike": Kind(replace(QUIET, looked_like_figure=False)),
    "stopped": Kind(ending=Ending.PAIN),
    "short": Kind(done=5),
    "left": Kind(Answers(pain_before=1), None, 0, Ending.LEFT),
    "untold": Kind(Answers(pain_before=1)),
    "no pain before": Kind(replace(QUIET, pain_before=None)),
    "no worst": Kind(replace(QUIET, pain_worst=None)),
    "no after": Kind(replace(QUIET, pain_after=None)),
    "no effort": Kind(replace(QUIET, effort=None)),
    "no place": Kind(replace(QUIET, felt=frozenset())),
    "no legs": Kind(replace(QUIET, leg_symptoms=None)),
    "no look": Kind(replace(QUIET, looked_like_figure=None)),
    "no morning": Kind(morning=None),
    "open": Kind(Answers(), None, 6, Ending.OPEN),
    "flare": Kind(flare=True),
    "tour": Kind(role="tour"),
    "test": Kind(Answers(pain_worst=2), role="test"),
}
WHERE = ("advised", "here", "up", "down", "beside", "top")
CHOICES = ("", "overrule", "skip", "allow")


@dataclass(frozen=True)
class Event:
    """Some days on, perhaps a choice about a step, and then perhaps a session."""

    gap: int
    kind: str
    where: str
    choice: str
    step: int


def events(kinds: Sequence[str] = tuple(sorted(KINDS)), choices: int = 1) -> st.SearchStrategy[list[Event]]:
    """Mostly good sessions on the step advised: only so anybody comes far enough for the rules to matter.

    Now and then one of ``kinds``; ``choices``: how many in some 24 come with a choice about a step.
    """
    gaps = st.sampled_from((0, *(1,) * 8, 2, 3, 0, 25, 40))
    kind = st.one_of(st.sampled_from(("fine",) * 6 + ("fine, buttocks",)), st.sampled_from(kinds))
    where = st.sampled_from(("advised",) * 12 + WHERE)
    choice = st.sampled_from(("",) * 24 + CHOICES * choices)
    return st.lists(st.builds(Event, gaps, kind, where, choice, st.integers(1, 10)), min_size=3, max_size=26)


@dataclass(frozen=True)
class Seen:
    """What the gate said, with what had been told by then. ``chose``: something was chosen since the last time."""

    day: int
    history: History
    decision: Decision
    practised: SessionRecord | None = None
    chose: bool = False


def live(start: int, told: Sequence[Event], opted_in: frozenset[int]) -> list[Seen]:
    """Live these events: before each session and after it the gate is asked. Mornings are told when they come."""
    sessions: list[SessionRecord] = []
    mornings: dict[str, int | None] = {}
    overrules = [] if start == 1 else [OverruleRecord(at(0, 1), day_of(0), 1, start, "because")]
    skips: list[SkipRecord] = []
    seen: list[Seen] = []
    day = hour = 0
    for event in told:
        if event.gap:
            day, hour = day + event.gap, 0
            sessions = [replace(one, next_morning_pain=mornings[one.uuid]) for one in sessions]
        hour += 2
        if hour > 21:
            continue
        if event.choice == "overrule":
            advised = seen[-1].decision.step if seen else 1
            overrules.append(OverruleRecord(at(day, hour), day_of(day), advised, event.step, "because"))
        elif event.choice:
            skips.append(SkipRecord(at(day, hour), day_of(day), event.step, event.choice == "skip"))
        history = History(tuple(sessions), overrules=tuple(overrules), skips=tuple(skips))
        decision = on(day, history, opted_in)
        seen.append(Seen(day, history, decision, chose=bool(event.choice)))
        kind = KINDS[event.kind]
        one = session(
            day, _step(event.where, decision), kind.answers, morning=None, done=kind.done, ending=kind.ending,
            hour=hour + 1, flare=kind.flare, role=kind.role,
        )  # fmt: skip
        mornings[one.uuid] = kind.morning
        sessions.append(one)
        history = replace(history, sessions=tuple(sessions))
        seen.append(Seen(day, history, on(day, history, opted_in), one))
    return seen


def _step(where: str, decision: Decision) -> int | None:
    steps = {
        "advised": decision.step,
        "here": decision.from_step,
        "up": min(10, decision.step + 1),
        "down": max(1, decision.from_step - 1),
        "top": 10,
    }
    return steps.get(where)
