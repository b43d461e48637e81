"""Kilograms and pounds, metres and feet."""

from __future__ import annotations

import pytest

from hinge_desktop import units


@pytest.mark.parametrize(
    ("kilograms", "metric", "imperial"), [(16, "16 kg", "35 lb"), (12.5, "12.5 kg", "28 lb"), (0, "0 kg", "0 lb")]
)
def test_masses(kilograms: float, metric: str, imperial: str) -> None:
    assert units.mass_text(kilograms, "metric") == metric
    assert units.mass_text(kilograms, "imperial") == imperial
    assert units.kg_from_lb(units.lb_from_kg(kilograms)) == pytest.approx(kilograms)


def test_statures_round_to_the_inch_and_carry_the_foot() -> None:
    assert units.stature_text(1.75, "metric") == "1.75 m"
    assert units.stature_text(1.75, "imperial") == "5 ft 9 in"
    assert units.stature_text(1.825, "imperial") == "6 ft 0 in"
    assert units.m_from_feet(5, 9) == pytest.approx(1.7526)


def test_short_lengths() -> None:
    assert units.length_text(0.18, "metric") == "18 cm"
    assert units.length_text(0.18, "imperial") == "7 in"
