"""The form metrics in the words of the window: names, values with their unit, and what they may be."""

from __future__ import annotations

from math import isfinite

from PySide6.QtCore import QCoreApplication, QLocale

from hinge_desktop.body.movement import Bound
from hinge_desktop.units import M_PER_INCH, Units

_CM = 100.0


def _words(text: str) -> str:
    return QCoreApplication.translate("Metrics", text)


def metric_name(metric: str) -> str:
    """What one of ``movement.METRICS`` says. Raises KeyError for anything else."""
    return {
        "hip_excursion_ratio": _words("Hips go back, compared with down"),
        "hip_knee_ratio": _words("Hips bend, compared with knees"),
        "lumbar_share": _words("Lower back's share of the fold"),
        "lumbar_flexion_deg": _words("Lower back bends"),
        "shank_deg": _words("Shins lean forward"),
        "lockout_trunk_deg": _words("Trunk at the top"),
        "lockout_lumbar_deg": _words("Lower back at the top"),
        "neck_deg": _words("Head on the trunk"),
        "wall_gap_m": _words("Gap to the wall"),
        "dowel_gap_m": _words("Widest gap to the dowel"),
        "bell_drift_m": _words("Bell leaves its line"),
        "knee_flexion_deg": _words("Knees bend"),
        "trunk_inclination_deg": _words("Trunk leans"),
        "order_down_s": _words("Hips begin after the knees by"),
        "bell_height_m": _words("Hands above the knees"),
        "swing_lag_s": _words("Arms follow the trunk by"),
        "float_m_s2": _words("Bell's flight before the top"),
        "order_up": _words("Trunk's way done as the knees straighten"),
        "swing_trunk_deg": _words("Trunk as the arms hang"),
        "balance_m": _words("Weight in front of the ankles"),
        "heel_lift_m": _words("Heels off the floor"),
        "toe_lift_m": _words("Toes off the floor"),
        "knee_track_m": _words("Knees inside their line"),
        "pelvis_level_deg": _words("Pelvis tips or turns"),
        "shoulder_forward_deg": _words("Shoulders come forward"),
        "pelvic_range_deg": _words("Pelvis tilts backwards"),
        "doorway_m": _words("Hips past the doorway's edge"),
        "free_leg_deg": _words("Free leg against the trunk"),
    }[metric]


def metric_text(metric: str, value: float, units: Units = "metric", *, finer: bool = False) -> str:
    """A value with its unit, e.g. ``42°``, ``3.5 cm``, ``33 %``; in words where there is none.

    ``finer``: with one more decimal, to tell it from a bound it has barely left.
    """
    if not isfinite(value):
        return _words("out of reach")
    factor, decimals, form = _form(metric, units)
    return form.format(number=_number(value * factor, decimals + finer))


def _form(metric: str, units: Units) -> tuple[float, int, str]:
    """What to multiply by, how many decimals, and the words round the number."""
    if metric.endswith("_deg"):
        return 1.0, 0, "{number}°"
    if metric.endswith("_m_s2"):
        return 1.0, 1, _words("{number} m/s²")
    if metric.endswith("_m"):
        return (1 / M_PER_INCH, 1, _words("{number} in")) if units == "imperial" else (_CM, 1, _words("{number} cm"))
    if metric.endswith("_s"):
        return 1.0, 2, _words("{number} s")
    if metric in ("lumbar_share", "order_up"):
        return 100.0, 0, _words("{number} %")
    return 1.0, 1, _words("{number} times")


def _number(value: float, decimals: int) -> str:
    """As the reader's language writes it; never a minus before nothing."""
    return QLocale().toString(round(value, decimals) + 0.0, "f", decimals).replace("-", "\N{MINUS SIGN}")


def bound_text(metric: str, bound: Bound, units: Units = "metric") -> str:
    """What a metric may be: ``at most 25°``, ``from −3° to 5°``."""
    low, high = (metric_text(metric, end, units) for end in (bound.low, bound.high))
    if isfinite(bound.low) and isfinite(bound.high):
        return _words("from {low} to {high}").format(low=low, high=high)
    if isfinite(bound.low):
        return _words("at least {low}").format(low=low)
    return _words("at most {high}").format(high=high)
