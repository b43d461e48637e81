"""Laws of the body itself: axes, rigid segments, masses, angles that agree with points, joint limits."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from .calculus import Array
from .findings import Finding, at_least, at_most
from .geometry import angle_between_deg, inclination_deg, length, spread, wrap_deg
from .reading import ANGLES
from .recorded import MotionFile

RIGID_PAIRS = (
    ("heel_l", "toe_l"), ("heel_l", "ankle_l"), ("ankle_l", "toe_l"), ("pelvis", "hip_l"), ("hip_l", "l5s1"),
    ("heel_r", "toe_r"), ("heel_r", "ankle_r"), ("ankle_r", "toe_r"), ("pelvis", "hip_r"), ("hip_r", "l5s1"),
    ("hip_l", "hip_r"), ("pelvis", "l5s1"), ("shoulder_l", "shoulder_r"),
)  # fmt: skip
SKIN_PAIRS = (
    ("buttock_back", "pelvis"), ("sacrum_back", "l5s1"), ("t_spine_back", "t12l1"), ("t_spine_back", "c7"),
    ("head_back", "head_top"),
)  # fmt: skip
SEGMENT_NAMES = 16
LENGTH_SHARE = 1e-3
SKIN_M = 2e-3
ANGLE_DEG, LISTING_ANGLE_DEG = 0.25, 0.5
SPLAYING = ("knees-first", "squatty-swing", "knee-valgus", "heels-lift", "asymmetry")
ARM_ANGLE_DEG = 1.0
IDENTITY_DEG, PER_TURN_DEG, SPLAYED_IDENTITY_DEG = 3.0, 0.15, 8.0
REST_OFFSET_DEG = 5.0

# Degrees; plantarflexion reaches 90 when kneeling.
LIMITS: Mapping[str, tuple[float, float]] = {
    "ankle_dorsiflexion": (-50.0, 42.0),
    "knee_flexion": (-0.0, 155.0),
    "hip_flexion": (-15.0, 125.0),
    "lumbar_flexion": (-25.0, 55.0),
    "neck_flexion": (-60.0, 50.0),
    "shoulder_flexion": (-55.0, 180.0),
    "elbow_flexion": (-3.0, 150.0),
}
LIMIT_SLACK_DEG = 0.5
HAMSTRING_PER_KNEE = 0.55
HAMSTRING_SLACK_DEG, DRIFTING_HAMSTRING_DEG = 1.0, 1.5


def body_findings(motion: MotionFile) -> list[Finding]:
    """Every law of this module."""
    return [
        axes(motion),
        segment_lengths(motion),
        skin_points(motion),
        body_mass(motion),
        angles_agree(motion),
        angles_identity(motion),
        joint_limits(motion),
        hamstrings(motion),
    ]


def axes(motion: MotionFile) -> Finding:
    """x forward, y up, z right: toes or knees lead, the head is up, the right side is right, the back behind."""
    points = motion.points
    forward = "knee" if motion.kneeling else "toe"
    behind = "ankle" if motion.kneeling else "heel"
    start = [
        (float(points[f"{forward}_{side}"][0, 0] - points[f"{behind}_{side}"][0, 0]), f"{forward}_{side} is ahead")
        for side in "lr"
    ]
    sides = ("hip", "knee", "shoulder")
    start += [(float(points[f"{n}_r"][0, 2] - points[f"{n}_l"][0, 2]), f"{n}_r is right") for n in sides]
    start.append((float(points["c7"][0, 1] - points["l5s1"][0, 1]), "the trunk is up"))
    quiet = motion.standing or {name: path[motion.frame_at(motion.counts_at_s)] for name, path in points.items()}
    start += [(float(quiet[b][0] - quiet[a][0]), f"{a} is behind") for a, b in SKIN_PAIRS[:3]]
    return at_least("axes", start, 0.02, "m")


def segment_lengths(motion: MotionFile) -> Finding:
    """No segment, and no pair of points on one bone, changes its length by more than 0.1 %.

    Shoulders that round glide forward and inward on the rib cage: their distance is free there.
    """
    pairs = {segment.name: (segment.start, segment.end) for segment in motion.segments}
    pairs |= {f"{a}-{b}": (a, b) for a, b in RIGID_PAIRS}
    if motion.drifting and motion.fault == "shoulders-rounded":
        del pairs["shoulder_l-shoulder_r"]
    return at_most("segment-lengths", (_stretch(motion, name, *ends) for name, ends in pairs.items()), LENGTH_SHARE, "")


def _stretch(motion: MotionFile, name: str, start: str, end: str) -> tuple[float, str]:
    lengths = length(motion.points[start], motion.points[end])
    middle = float(np.median(lengths))
    if middle < 1e-6:
        return float("nan"), f"{name} has no length"
    change = np.abs(lengths - middle) / middle
    return float(np.max(change)), f"{name} {motion.when(np.argmax(change))}"


def skin_points(motion: MotionFile) -> Finding:
    """Points on the skin keep their distance from the bone that carries them."""
    spreads = ((spread(length(motion.points[a], motion.points[b])), f"{a} from {b}") for a, b in SKIN_PAIRS)
    return at_most("skin-points", spreads, SKIN_M, "m")


def body_mass(motion: MotionFile) -> Finding:
    """The segments, all there and none massless, weigh what the body weighs."""
    total = sum(segment.mass_kg for segment in motion.segments)
    wanted = float(motion.body["mass_kg"])
    light = [s.name for s in motion.segments if s.mass_kg <= 0.0]
    if light or len(motion.segments) < SEGMENT_NAMES:
        where = ", ".join(light) or "segments missing"
        return Finding("body-mass", total, f"{SEGMENT_NAMES} weighty segments", False, where)
    return at_most("body-mass", [(abs(total - wanted) / wanted, f"{total:.3f} kg")], 2e-3, "")


def recomputed_angles(motion: MotionFile, of: Mapping[str, Array] | None = None) -> dict[str, list[Array]]:
    """Angles from points alone, in degrees; several readings where the words allow more than one.

    ``of``: points, each (n, 3), instead of the motion's own.
    """
    points = motion.points if of is None else of
    pelvis = inclination_deg(points["pelvis"], points["l5s1"])
    thorax = inclination_deg(points["t12l1"], points["c7"])
    head = inclination_deg(points["c7"], points["head_top"])
    hips, shoulders = ((points[f"{name}_l"] + points[f"{name}_r"]) / 2.0 for name in ("hip", "shoulder"))
    trunk = inclination_deg(hips, shoulders)
    found = {
        "pelvic_tilt": [pelvis],
        "lumbar_flexion": [thorax - pelvis],
        "neck_flexion": [head - thorax],
        "trunk_inclination": [trunk],
    }
    for side in "lr":
        found |= _leg_angles(points, side, pelvis)
        found |= _arm_angles(points, side, thorax)
    return found


def _leg_angles(points: Mapping[str, Array], side: str, pelvis: Array) -> dict[str, list[Array]]:
    hip, knee, ankle, heel, toe = (points[f"{name}_{side}"] for name in ("hip", "knee", "ankle", "heel", "toe"))
    shank, thigh = inclination_deg(ankle, knee), inclination_deg(knee, hip)
    planar_knee = wrap_deg(shank - thigh)
    sole = toe - heel
    ahead = np.sign(sole[:, 0]) * np.hypot(sole[:, 0], sole[:, 2])
    pitch = np.degrees(np.arctan2(sole[:, 1], ahead))
    turned = _in_leg_plane(points, side)
    return {
        f"shank_inclination_{side}": [shank, turned["shank"]],
        f"knee_flexion_{side}": [planar_knee, np.sign(planar_knee) * angle_between_deg(knee - hip, ankle - knee)],
        f"hip_flexion_{side}": [wrap_deg(pelvis - thigh), wrap_deg(pelvis - turned["thigh"])],
        f"ankle_dorsiflexion_{side}": [wrap_deg(shank + pitch), wrap_deg(turned["shank"] + pitch)],
    }


def _in_leg_plane(points: Mapping[str, Array], side: str) -> dict[str, Array]:
    """Shank and thigh inclination measured along the foot's heading instead of along x."""
    sole = points[f"toe_{side}"] - points[f"heel_{side}"]
    heading = np.median(sole, axis=0) * np.array([1.0, 0.0, 1.0])
    size = float(np.linalg.norm(heading))
    heading = heading / size * np.sign(heading[0]) if size > 1e-3 else np.array([1.0, 0.0, 0.0])
    names = {"shank": ("ankle", "knee"), "thigh": ("knee", "hip")}
    lean = {}
    for name, (lower, upper) in names.items():
        line = points[f"{upper}_{side}"] - points[f"{lower}_{side}"]
        lean[name] = np.degrees(np.arctan2(line @ heading, line[:, 1]))
    return lean


