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

from hinge_desktop.body.motion import Motion
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
)
FORGIVEN = 0 if sys.platform.startswith("linux") else 40


def picture(motion: Motion, share: float, angle: str, theme: str) -> QImage:
    image = QImage(320, 320, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor("#ff00ff"))
    rect = QRectF(image.rect())
    view = View.fit(ANGLES[angle], motion_box(motion), rect)
    ghost = Ghost.of(motion.figure_at(0.0), view)
    scene = Scene(motion.figure_at(motion.duration_s * share), hip_path=motion.hip_path, ghost=ghost)
    with QPainter(image) as painter:
        paint_scene(painter, rect, scene, STYLES[theme], view)
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
    file = GOLDEN / f"{exercise}-{share:g}-{angle}-{theme}.png"
    if request.config.getoption("--set-golden", default=False):
        GOLDEN.mkdir(exist_ok=True)
        assert image.save(str(file))
        return
    kept = QImage(str(file))
    assert not kept.isNull(), f"{file.name} is missing: pytest tests/stage --set-golden"
    assert kept.size() == image.size()
    # abs before max: a pixel that got darker is a change too
    assert np.abs(channels(image) - channels(kept)).max() <= FORGIVEN
