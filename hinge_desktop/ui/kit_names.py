"""What a home has, in the words of the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from hinge_desktop.ui.library_setup import look_name


def thing_name(thing: str) -> str:
    """One of ``kit.THINGS`` in the words of the window. Raises KeyError for anything else."""

    def words(text: str) -> str:
        return QCoreApplication.translate("Things", text)

    own = {
        "wall": words("A free stretch of wall"),
        "doorway": words("A doorway"),
        "chair": words("A firm chair"),
        "band": words("Exercise band"),
        "kettlebell": words("Kettlebell"),
        "dumbbell": words("Dumbbell"),
        "child": words("A child who likes to be lifted"),
        "bin": words("Empty bin"),
        "bag": words("Bag to pack"),
    }
    return own[thing] if thing in own else look_name(thing)
