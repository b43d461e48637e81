"""What a home has, in the words of the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from hinge_desktop.ui.library_setup import look_name


def thing_name(thing: str) -> str:
    """One of ``kit.THINGS`` in the words of the window. Raises KeyError for anything else."""

    def words(text: str) -> str:
        return QCoreApplication.translate("Things", text)

    own = {
        "wall": words("Free wall"),
        "doorway": words("Doorway"),
        "chair": words("Firm chair"),
        "band": words("Exercise band"),
        "kettlebell": words("Kettlebell"),
        "dumbbell": words("Dumbbell"),
        "child": words("Child to lift"),
        "bin": words("Empty bin"),
        "bag": words("Bag to pack"),
    }
    return own[thing] if thing in own else look_name(thing)
