"""The form metrics: what tells a hinge from a squat, and a long back from a rounded one.

Each is a pure function of one repetition, ours or recorded. ``standing`` is where the repetition counts (or the body
is tallest), ``deepest`` where it is folded furthest. Changes are against the body's own quiet standing.
A metric whose points are missing raises ``NotRecorded``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from hinge_desktop.body.alignment import (
    balance_m,
    doorway_m,
    free_leg_deg,
    heel_lift_m,
    knee_track_m,
    pelvic_range_deg,
    pelvis_level_deg,
    shoulder_forward_deg,
    toe_lift_m,
)
from hinge_desktop.body.anthropometry import REFERENCE_STATURE_M
from hinge_desktop.body.recording import NotRecorded, Recording

Array = NDArray[np.float64]

_LEAST_DROP_M = 0.005
_LEAST_DEG = 1.0
_STILL_M = 0.01
_STARTED = 0.10
_BENT = np.radians(2.0)
_LED = 0.70
_FLOAT_WINDOW_S = 0.15
_FOLDED = np.radians(53)


def hip_excursion_ratio(rec: Recording) -> float:
    """M1: how far the hips go back for each metre they go down, from standing to the deepest hinge.

    Hips that stay where they are, as on a chair, go nowhere.
    """
    moved = rec.moved_hips(rec.hinged_at)
    if np.linalg.norm(moved[:2]) < _STILL_M:
        raise NotRecorded("hips that move")
    return float(abs(moved[0]) / max(abs(moved[1]), _LEAST_DROP_M))


def hip_knee_ratio(rec: Recording) -> float:
    """M2: change of hip flexion over change of knee flexion."""
    hip, knee = (np.degrees(rec.leg_change(name)[rec.hinged_at]) for name in ("hip_flexion", "knee_flexion"))
    return float(hip / max(abs(knee), _LEAST_DEG))


def lumbar_share(rec: Recording) -> float:
    """M3: the lumbar spine's part of the whole fold, in the folded half of the way."""
    lumbar = max(float(np.degrees(np.max(rec.change("lumbar_flexion")[rec.folded]))), 0.0)
    hip = float(np.degrees(rec.leg_change("hip_flexion")[rec.deepest_at]))
    return lumbar / max(lumbar + hip, _LEAST_DEG)


def lumbar_flexion_deg(rec: Recording) -> float:
    """M4: the lower back, of largest size, while the trunk is folded; a hollow back at the top is not in it."""
    return _extreme(np.degrees(rec.change("lumbar_flexion")[rec.folded]))


def shank_deg(rec: Recording) -> float:
    """M5: lean of the shanks at the deepest instant against standing."""
    return float(np.degrees(rec.leg_change("shank_inclination")[rec.deepest_at]))


def lockout_trunk_deg(rec: Recording) -> float:
    """M12: the trunk's inclination when standing; negative leans back."""
    return float(np.degrees(rec.angle("trunk_inclination")[_moving(rec).standing_at]))


def lockout_lumbar_deg(rec: Recording) -> float:
    """M12: the lower back when standing; negative is hollow. Needs a back that is counted from quiet standing."""
    if not rec.closed and rec.quiet is None:
        raise NotRecorded("lumbar flexion from quiet standing")
    return float(np.degrees(rec.change("lumbar_flexion")[_moving(rec).standing_at]))


def neck_deg(rec: Recording) -> float:
    """M13: head on thorax, of largest size."""
    return _extreme(np.degrees(rec.change("neck_flexion")))


def wall_gap_m(rec: Recording) -> float:
    """Distance of buttocks and wall at the touch; negative would be inside it."""
    if rec.wall_x is None:
        raise NotRecorded("wall")
    return float(np.min(rec.point("buttock_back")[:, 0]) - rec.wall_x)


def dowel_gap_m(rec: Recording) -> float:
    """M16: how far the mid-back's contact leaves the line of head and sacrum, the widest of the repetition."""
    low, middle, high = (rec.point(name) for name in ("sacrum_back", "t_spine_back", "head_back"))
    along = (high - low) / np.linalg.norm(high - low, axis=1, keepdims=True)
    offset = middle - low
    across = offset - np.sum(offset * along, axis=1, keepdims=True) * along
    return float(np.max(np.linalg.norm(across, axis=1)))


def bell_drift_m(rec: Recording) -> float:
    """M9: how far the weight's handle leaves its mean vertical line below the knees."""
    handle = _held(rec, "handle")
    x = handle[handle[:, 1] < rec.of_both("knee", rec.legs)[:, 1], 0]
    return float(np.max(np.abs(x - np.mean(x)))) if len(x) else 0.0


def knee_flexion_deg(rec: Recording) -> float:
    """Bend of the knees at the deepest instant."""
    return float(np.degrees(rec.leg_angle("knee_flexion")[rec.deepest_at]))


