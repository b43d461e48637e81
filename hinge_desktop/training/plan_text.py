"""A session's plan as text, so that an interrupted one goes on exactly as it was planned.

Words and cues are not kept: they come from the exercise as it is when the session goes on.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from typing import Any, get_args

from hinge_desktop.curriculum.exercise import Exercise
from hinge_desktop.errors import OptionError
from hinge_desktop.training.events import ROLES, PlannedSet, SessionPlan, Side

VERSION = 1
MOST_REPS = 1000
"""In one set of a plan that is read; nobody plans so many."""


def write_plan(plan: SessionPlan) -> str:
    """The plan as one line of JSON."""
    sets = [
        {
            "exercise": one.exercise_id,
            "load_kg": one.load_kg,
            "reps": one.reps,
            "phases": list(map(list, one.phases)),
            "counts_after": one.counts_after,
            "tempo": one.tempo_text,
            "role": one.role,
            "side": one.side,
            "look": one.look,
            "wall_m": one.wall_m,
            "manual": one.manual,
            "note": one.note,
        }
        for one in plan.sets
    ]
    whole = {
        "version": VERSION,
        "main": plan.main_exercise_id,
        "step": plan.step,
        "rests_s": plan.rests_s,
        "get_ready_s": plan.get_ready_s,
        "sets": sets,
    }
    return json.dumps(whole, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def read_plan(text: str, exercise_for: Callable[[str], Exercise]) -> SessionPlan:
    """The plan that was written.

    Args:
        exercise_for: id -> exercise; raises OptionError for one that is not there any more.

    Raises:
        OptionError: it cannot be understood, or no longer be done.
    """
    try:
        whole = json.loads(text)
        if whole["version"] != VERSION:
            raise ValueError(f"version {whole['version']}")
        return SessionPlan(
            main_exercise_id=str(whole["main"]),
            step=None if whole["step"] is None else int(whole["step"]),
            sets=tuple(_read_set(one, exercise_for) for one in whole["sets"]),
            rests_s=tuple(map(float, whole["rests_s"])),
            get_ready_s=float(whole["get_ready_s"]),
        )
    except OptionError:
        raise
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError) as error:
        raise OptionError(f"The plan of the interrupted session cannot be understood ({error}).") from error


def _read_set(one: Mapping[str, Any], exercise_for: Callable[[str], Exercise]) -> PlannedSet:
    exercise = exercise_for(one["exercise"])
    phases = tuple((str(name), float(seconds)) for name, seconds in one["phases"])
    if [name for name, _ in phases] != [phase.name for phase in exercise.movement.phases]:
        raise ValueError(f"{exercise.id} has other phases now")
    if one["role"] not in ROLES or one["side"] not in get_args(Side):
        raise ValueError(f"{exercise.id} as {one['role']} {one['side']}")
    return PlannedSet(
        exercise_id=exercise.id,
        name=exercise.name,
        load_kg=_finite(one["load_kg"]),
        reps=_few(one["reps"]),
        phases=phases,
        counts_after=str(one["counts_after"]),
        tempo_text=str(one["tempo"]),
        words=exercise.coaching.words,
        cues=exercise.coaching.cues,
        role=one["role"],
        side=one["side"],
        look=str(one["look"]),
        wall_m=None if one["wall_m"] is None else _finite(one["wall_m"]),
        manual=bool(one["manual"]),
        note=str(one["note"]),
    )


def _few(value: Any) -> int:
    number = int(value)
    if number > MOST_REPS:  # each is laid out in time when the set begins
        raise ValueError(f"a set has {number} repetitions")
    return number


def _finite(value: Any) -> float:
    number = float(value)
    if not math.isfinite(number):
        raise ValueError(f"a number is {number}")
    return number
