"""What a closing window leaves for the next start: a figure that moves at once."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings

from hinge_desktop.ui.opening import FRAME_S, Recording, record
from hinge_desktop.ui.stage_view import StageView
from hinge_desktop.ui.theme import current_theme
from hinge_desktop.ui.window import MainWindow


def leave_opening(window: MainWindow, stage: StageView, memory: QSettings, path: Path) -> None:
    """Record Today's figure into ``path``, when it would be another than the one that is there."""
    theme, motion, size = current_theme(), stage.motion, stage.size()
    if motion is None or memory.value("screened") != "yes" or size.width() < stage.minimumWidth():
        return
    key = f"{stage.accessibleName()} {motion.load_kg} {motion.body} {theme} {size} {window.size()}"
    if key == memory.value("opening") and Recording.read(path) is not None:  # a damaged one is made anew
        return
    length = FRAME_S if theme.reduced_motion else motion.duration_s
    colours = (theme.palette.surface, theme.palette.card)
    record(window, stage, colours, length, stage.paint_at).write(path)
    memory.setValue("opening", key)
