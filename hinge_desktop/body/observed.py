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

_TO_C7 = 0.83
"""The line L5/S1 to C7 follows this part of the lumbar flexion (the lengths of our trunk): where T12/L1 is not seen."""


def angles_of(points: Points) -> dict[str, Array]:
    """Every angle of the motion file that these points show, (n,) radians, and ``arm_inclination``.

    Lumbar flexion is the line T12/L1 to C7 on the line from the hips' middle to L5/S1 (or to the sacrum); without
    T12/L1, the line L5/S1 to C7 stands for it. Without a pelvis, hip flexion is trunk on thigh. Pelvis, spine and
    neck are then measured from wherever the markers lie: only their changes mean something.
    """
    found: dict[str, Array] = {}
    places = dict(points)
    for name, pair in (("pelvis", "hip"), ("shoulders", "shoulder"), ("hands", "hand"), ("wrists", "wrist")):
        both = [points[f"{pair}_{side}"] for side in "lr" if f"{pair}_{side}" in points]
        if both and name not in places:
            places[name] = np.asarray(sum(both) / len(both))

    def line(name: str, *ends: tuple[str, str]) -> None:
        """The inclination of the first line both of whose ends are known."""
        seen = [(low, high) for low, high in ends if low in places and high in places]
        if seen:
            found[name] = np.unwrap(inclination_of(places[seen[0][0]], places[seen[0][1]]))

    line("trunk_inclination", ("pelvis", "shoulders"), ("pelvis", "c7"))
    line("pelvic_tilt", ("pelvis", "l5s1"), ("pelvis", "sacrum_back"))
    line("thorax", ("t12l1", "c7"))
    line("low_back", ("l5s1", "c7"))
    line("head", ("c7", "head_top"), ("c7", "head_back"))
    if "shoulders" in places and ("hands" in places or "wrists" in places):
        arm = places["hands" if "hands" in places else "wrists"] - places["shoulders"]
        found["arm_inclination"] = np.unwrap(np.arctan2(arm[..., 0], -arm[..., 1]))
    if "thorax" in found and "head" in found:
        found["neck_flexion"] = found["head"] - found["thorax"]
    if "pelvic_tilt" in found and "thorax" in found:
        found["lumbar_flexion"] = found["thorax"] - found["pelvic_tilt"]
    elif "pelvic_tilt" in found and "low_back" in found:
        found["lumbar_flexion"] = (found["low_back"] - found["pelvic_tilt"]) / _TO_C7
    for side in "lr":
        found |= _limb_angles(points, found, side)
    return found


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
