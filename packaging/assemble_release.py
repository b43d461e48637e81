"""Put the files of a release together from what the jobs built: one folder, complete, with bills and checksums.

::

    .venv-release/bin/python packaging/assemble_release.py [--partly] FROM TO

``FROM`` holds a folder for each job, as the jobs left them. Every package goes to ``TO``, each ``parts.json`` becomes a
CycloneDX bill there, and ``SHA256SUMS`` lists them all. Unless ``--partly``, every file that the notes promise must be
there, and no other. Prints each path that it wrote.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

import checksums
import parts
import release_notes
import sbom

NOT_RELEASED = frozenset({"parts.json", "release-notes.md"})
"""Files that a job leaves for another job."""


class AssemblyError(Exception):
    """The files do not make a release; the message is one sentence for the maintainer."""


def packages(source: Path) -> tuple[Path, ...]:
    """The packages that the jobs left.

    Raises:
        AssemblyError: two jobs left a file of the same name, or none left any.
    """
    found: dict[str, Path] = {}
    for path in sorted(path for path in source.rglob("*") if path.is_file() and path.name not in NOT_RELEASED):
        if path.name in found:
            raise AssemblyError(f"{path.name} is there twice: {found[path.name]} and {path}")
        found[path.name] = path
    if not found:
        raise AssemblyError(f"{source} holds no package: give the folder in which each job's files lie")
    return tuple(found.values())


def check_complete(names: Sequence[str], version: str) -> None:
    """Compare the names of the packages with what the notes promise.

    Raises:
        AssemblyError: one is missing, or one is there that no one was told of.
    """
    promised = {name for _system, names in release_notes.files(version) for name in names}
    missing, strange = sorted(promised - set(names)), sorted(set(names) - promised)
    if missing or strange:
        raise AssemblyError(
            f"the files are not those that the notes promise (missing: {', '.join(missing) or 'none'}; "
            f"not promised: {', '.join(strange) or 'none'})"
        )


def assemble(source: Path, target: Path, *, partly: bool = False) -> tuple[Path, ...]:
    """Make the folder of the release; returns what it wrote.

    Raises:
        AssemblyError: the files do not make a release; without its font, for one, Hinge shows boxes on some systems.
        parts.PartsError: a job's ``parts.json`` cannot be read.
        sbom.BillError: a bill does not keep its schema.
    """
    found = packages(source)
    if not partly:
        check_complete([path.name for path in found], parts.version())
    target.mkdir(parents=True, exist_ok=True)
    written = [Path(shutil.copyfile(path, target / path.name)) for path in found]
    for path in sorted(source.rglob("parts.json")):
        contents = parts.read(path)
        if not any(part.kind == "font" for part in contents.parts):
            raise AssemblyError(f"what was built for {contents.system} has no font: build it again where npm works")
        written.append(target / sbom.default_path(contents).name)
        written[-1].write_text(sbom.as_json(sbom.bill(contents)), encoding="utf-8", newline="\n")
    return (*written, checksums.write(target))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    parser = argparse.ArgumentParser(description="Put the files of a release together.")
    parser.add_argument("source", metavar="FROM", type=Path, help="a folder for each job, as the jobs left them")
    parser.add_argument("target", metavar="TO", type=Path, help="where the files of the release go")
    parser.add_argument("--partly", action="store_true", help="take what is there, without the other systems' packages")
    options = parser.parse_args(arguments)
    try:
        written = assemble(options.source, options.target, partly=options.partly)
    except ModuleNotFoundError as error:
        print(f"assemble_release: {error.name} is not here: packaging/release_environment.py first", file=sys.stderr)
        return 1
    except (AssemblyError, checksums.ChecksumError, parts.PartsError, sbom.BillError, OSError) as error:
        print(f"assemble_release: {error}", file=sys.stderr)
        return 1
    print("\n".join(map(str, written)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
