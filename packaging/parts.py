"""What of others is inside a built folder: one record for each work, with its version, its licence and its texts.

``hinge.spec`` calls :func:`gather` with every file that PyInstaller takes along and where it comes from, so nothing is
listed that is not inside, and nothing is inside that is not listed. ``licences.py`` and ``sbom.py`` are two readings
of the result, which is kept as ``build/parts.json``.

Whose a file is says the metadata of the system it was built on: the ``RECORD`` of each installed Python distribution,
the folder of Python itself, and on Debian and its family ``dpkg``.
"""

from __future__ import annotations

import json
import os
import platform
import re
import sys
import sysconfig
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from importlib import metadata
from pathlib import Path

from system_parts import IN_ITS_TEXT, Part, system_parts

ROOT = Path(__file__).resolve().parent.parent
PARTS_FILE = ROOT / "build" / "parts.json"
LICENCE_FILE = re.compile(r"^(licen[cs]e|copying|notice|copyright)([-._].*)?$", re.IGNORECASE)
"""Names under which a distribution brings its licence."""

LGPL = ("LGPL-3.0-only", ("LGPL-3.0.txt", "GPL-3.0.txt"))
KNOWN: Mapping[str, tuple[str, tuple[str, ...]]] = {
    # Their wheels bring no licence text along. Of the three licences offered Hinge takes the LGPL.
    "pyside6-essentials": LGPL,
    "pyside6-addons": LGPL,
    "shiboken6": LGPL,
    # Said in words there; this is the same as an SPDX expression.
    "pyinstaller": ("GPL-2.0-or-later WITH Bootloader-exception", ()),
    "wakepy": ("MIT", ()),
    "colorama": ("BSD-3-Clause", ()),
}
"""Where the metadata is not enough: licence, and the files of packaging/licences/ that are its text."""

FFMPEG = re.compile(r"(^|/)(lib)?(avcodec|avformat|avutil|swresample|swscale)[-.]")
"""FFmpeg's libraries, which PySide6-Addons brings along for the sound."""


SHARED_PREFIXES = (Path("/usr"), Path("/usr/local"))
"""Prefixes of a Python that are not its own."""


class PartsError(Exception):
    """It cannot be said what is inside; the message is one sentence for the maintainer."""


@dataclass(frozen=True)
class Contents:
    """All of it: the version of Hinge, the system it was built for (``linux-x86_64``), the works of others."""

    version: str
    system: str
    parts: tuple[Part, ...]


def system_name() -> str:
    """The system and processor that PyInstaller builds for here, e.g. ``linux-x86_64``."""
    system = {"win32": "windows", "darwin": "macos"}.get(sys.platform, "linux")
    return f"{system}-{platform.machine().lower().replace('amd64', 'x86_64')}"


def version(root: Path = ROOT) -> str:
    """Hinge's version, read and not imported.

    Raises:
        PartsError: the line is not there.
    """
    text = (root / "hinge_desktop" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "([^"]+)"$', text, flags=re.MULTILINE)
    if found is None:
        raise PartsError('hinge_desktop/__init__.py has no line __version__ = "...": write the version there')
    return found[1]


# -------------------------------------------------------------------------------------------------- gathering


def gather(files: Iterable[tuple[str, str]]) -> Contents:
    """Find out whose the files are.

    Args:
        files: for each file of the folder its name inside and where it comes from.

    Raises:
        PartsError: a Python distribution is inside that has no licence text.
    """
    recorded = _recorded_files()
    inside = list(files)
    counts: Counter[str] = Counter()
    others: set[str] = set()
    for _name, source in inside:
        path = _plain(source)
        owner = recorded.get(path) or recorded.get(_plain(Path(source).resolve()))
        if owner is not None:
            counts[owner] += 1
        elif not _below(path, ROOT) and not _of_python(path):
            others.add(source)
    del counts["pyinstaller"]  # told apart: it starts the program
    parts = [_distribution_part(metadata.distribution(name), count) for name, count in counts.items()]
    parts += [_python_part(), _starter_part(), *_ffmpeg_parts(inside), *_font_parts(inside), *system_parts(others)]
    return Contents(version(), system_name(), tuple(sorted(parts, key=_order)))


def _plain(path: str | Path) -> str:
    """One spelling for each file, without following links."""
    return os.path.normcase(os.path.normpath(path))


def _order(part: Part) -> tuple[bool, str]:
    return part.kind == "system", part.name.lower()


def _recorded_files() -> dict[str, str]:
    """Every installed file, and the distribution whose RECORD names it."""
    found = {}
    for distribution in metadata.distributions():
        name = canonical(distribution.metadata["Name"])
        if name != "hinge-desktop":
            for file in distribution.files or ():
                found[_plain(str(distribution.locate_file(file)))] = name
    return found


