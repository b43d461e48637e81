"""A bare Debian beside this one, with an ordinary user and a screen of its own; what ``try_linux.py`` tries things in.

Needs root, ``Xvfb``, ``openbox``, ``xdotool`` and ``import`` (ImageMagick) out here, so that nothing of it is inside,
and ``debootstrap`` or a root already made by it, as a tar file.
"""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

USER, UID = "ann", "1000"
HOME = f"/home/{USER}"
PATH = "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"
RELEASE = "bookworm"
PATIENCE_S = 60.0
SHADES = 200
MOUNTS = Path("/proc/self/mountinfo")
DEVICES = {"null": (1, 3), "zero": (1, 5), "full": (1, 7), "random": (1, 8), "urandom": (1, 9), "tty": (5, 0)}
"""What the bare system has in /dev: nodes of its own, as it is deleted afterwards, and ours must not be."""


class TrialError(Exception):
    """Something was not as it should be; the message says what."""


class Screen:
    """A virtual screen with a window manager, keys and pictures."""

    def __init__(self, number: int, pictures: Path) -> None:
        self.display = f":{number}"
        self._pictures = pictures
        pictures.mkdir(parents=True, exist_ok=True)
        self._environment = {**os.environ, "DISPLAY": self.display}
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self._server = subprocess.Popen(["Xvfb", self.display, "-screen", "0", "1280x800x24"], **quiet)  # type: ignore[call-overload]
        socket = Path(f"/tmp/.X11-unix/X{number}")
        _wait("the screen", socket.exists)
        self._desk = subprocess.Popen(["openbox"], env=self._environment, **quiet)  # type: ignore[call-overload]

    def close(self) -> None:
        """Take the screen away."""
        for process in (self._desk, self._server):
            process.terminate()
            process.wait()

    def _ask(self, *words: str) -> str:
        done = subprocess.run(["xdotool", *words], env=self._environment, capture_output=True, text=True, check=False)
        return done.stdout.strip()

    def wait_for_window(self, name: str = "^Hinge") -> None:
        """Until a window of that name is shown, and has the keyboard."""
        _wait(f"a window named {name}", lambda: self._ask("search", "--onlyvisible", "--name", name))
        window = self._ask("search", "--onlyvisible", "--name", name).split()[0]
        self._ask("windowactivate", "--sync", window)
        _wait("something in the window", self._is_painted)
        time.sleep(2)  # a page is shown; the program may still be loaded behind it

    def _is_painted(self) -> bool:
        """More than an empty window: text and figures have many shades."""
        words = ["import", "-window", "root", "-crop", "1000x600+140+100", "-format", "%k", "info:"]
        done = subprocess.run(words, env=self._environment, capture_output=True, text=True, check=False)
        return done.returncode == 0 and int(done.stdout) > SHADES

    def press(self, *keys: str) -> None:
        """Keys, one after the other, as somebody types them."""
        for key in keys:
            self._ask("key", "--clearmodifiers", key)
            time.sleep(0.25)

    def picture(self, name: str) -> None:
        """Keep what the screen shows."""
        path = self._pictures / f"{name}.png"
        subprocess.run(["import", "-window", "root", str(path)], env=self._environment, check=True)


def _wait(what: str, is_so: object) -> None:
    assert callable(is_so)
    until = time.monotonic() + PATIENCE_S
    while not is_so():
        if time.monotonic() > until:
            raise TrialError(f"waited {PATIENCE_S:.0f} s in vain for {what}")
        time.sleep(0.2)


def mounted_below(folder: Path, mountinfo: str) -> list[str]:
    """Every mount point in ``folder`` and below, the innermost first.

    ``mountinfo`` is what /proc/self/mountinfo says (proc_pid_mountinfo(5)): the fifth word of a line is the place, in
    which a space, a tab, a new line and a backslash are written as a backslash and three octal digits.
    """
    inside = os.path.realpath(folder)
    places = []
    for line in mountinfo.splitlines():
        place = line.split(" ")[4]
        for sign in " \t\n\\":
            place = place.replace(f"\\{ord(sign):03o}", sign)
        if place == inside or place.startswith(inside + "/"):
            places.append(place)
    return sorted(places, key=len, reverse=True)


def take_away(folder: Path, mounts: Path = MOUNTS) -> str:
    """Unmount what is mounted in ``folder``, then delete it; a sentence when it was left, else empty.

    Nothing is deleted as long as anything is mounted in there: it might be the host's.
    """
    for command in (["umount"], ["umount", "--lazy"]):
        for place in mounted_below(folder, mounts.read_text(encoding="utf-8", errors="surrogateescape")):
            subprocess.run([*command, place], stderr=subprocess.DEVNULL, check=False)
    if left := mounted_below(folder, mounts.read_text(encoding="utf-8", errors="surrogateescape")):
        return f"{folder} is left as it is, because {left[0]} is still mounted: unmount that, then delete the folder"
    try:
        shutil.rmtree(folder)
    except OSError as error:
        return f"{folder} could not be deleted whole ({error})"
    return ""


