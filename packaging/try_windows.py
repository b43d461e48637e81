"""Build and try the Windows installer without Windows: a trial under Debian's wine, never a release.

::

    .venv/bin/python packaging/try_windows.py                  everything, from nothing; some ten minutes
    .venv/bin/python packaging/try_windows.py --folder DIR     where it all lies (default: build/wine), 3 GB
    .venv/bin/python packaging/try_windows.py --again          with the folder that was built there last time

Needs wine64, nsis, mingw and Xvfb; as root on a Debian-family system it installs them. Windows' Python and the locked
packages for Windows come from the package index. PyInstaller builds the folder under wine, makensis the installer, and
then a user's life goes by: an old version, the new one over it, the smoke test, a history, an upgrade while Hinge is
open and when it is closed, a damaged download, a full disk, an old Windows, and the way out. What wine cannot show
stays unseen: real fonts and screens, SmartScreen, the voices of Windows.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import bootstrap
import build_folder
import build_wheel
import build_windows
import parts
import wine_stand_ins
from wine import DEBIAN_PACKAGES, Wine, WineError, missing_tools, on_windows, provide_packages, provide_python

ROOT = Path(__file__).resolve().parent.parent
UNINSTALL_KEY = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\Hinge"
BUILD_LIMIT_S = 3600
WINDOW_LIMIT_S = 120
OPEN, NO_SPACE, OLD_WINDOWS = 3, 4, 5
"""Exit codes of the installer; hinge.nsi has them, too."""


def build_payload(wine: Wine) -> Path:
    """Build Hinge under wine; returns the folder with ``hinge-desktop.exe``."""
    tree, packages = wine.folder / "tree", wine.folder / "packages"
    shutil.rmtree(tree, ignore_errors=True)
    build_wheel.copy_of(ROOT, tree)
    build_folder.provide_fonts(tree / "build" / "fonts")  # npm is not in there
    provide_packages(packages, ROOT / "requirements.lock")
    provide_python(wine, packages, tree, tree / "packaging")
    with wine.started():
        wine_stand_ins.provide(packages, wine.disk / "windows" / "system32", wine.folder / "stand-ins")
        script = on_windows(tree / "packaging" / "build_folder.py")
        done = wine.run(wine.python, script, folder=tree, limit_s=BUILD_LIMIT_S)
    payload = tree / "dist" / "hinge-desktop"
    if done.code or not (payload / build_windows.PROGRAM).is_file():
        raise WineError(f"PyInstaller did not build it under wine: {(done.complained or done.said).strip()[-600:]}")
    for name in (wine_stand_ins.ICU, wine_stand_ins.OURS.decode()):
        for stand_in in payload.rglob(name):
            stand_in.unlink()  # they are wine's part of it
    return payload


@dataclass(frozen=True)
class Trial:
    """One installer, in one Windows."""

    wine: Wine
    installer: Path
    older: Path

    @property
    def place(self) -> Path:
        """Where it installs to."""
        return self.wine.local_data / "Programs" / "Hinge"

    @property
    def history(self) -> Path:
        """Where Hinge keeps what was practised."""
        return self.wine.local_data / "Hinge" / "history.sqlite"

    @property
    def entry(self) -> Path:
        """Its entry in the Start menu."""
        roaming = self.wine.local_data.parent / "Roaming"
        return roaming / "Microsoft" / "Windows" / "Start Menu" / "Programs" / "Hinge.lnk"

    def hinge(self, *words: str) -> tuple[int, str]:
        """Run the installed program; its exit code and what it said."""
        done = self.wine.run(self.place / build_windows.PROGRAM, *words)
        return done.code, done.said + done.complained

    def new_over_old(self) -> Iterator[str]:
        """An older version, a file of the user's beside it, and the new version over both."""
        if code := self.wine.run(self.older, "/S").code:
            yield f"the older version ended with exit code {code}"
        (self.place / "mine.txt").write_text("not Hinge's", encoding="utf-8")
        done = self.wine.run(self.installer, "/S")
        if done.code or (done.said + done.complained).strip():
            yield f"it ended with exit code {done.code} and said: {done.said}{done.complained}"
        if (self.place / "_internal" / "of-the-older-version.txt").exists():
            yield "a file of the older version is still there"
        if not (self.place / "mine.txt").is_file():
            yield "a file of the user's in its folder is gone"
        if not self.entry.is_file():
            yield "the Start menu has no entry"
        told = self.wine.registry(UNINSTALL_KEY)
        for word in (f"DisplayVersion    REG_SZ    {parts.version()}", "Publisher", "EstimatedSize", "uninstall.exe"):
            if word not in told:
                yield f"the list of apps has no {word}"

    def smoke_test(self) -> Iterator[str]:
        """What is asked of every built program."""
        program: list[str | Path] = ["wine", self.place / build_windows.PROGRAM]
        command: list[str | Path] = [
            sys.executable,
            ROOT / "packaging" / "smoke_test.py",
            "--expect-version",
            parts.version(),
            "--",
        ]
        if subprocess.run([*command, *program], env=self.wine.environment, check=False).returncode:
            yield "the installed program does not pass the smoke test"

    def has_a_history(self) -> Iterator[str]:
        """A year of practice at the usual place."""
        year = self.wine.folder / "year.sqlite"
        year.unlink(missing_ok=True)
        for words in (("demo-history", "--years", "1", "-o"), ("history", "restore")):
            code, said = self.hinge(*words, on_windows(year))
            if code:
                yield f"{words[0]} ended with exit code {code}: {said}"
        if not self.history.is_file():
            yield f"no history at {self.history}"

    def upgrade_while_open(self) -> Iterator[str]:
        """The window is open: the installer says so and changes nothing."""
        pipe = subprocess.PIPE  # with less no Python starts under wine
        command: list[str | Path] = ["wine", self.place / build_windows.PROGRAM]
        window = subprocess.Popen(command, env=self.wine.environment, stdin=pipe, stdout=pipe, stderr=pipe)
        try:
            if not _waited(lambda: (self.history.parent / "hinge.lock").exists()):
                yield "the window did not open"
            yield from self._refused(OPEN, "Hinge is open: close it, then start this again.")
        finally:
            self.wine.run("taskkill", "/F", "/IM", build_windows.PROGRAM)
            window.communicate(timeout=WINDOW_LIMIT_S)

    def upgrade_keeps_the_history(self) -> Iterator[str]:
        """The same version again over itself, after a file of it was lost."""
        before = self.history.read_bytes()
        (self.place / "LICENSE").unlink()
        if code := self.wine.run(self.installer, "/S").code:
            yield f"it ended with exit code {code}"
        if not (self.place / "LICENSE").is_file():
            yield "a file that was missing is still missing"
        if self.history.read_bytes() != before:
            yield "the history has changed"
        code, said = self.hinge("history", "check")
        if code or "whole" not in said:
            yield f"the history is not whole: {said}"

    def damaged_download(self) -> Iterator[str]:
        """Half of it, and all of it with one byte changed, leave nothing behind."""
        content = self.installer.read_bytes()
        middle = len(content) // 2
        changed = content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]
        damaged = self.wine.folder / "HingeSetup-damaged.exe"
        for kind, bytes_left in (("half", content[:middle]), ("changed", changed)):
            damaged.write_bytes(bytes_left)
            done = self.wine.run(damaged, "/S", r"/D=C:\Damaged")
            if not done.code or (self.wine.disk / "Damaged").exists():
                yield f"a download that is {kind} ended with exit code {done.code}"
        damaged.unlink()

    def old_windows(self) -> Iterator[str]:
        """Windows 8.1 is told what Hinge needs."""
        self.wine.be("win81")
        try:
            yield from self._refused(OLD_WINDOWS, "Hinge needs Windows 10, version 1809, or a later one")
        finally:
            self.wine.be("win10")

    def full_disk(self) -> Iterator[str]:
        """A disk with 20 MB on it is told how much is needed."""
        if not bootstrap.is_root():
            print("    (a full disk is tried by root only, who may mount one)")
            return
        small, drive = self.wine.folder / "small", self.wine.folder / "prefix" / "dosdevices" / "s:"
        small.mkdir(exist_ok=True)
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=20m", "tmpfs", small], check=True)
        try:
            drive.symlink_to(small)
            yield from self._refused(NO_SPACE, "MB on S:, and 20 MB are free", r"/D=S:\Hinge")
        finally:
            drive.unlink(missing_ok=True)
            subprocess.run(["umount", small], check=True)

    def _refused(self, code: int, sentence: str, *more: str) -> Iterator[str]:
        done = self.wine.run(self.installer, "/S", *more)
        if done.code != code or sentence not in done.complained:
            yield f"it ended with exit code {done.code} and said: {done.complained.strip()}"

    def way_out(self) -> Iterator[str]:
        """The uninstaller takes the program, and leaves the history and what is not Hinge's."""
        before = self.history.read_bytes()
        done = self.wine.run(self.place / "uninstall.exe", "/S")
        if done.code or "Your history and your settings stay in" not in done.said:
            yield f"it ended with exit code {done.code} and said: {done.said}"
        # It goes on from a copy of itself.
        if not _waited(lambda: [path.name for path in self.place.iterdir()] == ["mine.txt"]):
            yield f"{len(list(self.place.rglob('*')))} files are still there"
        if self.entry.exists() or self.wine.registry(UNINSTALL_KEY).strip():
            yield "the Start menu or the list of apps still has it"
        if self.history.read_bytes() != before:
            yield "the history has changed"

    def problems(self) -> list[str]:
        """Everything, one after the other."""
        shutil.rmtree(self.place, ignore_errors=True)
        shutil.rmtree(self.history.parent, ignore_errors=True)
        steps = (
            self.new_over_old, self.smoke_test, self.has_a_history, self.upgrade_while_open,
            self.upgrade_keeps_the_history, self.damaged_download, self.old_windows, self.full_disk, self.way_out,
        )  # fmt: skip
        found = []
        for step in steps:
            name, began = step.__name__.replace("_", " "), time.monotonic()
            try:
                found += [f"{name}: {problem}" for problem in step()]
            except (OSError, subprocess.SubprocessError) as error:
                found.append(f"{name}: {error}")
            print(f"    {time.monotonic() - began:5.0f} s  {name}", flush=True)
        return found