def _arm_angles(points: Mapping[str, Array], side: str, thorax: Array) -> dict[str, list[Array]]:
    shoulder, elbow, wrist, hand = (points[f"{name}_{side}"] for name in ("shoulder", "elbow", "wrist", "hand"))
    upper, whole = elbow - shoulder, hand - shoulder
    hanging = [np.degrees(np.arctan2(line[:, 0], -line[:, 1])) for line in (upper, whole)]
    return {
        f"shoulder_flexion_{side}": [angle + thorax for angle in hanging],
        f"elbow_flexion_{side}": [angle_between_deg(upper, wrist - elbow)],
    }


def angles_agree(motion: MotionFile) -> Finding:
    """Each reported angle is the one its points make; less exactly of a pelvis that lists and turns."""
    found = recomputed_angles(motion)
    bound = LISTING_ANGLE_DEG if motion.drifting and motion.fault == "asymmetry" else ANGLE_DEG
    return at_most("angles", (_disagreement(motion, name, found[name]) for name in ANGLES), bound, "degrees")


def _disagreement(motion: MotionFile, name: str, readings: list[Array]) -> tuple[float, str]:
    """Largest error of the best reading. Spinal angles may keep a constant of rest; arms are not judged sideways."""
    best, where = float("inf"), ""
    slack = _slack(motion, name)
    for reading in readings:
        error = wrap_deg(motion.angles[name] - reading)
        if name in ("pelvic_tilt", "lumbar_flexion", "neck_flexion") or name.startswith("hip_flexion"):
            rest = float(np.clip(np.median(error), -REST_OFFSET_DEG, REST_OFFSET_DEG))
            error = error - rest
        frame = int(np.argmax(np.abs(error)))
        worst = float(np.abs(error[frame])) * ANGLE_DEG / slack if slack else 0.0
        if worst < best:
            best, where = worst, f"{name} {motion.when(frame)}"
    return best, where


