"""Outlines of round bodies: the silhouette of ellipsoids and of the skin stretched between them.

Every part of the figure is made of ellipsoids. The support function of one, ``h(n) = c.n + |A n|``,
gives both shapes we need exactly: a *tube*, the skin round a row of ellipsoids along a bone, and a
*hull*, the skin stretched over two or three that lie anyhow. All parts are computed together: a
figure is a few dozen small shapes, and one array operation costs as much as drawing one of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QByteArray, QDataStream
from PySide6.QtGui import QPainterPath

from hinge_desktop.stage.projection import View

Array = NDArray[np.float64]
Indices = NDArray[np.intp]

_ELEMENT = np.dtype([("type", ">i4"), ("x", ">f8"), ("y", ">f8")])
_WINDING = 1
_CORNERS = 40
_RAMP = np.linspace(0.0, 1.0, _CORNERS // 2)
_STEEPEST = 0.95
_SHORTEST = 0.9
"""A tube seen so much from its end that it is shorter than this share of its width is drawn as hulls."""

_TURN = np.arange(_CORNERS) * (2 * np.pi / _CORNERS)
_NORMALS = np.array([np.cos(_TURN), np.sin(_TURN)]).T


@dataclass(frozen=True, slots=True)
class Contour:
    """A closed outline: (k, 2) pixels, and the outward normal at each point."""

    points: Array
    normals: Array


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of the figure: rows of ellipsoids along bones, and stretches over two or three.

    Attributes:
        tubes: first and last ellipsoid of each row.
        hulls: the ellipsoids of each stretch.
    """

    tubes: tuple[tuple[int, int], ...] = ()
    hulls: tuple[tuple[int, ...], ...] = ()


class Plan:
    """Which ellipsoids make which outline: all that can be known before there is a figure."""

    def __init__(self, parts: Mapping[str, Part]) -> None:
        self.tubes = tuple(dict.fromkeys(tube for part in parts.values() for tube in part.tubes))
        self.hulls = tuple(dict.fromkeys(hull for part in parts.values() for hull in part.hulls))
        self.parts = {
            name: (
                tuple(self.tubes.index(tube) for tube in part.tubes),
                tuple(self.hulls.index(hull) for hull in part.hulls),
            )
            for name, part in parts.items()
        }
        lengths = np.array([last - first + 1 for first, last in self.tubes])
        self.starts = np.concatenate([[0], np.cumsum(lengths)])[:-1]
        self.ends = self.starts + lengths - 1
        self.rows = np.concatenate([np.arange(first, last + 1) for first, last in self.tubes])
        places = np.arange(len(self.rows))
        self.before = np.maximum(places - 1, np.repeat(self.starts, lengths))
        self.after = np.minimum(places + 1, np.repeat(self.ends, lengths))
        members = np.array([(hull * 3)[:3] for hull in self.hulls])
        self.hull_rows, places = np.unique(members, return_inverse=True)
        self.hull_places = places.reshape(members.shape)
        self.hull_normals = np.tile(_NORMALS, (len(members), 1))
        self.order, self.owner, self.cuts = self._rings()

    def _rings(self) -> tuple[Indices, Indices, Indices]:
        """Rings of tubes: places in [right, left, end caps, start caps], their ellipsoids, where each ring ends."""
        count, cap = len(self.rows), len(_RAMP)
        order, owner, cuts = [], [], [0]
        for number, (start, end) in enumerate(zip(self.starts, self.ends, strict=True)):
            places = np.arange(start, end + 1)
            caps = 2 * count + number * cap + np.arange(cap)
            order += [places, caps, count + places[::-1], caps + len(self.tubes) * cap]
            rows = self.rows[places]
            owner += [rows, np.full(cap, rows[-1]), rows[::-1], np.full(cap, rows[0])]
            cuts.append(cuts[-1] + 2 * len(places) + 2 * cap)
        return np.concatenate(order), np.concatenate(owner), np.array(cuts)


