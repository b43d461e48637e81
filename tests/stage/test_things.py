"""What stands in the room and in the hands, as a viewer sees it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from hinge_desktop.body.figure import Figure, Placed
from hinge_desktop.body.motion import Motion
from hinge_desktop.body.movement import LOOKS
from hinge_desktop.body.things import CHAIR_BACK_M, CHAIR_DEPTH_M, CHAIR_SEAT_M, THINGS
from hinge_desktop.stage.order import BETWEEN, HEAD, NEAR_ARM, NEAR_LEG, Order, grips
from hinge_desktop.stage.projection import ANGLES, View
from hinge_desktop.stage.scene import Scene, paint_scene
from hinge_desktop.stage.solid import outline
from hinge_desktop.stage.style import STYLES, StageStyle

pytestmark = pytest.mark.usefixtures("qapp")

MotionOf = Callable[[str], Motion]
RECT = QRectF(0, 0, 300, 300)
BOX = ((-0.8, 0.0, -0.6), (0.8, 2.0, 0.6))


def seen(figure: Figure, angle: str = "side", style: StageStyle = STYLES["light"]) -> np.ndarray:
    image = QImage(300, 300, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor("#ff00ff"))
    with QPainter(image) as painter:
        paint_scene(painter, RECT, Scene(figure), style, View.fit(ANGLES[angle], BOX, RECT))
    return np.frombuffer(image.constBits(), np.uint8).reshape(300, 300, 4)[..., :3].astype(int)


def metres_changed(one: np.ndarray, other: np.ndarray) -> tuple[float, float]:
    """Width and height of what differs between two side views, metres."""
    rows, columns = np.nonzero(np.abs(one - other).max(axis=2) > 24)
    scale = View.fit(ANGLES["side"], BOX, RECT).scale
    return (np.ptp(columns) + 1) / scale, (np.ptp(rows) + 1) / scale


def beside(kind: str) -> Placed:
    """A thing that stands clear of the figure, in front of it."""
    x = 0.55
    points = {
        "dumbbell": {"near": (x - 0.12, 0.5, 0), "far": (x + 0.12, 0.5, 0)},
        "backpack": {"handle": (x, 0.9, 0), "middle": (x, 0.64, 0)},
        "bin": {"bottom": (x, 0.1, 0), "top": (x, 0.7, 0)},
        "cushion": {"back": (x - 0.06, 0.6, 0), "front": (x + 0.06, 0.6, 0)},
        "chair": {"seat": (x + 0.1, CHAIR_SEAT_M, 0), "back": (x + 0.1 - CHAIR_DEPTH_M, CHAIR_BACK_M, 0)},
        "kettlebell": {"handle": (x, 0.6, 0), "ball": (x, 0.443, 0)},
    }[kind]
    return Placed(kind, {name: np.array(point, dtype=float) for name, point in points.items()})


@pytest.mark.parametrize(
    ("kind", "wide", "high"),
    [
        ("dumbbell", THINGS["dumbbell"].size_m[2], THINGS["dumbbell"].size_m[0]),
        ("backpack", THINGS["backpack"].size_m[2], THINGS["backpack"].size_m[0]),
        ("bin", THINGS["bin"].size_m[2], THINGS["bin"].size_m[0]),
        ("cushion", THINGS["cushion"].size_m[2], THINGS["cushion"].size_m[0]),
        ("chair", CHAIR_DEPTH_M, CHAIR_BACK_M),
        ("kettlebell", THINGS["kettlebell"].size_m[2], THINGS["kettlebell"].size_m[0]),
    ],
)
def test_a_thing_is_drawn_at_its_true_size(motion_of: MotionOf, kind: str, wide: float, high: float) -> None:
    figure = replace(motion_of("weighted-hip-hinge").figure_at(0.0), implements=())
    style = STYLES["light"].with_layers(shadows=False)
    with_thing = replace(figure, implements=(beside(kind),))
    width, height = metres_changed(seen(figure, style=style), seen(with_thing, style=style))
    assert width == pytest.approx(wide, abs=0.10)
    assert height == pytest.approx(high, abs=0.09)


@pytest.mark.parametrize("angle", list(ANGLES))
@pytest.mark.parametrize("style", STYLES.values(), ids=list(STYLES))
def test_every_look_is_another_picture(motion_of: MotionOf, angle: str, style: StageStyle) -> None:
    holders = {"dowel": "three-point-contact-hinge", "kettlebell": "weighted-hip-hinge"}
    for kind, looks in LOOKS.items():
        if kind in holders:
            motion = motion_of(holders[kind])
            figure = motion.figure_at(motion.duration_s / 2)
            placed = next(one for one in figure.implements if one.kind == kind)
        else:
            figure, placed = motion_of("butt-tap").figure_at(0.0), beside(kind)
        pictures = [
            seen(replace(figure, implements=(replace(placed, look=look),)), angle, style) for look in ("", *looks)
        ]
        for number, one in enumerate(pictures):
            for other in pictures[:number]:
                assert np.abs(one - other).max() > 24, (kind, looks)


def test_who_sits_covers_the_seat_and_the_near_legs_of_the_chair_stand_before(motion_of: MotionOf) -> None:
    figure = replace(motion_of("weighted-hip-hinge").figure_at(0.0), implements=())
    heel = figure.points["heel_r"]
    chair = Placed("chair", {"seat": np.array([0.0, CHAIR_SEAT_M, 0.0]), "back": np.array([-0.42, CHAIR_BACK_M, 0.0])})
    with_chair = replace(figure, implements=(chair,))
    view = View.fit(ANGLES["side"], BOX, RECT)
    hip, foot = view.at(figure.points["hip_r"] + [0.0, 0.05, 0.0]), view.at(np.array([-0.02, 0.2, 0.19]))
    bare, sat = seen(figure), seen(with_chair)
    assert np.array_equal(bare[int(hip.y()), int(hip.x())], sat[int(hip.y()), int(hip.x())])
    wood = QColor(STYLES["light"].palette.wood)
    there = sat[int(foot.y()), int(foot.x())]
    assert np.abs(there[::-1] - [wood.red(), wood.green(), wood.blue()]).max() < 60, heel


def test_a_doorway_is_a_line_before_the_hips_from_the_side(motion_of: MotionOf) -> None:
    figure = replace(motion_of("weighted-hip-hinge").figure_at(0.0), implements=())
    door = Placed("doorway", {"foot": np.array([0.0, 0.0, 0.0]), "head": np.array([0.0, 2.0, 0.0])})
    bare, there = seen(figure), seen(replace(figure, implements=(door,)))
    view = View.fit(ANGLES["side"], BOX, RECT)
    x, top, bottom = int(view.at(np.zeros(3)).x()), view.at(np.array([0, 1.2, 0.0])).y(), view.at(np.zeros(3)).y()
    column = np.abs(there - bare)[int(top) : int(bottom), x - 1 : x + 2].max(axis=(1, 2))
    assert 0.2 < (column > 24).mean() < 0.9, "dashed, and over the body"


def test_the_near_arm_goes_behind_the_leg_when_the_elbow_is_inside_the_knee(motion_of: MotionOf) -> None:
    motion = motion_of("kettlebell-lift")
    view = View.fit(ANGLES["side"], BOX, RECT)
    deepest = Order.of(motion.figure_at(motion.duration_s * 0.5), view)
    assert BETWEEN < deepest.upper_arms["r"] < deepest.forearms["r"] < NEAR_LEG
    assert Order.of(motion.figure_at(0.0), view).upper_arms["r"] == NEAR_ARM


def test_hands_close_round_handles_and_stay_open_on_what_they_press(motion_of: MotionOf) -> None:
    bell = motion_of("weighted-hip-hinge").figure_at(1.0)
    assert grips(bell, "r")
    assert grips(bell, "l")
    assert not grips(replace(bell, implements=()), "r")
    hand = bell.points["hand_r"]
    hugged = Placed("backpack", {"front": hand, "middle": hand - [0.1, 0.0, 0.0]})
    child = Placed("kettlebell", {"handle": hand, "ball": hand - [0.0, 0.16, 0.0]}, look="child")
    for placed in (hugged, child):
        assert not grips(replace(bell, implements=(placed,)), "r"), placed.kind


def test_shoulders_forward_round_the_upper_back_and_no_other_part(motion_of: MotionOf) -> None:
    figure = replace(motion_of("weighted-hip-hinge").figure_at(0.0), implements=())
    slumped = replace(figure, angles={**figure.angles, "shoulder_protraction": 0.5})
    rows, _ = np.nonzero(np.abs(seen(figure) - seen(slumped)).max(axis=2) > 24)
    view = View.fit(ANGLES["side"], BOX, RECT)
    assert rows.min() > view.at(figure.points["head_top"]).y()
    assert rows.max() < view.at(figure.points["l5s1"]).y()


def test_an_outline_is_convex_and_holds_its_points() -> None:
    points = np.random.default_rng(3).normal(size=(40, 3)) * 0.3
    view = View(ANGLES["three-quarter"], 100.0, (150.0, 150.0))
    shape = outline(points, view)
    corners = np.array([(point.x(), point.y()) for point in shape])
    edges = np.roll(corners, -1, axis=0) - corners
    turns = edges[:, 0] * np.roll(edges, -1, axis=0)[:, 1] - edges[:, 1] * np.roll(edges, -1, axis=0)[:, 0]
    assert (turns > 0).all() or (turns < 0).all()
    low, high = view.to_device(points).min(axis=0), view.to_device(points).max(axis=0)
    assert corners.min(axis=0) == pytest.approx(low, abs=0.01)
    assert corners.max(axis=0) == pytest.approx(high, abs=0.01)


@pytest.mark.parametrize("exercise", ["back-loaded-hinge", "three-point-contact-hinge"])
def test_hands_behind_the_neck_never_cover_the_face(motion_of: MotionOf, exercise: str) -> None:
    motion = motion_of(exercise)
    view = View.fit(ANGLES["front"], BOX, RECT)
    for share in np.linspace(0.0, 1.0, 9):
        order = Order.of(motion.figure_at(share * motion.duration_s), view)
        assert max(order.forearms.values()) < HEAD, share
