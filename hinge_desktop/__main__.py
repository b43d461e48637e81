"""``python -m hinge_desktop`` and the command ``hinge-desktop``."""

from __future__ import annotations

import signal
import sys


def main() -> int:
    """Run the command line; without a word the window opens."""
    try:
        return _run()
    except ImportError as error:  # Qt asks for libraries of the system
        from hinge_desktop.display import library_missing

        sentence = library_missing(error)
        if not sentence:
            raise
        print(f"hinge-desktop: {sentence}", file=sys.stderr)
        return 1


def _run() -> int:
    if len(sys.argv) == 1:
        # Nothing is open yet that would have to be closed: Ctrl+C just ends it, unless who started it does not wish so.
        # ``farewell`` takes over.
        if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
            signal.signal(signal.SIGINT, signal.SIG_DFL)
        from hinge_desktop import start  # no parser before the first frame: it takes a tenth of a bare window's time

        return start.run()
    from hinge_desktop.cli import main as run
    from hinge_desktop.console import provide_output

    provide_output()
    return run()


if __name__ == "__main__":
    sys.exit(main())
