"""Write ``SHA256SUMS`` for the files of a release, or check them against it.

::

    python packaging/checksums.py [--check] [FOLDER]

The folder is ``dist/`` unless told otherwise. Only its files are listed, not its folders, in the form that
``sha256sum --check SHA256SUMS`` reads. Only the standard library.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path

NAME = "SHA256SUMS"
ROOT = Path(__file__).resolve().parent.parent


class ChecksumError(Exception):
    """The checksums cannot be written, or are not right; the message is one sentence."""


def checksum(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def released(folder: Path) -> tuple[Path, ...]:
    """The files of a release: what lies in the folder itself, without the list, sorted by name.

    Raises:
        ChecksumError: there is no file to release.
    """
    names = folder.iterdir() if folder.is_dir() else ()
    files = sorted(path for path in names if path.is_file() and path.name != NAME and not path.name.startswith("."))
    if not files:
        raise ChecksumError(f"{folder} holds no file to release: build the packages first")
    return tuple(files)


def write(folder: Path) -> Path:
    """Write the list into the folder; returns its path."""
    lines = [f"{checksum(path)}  {path.name}\n" for path in released(folder)]
    target = folder / NAME
    target.write_text("".join(lines), encoding="utf-8", newline="\n")
    return target


def check(folder: Path) -> tuple[str, ...]:
    """What is not as the list says, one sentence each.

    Raises:
        ChecksumError: there is no list.
    """
    target = folder / NAME
    if not target.is_file():
        raise ChecksumError(f"{target} is not there: run packaging/checksums.py without --check first")
    listed = {}
    for line in target.read_text(encoding="utf-8").splitlines():
        wanted, _, name = line.partition("  ")
        listed[name] = wanted
    found = []
    for name, wanted in listed.items():
        path = folder / name
        if not path.is_file():
            found.append(f"{name} is listed but not there")
        elif checksum(path) != wanted:
            found.append(f"{name} is not the file that was listed")
    found += [f"{path.name} is there but not listed" for path in released(folder) if path.name not in listed]
    return tuple(found)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    parser = argparse.ArgumentParser(description="Write or check the checksums of a release.")
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "dist", help="where the files are (dist/)")
    parser.add_argument("--check", action="store_true", help="compare the files with the list instead of writing it")
    options = parser.parse_args(arguments)
    try:
        if not options.check:
            print(write(options.folder))
            return 0
        found = check(options.folder)
    except (ChecksumError, OSError) as error:
        print(f"checksums: {error}", file=sys.stderr)
        return 1
    for problem in found:
        print(f"checksums: {problem}", file=sys.stderr)
    print(options.folder / NAME)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
