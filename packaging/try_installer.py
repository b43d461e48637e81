"""Install a package as a user would, let the smoke test look at the program, and take it away again.

::

    python packaging/try_installer.py PACKAGE

``PACKAGE`` is a ``.deb`` (with ``sudo`` where we are not root), a ``.run``, a Windows installer or a macOS disk image,
tried on the system that it is for. It is installed without a question, must pass ``smoke_test.py``, and must leave
nothing of the program behind. On a computer that somebody uses this would replace their Hinge: it is for runners and
containers. ``dist/*.deb`` may be written, the one file of that name is meant. Only the standard library.
"""

from __future__ import annotations

import argparse
import glob
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import bootstrap
import parts
import smoke_test

TIME_LIMIT_S = 600


class TrialError(Exception):
    """The package cannot be tried, or did not pass; the message is one sentence."""


@dataclass(frozen=True)
class Trial:
    """How a package is installed and removed.

    Attributes:
        install: the commands that install it.
        program: what starts Hinge then.
        remove: the commands that remove it.
        gone: what must not be there afterwards.
        environment: what the commands are given besides.
    """

    install: Sequence[Sequence[str | Path]]
    program: Path
    remove: Sequence[Sequence[str | Path]]
    gone: Path
    environment: dict[str, str] = field(default_factory=dict)


def trial(package: Path, scratch: Path) -> Trial:
    """What is done with a package.

    Args:
        scratch: an empty folder, which becomes the home of who installs, where a package asks for one.

    Raises:
        TrialError: this is no package that can be tried here.
    """
    suffix = package.suffix
    if suffix == ".deb" and sys.platform.startswith("linux"):
        before = [] if bootstrap.is_root() else ["sudo"]
        apt = [*before, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-y", "-qq"]
        return Trial(
            [[*apt, "install", "--no-install-recommends", package.resolve()]],
            Path("/usr/bin/hinge-desktop"),
            [[*apt, "purge", "hinge-desktop"]],
            Path("/usr/lib/hinge-desktop"),
        )
    if suffix == ".run" and sys.platform.startswith("linux"):
        share = scratch / ".local" / "share"
        return Trial(
            [["sh", package.resolve(), "--check"], ["sh", package.resolve()]],
            scratch / ".local" / "bin" / "hinge-desktop",
            [["sh", package.resolve(), "--uninstall"]],
            share / "hinge-desktop",
            {"HOME": str(scratch), "XDG_DATA_HOME": str(share)},
        )
    if suffix == ".exe" and sys.platform == "win32":
        place = Path(os.environ["LOCALAPPDATA"]) / "Programs" / "Hinge"
        # With _?= the uninstaller runs where it lies, and so is over when its command is.
        return Trial(
            [[package.resolve(), "/S"]],
            place / "hinge-desktop.exe",
            [[place / "uninstall.exe", "/S", f"_?={place}"]],
            place / "hinge-desktop.exe",
        )
    if suffix == ".dmg" and sys.platform == "darwin":
        place = scratch / "image"
        return Trial(
            [["hdiutil", "attach", "-nobrowse", "-readonly", "-mountpoint", place, package.resolve()]],
            place / "Hinge.app" / "Contents" / "MacOS" / "hinge-desktop",
            [["hdiutil", "detach", place]],
            place / "Hinge.app",
        )
    raise TrialError(f"{package.name} cannot be tried on this system: it is for another, or no package")


def only_one(pattern: str) -> Path:
    """The one file that a name or a pattern means; a shell of Windows leaves patterns to the program.

    Raises:
        TrialError: there is none, or there are several.
    """
    found = sorted(glob.glob(pattern))  # noqa: PTH207 a pattern may be absolute
    if len(found) != 1:
        raise TrialError(f"{pattern} means {len(found)} files, not one: name the package itself")
    return Path(found[0])


def carry_out(made: Trial) -> None:
    """Install, try and remove.

    Raises:
        TrialError: any of it did not go well; what was installed is removed all the same.
    """
    _run(made.install, made.environment, "install")
    try:
        passed = smoke_test.main(["--expect-version", parts.version(), "--", str(made.program)]) == 0
    finally:
        _run(made.remove, made.environment, "remove")
    if not passed:
        raise TrialError("the installed program does not pass its smoke test; see above")
    if made.gone.exists():
        raise TrialError(f"{made.gone} is still there after it was removed")


def _run(commands: Sequence[Sequence[str | Path]], more: dict[str, str], doing: str) -> None:
    for command in commands:
        try:
            done = subprocess.run(command, env={**os.environ, **more}, check=False, timeout=TIME_LIMIT_S).returncode
        except (OSError, subprocess.TimeoutExpired) as error:
            raise TrialError(f"it could not {doing}: {error}") from None
        if done:
            raise TrialError(f"it could not {doing}: {' '.join(map(str, command))} ended with {done}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    parser = argparse.ArgumentParser(description="Install a package, try the program, and take it away again.")
    parser.add_argument("package", help="e.g. dist/hinge-desktop_1.2.3_amd64.deb, or dist/*.deb")
    options = parser.parse_args(arguments)
    try:
        package = only_one(options.package)
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
            carry_out(trial(package, Path(scratch)))
    except (TrialError, parts.PartsError) as error:
        print(f"try_installer: {error}", file=sys.stderr)
        return 1
    print(f"try_installer: {package.name} installs, runs and goes again")
    return 0


if __name__ == "__main__":
    sys.exit(main())
