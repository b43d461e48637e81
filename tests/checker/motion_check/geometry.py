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


def beside_segment(points: Array, ends: Array, half: float) -> tuple[Array, Array]:
    """How deep each of ``points`` (n, 2) lies between the ends of a segment, and within ``half`` of its line."""
    start, end = ends[0], ends[-1]
    span = float(np.linalg.norm(end - start))
    along = (end - start) / span
    offset = points - start
    way = offset @ along
    aside = np.abs(offset[:, 0] * along[1] - offset[:, 1] * along[0])
    return np.minimum(way, span - way), half - aside


def segments_apart(a0: Array, a1: Array, b0: Array, b1: Array) -> Array:
    """Least distance of the segments a0-a1 and b0-b1 at each frame, (n,)."""
    u, v, w = a1 - a0, b1 - b0, a0 - b0
    uu, vv = (np.maximum(np.sum(p * p, axis=-1), 1e-12) for p in (u, v))
    uv, uw, vw = np.sum(u * v, axis=-1), np.sum(u * w, axis=-1), np.sum(v * w, axis=-1)
    even = uu * vv - uv * uv
    s = np.where(even > 1e-12, np.clip((uv * vw - vv * uw) / np.maximum(even, 1e-12), 0.0, 1.0), 0.0)
    t = np.clip((uv * s + vw) / vv, 0.0, 1.0)
    s = np.clip((uv * t - uw) / uu, 0.0, 1.0)
    distance: Array = np.linalg.norm(w + s[:, None] * u - t[:, None] * v, axis=-1)
    return distance


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
