"""Laws of time: phases, the counted instant, the closed loop, smoothness, speeds of slow drills."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from .calculus import Array, derivative, quantum
from .expected import expectation
from .findings import Finding, at_least, at_most, within
from .geometry import inclination_deg
from .recorded import MotionFile

TURNING = ("toe-touch-test",)
TWO_STAGE = ("kettlebell-lift", "deadlift", "hinge-to-squat", "sit-to-stand")
LOOP_M, LOOP_DEG = 1e-3, 0.1
LOOP_M_S, LOOP_DEG_S = 0.02, 2.0
SEAM = (0, 1, 2, 3, 4)
THIRD = (-1, 0, 1, 2)
SLOW_STRIDES, BALLISTIC_STRIDES = (1, 3), (1,)
REFINEMENT, FAST_REFINEMENT = 1.7, 1.85
JERK_SPIKE, DRIFTING_JERK_SPIKE, FEET_JERK_SPIKE = 6.0, 7.0, 9.0
PEAK_TO_MEAN, TWO_STAGE_PEAK_TO_MEAN = (1.6, 2.3), (1.5, 2.4)
PEAK_TIME = (0.3, 0.6)
UPRIGHT_DEG, DRIFTING_UPRIGHT_DEG = 10.0, 30.0
TURNS_DEG = 8.0
DRIFTING_SHARE = 0.3
STILL_M_S, STILL_DEG_S = 0.02, 2.0
SPOKEN_FOR = ("pelvis", "c7", "hand_l", "hand_r", "knee_l", "knee_r")


def time_findings(motion: MotionFile) -> list[Finding]:
    """Every law of this module that applies."""
    found = [phases(motion), counts(motion), loop_position(motion), loop_velocity(motion), smooth(motion)]
    if motion.hold:
        return [*found, stillness(motion)]
    if not motion.ballistic:
        found.append(jerk_spikes(motion))
        found += [*hip_speeds(motion), direction(motion), *stands_still(motion)]
    return found


def phases(motion: MotionFile) -> Finding:
    """Phases have their names in their order and cover the repetition without gap."""
    expected = expectation(motion).phases
    names = tuple(phase.name for phase in motion.phases)
    edges = [motion.phases[0].start_s, *(phase.end_s for phase in motion.phases)] if names else []
    starts = [phase.start_s for phase in motion.phases]
    if names != expected or any(b < a for a, b in pairwise(edges)):
        return Finding("phases", float("nan"), " ".join(expected), False, " ".join(names) or "none")
    gaps = [abs(edges[0]), abs(edges[-1] - float(motion.time_s[-1]))]
    gaps += [abs(start - end) for start, end in zip(starts[1:], edges[1:], strict=False)]
    return at_most("phases", [(max(gaps), f"gaps, of {motion.time_s[-1]:.2f} s")], 1e-3, "s")


def counts(motion: MotionFile) -> Finding:
    """The repetition counts inside it, on a body that stands upright; a hold counts at its end, as it is."""
    if not 0.0 <= motion.counts_at_s <= motion.time_s[-1] + 1e-6:
        return Finding("counts", motion.counts_at_s, f"[0, {motion.time_s[-1]:g}] s", False, "counts_at_s")
    if expectation(motion).counts == "posture":
        return at_most(
            "counts", [(float(motion.time_s[-1]) - motion.counts_at_s, "before the end of the hold")], 1e-3, "s"
        )
    frame = motion.frame_at(motion.counts_at_s)
    bound = DRIFTING_UPRIGHT_DEG if motion.drifting else UPRIGHT_DEG
    trunk = float(motion.angles["trunk_inclination"][frame])
    return at_most("counts", [(abs(trunk), f"trunk {motion.when(frame)}")], bound, "degrees off upright")


def _curves(motion: MotionFile) -> list[tuple[str, Array, float, float]]:
    """Name, values, and the loop's bounds of position and speed of every sampled curve of the body."""
    curves = [(name, path, LOOP_M, LOOP_M_S) for name, path in motion.points.items()]
    curves += [(name, values[:, None], LOOP_DEG, LOOP_DEG_S) for name, values in motion.angles.items()]
    for item in motion.implements:
        curves += [(f"{item.kind} {name}", path, LOOP_M, LOOP_M_S) for name, path in item.points.items()]
    return curves