def make_devices(folder: Path) -> None:
    """The few devices that programs ask for, and a folder for shared memory, in place of all that was in ``folder``."""
    if folder.exists():
        shutil.rmtree(folder)  # refuses a link, which might lead to ours
    folder.mkdir()
    for name, (major, minor) in DEVICES.items():
        node = folder / name
        os.mknod(node, stat.S_IFCHR, os.makedev(major, minor))
        node.chmod(0o666)
    for name, target in {"fd": "fd", "stdin": "fd/0", "stdout": "fd/1", "stderr": "fd/2"}.items():
        (folder / name).symlink_to(f"/proc/self/{target}")
    (folder / "shm").mkdir()
    (folder / "shm").chmod(0o1777)


@contextmanager
def bare_system(tar: Path | None) -> Iterator[Bare]:
    """A bare system for as long as it is needed; taken away, or what is left of it told, however that ends."""
    folder = Path(tempfile.mkdtemp(prefix="hinge-bare-"))
    try:
        yield Bare(folder, tar)
    finally:
        if left := take_away(folder):
            print(f"bare_linux: {left}", file=sys.stderr)


class Bare:
    """The bare system: commands in it, as root or as the user. ``bare_system`` makes one and takes it away."""

    def __init__(self, folder: Path, tar: Path | None) -> None:
        self.root = folder / "system"
        self.root.mkdir(parents=True)
        if tar is None:
            subprocess.run(["debootstrap", "--variant=minbase", RELEASE, str(self.root)], check=True)
        else:
            subprocess.run(["tar", "-C", str(self.root), "-xf", str(tar)], check=True)
        make_devices(self.root / "dev")
        subprocess.run(["mount", "-t", "proc", "proc", str(self.root / "proc")], check=True)
        self.must(": </dev/zero && : >/dev/null")
        self.must("apt-get update -qq")
        self.must("apt-get purge -y -qq 'python3*' 'libpython3*' >/dev/null 2>&1 || true")
        self.must(f"useradd -m -u {UID} -s /bin/sh {USER} && mkdir -p /run/user/{UID} && chown {UID} /run/user/{UID}")

    def start(self, command: str, *, user: bool = False, display: str = "") -> subprocess.Popen[str]:
        """Start a command inside, with nothing of our own environment."""
        words = ["chroot", *(["--userspec", f"{UID}:{UID}"] if user else []), str(self.root), "/usr/bin/env", "-i"]
        words += [f"PATH={PATH}", "LANG=C.UTF-8", "DEBIAN_FRONTEND=noninteractive"]
        if user:
            words += [f"HOME={HOME}", f"USER={USER}", f"XDG_RUNTIME_DIR=/run/user/{UID}"]
        if display:
            words += [f"DISPLAY={display}", "XDG_SESSION_TYPE=x11"]
        words += ["/bin/sh", "-c", f"cd ~ 2>/dev/null; {command}"]
        return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def run(self, command: str, *, user: bool = False) -> tuple[int, str]:
        """Run a command inside; its exit code and all that it said."""
        process = self.start(command, user=user)
        said, _ = process.communicate()
        return process.returncode, said.strip()

    def must(self, command: str, *, user: bool = False) -> str:
        """Run a command inside that has to go well; what it said.

        Raises:
            TrialError: it did not.
        """
        code, said = self.run(command, user=user)
        if code:
            raise TrialError(f"{command}: exit code {code}\n{said}")
        return said

    def take(self, file: Path) -> str:
        """Copy a file to where the user finds it; its path inside."""
        place = self.root / "home" / USER / "Downloads"
        place.mkdir(exist_ok=True)
        shutil.copy(file, place)
        return f"{HOME}/Downloads/{file.name}"

    def size_mb(self) -> float:
        """How much room the whole system takes."""
        done = subprocess.run(["du", "-sxk", str(self.root)], capture_output=True, text=True, check=False)
        return int(done.stdout.split()[0]) / 1024

    def files(self) -> set[str]:
        """Every file of the home."""
        home = self.root / HOME[1:]
        return {path.relative_to(home).as_posix() for path in home.rglob("*") if not path.is_dir() or path.is_symlink()}


def require(programs: Sequence[str]) -> None:
    """Make sure that what is used out here is here.

    Raises:
        TrialError: one is missing, or we are not root.
    """
    missing = [program for program in programs if shutil.which(program) is None]
    if missing:
        raise TrialError(f"install {', '.join(missing)} first")
    if os.geteuid() != 0:
        raise TrialError("a bare system can only be set up by root")
