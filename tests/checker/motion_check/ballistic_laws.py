"""Laws of the swing and the clean: period, order, float, the pose at either end."""

from __future__ import annotations

import numpy as np

from .body_laws import HAMSTRING_PER_KNEE, recomputed_angles
from .calculus import Array
from .expected import expectation
from .findings import Finding, at_least, at_most, within
from .geometry import angle_between_deg
from .held_laws import bell_points
from .mechanics import masses, net_vertical_force
from .recorded import MotionFile

PERIOD_S = (1.35, 1.60)
HIP_DEG_S = (311.0 - 24.0, 311.0 + 24.0)
UPRIGHT_BEFORE_TOP_S = 0.15
UPRIGHT_SHARE = 0.95
FLOAT_S, FLOAT_M_S2 = 0.15, (-12.8, -6.8)
BACK_TRUNK_DEG, BACK_KNEE_DEG, BACK_ARM_DEG = (52.0, 68.0), (29.0, 41.0), (-49.0, -33.0)
TOP_TRUNK_DEG, TOP_ARM_DEG = (-8.0, 2.0), (77.0, 97.0)
ARM_DOWN_TRUNK_DEG = (15.0, 35.0)
HALVES_DEG = 5.0
RECORDED_HIP_DEG, RECORDED_KNEE_DEG = 86.0, 35.0
WRIST_OVER_KNEE_M = 0.05
NET_FORCE_BW = (0.75, 1.35)
RIGID_ARM_DEG = (-35.0, 70.0)
BELL_FOREARM_DEG = 10.0
CAST_M = 0.45
RACK_ELBOW_DEG = (125.0, 150.0)
SQUAT_KNEE_DEG, SQUAT_TRUNK_DEG, SQUAT_ELBOW_DEG = (85.0, 130.0), 45.0, 95.0


def ballistic_findings(motion: MotionFile) -> list[Finding]:
    """Every law of this module that applies; none to a file that shows a fault."""
    ball = bell_points(motion)
    if not motion.ballistic or ball is None or motion.drifting:
        return []
    if expectation(motion).held == "clean":
        return [*_clean(motion, ball), *_front_squat(motion)]
    angles = {name: readings[0] for name, readings in recomputed_angles(motion).items()}
    top, arm = int(np.argmax(ball[:, 1])), _arm(motion)
    found = [
        within("swing-period", float(motion.time_s[-1]), *PERIOD_S, "s"),
        _float(motion, ball, top),
        _order(motion, angles["trunk_inclination"], top),
        _wrist_height(motion, angles["trunk_inclination"]),
        _bell_follows_forearm(motion, arm),
    ]
    return found + _as_recorded(motion, angles, arm, top) if _reaches(motion) else found


def _reaches(motion: MotionFile) -> bool:
    """Whether the hamstrings let this body swing as deep as the one that was recorded."""
    return float(motion.body["hamstrings_deg"]) + HAMSTRING_PER_KNEE * RECORDED_KNEE_DEG >= RECORDED_HIP_DEG


def _as_recorded(motion: MotionFile, angles: dict[str, Array], arm: Array, top: int) -> list[Finding]:
    """What a swing must share with the recording."""
    return [
        _hip_velocity(motion, angles["hip_flexion_r"]),
        *_poses(motion, angles, arm, top),
        *_arm_and_trunk(motion, angles["trunk_inclination"], arm, top),
        _net_force(motion),
    ]


def _arm(motion: MotionFile) -> Array:
    """Arm line against hanging, forward positive, degrees."""
    line = motion.middle("hand") - motion.middle("shoulder")
    angle: Array = np.degrees(np.arctan2(line[:, 0], -line[:, 1]))
    return angle


def _float(motion: MotionFile, ball: Array, top: int) -> Finding:
    """The bell is all but free in the last 0.15 s before its top: gravity alone bends its path."""
    fall = motion.rate(ball, 2)[:, 1]
    since = (motion.time_s[top] - motion.time_s) % motion.time_s[-1]
    window = np.flatnonzero(since <= FLOAT_S + 1e-6)
    frame = window[np.argmax(np.abs(fall[window] + 9.8))]
    return within("float", float(fall[frame]), *FLOAT_M_S2, "m/s2", f"{motion.time_s[top] - since[frame]:.2f} s")


def _hip_velocity(motion: MotionFile, hip: Array) -> Finding:
    speed = -motion.rate(hip)
    return within("swing-hip-velocity", float(np.max(speed)), *HIP_DEG_S, "degrees/s", motion.when(np.argmax(speed)))


def _order(motion: MotionFile, trunk: Array, top: int) -> Finding:
    """Hips before arms: the trunk is 95 % up at least 0.15 s before the bell's top."""
    lowest = int(np.argmax(trunk))
    up = np.roll(trunk, -lowest)[: (top - lowest) % len(trunk) + 1]
    risen = (up[0] - up) / (up[0] - np.min(up))
    lead = len(up) - 1 - int(np.argmax(risen >= UPRIGHT_SHARE))
    lead_s = lead * float(motion.time_s[1])
    return at_least("swing-order", [(lead_s, "trunk up before the top")], UPRIGHT_BEFORE_TOP_S, "s")


