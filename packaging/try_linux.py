"""Try a Linux package as somebody would who has just got it, in a bare Debian 12.

::

    sudo .venv/bin/python packaging/try_linux.py dist/hinge-desktop_*.deb [--newer FILE] [--root TAR]
    sudo .venv/bin/python packaging/try_linux.py dist/hinge-desktop-*.run [--newer FILE] [--root TAR]

Install it, start it by its menu entry's command as an ordinary user, go through the first steps and do a first exercise
by keyboard, close it, find the history after a restart, install ``--newer`` over it, remove it, and find nothing left
but what was practised. A ``.run`` also has to say one clear sentence for each thing that can hinder it. The pictures in
``build/trial`` are there to be looked at. Takes some minutes; what it needs stands in ``bare_linux.py``.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import dependencies
import parts
from bare_linux import HOME, Bare, Screen, TrialError, bare_system, require
from smoke_test import EXPECTED

PROGRAMS = ("Xvfb", "openbox", "xdotool", "import", "chroot", "mount")
FIRST_HINGE_S = 90.0
MANY_QUESTIONS = 30
"""At least as many as there are safety questions: a key too many does nothing."""
KEPT = re.compile(r"\.local/share/Hinge/|\.config/Hinge/|\.cache/|Downloads/|history\.json$")
"""What may be found in the home after Hinge was removed; the caches are those of the log and of the fonts."""


def tell(sentence: str) -> None:
    """Say how far it is."""
    print(f"try_linux: {sentence}", flush=True)


def expect(what: str, is_so: bool, said: str = "") -> None:
    """Go on only if something is as it should be.

    Raises:
        TrialError: it is not.
    """
    if not is_so:
        raise TrialError(f"not so: {what}\n{said}".strip())
    tell(f"ok: {what}")


class Trial:
    """One package in one bare system."""

    def __init__(self, bare: Bare, screen: Screen, entry: str) -> None:
        self._bare, self._screen, self._entry = bare, screen, entry

    def command(self) -> str:
        """What the menu starts."""
        lines = (self._bare.root / self._entry.lstrip("/")).read_text(encoding="utf-8").splitlines()
        return next(line.removeprefix("Exec=") for line in lines if line.startswith("Exec="))

    def use(self, name: str, do: Callable[[], None]) -> None:
        """Start the program by its menu entry, do something, close it by the window manager's key."""
        process = self._bare.start(f"exec {self.command()}", user=True, display=self._screen.display)
        try:
            self._screen.wait_for_window()
            self._screen.picture(f"{name}-begin")
            do()
            self._screen.picture(f"{name}-end")
            self._screen.press("alt+F4")
            said, _ = process.communicate(timeout=30)
        except BaseException:
            self._screen.picture(f"{name}-trouble")
            process.kill()
            raise
        strange = "\n".join(line for line in said.splitlines() if not EXPECTED.search(line))
        expect(f"{name}: it ends well and prints nothing", process.returncode == 0 and not strange, strange)

    def first_steps_and_first_hinge(self) -> None:
        """From the welcome to the finish card and on to Today, by keys alone."""
        screen = self._screen
        screen.press("1", "Tab", "Tab", "Return", "Return")  # kilograms; what this is
        screen.press(*["n"] * MANY_QUESTIONS)
        screen.picture("questions")
        screen.press("Return", "Return")
        screen.press("1", "Return")  # pain now
        screen.picture("kit")
        screen.press("Return")
        screen.press("Tab", "Tab", "Tab", "Tab", "Return")  # past the sounds
        screen.picture("first-hinge")
        screen.press("Return")
        time.sleep(20)
        screen.picture("work")
        time.sleep(FIRST_HINGE_S - 20)
        screen.picture("finish")
        screen.press("1", "Return", "1", "Return", "3", "Return", "1", "Return", "y", "Return", "n", "Return")
        screen.press("ctrl+Return")

    def look_around(self) -> None:
        """Every page that a history changes, once the history is read."""
        time.sleep(8)
        for key, name in (("ctrl+2", "library"), ("ctrl+3", "progress"), ("ctrl+4", "settings"), ("ctrl+1", "today")):
            self._screen.press(key)
            time.sleep(2)
            self._screen.picture(name)

    def sessions(self) -> int:
        """How many sessions the history holds, told by the installed program."""
        command = self.command()
        tell(self._bare.must(f"{command} history check", user=True))
        self._bare.must(f"rm -f history.json; {command} history export -o history.json", user=True)
        kept = json.loads((self._bare.root / HOME[1:] / "history.json").read_text(encoding="utf-8"))
        return len(kept["sessions"])

    def live(self) -> None:
        """The first day and the next start."""
        tell(self._bare.must(f"{self.command()} --version", user=True))
        self.use("first-day", self.first_steps_and_first_hinge)
        expect("the first exercise is in the history", self.sessions() == 1)
        self.use("next-start", self.look_around)
        expect("it is there after a restart", self.sessions() == 1)

    def after_upgrade(self) -> None:
        """The newer version has the same history."""
        tell(self._bare.must(f"{self.command()} --version", user=True))
        self.use("upgraded", self.look_around)
        expect("the history is there after the upgrade", self.sessions() == 1)

    def nothing_left(self, said: str, before: set[str]) -> None:
        """After removal only what was practised is left, and it was said where."""
        expect("removing it says where what was practised is", "share/Hinge" in said, said)
        left = sorted(name for name in self._bare.files() - before if not KEPT.match(name))
        expect("nothing is left in the home but what was practised", not left, "\n".join(left))
        history = ".local/share/Hinge/history.sqlite"
        expect("the history is still there", history in self._bare.files())


