"""What a Linux desktop wants to know of Hinge: its menu entry, icons, AppStream data and manual page.

::

    .venv/bin/python packaging/desktop_files.py FOLDER

puts them below ``FOLDER`` as they lie below ``/usr/share`` or ``~/.local/share``. The icons are drawn by Qt from
``assets/icons/hinge.svg``; the release notes are those of ``CHANGELOG.md``. The same bytes for the same source: where a
date is wanted it is that of ``SOURCE_DATE_EPOCH``, or of the last commit.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import man_page
import parts
from release_notes import HEADING

APP_ID = "org.hinge.desktop"
ICON_SIZES = (16, 22, 24, 32, 48, 64, 96, 128, 192, 256, 512)
LINUX = Path(__file__).resolve().parent / "linux"
DRAWING = parts.ROOT / "assets" / "icons" / "hinge.svg"
COMMIT_MISSING_S = 1_000_000_000
"""The moment of a tree without commits, such as an unpacked source archive."""


@dataclass(frozen=True)
class Release:
    """A section of the changelog: its version, its day (empty while unreleased), and its points in plain text."""

    version: str
    day: str
    points: tuple[str, ...]


def moment_s() -> int:
    """The moment that everything in a package bears, in seconds since 1970."""
    said = os.environ.get("SOURCE_DATE_EPOCH", "")
    if said:
        return int(said)
    command = ["git", "-C", str(parts.ROOT), "log", "-1", "--format=%ct"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError:
        return COMMIT_MISSING_S
    return int(done.stdout) if done.returncode == 0 and done.stdout.strip() else COMMIT_MISSING_S


def releases(changelog: str, version: str) -> tuple[Release, ...]:
    """The sections of the changelog, newest first. What is not yet released counts as ``version``, if that has none."""
    headings = list(HEADING.finditer(changelog))
    named = {heading["version"] for heading in headings}
    found = []
    for heading, following in zip(headings, [*headings[1:], None], strict=True):
        name = heading["version"]
        if name == "Unreleased":
            if version in named:
                continue
            name = version
        text = changelog[heading.end() : following.start() if following else None]
        found.append(Release(name, heading["day"] or "", tuple(_points(text))))
    return tuple(found)


def _points(text: str) -> list[str]:
    points: list[str] = []
    for line in text.splitlines():
        if line.startswith("- "):
            points.append(line[2:].strip())
        elif line.startswith("  ") and points:
            points[-1] += " " + line.strip()
    return [_plain(point) for point in points]


def _plain(point: str) -> str:
    """Without the marks of Markdown."""
    return re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", point).replace("`", "").replace("**", "")


def metainfo(template: str, told: Sequence[Release], moment: int) -> str:
    """AppStream's description with the releases in it."""
    tree = ElementTree.fromstring(template)
    place = tree.find("releases")
    assert place is not None
    today = datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%d")
    for release in told:
        element = ElementTree.SubElement(place, "release", version=release.version, date=release.day or today)
        if release.points:
            points = ElementTree.SubElement(ElementTree.SubElement(element, "description"), "ul")
            for point in release.points:
                ElementTree.SubElement(points, "li").text = point
    ElementTree.indent(tree)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + str(ElementTree.tostring(tree, encoding="unicode")) + "\n"


def draw_icons(folder: Path) -> None:
    """Draw the icon in every size below ``folder/icons/hicolor``, and put the drawing itself there."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QRectF, Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    drawing = QSvgRenderer(str(DRAWING))
    for size in ICON_SIZES:
        picture = QImage(size, size, QImage.Format.Format_ARGB32)
        picture.fill(Qt.GlobalColor.transparent)
        with QPainter(picture) as painter:
            drawing.render(painter, QRectF(0, 0, size, size))
        path = folder / "icons" / "hicolor" / f"{size}x{size}" / "apps" / f"{APP_ID}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        if not picture.save(str(path)):
            raise SystemExit(f"desktop_files: {path} could not be written")
    path = folder / "icons" / "hicolor" / "scalable" / "apps" / f"{APP_ID}.svg"
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(DRAWING, path)


def lay_out(folder: Path) -> None:
    """Put all of it below ``folder``."""
    draw_icons(folder)
    entry = folder / "applications" / f"{APP_ID}.desktop"
    entry.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(LINUX / entry.name, entry)
    told = releases((parts.ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), parts.version())
    about = folder / "metainfo" / f"{APP_ID}.metainfo.xml"
    about.parent.mkdir(parents=True, exist_ok=True)
    template = (LINUX / about.name).read_text(encoding="utf-8")
    about.write_text(metainfo(template, told, moment_s()), encoding="utf-8", newline="\n")
    man_page.write(folder / "man" / "man1" / "hinge-desktop.1", moment_s())


def main(arguments: Sequence[str]) -> int:
    """Run the command line; returns the exit code."""
    if len(arguments) != 1 or arguments[0].startswith("-"):
        print("use: desktop_files.py FOLDER", file=sys.stderr)
        return 2
    lay_out(Path(arguments[0]))
    print(Path(arguments[0]).resolve())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
