"""Take the pictures of README and manual anew: run the tour, keep a selection of it in docs/pictures, and print the
page for a therapist from a made-up history.

.venv/bin/python packaging/take_pictures.py
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
WIDTH_PX = 1280
KEPT = (
    "today-light",
    "work-light",
    "work-dark",
    "work-far-view-dark",
    "library-light",
    "library-drifts-beside-light",
    "library-muscles-dark",
    "progress-light",
    "finish-light",
)
"""Screens of the tour, by the end of their names; every contact sheet is kept too."""

GAP_PX = 16
LIVED_DAYS, LAST_DAY, SEED = 170, date(2026, 11, 20), 7
NOTE = "Chin tucked, and breathe out on the way up. Ten are plenty for now."
"""Between the sheets of the printed page; whose life is told on it, and what a therapist wrote beside the dose."""


def take(pictures: Path = PICTURES) -> list[Path]:
    """Run the tour in a folder of its own and write the pictures; what was there before goes."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QImage

    pictures.mkdir(parents=True, exist_ok=True)
    for old in pictures.glob("*.png"):
        old.unlink()
    written = []
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "hinge_desktop", "tour", "-o", folder]
        subprocess.run(command, check=True, cwd=ROOT, env=os.environ | {"QT_QPA_PLATFORM": "offscreen"})
        for source in sorted(Path(folder).rglob("*.png")):
            name = _kept_name(source.stem)
            if name:
                image = QImage(str(source))
                if image.width() > WIDTH_PX:
                    image = image.scaledToWidth(WIDTH_PX, Qt.TransformationMode.SmoothTransformation)
                small = image.convertToFormat(QImage.Format.Format_RGB888)
                small.save(str(pictures / f"{name}.png"))
                written.append(pictures / f"{name}.png")
    written.append(_print_report(pictures / "report.png"))
    return written


def _print_report(path: Path) -> Path:
    """The two sheets of the page for a therapist beside each other, of a life made up."""
    from PySide6.QtCore import QPoint, QSize
    from PySide6.QtGui import QColor, QImage, QPainter
    from PySide6.QtPdf import QPdfDocument

    from hinge_desktop import assets
    from hinge_desktop.curriculum.ladder import build_curriculum
    from hinge_desktop.demo_days import live
    from hinge_desktop.film import begin_drawing
    from hinge_desktop.report import Wanted, write_report
    from hinge_desktop.settings import Settings
    from hinge_desktop.training.dose import DoseChoice

    begin_drawing()
    curriculum = build_curriculum(assets.exercise_texts())
    theirs = DoseChoice(sets=3, reps=10, note=NOTE, therapist=True)
    settings = Settings(doses=tuple((exercise.id, theirs) for exercise in curriculum.steps[7:8]))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "report.pdf"
        history = live(curriculum, LIVED_DAYS, LAST_DAY, SEED).history
        write_report(file, history, settings, curriculum, LAST_DAY, Wanted(paper="a4"))
        document = QPdfDocument()
        document.load(str(file))
        size = document.pagePointSize(0)
        sheet = QSize((WIDTH_PX - 3 * GAP_PX) // 2, 0)
        sheet.setHeight(round(sheet.width() * size.height() / size.width()))
        both = QImage(WIDTH_PX, sheet.height() + 2 * GAP_PX, QImage.Format.Format_RGB888)
        both.fill(QColor("#d9d6cf"))
        with QPainter(both) as painter:
            for number in range(document.pageCount()):
                at = QPoint(GAP_PX + number * (sheet.width() + GAP_PX), GAP_PX)
                painter.fillRect(at.x(), at.y(), sheet.width(), sheet.height(), QColor("white"))
                painter.drawImage(at, document.render(number, sheet))
        document.close()
    both.save(str(path))
    return path


def _kept_name(stem: str) -> str:
    if stem.startswith("sheet"):
        return stem
    return next((name for name in KEPT if stem.endswith(name)), "")


if __name__ == "__main__":
    for path in take():
        print(path.relative_to(ROOT))