def loop_position(motion: MotionFile) -> Finding:
    """The last frame is the first one: 1 mm, 0.1 degree."""
    gaps = ((float(np.linalg.norm(v[-1] - v[0])) / bound, name) for name, v, bound, _ in _curves(motion))
    return at_most("loop-position", gaps, 1.0, "of 1 mm or 0.1 degree")


def loop_velocity(motion: MotionFile) -> Finding:
    """Velocity is the same on both sides of the seam, by one-sided differences: 0.02 m/s, 2 degrees/s."""
    gaps = []
    for name, values, _, bound in _curves(motion):
        after = derivative(values[:5], motion.time_s[:5], 1, periodic=False, offsets=SEAM)[0]
        before = derivative(values[-5:], motion.time_s[-5:], 1, periodic=False, offsets=(-4, -3, -2, -1, 0))[-1]
        gaps.append((float(np.linalg.norm(after - before)) / bound, name))
    return at_most("loop-velocity", gaps, 1.0, "of 0.02 m/s or 2 degrees/s")


def smooth(motion: MotionFile) -> Finding:
    """No jump of velocity or acceleration, at the seam neither (C2).

    The third difference of a C2 curve tends to its jerk as the step shrinks; across a jump of
    acceleration it doubles when the step halves, across a jump of velocity it grows fourfold. So the
    third difference at one step is held against that at two, wherever it is more than rounding; in slow
    drills at three and six frames as well, where rounding no longer hides a small jump. Needs 50 Hz for a
    ballistic file, 30 for a slow one; below that a curve of people's speed looks broken, and none is judged. A bell
    that rolls over turns the jerk within 20 ms: steps of 10 ms make 1.7 of it, of 5 ms 1.4, so that it is C2. So may
    feet that leave the floor; a true jump of acceleration makes 2.
    """
    wanted, longest_s = (BALLISTIC_STRIDES, 0.02) if motion.ballistic else (SLOW_STRIDES, 0.035)
    strides = [motion.stride * frames for frames in wanted]
    strides = [stride for stride in strides if stride * motion.time_s[1] <= longest_s]
    curves = _curves(motion)
    ratios = (_refinement(motion, name, values, stride) for name, values, _, _ in curves for stride in strides)
    bound = FAST_REFINEMENT if motion.ballistic or motion.drifting else REFINEMENT
    return at_most("smooth", ratios, bound, "at half the step")


def _refinement(motion: MotionFile, name: str, values: Array, stride: int) -> tuple[float, str]:
    fine, coarse = (_jerk(motion, values, frames) for frames in (stride, 2 * stride))
    floor = max(_rounding_jerk(motion, values, stride), 0.25 * float(np.max(fine)))
    around = np.max([np.roll(coarse, shift) for shift in range(-4 * stride, 4 * stride + 1)], axis=0)
    ratio = np.where(fine > floor, fine / np.maximum(around, 1e-12), 0.0)
    return float(np.max(ratio)), f"{name} {motion.when(np.argmax(ratio))}"


def _rounding_jerk(motion: MotionFile, values: Array, stride: int) -> float:
    """A jerk well above what the file's decimals can feign; 1e-7 of the unit is taken for unrounded files."""
    return 32.0 * max(quantum(values), 1e-7) / (stride * float(motion.time_s[1])) ** 3


def _jerk(motion: MotionFile, values: Array, stride: int) -> Array:
    """Size of the third difference over ``stride`` frames, a second's jerk, (n,)."""
    offsets = tuple(stride * frame for frame in THIRD)
    third = derivative(values, motion.time_s, 3, periodic=motion.closed, offsets=offsets)
    size: Array = np.linalg.norm(third, axis=1)
    return size


def jerk_spikes(motion: MotionFile) -> Finding:
    """Largest jerk over its root mean square while the point moves: a minimum-jerk move makes 2.2.

    One that takes the part f of the time makes 2.2 / sqrt(f): feet that come off the floor within a slow drill do so in
    half a second of seven, and shake all above them; other drifts come on within a second.
    """
    ratios = []
    stride = SLOW_STRIDES[-1] * motion.stride
    for name in SPOKEN_FOR:
        values = motion.points[name]
        jerk = _jerk(motion, values, stride)
        speed = np.linalg.norm(motion.rate(values), axis=1)
        moving = speed > 0.01 * np.max(speed)
        if np.max(jerk) > 0.1 * _rounding_jerk(motion, values, stride) and np.max(speed) > 0.01:
            ratio = float(np.max(jerk) / np.sqrt(np.mean(jerk[moving] ** 2)))
            ratios.append((ratio, f"{name} {motion.when(np.argmax(jerk))}"))
    bound = JERK_SPIKE
    if motion.drifting:
        bound = FEET_JERK_SPIKE if motion.fault in ("heels-lift", "toes-lift") else DRIFTING_JERK_SPIKE
    return at_most("jerk-spikes", ratios, bound, "max/RMS")


