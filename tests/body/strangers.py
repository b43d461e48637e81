"""Recorded people who are not our model: other proportions, other angles, noise, any camera.

A planar chain from the ankle up, keyed by segment inclinations (degrees) over time, then widened into points. None of
the program's own kinematics is used.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Keys = Sequence[tuple[float, Mapping[str, float]]]

LENGTHS = {"shank": 0.43, "thigh": 0.40, "pelvis": 0.12, "low_back": 0.17, "thorax": 0.31, "head": 0.24, "arm": 0.66}
STANDING = {"shank": 4.0, "thigh": 1.0, "pelvis": 12.0, "lumbar": -20.0, "thorax": 3.0, "arm": 2.0}
"""How a person stands: knees not quite straight, a pelvis and a back with curves of their own."""

SQUAT: Keys = (
    (0.0, {}),
    (0.5, {}),
    (1.5, {"shank": 31, "thigh": -70, "pelvis": 52, "lumbar": 5, "thorax": 46, "arm": 70}),
    (2.4, {}),
    (2.9, {}),
)
SIT_TO_STAND: Keys = (
    (0.0, {"shank": 2, "thigh": -88, "pelvis": 2, "lumbar": -10, "thorax": 5, "arm": 10}),
    (0.6, {"shank": 6, "thigh": -86, "pelvis": 36, "lumbar": 12, "thorax": 38, "arm": 10}),
    (1.0, {"shank": 20, "thigh": -70, "pelvis": 46, "lumbar": 14, "thorax": 44, "arm": 10}),
    (2.0, {}),
    (2.6, {}),
)
BOX_LIFT: Keys = (
    (0.0, {}),
    (0.3, {}),
    (1.6, {"shank": 38, "thigh": -84, "pelvis": 50, "lumbar": 2, "thorax": 46, "arm": 12}),
    (1.9, {"shank": 38, "thigh": -84, "pelvis": 50, "lumbar": 2, "thorax": 46, "arm": 12}),
    (3.3, {"arm": 25}),
    (3.7, {"arm": 25}),
)
STOOP: Keys = (
    (0.0, {}),
    (0.4, {}),
    (2.2, {"shank": -3, "thigh": -22, "pelvis": 55, "lumbar": 40, "thorax": 95, "arm": 5}),
    (2.6, {"shank": -3, "thigh": -22, "pelvis": 55, "lumbar": 40, "thorax": 95, "arm": 5}),
    (4.2, {}),
    (4.6, {}),
)
TABLE_LEAN: Keys = (
    (0.0, {}),
    (0.4, {}),
    (1.4, {"shank": -1, "thigh": -9, "pelvis": 36, "lumbar": 8, "thorax": 35, "arm": 40}),
    (1.8, {"shank": -1, "thigh": -9, "pelvis": 36, "lumbar": 8, "thorax": 35, "arm": 40}),
)
_BACKSWING = {"shank": 7, "thigh": -28, "pelvis": 70, "lumbar": 40, "thorax": 62, "arm": -41}
_UP = {"shank": 0, "thigh": -8, "pelvis": 6, "lumbar": -24, "thorax": -8, "arm": 87}
SWING: Keys = (
    (0.00, _BACKSWING),
    (0.30, {"shank": 7, "thigh": -20, "pelvis": 36, "lumbar": 5, "thorax": 26, "arm": 1}),
    (0.48, {"shank": 3, "thigh": -12, "pelvis": 8, "lumbar": -22, "thorax": -4, "arm": 52}),
    (0.70, _UP),
    (0.98, {"shank": 3, "thigh": -10, "pelvis": 16, "lumbar": -18, "thorax": 5, "arm": 45}),
    (1.13, {"shank": 4, "thigh": -16, "pelvis": 36, "lumbar": 5, "thorax": 26, "arm": 2}),
    (1.41, _BACKSWING),
)


def lines(keys: Keys, rate_hz: float, times: int = 1) -> tuple[Array, dict[str, Array]]:
    """Time and each segment's inclination in radians; minimum-jerk between the keys, repeated."""
    length = keys[-1][0]
    time = np.arange(round(length * times * rate_hz)) / rate_hz
    within = time % length
    at = np.array([key[0] for key in keys])
    part = np.clip(np.searchsorted(at, within, side="right") - 1, 0, len(at) - 2)
    u = (within - at[part]) / (at[part + 1] - at[part])
    ease = u**3 * (10 - 15 * u + 6 * u**2)
    found = {}
    for name, rest in STANDING.items():
        values = np.array([key[1].get(name, rest) for key in keys])
        found[name] = np.radians(values[part] + ease * (values[part + 1] - values[part]))
    return time, found


