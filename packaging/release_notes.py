"""Write the notes of a release from the changelog, and first make sure that everything names the same version.

::

    python packaging/release_notes.py [--tag vVERSION] [--links-from ADDRESS] [-o FILE]

The version is the one of ``hinge_desktop/__init__.py``. Its section of ``CHANGELOG.md`` becomes the notes; before it
stands which file is for whom. With ``--tag`` the tag must name that version. The changelog points at pages beside it;
``--links-from`` is the address under which the release page finds them. Only the standard library.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from pathlib import Path

import parts

HEADING = re.compile(r"^## \[(?P<version>[^\]]+)\](?: - (?P<day>\d{4}-\d{2}-\d{2}))?[ \t]*$", re.MULTILINE)
MORE = "`SHA256SUMS` has the checksum of each file; the `.cdx.json` files say what is inside the packages."
PROMISED = (
    ("Debian 12 or later, Ubuntu 22.04 or later", ("hinge-desktop_{version}_amd64.deb",)),
    ("another Linux", ("hinge-desktop-{version}-x86_64.run", "hinge-desktop-{version}-x86_64.AppImage")),
    ("Windows 10 or 11", ("HingeSetup-{version}.exe",)),
    ("a Mac with an Apple processor", ("Hinge-{version}-arm64.dmg",)),
    ("a Mac with an Intel processor", ("Hinge-{version}-x86_64.dmg",)),
    ("Python 3.11 to 3.14", ("hinge_desktop-{version}-py3-none-any.whl", "hinge_desktop-{version}.tar.gz")),
)
"""For whom, and the files: the pipeline must make all of them, and the release page names them."""


class NotesError(Exception):
    """The notes cannot be written; the message is one sentence for the maintainer."""


def section(changelog: str, version: str) -> str:
    """What the changelog says of a version, without its heading.

    Raises:
        NotesError: the version has no section, no day, or nothing to say.
    """
    headings = list(HEADING.finditer(changelog))
    for heading, following in zip(headings, [*headings[1:], None], strict=True):
        if heading["version"] == version:
            if heading["day"] is None:
                raise NotesError(f"CHANGELOG.md names no day for {version}: write ## [{version}] - YEAR-MONTH-DAY")
            text = changelog[heading.end() : following.start() if following else None].strip()
            if not text:
                raise NotesError(f"CHANGELOG.md says nothing of {version}: write what changed for its users")
            return text
    raise NotesError(f"CHANGELOG.md has no section ## [{version}]: give the one called Unreleased that name and a day")


def check_tag(tag: str, version: str) -> None:
    """Make sure that a tag names the version.

    Raises:
        NotesError: it names another.
    """
    if tag != f"v{version}":
        raise NotesError(
            f"the tag is {tag} and hinge_desktop/__init__.py says {version}: a release of it needs the tag v{version}"
        )


def files(version: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """For whom the packages of a version are, and their names."""
    return tuple((whom, tuple(name.format(version=version) for name in names)) for whom, names in PROMISED)


def with_links(text: str, address: str) -> str:
    """The text with its links to pages beside the changelog made into whole addresses."""
    return re.sub(r"\]\((?![a-z]+:|#)([^)]+)\)", rf"]({address.rstrip('/')}/\1)", text) if address else text


def notes(changelog: str, version: str, address: str = "") -> str:
    """The whole text of the release page, its links made with ``address``."""
    rows = [f"| {whom} | {' or '.join(f'`{name}`' for name in names)} |" for whom, names in files(version)]
    table = "\n".join(["| You have | Take |", "|---|---|", *rows])
    return f"{table}\n\n{MORE}\n\n{with_links(section(changelog, version), address)}\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    parser = argparse.ArgumentParser(description="Write the notes of a release from the changelog.")
    parser.add_argument("--tag", help="the tag of the release, which must name the version")
    parser.add_argument("--links-from", default="", metavar="ADDRESS", help="where the pages of this version are")
    parser.add_argument("-o", "--output", type=Path, default=parts.ROOT / "build" / "release-notes.md")
    options = parser.parse_args(arguments)
    try:
        version = parts.version()
        if options.tag:
            check_tag(options.tag, version)
        text = notes((parts.ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), version, options.links_from)
        options.output.parent.mkdir(parents=True, exist_ok=True)
        options.output.write_text(text, encoding="utf-8", newline="\n")
    except (NotesError, parts.PartsError, OSError) as error:
        print(f"release_notes: {error}", file=sys.stderr)
        return 1
    print(options.output)
    return 0


if __name__ == "__main__":
    sys.exit(main())
