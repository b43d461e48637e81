"""Make the Debian package from the built folder: ``dist/hinge-desktop_VERSION_amd64.deb``. Prints its path.

::

    .venv/bin/python packaging/build_folder.py
    .venv/bin/python packaging/build_deb.py [--version V] [--folder FOLDER] [-o FOLDER]

Needs ``dpkg-deb``, which every Debian and Ubuntu has, and no packaging helper. What the package depends on is read from
the built files (``dependencies.py``). The same bytes for the same folder: every file bears the moment of
``SOURCE_DATE_EPOCH``, or of the last commit. ``--version`` names another version, to try an upgrade.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

import dependencies
import desktop_files
import from_folder
import parts

PACKAGE = "hinge-desktop"
MAINTAINER = "The Hinge authors <hinge@hinge-desktop.invalid>"
ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}
DESCRIPTION = """\
follow-along coach for the hip hinge
 Hinge teaches the hip hinge: bending from the hips with a quiet back, as one
 does to pick something up, to sit down, to deadlift or to swing a kettlebell.
 .
 A figure with your own height and build does each of ten steps, and one clock
 drives number, bar, tone and voice while you move along. It plans today's
 session, asks afterwards how it felt, and says whether to go on, stay or go
 back a step, with the reason.
 .
 Your practice stays on your computer: no connection to the internet is opened.
"""


class DebError(from_folder.PackageError):
    """The package cannot be made; the message is one sentence for the maintainer."""


def debian_version(version: str) -> str:
    """The version as dpkg orders it: ``0.2.0rc1`` is ``0.2.0~rc1``, older than ``0.2.0`` (deb-version(7))."""
    return re.sub(r"(?<=\d)(?=(a|b|rc)\d)", "~", version)


def control(version: str, architecture: str, size_kb: int, needs: dependencies.Dependencies) -> str:
    """What the package says of itself."""
    fields = {
        "Package": PACKAGE,
        "Version": debian_version(version),
        "Architecture": architecture,
        "Maintainer": MAINTAINER,
        "Installed-Size": str(size_kb),
        "Depends": ", ".join(needs.needed),
        "Recommends": ", ".join(needs.wanted),
        "Section": "education",
        "Priority": "optional",
        "Description": DESCRIPTION.rstrip(),
    }
    return "".join(f"{name}: {value}\n" for name, value in fields.items())


def changelog(told: Sequence[desktop_files.Release], version: str, moment: int) -> str:
    """The changelog as Debian writes one; an entry for ``version`` where the project's has none."""
    entries = list(told)
    if version not in {release.version for release in told}:
        entries.insert(0, desktop_files.Release(version, "", ("Built to be tried.",)))
    text = []
    for release in entries:
        when = datetime.fromtimestamp(moment, UTC)
        if release.day:
            when = datetime.fromisoformat(f"{release.day}T12:00:00+00:00")
        points = release.points or ("No change that a user sees.",)
        text.append(f"{PACKAGE} ({debian_version(release.version)}) stable; urgency=medium\n\n")
        text += (textwrap.fill(point, 78, initial_indent="  * ", subsequent_indent="    ") + "\n" for point in points)
        text.append(f"\n -- {MAINTAINER}  {format_datetime(when)}\n\n")
    return "".join(text).rstrip("\n") + "\n"


def copyright_file(licence: str) -> str:
    """Debian's machine-readable copyright file; ``licence`` is our LICENSE."""
    words = "\n".join(f" {line}" if line.strip() else " ." for line in licence.strip().splitlines()[4:])
    return (
        "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n"
        "Upstream-Name: Hinge\n"
        "Comment: Libraries of others lie in /usr/lib/hinge-desktop/_internal, unchanged but\n"
        " for names that only debuggers read. Whose they are, and every licence's text,\n"
        " stands in /usr/lib/hinge-desktop/THIRD-PARTY-LICENCES.txt, and so does how\n"
        " those of Qt, under the LGPL, can be exchanged.\n"
        "\n"
        "Files: *\n"
        f"{licence.strip().splitlines()[2].replace('Copyright (c)', 'Copyright:', 1)}\n"
        "License: Expat\n"
        f"{words}\n"
    )


