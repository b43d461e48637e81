"""P0: the program does not die by itself: what it paints and draws for long neither loses nor gathers anything.

    python -m tests.campaigns.soak --count 600

For so many seconds the Follow page moves, ring and figure, and the charts of a year are drawn anew every second. Some
versions of PySide6 lose references to None, True and False with each painted frame and end the process after half a
minute: on Pythons that count those (before 3.12), less than 100 may be lost in the second half. Some that are gained
end nothing and cost nothing, so they are only told: pyqtgraph alone leaves about eight to None behind for each line it
draws. The memory may grow by less than 20 MB from a quarter of the time on.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.campaigns.campaign import ROOT, Found, main

REFERENCES, MEMORY_KIB = 100, 20 * 1024
COUNTED = sys.version_info < (3, 12)
FEW, LONG = 3, 60


@dataclass(frozen=True)
class Second:
    """References to None, True and False, and memory in KiB, at one second."""

    none: int
    true: int
    false: int
    kib: int


def run(folder: Path, count: int, _chance: random.Random) -> Found:
    """Look for ``count`` seconds."""
    found = Found()
    code, seconds = soak(folder, count)
    found.seen["seconds"] = len(seconds)
    if code:
        found.wrong.append(f"the program ended with {code} after {len(seconds)} s")
    found.wrong += judge(seconds, found, least=count // 2)
    return found


def soak(folder: Path, seconds: float, *extra: str) -> tuple[int, list[Second]]:
    """Let the program paint and draw for so long; its exit code, and each second."""
    environment = os.environ | {"HINGE_HOME": str(folder), "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "tests.campaigns.soak_child", "--seconds", str(seconds), *extra]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=ROOT, check=False)
    return done.returncode, [Second(*map(int, line.split())) for line in done.stdout.splitlines()]


def judge(seconds: list[Second], found: Found, least: int) -> list[str]:
    """What is wrong with what was counted; single seconds are noisy, so ends are medians of a few."""
    if len(seconds) < max(4, least):
        return [f"only {len(seconds)} seconds were counted"]
    wrong = []
    half = seconds[len(seconds) // 2 :]
    quarter = seconds[len(seconds) // 4 :] if len(seconds) >= LONG else half  # what is loaded first is no growth
    for name in ("none", "true", "false"):
        change = _change([getattr(one, name) for one in half])
        found.measured[f"references to {name.title()}"] = f"{change:+.0f}" if COUNTED else "not counted by this Python"
        if COUNTED and change <= -REFERENCES:
            wrong.append(f"references to {name.title()} were lost: {-change:.0f}")
    grown = _change([one.kib for one in quarter])
    found.measured["memory"] = f"{quarter[-1].kib / 1024:.0f} MB, {grown / 1024:+.1f} MB"
    return wrong + ([f"the memory grew by {grown / 1024:.1f} MB"] if grown >= MEMORY_KIB else [])


def _change(values: list[int]) -> float:
    few = min(2 * FEW, len(values) // 2)
    return median(values[-few:]) - median(values[:few])


if __name__ == "__main__":
    raise SystemExit(main(run, 600, __doc__))
