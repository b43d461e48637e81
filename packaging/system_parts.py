"""Libraries of the system that a folder was built on, as :class:`Part` records: ``dpkg`` says whose they are.

On Windows and macOS nothing says it, so each file is a part of its own there.
"""

from __future__ import annotations

import platform
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

COMMON_LICENCES = Path("/usr/share/common-licenses")
IN_ITS_TEXT = "see its text"
"""The licence of a work whose metadata names none in short. A Debian copyright file speaks of a whole source package,
and the one library of it that is inside is often under another licence than the rest."""


@dataclass(frozen=True)
class Part:
    """A work of others.

    Attributes:
        name: as its own makers write it.
        version: "" where a work has none.
        licence: an SPDX expression where one is known, else the metadata's own words.
        kind: "python" (a distribution), "runtime" (Python and what starts it), "font", "library" (inside another part)
            or "system" (a library of the system that the folder was built on).
        purl: its package URL, "" where it has none.
        texts: its licence files, each a title and the text.
        files: how many files of it are inside.
    """

    name: str
    version: str
    licence: str
    kind: str
    purl: str = ""
    texts: tuple[tuple[str, str], ...] = ()
    files: int = 0


def system_parts(files: Iterable[str]) -> tuple[Part, ...]:
    """The works that these files of the system belong to."""
    paths = sorted(files)
    owners = debian_owners(paths) if shutil.which("dpkg-query") else {}
    parts = [_debian_part(package, count) for package, count in Counter(owners.values()).items()]
    strangers = sorted({Path(path).name for path in paths if path not in owners})
    return (*parts, *(Part(name, "", "as the system it comes from", "system", files=1) for name in strangers))


def debian_owners(paths: Iterable[str]) -> dict[str, str]:
    """The Debian package of each path that dpkg knows; a path may be known below /usr or without it."""
    wanted = {}
    for path in paths:
        for name in (path, str(Path(path).resolve())):
            bare = name.removeprefix("/usr")
            wanted.update({bare: path, f"/usr{bare}": path})
    if not wanted:
        return {}
    done = subprocess.run(["dpkg-query", "--search", *wanted], capture_output=True, text=True, check=False)
    found = {}
    for line in done.stdout.splitlines():
        package, separator, name = line.partition(": ")
        if separator and name in wanted:
            found[wanted[name]] = package.partition(",")[0]
    return found


def _debian_part(package: str, count: int) -> Part:
    asked = ["dpkg-query", "--show", "--showformat", "${Package}\t${Version}\t${Architecture}", package]
    done = subprocess.run(asked, capture_output=True, text=True, check=True)
    name, number, architecture = done.stdout.split("\t")
    copyright_file = Path("/usr/share/doc") / name / "copyright"
    texts = with_common_licences(_read(copyright_file)) if copyright_file.is_file() else ()
    purl = f"pkg:deb/{_family()}/{name}@{number.replace('+', '%2B').replace(':', '%3A')}?arch={architecture}"
    return Part(name, number, IN_ITS_TEXT, "system", purl, texts, count)


def with_common_licences(text: str) -> tuple[tuple[str, str], ...]:
    """A Debian copyright file, and the texts that it only points at."""
    found = [("copyright", text)]
    for name in sorted(set(re.findall(r"/usr/share/common-licenses/([A-Za-z]+(?:-\d+(?:\.\d+)?)?)", text))):
        path = COMMON_LICENCES / name
        if path.is_file():
            found.append((f"the licence that its copyright file calls {name}", _read(path)))
    return tuple(found)


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace").strip()


def _family() -> str:
    try:
        return platform.freedesktop_os_release()["ID"]
    except OSError:
        return "debian"
