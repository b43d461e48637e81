"""What touches what, and when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hinge_desktop.body.implements import Fixtures
from hinge_desktop.body.scene import Scene
from hinge_desktop.body.things import CHAIR_SEAT_M

Array = NDArray[np.float64]

_TOUCH_M = 0.003
_FLAT = 1e-6
_DOWEL_M = 0.010
"""Skin gives that much before a dowel loses touch."""


@dataclass(frozen=True, slots=True)
class Contact:
    """A point that touches something during an interval; kinds as in the motion file, and ``seat``."""

    point: str
    kind: str
    start_s: float
    end_s: float


def find_contacts(
    scene: Scene, fixtures: Fixtures, points: Mapping[str, Array], pitch: Array, time_s: Array
) -> tuple[Contact, ...]:
    """All contacts of a repetition.

    Args:
        points: (n + 1, 3) each, the closing frame included.
        pitch: (n + 1,) how far the soles are off the floor, heels up positive.
    """
    return tuple(
        Contact(point, kind, float(time_s[first]), float(time_s[last]))
        for point, kind, touching in _touches(scene, fixtures, points, pitch)
        for first, last in _runs(touching)
    )


def _touches(
    scene: Scene, fixtures: Fixtures, points: Mapping[str, Array], pitch: Array
) -> Iterator[tuple[str, str, NDArray[np.bool_]]]:
    always = np.ones(len(pitch), dtype=bool)
    down = {"heel": pitch <= _FLAT, "toe": pitch >= -_FLAT}
    for name in scene.footing.bearing:
        kind = "seat" if name == "seat" else "floor"
        yield name, kind, always if scene.footing.kneeling else down.get(name[:-2], always)
    for name in points:
        if name.startswith(("ball_", "heel_pad_")):
            yield name, "floor", always
    if scene.footing.kneeling:
        yield from ((f"ankle_{side}", "floor", always) for side in "lr")
    grip = scene.movement.grip
    if grip == "dowel":
        line = points["hand_r"] - points["hand_l"]
        along = line / np.linalg.norm(line, axis=1, keepdims=True)
        for name in ("head_back", "t_spine_back", "sacrum_back"):
            offset = points[name] - points["hand_l"]
            across = offset - np.sum(offset * along, axis=1, keepdims=True) * along
            yield name, "dowel", np.linalg.norm(across, axis=1) < _DOWEL_M
    if grip in ("hips", "ribs-and-back", "chest"):
        yield from ((name, "body", always) for name in ("hand_l", "hand_r"))
    if fixtures.wall_x is not None:
        yield "buttock_back", "wall", points["buttock_back"][:, 0] - fixtures.wall_x < _TOUCH_M
    if scene.movement.depth == "heels":
        gap = np.linalg.norm(points["hip_r"] - points["heel_r"], axis=1) - scene.body.skin("buttock")
        yield "buttock_back", "heel", gap < _TOUCH_M
    if scene.movement.depth == "seat":
        yield "pelvis", "seat", points["pelvis"][:, 1] - scene.body.skin("ischium") - CHAIR_SEAT_M < _TOUCH_M


def _runs(touching: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """First and last instant of each unbroken touch."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], touching, [False]]).astype(np.int8)))
    for first, after in edges.reshape(-1, 2):
        yield int(first), int(after) - 1