def canonical(name: str) -> str:
    """The one spelling of a distribution's name that indexes compare."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _below(path: str, folder: str | Path) -> bool:
    return Path(path).is_relative_to(_plain(folder))


def _of_python(path: str) -> bool:
    # On a Debian the base is /usr, where everything else lives too: only Python's own folder counts there.
    base = Path(sys.base_prefix).resolve()
    homes = [Path(sysconfig.get_path("stdlib"))] + ([] if base in SHARED_PREFIXES else [base, Path(sys.base_prefix)])
    return any(_below(path, home) for home in homes)


def _distribution_part(distribution: metadata.Distribution, count: int) -> Part:
    name = distribution.metadata["Name"]
    licence, files = KNOWN.get(canonical(name), (licence_of(distribution.metadata), ()))
    texts = tuple((file, stored_text(file)) for file in files) or licence_texts(distribution)
    if not texts:
        raise PartsError(
            f"{name} {distribution.version} brings no licence text: put it into packaging/licences/ and name it in "
            "KNOWN of packaging/parts.py"
        )
    purl = f"pkg:pypi/{canonical(name)}@{distribution.version}"
    return Part(name, distribution.version, licence, "python", purl, texts, count)


def licence_of(told: metadata.PackageMetadata) -> str:
    """The licence that a distribution's metadata tells: its expression, else its short words, else its classifier."""
    for key in ("License-Expression", "License"):
        words = (told[key] or "").strip() if key in told else ""
        if words and "\n" not in words:
            return words
    found = [line.rpartition(" :: ")[2] for line in told.get_all("Classifier") or () if line.startswith("License :: ")]
    return found[-1] if found else IN_ITS_TEXT


def licence_texts(distribution: metadata.Distribution) -> tuple[tuple[str, str], ...]:
    """The licence files that a distribution installed beside its metadata: names and texts, none twice."""
    found: dict[str, str] = {}
    for file in sorted(distribution.files or (), key=str):
        folder = next((part for part in file.parts if part.endswith(".dist-info")), None)
        if folder is not None and LICENCE_FILE.match(_bare(file.name)):
            path = Path(str(distribution.locate_file(file)))
            text = path.read_text(encoding="utf-8", errors="replace").strip() if path.is_file() else ""
            if text:
                title = str(file).partition(f"{folder}/")[2].removeprefix("licenses/")
                found.setdefault(text, title)
    return tuple((title, text) for text, title in found.items())


def _bare(name: str) -> str:
    # NumPy has a dragon4_LICENSE.txt.
    return re.sub(r"^.*_(?=LICEN)", "", name)


def stored_text(name: str) -> str:
    """A text of ``packaging/licences/``."""
    return (ROOT / "packaging" / "licences" / name).read_text(encoding="utf-8").strip()


def _python_part() -> Part:
    number = platform.python_version()
    places = (
        Path(sysconfig.get_path("stdlib")) / "LICENSE.txt",
        Path(sys.base_prefix) / "LICENSE.txt",
        Path(f"/usr/share/doc/python{sys.version_info[0]}.{sys.version_info[1]}/copyright"),
        Path(f"/usr/share/doc/libpython{sys.version_info[0]}.{sys.version_info[1]}-minimal/copyright"),
    )
    texts = [(place.name, _read(place)) for place in places if place.is_file()]
    if not texts:
        raise PartsError(f"the licence of Python {number} is not installed here: use a Python that has LICENSE.txt")
    return Part("CPython", number, "PSF-2.0", "runtime", f"pkg:generic/cpython@{number}", tuple(texts[:1]), 1)


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace").strip()


def _starter_part() -> Part:
    """What starts the program in the folder is PyInstaller's, and so are some modules beside it."""
    part = _distribution_part(metadata.distribution("pyinstaller"), 1)
    return replace(part, kind="runtime")


def _ffmpeg_parts(inside: Iterable[tuple[str, str]]) -> tuple[Part, ...]:
    count = sum(bool(FFMPEG.search(name.replace("\\", "/"))) for name, _source in inside)
    texts = (("LGPL-2.1.txt", stored_text("LGPL-2.1.txt")),)
    return (Part("FFmpeg", "", "LGPL-2.1-or-later", "library", "", texts, count),) if count else ()


def _font_parts(inside: Iterable[tuple[str, str]]) -> tuple[Part, ...]:
    licences = [source for name, source in inside if Path(name).name == "LICENSE-Inter.txt"]
    count = sum(Path(name).suffix == ".ttf" for name, _source in inside)
    if not licences:
        return ()
    texts = (("LICENSE-Inter.txt", _read(Path(licences[0]))),)
    return (Part("Inter", "", "OFL-1.1", "font", "", texts, count),)


# ----------------------------------------------------------------------------------------------- kept as a file


def write(contents: Contents, path: Path = PARTS_FILE) -> Path:
    """Keep the contents as JSON for the scripts that come after the build."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(asdict(contents), indent=1, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")
    return path


def read(path: Path = PARTS_FILE) -> Contents:
    """The contents that a build left.

    Raises:
        PartsError: no build has been made, or the file is not one of ours.
    """
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        parts = tuple(Part(**{**part, "texts": tuple(map(tuple, part["texts"]))}) for part in told["parts"])
        return Contents(told["version"], told["system"], parts)
    except FileNotFoundError:
        raise PartsError(f"{path} is not there: run packaging/build_folder.py first") from None
    except (ValueError, KeyError, TypeError):
        raise PartsError(f"{path} cannot be read: run packaging/build_folder.py again") from None
