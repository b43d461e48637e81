"""What is leant on, worn or held: where it is, and the forces it puts on the body."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hinge_desktop.body.anthropometry import Body
from hinge_desktop.body.figure import Placed
from hinge_desktop.body.footing import Footing
from hinge_desktop.body.movement import ImplementSpec, Movement
from hinge_desktop.body.things import CARRIED, CHAIR_BACK_M, CHAIR_DEPTH_M, CHAIR_SEAT_M, DOORWAY_M, thing_of

Array = NDArray[np.float64]
Points = Mapping[str, Array]

HEAD_ROOM_M = 2.2
_BELOW_HAND, _ABOVE_HAND = 0.435, 0.15
"""How far a dowel reaches below and above the upper hand, fractions of stature."""


@dataclass(frozen=True)
class Pull:
    """A force on the body. ``at`` is (n, 3), ``force_n`` is (n, 3) newtons."""

    applied_at: str
    at: Array
    force_n: Array


def band_end(spec: ImplementSpec, points: Points) -> Array:
    """(n, 3) where the band takes hold of the body."""
    return points["pelvis"] if spec.applied_at == "pelvis" else (points["hand_l"] + points["hand_r"]) / 2


def band_anchor(spec: ImplementSpec, body: Body, footing: Footing) -> Array:
    """(3,) the fixed end; places are given at the reference stature and scale with the body."""
    behind, height = spec.anchor_m
    ankle_x = footing.standing_ankle[0]
    return np.array([ankle_x - behind * body.scale, height * body.scale, 0.0])


def band_pull(spec: ImplementSpec, body: Body, footing: Footing, points: Points) -> Pull:
    """A spring that can only pull: ``F = k (L - L0)``, never below zero."""
    end = band_end(spec, points)
    line = band_anchor(spec, body, footing) - end
    length = np.linalg.norm(line, axis=-1, keepdims=True)
    tension = spec.stiffness_n_m * np.maximum(length - spec.rest_length_m * body.scale, 0.0)
    return Pull("pelvis" if spec.applied_at == "pelvis" else "hands", end, tension * line / length)


def dowel_ends(body: Body, points: Points) -> tuple[Array, Array]:
    """(n, 3) bottom and top of a stick of constant length in both hands; along the three contacts of a long back."""
    low, high = points["hand_l"], points["hand_r"]
    if float(np.mean(low[:, 1])) > float(np.mean(high[:, 1])):
        low, high = high, low
    along = (high - low) / np.linalg.norm(high - low, axis=-1, keepdims=True)
    return high - _BELOW_HAND * body.stature_m * along, high + _ABOVE_HAND * body.stature_m * along


@dataclass(frozen=True, slots=True)
class Fixtures:
    """What stands still during a repetition; None where there is none.

    Attributes:
        wall_x: face of the wall.
        edge_x: edge of the doorway.
        chair_x: front edge of the chair's seat.
        block: (3,) middle of the top of the block under what is held.
    """

    wall_x: float | None = None
    edge_x: float | None = None
    chair_x: float | None = None
    block: Array | None = None


def place_implements(
    movement: Movement, body: Body, footing: Footing, fixtures: Fixtures, load_kg: float, points: Points
) -> tuple[Placed, ...]:
    """Everything held, worn or leant on; each point (n, 3) for the n instants of ``points``."""
    frames = len(points["pelvis"])
    placed = []
    for spec in movement.implements:
        where, tension = _where(spec, movement, body, footing, fixtures, points)
        spread = {name: np.broadcast_to(point, (frames, 3)) for name, point in where.items()}
        mass = load_kg if spec.kind in CARRIED else 0.0
        placed.append(Placed(spec.kind, spread, mass, tension, spec.look))
    if fixtures.block is not None:
        placed.append(Placed("block", {"top": np.broadcast_to(fixtures.block, (frames, 3))}))
    return tuple(placed)


def _where(
    spec: ImplementSpec, movement: Movement, body: Body, footing: Footing, fixtures: Fixtures, points: Points
) -> tuple[dict[str, Array], float]:
    """The named points of one implement, and the pull of a band at the first instant."""
    kind = spec.kind
    if kind in ("wall", "doorway"):
        x = (fixtures.wall_x if kind == "wall" else fixtures.edge_x) or 0.0
        height = HEAD_ROOM_M if kind == "wall" else DOORWAY_M
        return {"foot": np.array([x, 0.0, 0.0]), "head": np.array([x, height, 0.0])}, 0.0
    if kind == "chair":
        x = fixtures.chair_x or 0.0
        seat = np.array([x, CHAIR_SEAT_M, 0.0])
        return {"seat": seat, "back": np.array([x - CHAIR_DEPTH_M, CHAIR_BACK_M, 0.0])}, 0.0
    if kind == "dowel":
        low, high = dowel_ends(body, points)
        return {"bottom": low, "top": high}, 0.0
    if kind == "band":
        tension = float(np.linalg.norm(band_pull(spec, body, footing, points).force_n[0]))
        return {"anchor": band_anchor(spec, body, footing), "end": band_end(spec, points)}, tension
    return _held(spec, movement, points), 0.0


def _held(spec: ImplementSpec, movement: Movement, points: Points) -> dict[str, Array]:
    handle, ball = points["handle"], points["ball"]
    if spec.kind == "kettlebell":
        return {"handle": handle, "ball": ball}
    if spec.kind == "dumbbell":
        return {"near": 2 * ball - handle, "far": handle}
    if spec.kind == "bin":
        thing = thing_of(spec.kind, spec.look)
        assert thing is not None, "a bin is a thing"
        bottom = ball - [0.0, thing.rest_m, 0.0]
        return {"bottom": bottom, "top": bottom + [0.0, thing.size_m[0], 0.0]}
    return {"front" if movement.grip == "hug" else "handle": handle, "middle": ball}
