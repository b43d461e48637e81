"""Compile ``resources.qrc`` into ``hinge_desktop/resources.rcc``, or write the list anew.

::

    python packaging/compile_resources.py           compile; every shipped file must be listed
    python packaging/compile_resources.py --list    write resources.qrc from what is there

What is shipped: what stands in assets/, and the pages of docs/ that the program shows as its Help, as they are.

Called by ``./hinge``, by the build hook, by the test suite and by the packages. Only the standard library and the
``rcc`` that comes with PySide6 are needed. The result is a plain binary resource file: loaded in one call, and the
same bytes for the same inputs (format 1 stores no file times).
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

ROOT = Path(__file__).resolve().parent.parent
NOT_SHIPPED = frozenset({".md", ".py"})
"""Suffixes of files in assets/ that are about the assets and not for the program."""
MANUAL = "docs/manual"
"""Everything in this folder is a page or a picture of Help."""
PAGES_BESIDE = ("docs/exchange.md", "docs/gate.md", "docs/writing-an-exercise.md")
"""Pages that the manual leads on to."""


class ResourcesError(Exception):
    """The resources cannot be compiled; the message says which file and what to do."""


def shipped_files(root: Path = ROOT) -> tuple[str, ...]:
    """Every file of ``assets/`` and of the manual that the program brings along, relative to ``root``, sorted."""
    brought = [path for path in (root / "assets").rglob("*") if path.suffix not in NOT_SHIPPED]
    brought += [*(root / MANUAL).rglob("*"), *(root / page for page in PAGES_BESIDE)]
    names = [path.relative_to(root) for path in brought if path.is_file()]
    return tuple(
        sorted(name.as_posix() for name in names if not any(part.startswith((".", "__")) for part in name.parts))
    )


def alias(name: str) -> str:
    """What the program calls a shipped file: ``assets/icons/x.svg`` is ``:/icons/x.svg``, a page keeps its path."""
    return name.removeprefix("assets/")


def listing(root: Path = ROOT) -> str:
    """What ``resources.qrc`` should say: each shipped file and its alias."""
    lines = [f"        <file alias={quoteattr(alias(name))}>{escape(name)}</file>" for name in shipped_files(root)]
    return "\n".join(["<!DOCTYPE RCC>", '<RCC version="1.0">', '    <qresource prefix="/">', *lines]) + (
        "\n    </qresource>\n</RCC>\n"
    )


def listed_files(root: Path = ROOT) -> tuple[str, ...]:
    """The files that ``resources.qrc`` names, relative to ``root``, sorted."""
    tree = ElementTree.parse(root / "resources.qrc")
    return tuple(sorted(element.text or "" for element in tree.iter("file")))


def check_listing(root: Path = ROOT) -> None:
    """Compare ``resources.qrc`` with what is there.

    Raises:
        ResourcesError: a shipped file is not listed, or a listed file is not there.
    """
    listed, shipped = set(listed_files(root)), set(shipped_files(root))
    if listed != shipped:
        missing = ", ".join(sorted(shipped - listed)) or "none"
        gone = ", ".join(sorted(listed - shipped)) or "none"
        raise ResourcesError(
            f"resources.qrc is not what is there to be shipped (not listed: {missing}; listed but gone: {gone}); "
            "run: python packaging/compile_resources.py --list"
        )


def rcc_program() -> Path:
    """Qt's resource compiler inside the installed PySide6.

    Raises:
        ResourcesError: PySide6 is not installed for this Python, or lacks the tool.
    """
    spec = importlib.util.find_spec("PySide6")
    if spec is None or not spec.submodule_search_locations:
        raise ResourcesError("PySide6 is not installed for this Python; start with ./hinge test")
    for home in spec.submodule_search_locations:
        for relative in ("Qt/libexec/rcc", "rcc.exe", "rcc"):
            program = Path(home) / relative
            if program.is_file():
                return program
    raise ResourcesError("the installed PySide6 lacks rcc; install PySide6-Essentials anew")


def compile_resources(root: Path = ROOT, *, check: bool = True) -> Path:
    """Compile the resources of the tree at ``root``; the file is touched only when its content changes.

    It always compiles: that takes some milliseconds, and no comparison of file times is right after a checkout.

    Args:
        check: also insist that every shipped file is listed.

    Returns:
        The path of the compiled file.

    Raises:
        ResourcesError: the list is stale, or rcc refused it.
    """
    if check:
        check_listing(root)
    target = root / "hinge_desktop" / "resources.rcc"
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".resources-", suffix=".rcc")
    os.close(handle)
    fresh = Path(name)
    try:
        _run_rcc(root / "resources.qrc", fresh)
        content = fresh.read_bytes()
        if not target.is_file() or target.read_bytes() != content:
            fresh.chmod(0o644)
            fresh.replace(target)
    finally:
        fresh.unlink(missing_ok=True)
    return target


def _run_rcc(listing_file: Path, output: Path) -> None:
    # Uncompressed: a wheel or package compresses it anyway, and no zlib version can change the bytes.
    options = ["--binary", "--format-version", "1", "--no-compress"]
    done = subprocess.run(
        [rcc_program(), *options, "-o", output, listing_file], capture_output=True, text=True, check=False
    )
    if done.returncode != 0 or done.stderr.strip():
        raise ResourcesError(f"rcc could not compile resources.qrc: {done.stderr.strip() or done.returncode}")


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    parser = argparse.ArgumentParser(description="Compile the program's resources.")
    parser.add_argument("--list", action="store_true", help="write resources.qrc from what stands in assets/")
    options = parser.parse_args(arguments)
    try:
        if options.list:
            (ROOT / "resources.qrc").write_text(listing(), encoding="utf-8", newline="\n")
        compile_resources()
    except ResourcesError as error:
        print(f"compile_resources: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
