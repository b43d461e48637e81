"""Laws of form, recomputed from the points: what makes a hinge a hinge."""

from __future__ import annotations

import numpy as np

from .body_laws import recomputed_angles
from .findings import Finding, at_least, at_most, within
from .reading import MotionFile

DRILLS = frozenset(
    {"butt-tap", "three-point-contact-hinge", "banded-hip-hinge", "weighted-hip-hinge", "banded-pull-through"}
)
RATIO_DRILL, RATIO_LIFT = 3.0, 1.2
SQUAT_KNEE_DEG = 25.0
HIP_FLOOR_M = 0.005
LUMBAR_DEG = (-8.0, 15.0)
LUMBAR_SHARE = 0.20
SLOPE_DEG = 2.0
SHANK_DRILL_DEG, SHANK_LIFT_DEG = (-12.0, 6.0), (-12.0, 18.0)
NECK_DEG = 15.0
TOP_TRUNK_DEG = (-3.0, 3.0)


def form_findings(motion: MotionFile) -> list[Finding]:
    """Every law of this module that applies; none to a file that shows a fault."""
    if motion.fault and motion.fault_level > 0.0:
        return []
    found = [lumbar_flexion(motion), neck(motion)]
    found += excursion(motion)
    if motion.exercise in DRILLS or motion.exercise == "kettlebell-lift":
        found += [lumbar_share(motion), shank(motion)]
    if not motion.ballistic:
        top = float(recomputed_angles(motion)["trunk_inclination"][0][stand(motion)])
        found.append(within("form-lock-out", top, *TOP_TRUNK_DEG, "degrees", "trunk when it counts"))
    return found


def stand(motion: MotionFile) -> int:
    """The frame of standing: where the repetition counts."""
    return motion.frame_at(motion.counts_at_s)


def deepest(motion: MotionFile) -> int:
    """The frame at which the hips are furthest from where they stand.

    Not the lowest one: who leans into a band stands lower than who sits back against it.
    """
    pelvis = motion.points["pelvis"]
    return int(np.argmax(np.linalg.norm(pelvis - pelvis[stand(motion)], axis=1)))


def excursion_ratio(motion: MotionFile, frame: int) -> float:
    """Hips' travel back over their travel down, from standing to ``frame``."""
    travel = motion.points["pelvis"][frame] - motion.points["pelvis"][stand(motion)]
    return float(abs(travel[0]) / max(abs(travel[1]), HIP_FLOOR_M))


def excursion(motion: MotionFile) -> list[Finding]:
    """Hip excursion ratio against its bound, and against the one the file reports."""
    ratio = excursion_ratio(motion, deepest(motion))
    found = []
    if motion.exercise in DRILLS:
        found.append(at_least("form-excursion", [(ratio, "stand to deepest")], RATIO_DRILL, ""))
    if motion.exercise == "kettlebell-lift":
        found.append(at_least("form-excursion", [(ratio, "stand to deepest")], RATIO_LIFT, ""))
    if motion.exercise == "hinge-to-squat":
        found.append(at_least("form-excursion", [_before_squat(motion)], RATIO_DRILL, ""))
    elif "hip_excursion_ratio" in motion.form and not motion.ballistic:
        found.append(_reported_excursion(motion, ratio))
    return found


def _reported_excursion(motion: MotionFile, ratio: float) -> Finding:
    """Compared as slopes of the hips' way: a ratio above 10 hangs on a millimetre."""
    reported = motion.form["hip_excursion_ratio"]
    slopes = np.degrees(np.arctan([1.0 / max(reported, 1e-3), 1.0 / max(ratio, 1e-3)]))
    where = f"reports {reported:.2f}, points say {ratio:.2f}"
    return at_most("form-excursion-reported", [(float(np.ptp(slopes)), where)], SLOPE_DEG, "degrees of slope")


def _before_squat(motion: MotionFile) -> tuple[float, str]:
    """The ratio up to the frame at which the knees pass 25 degrees."""
    knee = recomputed_angles(motion)["knee_flexion_r"][0]
    passed = np.flatnonzero(knee > SQUAT_KNEE_DEG)
    frame = int(passed[0]) if len(passed) else deepest(motion)
    return excursion_ratio(motion, frame), f"stand to {motion.when(frame)}"


def lumbar_flexion(motion: MotionFile) -> Finding:
    """The thorax bends on the pelvis by no more than 15 degrees, nor arches by more than 8."""
    lumbar = recomputed_angles(motion)["lumbar_flexion"][0]
    change = lumbar - lumbar[stand(motion)]
    frame = int(np.argmax(np.abs(change)))
    high, low = float(np.max(change)), float(np.min(change))
    worst = low if low < LUMBAR_DEG[0] else high
    return within("form-lumbar-flexion", worst, *LUMBAR_DEG, "degrees", motion.when(frame))


def lumbar_share(motion: MotionFile) -> Finding:
    """The spine's part of the bend."""
    angles = recomputed_angles(motion)
    lumbar, hip = angles["lumbar_flexion"][0], angles["hip_flexion_r"][0]
    bend = float(np.max(lumbar - lumbar[stand(motion)]))
    share = bend / max(bend + float(np.ptp(hip)), 1e-6)
    return at_most("form-lumbar-share", [(share, "")], LUMBAR_SHARE, "")


def shank(motion: MotionFile) -> Finding:
    """The shin stays about where it stood."""
    lean = recomputed_angles(motion)["shank_inclination_r"][0]
    bounds = SHANK_LIFT_DEG if motion.exercise == "kettlebell-lift" else SHANK_DRILL_DEG
    return within("form-shank", float(lean[deepest(motion)] - lean[stand(motion)]), *bounds, "degrees", "from standing")


def neck(motion: MotionFile) -> Finding:
    """The head goes with the thorax."""
    bend = recomputed_angles(motion)["neck_flexion"][0]
    change = np.abs(bend - bend[stand(motion)])
    return at_most("form-neck", [(float(np.max(change)), motion.when(np.argmax(change)))], NECK_DEG, "degrees")
