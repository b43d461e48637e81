"""Build the program as one folder that runs without Python: ``dist/hinge-desktop/``.

::

    .venv/bin/python packaging/build_folder.py

Compiles the resources, fetches the font (Inter, from its npm package, with its licence; without npm the package uses
the system's fonts), and runs PyInstaller on ``packaging/hinge.spec``. PyInstaller builds for the system it runs on. On
Linux it then takes the names for debuggers out of the libraries (``strip``, from binutils).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

import bootstrap
import compile_resources
import elf
import licences

ROOT = Path(__file__).resolve().parent.parent
FONT_PACKAGE = "@expo-google-fonts/inter@0.4.2"
FONT_FILES = {
    "package/400Regular/Inter_400Regular.ttf": "Inter-Regular.ttf",
    "package/600SemiBold/Inter_600SemiBold.ttf": "Inter-SemiBold.ttf",
    "package/700Bold/Inter_700Bold.ttf": "Inter-Bold.ttf",
    "package/LICENSE_FONT": "LICENSE-Inter.txt",
}
"""Member of the npm package: name in the folder ``fonts``. The Open Font Licence wants its text beside the fonts."""


def provide_fonts(folder: Path) -> bool:
    """Put the fonts and their licence into ``folder``; returns False, with a sentence, where they cannot be had."""
    if all((folder / name).is_file() for name in FONT_FILES.values()):
        return True
    npm = shutil.which("npm")
    if npm is None:
        print("build_folder: npm is not here, so the package brings no font and uses the system's", file=sys.stderr)
        return False
    with tempfile.TemporaryDirectory() as scratch:
        command = [npm, "pack", "--silent", "--pack-destination", scratch, FONT_PACKAGE]
        if subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode:
            print("build_folder: npm could not fetch the font, so the package uses the system's", file=sys.stderr)
            return False
        _unpack(next(Path(scratch).glob("*.tgz")), folder)
    return True


def _unpack(archive: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tarfile.open(archive) as members:
        for member, name in FONT_FILES.items():
            content = members.extractfile(member)
            if content is None:
                raise SystemExit(f"build_folder: {FONT_PACKAGE} has no {member}")
            (folder / name).write_bytes(content.read())


def lay_out_licences(folder: Path) -> None:
    """Put our licence and those of all others beside the program, where they are found."""
    for name in ("LICENSE", licences.NAME):
        (folder / "_internal" / name).replace(folder / name)


def strip_libraries(folder: Path) -> None:
    """Take out of every library what only a debugger reads.

    Wheels move parts of their libraries about, and of some ``strip`` then makes what no loader takes; those stay as
    they are.
    """
    strip = shutil.which("strip")
    if strip is None:
        print("build_folder: strip (binutils) is not here, so the package gets larger than it must", file=sys.stderr)
        return
    for path in sorted(folder.rglob("*.so*")):
        if not elf.is_elf(path):
            continue
        smaller = path.with_name(path.name + ".stripped")
        done = subprocess.run([strip, "--strip-unneeded", "-o", smaller, path], capture_output=True, check=False)
        if done.returncode == 0 and elf.read_elf(smaller).loadable:
            shutil.copymode(path, smaller)
            smaller.replace(path)
        smaller.unlink(missing_ok=True)


def build() -> Path:
    """Build the folder; returns the path of the program inside it."""
    bootstrap.provide_libraries(display=True)  # PyInstaller takes along what it finds here
    compile_resources.compile_resources(ROOT)
    provide_fonts(ROOT / "build" / "fonts")
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    places: list[str | Path] = ["--distpath", ROOT / "dist", "--workpath", ROOT / "build" / "pyinstaller"]
    # The same bytes for the same source, as far as PyInstaller can.
    environment = {"PYTHONHASHSEED": "1", "SOURCE_DATE_EPOCH": "1", **os.environ}
    subprocess.run([*command, *places, ROOT / "packaging" / "hinge.spec"], check=True, env=environment)
    lay_out_licences(ROOT / "dist" / "hinge-desktop")
    if sys.platform.startswith("linux"):
        strip_libraries(ROOT / "dist" / "hinge-desktop" / "_internal")
    return ROOT / "dist" / "hinge-desktop" / ("hinge-desktop.exe" if os.name == "nt" else "hinge-desktop")


if __name__ == "__main__":
    program = build()
    size = sum(path.stat().st_size for path in program.parent.rglob("*") if path.is_file() and not path.is_symlink())
    print(f"{program} ({size / 1e6:.0f} MB in its folder)")
