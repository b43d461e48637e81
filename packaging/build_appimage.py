"""Make the AppImage from the built folder: ``dist/hinge-desktop-VERSION-x86_64.AppImage``. Prints its path.

::

    .venv/bin/python packaging/build_folder.py
    .venv/bin/python packaging/build_appimage.py [--tools DIR] [--folder-only]

An AppImage is one file that runs where it lies: a small program, the *runtime*, before a compressed folder. What puts
them together, ``appimagetool``, and the runtime are in no package registry. They are fetched from the release page of
their project, each of one version and checked against its SHA-256, or taken from ``--tools DIR`` where a computer may
not fetch them. ``--folder-only`` stops before that: the folder ``build/Hinge.AppDir`` can be tried without them.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import build_run
import checksums
import dependencies
import desktop_files
import elf
import parts

APP_FOLDER = parts.ROOT / "build" / "Hinge.AppDir"
TOOLS = parts.ROOT / "build" / "appimage-tools"
PROGRAM = "usr/lib/hinge-desktop"


@dataclass(frozen=True)
class Tool:
    """A file that an AppImage is made with: its name, where it comes from, and what it must be."""

    name: str
    address: str
    sha256: str


RELEASES = "https://github.com/AppImage/{project}/releases/download/{tag}/{file}"
# Both checksums are those that many projects which use these versions have written down, each for itself. A new version
# needs its own: GitHub shows a file's SHA-256 beside it on the release page.
APPIMAGETOOL = Tool(
    "appimagetool",
    RELEASES.format(project="appimagetool", tag="1.9.1", file="appimagetool-x86_64.AppImage"),
    "ed4ce84f0d9caff66f50bcca6ff6f35aae54ce8135408b3fa33abfc3cb384eb0",
)
RUNTIME = Tool(
    "runtime-x86_64",
    RELEASES.format(project="type2-runtime", tag="20251108", file="runtime-x86_64"),
    "2fca8b443c92510f1483a883f60061ad09b46b978b2631c807cd873a47ec260d",
)


class AppImageError(Exception):
    """The AppImage cannot be made; the message is one sentence for the maintainer."""


def _fetch(address: str, target: Path) -> None:
    with urllib.request.urlopen(address, timeout=60) as answer, target.open("wb") as stream:  # both are https
        shutil.copyfileobj(answer, stream)


def provide(tool: Tool, folder: Path, fetch: Callable[[str, Path], None] = _fetch) -> Path:
    """The tool as a file in ``folder``, fetched if it is not there, and never one of another checksum.

    Raises:
        AppImageError: it cannot be had, or it is not the one that it must be.
    """
    path = folder / tool.name
    if not path.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        try:
            fetch(tool.address, path)
        except OSError as error:
            path.unlink(missing_ok=True)
            raise AppImageError(
                f"{tool.name} could not be fetched ({error}): fetch {tool.address} on another computer, name it "
                f"{tool.name}, and give its folder with --tools"
            ) from None
    found = checksums.checksum(path)
    if found != tool.sha256:
        raise AppImageError(
            f"{path} has the checksum {found} and must have {tool.sha256}: delete it, it is not to be trusted"
        )
    path.chmod(0o755)
    return path


def lay_out(built: Path, folder: Path, glibc: tuple[int, int]) -> Path:
    """Make the folder that goes into the AppImage; returns what starts it where the system has ``glibc`` or later.

    Raises:
        AppImageError: nothing has been built.
    """
    if not (built / "hinge-desktop").is_file():
        raise AppImageError(f"{built} holds no built program: run packaging/build_folder.py first")
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(built, folder / PROGRAM, symlinks=True)
    desktop_files.lay_out(folder / "usr" / "share")
    name = desktop_files.APP_ID
    shutil.copyfile(folder / "usr" / "share" / "applications" / f"{name}.desktop", folder / f"{name}.desktop")
    icon = folder / "usr" / "share" / "icons" / "hicolor" / "256x256" / "apps" / f"{name}.png"
    for target in (f"{name}.png", ".DirIcon"):
        shutil.copyfile(icon, folder / target)
    run = folder / "AppRun"
    values = {"GLIBC": ".".join(map(str, glibc)), "PROGRAM": f"{PROGRAM}/hinge-desktop"}
    start = build_run.filled((desktop_files.LINUX / "start").read_text(encoding="utf-8"), values)
    run.write_text(start, encoding="utf-8", newline="\n")
    run.chmod(0o755)
    return run


def build(folder: Path, target: Path, tools: Path) -> Path:
    """Put runtime and folder together.

    Raises:
        AppImageError: a tool is missing, or it could not.
    """
    if platform.machine() != "x86_64":
        raise AppImageError(f"no tools are pinned for {platform.machine()}: an AppImage is made on x86-64")
    tool, runtime = provide(APPIMAGETOOL, tools), provide(RUNTIME, tools)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    # The tool is itself an AppImage; unpacked it runs without FUSE, which a runner or a container lacks.
    environment = {
        **os.environ,
        "ARCH": "x86_64",
        "APPIMAGE_EXTRACT_AND_RUN": "1",
        "VERSION": parts.version(),
        "SOURCE_DATE_EPOCH": str(desktop_files.moment_s()),
    }
    # The AppStream data is looked at where the Debian package is made; here it would be looked up on the net.
    command: list[str | Path] = [tool, "--no-appstream", "--runtime-file", runtime, folder, target]
    if subprocess.run(command, env=environment, check=False).returncode or not target.is_file():
        raise AppImageError("appimagetool could not make the AppImage; see above")
    target.chmod(0o755)
    return target


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    parser = argparse.ArgumentParser(description="Make the AppImage from the built folder.")
    parser.add_argument("--tools", type=Path, default=TOOLS, help="where appimagetool and runtime-x86_64 are or go")
    parser.add_argument("--folder-only", action="store_true", help="make build/Hinge.AppDir and stop")
    options = parser.parse_args(arguments)
    dist = parts.ROOT / "dist"
    try:
        built = dist / "hinge-desktop"
        made = lay_out(built, APP_FOLDER, dependencies.of_folder(built).glibc)
        if not options.folder_only:
            made = build(APP_FOLDER, dist / f"hinge-desktop-{parts.version()}-x86_64.AppImage", options.tools)
    except (AppImageError, dependencies.DependencyError, elf.ElfError, parts.PartsError, OSError) as error:
        print(f"build_appimage: {error}", file=sys.stderr)
        return 1
    print(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
