"""The command line that every package made from the built folder has."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import dependencies
import elf
import parts

Build = Callable[[Path, Path, str], Path]
"""Of the built folder, the folder to write to, and the version; returns what was made."""


class PackageError(Exception):
    """The package cannot be made; the message is one sentence."""


def run(name: str, description: str, build: Build, arguments: Sequence[str] | None) -> int:
    """Make the package and print its path, or say in one sentence why not; returns the exit code."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--version", default=parts.version(), help="another version than the program's own")
    parser.add_argument("--folder", type=Path, default=dependencies.FOLDER, help="the built folder")
    parser.add_argument("-o", "--output", type=Path, default=parts.ROOT / "dist", help="the folder to write to")
    options = parser.parse_args(arguments)
    try:
        print(build(options.folder, options.output, options.version))
    except (PackageError, dependencies.DependencyError, elf.ElfError, OSError) as error:
        print(f"{name}: {error}", file=sys.stderr)
        return 1
    return 0
