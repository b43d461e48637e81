"""How long a new body takes: all ten movements solved at 100 Hz, against plain NumPy work in the same run.

Run from the top of the source tree: ``python bench/solve_motions.py [--runs 15]``.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from hinge_desktop.body.anthropometry import Body
from hinge_desktop.body.motion import solve
from hinge_desktop.curriculum.exercise import Exercise
from hinge_desktop.curriculum.parser import parse_exercise

EXERCISES = Path(__file__).resolve().parent.parent / "assets" / "exercises"
RATE_HZ = 100.0


def main() -> None:
    """Alternate both kinds of work and print medians, spreads and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=15)
    runs: int = max(9, parser.parse_args().runs)
    exercises = [
        parse_exercise(path.read_text(encoding="utf-8"), path.name) for path in sorted(EXERCISES.glob("*.toml"))
    ]
    frames = round(RATE_HZ * sum(exercise.movement.duration_s for exercise in exercises))
    solving, plain = [], []
    for run in range(runs + 1):
        body = Body(stature_m=1.55 + 0.02 * run, mass_kg=60.0 + run)
        solving.append(_milliseconds(lambda body=body: _solve_all(exercises, body)))
        plain.append(_milliseconds(lambda: _turn_points(frames)))
    print(f"{len(exercises)} motions, {frames} frames at {RATE_HZ:g} Hz, {runs} runs; first, cold: {solving[0]:.0f} ms")
    _print("all motions for a new body", solving[1:])
    _print("NumPy: 30 points turned in 16 joints", plain[1:])
    print(f"ratio {statistics.median(solving[1:]) / statistics.median(plain[1:]):.1f}")


def _solve_all(exercises: list[Exercise], body: Body) -> None:
    """Every motion, and one figure of each, so that nothing is put off."""
    for exercise in exercises:
        solve(exercise.movement, body, rate_hz=RATE_HZ).figure_at(0.5)


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
