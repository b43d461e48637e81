"""Laws of how movements drift: at level 1 a fault breaks what it is named after, in the direction it is known for.

Thresholds: the published thresholds of form and the library of faults, with judgement where an exercise has another law
(kneeling, on a chair, tilting the pelvis, lifts that squat a little). Everything is computed from the points; the
file's own metrics are not read. What a fault does not touch stays as good form has it, and all other laws hold.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .expected import ANY, Bounds, expectation
from .findings import Finding
from .form_laws import bounds_kept, metric_within
from .metrics import Form
from .recorded import MotionFile

FULL_LEVEL = 0.999


@dataclass(frozen=True, slots=True)
class Drift:
    """What a fault breaks.

    Attributes:
        all_of: metric -> bounds at level 1, each to be met.
        any_of: metric -> bounds, at least one to be met.
        touches: metrics of good form that change with it besides.
    """

    all_of: Bounds = field(default_factory=dict)
    any_of: Bounds = field(default_factory=dict)
    touches: tuple[str, ...] = ()


ROUNDED: Bounds = {"lumbar-share": (0.33, ANY), "lumbar-flexion": (25.0, ANY)}
SQUATTED: Bounds = {"excursion": (-ANY, 0.95), "hip-knee": (-ANY, 1.5), "shank": (12.0, ANY)}
# What other knees change: with them the free leg's knee bends too, so as to clear the floor.
LEGS = ("excursion", "excursion-before-squat", "hip-knee", "shank", "knee", "order-down", "free-leg")

DRIFTS: Mapping[str, Drift] = {
    "lumbar-rounding": Drift(ROUNDED, touches=("dowel", "tuck", *LEGS)),
    "knees-first": Drift(
        any_of=SQUATTED, touches=("trunk", "edge", "tuck", "lumbar-share", "wrist", "lag", "trunk-at-plumb", *LEGS)
    ),
    "stiff-knees": Drift({"knee": (-ANY, 6.0)}, touches=("lumbar-flexion", "lumbar-share", *LEGS)),
    "hyperextension": Drift(
        {"lock-out": (-ANY, -3.0), "lock-out-lumbar": (-ANY, -10.0)}, touches=("excursion", "lag", "trunk-at-plumb")
    ),
    "squatty-swing": Drift(
        {"hip-knee": (-ANY, 1.5), "shank": (12.0, ANY), "trunk": (-ANY, 45.0)},
        touches=("wrist", "lag", "trunk-at-plumb", *LEGS),
    ),
    "arms-lifting": Drift({"lag": (-ANY, -0.085), "trunk-at-plumb": (35.0, ANY)}, touches=("wrist",)),
    "bell-below-knees": Drift({"wrist": (-ANY, 0.05)}, touches=("lag", "trunk-at-plumb", *LEGS)),
    "neck-extension": Drift({"neck": (-ANY, -25.0)}, touches=("dowel",)),
    "knee-valgus": Drift({"knee-track": (0.04, ANY)}, touches=LEGS),
    "heels-lift": Drift({"heel": (0.005, ANY), "pitch": (2.5, ANY), "balance-ahead": (0.13, ANY)}, touches=LEGS),
    "toes-lift": Drift(
        {"toe": (0.005, ANY), "pitch": (2.5, ANY), "balance-behind": (-ANY, 0.0)}, touches=("trunk", *LEGS)
    ),
    "shoulders-rounded": Drift({"shoulders": (12.0, ANY)}, touches=("trunk", "lock-out")),
    "asymmetry": Drift({"level": (5.0, ANY)}, touches=LEGS),
}

# Where an exercise has another law of the same drift.
OWN: Mapping[tuple[str, str], Drift] = {
    # On the dowel the stick tells as well.
    ("lumbar-rounding", "three-point-contact-hinge"): Drift({**ROUNDED, "dowel": (0.010, ANY)}, touches=LEGS),
    ("neck-extension", "three-point-contact-hinge"): Drift({"neck": (-ANY, -25.0), "dowel": (0.010, ANY)}),
    # Nothing folds there, so that the spine's share of a fold says nothing.
    ("lumbar-rounding", "pelvic-tilt-test"): Drift(
        {"lumbar-flexion": (25.0, ANY)}, touches=("tuck", "trunk", "lumbar-share", *LEGS)
    ),
    ("knees-first", "pelvic-tilt-test"): Drift({"tuck": (-ANY, 5.0), "knee": (15.0, ANY)}, touches=("trunk", *LEGS)),
    # Knees stay on the floor or at the chair: who does not fold at the hips stays upright.
    ("knees-first", "hero-squat"): Drift({"trunk": (-ANY, 20.0)}, touches=LEGS),
    ("knees-first", "seated-hip-hinge"): Drift({"trunk": (-ANY, 15.0)}, touches=LEGS),
    # The hips fold so far that the spine's share of it is smaller; the published tree calls 25 degrees alone rounded.
    ("lumbar-rounding", "sit-to-stand"): Drift(
        {"lumbar-share": (0.25, ANY), "lumbar-flexion": (25.0, ANY)}, touches=LEGS
    ),
    # Lifts and squats bend the knees anyhow: there the hips no longer lead, or the shins tip much further. Up to
    # 25 degrees of knee, good form goes back six times as far as down; measured sit-to-stands 0.6 to 0.85.
    ("knees-first", "kettlebell-lift"): Drift(
        {"excursion": (-ANY, 0.95), "shank": (20.0, ANY)}, touches=("trunk", *LEGS)
    ),
    ("knees-first", "deadlift"): Drift({"excursion": (-ANY, 0.80), "shank": (24.0, ANY)}, touches=("trunk", *LEGS)),
    ("knees-first", "hinge-to-squat"): Drift({"excursion-before-squat": (-ANY, 2.0)}, touches=("trunk", *LEGS)),
    ("knees-first", "sit-to-stand"): Drift({"excursion-before-squat": (-ANY, 2.0)}, touches=("trunk", *LEGS)),
}


def fault_findings(motion: MotionFile) -> list[Finding]:
    """Every law of this module that applies: none to a good form, all to a fault at level 1."""
    if not motion.drifting:
        return []
    drift = OWN.get((str(motion.fault), motion.exercise), DRIFTS.get(str(motion.fault)))
    if drift is None:
        return [Finding("fault", float("nan"), "a known fault", False, str(motion.fault))]
    form = Form(motion)
    named = frozenset({*drift.all_of, *drift.any_of, *drift.touches})
    found = [_kept(finding) for finding in bounds_kept(form, expectation(motion), but=named)]
    if motion.fault_level >= FULL_LEVEL:
        found += [metric_within(form, name, *bounds, law="fault") for name, bounds in drift.all_of.items()]
        found += _any(form, drift.any_of)
    return found


def _kept(finding: Finding) -> Finding:
    """What the fault does not touch stays as it is in good form."""
    name = finding.law.replace("form-", "besides-", 1)
    return Finding(name, finding.value, finding.bound, finding.ok, finding.where)


def _any(form: Form, bounds: Bounds) -> list[Finding]:
    """One finding: at least one of the metrics is past its bound."""
    if not bounds:
        return []
    each = [metric_within(form, name, low, high, law="fault") for name, (low, high) in bounds.items()]
    told = ", ".join(f"{one.law.removeprefix('fault-')} {one.value:.3g}" for one in each)
    wanted = " or ".join(f"{one.law.removeprefix('fault-')} {one.bound}" for one in each)
    return [Finding("fault-any", float(sum(one.ok for one in each)), wanted, any(one.ok for one in each), told)]
