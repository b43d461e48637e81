"""Where wall, doorway, chair and block stand for one solved repetition."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from hinge_desktop.body.implements import Fixtures
from hinge_desktop.body.scene import Depth, Scene

Array = NDArray[np.float64]

_SEAT_EDGE_M = 0.10
"""A person sits with the hips this far behind the seat's front edge, at the reference stature."""


def find_fixtures(scene: Scene, deep: Depth, points: Mapping[str, Array]) -> Fixtures:
    """What stands still while the points, each (n, 3), of one repetition move."""
    kinds = {spec.kind for spec in scene.movement.implements}
    chair_x, edge = None, _SEAT_EDGE_M * scene.body.scale
    if "chair" in kinds:
        if scene.footing.support == "seat":
            chair_x = float(scene.footing.points["seat"][0]) + edge
        else:
            chair_x = float(points["pelvis"][np.argmin(points["pelvis"][:, 1]), 0]) + edge
    block = None
    if deep.block_m > 0 and scene.masses.carried:
        block = points["ball"][int(np.argmin(points["ball"][:, 1]))] * [1.0, 0.0, 1.0] + [0.0, deep.block_m, 0.0]
    return Fixtures(
        wall_x=_wall_x(scene, points) if "wall" in kinds else None,
        edge_x=float(scene.standing()["buttock_back"][0]) if "doorway" in kinds else None,
        chair_x=chair_x,
        block=block,
    )


def _wall_x(scene: Scene, points: Mapping[str, Array]) -> float:
    """Where the wall stands: at the touch, or as far behind the heels as the recipe says, and never in the body."""
    if scene.movement.depth == "wall" and not scene.drifts:
        return float(points["buttock_back"][:, 0].min())
    spec = next(one for one in scene.movement.implements if one.kind == "wall")
    heel = min(float(at[0]) for name, at in scene.footing.points.items() if name in ("heel_l", "heel_r"))
    return min(heel - spec.distance_m, *(float(point[:, 0].min()) for point in points.values()))
