"""Laws of mass and force: centre of mass, zero-moment point, base of support, moment at L5/S1, bands."""

from __future__ import annotations

import numpy as np

from .calculus import Array
from .findings import Finding, at_least, at_most
from .geometry import angle_between_deg, beside_segment, convex_hull, depth_inside
from .ground_laws import bearing_contacts
from .mechanics import (
    Mass,
    centre_of_mass,
    l5s1_moment,
    masses,
    net_vertical_force,
    point_of_force,
    zero_moment_point,
)
from .recorded import Force, MotionFile

CENTRE_M = 1e-3
ZMP_M, SNATCHED_ZMP_M = 5e-3, 8e-3
INSIDE_SLACK_M = 5e-4
ONE_FOOT_M = 0.03
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
        reported_zmp(motion, zmp, bodies),
        balance("balance", motion, zmp),
        balance("balance-as-reported", motion, motion.zero_moment_point),
        reported_moment(motion, l5s1_moment(motion, bodies)),
        floor_pushes(motion, bodies),
    ]
    if motion.forces or motion.held("band"):
        found += [band_pulls(motion), band_end(motion)]
    return found


def reported_centre(motion: MotionFile, recomputed: Array) -> Finding:
    """The reported centre of mass is that of the segments and of what is carried."""
    error = np.linalg.norm(motion.centre_of_mass - recomputed, axis=1)
    return at_most("centre-of-mass", [(float(np.max(error)), motion.when(np.argmax(error)))], CENTRE_M, "m")


def reported_zmp(motion: MotionFile, recomputed: Array, bodies: tuple[Mass, ...]) -> Finding:
    """The reported zero-moment point is the one that masses, forces and accelerations make.

    Where the floor pushes with less than the weight, the point counts for less: it is the moment that must be right.
    Where a drift snatches the bell, frames of 10 ms leave more of a difference.
    """
    error = np.linalg.norm(motion.zero_moment_point - recomputed, axis=1) * np.clip(_push(motion, bodies), 0.0, 1.0)
    bound = SNATCHED_ZMP_M if motion.drifting and motion.ballistic else ZMP_M
    return at_most("zero-moment-point", [(float(np.max(error)), motion.when(np.argmax(error)))], bound, "m")


def _push(motion: MotionFile, bodies: tuple[Mass, ...]) -> Array:
    """The floor's vertical push, in body weights (n,)."""
    carried = sum(body.kg for body in bodies) / float(motion.body["mass_kg"])
    return net_vertical_force(motion, bodies) + carried


def balance(law: str, motion: MotionFile, zmp: Array) -> Finding:
    """The zero-moment point stays inside the hull of the contacts declared at that frame.

    On one foot it stays over the sole: between heel and toe, at most 3 cm (of a person of 1.75 m) beside their line.
    """
    contacts = bearing_contacts(motion)
    active = np.array([motion.frames(contact.start_s, contact.end_s) for contact in contacts])
    least = 2 if len(motion.legs) == 1 else 3
    if not len(active) or np.any(active.sum(axis=0) < least):
        return Finding(law, float("nan"), f"{least} contacts a frame", False, "no base of support")
    depth = np.zeros(len(motion.time_s))
    for pattern in np.unique(active, axis=1).T:
        mask = np.all(active == pattern[:, None], axis=0)
        names = [contact.name for contact, on in zip(contacts, pattern, strict=True) if on]
        corners = np.array([motion.points[name][mask][:, [0, 2]].mean(axis=0) for name in names])
        depth[mask] = _depth(zmp[mask][:, [0, 2]], convex_hull(corners), ONE_FOOT_M * motion.scale)
    frame = int(np.argmin(depth))
    where = f"{motion.when(frame)}, x {zmp[frame, 0]:.3f} z {zmp[frame, 2]:.3f}"
    return at_least(law, [(float(depth[frame]), where)], -INSIDE_SLACK_M, "m inside")


def floor_pushes(motion: MotionFile, bodies: tuple[Mass, ...]) -> Finding:
    """What stands on the floor is pushed by it and never pulled: nobody falls faster than a stone."""
    push = _push(motion, bodies)
    return at_least("floor-pushes", [(float(np.min(push)), motion.when(np.argmin(push)))], 0.0, "body weights")


def _depth(points: Array, hull: Array, half_m: float) -> Array:
    """How deep each point lies in the base; of one foot it is a strip as wide as twice ``half_m``."""
    if len(hull) == 2:
        return np.asarray(np.minimum(*beside_segment(points, hull, half_m)))
    return depth_inside(points, hull)


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
