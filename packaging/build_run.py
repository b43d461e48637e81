"""Make the installer for any Linux from the built folder: ``dist/hinge-desktop-VERSION-x86_64.run``. Prints its path.

::

    .venv/bin/python packaging/build_folder.py
    .venv/bin/python packaging/build_run.py [--version V] [--folder FOLDER] [-o FOLDER]

One file: ``linux/install.sh`` with a packed archive behind it. It asks of a system only what a shell has (``tail``,
``tar``, ``gzip``): packed with xz it would be a quarter smaller, and where there is no xz it could not be unpacked.
The same bytes for the same folder, as ``build_deb.py`` has it. ``--version`` names another version, to try an upgrade.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import platform
import sys
import tarfile
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import dependencies
import desktop_files
import from_folder
from system_libraries import LOADER, OUTSIDE

PROGRAM = "hinge-desktop"
OF_US = ("start", "uninstall")
"""Scripts that lie beside the program."""


class RunError(from_folder.PackageError):
    """The installer cannot be made; the message is one sentence for the maintainer."""


def filled(template: str, values: Mapping[str, str]) -> str:
    """The template with ``@NAME@`` replaced.

    Raises:
        RunError: one of them has no value.
    """
    for name, value in values.items():
        template = template.replace(f"@{name}@", value)
    left = [line for line in template.splitlines() if any(f"@{name}@" in line for name in _KNOWN)]
    if left:
        raise RunError(f"a value is missing in: {left[0].strip()}")
    return template


_KNOWN = ("VERSION", "MACHINE", "TOTAL", "HEADER", "SHA256", "NEEDED_KB", "GLIBC", "LIBRARIES", "PACKAGES", "PROGRAM")


def header(template: str, values: Mapping[str, str], payload: int) -> bytes:
    """The script before the archive, which says how long it is itself and how long the whole file is."""
    length = 0
    while True:  # a longer number may make it longer
        text = filled(template, {**values, "HEADER": str(length), "TOTAL": str(length + payload)}).encode()
        if len(text) == length:
            return text
        length = len(text)


def archive(folder: Path, more: Mapping[str, bytes], moment: int) -> bytes:
    """The folder and ``more`` (name: content; they may be run) as a packed archive."""
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for path in sorted(folder.rglob("*")):
            tar.add(path, path.relative_to(folder).as_posix(), recursive=False, filter=Settled(moment))
        for name, content in sorted(more.items()):
            member = tarfile.TarInfo(name)
            member.size, member.mtime, member.mode = len(content), moment, 0o755 if name in OF_US else 0o644
            tar.addfile(member, io.BytesIO(content))
    return gzip.compress(raw.getvalue(), 9, mtime=0)


class Settled:
    """A filter for tarfile: the same owner, rights and moment wherever it is built."""

    def __init__(self, moment: int) -> None:
        self._moment = moment

    def __call__(self, member: tarfile.TarInfo) -> tarfile.TarInfo:
        member.uid = member.gid = 0
        member.uname = member.gname = ""
        member.mtime = self._moment
        runs = member.isdir() or member.mode & 0o100
        member.mode = 0o755 if runs else 0o644
        return member


def build(folder: Path, target: Path, version: str) -> Path:
    """Make the installer in the folder ``target``; returns its path.

    Raises:
        DependencyError: the folder is no built one, or asks for a library that nobody brings.
    """
    needs = dependencies.of_folder(folder)
    glibc = ".".join(map(str, needs.glibc))
    moment = desktop_files.moment_s()
    with tempfile.TemporaryDirectory(prefix="hinge-run-") as scratch:
        desktop = Path(scratch)
        desktop_files.lay_out(desktop)
        more = {f"desktop/{path.relative_to(desktop).as_posix()}": path.read_bytes()
                for path in desktop.rglob("*") if path.is_file()}  # fmt: skip
    for name in OF_US:
        template = (desktop_files.LINUX / name).read_text(encoding="utf-8")
        more[name] = filled(template, {"GLIBC": glibc, "PROGRAM": PROGRAM}).encode()
    more["contents"] = "".join(
        f"{name}\n" for name in sorted([*(p.name for p in folder.iterdir()), "desktop", "start"])
    ).encode()
    payload = archive(folder, more, moment)
    size_kb = sum((path.lstat().st_size + 4095) // 4096 * 4 for path in folder.rglob("*"))
    values = {
        "VERSION": version,
        "MACHINE": platform.machine(),
        "SHA256": hashlib.sha256(payload).hexdigest(),
        "NEEDED_KB": str(size_kb + 1024),
        "GLIBC": glibc,
        "LIBRARIES": " ".join(library.soname for library in OUTSIDE if library.needed and library.soname not in LOADER),
        "PACKAGES": " ".join(package.partition(" ")[0] for package in needs.needed if not package.startswith("libc6 ")),
    }
    script = header((desktop_files.LINUX / "install.sh").read_text(encoding="utf-8"), values, len(payload))
    target.mkdir(parents=True, exist_ok=True)
    path = target / f"hinge-desktop-{version}-{platform.machine()}.run"
    path.write_bytes(script + payload)
    path.chmod(0o755)
    return path


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    return from_folder.run("build_run", "Make the installer for any Linux from the built folder.", build, arguments)


if __name__ == "__main__":
    sys.exit(main())
