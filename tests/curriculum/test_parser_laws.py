"""For any text whatever: an exercise or a ContentError. For any value in range: what was written is read."""

from __future__ import annotations

import json
import math
import tomllib
from collections.abc import Mapping
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from hinge_desktop.body.anthropometry import Body
from hinge_desktop.body.limits import LIMITS
from hinge_desktop.body.motion import solve
from hinge_desktop.body.movement import KEYED_ANGLES
from hinge_desktop.curriculum.exercise import Exercise
from hinge_desktop.curriculum.parser import parse_exercise
from hinge_desktop.errors import ContentError

VALUES = st.one_of(
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=12),
    st.just([]),
    st.just({}),
    st.lists(st.integers(0, 3), max_size=3),
    st.dictionaries(st.text(max_size=4), st.integers(), max_size=2),
)


def read(text: str) -> Exercise | None:
    """The exercise, or None when it was refused in one printable sentence."""
    try:
        return parse_exercise(text, "any.toml")
    except ContentError as error:
        refused = error
    str(refused).encode("utf-8")
    assert refused.file == "any.toml"
    assert refused.key
    assert refused.reason
    assert "\n" not in str(refused)
    return None


def as_toml(entries: Mapping[str, Any]) -> str:
    """Nested plain values as TOML, each top-level key on one line."""
    return "\n".join(f"{_quoted(key)} = {_inline(value)}" for key, value in entries.items())


def _quoted(text: str) -> str:
    return json.dumps(text).replace("\x7f", "\\u007f")


def _inline(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_quoted(key)} = {_inline(entry)}" for key, entry in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_inline(entry) for entry in value) + "]"
    if isinstance(value, float):
        return repr(value)
    return _quoted(value) if isinstance(value, str) else json.dumps(value)


def test_a_file_written_anew_reads_the_same(texts: Mapping[str, str]) -> None:
    for file, text in texts.items():
        assert read(as_toml(tomllib.loads(text))) == parse_exercise(text, file)


@given(text=st.text(max_size=300))
def test_any_text_is_read_or_refused(text: str) -> None:
    assert read(text) is None


@given(choices=st.data())
def test_a_file_with_any_cut_and_any_insertion_is_read_or_refused(texts: Mapping[str, str], choices: Any) -> None:
    text = texts[choices.draw(st.sampled_from(sorted(texts)))]
    begin = choices.draw(st.integers(0, len(text)))
    end = choices.draw(st.integers(begin, min(len(text), begin + 200)))
    read(text[:begin] + choices.draw(st.text(max_size=20)) + text[end:])


