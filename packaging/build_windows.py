"""Pack a folder built on Windows into its installer: ``dist/HingeSetup-VERSION.exe``.

::

    .venv/bin/python packaging/build_windows.py [FOLDER]     default: dist/hinge-desktop

``FOLDER`` is what packaging/build_folder.py makes on Windows. Needs makensis (NSIS 3; Debian's package ``nsis``, on
Windows ``choco install nsis``), and runs on Windows and Linux alike. The last line it prints is the path of the
installer. It is not signed; the release does that, where there is a certificate.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

import icons
import parts

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = "hinge-desktop.exe"
STUB, STUB_64 = "x86-unicode", "amd64-unicode"
"""What the installer itself runs as. The first is in every NSIS and runs on every Windows; the second, which Debian's
NSIS has and the official one lacks, is for a wine without its 32-bit half."""
SPARE_MB = 50
"""What must be free on the disk beyond the program itself: its first history, and air."""


class InstallerError(Exception):
    """The installer cannot be made; the message is one sentence."""


def four_numbers(version: str) -> str:
    """A version as Windows keeps it in a program: ``0.2.0rc1`` is ``0.2.0.0``."""
    numbers = [re.match(r"\d*", part)[0] or "0" for part in version.split(".")]  # type: ignore[index]  # \d* always fits
    return ".".join([*numbers, "0", "0", "0"][:4])


def removal(files: Iterable[str]) -> str:
    """NSIS lines that delete exactly these files (paths with /), and then the folders that are empty."""
    names = sorted(files)
    folders = {str(parent) for name in names for parent in PurePosixPath(name).parents if str(parent) != "."}
    lines = [f'Delete "$INSTDIR\\{_escaped(name)}"' for name in names]
    lines += [f'RMDir "$INSTDIR\\{_escaped(name)}"' for name in sorted(folders, key=lambda it: (-it.count("/"), it))]
    return "\n".join(lines) + "\n"


def _escaped(name: str) -> str:
    return name.replace("$", "$$").replace("/", "\\")


def makensis() -> str:
    """NSIS' compiler.

    Raises:
        InstallerError: it is not here.
    """
    places = [Path(os.environ[name]) / "NSIS" for name in ("ProgramFiles(x86)", "ProgramFiles") if name in os.environ]
    program = shutil.which("makensis", path=os.pathsep.join([os.environ.get("PATH", ""), *map(str, places)]))
    if program is None:
        raise InstallerError("makensis is not here: install NSIS 3 (Debian: apt-get install nsis)")
    return program


def build(payload: Path, target: Path, stub: str = STUB) -> Path:
    """Pack ``payload`` into the installer ``target``, which runs as ``stub``; returns its path.

    Raises:
        InstallerError: the folder holds no Hinge for Windows, or makensis is missing or refuses.
    """
    if not (payload / PROGRAM).is_file():
        raise InstallerError(f"{payload} holds no {PROGRAM}: run packaging/build_folder.py on Windows first")
    compiler = makensis()
    files = {path: path.stat().st_size for path in payload.rglob("*") if path.is_file()}
    size = sum(files.values())
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        pictures = Path(scratch)
        icons.write_ico(pictures / "hinge.ico")
        icons.write_side(pictures / "side.bmp")
        lines = removal(path.relative_to(payload).as_posix() for path in files)
        (pictures / "removal.nsh").write_text(lines, encoding="utf-8-sig")
        told = {
            "VERSION": parts.version(),
            "FOUR_NUMBERS": four_numbers(parts.version()),
            "PAYLOAD": payload.resolve(),
            "OUTPUT": target.resolve(),
            "PICTURES": pictures,
            "REMOVAL": pictures / "removal.nsh",
            "SIZE_KB": size // 1024,
            "NEEDED_MB": size // 1_000_000 + SPARE_MB,
            "STUB": stub,
        }
        defined = [f"-D{name}={value}" for name, value in told.items()]
        script = ROOT / "packaging" / "windows" / "hinge.nsi"
        done = subprocess.run(
            [compiler, "-V2", "-WX", *defined, script], capture_output=True, text=True, errors="replace", check=False
        )
    if done.returncode:
        last = (done.stdout + done.stderr).strip().splitlines()[-6:]
        raise InstallerError(f"makensis refused: {' | '.join(last)}")
    return target


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    parser = argparse.ArgumentParser(description="Pack a folder built on Windows into its installer.")
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT / "dist" / "hinge-desktop")
    parser.add_argument("-o", "--output", type=Path, default=ROOT / "dist", help="folder of the installer")
    options = parser.parse_args(arguments)
    try:
        installer = build(options.folder, options.output / f"HingeSetup-{parts.version()}.exe")
    except (InstallerError, parts.PartsError) as error:
        print(f"build_windows: {error}", file=sys.stderr)
        return 1
    print(f"{installer.stat().st_size / 1e6:.0f} MB")
    print(installer)
    return 0


if __name__ == "__main__":
    sys.exit(main())
