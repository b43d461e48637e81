"""``python -m hinge_desktop`` and the command ``hinge-desktop``."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line; without a word the window opens."""
    if len(sys.argv) == 1:
        from hinge_desktop import start  # no parser before the first frame: it takes a tenth of a bare window's time

        return start.run()
    from hinge_desktop.cli import main as run
    from hinge_desktop.console import provide_output

    provide_output()
    return run()


if __name__ == "__main__":
    sys.exit(main())