def _waited(happened: Callable[[], bool]) -> bool:
    until = time.monotonic() + WINDOW_LIMIT_S
    while not happened():
        if time.monotonic() > until:
            return False
        time.sleep(0.5)
    return True


def older_installer(wine: Wine) -> Path:
    """An installer of an older version with a file that the newer one has no more."""
    payload = wine.folder / "older"
    (payload / "_internal").mkdir(parents=True, exist_ok=True)
    for name in (build_windows.PROGRAM, "_internal/of-the-older-version.txt"):
        (payload / name).write_bytes(b"older")
    return build_windows.build(payload, wine.folder / "HingeSetup-older.exe", build_windows.STUB_64)


def provide_tools() -> None:
    """Install what is missing, where we may; else say what to install."""
    if missing := missing_tools():
        apt = shutil.which("apt-get")
        if apt is None or not bootstrap.is_root():
            raise WineError(f"this needs wine and what makes installers: apt-get install {' '.join(missing)}")
        bootstrap.install_debian_packages(apt, list(DEBIAN_PACKAGES.values()))


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    parser = argparse.ArgumentParser(description="Build and try the Windows installer under wine.")
    parser.add_argument("--folder", type=Path, default=ROOT / "build" / "wine", help="where it all lies")
    parser.add_argument("--again", action="store_true", help="with the folder that was built there last time")
    options = parser.parse_args(arguments)
    os.environ.pop("HINGE_HOME", None)
    try:
        provide_tools()
        wine = Wine(options.folder.resolve())
        payload = wine.folder / "tree" / "dist" / "hinge-desktop"
        payload = payload if options.again and payload.is_dir() else build_payload(wine)
        target = wine.folder / f"HingeSetup-{parts.version()}.exe"
        installer = build_windows.build(payload, target, build_windows.STUB_64)
        size = sum(path.stat().st_size for path in payload.rglob("*") if path.is_file())
        print(f"{installer}: {installer.stat().st_size / 1e6:.0f} MB, {size / 1e6:.0f} MB installed", flush=True)
        with wine.started(), contextlib.chdir(wine.folder):
            found = Trial(wine, installer, older_installer(wine)).problems()
    except (WineError, build_windows.InstallerError, parts.PartsError, bootstrap.SetUpError) as error:
        found = [str(error)]
    for problem in found:
        print(f"try_windows: {problem}", file=sys.stderr)
    print("try_windows: " + (f"{len(found)} problems" if found else "the installer does what it should, under wine"))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
