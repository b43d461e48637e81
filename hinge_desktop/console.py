"""Where words go that a program without a console prints: into the terminal it was started from, if there is one."""

from __future__ import annotations

import os
import sys


def provide_output() -> None:
    """Give ``print`` somewhere to go. On Windows a program with a window of its own has no standard output."""
    if sys.stdout is not None and sys.stderr is not None:
        return
    place = os.devnull
    if sys.platform == "win32":
        import ctypes

        if ctypes.windll.kernel32.AttachConsole(-1):  # of who started it
            place = "CONOUT$"
    # Kept open until the end: they are the program's standard output from here on.
    if sys.stdout is None:
        sys.stdout = open(place, "w", encoding="utf-8", errors="replace", buffering=1)  # noqa: PTH123, SIM115
    if sys.stderr is None:
        sys.stderr = open(place, "w", encoding="utf-8", errors="replace", buffering=1)  # noqa: PTH123, SIM115