def try_deb(bare: Bare, screen: Screen, package: Path, newer: Path | None) -> None:
    """The Debian package: installed by apt, with nothing but what it declares."""
    before, size = bare.files(), bare.size_mb()
    began = time.monotonic()
    inside = bare.take(package)
    tell(f"apt install {package.name} ({package.stat().st_size / 1e6:.1f} MB)")
    bare.must(f"apt-get install -y {inside}")
    took, mine = time.monotonic() - began, float(bare.must("dpkg-query -W -f '${Installed-Size}' hinge-desktop")) / 1024
    tell(
        f"installed in {took:.0f} s; the system grew by {bare.size_mb() - size:.0f} MB, {mine:.0f} MB of it Hinge's own"
    )
    trial = Trial(bare, screen, "/usr/share/applications/org.hinge.desktop.desktop")
    trial.live()
    if newer is not None:
        bare.must(f"apt-get install -y {bare.take(newer)}")
        trial.after_upgrade()
    expect("every file is as it was installed", not bare.must("dpkg --verify hinge-desktop"))
    mine_files = bare.must("dpkg -L hinge-desktop").splitlines()
    said = bare.must("apt-get remove -y hinge-desktop")
    left = [name for name in mine_files if not (bare.root / name[1:]).is_dir() and (bare.root / name[1:]).exists()]
    left += [name for name in mine_files if "hinge-desktop" in name and (bare.root / name[1:]).exists()]
    expect("no file of the package is left on the system", not left, "\n".join(left))
    trial.nothing_left(said, before)


def try_run(bare: Bare, screen: Screen, package: Path, newer: Path | None) -> None:
    """The installer for any Linux, by an ordinary user; first everything that can hinder it."""
    inside = bare.take(package)
    before = bare.files()
    hindrances(bare, inside)
    needed = " ".join(f"'{name.partition(' ')[0]}'" for name in dependencies.of_folder(dependencies.FOLDER).needed)
    bare.must(f"apt-get install -y --no-install-recommends {needed}")
    began = time.monotonic()
    tell(bare.must(f"sh {inside}", user=True))
    tell(f"installed in {time.monotonic() - began:.1f} s")
    trial = Trial(bare, screen, f"{HOME}/.local/share/applications/org.hinge.desktop.desktop")
    trial.live()
    if newer is not None:
        tell(bare.must(f"sh {bare.take(newer)}", user=True))
        trial.after_upgrade()
    trial.nothing_left(bare.must(f"sh {inside} --uninstall", user=True), before)


def hindrances(bare: Bare, inside: str) -> None:
    """One clear sentence for each thing that can go wrong, and nothing is left behind."""
    before = bare.files()
    cut, changed = f"{HOME}/Downloads/cut.run", f"{HOME}/Downloads/changed.run"
    bare.must(f"head -c 9000000 {inside} >{cut}; cp {inside} {changed}; chmod 644 {HOME}/Downloads/*")
    bare.must(f"printf damage | dd of={changed} bs=1 seek=20000000 conv=notrunc 2>/dev/null")
    bare.must("mkdir -p /opt/old /mnt/small /mnt/locked && mount -t tmpfs -o size=20m,mode=777 small /mnt/small")
    old = '#!/bin/sh\\necho "glibc 2.31"\\n'
    bare.must(f"printf '{old}' >/opt/old/getconf; chmod 755 /opt/old/getconf")
    cases = {
        f"sh {cut}": "not whole (it ends too early)",
        f"sh {changed}": "not whole (its checksum differs)",
        f"PATH=/opt/old:$PATH sh {inside}": "too old: it has glibc 2.31",
        f"sh {inside}": "has no OpenGL library: run sudo apt install",
    }
    for command, words in cases.items():
        _hindered(bare, command, words)
    bare.must(
        "apt-get install -y --no-install-recommends "
        + " ".join(name.partition(" ")[0] for name in dependencies.of_folder(dependencies.FOLDER).needed)
    )
    cases = {
        f"sh {inside} --folder /mnt/small/Hinge": "not enough room in /mnt/small",
        f"HOME=/mnt/locked sh {inside}": "/mnt/locked cannot be written",
        f"sh {inside} --folder /usr/lib": "cannot be written",
    }
    for command, words in cases.items():
        _hindered(bare, command, words)
    bare.must("umount /mnt/small")
    bare.must(f"rm {cut} {changed}")
    expect("none of them left anything behind", bare.files() == before, str(bare.files() - before))


def _hindered(bare: Bare, command: str, words: str) -> None:
    code, said = bare.run(command, user=True)
    one = len(said.splitlines()) == 1
    expect(f"{words}: {said!r}", code == 1 and words in said and one, said)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    parser = argparse.ArgumentParser(description="Try a Linux package in a bare Debian 12, as root.")
    parser.add_argument("package", type=Path, help="a .deb or a .run")
    parser.add_argument("--newer", type=Path, help="the same with a higher version, to install over it")
    parser.add_argument("--root", type=Path, metavar="TAR", help="a bare system as a tar file (default: debootstrap)")
    parser.add_argument("--display", type=int, default=87, metavar="N", help="number of the virtual screen")
    options = parser.parse_args(arguments)
    try:
        require([*PROGRAMS, *([] if options.root else ["debootstrap"])])
        pictures = parts.ROOT / "build" / "trial" / options.package.suffix[1:]
        screen = Screen(options.display, pictures)
        try:
            with bare_system(options.root) as bare:
                attempt = try_deb if options.package.suffix == ".deb" else try_run
                attempt(bare, screen, options.package, options.newer)
        finally:
            screen.close()
    except (TrialError, OSError, subprocess.SubprocessError) as error:
        print(f"try_linux: {error}", file=sys.stderr)
        return 1
    tell(f"all is as it should be; look at the pictures in {pictures}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
