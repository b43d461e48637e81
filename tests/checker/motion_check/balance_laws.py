"""Laws of mass and force: centre of mass, zero-moment point, base of support, moment at L5/S1, bands."""

from __future__ import annotations

import numpy as np

from .calculus import Array
from .findings import Finding, at_least, at_most
from .geometry import angle_between_deg, convex_hull, depth_inside
from .ground_laws import floor_contacts
from .mechanics import centre_of_mass, l5s1_moment, masses, point_of_force, zero_moment_point
from .reading import Force, MotionFile

CENTRE_M = 1e-3
ZMP_M = 5e-3
INSIDE_SLACK_M = 5e-4
MOMENT_NM, MOMENT_SHARE = 10.0, 0.10
BALLISTIC_MOMENT_SHARE = 0.30
BAND_LIMIT_N = 150.0
BAND_ALONG_DEG = 2.0
BAND_END_M = 2e-3


def balance_findings(motion: MotionFile) -> list[Finding]:
    """Every law of this module that applies."""
    bodies = masses(motion)
    zmp = zero_moment_point(motion, bodies)
    found = [
        reported_centre(motion, centre_of_mass(bodies)),
        reported_zmp(motion, zmp),
        balance("balance", motion, zmp),
        balance("balance-as-reported", motion, motion.zero_moment_point),
        reported_moment(motion, l5s1_moment(motion, bodies)),
    ]
    if motion.forces or motion.held("band"):
        found += [band_pulls(motion), band_end(motion)]
    return found


def _apart(law: str, motion: MotionFile, reported: Array, recomputed: Array, bound: float) -> Finding:
    error = np.linalg.norm(reported - recomputed, axis=1)
    return at_most(law, [(float(np.max(error)), motion.when(np.argmax(error)))], bound, "m")


def reported_centre(motion: MotionFile, recomputed: Array) -> Finding:
    """The reported centre of mass is that of the segments and of what is carried."""
    return _apart("centre-of-mass", motion, motion.centre_of_mass, recomputed, CENTRE_M)


def reported_zmp(motion: MotionFile, recomputed: Array) -> Finding:
    """The reported zero-moment point is the one that masses, forces and accelerations make."""
    return _apart("zero-moment-point", motion, motion.zero_moment_point, recomputed, ZMP_M)


def balance(law: str, motion: MotionFile, zmp: Array) -> Finding:
    """The zero-moment point stays inside the hull of the contacts declared at that frame."""
    contacts = floor_contacts(motion)
    active = np.array([motion.frames(contact.start_s, contact.end_s) for contact in contacts])
    if not len(active) or np.any(active.sum(axis=0) < 3):
        return Finding(law, float("nan"), "3 floor contacts a frame", False, "no base of support")
    depth = np.zeros(len(motion.time_s))
    for pattern in np.unique(active, axis=1).T:
        mask = np.all(active == pattern[:, None], axis=0)
        names = [contact.name for contact, on in zip(contacts, pattern, strict=True) if on]
        corners = np.array([motion.points[name][mask][:, [0, 2]].mean(axis=0) for name in names])
        depth[mask] = depth_inside(zmp[mask][:, [0, 2]], convex_hull(corners))
    frame = int(np.argmin(depth))
    where = f"{motion.when(frame)}, x {zmp[frame, 0]:.3f} z {zmp[frame, 2]:.3f}"
    return at_least(law, [(float(depth[frame]), where)], -INSIDE_SLACK_M, "m inside")


def reported_moment(motion: MotionFile, recomputed: Array) -> Finding:
    """The moment at L5/S1 is the one that trunk, arms and load make; below 0 it may be cut to 0.

    A swing's file may count the segments' spin, which points and masses cannot tell: a wider share there.
    """
    reported = np.maximum(motion.loads["l5s1_moment_nm"], 0.0)
    peak = float(np.max(np.abs(recomputed)))
    share = BALLISTIC_MOMENT_SHARE if motion.ballistic else MOMENT_SHARE
    error = np.abs(reported - np.maximum(recomputed, 0.0)) / (MOMENT_NM + share * peak)
    frame = int(np.argmax(error))
    where = f"{motion.when(frame)}: {reported[frame]:.0f}, points say {recomputed[frame]:.0f} N m"
    return at_most("l5s1-moment", [(float(error[frame]), where)], 1.0, "of the allowance")


def band_pulls(motion: MotionFile) -> Finding:
    """A band pulls along its own line, towards its anchor, and never pushes or passes 150 N."""
    worst = [_misdirection(motion, force) for force in motion.forces]
    if not worst:
        return Finding("band-pull", float("nan"), "an external force", False, "a band without a force")
    return at_most("band-pull", worst, BAND_ALONG_DEG, "degrees off its line")


def _misdirection(motion: MotionFile, force: Force) -> tuple[float, str]:
    path = point_of_force(motion, force.applied_at)
    bands = motion.held("band")
    if path is None or not bands or "anchor" not in bands[0].points:
        return float("nan"), f"{force.applied_at}: no such point, or no anchor"
    newtons = np.linalg.norm(force.newtons, axis=1)
    if np.max(newtons) > BAND_LIMIT_N:
        return float("nan"), f"{np.max(newtons):.0f} N, more than {BAND_LIMIT_N:.0f}"
    taut = newtons > 1.0
    if not taut.any():
        return float("nan"), f"slack throughout at {force.applied_at}"
    off = angle_between_deg(force.newtons, bands[0].points["anchor"] - path)[taut]
    return float(np.max(off)), f"{force.applied_at}, up to {np.max(newtons):.0f} N"


def band_end(motion: MotionFile) -> Finding:
    """A band's end is where its force acts, and its anchor does not move."""
    gaps = []
    for band in motion.held("band"):
        for force in motion.forces:
            path = point_of_force(motion, force.applied_at)
            if path is not None and "end" in band.points:
                gaps.append((float(np.max(np.linalg.norm(band.points["end"] - path, axis=1))), force.applied_at))
        anchor = band.points.get("anchor")
        if anchor is not None:
            gaps.append((float(np.max(np.linalg.norm(anchor - anchor[0], axis=1))), "anchor moved"))
    return at_most("band-end", gaps or [(float("nan"), "no band end")], BAND_END_M, "m")
