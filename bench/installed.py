"""Size, start and memory of an installed Hinge, against a bare PySide6 program with the same Qt modules, in one run.

Run from the top of the source tree, after ``packaging/build_folder.py``: ``python bench/installed.py [--runs 11]
[--folder dist/hinge-desktop]``. It builds the bare program of ``bare.spec`` into ``build/bench`` and strips it as Hinge
is. Both are started in turn on a virtual screen of their own (``Xvfb``), whose pixels lie in a file: the first frame is
when they change, so neither program knows of it. Hinge starts in a home where it was open before and the questions are
answered, as on every day but the first. Memory is read 10 s after the first frame, nothing touched, no chart opened.
Linux only.
"""

from __future__ import annotations

import argparse
import mmap
import os
import statistics
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent / "packaging")]
from build_folder import strip_libraries  # noqa: E402 - the paths come first
from start_to_frame import ROOT, _answer_red_flags, _environment  # noqa: E402

LIMITS = {"size": 1.5, "start": 2.0, "memory": 2.2}
PATIENCE_S, IDLE_S = 60.0, 10.0
MEMORY_RUNS = 3
Child = subprocess.Popen[bytes]
LOOK_EVERY_S = 0.001
WIDTH, HEIGHT = 1280, 800
PLACES = range(HEIGHT // 40, HEIGHT, HEIGHT // 40)
"""Rows that are looked at: a window covers some of them wherever it opens."""


def main() -> int:
    """Build, measure, print; 1 if a program paints nothing."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=11)
    parser.add_argument("--folder", type=Path, default=ROOT / "dist" / "hinge-desktop")
    options = parser.parse_args()
    folders = {"bare": build_bare(), "hinge": options.folder}
    programs = {name: folder / ("bare" if name == "bare" else "hinge-desktop") for name, folder in folders.items()}
    size = {name: size_mb(folder) for name, folder in folders.items()}
    start: dict[str, list[float]] = {name: [] for name in folders}
    resident: dict[str, list[float]] = {name: [] for name in folders}
    private: dict[str, list[float]] = {name: [] for name in folders}
    with tempfile.TemporaryDirectory(prefix="hinge-bench-") as home, Screen(Path(home)) as screen:
        environment = {**_environment(Path(home)), "DISPLAY": screen.display, "QT_QPA_PLATFORM": "offscreen"}
        _answer_red_flags(environment)
        subprocess.run([sys.executable, str(Path(__file__).parent / "one_day.py")], env=environment, check=True)
        environment["QT_QPA_PLATFORM"] = "xcb"
        for run in range(max(9, options.runs) + 1):
            for name, program in programs.items():
                with started(program, environment, screen) as (taken, process):
                    if run:  # the first of each warms the disk's cache
                        start[name].append(taken)
                    if 0 < run <= MEMORY_RUNS:
                        time.sleep(IDLE_S)
                        resident[name].append(memory_mb(process.pid, "Rss"))
                        private[name].append(memory_mb(process.pid, "Private_Clean", "Private_Dirty"))
    print(f"an installed Hinge against a bare PySide6 program, {len(start['bare'])} starts each in turn, under Xvfb")
    for name in folders:
        low, middle, high = statistics.quantiles(start[name], n=4)
        print(
            f"{name:<6} folder {size[name]:4.0f} MB   first frame {middle:4.0f} ms (quartiles {low:.0f}-{high:.0f})   "
            f"idle {statistics.median(resident[name]):4.0f} MB, {statistics.median(private[name]):.0f} MB its own"
        )
    ratios = {"size": size["hinge"] / size["bare"]}
    ratios |= {"start": _ratio(start), "memory": _ratio(resident), "memory of its own": _ratio(private)}
    for name, ratio in ratios.items():
        print(f"{name:<18} {ratio:.2f}" + (f"   (wanted: {LIMITS[name]} at most)" if name in LIMITS else ""))
    return 0


def _ratio(values: dict[str, list[float]]) -> float:
    return statistics.median(values["hinge"]) / statistics.median(values["bare"])


def build_bare() -> Path:
    """Build the bare program; its folder."""
    place = ROOT / "build" / "bench"
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR", "--distpath", str(place)]
    command += ["--workpath", str(place / "work"), str(Path(__file__).parent / "bare.spec")]
    subprocess.run(command, check=True)
    strip_libraries(place / "bare" / "_internal")
    return place / "bare"


def size_mb(folder: Path) -> float:
    """What all files of a folder hold."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink()) / 1e6


def memory_mb(pid: int, *kinds: str) -> float:
    """Of a process and what it started, by the kernel's own sums."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    own = sum(int(line.split()[1]) for line in lines if line.partition(":")[0] in kinds) / 1024
    return own + sum(memory_mb(int(child), *kinds) for child in children)


class Screen:
    """A virtual screen whose pixels lie in a file."""

    def __init__(self, folder: Path) -> None:
        reads, writes = os.pipe()
        words = ["-displayfd", str(writes), "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-fbdir", str(folder)]
        self._server = subprocess.Popen(["Xvfb", *words], pass_fds=[writes], stderr=subprocess.DEVNULL)
        os.close(writes)
        with os.fdopen(reads) as told:
            self.display = f":{told.readline().strip()}"
        with (folder / "Xvfb_screen0").open("rb") as file:
            self._pixels = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        # X's own dump format: the head's length first, the bytes of a row as thirteenth, the colours as twentieth.
        head = struct.unpack(">25I", self._pixels[:100])
        self._row, self._begin = head[12], head[0] + 12 * head[19]

    def __enter__(self) -> Screen:
        return self

    def __exit__(self, *failure: object) -> None:
        self._server.terminate()
        self._server.wait()

    def look(self) -> bytes:
        """Some rows of the screen."""
        places = (self._begin + self._row * row for row in PLACES)
        return b"".join(self._pixels[place : place + self._row] for place in places)


@contextmanager
def started(program: Path, environment: dict[str, str], screen: Screen) -> Iterator[tuple[float, Child]]:
    """Start a program: milliseconds to its first frame, and the process, which is ended afterwards."""
    empty = screen.look()
    began = time.monotonic()
    process = subprocess.Popen([str(program)], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while screen.look() == empty:
            if process.poll() is not None or time.monotonic() - began > PATIENCE_S:
                raise SystemExit(f"{program.name} painted nothing (status {process.returncode})")
            time.sleep(LOOK_EVERY_S)
        yield (time.monotonic() - began) * 1000, process
    finally:
        process.terminate()
        process.wait()
        while screen.look() != empty:  # the window is gone
            time.sleep(0.05)
        time.sleep(0.3)


if __name__ == "__main__":
    raise SystemExit(main())
