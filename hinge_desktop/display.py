"""Whether a window can be opened at all."""

from __future__ import annotations

import os
import re
import sys
from contextlib import closing

LOCAL = re.compile(r"(?:unix)?:(\d+)(?:\.\d+)?")
"""How DISPLAY names an X server of this computer: its number, perhaps with a screen."""
SOCKET = "/tmp/.X11-unix/X"


def display_missing() -> str:
    """A sentence when Qt would abort for want of a display, else empty."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return ""
    if os.environ.get("WAYLAND_DISPLAY"):
        return ""
    if not (display := os.environ.get("DISPLAY")):
        return "There is no display to open a window on; try hinge-desktop tour -o DIR, which needs none."
    if (number := LOCAL.fullmatch(display)) and not _answers(number[1]):
        return f"The display {display}, which DISPLAY names, does not answer; name the one that you look at."
    return ""


def _answers(number: str) -> bool:
    """Whether an X server of this computer takes a connection: at a name without a file, or at a file."""
    import _socket  # all of ``socket`` costs the first frame nine times as much

    for address in (f"\0{SOCKET}{number}", f"{SOCKET}{number}"):
        with closing(_socket.socket(_socket.AF_UNIX)) as line:
            try:
                line.connect(address)
            except OSError:
                continue
            return True
    return False


def library_missing(error: ImportError) -> str:
    """A sentence when Qt could not be loaded for want of a library of the system, or of a newer one, else empty."""
    told = str(error)
    if old := re.search(r"version .GLIBC_([\d.]+)' not found", told):
        return f"This system is too old for Hinge, which needs glibc {old[1]} or later."
    if not (lacks := re.match(r"(\S+\.so[.\d]*): cannot open shared object file", told)):
        return ""
    if lacks[1].startswith(("libGL.", "libEGL.", "libOpenGL.", "libGLX.")):
        return f"This system has no OpenGL library ({lacks[1]}); on Debian and Ubuntu: sudo apt install libgl1 libegl1"
    return f"This system lacks a library, {lacks[1]}; install the package that brings it, then start Hinge again."
