"""``[[movement.implements]]`` of an exercise file: what is held, worn, sat on or leant on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast, get_args

from hinge_desktop.body.movement import LOOKS, ImplementKind, ImplementSpec
from hinge_desktop.curriculum.table import Table

WEIGHED_KG: Mapping[ImplementKind, tuple[float, float]] = {
    "kettlebell": (1.0, 48.0),
    "dumbbell": (1.0, 48.0),
    "backpack": (0.5, 30.0),
    "bin": (0.2, 15.0),
    "cushion": (0.1, 5.0),
}
"""What weighs something, from and to."""

PLAIN: tuple[ImplementKind, ...] = ("chair", "doorway")
"""What has no numbers of its own: its measures are those of any chair and any doorway."""

_MOST_THINGS = 6


def read_implements(table: Table) -> tuple[ImplementSpec, ...]:
    """The things of a movement, one of each kind. Raises ContentError."""
    found: list[ImplementSpec] = []
    for entry in table.tables("implements", 0, _MOST_THINGS):
        implement = _read_implement(entry)
        if any(implement.kind == earlier.kind for earlier in found):
            raise entry.error("kind", f"there is a {implement.kind} already", "one of each kind")
        found.append(implement)
    return tuple(found)


def _read_implement(table: Table) -> ImplementSpec:
    if "kind" not in table:
        raise table.error("kind", "is missing", ", ".join(get_args(ImplementKind)))
    kind = cast(ImplementKind, table.choice("kind", get_args(ImplementKind)))
    if kind == "wall":
        table.expect(("kind", "distance_m"))
        return ImplementSpec(kind, distance_m=table.number("distance_m", 0.05, 0.45))
    if kind == "band":
        return _read_band(table)
    if kind in PLAIN:
        table.expect(("kind",))
        return ImplementSpec(kind)
    looks = ("look",) if kind in LOOKS else ()
    if kind in WEIGHED_KG:
        table.expect(("kind", "mass_kg"), looks)
        return ImplementSpec(kind, mass_kg=table.number("mass_kg", *WEIGHED_KG[kind]), look=_read_look(table, kind))
    table.expect(("kind",), ("mass_kg", *looks))
    return ImplementSpec(kind, mass_kg=table.number("mass_kg", 0.0, 2.0, default=0.0), look=_read_look(table, kind))


def _read_look(table: Table, kind: ImplementKind) -> str:
    return table.choice("look", LOOKS[kind]) if "look" in table else ""


def _read_band(table: Table) -> ImplementSpec:
    table.expect(("kind", "anchor_m", "stiffness_n_m", "rest_length_m", "applied_at"))
    behind, height = table.numbers("anchor_m", 0.0, 3.0, 2, 2)
    return ImplementSpec(
        "band",
        anchor_m=(behind, height),
        stiffness_n_m=table.number("stiffness_n_m", 10.0, 400.0),
        rest_length_m=table.number("rest_length_m", 0.1, 3.0),
        applied_at=table.choice("applied_at", ("pelvis", "hands")),
    )