def lay_out(root: Path, folder: Path, version: str, moment: int) -> None:
    """Put everything below ``root`` as it will lie on the system."""
    share = root / "usr" / "share"
    place = root / "usr" / "lib" / PACKAGE
    shutil.copytree(folder, place, symlinks=True)
    command = root / "usr" / "bin" / PACKAGE
    command.parent.mkdir(parents=True)
    command.symlink_to(Path("..") / "lib" / PACKAGE / PACKAGE)
    desktop_files.lay_out(share)
    page = share / "man" / "man1" / f"{PACKAGE}.1"
    _write_packed(page.with_name(page.name + ".gz"), page.read_bytes())
    page.unlink()
    papers = share / "doc" / PACKAGE
    papers.mkdir(parents=True)
    (papers / "copyright").write_text(copyright_file(_text("LICENSE")), encoding="utf-8")
    told = desktop_files.releases(_text("CHANGELOG.md"), parts.version())
    _write_packed(papers / "changelog.gz", changelog(told, version, moment).encode())
    overrides = share / "lintian" / "overrides" / PACKAGE
    overrides.parent.mkdir(parents=True)
    shutil.copyfile(desktop_files.LINUX / "lintian-overrides", overrides)


def _text(name: str) -> str:
    return (parts.ROOT / name).read_text(encoding="utf-8")


def _write_packed(path: Path, content: bytes) -> None:
    with path.open("wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=0) as packed:
        packed.write(content)


def checksums(root: Path) -> str:
    """Debian's list of MD5 sums of every file, by which ``dpkg --verify`` sees damage."""
    files = sorted(path for path in root.rglob("*") if path.is_file() and not path.is_symlink())
    lines = (f"{hashlib.md5(path.read_bytes()).hexdigest()}  {path.relative_to(root).as_posix()}" for path in files)
    return "".join(f"{line}\n" for line in lines if "DEBIAN/" not in line)


def settle(root: Path, moment: int) -> None:
    """The same rights and the same moment for every file, wherever it was built."""
    for path in sorted(root.rglob("*"), reverse=True):
        if path.is_symlink():
            os.utime(path, (moment, moment), follow_symlinks=False)
            continue
        runs = path.is_dir() or (path.name in (PACKAGE, "postrm") and (path.parent.name in (PACKAGE, "DEBIAN")))
        path.chmod(0o755 if runs else 0o644)
        os.utime(path, (moment, moment))
    root.chmod(0o755)
    os.utime(root, (moment, moment))


def build(folder: Path, target: Path, version: str) -> Path:
    """Make the package in the folder ``target``; returns its path.

    Raises:
        DebError: this is no Debian, or no processor we build for.
        DependencyError: the folder asks for a library that nobody brings.
    """
    if shutil.which("dpkg-deb") is None:
        raise DebError("dpkg-deb is not here: make the .deb on Debian or Ubuntu")
    architecture = ARCHITECTURES.get(platform.machine())
    if architecture is None:
        raise DebError(f"no .deb is made for {platform.machine()}: only for {' and '.join(ARCHITECTURES)}")
    needs = dependencies.of_folder(folder)
    moment = desktop_files.moment_s()
    with tempfile.TemporaryDirectory(prefix="hinge-deb-") as scratch:
        root = Path(scratch) / "root"
        lay_out(root, folder, version, moment)
        size_kb = sum((path.lstat().st_size + 1023) // 1024 for path in root.rglob("*"))
        papers = root / "DEBIAN"
        papers.mkdir()
        (papers / "control").write_text(control(version, architecture, size_kb, needs), encoding="utf-8")
        (papers / "md5sums").write_text(checksums(root), encoding="utf-8")
        shutil.copyfile(desktop_files.LINUX / "postrm", papers / "postrm")
        settle(root, moment)
        target.mkdir(parents=True, exist_ok=True)
        path = target / f"{PACKAGE}_{version}_{architecture}.deb"
        command = ["dpkg-deb", "--root-owner-group", "-Zxz", "--build", str(root), str(path)]
        done = subprocess.run(
            command, env={**os.environ, "SOURCE_DATE_EPOCH": str(moment)}, capture_output=True, text=True, check=False
        )
    if done.returncode:
        raise DebError(f"dpkg-deb could not make the package: {done.stderr.strip()}")
    return path


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    return from_folder.run("build_deb", "Make the Debian package from the built folder.", build, arguments)


if __name__ == "__main__":
    sys.exit(main())
