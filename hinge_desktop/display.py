"""Whether a window can be opened at all."""

from __future__ import annotations

import os
import sys


def display_missing() -> str:
    """A sentence when Qt would abort for want of a display, else empty."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return ""
    if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        return ""
    return "There is no display to open a window on; try hinge-desktop tour -o DIR, which needs none."
