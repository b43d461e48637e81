"""``[movement]`` of an exercise file: how one repetition goes. Degrees in the file, radians here."""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType
from typing import cast, get_args

from hinge_desktop.body.limits import LIMITS
from hinge_desktop.body.movement import (
    CLEAN_PHASES,
    FAULTS,
    HOLD_PHASES,
    KEYED_ANGLES,
    LONG_CLEAN_PHASES,
    METRICS,
    SLOW_PHASES,
    SWING_PHASES,
    Bound,
    Depth,
    Grip,
    KeyPose,
    Move,
    Movement,
    Pattern,
    Phase,
    Stance,
    Support,
)
from hinge_desktop.curriculum.implement_section import read_implements
from hinge_desktop.curriculum.movement_rules import check_movement
from hinge_desktop.curriculum.table import Table

PHASE_ORDERS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "slow": (SLOW_PHASES, HOLD_PHASES),
    "ballistic": (SWING_PHASES, CLEAN_PHASES, LONG_CLEAN_PHASES),
}
SHORTEST_PHASE_S, LONGEST_PHASE_S = 0.2, 30.0
"""Nothing shorter can be followed."""

_SHARED = ("pattern", "support", "stance_width_m", "toe_out_deg", "grip", "depth", "counts_after", "phases")


def read_movement(table: Table) -> Movement:
    """The movement of an exercise. Raises ContentError."""
    table.expect(_SHARED, ("start", "keys", "implements", "form", "faults", "changes", "one_sided"))
    pattern = cast(Pattern, table.choice("pattern", get_args(Pattern)))
    slow = pattern == "slow"
    _only_of_its_pattern(table, slow)
    phases = _read_phases(table, pattern)
    start = _read_angles(table.table("start")) if slow else {}
    faults = _read_faults(table)
    movement = Movement(
        pattern=pattern,
        phases=phases,
        counts_after=table.choice("counts_after", [phase.name for phase in phases]),
        start=MappingProxyType(dict(start)),
        keys=() if slow else _read_keys(table),
        stance=_read_stance(table),
        grip=cast(Grip, table.choice("grip", get_args(Grip))),
        depth=cast(Depth, table.choice("depth", get_args(Depth))),
        implements=read_implements(table),
        form=_read_form(table),
        faults=faults,
        changes=_read_changes(table, faults),
        one_sided=table.flag("one_sided", False),
    )
    check_movement(table, movement)
    return movement


def _only_of_its_pattern(table: Table, slow: bool) -> None:
    own, other = ("start", "keys") if slow else ("keys", "start")
    pattern = "slow" if slow else "ballistic"
    if other in table:
        raise table.error(other, f"does not belong to a {pattern} movement", own)
    if own not in table:
        raise table.error(own, f"is missing: a {pattern} movement needs it", own)


def _read_stance(table: Table) -> Stance:
    return Stance(
        support=cast(Support, table.choice("support", get_args(Support))),
        width_m=table.number("stance_width_m", 0.10, 0.80),
        toe_out=math.radians(table.number("toe_out_deg", 0.0, 40.0)),
    )


def _read_phases(table: Table, pattern: Pattern) -> tuple[Phase, ...]:
    tables = table.tables("phases", 1, len(LONG_CLEAN_PHASES))
    phases = tuple(_read_phase(phase, pattern) for phase in tables)
    names = tuple(phase.name for phase in phases)
    if names not in PHASE_ORDERS[pattern]:
        allowed = " or ".join(", ".join(order) for order in PHASE_ORDERS[pattern])
        raise table.error("phases", f"the order {', '.join(names)} is not known", allowed)
    return phases


def _read_phase(table: Table, pattern: Pattern) -> Phase:
    table.expect(("name", "duration_s"), ("moves",) if pattern == "slow" else ())
    known = tuple(dict.fromkeys(name for order in PHASE_ORDERS[pattern] for name in order))
    return Phase(
        name=table.choice("name", known),
        duration_s=table.number("duration_s", SHORTEST_PHASE_S, LONGEST_PHASE_S),
        moves=_read_moves(table),
    )


def _read_moves(table: Table) -> tuple[Move, ...]:
    moves: list[Move] = []
    last_begin: dict[str, float] = {}
    for entry in table.tables("moves", 0, 32):
        move = _read_move(entry)
        if move.begin < last_begin.get(move.angle, 0.0):
            raise entry.error("begin", f"comes before the move of {move.angle} above it", "moves of one angle in order")
        last_begin[move.angle] = move.begin
        moves.append(move)
    return tuple(moves)