def _slack(motion: MotionFile, name: str) -> float:
    """Degrees of disagreement allowed; 0 where the sagittal words do not fit the pose."""
    if not name.startswith("shoulder_flexion"):
        return ANGLE_DEG
    side = name[-1]
    upper = motion.points[f"elbow_{side}"] - motion.points[f"shoulder_{side}"]
    sideways = np.max(np.abs(upper[:, 2]) / np.linalg.norm(upper, axis=1))
    return ARM_ANGLE_DEG if sideways < 0.5 else 0.0


def angles_identity(motion: MotionFile) -> Finding:
    """Pelvis = hip - knee + shank at every frame, on either leg.

    Exact in the sagittal plane; a knee bent in a leg that is splayed makes up to 3 degrees of difference, and more
    the further the feet are turned out beyond 15 degrees, or the knee falls inward where it drifts.
    """
    angles = motion.angles
    errors = []
    for side in "lr":
        chain = angles[f"hip_flexion_{side}"] - angles[f"knee_flexion_{side}"] + angles[f"shank_inclination_{side}"]
        error = np.abs(wrap_deg(angles["pelvic_tilt"] - chain))
        errors.append((float(np.max(error)), f"{side} {motion.when(np.argmax(error))}"))
    return at_most("angle-identity", errors, _identity_slack(motion), "degrees")


def _identity_slack(motion: MotionFile) -> float:
    """Degrees the chain of a splayed leg may differ from the sagittal one."""
    if motion.drifting and motion.fault in SPLAYING:
        return SPLAYED_IDENTITY_DEG
    soles = [motion.points[f"toe_{side}"][0] - motion.points[f"heel_{side}"][0] for side in "lr"]
    turned = max(float(np.degrees(np.arctan2(abs(sole[2]), abs(sole[0]) + 1e-9))) for sole in soles)
    return IDENTITY_DEG + PER_TURN_DEG * max(turned - 15.0, 0.0)


def joint_limits(motion: MotionFile) -> Finding:
    """No joint goes beyond its range, by the reported angles and by the points' own knee and elbow."""
    excess = []
    for name, values in motion.angles.items():
        joint = name[:-2] if name[-2:] in ("_l", "_r") else name
        if joint not in LIMITS:
            continue
        low, high = LIMITS[joint]
        if joint == "ankle_dorsiflexion" and motion.kneeling:
            low = -90.0
        over = np.maximum(values - high, low - values)
        excess.append((float(np.max(over)), f"{name} {motion.when(np.argmax(over))}"))
    return at_most("joint-limits", excess, LIMIT_SLACK_DEG, "degrees beyond")


def hamstrings(motion: MotionFile) -> Finding:
    """The two-joint hamstrings allow ``straight leg raise + 0.55 knee flexion`` at the hip.

    A pelvis that lists or feet that tip make half a degree of difference to the sagittal reading.
    """
    allowed = float(motion.body["hamstrings_deg"])
    excess = []
    for side in "lr":
        hip, knee = motion.angles[f"hip_flexion_{side}"], motion.angles[f"knee_flexion_{side}"]
        over = hip - allowed - HAMSTRING_PER_KNEE * knee
        excess.append((float(np.max(over)), f"{side} {motion.when(np.argmax(over))}"))
    return at_most(
        "hamstrings", excess, DRIFTING_HAMSTRING_DEG if motion.drifting else HAMSTRING_SLACK_DEG, "degrees beyond"
    )
