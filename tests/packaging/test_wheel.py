"""The wheel: complete, and the same bytes when it is built again."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def wheels(root: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two wheels, each built from a copy of the tree of its own."""
    built = []
    for copy in ("first", "second"):
        tree = tmp_path_factory.mktemp(copy)
        for name in ("assets", "hinge_desktop", "packaging"):
            shutil.copytree(
                root / name,
                tree / name,
                copy_function=shutil.copy,  # new file times
                ignore=shutil.ignore_patterns("__pycache__", "*.rcc"),
            )
        for name in (".gitignore", "LICENSE", "README.md", "pyproject.toml", "resources.qrc"):
            shutil.copy(root / name, tree / name)
        subprocess.run(
            [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tree / "dist"],
            cwd=tree,
            env={**os.environ, "SOURCE_DATE_EPOCH": "1000000000"},
            check=True,
            capture_output=True,
        )
        built += (tree / "dist").glob("*.whl")
    first, second = built
    return first, second


def test_two_builds_give_the_same_bytes(wheels: tuple[Path, Path]) -> None:
    first, second = wheels
    assert first.name == second.name
    assert first.read_bytes() == second.read_bytes()


def test_the_wheel_has_the_program_its_resources_and_nothing_else(wheels: tuple[Path, Path], root: Path) -> None:
    with zipfile.ZipFile(wheels[0]) as wheel:
        names = set(wheel.namelist())
        commands = wheel.read(next(name for name in names if name.endswith("entry_points.txt"))).decode()
    assert "hinge_desktop/resources.rcc" in names
    assert "hinge_desktop/py.typed" in names
    modules = {path.relative_to(root).as_posix() for path in (root / "hinge_desktop").rglob("*.py")}
    assert modules <= names
    assert {name.split("/")[0].split("-")[0] for name in names} == {"hinge_desktop"}
    assert "hinge-desktop = hinge_desktop.__main__:main" in commands
