"""The swing beside recorded and published swings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np

from hinge_desktop.body.balance import rate_of_change
from hinge_desktop.body.form import recording_of
from people.solved import Agreement, Array, Row, motion, net_lift, push, thigh


@dataclass(frozen=True)
class Swing:
    """Instants and rates of our swing; frame 0 is the bottom of the backswing, degrees and seconds."""

    step_s: float
    top: int
    plumb: int
    upright: int
    falling: int
    trunk: Array
    arm: Array
    knee: Array
    hip_speed: Array
    trunk_speed: Array
    arm_speed: Array
    rising: Array


@cache
def swing() -> Swing:
    """Our swing with its own 16 kg."""
    one = motion("kettlebell-swing")
    step = 1 / one.rate_hz
    trunk = np.degrees(one.angles["trunk_inclination"][:-1])
    arm = np.degrees(recording_of(one).angle("arm_inclination")[:-1])
    top = int(np.argmax(one.points["ball"][:-1, 1]))
    nearly = float(np.min(trunk)) + 0.05 * float(np.ptp(trunk))
    return Swing(
        step_s=step,
        top=top,
        plumb=int(np.flatnonzero((arm[:-1] < 0) & (arm[1:] >= 0))[0]) + 1,
        upright=int(np.flatnonzero(trunk[:top] > nearly)[-1]) + 1,
        falling=top + int(np.argmax(arm[top:] <= 45)),
        trunk=trunk,
        arm=arm,
        knee=np.degrees(one.angles["knee_flexion_r"][:-1]),
        hip_speed=rate_of_change(np.degrees(one.angles["hip_flexion_r"][:-1]), step),
        trunk_speed=rate_of_change(trunk, step),
        arm_speed=rate_of_change(arm, step),
        rising=rate_of_change(one.points["wrist_r"][:-1, 1], step),
    )


def agreements() -> tuple[Agreement, ...]:
    """What of the swing must be as in people."""
    s, one = swing(), motion("kettlebell-swing")
    # Recorded: hips fastest at 0.34 s, wrists at 0.39 s, top at 0.70 s.
    order = [int(at) for at in (s.hip_speed.argmin(), s.arm_speed.argmax(), s.rising.argmax(), s.top)]
    in_order = float(all(a <= b for a, b in pairwise(order)))
    plumb_s, top_s = s.plumb * s.step_s, s.top * s.step_s
    return (
        Agreement("period", "1.41 s (two arms); our range 1.35 to 1.60 with size", 1.35, 1.60, one.duration_s, "s"),
        Agreement("trunk in the backswing", "60 ± 4°", 56, 64, s.trunk[0], "°"),
        Agreement("knees in the backswing", "35 ± 3°", 32, 38, s.knee[0], "°"),
        Agreement("arms in the backswing, behind the vertical", "41°", 38, 44, -s.arm[0], "°"),
        Agreement("trunk at the top", "-7 ± 2°", -9, -5, s.trunk[s.top], "°"),
        Agreement("arms at the top", "87°", 83, 91, s.arm[s.top], "°"),
        Agreement("arms hang plumb on the way up, after the bottom", "0.29 s", 0.26, 0.32, plumb_s, "s"),
        Agreement("trunk then", "24 to 26°", 22, 28, s.trunk[s.plumb], "°"),
        Agreement("bell at the top, after the bottom", "0.70 s", 0.67, 0.73, top_s, "s"),
        Agreement("trunk 95 % upright before the top", "0.22 s", 0.15, 0.30, (s.top - s.upright) * s.step_s, "s"),
        Agreement("trunk when the arms have fallen to 45°", "5°", 0, 10, s.trunk[s.falling], "°"),
        Agreement("fastest extension of the hips", "311 ± 24°/s", 287, 335, -float(np.min(s.hip_speed)), "°/s"),
        Agreement("order up: hips, arms, wrists' rise, top", "in this order", 1, 1, in_order),
        Agreement("net vertical push of the ground, 16 kg", "0.85 to 1.3 body weights", 0.85, 1.3, net_lift(16)),
    )


def swing_rows() -> Iterator[Row]:
    s, one = swing(), motion("kettlebell-swing")
    shank = one.body.length("shank")
    wrist = (one.points["wrist_r"][0, 1] - one.points["ankle_r"][0, 1]) / shank
    recorded = "recordings of one person, two arms"
    yield Row(
        "trunk on thigh in the backswing",
        "90 ± 3°",
        recorded,
        f"{np.degrees(one.angles['trunk_inclination'] - thigh(one))[0]:.0f}°",
        "Balance at every instant keeps our hips a little further forward; a camera sees the skin, not the joint.",
    )
    yield Row(
        "shank in the backswing",
        "6°",
        recorded,
        f"{np.degrees(one.angles['shank_inclination_r'][0]):.0f}°",
        "A result of balance, nowhere keyed; the same reason.",
    )
    yield Row(
        "wrist above the ankle in the backswing",
        "1.47 to 1.53 shanks",
        recorded,
        f"{wrist:.2f} shanks",
        "As in people.",
    )
    yield Row(
        "knees at the top",
        "16°",
        recorded,
        f"{s.knee[s.top]:.0f}°",
        "We teach a tall top; this person kept the knees soft.",
    )
    yield Row(
        "fastest trunk; fastest arms",
        "218 ± 14; 361 ± 9°/s",
        recorded,
        f"{-np.min(s.trunk_speed):.0f}; {np.max(s.arm_speed):.0f}°/s",
        "Our trunk and hips turn at one instant, theirs a little apart.",
    )
    yield Row(
        "wrists rise fastest after the bottom",
        "0.39 ± 0.03 s",
        recorded,
        f"{s.rising.argmax() * s.step_s:.2f} s",
        "Our elbows keep one angle all the way.",
    )
    yield Row(
        "net vertical push, 8 to 68 kg",
        "0.85 to 1.3 body weights",
        "Meigh 2021, one instructor",
        f"8 kg {net_lift(8):.2f}, 16 kg {net_lift(16):.2f}, 24 kg {net_lift(24):.2f}, 32 kg {net_lift(32):.2f}",
        "Net: less the weight of person and bell, in weights of the person. Our joints do the same with every bell, so "
        "that the push grows in proportion; the instructor's grew less.",
    )
    yield Row(
        "forward push against the net vertical one, 8 to 68 kg",
        "9 to 21 %",
        "Meigh 2021",
        f"8 kg {push(8) * 100:.0f} %, 16 kg {push(16) * 100:.0f} %, 24 kg {push(24) * 100:.0f} %",
        "Grows with the bell as theirs; ours is the larger of forward and backward, theirs the forward one.",
    )
    yield Row(
        "swings a minute",
        "more than 40",
        "Meigh 2021",
        f"{60 / one.duration_s:.0f}",
        "As in people.",
    )
    rise = [float(np.ptp(motion("kettlebell-swing", load_kg=load).points["ball"][:, 1])) for load in (16.0, 32.0)]
    yield Row(
        "the bell's way with 16, 24 and 32 kg",
        "the same",
        "Lake & Lauder 2012, 16 men",
        f"{rise[0]:.2f} m with 16 kg, {rise[1]:.2f} m with 32 kg",
        "As in people.",
    )
    yield Row(
        "experts go up pelvis, hips, shoulders, and down the other way",
        "so",
        "two-arm swings by skill level (KJAB), 4 experts",
        "up: hips before arms; down: arms before trunk",
        "As in people.",
    )
    yield Row(
        "compression of L4/L5, 16 kg",
        "about 3200 N; back muscles at half of their strength",
        "McGill & Marshall 2012, 7 men",
        "no number",
        "A model with one muscle gives about twice as much. For ballistic exercises the program shows words only.",
    )