def _read_move(table: Table) -> Move:
    table.expect(("angle", "to_deg"), ("begin", "end"))
    angle = table.choice("angle", KEYED_ANGLES)
    begin = table.number("begin", 0.0, 1.0, default=0.0)
    end = table.number("end", 0.0, 1.0, default=1.0)
    if end - begin < 0.05:
        raise table.error("end", f"{end:g} is too close to begin {begin:g}", "at least begin + 0.05, at most 1")
    return Move(angle, _read_angle(table, "to_deg", angle), begin, end)


def _span_deg(angle: str) -> tuple[int, int]:
    limit = LIMITS[angle]
    return round(math.degrees(limit.low)), round(math.degrees(limit.high))


def _read_angle(table: Table, key: str, angle: str) -> float:
    return math.radians(table.number(key, *_span_deg(angle)))


def _read_angles(table: Table) -> Mapping[str, float]:
    table.expect(optional=[f"{angle}_deg" for angle in KEYED_ANGLES])
    return {name.removesuffix("_deg"): _read_angle(table, name, name.removesuffix("_deg")) for name in table.names()}


def _read_keys(table: Table) -> tuple[KeyPose, ...]:
    keys: list[KeyPose] = []
    for entry in table.tables("keys", 3, 32):
        key = _read_key(entry)
        if keys and key.at <= keys[-1].at:
            raise entry.error("at", f"{key.at:g} does not follow {keys[-1].at:g}", "rising from 0 to below 1")
        keys.append(key)
    return tuple(keys)


def _read_key(table: Table) -> KeyPose:
    table.expect(("name", "at", "angles"), ("still",))
    at = table.number("at", 0.0, 1.0)
    if at == 1.0:
        raise table.error("at", "1 is the first pose of the next cycle", "from 0 to below 1")
    angles = _read_angles(table.table("angles"))
    if not angles:
        raise table.error("angles", "names no angle", ", ".join(f"{angle}_deg" for angle in KEYED_ANGLES))
    return KeyPose(table.text("name", 40), at, MappingProxyType(dict(angles)), table.flag("still", False))


def _read_form(table: Table) -> Mapping[str, Bound]:
    if "form" not in table:
        return MappingProxyType({})
    form = table.table("form")
    form.expect(optional=METRICS)
    return MappingProxyType({metric: _read_bound(form.table(metric)) for metric in form.names()})


def _read_bound(table: Table) -> Bound:
    table.expect(optional=("min", "max"))
    if not table.names():
        raise table.error("", "bounds nothing", "min, max or both")
    low = table.number("min", -1000.0, 1000.0, default=-math.inf)
    high = table.number("max", -1000.0, 1000.0, default=math.inf)
    if low > high:
        raise table.error("max", f"{high:g} is below min {low:g}", f"at least {low:g}")
    return Bound(low, high)


def _read_faults(table: Table) -> tuple[str, ...]:
    if "faults" not in table:
        return ()
    faults = table.texts("faults", 0, len(FAULTS), 40)
    for index, fault in enumerate(faults):
        if fault not in FAULTS:
            raise table.error(f"faults[{index}]", f"{fault!r} is not known", ", ".join(FAULTS))
        if fault in faults[:index]:
            raise table.error(f"faults[{index}]", f"{fault!r} is there twice", "each once")
    return faults


def _read_changes(table: Table, faults: tuple[str, ...]) -> Mapping[str, Mapping[str, float]]:
    """Where a fault moves this exercise's joints otherwise than it usually does: changes, not angles to reach."""
    if "changes" not in table:
        return MappingProxyType({})
    changes = table.table("changes")
    changes.expect(optional=faults)
    return MappingProxyType({fault: _read_change(changes.table(fault)) for fault in changes.names()})


def _read_change(table: Table) -> Mapping[str, float]:
    table.expect(optional=[f"{angle}_deg" for angle in KEYED_ANGLES])
    if not table.names():
        raise table.error("", "changes nothing", ", ".join(f"{angle}_deg" for angle in KEYED_ANGLES))
    change: dict[str, float] = {}
    for name in table.names():
        low, high = _span_deg(name.removesuffix("_deg"))
        change[name.removesuffix("_deg")] = math.radians(table.number(name, low - high, high - low))
    return MappingProxyType(change)
