"""Laws of form, recomputed from the points: what makes a hinge a hinge."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from .expected import Expected, expectation
from .findings import Finding, at_least, at_most, within
from .metrics import Form
from .recorded import MotionFile

SQUAT_KNEE_DEG = 25.0
SLOPE_DEG = 2.0
# What a file says of its own form: its name there, ours, and how far apart two honest readings may be.
REPORTED: Mapping[str, tuple[str, float]] = {
    "lumbar_share": ("lumbar-share", 0.03),
    "lumbar_flexion_deg": ("lumbar-flexion", 1.5),
    "shank_deg": ("shank", 2.0),
    "neck_deg": ("neck", 1.5),
    "trunk_inclination_deg": ("trunk", 1.5),
    "lockout_trunk_deg": ("lock-out", 1.5),
    "lockout_lumbar_deg": ("lock-out-lumbar", 1.5),
    "dowel_gap_m": ("dowel", 0.003),
    "heel_lift_m": ("heel", 0.003),
    "toe_lift_m": ("toe", 0.003),
    "knee_track_m": ("knee-track", 0.006),
    "pelvis_level_deg": ("level", 1.5),
    "shoulder_forward_deg": ("shoulders", 1.5),
    "doorway_m": ("edge", 0.006),
    "pelvic_range_deg": ("tuck", 1.5),
}


def before_squat(form: Form) -> float:
    """The excursion ratio from standing to the frame at which the knees pass 25 degrees."""
    passed = np.flatnonzero(form.leg("knee_flexion") > SQUAT_KNEE_DEG)
    return form.excursion_ratio(int(passed[0]) if len(passed) else form.deepest)


METRICS: Mapping[str, Callable[[Form], float]] = {
    "excursion": lambda form: form.excursion_ratio(form.deepest),
    "excursion-before-squat": before_squat,
    "hip-knee": lambda form: form.hip_knee(form.deepest),
    "lumbar-share": lambda form: form.lumbar_share,
    "lumbar-flexion": lambda form: form.lumbar,
    "shank": lambda form: form.shank,
    "knee": lambda form: form.knee,
    "trunk": lambda form: form.trunk,
    "order-down": lambda form: form.order_down,
    "lock-out": lambda form: form.lockout_trunk,
    "lock-out-lumbar": lambda form: form.lockout_lumbar,
    "neck": lambda form: form.neck,
    "balance-behind": lambda form: float(np.min(form.balance)),
    "balance-ahead": lambda form: float(np.max(form.balance)),
    "pitch": lambda form: form.sole_pitch,
    "heel": lambda form: form.rise("heel"),
    "toe": lambda form: form.rise("toe"),
    "knee-track": lambda form: form.knee_inside,
    "dowel": lambda form: form.dowel_gap,
    "level": lambda form: form.pelvis_level,
    "shoulders": lambda form: form.shoulders_forward,
    "edge": lambda form: form.past_the_edge,
    "free-thigh": lambda form: form.free_leg[0],
    "free-leg": lambda form: form.free_leg[1],
    "tuck": lambda form: form.tucked,
    "wrist": lambda form: form.wrist_over_knee,
    "lag": lambda form: form.swing_lag,
    "trunk-at-plumb": lambda form: form.trunk_at_plumb,
}
UNITS: Mapping[str, str] = {
    "excursion": "", "excursion-before-squat": "", "hip-knee": "", "lumbar-share": "", "order-down": "s",
    "balance-behind": "m", "balance-ahead": "m", "heel": "m", "toe": "m", "knee-track": "m", "dowel": "m", "edge": "m",
    "wrist": "m", "lag": "s",
}  # fmt: skip


def form_findings(motion: MotionFile) -> list[Finding]:
    """Every law of this module that applies; those of a good form not to a file that drifts."""
    if motion.drifting:
        return reported_findings(motion)
    wanted = expectation(motion)
    return [*bounds_kept(Form(motion), wanted), *reported_findings(motion)]


def reported_findings(motion: MotionFile) -> list[Finding]:
    """What the file says of its form is what its points say; also where it drifts."""
    form = Form(motion)
    found = [reported(form)]
    if "hip_excursion_ratio" in motion.form and "excursion" in expectation(motion).form and not motion.ballistic:
        found.append(_reported_excursion(motion, form.excursion_ratio(form.deepest)))
    return found


def bounds_kept(form: Form, wanted: Expected, *, but: frozenset[str] = frozenset()) -> list[Finding]:
    """Each metric of an exercise between its bounds, ``but`` some."""
    return [metric_within(form, name, *bounds) for name, bounds in wanted.form.items() if name not in but]


def metric_within(form: Form, name: str, low: float, high: float, law: str = "form") -> Finding:
    """One metric between two bounds."""
    value, unit = METRICS[name](form), UNITS.get(name, "degrees")
    if high == float("inf"):
        return at_least(f"{law}-{name}", [(value, "")], low, unit)
    if low == float("-inf"):
        return at_most(f"{law}-{name}", [(value, "")], high, unit)
    return within(f"{law}-{name}", value, low, high, unit)


def reported(form: Form) -> Finding:
    """Each metric that the file tells of its form is the one its points make.

    Where the hips stay, what is deepest is anybody's choice, and the shanks there with it.
    """
    apart = []
    travels = expectation(form.motion).back_m > 0.0
    for told, (name, slack) in REPORTED.items():
        if told in form.motion.form and (told != "shank_deg" or travels):
            ours, theirs = METRICS[name](form), form.motion.form[told]
            apart.append((abs(ours - theirs) / slack, f"{told} {theirs:.4g}, points say {ours:.4g}"))
    return at_most("form-reported", apart, 1.0, "of the allowance")


def _reported_excursion(motion: MotionFile, ratio: float) -> Finding:
    """Compared as slopes of the hips' way: a ratio above 10 hangs on a millimetre."""
    reported = motion.form["hip_excursion_ratio"]
    slopes = np.degrees(np.arctan([1.0 / max(reported, 1e-3), 1.0 / max(ratio, 1e-3)]))
    where = f"reports {reported:.2f}, points say {ratio:.2f}"
    return at_most("form-excursion-reported", [(float(np.ptp(slopes)), where)], SLOPE_DEG, "degrees of slope")
