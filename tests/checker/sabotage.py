"""Ways to spoil a good motion file, each by an amount; the checker must name a broken law for every one.

A spoiler takes the file's JSON object and returns a spoilt copy.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import numpy as np
from motion_check import parse_motion
from motion_check.mechanics import centre_of_mass, l5s1_moment, masses, zero_moment_point

Record = dict[str, Any]
Spoiler = Callable[[Record], Record]

ABOVE_HIPS = (
    "pelvis", "hip_l", "hip_r", "l5s1", "t12l1", "c7", "head_top", "head_back", "t_spine_back", "sacrum_back",
    "buttock_back", "shoulder_l", "shoulder_r", "elbow_l", "elbow_r", "wrist_l", "wrist_r", "hand_l", "hand_r",
)  # fmt: skip


def moved_root(metres: float) -> Spoiler:
    """The pelvis and all it carries shifted forward over legs that stay."""
    return lambda record: shifted(record, ABOVE_HIPS, (metres, 0.0, 0.0), carried=True)


def moved_root_retold(metres: float) -> Spoiler:
    """The same, with centre of mass, zero-moment point and back load told anew to fit the spoilt points."""
    return lambda record: retold(moved_root(metres)(record))


def borrowed_mass(kilograms: float) -> Spoiler:
    """The head borrows from a thigh; all that hangs on it is told anew."""

    def spoil(record: Record) -> Record:
        spoilt = copy.deepcopy(record)
        spoilt["segments"]["thigh_l"]["mass_kg"] -= kilograms
        spoilt["segments"]["head"]["mass_kg"] += kilograms
        return retold(spoilt)

    return spoil


def moved_world(metres: float) -> Spoiler:
    """The whole figure shifted on the floor, consistently."""

    def spoil(record: Record) -> Record:
        spoilt = shifted(record, tuple(record["points_m"]), (metres, 0.0, 0.0), carried=True)
        for name in ("centre_of_mass_m", "zero_moment_point_m"):
            spoilt[name] = np.add(spoilt[name], (metres, 0.0, 0.0)).tolist()
        return spoilt

    return spoil


def hopping_root(metres: float) -> Spoiler:
    """The whole figure bobs up and down once a repetition."""

    def spoil(record: Record) -> Record:
        bob = metres * np.sin(np.linspace(0.0, np.pi, len(record["time_s"]))) ** 4
        return shifted(record, tuple(record["points_m"]), np.outer(bob, (0.0, 1.0, 0.0)), carried=True)

    return spoil


def stretched_bone(share: float) -> Spoiler:
    """The right thigh grows and shrinks in the course of the repetition."""

    def spoil(record: Record) -> Record:
        spoilt = copy.deepcopy(record)
        hip, knee = (np.array(record["points_m"][name]) for name in ("hip_r", "knee_r"))
        growth = share * np.sin(np.linspace(0.0, np.pi, len(hip))) ** 4
        spoilt["points_m"]["knee_r"] = (knee + growth[:, None] * (knee - hip)).tolist()
        return spoilt

    return spoil


def sliding_foot(metres: float) -> Spoiler:
    """The right foot glides forward and back, shank and all left as they are."""

    def spoil(record: Record) -> Record:
        glide = metres * np.sin(np.linspace(0.0, np.pi, len(record["time_s"]))) ** 4
        return shifted(record, ("heel_r", "toe_r", "ankle_r"), np.outer(glide, (1.0, 0.0, 0.0)), carried=False)

    return spoil


def weightless_bell(share_left: float) -> Spoiler:
    """The bell's weight is (partly) taken from centre of mass and zero-moment point, as if balance ignored it."""

    def spoil(record: Record) -> Record:
        spoilt = copy.deepcopy(record)
        bell = next(item for item in record["implements"] if item["kind"] == "kettlebell")
        ball = np.array(bell["points_m"]["ball"])
        body, mass = record["body"]["mass_kg"], bell["mass_kg"]
        for name in ("centre_of_mass_m", "zero_moment_point_m"):
            weight = ball * (1.0, float(name == "centre_of_mass_m"), 1.0)
            alone = (body + mass) * np.array(record[name]) - mass * weight
            left = share_left * mass
            spoilt[name] = ((alone + left * weight) / (body + left)).tolist()
        return spoilt

    return spoil


def massless_bell(kilograms: float) -> Spoiler:
    """The bell is said to weigh something else than the load."""

    def spoil(record: Record) -> Record:
        spoilt = copy.deepcopy(record)
        next(item for item in spoilt["implements"] if item["kind"] == "kettlebell")["mass_kg"] = kilograms
        return spoilt

    return spoil


def hovering_bell(metres: float) -> Spoiler:
    """The bell's ball drifts up to the side of its handle."""

    def spoil(record: Record) -> Record:
        spoilt = copy.deepcopy(record)
        bell = next(item for item in spoilt["implements"] if item["kind"] == "kettlebell")
        rise = metres * np.sin(np.linspace(0.0, np.pi, len(record["time_s"]))) ** 4
        bell["points_m"]["ball"] = (np.array(bell["points_m"]["ball"]) + np.outer(rise, (1.0, 0.0, 0.0))).tolist()
        return spoilt

    return spoil


def flipped_angle(name: str) -> Spoiler:
    """One reported angle has the wrong sign."""

    def spoil(record: Record) -> Record:
        spoilt = copy.deepcopy(record)
        spoilt["angles_deg"][name] = (-np.array(record["angles_deg"][name])).tolist()
        return spoilt

    return spoil


