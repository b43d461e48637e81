"""The figure as a viewer sees it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPen, QTransform

from hinge_desktop.body.figure import Figure
from hinge_desktop.body.motion import Motion
from hinge_desktop.curriculum.ladder import LADDER
from hinge_desktop.stage.painter import figure_outline, paint_figure
from hinge_desktop.stage.projection import ANGLES, Angle, View
from hinge_desktop.stage.scene import Scene, motion_box, paint_scene
from hinge_desktop.stage.sheet import contact_sheet
from hinge_desktop.stage.style import CONTRAST, DARK, LIGHT, STYLES, StageStyle

pytestmark = pytest.mark.usefixtures("qapp")

MotionOf = Callable[[str], Motion]
RECT = QRectF(0, 0, 400, 400)


def level_view(motion: Motion) -> View:
    return View.fit(Angle(0.0), motion_box(motion), RECT)


def blank(width: int = 400, height: int = 400, colour: str = "#ffffff") -> QImage:
    image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor(colour))
    return image


def pixels(image: QImage) -> np.ndarray:
    return np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)[..., :3].astype(int)


@pytest.mark.parametrize("exercise", LADDER)
def test_the_skin_lies_where_the_model_touches(motion_of: MotionOf, exercise: str) -> None:
    motion = motion_of(exercise)
    view = level_view(motion)
    for share in (0.0, 0.3, 0.5, 0.8):
        figure = motion.figure_at(motion.duration_s * share)
        outline = figure_outline(figure, view)
        for name in ("sacrum_back", "t_spine_back", "buttock_back"):
            at = view.at(figure.points[name])
            inwards = view.at(figure.points[name] + 0.02 * _inwards(figure, name))
            assert outline.contains(inwards), f"{name} is on the skin, so a little deeper is inside"
            assert not outline.contains(at - 2.2 * (inwards - at)) or name == "sacrum_back"


def _inwards(figure: Figure, name: str) -> np.ndarray:
    middle = figure.points["pelvis"] if name == "buttock_back" else (figure.points["l5s1"] + figure.points["t12l1"]) / 2
    line = middle - figure.points[name]
    return line / np.linalg.norm(line)


@pytest.mark.parametrize("exercise", LADDER)
def test_feet_and_knees_stand_on_the_floor(motion_of: MotionOf, exercise: str) -> None:
    motion = motion_of(exercise)
    view = level_view(motion)
    floor = view.at(np.zeros(3)).y()
    for share in (0.0, 0.5):
        bottom = figure_outline(motion.figure_at(motion.duration_s * share), view).boundingRect().bottom()
        assert (bottom - floor) / view.scale == pytest.approx(0.0, abs=0.006)


@pytest.mark.parametrize("angle", ANGLES.values(), ids=list(ANGLES))
@pytest.mark.parametrize("exercise", LADDER)
def test_nothing_of_the_body_is_cut_off(motion_of: MotionOf, exercise: str, angle: Angle) -> None:
    motion = motion_of(exercise)
    view = View.fit(angle, motion_box(motion), RECT)
    for share in np.linspace(0, 1, 7):
        assert RECT.contains(figure_outline(motion.figure_at(motion.duration_s * share), view).boundingRect())


def test_a_rounded_back_is_seen_to_be_round(motion_of: MotionOf) -> None:
    motion = motion_of("weighted-hip-hinge")
    figure = motion.figure_at(3.2)
    view = level_view(motion)
    bent = replace(figure, angles={**figure.angles, "lumbar_flexion": 0.7})
    lumbar = (figure.points["l5s1"] + figure.points["t12l1"]) / 2
    up = figure.points["t12l1"] - figure.points["l5s1"]
    out = np.cross([0.0, 0.0, 1.0], up / np.linalg.norm(up))
    just_outside = view.at(lumbar + 0.105 * out)
    assert not figure_outline(figure, view).contains(just_outside)
    assert figure_outline(bent, view).contains(just_outside)


def test_the_painter_is_left_as_it_was(motion_of: MotionOf) -> None:
    motion = motion_of("kettlebell-swing")
    image = blank()
    with QPainter(image) as painter:
        painter.setOpacity(0.5)
        pen, brush, transform = QPen(painter.pen()), QBrush(painter.brush()), QTransform(painter.transform())
        paint_scene(painter, RECT, Scene(motion.figure_at(0.2)), LIGHT, level_view(motion))
        assert (painter.pen(), painter.brush(), painter.transform()) == (pen, brush, transform)
        assert painter.opacity() == pytest.approx(0.5)
        assert not painter.hasClipping()


@pytest.mark.parametrize("style", STYLES.values(), ids=list(STYLES))
def test_the_near_leg_stands_out_from_the_ground_and_the_far_one_less(motion_of: MotionOf, style: StageStyle) -> None:
    ground, near, far = (
        QColor(c).lightnessF() for c in (style.palette.stage, style.palette.legs, style.palette.far_legs)
    )
    assert abs(near - ground) > abs(far - ground) > 0.1


@pytest.mark.parametrize("size", [16, 120, 700])
def test_any_size_shows_a_figure(motion_of: MotionOf, size: int) -> None:
    motion = motion_of("weighted-hip-hinge")
    image = blank(size, size)
    rect = QRectF(0, 0, size, size)
    with QPainter(image) as painter:
        paint_figure(painter, motion.figure_at(3.0), LIGHT, View.fit(ANGLES["side"], motion_box(motion), rect))
    assert (pixels(image).min(axis=2) < 200).mean() > 0.03


def test_hostile_figures_are_painted_without_a_word(motion_of: MotionOf) -> None:
    figure = motion_of("weighted-hip-hinge").figure_at(0.0)
    heap: Mapping[str, np.ndarray] = {name: np.zeros(3) for name in figure.points}
    image = blank()
    with QPainter(image) as painter:
        paint_figure(painter, replace(figure, points=heap), LIGHT, View(Angle(0.0), 200.0, (200.0, 200.0)))
    assert not image.isNull()


def test_a_clothed_figure_turns_without_a_hole(motion_of: MotionOf) -> None:
    figure = motion_of("weighted-hip-hinge").figure_at(3.0)
    for degrees in range(0, 181, 15):
        view = View(Angle(np.radians(degrees), 0.1), 200.0, (200.0, 350.0))
        outline = figure_outline(figure, view)
        for name in ("t12l1", "knee_r", "elbow_l", "shoulder_r", "wrist_r"):
            assert outline.contains(view.at(figure.points[name])), (degrees, name)


def test_a_contact_sheet_has_a_row_for_every_few_frames(motion_of: MotionOf) -> None:
    motion = motion_of("kettlebell-clean")
    sheet = contact_sheet(motion, 4, QSize(100, 120), DARK, labels=False, frames=6)
    assert (sheet.width(), sheet.height()) == (400, 240)
    seen = pixels(sheet)
    assert seen[:120, :100].std(axis=(0, 1)).max() > 5
    assert seen[120:, 200:].std(axis=(0, 1)).max() == 0, "two places are left over"


def test_labels_change_only_the_foot_of_a_picture(motion_of: MotionOf) -> None:
    motion = motion_of("butt-tap")
    with_words = contact_sheet(motion, 1, QSize(200, 300), CONTRAST, frames=1)
    assert pixels(with_words)[275:].std(axis=(0, 1)).max() > 1
