"""Look at what a built Linux folder asks of the system, and say which Debian packages that is.

::

    python packaging/dependencies.py [FOLDER]

prints the packages, one a line, and ends with 1 when a library is asked for that neither lies in the folder nor stands
in ``system_libraries.py``. Only the standard library.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import elf
from system_libraries import ALONGSIDE, BY_NAME

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "dist" / "hinge-desktop"


class DependencyError(Exception):
    """A library comes from nowhere; the message is one sentence for the maintainer."""


@dataclass(frozen=True)
class Dependencies:
    """What the system must bring, and what it had better bring.

    Attributes:
        needed: Debian packages without which the program does not start, as in ``Depends``.
        wanted: those for sound and voice, as in ``Recommends``.
        glibc: the oldest C library on which every file loads.
    """

    needed: tuple[str, ...]
    wanted: tuple[str, ...]
    glibc: tuple[int, int]


def dependencies(files: Mapping[Path, elf.Elf], names: Sequence[str]) -> Dependencies:
    """What ``files`` ask for that is not among ``names``, the names of all files in the folder.

    Raises:
        DependencyError: one asks for a library that nobody brings.
    """
    missing = elf.missing_from(files, names)
    for soname, asking in missing.items():
        if soname not in BY_NAME:
            raise DependencyError(
                f"{asking[0].name} asks for {soname}, which is not in the folder: name its package in "
                "packaging/system_libraries.py"
            )
    glibc = max((file.glibc for file in files.values()), default=(0, 0))
    needed: set[str] = set()
    wanted: set[str] = set()
    for library in (BY_NAME[soname] for soname in missing):
        least = f"{glibc[0]}.{glibc[1]}" if library.package == "libc6" else library.least
        (needed if library.needed else wanted).add(f"{library.package} (>= {least})" if least else library.package)
    for package, needs in ALONGSIDE.items():
        (needed if needs else wanted).add(package)
    return Dependencies(tuple(sorted(needed)), tuple(sorted(wanted)), glibc)


def of_folder(folder: Path) -> Dependencies:
    """What a built folder asks of the system.

    Raises:
        DependencyError: there is no such folder, or a library comes from nowhere.
    """
    if not (folder / "hinge-desktop").is_file():
        raise DependencyError(f"there is no program in {folder}: build it with packaging/build_folder.py")
    return dependencies(elf.elf_files(folder), [path.name for path in folder.rglob("*")])


def main(arguments: Sequence[str]) -> int:
    """Run the command line; returns the exit code."""
    if len(arguments) > 1 or any(argument.startswith("-") for argument in arguments):
        print("use: dependencies.py [FOLDER]", file=sys.stderr)
        return 2
    try:
        found = of_folder(Path(arguments[0]) if arguments else FOLDER)
    except (DependencyError, elf.ElfError) as error:
        print(f"dependencies: {error}", file=sys.stderr)
        return 1
    print("\n".join([*found.needed, *(f"{package} (wanted, not needed)" for package in found.wanted)]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
