"""Write the licences of all that a built folder brings along into one file: ``THIRD-PARTY-LICENCES.txt``.

::

    .venv/bin/python packaging/licences.py [-o FILE]

``packaging/build_folder.py`` does this itself, so that the file is in every package, in the program's folder. By hand
it writes it anew from ``build/parts.json``. It tells what is inside, how the libraries under the LGPL can be exchanged
(``packaging/licences/notice-*.txt``), and every licence's text as its makers installed it, none twice.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import parts

NAME = "THIRD-PARTY-LICENCES.txt"
RULE = "=" * 120

WHERE_QT_LIES = {
    "linux": "_internal/PySide6/Qt/lib/ and, for Qt's plugins, _internal/PySide6/Qt/plugins/",
    "windows": r"_internal\PySide6\ and, for Qt's plugins, _internal\PySide6\plugins" + "\\",
    "macos": "Hinge.app/Contents/Frameworks/PySide6/Qt/lib/ and, for Qt's plugins, Qt/plugins/ beside it",
}
MORE = {
    "macos": "Before that, sign it for your computer: codesign --force --deep --sign - Hinge.app\n",
}
SYSTEM_NOTICE = {
    "linux": "Libraries of Debian or Ubuntu were taken from the system on which the folder was built, so that Hinge\n"
    "runs where they are not installed. The system's makers publish their source code, under the names and versions\n"
    "given here. They lie in _internal/ and are exchanged like those of Qt.",
    "windows": "What is listed here belongs to Microsoft's runtime, and may be passed on with programs built with it.",
    "macos": "What is listed here was taken from the system on which the program was built.",
}


def notice(contents: parts.Contents) -> str:
    """The words before the texts, for the system that was built for."""
    system = contents.system.partition("-")[0]
    qt = next((part.version for part in contents.parts if part.name.lower().startswith("pyside6")), "")
    sections = [
        parts.stored_text("notice-qt.txt").format(
            qt_version=qt,
            qt_series=".".join(qt.split(".")[:2]),
            qt_folder=WHERE_QT_LIES[system],
            exchange_more=MORE.get(system, ""),
        )
    ]
    if any(part.name == "FFmpeg" for part in contents.parts):
        sections.append(parts.stored_text("notice-ffmpeg.txt"))
    if any(part.kind == "system" for part in contents.parts):
        sections.append(f"LIBRARIES OF THE SYSTEM\n\n{SYSTEM_NOTICE[system]}")
    return "\n\n\n".join(sections)


def listing(contents: parts.Contents) -> str:
    """One line for each work: name, version, licence."""
    told = [(f"{part.name} {part.version}".rstrip(), part.licence) for part in contents.parts]
    width = max((len(name) for name, _licence in told), default=0)
    return "\n".join(f"    {name:<{width}}   {licence}" for name, licence in told)


def texts(contents: parts.Contents) -> str:
    """Every text once, under the names of all works that it belongs to."""
    owners: dict[str, list[str]] = {}
    for part in contents.parts:
        for title, text in part.texts:
            owners.setdefault(text, []).append(f"{part.name}: {title}")
    return "\n\n\n".join(f"{RULE}\n" + "\n".join(names) + f"\n{RULE}\n\n{text}" for text, names in owners.items())


def document(contents: parts.Contents) -> str:
    """The whole file."""
    headline = f"The works of others in Hinge {contents.version}"
    sections = [headline, "=" * len(headline), "", notice(contents), "", "", "WHAT IS INSIDE", "", listing(contents)]
    return "\n".join([*sections, "", "", "THE TEXTS", "", texts(contents)]) + "\n"


def write(contents: parts.Contents, path: Path) -> Path:
    """Write the file; returns its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(document(contents), encoding="utf-8", newline="\n")
    return path


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    parser = argparse.ArgumentParser(description="Write the licences of what a built folder brings along.")
    parser.add_argument("-o", "--output", type=Path, default=parts.ROOT / "dist" / NAME, help="the file to write")
    parser.add_argument("--parts", type=Path, default=parts.PARTS_FILE, help="what the build left (build/parts.json)")
    options = parser.parse_args(arguments)
    try:
        print(write(parts.read(options.parts), options.output))
    except (parts.PartsError, OSError) as error:
        print(f"licences: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
