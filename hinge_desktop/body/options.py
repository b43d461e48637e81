"""What may be asked of a movement besides its recipe: load, wall, stance, tempo, what a home has instead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from hinge_desktop.body.anthropometry import Body, require_range
from hinge_desktop.body.movement import LOOKS, ImplementSpec, Movement, Phase
from hinge_desktop.body.things import CARRIED
from hinge_desktop.errors import OptionError

LOAD_KG = (0.0, 48.0)
WALL_M = (0.05, 0.40)
STANCE_M = (0.10, 0.80)
TOE_OUT_DEG = (0.0, 45.0)
TEMPO_S = (0.0, 20.0)
"""Allowed loads, distances of the wall behind the heels, stance widths at stature 1.75 m, turns of the feet, and
durations of one phase."""

_PENDULUM = (1.35 / 1.41, 1.60 / 1.41)
"""A swing is a pendulum: its period grows with the square root of size, inside 1.35-1.60 s."""


def with_options(movement: Movement, load_kg: float | None, wall_m: float | None, look: str | None) -> Movement:
    """The movement with another load (0: empty hands), another place of the wall, a home's thing. OptionError."""
    if load_kg is not None:
        require_range("load", load_kg, LOAD_KG, "kg")
    if wall_m is not None:
        require_range("wall distance", wall_m, WALL_M, "m")
    if look and look not in movement.looks:
        allowed = ", ".join(movement.looks) or "none"
        raise OptionError(f"look {look!r} is not one of this exercise's; allowed: {allowed}.")

    def adapted(spec: ImplementSpec) -> ImplementSpec:
        if spec.kind in CARRIED and load_kg is not None:
            spec = replace(spec, mass_kg=load_kg)
        if spec.kind == "wall" and wall_m is not None:
            spec = replace(spec, distance_m=wall_m)
        return replace(spec, look=look) if look in LOOKS.get(spec.kind, ()) and look else spec

    # Without weight there is nothing to hold: the hands do the same empty.
    kept = (spec for spec in movement.implements if spec.kind not in CARRIED or load_kg != 0)
    return replace(movement, implements=tuple(adapted(spec) for spec in kept))


def with_stance(movement: Movement, width_m: float | None, toe_out_deg: float | None) -> Movement:
    """The movement on feet that stand elsewhere. OptionError."""
    stance = movement.stance
    if width_m is not None:
        require_range("stance width", width_m, STANCE_M, "m")
        stance = replace(stance, width_m=width_m)
    if toe_out_deg is not None:
        require_range("toe-out", toe_out_deg, TOE_OUT_DEG, "degrees")
        stance = replace(stance, toe_out=float(np.radians(toe_out_deg)))
    return replace(movement, stance=stance)


def timed_phases(
    movement: Movement, body: Body, durations_s: Sequence[float] | None, rate_hz: float
) -> tuple[Phase, ...]:
    """The phases at the tempo asked for, each a whole number of frames."""
    require_range("rate", rate_hz, (10.0, 1000.0), "Hz")
    durations = [phase.duration_s for phase in movement.phases]
    if movement.pattern == "ballistic":
        pendulum = float(np.clip(np.sqrt(body.scale), *_PENDULUM))
        durations = [duration * pendulum for duration in durations]
    elif durations_s is not None:
        if len(durations_s) != len(durations):
            raise ValueError(f"{len(durations)} phases need {len(durations)} durations, got {len(durations_s)}")
        for phase, duration in zip(movement.phases, durations_s, strict=True):
            require_range(f"duration of {phase.name}", duration, TEMPO_S, "s")
        durations = list(durations_s)
    ends = np.round(np.cumsum(durations) * rate_hz) / rate_hz
    lengths = np.diff(ends, prepend=0.0)
    return tuple(
        replace(phase, duration_s=float(length)) for phase, length in zip(movement.phases, lengths, strict=True)
    )
