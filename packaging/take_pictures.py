"""Take the pictures of README and manual anew, all of them by the program itself.

::

    python packaging/take_pictures.py                 run the tour first
    python packaging/take_pictures.py --tour FOLDER   take them from a tour that was made

The screens come from the tour. Progress, which a tour shows on its first day, comes from a made-up history of some
months, and so does the page for a therapist. What the manual shows goes to ``docs/manual/pictures``, light and dark,
because the program shows it in its own colours; the sheets of movements to ``docs/pictures``. What was there before
goes.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]
PICTURES, OF_MANUAL = ROOT / "docs" / "pictures", ROOT / "docs" / "manual" / "pictures"
WIDTH_PX = 1280
COLOURS = 256
SHOWN = ("today", "work", "work-far-view", "finish", "library-drifts-beside")
"""Screens of the tour that the manual shows, without light or dark; every contact sheet is kept too."""

GAP_PX = 16
LIVED_DAYS, LAST_DAY, SEED = 170, date(2026, 11, 20), 7
PROGRESS_DAYS, PROGRESS_SEED = 150, 7
NOTE = "Chin tucked, and breathe out on the way up. Ten are plenty for now."
"""Between the sheets of the printed page; whose life is told there and on Progress; a therapist's words on the dose."""


def take(tour: Path) -> list[Path]:
    """Write the pictures, the screens from the tour in that folder."""
    for folder in (PICTURES, OF_MANUAL):
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob("*.png"):
            old.unlink()
    written = []
    for source in sorted(tour.glob("*.png")):
        place = _place_of(source.stem)
        if place is not None:
            written.append(_keep(source, place))
    return [*written, *_look_at_months(), _print_report(OF_MANUAL / "report.png")]


def run_tour(folder: Path) -> None:
    """The tour, in a process of its own."""
    command = [sys.executable, "-m", "hinge_desktop", "tour", "-o", str(folder)]
    subprocess.run(command, check=True, cwd=ROOT, env=os.environ | {"QT_QPA_PLATFORM": "offscreen"})


def _place_of(stem: str) -> Path | None:
    """Where a picture of the tour is kept; None for most of them."""
    if stem.startswith("sheet"):
        return PICTURES / f"{stem}.png"
    name = stem.split("-", 2)[-1]
    return OF_MANUAL / f"{name}.png" if name.rpartition("-")[0] in SHOWN else None


def _keep(source: Path, target: Path) -> Path:
    from PySide6.QtGui import QImage

    return _write(QImage(str(source)), target)


def _write(picture: QImage, target: Path) -> Path:
    """Write it small: not wider than it is shown, with one table of colours."""
    from PIL import Image
    from PySide6.QtCore import QBuffer, QIODevice, Qt

    if picture.width() > WIDTH_PX:
        picture = picture.scaledToWidth(WIDTH_PX, Qt.TransformationMode.SmoothTransformation)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub knows no device here
    plain = Image.open(BytesIO(buffer.data().data())).convert("RGB")
    few = plain.quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(target, "PNG", optimize=True)
    return target


def _look_at_months() -> list[Path]:
    """Progress after some months of a life made up, light and dark."""
    from hinge_desktop import assets
    from hinge_desktop.curriculum.ladder import build_curriculum
    from hinge_desktop.demo_days import live
    from hinge_desktop.demo_history import write
    from hinge_desktop.tour import SILENT, Tour
    from hinge_desktop.tour_clock import FIRST_MORNING
    from hinge_desktop.tour_place import begin_looking

    begin_looking()
    yesterday = date(*FIRST_MORNING[:3]) - timedelta(days=1)
    demo = live(build_curriculum(assets.exercise_texts()), PROGRESS_DAYS, yesterday, PROGRESS_SEED)
    with tempfile.TemporaryDirectory() as kept, tempfile.TemporaryDirectory() as scratch:
        write(demo, Path(kept) / "history.db")
        tour = Tour(Path(kept), Path(scratch), replace(SILENT, welcomed=True))
        try:
            tour.begin()
            tour.look_at_progress()
        finally:
            tour.close()
        return [_keep(path, OF_MANUAL / path.name.split("-", 2)[-1]) for path in tour.files]


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
    return _write(both, path)


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    parser = argparse.ArgumentParser(description="Take the pictures of README and manual anew.")
    parser.add_argument("--tour", type=Path, metavar="FOLDER", help="where a tour was made; without it one is made now")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        if options.tour is None:
            run_tour(Path(folder))
        for path in take(options.tour or Path(folder)):
            print(path.relative_to(ROOT), path.stat().st_size)
    return 0


if __name__ == "__main__":
    sys.exit(main())
