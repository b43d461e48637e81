"""Laws of proportion: lengths after Drillis & Contini, masses and centres of mass after de Leva (1996)."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from .findings import Finding, at_most
from .geometry import length
from .recorded import MotionFile

# Shares of stature: Drillis & Contini 1966 as in Winter 2009, Fig. 4.1; the hand reaches to the grip.
LENGTHS: Mapping[str, float] = {
    "thigh": 0.245,
    "shank": 0.246,
    "upper_arm": 0.186,
    "forearm": 0.146,
    "hand": 0.054,
}
HIP_TO_SHOULDER = 0.288
HIP_HEIGHT = 0.530
LEG = ("thigh", "shank")
# Shares of body mass and of the segment's length from its upper end: de Leva 1996, Table 4, (male, female).
MASSES: Mapping[str, tuple[float, float]] = {
    "head": (0.0694, 0.0668),
    "upper_arm": (0.0271, 0.0255),
    "forearm": (0.0162, 0.0138),
    "hand": (0.0061, 0.0056),
    "thigh": (0.1416, 0.1478),
    "shank": (0.0433, 0.0481),
    "foot": (0.0137, 0.0129),
}
TRUNK_MASS = (0.4346, 0.4257)
CENTRES: Mapping[str, tuple[float, float]] = {
    "upper_arm": (0.5772, 0.5754),
    "forearm": (0.4574, 0.4559),
    "thigh": (0.4095, 0.3612),
    "shank": (0.4459, 0.4416),
}
LENGTH_SHARE, MASS_SHARE, CENTRE_SHARE = 0.01, 0.01, 0.01
RIGID_SHARE, UPRIGHT_DEG, LEVEL_M = 1e-3, 3.0, 5e-3


def proportion_findings(motion: MotionFile) -> list[Finding]:
    """Every law of this module."""
    found = [limb_lengths(motion), segment_masses(motion), segment_centres(motion)]
    return [*found, quiet_standing(motion)] if motion.standing else found


def _kind(name: str) -> str:
    return name[:-2] if name[-2:] in ("_l", "_r") else name


def _of_sex(motion: MotionFile, pair: tuple[float, float]) -> float:
    male, female = pair
    return {"male": male, "female": female}.get(str(motion.body["sex"]), (male + female) / 2.0)


def limb_lengths(motion: MotionFile) -> Finding:
    """Limbs, and the trunk from hips to shoulders when it stands, are as long as the table says.

    Where ``legs`` says that they are longer, all above the hips is shorter in proportion: the stature stays.
    """
    stature, legs = float(motion.body["stature_m"]), float(motion.body["legs"])
    errors = []
    for segment in motion.segments:
        wanted = LENGTHS.get(_kind(segment.name))
        if wanted is not None:
            wanted *= legs if _kind(segment.name) in LEG else 1.0
            found = float(np.median(length(motion.points[segment.start], motion.points[segment.end]))) / stature
            errors.append((abs(found / wanted - 1.0), f"{segment.name} {found:.4f} of stature, not {wanted:.4f}"))
    standing = motion.standing or {n: path[motion.frame_at(motion.counts_at_s)] for n, path in motion.points.items()}
    hips, shoulders = ((standing[f"{name}_l"] + standing[f"{name}_r"]) / 2.0 for name in ("hip", "shoulder"))
    trunk = float(np.linalg.norm(shoulders - hips)) / stature
    above = HIP_TO_SHOULDER * (1.0 - HIP_HEIGHT * legs) / (1.0 - HIP_HEIGHT)
    errors.append((abs(trunk / above - 1.0), f"hips to shoulders {trunk:.4f} of stature"))
    return at_most("proportion-lengths", errors, LENGTH_SHARE, "")


def quiet_standing(motion: MotionFile) -> Finding:
    """The same body stands quietly: its bones as long as when it moves, its trunk upright, both sides as high."""
    still, errors = motion.standing, []
    missing = [name for one in motion.segments for name in (one.start, one.end) if name not in still]
    if missing:
        return Finding("quiet-standing", float("nan"), "every joint", False, ", ".join(missing))
    for one in motion.segments:
        moving = float(np.median(length(motion.points[one.start], motion.points[one.end])))
        quiet = float(np.linalg.norm(still[one.end] - still[one.start]))
        errors.append((abs(quiet / moving - 1.0) / RIGID_SHARE, one.name))
    trunk = still["shoulder_l"] + still["shoulder_r"] - still["hip_l"] - still["hip_r"]
    errors.append((abs(float(np.degrees(np.arctan2(trunk[0], trunk[1])))) / UPRIGHT_DEG, "trunk off upright"))
    tilted = (abs(float(still[f"{name}_l"][1] - still[f"{name}_r"][1])) for name in ("hip", "shoulder"))
    errors.append((max(tilted) / LEVEL_M, "one side higher"))
    return at_most("quiet-standing", errors, 1.0, "of 0.1 %, 3 degrees or 5 mm")


def segment_masses(motion: MotionFile) -> Finding:
    """Head, trunk and limbs have the table's shares of the body's mass, by sex."""
    body = float(motion.body["mass_kg"])
    wanted = {name: _of_sex(motion, pair) for name, pair in MASSES.items()}
    whole = sum(share * (1.0 if name == "head" else 2.0) for name, share in wanted.items()) + _of_sex(
        motion, TRUNK_MASS
    )
    errors = []
    for segment in motion.segments:
        if _kind(segment.name) in wanted:
            share = wanted[_kind(segment.name)] / whole
            found = segment.mass_kg / body
            errors.append((abs(found / share - 1.0), f"{segment.name} {found:.4f}, not {share:.4f}"))
    return at_most("proportion-masses", errors, MASS_SHARE, "")


def segment_centres(motion: MotionFile) -> Finding:
    """A limb's mass sits where the table puts it, from the upper end."""
    errors = []
    for segment in motion.segments:
        pair = CENTRES.get(_kind(segment.name))
        if pair is not None:
            wanted = _of_sex(motion, pair)
            errors.append((abs(segment.com_fraction - wanted), f"{segment.name} {segment.com_fraction:.3f}"))
    return at_most("proportion-centres", errors, CENTRE_SHARE, "of the length")
