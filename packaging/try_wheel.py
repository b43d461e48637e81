"""Try the wheel alone: install it in an empty environment and run everything that Hinge can do.

::

    python packaging/try_wheel.py [WHEEL]      default: the one in dist/, which packaging/build_wheel.py left there
    python packaging/try_wheel.py --python /usr/bin/python3.13

Makes a fresh environment in a scratch folder (pip fetches what the wheel depends on, some 300 MB), runs each command
there with an empty home and no source tree in sight, opens the window offscreen, and lets the smoke test look at the
tour. Whatever is printed unexpectedly counts as a problem.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TIME_LIMIT_S = 300
WINDOW_LIMIT_S = 60


@dataclass(frozen=True)
class Step:
    """One command.

    Attributes:
        words: what stands after ``hinge-desktop``.
        leaves: file it must leave, with its first bytes; "" when it leaves none.
        says: what its output must contain.
    """

    words: str
    leaves: str = ""
    begins: bytes = b""
    says: str = ""


STEPS = (
    Step("list", says="kettlebell-clean"),
    Step("motion hero-squat -o squat.json", "squat.json", b"{"),
    Step("motion weighted-hip-hinge --fault lumbar-rounding -o hinge.trc", "hinge.trc", b"PathFileType"),
    Step("form squat.json --as hero-squat", says="1 repetition"),
    Step("film hero-squat -o squat.png", "squat.png", b"\x89PNG"),
    Step("film kettlebell-swing --size 240 --fps 10 -o swing.gif", "swing.gif", b"GIF8"),
    Step("film butt-tap -o tap.pdf", "tap.pdf", b"%PDF"),
    Step("demo-history --years 1 -o year.sqlite", "year.sqlite", b"SQLite format 3"),
    Step("history check year.sqlite"),
    Step("history restore year.sqlite"),
    Step("history check"),
    Step("history export -o all.json", "all.json", b"{"),
    Step("history export -o sets.csv", "sets.csv"),
    Step("history import all.json --preview"),
    Step("history backup -o copy.sqlite", "copy.sqlite", b"SQLite format 3"),
    Step("report -o report.pdf", "report.pdf", b"%PDF"),
)
"""In this order: later steps read what earlier ones left."""


def install(wheel: Path, python: str, place: Path) -> Path:
    """Make an environment of nothing but ``wheel`` and what it depends on; returns its ``hinge-desktop``.

    Raises:
        SystemExit: it could not be made; pip has said why.
    """
    subprocess.run([python, "-m", "venv", place], check=True)
    programs = place / ("Scripts" if os.name == "nt" else "bin")
    pip: list[str | Path] = [
        programs / "python",
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        wheel,
    ]
    if subprocess.run(pip, check=False).returncode:
        raise SystemExit(f"try_wheel: {wheel.name} cannot be installed in an empty environment")
    return programs / ("hinge-desktop.exe" if os.name == "nt" else "hinge-desktop")


def own_environment(home: Path) -> dict[str, str]:
    """The environment of a user who has nothing of ours: no source tree, an empty home, no display."""
    kept = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "PYTHONHOME"}}
    return {**kept, "HINGE_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}


def step_problems(step: Step, done: subprocess.CompletedProcess[str], folder: Path) -> list[str]:
    """What is not as it should be after a step, one sentence each."""
    found = []
    if done.returncode:
        found.append(f"it ended with exit code {done.returncode}")
    if done.stderr.strip():
        found.append(f"it said on the standard error: {done.stderr.strip().splitlines()[-1]}")
    if step.says not in done.stdout:
        found.append(f"its output does not mention {step.says}")
    if step.leaves:
        left = folder / step.leaves
        if not left.is_file() or not left.stat().st_size:
            found.append(f"it left no {step.leaves}")
        elif not left.read_bytes().startswith(step.begins):
            found.append(f"{step.leaves} does not begin as such a file does")
    return [f"hinge-desktop {step.words}: {problem}" for problem in found]


def run_steps(program: Path, folder: Path, environment: dict[str, str]) -> list[str]:
    """Run every command in ``folder``; returns what is not as it should be."""
    found = []
    for step in STEPS:
        began = time.monotonic()
        done = subprocess.run(
            [program, *step.words.split()],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=TIME_LIMIT_S,
        )
        found += step_problems(step, done, folder)
        print(f"    {time.monotonic() - began:5.1f} s  hinge-desktop {step.words}")
    return found


def window_problems(program: Path, folder: Path, environment: dict[str, str]) -> list[str]:
    """Open the window and wait until it has made its history; a second start must find it and end well."""
    environment = {**environment, "HINGE_HOME": str(folder / "window-home")}
    history = folder / "window-home" / "data" / "history.sqlite"
    window = subprocess.Popen([program], cwd=folder, env=environment, stderr=subprocess.PIPE, text=True)
    try:
        until = time.monotonic() + WINDOW_LIMIT_S
        while not history.is_file() and window.poll() is None and time.monotonic() < until:
            time.sleep(0.2)
        if window.poll() is not None:
            return [f"the window ended by itself with exit code {window.returncode}"]
        if not history.is_file():
            return [f"the window had no history after {WINDOW_LIMIT_S} seconds"]
        second = subprocess.run([program], cwd=folder, env=environment, check=False, timeout=WINDOW_LIMIT_S)
        return [] if second.returncode == 0 else [f"a second start ended with exit code {second.returncode}"]
    finally:
        window.terminate()
        window.communicate(timeout=WINDOW_LIMIT_S)


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    parser = argparse.ArgumentParser(description="Try the wheel in an empty environment.")
    parser.add_argument("wheel", type=Path, nargs="?", help="default: the one in dist/")
    parser.add_argument("--python", default=sys.executable, help="which Python to make the environment with")
    options = parser.parse_args(arguments)
    wheels = [options.wheel] if options.wheel else sorted((ROOT / "dist").glob("*.whl"))
    if len(wheels) != 1 or not wheels[0].is_file():
        print("try_wheel: there is not one wheel in dist/; run packaging/build_wheel.py, or name it", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        folder = Path(scratch) / "somewhere else"
        folder.mkdir()
        program = install(wheels[0].resolve(), options.python, Path(scratch) / "environment")
        environment = own_environment(folder / "home")
        found = [
            *run_steps(program, folder, environment),
            *window_problems(program, folder, environment),
        ]
        smoke_test: list[str | Path] = [sys.executable, ROOT / "packaging" / "smoke_test.py", "--", program]
        if subprocess.run(smoke_test, cwd=folder, check=False).returncode:
            found.append("the tour did not pass the smoke test")
    for problem in found:
        print(f"try_wheel: {problem}", file=sys.stderr)
    print("try_wheel: " + (f"{len(found)} problems" if found else f"{wheels[0].name} alone runs everything"))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
