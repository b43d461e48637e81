"""What points show of a body: its angles, and the same points without the camera's tremble."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from hinge_desktop.body.pose import bend_between, inclination_of

Array = NDArray[np.float64]
Points = Mapping[str, Array]

SMOOTH_HZ = 6.0
"""Cut-off for recorded people: what moves faster in a slow or ballistic hinge is the camera (Winter 2009)."""

_TO_C7, _TO_T12 = 0.83, 0.36
"""The lines L5/S1 to C7 and hips to T12/L1 follow these parts of the lumbar flexion (the lengths of our trunk)."""
_APART_M = 0.02


def angles_of(points: Points) -> dict[str, Array]:
    """Every angle of the motion file that these points show, (n,) radians, and ``arm_inclination``.

    Lumbar flexion is the line T12/L1 to C7 on the line from the hips' middle to L5/S1 (or to the sacrum). Where only
    one of T12/L1 and L5/S1 is seen, the line to it, or from it, bends by a known part of that. Without a pelvis, hip
    flexion is trunk on thigh. Pelvis, spine and neck are measured from wherever the markers lie: only their changes
    mean something.
    """
    found: dict[str, Array] = {}
    places = _with_middles(points)

    def line(name: str, *ends: tuple[str, str]) -> None:
        """The inclination of the first line whose ends are known and apart."""
        for low, high in ends:
            if low in places and high in places:
                along = places[high] - places[low]
                if float(np.median(np.hypot(along[..., 0], along[..., 1]))) > _APART_M:
                    found[name] = np.unwrap(inclination_of(places[low], places[high]))
                    return

    line("trunk_inclination", ("pelvis", "shoulders"), ("pelvis", "c7"))
    line("pelvic_tilt", ("pelvis", "l5s1"), ("pelvis", "sacrum_back"))
    line("thorax", ("t12l1", "c7"), ("t12l1", "shoulders"))
    line("head", ("c7", "head_top"), ("c7", "head_back"))
    line("_whole_back", ("l5s1", "c7"))
    line("_waist", ("pelvis", "t12l1"))
    if "shoulders" in places and ("hands" in places or "wrists" in places):
        arm = places["hands" if "hands" in places else "wrists"] - places["shoulders"]
        found["arm_inclination"] = np.unwrap(np.arctan2(arm[..., 0], -arm[..., 1]))
    if "thorax" in found and "head" in found:
        found["neck_flexion"] = found["head"] - found["thorax"]
    if "pelvic_tilt" in found and "thorax" in found:
        found["lumbar_flexion"] = found["thorax"] - found["pelvic_tilt"]
    elif "pelvic_tilt" in found and "_whole_back" in found:
        found["lumbar_flexion"] = (found["_whole_back"] - found["pelvic_tilt"]) / _TO_C7
    elif "thorax" in found and "_waist" in found:
        found["lumbar_flexion"] = (found["thorax"] - found["_waist"]) / (1 - _TO_T12)
        found["pelvic_tilt"] = found["_waist"] - _TO_T12 * found["lumbar_flexion"]
    for side in "lr":
        found |= _limb_angles(points, found, side)
    return found


def _with_middles(points: Points) -> dict[str, Array]:
    """The points, and the middles of pairs; between two hips lies the pelvis, whatever else is called so."""
    places = dict(points)
    for name, pair in (("pelvis", "hip"), ("shoulders", "shoulder"), ("hands", "hand"), ("wrists", "wrist")):
        seen = [points[f"{pair}_{side}"] for side in "lr" if f"{pair}_{side}" in points]
        if len(seen) == 2 or (seen and name not in places):
            places[name] = np.asarray(sum(seen) / len(seen))
    return places


def _limb_angles(points: Points, trunk: Mapping[str, Array], side: str) -> dict[str, Array]:
    hip, knee, ankle = (points.get(f"{name}_{side}") for name in ("hip", "knee", "ankle"))
    found: dict[str, Array] = {}
    if knee is not None and ankle is not None:
        found[f"shank_inclination_{side}"] = np.unwrap(inclination_of(ankle, knee))
    if knee is not None and hip is not None:
        thigh = found[f"thigh_inclination_{side}"] = np.unwrap(inclination_of(knee, hip))
        on_thigh = trunk.get("pelvic_tilt", trunk.get("trunk_inclination"))
        if on_thigh is not None:
            found[f"hip_flexion_{side}"] = on_thigh - thigh
        if ankle is not None:
            found[f"knee_flexion_{side}"] = bend_between(hip - knee, knee - ankle)
    return found


def smoothed(values: Array, step_s: float, cut_hz: float = SMOOTH_HZ) -> Array:
    """A low-pass along axis 0 that delays nothing: a fourth-order Butterworth's gain, run in the Fourier domain.

    The ends are continued by their point reflection, so that they keep value and slope.
    """
    n = len(values)
    pad = min(n - 1, round(1.0 / step_s))
    if pad < 1:
        return values
    head = 2 * values[:1] - values[pad:0:-1]
    tail = 2 * values[-1:] - values[-2 : -pad - 2 : -1]
    whole = np.concatenate([head, values, tail])
    frequency = np.fft.rfftfreq(len(whole), step_s)
    gain = 1.0 / (1.0 + (frequency / cut_hz) ** 4)
    turned = np.fft.rfft(whole, axis=0) * gain.reshape(-1, *[1] * (values.ndim - 1))
    return np.asarray(np.fft.irfft(turned, len(whole), axis=0)[pad : pad + n])
