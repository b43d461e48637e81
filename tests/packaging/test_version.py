"""The version stands in one place; everything else asks there."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import hinge_desktop

PLACES = ("hinge_desktop", "packaging", "bench", "docs", "assets", ".github", ".ci")
KINDS = {".py", ".toml", ".md", ".yml", ".yaml", ".spec", ".sh", ".xml", ".in", ".nsi", ".desktop", ".1", ".qrc", ""}


def _written_by_us(root: Path) -> list[Path]:
    found = [path for path in root.iterdir() if path.is_file() and path.name != "CHANGELOG.md"]
    for place in PLACES:
        found += [path for path in (root / place).rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    return [path for path in found if path.suffix in KINDS]


def test_the_package_reads_its_version_from_the_program(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["dynamic"] == ["version"]
    assert "version" not in project["project"]
    assert project["tool"]["hatch"]["version"] == {"path": "hinge_desktop/__init__.py"}


def test_no_other_place_states_the_version(root: Path) -> None:
    # Only where it is called Hinge's version: the number itself may be that of anybody's release some day.
    called = r"(version[\W_]{1,6}|hinge(setup|[-_]desktop)?[-_ ])v?"
    stated = re.compile(rf"{called}{re.escape(hinge_desktop.__version__)}(?![\d.]*\d)", re.IGNORECASE)
    files = _written_by_us(root)
    assert len(files) > 200
    places = [
        path.relative_to(root).as_posix()
        for path in files
        if stated.search(path.read_text(encoding="utf-8", errors="replace"))
    ]
    assert places == ["hinge_desktop/__init__.py"]
