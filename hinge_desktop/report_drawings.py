"""The drawings of the page for a therapist: the key poses of a step, and what was practised and told over the days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from hinge_desktop.body.motion import Motion
from hinge_desktop.report_numbers import Numbers, Told
from hinge_desktop.report_pages import BODY, PALETTE, SMALL, write
from hinge_desktop.report_words import MARKS, SCALES, TOLD_HEAD, day_text, number_text
from hinge_desktop.stage.projection import ANGLES, View
from hinge_desktop.stage.scene import Scene, motion_box, paint_scene
from hinge_desktop.stage.style import STYLES
from hinge_desktop.training.outcome import Outcome
from hinge_desktop.training.progress import StairPoint
from hinge_desktop.training.standing import FIRST_STEP, LAST_STEP

POSES_PT = (132.0, 108.0, 84.0)
"""How high the poses are; lower where the page has little room."""
MOST_POSES = 6
_CAPTION_PT = 12.0
_STYLE = STYLES["light"].with_layers(background=False)
_SAME_POSE_M = 0.03
_POSE_NAMES = {
    "eccentric": "lowest",
    "hold": "hold",
    "concentric": "standing",
    "top": "standing",
    "drive": "after the drive",
    "float": "after the float",
    "fall": "after the fall",
    "backswing": "back swing",
    "hike": "after the hike",
    "rack": "rack",
    "squat": "squat",
    "drop": "after the drop",
}

_STAIRS_PT, _STRIP_PT, _HEAD_PT, _AXIS_PT = 88.0, 30.0, 14.0, 15.0
_LABEL_PT, _TICK_PT, _NUMBER_PT = 94.0, 16.0, 37.0
_NUMBERED_STEPS = (1, 4, 7, 10)
_LONG_RANGE_DAYS, _VERY_LONG_DAYS = 180, 366
_GRAIN_PT = 0.5
_ROLES = {Outcome.GOOD: PALETTE.good, Outcome.STAY: PALETTE.stay, Outcome.STEP_BACK: PALETTE.back}


# -- the poses ------------------------------------------------------------------------------------


def key_poses(motion: Motion) -> list[tuple[float, str]]:
    """The instants of one repetition that are worth a picture, each with its name: where a phase ends in another pose.

    The first is how it begins. A hold, in which nothing moves, has one.
    """
    found = [(0.0, "start")]
    for phase in motion.phases[:-1]:
        at = min(phase.end_s, motion.duration_s * (1 - 1e-9))
        if all(_apart(motion, at, other) > _SAME_POSE_M for other, _ in found):
            found.append((at, _POSE_NAMES.get(phase.name, phase.name)))
    if len(found) == 2:  # down and up again: halfway is worth seeing, too
        found.insert(1, (found[1][0] * 0.5, "halfway"))
    return found[:MOST_POSES]


def _apart(motion: Motion, one_s: float, other_s: float) -> float:
    """How far the farthest point of the body is from where it was, metres."""
    one, other = motion.figure_at(one_s).points, motion.figure_at(other_s).points
    return max(float(np.linalg.norm(one[name] - other[name])) for name in one)


def paint_poses(painter: QPainter, rect: QRectF, motion: Motion, bell_label: str) -> None:
    """Paint the key poses side by side with the way of the hips, each with its name below."""
    poses = key_poses(motion)
    wide, high = rect.width() / max(len(poses), 3), rect.height() - _CAPTION_PT
    for place, (at, words) in enumerate(poses):
        box = QRectF(rect.left() + place * wide, rect.top(), wide - 6.0, high)
        scene = Scene(motion.figure_at(at), hip_path=motion.hip_path, bell_label=bell_label)
        paint_scene(painter, box, scene, _STYLE, View.fit(ANGLES["side"], motion_box(motion), box))
        write(painter, QRectF(box.left(), box.bottom(), box.width(), _CAPTION_PT), words, SMALL, "mid")


# -- the days -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Days:
    """Where a day stands from left to right."""

    first: date
    last: date
    left: float
    width: float

    @property
    def span(self) -> int:
        """Days from the first to the last."""
        return (self.last - self.first).days

    @property
    def each(self) -> float:
        """The room of one day."""
        return self.width / (self.span + 1)

    def at(self, day: date) -> float:
        """The middle of a day."""
        return self.left + ((day - self.first).days + 0.5) * self.each

    def grain(self, day: date) -> int:
        """Days of one grain are too close to be told apart on paper."""
        return round(self.at(day) / _GRAIN_PT)


def days_height(numbers: Numbers) -> float:
    """How high :func:`paint_days` draws."""
    shown = sum(bool(told) for told in numbers.scales)
    stairs = _STAIRS_PT if numbers.stairs else 0.0
    return stairs + shown * _STRIP_PT + (_HEAD_PT if shown else 0.0) + _AXIS_PT


def paint_days(painter: QPainter, rect: QRectF, numbers: Numbers) -> None:
    """Paint the steps and, below each other, every scale over the same days, each with its numbers in words beside.

    A scale of which nothing was told has no strip.
    """
    left = rect.left() + _LABEL_PT + _TICK_PT
    right = rect.right() - _NUMBER_PT * len(TOLD_HEAD) - 8.0
    days, top = Days(numbers.first, numbers.last, left, right - left), rect.top()
    if numbers.stairs:
        _paint_stairs(painter, QRectF(rect.left(), top, rect.width(), _STAIRS_PT), days, numbers)
        top += _STAIRS_PT
    shown = [(name, told) for name, told in zip(SCALES, numbers.scales, strict=True) if told]
    if shown:
        _paint_numbers(painter, rect, top, TOLD_HEAD, small=True)
        top += _HEAD_PT
    for name, told in shown:
        _paint_strip(painter, QRectF(rect.left(), top, rect.width(), _STRIP_PT), days, name, told)
        top += _STRIP_PT
    _paint_axis(painter, days, top + 3.0)


def _paint_axis(painter: QPainter, days: Days, top: float) -> None:
    row = QRectF(days.left, top, days.width, 10.0)
    if days.span == 0:
        write(painter, row, day_text(days.first), SMALL, "mid")
        return
    write(painter, row, day_text(days.first))
    write(painter, row, day_text(days.last), SMALL, "right")


def _paint_numbers(painter: QPainter, rect: QRectF, top: float, words: Sequence[str], *, small: bool) -> None:
    """One row of the table on the right of the strips."""
    for place, each in enumerate(reversed(words)):
        cell = QRectF(rect.right() - (place + 1) * _NUMBER_PT, top, _NUMBER_PT, _HEAD_PT if small else _STRIP_PT)
        write(painter, cell, each, SMALL if small else BODY, "right")


def _height(rect: QRectF, value: float, low: float, high: float) -> float:
    return rect.bottom() - (value - low) / (high - low) * rect.height()


def _paint_rules(painter: QPainter, rect: QRectF, values: Sequence[int], low: int, high: int) -> None:
    """Thin lines at some values, each with its number on the left."""
    for value in values:
        y = _height(rect, value, low, high)
        painter.setPen(QPen(QColor(PALETTE.border), 0.5))
        painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y))
        write(painter, QRectF(rect.left() - _TICK_PT, y - 5.0, _TICK_PT - 5.0, 10.0), str(value), SMALL, "right")


def _paint_strip(painter: QPainter, row: QRectF, days: Days, name: str, told: Told) -> None:
    """One scale: its name, a dot for each answer, and its numbers."""
    write(painter, QRectF(row.left(), row.top(), _LABEL_PT, row.height()), name, BODY)
    plot = QRectF(days.left, row.top() + 6.0, days.width, row.height() - 12.0)
    _paint_rules(painter, plot, (0, 10), 0, 10)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(PALETTE.text))
    size = _mark_size(days)
    for day, value in {(days.grain(day), value): (day, value) for day, value in told.answers}.values():
        painter.drawEllipse(QPointF(days.at(day), _height(plot, value, 0, 10)), size, size)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    shown = (len(told.values), told.least, told.middle, told.most, told.newest)
    _paint_numbers(painter, row, row.top(), [number_text(one) for one in shown], small=False)


def _mark_size(days: Days) -> float:
    if days.span <= _LONG_RANGE_DAYS:
        return 1.5
    return 0.9 if days.span <= _VERY_LONG_DAYS else 0.6


def _paint_stairs(painter: QPainter, row: QRectF, days: Days, numbers: Numbers) -> None:
    """The step of each session, marked by how it came out, and what the marks mean."""
    plot = QRectF(days.left, row.top() + 10.0, days.width, row.height() - 18.0)
    write(painter, QRectF(row.left(), plot.top(), _LABEL_PT, plot.height()), "Step practised", BODY)
    _paint_rules(painter, plot, _NUMBERED_STEPS, FIRST_STEP, LAST_STEP)
    if days.span <= _VERY_LONG_DAYS:  # of years the line would be all that is seen
        points = [QPointF(days.at(one.day), _step_height(plot, one.step)) for one in numbers.stairs]
        painter.setPen(QPen(QColor(PALETTE.muted), 0.6))
        painter.drawPolyline(QPolygonF(points))
    size = _mark_size(days) + 0.7
    apart = {(days.grain(one.day), one.step, one.outcome): one for one in numbers.stairs}
    for one in sorted(apart.values(), key=_how_pressing):  # what is rarer lies on top
        _paint_mark(painter, QPointF(days.at(one.day), _step_height(plot, one.step)), size, one.outcome)
    told = {one.outcome for one in numbers.stairs}
    for place, (outcome, words) in enumerate((outcome, words) for outcome, words in MARKS.items() if outcome in told):
        y = plot.top() + 13.0 * place
        _paint_mark(painter, QPointF(days.left + days.width + 18.0, y), 2.6, outcome)
        write(painter, QRectF(days.left + days.width + 27.0, y - 6.0, 150.0, 12.0), words)


def _step_height(plot: QRectF, step: int) -> float:
    return _height(plot, step, FIRST_STEP, LAST_STEP)


def _how_pressing(one: StairPoint) -> int:
    return list(Outcome).index(one.outcome)


def _paint_mark(painter: QPainter, at: QPointF, size: float, outcome: Outcome) -> None:
    """A dot, a square or a triangle, so that nothing is said by colour alone."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(_ROLES[outcome]))
    box = QRectF(at.x() - size, at.y() - size, 2 * size, 2 * size)
    if outcome is Outcome.GOOD:
        painter.drawEllipse(box)
    elif outcome is Outcome.STAY:
        painter.drawRect(box)
    else:
        painter.drawPolygon(QPolygonF([box.topLeft(), box.topRight(), QPointF(at.x(), box.bottom())]))
    painter.setBrush(Qt.BrushStyle.NoBrush)
