"""From markers as laboratories have them to points as we have them: even frames, no gaps, our axes."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Points = Mapping[str, Array]

_FURTHEST = 1e6
"""Metres or radians; what lies beyond was never measured, and would overflow."""
_MOST_MISSING = 0.5
_SAME_M = 1e-5
_STEPPED_M, _STOOD_M = 0.20, 0.08
_LEAST_TURN = np.radians(15)
_LEAST_HIPS_M = 0.05


def bridged(series: Mapping[str, Array], time: Array, even: Array) -> dict[str, Array]:
    """Gaps bridged by straight lines and frames made even; what is missing in most frames is left out."""
    found = {}
    for key, values in series.items():
        table = values.reshape(len(values), -1)
        seen = np.all(np.abs(table) <= _FURTHEST, axis=1)  # not so where a number is missing, which is NaN
        if np.mean(seen) < 1 - _MOST_MISSING:
            continue
        lines = [np.interp(even, time[seen], column[seen]) for column in table.T]
        found[key] = np.stack(lines, axis=-1).reshape(values.shape)
    return found


def standing_legs(points: Points) -> tuple[str, ...]:
    """The leg that stands, where the other foot goes up in the air; else both."""
    seen = [side for side in "lr" if f"ankle_{side}" in points]
    if len(seen) == 2:
        risen = {side: float(np.ptp(np.percentile(points[f"ankle_{side}"][:, 1], (5, 95)))) for side in seen}
        for side, other in (("l", "r"), ("r", "l")):
            if risen[other] > _STEPPED_M and risen[side] < _STOOD_M:
                return (side,)
    return ("l", "r")


def is_cycle(points: Points) -> bool:
    """Whether the last frame is the first one again."""
    return all(bool(np.allclose(point[0], point[-1], atol=_SAME_M)) for point in points.values())


def to_our_axes(points: Points) -> Array:
    """(3, 3) rotation into x forward, y up, z right.

    Up is the axis along which the trunk's top stands furthest from the ankles. Forward is where the feet point, or
    across the hips, while the body is lowest; up to 15 degrees off it is left as it is.
    """
    top = _mean_of(points, "shoulder") if "c7" not in points else points["c7"]
    away = top - _mean_of(points, "ankle")
    reach = np.percentile(np.abs(away), 90, axis=0)
    up = int(np.argmax(reach))
    sign = float(np.sign(np.median(away[:, up]))) or 1.0
    stand = _upright(up, sign)
    stood = {name: point @ stand.T for name, point in points.items()}
    low = away @ stand.T
    lowest = low[:, 1] <= np.percentile(low[:, 1], 25)
    ahead = _ahead(stood, lowest)
    turn = float(np.arctan2(ahead[2], ahead[0]))
    if abs(turn) < _LEAST_TURN:
        return stand
    cosine, sine = np.cos(turn), np.sin(turn)
    return np.asarray(np.array([[cosine, 0, sine], [0, 1, 0], [-sine, 0, cosine]]) @ stand)


def _upright(up: int, sign: float) -> Array:
    """A rotation that brings an axis to y."""
    if up == 1:
        return np.diag([1.0, sign, sign])
    if up == 2:
        return np.array([[1.0, 0, 0], [0, 0, sign], [0, -sign, 0]])
    return np.array([[0, -sign, 0], [sign, 0, 0], [0, 0, 1.0]])


def _ahead(points: Points, when: NDArray[np.bool_]) -> Array:
    """(3,) horizontal direction in which the body faces."""
    feet = []
    for side in "lr":
        rear = points.get(f"heel_{side}", points.get(f"ankle_{side}"))
        if rear is not None and f"toe_{side}" in points:
            feet.append(np.median((points[f"toe_{side}"] - rear)[when], axis=0))
    if len(feet) == 2:
        return np.asarray(sum(foot / max(float(np.hypot(foot[0], foot[2])), 1e-9) for foot in feet))
    if "hip_l" in points and "hip_r" in points:
        across = np.median((points["hip_r"] - points["hip_l"])[when], axis=0)
        if float(np.hypot(across[0], across[2])) > _LEAST_HIPS_M:
            return np.array([across[2], 0.0, -across[0]])
    return np.asarray(feet[0]) if feet else np.array([1.0, 0.0, 0.0])


def _mean_of(points: Points, name: str) -> Array:
    seen = [points[f"{name}_{side}"] for side in "lr" if f"{name}_{side}" in points]
    return np.asarray(sum(seen) / len(seen))
