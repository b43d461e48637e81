"""The house's promise to the start: the first frame waits for no history, no charts and no desktop."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_importing_the_program_imports_neither_sqlalchemy_nor_pyqtgraph_nor_wakepy(root: Path) -> None:
    asked = "import sys, hinge_desktop.app; print(*sorted({'sqlalchemy', 'pyqtgraph', 'wakepy'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", asked], cwd=root, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "", "")
