"""Lenses and the twin: what they add to the picture, and what they leave alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from hinge_desktop.body.motion import Motion
from hinge_desktop.body.muscles import MUSCLES as MUSCLE_NAMES
from hinge_desktop.stage.lenses import LENSES, Look
from hinge_desktop.stage.muscles import MUSCLES
from hinge_desktop.stage.projection import ANGLES, View
from hinge_desktop.stage.scene import Scene, motion_box, paint_scene
from hinge_desktop.stage.style import STYLES

pytestmark = pytest.mark.usefixtures("qapp")

MotionOf = Callable[[str], Motion]
RECT = QRectF(0, 0, 320, 320)


def seen(scene: Scene, motion: Motion, angle: str = "side", theme: str = "light") -> np.ndarray:
    image = QImage(320, 320, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor("#ff00ff"))
    with QPainter(image) as painter:
        painter.setOpacity(1.0)
        paint_scene(painter, RECT, scene, STYLES[theme], View.fit(ANGLES[angle], motion_box(motion), RECT))  # type: ignore[index]
        assert not painter.hasClipping()
    return np.frombuffer(image.constBits(), np.uint8).reshape(320, 320, 4)[..., :3].astype(int)


def through(
    motion: Motion, lens: str, share: float = 0.5, demand: Mapping[str, float] | None = None, angle: str = "side"
) -> np.ndarray:
    time_s = share * motion.duration_s
    return seen(Scene(motion.figure_at(time_s), look=Look(lens, motion, time_s, demand or {})), motion, angle)


@pytest.mark.parametrize("angle", list(ANGLES))
@pytest.mark.parametrize("exercise", ["weighted-hip-hinge", "hero-squat", "kettlebell-swing"])
def test_each_lens_adds_something_of_its_own(motion_of: MotionOf, exercise: str, angle: str) -> None:
    motion = motion_of(exercise)
    pictures = {lens: through(motion, lens, angle=angle) for lens in LENSES}
    names = list(pictures)
    for number, one in enumerate(names):
        for other in names[:number]:
            assert np.abs(pictures[one] - pictures[other]).max() > 40, (one, other)


def test_the_plain_lens_is_the_figure_as_it_is(motion_of: MotionOf) -> None:
    motion = motion_of("weighted-hip-hinge")
    without = seen(Scene(motion.figure_at(0.5 * motion.duration_s)), motion)
    assert np.array_equal(without, through(motion, "plain"))


def test_a_busy_muscle_is_warmer_and_thicker_than_an_idle_one(motion_of: MotionOf) -> None:
    motion = motion_of("butt-tap")
    idle = through(motion, "muscles")
    for name in MUSCLES:
        busy = through(motion, "muscles", demand={name: 1.0})
        changed = np.abs(busy - idle).max(axis=2) > 24
        assert changed.sum() > 60, name
        # stored blue, green, red
        warmth = (busy[..., 2] - busy[..., 0])[changed].mean() - (idle[..., 2] - idle[..., 0])[changed].mean()
        assert warmth > 20, name


def test_the_muscles_drawn_are_those_the_body_knows() -> None:
    assert set(MUSCLES) == set(MUSCLE_NAMES)


def test_a_demand_out_of_range_is_drawn_as_the_end_of_the_range(motion_of: MotionOf) -> None:
    motion = motion_of("butt-tap")
    most = through(motion, "muscles", demand={"glutes": 1.0})
    assert np.array_equal(most, through(motion, "muscles", demand={"glutes": 7.0}))


def test_the_near_arm_stays_before_the_muscles(motion_of: MotionOf) -> None:
    motion = motion_of("weighted-hip-hinge")
    view = View.fit(ANGLES["side"], motion_box(motion), RECT)
    elbow = view.at(motion.figure_at(0.0).points["elbow_r"])
    at = int(elbow.y()), int(elbow.x())
    busy = through(motion, "muscles", share=0.0, demand=dict.fromkeys(MUSCLES, 1.0))
    assert np.array_equal(busy[at], through(motion, "plain", share=0.0)[at])


def test_a_twin_shows_where_it_differs_and_leaves_the_figure_whole(motion_of: MotionOf) -> None:
    motion = motion_of("weighted-hip-hinge")
    figure = motion.figure_at(0.0)
    other = motion.figure_at(0.5 * motion.duration_s)
    alone, together = seen(Scene(figure), motion), seen(Scene(figure, twin=other), motion)
    view = View.fit(ANGLES["side"], motion_box(motion), RECT)
    for name, hidden in (("elbow_r", True), ("head_back", False)):
        who = figure if hidden else other
        at = view.at(who.points[name] + (np.zeros(3) if hidden else [-0.005, -0.02, 0.0]))
        same = np.array_equal(alone[int(at.y()), int(at.x())], together[int(at.y()), int(at.x())])
        assert same == hidden, name


def test_a_twin_is_hollow_and_its_line_broken_so_that_colour_is_not_all(motion_of: MotionOf) -> None:
    motion = motion_of("weighted-hip-hinge")
    figure = replace(motion.figure_at(0.0), implements=())
    twin = seen(Scene(figure, twin=replace(motion.figure_at(0.5 * motion.duration_s), implements=())), motion)
    purple = QColor(STYLES["light"].palette.back)
    edge = np.abs(twin[..., ::-1] - [purple.red(), purple.green(), purple.blue()]).max(axis=2) < 40
    changed = np.abs(twin - seen(Scene(figure), motion)).max(axis=2) > 8
    assert 0.02 < edge.sum() / changed.sum() < 0.5
