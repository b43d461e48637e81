"""Build the wheel and the sdist into ``dist/``: the same bytes for the same source, wherever and whenever.

::

    .venv/bin/python packaging/build_wheel.py            dist/hinge_desktop-VERSION-py3-none-any.whl and .tar.gz
    .venv/bin/python packaging/build_wheel.py --twice    build both again from a copy, and the wheel from the sdist,
                                                         and compare every byte

Needs hatchling and PySide6's rcc, as the locked requirements bring them: another hatchling writes its own number into
the wheel, another zlib may compress differently. Nothing is fetched. The files inside carry hatchling's one constant
day, or that of SOURCE_DATE_EPOCH.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LEFT_BEHIND = (
    ".git", ".venv", "build", "dist", "__pycache__", "*.rcc", "*.egg-info", ".*_cache", ".hypothesis", "hinge-tour"
)  # fmt: skip
"""What a copy of the tree goes without: nothing of it belongs to the source."""
ZIP_RESOLUTION_S = 2.0
"""Times inside a zip are even seconds: builds that lie closer together could agree by chance."""


class WheelError(Exception):
    """It could not be built, or not twice the same; the message is one sentence."""


def build(tree: Path, into: Path, kinds: Sequence[str] = ("wheel", "sdist")) -> list[Path]:
    """Build what is asked for from ``tree``; returns the files, in the order asked.

    Raises:
        WheelError: hatchling is not there or refused.
    """
    built = []
    for kind in kinds:
        with tempfile.TemporaryDirectory() as scratch:  # so that an older build in ``into`` is not taken for ours
            command = [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", scratch]
            done = subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False)
            files = list(Path(scratch).iterdir())
            if done.returncode or len(files) != 1:
                last = (done.stderr.strip() or "it left no file").splitlines()[-1]
                raise WheelError(f"the {kind} could not be built: {last}")
            into.mkdir(parents=True, exist_ok=True)
            built.append(Path(shutil.move(files[0], into / files[0].name)))
    return built


def copy_of(tree: Path, place: Path) -> Path:
    """Copy the source into ``place``, as if checked out on another day."""
    shutil.copytree(tree, place, ignore=shutil.ignore_patterns(*LEFT_BEHIND), copy_function=shutil.copy)
    for path in place.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    return place


def unpacked(sdist: Path, place: Path) -> Path:
    """Unpack an sdist into ``place``; returns its one folder."""
    with tarfile.open(sdist) as archive:
        if hasattr(tarfile, "data_filter"):
            archive.extractall(place, filter="data")
        else:  # Python before 3.11.4; the archive is our own
            archive.extractall(place)
    (folder,) = place.iterdir()
    return folder


def differences(first: Path, others: dict[str, Path]) -> list[str]:
    """Which of ``others`` (where it comes from: file) is not ``first`` byte for byte, one sentence each."""
    found = []
    for origin, other in others.items():
        if other.name != first.name:
            found.append(f"{first.name} is called {other.name} when built {origin}")
        elif other.read_bytes() != first.read_bytes():
            found.append(f"{first.name} has other bytes when built {origin}")
    return found


def compare(wheel: Path, sdist: Path, root: Path = ROOT) -> list[str]:
    """Build both again from a copy of the tree, and the wheel from the sdist; what differs, one sentence each."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        copied_wheel, copied_sdist = build(copy_of(root, folder / "another place"), folder / "again")
        (wheel_of_sdist,) = build(unpacked(sdist, folder / "unpacked"), folder / "from-sdist", ["wheel"])
        return [
            *differences(wheel, {"in another folder": copied_wheel, "from the sdist": wheel_of_sdist}),
            *differences(sdist, {"in another folder": copied_sdist}),
        ]


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    parser = argparse.ArgumentParser(description="Build the wheel and the sdist into dist/.")
    parser.add_argument("--twice", action="store_true", help="build everything again elsewhere and compare the bytes")
    options = parser.parse_args(arguments)
    try:
        wheel, sdist = build(ROOT, ROOT / "dist")
        if options.twice:
            time.sleep(ZIP_RESOLUTION_S)
        found = compare(wheel, sdist) if options.twice else []
    except WheelError as error:
        found = [str(error)]
    for sentence in found:
        print(f"build_wheel: {sentence}", file=sys.stderr)
    if found:
        return 1
    for path in (wheel, sdist):
        print(path)
        print(f"    {path.stat().st_size / 1e6:.1f} MB, sha256 {hashlib.sha256(path.read_bytes()).hexdigest()}")
    if options.twice:
        print("build_wheel: the same bytes in another folder, at another time and from the sdist")
    return 0


if __name__ == "__main__":
    sys.exit(main())
