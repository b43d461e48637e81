"""Laws of how a weight is carried: hanging plumb, upright, or against the trunk; and of where it comes down."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from .calculus import Array
from .expected import expectation
from .findings import Finding, at_least, at_most, within
from .geometry import angle_between_deg, segments_apart
from .ground_laws import BALL_RADIUS_M, THROUGH_M
from .held_laws import bell_points, carried
from .mechanics import weight_point
from .recorded import Implement, MotionFile

HANG_DEG = 3.0
UPRIGHT_DEG = 1.0
TRUNK_M = 5e-3
LANDS_M = 5e-3
# From the middle of the weight down to what stands on the floor, metres.
REST_M: Mapping[str, float] = {"kettlebell": BALL_RADIUS_M, "backpack": 0.225, "bag": 0.275, "child": 0.38}
FROM_SPINE_M = (0.10, 0.30)
# Flesh round the bones at 1.75 m, where a ball may not go; and how much of it gives.
LEG_RADIUS_M, SHANK_RADIUS_M, TRUNK_RADIUS_M, GIVES_M = 0.060, 0.045, 0.07, 0.030
PRESSED_M = 0.040
KNEES_APART_M = 0.08
ARM_APART_M = 0.030
LOWER_THIGH = 0.4


def carried_findings(motion: MotionFile) -> list[Finding]:
    """Every law of this module that applies."""
    wanted = expectation(motion)
    found = [things(motion), support(motion), knees_apart(motion), arms_clear(motion)]
    bells = [item for item in carried(motion) if item.points]
    if not bells:
        return found
    if wanted.held == "hanging" or (not wanted.held and not motion.ballistic and motion.held("kettlebell")):
        found.append(bell_hangs(motion))
    if wanted.held == "trunk":
        found += [on_the_trunk(motion), near_the_trunk(motion)]
    if wanted.held == "upright":
        found.append(upright(motion))
    if wanted.lands:
        found.append(lands(motion))
    if motion.held("kettlebell"):
        found.append(bell_clear(motion))
    return found


def things(motion: MotionFile) -> Finding:
    """What the exercise needs is there, and stands where it stands."""
    kinds = {item.kind for item in motion.implements}
    missing = [kind for kind in expectation(motion).things if kind not in kinds]
    return at_most("things", [(float(len(missing)), ", ".join(missing) or ", ".join(sorted(kinds)))], 0.0, "missing")


def support(motion: MotionFile) -> Finding:
    """It stands, kneels or sits as the exercise does; the side it names is the leg that stands, the hand that holds."""
    seats = [contact for contact in motion.contacts if contact.kind == "seat" and contact.name == "seat"]
    found = "knees" if motion.kneeling else "seat" if seats else "feet" if motion.legs == "lr" else "one-foot"
    wanted = expectation(motion)
    if found != wanted.support:
        return Finding("support", float("nan"), wanted.support, False, found)
    working = motion.legs if found == "one-foot" else motion.side
    if wanted.held == "clean":
        working = "".join(name[-1] for item in carried(motion) for name in item.held_by)
    return Finding("support", 0.0, wanted.support, working == motion.side, f"{found}, works {working or 'none'}")


def bell_hangs(motion: MotionFile) -> Finding:
    """In a slow drill the bell hangs straight down from the hands."""
    leans = []
    for bell in motion.held("kettlebell"):
        if {"handle", "ball"} <= set(bell.points):
            lean = angle_between_deg(bell.points["ball"] - bell.points["handle"], np.array([0.0, -1.0, 0.0]))
            leans.append((float(np.max(lean)), f"bell {motion.when(np.argmax(lean))}"))
    return at_most("bell-hangs", leans, HANG_DEG, "degrees")


def upright(motion: MotionFile) -> Finding:
    """A tall thing is lifted upright."""
    leans = []
    for item in carried(motion):
        if {"bottom", "top"} <= set(item.points):
            lean = angle_between_deg(item.points["top"] - item.points["bottom"], np.array([0.0, 1.0, 0.0]))
            leans.append((float(np.max(lean)), f"{item.kind} {motion.when(np.argmax(lean))}"))
    return at_most("upright", leans or [(float("nan"), "nothing that stands")], UPRIGHT_DEG, "degrees")


def in_thorax(motion: MotionFile, path: Array) -> Array:
    """A path told from the thorax: forward, along the spine, to the right, (n, 3)."""
    low, high = motion.points["t12l1"], motion.points["c7"]
    up = (high - low) / np.linalg.norm(high - low, axis=1, keepdims=True)
    across = motion.points["shoulder_r"] - motion.points["shoulder_l"]
    across = across - np.sum(across * up, axis=1, keepdims=True) * up
    across = across / np.linalg.norm(across, axis=1, keepdims=True)
    frame = np.stack([np.cross(up, across), up, across], axis=1)
    told: Array = np.einsum("nij,nj->ni", frame, path - low)
    return told


def on_the_trunk(motion: MotionFile) -> Finding:
    """What is held against the trunk keeps its place there."""
    slides = []
    for item in carried(motion):
        for name, path in item.points.items():
            place = in_thorax(motion, path)
            slides.append((float(np.max(np.linalg.norm(place - place[0], axis=1))), f"{item.kind} {name}"))
    return at_most("on-the-trunk", slides, TRUNK_M, "m")


def near_the_trunk(motion: MotionFile) -> Finding:
    """Its middle is a hand's breadth or two from the spine: it touches the trunk and is not inside it."""
    low, high = FROM_SPINE_M
    away = []
    for item in carried(motion):
        place = in_thorax(motion, weight_point(item))
        away.append(float(np.median(np.hypot(place[:, 0], place[:, 2]))))
    return within(
        "near-the-trunk", max(away, key=lambda far: abs(far - (low + high) / 2)), low, high, "m", "from the spine"
    )


