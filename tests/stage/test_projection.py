"""From metres to pixels."""

from __future__ import annotations

from math import radians

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF

from hinge_desktop.stage.projection import ANGLES, FRONT, SIDE, Angle, View

BOX = ((-0.5, 0.0, -0.3), (0.6, 1.8, 0.3))
RECT = QRectF(10, 20, 400, 300)


def test_from_the_side_the_person_faces_right_and_up_is_up() -> None:
    view = View.fit(Angle(0.0), BOX, RECT)
    origin, forward, up, right = (view.at(np.array(p)) for p in ((0, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1)))
    assert forward.x() > origin.x()
    assert forward.y() == pytest.approx(origin.y())
    assert up.y() < origin.y()
    assert right == origin, "the right side comes straight towards the viewer"
    assert view.depth(np.array([0.0, 0.0, 1.0])) > view.depth(np.zeros(3))


def test_from_the_front_the_right_side_is_on_the_left_of_the_picture() -> None:
    view = View.fit(FRONT, BOX, RECT)
    assert view.at(np.array([0.0, 1.0, 0.2])).x() < view.at(np.array([0.0, 1.0, -0.2])).x()
    assert view.depth(np.array([0.5, 1.0, 0.0])) > view.depth(np.array([0.0, 1.0, 0.0]))


sizes = st.floats(30, 4000)


@given(
    yaw=st.floats(-180, 180), pitch=st.floats(0, 30), width=sizes, height=sizes, margin=st.floats(0, 0.2),
    u=st.floats(0, 1), v=st.floats(0, 1), w=st.floats(0, 1),
)  # fmt: skip
def test_all_of_the_box_is_inside_the_picture(
    yaw: float, pitch: float, width: float, height: float, margin: float, u: float, v: float, w: float
) -> None:
    rect = QRectF(5, 7, width, height)
    view = View.fit(Angle(radians(yaw), radians(pitch)), BOX, rect, margin)
    low, high = np.array(BOX[0]), np.array(BOX[1])
    seen = view.at(low + (high - low) * [u, v, w])
    assert rect.adjusted(-1e-6, -1e-6, 1e-6, 1e-6).contains(seen)


@pytest.mark.parametrize("angle", ANGLES.values(), ids=list(ANGLES))
def test_a_metre_is_as_long_on_every_screen_as_the_scale_says(angle: Angle) -> None:
    view = View.fit(angle, BOX, RECT)
    height = view.at(np.zeros(3)).y() - view.at(np.array([0.0, 1.0, 0.0])).y()
    assert height == pytest.approx(view.scale * np.cos(angle.pitch))


def test_a_line_is_never_thinner_than_it_may_be() -> None:
    view = View(SIDE, 50.0, (0.0, 0.0))
    assert view.line_px(0.1) == pytest.approx(5.0)
    assert view.line_px(0.001, 1.5) == 1.5
