"""How long one frame takes at 1920x1080, and against what the machine can do at all.

Run: ``python bench/paint_frame.py``. Prints the median of painting one whole scene with its spread (5th to 95th
percentile), and its ratio to filling the same bare image and drawing 40 antialiased capsules in the same run.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter, QPen

from hinge_desktop.body.anthropometry import Body
from hinge_desktop.body.motion import solve
from hinge_desktop.curriculum.parser import parse_exercise
from hinge_desktop.stage.lenses import LENSES, Look
from hinge_desktop.stage.muscles import MUSCLES
from hinge_desktop.stage.projection import ANGLES, View
from hinge_desktop.stage.scene import Ghost, Scene, motion_box, paint_scene
from hinge_desktop.stage.style import LIGHT

WIDTH, HEIGHT = 1920, 1080
FRAMES = 120
EXERCISE = "weighted-hip-hinge"


def paint_bare(painter: QPainter, number: int) -> None:
    """A filled image and 40 capsules: the least a figure of that many pieces could cost."""
    painter.fillRect(0, 0, WIDTH, HEIGHT, QColor("#ffffff"))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor("#25474e"), 60.0, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    for i in range(40):
        start = QPointF(300 + 30 * i, 200 + number % 7)
        painter.drawLine(start, start + QPointF(60, 300))


def milliseconds(image: QImage, paint: Callable[[QPainter, int], None]) -> list[float]:
    """Time of each of ``FRAMES`` frames after ten to warm up."""
    taken = []
    for number in range(FRAMES + 10):
        start = time.perf_counter()
        with QPainter(image) as painter:
            paint(painter, number)
        taken.append((time.perf_counter() - start) * 1e3)
    return taken[10:]


def told(name: str, taken: list[float], bare: float) -> str:
    """One line of the report."""
    cuts = statistics.quantiles(taken, n=20)
    middle = statistics.median(taken)
    return f"{name:<24} {middle:6.2f} ms  ({cuts[0]:.2f} to {cuts[-1]:.2f})  {middle / bare:5.2f} x bare"


def main() -> None:
    """Measure and print."""
    application = QGuiApplication(sys.argv[:1])
    file = Path(__file__).resolve().parent.parent / "assets" / "exercises" / f"{EXERCISE}.toml"
    motion = solve(parse_exercise(file.read_text(encoding="utf-8"), file.name).movement, Body())
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_ARGB32_Premultiplied)
    rect = QRectF(0, 0, WIDTH, HEIGHT)
    figures = [motion.figure_at(motion.duration_s * i / 60) for i in range(60)]
    bare = milliseconds(image, paint_bare)
    print(told("bare, 40 capsules", bare, statistics.median(bare)))
    for name, angle in ANGLES.items():
        view = View.fit(angle, motion_box(motion), rect)

        ghost = Ghost.of(figures[0], view)

        def paint(painter: QPainter, number: int, view: View = view, ghost: Ghost | None = None) -> None:
            scene = Scene(figures[number % len(figures)], motion.hip_path, ghost, bell_label="16 kg")
            paint_scene(painter, rect, scene, LIGHT, view)

        print(told(f"scene, {name}", milliseconds(image, paint), statistics.median(bare)))
        print(told("  and the ghost", milliseconds(image, partial(paint, ghost=ghost)), statistics.median(bare)))
    view = View.fit(ANGLES["side"], motion_box(motion), rect)
    drifting = solve(motion.movement, motion.body, fault="lumbar-rounding")
    twins = [drifting.figure_at(drifting.duration_s * i / 60) for i in range(60)]
    demand = dict.fromkeys(MUSCLES, 0.5)

    def paint_with(painter: QPainter, number: int, lens: str, twin: bool) -> None:
        at = number % len(figures)
        look = Look(lens, motion, motion.duration_s * at / 60, demand)
        scene = Scene(figures[at], motion.hip_path, look=look, twin=twins[at] if twin else None)
        paint_scene(painter, rect, scene, LIGHT, view)

    for lens in LENSES:
        taken = milliseconds(image, partial(paint_with, lens=lens, twin=False))
        print(told(f"side, lens {lens}", taken, statistics.median(bare)))
    taken = milliseconds(image, partial(paint_with, lens="plain", twin=True))
    print(told("side, a twin behind", taken, statistics.median(bare)))
    application.quit()


if __name__ == "__main__":
    main()
