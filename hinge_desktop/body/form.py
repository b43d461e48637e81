"""Form metrics: what tells a hinge from a squat and from a rounded bend.

Each is a pure function of a motion. ``standing`` is the instant at which the body is tallest, ``deepest``
the one at which the pelvis is tilted furthest.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from hinge_desktop.body.balance import acceleration, rate_of_change
from hinge_desktop.body.motion import Motion
from hinge_desktop.body.movement import Bound

Array = NDArray[np.float64]

_LEAST_DROP_M = 0.005
_STARTED = 0.10
_FLOAT_WINDOW_S = 0.15


def measure(motion: Motion) -> dict[str, float]:
    """The metrics this exercise is judged by, name -> value in the unit its name says."""
    return {name: METRIC[name](motion) for name in motion.movement.form}


def drifts(motion: Motion) -> dict[str, tuple[float, Bound]]:
    """The metrics that leave their bounds, with the value and the bound."""
    bounds = motion.movement.form
    return {
        name: (value, bounds[name])
        for name, value in measure(motion).items()
        if not bounds[name].low - 1e-9 <= value <= bounds[name].high + 1e-9
    }


def _standing(motion: Motion) -> int:
    if motion.movement.pattern == "slow":
        return 0
    return int(np.argmin(np.abs(motion.time_s - motion.counts_at_s)))


def _deepest(motion: Motion) -> int:
    return int(np.argmax(motion.angles["pelvic_tilt"] + 1e-6 * motion.angles["knee_flexion_r"]))


def _hinged(motion: Motion) -> int:
    """The deepest instant that still is a hinge: step 7 is one until the knees pass 25 degrees."""
    deepest = _deepest(motion)
    if motion.movement.grip != "overhead":
        return deepest
    return int(np.flatnonzero(motion.angles["knee_flexion_r"][: deepest + 1] <= np.radians(25))[-1])


def _change(motion: Motion, angle: str, at: int) -> float:
    values = motion.angles[angle]
    return float(np.degrees(values[at] - values[_standing(motion)]))


def _extreme(values: Array) -> float:
    return float(values[np.argmax(np.abs(values))])


def hip_excursion_ratio(motion: Motion) -> float:
    """How far the hips go back for each metre they go down."""
    moved = motion.hip_path[_hinged(motion)] - motion.hip_path[_standing(motion)]
    return float(abs(moved[0]) / max(abs(moved[1]), _LEAST_DROP_M))


def hip_knee_ratio(motion: Motion) -> float:
    """Change of hip flexion over change of knee flexion."""
    at = _hinged(motion)
    return _change(motion, "hip_flexion_r", at) / max(abs(_change(motion, "knee_flexion_r", at)), 1.0)


def lumbar_share(motion: Motion) -> float:
    """The lumbar spine's part of the whole fold."""
    lumbar = motion.angles["lumbar_flexion"]
    folded = float(np.degrees(np.max(lumbar) - lumbar[_standing(motion)]))
    return folded / max(folded + _change(motion, "hip_flexion_r", _deepest(motion)), 1.0)


def lumbar_flexion_deg(motion: Motion) -> float:
    """Largest change of the lumbar curve from standing."""
    lumbar = motion.angles["lumbar_flexion"]
    return _extreme(np.degrees(lumbar - lumbar[_standing(motion)]))


def shank_deg(motion: Motion) -> float:
    """Lean of the shanks at the deepest instant against standing."""
    return _change(motion, "shank_inclination_r", _deepest(motion))


def lockout_trunk_deg(motion: Motion) -> float:
    """The trunk at the instant at which the body stands tallest; negative leans back."""
    return float(np.degrees(motion.angles["trunk_inclination"][_standing(motion)]))


def neck_deg(motion: Motion) -> float:
    """Largest change of the head on the thorax."""
    neck = motion.angles["neck_flexion"]
    return _extreme(np.degrees(neck - neck[_standing(motion)]))


def wall_gap_m(motion: Motion) -> float:
    """Distance of buttocks and wall at the touch; negative would be inside it."""
    if motion.wall_x is None:
        return float("inf")
    return float(np.min(motion.points["buttock_back"][:, 0]) - motion.wall_x)


def dowel_gap_m(motion: Motion) -> float:
    """How far the mid-back's contact leaves the line of head and sacrum, the widest of the repetition."""
    low, middle, high = (motion.points[name] for name in ("sacrum_back", "t_spine_back", "head_back"))
    along = (high - low) / np.linalg.norm(high - low, axis=1, keepdims=True)
    offset = middle - low
    across = offset - np.sum(offset * along, axis=1, keepdims=True) * along
    return float(np.max(np.linalg.norm(across, axis=1)))


def bell_drift_m(motion: Motion) -> float:
    """How far the bell leaves its mean vertical line below the hips."""
    handle = motion.points["handle"]
    x = handle[handle[:, 1] < motion.hip_path[:, 1], 0]
    return float(np.max(np.abs(x - np.mean(x)))) if len(x) else 0.0


def knee_flexion_deg(motion: Motion) -> float:
    """Deepest bend of the knees."""
    return float(np.degrees(np.max(motion.angles["knee_flexion_r"])))


def trunk_inclination_deg(motion: Motion) -> float:
    """Furthest inclination of the trunk."""
    return float(np.degrees(np.max(motion.angles["trunk_inclination"])))


def order_down_s(motion: Motion) -> float:
    """When the hips have made a tenth of their way, less when the knees have; negative: hips first."""
    deepest = _hinged(motion)

    def started(angle: str) -> float:
        way = np.abs(motion.angles[angle][: deepest + 1] - motion.angles[angle][0])
        return float(motion.time_s[np.argmax(way >= _STARTED * way[-1])])

    return started("hip_flexion_r") - started("knee_flexion_r")


def bell_height_m(motion: Motion) -> float:
    """Lowest height of the wrist over the knee while the trunk is folded beyond 45 degrees."""
    folded = motion.angles["trunk_inclination"] > np.radians(45)
    over = motion.points["wrist_r"][:, 1] - motion.points["knee_r"][:, 1]
    return float(np.min(over[folded])) if bool(np.any(folded)) else float("inf")


def swing_lag_s(motion: Motion) -> float:
    """When the arms hang plumb on the way up, less when the trunk rises fastest."""
    step = 1 / motion.rate_hz
    trunk = rate_of_change(motion.angles["trunk_inclination"][:-1], step)
    arm = motion.pose["arm_inclination"][:-1]
    plumb = np.flatnonzero((arm[:-1] < 0) & (arm[1:] >= 0))
    return float((plumb[0] + 1 - np.argmin(trunk)) * step)


def float_m_s2(motion: Motion) -> float:
    """Mean vertical acceleration of the bell just before the top: that of a thing let go."""
    step = 1 / motion.rate_hz
    height = motion.points["ball"][:-1]
    top = int(np.argmax(height[:, 1]))
    window = slice(max(top - round(_FLOAT_WINDOW_S / step), 0), top + 1)
    return float(np.mean(acceleration(height, step)[window, 1]))


METRIC: Mapping[str, Callable[[Motion], float]] = {
    metric.__name__: metric
    for metric in (
        hip_excursion_ratio,
        hip_knee_ratio,
        lumbar_share,
        lumbar_flexion_deg,
        shank_deg,
        lockout_trunk_deg,
        neck_deg,
        wall_gap_m,
        dowel_gap_m,
        bell_drift_m,
        knee_flexion_deg,
        trunk_inclination_deg,
        order_down_s,
        bell_height_m,
        swing_lag_s,
        float_m_s2,
    )
}
"""Every metric by its name."""
