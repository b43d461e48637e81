"""What hides what, as a viewer sees it: a leg is a leg, whatever passes behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from hinge_desktop.body.anthropometry import Body
from hinge_desktop.body.figure import Figure
from hinge_desktop.body.motion import Motion, solve
from hinge_desktop.body.movement import Side
from hinge_desktop.stage.anatomy import LIMBS, TOES
from hinge_desktop.stage.flesh import clothe
from hinge_desktop.stage.order import cups, embraced
from hinge_desktop.stage.projection import ANGLES, View
from hinge_desktop.stage.scene import Scene, motion_box, paint_scene
from hinge_desktop.stage.style import STYLES

pytestmark = pytest.mark.usefixtures("qapp")

MotionOf = Callable[[str], Motion]
RECT = QRectF(0, 0, 300, 300)
STYLE = STYLES["light"].with_layers(shadows=False)
SHARES = np.linspace(0.0, 1.0, 13)


def seen(figure: Figure, view: View) -> np.ndarray:
    image = QImage(300, 300, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor("#ff00ff"))
    with QPainter(image) as painter:
        paint_scene(painter, RECT, Scene(figure), STYLE, view)
    return np.frombuffer(image.constBits(), np.uint8).reshape(300, 300, 4)[..., :3].astype(int)


def changed(figure: Figure, kind: str, view: View) -> np.ndarray:
    """Where a picture changes when a thing of one kind is put into it."""
    bare = replace(figure, implements=tuple(one for one in figure.implements if one.kind != kind))
    return np.abs(seen(figure, view) - seen(bare, view)).max(axis=2) > 24


def alike(picture: np.ndarray, colour: str, tolerance: int = 24) -> np.ndarray:
    """Where a picture has a colour."""
    tone = QColor(colour)
    return np.abs(picture - [tone.blue(), tone.green(), tone.red()]).max(axis=-1) <= tolerance


def leg(figure: Figure, view: View) -> Iterator[tuple[int, int]]:
    """Pixels, row and column, along the bones of the right leg, from below the hip."""
    joints = [view.screen @ figure.points[f"{joint}_r"] for joint in ("hip", "knee", "ankle")]
    for one, other in pairwise(joints):
        for share in np.linspace(0.15, 0.9, 60):
            x, y = (one + share * (other - one)) * view.scale + view.origin
            yield int(y), int(x)


@pytest.mark.parametrize("angle", ["side", "three-quarter"])
def test_a_band_between_the_legs_never_crosses_the_near_one(motion_of: MotionOf, angle: str) -> None:
    motion = motion_of("banded-pull-through")
    view = View.fit(ANGLES[angle], motion_box(motion), RECT)
    for share in SHARES:
        figure = motion.figure_at(share * motion.duration_s)
        band = alike(seen(figure, view), STYLE.palette.band, 60)
        assert not any(band[place] for place in leg(figure, view)), share


@pytest.mark.parametrize("fault", [None, "arms-lifting", "bell-below-knees", "squatty-swing"])
def test_a_swung_bell_passes_behind_the_near_leg_both_ways(motion_of: MotionOf, fault: str | None) -> None:
    motion = motion_of("kettlebell-swing")
    hidden_both_ways(solve(motion.movement, Body(), fault=fault))


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_cleaned_bell_passes_behind_the_near_leg_whichever_hand_has_it(motion_of: MotionOf, side: Side) -> None:
    hidden_both_ways(solve(motion_of("kettlebell-clean").movement, Body(), side=side))


def hidden_both_ways(motion: Motion) -> None:
    """From the side no bell is seen on the near leg, at any instant."""
    view = View.fit(ANGLES["side"], motion_box(motion), RECT)
    for share in np.linspace(0.0, 1.0, 31):
        figure = motion.figure_at(share * motion.duration_s)
        iron = alike(seen(figure, view), STYLE.palette.iron, 14)
        assert not any(iron[place] for place in leg(figure, view)), share


def test_a_stick_on_the_back_does_not_come_out_at_the_hip(motion_of: MotionOf) -> None:
    motion = motion_of("three-point-contact-hinge")
    view = View.fit(ANGLES["three-quarter"], motion_box(motion), RECT)
    for share in SHARES:
        figure = motion.figure_at(share * motion.duration_s)
        bare = seen(replace(figure, implements=()), view)
        clothes = alike(bare, STYLE.palette.top) | alike(bare, STYLE.palette.legs)
        assert not (clothes & alike(seen(figure, view), STYLE.palette.wood)).any(), share


@pytest.mark.parametrize("angle", list(ANGLES))
def test_a_board_under_the_bell_can_be_seen(motion_of: MotionOf, angle: str) -> None:
    motion = motion_of("kettlebell-lift")
    view = View.fit(ANGLES[angle], motion_box(motion), RECT)
    figure = motion.figure_at(0.0)
    rows, columns = np.nonzero(changed(figure, "block", view))
    assert len(rows) > 30
    if angle == "side":
        assert columns.max() > view.at(figure.points["toe_r"]).x() + 4, "it goes on before the toes"


def test_a_lifted_heel_bends_the_shoe_and_leaves_the_toes_flat(motion_of: MotionOf) -> None:
    motion = solve(motion_of("goatbag-hinge").movement, Body(), fault="heels-lift")
    standing, deep = motion.figure_at(0.0), motion.figure_at(motion.duration_s / 2)
    assert deep.points["heel_r"][1] > standing.points["heel_r"][1] + 0.005
    first = len(clothe(deep)[0]) - len(LIMBS)
    for side, toes in TOES.items():
        flat, bent = (clothe(figure)[0][first + toes] for figure in (standing, deep))
        assert bent[:, 1] == pytest.approx(flat[:, 1], abs=0.004), side


@pytest.mark.parametrize("exercise", ["bin-pick-up", "chest-hold-hinge", "goatbag-hinge-dumbbell"])
def test_fingers_bend_round_what_is_pressed(motion_of: MotionOf, exercise: str) -> None:
    motion = motion_of(exercise)
    for share in SHARES:
        figure = motion.figure_at(share * motion.duration_s)
        assert cups(figure, "r"), share
        assert cups(figure, "l"), share
    assert not cups(motion_of("butt-tap").figure_at(0.0), "r")


def test_the_far_hand_of_a_hug_is_seen_from_before_and_not_from_the_side(motion_of: MotionOf) -> None:
    motion = motion_of("chest-hold-hinge")
    figure, box = motion.figure_at(0.0), motion_box(motion)
    held = embraced(figure, View.fit(ANGLES["three-quarter"], box, RECT))
    assert held is not None
    assert held.kind == "backpack"
    assert embraced(figure, View.fit(ANGLES["side"], box, RECT)) is None