def hip_speeds(motion: MotionFile) -> list[Finding]:
    """On the way down and up the hips' peak speed stands to the mean as in people, and comes mid-way.

    Where the hips stay (on a chair, tilting the pelvis), or come forward again as a long fold passes the horizontal,
    the pelvis's turning is taken. When it comes is not asked of drills that sink after they hinge: their second stage
    is the faster one, and squats measured 1.6 to 2.0. A movement that drifts has its own pace.
    """
    if motion.drifting:
        return []
    found = []
    travels = expectation(motion).back_m > 0.0 and motion.exercise not in TURNING
    way = motion.points["pelvis"] if travels else motion.points["l5s1"] - motion.points["pelvis"]
    for name in ("eccentric", "concentric"):
        phase = motion.phase(name)
        if phase is None or phase.end_s - phase.start_s < 0.2:
            continue
        mask = motion.frames(phase.start_s, phase.end_s)
        speed = np.linalg.norm(motion.rate(way), axis=1)[mask]
        peak_at = (float(motion.time_s[mask][np.argmax(speed)]) - phase.start_s) / (phase.end_s - phase.start_s)
        staged = motion.exercise in TWO_STAGE
        bounds = TWO_STAGE_PEAK_TO_MEAN if staged else PEAK_TO_MEAN
        found.append(within(f"hip-speed-{name}", float(np.max(speed) / np.mean(speed)), *bounds, "peak/mean"))
        if not staged:
            frame = float(motion.time_s[1]) / (phase.end_s - phase.start_s)
            low, high = PEAK_TIME[0] - frame, PEAK_TIME[1] + frame
            found.append(within(f"hip-peak-{name}", peak_at, low, high, "of the phase"))
    return found


def direction(motion: MotionFile) -> Finding:
    """The eccentric phase sends the hips back, the concentric one brings them home.

    Where the hips stay, it is the pelvis that turns and turns back.
    """
    down, up = motion.phase("eccentric"), motion.phase("concentric")
    if down is None or up is None:
        return Finding("direction", float("nan"), "an eccentric and a concentric", False)
    least = expectation(motion).back_m * motion.scale
    path = motion.points["pelvis"][:, 0]
    if least == 0.0:
        tilt = inclination_deg(motion.points["pelvis"], motion.points["l5s1"])
        path, least = -np.abs(tilt - tilt[0]), 0.0 if motion.drifting else TURNS_DEG
    elif motion.drifting:
        least *= DRIFTING_SHARE
    there = path[motion.frame_at(down.end_s)] - path[motion.frame_at(down.start_s)]
    home = path[motion.frame_at(up.end_s)] - path[motion.frame_at(up.start_s)]
    return at_least("direction", [(-float(there), "hips back"), (float(home), "hips home")], least, "m, or degrees")


def stillness(motion: MotionFile) -> Finding:
    """A hold holds still: nothing moves faster than a breath moves it."""
    speeds = []
    for name, path in motion.points.items():
        speeds.append((float(np.max(np.linalg.norm(motion.rate(path), axis=1))) / STILL_M_S, name))
    for name, values in motion.angles.items():
        speeds.append((float(np.max(np.abs(motion.rate(values)))) / STILL_DEG_S, name))
    return at_most("stillness", speeds, 1.0, "of 0.02 m/s or 2 degrees/s")


def stands_still(motion: MotionFile) -> list[Finding]:
    """In the hold at the deepest and at the top the hips rest, but for the last of the way."""
    found = []
    for name in ("hold", "top"):
        phase = motion.phase(name)
        if phase is not None and phase.end_s - phase.start_s >= 0.3:
            middle = motion.frame_at((phase.start_s + phase.end_s) / 2.0)
            speed = float(np.linalg.norm(motion.rate(motion.points["pelvis"])[middle]))
            found.append(at_most(f"rest-{name}", [(speed, motion.when(middle))], STILL_M_S, "m/s"))
    return found