class Silhouettes:
    """Outlines of all parts of one figure from one view.

    Args:
        plan: which ellipsoids make which part.
        centres: (n, 3) metres.
        axes: (n, 3, 3); row i of each is a half axis, metres.
        view: where they are seen from.
    """

    def __init__(self, plan: Plan, centres: Array, axes: Array, view: View) -> None:
        self._plan = plan
        self._middles = view.to_device(centres)
        self._flat = axes @ view.screen.T * view.scale
        self._tubes = self._all_tubes()
        self._hulls = self._touch(self._hull_owners(plan.hull_rows, plan.hull_places), plan.hull_normals)

    def contours(self, names: Iterable[str]) -> list[Contour]:
        """The outlines that make up some parts."""
        found: list[Contour] = []
        for tubes, hulls in (self._plan.parts[name] for name in names):
            for number in tubes:
                found += self._tube(number)
            found += [_cut(self._hulls, number * _CORNERS, (number + 1) * _CORNERS) for number in hulls]
        return found

    def _tube(self, number: int) -> list[Contour]:
        plan = self._plan
        if not self._short[number]:
            return [_cut(self._tubes, plan.cuts[number], plan.cuts[number + 1])]
        first, last = plan.tubes[number]
        coarse = np.linspace(first, last, 6).astype(np.intp)
        pairs = np.array([range(len(coarse) - 1), range(1, len(coarse))]).T
        hulls = self._touch(self._hull_owners(coarse, pairs), np.tile(_NORMALS, (len(pairs), 1)))
        return [_cut(hulls, i * _CORNERS, (i + 1) * _CORNERS) for i in range(len(coarse) - 1)]

    def _all_tubes(self) -> Contour:
        plan = self._plan
        middles, flat = self._middles[plan.rows], self._flat[plan.rows]
        along = middles[plan.after] - middles[plan.before]
        speed = np.hypot(along[:, 0], along[:, 1]) + 1e-9
        across = np.array([-along[:, 1], along[:, 0]]).T / speed[:, None]
        width = np.sqrt((_dots(flat, across) ** 2).sum(axis=1))
        self._short = self._seen_from_the_end(middles, width)
        # The outline touches an ellipsoid where c'.n + h' = 0: taper turns the normal along the bone.
        taper = np.arcsin(np.clip((width[plan.before] - width[plan.after]) / speed, -_STEEPEST, _STEEPEST))
        heading = np.arctan2(across[:, 1], across[:, 0])
        left, right = heading - taper, heading - np.pi + taper
        end, start = plan.ends, plan.starts
        end_caps = right[end, None] + _RAMP * (left[end] - right[end])[:, None]
        start_caps = left[start, None] + _RAMP * (right[start] + 2 * np.pi - left[start])[:, None]
        turn = np.concatenate([right, left, end_caps.ravel(), start_caps.ravel()])[plan.order]
        return self._touch(plan.owner, np.array([np.cos(turn), np.sin(turn)]).T)

    def _seen_from_the_end(self, middles: Array, width: Array) -> NDArray[np.bool_]:
        reach = middles[self._plan.ends] - middles[self._plan.starts]
        widest = np.maximum.reduceat(width, self._plan.starts)
        return np.asarray(np.hypot(reach[:, 0], reach[:, 1]) < _SHORTEST * widest)

    def _hull_owners(self, rows: Indices, places: Indices) -> Indices:
        """The ellipsoid of ``rows`` that lies outermost in each direction, for hulls given as places in ``rows``."""
        lean = self._flat[rows] @ _NORMALS.T
        support = self._middles[rows] @ _NORMALS.T + np.sqrt((lean * lean).sum(axis=1))
        outermost = support[places].argmax(axis=1)
        owner: Indices = rows[places][np.arange(len(places))[:, None], outermost].ravel()
        return owner

    def _touch(self, owner: Indices, normals: Array) -> Contour:
        """Points where the ellipsoids ``owner`` (k,) touch lines with outward ``normals`` (k, 2)."""
        flat = self._flat[owner]
        lean = _dots(flat, normals)
        reach = np.sqrt((lean * lean).sum(axis=1)) + 1e-9
        skin = (flat * lean[:, :, None]).sum(axis=1) / reach[:, None]
        return Contour(self._middles[owner] + skin, normals)


def _cut(contour: Contour, first: int, last: int) -> Contour:
    return Contour(contour.points[first:last], contour.normals[first:last])


def _dots(flat: Array, normals: Array) -> Array:
    """(k, 3) products of half axes (k, 3, 2) with normals (k, 2)."""
    return np.asarray(flat[:, :, 0] * normals[:, :1] + flat[:, :, 1] * normals[:, 1:])


def contours_path(contours: Sequence[Contour], grow_px: float = 0.0) -> QPainterPath:
    """Outlines as one path filled by winding, pushed outwards by ``grow_px``; filling closes each of them.

    Goes through the stream format of QPainterPath, twelve times as fast as adding points one by one.
    """
    single = len(contours) == 1
    points = contours[0].points if single else np.concatenate([contour.points for contour in contours])
    if grow_px:
        normals = contours[0].normals if single else np.concatenate([contour.normals for contour in contours])
        points = points + grow_px * normals
    elements = np.empty(len(points), _ELEMENT)
    elements["x"], elements["y"] = points[:, 0], points[:, 1]
    elements["type"] = 1
    start = 0
    for contour in contours:
        elements["type"][start] = 0
        start += len(contour.points)
    head = len(elements).to_bytes(4, "big")
    tail = (0).to_bytes(4, "big") + _WINDING.to_bytes(4, "big")
    path = QPainterPath()
    stream = QDataStream(QByteArray(head + elements.tobytes() + tail))
    stream.setFloatingPointPrecision(QDataStream.FloatingPointPrecision.DoublePrecision)
    stream >> path
    return path
