"""Our movements solved for the body of the page, and what is read off them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from hinge_desktop.body.anthropometry import Body
from hinge_desktop.body.balance import GRAVITY
from hinge_desktop.body.dynamics import inverse_dynamics
from hinge_desktop.body.form import measure_recording, recording_of, repetitions
from hinge_desktop.body.loads import compression_ratio, l5s1_moment, masses_above
from hinge_desktop.body.motion import Motion, solve
from hinge_desktop.curriculum.parser import parse_exercise

Array = NDArray[np.float64]

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Row:
    """One quantity: what people did, who measured it, what ours does, and why the two differ."""

    quantity: str
    people: str
    source: str
    ours: str
    why: str


@dataclass(frozen=True)
class Agreement:
    """A quantity of the swing in which ours must be like people: ``low <= ours <= high``."""

    quantity: str
    people: str
    low: float
    high: float
    ours: float
    unit: str = ""

    @property
    def agrees(self) -> bool:
        """Whether ours lies where people do."""
        return self.low <= self.ours <= self.high


@cache
def motion(exercise: str, fault: str | None = None, load_kg: float | None = None) -> Motion:
    """One of our exercises by the body of this page."""
    name = f"{exercise}.toml"
    text = (ROOT / "assets" / "exercises" / name).read_text(encoding="utf-8")
    return solve(parse_exercise(text, name).movement, Body(), fault=fault, load_kg=load_kg)


@cache
def form(exercise: str, fault: str | None = None) -> Mapping[str, float]:
    """Every form metric of it."""
    return measure_recording(recording_of(motion(exercise, fault)))


def most(one: Motion, angle: str) -> float:
    """The largest value of an angle, degrees."""
    return float(np.degrees(np.max(one.angles[angle])))


def span(one: Motion, angle: str) -> float:
    """How far an angle goes, degrees."""
    return float(np.degrees(np.ptp(one.angles[angle])))


def thigh(one: Motion) -> Array:
    """(n,) inclination of the right thigh, radians."""
    return np.asarray(one.angles["pelvic_tilt"] - one.angles["hip_flexion_r"])


def trunk_on_thigh(one: Motion) -> float:
    """The largest angle between trunk and thigh, degrees."""
    return float(np.degrees(np.max(one.angles["trunk_inclination"] - thigh(one))))


def hips_moved(one: Motion) -> tuple[float, float]:
    """Metres of the hips forward and up, from standing to the deepest instant."""
    only = repetitions(recording_of(one))[0]
    moved = only.moved_hips(only.deepest_at)
    return float(moved[0]), float(moved[1])


def compression(one: Motion) -> float:
    """The largest compression of L5/S1 against the same person's quiet standing: our index."""
    alone = masses_above(one.body, {})
    return float(
        np.max(compression_ratio(alone, l5s1_moment(one), one.angles["pelvic_tilt"], one.angles["lumbar_flexion"]))
    )


def per_kg(one: Motion, joint: str) -> float:
    """The moment of a joint at the deepest instant, newton metres for a kilogram of the person; extension positive."""
    deepest = recording_of(one).deepest_at
    return float(inverse_dynamics(one).extension_nm[joint][deepest]) / one.body.mass_kg


def net_lift(load_kg: float) -> float:
    """Peak of the ground's vertical push in the swing, less the weight of person and bell, in body weights."""
    one = motion("kettlebell-swing", load_kg=load_kg)
    weight = one.body.mass_kg * GRAVITY
    return (float(np.max(one.lift_n)) - weight - one.load_kg * GRAVITY) / weight


def push(load_kg: float) -> float:
    """Peak of the ground's horizontal push in the swing as a part of the net vertical one."""
    one = motion("kettlebell-swing", load_kg=load_kg)
    ahead = float(np.max(np.abs(inverse_dynamics(one).ground_n[:, 0])))
    return ahead / (net_lift(load_kg) * one.body.mass_kg * GRAVITY)
