"""Outlines of round bodies: the silhouette of ellipsoids and of the skin stretched between them.

Every part of the figure is made of ellipsoids. The support function of one, ``h(n) = c.n + |A n|``,
gives both shapes we need exactly: a *tube*, the skin round a row of ellipsoids along a bone, and a
*hull*, the skin stretched over two or three that lie anyhow. All parts are computed together: a
figure is a few dozen small shapes, and one array operation costs as much as drawing one of them.

The picture is the complex plane: a pixel is one number, a turn is a product. With an ellipsoid's half
axes ``f`` on it, ``spread = sum |f|^2 / 2`` and ``stretch = sum f^2 / 2`` are all there is to know of its
shape: the outline with outward normal ``n`` runs through ``(spread n + stretch n*) / |A n|`` from the middle,
and ``|A n|^2 = spread + Re(stretch n*^2)``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QByteArray, QDataStream
from PySide6.QtGui import QPainterPath

from hinge_desktop.stage.projection import View

Array = NDArray[np.float64]
Pixels = NDArray[np.complex128]
Indices = NDArray[np.intp]

_ELEMENT = np.dtype([("type", ">i4"), ("at", ">c16")])
_MOVE_TO, _LINE_TO = 0, 1
_TAIL = bytes(8)
"""An outline in the stream format of QPainterPath: a count, elements, and no wish for where to go on or how to fill."""

_CORNERS = 40
_RAMP = np.linspace(0.0, 1.0, _CORNERS // 2)
_NORMALS = np.exp(2j * np.pi * np.arange(_CORNERS) / _CORNERS)
_STEEPEST = 0.95
_SHORTEST = 0.9
"""A tube seen so much from its end that it is shorter than this share of its width is drawn as hulls."""
_STAND_INS = 5
"""So many of them."""


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
    """Which ellipsoids make which outline: all that can be known before there is a figure.

    Outlines are numbered through: all tubes, then all hulls.
    """

    def __init__(self, parts: Mapping[str, Part]) -> None:
        self.tubes = tuple(dict.fromkeys(tube for part in parts.values() for tube in part.tubes))
        hulls = tuple(dict.fromkeys(hull for part in parts.values() for hull in part.hulls))
        self.parts = {
            name: (
                *(self.tubes.index(tube) for tube in part.tubes),
                *(len(self.tubes) + hulls.index(hull) for hull in part.hulls),
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
        self.order, self.owner, rings = self._rings()
        members = np.array([(hull * 3)[:3] for hull in hulls])
        self.hull_rows, hull_places = np.unique(members, return_inverse=True)
        self.hull_places = hull_places.reshape(members.shape)
        self.cuts = np.concatenate([rings, rings[-1] + _CORNERS * np.arange(1, len(hulls) + 1)])

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


@dataclass(frozen=True)
class Silhouettes:
    """Closed outlines of all parts of one figure, one after the other.

    Attributes:
        points: (k,) pixels.
        normals: (k,) the outward direction at each point.
        cuts: (m + 1,) where each outline begins and ends.
        parts: the outlines that make up each part.
    """

    points: Pixels
    normals: Pixels
    cuts: Indices
    parts: Mapping[str, tuple[int, ...]]

    @classmethod
    def of(cls, plan: Plan, centres: Array, axes: Array, view: View) -> Silhouettes:
        """The outlines of ellipsoids from one view.

        Args:
            plan: which ellipsoids make which part.
            centres: (n, 3) metres.
            axes: (n, 3, 3); row i of each is a half axis, metres.
            view: where they are seen from.
        """
        ellipses = _Ellipses.seen(centres, axes, view)
        turn, short = _round_tubes(plan, ellipses)
        owners = [plan.owner, ellipses.outermost(plan.hull_rows, plan.hull_places)]
        if not len(short):
            return cls(*ellipses.touched(owners, turn), plan.cuts, plan.parts)
        owners.append(ellipses.outermost(*_stand_ins(plan, short)))
        rest = len(plan.cuts) - 1
        more = np.arange(rest, rest + _STAND_INS * len(short)).reshape(-1, _STAND_INS)
        instead = dict(zip(short.tolist(), more.tolist(), strict=True))
        parts = {
            name: tuple(new for number in numbers for new in instead.get(number, (number,)))
            for name, numbers in plan.parts.items()
        }
        cuts = np.concatenate([plan.cuts, plan.cuts[-1] + _CORNERS * np.arange(1, more.size + 1)])
        return cls(*ellipses.touched(owners, turn), cuts, parts)

    def grown(self, distance_px: float) -> Silhouettes:
        """The same, pushed outwards."""
        return Silhouettes(self.points + distance_px * self.normals, self.normals, self.cuts, self.parts)

    def paths(self, names: Iterable[str]) -> Iterator[QPainterPath]:
        """The outlines of some parts, each to be filled for itself.

        They overlap; but the rasteriser takes three times as long for one path of them all. Goes through
        the stream format of QPainterPath, twelve times as fast as adding points one by one.
        """
        numbers = [number for name in names for number in self.parts[name]]
        stream = QDataStream(QByteArray(b"".join([self._streamed(number) for number in numbers])))
        for _ in numbers:
            path = QPainterPath()
            stream >> path
            yield path

    def _streamed(self, number: int) -> bytes:
        first, last = self._cuts[number], self._cuts[number + 1]
        size = _ELEMENT.itemsize
        return (last - first).to_bytes(4, "big") + self._elements[size * first : size * last] + _TAIL

    @cached_property
    def _cuts(self) -> list[int]:
        cuts: list[int] = self.cuts.tolist()
        return cuts

    @cached_property
    def _elements(self) -> bytes:
        elements = np.empty(len(self.points), _ELEMENT)
        elements["at"] = self.points
        elements["type"] = _LINE_TO
        elements["type"][self.cuts[:-1]] = _MOVE_TO
        return elements.tobytes()


@dataclass(frozen=True, slots=True)
class _Ellipses:
    """Ellipsoids on the picture, (n,) each: see the head of this module."""

    middles: Pixels
    spread: Array
    stretch: Pixels

    @classmethod
    def seen(cls, centres: Array, axes: Array, view: View) -> _Ellipses:
        screen = (view.screen[0] + 1j * view.screen[1]) * view.scale
        flat = axes @ screen
        spread = (flat.real**2 + flat.imag**2).sum(axis=1) / 2
        return cls(centres @ screen + complex(*view.origin), spread, (flat * flat).sum(axis=1) / 2)

    def outermost(self, rows: Indices, places: Indices) -> Indices:
        """The ellipsoid of ``rows`` that lies outermost in each direction, for hulls given as places in ``rows``."""
        back = _NORMALS.conj()
        reach = np.sqrt(self.spread[rows, None] + np.outer(self.stretch[rows], back * back).real)
        support = np.outer(self.middles[rows], back).real + reach
        owner = np.take_along_axis(rows[places], support[places].argmax(axis=1), axis=1)
        return owner.ravel()

    def touched(self, owners: list[Indices], turn: Pixels) -> tuple[Pixels, Pixels]:
        """Points and normals of rings round tubes, whose normals are ``turn``, and then round hulls."""
        owner = np.concatenate(owners)
        normals = np.concatenate([turn, np.resize(_NORMALS, len(owner) - len(turn))])
        back = normals.conj()
        lean = self.spread[owner] * normals + self.stretch[owner] * back
        reach = np.sqrt((lean * back).real) + 1e-9
        return self.middles[owner] + lean * (1.0 / reach), normals


def _round_tubes(plan: Plan, ellipses: _Ellipses) -> tuple[Pixels, Indices]:
    """Normals of all rings, and which tubes are seen so much from their end that there is no ring."""
    middles = ellipses.middles[plan.rows]
    along = middles[plan.after] - middles[plan.before]
    speed = np.abs(along) + 1e-9
    across = 1j * along / speed
    width = np.sqrt(ellipses.spread[plan.rows] + (ellipses.stretch[plan.rows] * across.conj() ** 2).real)
    reach = np.abs(middles[plan.ends] - middles[plan.starts])
    short = np.flatnonzero(reach < _SHORTEST * np.maximum.reduceat(width, plan.starts))
    # The outline touches an ellipsoid where c'.n + h' = 0: taper turns the normal along the bone.
    sine = np.clip((width[plan.before] - width[plan.after]) / speed, -_STEEPEST, _STEEPEST)
    taper = np.sqrt(1.0 - sine * sine) + 1j * sine
    right, left = -across * taper, across * taper.conj()
    ends, starts = np.arcsin(sine[plan.ends]), np.arcsin(sine[plan.starts])
    end_caps = right[plan.ends, None] * np.exp(1j * np.outer(np.pi - 2 * ends, _RAMP))
    start_caps = left[plan.starts, None] * np.exp(1j * np.outer(np.pi + 2 * starts, _RAMP))
    return np.concatenate([right, left, end_caps.ravel(), start_caps.ravel()])[plan.order], short


def _stand_ins(plan: Plan, short: Indices) -> tuple[Indices, Indices]:
    """Hulls that stand for tubes: their ellipsoids, and pairs of neighbours as places among these."""
    ends = np.array([plan.tubes[number] for number in short])
    rows = np.linspace(ends[:, 0], ends[:, 1], _STAND_INS + 1, axis=1).astype(np.intp)
    first = np.arange(rows.size).reshape(rows.shape)[:, :-1].ravel()
    return rows.ravel(), np.array([first, first + 1]).T
