"""The colours can be read, and the outcomes told apart, by everybody."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from hinge_desktop.stage.palette import PALETTES, SHAPES_ON, TEXT_ON, Palette, contrast_ratio

# Machado, Oliveira & Fernandes (2009), severity 1.0, on linear RGB.
SEEN_AS = {
    "all colours": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
palettes = pytest.mark.parametrize("palette", PALETTES.values(), ids=list(PALETTES))


def lab(colour: str, seen: np.ndarray) -> np.ndarray:
    """CIELAB of a colour as somebody sees it."""
    srgb = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    linear = np.clip(seen @ linear, 0, 1)
    xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]) @ linear
    f = np.cbrt(np.maximum(xyz / [0.9505, 1.0, 1.089], 1e-6))
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def test_contrast_of_black_and_white_is_the_greatest() -> None:
    assert contrast_ratio("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast_ratio("#777777", "#777777") == pytest.approx(1.0)


@palettes
@pytest.mark.parametrize(("words", "ground"), TEXT_ON, ids=lambda role: str(role))
def test_words_can_be_read_on_their_ground(palette: Palette, words: str, ground: str) -> None:
    assert contrast_ratio(getattr(palette, words), getattr(palette, ground)) >= 4.5


@palettes
@pytest.mark.parametrize(("shape", "ground"), SHAPES_ON, ids=lambda role: str(role))
def test_shapes_stand_out_from_their_ground(palette: Palette, shape: str, ground: str) -> None:
    assert contrast_ratio(getattr(palette, shape), getattr(palette, ground)) >= 3.0


@palettes
@pytest.mark.parametrize("sight", SEEN_AS)
def test_outcomes_stay_apart_for_every_kind_of_colour_sight(palette: Palette, sight: str) -> None:
    for one, other in combinations((palette.good, palette.stay, palette.back), 2):
        assert np.linalg.norm(lab(one, SEEN_AS[sight]) - lab(other, SEEN_AS[sight])) > 15
