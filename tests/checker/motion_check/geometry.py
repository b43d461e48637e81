"""Plane and space geometry on arrays of points, one row a frame."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def convex_hull(points: Array) -> Array:
    """Corners of the hull of ``points`` (m, 2), counter-clockwise, without collinear ones."""
    ordered = sorted({(round(float(x), 9), round(float(z), 9)) for x, z in points})
    lower = _half_hull(ordered)
    upper = _half_hull(ordered[::-1])
    return np.array(lower[:-1] + upper[:-1])


def _half_hull(ordered: list[tuple[float, float]]) -> list[tuple[float, float]]:
    chain: list[tuple[float, float]] = []
    for point in ordered:
        while len(chain) > 1 and _turn(chain[-2], chain[-1], point) <= 0.0:
            chain.pop()
        chain.append(point)
    return chain


def _turn(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def depth_inside(points: Array, hull: Array) -> Array:
    """How deep each of ``points`` (n, 2) lies inside ``hull``; negative outside. -inf without an area."""
    if len(hull) < 3:
        return np.full(len(points), -np.inf)
    edges = np.roll(hull, -1, axis=0) - hull
    inward = np.stack([-edges[:, 1], edges[:, 0]], axis=1) / np.linalg.norm(edges, axis=1)[:, None]
    depths: Array = np.min(np.einsum("nej,ej->ne", points[:, None] - hull[None], inward), axis=1)
    return depths


def length(a: Array, b: Array) -> Array:
    """Distance between two paths, (n,)."""
    distance: Array = np.linalg.norm(b - a, axis=-1)
    return distance


def distance_to_line(points: Array, start: Array, end: Array) -> Array:
    """Distance of each point from the infinite line through start and end, (n,)."""
    along = (end - start) / np.linalg.norm(end - start, axis=-1, keepdims=True)
    offset = points - start
    across = offset - np.sum(offset * along, axis=-1, keepdims=True) * along
    distance: Array = np.linalg.norm(across, axis=-1)
    return distance


def inclination_deg(lower: Array, upper: Array) -> Array:
    """Lean of the line lower -> upper from the vertical in the sagittal plane, forward positive."""
    lean: Array = np.degrees(np.arctan2(upper[..., 0] - lower[..., 0], upper[..., 1] - lower[..., 1]))
    return lean


def angle_between_deg(a: Array, b: Array) -> Array:
    """Unsigned angle between two directions, degrees."""
    cross = np.linalg.norm(np.cross(a, b), axis=-1)
    angle: Array = np.degrees(np.arctan2(cross, np.sum(a * b, axis=-1)))
    return angle


def wrap_deg(angle: Array) -> Array:
    """The same angle in (-180, 180]."""
    wrapped: Array = -((-angle + 180.0) % 360.0 - 180.0)
    return wrapped


def spread(values: Array) -> float:
    """Largest minus smallest."""
    return float(np.max(values) - np.min(values))
