"""P15: a slow disk does not freeze the set: the window's thread never waits for it.

    python -m tests.campaigns.slow_disk --count 180

The whole program practises for so many seconds on a disk that takes 200 ms for each push, and as long on the disk as it
is. Nothing may be pushed in the window's thread while the program runs; with the slow disk 99 of 100 frames are painted
in under 16 ms, and 99 of 100 cues come less than 50 ms late. Where the machine does not even do that on a quick disk,
it is too busy to tell, and that is said. ``--count`` below 60 only looks at the threads.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.campaigns.campaign import ROOT, Found, main, percentile

PUSH_MS = 200.0
FRAME_MS, CUE_MS = 16.0, 50.0
TO_MEASURE_S = 60


@dataclass(frozen=True)
class Run:
    """What a program on one disk told: milliseconds, and who waited for the disk how often."""

    late_ms: list[float]
    frames_ms: list[float]
    waits: dict[str, int]


def run(folder: Path, count: int, _chance: random.Random) -> Found:
    """Practise for ``count`` seconds on a slow disk, and where times are looked at as long on a quick one."""
    found = Found()
    slow = practise(folder / "slow", count, PUSH_MS, times=1.0 if count >= TO_MEASURE_S else 8.0)
    found.wrong += judge_threads(slow)
    found.seen["waits for the disk elsewhere"] = slow.waits.get("elsewhere", 0)
    found.seen["waits for the disk in the window's thread"] = slow.waits.get("in the window's thread", 0)
    if count >= TO_MEASURE_S:
        quick = practise(folder / "quick", count, 0.0)
        found.measured |= _told("slow disk", slow) | _told("quick disk", quick)
        found.wrong += judge_times(slow, quick)
    return found


def judge_threads(one: Run) -> list[str]:
    """What is wrong with who waited."""
    wrong = [] if one.waits.get("elsewhere") and one.late_ms else ["nothing was practised, or nothing kept"]
    window = one.waits.get("in the window's thread", 0)
    return wrong + ([f"the window's thread waited for the disk {window} times"] if window else [])


def judge_times(slow: Run, quick: Run) -> list[str]:
    """What is wrong with how long it took."""
    wrong = []
    for what, limit, here, there in (
        ("frames", FRAME_MS, slow.frames_ms, quick.frames_ms),
        ("cues", CUE_MS, slow.late_ms, quick.late_ms),
    ):
        slowly, quickly = percentile(here, 0.99), percentile(there, 0.99)
        if slowly >= limit:
            why = "the slow disk" if quickly < limit else "this machine, too busy to tell"
            wrong.append(f"{what}: p99 {slowly:.1f} ms, on a quick disk {quickly:.1f} ms; that is {why}")
    return wrong


def practise(home: Path, seconds: float, push_ms: float, times: float = 1.0, *extra: str) -> Run:
    """Run the whole program for so long on a disk that takes so long."""
    environment = os.environ | {"HINGE_HOME": str(home), "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    options = ["--seconds", str(seconds), "--push-ms", str(push_ms), "--times", str(times), *extra]
    command = [sys.executable, "-m", "tests.campaigns.slow_disk_child", *options]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=ROOT, check=True)
    return Run(**json.loads(done.stdout.splitlines()[-1]))


def _told(name: str, one: Run) -> dict[str, str]:
    return {
        f"{name}, {what}": f"{len(values)}, p50 {percentile(values, 0.5):.1f}, p99 {percentile(values, 0.99):.1f}, "
        f"max {max(values, default=0):.1f} ms"
        for what, values in (("frames", one.frames_ms), ("cues", one.late_ms))
    }


if __name__ == "__main__":
    raise SystemExit(main(run, 180, __doc__))
