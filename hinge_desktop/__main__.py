"""``python -m hinge_desktop`` and the command ``hinge-desktop``."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line."""
    from hinge_desktop.cli import main as run

    return run()


if __name__ == "__main__":
    sys.exit(main())
