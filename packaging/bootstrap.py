"""What ``./hinge run`` and ``./hinge test`` do: set everything up, then start the program or pass the tests.

Only the standard library, because it runs before anything is installed. Setting up means, each only when needed:

1. the system libraries that Qt loads (installed where we are root on a Debian-family system, else named in one
   sentence with the exact command);
2. ``.venv`` with the requirements of ``requirements.lock``, every file checked against its hash, and the project
   itself, editable. A stamp in ``.venv`` says what was installed; while it fits, nothing is fetched;
3. the compiled resources;
4. for the tests also the judges of ``judges.lock``: engines of others that our numbers are compared with.

Where packages come from is pip's own configuration on this computer; nothing here names a registry.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import shlex
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WINDOWS = os.name == "nt"
TOUR_FOLDER = "hinge-tour"
USAGE = "use ./hinge run to start the program, or ./hinge test to check everything"


class SetUpError(Exception):
    """Setting up cannot go on; the message is one sentence for the user."""


# ------------------------------------------------------------------------------------------- system libraries


@dataclass(frozen=True)
class Library:
    """A shared library that Qt loads from the system.

    Attributes:
        soname: what the loader asks for.
        package: the Debian package that brings it (its t64 name is found where it was renamed).
        need: "always", "window" (only with a display) or "sound" (silence is survived).
    """

    soname: str
    package: str
    need: str


LIBRARIES = (
    Library("libGL.so.1", "libgl1", "always"),
    Library("libEGL.so.1", "libegl1", "always"),
    Library("libglib-2.0.so.0", "libglib2.0-0", "always"),
    Library("libdbus-1.so.3", "libdbus-1-3", "always"),
    Library("libfontconfig.so.1", "libfontconfig1", "always"),
    Library("libxkbcommon.so.0", "libxkbcommon0", "always"),
    Library("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", "window"),
    Library("libxcb-cursor.so.0", "libxcb-cursor0", "window"),
    Library("libxcb-icccm.so.4", "libxcb-icccm4", "window"),
    Library("libxcb-keysyms.so.1", "libxcb-keysyms1", "window"),
    Library("libxcb-shape.so.0", "libxcb-shape0", "window"),
    Library("libpulse.so.0", "libpulse0", "sound"),
    Library("libasound.so.2", "libasound2", "sound"),
    Library("libXrandr.so.2", "libxrandr2", "sound"),  # QtMultimedia's ffmpeg plugin is linked against it
)


def missing_libraries(libraries: Sequence[Library] = LIBRARIES) -> tuple[Library, ...]:
    """Those that the loader does not find; none anywhere but on Linux."""
    if not sys.platform.startswith("linux"):
        return ()
    return tuple(library for library in libraries if not _loads(library.soname))


def _loads(soname: str) -> bool:
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def provide_libraries(display: bool) -> None:
    """Install the missing system libraries, or say what to do.

    Args:
        display: a real window will be opened.

    Raises:
        SetUpError: something needed is missing and we may not install it.
    """
    missing = missing_libraries()
    if not missing:
        return
    apt = shutil.which("apt-get")
    if apt is not None and is_root():
        install_debian_packages(apt, [library.package for library in missing])
        missing = missing_libraries()
    needed = [item for item in missing if item.need == "always" or (item.need == "window" and display)]
    if needed:
        raise SetUpError(advice(missing, apt is not None))  # all of it, so that one command is enough
    if missing and display:
        tell(advice(missing, apt is not None) + " (going on without)")


def is_root() -> bool:
    """Whether we may install system packages."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def advice(missing: Sequence[Library], debian: bool) -> str:
    """One sentence that says what to install, with the exact command where we know it."""
    if debian:
        packages = " ".join(present_name(library.package) for library in missing)
        return (
            "this computer lacks some system libraries, run: "
            f"sudo apt-get install -y --no-install-recommends {packages}; then the same command again"
        )
    sonames = ", ".join(library.soname for library in missing)
    return f"this computer lacks some system libraries, install the packages that bring {sonames}; then try again"


