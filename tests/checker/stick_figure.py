"""A weighted hip hinge by the shortest way: a planar stick figure of thirty lines of geometry, told as FORMAT says.

It shares no line with the program or the checker. What it is for: a file from a stranger must be accepted too, so
that the checker is seen to read the format and not our writer's habits.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

STATURE, MASS, BELL, RATE = 1.70, 70.0, 12.0, 100.0
PHASES = {"eccentric": 3.0, "hold": 1.0, "concentric": 1.6, "top": 0.9}
TILT, KNEE, KNEE_STANDS, ARM = np.radians([60.0, 20.0, 5.0, 8.0])
HALF_HIPS, HALF_SHOULDERS, HALF_GRIP, BELL_DROP = 0.09, 0.18, 0.05, 0.17
FOREFOOT = np.array([0.13, 0.0, 0.0])
MALE_AND_FEMALE = {
    "head": (0.0694, 0.0668, 0.40), "upper_arm": (0.0271, 0.0255, 0.5763), "forearm": (0.0162, 0.0138, 0.4567),
    "hand": (0.0061, 0.0056, 0.77), "thigh": (0.1416, 0.1478, 0.3854), "shank": (0.0433, 0.0481, 0.4438),
    "foot": (0.0137, 0.0129, 0.42), "pelvis": (0.1117, 0.1247, 0.6), "lumbar": (0.1633, 0.1465, 0.55),
    "thorax": (0.1596, 0.1545, 0.6),
}  # fmt: skip
ENDS = {
    "head": ("c7", "head_top"), "pelvis": ("pelvis", "l5s1"), "lumbar": ("l5s1", "t12l1"), "thorax": ("t12l1", "c7"),
    "upper_arm": ("shoulder", "elbow"), "forearm": ("elbow", "wrist"), "hand": ("wrist", "hand"),
    "thigh": ("hip", "knee"), "shank": ("knee", "ankle"), "foot": ("heel", "toe"),
}  # fmt: skip


def record() -> dict[str, Any]:
    """The motion file."""
    period = sum(PHASES.values())
    time_s = np.arange(round(period * RATE) + 1) / RATE
    bend = _bend(time_s)
    tilt, knee = TILT * bend, KNEE_STANDS + (KNEE - KNEE_STANDS) * bend
    arm = np.radians(9.0) - (ARM + np.radians(9.0)) * bend
    shank = _balanced_shank(tilt, knee, arm)
    points, ball = _points(shank, shank - knee, tilt, arm)
    segments = _segments()
    masses = [(s["mass_kg"], _along(points, s)) for s in segments.values()] + [(BELL, ball)]
    back = [m for m, (name, s) in zip(masses, [*segments.items(), ("bell", None)], strict=True) if _is_above(name)]
    moment = _moment(back, points["l5s1"])
    ends = np.cumsum([0.0, *PHASES.values()])
    degrees = _angles(shank, knee, tilt, arm)
    hips = points["pelvis"]
    bottom = round(PHASES["eccentric"] * RATE)
    return {
        "format": "hinge-motion/1", "exercise": "weighted-hip-hinge", "step": 5, "fault": None, "fault_level": 0.0,
        "body": {"stature_m": STATURE, "mass_kg": MASS, "sex": "average", "hamstrings_deg": 80.0},
        "load_kg": BELL, "rate_hz": RATE, "time_s": time_s.tolist(),
        "phases": [
            {"name": name, "start_s": float(start), "end_s": float(end)}
            for name, start, end in zip(PHASES, ends[:-1], ends[1:], strict=True)
        ],
        "counts_at_s": float(ends[3]),
        "points_m": {name: path.tolist() for name, path in points.items()},
        "angles_deg": {name: np.degrees(values).tolist() for name, values in degrees.items()},
        "centre_of_mass_m": (sum(kg * path for kg, path in masses) / (MASS + BELL)).tolist(),
        "zero_moment_point_m": _zmp(masses).tolist(),
        "contacts": [
            {"point": f"{name}_{side}", "kind": "floor", "start_s": 0.0, "end_s": float(ends[-1])}
            for name in ("heel", "toe") for side in "lr"
        ],
        "implements": [
            {"kind": "kettlebell", "mass_kg": BELL, "held_by": ["hand_l", "hand_r"],
             "points_m": {"handle": ((points["hand_l"] + points["hand_r"]) / 2).tolist(), "ball": ball.tolist()}}
        ],
        "external_forces": [],
        "loads": {"l5s1_moment_nm": moment.tolist(), "l5s1_compression_ratio": (1.0 + moment / 50.0).tolist()},
        "segments": segments,
        "form": {"hip_excursion_ratio": float(abs((hips[bottom] - hips[0])[0] / (hips[bottom] - hips[0])[1]))},
    }  # fmt: skip


def _bend(time_s: Array) -> Array:
    """How far the hinge is, 0 to 1, by minimum jerk."""
    down = np.clip(time_s / PHASES["eccentric"], 0.0, 1.0)
    up = np.clip((time_s - PHASES["eccentric"] - PHASES["hold"]) / PHASES["concentric"], 0.0, 1.0)
    path: Array = np.polyval([6, -15, 10, 0, 0, 0], down) - np.polyval([6, -15, 10, 0, 0, 0], up)
    return path


def _line(angle: Array, size: float, z: float = 0.0) -> Array:
    """A segment of that length, leaning forward from upright by an angle."""
    return np.stack([size * np.sin(angle), size * np.cos(angle), np.full_like(angle, z)], axis=1)


def _points(shank: Array, thigh: Array, tilt: Array, arm: Array) -> tuple[dict[str, Array], Array]:
    h = STATURE
    still = np.zeros_like(shank)
    points: dict[str, Array] = {}
    for side, sign in (("l", -1.0), ("r", 1.0)):
        foot = np.stack([still, still, still + sign * HALF_HIPS], axis=1)
        points[f"heel_{side}"], points[f"toe_{side}"] = foot - FOREFOOT, foot + FOREFOOT
        points[f"ankle_{side}"] = foot - np.array([0.07, -0.039 * h, 0.0])
        points[f"knee_{side}"] = points[f"ankle_{side}"] + _line(shank, 0.246 * h)
        points[f"hip_{side}"] = points[f"knee_{side}"] + _line(thigh, 0.245 * h)
    points["pelvis"] = (points["hip_l"] + points["hip_r"]) / 2.0
    for name, below, size in (("l5s1", "pelvis", 0.057), ("t12l1", "l5s1", 0.105), ("c7", "t12l1", 0.168)):
        points[name] = points[below] + _line(tilt, size * h)
    points["head_top"] = points["c7"] + _line(tilt, 0.14 * h)
    behind = {"head_back": ("head_top", 0.10), "t_spine_back": ("t12l1", 0.11), "sacrum_back": ("l5s1", 0.09)}
    for name, (bone, depth) in {**behind, "buttock_back": ("pelvis", 0.12)}.items():
        points[name] = points[bone] + _line(tilt - np.pi / 2.0, depth)
    spread = HALF_SHOULDERS - HALF_GRIP
    whole = 0.386 * h
    flat = np.sqrt(whole**2 - spread**2)
    for side, sign in (("l", -1.0), ("r", 1.0)):
        shoulder = points["t12l1"] + _line(tilt, 0.126 * h, sign * HALF_SHOULDERS)
        reach = np.stack([flat * np.sin(arm), -flat * np.cos(arm), still - sign * spread], axis=1)
        points[f"shoulder_{side}"] = shoulder
        for name, share in (("elbow", 0.186), ("wrist", 0.332), ("hand", 0.386)):
            points[f"{name}_{side}"] = shoulder + reach * share / 0.386
    return points, (points["hand_l"] + points["hand_r"]) / 2.0 - (0.0, BELL_DROP, 0.0)


def _segments() -> dict[str, dict[str, Any]]:
    shares = {name: (male + female) / 2.0 for name, (male, female, _) in MALE_AND_FEMALE.items()}
    paired = [name for name in shares if f"{ENDS[name][0]}_l" in _PAIRED]
    whole = sum(share * (2.0 if name in paired else 1.0) for name, share in shares.items())
    found = {}
    for name, share in shares.items():
        for suffix in ("_l", "_r") if name in paired else ("",):
            start, end = ENDS[name]
            found[name + suffix] = {
                "from": start + suffix, "to": end + suffix, "mass_kg": MASS * share / whole,
                "com_fraction": MALE_AND_FEMALE[name][2],
            }  # fmt: skip
    return found


_PAIRED = {f"{name}_l" for name in ("shoulder", "elbow", "wrist", "hip", "knee", "heel")}


def _is_above(name: str) -> bool:
    return name.startswith(("head", "lumbar", "thorax", "upper_arm", "forearm", "hand", "bell"))


def _along(points: dict[str, Array], segment: dict[str, Any]) -> Array:
    start, end = points[segment["from"]], points[segment["to"]]
    path: Array = start * (1.0 - segment["com_fraction"]) + end * segment["com_fraction"]
    return path


def _balanced_shank(tilt: Array, knee: Array, arm: Array) -> Array:
    """The lean of the shin that puts the centre of mass 1.5 cm behind the middle of the foot, by bisection."""
    low, high = np.full_like(tilt, -0.6), np.full_like(tilt, 0.6)
    segments = _segments()
    for _ in range(50):
        shank = (low + high) / 2.0
        points, ball = _points(shank, shank - knee, tilt, arm)
        lever = sum(s["mass_kg"] * _along(points, s)[:, 0] for s in segments.values()) + BELL * ball[:, 0]
        ahead = lever / (MASS + BELL) > -0.015
        low, high = np.where(ahead, low, shank), np.where(ahead, shank, high)
    return (low + high) / 2.0


def _second(path: Array) -> Array:
    """Second time derivative round the closed path, three points a frame."""
    cycle = path[:-1]
    bent = (np.roll(cycle, 1, axis=0) - 2.0 * cycle + np.roll(cycle, -1, axis=0)) * RATE**2
    return np.concatenate([bent, bent[:1]])


def _zmp(masses: list[tuple[float, Array]]) -> Array:
    """x = sum m (x (y'' + g) - y x'') / sum m (y'' + g); the figure is the same left and right, so z is 0."""
    top, bottom = np.zeros((2, len(masses[0][1])))
    for kg, path in masses:
        push = _second(path)
        top = top + kg * (path[:, 0] * (push[:, 1] + 9.81) - path[:, 1] * push[:, 0])
        bottom = bottom + kg * (push[:, 1] + 9.81)
    x = np.asarray(top / bottom)
    return np.stack([x, np.zeros_like(x), np.zeros_like(x)], axis=1)


def _moment(masses: list[tuple[float, Array]], joint: Array) -> Array:
    moment = np.zeros(len(joint))
    for kg, path in masses:
        push, lever = _second(path), path - joint
        moment += kg * (lever[:, 0] * (push[:, 1] + 9.81) - lever[:, 1] * push[:, 0])
    return moment


def _angles(shank: Array, knee: Array, tilt: Array, arm: Array) -> dict[str, Array]:
    still = np.zeros_like(tilt)
    paired = {
        "ankle_dorsiflexion": shank, "shank_inclination": shank, "knee_flexion": knee,
        "hip_flexion": tilt - shank + knee, "shoulder_flexion": arm + tilt, "elbow_flexion": still,
    }  # fmt: skip
    found = {f"{name}_{side}": values for name, values in paired.items() for side in "lr"}
    return found | {
        "pelvic_tilt": tilt, "trunk_inclination": tilt, "lumbar_flexion": still, "neck_flexion": still,
    }  # fmt: skip
