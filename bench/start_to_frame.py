"""From the start of the process to the first painted frame: Hinge against a bare PySide6 window, in one run.

Run from the top of the source tree: ``python bench/start_to_frame.py [--runs 11]``. Without a display it uses Qt's
offscreen platform. Both programs are started in turn, in fresh processes; the clock is the system's monotonic one,
read before the process is made and in it when the first frame is on its way. For Hinge that is the return of the
first painted figure: the painter is watched from outside, the program knows nothing of it. Hinge starts in a home of
its own where the red-flag page is answered and Hinge was open before, as on every day but the first.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CHILDREN = {"bare": ("bare_window.py",), "hinge": ("hinge_window.py",), "whole": ("hinge_window.py", "--whole")}
"""``hinge`` is the first figure that moves (the opening's recording), ``whole`` the first frame of the living one."""
LIMIT = 1.8
PATIENCE_S = 60.0


def main() -> int:
    """Measure, print medians, spreads and the ratio; 1 if a child failed to paint."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=11)
    runs: int = max(9, parser.parse_args().runs)
    times: dict[str, list[float]] = {name: [] for name in CHILDREN}
    with tempfile.TemporaryDirectory(prefix="hinge-bench-") as home:
        environment = _environment(Path(home))
        _answer_red_flags(environment)
        subprocess.run([sys.executable, str(Path(__file__).parent / "one_day.py")], env=environment, check=True)
        for run in range(runs + 1):
            for name, words in CHILDREN.items():
                taken = _start(words, environment)
                if run:  # the first of each warms the disk's cache
                    times[name].append(taken)
    _report(times, runs, environment.get("QT_QPA_PLATFORM", "the display"))
    return 0


def _environment(home: Path) -> dict[str, str]:
    environment = dict(os.environ, HINGE_HOME=str(home), PYTHONPATH=str(ROOT))
    # Only a developer's start compiles every module anew.
    environment["PYTHONPYCACHEPREFIX"] = str(home / "byte-code")
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    return environment


def _answer_red_flags(environment: dict[str, str]) -> None:
    """Write a screening of today, all answered no, into the home's history."""
    os.environ["HINGE_HOME"] = environment["HINGE_HOME"]
    sys.path.insert(0, str(ROOT))
    from hinge_desktop.history.store import Store
    from hinge_desktop.paths import Places, history_file
    from hinge_desktop.settings import Settings, save
    from hinge_desktop.training.records import ScreeningRecord
    from hinge_desktop.training.screening import QUESTIONS

    history_file().parent.mkdir(parents=True)
    save(Settings(welcomed=True), Places.usual().settings)
    now = datetime.now(UTC)
    answers = tuple((question.id, False) for question in QUESTIONS)
    store = Store.open(history_file())
    store.add_screening(ScreeningRecord(answered_utc=now, local_day=now.astimezone().date(), answers=answers))
    store.close()


def _start(words: tuple[str, ...], environment: dict[str, str]) -> float:
    """Milliseconds from before the process to its first frame. The child prints the clock at the frame."""
    script, *options = words
    command = [sys.executable, str(Path(__file__).parent / script), *options]
    started = time.monotonic_ns()
    child = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=PATIENCE_S, check=False)
    lines = [line for line in child.stdout.splitlines() if line.startswith("first frame ")]
    if not lines:
        raise SystemExit(f"{script} painted nothing (status {child.returncode}):\n{child.stderr[-2000:]}")
    return (int(lines[-1].removeprefix("first frame ")) - started) / 1e6


def _report(times: dict[str, list[float]], runs: int, platform: str) -> None:
    print(f"process start to first painted frame, {runs} runs each in turn, on {platform}")
    for name, taken in times.items():
        low, middle, high = statistics.quantiles(taken, n=4)
        spread = f"quartiles {low:.0f}-{high:.0f}   all {min(taken):.0f}-{max(taken):.0f}"
        print(f"{name:<6} median {middle:6.0f} ms   {spread}")
    pairs = [hinge / bare for hinge, bare in zip(times["hinge"], times["bare"], strict=True)]
    low, _, high = statistics.quantiles(pairs, n=4)
    ratio = statistics.median(times["hinge"]) / statistics.median(times["bare"])
    print(f"ratio  {ratio:.2f} of medians   pairwise quartiles {low:.2f}-{high:.2f}   (wanted: {LIMIT} at most)")


if __name__ == "__main__":
    raise SystemExit(main())