def _poses(motion: MotionFile, angles: dict[str, Array], arm: Array, top: int) -> list[Finding]:
    trunk = angles["trunk_inclination"]
    back = int(np.argmin(arm))
    return [
        within("swing-back-trunk", float(np.max(trunk)), *BACK_TRUNK_DEG, "degrees"),
        within("swing-back-knee", float(angles["knee_flexion_r"][np.argmax(trunk)]), *BACK_KNEE_DEG, "degrees"),
        within("swing-back-arm", float(arm[back]), *BACK_ARM_DEG, "degrees", motion.when(back)),
        within("swing-top-trunk", float(np.min(trunk)), *TOP_TRUNK_DEG, "degrees", motion.when(np.argmin(trunk))),
        within("swing-top-arm", float(arm[top]), *TOP_ARM_DEG, "degrees", motion.when(top)),
    ]


def _arm_and_trunk(motion: MotionFile, trunk: Array, arm: Array, top: int) -> list[Finding]:
    """With the arm vertical the trunk is still inclined; up is not down reversed."""
    back = int(np.argmin(arm))
    rising = [(back + k) % len(arm) for k in range((top - back) % len(arm) + 1)]
    falling = [(top + k) % len(arm) for k in range((back - top) % len(arm) + 1)]
    up = np.interp(ARM_SWEEP, arm[rising], trunk[rising])
    down = np.interp(ARM_SWEEP, arm[falling][::-1], trunk[falling][::-1])
    at_zero = float(np.interp(0.0, arm[rising], trunk[rising]))
    return [
        within("swing-lag", at_zero, *ARM_DOWN_TRUNK_DEG, "degrees", "trunk as the arm passes vertical, going up"),
        at_least("swing-halves", [(float(np.max(np.abs(up - down))), "trunk up against down")], HALVES_DEG, "degrees"),
    ]


ARM_SWEEP = np.linspace(-30.0, 70.0, 41)


def _wrist_height(motion: MotionFile, trunk: Array) -> Finding:
    """The bell is swung above the knees."""
    height = motion.middle("wrist")[:, 1] - motion.middle("knee")[:, 1]
    scale = float(motion.body["stature_m"]) / 1.75
    return at_least("swing-wrist-height", [(float(np.min(height[trunk > 45.0], initial=9.0)), "over the knee")],
                    WRIST_OVER_KNEE_M * scale, "m")  # fmt: skip


def _bell_follows_forearm(motion: MotionFile, arm: Array) -> Finding:
    bell = motion.held("kettlebell")[0]
    taut = (arm > RIGID_ARM_DEG[0]) & (arm < RIGID_ARM_DEG[1])
    forearm = bell.points["handle"] - motion.middle("elbow")
    off = np.where(taut, angle_between_deg(bell.points["ball"] - bell.points["handle"], forearm), 0.0)
    return at_most("swing-bell-axis", [(float(np.max(off)), motion.when(np.argmax(off)))], BELL_FOREARM_DEG, "degrees")


def _net_force(motion: MotionFile) -> Finding:
    """Peak vertical push of the ground less the weight of body and bell, in body weights."""
    push = net_vertical_force(motion, masses(motion))
    return within("swing-net-force", float(np.max(push)), *NET_FORCE_BW, "body weights", motion.when(np.argmax(push)))


def _clean(motion: MotionFile, ball: Array) -> list[Finding]:
    """The bell stays close once the trunk is up, and ends in a rack with the elbow folded."""
    trunk = recomputed_angles(motion)["trunk_inclination"][0]
    reach = np.where(trunk < 15.0, ball[:, 0] - motion.middle("shoulder")[:, 0], 0.0)
    furthest = CAST_M * float(motion.body["stature_m"]) / 1.75
    rack = motion.frame_at(motion.counts_at_s)
    holder = motion.held("kettlebell")[0].held_by[0][-1]
    elbow = float(motion.angles[f"elbow_flexion_{holder}"][rack])
    return [
        at_most("clean-close", [(float(np.max(reach)), motion.when(np.argmax(reach)))], furthest, "m before the arm"),
        within("clean-rack", elbow, *RACK_ELBOW_DEG, "degrees", f"elbow {motion.when(rack)}"),
        within("clean-trunk", float(np.min(trunk)), TOP_TRUNK_DEG[0], 3.0, "degrees", "least inclination"),
    ]


def _front_squat(motion: MotionFile) -> list[Finding]:
    """The long form squats with the bell in the rack: deep, upright, the elbow folded, and stands again."""
    phase = motion.phase("squat")
    if phase is None:
        return []
    mask = motion.frames(phase.start_s, phase.end_s)
    angles = {name: readings[0][mask] for name, readings in recomputed_angles(motion).items()}
    side = motion.held("kettlebell")[0].held_by[0][-1]
    knee, trunk = angles["knee_flexion_r"], angles["trunk_inclination"]
    return [
        within("squat-knee", float(np.max(knee)), *SQUAT_KNEE_DEG, "degrees"),
        at_most("squat-trunk", [(float(np.max(trunk)), "least upright")], SQUAT_TRUNK_DEG, "degrees"),
        at_least("squat-rack", [(float(np.min(angles[f"elbow_flexion_{side}"])), "elbow")], SQUAT_ELBOW_DEG, "degrees"),
        at_most(
            "squat-stands", [(float(knee[-1]), "knee at its end"), (float(knee[0]), "and before")], 20.0, "degrees"
        ),
    ]
