"""What can drift, in the words of the window: one table for the whole program."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def fault_name(fault: str) -> str:
    """The short name of one of ``movement.FAULTS``. Raises KeyError for anything else."""
    return _names()[fault]


def _names() -> dict[str, str]:
    def words(text: str) -> str:
        return QCoreApplication.translate("Drifts", text)

    return {
        "lumbar-rounding": words("Lower back rounds"),
        "knees-first": words("Knees bend first"),
        "stiff-knees": words("Knees stay locked"),
        "hyperextension": words("Leaning back at the top"),
        "squatty-swing": words("Swing turns into a squat"),
        "arms-lifting": words("Arms lift the bell"),
        "bell-below-knees": words("Bell swings low"),
        "neck-extension": words("Head tips up"),
        "knee-valgus": words("Knees fall inward"),
        "heels-lift": words("Heels leave the floor"),
        "toes-lift": words("Toes leave the floor"),
        "shoulders-rounded": words("Shoulders round forward"),
        "asymmetry": words("Hips turn or tip to one side"),
    }
