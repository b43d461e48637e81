"""Install the system libraries that Qt loads, for a computer that only builds or tests: a runner, a container.

::

    python packaging/install_libraries.py [PACKAGE...]

On Debian and its family, with ``sudo`` where we are not root; the Debian packages that are named are installed as well.
Elsewhere there is nothing to install. What is here already is not touched. A user is asked by ``./hinge`` instead.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence

import bootstrap


def commands(packages: Sequence[str], root: bool) -> list[list[str]]:
    """What has to be run to install Debian packages; nothing for none."""
    if not packages:
        return []
    before = [] if root else ["sudo"]
    return [
        [*before, "apt-get", "update", "-qq"],
        [*before, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "-y", "-qq", "-o", "Dpkg::Use-Pty=0",
         "--no-install-recommends", *packages],
    ]  # fmt: skip


def main(arguments: Sequence[str]) -> int:
    """Run the command line; returns the exit code."""
    if not sys.platform.startswith("linux"):
        print("install_libraries: nothing is missing, this system brings what Qt loads")
        return 0
    if shutil.which("apt-get") is None:
        print("install_libraries: this system has no apt-get; ./hinge test names what is missing", file=sys.stderr)
        return 1
    missing = [bootstrap.present_name(library.package) for library in bootstrap.missing_libraries()]
    for command in commands([*missing, *arguments], bootstrap.is_root()):
        done = subprocess.run(command, env=dict(os.environ), check=False).returncode
        if done:
            print(f"install_libraries: {' '.join(command)} ended with {done}", file=sys.stderr)
            return done
    print(f"install_libraries: installed {' '.join([*missing, *arguments]) or 'nothing, all is here'}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
