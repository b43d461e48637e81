"""Take the README's pictures anew: run the tour and keep a selection of it in docs/pictures.

.venv/bin/python packaging/take_pictures.py
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
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
    return written


def _kept_name(stem: str) -> str:
    if stem.startswith("sheet"):
        return stem
    return next((name for name in KEPT if stem.endswith(name)), "")


if __name__ == "__main__":
    for path in take():
        print(path.relative_to(ROOT))
