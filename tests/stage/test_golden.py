"""Golden pictures: the drawing has not changed unless somebody meant it to.

``pytest tests/stage --set-golden`` writes them anew; look at them before committing. There are no words in
them (fonts differ between machines). Exact on Linux; elsewhere the rasteriser's last bits may differ.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from hinge_desktop.body.motion import Motion, solve
from hinge_desktop.stage.lenses import Look
from hinge_desktop.stage.projection import ANGLES, View
from hinge_desktop.stage.scene import Ghost, Scene, motion_box, paint_scene
from hinge_desktop.stage.style import STYLES

pytestmark = pytest.mark.usefixtures("qapp")

GOLDEN = Path(__file__).resolve().parents[1] / "golden"
PICTURES = (
    ("hero-squat", 0.5, "side", "light"),
    ("butt-tap", 0.5, "side", "light"),
    ("three-point-contact-hinge", 0.5, "side", "light"),
    ("banded-hip-hinge", 0.5, "three-quarter", "light"),
    ("weighted-hip-hinge", 0.5, "side", "light"),
    ("weighted-hip-hinge", 0.5, "three-quarter", "dark"),
    ("kettlebell-lift", 0.5, "front", "contrast"),
    ("kettlebell-swing", 0.0, "side", "dark"),
    ("goatbag-hinge-dumbbell", 0.5, "three-quarter", "light"),
    ("chest-hold-hinge", 0.5, "side", "dark"),
    ("bin-pick-up", 0.5, "three-quarter", "light"),
    ("sit-to-stand", 0.5, "three-quarter", "light"),
    ("doorway-hinge", 0.5, "side", "light"),
    ("back-loaded-hinge", 0.5, "side", "light"),
    ("single-leg-hinge", 0.5, "side", "light"),
)

FORGIVEN = 0 if sys.platform.startswith("linux") else 40


def picture(motion: Motion, share: float, angle: str, theme: str) -> QImage:
    view = View.fit(ANGLES[angle], motion_box(motion), QRectF(0, 0, 320, 320))
    ghost = Ghost.of(motion.figure_at(0.0), view)
    return painted(Scene(motion.figure_at(motion.duration_s * share), motion.hip_path, ghost), view, theme)


def painted(scene: Scene, view: View, theme: str) -> QImage:
    image = QImage(320, 320, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor("#ff00ff"))
    with QPainter(image) as painter:
        paint_scene(painter, QRectF(image.rect()), scene, STYLES[theme], view)
    return image


def channels(image: QImage) -> np.ndarray:
    plain = image.convertToFormat(QImage.Format.Format_ARGB32)
    return np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.width(), 4).astype(int)


@pytest.mark.parametrize(
    ("exercise", "share", "angle", "theme"), PICTURES, ids=["-".join(map(str, p)) for p in PICTURES]
)
def test_the_drawing_is_the_one_that_was_looked_at(
    motion_of: Callable[[str], Motion],
    request: pytest.FixtureRequest,
    exercise: str,
    share: float,
    angle: str,
    theme: str,
) -> None:
    image = picture(motion_of(exercise), share, angle, theme)
    compare(request, image, f"{exercise}-{share:g}-{angle}-{theme}.png")


def test_the_twin_and_the_muscles_are_those_that_were_looked_at(
    motion_of: Callable[[str], Motion], request: pytest.FixtureRequest
) -> None:
    motion = motion_of("weighted-hip-hinge")
    time_s = motion.duration_s * 0.5
    drifting = solve(motion.movement, motion.body, fault="lumbar-rounding").figure_at(time_s)
    busy = Look("muscles", motion, time_s, {"glutes": 0.9, "hamstrings": 0.8, "erectors": 0.5})
    view = View.fit(ANGLES["side"], motion_box(motion), QRectF(0, 0, 320, 320))
    compare(request, painted(Scene(motion.figure_at(time_s), look=busy, twin=drifting), view, "light"), "twin.png")


def compare(request: pytest.FixtureRequest, image: QImage, name: str) -> None:
    """Hold a picture against the kept one, or keep it."""
    file = GOLDEN / name
    if request.config.getoption("--set-golden", default=False):
        GOLDEN.mkdir(exist_ok=True)
        assert image.save(str(file))
        return
    kept = QImage(str(file))
    assert not kept.isNull(), f"{file.name} is missing: pytest tests/stage --set-golden"
    assert kept.size() == image.size()
    # abs before max: a pixel that got darker is a change too
    assert np.abs(channels(image) - channels(kept)).max() <= FORGIVEN
