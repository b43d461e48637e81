"""Kilograms and pounds, metres and feet, as people read them. Everything stored stays metric."""

from __future__ import annotations

from typing import Literal

Units = Literal["metric", "imperial"]

KG_PER_LB = 0.45359237
M_PER_INCH = 0.0254


def kg_from_lb(pounds: float) -> float:
    """Pounds to kilograms."""
    return pounds * KG_PER_LB


def lb_from_kg(kilograms: float) -> float:
    """Kilograms to pounds."""
    return kilograms / KG_PER_LB


def m_from_feet(feet: float, inches: float = 0.0) -> float:
    """Feet and inches to metres."""
    return (feet * 12 + inches) * M_PER_INCH


def feet_from_m(metres: float) -> tuple[int, int]:
    """Metres to whole feet and inches, rounded to the inch."""
    return divmod(round(metres / M_PER_INCH), 12)


def mass_text(kilograms: float, units: Units) -> str:
    """A mass as it is shown: "12 kg", "12.5 kg", "26 lb"."""
    if units == "imperial":
        return f"{round(lb_from_kg(kilograms))} lb"
    return f"{round(kilograms, 1):g} kg"


def stature_text(metres: float, units: Units) -> str:
    """A stature as it is shown: "1.75 m", "5 ft 9 in"."""
    if units == "imperial":
        feet, inches = feet_from_m(metres)
        return f"{feet} ft {inches} in"
    return f"{metres:.2f} m"


def length_text(metres: float, units: Units) -> str:
    """A short length as it is shown: "18 cm", "7 in"."""
    if units == "imperial":
        return f"{round(metres / M_PER_INCH)} in"
    return f"{round(metres * 100)} cm"