def swung(rate_hz: float, times: int) -> tuple[Array, dict[str, Array]]:
    """The swing, through a periodic curve instead of stops: harmonics fitted to its keys."""
    length = SWING[-1][0]
    time = np.arange(round(length * times * rate_hz)) / rate_hz
    at = np.array([key[0] for key in SWING[:-1]])

    def waves(when: Array) -> Array:
        turns = [2 * np.pi * order * when / length for order in (1, 2)]
        return np.stack([np.ones_like(when)] + [wave(turn) for turn in turns for wave in (np.cos, np.sin)], axis=-1)

    found = {}
    for name in STANDING:
        values = np.array([key[1][name] for key in SWING[:-1]])
        found[name] = np.radians(waves(time) @ np.linalg.lstsq(waves(at), values, rcond=None)[0])
    return time, found


def points(tracks: Mapping[str, Array], size: float = 1.0, spine: bool = True) -> dict[str, Array]:
    """Markers of a person of a size; ``spine`` False leaves out those on pelvis and back."""
    long = {name: length * size for name, length in LENGTHS.items()}
    n = len(tracks["shank"])

    def along(name: str) -> Array:
        return np.stack([np.sin(tracks[name]), np.cos(tracks[name]), np.zeros(n)], axis=-1)

    ankle = np.broadcast_to(np.array([0.0, 0.08 * size, 0.0]), (n, 3))
    knee = ankle + long["shank"] * along("shank")
    hip = knee + long["thigh"] * along("thigh")
    l5s1 = hip + long["pelvis"] * along("pelvis")
    t12l1 = l5s1 + long["low_back"] * along("lumbar")
    c7 = t12l1 + long["thorax"] * along("thorax")
    shoulder = t12l1 + 0.78 * long["thorax"] * along("thorax")
    arm = np.stack([np.sin(tracks["arm"]), -np.cos(tracks["arm"]), np.zeros(n)], axis=-1)
    aside = np.array([0.0, 0.0, 1.0]) * size
    found = {"pelvis": hip, "head_top": c7 + long["head"] * along("thorax")}
    if spine:
        found |= {"l5s1": l5s1, "t12l1": t12l1, "c7": c7}
    for side, sign in (("l", -1.0), ("r", 1.0)):
        found[f"ankle_{side}"] = ankle + sign * 0.13 * aside
        found[f"heel_{side}"] = found[f"ankle_{side}"] + size * np.array([-0.05, -0.06, -0.01 * sign])
        found[f"toe_{side}"] = found[f"ankle_{side}"] + size * np.array([0.17, -0.06, 0.04 * sign])
        found[f"knee_{side}"] = knee + sign * 0.11 * aside
        found[f"hip_{side}"] = hip + sign * 0.08 * aside
        found[f"shoulder_{side}"] = shoulder + sign * 0.18 * aside
        found[f"elbow_{side}"] = shoulder + 0.5 * long["arm"] * arm + sign * 0.18 * aside
        found[f"wrist_{side}"] = shoulder + long["arm"] * arm + sign * 0.12 * aside
    return found


def filmed(
    clean: Mapping[str, Array], noise_m: float, seed: int, turn_deg: float = 0.0, place: Sequence[float] = (0, 0, 0)
) -> dict[str, Array]:
    """The same markers seen from elsewhere, trembling."""
    chance = np.random.default_rng(seed)
    cosine, sine = np.cos(np.radians(turn_deg)), np.sin(np.radians(turn_deg))
    turn = np.array([[cosine, 0, -sine], [0, 1, 0], [sine, 0, cosine]])
    return {name: p @ turn.T + np.asarray(place) + chance.normal(0, noise_m, p.shape) for name, p in clean.items()}


def trc_text(time: Array, markers: Mapping[str, Array], unit: str = "mm", rename: Callable[[str], str] = str) -> str:
    """A .trc file as motion laboratories write it."""
    scale = {"m": 1.0, "cm": 100.0, "mm": 1000.0}[unit]
    names = list(markers)
    rate = (len(time) - 1) / (time[-1] - time[0])
    head = [
        "PathFileType\t4\t(X/Y/Z)\tstranger.trc",
        "DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\tOrigDataRate\tOrigDataStartFrame\tOrigNumFrames",
        f"{rate:g}\t{rate:g}\t{len(time)}\t{len(names)}\t{unit}\t{rate:g}\t1\t{len(time)}",
        "Frame#\tTime\t" + "\t\t\t".join(rename(name) for name in names) + "\t\t",
        "\t\t" + "\t".join(f"{axis}{at + 1}" for at in range(len(names)) for axis in "XYZ"),
        "",
    ]
    table = np.concatenate([markers[name] for name in names], axis=1) * scale
    rows = [
        f"{frame + 1}\t{t:.5f}\t" + "\t".join("" if np.isnan(cell) else f"{cell:.5f}" for cell in row)
        for frame, (t, row) in enumerate(zip(time, table, strict=True))
    ]
    return "\n".join(head + rows) + "\n"
