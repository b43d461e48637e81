"""What the program writes, as the checker reads it: the JSON of ``hinge-desktop motion EXERCISE -o FILE.json``."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from motion_check import Report, check

from hinge_desktop.body.anthropometry import Body
from hinge_desktop.body.motion import solve
from hinge_desktop.curriculum.exercise import Exercise
from hinge_desktop.curriculum.parser import parse_exercise
from hinge_desktop.motion_file import json_text, motion_record

FOLDER = Path(__file__).resolve().parents[2] / "assets" / "exercises"
EXERCISES = tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))

MIDDLING = Body()
SHORT, TALL = Body(stature_m=1.50), Body(stature_m=1.98)
WOMAN = Body(stature_m=1.60, mass_kg=58.0, sex="female")
STIFF_MAN = Body(stature_m=1.86, mass_kg=96.0, sex="male", hamstrings_deg=65.0)
OTHERS = {"short": SHORT, "tall": TALL, "woman": WOMAN, "stiff man": STIFF_MAN}


@cache
def exercise(exercise_id: str) -> Exercise:
    """A shipped exercise."""
    return parse_exercise((FOLDER / f"{exercise_id}.toml").read_text(encoding="utf-8"), exercise_id)


def text(exercise_id: str, body: Body = MIDDLING, **options: Any) -> str:
    """The motion file's text; ``options`` are those of ``solve``."""
    one = exercise(exercise_id)
    return json_text(one, solve(one.movement, body, **options))


def record(exercise_id: str, body: Body = MIDDLING, **options: Any) -> dict[str, Any]:
    """The object that becomes the file's text; ``test_sabotage`` and ``test_check_motion`` go by the text itself."""
    one = exercise(exercise_id)
    return motion_record(one, solve(one.movement, body, **options))


def rate_hz(exercise_id: str) -> float:
    """Frames a second that are enough to see a movement's corners, where many are looked at."""
    return 100.0 if exercise(exercise_id).movement.pattern == "ballistic" else 50.0


def report(exercise_id: str, body: Body = MIDDLING, **options: Any) -> Report:
    """The checker's report on the motion file."""
    return check(record(exercise_id, body, **options))


def faults() -> list[tuple[str, str]]:
    """Every exercise with every fault that belongs to it."""
    return [(one, fault) for one in EXERCISES for fault in exercise(one).movement.faults]


def complaints(found: Report) -> list[str]:
    """The laws that are broken, each with its number and where; empty if all are kept."""
    return [f"{found.subject}: {finding}" for finding in found.violations]
