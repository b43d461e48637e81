"""Make ``.venv-release``: the tools of a release, each file checked against ``release.lock``.

::

    python packaging/release_environment.py

They are not in ``.venv``, so nothing that makes a release can get into a package, and who only runs or tests Hinge need
not have them. Only the standard library.
"""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".venv-release"


def program(name: str) -> Path:
    """A program of the environment."""
    return FOLDER / ("Scripts" if os.name == "nt" else "bin") / (f"{name}.exe" if os.name == "nt" else name)


def main() -> int:
    """Make it anew; returns the exit code."""
    venv.create(FOLDER, clear=True, with_pip=True)
    command: list[str | Path] = [program("python"), "-m", "pip", "--disable-pip-version-check", "install", "-qq"]
    options: list[str | Path] = ["--require-hashes", "--only-binary", ":all:", "--requirement", ROOT / "release.lock"]
    if subprocess.run([*command, *options], check=False).returncode:
        print("release_environment: the tools of a release could not be installed; see above", file=sys.stderr)
        return 1
    print(FOLDER)
    return 0


if __name__ == "__main__":
    sys.exit(main())
