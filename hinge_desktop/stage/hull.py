"""Outlines of round bodies: the silhouette of ellipsoids and of the skin stretched between them.

Every part of the figure is made of ellipsoids. The support function of one, ``h(n) = c.n + |A n|``,
gives both shapes we need exactly: a *tube*, the skin round a row of ellipsoids along a bone, and a
*hull*, the skin stretched over two or three that lie anyhow.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QByteArray, QDataStream
from PySide6.QtGui import QPainterPath

from hinge_desktop.stage.projection import View

Array = NDArray[np.float64]

_ELEMENT = np.dtype([("type", ">i4"), ("x", ">f8"), ("y", ">f8")])
_WINDING = 1
_CORNERS = (20, 56)
"""Fewest and most corners of a hull; grows with the size on the screen."""
_STEEPEST = 0.95
_SHORTEST = 0.9
"""A tube seen so much from its end that it is shorter than this share of its width is drawn as hulls."""


@dataclass(frozen=True, slots=True)
class Contour:
    """A closed outline: (k, 2) pixels, and the outward normal at each point."""

    points: Array
    normals: Array


class Silhouettes:
    """The projected ellipsoids of a figure, ready to be joined into paths.

    Args:
        centres: (n, 3) metres.
        axes: (n, 3, 3); row i of each is a half axis, metres.
        view: where they are seen from.
    """

    def __init__(self, centres: Array, axes: Array, view: View) -> None:
        corners = int(np.clip(14 + view.scale * 0.045, *_CORNERS))
        turn = np.arange(corners) * (2 * np.pi / corners)
        self._normals = np.column_stack([np.cos(turn), np.sin(turn)])
        self._middles = view.to_device(centres)
        self._flat = axes @ view.screen.T * view.scale

    def tube(self, first: int, last: int) -> list[Contour]:
        """Outlines round the ellipsoids ``first`` to ``last``, both included."""
        numbers = np.arange(first, last + 1)
        middles = self._middles[first : last + 1]
        along = np.gradient(middles, axis=0)
        speed = np.hypot(along[:, 0], along[:, 1]) + 1e-9
        across = np.column_stack([-along[:, 1], along[:, 0]]) / speed[:, None]
        width = self._reach(self._flat[first : last + 1], across)
        if np.hypot(*(middles[-1] - middles[0])) < _SHORTEST * width.max():
            coarse = numbers[:: max(1, len(numbers) // 5)]
            return [self.hull((i, j)) for i, j in zip(coarse, coarse[1:], strict=False)]
        # The outline touches an ellipsoid where c'.n + h' = 0: taper turns the normal along the bone.
        taper = np.arcsin(np.clip(-np.gradient(width) / speed, -_STEEPEST, _STEEPEST))
        heading = np.arctan2(across[:, 1], across[:, 0])
        left, right = heading - taper, heading - np.pi + taper
        cap = len(self._normals) // 2
        turn = np.concatenate(
            [
                left,
                np.linspace(left[-1], right[-1], cap),
                right[::-1],
                np.linspace(right[0], left[0] - 2 * np.pi, cap),
            ]
        )
        owner = np.concatenate([numbers, np.full(cap, last), numbers[::-1], np.full(cap, first)])
        return [self._touch(owner, np.column_stack([np.cos(turn), np.sin(turn)]))]

    def hull(self, members: Sequence[int]) -> Contour:
        """The convex skin over some ellipsoids."""
        chosen = np.array(members)
        lean = np.einsum("nax,kx->nka", self._flat[chosen], self._normals)
        support = self._middles[chosen] @ self._normals.T + np.sqrt(np.einsum("nka,nka->nk", lean, lean))
        return self._touch(chosen[support.argmax(axis=0)], self._normals)

    def _touch(self, owner: NDArray[np.intp], normals: Array) -> Contour:
        """Points where the ellipsoids ``owner`` (k,) touch lines with outward ``normals`` (k, 2)."""
        flat = self._flat[owner]
        lean = np.einsum("kax,kx->ka", flat, normals)
        reach = np.sqrt(np.einsum("ka,ka->k", lean, lean)) + 1e-9
        skin = np.einsum("kax,ka->kx", flat, lean) / reach[:, None]
        return Contour(self._middles[owner] + skin, normals)

    @staticmethod
    def _reach(flat: Array, normals: Array) -> Array:
        lean = np.einsum("kax,kx->ka", flat, normals)
        return np.asarray(np.sqrt(np.einsum("ka,ka->k", lean, lean)))


def contours_path(contours: Iterable[Contour], grow_px: float = 0.0) -> QPainterPath:
    """Outlines as one path filled by winding, pushed outwards by ``grow_px``.

    Goes through the stream format of QPainterPath, twelve times as fast as adding points one by one.
    """
    blocks = []
    for contour in contours:
        ring = contour.points + grow_px * contour.normals if grow_px else contour.points
        block = np.empty(len(ring) + 1, _ELEMENT)
        block["type"] = 1
        block["type"][0] = 0
        block["x"][:-1], block["y"][:-1] = ring[:, 0], ring[:, 1]
        block["x"][-1], block["y"][-1] = ring[0]
        blocks.append(block.tobytes())
    elements = b"".join(blocks)
    head = (len(elements) // _ELEMENT.itemsize).to_bytes(4, "big")
    tail = (0).to_bytes(4, "big") + _WINDING.to_bytes(4, "big")
    path = QPainterPath()
    stream = QDataStream(QByteArray(head + elements + tail))
    stream.setFloatingPointPrecision(QDataStream.FloatingPointPrecision.DoublePrecision)
    stream >> path
    return path