def lands(motion: MotionFile) -> Finding:
    """What is lifted comes down to the floor or the block under it, and not into it."""
    ground = motion.held("block")[0].height_m if motion.held("block") else 0.0
    lowest = min(_lowest(item) for item in carried(motion)) - ground
    return within("bell-lands", lowest, -THROUGH_M, LANDS_M, "m above", f"floor or block at {ground:.3f} m")


def _lowest(item: Implement) -> float:
    if "bottom" in item.points:
        return float(np.min(item.points["bottom"][:, 1]))
    return float(np.min(weight_point(item)[:, 1])) - REST_M.get(item.look or item.kind, BALL_RADIUS_M)


def bell_clear(motion: MotionFile) -> Finding:
    """The ball does not go into legs or trunk, but for what flesh gives: more to a movement that drifts into it."""
    ball, points = bell_points(motion), motion.points
    if ball is None or motion.held("kettlebell")[0].look:
        return at_least("bell-clear", [], 0.0, "m")
    bones = [("lumbar part", TRUNK_RADIUS_M, points["pelvis"], points["t12l1"])]
    bones.append(("thorax", TRUNK_RADIUS_M, points["t12l1"], points["c7"]))
    for side in "lr":
        hip, knee, ankle = (points[f"{name}_{side}"] for name in ("hip", "knee", "ankle"))
        bones += [(f"thigh {side}", LEG_RADIUS_M, hip, knee), (f"shank {side}", SHANK_RADIUS_M, knee, ankle)]
    gaps, gives = [], PRESSED_M if motion.drifting else GIVES_M
    for name, radius, start, end in bones:
        gap = segments_apart(ball, ball, start, end) - BALL_RADIUS_M - radius * motion.scale + gives
        gaps.append((float(np.min(gap)), f"{name} {motion.when(np.argmin(gap))}"))
    return at_least("bell-clear", gaps, 0.0, "m")


def knees_apart(motion: MotionFile) -> Finding:
    """Knees and shanks do not pass through each other."""
    legs = [(motion.points[f"knee_{side}"], motion.points[f"ankle_{side}"]) for side in "lr"]
    gap = segments_apart(*legs[0], *legs[1]) / motion.scale
    return at_least("knees-apart", [(float(np.min(gap)), motion.when(np.argmin(gap)))], KNEES_APART_M, "m at 1.75 m")


def arms_clear(motion: MotionFile) -> Finding:
    """Forearms and hands do not pass through the thighs below the groin, nor through the shanks."""
    gaps = []
    for arm in "lr":
        forearm = motion.points[f"elbow_{arm}"], motion.points[f"hand_{arm}"]
        for leg in "lr":
            hip, knee, ankle = (motion.points[f"{name}_{leg}"] for name in ("hip", "knee", "ankle"))
            for name, start, end in (("thigh", hip + LOWER_THIGH * (knee - hip), knee), ("shank", knee, ankle)):
                gap = segments_apart(*forearm, start, end) / motion.scale
                gaps.append((float(np.min(gap)), f"forearm {arm} and {name} {leg} {motion.when(np.argmin(gap))}"))
    return at_least("arms-clear", gaps, ARM_APART_M, "m between bones at 1.75 m")