def present_name(package: str) -> str:
    """The name of a Debian package on this system: since 2024 some end in t64."""
    renamed = f"{package}t64"
    known = subprocess.run(["apt-cache", "show", renamed], capture_output=True, check=False).returncode == 0
    return renamed if known else package


def install_debian_packages(apt: str, packages: Sequence[str]) -> None:
    """Install packages without asking anything.

    Raises:
        SetUpError: apt-get could not.
    """
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    with tempfile.TemporaryFile() as log:
        updated = subprocess.run([apt, "update"], env=quiet, stdout=log, stderr=log, check=False)
        names = [present_name(package) for package in packages]
        tell(f"installing the system packages {' '.join(names)}")
        command = [apt, "install", "-y", "--no-install-recommends", *names]
        done = subprocess.run(command, env=quiet, stdout=log, stderr=log, check=False)
        if updated.returncode or done.returncode:
            log.seek(0)
            sys.stderr.write(log.read().decode(errors="replace"))
        if done.returncode:
            raise SetUpError(f"the system packages could not be installed; try yourself: {shlex.join(command)}")


# --------------------------------------------------------------------------------------- Python's environment


def venv_folder() -> Path:
    """Where the environment is made."""
    return ROOT / ".venv"


def venv_program(name: str) -> Path:
    """A program of the environment, e.g. ``python``."""
    return venv_folder() / ("Scripts" if WINDOWS else "bin") / (f"{name}.exe" if WINDOWS else name)


def stamp() -> str:
    """What the environment must be made from: it is made anew when any of it changes."""
    digest = hashlib.sha256()
    for name in ("requirements.lock", "pyproject.toml"):
        digest.update((ROOT / name).read_bytes())
    digest.update(f"{sys.version_info[:2]} {sysconfig.get_platform()} {ROOT}".encode())
    return digest.hexdigest()


def provide_environment(environment: Mapping[str, str]) -> None:
    """Make ``.venv`` as ``requirements.lock`` says, unless it already is.

    Raises:
        SetUpError: Python cannot make one, or a requirement cannot be had.
    """
    stamp_file = venv_folder() / "hinge-stamp"
    wanted = stamp()
    if stamp_file.is_file() and stamp_file.read_text(encoding="utf-8") == wanted and venv_program("python").is_file():
        return
    stamp_file.unlink(missing_ok=True)
    if not _usable():
        tell("making .venv")
        _call([sys.executable, "-m", "venv", "--clear", venv_folder()], environment, "make .venv")
    tell("installing the requirements (the first time this takes a minute)")
    _call([*_pip(), *_locked("requirements.lock")], environment, "install the requirements")
    editable: list[str | Path] = ["--no-build-isolation", "--no-deps", "--no-index", "--editable", ROOT]
    _call([*_pip(), *editable], environment, "install Hinge into .venv")
    stamp_file.write_text(wanted, encoding="utf-8")


def provide_judges(environment: Mapping[str, str]) -> None:
    """Install what only the tests compare with into ``.venv``, as ``judges.lock`` says, unless it already is.

    Raises:
        SetUpError: a judge cannot be had.
    """
    stamp_file = venv_folder() / "judges-stamp"
    wanted = hashlib.sha256(stamp().encode() + (ROOT / "judges.lock").read_bytes()).hexdigest()
    if stamp_file.is_file() and stamp_file.read_text(encoding="utf-8") == wanted:
        return
    tell("installing what the tests compare our numbers with (the first time this takes a minute)")
    _call([*_pip(), *_locked("judges.lock")], environment, "install the judges")
    stamp_file.write_text(wanted, encoding="utf-8")


def _pip() -> list[str | Path]:
    return [venv_program("python"), "-m", "pip", "--disable-pip-version-check", "install", "-qq"]


def _locked(lock: str) -> list[str | Path]:
    return ["--require-hashes", "--only-binary", ":all:", "--requirement", ROOT / lock]


def _usable() -> bool:
    """Whether .venv has a Python of our version that starts (a system upgrade may have taken it away)."""
    question = f"import pip, sys; sys.exit(sys.version_info[:2] != {sys.version_info[:2]!r})"
    try:
        return (
            subprocess.run([venv_program("python"), "-c", question], capture_output=True, check=False).returncode == 0
        )
    except OSError:
        return False


