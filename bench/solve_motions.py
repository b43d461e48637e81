"""How long a new body takes: all 23 movements solved at 100 Hz, against plain NumPy work in the same run.

Run from the top of the source tree: ``python bench/solve_motions.py [--runs 15] [--each]``.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from hinge_desktop.body.anthropometry import Body
from hinge_desktop.body.motion import solve
from hinge_desktop.curriculum.exercise import Exercise
from hinge_desktop.curriculum.ladder import LADDER
from hinge_desktop.curriculum.parser import parse_exercise

FOLDER = Path(__file__).resolve().parent.parent / "assets" / "exercises"
MOVEMENTS = (
    *LADDER,
    "ribs-and-back-hinge",
    "doorway-hinge",
    "toe-touch-test",
    "pelvic-tilt-test",
    "goatbag-hinge",
    "goatbag-hinge-dumbbell",
    "back-loaded-hinge",
    "chest-hold-hinge",
    "bin-pick-up",
    "sit-to-stand",
    "ready-position",
    "deadlift",
    "single-leg-hinge",
)
RATE_HZ = 100.0
WANTED_MS = 150.0


def main() -> None:
    """Alternate both kinds of work and print medians, spreads and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--each", action="store_true", help="also print the median of each movement")
    options = parser.parse_args()
    runs: int = max(9, options.runs)
    exercises = [_exercise(name) for name in MOVEMENTS]
    frames = round(RATE_HZ * sum(exercise.movement.duration_s for exercise in exercises))
    solving, plain, each = [], [], []
    for run in range(runs + 1):
        body = Body(stature_m=1.55 + 0.02 * (run % 25), mass_kg=60.0 + run)
        each.append([_milliseconds(partial(_solve, exercise, body)) for exercise in exercises])
        solving.append(sum(each[-1]))
        plain.append(_milliseconds(partial(_turn_points, frames)))
    print(f"{len(exercises)} motions, {frames} frames at {RATE_HZ:g} Hz, {runs} runs; first, cold: {solving[0]:.0f} ms")
    if options.each:
        for exercise, taken in zip(exercises, zip(*each[1:], strict=True), strict=True):
            print(f"  {exercise.id:<30} {statistics.median(taken):5.1f} ms")
    _print("all motions for a new body", solving[1:])
    _print("NumPy: 30 points turned in 16 joints", plain[1:])
    ratio = statistics.median(solving[1:]) / statistics.median(plain[1:])
    print(f"ratio {ratio:.1f}   (wanted: under {WANTED_MS:g} ms for all motions)")


def _exercise(name: str) -> Exercise:
    file = FOLDER / f"{name}.toml"
    return parse_exercise(file.read_text(encoding="utf-8"), file.name)


def _solve(exercise: Exercise, body: Body) -> None:
    """One motion with all that is kept for whoever asks, so that nothing is put off."""
    motion = solve(exercise.movement, body, rate_hz=RATE_HZ)
    motion.figure_at(0.5)
    assert len(motion.zero_moment_point) == len(motion.centre_of_mass) == len(motion.time_s)


def _turn_points(frames: int) -> None:
    """What a skeleton's positions cost at the least: sines, rotation matrices, products."""
    angles = np.linspace(0.0, 1.0, frames * 16).reshape(16, frames)
    points = np.ones((frames, 30, 3))
    for angle in angles:
        turn = np.zeros((frames, 3, 3))
        turn[:, 0, 0] = turn[:, 1, 1] = np.cos(angle)
        turn[:, 0, 1], turn[:, 1, 0] = -np.sin(angle), np.sin(angle)
        turn[:, 2, 2] = 1.0
        points = points @ turn


def _milliseconds(work: Callable[[], None]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1e3


def _print(name: str, times: list[float]) -> None:
    low, middle, high = statistics.quantiles(times, n=4)
    print(
        f"{name:<38} median {middle:7.1f} ms   quartiles {low:.1f}-{high:.1f}   all {min(times):.1f}-{max(times):.1f}"
    )


if __name__ == "__main__":
    main()
