"""The house: its map has every room and module, and the first frame waits for no history, no charts and no desktop."""

from __future__ import annotations

import re
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path


def test_importing_the_program_imports_neither_sqlalchemy_nor_pyqtgraph_nor_wakepy(root: Path) -> None:
    asked = "import sys, hinge_desktop.app; print(*sorted({'sqlalchemy', 'pyqtgraph', 'wakepy'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", asked], cwd=root, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "", "")


def test_the_map_has_every_room_and_every_module_and_no_other(root: Path) -> None:
    package = root / "hinge_desktop"
    rooms = {f"{path.parent.name}/" for path in package.glob("*/__init__.py")}
    modules = {path.stem for path in package.glob("*.py")} - {"__init__"}
    page = (root / "docs" / "contributing" / "house.md").read_text(encoding="utf-8")
    _, _, inside = page.partition("## The rooms")
    named = set(re.findall(r"`([^`]+)`", "".join(re.findall(r"^\|(.*?)\|", inside, re.MULTILINE))))
    drawn = {name for name in named if name.endswith("/")} | {
        module for module in modules if any(fnmatch(module, name) for name in named)
    }
    assert drawn == rooms | modules
    assert not [name for name in named - rooms if not any(fnmatch(module, name) for module in modules)]
