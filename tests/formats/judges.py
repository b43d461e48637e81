"""How an engine of somebody else is asked what it reads in our files."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

_HERE = Path(__file__).parent


def judged(judge: str, folder: Path) -> tuple[dict[str, dict[str, object]], str]:
    """What an engine of somebody else reads in a folder, and what it says while it does.

    It runs in a process of its own, because it writes logs where it stands and changes the process's environment.
    """
    if find_spec(judge) is None:
        pytest.skip(f"{judge} has no wheel for this Python and system, or ./hinge test did not install it")
    place = folder / f"as-{judge}-reads"
    place.mkdir()
    done = subprocess.run(
        [sys.executable, "-W", "ignore", _HERE / f"read_with_{judge}.py", folder],
        cwd=place,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    logs = "".join(path.read_text(encoding="utf-8") for path in place.glob("*.log"))
    assert done.returncode == 0, done.stdout + done.stderr
    read = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(place.glob("*.json"))}
    return read, done.stdout + done.stderr + logs