def _places(value: Any) -> list[tuple[Any, Any]]:
    """Every (container, key) of a nested value."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [place for key, entry in items for place in [(value, key), *_places(entry)]]


@given(choices=st.data())
def test_a_file_with_any_value_exchanged_is_read_or_refused(texts: Mapping[str, str], choices: Any) -> None:
    entries = tomllib.loads(texts[choices.draw(st.sampled_from(sorted(texts)))])
    container, key = choices.draw(st.sampled_from(range(len(_places(entries)))).map(lambda at: _places(entries)[at]))
    container[key] = choices.draw(VALUES)
    read(as_toml(entries))


@given(choices=st.data())
def test_a_file_without_any_one_entry_is_read_or_refused(texts: Mapping[str, str], choices: Any) -> None:
    entries = tomllib.loads(texts[choices.draw(st.sampled_from(sorted(texts)))])
    container, key = choices.draw(st.sampled_from(range(len(_places(entries)))).map(lambda at: _places(entries)[at]))
    del container[key]
    read(as_toml(entries))


@given(
    tilt=st.floats(-20, 110),
    knee=st.floats(-5, 155),
    tempo=st.lists(st.floats(0.2, 30), min_size=4, max_size=4),
    reps=st.integers(1, 30),
    words=st.lists(st.text("aåβж", min_size=1, max_size=12), min_size=4, max_size=4),
)
def test_what_is_written_in_range_is_read_as_written(
    samples: Mapping[str, str], tilt: float, knee: float, tempo: list[float], reps: int, words: list[str]
) -> None:
    entries = tomllib.loads(samples["slow.toml"])
    movement = entries["movement"]
    movement["depth"] = "keyed"
    for phase, seconds in zip(movement["phases"], tempo, strict=True):
        phase["duration_s"] = seconds
    movement["phases"][0]["moves"] = [{"angle": "pelvic_tilt", "to_deg": tilt}]
    movement["phases"][2]["moves"] = [{"angle": "pelvic_tilt", "to_deg": 0.0}]
    movement["start"] = {"knee_flexion_deg": knee}
    entries["dose"].update(tempo=tempo, reps=reps)
    entries["coaching"]["words"] = dict(zip(("eccentric", "hold", "concentric", "top"), words, strict=True))
    exercise = parse_exercise(as_toml(entries), "any.toml")
    assert exercise.dose.tempo is not None
    assert exercise.dose.tempo.seconds == tuple(tempo)
    assert exercise.dose.reps == reps
    assert exercise.movement.duration_s == sum(tempo)
    assert exercise.movement.start["knee_flexion"] == math.radians(knee)
    assert exercise.movement.phases[0].moves[0].to == math.radians(tilt)
    assert list(exercise.coaching.words.values()) == words


def _angles(angles: tuple[str, ...]) -> st.SearchStrategy[dict[str, float]]:
    """A few of the angles, each within its limits, in degrees."""
    within = {
        angle: st.integers(round(math.degrees(LIMITS[angle].low)), round(math.degrees(LIMITS[angle].high))).map(float)
        for angle in angles
    }
    return st.fixed_dictionaries({}, optional=within)


BAND = {"kind": "band", "anchor_m": [1.2, 0.6], "stiffness_n_m": 100, "rest_length_m": 0.7}
HELD = {
    "hips": {**BAND, "applied_at": "pelvis"},
    "band-between-legs": {**BAND, "applied_at": "hands"},
    "dowel": {"kind": "dowel", "look": "golf-club"},
    "two-hand-bell": {"kind": "kettlebell", "mass_kg": 16, "look": "child"},
    "goatbag": {"kind": "kettlebell", "mass_kg": 8},
    "goatbag-dumbbell": {"kind": "dumbbell", "mass_kg": 4},
    "upper-back": {"kind": "kettlebell", "mass_kg": 8},
    "hug": {"kind": "cushion", "mass_kg": 0.5},
    "bin": {"kind": "bin", "mass_kg": 2},
}
AROUND = [{"kind": "wall", "distance_m": 0.19}, {"kind": "chair"}, {"kind": "doorway"}]
EMPTY_HANDED = ["ribs-and-back", "chest", "overhead", "hang", "ready"]
POSED = tuple(name for name in KEYED_ANGLES if name not in ("free_thigh_inclination", "free_knee_flexion"))
LEAST_KNEE = {"knees": 90.0, "seat": 70.0}


def _posed(support: str) -> st.SearchStrategy[dict[str, float]]:
    """Poses of a support: a free leg on one foot, bent knees on the floor and on a chair."""
    least = LEAST_KNEE.get(support)
    poses = _angles(KEYED_ANGLES if support == "one-foot" else POSED)
    return poses.map(lambda pose: pose | ({"knee_flexion": max(least, pose.get("knee_flexion", 0.0))} if least else {}))


@given(
    choices=st.data(),
    support=st.sampled_from(["feet", "feet", "knees", "one-foot", "seat"]),
    grip=st.sampled_from([*EMPTY_HANDED, *HELD]),
    depth=st.sampled_from(["keyed", "keyed", "hamstrings", "wall", "floor", "heels", "seat"]),
    hold=st.booleans(),
)
def test_what_is_accepted_can_be_performed(
    samples: Mapping[str, str], choices: Any, support: str, grip: str, depth: str, hold: bool
) -> None:
    entries = tomllib.loads(samples["slow.toml"])
    movement = entries["movement"]
    start, down = choices.draw(_posed(support)), choices.draw(_posed(support))
    movement.update(support=support, grip=grip, depth=depth, start={f"{name}_deg": to for name, to in start.items()})
    movement["phases"][0]["moves"] = [{"angle": name, "to_deg": to} for name, to in down.items()]
    movement["phases"][2]["moves"] = [{"angle": name, "to_deg": start.get(name, 0.0)} for name in down]
    movement["implements"] = [HELD.get(grip, HELD["hips"]), *AROUND]
    movement["one_sided"] = support == "one-foot"
    del entries["dose"]["load_kg"], entries["dose"]["loads_kg"]
    if hold:
        movement.update(phases=[{"name": "hold", "duration_s": 5.0}], counts_after="hold", depth="keyed")
        entries["coaching"].update(words={"hold": "Stay"}, cues={"hold": "Stay"})
        del entries["dose"]["tempo"]
    exercise = read(as_toml(entries))
    if exercise is None:
        return
    figure = solve(exercise.movement, Body()).figure_at(2.5)
    assert all(bool(np.all(np.isfinite(point))) for point in figure.points.values())
