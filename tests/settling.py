"""Widgets at rest: every layout that is due has been done."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

ROUNDS = 10
"""A new size asks for a layout, that one for new heights, and those for another layout: an event each."""


def settle() -> None:
    """Handle what is due until layouts have nothing left to say, however busy the computer is."""
    for _ in range(ROUNDS):
        QCoreApplication.processEvents()
