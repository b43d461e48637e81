"""How a figure is drawn: colours, and which layers are shown."""

from __future__ import annotations

from dataclasses import dataclass, replace

from hinge_desktop.stage.palette import CONTRAST as CONTRAST_PALETTE
from hinge_desktop.stage.palette import DARK as DARK_PALETTE
from hinge_desktop.stage.palette import LIGHT as LIGHT_PALETTE
from hinge_desktop.stage.palette import Palette, ThemeName


@dataclass(frozen=True, slots=True)
class StageStyle:
    """Colours and layers of a drawing.

    Attributes:
        palette: every colour.
        background: fill the ground; off for a drawing that lies on something else.
        shadows: soft shadows where the body and the bell meet the floor.
        joints: the accent mark on the hip.
        hip_path: the way of the hips, when the scene has one.
        ghost: the standing pose behind, when the scene has one.
        plumb: a line from the middle of the hands or hips to the floor.
        separation: a thin line in the ground's colour where a limb passes before the body.
    """

    palette: Palette = LIGHT_PALETTE
    background: bool = True
    shadows: bool = True
    joints: bool = True
    hip_path: bool = True
    ghost: bool = True
    plumb: bool = False
    separation: bool = True

    def with_layers(self, **layers: bool) -> StageStyle:
        """The same style with some layers on or off, e.g. ``style.with_layers(plumb=True)``."""
        return replace(self, **layers)  # type: ignore[arg-type]


LIGHT = StageStyle(LIGHT_PALETTE)
DARK = StageStyle(DARK_PALETTE)
CONTRAST = StageStyle(CONTRAST_PALETTE)

STYLES: dict[ThemeName, StageStyle] = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST}