def mirrored(axis: int) -> Spoiler:
    """Every point on the other side of a plane: the figure faces back, or left is right."""

    def spoil(record: Record) -> Record:
        sign = np.where(np.arange(3) == axis, -1.0, 1.0)
        spoilt = copy.deepcopy(record)
        for paths in (spoilt["points_m"], *(item.get("points_m", {}) for item in spoilt["implements"])):
            for name, path in paths.items():
                paths[name] = (np.array(path) * sign).tolist()
        for item in spoilt["implements"]:
            if "x_m" in item:
                item["x_m"] *= float(sign[0])
        for name in ("centre_of_mass_m", "zero_moment_point_m"):
            spoilt[name] = (np.array(spoilt[name]) * sign).tolist()
        for force in spoilt["external_forces"]:
            force["force_n"] = (np.array(force["force_n"]) * sign).tolist()
        return spoilt

    return spoil


def pushing_band(record: Record) -> Record:
    """The band pushes away from its anchor."""
    spoilt = copy.deepcopy(record)
    for force in spoilt["external_forces"]:
        force["force_n"] = (-np.array(force["force_n"])).tolist()
    return spoilt


def loose_hand(metres: float) -> Spoiler:
    """The left hand leaves what it holds for a moment."""

    def spoil(record: Record) -> Record:
        away = metres * np.sin(np.linspace(0.0, np.pi, len(record["time_s"]))) ** 8
        return shifted(record, ("hand_l",), np.outer(away, (1.0, 0.0, 0.0)), carried=False)

    return spoil


def through_the_wall(metres: float) -> Spoiler:
    """The wall stands nearer than the body allows."""

    def spoil(record: Record) -> Record:
        spoilt = copy.deepcopy(record)
        next(item for item in spoilt["implements"] if item["kind"] == "wall")["x_m"] += metres
        return spoilt

    return spoil


def jerky(degrees: float) -> Spoiler:
    """The head nods by straight lines: its speed jumps, its positions do not."""

    def spoil(record: Record) -> Record:
        shares = np.linspace(0.0, 1.0, len(record["time_s"]))
        return _nodded(record, np.radians(degrees) * np.interp(shares, [0.0, 0.4, 0.5, 0.6, 1.0], [0, 0, 1, 0, 0]))

    return spoil


def nodding(degrees: float) -> Spoiler:
    """The head begins to nod at an instant: its acceleration jumps, its speed does not."""

    def spoil(record: Record) -> Record:
        share = np.clip(np.linspace(-2.0, 3.0, len(record["time_s"])), 0.0, 1.0)
        pieces = [share < 0.25, share < 0.75]
        curve = np.select(pieces, [8 * share**2, 1.0 - 8 * (share - 0.5) ** 2], 8 * (1 - share) ** 2)
        return _nodded(record, np.radians(degrees) * curve)

    return spoil


def _nodded(record: Record, angles: Any) -> Record:
    """The head turned about the neck, forward, by an angle a frame."""
    spoilt = copy.deepcopy(record)
    neck = np.array(record["points_m"]["c7"])
    for name in ("head_top", "head_back"):
        offset = np.array(record["points_m"][name]) - neck
        turned = offset.copy()
        turned[:, 0] = np.cos(angles) * offset[:, 0] + np.sin(angles) * offset[:, 1]
        turned[:, 1] = -np.sin(angles) * offset[:, 0] + np.cos(angles) * offset[:, 1]
        spoilt["points_m"][name] = (neck + turned).tolist()
    return spoilt


def cut_short(frames: int) -> Spoiler:
    """The last frames are missing, so the loop does not close."""

    def spoil(record: Record) -> Record:
        whole = len(record["time_s"])

        def cut(value: Any) -> Any:
            if isinstance(value, list) and len(value) == whole:
                return value[:-frames]
            if isinstance(value, list):
                return [cut(item) for item in value]
            return {key: cut(item) for key, item in value.items()} if isinstance(value, dict) else value

        return dict(cut(record))

    return spoil


def reversed_time(record: Record) -> Record:
    """Every curve runs backwards under unchanged phases."""
    frames = len(record["time_s"])

    def turn(value: Any) -> Any:
        if isinstance(value, list):
            return value[::-1] if len(value) == frames else [turn(item) for item in value]
        return {key: turn(item) for key, item in value.items()} if isinstance(value, dict) else value

    return dict(turn(record)) | {"time_s": record["time_s"]}


def retold(record: Record) -> Record:
    """Centre of mass, zero-moment point and back load told anew to fit the points, in place."""
    motion = parse_motion(record)
    bodies = masses(motion)
    record["centre_of_mass_m"] = centre_of_mass(bodies).tolist()
    record["zero_moment_point_m"] = zero_moment_point(motion, bodies).tolist()
    record["loads"]["l5s1_moment_nm"] = l5s1_moment(motion, bodies).tolist()
    return record


def shifted(record: Record, names: tuple[str, ...], by: Any, *, carried: bool) -> Record:
    """Points, and what is held if ``carried``, moved by metres: (3,), or (n, 3) a frame."""
    spoilt = copy.deepcopy(record)
    for name in names:
        spoilt["points_m"][name] = (np.array(record["points_m"][name]) + by).tolist()
    if carried:
        for item in spoilt["implements"]:
            for name, path in item.get("points_m", {}).items():
                item["points_m"][name] = (np.array(path) + by).tolist()
    return spoilt