def trunk_inclination_deg(rec: Recording) -> float:
    """Furthest inclination of the trunk."""
    return float(np.degrees(np.max(rec.angle("trunk_inclination"))))


def order_down_s(rec: Recording) -> float:
    """M7: when the hips have made a tenth of their way down, less when the knees have; negative: hips first.

    Knees that never bend have not begun before the deepest instant.
    """
    deepest = _moving(rec).deepest_at
    if deepest < 2:
        raise NotRecorded("way down")

    def started(angle: str) -> float:
        way = rec.leg_angle(angle)[: deepest + 1]
        way = way - way[0]
        # The last time it was still at its beginning: people sway before they start.
        return float(rec.time_s[np.flatnonzero(way < _STARTED * way[-1])[-1] + 1 if way[-1] > _BENT else deepest])

    return started("hip_flexion") - started("knee_flexion")


def order_up(rec: Recording) -> float:
    """M8: the share of its way up that the trunk has done when the knees have done 70 % of theirs."""
    deepest = _moving(rec).deepest_at
    knee, trunk = (values[deepest:] for values in (rec.leg_angle("knee_flexion"), rec.angle("trunk_inclination")))
    way, rise = knee[0] - knee[-1], trunk[0] - trunk[-1]
    if way < _BENT or rise < _BENT:
        raise NotRecorded("way up")
    at = int(np.argmax(knee[0] - knee >= _LED * way))
    return float((trunk[0] - trunk[at]) / rise)


def bell_height_m(rec: Recording) -> float:
    """M10: lowest height of the wrists over the knees, at stature 1.75 m, while the trunk is beyond 53 degrees.

    Short hamstrings may not let it go there; the arms then hang too high for the bell to swing low.
    """
    folded = rec.angle("trunk_inclination") > _FOLDED
    if not bool(np.any(folded)):
        raise NotRecorded("trunk beyond 53 degrees")
    over = rec.of_both("wrist", rec.hands)[:, 1] - rec.of_both("knee", rec.legs)[:, 1]
    return float(np.min(over[folded])) * REFERENCE_STATURE_M / (rec.stature_m or REFERENCE_STATURE_M)


def swing_lag_s(rec: Recording) -> float:
    """M11: when the arms hang plumb on the way up, less when the trunk rises fastest."""
    rising = rec.speed(rec.angle("trunk_inclination"))
    fastest = rec.deepest_at + int(np.argmin(rising[rec.deepest_at :]))
    return float((_plumb_at(rec) - fastest) * rec.step_s)


def swing_trunk_deg(rec: Recording) -> float:
    """M11: the trunk's inclination when the arms hang plumb on the way up."""
    return float(np.degrees(rec.angle("trunk_inclination")[_plumb_at(rec)]))


def float_m_s2(rec: Recording) -> float:
    """Mean vertical acceleration of the weight just before the top: that of a thing let go."""
    height = _held(rec, "ball")[:, 1]
    top = rec.deepest_at + int(np.argmax(height[rec.deepest_at :]))
    begin = max(top - round(_FLOAT_WINDOW_S / rec.step_s), 0)
    return float(np.mean(rec.acceleration(height)[begin : top + 1]))


def _moving(rec: Recording) -> Recording:
    """What is kept still has no top and no way to it."""
    if rec.hold:
        raise NotRecorded("movement")
    return rec


def _extreme(values: Array) -> float:
    return float(values[np.argmax(np.abs(values))])


def _held(rec: Recording, name: str) -> Array:
    for kind in rec.things:
        if name in rec.things[kind]:
            return rec.things[kind][name]
    raise NotRecorded(name)


def _plumb_at(rec: Recording) -> int:
    """Where the arms come forward through the vertical on the way up."""
    arm = _moving(rec).angle("arm_inclination")
    low = rec.deepest_at if arm[rec.deepest_at] < 0 else int(np.argmin(arm))
    passed = np.flatnonzero((arm[low:-1] < 0) & (arm[low + 1 :] >= 0))
    if not len(passed):
        raise NotRecorded("arms that pass the vertical")
    return low + int(passed[0]) + 1


METRIC: Mapping[str, Callable[[Recording], float]] = {
    metric.__name__: metric
    for metric in (
        hip_excursion_ratio,
        hip_knee_ratio,
        lumbar_share,
        lumbar_flexion_deg,
        shank_deg,
        lockout_trunk_deg,
        lockout_lumbar_deg,
        neck_deg,
        wall_gap_m,
        dowel_gap_m,
        bell_drift_m,
        knee_flexion_deg,
        trunk_inclination_deg,
        order_down_s,
        order_up,
        bell_height_m,
        swing_lag_s,
        swing_trunk_deg,
        float_m_s2,
        balance_m,
        heel_lift_m,
        toe_lift_m,
        knee_track_m,
        pelvis_level_deg,
        shoulder_forward_deg,
        pelvic_range_deg,
        doorway_m,
        free_leg_deg,
    )
}
"""Every metric by its name."""