def _call(command: Sequence[str | Path], environment: Mapping[str, str], doing: str) -> None:
    if subprocess.run(command, env=environment, cwd=ROOT, check=False).returncode:
        raise SetUpError(f"could not {doing}; what went before says why")


def child_environment() -> dict[str, str]:
    """The environment of everything we start: the user's own, made fit for a bare system."""
    environment = dict(os.environ)
    for name in ("PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV"):
        environment.pop(name, None)
    environment["PIP_USER"] = "0"  # a user's `user = true` would refuse to install into .venv
    if not environment.get("HOME") and not WINDOWS:
        try:
            environment["HOME"] = str(Path.home())
        except RuntimeError:  # not even the system's list of users knows us
            environment["HOME"] = tempfile.gettempdir()
    return environment


# ------------------------------------------------------------------------------------------------ the two words


def has_display() -> bool:
    """Whether a window can be shown: always on Windows and macOS, elsewhere when a display server is named."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def run(arguments: Sequence[str]) -> int:
    """Start the program; without a display make the tour instead. Returns the program's exit code."""
    display = has_display()
    environment = set_up(display)
    program = venv_program("hinge-desktop")
    if not display and not arguments:
        tell(f"there is no display here, so Hinge makes its tour instead: pictures of every screen in {TOUR_FOLDER}/")
        arguments = ["tour", "-o", TOUR_FOLDER]
        environment["QT_QPA_PLATFORM"] = "offscreen"
    return subprocess.run([program, *arguments], env=environment, check=False).returncode


CHECKS = (
    ("ruff check", ("-m", "ruff", "check")),
    ("ruff format", ("-m", "ruff", "format", "--check")),
    ("mypy --strict", ("-m", "mypy", "--strict")),
    ("import contracts", ("-c", "import sys; from importlinter.cli import lint_imports_command as l; sys.exit(l())")),
)
"""What looks at the source before the tests run: headline and arguments of the environment's Python."""

SIDE_BY_SIDE = ("--numprocesses", "auto", "--maxprocesses", "8", "--dist", "loadfile", "--no-loadscope-reorder")
"""The tests in one process a core. A file's tests stay together, for they share what they set up, and the files in
their order: the long ones do not come last."""


def test(arguments: Sequence[str]) -> int:
    """Check the source, then run the tests; all of it runs, and the first failure is the exit code."""
    environment = set_up(display=False)
    provide_judges(environment)
    if sys.platform.startswith("linux"):
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")  # no test opens a window on the user's screen
    python = venv_program("python")
    failed: list[str] = []
    code = 0
    for headline, command in CHECKS:
        print(f"== {headline}", flush=True)
        done = subprocess.run([python, *command], env=environment, cwd=ROOT, check=False).returncode
        if done:
            failed.append(headline)
            code = code or done
    if failed:
        print(f"== NOT PASSED so far: {', '.join(failed)} (the tests run all the same)", flush=True)
    print("== pytest", flush=True)
    tests: list[str | Path] = [python, "-m", "pytest", *SIDE_BY_SIDE, *arguments]
    done = subprocess.run(tests, env=environment, cwd=ROOT, check=False).returncode
    return code or done


def set_up(display: bool) -> dict[str, str]:
    """Do what is missing; returns the environment for what is started next."""
    provide_libraries(display)
    environment = child_environment()
    provide_environment(environment)
    command = [venv_program("python"), ROOT / "packaging" / "compile_resources.py"]
    _call(command, environment, "compile the resources")
    return environment


def tell(sentence: str) -> None:
    """Say something to the user, beside the program's own output."""
    print(f"hinge: {sentence}", file=sys.stderr, flush=True)


def main(words: Sequence[str]) -> int:
    """Run the command line; returns the exit code."""
    if not words or words[0] not in ("run", "test"):
        tell(f"{'no command given' if not words else f'unknown command {words[0]!r}'}: {USAGE}")
        return 2
    try:
        return run(words[1:]) if words[0] == "run" else test(words[1:])
    except SetUpError as error:
        tell(f"{error}.")
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
