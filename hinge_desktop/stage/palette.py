"""The colour table of the whole program; the theme and the stage both read it.

Text roles hold 4.5:1 (WCAG 2.1, 1.4.3) on every ground they are meant for, see :data:`TEXT_ON`.
The three outcome colours differ in lightness as well as in hue, so they stay apart for people who
see fewer colours.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ThemeName = Literal["light", "dark", "contrast"]


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours by role, each ``#rrggbb``.

    Attributes:
        surface: ground of the window; ``sidebar`` and ``card`` lie on it, ``border`` parts them.
        text: words; ``muted`` for what comes second.
        accent: orange, for shapes; ``accent_text`` for words; ``accent_fill`` under ``on_accent``
            (a filled button); ``accent_soft`` a wash behind the current row.
        teal: shapes; ``teal_text``, ``teal_fill`` with ``on_teal``, ``teal_soft`` likewise.
        track: empty part of a bar or ring.
        good: outcomes of a session (``stay``, ``back``); always beside a word or a shape.
        stage: ground behind the figure, ``stage_low`` at its foot.
        top: clothes and skin of the figure: ``top`` trunk, ``legs``, ``skin``, ``hair``, ``shoe``;
            ``far_*`` the same on the side away from the viewer.
        iron: kettlebell, with ``on_iron`` for its label; ``wood`` dowel, block; ``band``; ``wall``.
    """

    name: ThemeName
    surface: str
    sidebar: str
    card: str
    border: str
    text: str
    muted: str
    accent: str
    accent_text: str
    accent_fill: str
    on_accent: str
    accent_soft: str
    teal: str
    teal_text: str
    teal_fill: str
    on_teal: str
    teal_soft: str
    track: str
    focus: str
    good: str
    stay: str
    back: str
    stage: str
    stage_low: str
    floor: str
    shadow: str
    ghost: str
    top: str
    legs: str
    skin: str
    hair: str
    shoe: str
    far_legs: str
    far_skin: str
    far_shoe: str
    iron: str
    on_iron: str
    wood: str
    band: str
    wall: str
    wall_line: str


LIGHT = Palette(
    name="light",
    surface="#f6f4ee",
    sidebar="#fffdf9",
    card="#ffffff",
    border="#e4e0d5",
    text="#1f2d32",
    muted="#5c686c",
    accent="#d9663a",
    accent_text="#ab441a",
    accent_fill="#bf4f22",
    on_accent="#ffffff",
    accent_soft="#fbeee7",
    teal="#2f6f73",
    teal_text="#24605f",
    teal_fill="#2a676b",
    on_teal="#ffffff",
    teal_soft="#dceae7",
    track="#e6e2d6",
    focus="#1f5fa8",
    good="#1f7f78",
    stay="#b9801a",
    back="#6d3f86",
    stage="#ffffff",
    stage_low="#f7f5ef",
    floor="#d9d4c6",
    shadow="#2c3a3c",
    ghost="#8b9696",
    top="#2f7276",
    legs="#25474e",
    skin="#83b3ae",
    hair="#1f3a41",
    shoe="#1b3238",
    far_legs="#93aaac",
    far_skin="#b4cfcb",
    far_shoe="#859c9f",
    iron="#34383a",
    on_iron="#ffffff",
    wood="#b98a55",
    band="#c9542a",
    wall="#ece7da",
    wall_line="#cdc6b4",
)

DARK = Palette(
    name="dark",
    surface="#11181b",
    sidebar="#151e21",
    card="#1a2428",
    border="#2c393e",
    text="#edf2ef",
    muted="#9fb0b3",
    accent="#ef8250",
    accent_text="#f49a6e",
    accent_fill="#f08c5c",
    on_accent="#1a120d",
    accent_soft="#3a2a22",
    teal="#5fb0ad",
    teal_text="#83c7c2",
    teal_fill="#6bb9b4",
    on_teal="#0d1b1c",
    teal_soft="#21393b",
    track="#304046",
    focus="#8ec5ff",
    good="#4fc0b4",
    stay="#e8b04a",
    back="#a97cc4",
    stage="#1a2428",
    stage_low="#151e21",
    floor="#3a494e",
    shadow="#05090a",
    ghost="#7d8f92",
    top="#3f9092",
    legs="#77b9b5",
    skin="#c3ddd6",
    hair="#64807f",
    shoe="#dfe9e4",
    far_legs="#3f5f63",
    far_skin="#5e7f7e",
    far_shoe="#55696c",
    iron="#8d979a",
    on_iron="#10171a",
    wood="#c99c67",
    band="#f08c5c",
    wall="#243136",
    wall_line="#3b4b51",
)

CONTRAST = Palette(
    name="contrast",
    surface="#000000",
    sidebar="#000000",
    card="#000000",
    border="#ffffff",
    text="#ffffff",
    muted="#e6e6e6",
    accent="#ffb000",
    accent_text="#ffc233",
    accent_fill="#ffb000",
    on_accent="#000000",
    accent_soft="#3d2a00",
    teal="#5fe0d8",
    teal_text="#7ff0e8",
    teal_fill="#5fe0d8",
    on_teal="#000000",
    teal_soft="#073a38",
    track="#4d4d4d",
    focus="#ffff66",
    good="#5fe0d8",
    stay="#ffb000",
    back="#b57bff",
    stage="#000000",
    stage_low="#000000",
    floor="#ffffff",
    shadow="#000000",
    ghost="#b0b0b0",
    top="#2fb5b0",
    legs="#d8fffb",
    skin="#ffffff",
    hair="#8a9b9b",
    shoe="#ffffff",
    far_legs="#5c7f80",
    far_skin="#8aa5a5",
    far_shoe="#8aa5a5",
    iron="#ffd54a",
    on_iron="#000000",
    wood="#e0b070",
    band="#ffb000",
    wall="#262626",
    wall_line="#a0a0a0",
)

PALETTES: dict[ThemeName, Palette] = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST}

TEXT_ON: tuple[tuple[str, str], ...] = (
    *(
        (words, ground)
        for words in ("text", "muted", "accent_text", "teal_text")
        for ground in ("surface", "sidebar", "card")
    ),
    ("text", "accent_soft"),
    ("accent_text", "accent_soft"),
    ("text", "teal_soft"),
    ("teal_text", "teal_soft"),
    ("text", "stage"),
    ("muted", "stage"),
    ("on_accent", "accent_fill"),
    ("on_teal", "teal_fill"),
    ("on_iron", "iron"),
)
"""(words, ground) pairs that hold 4.5:1."""

SHAPES_ON: tuple[tuple[str, str], ...] = tuple(
    (shape, ground) for shape in ("accent", "teal", "focus", "good", "stay", "back") for ground in ("surface", "card")
)
"""(shape, ground) pairs that hold 3:1 (WCAG 2.1, 1.4.11)."""


def luminance(colour: str) -> float:
    """Relative luminance of ``#rrggbb`` as WCAG 2.1 defines it, 0 to 1."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast_ratio(one: str, other: str) -> float:
    """WCAG contrast of two ``#rrggbb`` colours, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)
